"""What the waveform does between its samples: 4 x oversampled peaks, and a limiter that knows them.

The interpolator is a windowed sinc of 32 taps for each of the three positions between two samples (BS.1770-4
annex 2 asks for 4 x and gives 12 taps; these read within 0.05 dB of a 64 x soxr conversion up to 0.42 of the
rate). It is local, so a peak is the same wherever a block happens to begin, and it is run only
where a sample comes within 6 dB of the ceiling, which costs nothing in ordinary speech.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples

CELL = 16  # samples: the grain of detection and of the limiter's curve
_REACH = 16  # samples on each side that the interpolator looks at
_NEAR = 0.5  # -6 dB: where a peak between samples may still be over
_ROWS = 112  # of a product that BLAS still does in one thread: waking a second costs 8 ms on busy cores
_MARGIN = 0.1  # dB that an over is pulled below the ceiling, for the curve's own slope


def _interpolator() -> NDArray[np.float32]:
    """(48, 48): from 16 + 16 + 16 samples to the three points after each of the middle 16."""
    made = np.zeros((CELL + 2 * _REACH, 3 * CELL))
    taps = np.arange(-_REACH + 1, _REACH + 1)
    for phase in (1, 2, 3):
        offset = phase / 4
        distance = taps - offset
        window = np.i0(8.0 * np.sqrt(np.clip(1 - (distance / _REACH) ** 2, 0, None))) / np.i0(8.0)
        kernel = np.sinc(distance) * window
        kernel /= kernel.sum()
        for sample in range(CELL):
            made[_REACH + sample + taps, (phase - 1) * CELL + sample] = kernel
    return made.astype(np.float32)


_INTERPOLATOR = _interpolator()


def _cell_peaks(padded: Samples, threshold: float) -> NDArray[np.float32] | None:
    """True peak of each cell of ``padded[16:-16]``; 0 where no sample comes near; None if nowhere."""
    if max(padded.max(), -padded.min()) < threshold * _NEAR:
        return None
    cells = (len(padded) - 2 * _REACH) // CELL
    grid = np.abs(padded)
    while len(grid) > cells + 2:  # four halvings: many times faster than a maximum over short rows
        grid = np.maximum(grid[::2], grid[1::2])
    near = np.maximum(np.maximum(grid[:-2], grid[1:-1]), grid[2:]) >= threshold * _NEAR
    if not near.any():
        return None
    where = np.flatnonzero(near)
    windows = np.lib.stride_tricks.sliding_window_view(padded, CELL + 2 * _REACH)[::CELL][where]
    between = np.empty((len(where), 3 * CELL), np.float32)
    for first in range(0, len(where), _ROWS):
        np.matmul(windows[first : first + _ROWS], _INTERPOLATOR, out=between[first : first + _ROWS])
    peaks = np.zeros(cells, np.float32)
    peaks[where] = np.maximum(np.abs(between, out=between).max(axis=1), grid[1:-1][where])
    return peaks


class TruePeakMeter:
    """Feed it blocks; ``peak`` is the highest level between samples, full scale 1."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._rest = np.zeros(2 * _REACH, np.float32)  # two cells of history: the older is context only

    def add(self, block: Samples) -> None:
        for first in range(0, len(block), 65_536):
            part = block[first : first + 65_536]
            signal = np.concatenate((self._rest, part))
            whole = len(signal) // CELL * CELL
            if whole > 2 * _REACH:
                self.peak = max(self.peak, float(np.abs(part).max()))  # a true peak is never below the samples
                peaks = _cell_peaks(signal[:whole], self.peak)
                if peaks is not None:
                    self.peak = max(self.peak, float(peaks.max()))
            self._rest = signal[max(0, whole - 2 * _REACH) :]

    def finish(self) -> float:
        """The peak in dBTP, after the last block."""
        self.add(np.zeros(4 * CELL, np.float32))
        return 20 * math.log10(self.peak) if self.peak > 0 else -math.inf


def true_peak(samples: Samples) -> float:
    """dBTP of (n,) samples."""
    meter = TruePeakMeter()
    meter.add(samples.astype(np.float32, copy=False))
    return meter.finish()


