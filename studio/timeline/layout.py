"""Lines and takes become clips: where everything sounds, in integer samples.

One pass over the script with one cursor. Every position is computed from an absolute time and rounded
once, so a thousand pauses of a third of a millisecond do not drift.

The gap between two lines is, in this order:

* the next line's negative ``pause_before``: it starts that long before everything sounding has ended;
* what the lines say themselves: ``pause_after`` of the first plus ``pause_before`` of the second;
* the project's gap for the way the first line ends (``?``, ``…``, a dash, ...).

A new scene adds the scene gap, except to an interruption. A pinned line starts at its sample, and the
lines below follow it, later or earlier: that is the ripple.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter, is_
from typing import Any, NamedTuple

from studio.document.model import Character, Gaps, Line, Project
from studio.script import shown_text
from studio.timeline.types import (
    Clip,
    Placed,
    SceneSpan,
    TakeInfo,
    TimedPhone,
    TimedWord,
    Timeline,
    TimelineMarker,
    Track,
    placed,
)

FADE_MS = 3.0  # at both edges of a clip: too short to hear, long enough not to click

# Twelve colours, any two of which can be told apart also by an eye that lacks red, green or blue. The first six are
# Paul Tol's "bright" scheme (personal.sron.nl/~pault), the others were searched for; the first ones differ most.
PALETTE = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377",
    "#9999ff", "#ffaabb", "#6655bb", "#aacc77", "#bb88aa", "#666644",
)  # fmt: skip

# Characters that a narrator speaks in a second, by script; the letters of a line decide, not its language tag.
LETTERS_PER_SECOND = 14.5
IDEOGRAPHS_PER_SECOND = 4.6
KANA_PER_SECOND = 7.6
HANGUL_PER_SECOND = 6.2
_SHORTEST = 0.35  # seconds

_PAUSE_TAG = re.compile(r"(?<!\\)\[pause[_ :](\d+(?:\.\d+)?)(ms|s)?\]", re.IGNORECASE)
_CLOSERS = "\"'”’»›)]}】」』）〉》*_~ \t\n\r\u00a0\u3000"
_ENDINGS: Mapping[str, str] = {
    **dict.fromkeys("?？؟⁇⁈", "question"),
    **dict.fromkeys("!！‼⁉", "exclamation"),
    **dict.fromkeys(",，、;；:：،؛", "comma"),
    **dict.fromkeys("…⋯", "ellipsis"),
    **dict.fromkeys("—–―-", "dash"),
}


def closing_gap(text: str, gaps: Gaps) -> int:
    """Milliseconds of silence after a line that shows ``text``."""
    ending = text.rstrip(_CLOSERS)
    if not ending:
        return 0 if not text.strip() else gaps.sentence
    if ending.endswith(("...", "。。。")):
        return gaps.ellipsis
    if ending[-1] == "-" and not ending.endswith(("--", " -")):
        return gaps.dash if len(ending) > 1 else gaps.sentence
    return int(getattr(gaps, _ENDINGS.get(ending[-1], "sentence")))


@lru_cache(maxsize=65_536)
def _shown(text: str) -> str:
    return shown_text(text)


@lru_cache(maxsize=65_536)
def estimated_seconds(marked_text: str, speed: float = 1.0) -> float:
    """How long a line will probably take, in seconds, by its letters; 0 for a line that says nothing."""
    pauses = sum(float(value) / (1 if unit.lower() == "s" else 1000) for value, unit in _PAUSE_TAG.findall(marked_text))
    spoken = 0.0
    for char in _shown(marked_text):
        if char.isspace():
            spoken += 0.5 / LETTERS_PER_SECOND
        elif "\u3040" <= char <= "\u30ff":
            spoken += 1 / KANA_PER_SECOND
        elif "\uac00" <= char <= "\ud7a3":
            spoken += 1 / HANGUL_PER_SECOND
        elif char.isdigit():
            spoken += 3 / LETTERS_PER_SECOND
        elif unicodedata.category(char) == "Lo" and char >= "\u2e80":
            spoken += 1 / IDEOGRAPHS_PER_SECOND
        elif char.isalpha():
            spoken += 1 / LETTERS_PER_SECOND
        else:
            spoken += 1.5 / LETTERS_PER_SECOND
    return (max(_SHORTEST, spoken / max(speed, 0.05)) if spoken else 0.0) + pauses


def convert(samples: int, from_rate: int, to_rate: int) -> int:
    """``samples`` at one rate as the nearest whole sample at another (exact, halves upwards)."""
    if from_rate == to_rate:
        return samples
    return (2 * samples * to_rate + from_rate) // (2 * from_rate)


def layout(project: Project, takes: Mapping[str, TakeInfo], states: Mapping[str, str]) -> Timeline:
    """The project's timeline. ``takes`` and ``states`` are by line id; a line without a take is an estimate."""
    return Layouts().layout(project, takes, states)


