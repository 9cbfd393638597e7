"""The layout of a row's words: wrapped, in their own direction, with room for the labels of the tags."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QTextCharFormat, QTextLayout, QTextOption

from studio.desktop.script.display import Chip, Display, display
from studio.desktop.theme import Theme, theme

_KEPT = 1024


class TextLayouts:
    """Keeps the layouts of the rows seen last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], QTextLayout] = OrderedDict()
        self._font = QFont()

    def use(self, font: QFont) -> None:
        """Another font or theme: every layout is made anew."""
        self._font = font
        self._kept.clear()

    def layout(self, text: str, width: int) -> QTextLayout:
        """The layout of a line's source text in ``width`` pixels."""
        key = (text, width)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known
        made = lay_out(display(text), self._font, width)
        self._kept[key] = made
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def height(self, text: str, width: int) -> int:
        return round(self.layout(text, width).boundingRect().height()) if text else 0


def lay_out(shown: Display, font: QFont, width: int) -> QTextLayout:
    """Wrap ``shown`` at ``width`` pixels."""
    layout = QTextLayout(shown.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if shown.right_to_left:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if shown.chips or shown.respelled:
        layout.setFormats(_formats(shown, font, theme()))
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def chip_color(kind: str, t: Theme) -> str:
    return {"error": t.error, "span": t.accent, "pause": t.warning, "sound": t.accent}.get(kind, t.quiet)


def _formats(shown: Display, font: QFont, t: Theme) -> list[QTextLayout.FormatRange]:
    made = []
    for chip in shown.chips:
        look = QTextCharFormat()
        look.setForeground(QColor(chip_color(chip.kind, t)))
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.86)
        small.setItalic(chip.kind == "remark")
        look.setFont(small)
        if chip.kind == "error":
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(t.error))
        made.append(_range(chip.start, chip.end, look))
    for start, end in shown.respelled:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(QColor(t.accent))
        made.append(_range(start, end, look))
    return made


def _range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    one = QTextLayout.FormatRange()
    one.start, one.length, one.format = start, end - start, look
    return one


def boxes(layout: QTextLayout, start: int, end: int) -> list[QRectF]:
    """The rectangles, one for each visual line, of ``text[start:end]``."""
    made = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        a = _x(line.cursorToX(first))
        b = _x(line.cursorToX(last))
        made.append(QRectF(min(a, b), line.y(), abs(b - a), line.height()))
    return made


def _x(found: object) -> float:
    return float(found[0]) if isinstance(found, tuple | list) else float(found)  # type: ignore[arg-type]


def paint_text(
    painter: QPainter,
    layout: QTextLayout,
    shown: Display,
    at: QPointF,
    *,
    word: tuple[int, int] | None = None,
    hits: Iterable[tuple[int, int]] = (),
) -> None:
    """Draw the words, the labels of the tags behind them, the word being heard and what a search found."""
    t = theme()
    painter.setPen(Qt.PenStyle.NoPen)
    for start, end in hits:
        _fill(painter, layout, start, end, at, _faded(t.warning, 90), 2)
    if word is not None:
        _fill(painter, layout, *word, at, _faded(t.accent, 120), 3)
    for chip in shown.chips:
        _chip(painter, layout, chip, at, t)
    painter.setPen(QColor(t.text))
    layout.draw(painter, at)


def _chip(painter: QPainter, layout: QTextLayout, chip: Chip, at: QPointF, t: Theme) -> None:
    color = chip_color(chip.kind, t)
    for box in boxes(layout, chip.start, chip.end):
        rect = box.translated(at).adjusted(0.5, 1.5, -0.5, -1.5)
        path = QPainterPath()
        path.addRoundedRect(rect, 4, 4)
        painter.fillPath(path, _faded(color, 34 if chip.kind != "close" else 16))


def _fill(
    painter: QPainter, layout: QTextLayout, start: int, end: int, at: QPointF, color: QColor, radius: int
) -> None:
    for box in boxes(layout, start, end):
        path = QPainterPath()
        path.addRoundedRect(box.translated(at).adjusted(-1, 0, 1, 0), radius, radius)
        painter.fillPath(path, color)


def _faded(color: str, alpha: int) -> QColor:
    made = QColor(color)
    made.setAlpha(alpha)
    return made
