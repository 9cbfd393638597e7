"""Recordings of somebody with a known pitch, for tests that need no speech: a buzz in words, with pauses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

RATE = 24_000
TRANSCRIPT = "One two three four five six seven eight nine ten, and then once more from the very beginning."


def record(path: Path, hertz: float = 150.0, seconds: float = 6.0) -> Path:
    """A buzz of ``hertz`` with harmonics up to 10 kHz: words of 0.35 s, gaps of 0.1 s."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, int(10_000 / hertz)))
    wave = buzz * (time % 0.45 < 0.35) * 0.2
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, wave, RATE)
    return path
