"""A spoken piece is doubted for what this family does wrong, and only for that."""

from __future__ import annotations

import numpy as np
import pytest

from engine.backends.qwen3 import guards
from engine.backends.qwen3.guards import Budget, budget, doubts, repeats

RATE = 24_000
FRAME = 1920
TEXT = "Good morning, everyone, and welcome back."


def speech(seconds: float, fade: float = 0.2) -> np.ndarray:
    """Syllables of a buzzing voice with a soft end: nothing to doubt."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * 130 * k * time) / k for k in range(1, 25))
    wave = 0.15 * buzz * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))
    wave *= np.clip((seconds - time) / fade, 0, 1)
    return np.concatenate([wave, np.zeros(RATE // 10)]).astype(np.float32)


def codes(frames: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2048, frames)


def found(samples: np.ndarray, first: np.ndarray | None = None, *, ended: bool = True) -> list[str]:
    first = codes(len(samples) // FRAME) if first is None else first
    return [c.code for c in doubts(TEXT, budget(TEXT, "en"), first, samples, RATE, ended=ended)]


def test_sound_speech_is_not_doubted() -> None:
    assert found(speech(2.8)) == []


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
    assert 2 <= frames.shortest <= max(2, seconds * 12.5 / 2)


def test_a_piece_that_never_ends_is_doubted_in_words_a_person_understands() -> None:
    (check,) = doubts(TEXT, budget(TEXT, "en"), codes(50), speech(4.0), RATE, ended=False)
    assert check.code == "runaway"
    assert check.message == (
        "The voice did not come to an end after “Good morning, everyone, and welcome bac…”; it was stopped after 4.1 s."
    )


@pytest.mark.parametrize("period", [1, 3, 11, 25])
def test_a_phrase_over_and_over_is_a_loop(period: int) -> None:
    looped = np.concatenate([codes(20), np.resize(codes(period) + 1, max(60, 4 * period))])
    assert repeats(looped)
    assert found(speech(4.0), looped, ended=False) == ["loop"]


def test_a_held_sound_and_said_twice_are_no_loop() -> None:
    held = np.concatenate([codes(20), np.full(18, 7)])
    assert not repeats(held)
    assert not repeats(np.concatenate([codes(20), codes(20)]))
    assert not repeats(codes(400))


def test_silence_is_found_whole_and_inside() -> None:
    assert found(np.zeros(3 * RATE, np.float32)) == ["silence"]
    gap = np.concatenate([speech(1.2), np.zeros(3 * RATE, np.float32), speech(1.2)])
    assert found(gap) == ["gap"]


def test_endless_noise_is_told_from_speech_and_from_a_hiss() -> None:
    random = np.random.default_rng(1)
    noise = (0.1 * random.standard_normal(2 * RATE)).astype(np.float32)
    assert "noise" in found(np.concatenate([speech(1.0), noise, np.zeros(4800, np.float32)]))
    hiss = (0.05 * random.standard_normal(RATE // 3)).astype(np.float32)
    assert found(np.concatenate([speech(1.5), hiss, speech(1.0)])) == []


def test_a_swallowed_text_and_a_cut_end_are_doubted() -> None:
    assert found(speech(0.4)) == ["too-short"]
    whole = speech(2.8, fade=1e-6)
    assert found(whole[: round(2.8 * RATE)]) == ["cut"]


def test_the_worst_doubt_decides_between_attempts() -> None:
    def badness(*names: str) -> int:
        return guards.badness(tuple(guards.Check(code=n, message="") for n in names))

    assert badness() < badness("cut") < badness("cut", "gap") < badness("too-short") < badness("loop")
    assert badness("too-short", "gap", "cut") < badness("noise") < badness("runaway") < badness("silence")


def test_nothing_at_all_is_silence_and_no_crash() -> None:
    empty = np.zeros(0, np.float32)
    checks = doubts("Hi", Budget(2, 4.0, 30), np.zeros(0, np.int64), empty, RATE, ended=True)
    assert [c.code for c in checks] == ["silence", "too-short"]
