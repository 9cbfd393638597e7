"""Does a spoken piece say its text, and only its text? One judgement for every engine that reads plain text.

These models are known for lines that never end, repeat themselves, fall silent, or lose their last words (issues of
QwenLM/Qwen3-TTS, vllm-omni, pyvideotrans and others). What is wrong with a piece is found here, from its sound alone;
an engine adds what it knows from inside (``told``). A doubtful piece is spoken again with another seed, the best of
its attempts is kept (:func:`badness`), and what is still wrong with it is told to the person.

Every threshold stands here. They were chosen on sound of other synthesisers, for the Qwen3 weights are not to be had:
``python -m benchmarks guards_report`` prints what they find in good and in spoilt lines.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import soxr
from numpy.typing import NDArray

from engine.align import align
from engine.alignment.features import HOP, analyse, cepstra
from engine.delivery.level import RATE, Array
from engine.delivery.pace import PHONEMES_PER_SECOND, expected_seconds
from engine.delivery.reading import NOWHERE
from engine.delivery.spans import Silence, Speech
from engine.errors import EngineError
from engine.protocol import Check, Pause, Segment, Sound, SpeechRequest, Text, Word
from engine.quality import Listener

RETRIES = 2  # of a piece
LINE_RETRIES = 4  # of all pieces of a line: where more fail it is no bad luck, and long lines must end

# -- length, against the expected length of the text -------------------------------------------------
# Of the good lines it is 0.32 (a bark at 1.4 times the speed) to 1.97 (asked for at 0.6 times the speed).
PATIENCE = 4.0  # times: then the model is stopped
LINGER = 2.5  # times: then what it said is doubted
MARGIN_SECONDS = 1.5  # on top of either: barks breathe, endings linger
HURRY = 0.3  # times: nobody speaks three times as fast, words are missing
# -- sound -------------------------------------------------------------------------------------------
SILENT_DB = -50.0  # a frame of 20 ms under this is silent
GAP_SECONDS = 2.0  # silence inside a piece; the longest of the good lines is 0.98 s
FLAT = 0.45  # spectral flatness of white noise is 0.56 by this estimate, of voiced speech under 0.1, of "s" 0.3
NOISE_SECONDS = 1.2  # no consonant is as long
# The last 40 ms against the mean of the sounding frames. Recorded voices and statistical ones end under -27 dB;
# espeak-ng stops with its last vowel, which this takes for cut in every third line.
CUT_DB = -6.0
# What comes again after the same time for so long: longer than 2.5 times the phrase. Nearness in units of the median
# distance between any two frames of the piece. The longest of the good lines is 0.9 s.
LOOP_SECONDS, LOOP_PERIODS, LOOP_NEAR, LOOP_KEPT = 2.0, 2.5, 0.35, 0.92
LOOP_SHORTEST, LOOP_LONGEST = 0.08, 2.0  # seconds of the phrase
# -- words -------------------------------------------------------------------------------------------
BARK_SECONDS = 0.5  # of expected length: in less there is not enough sound to say that the words are others
UNDETERMINED = "und"  # a language for which the aligner lays words out by their length
_FRAME_SECONDS = 0.02
_FRAME = round(_FRAME_SECONDS * RATE)

# How bad each doubt is, to choose between attempts, and what a person is told.
DOUBTS: dict[str, tuple[int, str]] = {
    "silence": (9, "Nothing can be heard in “{}”."),
    "runaway": (8, "The voice did not come to an end after “{}”: it took {:.1f} s."),
    "loop": (7, "The voice repeats itself, or holds one sound, in “{}”."),
    "noise": (6, "There is noise instead of speech in “{}”."),
    "too-short": (5, "“{}” is over after {:.1f} s: words may be missing."),
    "gap": (3, "There is a long silence inside “{}”."),
    "cut": (2, "The end of “{}” sounds cut off."),
    # found by the aligner (engine.align), in its own words
    "other-words": (4, ""),
    "cut-off": (4, ""),
    "extra-speech": (2, ""),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a piece, worst first, and where its words lie: samples of the piece, offsets of the line."""

    checks: tuple[Check, ...] = ()
    words: tuple[Word, ...] = ()


