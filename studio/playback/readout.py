"""A position as people read it: time, samples or frames of a picture."""

from __future__ import annotations

UNITS: tuple[str, ...] = ("time", "samples", "24", "25", "30")  # the numbers are frames per second


def read_out(position: int, rate: int, unit: str = "time") -> str:
    """``position`` samples in ``unit``: "1:02.345", "2,976,560" or "00:01:02:08"; a frame lasts to the next."""
    position = max(0, position)
    if unit == "samples":
        return f"{position:,}"
    if unit == "time":
        milliseconds = position * 1000 // rate
        hours, rest = divmod(milliseconds, 3_600_000)
        minutes, rest = divmod(rest, 60_000)
        seconds, thousandths = divmod(rest, 1000)
        clock = f"{minutes}:{seconds:02d}.{thousandths:03d}"
        return f"{hours}:{minutes:02d}:{seconds:02d}.{thousandths:03d}" if hours else clock
    speed = int(unit)
    frames = position * speed // rate
    seconds, frame = divmod(frames, speed)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frame:02d}"
