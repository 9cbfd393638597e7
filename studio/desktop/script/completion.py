"""Offers the control tags after ``[``, so that nobody has to remember them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from studio.desktop.theme import theme
from studio.document.model import EMOTIONS, SOUNDS
from studio.script.tags import Close, Open, parse_text

if TYPE_CHECKING:
    from studio.desktop.script.editor import LineEditor

_BEGUN = re.compile(r"\[(/?[^\[\]\n]{0,40})$")
_MOST = 10  # rows of the list
_LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr", "ru", "pt", "es", "it")
_COMMON = (
    *(f"emotion_{name}" for name in EMOTIONS),
    "whisper",
    "emphasis",
    "speed_1.2",
    "speed_0.8",
    "pitch_+2",
    "pitch_-2",
    "volume_+3",
    "volume_-3",
    "pause_400ms",
    "pause_1s",
    *SOUNDS,
    *(f"lang_{code}" for code in _LANGUAGES),
)


def begun(before: str) -> str | None:
    """What was typed of a tag that is not closed before the caret, without its bracket; None when there is none."""
    found = _BEGUN.search(before)
    if not found or (len(before[: found.start()]) - len(before[: found.start()].rstrip("\\"))) % 2:
        return None
    return found[1]


def offers(before: str, voices: Sequence[str] = ()) -> list[str]:
    """Tags that fit at the end of ``before``, without brackets: closing ones first."""
    opened: list[str] = []
    for node in parse_text(before):
        if isinstance(node, Open):
            opened.append(node.kind)
        elif isinstance(node, Close) and node.kind in opened:
            opened.reverse()
            opened.remove(node.kind)
            opened.reverse()
    closing = [f"/{kind}" for kind in dict.fromkeys(reversed(opened))]
    return [*closing, *_COMMON, *(f"voice_{name}" for name in voices)]


class TagCompletion(QListWidget):
    """A list below the caret that never takes the keys away. Enter or Tab takes what is marked, Esc closes it."""

    def __init__(self, editor: LineEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.voices: Sequence[str] = ()
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Control tags"))
        self.itemClicked.connect(self._clicked)

    @property
    def is_open(self) -> bool:
        return self.isVisible()

    @property
    def shown(self) -> list[str]:
        """What is offered now."""
        return [self.item(row).text() for row in range(self.count())]

    def offer(self) -> None:
        """Show what fits the caret, or nothing."""
        editor = self._editor
        before = editor.toPlainText()[: editor.caret]
        prefix = begun(before)
        if prefix is None or not editor.hasFocus():
            self.hide()
            return
        wanted = prefix.strip().casefold()
        fitting = [
            tag for tag in offers(before[: len(before) - len(prefix) - 1], self.voices) if wanted in tag.casefold()
        ]
        fitting.sort(key=lambda tag: not tag.casefold().startswith(wanted))
        if not fitting:
            self.hide()
            return
        if fitting != self.shown:
            self.clear()
            self.addItems(fitting)
        self.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        t = theme()
        self.setStyleSheet(
            f"QListWidget {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 2px; }}"
            f"QListWidget::item {{ padding: 3px 8px; }}"
            f"QListWidget::item:selected {{ background: {t.selection}; color: {t.text}; }}"
        )
        rows = min(_MOST, self.count())
        self.resize(max(150, self.sizeHintForColumn(0) + 30), rows * self.sizeHintForRow(0) + 8)
        caret = self._editor.cursorRect()
        at = self._editor.viewport().mapToGlobal(caret.bottomLeft()) + QPoint(0, 4)
        room = self._editor.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at = self._editor.viewport().mapToGlobal(caret.topLeft()) - QPoint(0, self.height() + 4)
        self.move(min(at.x(), room.right() - self.width()), at.y())
        self.show()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the list is open and this key was for it."""
        if not self.is_open:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            way = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + way) % self.count())
        else:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
                self.hide()
            return False
        return True

    def _clicked(self, item: QListWidgetItem) -> None:
        self._take(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        editor = self._editor
        text, caret = editor.toPlainText(), editor.caret
        prefix = begun(text[:caret])
        self.hide()
        if prefix is None or item is None:
            return
        cursor = editor.textCursor()
        cursor.setPosition(caret - len(prefix))
        closed = text[caret : caret + 1] == "]"
        cursor.setPosition(caret + closed, cursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{item.text()}]")
        editor.setTextCursor(cursor)
        self.hide()
