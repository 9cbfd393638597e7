"""Does a piece say its text, and only its text? Budgets before it is spoken, doubts while and after.

This family is known for lines that never end, repeat themselves, fall silent, or lose their last words (reference:
issues of QwenLM/Qwen3-TTS, vllm-omni, pyvideotrans and others). A doubtful piece is spoken again with another seed;
the best of the attempts is kept, and what is still wrong with it is told to the person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.delivery.level import Array
from engine.delivery.pace import expected_seconds
from engine.protocol import Check

FRAMES_PER_SECOND = 12.5
RETRIES = 2  # of a piece
LINE_RETRIES = 4  # of all pieces of a line: where more fail it is no bad luck, and long lines must end

# -- budgets -----------------------------------------------------------------------------------------
PATIENCE = 4.0  # times the expected length: the slowest readings asked for in words stay under 2.5
MARGIN_SECONDS = 1.5  # on top: barks breathe, endings linger
LONGEST_FRAMES = 1600  # 128 s, of texts that are cut at 200 characters: nothing is ever meant to be longer
HURRY = 0.3  # of the expected length: nobody speaks three times as fast, words are missing
SHORTEST_FRAMES = 2  # the official package's own floor
# -- codes -------------------------------------------------------------------------------------------
LOOP_SECONDS = 2.4  # a repetition to the code that lasts this long; held vowels and silences stay under it
LOOP_TIMES = 3  # ... and comes this often
LOOP_PERIOD = 25  # frames: the longest phrase that is looked for, 2 s
LOOP_MISSES = 0.08  # of the frames may differ
# -- sound -------------------------------------------------------------------------------------------
SILENT_DB = -50.0  # a frame of 20 ms under this is silent
GAP_SECONDS = 2.5  # silence inside a piece; a full stop read with calm takes under one
FLAT = 0.45  # spectral flatness of white noise is 0.56 by this estimate, of voiced speech under 0.1, of "s" 0.3
NOISE_SECONDS = 1.2  # no consonant is as long
CUT_DB = -3.0  # the last 40 ms against the mean of the sounding frames: speech ends softer than this
_FRAME_SECONDS = 0.02

# How bad each doubt is, to choose between attempts, and what a person is told.
DOUBTS: dict[str, tuple[int, str]] = {
    "silence": (9, "Nothing can be heard in “{}”."),
    "runaway": (8, "The voice did not come to an end after “{}”; it was stopped after {:.1f} s."),
    "loop": (7, "The voice repeats itself in “{}”."),
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
class Budget:
    """How many frames a text may take, and how many it must."""

    shortest: int
    expected: float
    longest: int


def budget(text: str, language: str) -> Budget:
    """The frames of a text at the family's 12.5 per second."""
    seconds = expected_seconds(text, language)
    longest = math.ceil((PATIENCE * seconds + MARGIN_SECONDS) * FRAMES_PER_SECOND)
    shortest = max(SHORTEST_FRAMES, int(seconds * HURRY * FRAMES_PER_SECOND))
    return Budget(shortest, seconds * FRAMES_PER_SECOND, min(longest, LONGEST_FRAMES))


def repeats(first_codes: NDArray[np.int64]) -> bool:
    """Whether the last seconds of codebook 0 are one phrase over and over, so that going on is of no use."""
    size = len(first_codes)
    least = math.ceil(LOOP_SECONDS * FRAMES_PER_SECOND)
    for period in range(1, LOOP_PERIOD + 1):
        span = max(least, (LOOP_TIMES - 1) * period)
        if size < span + period:
            break
        tail = first_codes[size - span :]
        before = first_codes[size - span - period : size - period]
        if np.count_nonzero(tail != before) <= LOOP_MISSES * span:
            return True
    return False


def doubts(
    text: str, expected: Budget, first_codes: NDArray[np.int64], samples: Array, rate: int, *, ended: bool
) -> tuple[Check, ...]:
    """What is odd about a spoken piece, worst first: its codes of codebook 0, and its samples before any edge is cut.

    ``ended``: the model gave its end flag; else it was stopped at its budget, or because it repeats itself.
    """
    found: list[str] = []
    levels = _levels(samples, rate)
    loud = np.flatnonzero(levels > SILENT_DB)
    if not len(loud):
        found.append("silence")
    if repeats(first_codes):
        found.append("loop")
    elif not ended:
        found.append("runaway")
    if ended and len(first_codes) < expected.shortest:
        found.append("too-short")
    if len(loud):
        if int(np.diff(loud).max(initial=1)) * _FRAME_SECONDS > GAP_SECONDS:
            found.append("gap")
        if _noisy(samples, rate, levels):
            found.append("noise")
        if ended and levels[-2:].mean() > 10 * math.log10(np.mean(10 ** (levels[loud] / 10))) + CUT_DB:
            found.append("cut")
    seconds = len(samples) / rate
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    checks = (Check(code=code, message=DOUBTS[code][1].format(shown, seconds)) for code in found)
    return tuple(sorted(checks, key=lambda c: -DOUBTS[c.code][0]))


def badness(checks: tuple[Check, ...]) -> int:
    """The smaller, the better: the worst doubt counts more than all lesser ones."""
    return sum(1 << DOUBTS[check.code][0] for check in checks)


def _levels(samples: Array, rate: int) -> NDArray[np.float64]:
    """Level of every 20 ms in decibels under full scale."""
    size = round(rate * _FRAME_SECONDS)
    frames = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    levels: NDArray[np.float64] = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    return levels


def _noisy(samples: Array, rate: int, levels: NDArray[np.float64]) -> bool:
    """Whether a long stretch has the spectrum of noise: geometric over arithmetic mean of the power spectrum."""
    size = round(rate * _FRAME_SECONDS)
    frames = samples[: len(levels) * size].reshape(-1, size) * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)[:, 2:]) ** 2 + 1e-12
    flatness = np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)
    noise = (flatness > FLAT) & (levels > SILENT_DB)
    least = round(NOISE_SECONDS / _FRAME_SECONDS)
    if len(noise) < least:
        return False
    counted = np.convolve(noise, np.ones(least), "valid")
    return bool((counted >= 0.9 * least).any())
