"""What is told from inside the model: how many frames a text may take, and codes that repeat themselves."""

from __future__ import annotations

import numpy as np
import pytest

from engine.backends.qwen3.guards import budget, repeats

TEXT = "Good morning, everyone, and welcome back."


def codes(frames: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2048, frames)


@pytest.mark.parametrize(
    ("text", "language", "seconds"),
    [("No!", "en", 0.25), ("Hm.", "de", 0.3), (TEXT, "en", 2.8), ("今天天气很好，我们去公园吧。", "zh", 2.8)],
)
def test_a_budget_leaves_room_for_the_slowest_reading_and_stops_noise_soon(
    text: str, language: str, seconds: float
) -> None:
    frames = budget(text, language)
    assert frames.longest >= 3 * seconds * 12.5
    assert frames.longest <= (6 * seconds + 2) * 12.5
    assert 1 < frames.expected < frames.longest


@pytest.mark.parametrize("period", [1, 3, 11, 25])
def test_a_phrase_over_and_over_is_a_loop_also_when_single_codes_differ(period: int) -> None:
    looped = np.concatenate([codes(20), np.resize(codes(period) + 1, max(60, 4 * period))])
    assert repeats(looped)
    looped[30::25] = 5
    assert repeats(looped)


def test_a_held_sound_a_pause_and_said_twice_are_no_loop() -> None:
    held = np.concatenate([codes(20), np.full(18, 7)])  # 1.4 s of one vowel
    assert not repeats(held)
    assert not repeats(np.concatenate([held, np.full(10, 9)]))
    assert not repeats(np.concatenate([codes(20), codes(20)]))
    assert not repeats(codes(400))
