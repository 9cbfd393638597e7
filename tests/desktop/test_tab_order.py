"""Tab goes through every panel and dialog as it is read, reaches all of it, comes back, and is trapped nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.desktop.app import translate
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from tests.desktop.everywhere import visit_dialogs

_MOST = 300


@pytest.fixture
def window(make_window: Callable[..., Window]) -> Window:
    return make_window()


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or widget.toolTip() or widget.objectName()}”"


def round_by(key: Qt.Key, start: QWidget) -> list[QWidget]:
    """Where the key leads from ``start`` until it is there again."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    begin = QApplication.focusWidget()
    assert begin is not None
    found = [begin]
    for _ in range(_MOST):
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is lost after {named(found[-1])}"
        QTest.keyClick(here, key)
        there = QApplication.focusWidget()
        assert there is not here, f"{named(here)} keeps the key"
        if there is begin:
            return found
        assert there is not None
        found.append(there)
    pytest.fail(f"{named(begin)} is never reached again")


def place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size())


def goes_back(one: QWidget, other: QWidget, root: QWidget) -> bool:
    """Whether ``other`` would have been read before ``one``: above it in its column, or before it in its row."""
    a, b = place(one, root), place(other, root)
    above = b.bottom() <= a.top() and b.left() < a.right() and a.left() < b.right()
    beside = abs(a.center().y() - b.center().y()) < min(a.height(), b.height()) / 2
    return above or (beside and b.right() <= a.left())


def reachable(root: QWidget) -> list[QWidget]:
    found = []
    for widget in root.findChildren(QWidget):
        wants = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        inner = isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
        if wants and not inner and widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty():
            found.append(widget)
    return found


def test_tab_goes_through_every_panel_as_it_is_read(window: Window, qtbot: QtBot) -> None:
    panels = {dock.windowTitle(): dock for dock in window.findChildren(QDockWidget)}
    assert len(panels) >= 7
    wrong = []
    for title, dock in panels.items():
        dock.show()
        dock.raise_()
        QApplication.processEvents()
        root = dock.widget()
        wanted = reachable(root)
        if not wanted:
            continue
        circle = round_by(Qt.Key.Key_Tab, wanted[0])
        inside = [widget is root or root.isAncestorOf(widget) for widget in circle]
        first = next(n for n in range(len(circle)) if inside[n] and not inside[n - 1])
        turned = circle[first:] + circle[:first]
        run = turned[: sum(inside)]
        wrong += [f"{title}: {named(w)} stands apart" for w in run if not root.isAncestorOf(w) and w is not root]
        wrong += [f"{title}: {named(w)} is not reached" for w in wanted if w not in run]
        wrong += [f"{title}: {named(b)} after {named(a)}" for a, b in pairwise(run) if goes_back(a, b, root)]
    assert not wrong, "\n".join(wrong)


def test_the_whole_window_is_gone_round_in_both_directions(window: Window) -> None:
    window.commands.run("view.script")
    begin = window.focusWidget()
    there = round_by(Qt.Key.Key_Tab, begin)
    back = round_by(Qt.Key.Key_Backtab, begin)
    assert set(map(id, there)) == set(map(id, back))
    assert [named(w) for w in reachable(window.script) if w not in there] == []


def test_tab_goes_through_every_dialog_as_it_is_read(window: Window) -> None:
    wrong = []

    def look(dialog: QDialog) -> None:
        QApplication.processEvents()
        kind = type(dialog).__name__
        if kind.startswith("QColor"):
            return  # Qt's own
        focus = QApplication.focusWidget()
        if focus is None or not dialog.isAncestorOf(focus):
            wrong.append(f"{kind}: opens without the keyboard")
            return
        circle = round_by(Qt.Key.Key_Tab, focus)
        backs = [(a, b) for a, b in pairwise([*circle, circle[0]]) if goes_back(a, b, dialog)]
        if len(backs) > 1:  # one is the way from the end to the beginning
            wrong.extend(f"{kind}: {named(b)} after {named(a)}" for a, b in backs)
        wrong.extend(f"{kind}: {named(w)} is not reached" for w in reachable(dialog) if w not in circle)
        if len(round_by(Qt.Key.Key_Backtab, focus)) != len(circle):
            wrong.append(f"{kind}: another way back")
        defaults = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
        if len(defaults) > 1:
            wrong.append(f"{kind}: {len(defaults)} default buttons")

    assert len(visit_dialogs(window, look)) > 8
    assert not wrong, "\n".join(wrong)


def unseen(root: QWidget) -> list[str]:
    """Controls that look the same with the keyboard in them and without."""
    found = []
    for widget in reachable(root):
        before = QApplication.focusWidget()
        if before is not None:
            before.clearFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is widget and widget.grab().toImage() == without:
            found.append(named(widget))
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_can_be_seen_where_the_keyboard_is(window: Window, theme: str) -> None:
    apply_theme(theme)
    found = []
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        QApplication.processEvents()
        found += unseen(dock.widget())
    found += [*unseen(window.script), *unseen(window.transport)]

    def look(dialog: QDialog) -> None:
        if not type(dialog).__name__.startswith("QColor"):  # Qt's own
            found.extend(f"{type(dialog).__name__}: {one}" for one in unseen(dialog))

    visit_dialogs(window, look)
    assert not found, "\n".join(dict.fromkeys(found))


def test_escape_closes_every_dialog(window: Window) -> None:
    stays = []

    def look(dialog: QDialog) -> None:
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        if dialog.isVisible():
            stays.append(type(dialog).__name__)

    visit_dialogs(window, look)
    assert stays == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_entries_of_a_menu_have_the_same_mnemonic(
    make_window: Callable[[], Window], qapp: QApplication, language: str
) -> None:
    translators = translate(qapp, language)
    try:
        bar = make_window().menuBar()
        menus = [("menu bar", bar.actions())]
        for _, entries in menus:  # grows: menus have menus inside
            menus += [(a.text(), m.actions()) for a in entries if isinstance(m := a.menu(), QMenu)]
        for title, entries in menus:
            keys = Counter(k.upper() for a in entries for k in re.findall(r"&(\w)", a.text().replace("&&", "")))
            assert [k for k, count in keys.items() if count > 1] == [], title
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
