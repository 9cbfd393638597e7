"""Everything a person can come to in the window: its panels, its menus, and every dialog that a command opens.

The tests of language, keyboard and screen readers look at all of it, so that what is added later is looked at too.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QBuffer,
    QByteArray,
    QIODevice,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QPainter, QTextDocumentFragment
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from studio.desktop.window import Window

_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_MARKUP = re.compile(r"<[a-z/!]")


def visit_dialogs(window: Window, visit: Callable[[QDialog], None]) -> set[str]:
    """Run every command that asks something (its label ends in …), look at what it opens, put it away again.

    Returns the ids of the commands that opened something.
    """
    opened = set()
    for command in window.commands.all():
        asks = "…" in command.label and command.enabled()
        if asks and visit_opened(partial(window.commands.run, command.id), visit):
            opened.add(command.id)
    return opened


def visit_opened(act: Callable[[], object], visit: Callable[[QDialog], None]) -> bool:
    """Look at what ``act`` opens, whether it waits for an answer or not."""
    before = set(map(id, _dialogs()))
    trouble: list[BaseException] = []
    seen: list[str] = []

    def look() -> None:
        for dialog in _dialogs():
            if id(dialog) in before:
                continue
            seen.append(type(dialog).__name__)
            try:
                if not isinstance(dialog, QFileDialog):  # Qt's own, in Qt's own words
                    visit(dialog)
            except BaseException as error:  # noqa: BLE001 - raised again where the test can see it
                trouble.append(error)
            finally:
                dialog.reject()

    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(0)
    act()
    QApplication.processEvents()
    look()
    clock.stop()
    if trouble:
        raise trouble[0]
    return bool(seen)


def _dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def widgets(root: QWidget) -> Iterator[QWidget]:
    """``root`` and what is in it, without other windows."""
    yield root
    for child in root.findChildren(QWidget):
        if not isinstance(child, QDialog) and not any(isinstance(w, QDialog) for w in _above(child, root)):
            yield child


def _above(widget: QWidget, root: QWidget) -> Iterator[QWidget]:
    at = widget.parentWidget()
    while at is not None and at is not root:
        yield at
        at = at.parentWidget()


def actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from actions(below)
        yield action


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where, and what: everything that is shown or said of ``root`` and of all that is in it."""
    for widget in widgets(root):
        kind = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for text in _said(widget):
            if text:
                yield kind, _plain(text)
    for text in painted(root):
        yield f"painted on {type(root).__name__}", text


def _plain(text: str) -> str:
    return QTextDocumentFragment.fromHtml(text).toPlainText() if _MARKUP.search(text) else text


def _said(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow() or isinstance(widget, QDockWidget):
        yield widget.windowTitle()
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QAbstractSpinBox):
        yield widget.specialValueText()
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QProgressBar):
        yield widget.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
        yield from (str(widget.itemData(at, Qt.ItemDataRole.ToolTipRole) or "") for at in range(widget.count()))
    if isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield from (widget.tabText(at), widget.tabToolTip(at), widget.accessibleTabName(at))
    if isinstance(widget, QMenu):
        for action in actions(widget):
            yield from (action.text().partition("\t")[0], action.toolTip(), action.statusTip())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    if parent is None:
        for at in range(columns):
            for role in _ROLES:
                yield _text(model.headerData(at, Qt.Orientation.Horizontal, role))
    for row in range(min(model.rowCount(above), 300)):
        for at in range(columns):
            index = model.index(row, at, above)
            for role in _ROLES:
                yield _text(index.data(role))
        first = model.index(row, 0, above)
        if model.rowCount(first):
            yield from _cells(model, first)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def painted(root: QWidget) -> list[str]:
    """What can be read on ``root`` when it is drawn, also what no widget knows: rulers, clips, headers."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(root.size())
    painter = QPainter(drawing)
    root.render(painter, QPoint())
    painter.end()
    found = ET.fromstring(bytes(data.data()))
    return [
        text for node in found.iter("{http://www.w3.org/2000/svg}text") if (text := "".join(node.itertext()).strip())
    ]
