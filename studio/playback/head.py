"""A place where a source is being read: at any speed, also backwards, over the edges of the pages it comes in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from studio.audio.files import Samples
from studio.playback.sources import Source

CLICK = 0.002  # full scale: a jump below -54 dB cannot be heard and is not faded


@dataclass(slots=True)
class Head:
    """Who reads moves it."""

    source: Source
    position: float  # whole numbers at speed 1
    speed: float = 1.0
    gain: float = 1.0
    audible: Collection[str] | None = None
    rise: int | None = None  # samples of fade-in done; None: the first sample decides whether there is one
    left: int | None = None  # samples until it is over, for scrubbing

    def read(self, count: int) -> Samples:
        """``count`` samples of output from where the head stands, or as many as there are."""
        if self.speed == 1.0:
            made = self.source.read(int(self.position), count, self.audible)
            return made * np.float32(self.gain)
        places = self.position + self.speed * np.arange(count)
        if self.speed < 0:
            places = np.maximum(places, 0.0)
        low, high = int(min(places[0], places[-1])), int(max(places[0], places[-1])) + 2
        span = self._span(low, high - low)
        if len(span) < high - low:
            if self.speed < 0:
                return span[:0]
            places = places[places < low + len(span) - 1]
        if not len(places):
            return span[:0]
        base = places.astype(np.int64)
        part = (places - base).astype(np.float32)
        made = span[base - low] * (1 - part) + span[base - low + 1] * part
        return np.asarray(made * np.float32(self.gain), np.float32)

    def quiet_before(self) -> bool:
        """Whether the sound itself begins here, with its own fade."""
        before = self.source.read(int(self.position) - 1, 1, self.audible)
        return bool(len(before)) and abs(float(before[0])) <= CLICK

    def _span(self, position: int, count: int) -> Samples:
        """Over the edges of pages."""
        parts: list[Samples] = []
        while count > 0:
            part = self.source.read(position, count, self.audible)
            if not len(part):
                break
            parts.append(part)
            position += len(part)
            count -= len(part)
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)
