"""What is under the mouse, and who is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent

from studio.desktop.timeline.items import RULER_HEIGHT, TOP
from studio.document.model import Marker
from studio.timeline.types import Clip

if TYPE_CHECKING:
    from studio.desktop.timeline.canvas import Canvas

_EDGE = 6  # pixels around a clip's right edge that take hold of it
_GRIP = 4  # pixels around the playhead, a region's edge, a row's border


class Hands(Protocol):
    """What answers mouse and keys."""

    def press(self, event: QMouseEvent) -> None: ...
    def move(self, event: QMouseEvent) -> None: ...
    def release(self, event: QMouseEvent) -> None: ...
    def double_click(self, event: QMouseEvent) -> None: ...
    def key(self, event: QKeyEvent) -> bool: ...
    def menu(self, event: QContextMenuEvent) -> None: ...
    def tip(self, x: float, y: float) -> str: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under the mouse."""

    zone: str  # playhead, region_start, region_end, ruler, marker, scenes, clip, right_edge, gain, row_edge, empty
    x: float
    y: float
    sample: int
    row: int = -1
    clip: Clip | None = None
    marker: Marker | None = None


def find(canvas: Canvas, x: float, y: float) -> Hit:
    """What is at a place of the view, what can be taken hold of first."""
    sample = canvas.scale_now.sample(x)
    if y < TOP:
        return _above(canvas, x, y, sample)
    row = canvas.row_at(y)
    if row < 0 or canvas.arrangement is None:
        return Hit("empty", x, y, sample)
    inner = y - canvas.row_top(row)
    if inner >= canvas.row_height(row) - _GRIP:
        return Hit("row_edge", x, y, sample, row)
    shown, scale = canvas.arrangement.rows[row], canvas.scale_now
    index = shown.at(scale.first + x * scale.per_px)
    if index < 0:  # just behind a right edge still takes hold of it
        index = shown.at(scale.first + (x - 3) * scale.per_px)
        if index < 0:
            return Hit("empty", x, y, sample, row)
    clip = shown.clips[index]
    left, right = scale.x(clip.start), scale.x(clip.end)
    if right - left >= 18 and abs(right - x) <= _EDGE:
        return Hit("right_edge", x, y, sample, row, clip)
    strip = canvas.strips[row]
    if shown.selected[index] and right - left >= 24 and strip.height >= 40:
        handle = (max(left, -8.0) + min(right, scale.width + 8.0)) / 2
        if abs(x - handle) <= 8 and abs(inner - strip.gain_y(clip.gain)) <= 5:
            return Hit("gain", x, y, sample, row, clip)
    return Hit("clip", x, y, sample, row, clip)


def _above(canvas: Canvas, x: float, y: float, sample: int) -> Hit:
    scale, region = canvas.scale_now, canvas.ruler.region
    if y < RULER_HEIGHT:
        if region is not None:
            for zone, edge in (("region_start", region[0]), ("region_end", region[1])):
                if abs(scale.x(edge) - x) <= _GRIP:
                    return Hit(zone, x, y, sample)
        if abs(scale.x(canvas.position) - x) <= _GRIP + 1:
            return Hit("playhead", x, y, sample)
        return Hit("ruler", x, y, sample)
    for marker in reversed(canvas.band.markers):
        if canvas.band.flag(marker).contains(QPointF(x, y - RULER_HEIGHT)):
            return Hit("marker", x, y, sample, marker=marker)
    return Hit("scenes", x, y, sample)
