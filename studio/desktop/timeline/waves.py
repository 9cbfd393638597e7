"""A track's clips as arrays, and what each pixel column of them shows.

A frame must not cost a Python step per clip: two thousand of them are in view when the whole programme is.
So the peaks of a track's clips lie one after the other in one pyramid, and one ``reduceat`` per track finds
the lowest and highest sample of all columns at once. No Qt here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.audio.fades import gain_of
from studio.audio.peaks import BASE, FACTOR
from studio.desktop.timeline.contour import Contour, contour
from studio.render.states import State
from studio.timeline.types import Clip, Track

Pairs = NDArray[np.int16]
LEVELS = 7  # 256 to a million samples a pair
FINE = 16  # samples a pair of what is kept of a take that is looked at closely

# A column that covers several clips shows the state that asks for attention first.
STATES: tuple[State, ...] = (
    State.CURRENT, State.LOCKED, State.EMPTY, State.SUSPECT, State.STALE, State.QUEUED, State.RENDERING,
    State.UNVOICED, State.FAILED,
)  # fmt: skip
RANK: Mapping[str, int] = {str(state): rank for rank, state in enumerate(STATES)}
OLD = frozenset({State.STALE, State.FAILED, State.UNVOICED})

# What a column is: nothing, or a clip that is ...
NOTHING, SOUND, STALE, ESTIMATE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Close:
    """The samples of one take, for zooms that peaks are too coarse for. int16, full scale 32767."""

    samples: NDArray[np.int16]
    fine: Pairs  # (n, 2), lowest and highest of each FINE samples
    contour: Contour


def close_up(samples: NDArray[np.float32], rate: int = 48_000) -> Close:
    whole = np.clip(np.round(samples * 32767), -32768, 32767).astype(np.int16)
    rows = whole[: len(whole) // FINE * FINE].reshape(-1, FINE)
    fine = np.stack((rows.min(axis=1), rows.max(axis=1)), axis=1) if len(rows) else _NO_PAIRS
    return Close(whole, fine, contour(whole, rate))


@dataclass(slots=True)
class Columns:
    """What each device pixel column of a track shows. Arrays of one value a column."""

    low: NDArray[np.float32]  # -1..1, after the clip's gain
    high: NDArray[np.float32]
    sounding: NDArray[np.bool_]  # low and high mean something
    clip: NDArray[np.intp]  # index of the last clip in the column, -1 for none
    rank: NDArray[np.int8]  # most urgent state, as an index in STATES; -1 for none


@dataclass(slots=True)
class Pyramid:
    """Peaks of several takes one after the other, in coarser and coarser levels."""

    low: list[NDArray[np.int16]] = field(default_factory=list)
    high: list[NDArray[np.int16]] = field(default_factory=list)
    offsets: list[NDArray[np.intp]] = field(default_factory=list)  # (takes + 1,), first pair of each take


def stack(parts: Sequence[Pairs]) -> Pyramid:
    """The pyramid over takes whose finest peaks, (n, 2), are given. A pair never spans two takes."""
    made = Pyramid()
    counts = np.array([len(p) for p in parts], dtype=np.intp)
    both = np.concatenate(parts) if parts else _NO_PAIRS
    low, high = np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
    offsets: NDArray[np.intp] = np.zeros(1, np.intp)
    for level in range(LEVELS):
        if level:
            coarser = -(-counts // FACTOR)
            total = int(coarser.sum())
            within = np.arange(total) - np.repeat(np.cumsum(coarser) - coarser, coarser)
            starts = np.repeat(offsets[:-1], coarser) + within * FACTOR
            if total:
                low, high = np.minimum.reduceat(low[:-1], starts), np.maximum.reduceat(high[:-1], starts)
            counts = coarser
        offsets = np.concatenate(([0], np.cumsum(counts)))
        low, high = np.append(low, np.int16(0)), np.append(high, np.int16(0))  # a place for "behind the last"
        made.low.append(low)
        made.high.append(high)
        made.offsets.append(offsets)
    return made


class Row:
    """One track as arrays. ``pyramid`` may be handed over from the row before when the takes are the same."""

    def __init__(self, track: Track, rate: int, peaks: Callable[[str], bytes], before: Row | None = None) -> None:
        clips = track.clips
        self.track, self.clips, self.rate = track, clips, rate
        self.pyramid: Pyramid
        self.starts = np.array([c.start for c in clips], dtype=np.int64)
        self.ends = np.array([c.end for c in clips], dtype=np.int64)
        self.latest = np.maximum.accumulate(self.ends) if clips else self.ends
        self.takes = tuple(c.take for c in clips)
        self.gains = np.array([gain_of(c.gain) for c in clips], dtype=np.float32)
        self.ratio = np.array([(c.source_rate or rate) / rate for c in clips], dtype=np.float64)
        self.rank = np.array([RANK.get(c.state, 0) for c in clips], dtype=np.int8)
        self.kind = np.array([_kind(c) for c in clips], dtype=np.int8)
        self.selected = np.zeros(len(clips), dtype=np.bool_)
        if before is not None and before.takes == self.takes:
            self.pyramid = before.pyramid
        else:
            self.pyramid = stack([_pairs(peaks(key)) if key else _NO_PAIRS for key in self.takes])
        offsets = self.pyramid.offsets[0]
        self.has_sound = offsets[1:] > offsets[:-1]
        self.overlaps = [
            (int(self.starts[i]), int(min(self.latest[i - 1], self.ends[i])))
            for i in np.flatnonzero(self.starts[1:] < self.latest[:-1]) + 1
        ]

    def set_state(self, index: int, state: str) -> None:
        """What the queue is doing with a line. The audio stays what it is until there is another timeline."""
        self.rank[index] = RANK.get(state, 0)

    def between(self, first: float, last: float) -> range:
        """Indices of the clips that show between two samples (and, where clips overlap, a few more)."""
        begin = int(np.searchsorted(self.latest, first, side="right"))
        return range(begin, max(begin, int(np.searchsorted(self.starts, last, side="left"))))

    def at(self, sample: float) -> int:
        """Index of the topmost clip at a sample, -1 for none."""
        for index in reversed(self.between(sample, sample + 1)):
            if self.starts[index] <= sample < self.ends[index]:
                return index
        return -1

    def columns(self, edges: NDArray[np.float64], close: Callable[[Clip], Close | None] | None = None) -> Columns:
        """What shows between ``edges`` (columns + 1 samples). ``close`` gives a take's samples when they are there."""
        count = len(edges) - 1
        made = Columns(
            np.zeros(count, np.float32), np.zeros(count, np.float32), np.zeros(count, np.bool_),
            np.full(count, -1, np.intp), np.full(count, -1, np.int8),
        )  # fmt: skip
        if not len(self.starts):
            return made
        index = np.searchsorted(self.starts, edges, side="right") - 1
        last = np.searchsorted(self.starts, edges[1:], side="left") - 1  # starts before the column ends
        first = np.searchsorted(self.latest, edges[:-1], side="right")
        inside = first <= last
        made.clip[inside] = last[inside]
        several = np.stack((np.minimum(first, len(self.rank) - 1), last + 1), axis=1)[inside].reshape(-1)
        if len(several):
            made.rank[inside] = np.maximum.reduceat(np.append(self.rank, np.int8(-1)), several)[::2]
        step = float(edges[1] - edges[0])
        if step < BASE and close is not None:
            self._from_peaks(made, edges, index, inside, 0)
            for i in self.between(float(edges[0]), float(edges[-1])):
                found = close(self.clips[i]) if self.has_sound[i] else None
                if found is not None:
                    self._from_samples(made, edges, i, found, step)
        else:
            level = 0
            while level + 1 < LEVELS and BASE * FACTOR ** (level + 1) <= step:
                level += 1
            self._from_peaks(made, edges, index, inside, level)
        return made

    def _from_peaks(
        self, made: Columns, edges: NDArray[np.float64], index: NDArray[np.intp], inside: NDArray[np.bool_], level: int
    ) -> None:
        low, high, offsets = (x[level] for x in (self.pyramid.low, self.pyramid.high, self.pyramid.offsets))
        some = np.maximum(index, 0)
        place = ((edges - self.starts[some]) * self.ratio[some] / (BASE * FACTOR**level)).astype(np.intp)
        begin, end = offsets[some], offsets[some + 1]
        at = np.clip(begin + place, begin, end)
        np.maximum.accumulate(at, out=at)
        made.low[:] = np.minimum.reduceat(low, at)[:-1]
        made.high[:] = np.maximum.reduceat(high, at)[:-1]
        clip = np.maximum(made.clip, 0)
        gain = self.gains[clip] / np.float32(32767)
        made.low *= gain
        made.high *= gain
        made.sounding[:] = inside & self.has_sound[clip]

    def _from_samples(self, made: Columns, edges: NDArray[np.float64], i: int, close: Close, step: float) -> None:
        begin = int(np.searchsorted(edges, self.starts[i], side="right")) - 1
        end = int(np.searchsorted(edges, self.ends[i], side="left"))
        begin, end = max(0, begin), min(len(edges) - 1, end)
        if end <= begin or len(close.samples) < 2:
            return
        at = np.clip((edges[begin : end + 1] - self.starts[i]) * self.ratio[i], 0, len(close.samples) - 1)
        if step * self.ratio[i] < 1:
            values = np.interp(at, np.arange(int(at[0]), int(at[-1]) + 2), _window(close.samples, at))
            low, high = np.minimum(values[:-1], values[1:]), np.maximum(values[:-1], values[1:])
            numbers = np.arange(int(at[0]) + 1, int(at[-1]) + 1)  # a sample between two edges is its column's tip
            column = np.searchsorted(at, numbers, side="right") - 1
            numbers, column = numbers[column < len(low)], column[column < len(low)]
            low[column] = np.minimum(low[column], close.samples[numbers])
            high[column] = np.maximum(high[column], close.samples[numbers])
        elif step * self.ratio[i] < FINE or not len(close.fine):
            places = at.astype(np.intp)
            ranges = np.stack((places[:-1], np.minimum(places[1:] + 2, len(close.samples) - 1)), axis=1).reshape(-1)
            low = np.minimum.reduceat(close.samples, ranges)[::2].astype(np.float64)
            high = np.maximum.reduceat(close.samples, ranges)[::2].astype(np.float64)
        else:
            places = np.minimum((at / FINE).astype(np.intp), len(close.fine) - 1)
            low = np.minimum.reduceat(close.fine[:, 0], places)[:-1].astype(np.float64)
            high = np.maximum.reduceat(close.fine[:, 1], places)[:-1].astype(np.float64)
        gain = float(self.gains[i]) / 32767
        made.low[begin:end] = low * gain
        made.high[begin:end] = high * gain
        made.sounding[begin:end] = True


def _window(samples: NDArray[np.int16], at: NDArray[np.float64]) -> NDArray[np.int16]:
    """The samples from the first to one behind the last place asked for, the last one held at the end."""
    part = samples[int(at[0]) : int(at[-1]) + 2]
    missing = int(at[-1]) + 2 - int(at[0]) - len(part)
    return np.append(part, part[-1:].repeat(missing)) if missing > 0 else part


def _kind(clip: Clip) -> int:
    if clip.take is None:
        return ESTIMATE
    return STALE if clip.state in OLD else SOUND


def _pairs(raw: bytes) -> Pairs:
    return np.frombuffer(raw, dtype=np.int16).reshape(-1, 2)


_NO_PAIRS: Pairs = np.zeros((0, 2), np.int16)
