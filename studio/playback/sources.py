"""What can be played beside the programme: a sound in memory, and a line that is still being spoken.

A source is asked for ``count`` samples from ``position`` and gives as many as it has there: fewer at one of
its edges, none while they are not there yet. It never waits, because an audio callback asks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import numpy as np

from studio.audio.fades import fade
from studio.audio.files import Samples
from studio.audio.resample import StreamResampler, resample

NOTHING: Samples = np.zeros(0, np.float32)


class Source(Protocol):
    def read(self, position: int, count: int, audible: Collection[str] | None = None) -> Samples:
        """Up to ``count`` samples from ``position``; ``audible``: the tracks that may be heard, None for all."""


class Sound:
    """Samples in memory: a voice's sample, another take."""

    def __init__(self, samples: Samples, from_rate: int, rate: int) -> None:
        self.samples = resample(np.ascontiguousarray(samples, dtype=np.float32), from_rate, rate)

    @property
    def length(self) -> int:
        return len(self.samples)

    def read(self, position: int, count: int, audible: Collection[str] | None = None) -> Samples:
        return self.samples[max(0, position) : max(0, position + count)]


class LiveLine:
    """A line while it is spoken: one thread pushes what arrives, another plays what is there.

    ``gains`` (factors) are those its clip will have, so that what is heard now is what the take will sound like.
    """

    def __init__(self, line_id: str, track: str, rate: int, gains: tuple[float, ...] = ()) -> None:
        self.line_id = line_id
        self.track = track
        self.finished = False
        self.length = 0
        self._rate = rate
        self._gains = gains
        self._fade = round(0.003 * rate)
        self._samples = np.zeros(rate * 4, np.float32)
        self._stream: StreamResampler | None = None

    def push(self, samples: Samples, rate: int) -> None:
        """The next samples of the line, at the engine's rate."""
        if self.finished:
            return
        if rate != self._rate:
            if self._stream is None:
                self._stream = StreamResampler(rate, self._rate)
            samples = self._stream.push(samples)
        self._append(samples)

    def finish(self) -> None:
        """Nothing more comes."""
        if self.finished:
            return
        if self._stream is not None:
            self._append(self._stream.push(NOTHING, last=True))
        self.finished = True

    def _append(self, samples: Samples) -> None:
        made = np.array(samples, np.float32)
        if self.length < self._fade:
            # The end is not known yet, so only the beginning is faded here as the clip will be.
            fade(made, self.length, 2**62, self._fade, 0)
        for gain in self._gains:
            if gain != 1.0:
                made *= np.float32(gain)
        end = self.length + len(made)
        if end > len(self._samples):
            grown = np.zeros(max(end, 2 * len(self._samples)), np.float32)
            grown[: self.length] = self._samples[: self.length]
            self._samples = grown
        self._samples[self.length : end] = made
        self.length = end  # last: a reader sees only what is complete

    def read(self, position: int, count: int, audible: Collection[str] | None = None) -> Samples:
        """From ``position`` in the line itself."""
        heard = self._samples[position : min(position + count, self.length)]
        return heard if audible is None or self.track in audible else np.zeros(len(heard), np.float32)