def judge(
    samples: Array, rate: int, speech: Speech, request: SpeechRequest, *, told: Sequence[str] = (), ended: bool = True
) -> Verdict:
    """Listen to a piece of a line as the model gave it, mono, full scale 1, before any edge is cut.

    ``told``: doubts that the engine itself has. ``ended``: the model came to an end by itself.
    """
    sound = samples if rate == RATE else np.asarray(soxr.resample(samples, rate, RATE), np.float32)
    expected = expected_seconds(speech.text, speech.language)
    found = dict.fromkeys((*told, *doubts(sound, expected, ended=ended)))
    seconds = len(samples) / rate
    shown = speech.text if len(speech.text) <= 40 else f"{speech.text[:39]}…"
    checks = tuple(Check(code=code, message=DOUBTS[code][1].format(shown, seconds)) for code in found)
    words: tuple[Word, ...] = ()
    part = _written(speech, request)
    with contextlib.suppress(EngineError):  # a respelling that nobody can read: the piece is well without word times
        if part is not None:
            language = UNDETERMINED if checks else speech.language
            heard = align(sound, RATE, part[1], language, request.lexicon)
            words = tuple(_moved(word, part[0], rate / RATE, len(samples)) for word in heard.words)
            if not checks:
                checks = tuple(c for c in heard.checks() if expected >= BARK_SECONDS or c.code != "other-words")
    return Verdict(tuple(sorted(checks, key=lambda c: -DOUBTS[c.code][0])), words)


def doubts(samples: Array, expected: float, *, ended: bool = True) -> list[str]:
    """What is odd about the sound, at 24 kHz, of a text that takes ``expected`` seconds at a normal pace."""
    found: list[str] = []
    levels = _levels(samples)
    loud = np.flatnonzero(levels > SILENT_DB)
    if not len(loud):
        return ["silence"]
    sounding = (int(loud[-1]) - int(loud[0]) + 1) * _FRAME_SECONDS
    if not ended or sounding > LINGER * expected + MARGIN_SECONDS:
        found.append("runaway")
    if ended and sounding < HURRY * expected:
        found.append("too-short")
    if int(np.diff(loud).max(initial=1)) * _FRAME_SECONDS > GAP_SECONDS:
        found.append("gap")
    if _noisy(samples, levels):
        found.append("noise")
    elif _looped(samples):
        found.append("loop")
    if ended and levels[-2:].mean() > 10 * math.log10(np.mean(10 ** (levels[loud] / 10))) + CUT_DB:
        found.append("cut")
    return found


def line_checks(
    listener: Listener, verdicts: Iterable[Verdict], spans: Iterable[Speech | Silence], *, limited: float
) -> tuple[Check, ...]:
    """What is odd about a whole line: its pieces' doubts, those of the first first, and what only shows at the end.

    ``limited``: decibels that the limiter took away.
    """
    parts = tuple(spans)
    speeches = [part for part in parts if isinstance(part, Speech)]
    seconds = sum(expected_seconds(s.text, s.language) / s.controls.speed for s in speeches)
    heard = listener.checks(
        phonemes=round(seconds * PHONEMES_PER_SECOND),
        wanted_silence=sum(part.seconds for part in parts if isinstance(part, Silence)),
        limited=limited,
        gain=max((s.controls.volume for s in speeches), default=0.0, key=abs),
    )
    found: dict[str, Check] = {}
    for check in (*(c for verdict in verdicts for c in verdict.checks), *heard):
        found.setdefault(check.code, check)
    return tuple(found.values())


def badness(checks: Sequence[Check]) -> int:
    """The smaller, the better: the worst doubt counts more than all lesser ones."""
    return sum(1 << DOUBTS[code][0] for code in {check.code for check in checks})


