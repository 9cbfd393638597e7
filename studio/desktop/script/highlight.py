"""Colours the control tags while they are written, and underlines what is wrong with them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from studio.desktop.below import shown
from studio.desktop.theme import theme
from studio.document.problems import Problem
from studio.script.tags import Marked, Node, Open, Plain, Remark, Say, Unknown, parse_text
from studio.script.voices import unknown_voices


class TagHighlighter(QSyntaxHighlighter):
    """Reads the whole text once after each change; a line of a script is short."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._text = ""
        self._nodes: Marked = ()
        self._names: tuple[str, ...] | None = None  # that a voice tag may say; None: not known here
        self._odd: dict[int, Problem] = {}  # voice tags that name nobody, by where they start

    def set_voices(self, names: tuple[str, ...] | None) -> None:
        """What a voice tag may say in the line that is written."""
        if names != self._names:
            self._names, self._text = names, ""
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        whole = self.document().toPlainText()
        if whole != self._text:
            self._text, self._nodes = whole, parse_text(whole)
            found = unknown_voices(whole, self._names) if self._names is not None else ()
            self._odd = {tag.start: problem for tag, problem in found}
        first = self.currentBlock().position()
        last = first + len(text)
        for node in self._nodes:
            if isinstance(node, Plain) or node.end <= first or node.start >= last:
                continue
            self.setFormat(
                max(node.start, first) - first, min(node.end, last) - max(node.start, first), self._look(node)
            )

    def problem_at(self, position: int) -> str:
        """What is wrong at this place of the text, or ""."""
        for node in self._nodes:
            if not node.start <= position <= node.end:
                continue
            problem = node if isinstance(node, Unknown) else self._odd.get(node.start)
            if problem is not None:
                return f"{shown(problem.message)}\n{shown(problem.hint)}".strip()
        return ""

    def _look(self, node: Node) -> QTextCharFormat:
        look = _look(node)
        if node.start in self._odd and isinstance(node, Open):
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(theme().error))
        return look


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
