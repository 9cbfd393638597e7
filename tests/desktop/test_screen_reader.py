"""Who cannot see the window hears all of it: every control has a name, and what changes by itself is announced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.announcing import Announcer
from studio.desktop.window import Window
from tests.desktop.everywhere import visit_dialogs

_ROLE = QAccessible.Role
_CONTROLS = {
    _ROLE.Button, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox,
    _ROLE.EditableText, _ROLE.Slider, _ROLE.SpinBox, _ROLE.Table, _ROLE.List, _ROLE.Tree, _ROLE.PageTab,
    _ROLE.MenuItem, _ROLE.ProgressBar,
}  # fmt: skip
_MANY = 60


@pytest.fixture
def window(make_window: Callable[..., Window]) -> Window:
    return make_window()


def tree(node: QAccessibleInterface, path: str = "") -> Iterator[tuple[QAccessibleInterface, str]]:
    """What a screen reader walks through; of a long list its beginning."""
    path = f"{path}/{type(node.object()).__name__}"
    yield node, path
    for number in range(min(node.childCount(), _MANY)):
        child = node.child(number)
        if child.isValid() and not child.state().invisible:
            yield from tree(child, path)


def labelled(node: QAccessibleInterface) -> bool:
    """Whether it is called something, or a label belongs to it; the list of choices of a box is the box's."""
    if node.text(QAccessible.Text.Name).strip():
        return True
    widget = node.object()
    if not isinstance(widget, QWidget):
        return False
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


def nameless(root: QWidget) -> list[str]:
    found = []
    for node, path in tree(QAccessible.queryAccessibleInterface(root)):
        separator = node.role() == _ROLE.MenuItem and not node.state().focusable
        if node.role() in _CONTROLS and not labelled(node) and not separator:
            if node.parent().role() in (_ROLE.ComboBox, _ROLE.SpinBox):
                continue  # its field; the box is named
            if isinstance(node.object(), QWidget) and node.object().objectName().startswith("qt_"):
                continue
            found.append(f"{node.role().name} {path}")
    return found


def test_every_control_of_the_window_has_a_name(window: Window) -> None:
    found = []
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        QApplication.processEvents()
        found += nameless(window)
    assert list(dict.fromkeys(found)) == []


def test_every_control_of_every_dialog_has_a_name(window: Window) -> None:
    found: list[str] = []

    def look(dialog: QDialog) -> None:
        if not type(dialog).__name__.startswith("QColor"):  # Qt's own
            found.extend(nameless(dialog))

    assert len(visit_dialogs(window, look)) > 8
    assert list(dict.fromkeys(found)) == []


def test_a_box_is_called_what_its_label_says(window: Window) -> None:
    """A box that is named by its choice only would not say what is chosen."""
    unnamed = []
    for node, path in tree(QAccessible.queryAccessibleInterface(window)):
        widget = node.object()
        if node.role() == _ROLE.ComboBox and isinstance(widget, QWidget):
            buddies = [label for label in window.findChildren(QLabel) if label.buddy() is widget]
            if not widget.accessibleName() and not buddies:
                unnamed.append(path)
    assert unnamed == []


def announcer(window: Window) -> Announcer:
    return window.announcer


def test_a_message_is_announced(window: Window) -> None:
    heard: list[str] = []
    announcer(window).announced.connect(heard.append)
    window.workbench.say("The disk is full.", "Make room.", "error")
    assert heard == ["The disk is full. Make room."]


def test_the_new_state_of_the_active_line_is_announced(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    first, second = [line.id for line in bench.project.lines()][:2]
    bench.select([first], first, "test")
    heard: list[str] = []
    announcer(window).announced.connect(heard.append)
    bench.render([first, second])
    qtbot.waitUntil(lambda: not bench.queue, timeout=20_000)
    assert heard == ["current"]


def test_a_row_says_who_speaks_its_state_and_why(window: Window) -> None:
    model = window.script.model
    index = model.index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Line 1, ANN, stale: Did you hear that?"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Not rendered since it was last changed."
