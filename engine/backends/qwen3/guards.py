"""What is known of a piece from inside the model: how many frames its text may take, and codes that repeat themselves.

What can be told from its sound stands in :mod:`engine.delivery.judge`, for every engine alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.delivery.judge import MARGIN_SECONDS, PATIENCE
from engine.delivery.pace import expected_seconds

FRAMES_PER_SECOND = 12.5
LONGEST_FRAMES = 1600  # 128 s, of texts that are cut at 200 characters: nothing is ever meant to be longer
LOOP_SECONDS = 2.4  # a repetition to the code that lasts this long; held vowels and silences stay under it
LOOP_TIMES = 3  # ... and comes this often
LOOP_PERIOD = 25  # frames: the longest phrase that is looked for, 2 s
LOOP_MISSES = 0.12  # of the frames may differ; held vowels and pauses are first taken for a loop at 0.2


@dataclass(frozen=True, slots=True)
class Budget:
    """How many frames a text is expected to take, and how many it may."""

    expected: float
    longest: int


def budget(text: str, language: str) -> Budget:
    """The frames of a text at the family's 12.5 per second."""
    seconds = expected_seconds(text, language)
    longest = math.ceil((PATIENCE * seconds + MARGIN_SECONDS) * FRAMES_PER_SECOND)
    return Budget(seconds * FRAMES_PER_SECOND, min(longest, LONGEST_FRAMES))


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