def _levels(samples: Array) -> NDArray[np.float64]:
    """Level of every 20 ms in decibels under full scale."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float64)
    levels: NDArray[np.float64] = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    return levels


def _noisy(samples: Array, levels: NDArray[np.float64]) -> bool:
    """Whether a long stretch has the spectrum of noise: geometric over arithmetic mean of the power spectrum."""
    frames = samples[: len(levels) * _FRAME].reshape(-1, _FRAME) * np.hanning(_FRAME)
    power = np.abs(np.fft.rfft(frames, axis=1)[:, 2:]) ** 2 + 1e-12
    flatness = np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)
    noise = (flatness > FLAT) & (levels > SILENT_DB)
    least = round(NOISE_SECONDS / _FRAME_SECONDS)
    if len(noise) < least:
        return False
    counted = np.convolve(noise, np.ones(least), "valid")
    return bool((counted >= 0.9 * least).any())


def _looped(samples: Array) -> bool:
    """Whether some phrase, or one held sound, comes again and again: spectra that resemble those one phrase earlier."""
    if len(samples) < LOOP_SECONDS * RATE:
        return False
    spectrum = analyse(samples)
    frames, speech = cepstra(spectrum), spectrum.speech
    sounding = frames[speech]
    if not len(sounding):
        return False
    apart = np.linalg.norm(sounding - np.roll(sounding, len(sounding) // 2, axis=0), axis=1)
    near = LOOP_NEAR * float(np.median(apart))
    for lag in range(round(LOOP_SHORTEST * RATE / HOP), round(LOOP_LONGEST * RATE / HOP) + 1):
        span = round(max(LOOP_SECONDS * RATE / HOP, LOOP_PERIODS * lag))
        if len(frames) < span + lag:
            return False
        alike = np.linalg.norm(frames[lag:] - frames[:-lag], axis=1) < near
        alike = np.where(speech[lag:] == speech[:-lag], alike | ~speech[lag:], False)
        counted, spoken = (_running(x, span) for x in (alike, speech[lag:]))
        if ((counted >= LOOP_KEPT * span) & (spoken >= span / 2)).any():
            return True
    return False


def _running(flags: NDArray[np.bool_], span: int) -> NDArray[np.intp]:
    """How many are set in each stretch of ``span``."""
    sums = np.concatenate([[0], np.cumsum(flags)])
    return np.asarray(sums[span:] - sums[:-span])


def _moved(word: Word, offset: int, factor: float, length: int) -> Word:
    """The word at another rate, and at its place in the line."""

    def at(sample: int) -> int:
        return min(round(sample * factor), length)

    phones = tuple(msgspec.structs.replace(p, start=at(p.start), end=at(p.end)) for p in word.phones)
    return msgspec.structs.replace(
        word, start=at(word.start), end=at(word.end), offset=word.offset + offset, phones=phones
    )


def _written(speech: Speech, request: SpeechRequest) -> tuple[int, tuple[Segment, ...]] | None:
    """Where the piece begins in the shown line, and what is written there; None where nothing of it is shown.

    Sounds that are read before the first shown word or after the last stay, so that nobody wonders about them.
    """
    places = [(index, place) for index, place in enumerate(speech.reading.at) if place != NOWHERE]
    if not places:
        return None
    start, end = min(p for _, p in places), max(p for _, p in places) + 1
    before, after = speech.text[: places[0][0]], speech.text[places[-1][0] + 1 :]
    anything = Sound(name="anything")
    return start, (
        *((anything,) if any(map(str.isalnum, before)) else ()),
        *shown_part(request.segments, start, end),
        *((anything,) if any(map(str.isalnum, after)) else ()),
    )


def shown_part(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """The segments between two characters of the shown line; what is said for a segment stays with it."""
    found: list[Segment] = []
    offset = 0
    for segment in segments:
        if isinstance(segment, Pause):
            continue
        if not isinstance(segment, Text):
            if start < offset < end:
                found.append(segment)
            continue
        low, high = max(start - offset, 0), min(end - offset, len(segment.text))
        if low < high:
            found.append(msgspec.structs.replace(segment, text=segment.text[low:high], phonemes=None))
        offset += len(segment.text)
    return tuple(found)
