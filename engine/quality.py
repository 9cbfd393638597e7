"""Numeric reasons to doubt a rendering, gathered while its samples pass by: no model, no second reading.

A short line that runs away into seconds of noise, a line that is silent, a line that lives in the limiter: the
person at the desk must not find these by chance.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.protocol import Check

FRAME_SECONDS = 0.02
SILENCE_DB = -60.0  # a frame under this counts as silent
LONGEST_SILENCE = 1.8  # seconds inside a line, at normal speed, that nobody asked for
LEVELS_DB = (-52.0, -9.0)  # mean level of the sounding frames; speech at home is near -23, a short whisper near -45
LIMITED_DB = 6.0  # the limiter took away more than this for long enough to be heard
SECONDS_PER_PHONEME = (0.028, 0.22)  # at normal speed, with pauses: a whole line's mean
SLACK_SECONDS = 0.6  # short lines breathe


class Listener:
    """Watches samples go by. Feed every chunk, then ask for ``checks``."""

    def __init__(self, rate: int) -> None:
        self._frame = max(1, round(rate * FRAME_SECONDS))
        self._rate = rate
        self._rest: NDArray[np.float32] = np.zeros(0, np.float32)
        self._power = 0.0
        self._loud = 0
        self._run = 0
        self._longest = 0
        self._finite = True
        self.samples = 0
        self.peak = 0.0

    def feed(self, chunk: NDArray[np.float32]) -> None:
        """The next samples, mono, full scale 1."""
        if not len(chunk):
            return
        self.samples += len(chunk)
        highest = float(np.abs(chunk).max())
        self._finite = self._finite and math.isfinite(highest)
        self.peak = max(self.peak, highest)
        joined = np.concatenate([self._rest, chunk]) if len(self._rest) else chunk
        whole = len(joined) // self._frame * self._frame
        self._rest = joined[whole:].copy()
        frames = joined[:whole].reshape(-1, self._frame)
        power = np.einsum("ij,ij->i", frames, frames) / self._frame
        loud = power > 10 ** (SILENCE_DB / 10)
        self._power += float(power[loud].sum())
        self._loud += int(loud.sum())
        for sounding in loud.tolist():
            self._run = 0 if sounding else self._run + 1
            if self._loud:
                self._longest = max(self._longest, self._run)

    def checks(
        self, *, phonemes: int, speed: float = 1.0, wanted_silence: float = 0.0, limited: float = 0.0, gain: float = 0.0
    ) -> tuple[Check, ...]:
        """What is odd. ``wanted_silence``: seconds of pauses asked for; ``limited``: decibels the limiter took
        for long enough to be heard; ``gain``: decibels of volume asked for: an odd level must not be blamed for it."""
        seconds = self.samples / self._rate
        if not self._finite:
            return (Check(code="broken", message="The audio holds values that are not numbers; render it again."),)
        if phonemes and not self._loud:
            return (Check(code="silence", message="Nothing can be heard in this line."),)
        found: list[Check] = []
        spoken = (seconds - wanted_silence) * speed
        low, high = (bound * phonemes for bound in SECONDS_PER_PHONEME)
        if phonemes and spoken > high + SLACK_SECONDS:
            text = f"{seconds:.1f} s is too long for its text (at most {high + SLACK_SECONDS:.1f} s expected)."
            found.append(Check(code="runaway", message=text))
        if phonemes and spoken < low:
            text = f"{seconds:.1f} s is too short for its text (at least {low:.1f} s expected): words may be missing."
            found.append(Check(code="too-short", message=text))
        if self._longest * FRAME_SECONDS > LONGEST_SILENCE / min(speed, 1.0) + wanted_silence:
            text = f"There are {self._longest * FRAME_SECONDS:.1f} s of silence inside the line."
            found.append(Check(code="gap", message=text))
        if self.peak >= 1.0:
            found.append(Check(code="clipping", message="The audio reaches full scale; lower the volume."))
        if limited > LIMITED_DB:
            text = (
                f"The limiter held the peaks down by {limited:.0f} dB, which sounds squashed: "
                f"lower the volume of this line by {math.ceil(limited - LIMITED_DB) + 2} dB or more."
            )
            found.append(Check(code="limited", message=text))
        if self._loud:
            level = 10 * math.log10(self._power / self._loud) - gain
            if not LEVELS_DB[0] <= level <= LEVELS_DB[1]:
                found.append(Check(code="level", message=f"The mean level is odd: {level:.0f} dB under full scale."))
        return tuple(found)
