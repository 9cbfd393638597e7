"""Keys of the window stay the window's while somebody types.

Qt gives a text field the first word on every key, and on Linux fields know Ctrl+K and Ctrl+E from a terminal's
habits (kill to the end, go to the end): the palette and the export would be out of reach from every field. A
filter on the one field that has the focus gives the window its keys back; undo, copy and the like stay the
field's own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from studio.desktop.commands import Commands

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_OF_THE_FIELD = frozenset(
    f"edit.{name}" for name in ("undo", "redo", "cut", "copy", "paste", "select_all")
)  # what these do while typing, the field does
_LETTERS = frozenset(chr(code) for code in range(ord("A"), ord("Z") + 1))


class KeyClaims(QObject):
    """Follows the focus; takes back Ctrl and a letter where a window command has it."""

    def __init__(self, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def claimed(self, keys: str) -> bool:
        """Whether the window wants these keys even from someone who is typing."""
        modifiers, _, letter = keys.rpartition("+")
        if letter not in _LETTERS or "Ctrl" not in modifiers:
            return False
        return any(
            c.scope == "window" and c.id not in _OF_THE_FIELD and self._commands.keys(c.id) == keys
            for c in self._commands.all()
        )

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Qt forgets the filter of a field that is gone, and does not add one twice."""
        if isinstance(old, _FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() != Qt.KeyboardModifier.NoModifier
            if held and self.claimed(QKeySequence(event.keyCombination()).toString()):
                event.ignore()
                return True
        return False
