"""The limiter keeps every peak under its ceiling and leaves alone what is under it already."""

from __future__ import annotations

import math

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.truepeak import Limiter


def limited(signals: list[np.ndarray], ceiling: float, block: int = 4_096, rate: int = 48_000) -> list[np.ndarray]:
    limiter = Limiter(rate, ceiling)
    length = len(signals[0])
    curves = []
    held: list[int] = []
    for first in range(0, length, block):
        size = min(block, length - first)
        limiter.detect({str(i): s[first : first + size] for i, s in enumerate(signals)}, size)
        held.append(size)
        if len(held) > 1:
            curves.append((held[0], limiter.curve(held.pop(0))))
    limiter.detect({}, 64)
    curves += [(size, limiter.curve(size)) for size in held]
    gain = np.concatenate([np.ones(size, np.float32) if curve is None else curve for size, curve in curves])
    return [signal * gain for signal in signals]


def peak(sound: np.ndarray) -> float:
    return 20 * math.log10(np.abs(soxr.resample(sound, 1, 16, quality="VHQ")).max())


def burst(length: int, at: int, level: float, width: int = 600) -> np.ndarray:
    sound = (0.1 * np.sin(np.arange(length) * 0.05)).astype(np.float32)
    sound[at : at + width] += (level * np.sin(np.arange(width) * 0.9) * np.hanning(width)).astype(np.float32)
    return sound


def test_what_is_under_the_ceiling_is_bit_identical() -> None:
    sound = burst(40_000, 20_000, 1.5)
    (made,) = limited([sound], -1.0)
    changed = np.flatnonzero(made != sound)
    assert changed.min() > 20_000 - 0.006 * 48_000
    assert changed.max() < 20_600 + 0.082 * 48_000
    quiet = burst(40_000, 20_000, 0.5)
    assert np.array_equal(limited([quiet], -1.0)[0], quiet)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 20_000), st.floats(0.5, 12), st.floats(-12, -0.1), st.sampled_from([4_096, 8_192, 65_536]),
    st.integers(20, 3_000), st.integers(1_000, 25_000),
)  # fmt: skip
def test_no_peak_comes_over_the_ceiling(
    at: int, level: float, ceiling: float, block: int, width: int, length: int
) -> None:
    sound = burst(max(length, at + width), at, level, width)
    (made,) = limited([sound], ceiling, block)
    assert peak(made) <= ceiling + 0.05


def test_the_gain_is_the_same_wherever_a_block_begins() -> None:
    sound = burst(90_000, 65_400, 3.0) + burst(90_000, 30_000, 2.0)
    reference = limited([sound], -3.0, 90_000)[0]
    for block in (4_096, 16_384, 65_536):
        assert np.array_equal(limited([sound], -3.0, block)[0], reference)


def test_signals_share_one_gain_so_their_sum_is_kept() -> None:
    one, two = burst(40_000, 10_000, 0.9), burst(40_000, 10_100, 0.9)
    mix, *stems = limited([one + two, one, two], -1.0)
    assert peak(mix) <= -0.95
    assert np.allclose(stems[0] + stems[1], mix, atol=1e-6)


def test_the_gain_never_jumps() -> None:
    sound = burst(40_000, 20_000, 4.0)
    (made,) = limited([sound], -1.0)
    loud = np.abs(sound) > 1e-3
    gain = made[loud] / sound[loud]
    assert np.abs(np.diff(gain)).max() < 0.02


@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
def test_every_rate_is_limited(rate: int) -> None:
    assert peak(limited([burst(60_000, 20_000, 3.0)], -1.0, rate=rate, block=65_536)[0]) <= -0.95
