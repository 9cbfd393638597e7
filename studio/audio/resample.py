"""The one conversion of sample rates, with soxr at its high quality (20 bit, pass band to 0.91 Nyquist).

Engines speak at 24 kHz, programmes are at 48 kHz. A take is converted once, on its way into the mix;
nothing else in the studio resamples. In blocks or whole, the samples are the same.
"""

from __future__ import annotations

import numpy as np
import soxr

from studio.audio.files import Samples

QUALITY = "HQ"


def resample(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """``samples`` (n,) at another rate: round(n * to_rate / from_rate) of them, in time with the original."""
    if from_rate == to_rate:
        return samples
    return np.asarray(soxr.resample(samples, from_rate, to_rate, quality=QUALITY), dtype=np.float32)


class StreamResampler:
    """The same, block by block, with constant memory."""

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._stream = soxr.ResampleStream(from_rate, to_rate, 1, dtype="float32", quality=QUALITY)

    def push(self, samples: Samples, *, last: bool = False) -> Samples:
        """What can be given after these samples; everything that remains with ``last``."""
        return np.asarray(self._stream.resample_chunk(np.ascontiguousarray(samples), last=last), dtype=np.float32)
