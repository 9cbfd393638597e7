"""Timecode as people write it, as samples: ``01:00:00:00``, ``10:00:00:12@25``, ``01:00:00;00@29.97df``.

A timecode counts frames, so an hour of it at 29.97 frames a second lasts 3603.6 s; drop frame leaves out the
numbers 0 and 1 of every minute but each tenth (SMPTE ST 12-1). Fractions, never rounded on the way.
"""

from __future__ import annotations

import re
from fractions import Fraction

from studio.errors import LinereadError

FRAME_RATES = {
    "23.976": Fraction(24_000, 1001), "24": Fraction(24), "25": Fraction(25), "29.97": Fraction(30_000, 1001),
    "30": Fraction(30), "47.952": Fraction(48_000, 1001), "48": Fraction(48), "50": Fraction(50),
    "59.94": Fraction(60_000, 1001), "60": Fraction(60),
}  # fmt: skip
_FORM = re.compile(r"(\d\d?):(\d\d):(\d\d)(?:[:;](\d\d?))?(?:@([\d.]+)(df)?)?")


def frames_of(hours: int, minutes: int, seconds: int, frames: int, nominal: int, *, drop: bool = False) -> int:
    """The number of the frame that a timecode names. ``nominal``: frames a second as counted, 30 for 29.97."""
    count = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames
    if drop:
        passed = hours * 60 + minutes
        count -= nominal // 15 * (passed - passed // 10)
    return count


def timecode_samples(text: str, rate: int) -> int:
    """Samples at ``rate`` from midnight to the timecode. Raises a LinereadError for one that makes no sense."""
    found = _FORM.fullmatch(text.strip())
    hint = "Write it as 01:00:00:00, with frames as 01:00:00:12@25."
    if found is None:
        raise LinereadError(f"{text!r} is no timecode.", hint)
    hours, minutes, seconds, frames = (int(found[n] or 0) for n in (1, 2, 3, 4))
    if found[5] and found[5] not in FRAME_RATES:
        raise LinereadError(f"{found[5]} frames a second are not known.", f"There are {', '.join(FRAME_RATES)}.")
    if frames and not found[5]:
        raise LinereadError(f"{text!r} has frames, but of what rate?", hint)
    frame_rate = FRAME_RATES[found[5] or "25"]
    nominal = -(-frame_rate.numerator // frame_rate.denominator)
    drop = bool(found[6])
    if drop and nominal not in (30, 60):
        raise LinereadError("Only 29.97 and 59.94 frames a second drop frames.", hint)
    if hours > 23 or minutes > 59 or seconds > 59 or frames >= nominal:
        raise LinereadError(f"{text!r} is no time of a day.", hint)
    if not found[5]:
        return ((hours * 60 + minutes) * 60 + seconds) * rate
    return round(frames_of(hours, minutes, seconds, frames, nominal, drop=drop) * rate / frame_rate)
