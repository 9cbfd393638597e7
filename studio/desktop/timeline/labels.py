"""Text on clips, painted once: laying out text is the dearest thing a frame could do."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

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
        self._kept: OrderedDict[tuple[object, ...], tuple[QPixmap, float]] = OrderedDict()

    def begin(self) -> None:
        """Another frame."""
        self._left = _AT_ONCE

    def draw(
        self, painter: QPainter, room: QRectF, clip: Clip, state: State, theme: Theme, font: QFont, ratio: float
    ) -> bool:
        """Icon, number and text, cut at the end of ``room``; False when it must wait for another frame."""
        key = (clip.number, clip.text, state, theme.name, ratio, int(room.height()))
        kept = self._kept.get(key)
        if kept is None:
            if self._left <= 0:
                self.more.emit()
                return False
            self._left -= 1
            kept = self._kept[key] = _picture(clip, state, theme, font, ratio, int(room.height()))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        picture, before = kept
        whole = picture.width() / ratio
        width = min(room.width(), whole)
        head = min(before, width)  # what stands at the left in any case
        for left, cut, long in ((0.0, 0.0, head), (head, whole - width + head, width - head)):
            painter.drawPixmap(
                QRectF(room.left() + left, room.top(), long, room.height()),
                picture,
                QRectF(cut * ratio, 0, long * ratio, room.height() * ratio),
            )
            if head == width:
                break
        return True


def _picture(clip: Clip, state: State, theme: Theme, font: QFont, ratio: float, height: int) -> tuple[QPixmap, float]:
    """The label, and how much of its left is kept where there is no room for all: a line that is written from right
    to left loses its end there too, which is in the middle then."""
    number, text = str(clip.number), clip.text.replace("\n", " ")[:160]
    backwards = right_to_left(text)
    metrics = QFontMetricsF(font)
    icon_width, gap = metrics.horizontalAdvance(ICONS[state]), 4.0
    number_width = metrics.horizontalAdvance(number)
    text_width = min(metrics.horizontalAdvance(text), LONGEST)
    width = icon_width + number_width + text_width + 3 * gap
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    x = 0.0
    for word, color, length in (
        (ICONS[state], theme.states[state], icon_width),
        (number, theme.quiet, number_width),
        (text, theme.text, text_width),
    ):
        painter.setPen(QColor(color))
        side = RIGHT_MIDDLE if backwards and word is text else LEFT_MIDDLE
        painter.drawText(QRectF(QPointF(x, 0), QPointF(x + length + 1, height)), side, word)
        x += length + gap
    painter.end()
    before = width - gap - text_width if backwards else width
    return picture, round(before * ratio) / ratio
