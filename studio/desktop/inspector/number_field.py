"""The number of the window: drag its label, wheel over it (Ctrl: fine), step with Up and Down, or type."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from studio.desktop.inspector.field import Field, FieldState, said
from studio.desktop.theme import theme

DRAG_PIXELS = 4  # of mouse travel for one step
RESTED = 0.4  # seconds after which a pointer that has not moved is meant


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Lowest and highest value, a step and a fine step, and how the number is written."""

    low: float
    high: float
    step: float = 1.0
    fine: float = 0.1
    decimals: int = 2
    unit: str = ""
    signed: bool = False
    neutral: float | None = None  # where the bar starts

    def clamped(self, value: float) -> float:
        return round(min(max(value, self.low), self.high), self.decimals)

    def number(self, value: float) -> str:
        text = f"{value:+.{self.decimals}f}" if self.signed and value else f"{value:.{self.decimals}f}"
        return text.replace("-", "−")

    def shown(self, value: float) -> str:
        return f"{self.number(value)} {self.unit}".rstrip()

    def read(self, text: str) -> float | None:
        """The number in what was typed, with or without its unit; None when there is none."""
        bare = text.strip().replace("−", "-").replace(",", ".").replace("×", "").replace(self.unit, "", 1).strip(" x")
        try:
            value = float(bare)
        except ValueError:
            return None
        return value if value == value else None


