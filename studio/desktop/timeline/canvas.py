"""The view of the timeline: strips one above the other, one scale for all of them.

It draws and finds what is under the mouse. What the mouse does is decided in ``gestures``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from studio.audio.peaks import SoFar
from studio.desktop.theme import theme
from studio.desktop.timeline.arrangement import Arrangement
from studio.desktop.timeline.hits import Hands, Hit, find
from studio.desktop.timeline.items import RULER_HEIGHT, TOP, BandStrip, Overlay, Playhead, RulerStrip, Shade
from studio.desktop.timeline.labels import Labels
from studio.desktop.timeline.loader import Loader
from studio.desktop.timeline.scale import Scale, widest
from studio.desktop.timeline.tracks import LABEL_HEIGHT, STATE_HEIGHT, TrackStrip
from studio.document.model import Marker

ROW_HEIGHT, LOWEST_ROW, HIGHEST_ROW = 60, 30, 320


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    scaled = Signal()  # zoomed or scrolled in time
    rows_moved = Signal()  # heights, or scrolled down
    heights_changed = Signal()  # by somebody's hand

    def __init__(
        self, loader: Loader, pinned: Callable[[str], bool],
        growing: Callable[[str], SoFar | None] = lambda line_id: None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setCentralItem(None)
        self.hands: Hands | None = None
        self.scale_now = Scale(0.0, 2000.0, 800)
        self.arrangement: Arrangement | None = None
        self.heights: dict[str, int] = {}  # by character id
        self.amplitude = 1.0  # of the waves: quiet speech is drawn higher, never changed
        self.contours = True
        self.scrolled_down = 0
        self.position = 0
        self._loader, self._pinned, self._labels = loader, pinned, Labels(self)
        self._growing = growing
        self._labels.more.connect(self._more_labels, Qt.ConnectionType.QueuedConnection)
        self._word: tuple[str, int] | None = None
        self.strips: list[TrackStrip] = []
        self.ruler, self.band = RulerStrip(self.font()), BandStrip(self.font())
        self.playhead, self.overlay = Playhead(), Overlay(self.font())
        self._shade, self._word_shade = Shade("accent", 24, False), Shade("accent", 70, True)
        for z, item in (
            (30, self.ruler), (30, self.band), (20, self._shade), (22, self._word_shade), (50, self.playhead),
            (60, self.overlay),
        ):  # fmt: skip
            item.setZValue(z)
            self.addItem(item)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TOP + 40)
        self.setAccessibleName(self.tr("Timeline"))
        self.recolor()

    # -- what is shown -----------------------------------------------------------------------------

    def show_arrangement(self, arrangement: Arrangement) -> None:
        before = [s.row.track.character_id for s in self.strips]
        self.arrangement = arrangement
        if [row.track.character_id for row in arrangement.rows] != before:
            for strip in self.strips:
                self.removeItem(strip)
            self.strips = []
            for row in arrangement.rows:
                strip = TrackStrip(row, self._labels, self.font(), self._loader.get, self._pinned, self._growing)
                self.addItem(strip)
                self.strips.append(strip)
        for strip, row in zip(self.strips, arrangement.rows, strict=True):
            strip.row, strip.amplitude, strip.contours = row, self.amplitude, self.contours
            strip.gains.clear()
            strip.renew()
        self.ruler.rate = arrangement.rate
        self.band.scenes = arrangement.timeline.scenes
        self.ruler.renew()
        self.band.renew()
        self.place()

    def show_markers(self, markers: tuple[Marker, ...]) -> None:
        self.band.markers = markers
        self.band.renew()

    def set_scale(self, scale: Scale) -> None:
        if scale != self.scale_now:
            self.scale_now = scale
            self.place()
            self.scaled.emit()

    def set_playhead(self, sample: int) -> None:
        self.position = sample
        x = float(round(self.scale_now.x(sample)))
        if -8 <= x <= self.scale_now.width + 8:
            if self.playhead.x() != x:
                self.playhead.setPos(x, 0)
            if not self.playhead.isVisible():
                self.playhead.show()
        elif self.playhead.isVisible():
            self.playhead.hide()

    def set_word(self, line_id: str, index: int) -> None:
        """Highlight a word of a clip; an index below 0 takes it away."""
        self._word = (line_id, index) if index >= 0 else None
        self._place_word()

    def set_region(self, region: tuple[int, int] | None) -> None:
        self.ruler.region = region
        self.ruler.renew()
        self._place_region()

    def recolor(self) -> None:
        """The theme is another one."""
        self.setBackground(QColor(theme().ground))
        for strip in (*self.strips, self.ruler, self.band):
            strip.renew()
        self.overlay.update()

    def set_amplitude(self, amplitude: float) -> None:
        self.amplitude = min(max(amplitude, 0.5), 16.0)
        for strip in self.strips:
            strip.amplitude = self.amplitude
            strip.renew()

    def toggle_contours(self) -> None:
        self.contours = not self.contours
        for strip in self.strips:
            strip.contours = self.contours
            strip.renew()

    def set_silent(self, character_ids: Collection[str]) -> None:
        """Veil the tracks that are not heard."""
        for strip in self.strips:
            silent = strip.row.track.character_id in character_ids
            if silent != strip.silent:
                strip.silent = silent
                strip.renew()

    def renew(self, row: int | None = None) -> None:
        for n, strip in enumerate(self.strips):
            if row is None or n == row:
                strip.renew()

    def _more_labels(self) -> None:
        self._labels.begin()
        for strip in self.strips:
            if strip.waiting:
                strip.renew()

    def zoom(self, factor: float, at_x: float | None = None) -> None:
        if self.arrangement is not None:
            at = self.scale_now.width / 2 if at_x is None else at_x
            self.set_scale(self.scale_now.zoomed(factor, at, self.arrangement.length, self.arrangement.rate))

    def scroll_by(self, pixels: float) -> None:
        if self.arrangement is not None:
            self.set_scale(self.scale_now.scrolled(pixels, self.arrangement.length))

    def show_span(self, start: int, end: int) -> None:
        if self.arrangement is not None:
            length, rate = self.arrangement.length, self.arrangement.rate
            self.set_scale(self.scale_now.showing(start, end, length, rate))

    def reveal(self, start: int, end: int, row: int | None = None) -> None:
        """Scroll, as little as needed, until a stretch and a row are in view."""
        scale = self.scale_now
        left, right, margin = scale.x(start), scale.x(end), scale.width * 0.06
        if right > scale.width and left > margin:
            self.scroll_by(min(right - scale.width + margin, left - margin))
        elif left < 0:
            self.scroll_by(left - margin)
        if row is not None and 0 <= row < len(self.strips):
            self.reveal_row(row)

    def reveal_row(self, row: int) -> None:
        """Scroll up or down, as little as needed, until a row is in view."""
        top, height = self.row_top(row), self.row_height(row)
        if top < TOP:
            self.scroll_down(top - TOP)
        elif top + height > self.height():
            self.scroll_down(top + height - self.height())

    # -- rows --------------------------------------------------------------------------------------

    def row_height(self, row: int) -> int:
        assert self.arrangement is not None
        return self.heights.get(self.arrangement.rows[row].track.character_id, ROW_HEIGHT)

    def set_row_height(self, row: int, height: int) -> None:
        assert self.arrangement is not None
        self.heights[self.arrangement.rows[row].track.character_id] = min(max(height, LOWEST_ROW), HIGHEST_ROW)
        self.place()
        self.heights_changed.emit()

    def row_top(self, row: int) -> int:
        return TOP - self.scrolled_down + sum(self.row_height(r) for r in range(row))

    @property
    def rows_height(self) -> int:
        return sum(self.row_height(r) for r in range(len(self.strips)))

    def scroll_down(self, pixels: int) -> None:
        furthest = max(0, self.rows_height - (self.height() - TOP))
        value = min(max(0, self.scrolled_down + pixels), furthest)
        if value != self.scrolled_down:
            self.scrolled_down = value
            self.place()

    def row_at(self, y: float) -> int:
        """The row at a height of the view, -1 above, below or between."""
        if y >= TOP:
            for row in range(len(self.strips)):
                if self.row_top(row) <= y < self.row_top(row) + self.row_height(row):
                    return row
        return -1

    def place(self) -> None:
        """Put every strip where it belongs. What is out of view is not drawn."""
        scale, ratio = self.scale_now, self.devicePixelRatioF()
        self._labels.begin()
        self.scrolled_down = min(self.scrolled_down, max(0, self.rows_height - (self.height() - TOP)))
        self.ruler.place(0, RULER_HEIGHT, scale, ratio)
        self.band.place(RULER_HEIGHT, TOP - RULER_HEIGHT, scale, ratio)
        grid = [tick.sample for tick in self.ruler.ticks() if tick.label]
        y = TOP - self.scrolled_down
        for row, strip in enumerate(self.strips):
            strip.grid = grid
            strip.place(y, self.row_height(row), scale, ratio)
            y += self.row_height(row)
        self.playhead.stretch(float(self.height()))
        self.overlay.stretch(QRectF(self.rect()))
        self.set_playhead(self.position)
        self._place_word()
        self._place_region()
        self.rows_moved.emit()

    def clip_rect(self, line_id: str) -> QRectF | None:
        """Where a clip is in the view."""
        place = self.arrangement.places.get(line_id) if self.arrangement is not None else None
        if place is None or self.arrangement is None:
            return None
        clip = self.arrangement.rows[place.row].clips[place.index]
        left, right = self.scale_now.x(clip.start), self.scale_now.x(clip.end)
        return QRectF(left, self.row_top(place.row), right - left, self.row_height(place.row) - 1)

    def _place_word(self) -> None:
        if self._word is None or self.arrangement is None:
            self._word_shade.show_at(None)
            return
        line_id, index = self._word
        clip, rect = self.arrangement.clip(line_id), self.clip_rect(line_id)
        if clip is None or rect is None or index >= len(clip.words):
            self._word_shade.show_at(None)
            return
        word = clip.words[index]
        rect.setLeft(self.scale_now.x(word.start))
        rect.setRight(max(self.scale_now.x(word.end), rect.left() + 2))
        self._word_shade.show_at(rect.adjusted(0, STATE_HEIGHT, 0, 0))

    def _place_region(self) -> None:
        region = self.ruler.region
        if region is None:
            self._shade.show_at(None)
            return
        left, right = self.scale_now.x(region[0]), self.scale_now.x(region[1])
        self._shade.show_at(QRectF(left, TOP, max(1.0, right - left), self.height() - TOP))

    def hit(self, x: float, y: float) -> Hit:
        """What is under the mouse."""
        return find(self, x, y)

    # -- events ------------------------------------------------------------------------------------

    def close(self) -> bool:
        """As any widget: pyqtgraph's own takes the scene apart while Qt still paints it."""
        return QWidget.close(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None:
            return
        scale = dataclasses.replace(self.scale_now, width=max(1, self.width()))
        if self.arrangement is not None:
            most = widest(self.arrangement.length, self.arrangement.rate, scale.width)
            scale = dataclasses.replace(scale, per_px=min(scale.per_px, most))
        self.set_scale(scale)
        self.place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps, modifiers = event.angleDelta(), event.modifiers()
        down = steps.y() or steps.x()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if control and shift:
            for row in range(len(self.strips)):
                self.set_row_height(row, self.row_height(row) + round(down / 120 * 8))
        elif control:
            self.zoom(1.25 ** (down / 120), event.position().x())
        elif shift and self.rows_height > self.height() - TOP:
            self.scroll_down(-round(down / 120 * 48))
        else:
            pixels = event.pixelDelta()
            across = -(pixels.x() or pixels.y()) if not pixels.isNull() else -down / 120 * 120
            self.scroll_by(across)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.double_click(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hands is None or not self.hands.key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.hands is not None:
            self.hands.menu(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.hands is not None:
            QToolTip.showText(event.globalPos(), self.hands.tip(event.pos().x(), event.pos().y()), self.viewport())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.place()
        return bool(super().viewportEvent(event))

    def leaveEvent(self, event: QEvent) -> None:
        self.viewport().unsetCursor()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "strips"):
            self.recolor()


__all__ = ["Canvas", "Hands", "Hit", "LABEL_HEIGHT", "ROW_HEIGHT", "TOP"]
