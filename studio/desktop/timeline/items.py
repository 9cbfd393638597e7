"""What stands above and over the tracks: ruler, scenes and markers, playhead, what is being dragged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from studio.desktop.theme import theme
from studio.desktop.timeline.scale import FRAME_RATES, Tick, ticks
from studio.desktop.timeline.strip import LEFT_MIDDLE, Strip, small_font
from studio.document.model import Marker
from studio.timeline.types import SceneSpan

RULER_HEIGHT, BAND_HEIGHT = 24, 20
TOP = RULER_HEIGHT + BAND_HEIGHT


class RulerStrip(Strip):
    """Time, samples or frames; the region to be looped is a bar in it."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.rate, self.unit, self.frames = 48_000, "time", FRAME_RATES["25"]
        self.region: tuple[int, int] | None = None
        self._font = small_font(font)
        self._ticks: tuple[tuple[object, ...], list[Tick]] = ((), [])

    def ticks(self) -> list[Tick]:
        """The ticks in view, found once for the ruler and the grid of the tracks."""
        frames: Fraction = self.frames
        key = (self.scale_, self.rate, self.unit, frames)
        if key != self._ticks[0]:
            found = ticks(self.scale_, self.rate, self.unit, frames, 110 if self.unit != "time" else 88)
            self._ticks = (key, found)
        return self._ticks[1]

    def draw(self, pixels: NDArray[np.uint32], image: QImage) -> None:
        colors = theme()
        image.fill(QColor(colors.panel))
        with self.painter(image) as painter:
            painter.setFont(self._font)
            if self.region is not None:
                left, right = (self.scale_.x(edge) for edge in self.region)
                shade = QColor(colors.accent)
                shade.setAlpha(90)
                painter.fillRect(QRectF(QPointF(left, 0), QPointF(right, self.height)), shade)
                for x in (left, right):
                    painter.fillRect(QRectF(x - 1, 0, 2, self.height), QColor(colors.accent))
            for tick in self.ticks():
                x = round(self.scale_.x(tick.sample)) + 0.5
                painter.setPen(QColor(colors.quiet if tick.label else colors.line))
                painter.drawLine(QLineF(x, self.height - (9 if tick.label else 5), x, self.height))
                if tick.label:
                    painter.drawText(QRectF(x + 4, 1, 120, self.height - 5), LEFT_MIDDLE, tick.label)


class BandStrip(Strip):
    """Scenes as bands with their titles, and the project's markers as flags."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.scenes: tuple[SceneSpan, ...] = ()
        self.markers: tuple[Marker, ...] = ()
        self.moved: tuple[str, int] | None = None  # a marker being dragged
        self._font = small_font(font)

    def draw(self, pixels: NDArray[np.uint32], image: QImage) -> None:
        colors = theme()
        image.fill(QColor(colors.panel))
        with self.painter(image) as painter:
            painter.setFont(self._font)
            for n, scene in enumerate(self.scenes):
                left, right = self.scale_.x(scene.start), self.scale_.x(scene.start + scene.length)
                if right < 0 or left > self.scale_.width:
                    continue
                rect = QRectF(QPointF(max(left, -2), 2), QPointF(min(right, self.scale_.width + 2), self.height - 3))
                shade = QColor(colors.text)
                shade.setAlpha(26 if n % 2 else 40)
                painter.fillRect(rect, shade)
                room = self._room(rect.adjusted(6, 0, -4, 0))
                if room.width() > 24:
                    painter.setPen(QColor(colors.quiet))
                    text = scene.title or self.tr("Scene {number}").format(number=n + 1)
                    text = QFontMetricsF(self._font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
                    painter.drawText(room, LEFT_MIDDLE, text)
            for marker in self.markers:
                self._flag(painter, marker)
            painter.setPen(QColor(colors.line))
            painter.drawLine(QLineF(0, self.height - 0.5, self.scale_.width, self.height - 0.5))

    def _room(self, rect: QRectF) -> QRectF:
        """Where in a scene's band a title has most room between the flags, the left end preferred."""
        left, best = max(rect.left(), 6.0), QRectF()
        for flag in [self.flag(marker) for marker in self.markers] + [QRectF(rect.right() + 4, 0, 1, 1)]:
            if flag.right() < left or flag.left() > rect.right() + 4:
                continue
            free = QRectF(QPointF(left, rect.top()), QPointF(flag.left() - 4, rect.bottom()))
            if free.width() > 80 and best.width() < 60:
                return free
            best = free if free.width() > best.width() else best
            left = flag.right() + 5
        return best

    def start_of(self, marker: Marker) -> int:
        return self.moved[1] if self.moved is not None and self.moved[0] == marker.id else marker.start

    def flag(self, marker: Marker) -> QRectF:
        """Where a marker's flag is, in the strip."""
        width = min(140.0, QFontMetricsF(self._font).horizontalAdvance(marker.name) + 12)
        return QRectF(self.scale_.x(self.start_of(marker)), 2, max(10.0, width), self.height - 5)

    def _flag(self, painter: QPainter, marker: Marker) -> None:
        rect = self.flag(marker)
        if rect.right() < 0 or rect.left() > self.scale_.width:
            return
        colors = theme()
        if marker.length:
            shade = QColor(colors.warning)
            shade.setAlpha(60)
            length = marker.length / self.scale_.per_px
            painter.fillRect(QRectF(rect.left(), rect.top(), length, rect.height()), shade)
        painter.fillRect(rect, QColor(colors.warning))
        painter.setPen(QColor(colors.ground))
        text = QFontMetricsF(self._font).elidedText(marker.name, Qt.TextElideMode.ElideRight, rect.width() - 10)
        painter.drawText(rect.adjusted(5, 0, -3, 0), LEFT_MIDDLE, text)