class _NumberEdit(QLineEdit):
    """The text of a number, and under it a bar that shows where in its range it lies."""

    asked = Signal(float, bool)  # steps, fine
    left = Signal()

    def __init__(self, field: NumberField) -> None:
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.asked.emit(step, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self._field.revert()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._field.begin()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._field.popup(self.createStandardContextMenu(), event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        field, state = self._field, self._field.state
        painter = QPainter(self)
        if self.text() and not self.hasFocus() and state.source and not state.own and not field.reason:
            painter.setPen(QColor(theme().quiet))
            left = 14 + self.fontMetrics().horizontalAdvance(self.text())
            room = self.width() - left - 8
            text = self.fontMetrics().elidedText(state.source, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRect(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text
            )
        span = field.range.high - field.range.low
        if not isinstance(state.value, int | float) or state.mixed or field.reason or span > 1000:
            return
        neutral = field.range.low if field.range.neutral is None else field.range.neutral
        width = self.width() - 8
        at = [4 + round(width * (field.range.clamped(x) - field.range.low) / span) for x in (neutral, state.value)]
        if at[0] == at[1] and not state.own:
            return  # a bar of no length would look like dust
        bar = QRect(min(at), self.height() - 3, max(2, abs(at[1] - at[0])), 2)
        painter.fillRect(bar, QColor(theme().accent if state.own else theme().line))


class NumberField(Field):
    """A number with its unit."""

    def __init__(self, label: str, numbers: NumberRange, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.range = numbers
        self.edit = _NumberEdit(self)
        self.edit.asked.connect(self.step)
        self.edit.left.connect(self._left)
        self.edit.returnPressed.connect(self._typed)
        self.label.setCursor(Qt.CursorShape.SizeHorCursor)
        self._dragged: tuple[int, float] | None = None  # where the drag is, and what of a step is left over
        self._entered: tuple[QPoint, float] | None = None  # where and when the pointer came; None once it has moved
        self._area: QAbstractScrollArea | None = None  # what the field is scrolled with
        self._wheel = 0
        self._put(self.edit)

    @property
    def value(self) -> float:
        """Where a step starts: the value in force."""
        if isinstance(self.state.value, int | float):
            return float(self.state.value)
        return self.range.neutral if self.range.neutral is not None else self.range.low

    def step(self, steps: float, fine: bool = False) -> None:
        """Ask for the next value, ``steps`` up or down."""
        unit = self.range.fine if fine else self.range.step
        wanted = self.range.clamped(self.value + steps * unit)
        self._settle.start()
        if wanted != self.value or self.state.mixed or not self.state.own:
            self._ask(wanted)
        elif steps:
            self._say_limit(wanted)

    def begin(self) -> None:
        """The text is edited: the bare number, selected."""
        if not self.state.mixed and isinstance(self.state.value, int | float):
            self.edit.setText(self.range.number(float(self.state.value)))
        else:
            self.edit.setText("")
        self.edit.setModified(False)
        QTimer.singleShot(0, self.edit, self.edit.selectAll)

    def revert(self) -> None:
        """Forget what was typed."""
        self.begin()

    def _ask(self, value: float) -> None:
        self.state = FieldState(value=value, own=True)  # the next step of a run starts here, answered or not
        self._show()
        self.edited.emit(value)

    def _typed(self) -> None:
        if not self.edit.isModified():
            return
        text = self.edit.text()
        self.edit.setModified(False)
        if not text.strip():
            self.reset_asked.emit()
            self.finished.emit()
            return
        read = self.range.read(text)
        if read is None:
            self.noticed.emit(said(self.tr("“%1” is not a number."), text.strip()[:40]))
            self.begin()
            return
        value = self.range.clamped(read)
        if not self.range.low <= read <= self.range.high:
            self._say_limit(value)
        if value != self.state.value or not self.state.own or self.state.mixed:
            self._ask(value)
        self.finished.emit()
        self.begin()

    def _left(self) -> None:
        self._typed()
        self._show()

    def _say_limit(self, value: float) -> None:
        low, high = (self.range.number(x) for x in (self.range.low, self.range.high))
        text = self.tr("%1 goes from %2 to %3; it is %4 now.")
        self.noticed.emit(said(text, self.name, low, high, self.range.shown(value)))

    def _show(self) -> None:
        if self.edit.hasFocus() and self.edit.isModified():
            return  # somebody is typing
        palette = self.edit.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._color()))
        self.edit.setPalette(palette)
        state = self.state
        if state.mixed or self.reason:
            text = ""
        elif isinstance(state.value, int | float):
            text = self.range.number(state.value) if self.edit.hasFocus() else self.range.shown(state.value)
        else:
            text = ""
        self.edit.setPlaceholderText(self.reason or (self.tr("mixed") if state.mixed else state.source))
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setModified(False)
            self.edit.setCursorPosition(0)
            if self.edit.hasFocus():
                self.edit.selectAll()
        self.edit.update()

    # -- wheel and drag --------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        self._arrived()
        super().enterEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QAbstractScrollArea):
            area = area.parentWidget()
        if area is not self._area and isinstance(area, QAbstractScrollArea):
            self._area = area
            area.verticalScrollBar().valueChanged.connect(self._arrived)

    def _arrived(self) -> None:
        """The pointer came to the field, or the field to the pointer: Qt sends no event for that."""
        self._entered = (QCursor.pos(), monotonic())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A panel that scrolls under a resting pointer must not change what arrives there, nor what it ends on.
        if self._entered is not None and not self.edit.hasFocus():
            place, since = self._entered
            if QCursor.pos() == place and monotonic() - since < RESTED:
                self._entered = (place, monotonic())
                event.ignore()
                return
            self._entered = None
        if self.reason:
            event.ignore()
            return
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        steps, self._wheel = int(self._wheel / 120), self._wheel - int(self._wheel / 120) * 120
        if steps:
            self.step(steps, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.label and isinstance(event, QMouseEvent) and not self.reason:
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._dragged = (event.globalPosition().toPoint().x(), 0.0)
                return True
            if kind == QEvent.Type.MouseMove and self._dragged is not None:
                x = event.globalPosition().toPoint().x()
                travelled = (x - self._dragged[0]) / DRAG_PIXELS + self._dragged[1]
                self._dragged = (x, travelled - int(travelled))
                if int(travelled):
                    self.step(int(travelled), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                    self._settle.stop()
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._dragged is not None:
                self._dragged = None
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)
