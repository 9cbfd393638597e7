"""What is drawn covers what sounds, and fades keep the power."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.fades import equal_power, fade, gain_of
from studio.audio.peaks import BASE, FACTOR, PeakBuilder, base_peaks, build_peaks, pyramid
from studio.audio.resample import StreamResampler, resample


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300_000), st.integers(100, 70_000), st.integers(0, 2**31))
def test_every_level_covers_the_samples_under_it(length: int, block: int, seed: int) -> None:
    sound = (np.random.default_rng(seed).uniform(-1, 1, length)).astype(np.float32)
    builder = PeakBuilder()
    for first in range(0, length, block):
        builder.add(sound[first : first + block])
    peaks = builder.finish()
    assert peaks.length == length
    for index, level in enumerate(peaks.levels):
        span = BASE * FACTOR**index
        assert len(level) == -(-length // span)
        for pair, first in zip(level[:20], range(0, length, span), strict=False):
            part = sound[first : first + span] * 32_767
            assert pair[0] <= part.min() < pair[0] + 1.01
            assert pair[1] - 1.01 < part.max() <= pair[1]


def test_a_take_keeps_the_finest_level_and_the_rest_comes_from_it() -> None:
    sound = np.sin(np.arange(100_001)).astype(np.float32)
    made = pyramid(base_peaks(sound), len(sound))
    whole = build_peaks(sound)
    assert all(np.array_equal(a, b) for a, b in zip(made.levels, whole.levels, strict=True))


def test_equal_power_is_equal() -> None:
    rising = equal_power(480)
    assert np.allclose(rising**2 + rising[::-1] ** 2, 1)
    assert gain_of(0) == 1.0


def test_a_fade_is_the_same_in_any_blocks() -> None:
    whole = np.ones(1_000, np.float32)
    fade(whole, 0, 1_000, 144, 144)
    parts = []
    for first in range(0, 1_000, 77):
        part = np.ones(min(77, 1_000 - first), np.float32)
        fade(part, first, 1_000, 144, 144)
        parts.append(part)
    assert np.array_equal(np.concatenate(parts), whole)
    assert whole[0] < 0.01
    assert whole[-1] < 0.01
    assert (whole[144:-144] == 1).all()


def test_a_conversion_in_blocks_is_the_conversion() -> None:
    sound = np.random.default_rng(0).standard_normal(30_011).astype(np.float32) * 0.1
    for rate in (24_000, 22_050, 44_100):
        whole = resample(sound, rate, 48_000)
        assert len(whole) == round(len(sound) * 48_000 / rate)
        blocks = (sound[i : i + 1_001] for i in range(0, len(sound), 1_001))
        stream = StreamResampler(rate, 48_000)
        parts = [stream.push(block) for block in blocks]
        parts.append(stream.push(np.zeros(0, np.float32), last=True))
        assert np.array_equal(np.concatenate(parts), whole)
    assert resample(sound, 48_000, 48_000) is sound
