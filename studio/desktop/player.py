"""What the window plays, and where the playhead is.

The transport in :mod:`studio.playback` makes the sound; this says to it what is meant in terms of lines, follows
edits and finished takes, and tells the panels where the playhead is while it moves.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.audio.fades import gain_of
from studio.desktop.sound import SoundOutput, calling
from studio.desktop.speaking import Speaking
from studio.desktop.workbench import Workbench
from studio.playback.device import Output
from studio.playback.index import ClipIndex
from studio.playback.meters import Meter, Reading, TrackMeters
from studio.playback.plan import Plan, WordFinder
from studio.playback.programme import Programme
from studio.playback.sources import Sound
from studio.playback.transport import Transport

FRAME_MS = 16
LOOK_EVERY = 15  # frames
SETTLE_MS = 20  # takes that land one after the other are one new timeline
SPEEDS = (1.0, 1.5, 2.0)


class Player(QObject):
    """The transport as panels use it. Positions are samples of the programme at the project's rate."""

    moved = Signal(int)  # the playhead, some 60 times a second while it moves
    changed = Signal()  # playing, speed, loop, device, mute, solo
    word_changed = Signal(str, int)  # line id and the index of the word being heard; ("", -1) when there is none
    _problem = Signal(object)  # LinereadError, from the reading thread

    def __init__(self, workbench: Workbench, output: Output | None = None) -> None:
        super().__init__(workbench)
        self.workbench = workbench
        self.sound = SoundOutput(workbench, output)
        self.meter = Meter(48_000)
        self.transport = Transport(48_000)
        self.sound.plug(self.transport)
        self._loop = False
        self._plan = Plan()
        self._index: ClipIndex | None = None
        self._dirty = True  # the transport does not know the newest timeline
        self._speaking = Speaking(workbench)
        self._mutes: set[str] = set()
        self._solos: set[str] = set()
        self._shown = 0
        self._word: tuple[str, int] = ("", -1)
        self._words = WordFinder()
        self._frames = 0
        self._levels = TrackMeters()
        self._levels_read = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._settle = QTimer(self)
        self._settle.setInterval(SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._follow)
        workbench.opened.connect(self._project_opened)
        workbench.timeline_changed.connect(self._timeline_changed)
        workbench.states_changed.connect(self._states_changed)
        workbench.heard.connect(self._heard)
        self.sound.changed.connect(self._sound_changed)
        self._problem.connect(workbench.complain)
        if workbench.is_open:
            self._project_opened()

    # -- what panels see -------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """The sample at the ear."""
        if self.sound.output.by_hand:
            return self.transport.position
        return self.transport.heard(self.sound.status.latency)

    @property
    def playing(self) -> bool:
        """The programme runs, or a sound is auditioned."""
        return self.transport.playing or self.transport.auditioning

    @property
    def waiting(self) -> bool:
        """Playing, and the next thing to be heard is not spoken yet."""
        return self.transport.playing and self.transport.waiting

    @property
    def speed(self) -> float:
        return self.transport.speed

    @property
    def loop(self) -> bool:
        return self._loop

    @loop.setter
    def loop(self, on: bool) -> None:
        self._loop = self.transport.loop = on
        self.changed.emit()

    @property
    def duration(self) -> int:
        """Samples of the whole programme."""
        return self.workbench.timeline.length if self.workbench.is_open else 0

    @property
    def rate(self) -> int:
        return self.transport.rate

    def is_muted(self, character_id: str) -> bool:
        return character_id in self._mutes

    def is_solo(self, character_id: str) -> bool:
        return character_id in self._solos

    # -- playing ---------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Space: play the active line, or stop."""
        if self.playing:
            self.stop()
        elif self.workbench.is_open and self.workbench.active is not None:
            self.play_line(self.workbench.active)

    def play_line(self, line_id: str, fraction: float = 0.0, gain: float = 1.0, *, as_it_is: bool = False) -> None:
        """One line; renders it first when it has no current take, and plays its chunks as they come.

        ``fraction`` (0..1) is where in the line to begin, ``gain`` a factor for this time only, ``as_it_is`` plays the
        take it has though it is stale: takes are compared at one place and one level.
        """
        clip = self.workbench.clip(line_id)
        if clip is None:
            return
        wanting = not as_it_is and self._speaking.needs_take(line_id)
        self._speaking.awaited = line_id if wanting and self._speaking.ask([line_id]) else None
        if self._speaking.awaited is None and clip.path is None:
            self.stop()
            return  # nobody can speak it; the workbench has said why
        at = clip.start + round(clip.length * min(1.0, max(0.0, fraction))) if self._speaking.awaited is None else None
        self._play(Plan(lines=(line_id,)), at, gain)

    def play_from(self, line_id: str) -> None:
        """The programme from this line on."""
        clip = self.workbench.clip(line_id)
        if clip is not None:
            self._speaking.awaited = None
            if clip.path is None and self._speaking.needs_take(line_id):
                self._speaking.ask([line_id])
            self._play(Plan(first=line_id, start=clip.start))

    def play_lines(self, line_ids: Iterable[str]) -> None:
        """These lines one after another, as laid out."""
        ids = tuple(line_ids)
        if len(ids) == 1:
            self.play_line(ids[0])
        elif ids:
            self._speaking.awaited = None
            self._play(Plan(lines=ids))

    def play_all(self) -> None:
        """The whole programme."""
        self._speaking.awaited = None
        self._play(Plan())

    def play_region(self, start: int, end: int) -> None:
        """From one sample of the programme to another; again and again while looping is on."""
        self._speaking.awaited = None
        self._play(Plan(start=start, end=end))

    def audition(self, samples: NDArray[np.float32], rate: int) -> None:
        """A sound that is not on the timeline: a voice's sample, another take."""
        self._speaking.awaited = None
        self.transport.audition(Sound(samples, rate, self.rate))
        self._begin()

    def stop(self) -> None:
        self._speaking.awaited = None
        self.transport.stop()
        self.tick()
        self.changed.emit()

    def seek(self, sample: int) -> None:
        """Put the playhead there, playing or not."""
        self._refresh()
        self.transport.seek(min(max(0, sample), self.duration))
        if self.transport.playing and not self._plan.covers(self._newest(), sample):
            self._speaking.awaited = None
            self._plan = Plan(start=sample)
        self.tick()

    def scrub(self, sample: int) -> None:
        """Let the moment at ``sample`` be heard while the playhead is dragged."""
        self._speaking.awaited = None
        self._refresh()
        self.transport.scrub(min(max(0, sample), self.duration))
        self._begin()

    def shuttle(self, direction: int) -> None:
        """J and L: play backwards (-1) or forwards (1) from the playhead, faster each time."""
        now = self.transport.speed if self.transport.playing else 0.0
        speed = direction * (
            SPEEDS[0] if now * direction <= 0 else next((s for s in SPEEDS if s > abs(now)), SPEEDS[-1])
        )
        if not self.transport.playing:
            self.transport.set_speed(speed)
            self._speaking.awaited = None
            self._play(Plan(start=self.transport.position), self.transport.position)
        else:
            self.transport.set_speed(speed)
        self.changed.emit()

    def set_mute(self, character_id: str, mute: bool) -> None:
        (self._mutes.add if mute else self._mutes.discard)(character_id)
        self._set_audible()

    def set_solo(self, character_id: str, solo: bool) -> None:
        (self._solos.add if solo else self._solos.discard)(character_id)
        self._set_audible()

    def set_gain(self, decibels: float) -> None:
        """The level of everything that is heard; nothing that is exported."""
        self.transport.gain = gain_of(decibels)
        self.changed.emit()

    def read_meter(self) -> Reading:
        if not self.playing:
            self.meter.fall()
        return self.meter.read()

    def track_levels(self) -> Mapping[str, float]:
        """The level of each track at the ear, in dBFS, by character; what is silent is left out."""
        now = time.perf_counter()
        passed, self._levels_read = min(0.2, now - self._levels_read), now
        count = max(1, round(max(passed, 0.02) * self.rate))
        return self._levels.put(self.transport.levels(max(0, self.position - count), count), passed)

    def close(self) -> None:
        """End the threads. The player is of no use any more."""
        self._timer.stop()
        self._settle.stop()
        self.sound.close()
        self.transport.close()

    # -- inside ----------------------------------------------------------------------------------

    def tick(self) -> None:
        """One frame: tell who listens where the playhead and the word are."""
        position = self.position
        if position != self._shown:
            self._shown = position
            self.moved.emit(position)
        self._show_word(position)
        if self.transport.idle:
            if self._timer.isActive():
                self._timer.stop()
                self.changed.emit()
            return
        self._frames += 1
        if self._frames % LOOK_EVERY == 1 and self.transport.playing:
            self._speaking.look_ahead(self._plan, self._newest(), position)

    def _begin(self) -> None:
        self.sound.wake()
        self._frames = 0
        self._timer.start()
        self.tick()
        self.changed.emit()

    def _play(self, plan: Plan, at: int | None = None, gain: float = 1.0) -> None:
        if not self.workbench.is_open:
            return
        self._plan = plan
        index = self._newest()
        regions = plan.regions(index)
        if regions:
            self.transport.show(self._programme(index, regions[0][0] if at is None else at))
            self.transport.play(regions, at, gain)
            self._begin()

    def _newest(self) -> ClipIndex:
        """The clips of the timeline as it is now."""
        timeline = self.workbench.timeline
        if self._index is None or self._index.timeline is not timeline:
            self._index = ClipIndex(timeline)
        return self._index

    def _programme(self, index: ClipIndex, position: int) -> Programme:
        self._dirty = False
        return self._speaking.programme(self._plan, index, position, self.transport.programme)

    def _set_audible(self) -> None:
        if not (self._mutes or self._solos):
            self.transport.set_audible(None)
        else:
            everyone = {c.id for c in self.workbench.project.characters}
            self.transport.set_audible((self._solos & everyone or everyone) - self._mutes)
        self.changed.emit()

    # -- following the workbench -----------------------------------------------------------------

    def _project_opened(self) -> None:
        self.transport.close()
        rate = self.workbench.project.rate
        self.meter = Meter(rate)
        self.transport = Transport(rate, calling(self, "_problem"))
        self.transport.loop = self._loop
        self.transport.on_block = self.meter.put
        self._speaking.clear()
        self._mutes.clear()
        self._solos.clear()
        self._plan, self._dirty, self._shown = Plan(), True, 0
        self._timer.stop()
        self.sound.plug(self.transport)
        self.moved.emit(0)
        self._show_word(0)
        self.changed.emit()

    def _sound_changed(self) -> None:
        self.changed.emit()

    def _timeline_changed(self) -> None:
        self._dirty = True
        if self.transport.playing:
            self._settle.start()

    def _follow(self) -> None:
        """The timeline is another one while it is played."""
        if self.transport.playing and self.workbench.is_open:
            self._refresh()

    def _refresh(self) -> None:
        if not self._dirty or not self.workbench.is_open:
            return
        index = self._newest()
        regions = self._plan.regions(index) if self.transport.playing else None
        if regions == []:
            self.stop()
            return
        if regions and not self._plan.lines:
            regions = [(0, None)]  # the playhead may have moved to before where it began
        self.transport.show(self._programme(index, self.transport.position), regions)

    def _states_changed(self, line_ids: frozenset[str]) -> None:
        for line_id in self._speaking.ended(line_ids):
            if line_id == self._speaking.awaited:
                self._speaking.awaited = None
                if self.workbench.line(line_id) is None or self._speaking.needs_take(line_id):
                    self._give_up(line_id)
            self._timeline_changed()

    def _give_up(self, line_id: str) -> None:
        """The line that was asked for does not come: play what it had before."""
        clip = self.workbench.clip(line_id)
        if clip is not None and clip.path is not None and self.transport.waiting:
            self._play(Plan(lines=(line_id,)))
        else:
            self.stop()

    def _heard(self, line_id: str, samples: NDArray[np.float32], rate: int) -> None:
        self._speaking.take_in(line_id, samples, rate, self._newest())

    # -- the word being heard --------------------------------------------------------------------

    def _show_word(self, position: int) -> None:
        found = self._word_at(position) if self.transport.playing else ("", -1)
        if found != self._word:
            self._word = found
            self.word_changed.emit(*found)

    def _word_at(self, position: int) -> tuple[str, int]:
        programme = self.transport.programme
        clip = programme.index.at(position)
        if clip is None:
            return "", -1
        if programme.live is not None and programme.live.line_id == clip.line_id:
            return clip.line_id, -1
        return (clip.line_id, self._words.find(clip, position)) if position < clip.end else ("", -1)
