"""How loud what plays is: measured from copies of the blocks, never in the audio callback.

The momentary loudness is that of EBU Tech 3341: the last 400 ms, K-weighted, renewed every 100 ms. The weighting is
applied to the power spectrum of each 100 ms, which needs no filter state and is within 0.1 LU of the filter.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples, read_audio
from studio.audio.loudness import k_weighting
from studio.audio.truepeak import TruePeakMeter

WINDOWS = 4  # of 100 ms: momentary
_OFFSET = -0.691  # dB, BS.1770-4 equation 2


@dataclass(frozen=True, slots=True)
class Reading:
    """``momentary`` in LUFS; ``peak`` of the last 100 ms in dBFS; ``true_peak`` since the reset in dBTP."""

    momentary: float = -math.inf
    peak: float = -math.inf
    true_peak: float = -math.inf


class Meter:
    """Blocks go in from the audio thread; :meth:`read` measures what has come since."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._hop = rate // 10
        self._blocks: deque[Samples] = deque(maxlen=256)
        self._rest = np.zeros(0, np.float32)
        self._powers: deque[float] = deque(maxlen=WINDOWS)
        self._weights = _weights(rate, self._hop)
        self._true = TruePeakMeter()
        self._peak = 0.0

    def put(self, block: Samples) -> None:
        """Keep a block for later. All that happens in the audio callback."""
        self._blocks.append(block)

    def read(self) -> Reading:
        blocks = []
        while self._blocks:
            blocks.append(self._blocks.popleft())
        if blocks:
            signal = np.concatenate((self._rest, *blocks))
            self._true.add(np.concatenate(blocks))
            while len(signal) >= self._hop:
                self._measure(signal[: self._hop])
                signal = signal[self._hop :]
            self._rest = signal
        mean = sum(self._powers) / WINDOWS
        return Reading(
            momentary=_OFFSET + 10 * math.log10(mean) if mean > 1e-10 else -math.inf,
            peak=_decibels(self._peak),
            true_peak=_decibels(self._true.peak),
        )

    def fall(self) -> None:
        """Nothing plays: what was measured passes."""
        self._powers.append(0.0)
        self._peak = 0.0

    def reset(self) -> None:
        """Forget the highest peak."""
        self._true = TruePeakMeter()

    def _measure(self, part: Samples) -> None:
        spectrum = np.abs(np.fft.rfft(part)) ** 2
        self._powers.append(float(spectrum @ self._weights))
        self._peak = float(np.abs(part).max())


class TrackMeters:
    """The level of each track as a needle shows it: up at once, down by 20 dB in 1.7 s (IEC 60268-10, type I)."""

    FALL = 20 / 1.7  # decibels a second
    LOWEST = -60.0

    def __init__(self) -> None:
        self._levels: dict[str, float] = {}  # dBFS

    def put(self, peaks: Mapping[str, float], seconds: float) -> Mapping[str, float]:
        """``peaks`` (full scale 1) of the ``seconds`` since the last call; gives every track's level in dBFS.

        A track that has fallen below :attr:`LOWEST` is left out.
        """
        fallen = {track: level - self.FALL * seconds for track, level in self._levels.items()}
        for track, peak in peaks.items():
            fallen[track] = max(fallen.get(track, -math.inf), _decibels(peak))
        self._levels = {track: level for track, level in fallen.items() if level > self.LOWEST}
        return self._levels


def _weights(rate: int, length: int) -> NDArray[np.float64]:
    """What each line of a power spectrum adds to the K-weighted mean square."""
    b, a = k_weighting(rate)
    z = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    response = np.abs(np.polyval(b[::-1], z) / np.polyval(a[::-1], z)) ** 2
    response[1:] *= 2  # the other half of the spectrum
    if length % 2 == 0:
        response[-1] /= 2
    return np.asarray(response / length**2)


def _decibels(level: float) -> float:
    return 20 * math.log10(level) if level > 0 else -math.inf


def speech_level(path: Path) -> float:
    """Root mean square of where a take speaks, full scale 1: pauses do not make it quieter. 0 for silence."""
    samples, rate = read_audio(path)
    frame = rate // 50
    whole = len(samples) // frame * frame
    if not whole:
        return 0.0
    powers = (samples[:whole].reshape(-1, frame).astype(np.float64) ** 2).mean(axis=1)
    loud = powers[powers > powers.max() * 10 ** (-30 / 10)]
    return math.sqrt(float(loud.mean())) if len(loud) and powers.max() > 0 else 0.0


def match(level: float, reference: float) -> float:
    """The gain that brings ``level`` to ``reference``, within 12 dB; 1 where one of them is silent."""
    if level <= 0 or reference <= 0:
        return 1.0
    return min(4.0, max(0.25, reference / level))
