"""What can be done on the timeline, by mouse, key or menu: one undoable step each.

The arithmetic is in ``moves``; here it meets the selection, the options and what is said to people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from engine.protocol import Text
from studio.desktop.player import Player
from studio.desktop.theme import state_word
from studio.desktop.timeline.arrangement import Arrangement, Place
from studio.desktop.timeline.canvas import Canvas, Hit
from studio.desktop.timeline.scale import FRAME_RATES, RULER_UNITS, position_text
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Marker, Project
from studio.editing import moves
from studio.errors import LinereadError
from studio.render.states import State
from studio.timeline.order import Gap
from studio.timeline.types import Clip

ORIGIN = "timeline"
REACH = 8  # pixels within which things stick


class Tools(QObject):
    """Edits of time. Everything it changes goes through :meth:`Workbench.edit`."""

    region_changed = Signal()
    options_changed = Signal()

    def __init__(
        self, workbench: Workbench, player: Player, canvas: Canvas, arrange: Callable[[], Arrangement | None],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.workbench, self.player, self.canvas = workbench, player, canvas
        self.region: tuple[int, int] | None = None
        self.pointed: Hit | None = None  # what an open menu is about
        self._arrange, self._window = arrange, parent
        self.use_ruler()

    # -- what is there ------------------------------------------------------------------------------

    @property
    def arrangement(self) -> Arrangement | None:
        return self._arrange()

    @property
    def project(self) -> Project:
        return self.workbench.project

    @property
    def follow(self) -> str:
        """How the view goes with the playhead: "page", "smooth" or "off"."""
        return self.workbench.preferences.options.follow

    @property
    def ripple(self) -> bool:
        return self.workbench.preferences.options.ripple

    @property
    def snap(self) -> bool:
        return self.workbench.preferences.options.snap

    def is_open(self) -> bool:
        return self.workbench.is_open

    def has_selection(self) -> bool:
        return self.workbench.is_open and bool(self.workbench.selection)

    def selected_clips(self) -> list[Clip]:
        arrangement = self.arrangement
        if arrangement is None:
            return []
        return [clip for line_id in self.workbench.selection if (clip := arrangement.clip(line_id)) is not None]

    def place(self, clip: Clip) -> Place:
        """Where a clip is drawn; only for clips of the present arrangement."""
        arrangement = self.arrangement
        assert arrangement is not None
        return arrangement.places[clip.line_id]

    def text(self, sample: int) -> str:
        """A position in the ruler's unit."""
        ruler = self.canvas.ruler
        return position_text(sample, ruler.rate, ruler.unit, ruler.frames)

    def describe(self, clip: Clip) -> str:
        """A clip in words: for the tool tip and for who cannot see it."""
        state = self.workbench.state(clip.line_id)
        words = [
            self.tr("Line {number}, {state}, {seconds} s from {position}").format(
                number=clip.number,
                state=state_word(state.state),
                seconds=f"{clip.length / self.canvas.ruler.rate:.2f}",
                position=self.text(clip.start),
            ),
            clip.text,
            state.reason,
            self.tr("Pinned: it stays at its place in time.") if self.pinned(clip.line_id) else "",
        ]
        return "\n".join(word for word in words if word)

    def edit(self, label: str, change: Callable[[Project], Project], key: str = "") -> None:
        """One step; what cannot be done is said."""
        try:
            self.workbench.edit(label, change(self.project), ORIGIN, key)
        except LinereadError as error:
            self.workbench.complain(error)

    def snapped(
        self,
        sample: int,
        modifiers: Qt.KeyboardModifier,
        without: Collection[int] = (),
        playhead: bool = True,
        grid: bool = True,
    ) -> int:
        """``sample``, or what it sticks to. Shift suspends it."""
        arrangement = self.arrangement
        if arrangement is None or not self.snap or modifiers & Qt.KeyboardModifier.ShiftModifier:
            return sample
        ruler = self.canvas.ruler
        frame: Fraction | None = ruler.frames if grid and ruler.unit == "frames" else None
        also: Iterable[int] = [self.player.position] if playhead else []
        reach = REACH * self.canvas.scale_now.per_px
        return arrangement.snapped(sample, reach, without=without, also=also, frame=frame)

    # -- the selection ------------------------------------------------------------------------------

    def select(self, line_ids: Iterable[str], active: str | None = None) -> None:
        self.workbench.select(line_ids, active, ORIGIN)

    def step(self, by: int, extend: bool = False) -> None:
        """Select the next or previous line of the script."""
        arrangement = self.arrangement
        if arrangement is None or not arrangement.script:
            return
        here = arrangement.order.get(self.workbench.active or "", -1)
        there = min(max(here + by, 0), len(arrangement.script) - 1)
        line_id = arrangement.script[there].line_id
        self.select([*self.workbench.selection, line_id] if extend else [line_id], line_id)
        self.show_line(line_id)

    def show_line(self, line_id: str | None) -> None:
        arrangement = self.arrangement
        clip = arrangement.clip(line_id) if arrangement is not None and line_id else None
        if arrangement is not None and clip is not None:
            self.canvas.reveal(clip.start, clip.end, arrangement.places[clip.line_id].row)

    # -- moving -------------------------------------------------------------------------------------

    def move(self, line_ids: Collection[str], by: int, key: str = "") -> None:
        arrangement = self.arrangement
        if arrangement is not None and by:
            self.edit(
                self.tr("Move clips"), lambda p: moves.move(p, arrangement, line_ids, by, ripple=self.ripple), key
            )

    def nudge(self, by: int) -> None:
        """Move the selected clips by samples; quick nudges are one step."""
        ids = self.workbench.selection
        self.move(ids, by, key="nudge:" + ",".join(ids))

    def pixel(self) -> int:
        return max(1, round(self.canvas.scale_now.per_px))

    def millisecond(self) -> int:
        return max(1, round(self.canvas.ruler.rate / 1000))

    def frame(self) -> int:
        return max(1, round(self.canvas.ruler.rate / self.canvas.ruler.frames))

    def unpin(self, line_ids: Collection[str]) -> None:
        self.edit(self.tr("Unpin clips"), lambda p: moves.unpin(p, line_ids))

    def any_pinned(self) -> bool:
        return self.workbench.is_open and any(self.pinned(line_id) for line_id in self.workbench.selection)

    def pinned(self, line_id: str) -> bool:
        line = self.workbench.line(line_id)
        return line is not None and line.start is not None

    def pin_to_playhead(self) -> None:
        clips = self.selected_clips()
        if clips:
            first = min(clips, key=lambda c: c.start)
            self.move(self.workbench.selection, self.player.position - first.start)

    # -- pauses -------------------------------------------------------------------------------------

    def set_gap(self, gap: Gap, ms: int) -> None:
        arrangement = self.arrangement
        if arrangement is not None and ms != moves.gap_ms(gap, arrangement.rate):
            self.edit(
                self.tr("Set pause"), lambda p: moves.set_gap(p, arrangement, gap, ms, ripple=self.ripple)
            )  # fmt: skip

    def present_gap(self) -> Gap | None:
        """The silence that was clicked, or the one before the active line."""
        arrangement, hit = self.arrangement, self.pointed
        if arrangement is None:
            return None
        if hit is not None and hit.clip is None:
            return arrangement.gap_at(hit.sample, hit.row)
        return arrangement.gap_before(self.workbench.active or "")

    def ask_gap(self) -> None:
        """Type the pause that a menu is about, or the one before the active line."""
        arrangement, gap = self.arrangement, self.present_gap()
        if arrangement is None or gap is None:
            return
        question = self.tr("Pause before line {number}, in milliseconds:").format(number=gap.after.number)
        now = moves.gap_ms(gap, arrangement.rate)
        ms, well = QInputDialog.getInt(self._window, self.tr("Pause"), question, now, -60_000, 600_000, 10)
        if well:
            self.set_gap(gap, ms)

    # -- length -------------------------------------------------------------------------------------

    def may_fit(self, clip: Clip) -> bool:
        """Whether a clip's speed can change; says why not."""
        if clip.state == State.LOCKED:
            self.workbench.say(
                self.tr("Line {number} is locked and keeps its take.").format(number=clip.number),
                self.tr("Unlock it first."), "warning",
            )  # fmt: skip
            return False
        return True

    def fit_to(self, clip: Clip, length: int) -> moves.Fit:
        return moves.fit(self.project, clip, length, self._taken_at(clip))

    def fit(self, clip: Clip, length: int) -> None:
        """Give the line the speed at which it takes ``length`` samples."""
        if length == clip.length or not self.may_fit(clip):
            return
        found = self.fit_to(clip, length)
        self.edit(
            self.tr("Fit line {number}").format(number=clip.number),
            lambda p: edits.set_delivery(p, [clip.line_id], speed=found.speed),
        )

    def ask_fit(self) -> None:
        """Type the length of the active line."""
        clip = self._active_clip()
        if clip is None or not self.may_fit(clip):
            return
        rate = self.canvas.ruler.rate
        question = self.tr("Length of line {number}, in seconds:").format(number=clip.number)
        seconds, well = QInputDialog.getDouble(
            self._window, self.tr("Fit"), question, clip.length / rate, 0.05, 3600.0, 3
        )  # fmt: skip
        if well:
            self.fit(clip, round(seconds * rate))

    def fit_to_next(self) -> None:
        """Make the active line end where the next one starts: the remedy for an overlap."""
        arrangement, clip = self.arrangement, self._active_clip()
        if arrangement is None or clip is None:
            return
        n = arrangement.order[clip.line_id] + 1
        if n < len(arrangement.script) and arrangement.script[n].start > clip.start:
            self.fit(clip, arrangement.script[n].start - clip.start)

    def _taken_at(self, clip: Clip) -> float | None:
        """The speed that a stale clip's take was spoken at, when it was one for the whole line."""
        if clip.state != State.STALE:
            return None
        take = self.workbench.state(clip.line_id).take
        speeds = {s.controls.speed for s in take.request.segments if isinstance(s, Text)} if take is not None else set()
        return speeds.pop() if len(speeds) == 1 else None

    def _active_clip(self) -> Clip | None:
        arrangement, active = self.arrangement, self.workbench.active
        return arrangement.clip(active) if arrangement is not None and active else None

    # -- gain ---------------------------------------------------------------------------------------

    def gain(self, line_ids: Collection[str], change: float, key: str = "") -> None:
        self.edit(self.tr("Change clip gain"), lambda p: moves.set_gain(p, line_ids, change), key)

    def gain_reset(self) -> None:
        changed = [c.line_id for c in self.selected_clips() if c.gain]
        if changed:
            self.edit(self.tr("Reset clip gain"), lambda p: edits.replace_lines(p, changed, gain=0.0))

    # -- markers ------------------------------------------------------------------------------------

    def add_marker(self, at: int | None = None) -> None:
        if at is None:
            at = self.pointed.sample if self.pointed is not None else self.player.position
        start = max(0, at)
        name = self.tr("Marker {number}").format(number=len(self.project.markers) + 1)
        self.edit(self.tr("Add marker"), lambda p: edits.add_marker(p, name, start))

    def nearest_marker(self) -> Marker | None:
        """The marker that was clicked, or the one nearest to the playhead."""
        if self.pointed is not None and self.pointed.marker is not None:
            return self.pointed.marker
        markers = self.project.markers if self.workbench.is_open else ()
        return min(markers, key=lambda m: abs(m.start - self.player.position), default=None)

    def rename_marker(self, marker: Marker | None = None) -> None:
        marker = marker or self.nearest_marker()
        if marker is None:
            return
        name, well = QInputDialog.getText(self._window, self.tr("Marker"), self.tr("Name:"), text=marker.name)
        if well and name.strip():
            self.edit(self.tr("Rename marker"), lambda p: edits.replace_marker(p, marker.id, name=name.strip()))

    def move_marker(self, marker: Marker, start: int) -> None:
        if start != marker.start:
            self.edit(self.tr("Move marker"), lambda p: edits.replace_marker(p, marker.id, start=max(0, start)))

    def delete_marker(self, marker: Marker | None = None) -> None:
        marker = marker or self.nearest_marker()
        if marker is not None:
            self.edit(self.tr("Delete marker"), lambda p: edits.remove_marker(p, marker.id))

    def go_to_marker(self, direction: int) -> None:
        here = self.player.position
        starts = [m.start for m in self.project.markers if (m.start - here) * direction > 0]
        if starts:
            self.go(min(starts) if direction > 0 else max(starts))

    # -- playhead, region, view ---------------------------------------------------------------------

    def go(self, sample: int) -> None:
        self.player.seek(max(0, sample))
        self.canvas.reveal(sample, sample)

    def is_pointed(self) -> bool:
        return self.pointed is not None

    def go_to_pointed(self) -> None:
        if self.pointed is not None:
            self.go(self.pointed.sample)

    def set_region(self, region: tuple[int, int] | None) -> None:
        self.region = region if region is None or region[0] < region[1] else (region[1], region[0])
        self.canvas.set_region(self.region)
        self.region_changed.emit()

    def play_region(self) -> None:
        if self.region is not None:
            self.player.play_region(*self.region)

    def region_of_selection(self) -> None:
        clips = self.selected_clips()
        if clips:
            self.set_region((min(c.start for c in clips), max(c.end for c in clips)))

    def fit_view(self) -> None:
        arrangement = self.arrangement
        if arrangement is not None:
            self.canvas.show_span(0, max(arrangement.length, arrangement.rate))

    def fit_selection(self) -> None:
        clips = self.selected_clips()
        if clips:
            self.canvas.show_span(min(c.start for c in clips), max(c.end for c in clips))

    def toggle_snap(self) -> None:
        options = self.workbench.preferences.options
        options.snap = not options.snap
        self.options_changed.emit()

    def set_ruler(self, unit: str, frame_rate: str = "") -> None:
        """Count "time", "samples" or "frames" of one of :data:`FRAME_RATES` in the ruler."""
        canvas, options = self.canvas, self.workbench.preferences.options
        options.ruler_unit = unit
        options.frame_rate = frame_rate or options.frame_rate
        self.use_ruler()
        canvas.ruler.renew()
        canvas.renew()
        canvas.place()
        self.options_changed.emit()

    def use_ruler(self) -> None:
        """What was chosen last; a name that does not exist is the usual one."""
        ruler, options = self.canvas.ruler, self.workbench.preferences.options
        ruler.unit = options.ruler_unit if options.ruler_unit in RULER_UNITS else RULER_UNITS[0]
        ruler.frames = FRAME_RATES.get(options.frame_rate, FRAME_RATES["25"])

    def toggle_ripple(self) -> None:
        options = self.workbench.preferences.options
        options.ripple = not options.ripple
        self.options_changed.emit()

    def set_follow(self, mode: str) -> None:
        self.workbench.preferences.options.follow = "off" if mode == self.follow else mode
        self.options_changed.emit()