class _Source(NamedTuple):
    """What a line's clip was made from, and the milliseconds of silence that the line's end asks for."""

    line: Line
    character: Character | None
    take: TakeInfo | None
    gap: int


class Layouts:
    """Lays one project out after each of its edits; what comes out is what :func:`layout` makes from nothing.

    Documents and takes never change, so a line that is the same object, with the same take and character, has the
    same clip; where it only moved, or changed its state, the clip is copied. In a script of 5,000 lines that is
    what makes an edit cheap: a clip has 28 fields.
    """

    def __init__(self) -> None:
        self._sources: dict[str, _Source] = {}
        self._clips: dict[str, Clip] = {}
        self._about: tuple[object, ...] = ()  # of the project, what every clip depends on
        self._tracks: dict[str, Track] = {}

    def layout(self, project: Project, takes: Mapping[str, TakeInfo], states: Mapping[str, str]) -> Timeline:
        about = (project.rate, project.language, project.gaps, project.voices)
        if about != self._about:
            self._about, self._sources = about, {}
        characters = {c.id: c for c in project.characters}
        voices = {v.id: v.name for v in project.voices}
        tracks: dict[str, list[Clip]] = {c.id: [] for c in project.characters}
        scenes: list[SceneSpan] = []
        known = self._sources
        sources: dict[str, _Source] = {}
        placed_before, self._clips = self._clips, {}
        cursor = _Cursor(project)
        number = 0
        for scene in project.scenes:
            clips: list[Clip] = []
            for line in scene.lines:
                number += 1
                character = characters.get(line.character)
                take = takes.get(line.id)
                state = states.get(line.id, "empty")
                source = known.get(line.id)
                if source is not None and source.line is line and source.character is character and source.take is take:
                    clip = placed_before[line.id]
                else:
                    clip, gap = _clip(project, voices, line, character, take)
                    source = _Source(line, character, take, gap)
                start = cursor.place(line, source.gap, clip.length)
                clip = _put(clip, take, number, scene.id, start, state, project.rate)
                sources[line.id] = source
                self._clips[line.id] = clip
                clips.append(clip)
                tracks.setdefault(line.character, []).append(clip)
            scenes.append(_span(scene.id, scene.title, clips, cursor.latest))
            if clips:
                cursor.end_scene()
        self._sources = sources
        self._tracks = _tracks(tracks, characters, self._tracks)
        return Timeline(
            project_id=project.id,
            name=project.name,
            rate=project.rate,
            length=max(cursor.end_of_programme(), cursor.furthest),
            language=project.language,
            tracks=tuple(self._tracks.values()),
            scenes=tuple(scenes),
            markers=tuple(TimelineMarker(name=m.name, start=m.start, length=m.length) for m in project.markers),
        )


def _clip(
    project: Project, voices: Mapping[str, str], line: Line, character: Character | None, take: TakeInfo | None
) -> tuple[Clip, int]:
    """A line's clip, which has no place yet, and the milliseconds of silence that the line's end asks for."""
    if take is not None:
        length = convert(take.length, take.rate, project.rate)
    else:
        length = round(estimated_seconds(line.text, _speed(line, character)) * project.rate)
    text = _shown(line.text)
    voice_id = line.voice or (character.voice if character is not None else None)
    clip = Clip(
        line_id=line.id,
        number=0,
        scene_id="",
        text=text,
        marked_text=line.text,
        start=-1,
        length=length,
        state="",
        gain=line.gain,
        emotion=_emotion(line, character),
        direction=line.delivery.direction,
        note=line.note,
        status=line.status,
        language=line.language or (character.language if character else None) or project.language,
        voice=voices.get(voice_id or "", ""),
        fields=line.fields,
        **(_sound(take, length, project.rate) if take is not None else {}),
    )
    return clip, closing_gap(text, project.gaps)


def _put(clip: Clip, take: TakeInfo | None, number: int, scene_id: str, start: int, state: str, rate: int) -> Clip:
    """The clip at its place in the script and in time; itself when it is there."""
    if (clip.start, clip.number, clip.state, clip.scene_id) == (start, number, state, scene_id):
        return clip
    if take is None or clip.start == start:
        words, phones = clip.words, clip.phones
    else:
        at = (start, take.rate, rate)
        words, phones = Placed(_words, take.words, at), Placed(_phones, take.phones, at)
    return placed(clip, number=number, scene_id=scene_id, start=start, state=state, words=words, phones=phones)


