"""One class for each thing that can be dragged: shows a ghost while it moves, edits once at the end.

Nothing is changed before the button is let go, so Escape has nothing to undo.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt

from studio.desktop.timeline.canvas import TOP, Hit
from studio.desktop.timeline.items import Ghost
from studio.desktop.timeline.tools import Tools
from studio.document.model import Marker
from studio.editing import moves
from studio.timeline.order import Gap
from studio.timeline.types import Clip

Modifiers = Qt.KeyboardModifier
_GHOSTS = 200
translate = QCoreApplication.translate


class Drag:
    """From press to release. ``cursor`` is shown meanwhile; ``scrolls`` at the edges of the view."""

    cursor = Qt.CursorShape.ArrowCursor
    scrolls = True

    def __init__(self, tools: Tools, hit: Hit) -> None:
        self.tools, self.canvas, self.hit = tools, tools.canvas, hit

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        raise NotImplementedError

    def done(self) -> None:
        """Let go."""

    def cancel(self) -> None:
        """Escape: as it was."""

    def _tell(self, ghosts: tuple[Ghost, ...], text: str, x: float, y: float, warns: bool = False) -> None:
        self.canvas.overlay.tell(ghosts, text, QPointF(x, y), warns)


class Pan(Drag):
    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        self._x, self._y = hit.x, hit.y

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        self.canvas.scroll_by(self._x - x)
        self.canvas.scroll_down(round(self._y - y))
        self._x, self._y = x, y


class Seek(Drag):
    """The playhead. Where nothing plays, each moment it is dragged over can be heard."""

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        self._before = tools.player.position
        self._from = hit.x
        self._playing = tools.player.playing

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        sample = self.tools.snapped(self.canvas.scale_now.sample(x), modifiers, playhead=False)
        if x == self._from or self._playing:
            self.tools.player.seek(sample)
        else:
            self.tools.player.scrub(sample)
        self._tell((), self.tools.text(sample), x, y)

    def cancel(self) -> None:
        self.tools.player.seek(self._before)


class Region(Drag):
    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        self._before = tools.region
        region = tools.region
        self._held = hit.sample
        if region is not None and hit.zone in ("region_start", "region_end"):
            self._held = region[1] if hit.zone == "region_start" else region[0]

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        modifiers &= ~Modifiers.ShiftModifier
        sample = self.tools.snapped(self.canvas.scale_now.sample(x), modifiers)
        self.tools.set_region((min(sample, self._held), max(sample, self._held)))
        seconds = abs(sample - self._held) / self.canvas.ruler.rate
        self._tell((), translate("Timeline", "{seconds} s").format(seconds=f"{seconds:.3f}"), x, y)

    def done(self) -> None:
        region = self.tools.region
        if region is not None and region[1] - region[0] < self.canvas.scale_now.per_px * 3:
            self.tools.set_region(None)

    def cancel(self) -> None:
        self.tools.set_region(self._before)


class Rubber(Drag):
    """Every clip that the band touches; with Ctrl or Shift, added to what is selected."""

    def __init__(self, tools: Tools, hit: Hit, adds: bool) -> None:
        super().__init__(tools, hit)
        self._start = hit.sample
        self._y = hit.y + self.canvas.scrolled_down
        self._before = tools.workbench.selection
        self._adds = adds

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        arrangement, scale = self.tools.arrangement, self.canvas.scale_now
        if arrangement is None:
            return
        here = scale.sample(x)
        low, high = sorted((self._start, here))
        upper, lower = sorted((self._y - self.canvas.scrolled_down, y))
        rect = QRectF(QPointF(scale.x(low), max(upper, TOP)), QPointF(scale.x(high), lower))
        found = list(self._before) if self._adds else []
        for n, row in enumerate(arrangement.rows):
            top = self.canvas.row_top(n)
            if top < lower and top + self.canvas.row_height(n) > upper:
                found += [row.clips[i].line_id for i in row.between(low, high) if row.ends[i] > low]
        self.tools.select(found or self._before)
        self._tell((Ghost(rect),), "", x, y)

    def cancel(self) -> None:
        self.tools.select(self._before)


class Move(Drag):
    """The selected clips, by the one that was taken hold of."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        assert hit.clip is not None
        self._clip = hit.clip
        self._ids = tools.workbench.selection
        self._clips = tools.selected_clips()
        self._edges = {edge for c in self._clips for edge in (c.start, c.end)}
        self._by = 0

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        by = self.canvas.scale_now.sample(x) - self.hit.sample
        by = max(by, -min(c.start for c in self._clips))
        start, end = self._clip.start + by, self._clip.end + by
        ways = [
            self.tools.snapped(start, modifiers, self._edges, grid=False) - start,
            self.tools.snapped(end, modifiers, self._edges, grid=False) - end,
        ]
        if not any(ways):
            ways = [self.tools.snapped(start, modifiers, self._edges) - start]
        by += min((w for w in ways if w), key=abs, default=0)
        self._by = max(by, -min(c.start for c in self._clips))
        ghosts = []
        for clip in self._clips[:_GHOSTS]:
            rect = self.canvas.clip_rect(clip.line_id)
            if rect is not None:
                ghosts.append(Ghost(rect.translated(self._by / self.canvas.scale_now.per_px, 0)))
        ms = self._by * 1000 / self.canvas.ruler.rate
        text = translate("Timeline", "{position}   {change} ms").format(
            position=self.tools.text(self._clip.start + self._by), change=f"{ms:+.0f}"
        )
        self._tell(tuple(ghosts), text, x, y)

    def done(self) -> None:
        self.tools.move(self._ids, self._by)


