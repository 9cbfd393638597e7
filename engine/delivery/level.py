"""Loudness of a voice, measured once, and a limiter that only extremes ever meet.

A voice has one gain for all its lines, so that a loud line stays louder than a soft one.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]

RATE = 24_000  # of every engine here
HOP = 300  # samples of a limiter's frame, 12.5 ms
TARGET_LUFS = -20.0
CEILING = 10 ** (-1.0 / 20)  # -1 dBFS
RELEASE = 0.12  # part of the way back to full gain, per frame of 12.5 ms
HEARD = 5  # frame boundaries, 50 ms: a gain that stays low for less is not heard


def loudness(samples: Array) -> float:
    """LUFS of mono speech at 24 kHz, after ITU-R BS.1770-4: K-weighting, 400 ms blocks, both gates.

    The two filters are applied as magnitudes in the frequency domain; the result differs from the time-domain
    meter by under 0.1 LU.
    """
    spectrum = np.fft.rfft(samples.astype(np.float64))
    weighted = np.fft.irfft(spectrum * _k_weighting(np.fft.rfftfreq(len(samples), 1 / RATE)), n=len(samples))
    size, step = RATE * 4 // 10, RATE // 10
    if len(weighted) < size:
        weighted = np.pad(weighted, (0, size - len(weighted)))
    power = np.lib.stride_tricks.sliding_window_view(np.concatenate([[0.0], np.cumsum(weighted**2)]), size + 1)[::step]
    blocks = (power[:, -1] - power[:, 0]) / size
    blocks = blocks[blocks > 10 ** ((-70.0 + 0.691) / 10)]
    if not len(blocks):
        return -70.0
    blocks = blocks[blocks > blocks.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(blocks.mean()))


def _k_weighting(hz: Array) -> Array:
    """Magnitude of the BS.1770 pre-filter and RLB filter, from their 48 kHz coefficients."""
    z = np.exp(-2j * np.pi * hz / 48_000.0)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high))


class Limiter:
    """Holds peaks at -1 dBFS by lowering the gain a frame ahead; samples under it pass untouched, bit for bit.

    The gain runs in straight lines between frame boundaries and at each boundary is low enough for both frames
    beside it, so no sample can exceed the ceiling. Frames count from the start of the line: the result does not
    depend on how the samples arrive.
    """

    def __init__(self) -> None:
        self._held = np.zeros(0, np.float32)
        self._need = 1.0  # of the frame before the held ones
        self._gain = 1.0  # at the boundary where the held samples begin
        self._recent = [1.0] * HEARD  # gains at the last boundaries
        self._lowest = 1.0

    @property
    def reduction(self) -> float:
        """The most that was taken away for 50 ms or longer so far, in decibels, 0 or more."""
        return float(-20 * np.log10(self._lowest))

    def push(self, samples: Array) -> Array:
        """Takes samples, gives those that are settled (it keeps back up to two frames)."""
        self._held = np.concatenate([self._held, samples]) if len(self._held) else samples
        whole = len(self._held) // HOP
        return self._settle(whole - 1) if whole > 1 else np.zeros(0, np.float32)

    def flush(self) -> Array:
        """The rest of the line."""
        length = len(self._held)
        if not length:
            return self._held
        self._held = np.pad(self._held, (0, -length % HOP + HOP))
        return self._settle(len(self._held) // HOP - 1)[:length]

    def _settle(self, count: int) -> Array:
        frames = self._held[: (count + 1) * HOP].reshape(-1, HOP)
        peaks = np.abs(frames).max(axis=1)
        ready = self._held[: count * HOP]
        self._held = self._held[count * HOP :]
        if self._gain == 1.0 and self._need == 1.0 and not (peaks > CEILING).any():
            self._recent = [1.0] * HEARD
            return ready
        need = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
        gains = [self._gain]
        for k in range(count):
            after = gains[-1] + (1.0 - gains[-1]) * RELEASE
            gains.append(min(after if after < 0.999 else 1.0, float(need[k]), float(need[k + 1])))
        gains[0] = min(gains[0], float(need[0]))
        self._gain, self._need = gains[-1], float(need[count - 1])
        recent = np.array([*self._recent, *gains[1:]])
        self._recent = recent[-HEARD:].tolist()
        lasting = np.lib.stride_tricks.sliding_window_view(recent, HEARD).max(axis=1)
        self._lowest = min(self._lowest, float(lasting.min()))
        nodes = np.array(gains, np.float64)
        slope = np.arange(HOP) / HOP
        curve = nodes[:-1, None] * (1 - slope) + nodes[1:, None] * slope
        return (frames[:count] * curve).astype(np.float32).reshape(-1)
