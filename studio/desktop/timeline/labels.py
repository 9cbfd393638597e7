"""Text on clips, painted once: laying out text is the dearest thing a frame could do."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from studio.desktop.theme import ICONS, Theme
from studio.desktop.timeline.strip import LEFT_MIDDLE
from studio.render.states import State
from studio.timeline.types import Clip

LONGEST = 420  # pixels of text on a clip
_KEPT = 600
_AT_ONCE = 20  # pictures made in one frame; the others come in the next ones


class Labels(QObject):
    """Pictures of clip labels, the ones used last kept. A frame waits for few of them to be made."""

    more = Signal()  # some were left out; draw again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = _AT_ONCE
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def begin(self) -> None:
        """Another frame."""
        self._left = _AT_ONCE

    def draw(
        self, painter: QPainter, room: QRectF, clip: Clip, state: State, theme: Theme, font: QFont, ratio: float
    ) -> bool:
        """Icon, number and text, cut at the end of ``room``; False when it must wait for another frame."""
        key = (clip.number, clip.text, state, theme.name, ratio, int(room.height()))
        picture = self._kept.get(key)
        if picture is None:
            if self._left <= 0:
                self.more.emit()
                return False
            self._left -= 1
            picture = _picture(clip, state, theme, font, ratio, int(room.height()))
            self._kept[key] = picture
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        width = min(room.width(), picture.width() / ratio)
        painter.drawPixmap(
            QRectF(room.left(), room.top(), width, room.height()),
            picture,
            QRectF(0, 0, width * ratio, room.height() * ratio),
        )
        return True


def _picture(clip: Clip, state: State, theme: Theme, font: QFont, ratio: float, height: int) -> QPixmap:
    number, text = str(clip.number), clip.text.replace("\n", " ")[:160]
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
        painter.drawText(QRectF(QPointF(x, 0), QPointF(x + length + 1, height)), LEFT_MIDDLE, word)
        x += length + gap
    painter.end()
    return picture
