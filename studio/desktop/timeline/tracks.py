"""A track drawn: one vertical line per pixel column, clip bodies, states, hatching, labels."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from studio.audio.peaks import BASE, SoFar
from studio.desktop.theme import theme
from studio.desktop.timeline.contour import HIGHEST, LOWEST
from studio.desktop.timeline.labels import Labels
from studio.desktop.timeline.strip import LEFT_MIDDLE, Strip, small_font
from studio.desktop.timeline.tints import Tints, tints
from studio.desktop.timeline.waves import ESTIMATE, RANK, SOUND, STALE, STATES, Close, Columns, Row
from studio.render.states import State
from studio.timeline.types import Clip

STATE_HEIGHT = 3  # pixels of state colour along the top of a clip
LABEL_HEIGHT = 17
_LABELLED = 40  # rows lower than this have no band for labels
GAIN_TOP, GAIN_BOTTOM = 12.0, -24.0  # decibels at the upper and lower end of the gain handle's way
_READABLE = 18  # pixels of a clip that has room for words
_RENDERING = RANK[str(State.RENDERING)]
_HATCH = 8  # pixels from one stroke to the next


class TrackStrip(Strip):
    """One row. Reads the arrays of its :class:`Row`; never a graphics item for each clip."""

    def __init__(
        self, row: Row, labels: Labels, font: QFont, close: Callable[[Clip], Close | None],
        pinned: Callable[[str], bool], growing: Callable[[str], SoFar | None] = lambda line_id: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.row = row
        self.grid: list[int] = []  # samples of the ruler's labelled ticks
        self.gains: dict[int, float] = {}  # a gain being dragged, by clip index, in decibels
        self.waiting = False  # labels are missing
        self.contours = True  # pitch and energy over selected clips, seen closely
        self.silent = False  # muted, or another track is solo
        self.amplitude = 1.0  # how much higher than life waves are drawn
        self._labels, self._close, self._pinned = labels, close, pinned
        self._growing = growing
        self._font = small_font(font)

    # -- geometry that the mouse needs too --------------------------------------------------------

    @property
    def wave_top(self) -> int:
        return STATE_HEIGHT + (LABEL_HEIGHT if self.height >= _LABELLED else 0)

    def gain_y(self, gain: float) -> float:
        """Where the handle of a clip's gain stands in the strip."""
        part = (GAIN_TOP - min(max(gain, GAIN_BOTTOM), GAIN_TOP)) / (GAIN_TOP - GAIN_BOTTOM)
        return self.wave_top + 3 + part * (self.height - self.wave_top - 7)

    def gain_at(self, y: float) -> float:
        part = (y - self.wave_top - 3) / max(1, self.height - self.wave_top - 7)
        return GAIN_TOP - min(max(part, 0.0), 1.0) * (GAIN_TOP - GAIN_BOTTOM)

    # -- drawing -----------------------------------------------------------------------------------

    def draw(self, pixels: NDArray[np.uint32], image: QImage) -> None:
        row, ratio = self.row, self.ratio
        self.waiting = False
        edges = self.scale_.edges(ratio)
        columns = row.columns(edges, self._close)
        paint = tints(row.track.color, theme())
        clip = columns.clip
        some = clip >= 0
        if len(row.kind):
            look = np.where(some, row.kind[clip] * 2 + row.selected[clip], 0)
        else:
            look = np.zeros(len(clip), np.intp)
        self._bodies(pixels, paint, look, columns, edges)
        self._hatching(pixels, paint, look)
        self._waves(pixels, paint, look, columns)
        pixels[-max(1, round(ratio)) :] = paint.border
        with self.painter(image) as painter:
            self._details(painter, float(edges[0]), float(edges[-1]))
            if self.silent:
                veil = QColor(theme().ground)
                veil.setAlpha(150)
                painter.fillRect(QRectF(0, 0, self.scale_.width, self.height - 1), veil)

    def _bodies(
        self, pixels: NDArray[np.uint32], paint: Tints, look: NDArray[np.intp], columns: Columns,
        edges: NDArray[np.float64],
    ) -> None:  # fmt: skip
        body = paint.bodies[look]
        step = float(edges[1] - edges[0])
        if self.grid:
            at = ((np.array(self.grid, np.float64) - edges[0]) / step).astype(np.intp)
            at = at[(at >= 0) & (at < len(body))]
            body[at[look[at] == 0]] = paint.grid
        visible = self.row.between(float(edges[0]), float(edges[-1]))
        starts = self.row.starts[visible.start : visible.stop]
        wide = (self.row.ends[visible.start : visible.stop] - starts) / step >= 4
        at = ((starts[wide] - edges[0]) / step).astype(np.intp)
        seams = at[(at >= 0) & (at < len(body))]
        body[seams] = paint.ground
        pixels[:] = body[None, :]
        ranked = np.where(columns.rank >= 0, paint.states[columns.rank], body)
        ranked[seams] = paint.ground
        pixels[: round(STATE_HEIGHT * self.ratio)] = ranked[None, :]

    def _hatching(self, pixels: NDArray[np.uint32], paint: Tints, look: NDArray[np.intp]) -> None:
        stale = np.flatnonzero(look // 2 == STALE)
        if not len(stale):
            return
        begin, end = int(stale[0]), int(stale[-1]) + 1
        period, top = round(_HATCH * self.ratio), round(STATE_HEIGHT * self.ratio)
        moved = round(self.scale_.first / self.scale_.per_px * self.ratio)  # the strokes scroll with the clips
        stroke = (np.arange(period)[:, None] + np.arange(period)[None, :]) % period < max(2, period // 3)
        across = np.take(stroke, (np.arange(begin, end) + moved) % period, axis=1)
        across &= (look[begin:end] // 2 == STALE)[None, :]
        color = np.broadcast_to(paint.hatch[look[begin:end]], across.shape)
        for first in range(top, pixels.shape[0], period):
            part = pixels[first : first + period, begin:end]
            np.copyto(part, color[: len(part)], where=across[: len(part)])

    def _waves(
        self, pixels: NDArray[np.uint32], paint: Tints, look: NDArray[np.intp], columns: Columns
    ) -> None:  # fmt: skip
        top = round((self.wave_top + 1) * self.ratio)
        bottom = pixels.shape[0] - round(3 * self.ratio)
        half = (bottom - top) / 2
        if half < 2 or not columns.sounding.any():
            return
        factor: NDArray[np.float32] = np.full(1, half * self.amplitude, np.float32)
        if self.gains:
            change = np.ones(len(self.row.gains) + 1, np.float32)
            for index, gain in self.gains.items():
                change[index] = 10 ** (gain / 20) / self.row.gains[index]
            factor = factor * change[columns.clip]
        line = max(1, round(self.ratio))
        high = np.clip(np.floor(half - columns.high * factor), 0, 2 * half - line).astype(np.int16)
        low = np.clip(np.ceil(half - columns.low * factor), line, 2 * half).astype(np.int16)
        np.maximum(low, high + line, out=low)
        high[~columns.sounding] = 0x7FFF
        rows = np.arange(bottom - top, dtype=np.int16)[:, None]
        mask = (rows >= high[None, :]) & (rows < low[None, :])
        np.copyto(pixels[top:bottom], paint.waves[look][None, :], where=mask)

    def _details(self, painter: QPainter, first: float, last: float) -> None:
        """What is only seen on clips that are wide enough: labels, outlines, icons, handles."""
        row, scale, colors = self.row, self.scale_, theme()
        painter.setFont(self._font)
        for begin, end in row.overlaps:
            if begin < last and end > first:
                self._overlap(painter, scale.x(begin), scale.x(end))
        visible = row.between(first, last)
        part = slice(visible.start, visible.stop)
        widths = (row.ends[part] - row.starts[part]) / scale.per_px
        worth = (widths >= _READABLE) | ((widths >= 5) & (row.selected[part] | (row.kind[part] == ESTIMATE)))
        accent, dashes = QPen(QColor(colors.accent), 2), QPen(QColor(row.track.color), 1, Qt.PenStyle.DashLine)
        for index in (np.flatnonzero(worth) + visible.start).tolist():
            left, right = scale.x(row.starts[index]), scale.x(row.ends[index])
            rect = QRectF(QPointF(max(left, -8.0), 0), QPointF(min(right, scale.width + 8.0), self.height - 1))
            clip, selected = row.clips[index], bool(row.selected[index])
            if row.kind[index] == ESTIMATE:
                painter.setPen(dashes)
                painter.drawRect(rect.adjusted(1, STATE_HEIGHT, -1, -2))
            if selected:
                painter.setPen(accent)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            if int(row.rank[index]) == _RENDERING:
                self._growing_wave(painter, index, clip)
            if selected and self.contours and scale.per_px < BASE and self.height >= _LABELLED:
                self._contour(painter, index, clip)
            if right - left >= _READABLE:
                self._words(painter, rect, index, clip, selected)
        if scale.per_px * 6 <= 1:
            self._dots(painter, first, last)

    def _growing_wave(self, painter: QPainter, index: int, clip: Clip) -> None:
        """What has been heard of a line that is being spoken, over what the clip was before."""
        heard = self._growing(clip.line_id)
        if heard is None or not len(heard.pairs):
            return
        row, scale = self.row, self.scale_
        per_px = scale.per_px * heard.rate / row.rate  # samples of what is heard
        end = row.starts[index] + heard.samples * row.rate / heard.rate
        if index + 1 < len(row.starts):
            end = min(end, float(row.starts[index + 1]))  # it moves away when the take is there
        left, right = max(0, int(scale.x(row.starts[index]))), min(scale.width, math.ceil(scale.x(end)))
        if right <= left:
            return
        columns = np.arange(left, right + 1)
        edges = (columns - scale.x(row.starts[index])) * per_px / BASE
        at = np.clip(edges.astype(np.intp), 0, len(heard.pairs) - 1)
        low = np.minimum.reduceat(heard.pairs[:, 0], at)[:-1] * (row.gains[index] / 32767)
        high = np.maximum.reduceat(heard.pairs[:, 1], at)[:-1] * (row.gains[index] / 32767)
        top, bottom = self.wave_top + 1.0, self.height - 3.0
        middle, half = (top + bottom) / 2, (bottom - top) / 2 * self.amplitude
        paint = tints(row.track.color, theme())
        look = 2 * SOUND + int(row.selected[index])
        body = QRectF(left, STATE_HEIGHT, right - left, self.height - STATE_HEIGHT - 1)
        painter.fillRect(body, QColor(int(paint.bodies[look])))
        painter.setPen(QPen(QColor(int(paint.waves[look])), 1))
        lines = []
        for x, lowest, highest in zip(columns.tolist(), low.tolist(), high.tolist(), strict=False):
            first, last = max(top, middle - highest * half), min(bottom, middle - lowest * half)
            lines.append(QLineF(x + 0.5, first, x + 0.5, max(last, first + 1)))
        painter.drawLines(lines)
        painter.fillRect(QRectF(right - 1, STATE_HEIGHT, 1, self.height - STATE_HEIGHT - 1), QColor(theme().text))

    def _words(self, painter: QPainter, rect: QRectF, index: int, clip: Clip, selected: bool) -> None:
        room = QRectF(max(rect.left(), 0) + 5, STATE_HEIGHT, min(rect.right(), self.scale_.width) - 0, LABEL_HEIGHT)
        room.setRight(min(rect.right(), self.scale_.width) - 3)
        if room.width() >= 8:
            state = STATES[int(self.row.rank[index])]
            if not self._labels.draw(painter, room, clip, state, theme(), self._font, self.ratio):
                self.waiting = True
        if self._pinned(clip.line_id) and rect.left() >= 0:
            x, y = rect.left() + 1, float(STATE_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().accent))
            painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x + 6, y), QPointF(x, y + 6)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        gain = self.gains.get(index, clip.gain)
        if self.height < _LABELLED or (not selected and not gain):
            return
        y = self.gain_y(gain)
        if selected and rect.width() >= 24:
            faint = QColor(theme().text)
            faint.setAlpha(110)
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QLineF(rect.left() + 3, y, rect.right() - 3, y))
            painter.fillRect(QRectF(rect.center().x() - 4, y - 2.5, 8, 5), QColor(theme().text))
        if gain and rect.width() >= 64:
            painter.setPen(QColor(theme().text))
            room = QRectF(rect.left() + 6, self.height - 18, rect.width() - 10, 15)
            painter.drawText(room, LEFT_MIDDLE, self.tr("{gain} dB").format(gain=f"{gain:+.1f}"))

    def _overlap(self, painter: QPainter, left: float, right: float) -> None:
        """Two lines of one character at once: a mistake more often than not."""
        color = QColor(theme().warning)
        rect = QRectF(QPointF(left, 0), QPointF(max(right, left + 2), self.height - 1))
        color.setAlpha(70)
        painter.fillRect(rect, color)
        color.setAlpha(220)
        painter.setPen(QPen(color, 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _contour(self, painter: QPainter, index: int, clip: Clip) -> None:
        """Pitch as a line on a logarithmic scale, energy as a fainter one under it."""
        close = self._close(clip)
        if close is None:
            return
        found, scale = close.contour, self.scale_
        step = found.step / float(self.row.ratio[index])
        first = max(0, int((scale.first - clip.start) / step) - 1)
        last = min(len(found.pitch), int((scale.last - clip.start) / step) + 2)
        if last - first < 2:
            return
        x = scale.x(clip.start) + np.arange(first, last) * (step / scale.per_px)
        top, room = self.wave_top + 2.0, self.height - self.wave_top - 7.0
        energy = top + room * np.clip(found.energy[first:last] / -60.0, 0, 1)
        height = np.log(found.pitch[first:last] / LOWEST) / np.log(HIGHEST / LOWEST)
        faint = QColor(theme().text)
        faint.setAlpha(70)
        painter.setPen(QPen(faint, 1))
        painter.drawPolyline(QPolygonF([QPointF(*p) for p in zip(x.tolist(), energy.tolist(), strict=True)]))
        painter.setPen(QPen(QColor(theme().text), 1.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        voiced = np.flatnonzero(~np.isnan(height))
        for run in np.split(voiced, np.flatnonzero(np.diff(voiced) > 1) + 1):
            points = [QPointF(float(x[n]), top + room * (1 - float(height[n]))) for n in run]
            painter.drawPolyline(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _dots(self, painter: QPainter, first: float, last: float) -> None:
        """Single samples, when they are some pixels apart."""
        row, scale = self.row, self.scale_
        top, bottom = self.wave_top + 1, self.height - 3
        middle, half = (top + bottom) / 2, (bottom - top) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().text))
        for index in row.between(first, last):
            close = self._close(row.clips[index])
            if close is None or row.ratio[index] != 1.0:
                continue
            begin = max(0, int(first) - int(row.starts[index]))
            part = close.samples[begin : int(last) - int(row.starts[index]) + 2]
            for n, value in enumerate(part.tolist(), begin + int(row.starts[index])):
                y = middle - value / 32767 * half * float(row.gains[index])
                painter.drawRect(QRectF(scale.x(n) - 1.5, y - 1.5, 3, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
