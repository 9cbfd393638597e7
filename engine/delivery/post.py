"""What is done on the finished waveform: silent edges cut, speed and pitch changed, level set; all as it streams.

Every stage takes samples as they come and gives what is settled; however the samples are cut, the result is the same.

The stretch is WSOLA (Verhelst and Roelands 1993, "An overlap-add technique based on waveform similarity"): grains of
the recording itself are laid closer or wider, each shifted a little so that it continues the wave before it. For one
voice it keeps pitch periods whole where a phase vocoder smears them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import soxr

from engine.delivery.level import Array
from engine.protocol import Controls

QUIET_DB = -50.0  # frames of 10 ms under this are silence at an edge
FRAME_SECONDS = 0.01
LEAD_SECONDS = 0.04  # kept before the first sound: a soft consonant lies there
TAIL_SECONDS = 0.10  # kept after the last sound
FADE_SECONDS = 0.005
GRAIN_SECONDS = 0.04  # two periods of the deepest voice
SEARCH_SECONDS = 0.0125  # one period of an 80 Hz voice


class Stage(Protocol):
    def push(self, samples: Array) -> Array:
        """The next samples; gives those that are settled."""

    def flush(self) -> Array:
        """The rest, at the end."""


class Chain:
    """The edges cut, then other stages one after the other."""

    def __init__(self, edges: Edges, stages: Sequence[Stage]) -> None:
        self._edges = edges
        self._stages: Sequence[Stage] = (edges, *stages)

    @property
    def cut(self) -> int:
        """Samples cut from the beginning so far."""
        return self._edges.cut

    def push(self, samples: Array) -> Array:
        for stage in self._stages:
            samples = stage.push(samples)
        return samples

    def flush(self) -> Array:
        rest = np.zeros(0, np.float32)
        for stage in self._stages:
            rest = np.concatenate([stage.push(rest), stage.flush()])
        return rest


def chain(controls: Controls, rate: int) -> Chain:
    """The stages that one piece of a line needs; ``controls`` without what the model itself has done already."""
    stages: list[Stage] = []
    pitch = 2 ** (controls.pitch / 12)
    if controls.speed != pitch:
        stages.append(Stretch(controls.speed / pitch, rate))
    if controls.pitch:
        stages.append(Resample(pitch, rate))
    if controls.volume:
        stages.append(Gain(controls.volume))
    return Chain(Edges(rate), stages)


class Edges:
    """Cuts the silence before the first sound and after the last, and fades both edges. All silence gives nothing."""

    def __init__(self, rate: int) -> None:
        self._frame = max(1, round(rate * FRAME_SECONDS))
        self._lead = round(rate * LEAD_SECONDS) // self._frame * self._frame
        self._tail = round(rate * TAIL_SECONDS)
        self._fade = max(1, round(rate * FADE_SECONDS))
        self._held = np.zeros(0, np.float32)
        self._scanned = 0  # of the held samples
        self._sounding = 0  # end of the last loud frame among the held samples
        self._begun = False
        self.cut = 0  # samples cut from the beginning

    def push(self, samples: Array) -> Array:
        self._held = np.concatenate([self._held, samples])
        self._scan((len(self._held) - self._scanned) // self._frame * self._frame)
        if not self._begun:
            drop = max(0, self._scanned - self._lead)
            self.cut += drop
            self._drop(drop)
            return np.zeros(0, np.float32)
        return self._drop(max(0, self._sounding - self._fade))

    def flush(self) -> Array:
        self._scan(len(self._held) - self._scanned)
        if not self._begun:
            return np.zeros(0, np.float32)
        last = self._held[: self._sounding + self._tail].copy()
        fade = min(self._fade, len(last))
        last[len(last) - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
        return last

    def _scan(self, count: int) -> None:
        if not count:
            return
        fresh = self._held[self._scanned : self._scanned + count]
        frames = np.pad(fresh, (0, -count % self._frame)).reshape(-1, self._frame)
        loud = np.flatnonzero(np.einsum("ij,ij->i", frames, frames) / self._frame > 10 ** (QUIET_DB / 10))
        start = self._scanned
        self._scanned += count
        if not len(loud):
            return
        self._sounding = min(start + (int(loud[-1]) + 1) * self._frame, len(self._held))
        if not self._begun:
            self._begun = True
            early = max(0, start + int(loud[0]) * self._frame - self._lead)
            self.cut += early
            self._drop(early)
            fade = min(self._fade, len(self._held))
            self._held[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)

    def _drop(self, count: int) -> Array:
        gone, self._held = self._held[:count], self._held[count:].copy()
        self._scanned -= count
        self._sounding = max(0, self._sounding - count)
        return gone


class Stretch:
    """Another speed at the same pitch: ``speed`` 2 gives half the samples, rounded to the sample at the end."""

    def __init__(self, speed: float, rate: int) -> None:
        self._speed = speed
        self._hop = round(rate * GRAIN_SECONDS / 2)
        self._reach = round(rate * SEARCH_SECONDS)
        self._window = np.hanning(2 * self._hop + 1)[:-1].astype(np.float32)
        self._input = np.zeros(0, np.float32)
        self._start = 0  # of the kept input
        self._taken = 0  # samples of input so far
        self._grain = 0  # number of the next grain
        self._last = 0  # where in the input the last grain was taken
        self._overlap = np.zeros(self._hop, np.float32)
        self._given = 0

    def push(self, samples: Array) -> Array:
        self._input = np.concatenate([self._input, samples])
        self._taken += len(samples)
        return self._settle(self._taken)

    def flush(self) -> Array:
        wanted = round(self._taken / self._speed)
        padding = 2 * (self._hop * 2 + self._reach) + round(self._hop * self._speed)
        self._input = np.concatenate([self._input, np.zeros(padding, np.float32)])
        parts = [self._settle(self._taken + padding)]
        parts.append(self._overlap)
        rest = np.concatenate(parts)
        given = self._given - len(parts[0])
        rest = rest[: wanted - given]
        return np.pad(rest, (0, wanted - given - len(rest)))

    def _settle(self, known: int) -> Array:
        """Every grain whose search lies within the first ``known`` samples of input."""
        out: list[Array] = []
        size, reach = 2 * self._hop, self._reach
        while True:
            aim = round(self._grain * self._hop * self._speed)
            follow = self._last + self._hop  # what would continue the last grain
            if max(aim + reach, follow) + size > known:
                break
            place = aim if not self._grain else self._best(aim, follow)
            grain = self._part(place, size) * self._window
            if self._grain:
                out.append(self._overlap + grain[: self._hop])
            else:
                out.append(self._part(place, self._hop))  # the beginning is not faded
            self._overlap = grain[self._hop :]
            self._last = place
            self._grain += 1
            keep = min(self._last + self._hop, round(self._grain * self._hop * self._speed) - reach)
            drop = max(0, keep - self._start)
            self._input = self._input[drop:]
            self._start += drop
        settled = np.concatenate(out) if out else np.zeros(0, np.float32)
        self._given += len(settled)
        return settled

    def _best(self, aim: int, follow: int) -> int:
        """The place near ``aim`` whose wave is most like what would have followed."""
        low = max(aim - self._reach, 0)
        pattern = self._part(follow, 2 * self._hop)
        field = self._part(low, aim + self._reach - low + 2 * self._hop)
        score = np.correlate(field, pattern, "valid")
        power = np.concatenate([[0.0], np.cumsum(field.astype(np.float64) ** 2)])
        energy = power[len(pattern) :] - power[: len(score)]
        return low + int(np.argmax(score / np.sqrt(energy + 1e-9)))

    def _part(self, place: int, count: int) -> Array:
        return self._input[place - self._start : place - self._start + count]


class Resample:
    """Everything higher by a factor and shorter by it; after a :class:`Stretch` to the inverse only the pitch changes.

    Formants move along: a few semitones are another mood, more are another person.
    """

    def __init__(self, factor: float, rate: int) -> None:
        self._stream = soxr.ResampleStream(rate * factor, rate, 1, dtype="float32", quality="HQ")

    def push(self, samples: Array) -> Array:
        return np.asarray(self._stream.resample_chunk(samples), np.float32)

    def flush(self) -> Array:
        return np.asarray(self._stream.resample_chunk(np.zeros(0, np.float32), last=True), np.float32)


class Gain:
    """A level change in decibels."""

    def __init__(self, decibels: float) -> None:
        self._factor = np.float32(10 ** (decibels / 20))

    def push(self, samples: Array) -> Array:
        return samples * self._factor

    def flush(self) -> Array:
        return np.zeros(0, np.float32)
