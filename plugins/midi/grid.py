"""The tempo map: where the bars are, and on which tick a sample falls.

A map comes from a person ("120", "1:120 4/4, 9:96, 17:140 3/4") or from a MIDI file of theirs, and is written
back as it came. Positions are found with whole numbers only: a Standard MIDI File counts microseconds per
quarter note (SMF 1.0, "Set Tempo"), so a tick is an exact fraction of a second.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from plugins.api import LinereadError

HIGHEST_RESOLUTION = 32_767  # ticks per quarter note: 15 bits of the header
_ENTRY = re.compile(r"(?:(\d+)\s*:\s*)?(\d+(?:\.\d+)?)?\s*(?:(\d+)\s*/\s*(\d+))?")
_HINT = 'Write it as 120, or by bars: "1:120 4/4, 9:96, 17:140 3/4".'


@dataclass(frozen=True, slots=True)
class Change:
    """A tempo (microseconds per quarter note), a time signature, or both, at quarter note ``at``."""

    at: Fraction
    tempo: int | None = None
    signature: tuple[int, int] | None = None


class TempoMap:
    """Changes on their ticks; from samples to ticks."""

    def __init__(self, changes: Iterable[Change], resolution: int, rate: int) -> None:
        """``resolution`` in ticks per quarter note, ``rate`` in samples a second."""
        self.resolution, self.rate = resolution, rate
        self.changes = sorted(changes, key=lambda change: change.at)
        if not any(change.at == 0 and change.tempo for change in self.changes):
            self.changes.insert(0, Change(Fraction(0), 500_000))
        if not any(change.at == 0 and change.signature for change in self.changes):
            self.changes.insert(1, Change(Fraction(0), None, (4, 4)))
        self._ticks: list[int] = []
        self._tempos: list[int] = []
        self._passed: list[int] = []  # microseconds times resolution
        for change in self.changes:
            if change.tempo is None:
                continue
            tick, passed = self.place(change), 0
            if self._ticks:
                passed = self._passed[-1] + (tick - self._ticks[-1]) * self._tempos[-1]
            self._ticks.append(tick)
            self._tempos.append(change.tempo)
            self._passed.append(passed)

    def place(self, change: Change) -> int:
        """The tick of a change of the map."""
        return round(change.at * self.resolution)

    def tick(self, sample: int) -> int:
        """The tick nearest to an absolute sample."""
        time = sample * 1_000_000 * self.resolution  # microseconds times resolution times rate
        index = max(0, bisect_right(self._passed, time // self.rate) - 1)
        inside, step = time - self._passed[index] * self.rate, self._tempos[index] * self.rate
        return self._ticks[index] + (2 * inside + step) // (2 * step)

    @property
    def coarsest(self) -> Fraction:
        """Samples of the longest tick."""
        return max(Fraction(tempo * self.rate, 1_000_000 * self.resolution) for tempo in self._tempos)

    @property
    def exact(self) -> bool:
        """Whether every sample has a tick of its own."""
        ticks = 1_000_000 * self.resolution
        return all(
            ticks % (tempo * self.rate) == 0 and passed % tempo == 0
            for tempo, passed in zip(self._tempos, self._passed, strict=True)
        )


def parse_grid(text: str) -> list[Change]:
    """A map by bars, counted from 1. Raises a LinereadError that shows the form."""
    changes: list[Change] = []
    bar, at, signature = 1, Fraction(0), (4, 4)
    for number, entry in enumerate(re.split(r"[,;\n]", text)):
        found = _ENTRY.fullmatch(entry.strip())
        if found is None or not (found[2] or found[3]) or (number and not found[1]):
            raise LinereadError(f"The tempo {entry.strip()!r} cannot be read.", _HINT)
        wanted = int(found[1] or 1)
        if wanted < bar or (number and wanted == bar):
            raise LinereadError(f"Bar {wanted} of the tempo map does not come after bar {bar}.", _HINT)
        at += (wanted - bar) * Fraction(4 * signature[0], signature[1])
        bar = wanted
        if found[3]:
            signature = _signature(int(found[3]), int(found[4]))
        changes.append(Change(at, _tempo(found[2]) if found[2] else None, signature if found[3] else None))
    return changes


def _tempo(text: str) -> int:
    beats = Fraction(text)
    if not 4 <= beats <= 999:
        raise LinereadError(f"A tempo of {text} beats a minute cannot be written.", "It is between 4 and 999.")
    return round(60_000_000 / beats)


def _signature(numerator: int, denominator: int) -> tuple[int, int]:
    if not 1 <= numerator <= 255 or denominator not in (1, 2, 4, 8, 16, 32, 64):
        raise LinereadError(f"{numerator}/{denominator} is no time signature.", "Below the line stand 1, 2, 4, 8, ...")
    return numerator, denominator


def read_grid(path: Path, mido: Any) -> list[Change]:
    """The tempo map of a MIDI file. Raises a LinereadError when there is none to be read."""
    try:
        file = mido.MidiFile(path, charset="utf-8")
    except (OSError, ValueError, EOFError, KeyError, IndexError) as error:
        raise LinereadError(
            f"{path} is not a MIDI file that can be read.", "Export the tempo map once more."
        ) from error
    changes = []
    for track in file.tracks:
        tick = 0
        for message in track:
            tick += message.time
            at = Fraction(tick, file.ticks_per_beat)
            if message.type == "set_tempo":
                changes.append(Change(at, message.tempo))
            elif message.type == "time_signature":
                changes.append(Change(at, None, (message.numerator, message.denominator)))
    if not changes:
        raise LinereadError(f"{path} has no tempo map.", "Export it from the music session as MIDI with tempo.")
    return sorted(changes, key=lambda change: change.at)


def resolution_of(choice: str, changes: Sequence[Change], rate: int) -> int:
    """Ticks per quarter note. ``choice`` is a number, or "sample" for a tick a sample where that can be.

    At 120 beats a minute that is 24,000 at 48 kHz and 22,050 at 44.1 kHz. Where no number fits all tempos,
    it is the finest one.
    """
    if choice != "sample":
        return int(choice)
    tempos = {change.tempo for change in changes if change.tempo} or {500_000}
    needed = [Fraction(rate * tempo, 1_000_000) for tempo in tempos]
    if len(needed) == 1 and needed[0].denominator == 1 and needed[0] <= HIGHEST_RESOLUTION:
        return int(needed[0])
    return 30_720  # of 960, so that bars and their parts stay whole
