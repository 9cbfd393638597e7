"""Loudness agrees with an independent meter, and true peaks with a far finer conversion."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pyloudnorm
import pytest
import soxr

from studio.audio.loudness import LoudnessMeter, measure_loudness
from studio.audio.truepeak import TruePeakMeter, true_peak


def speech(rate: int, seconds: float, seed: int = 0) -> np.ndarray:
    """Noise with the rhythm, the pauses and the uneven levels of somebody speaking."""
    noise = np.random.default_rng(seed)
    time = np.arange(int(rate * seconds)) / rate
    envelope = np.clip(np.sin(2 * np.pi * 2.3 * time) + 0.3, 0, 1) * (
        0.3 + 0.7 * (np.sin(2 * np.pi * 0.11 * time) > -0.5)
    )
    coloured = np.convolve(noise.standard_normal(len(time)), np.ones(8) / 8, "same")
    return (coloured * envelope * 0.2).astype(np.float32)


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000, 96_000])
def test_integrated_loudness_agrees_with_pyloudnorm(rate: int) -> None:
    sound = speech(rate, 12.3)
    expected = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound.astype(np.float64))
    assert measure_loudness(sound, rate) == pytest.approx(expected, abs=0.1)


def test_a_sine_has_the_loudness_that_the_standard_says() -> None:
    """BS.1770: 997 Hz at full scale in one channel is -3.01 LKFS."""
    time = np.arange(48_000 * 5) / 48_000
    assert measure_loudness(0.1 * np.sin(2 * np.pi * 997 * time), 48_000) == pytest.approx(-23.01, abs=0.02)


def test_the_loudness_range_agrees_with_pyloudnorm_on_a_long_programme() -> None:
    sound = np.concatenate([speech(48_000, 20, seed) * level for seed, level in enumerate((1, 0.3, 1.5, 0.5))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = pyloudnorm.Meter(48_000).loudness_range(sound.astype(np.float64))
    meter = LoudnessMeter(48_000)
    meter.add(sound)
    assert meter.loudness_range() == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize("rate", [11_025, 48_000])
def test_blocks_of_any_size_measure_the_same(rate: int) -> None:
    sound = speech(rate, 4.0)
    whole = measure_loudness(sound, rate)
    for size in (1_000, 4_801, 65_536):
        blocks = (sound[i : i + size] for i in range(0, len(sound), size))
        assert measure_loudness(blocks, rate) == pytest.approx(whole, abs=1e-9)


def test_announced_silence_counts_like_zeros() -> None:
    sound = speech(48_000, 3.0)
    spelled, announced = LoudnessMeter(48_000), LoudnessMeter(48_000)
    for length in (123, 4_800, 100_000):
        for meter in (spelled, announced):
            meter.add(sound)
        spelled.add(np.zeros(length))
        announced.add_silence(length)
    assert announced.integrated() == pytest.approx(spelled.integrated(), abs=1e-6)


def test_short_and_silent_programmes_have_an_answer() -> None:
    assert measure_loudness(np.zeros(0), 48_000) == -math.inf
    assert measure_loudness(np.zeros(48_000), 48_000) == -math.inf
    quarter = 0.1 * np.sin(2 * np.pi * 997 * np.arange(12_000) / 48_000)
    assert measure_loudness(quarter, 48_000) == pytest.approx(-23.0, abs=0.2)


@pytest.mark.parametrize("frequency", [997.0, 7_000.0, 12_000.0, 18_000.0])
@pytest.mark.parametrize("phase", [0.0, 0.3, math.pi / 4])
def test_true_peak_finds_what_lies_between_the_samples(frequency: float, phase: float) -> None:
    time = np.arange(9_600) / 48_000
    sound = (0.5 * np.sin(2 * np.pi * frequency * time + phase) * np.hanning(9_600)).astype(np.float32)
    fine = np.abs(soxr.resample(sound, 1, 64, quality="VHQ")).max()
    assert true_peak(sound) == pytest.approx(20 * math.log10(fine), abs=0.1)


def test_true_peak_does_not_depend_on_the_blocks() -> None:
    sound = speech(48_000, 3.0)
    for size in (100, 4_096, 50_001):
        meter = TruePeakMeter()
        for first in range(0, len(sound), size):
            meter.add(sound[first : first + size])
        assert meter.finish() == pytest.approx(true_peak(sound), abs=1e-5)