class _Cursor:
    """Where the next line starts. Pauses are added as milliseconds and rounded to a sample once per line."""

    def __init__(self, project: Project) -> None:
        self._per_ms = project.rate / 1000
        self._scene = float(project.gaps.scene)
        self.latest = 0  # the sample at which everything placed so far has ended
        self.furthest = 0  # the last end of all: a pinned line may stand before it
        self._gap = float(project.gaps.lead)  # milliseconds before the next line
        self._asked = True  # the gap was asked for, not taken from the punctuation
        self._scene_gap = 0.0

    def place(self, line: Line, closing: int, length: int) -> int:
        """Where the line starts; ``closing`` is the gap after it, in milliseconds, if it says nothing itself."""
        before = line.pause_before
        if line.start is not None:
            start = max(0, line.start)
        elif before is not None and before < 0:
            start = max(0, self.latest + round(before * self._per_ms))
        else:
            gap = self._gap if before is None else before + (self._gap if self._asked else 0.0)
            start = self.latest + round((gap + self._scene_gap) * self._per_ms)
        end = start + length
        self.latest = end if line.start is not None or end > self.latest else self.latest
        self.furthest = end if end > self.furthest else self.furthest
        self._asked = line.pause_after is not None
        self._gap = float(closing if line.pause_after is None else line.pause_after)
        self._scene_gap = 0.0
        return start

    def end_scene(self) -> None:
        self._scene_gap = self._scene

    def end_of_programme(self) -> int:
        """A pause that was asked for after the last line belongs to the programme."""
        return self.latest + (round(self._gap * self._per_ms) if self._asked else 0)


def _speed(line: Line, character: Character | None) -> float:
    if line.delivery.speed is not None:
        return line.delivery.speed
    return (character.delivery.speed if character is not None else None) or 1.0


def _emotion(line: Line, character: Character | None) -> str:
    return line.delivery.emotion or (character.delivery.emotion if character is not None else None) or "neutral"


def _sound(take: TakeInfo, length: int, rate: int) -> dict[str, Any]:
    """The fields of a clip that come from its take, but for where its words are."""
    fade = min(round(FADE_MS * rate / 1000), length // 2)
    return {
        "path": take.path,
        "take": take.key,
        "source_rate": take.rate,
        "source_length": take.length,
        "fade_in": fade,
        "fade_out": fade,
        "checks": take.checks,
    }


def _words(source: Sequence[tuple[str, int, int, int]], at: tuple[int, int, int]) -> tuple[TimedWord, ...]:
    start, old, new = at
    return tuple(
        TimedWord(text, start + convert(first, old, new), start + convert(last, old, new), offset)
        for text, first, last, offset in source
    )


def _phones(source: Sequence[tuple[str, int, int]], at: tuple[int, int, int]) -> tuple[TimedPhone, ...]:
    start, old, new = at
    return tuple(
        TimedPhone(symbol, start + convert(first, old, new), start + convert(last, old, new))
        for symbol, first, last in source
    )


def _span(scene_id: str, title: str, clips: Sequence[Clip], here: int) -> SceneSpan:
    start = min([clip.start for clip in clips], default=here)
    end = max([clip.start + clip.length for clip in clips], default=here)
    return SceneSpan(scene_id=scene_id, title=title, start=start, length=end - start)


def character_colors(ids: Iterable[str], characters: Mapping[str, Character]) -> dict[str, str]:
    """The colour of each of these characters, in their order: its own, or one of the palette that nobody has."""
    taken = {c.color.lower() for c in characters.values() if c.color}
    free = [color for color in PALETTE if color not in taken] or list(PALETTE)
    made: dict[str, str] = {}
    unpainted = 0
    for character_id in ids:
        character = characters.get(character_id)
        color = character.color if character is not None else ""
        if not color:
            color = free[unpainted % len(free)]
            unpainted += 1
        made[character_id] = color
    return made


def _tracks(
    clips: Mapping[str, list[Clip]], characters: Mapping[str, Character], before: Mapping[str, Track]
) -> dict[str, Track]:
    """A track for each character; one that is the same is the same object."""
    colors = character_colors(clips, characters)
    made: dict[str, Track] = {}
    for character_id, own in clips.items():
        character = characters.get(character_id)
        own.sort(key=attrgetter("start", "number"))
        name = character.name if character is not None else character_id
        gain = character.gain if character is not None else 0.0
        old = before.get(character_id)
        if (
            old is not None
            and (old.name, old.color, old.gain) == (name, colors[character_id], gain)
            and len(old.clips) == len(own)
            and all(map(is_, old.clips, own))
        ):
            made[character_id] = old
        else:
            made[character_id] = Track(
                character_id=character_id, name=name, color=colors[character_id], gain=gain, clips=tuple(own)
            )
    return made
