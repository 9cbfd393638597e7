"""Offers the control tags after ``[``, so that nobody has to remember them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter

from studio.document.model import EMOTIONS, SOUNDS
from studio.script.tags import Close, Open, parse_text

if TYPE_CHECKING:
    from studio.desktop.script.editor import LineEditor

_BEGUN = re.compile(r"\[(/?[^\[\]\n]{0,40})$")
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


class TagCompletion(QObject):
    """A popup below the caret. Enter or Tab takes what is marked, Esc closes it."""

    def __init__(self, editor: LineEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.voices: Sequence[str] = ()
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(editor)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(10)
        popup = self._completer.popup()
        assert popup is not None
        self._popup: QAbstractItemView = popup
        self._popup.setAccessibleName(self.tr("Control tags"))
        self._completer.activated.connect(self._take)

    @property
    def is_open(self) -> bool:
        return self._popup.isVisible()

    @property
    def shown(self) -> list[str]:
        """What is offered now."""
        model = self._completer.completionModel()
        return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]

    def hide(self) -> None:
        self._popup.hide()

    def update(self) -> None:
        """Show what fits the caret, or nothing."""
        before = self._editor.toPlainText()[: self._editor.caret]
        prefix = begun(before)
        if prefix is None or not self._editor.hasFocus():
            self.hide()
            return
        if not self.is_open:
            self._model.setStringList(offers(before[: len(before) - len(prefix) - 1], self.voices))
        self._completer.setCompletionPrefix(prefix.strip())
        if self._completer.completionCount() == 0:
            self.hide()
            return
        popup = self._popup
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        box = self._editor.cursorRect()
        box.setWidth(popup.sizeHintForColumn(0) + 40)
        self._completer.complete(box)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the popup is open and wants this key."""
        return self.is_open and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Escape,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        )

    def _take(self, tag: str) -> None:
        editor = self._editor
        text, caret = editor.toPlainText(), editor.caret
        prefix = begun(text[:caret])
        if prefix is None:
            return
        cursor = editor.textCursor()
        cursor.setPosition(caret - len(prefix))
        closed = text[caret : caret + 1] == "]"
        cursor.setPosition(caret + closed, cursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{tag}]")
        editor.setTextCursor(cursor)
        self.hide()
