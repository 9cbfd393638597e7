"""Fields that are not numbers: one of several, on or off, a few words, a colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from studio.desktop.inspector.field import Field, FieldState, said
from studio.desktop.theme import theme
from studio.timeline.layout import PALETTE

_VALUE = Qt.ItemDataRole.UserRole
TYPED = 450  # milliseconds after a key before what is typed counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several. A ``reason`` disables it; without a ``value`` it is a heading."""

    value: object
    text: str
    reason: str = ""
    heading: bool = False


class _Combo(QComboBox):
    """Changed by the wheel only while it has the focus, because panels scroll; says where its value is from."""

    value = ""
    source = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        text = self.value if self.source or self.value else option.currentText
        if self.currentIndex() < 0:
            text = self.placeholderText()
            option.palette.setColor(QPalette.ColorRole.ButtonText, QColor(theme().quiet))
        option.currentText = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 36)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setPen(QColor(theme().quiet))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if self.source:
            left = 14 + metrics.horizontalAdvance(option.currentText)
            origin = metrics.elidedText(self.source, Qt.TextElideMode.ElideRight, self.width() - 26 - left)
            painter.drawText(self.rect().adjusted(left, 0, -26, 0), right, origin)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field):
    """One of several values; the first entry inherits, a selection that disagrees shows "mixed"."""

    shown = Signal()  # other choices, or another value

    def __init__(self, label: str, parent: QWidget | None = None, *, inherits: bool = True) -> None:
        super().__init__(label, parent)
        self._inherits = inherits
        self._choices: tuple[Choice, ...] = ()
        self.combo = _Combo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setMinimumWidth(90)  # a name that is cut is better than a panel that is
        self.combo.setMaxVisibleItems(22)
        self.combo.activated.connect(self._chosen)
        self._put(self.combo)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        model = QStandardItemModel(self.combo)
        if self._inherits:
            model.appendRow(QStandardItem(""))
        for choice in self._choices:
            item = QStandardItem(choice.text)
            item.setData(choice.value, _VALUE)
            if choice.reason or choice.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setToolTip(choice.reason)
            item.setData(choice.reason, Qt.ItemDataRole.AccessibleDescriptionRole)
            model.appendRow(item)
        self.combo.setModel(model)  # which deletes the old one
        self._show()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._choices

    def text_of(self, value: object) -> str:
        """The words a value is shown with."""
        return next((c.text for c in self._choices if c.value == value and not c.heading), str(value or ""))

    def _chosen(self, row: int) -> None:
        first = int(self._inherits)
        if row < first:
            self.reset_asked.emit()
        else:
            self.edited.emit(self._choices[row - first].value)
        self.finished.emit()

    def _show(self) -> None:
        state, first = self.state, int(self._inherits)
        model = self.combo.model()
        if self._inherits and model.rowCount():
            words = self.text_of(state.value) if not state.own and not state.mixed else ""
            text = said(self.tr("%1 — %2"), words, state.source or self.tr("default")) if words else state.source
            model.setData(model.index(0, 0, QModelIndex()), text or self.tr("Inherit"), Qt.ItemDataRole.DisplayRole)
        row = -1
        if not state.mixed:
            mine = state.own or not self._inherits
            rows = (i for i, c in enumerate(self._choices) if c.value == state.value and not c.heading)
            row = next(rows, -1 - first) + first if mine else 0
        inherits = self._inherits and row == 0
        self.combo.value = self.text_of(state.value) if inherits else ""
        self.combo.source = state.source if inherits else ""
        self.combo.setPlaceholderText(self.tr("mixed") if state.mixed else str(state.value or ""))
        self.combo.setCurrentIndex(row)
        palette = self.combo.palette()
        for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Text):
            palette.setColor(role, QColor(self._color()))
        self.combo.setPalette(palette)
        self.shown.emit()


