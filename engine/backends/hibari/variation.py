"""What another seed changes: a re-roll must be another reading, not the same one with other noise.

Seed 0 is the model's own reading. Any other seed leans the melody and the weight of words a little, smoothly and
within what one speaker does from take to take.
"""

from __future__ import annotations

import dataclasses
import hashlib

import numpy as np

from engine.backends.hibari.model import Array

MELODY_SEMITONES = 0.9  # standard deviation of the slow contour
KNOT_FRAMES = 45  # one knot of the contour each 0.56 s
PACE = 0.05  # standard deviation of the logarithm of a stretch's length
SPREAD = 0.10  # standard deviation of the logarithm of the intonation's width


@dataclasses.dataclass(frozen=True, slots=True)
class Variation:
    """A reading of its own. ``source`` seeds it."""

    source: int

    def melody(self, frames: int) -> Array:
        """Semitones to add to each planned frame, mean zero."""
        knots = max(3, frames // KNOT_FRAMES + 2)
        heights = np.random.default_rng(self.source).standard_normal(knots) * MELODY_SEMITONES
        curve = np.interp(np.linspace(0, knots - 1, frames), np.arange(knots), heights - heights.mean())
        return np.asarray(curve, np.float32)

    def pace(self, count: int) -> Array:
        """Factor on the duration of each of ``count`` ids: slow waves of about ten phonemes, mean one."""
        knots = max(3, count // 10 + 2)
        heights = np.random.default_rng(self.source + 1).standard_normal(knots) * PACE
        curve = np.interp(np.linspace(0, knots - 1, count), np.arange(knots), heights - heights.mean())
        return np.asarray(np.exp(curve), np.float32)

    def spread(self) -> float:
        """Factor on the width of the intonation."""
        return float(np.exp(SPREAD * np.random.default_rng(self.source + 2).standard_normal()))


def of(seed: int, sentence: int) -> Variation | None:
    """The variation of a sentence, None for seed 0."""
    if seed == 0:
        return None
    source = hashlib.blake2b(f"reading {seed}/{sentence}".encode(), digest_size=6).digest()
    return Variation(int.from_bytes(source, "little"))
