"""A voice's timbre as the change it makes to the model's last matrix: where each bin reads, what is added."""

from __future__ import annotations

import numpy as np

from engine.backends.hibari.model import BINS, RATE, Array
from engine.backends.hibari.parameters import VoiceParameters

BIN_HZ = RATE / 2 / (BINS - 1)
HZ = np.arange(BINS) * BIN_HZ
DECIBEL = np.log(10.0) / 20.0  # one decibel as a natural logarithm of amplitude
EQ_HZ = (150.0, 350.0, 700.0, 1200.0, 2000.0, 3000.0, 4500.0, 7500.0)
MOUTH_HZ = 2000.0
# The model never heard a fundamental much under 130 Hz, so what it says of those bins means nothing. For a deep voice
# they read the bin at 130 Hz, or its fundamental would be missing or out of phase.
DEEP, TRAINED_HZ = -3.0, 130.0


def octaves() -> Array:
    """[601], -0.5 at 200 Hz and below, 0.5 at 8 kHz and above, straight over the logarithm between."""
    place = np.log(np.clip(HZ, 200.0, 8000.0) / 200.0) / np.log(40.0)
    return np.asarray(place - 0.5, np.float32)


TILT = (octaves() * DECIBEL).astype(np.float32)  # times decibels, gives log gain
# Breath noise is strongest where the harmonics have thinned out (Klatt and Klatt 1990): over about 1.5 kHz.
ASPIRATION = (1.0 / (1.0 + (1200.0 / np.maximum(HZ, 1.0)) ** 2)).astype(np.float32)


def positions(voice: VoiceParameters, formant: float = 1.0) -> Array | None:
    """The trained bin that each bin reads, [601] fractional, or None when nothing is warped.

    A formant at f appears at ``formant * f``, over 2 kHz at ``formant * formant_high * f``, with a gradual change
    between 1.2 and 2.8 kHz.
    """
    base = voice.formant * formant
    deep = voice.pitch < DEEP
    if abs(base - 1.0) < 1e-3 and abs(voice.formant_high - 1.0) < 1e-3 and not deep:
        return None
    rise = np.clip((HZ - MOUTH_HZ * 0.6) / (MOUTH_HZ * 0.8), 0.0, 1.0)
    factor = base * voice.formant_high**rise
    slope = np.gradient(HZ / factor)  # kept rising, so that no formant is read twice
    read = np.concatenate([[0.0], np.cumsum(np.maximum(slope[1:], 0.2 * BIN_HZ))])
    lowest = TRAINED_HZ if deep else 0.0
    return np.asarray(np.clip(read / BIN_HZ, lowest / BIN_HZ, BINS - 1.0), np.float32)


def equaliser(voice: VoiceParameters) -> Array | None:
    """Log gain added to harmonics, noise and free branch, [601], or None when the voice is not coloured."""
    gains = np.array([getattr(voice, f"eq_{int(hz)}") for hz in EQ_HZ])
    if not gains.any() and voice.tilt == 0:
        return None
    curve = np.interp(np.log(np.maximum(HZ, 60.0)), np.log(EQ_HZ), gains)
    kernel = np.hanning(25)
    smooth = np.convolve(np.pad(curve, 12, mode="edge"), kernel / kernel.sum(), mode="valid")
    return np.asarray(smooth * DECIBEL + voice.tilt * TILT, np.float32)


def bias(voice: VoiceParameters) -> Array | None:
    """What is added to the head's output, [5, 601], or None."""
    curve = equaliser(voice)
    if curve is None:
        return None
    added = np.zeros((5, BINS), np.float32)
    added[[0, 2, 3]] = curve
    return added
