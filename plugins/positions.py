"""From samples to the units of formats: one place, so that every format rounds alike and none adds up errors.

A position is an absolute integer sample. It becomes milliseconds, centiseconds, frames or ticks by itself; a
duration is the difference of two positions that were converted, never a converted duration.
"""

from __future__ import annotations

from fractions import Fraction


def units(samples: int, rate: int, per_second: int | Fraction) -> int:
    """An absolute position in milliseconds (1000), frames (30000/1001), ...: the nearest, halves upwards."""
    top, bottom = samples * per_second.numerator, rate * per_second.denominator
    return (2 * top + bottom) // (2 * bottom)


def units_before(samples: int, rate: int, per_second: int | Fraction) -> int:
    """The last unit that does not begin after the position."""
    return samples * per_second.numerator // (rate * per_second.denominator)


def units_after(samples: int, rate: int, per_second: int | Fraction) -> int:
    """The first unit that does not begin before the position."""
    return -(-samples * per_second.numerator // (rate * per_second.denominator))


def decimal_seconds(samples: int, rate: int, digits: int = 6) -> str:
    """Seconds as a decimal text, from integers: "0.257188". The last digit is rounded, halves upwards."""
    value = units(samples, rate, 10**digits)
    whole, part = divmod(abs(value), 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{digits}d}" if digits else str(value)


def clock(value: int, per_second: int, *, separator: str = ".", hours: int = 2) -> str:
    """``value`` units as [h]h:mm:ss.fff; ``per_second`` is a power of ten."""
    digits = len(str(per_second)) - 1
    seconds, fraction = divmod(value, per_second)
    minutes, seconds = divmod(seconds, 60)
    full, minutes = divmod(minutes, 60)
    return f"{full:0{hours}d}:{minutes:02d}:{seconds:02d}{separator}{fraction:0{digits}d}"
