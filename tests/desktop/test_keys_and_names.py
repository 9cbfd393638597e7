"""The keyboard reaches everything: window keys from text fields, panel to panel, and every control has a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.palette import CheatSheet, Palette
from studio.desktop.window import Window

_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip


@pytest.fixture
def window(window: Window) -> Window:
    window.activateWindow()
    return window


def field(window: Window) -> QLineEdit:
    return next(f for f in window.findChildren(QLineEdit) if f.accessibleName() == "Show only lines with this text")


@pytest.mark.parametrize(("keys", "kind"), [(Qt.Key.Key_K, Palette), (Qt.Key.Key_E, ExportDialog)])
def test_window_keys_work_while_somebody_types(window: Window, qtbot: QtBot, keys: Qt.Key, kind: type[QDialog]) -> None:
    typed = field(window)
    typed.setFocus()
    qtbot.waitUntil(typed.hasFocus)
    typed.setText("lamp")
    qtbot.keyClick(typed, keys, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets()))
    assert typed.text() == "lamp"
    for dialog in window.findChildren(kind):
        dialog.close()


def test_editing_keys_stay_with_the_field(window: Window, qtbot: QtBot) -> None:
    typed = field(window)
    typed.setFocus()
    qtbot.waitUntil(typed.hasFocus)
    qtbot.keyClicks(typed, "lamp room")
    before = window.workbench.project
    qtbot.keyClick(typed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert typed.selectedText() == "lamp room"
    qtbot.keyClick(typed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.project is before


def test_space_and_letters_are_typed_into_a_field(window: Window, qtbot: QtBot) -> None:
    typed = field(window)
    typed.setFocus()
    qtbot.waitUntil(typed.hasFocus)
    qtbot.keyClicks(typed, "r j k l x b [ ]")
    assert typed.text() == "r j k l x b [ ]"
    assert not window.player.playing


def test_f6_goes_from_panel_to_panel_and_back_to_the_script(window: Window, qtbot: QtBot) -> None:
    window.commands.run("view.script")
    begin = window.focusWidget()
    assert window.script.isAncestorOf(begin)
    seen = []
    for _ in range(12):
        window.commands.run("view.next_panel")
        focus = window.focusWidget()
        assert focus is not None
        if window.script.isAncestorOf(focus):
            break
        seen.append(focus)
    else:
        pytest.fail("F6 never came back to the script")
    assert len(seen) >= 3
    assert len(set(map(id, seen))) == len(seen)
    window.commands.run("view.previous_panel")
    assert window.focusWidget() is seen[-1]


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, _CONTROLS) or widget.objectName().startswith("qt_"):
            continue
        above = (widget.parent(), widget.parent().parent())  # the list of a combo box lies in a frame
        inner = any(isinstance(w, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit) for w in above)
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        scrolls = type(widget).__name__ == "QScrollBar"
        if not (inner or scrolls or widget.accessibleName() or text or widget.toolTip()):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_of_the_dialogs_has_a_name(window: Window) -> None:
    for dialog in (ExportDialog(window.workbench, window), CheatSheet(window.commands, window)):
        assert unnamed(dialog) == [], type(dialog).__name__
        dialog.close()
    assert unnamed(window) == []
