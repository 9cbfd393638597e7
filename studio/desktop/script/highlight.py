"""Colours the control tags while they are written, and underlines what is wrong with them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from studio.desktop.below import shown
from studio.desktop.theme import theme
from studio.script.tags import Marked, Plain, Remark, Say, Unknown, parse_text


class TagHighlighter(QSyntaxHighlighter):
    """Reads the whole text once after each change; a line of a script is short."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._text = ""
        self._nodes: Marked = ()

    def highlightBlock(self, text: str) -> None:
        whole = self.document().toPlainText()
        if whole != self._text:
            self._text, self._nodes = whole, parse_text(whole)
        first = self.currentBlock().position()
        last = first + len(text)
        for node in self._nodes:
            if isinstance(node, Plain) or node.end <= first or node.start >= last:
                continue
            self.setFormat(max(node.start, first) - first, min(node.end, last) - max(node.start, first), _look(node))

    def problem_at(self, position: int) -> str:
        """What is wrong at this place of the text, or ""."""
        for node in self._nodes:
            if isinstance(node, Unknown) and node.start <= position <= node.end:
                return f"{shown(node.message)}\n{shown(node.hint)}".strip()
        return ""


def _look(node: object) -> QTextCharFormat:
    t = theme()
    look = QTextCharFormat()
    if isinstance(node, Unknown):
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(t.error))
        look.setForeground(QColor(t.error))
    elif isinstance(node, Remark):
        look.setForeground(QColor(t.quiet))
        look.setFontItalic(True)
    elif isinstance(node, Say):
        look.setForeground(QColor(t.accent))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    else:
        look.setForeground(QColor(t.accent))
    return look
