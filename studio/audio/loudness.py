"""How loud a programme is: ITU-R BS.1770-4 integrated loudness, EBU Tech 3342 range, true peak.

Streaming, with memory for one number per 100 ms. The K-weighting is the two biquads of BS.1770-4 with
their analogue parameters, so that any sample rate gives the curve of the standard's 48 kHz table
(B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 145, 2018; the
numbers are those of libebur128).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples

ABSOLUTE_GATE = -70.0  # LUFS
RELATIVE_GATE = -10.0  # LU below the loudness of what passed the absolute gate
RANGE_GATE = -20.0  # LU, for the loudness range
_OFFSET = -0.691  # dB, BS.1770-4 equation 2
_TAIL = 0.2  # seconds until the weighting filter has died away (its slowest pole: 4 ms)


def k_weighting(rate: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Numerator and denominator of the two stages as one filter of fourth order."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q = 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    norm = 1 + k / q + k * k
    shelf_b = [(high + band * k / q + k * k) / norm, 2 * (k * k - high) / norm, (high - band * k / q + k * k) / norm]
    shelf_a = [1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm]
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    norm = 1 + k / q + k * k
    pass_a = [1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm]
    return np.convolve(shelf_b, [1.0, -2.0, 1.0]), np.convolve(shelf_a, pass_a)


class LoudnessMeter:
    """Feed it blocks of one channel; ask at any time. Loudness in LUFS, -inf for silence."""

    def __init__(self, rate: int) -> None:
        from scipy.signal import lfilter  # a third of a second to import: only who measures pays

        self._filter = lfilter
        self.rate = rate
        self._b, self._a = k_weighting(rate)
        self._state = np.zeros(4)
        self._quiet = True  # the filter has died away
        self._position = 0  # samples seen
        self._open = 0.0  # energy of the 100 ms that is not complete
        self._energies: list[float] = []  # of each complete 100 ms

    def _boundary(self, index: int) -> int:
        return (2 * index * self.rate + 10) // 20

    def add(self, block: NDArray[np.floating]) -> None:
        """(n,) samples, full scale 1."""
        if not len(block):
            return
        weighted, self._state = self._filter(self._b, self._a, block.astype(np.float64), zi=self._state)
        self._quiet = False
        self._collect(weighted * weighted)

    def add_silence(self, length: int) -> None:
        """``length`` zeros, almost free."""
        if not self._quiet:
            tail = min(length, int(_TAIL * self.rate))
            self.add(np.zeros(tail))
            length -= tail
            if length or tail == int(_TAIL * self.rate):
                self._state = np.zeros(4)
                self._quiet = True
        end = self._position + length
        while (boundary := self._boundary(len(self._energies) + 1)) <= end:
            self._energies.append(self._open)
            self._open = 0.0
            self._position = boundary
        self._position = end

    def _collect(self, squares: NDArray[np.float64]) -> None:
        first = len(self._energies) + 1
        end = self._position + len(squares)
        cuts: list[int] = []
        while (boundary := self._boundary(first + len(cuts))) <= end:
            cuts.append(boundary - self._position)
        starts = [0, *cuts]
        if starts[-1] == len(squares):
            starts.pop()
        sums = np.add.reduceat(squares, starts)
        for index, _ in enumerate(cuts):
            self._energies.append(float(sums[index]) + (self._open if index == 0 else 0.0))
        if cuts:
            self._open = float(sums[len(cuts)]) if len(starts) > len(cuts) else 0.0
        else:
            self._open += float(sums[0])
        self._position = end

    def _windows(self, hops: int) -> NDArray[np.float64]:
        """Mean square of every ``hops`` x 100 ms, each 100 ms later."""
        energies = np.asarray(self._energies)
        if len(energies) < hops:
            return np.zeros(0)
        sums = np.cumsum(np.concatenate(([0.0], energies)))
        return np.asarray(np.maximum(0.0, (sums[hops:] - sums[:-hops]) / (hops * self.rate / 10)))

    def integrated(self) -> float:
        """LUFS with both gates. A programme under 400 ms, which the standard does not know, is one window."""
        windows = self._windows(4)
        if not len(windows):
            total = sum(self._energies) + self._open
            return _lufs(total / self._position) if self._position else -math.inf
        return _gated(windows, RELATIVE_GATE)

    def loudest(self, seconds: float) -> float:
        """LUFS of the loudest window: 0.4 s is EBU Tech 3341's momentary loudness, 3 s its short-term loudness."""
        windows = self._windows(round(seconds * 10))
        return _lufs(float(windows.max())) if len(windows) else -math.inf

    def loudness_range(self) -> float:
        """LU between the 10th and the 95th percentile of the 3 s windows (EBU Tech 3342); 0 if too short."""
        windows = self._windows(30)
        windows = windows[windows > _power(ABSOLUTE_GATE)]
        if not len(windows):
            return 0.0
        windows = windows[windows > windows.mean() * 10 ** (RANGE_GATE / 10)]
        low, high = np.percentile(10 * np.log10(windows), (10, 95))
        return float(high - low)


def _lufs(power: float) -> float:
    return _OFFSET + 10 * math.log10(power) if power > 0 else -math.inf


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _gated(windows: NDArray[np.float64], relative: float) -> float:
    loud = windows[windows > _power(ABSOLUTE_GATE)]
    if not len(loud):
        return -math.inf
    return _lufs(float(loud[loud > loud.mean() * 10 ** (relative / 10)].mean()))


def measure_loudness(samples: NDArray[np.floating] | Iterable[Samples], rate: int) -> float:
    """Integrated loudness in LUFS of one channel, whole or in blocks."""
    meter = LoudnessMeter(rate)
    for block in [samples] if isinstance(samples, np.ndarray) else samples:
        meter.add(block)
    return meter.integrated()
