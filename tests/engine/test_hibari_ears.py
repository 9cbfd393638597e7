"""What independent ears hear of the embedded engine: words, voices, pitch, quality and where the words lie.

A sample of what benchmarks/voices_report.py measures in full.
"""

from __future__ import annotations

import functools
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import catalogue
from engine.backends.hibari.backend import Backend
from engine.delivery.level import loudness
from engine.protocol import Controls, Result, SpeechRequest, Text, VoiceSpec
from tests.engine import ears

pytestmark = pytest.mark.ears

RATE = 24_000
SCRIPT = Path(__file__).with_name("ears_script.txt").read_text(encoding="utf-8").splitlines()
LINE = "She walked slowly along the river, wondering why nobody had answered her letter."
LINES = (
    LINE,
    "You should have told me that the meeting was moved to Thursday. Please close the window before you leave.",
)
PLAIN = Controls()
UNHUMAN = ("unit7", "hush")  # a robot and a whisper: quality models call them noise


@functools.cache
def backend() -> Backend:
    made = Backend()
    made.load()
    return made


@functools.cache
def spoken(text: str, controls: Controls = PLAIN, preset: str = "") -> tuple[np.ndarray, Result]:
    asked = SpeechRequest(
        segments=(Text(text=text, controls=controls),), voice=VoiceSpec(engine="hibari", preset=preset)
    )
    said = list(backend().speak(asked, lambda: False))
    result = said.pop()
    assert isinstance(result, Result)
    return np.concatenate(said), result


def word_error(controls: Controls, preset: str, lines: list[str]) -> tuple[float, int]:
    """Per cent, and the words it is of."""
    wrong = total = 0
    for i in range(0, len(lines), 3):
        text = " ".join(lines[i : i + 3])
        errors, words = ears.word_errors(text, ears.transcribe(spoken(text, controls, preset)[0], RATE))
        wrong, total = wrong + errors, total + words
    return 100 * wrong / total, total


def test_the_narrator_is_understood_over_three_hundred_words() -> None:
    errors, words = word_error(Controls(), "narrator", SCRIPT)
    assert words >= 300
    assert errors <= 5.0


# The hardest of each kind; all of them are in the report.
@pytest.mark.parametrize(
    ("controls", "preset"),
    [
        (Controls(speed=2.0), "narrator"),
        (Controls(whisper=True), "narrator"),
        (Controls(emotion="tired"), "narrator"),
        (Controls(emotion="excited"), "narrator"),
        (Controls(), "grom"),
        (Controls(), "pip"),
    ],
)
def test_hard_settings_are_understood(controls: Controls, preset: str) -> None:
    errors, words = word_error(controls, preset, SCRIPT[10:22])
    assert words >= 150
    assert errors <= 8.0


@functools.cache
def fingerprints() -> dict[str, list[np.ndarray]]:
    names = [v.name for v in catalogue.describe("hibari").voices]
    return {n: [ears.speaker(spoken(line, PLAIN, n)[0], RATE) for line in LINES] for n in names}


def test_two_lines_of_one_voice_are_one_speaker() -> None:
    own = {name: float(a @ b) for name, (a, b) in fingerprints().items()}
    assert np.mean(list(own.values())) >= 0.88, own


def test_different_voices_are_different_speakers() -> None:
    pairs = {
        (m, n): float(np.mean([a @ b for a in p for b in q]))
        for (m, p), (n, q) in combinations(fingerprints().items(), 2)
    }
    likeness = np.array(list(pairs.values()))
    assert np.mean(likeness < 0.85) >= 0.75
    assert likeness.max() <= 0.93, max(pairs, key=pairs.__getitem__)


def test_voices_sound_clean() -> None:
    scores = {n: ears.quality(spoken(LINES[1], Controls(), n)[0], RATE) for n in fingerprints() if n not in UNHUMAN}
    assert min(scores.values()) >= 2.8, scores
    assert np.mean(list(scores.values())) >= 3.1, scores


def test_voices_are_equally_loud_but_for_the_whisperer() -> None:
    levels = {n: loudness(spoken(LINE, Controls(), n)[0]) for n in fingerprints() if n not in UNHUMAN}
    assert max(levels.values()) - min(levels.values()) <= 3.0, levels
    assert np.median(list(levels.values())) == pytest.approx(-20.0, abs=1.0)


@pytest.mark.parametrize("asked", [-5.0, -2.0, 4.0, 6.0])
def test_pitch_moves_by_the_semitones_asked_for(asked: float) -> None:
    normal = ears.semitones(ears.pitch(spoken(LINE)[0], RATE))
    other = ears.semitones(ears.pitch(spoken(LINE, Controls(pitch=asked))[0], RATE))
    assert other - normal == pytest.approx(asked, abs=0.3)


@pytest.mark.parametrize("preset", ["martin", "pip"])
@pytest.mark.parametrize("asked", [-4.0, 4.0])
def test_pitch_moves_every_voice_frame_by_frame(asked: float, preset: str) -> None:
    """Compared at the same moments, because trackers take some frames of deep voices for an octave higher."""
    normal = ears.pitch(spoken(LINE, PLAIN, preset)[0], RATE, voiced_only=False)
    other = ears.pitch(spoken(LINE, Controls(pitch=asked), preset)[0], RATE, voiced_only=False)
    both = (normal > 0) & (other > 0)
    assert np.median(12 * np.log2(other[both] / normal[both])) == pytest.approx(asked, abs=0.3)