class Playhead(pg.GraphicsObject):  # type: ignore[misc]
    """A line with a head in the ruler. Moving it repaints the few columns it leaves and enters."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 100.0
        self.setZValue(50)

    def stretch(self, height: float) -> None:
        if height != self._height:
            self.prepareGeometryChange()
            self._height = height

    def boundingRect(self) -> QRectF:
        return QRectF(-6, 0, 13, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        color = QColor(theme().playhead)
        y = RULER_HEIGHT - 10
        painter.fillRect(QRectF(0, y, 1, self._height - y), color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(
            QPolygonF([QPointF(-5, y), QPointF(6, y), QPointF(6, y + 4), QPointF(0.5, y + 10), QPointF(-5, y + 4)])
        )


class Shade(pg.GraphicsObject):  # type: ignore[misc]
    """A translucent rectangle: the playing word, the region to be looped."""

    def __init__(self, role: str, alpha: int, edged: bool) -> None:
        super().__init__()
        self._role, self._alpha, self._edged = role, alpha, edged
        self._rect = QRectF()
        self.hide()

    def show_at(self, rect: QRectF | None) -> None:
        if rect is None:
            self.hide()
            return
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.show()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        color = QColor(getattr(theme(), self._role))
        if self._edged:
            painter.fillRect(QRectF(self._rect.left(), self._rect.bottom() - 3, self._rect.width(), 3), color)
        color.setAlpha(self._alpha)
        painter.fillRect(self._rect, color)


@dataclass(frozen=True, slots=True)
class Ghost:
    """Something shown while dragging: a rectangle, or with no width a line."""

    rect: QRectF
    role: str = "accent"
    filled: bool = True


class Overlay(pg.GraphicsObject):  # type: ignore[misc]
    """Ghosts of what is dragged, the rubber band, and the value at the cursor."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._font = small_font(font, 0.0, bold=True)
        self._rect = QRectF()
        self.ghosts: tuple[Ghost, ...] = ()
        self.text, self.at, self.warns = "", QPointF(), False
        self.setZValue(60)
        self.hide()

    def stretch(self, rect: QRectF) -> None:
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect

    def tell(self, ghosts: tuple[Ghost, ...], text: str = "", at: QPointF | None = None, warns: bool = False) -> None:
        """Show these ghosts, and ``text`` beside the cursor."""
        self.ghosts, self.text, self.at, self.warns = ghosts, text, at or QPointF(), warns
        self.setVisible(bool(ghosts or text))
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        colors = theme()
        for ghost in self.ghosts:
            color = QColor(getattr(colors, ghost.role))
            rect = ghost.rect
            if rect.width() <= 0:
                painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), color)
                continue
            painter.setPen(QPen(color, 1))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
            if ghost.filled:
                color.setAlpha(60)
                painter.fillRect(rect, color)
        if self.text:
            self._value(painter)

    def _value(self, painter: QPainter) -> None:
        colors = theme()
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        width, height = metrics.horizontalAdvance(self.text) + 16, metrics.height() + 8
        x = min(max(self.at.x() + 14, 4), self._rect.right() - width - 4)
        y = min(max(self.at.y() - height - 8, 4), self._rect.bottom() - height - 4)
        rect = QRectF(x, y, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.warning if self.warns else colors.line), 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(colors.warning if self.warns else colors.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text)
