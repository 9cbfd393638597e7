"""The frozen timeline: lines and takes laid out as clips. What exporters see, and nothing more.

Positions are integer samples at ``Timeline.rate``. A clip's audio file may have another rate; then
``source_rate`` says so and :mod:`studio.audio` converts while reading.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, overload

T = TypeVar("T")


class TimedWord(NamedTuple):
    """One shown word and where it sounds, in samples of the programme. ``offset`` counts in ``Clip.text``.

    A tuple, because there are twenty thousand of them in a project and they are made anew by every layout.
    """

    text: str
    start: int
    end: int
    offset: int = 0


class TimedPhone(NamedTuple):
    symbol: str
    start: int
    end: int


class Placed(Sequence[T], Generic[T]):
    """A tuple that is made when somebody first looks at it.

    A project of 2,000 lines has 20,000 words and 80,000 phones, and every layout moves all of them. Nobody
    needs them before a line is drawn or exported, so a clip keeps the take's times and its own start.
    """

    __slots__ = ("_at", "_items", "_make", "_source")

    def __init__(self, make: Callable[[Any, Any], tuple[T, ...]], source: Any, at: Any) -> None:
        self._make, self._source, self._at = make, source, at
        self._items: tuple[T, ...] | None = None

    def _all(self) -> tuple[T, ...]:
        if self._items is None:
            self._items = self._make(self._source, self._at)
        return self._items

    def __len__(self) -> int:
        return len(self._source)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Placed):
            other = other._all()
        return self._all() == other

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInfo:
    """What the layout needs to know of a line's take. All times are samples of the take's own file and rate."""

    path: Path
    key: str
    rate: int
    length: int
    words: Sequence[tuple[str, int, int, int]] = ()  # as TimedWord: text, start, end, offset
    phones: Sequence[tuple[str, int, int]] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTake:
    """One reading of a line that was kept. ``length`` in samples of its own file, at ``rate``."""

    key: str
    number: int  # 1 for the oldest that the line still has
    path: Path
    rate: int
    length: int
    about: str = ""  # what it has otherwise than the one that plays, in words
    suits: bool = True  # it can stand for the line as it is written; one that cannot has to be locked


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
    words: Sequence[TimedWord] = ()
    phones: Sequence[TimedPhone] = ()
    emotion: str = "neutral"
    direction: str = ""
    note: str = ""
    status: str = ""
    language: str = "en"
    voice: str = ""
    checks: tuple[str, ...] = ()  # why it is suspect
    fields: Mapping[str, str] = field(default_factory=dict)
    takes: Sequence[KeptTake] = ()  # the kept ones that say these words, also the one that plays; () where it is alone

    @property
    def end(self) -> int:
        return self.start + self.length


_FIELDS = tuple(f.name for f in dataclasses.fields(Clip))
_Draft = dataclasses.make_dataclass("_Draft", _FIELDS, slots=True)
_values = attrgetter(*_FIELDS)


def placed(
    clip: Clip,
    *,
    number: int,
    scene_id: str,
    start: int,
    state: str,
    words: Sequence[TimedWord],
    phones: Sequence[TimedPhone],
) -> Clip:
    """A copy of ``clip`` that stands somewhere else.

    It is filled before it is frozen, because setting 28 fields of a frozen value takes seven times as long as
    filling one that is not, and an edit near the top of a script moves every clip below it.
    """
    draft: Any = _Draft(*_values(clip))
    draft.number, draft.scene_id, draft.start, draft.state = number, scene_id, start, state
    draft.words, draft.phones = words, phones
    draft.__class__ = Clip
    made: Clip = draft
    return made


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
