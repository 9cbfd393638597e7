"""Samples and pixels: which stretch of the programme a view shows, and where the ruler's ticks stand.

No Qt here. Positions are integer samples; only the left edge of the view is a fraction, because at high
zoom it may fall between two samples.
"""

from __future__ import annotations

import bisect
import dataclasses
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

CLOSEST = 1 / 24  # samples a pixel at the highest zoom: one sample is 24 pixels wide
RULER_UNITS = ("time", "samples", "frames")
FRAME_RATES: dict[str, Fraction] = {
    "23.976": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "60": Fraction(60),
}
_SECONDS = [
    *(Fraction(n, 10**p) for p in (5, 4, 3, 2, 1) for n in (1, 2, 5)),
    *map(Fraction, (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)),
]


@dataclass(frozen=True, slots=True)
class Scale:
    """``first`` is the sample at the left edge, ``per_px`` samples a pixel, ``width`` pixels."""

    first: float
    per_px: float
    width: int

    def x(self, sample: float) -> float:
        return (sample - self.first) / self.per_px

    def sample(self, x: float) -> int:
        return max(0, round(self.first + x * self.per_px))

    @property
    def last(self) -> float:
        return self.first + self.width * self.per_px

    def edges(self, ratio: float = 1.0) -> NDArray[np.float64]:
        """Samples at the edges of each device pixel column, (columns + 1,); ``ratio`` device pixels a pixel."""
        columns = max(1, round(self.width * ratio))
        return self.first + np.arange(columns + 1, dtype=np.float64) * (self.per_px / ratio)

    def zoomed(self, factor: float, at_x: float, length: int, rate: int) -> Scale:
        """Closer by ``factor`` with the sample under ``at_x`` staying there."""
        per_px = min(max(self.per_px / factor, CLOSEST), widest(length, rate, self.width))
        return dataclasses.replace(
            self, first=self.first + at_x * (self.per_px - per_px), per_px=per_px
        ).within(length)  # fmt: skip

    def scrolled(self, pixels: float, length: int) -> Scale:
        return dataclasses.replace(self, first=self.first + pixels * self.per_px).within(length)

    def within(self, length: int) -> Scale:
        """Not before the programme, not wholly behind it, and on whole pixels so that waves do not shimmer."""
        furthest = max(0.0, length - self.width * self.per_px * 0.5)
        first = min(max(0.0, self.first), furthest)
        if self.per_px >= 1:
            first = round(first / self.per_px) * self.per_px
        return dataclasses.replace(self, first=first)

    def showing(self, start: int, end: int, length: int, rate: int, margin: int = 24) -> Scale:
        """The stretch from ``start`` to ``end`` filling the view."""
        room = max(1, self.width - 2 * margin)
        per_px = min(max((end - start) / room, CLOSEST), widest(length, rate, self.width))
        return dataclasses.replace(
            self, first=(start + end) / 2 - per_px * self.width / 2, per_px=per_px
        ).within(length)  # fmt: skip


def widest(length: int, rate: int, width: int) -> float:
    """Samples a pixel at the lowest zoom: an hour, or the programme with some room."""
    return max(3600 * rate, length * 1.1) / max(1, width)


@dataclass(frozen=True, slots=True)
class Tick:
    sample: int
    label: str  # "" for a minor tick


def ticks(scale: Scale, rate: int, unit: str, frames: Fraction, apart: int = 88) -> list[Tick]:
    """The ruler's ticks in view, each computed from its own number and rounded once.

    ``unit`` is "time", "samples" or "frames"; labelled ticks stand at least ``apart`` pixels from each other.
    """
    step, minor = _step(Fraction(scale.per_px * apart).limit_denominator(1_000_000), rate, unit, frames)
    over, under = (step / minor).as_integer_ratio()  # whole numbers: a frame has no time for fractions
    digits = _digits(step, rate)
    first, last = max(0, math.floor(scale.first * under / over)), math.floor(scale.last * under / over)
    made = []
    for number in range(first, last + 1):
        sample = (2 * number * over + under) // (2 * under)
        made.append(Tick(sample, "" if number % minor else position_text(sample, rate, unit, frames, digits)))
    return made


def _digits(step: Fraction, rate: int) -> int:
    """Decimals of a second that tell ticks apart that are ``step`` samples from each other."""
    return next((d for d in range(6) if (step / rate * 10**d).denominator == 1), 5)


def _step(least: Fraction, rate: int, unit: str, frames: Fraction) -> tuple[Fraction, int]:
    """Samples between labelled ticks, and how many parts minor ticks make of them."""
    if unit == "samples":
        power = Fraction(10) ** max(0, math.floor(math.log10(max(1.0, float(least)))))
        step = next(power * n for n in (1, 2, 5, 10) if power * n >= least)
        return step, 5 if step >= 5 else 1
    if unit == "frames":
        whole = round(frames)
        counts = [1, 2, 5, 10, whole, *(whole * int(s) for s in _SECONDS if s > 1)]
        one = Fraction(rate) / frames
        index = min(bisect.bisect_left([one * c for c in counts], least), len(counts) - 1)
        return one * counts[index], 5 if counts[index] % 5 == 0 else (4 if counts[index] % 4 == 0 else counts[index])
    index = min(bisect.bisect_left([s * rate for s in _SECONDS], least), len(_SECONDS) - 1)
    seconds = _SECONDS[index]
    parts = 4 if seconds.numerator in (2, 20) or seconds == 120 else 5
    return seconds * rate, {15: 3, 30: 3, 60: 6, 300: 5, 900: 3, 1800: 6, 3600: 6}.get(int(seconds), parts)


def position_text(sample: int, rate: int, unit: str, frames: Fraction, digits: int = 3) -> str:
    """A position as people write it: 1:02.500, 3 000 000, 00:01:02:12. ``digits`` are decimals of a second."""
    if unit == "samples":
        return f"{sample:,}".replace(",", "\u2009")
    if unit == "frames":
        number = frame_at(sample, rate, frames)
        whole = round(frames)
        seconds, frame = divmod(number, whole)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frame:02d}"
    seconds, rest = divmod((2 * sample * 10**digits + rate) // (2 * rate), 10**digits)
    clock = f"{seconds // 60 % 60}:{seconds % 60:02d}"
    if seconds >= 3600:
        clock = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{clock}.{rest:0{digits}d}" if digits else clock


def frame_at(sample: int, rate: int, frames: Fraction) -> int:
    """The number of the frame nearest to a sample."""
    over, under = sample * frames.numerator, rate * frames.denominator
    return (2 * over + under) // (2 * under)


def frame_start(number: int, rate: int, frames: Fraction) -> int:
    over, under = number * rate * frames.denominator, frames.numerator
    return (2 * over + under) // (2 * under)
