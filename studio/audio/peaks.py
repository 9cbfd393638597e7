"""What a waveform view draws: a pyramid of minima and maxima.

The first level covers 256 samples a pair, each further one four times as many, in int16. Any zoom finds a
level with one to four pairs a pixel column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples

BASE = 256
FACTOR = 4


@dataclass(frozen=True, slots=True)
class Peaks:
    """``levels[i]`` is (n, 2) int16, minimum and maximum of each BASE * FACTOR**i samples."""

    length: int  # samples
    levels: tuple[NDArray[np.int16], ...]


@dataclass(frozen=True, slots=True)
class SoFar:
    """The finest peaks of a take that is still coming: ``pairs`` as in a level, ``samples`` at ``rate`` have come."""

    pairs: NDArray[np.int16]
    samples: int
    rate: int


class PeakBuilder:
    """Builds the pyramid while a take streams in."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._pairs: list[NDArray[np.int16]] = []
        self._length = 0

    def add(self, block: Samples) -> None:
        self._length += len(block)
        signal = np.concatenate((self._rest, block)) if len(self._rest) else block
        whole = len(signal) // BASE * BASE
        if whole:
            self._pairs.append(_pairs(signal[:whole].reshape(-1, BASE)))
        self._rest = signal[whole:].copy()

    def so_far(self, rate: int) -> SoFar:
        """What is known now; the last pair covers what is left over. Asking often costs nothing much."""
        if len(self._pairs) > 1:
            self._pairs = [np.concatenate(self._pairs)]
        pairs = self._pairs[0] if self._pairs else np.zeros((0, 2), np.int16)
        if len(self._rest):
            pairs = np.concatenate((pairs, _pairs(self._rest.reshape(1, -1))))
        return SoFar(pairs, self._length, rate)

    def finish(self) -> Peaks:
        pairs = list(self._pairs)
        if len(self._rest):
            pairs.append(_pairs(self._rest.reshape(1, -1)))
        base = np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int16)
        return pyramid(base, self._length)


def base_peaks(samples: Samples) -> NDArray[np.int16]:
    """Only the finest level, (n, 2): what a take keeps; :func:`pyramid` makes the rest of it in no time."""
    return build_peaks(samples).levels[0]


def pyramid(base: NDArray[np.int16], length: int) -> Peaks:
    """All levels over the finest one, for a take of ``length`` samples."""
    levels = [base]
    while len(levels[-1]) > 1:
        levels.append(_coarser(levels[-1]))
    return Peaks(length, tuple(levels))


def build_peaks(samples: Samples | Iterable[Samples]) -> Peaks:
    """The pyramid of (n,) samples of full scale 1, or of blocks of them."""
    builder = PeakBuilder()
    for block in [samples] if isinstance(samples, np.ndarray) else samples:
        builder.add(block)
    return builder.finish()


def _pairs(rows: Samples) -> NDArray[np.int16]:
    both = np.stack((np.floor(rows.min(axis=1) * 32767), np.ceil(rows.max(axis=1) * 32767)), axis=1)
    return np.asarray(np.clip(both, -32768, 32767), dtype=np.int16)


def _coarser(pairs: NDArray[np.int16]) -> NDArray[np.int16]:
    starts = np.arange(0, len(pairs), FACTOR)
    return np.stack((np.minimum.reduceat(pairs[:, 0], starts), np.maximum.reduceat(pairs[:, 1], starts)), axis=1)
