"""The fields of the window: one behaviour for every value that can be inherited, overridden or mixed.

A field shows a :class:`FieldState` and asks for changes; it never changes anything itself. An inherited
value is quiet and says where it comes from; an overridden one is plain and can be reset; over a selection
that disagrees it says "mixed". Numbers: drag the label, wheel (Ctrl: fine), Up and Down, type; a double
click on the label resets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from studio.desktop.theme import theme

LABEL_WIDTH = 92
SETTLED = 700  # milliseconds without a wheel or key step after which a run of them has ended


def said(text: str, *values: object) -> str:
    """A translated sentence with its %1, %2, ... filled in."""
    for place, value in sorted(enumerate(values, 1), reverse=True):
        text = text.replace(f"%{place}", str(value))
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """What a field shows: ``value`` in force, whether it is set here (``own``), and else where it is from.

    ``mixed`` says that the selection disagrees; ``value`` is then the active line's, where a step starts.
    """

    value: object = None
    own: bool = False
    mixed: bool = False
    source: str = ""  # "from Ann", "from punctuation"
    warning: str = ""  # the value is outside what this voice does well


class Field(QWidget):
    """A label, a body and a reset button; what the kinds of field have in common."""

    edited = Signal(object)  # a value was asked for
    reset_asked = Signal()  # inherited again
    finished = Signal()  # a run of changes has ended: the next one is another step
    noticed = Signal(str)  # something a person should know: "2.00 is the most"

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = label
        self.state = FieldState()
        self.reason = ""
        self.menu_of: Callable[[QMenu], None] | None = None  # adds a panel's own entries to the menu
        self.label = QLabel(label)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.installEventFilter(self)
        self.reset = QToolButton()
        self.reset.setText("↺")
        self.reset.setFixedSize(22, 22)
        self.reset.setStyleSheet("padding: 0")
        self.reset.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key: empty the field, or its menu
        self.reset.setToolTip(self.tr("Reset: inherit again"))
        self.reset.setAccessibleName(said(self.tr("Reset %1"), label))
        self.reset.clicked.connect(self.reset_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.label)
        row.addWidget(self.reset)
        keep = self.reset.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keep)
        self.reset.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self.finished)
        self._body: QWidget | None = None

    def _put(self, body: QWidget) -> None:
        """The widget that is focused, named and disabled for this field."""
        self._body = body
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, body, 1)
        body.setAccessibleName(self.name)
        self.label.setBuddy(body)
        self.setFocusProxy(body)

    def show_state(self, state: FieldState) -> None:
        self.state = state
        self.reset.setVisible((state.own or state.mixed) and not self.reason)
        if self._body is not None:
            self._body.setAccessibleDescription(self.described())
        self._tell()
        self._show()

    def set_reason(self, reason: str) -> None:
        """Disable the field and say why; "" enables it."""
        if reason == self.reason:
            return
        self.reason = reason
        if self._body is not None:
            self._body.setEnabled(not reason)
        self.label.setEnabled(not reason)
        self.show_state(self.state)

    def described(self) -> str:
        """What a screen reader adds to the name, and the tool tip."""
        if self.reason:
            return self.reason
        if self.state.warning:
            return self.state.warning
        if self.state.mixed:
            return self.tr("The selected lines differ.")
        if self.state.own:
            return self.tr("Set here.")
        return said(self.tr("Inherited %1."), self.state.source) if self.state.source else self.tr("The default.")

    def fill_menu(self, menu: QMenu) -> None:
        """The entries every field has, then the panel's."""
        reset = menu.addAction(self.tr("Reset"))
        reset.setEnabled(self.state.own or self.state.mixed)
        reset.triggered.connect(self.reset_asked)
        if self.menu_of is not None:
            self.menu_of(menu)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.reason:
            return
        self.popup(QMenu(self), event.globalPos())

    def popup(self, menu: QMenu, at: QPoint) -> None:
        """Show ``menu`` with the field's entries in it."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.addSeparator()
        self.fill_menu(menu)
        menu.popup(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._show)  # a new style sheet puts the palettes of children back first

    def _show(self) -> None:
        """Draw :attr:`state`."""

    def _tell(self) -> None:
        self.setToolTip(self.described())

    def _color(self) -> str:
        if self.state.warning:
            return theme().warning
        return theme().text if self.state.own and not self.state.mixed and not self.reason else theme().quiet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.label and event.type() == QEvent.Type.MouseButtonDblClick and not self.reason:
            self.reset_asked.emit()
            self.finished.emit()
            return True
        return super().eventFilter(watched, event)
