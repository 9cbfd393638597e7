"""Short fades that keep the loudness of a cross-fade constant: sine and cosine, so that in² + out² = 1."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from studio.audio.files import Samples


@lru_cache(maxsize=64)
def equal_power(length: int) -> Samples:
    """The rising half, (length,), from just above 0 to just below 1. Its mirror image is the falling half."""
    curve = np.asarray(np.sin((np.arange(length) + 0.5) * (np.pi / (2 * length))), dtype=np.float32)
    curve.flags.writeable = False
    return curve


def fade(samples: Samples, position: int, length: int, fade_in: int, fade_out: int) -> None:
    """Fade, in place, the part of a clip that begins at ``position`` of its ``length`` samples."""
    end = position + len(samples)
    if fade_in and position < fade_in:
        stop = min(end, fade_in)
        samples[: stop - position] *= equal_power(fade_in)[position:stop]
    first = length - fade_out
    if fade_out and end > first:
        begin = max(position, first)
        falling = equal_power(fade_out)[::-1]
        samples[begin - position :] *= falling[begin - first : end - first]


def gain_of(decibels: float) -> float:
    """A factor from decibels. 0 dB is exactly 1."""
    return 1.0 if decibels == 0 else float(10.0 ** (decibels / 20))