class SwitchField(Field):
    """On, off, inherited or mixed."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.box = QCheckBox()
        self.box.clicked.connect(self._clicked)
        self._put(self.box)

    def _clicked(self) -> None:
        self.edited.emit(not self.state.value if not self.state.mixed else True)
        self.finished.emit()

    def _show(self) -> None:
        state = self.state
        self.box.setTristate(state.mixed)
        wanted = Qt.CheckState.Checked if state.value else Qt.CheckState.Unchecked
        self.box.setCheckState(Qt.CheckState.PartiallyChecked if state.mixed else wanted)
        word = self.tr("on") if state.value else self.tr("off")
        text = self.tr("mixed") if state.mixed else word
        if not state.own and not state.mixed and state.source:
            text = said(self.tr("%1 — %2"), word, state.source)
        self.box.setText(text)
        palette = self.box.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._color()))
        self.box.setPalette(palette)


class TextField(Field):
    """A few words, or several rows of them. Empty is inherited."""

    def __init__(self, label: str, parent: QWidget | None = None, *, rows: int = 1, hint: str = "") -> None:
        super().__init__(label, parent)
        self._hint = hint
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPED)
        self._typing.timeout.connect(self._typed)
        self.edit: QLineEdit | QPlainTextEdit
        if rows == 1:
            self.edit = line = _Line(self)
            line.textEdited.connect(self._typing.start)
            line.editingFinished.connect(self._done)
        else:
            self.edit = box = _Rows(self)
            box.setTabChangesFocus(True)
            box.setFixedHeight(box.fontMetrics().lineSpacing() * rows + 14)
            box.left.connect(self._done)
            box.textChanged.connect(self._typing.start)
        self._put(self.edit)

    @property
    def text(self) -> str:
        return self.edit.text() if isinstance(self.edit, QLineEdit) else self.edit.toPlainText()

    def _typed(self) -> None:
        self._typing.stop()
        now = self.text
        if now == self._shown():
            return
        self.state = FieldState(value=now, own=bool(now))
        if now:
            self.edited.emit(now)
        else:
            self.reset_asked.emit()

    def _done(self) -> None:
        self._typed()
        self.finished.emit()

    def _shown(self) -> str:
        return str(self.state.value or "") if self.state.own and not self.state.mixed else ""

    def _show(self) -> None:
        state = self.state
        inherited = str(state.value or "") if not state.own else ""
        hint = said(self.tr("%1 — %2"), inherited, state.source) if inherited and state.source else self._hint
        self.edit.setPlaceholderText(self.reason or (self.tr("mixed") if state.mixed else hint))
        if self._typing.isActive():
            return
        text = self._shown()
        if text != self.text:
            blocked = self.edit.blockSignals(True)
            if isinstance(self.edit, QLineEdit):
                self.edit.setText(text)
                self.edit.setCursorPosition(0)
            else:
                self.edit.setPlainText(text)
            self.edit.blockSignals(blocked)


class _Line(QLineEdit):
    def __init__(self, field: TextField) -> None:
        super().__init__(field)
        self._field = field

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._field.popup(self.createStandardContextMenu(), event.globalPos())


class _Rows(QPlainTextEdit):
    left = Signal()

    def __init__(self, field: TextField) -> None:
        super().__init__(field)
        self._field = field

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._field.popup(self.createStandardContextMenu(), event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ColorField(Field):
    """A colour of the palette, or any; without one the palette gives it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(28, 14))
        self.button.setStyleSheet("QToolButton { padding: 4px 6px 4px 2px; margin-left: -2px; }")
        self.button.clicked.connect(self.choose)
        self._put(self.button)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setStretch(1, 0)
        row.insertStretch(2, 1)

    def choose(self) -> None:
        """The palette under the button; arrows and Enter choose."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_swatches(self, menu))
        menu.addSeparator()
        automatic = menu.addAction(self.tr("Automatic"))
        automatic.triggered.connect(self.reset_asked)
        other = menu.addAction(self.tr("Other colour…"))
        other.triggered.connect(self._other)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _other(self) -> None:
        dialog = QColorDialog(QColor(str(self.state.value or PALETTE[0])), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.name)
        dialog.colorSelected.connect(self._selected)
        dialog.open()

    def _selected(self, color: QColor) -> None:
        self.pick(color.name())

    def pick(self, color: str, _checked: bool = False) -> None:
        self.edited.emit(color)
        self.finished.emit()

    def _show(self) -> None:
        state = self.state
        color = "" if state.mixed else str(state.value or "")
        self.button.setIcon(swatch(color, self.button.iconSize()))
        words = self.tr("mixed") if state.mixed else (self.tr("own") if state.own else self.tr("automatic"))
        self.button.setText(words)
        self.button.setToolTip(color)


def swatch(color: str, size: QSize) -> QIcon:
    """A rounded patch of one colour; empty for none."""
    pixmap = QPixmap(size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme().line))
    painter.setBrush(QColor(color) if color else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(0, 0, size.width() - 1, size.height() - 1, 3, 3)
    painter.end()
    return QIcon(pixmap)


def _swatches(field: ColorField, menu: QMenu) -> QWidgetAction:
    """The palette in one row of buttons."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(8, 4, 8, 4)
    box.setSpacing(2)
    for color in PALETTE:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setStyleSheet("padding: 2px")
        button.setIconSize(QSize(18, 18))
        button.setIcon(swatch(color, QSize(18, 18)))
        button.setToolTip(color)
        button.setAccessibleName(color)
        button.clicked.connect(menu.close)
        button.clicked.connect(partial(field.pick, color))
        box.addWidget(button)
    action = QWidgetAction(menu)
    action.setDefaultWidget(row)
    return action
