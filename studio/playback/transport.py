"""The transport: whoever asks it for samples moves the playhead, and nothing else does.

A device's callback, or a test, calls :meth:`Transport.render`; the window calls the rest. What comes out is the
programme sample for sample, but for fades of 3 ms where playing starts, stops or jumps in the middle of a sound.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np

from studio.audio.files import Samples
from studio.audio.mix import BLOCK
from studio.errors import LinereadError
from studio.playback.head import CLICK, Head
from studio.playback.index import ClipIndex
from studio.playback.plan import Region
from studio.playback.programme import Programme, translate
from studio.playback.reader import Reader, Wish, pages_from
from studio.playback.sources import Sound
from studio.timeline.types import Timeline

FADE = 0.003  # seconds
GRAIN = 0.09  # seconds of sound for one step of scrubbing
SLOWEST, FASTEST = 0.25, 2.0


class Transport:
    """Plays a programme, or a sound beside it, at ``rate``. Every method may be called from any thread."""

    def __init__(self, rate: int, on_problem: Callable[[LinereadError], None] | None = None) -> None:
        self.rate = rate
        self.gain = 1.0
        self.loop = False
        self.playing = False  # the programme runs, or waits for a line that is being spoken
        self.waiting = False  # nothing to play has come yet
        self.auditioning = False
        self.speed = 1.0
        self.on_block: Callable[[Samples], None] | None = None  # every block with sound in it, for metering
        self._lock = threading.Lock()
        self._fade = max(1, round(FADE * rate))
        self._reader = Reader(on_problem)
        self._programme = Programme(ClipIndex(_empty(rate)))
        self._next: tuple[Programme, tuple[Region, ...] | None] | None = None
        self._regions: tuple[Region, ...] = ((0, None),)
        self._region = 0
        self._position = 0.0
        self._origin = 0  # where the playhead last jumped to
        self._head: Head | None = None
        self._tails: list[tuple[Head, int]] = []  # what is fading out, and how much of its fade is done
        self._audition: Head | None = None
        self._audible: frozenset[str] | None = None
        self._last = 0.0  # the last sample of the head, for a stop in mid-sound without more to come
        self._stamp = (0.0, 0.0, 0)  # time, position and length of the last block

    # -- looking ---------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """The next sample of the programme to be rendered."""
        return int(self._position)

    @property
    def idle(self) -> bool:
        """Nothing would be heard: a device may rest."""
        return not self.playing and self._audition is None and not self._tails and self._head is None

    @property
    def programme(self) -> Programme:
        return self._programme

    def heard(self, latency: float = 0.0, now: float | None = None) -> int:
        """The sample that is at the ear, ``latency`` seconds after it was rendered: smooth between blocks."""
        when, first, length = self._stamp
        if not self.playing or self.waiting or not length:
            return self.position
        passed = ((time.perf_counter() if now is None else now) - when - latency) * self.rate
        passed = min(passed, length)
        return (
            max(self._origin, int(first + passed * self.speed)) if self.speed > 0 else int(first + passed * self.speed)
        )

    def levels(self, position: int, count: int) -> dict[str, float]:
        """The peak of each track that is heard in ``count`` samples from ``position``; empty when nothing plays."""
        if not self.playing or self.waiting or self.auditioning:
            return {}
        audible, levels = self._audible, self._programme.levels(position, count)
        return levels if audible is None else {track: peak for track, peak in levels.items() if track in audible}

    # -- changing --------------------------------------------------------------------------------

    def show(self, programme: Programme, regions: Sequence[Region] | None = None) -> None:
        """Another state of the timeline. What sounds goes on; ``regions`` replace those being played."""
        with self._lock:
            self._next = (programme, tuple(regions) if regions else None)
            if self._head is None:
                self._adopt()
            self._wish()

    def play(self, regions: Sequence[Region], at: int | None = None, gain: float = 1.0) -> None:
        """These stretches of the newest programme one after another, beginning at ``at`` in the first."""
        with self._lock:
            self._adopt(at_once=True)
            self._release()
            self._regions, self._region = tuple(regions), 0
            start = regions[0][0] if at is None else at
            self._head = Head(self._programme, float(start), self.speed, gain, self._audible)
            self._position, self._origin = float(start), start
            self.playing, self.waiting = True, False
            self._stamp = (0.0, 0.0, 0)
            self._wish()

    def stop(self) -> None:
        with self._lock:
            self._release()
            self._end()

    def seek(self, position: int) -> None:
        """Put the playhead there, playing or not. Outside of what is being played, all that follows is played."""
        position = max(0, position)
        with self._lock:
            if self._head is not None and self.playing:
                old = self._head
                self._release()
                inside = [n for n, (a, b) in enumerate(self._regions) if a <= position < (b or math.inf)]
                if inside:
                    self._region = inside[0]
                else:
                    self._regions, self._region = ((position, None),), 0
                self._head = replace(old, position=float(position), rise=None)
            self._position, self._origin = float(position), position
            self._stamp = (0.0, 0.0, 0)
            self._wish()

    def set_speed(self, speed: float) -> None:
        """-2 to 2 and not 0; 1 is sample-exact, anything else interpolates."""
        assert SLOWEST <= abs(speed) <= FASTEST, speed
        with self._lock:
            self.speed = speed
            if self._head is not None:
                self._head.speed = speed
                if speed == 1.0:
                    self._head.position = float(round(self._head.position))
            self._wish()

    def set_audible(self, tracks: Collection[str] | None) -> None:
        """The tracks that may be heard; None for all of them."""
        with self._lock:
            self._audible = None if tracks is None else frozenset(tracks)
            if self._head is not None:
                old = self._head
                self._release()
                self._head = replace(old, audible=self._audible, rise=0)

    def scrub(self, position: int) -> None:
        """Let a moment be heard at ``position`` while somebody drags the playhead."""
        with self._lock:
            self._release()
            self._end()
            self._adopt(at_once=True)
            self._position = float(max(0, position))
            grain = max(2 * self._fade, round(GRAIN * self.rate))
            self._head = Head(self._programme, self._position, 1.0, 1.0, self._audible, 0, grain)
            self._wish()

    def audition(self, sound: Sound, gain: float = 1.0) -> None:
        """A sound beside the programme, which stops for it."""
        with self._lock:
            self._release()
            self._end()
            self._audition = Head(sound, 0.0, gain=gain)
            self.auditioning = True

    def close(self) -> None:
        self._reader.close()

    def wait_until_read(self, timeout: float | None = None) -> bool:
        """Until what the playhead needs next is in memory."""
        return self._reader.wait(timeout)

    # -- rendering -------------------------------------------------------------------------------

    def render(self, count: int) -> Samples:
        """The next ``count`` samples, (count,) float32. Never waits for a file."""
        out = np.zeros(count, np.float32)
        with self._lock:
            if self.idle:
                self._stamp = (0.0, 0.0, 0)
                return out
            if self._next is not None and self._head is not None:
                self._change()
            self._fade_tails(out)
            before = self._position
            if self._head is not None:
                self._sound(self._head, out)
            elif self._next is not None:
                self._adopt()
            if self._audition is not None:
                self._play_audition(self._audition, out)
            if self.gain != 1.0:
                out *= np.float32(self.gain)
            self._stamp = (time.perf_counter(), before, count)
            self._wish()
        if self.on_block is not None:
            self.on_block(out)
        return out

    def _sound(self, head: Head, out: Samples) -> None:
        """The head's samples into ``out``, over the ends of regions, until there is nothing more."""
        filled = 0
        self.waiting = False
        while filled < len(out) and self._head is head:
            room = len(out) - filled
            limit = self._room(head)
            if limit <= 0:
                head = self._past_end(head, out[filled:])
                continue
            part = head.read(min(room, limit))
            if not len(part):
                self._starve(head, out[filled:])
                break
            if head.rise is None:
                head.rise = 0 if abs(part[0]) > CLICK or not head.quiet_before() else self._fade
            if head.rise < self._fade:
                ramp = (head.rise + 0.5 + np.arange(min(len(part), self._fade - head.rise))) / self._fade
                part[: len(ramp)] *= ramp.astype(np.float32)
                head.rise += len(ramp)
            self._last = float(part[-1])
            out[filled : filled + len(part)] += part
            filled += len(part)
            head.position += len(part) * head.speed
            if head.left is not None:
                head.left -= len(part)
            else:
                self._position = head.position

    def _room(self, head: Head) -> int:
        """How many samples of output are left before something must be decided."""
        if head.left is not None:
            return head.left - self._fade
        if head.speed < 0:
            return math.ceil(head.position / -head.speed)
        end = self._programme.limit(self._regions[self._region][1])
        return 2**40 if end is None else math.ceil((end - head.position) / head.speed)

    def _past_end(self, head: Head, rest: Samples) -> Head:
        """At the end of a region: into the next one, around, or to a stop."""
        following: int | None = None
        if head.left is None and head.speed > 0:
            if self._region + 1 < len(self._regions):
                following = self._region + 1
            elif self.loop and self._regions[0][0] < head.position:
                following = 0
        self._release(rest, only_if=abs(self._last) > CLICK)
        if following is None:
            self._end()
            return head
        self._region = following
        self._origin = self._regions[following][0]
        self._position = float(self._origin)
        self._head = replace(head, position=self._position, rise=None)
        return self._head

    def _starve(self, head: Head, rest: Samples) -> None:
        """What comes next is not there: let the last sample die away, and fade in again when it comes."""
        if not self.waiting and head.rise is not None and abs(self._last) > CLICK:
            count = min(len(rest), self._fade)
            rest[:count] += np.float32(self._last) * np.linspace(1, 0, count, dtype=np.float32)
        self._last = 0.0
        self.waiting = True
        head.rise = None

    def _release(self, rest: Samples | None = None, *, only_if: bool = True) -> None:
        """Let go of what sounds; it fades out in 3 ms."""
        for head in (self._head, self._audition):
            if head is not None and head.rise is not None and only_if:
                self._tails.append((head, 0))
        if rest is not None and len(rest):
            self._fade_tails(rest)
        self._last = 0.0
        self._head = self._audition = None
        self.auditioning = False

    def _end(self) -> None:
        self.playing = self.waiting = False
        self._stamp = (0.0, 0.0, 0)
        if self.speed != 1.0:
            self.speed = 1.0
        self._position = float(round(self._position))

    def _fade_tails(self, out: Samples) -> None:
        still: list[tuple[Head, int]] = []
        for head, done in self._tails:
            part = head.read(min(len(out), self._fade - done))
            ramp = 1 - (done + 0.5 + np.arange(len(part))) / self._fade
            out[: len(part)] += part * ramp.astype(np.float32)
            head.position += len(part) * head.speed
            if len(part) and done + len(part) < self._fade:
                still.append((head, done + len(part)))
        self._tails = still

    def _play_audition(self, head: Head, out: Samples) -> None:
        part = head.read(len(out))
        head.rise = self._fade
        out[: len(part)] += part
        head.position += len(part)
        if len(part) < len(out):
            self._audition = None
            self.auditioning = False

    # -- another state of the timeline -----------------------------------------------------------

    def _adopt(self, at_once: bool = False) -> None:
        if self._next is not None:
            self._programme, regions = self._next
            self._next = None
            if regions and not at_once:
                self._regions, self._region = regions, min(self._region, len(regions) - 1)

    def _change(self) -> None:
        """Go over to the next programme where it is inaudible and its pages are there."""
        assert self._next is not None
        assert self._head is not None
        head, programme = self._head, self._next[0]
        old = self._programme
        place = translate(old, programme, int(head.position))
        if place is None:
            if not self.waiting:
                return
            place = int(head.position)
        if not programme.has(place // BLOCK) and not self.waiting:
            return
        fresh = replace(head, source=programme, position=place + head.position % 1.0)
        was, now = head.read(self._fade), fresh.read(self._fade)
        both = min(len(was), len(now))
        if head.rise is not None and both and np.abs(was[:both] - now[:both]).max() > CLICK:
            self._tails.append((replace(head), 0))
            fresh.rise = 0
        self._adopt()
        self._head = fresh
        if fresh.left is None:
            self._origin += int(fresh.position - self._position)
            self._position = fresh.position

    def _wish(self) -> None:
        place = int(self._position)
        wishes: tuple[Wish, ...] = ()
        if self._next is not None:
            there = translate(self._programme, self._next[0], place)
            wishes = pages_from(self._next[0], place if there is None else there, self.speed)
        wishes += pages_from(self._programme, place, self.speed)
        if self.playing and self.loop:
            wishes += pages_from(self._programme, self._regions[0][0], 1.0, 1)
        if self.playing and self._region + 1 < len(self._regions):
            wishes += pages_from(self._programme, self._regions[self._region + 1][0], 1.0, 1)
        self._reader.want(wishes)


def _empty(rate: int) -> Timeline:
    return Timeline(project_id="", name="", rate=rate, length=0, language="en", tracks=())