class Pause(Drag):
    """The silence before a line."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, tools: Tools, hit: Hit, gap: Gap) -> None:
        super().__init__(tools, hit)
        self._gap = gap
        self._before = self._ms = moves.gap_ms(gap, self.canvas.ruler.rate)

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        scale, rate, gap = self.canvas.scale_now, self.canvas.ruler.rate, self._gap
        end = gap.end + scale.sample(x) - self.hit.sample
        end = self.tools.snapped(end, modifiers, {gap.end, gap.after.end})
        self._ms = round((max(end, 0) - gap.start) * 1000 / rate)
        end = gap.start + round(self._ms * rate / 1000)
        left, right = sorted((scale.x(gap.start), scale.x(end)))
        band = QRectF(left, TOP, max(1.0, right - left), self.canvas.height() - TOP)
        ghosts = [Ghost(band, "warning" if self._ms < 0 else "accent")]
        rect = self.canvas.clip_rect(gap.after.line_id)
        if rect is not None:
            ghosts.append(Ghost(rect.translated((end - gap.end) / scale.per_px, 0), filled=False))
        text = translate("Timeline", "Pause {ms} ms (was {before})").format(ms=self._ms, before=self._before)
        self._tell(tuple(ghosts), text, x, y, self._ms < 0)

    def done(self) -> None:
        self.tools.set_gap(self._gap, self._ms)


class Stretch(Drag):
    """The right edge of a clip: another length by another speed."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        assert hit.clip is not None
        self._clip: Clip = hit.clip
        self._length = self._clip.length

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        clip, scale, rate = self._clip, self.canvas.scale_now, self.canvas.ruler.rate
        end = clip.end + scale.sample(x) - self.hit.sample
        end = self.tools.snapped(end, modifiers, {clip.start, clip.end})
        self._length = max(end - clip.start, rate // 50)
        fit = self.tools.fit_to(clip, self._length)
        rect = self.canvas.clip_rect(clip.line_id)
        ghosts = []
        if rect is not None:
            rect.setRight(rect.left() + fit.length / scale.per_px)
            ghosts.append(Ghost(rect, "warning" if fit.hurried else "accent"))
        words = (
            translate("Timeline", "× {factor} — hurried   {seconds} s")
            if fit.hurried
            else translate("Timeline", "× {factor}   {seconds} s")
        )
        text = words.format(factor=f"{fit.factor:.2f}", seconds=f"{fit.length / rate:.2f}")
        self._tell(tuple(ghosts), text, x, y, fit.hurried)

    def done(self) -> None:
        self.tools.fit(self._clip, self._length)


class Gain(Drag):
    """The handle of a clip's level; the other selected clips change by as much. Ctrl is fine."""

    cursor = Qt.CursorShape.SizeVerCursor
    scrolls = False

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        assert hit.clip is not None
        self._clip: Clip = hit.clip
        self._change, self._y = 0.0, hit.y

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        strip = self.canvas.strips[self.hit.row]
        inner, before = (v - self.canvas.row_top(self.hit.row) for v in (y, self._y))
        step = strip.gain_at(inner) - strip.gain_at(before)
        self._change += step * (0.2 if modifiers & Modifiers.ControlModifier else 1.0)
        self._y = y
        gain = round(min(max(self._clip.gain + self._change, -60.0), 24.0), 1)
        for clip in self.tools.selected_clips():
            place = self.tools.place(clip)
            self.canvas.strips[place.row].gains[place.index] = clip.gain + self._change
            self.canvas.renew(place.row)
        self._tell((), translate("Timeline", "{gain} dB").format(gain=f"{gain:+.1f}"), x, y, gain > 12)

    def done(self) -> None:
        self._forget()
        if change := round(self._change, 1):
            self.tools.gain(self.tools.workbench.selection, change)

    def cancel(self) -> None:
        self._forget()

    def _forget(self) -> None:
        for strip in self.canvas.strips:
            if strip.gains:
                strip.gains.clear()
                strip.renew()


class Flag(Drag):
    """A marker."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        assert hit.marker is not None
        self._marker: Marker = hit.marker
        self._start = self._marker.start

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        start = max(0, self._marker.start + self.canvas.scale_now.sample(x) - self.hit.sample)
        self._start = self.tools.snapped(start, modifiers, {self._marker.start})
        self.canvas.band.moved = (self._marker.id, self._start)
        self.canvas.band.renew()
        line = QRectF(self.canvas.scale_now.x(self._start), TOP, 0, self.canvas.height() - TOP)
        self._tell((Ghost(line, "warning"),), self.tools.text(self._start), x, y)

    def done(self) -> None:
        self.cancel()
        self.tools.move_marker(self._marker, self._start)

    def cancel(self) -> None:
        self.canvas.band.moved = None
        self.canvas.band.renew()


class RowEdge(Drag):
    """The lower border of a track."""

    cursor = Qt.CursorShape.SplitVCursor
    scrolls = False

    def __init__(self, tools: Tools, hit: Hit) -> None:
        super().__init__(tools, hit)
        self._before = self.canvas.row_height(hit.row)

    def to(self, x: float, y: float, modifiers: Modifiers) -> None:
        self.canvas.set_row_height(self.hit.row, round(self._before + y - self.hit.y))

    def cancel(self) -> None:
        self.canvas.set_row_height(self.hit.row, self._before)
