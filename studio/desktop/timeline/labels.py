"""Text on clips, painted once: laying out text is the dearest thing a frame could do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTextLayout

from studio.desktop.theme import ICONS, Theme
from studio.desktop.timeline.strip import LEFT_MIDDLE
from studio.render.states import State
from studio.script.shown import right_to_left
from studio.timeline.types import Clip

LONGEST = 420  # pixels of text on a clip
_KEPT = 600
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_AT_ONCE = 20  # pictures made in one frame; the others come in the next ones


class Labels(QObject):
    """Pictures of clip labels, the ones used last kept. A frame waits for few of them to be made."""

    more = Signal()  # some were left out; draw again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = _AT_ONCE
        self._kept: OrderedDict[tuple[object, ...], _Label] = OrderedDict()

    def begin(self) -> None:
        """Another frame."""
        self._left = _AT_ONCE

    def draw(
        self, painter: QPainter, room: QRectF, clip: Clip, state: State, theme: Theme, font: QFont, ratio: float
    ) -> bool:
        """Icon, number and text, cut at the end of ``room``; False when it must wait for another frame."""
        key = (clip.number, clip.text, state, theme.name, ratio, int(room.height()))
        label = self._kept.get(key)
        if label is None:
            if self._left <= 0:
                self.more.emit()
                return False
            self._left -= 1
            label = self._kept[key] = _picture(clip, state, theme, font, ratio, int(room.height()))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        for left, start, long in label.cut(room.width()):
            painter.drawPixmap(
                QRectF(room.left() + left, room.top(), long, room.height()),
                label.picture,
                QRectF(start * ratio, 0, long * ratio, room.height() * ratio),
            )
        return True


@dataclass(frozen=True, slots=True)
class _Label:
    """A picture of icon, number, text and, behind them, an ellipsis; all in pixels of the screen's own measure."""

    picture: QPixmap
    icon: float  # where the icon ends
    number: float  # where the number ends
    text: float  # where the text begins
    whole: float  # where the text ends
    ellipsis: float  # how wide it is; it lies behind ``whole``
    backwards: bool
    between: tuple[float, ...]  # places between two letters, ascending

    def cut(self, width: float) -> list[tuple[float, float, float]]:
        """Parts of the picture (where to, from where, how long) that fill ``width``: the text cut between two letters,
        or without text, or without its number. What is written from right to left loses its end too, at the left."""
        if width >= self.whole:
            return [(0.0, 0.0, self.whole)]
        room = width - self.text - self.ellipsis
        if self.backwards:
            at = bisect_left(self.between, self.whole - room)
            first = self.between[at] if at < len(self.between) else self.whole
            if (kept := self.whole - first) > 0:
                start = width - kept
                dots = (start - self.ellipsis, self.whole, self.ellipsis)
                return [(0.0, 0.0, self.number), dots, (start, first, kept)]
        else:
            at = bisect_right(self.between, self.text + room) - 1
            if at >= 0:
                return [(0.0, 0.0, self.between[at]), (self.between[at], self.whole, self.ellipsis)]
        return [(0.0, 0.0, long) for long in (self.number, self.icon) if long <= width][:1]


def _picture(clip: Clip, state: State, theme: Theme, font: QFont, ratio: float, height: int) -> _Label:
    """The label, as long as it may become."""
    number, text = str(clip.number), clip.text.replace("\n", " ")[:160]
    backwards = right_to_left(text)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, LONGEST)
    icon_width, gap = metrics.horizontalAdvance(ICONS[state]), 4.0
    number_width = metrics.horizontalAdvance(number)
    text_width, dots = metrics.horizontalAdvance(text), metrics.horizontalAdvance("…")

    def whole(x: float) -> float:
        return round(x * ratio) / ratio

    text_left = whole(icon_width + number_width + 2 * gap)
    end = whole(text_left + text_width + 0.5)
    picture = QPixmap(max(1, round((end + dots + 1) * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    for word, color, x, length in (
        (ICONS[state], theme.states[state], 0.0, icon_width),
        (number, theme.quiet, icon_width + gap, number_width),
        (text, theme.text, text_left, end - text_left),
        ("…", theme.text, end, dots),
    ):
        painter.setPen(QColor(color))
        side = RIGHT_MIDDLE if backwards and word is text else LEFT_MIDDLE
        painter.drawText(QRectF(QPointF(x, 0), QPointF(x + length, height)), side | Qt.TextFlag.TextDontClip, word)
    painter.end()
    return _Label(
        picture, whole(icon_width + 1), whole(icon_width + gap + number_width + 1), text_left, end, whole(dots + 1),
        backwards, tuple(whole(text_left + x) for x in _between(text, font)),
    )  # fmt: skip


def _between(text: str, font: QFont) -> list[float]:
    """Where a letter ends and another begins, from the left; shaped once, not for every width."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setNumColumns(len(text))
    layout.endLayout()
    at = sorted({_x(line.cursorToX(i)) for i in range(len(text) + 1)})
    return [x for x in at if x > 0]


def _x(found: object) -> float:
    """Some versions of the binding return the position alone, others with the character it is at."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
