"""The frozen timeline: lines and takes laid out as clips. What exporters see, and nothing more.

Positions are integer samples at ``Timeline.rate``. A clip's audio file may have another rate; then
``source_rate`` says so and :mod:`studio.audio` converts while reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """One shown word and where it sounds, in samples of the programme. ``offset`` counts in ``Clip.text``."""

    text: str
    start: int
    end: int
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedPhone:
    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One line on its character's track. Without a take (``path`` None) it is an estimate and silent."""

    line_id: str
    number: int  # 1-based, in script order
    scene_id: str
    text: str  # as shown, without tags
    marked_text: str  # as written, with tags
    start: int
    length: int
    state: str
    path: Path | None = None
    take: str | None = None
    source_rate: int = 0
    source_start: int = 0  # samples of the file
    source_length: int = 0
    gain: float = 0.0  # decibels
    fade_in: int = 0  # samples, equal power
    fade_out: int = 0
    words: tuple[TimedWord, ...] = ()
    phones: tuple[TimedPhone, ...] = ()
    emotion: str = "neutral"
    direction: str = ""
    note: str = ""
    status: str = ""
    language: str = "en"
    voice: str = ""
    checks: tuple[str, ...] = ()  # why it is suspect
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One character's clips, in order of their start. They may overlap."""

    character_id: str
    name: str
    color: str  # "#rrggbb"
    gain: float = 0.0  # decibels
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSpan:
    scene_id: str
    title: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMarker:
    name: str
    start: int
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    project_id: str
    name: str
    rate: int
    length: int
    language: str
    tracks: tuple[Track, ...]
    scenes: tuple[SceneSpan, ...] = ()
    markers: tuple[TimelineMarker, ...] = ()

    def clips(self) -> list[Clip]:
        """Every clip of every track in order of start, then of the script."""
        return sorted((c for t in self.tracks for c in t.clips), key=lambda c: (c.start, c.number))
