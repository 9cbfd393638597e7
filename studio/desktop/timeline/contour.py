"""Pitch and energy of a take, found in its audio, for the lane over a clip that is looked at closely. No Qt.

Autocorrelation after Boersma (1993), simplified: the window's own autocorrelation is divided out, and the
highest peak between 60 and 500 Hz is the pitch where it is high enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HOP = 0.01  # seconds
LOWEST, HIGHEST = 60.0, 500.0  # Hz
_WINDOW = 0.04
_VOICED = 0.5  # of the autocorrelation at lag 0
_QUIET = -50.0  # dB below full scale: nothing to be said of such frames


@dataclass(frozen=True, slots=True)
class Contour:
    """One value for each ``step`` samples of the take, the first at sample 0."""

    step: int
    pitch: NDArray[np.float32]  # Hz, nan where unvoiced
    energy: NDArray[np.float32]  # dB, 0 for full scale


def contour(samples: NDArray[np.int16], rate: int) -> Contour:
    """The contour of (n,) samples."""
    fold = max(1, rate // 12_000)
    signal = samples[: len(samples) // fold * fold].reshape(-1, fold).mean(axis=1) / 32767
    coarse = rate / fold
    width, hop = round(coarse * _WINDOW), round(coarse * HOP)
    count = max(0, (len(signal) - 1) // hop + 1)
    padded = np.pad(signal, (width // 2, width))
    frames = padded[np.arange(count)[:, None] * hop + np.arange(width)[None, :]]
    energy = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    window = np.hanning(width)
    size = 1 << (2 * width - 1).bit_length()
    power = np.abs(np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * window, size)) ** 2
    shape = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2)
    lags = np.arange(int(coarse / HIGHEST), int(coarse / LOWEST) + 2)
    found = np.fft.irfft(power)
    level = found[:, lags] / np.maximum(found[:, :1], 1e-9) / (shape[lags] / shape[0])
    # A longer lag has to be clearly better: the double period is always nearly as good.
    best = np.argmax(level - 0.05 * np.log2(lags / lags[0]), axis=1) if count else np.zeros(0, np.intp)
    best = np.clip(best, 1, len(lags) - 2)
    rows = np.arange(count)
    left, top, right = level[rows, best - 1], level[rows, best], level[rows, best + 1]
    bend = left - 2 * top + right
    shift = np.where(bend < 0, 0.5 * (left - right) / np.where(bend < 0, bend, -1), 0.0)
    pitch = coarse / (lags[best] + np.clip(shift, -1, 1))
    pitch = np.where((top > _VOICED) & (energy > _QUIET), pitch, np.nan)
    return Contour(hop * fold, pitch.astype(np.float32), energy.astype(np.float32))