def test_pitch_range_narrows_and_widens_the_melody() -> None:
    narrow, normal, wide = (
        ears.width(ears.pitch(spoken(LINE, Controls(pitch_range=r))[0], RATE)) for r in (0.3, 1.0, 1.7)
    )
    assert narrow < 0.6 * normal
    assert wide > 1.3 * normal


def test_happy_is_higher_and_wider_than_sad() -> None:
    for line in (LINE, SCRIPT[18]):
        happy, sad = (ears.pitch(spoken(line, Controls(emotion=e))[0], RATE, lowest=100) for e in ("happy", "sad"))
        assert ears.semitones(happy) > ears.semitones(sad) + 2
        assert ears.width(happy) > 1.4 * ears.width(sad)


def test_intensity_scales_an_emotion() -> None:
    heights = [
        ears.semitones(ears.pitch(spoken(LINE, Controls(emotion="happy", intensity=i))[0], RATE)) for i in (0, 0.5, 1)
    ]
    assert heights[0] < heights[1] < heights[2]
    neutral, _ = spoken(LINE)
    assert np.array_equal(spoken(LINE, Controls(emotion="happy", intensity=0.0))[0], neutral)


def test_a_whisper_has_no_voice() -> None:
    voiced, whispered = (len(ears.pitch(spoken(LINE, Controls(whisper=w))[0], RATE)) for w in (False, True))
    assert whispered < 0.1 * voiced


def test_a_question_rises_and_a_statement_falls() -> None:
    asked = ears.pitch(spoken("You are coming home?")[0], RATE, lowest=100)
    stated = ears.pitch(spoken("You are coming home.")[0], RATE, lowest=100)
    assert np.median(asked[-12:]) > 1.2 * np.median(stated[-12:])


def test_an_emphasised_word_is_longer_and_higher() -> None:
    def word(controls: Controls) -> tuple[int, float]:
        segments = (Text(text="I said the "), Text(text="green", controls=controls), Text(text=" door, not that one."))
        said = list(backend().speak(SpeechRequest(segments=segments, voice=VoiceSpec(engine="hibari")), lambda: False))
        result = said.pop()
        assert isinstance(result, Result)
        samples: Any = np.concatenate(said)
        place = next(w for w in result.words if w.text == "green")
        return place.end - place.start, ears.semitones(ears.pitch(samples[place.start : place.end], RATE))

    plain, strong = word(Controls()), word(Controls(emphasis=True))
    assert strong[0] > 1.15 * plain[0]
    assert strong[1] > plain[1] + 1.0


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.6])
def test_words_are_where_a_forced_aligner_finds_them(speed: float) -> None:
    pytest.importorskip("pocketsphinx")
    starts, ends = [], []
    for text in (LINE, *SCRIPT[11:20]):
        samples, result = spoken(text, Controls(speed=speed))
        plain = ["".join(ears.plain_words(w.text)) for w in result.words]
        found = ears.aligned_words(samples, RATE, plain)
        for word, (start, end) in zip(result.words, found or [], strict=False):
            starts.append(word.start / RATE - start)
            ends.append(word.end / RATE - end)
    assert len(starts) >= 80
    for apart in (np.array(starts), np.array(ends)):
        assert abs(np.median(apart)) <= 0.015, "late or early as a whole"
        assert np.median(np.abs(apart)) <= 0.025


def test_words_are_where_the_recogniser_hears_them() -> None:
    apart = []
    for text in (LINE, SCRIPT[11], SCRIPT[14], SCRIPT[16], SCRIPT[20]):
        samples, result = spoken(text)
        heard = ears.timed_words(samples, RATE)
        said = [w for w in result.words if ears.plain_words(w.text)]
        if [ears.plain_words(w) for w, _, _ in heard] != [ears.plain_words(w.text) for w in said]:
            continue
        apart += [h[1] - w.start / RATE for h, w in zip(heard, said, strict=True)]
    assert len(apart) >= 30
    # Whisper's cross-attention marks words some 95 ms late (against the aligner, and against where frication begins).
    late = float(np.median(apart))
    assert 0.05 <= late <= 0.13
    assert np.median(np.abs(np.array(apart) - late)) <= 0.06


def test_a_span_in_another_voice_is_spoken_by_that_voice() -> None:
    deep = VoiceSpec(engine="hibari", preset="martin")
    segments = (Text(text="He said that "), Text(text="we all go home now.", voice="deep"))
    asked = SpeechRequest(segments=segments, voice=VoiceSpec(engine="hibari"), voices={"deep": deep})
    said = list(backend().speak(asked, lambda: False))
    result = said.pop()
    assert isinstance(result, Result)
    samples: Any = np.concatenate(said)
    start = next(w.start for w in result.words if w.text == "we")
    first, then = (ears.semitones(ears.pitch(s, RATE)) for s in (samples[:start], samples[start:]))
    assert then < first - 6
