"""What can be told of a recording of speech without understanding it: where it speaks, noise, clipping, bandwidth.

Levels are in dB of full scale and of frames of 20 ms. Nothing here knows what the numbers are good for;
:mod:`studio.audio.reference` does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples

FRAME = 0.02  # seconds
SILENCE = -70.0  # dB: below this a frame is silent, whatever else there is
_REACH = 38.0  # dB below the loudest speech that a frame may be and still be speech
_ABOVE_NOISE = 6.0  # dB
_LOUDEST, _QUIETEST = 95.0, 5.0  # percentiles
_BRIDGED = 0.2  # seconds without speech that are no pause
_FLAT = 2e-4  # of the peak: how level the top of a clipped wave is, which 12 bits still are
_RUN = 4  # samples: a clean wave has at most three at its very top
_BAND = 250.0  # Hz
_FLOOR = 62.0  # dB below the whole: where a band is empty; the weakest fricatives stay 10 dB above that


def frame_levels(samples: Samples, rate: int) -> NDArray[np.float64]:
    """Level of every whole 20 ms; -150 for nothing at all. A sound shorter than that is one frame."""
    step = min(round(FRAME * rate), max(1, len(samples)))
    whole = len(samples) // step
    if not whole:
        return np.zeros(0)
    power = (samples[: whole * step].reshape(whole, step).astype(np.float64) ** 2).mean(axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 1e-15)))


def noise_level(levels: NDArray[np.float64]) -> float:
    """The level of the quietest twentieth of the frames: between words even a quick speaker is silent so long."""
    return float(np.percentile(levels, _QUIETEST)) if len(levels) else -150.0


def speech_level(levels: NDArray[np.float64]) -> float:
    """The mean power of the frames that speak, in dB."""
    active = levels[active_frames(levels)]
    return float(10 * np.log10(np.mean(10 ** (active / 10)))) if len(active) else -150.0


def active_frames(levels: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which frames speak: near the loudest ones and above the noise, however loud that is."""
    if not len(levels):
        return np.zeros(0, np.bool_)
    loudest = float(np.percentile(levels, _LOUDEST))
    threshold = max(loudest - _REACH, min(noise_level(levels) + _ABOVE_NOISE, loudest - 3.0), SILENCE)
    return np.asarray(levels > threshold)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Stretches of speech between pauses, in frames: the end is the first frame that does not speak."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, active: NDArray[np.bool_]) -> Pieces:
        """Speech with gaps of up to 0.2 s in it counts as one piece."""
        spoken = np.flatnonzero(active)
        if not len(spoken):
            return cls((), ())
        breaks = np.flatnonzero(np.diff(spoken) > round(_BRIDGED / FRAME))
        starts = spoken[np.concatenate(([0], breaks + 1))]
        ends = spoken[np.concatenate((breaks, [len(spoken) - 1]))] + 1
        return cls(tuple(map(int, starts)), tuple(map(int, ends)))


@dataclass(frozen=True, slots=True)
class Runs:
    """Where a wave stands still at its highest or lowest value: first samples and lengths."""

    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]

    @property
    def count(self) -> int:
        return len(self.starts)

    @property
    def longest(self) -> int:
        return int(self.lengths.max()) if len(self.lengths) else 0

    def frames(self, count: int, step: int) -> NDArray[np.float64]:
        """1 for each of ``count`` frames of ``step`` samples in which a run begins."""
        made = np.zeros(count)
        made[np.minimum(self.starts // step, count - 1)] = 1.0
        return made


def clipped_runs(samples: Samples) -> Runs:
    """Runs of four and more samples at the highest or at the lowest value that occurs: a top that was cut off.

    Where the level was changed after the cut the top is no longer full scale, but it is still flat.
    """
    starts, lengths = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for sign in (1.0, -1.0):
        peak = float((sign * samples).max()) if len(samples) else 0.0
        if peak < 1e-3:
            continue
        at_top = np.concatenate(([False], sign * samples >= peak * (1 - _FLAT) - 1e-6, [False]))
        edges = np.flatnonzero(np.diff(at_top.astype(np.int8)))
        first, length = edges[::2], edges[1::2] - edges[::2]
        starts.append(first[length >= _RUN])
        lengths.append(length[length >= _RUN])
    return Runs(np.concatenate(starts), np.concatenate(lengths))


def bandwidth(samples: Samples, rate: int) -> float:
    """The highest frequency in Hz at which the frames that speak still hold something; 0 for silence.

    The mean spectrum of windows of 40 ms in bands of 250 Hz. What lies 62 dB below the whole is taken for nothing.
    """
    window = round(0.04 * rate)
    if len(samples) < window:
        return 0.0
    frames = np.lib.stride_tricks.sliding_window_view(samples, window)[:: window // 2]
    levels = 10 * np.log10(np.maximum((frames.astype(np.float64) ** 2).mean(axis=1), 1e-15))
    spoken = frames[active_frames(levels)]
    if not len(spoken):
        return 0.0
    power = np.zeros(window // 2 + 1)
    shape = np.hanning(window)
    for first in range(0, len(spoken), 256):
        power += (np.abs(np.fft.rfft(spoken[first : first + 256] * shape)) ** 2).sum(axis=0)
    bin_width = rate / window
    per_band = max(1, round(_BAND / bin_width))
    whole = len(power) // per_band
    bands = 10 * np.log10(np.maximum(power[: whole * per_band].reshape(whole, per_band).sum(axis=1), 1e-30))
    total = 10 * math.log10(max(float(power.sum()), 1e-30))
    full = np.flatnonzero(bands > total - _FLOOR)
    return float((full[-1] + 1) * per_band * bin_width) if len(full) else 0.0