class Limiter:
    """One gain curve for several signals that belong together, from the highest of their true peaks.

    Audio whose true peak stays under the ceiling is not touched: the curve is exactly 1 there (and
    :meth:`curve` says None where it is 1 throughout). An over is turned down by a raised cosine that
    begins ``AHEAD`` seconds before it and ends ``RELEASE`` seconds after it.

    Use: ``detect`` one block of every signal, then ``curve`` for the block before it; at the end
    ``detect`` nothing and take the last curve. Blocks must be a multiple of 16 samples but for the last.
    """

    AHEAD = 0.005
    RELEASE = 0.080

    def __init__(self, rate: int, ceiling: float) -> None:
        self._ceiling = ceiling
        self._level = 10 ** (ceiling / 20)
        ahead, release = math.ceil(self.AHEAD * rate / CELL), math.ceil(self.RELEASE * rate / CELL)
        rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(1, ahead + 1) / (ahead + 1))
        fall = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, release + 1) / (release + 1))
        # How much of a cell's reduction its neighbours get, from the earliest to the latest; flat for +-1 cell.
        self._shape = np.concatenate((rise, [1.0, 1.0, 1.0], fall))
        self._ahead, self._release = ahead + 1, release + 2
        self._history: dict[str, Samples] = {}
        # Reductions in dB per cell, beginning one release before the next curve.
        self._cells = np.zeros(self._release)
        self.deepest = 0.0  # dB, the largest reduction so far

    def detect(self, signals: Mapping[str, Samples], length: int) -> None:
        """``length`` further samples of each signal; one that is absent is silent.

        Detection lags by one cell, which a curve's look-ahead in the following block covers.
        """
        cells = math.ceil(length / CELL)
        found = np.zeros(cells)
        silence = np.zeros(2 * _REACH, np.float32)
        for key in {*signals, *self._history}:
            block = signals.get(key)
            before = self._history.get(key, silence)
            if block is None:
                block = np.zeros(min(length, 4 * CELL), np.float32)
            padded = np.concatenate((before, block, np.zeros(-len(block) % CELL, np.float32)))
            peaks = _cell_peaks(padded, self._level)
            if peaks is not None:
                over = 20 * np.log10(np.maximum(peaks, 1e-9)) - self._ceiling
                over = np.where(over > 0, over + _MARGIN, 0.0)
                found[: len(over)] = np.maximum(found[: len(over)], over[:cells])
            tail = padded[len(padded) - 2 * _REACH :]
            if key in signals or tail.any():
                self._history[key] = tail
            else:
                self._history.pop(key, None)
        # found[0] is the last cell of the block before
        if len(self._cells) > self._release:
            self._cells[-1] = max(self._cells[-1], found[0])
        self._cells = np.concatenate((self._cells, found[1:], [0.0]))

    def curve(self, length: int) -> Samples | None:
        """The gain (n,) of the oldest ``length`` samples that have none yet; None where it is 1 throughout."""
        cells = math.ceil(length / CELL)
        here = self._cells[: self._release + cells + self._ahead + 1]
        result = None
        if here.any():
            source = np.concatenate((here, np.zeros(self._release + cells + self._ahead + 1 - len(here))))
            # For the cells -1 .. cells: one more on each side, for the edges.
            reduction = np.zeros(cells + 2)
            # The first source cell that matters to the first reduction, with the last weight of the shape, is 0.
            over = np.flatnonzero(source)
            if len(over) < len(self._shape):
                spread = np.zeros(cells + 2 + 2 * len(self._shape))
                for cell in over:
                    part = spread[cell : cell + len(self._shape)]
                    np.maximum(part, source[cell] * self._shape, out=part)
                first = len(self._shape) - 1
                reduction = spread[first : first + cells + 2]
            else:
                for index, weight in enumerate(self._shape[::-1]):
                    np.maximum(reduction, source[index : index + cells + 2] * weight, out=reduction)
            edges = np.maximum(reduction[:-1], reduction[1:])
            if edges.any():
                self.deepest = max(self.deepest, float(edges.max()))
                decibels = np.interp(np.arange(length) + 0.5, np.arange(cells + 1) * CELL, edges)
                result = (10 ** (-decibels / 20)).astype(np.float32)
                result[decibels == 0] = 1.0
        self._cells = self._cells[cells:]
        return result
