"""A spoken piece is doubted for what these models do wrong, and only for that.

Sound that only has to be a voice is a buzz of syllables; where words count the embedded voice says them.
"""

from __future__ import annotations

import functools

import numpy as np
import pytest

from engine.backends.hibari.backend import Backend
from engine.delivery.judge import Verdict, badness, doubts, judge
from engine.delivery.level import RATE
from engine.delivery.reading import Reading, aside, joined
from engine.delivery.spans import Speech, spans
from engine.protocol import Check, Controls, Pause, Result, Segment, Sound, SpeechRequest, Text, VoiceSpec

VOICE = VoiceSpec(engine="hibari")
LINE = "Good morning, everyone, and welcome back."
EXPECTED = 2.8  # seconds


def voice(seconds: float, fade: float = 0.2) -> np.ndarray:
    """Syllables of a buzzing voice that wanders, with a soft end: nothing to doubt."""
    time = np.arange(round(seconds * RATE)) / RATE
    phase = np.cumsum(130 + 25 * np.sin(2 * np.pi * 0.7 * time)) / RATE
    tilt = 1.2 + 0.5 * np.sin(2 * np.pi * 1.3 * time + time**2)
    buzz = sum(np.sin(2 * np.pi * k * phase) / k**tilt for k in range(1, 25))
    wave = 0.15 * buzz * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))
    wave *= np.clip((seconds - time) / fade, 0, 1)
    return np.concatenate([wave, np.zeros(RATE // 10)]).astype(np.float32)


def found(samples: np.ndarray, *, ended: bool = True) -> list[str]:
    return doubts(samples, EXPECTED, ended=ended)


@functools.cache
def spoken(text: str) -> np.ndarray:
    request = SpeechRequest(segments=(Text(text=text),), voice=VOICE)
    parts = [p for p in Backend().speak(request, lambda: False) if not isinstance(p, Result)]
    return np.concatenate([*parts, np.zeros(RATE // 5, np.float32)])


def verdict(samples: np.ndarray, *segments: Segment, rate: int = RATE) -> Verdict:
    """On the only piece of a line."""
    request = SpeechRequest(segments=segments, voice=VOICE)
    (piece,) = [span for span in spans(request) if isinstance(span, Speech)]
    return judge(samples, rate, piece, request)


def codes(judged: Verdict) -> list[str]:
    return [check.code for check in judged.checks]


# --- the sound ------------------------------------------------------------------------------------


def test_sound_speech_is_not_doubted() -> None:
    assert found(voice(2.8)) == []


def test_silence_is_found_whole_and_inside() -> None:
    assert found(np.zeros(3 * RATE, np.float32)) == ["silence"]
    assert found(np.zeros(0, np.float32)) == ["silence"]
    gap = np.concatenate([voice(1.2), np.zeros(3 * RATE, np.float32), voice(1.2)])
    assert found(gap) == ["gap"]


def test_endless_noise_is_told_from_speech_and_from_a_hiss() -> None:
    random = np.random.default_rng(1)
    noise = (0.1 * random.standard_normal(2 * RATE)).astype(np.float32)
    assert "noise" in found(np.concatenate([voice(1.0), noise, np.zeros(4800, np.float32)]))
    hiss = (0.05 * random.standard_normal(RATE // 3)).astype(np.float32)
    assert found(np.concatenate([voice(1.5), hiss, voice(1.0)])) == []


def test_a_swallowed_text_a_cut_end_and_a_drawl_are_doubted() -> None:
    assert found(voice(0.4)) == ["too-short"]
    assert found(voice(2.8, fade=1e-6)[: round(2.8 * RATE)]) == ["cut"]
    assert found(voice(12.0)) == ["runaway"]
    assert found(voice(2.8), ended=False) == ["runaway"]


@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0])
def test_a_segment_over_and_over_and_a_held_sound_are_a_loop(seconds: float) -> None:
    line = spoken(LINE)
    segment = line[RATE // 2 : RATE // 2 + round(seconds * RATE)]
    times = round(3 / seconds) + 1
    looped = np.concatenate([line[: RATE // 2], np.tile(segment, times), line[RATE // 2 :]])
    assert "loop" in found(looped)
    held = 0.1 * np.sin(2 * np.pi * 220 * np.arange(3 * RATE) / RATE).astype(np.float32)
    assert "loop" in found(np.concatenate([line, held]))


# --- the words ------------------------------------------------------------------------------------


def test_a_line_that_says_its_text_is_not_doubted_and_its_words_have_places() -> None:
    judged = verdict(spoken(LINE), Text(text=LINE))
    assert judged.checks == ()
    assert [LINE[w.offset : w.offset + len(w.text)] for w in judged.words] == [w.text for w in judged.words]
    twice = verdict(np.repeat(spoken(LINE), 2), Text(text=LINE), rate=2 * RATE)
    assert [w.start for w in twice.words] == pytest.approx([2 * w.start for w in judged.words], abs=RATE // 20)


def test_other_words_a_lost_ending_and_a_sentence_said_twice_are_doubted() -> None:
    line = spoken(LINE)
    assert codes(verdict(spoken("The price of oil went up again this week."), Text(text=LINE)))
    assert codes(verdict(line[: len(line) // 2], Text(text=LINE)))
    assert codes(verdict(np.concatenate([line, line]), Text(text=LINE))) == ["extra-speech"]


def test_a_bark_is_not_judged_by_its_words_alone_but_by_its_sound() -> None:
    other = spoken("Go!")
    assert codes(verdict(other, Text(text="Hm."))) == []
    assert codes(verdict(np.zeros(RATE, np.float32), Text(text="Hm."))) == ["silence"]
    assert "runaway" in codes(verdict(voice(6.0), Text(text="Hm.")))


@pytest.mark.parametrize("before", [True, False])
def test_a_sound_that_is_read_as_words_is_not_other_speech(before: bool) -> None:
    """A remote or local model is given "Haha!" for [laugh]: it is to be heard, though no word of the line."""
    laugh, words = Sound(name="laugh"), Text(text=LINE)
    heard = spoken(f"Haha! {LINE}" if before else f"{LINE} Haha!")
    request = SpeechRequest(segments=(laugh, words) if before else (words, laugh), voice=VOICE)
    piece = Speech(reading=_read_with(laugh=before), language="en", voice=VOICE, controls=Controls())
    assert codes(judge(heard, RATE, piece, request)) == []
    assert codes(judge(heard, RATE, _plain(), SpeechRequest(segments=(words,), voice=VOICE))) == ["extra-speech"]


def test_a_pause_and_a_respelling_no_one_can_read_cost_no_more_than_the_word_times() -> None:
    unreadable = Text(text="Ω", say="Ωψ")
    judged = verdict(voice(0.5), unreadable, Pause(seconds=0.0))
    assert "other-words" not in codes(judged)


def _plain() -> Speech:
    (piece,) = spans(SpeechRequest(segments=(Text(text=LINE),), voice=VOICE))
    assert isinstance(piece, Speech)
    return piece


def _read_with(*, laugh: bool) -> Reading:
    parts = (aside("Haha!"), _plain().reading) if laugh else (_plain().reading, aside("Haha!"))
    return joined(parts)


# --- choosing -------------------------------------------------------------------------------------


def test_the_worst_doubt_decides_between_attempts() -> None:
    def bad(*names: str) -> int:
        return badness([Check(code=n, message="") for n in names])

    assert bad() < bad("cut") < bad("cut", "gap") < bad("too-short") < bad("loop")
    assert bad("too-short", "gap", "cut") < bad("noise") < bad("runaway") < bad("silence")
    assert bad("extra-speech", "extra-speech") == bad("extra-speech"), "before and after are one doubt"


def test_a_doubt_is_told_in_words_a_person_understands() -> None:
    judged = judge(voice(4.0), RATE, _plain(), SpeechRequest(segments=(Text(text=LINE),), voice=VOICE), ended=False)
    assert judged.checks[0].message == (
        "The voice did not come to an end after “Good morning, everyone, and welcome bac…”: it took 4.1 s."
    )
