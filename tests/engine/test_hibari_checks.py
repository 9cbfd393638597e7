"""Doubtful audio is noticed by its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from engine.quality import Listener

RATE = 24_000


def codes(samples: np.ndarray, **known: float) -> list[str]:
    listener = Listener(RATE)
    for start in range(0, len(samples), 7001):
        listener.feed(samples[start : start + 7001].astype(np.float32))
    asked = {"phonemes": 30, **known}
    return [c.code for c in listener.checks(**asked)]


def tone(seconds: float, level: float = 0.1) -> np.ndarray:
    return level * np.sin(np.arange(int(seconds * RATE)) * 0.05)


def test_ordinary_speech_is_not_doubted() -> None:
    assert codes(np.concatenate([tone(1.5), np.zeros(RATE // 2), tone(1)])) == []


@pytest.mark.parametrize(
    ("samples", "known", "code"),
    [
        (np.zeros(2 * RATE), {}, "silence"),
        (tone(30), {}, "runaway"),
        (tone(30), {"phonemes": 3}, "runaway"),
        (tone(0.3), {}, "too-short"),
        (np.concatenate([tone(1), np.zeros(2 * RATE), tone(1)]), {}, "gap"),
        (tone(2, 1.0), {}, "clipping"),
        (tone(2), {"limited": 9.0}, "limited"),
        (tone(2, 0.002), {}, "level"),
        (np.append(tone(2), np.nan), {}, "broken"),
    ],
)
def test_what_is_odd_is_named(samples: np.ndarray, known: dict[str, float], code: str) -> None:
    assert code in codes(samples, **known)


def test_what_the_limiter_did_is_said_with_what_to_do_about_it() -> None:
    listener = Listener(RATE)
    listener.feed(tone(2).astype(np.float32))
    assert listener.checks(phonemes=30, limited=5.5) == ()
    (check,) = listener.checks(phonemes=30, limited=9.0)
    assert "lower the volume of this line by 5 dB" in check.message


def test_what_was_asked_for_is_not_odd() -> None:
    paused = np.concatenate([tone(1), np.zeros(3 * RATE), tone(1)])
    assert codes(paused, wanted_silence=3.0) == []
    assert codes(tone(2, 0.003), gain=-30.0) == []
    assert codes(tone(5), speed=0.5, phonemes=20) == []
