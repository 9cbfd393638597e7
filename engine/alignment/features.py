"""What of a sound is compared: smooth spectra, free of pitch, loudness, microphone and, by a warp, of the head's size.

Mel-cepstra and their slopes, each brought to mean 0 and deviation 1 over the speech of the recording. The lower
cepstra count most: between different speakers saying the same words the seventh and higher differ as much as between
different sounds (measured over eleven voices of five synthesisers), so they are nearly left out.
"""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import scipy.fft
from numpy.typing import NDArray

RATE = 24_000
HOP = 240  # samples, 10 ms
WINDOW = 600  # samples, 25 ms
N_FFT = 1024
BINS = 300  # of the spectrum that are kept, to 7 kHz: the widest warp reads no further
BLOCK = 2048  # frames that are transformed at once
BANDS, LOWEST_HZ, HIGHEST_HZ = 24, 100.0, 6000.0
CEPSTRA = 12
FADE = 3.5  # the weight of cepstrum k is exp(-k / FADE)
SLOPE_FRAMES = 4  # to either side
SLOPE_WEIGHT = 0.5
CLIP = 4.0  # deviations; a single odd frame must not decide a path
QUIET_DB = 35.0  # under the loud frames (95 %): silence

Array = NDArray[np.float32]


@dataclasses.dataclass(frozen=True, slots=True)
class Spectrum:
    """Frames of a recording, one each 10 ms, the first centred on its first sample."""

    power: Array  # [T, BINS]
    level: Array  # [T] decibels
    threshold: float  # decibels between silence and speech
    speech: NDArray[np.bool_]  # [T]

    def __len__(self) -> int:
        return len(self.level)


def analyse(samples: Array) -> Spectrum:
    """The frames of mono samples at 24 kHz. Levels are after pre-emphasis, as the ear weighs consonants."""
    lifted = np.asarray(samples, np.float32).copy()
    lifted[1:] -= np.float32(0.9) * samples[:-1]
    count = len(samples) // HOP + 1
    padded = np.pad(lifted, (WINDOW // 2, WINDOW // 2 + HOP))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:count]
    window = np.hanning(WINDOW).astype(np.float32)
    power = np.empty((count, BINS), np.float32)
    for start in range(0, count, BLOCK):
        part = scipy.fft.rfft(frames[start : start + BLOCK] * window, n=N_FFT, axis=1)[:, :BINS]
        power[start : start + BLOCK] = np.square(part.real) + np.square(part.imag)
    level = (10 * np.log10(power[:, 4:].sum(axis=1) + 1e-12)).astype(np.float32)
    loud, floor = (float(p) for p in np.percentile(level, (95, 5)))
    threshold = min(max(loud - QUIET_DB, floor + 6.0), loud - 12.0)
    return Spectrum(power, level, threshold, level > threshold)


def cepstra(spectrum: Spectrum, warp: float = 1.0) -> Array:
    """Features [T, 2 * CEPSTRA]; their Euclidean distance is how differently two frames sound.

    ``warp`` over 1 reads the spectrum of a smaller head as if it were of the common size.
    """
    bands = np.log(spectrum.power @ _mel(warp) + 1e-10)
    raw = bands @ _cosines()
    static = np.clip(_normal(raw, spectrum.speech), -CLIP, CLIP)
    padded = np.pad(static, ((SLOPE_FRAMES, SLOPE_FRAMES), (0, 0)), mode="edge")
    count = len(static)
    slope = np.zeros_like(static)
    for k in range(1, SLOPE_FRAMES + 1):
        ahead, behind = padded[SLOPE_FRAMES + k :][:count], padded[SLOPE_FRAMES - k :][:count]
        slope += k * (ahead - behind)
    slope /= np.where(spectrum.speech.any(), slope[spectrum.speech].std(axis=0), 1.0) + 1e-3
    weights = np.exp(-np.arange(CEPSTRA) / FADE)
    weights /= np.sqrt(np.mean(weights**2))
    return np.hstack([static * weights, slope * (SLOPE_WEIGHT * weights)]).astype(np.float32)


def _normal(values: Array, speech: NDArray[np.bool_]) -> Array:
    heard = values[speech] if speech.any() else values
    return np.asarray((values - heard.mean(axis=0)) / (heard.std(axis=0) + 1e-3), np.float32)


@functools.lru_cache(maxsize=16)
def _mel(warp: float) -> Array:
    """Triangles [BINS, BANDS] of equal area on the mel scale (O'Shaughnessy 1987), their frequencies times ``warp``."""
    lowest, highest = (2595.0 * np.log10(1.0 + hz / 700.0) for hz in (LOWEST_HZ, HIGHEST_HZ))
    edges = warp * 700.0 * (10.0 ** (np.linspace(lowest, highest, BANDS + 2) / 2595.0) - 1.0)
    hz = np.arange(BINS)[:, None] * (RATE / N_FFT)
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    weights = np.clip(np.minimum((hz - left) / (middle - left), (right - hz) / (right - middle)), 0.0, None)
    return np.asarray(weights / np.maximum(weights.sum(axis=0), 1e-9), np.float32)


@functools.cache
def _cosines() -> Array:
    """The cosine transform [BANDS, CEPSTRA]."""
    place = np.arange(BANDS)[:, None] + 0.5
    return np.asarray(np.cos(np.pi * place * np.arange(CEPSTRA) / BANDS) * np.sqrt(2 / BANDS), np.float32)
