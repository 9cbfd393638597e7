"""How a pressed key is written where commands are looked up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def key_names(event: QKeyEvent) -> list[str]:
    """How a command may have written this key: "Return" for both Enter keys, "?" with or without Shift."""
    key = event.key()
    if key in (0, Qt.Key.Key_unknown, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
        return []
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    names = [QKeySequence(held.value | int(key)).toString()]
    if held == Qt.KeyboardModifier.ShiftModifier and not Qt.Key.Key_A <= key <= Qt.Key.Key_Z and event.text().strip():
        names.append(QKeySequence(int(key)).toString())
    return names
