"""The cast as a table, what several characters have in common, and dealing voices out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import catalogue
from engine.catalogue import EngineInfo
from engine.protocol import Controls, VoiceSpec
from studio.document import edits
from studio.document.model import DELIVERY, Character, Delivery, Line, Project
from studio.editing.gathering import Common, engines_of
from studio.editing.voicing import Listed, adopt, keep
from studio.script.lower import controls
from studio.session.session import Session
from studio.timeline.types import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class CastRow:
    """One character as the table shows it. ``length`` is in samples of everything it says."""

    id: str
    name: str
    color: str
    voice: str
    lines: int
    length: int


def cast_rows(project: Project, timeline: Timeline) -> tuple[CastRow, ...]:
    """Every character in the order of the cast."""
    counts = Counter(line.character for line in project.lines())
    tracks = {track.character_id: track for track in timeline.tracks}
    voices = {v.id: v.name for v in project.voices}
    rows = []
    for character in project.characters:
        track = tracks.get(character.id)
        rows.append(
            CastRow(
                id=character.id,
                name=character.name,
                color=track.color if track else character.color,
                voice=voices.get(character.voice or "", ""),
                lines=counts[character.id],
                length=sum(clip.length for clip in track.clips) if track else 0,
            )
        )
    return tuple(rows)


def gather_characters(characters: Sequence[Character], active: Character, language: str) -> dict[str, Common]:
    """Every default of ``characters``; ``active`` is one of them, ``language`` the project's."""
    neutral: Mapping[str, Any] = {"language": language, "direction": "", "voice": None, "gain": 0.0, "color": ""}
    plain = controls(Delivery())
    found = {}
    for name in (*DELIVERY, "voice", "language", "gain", "color"):
        values = [_value(c, name) for c in characters]
        mine = _value(active, name)
        own = mine not in (None, "") and not (name == "gain" and mine == 0.0)
        base = neutral[name] if name in neutral else getattr(plain, name)
        found[name] = Common(value=mine if own else base, own=own, mixed=len(set(values)) > 1)
    return found


def _value(character: Character, name: str) -> Any:
    return getattr(character.delivery if name in DELIVERY else character, name)


def engines_of_characters(session: Session, characters: Sequence[Character]) -> tuple[EngineInfo, ...]:
    """The engines that speak for these characters."""
    return engines_of(session, [Line(id="", character=c.id, text="") for c in characters])


def direct_characters(project: Project, character_ids: Sequence[str], name: str, value: Any) -> Project:
    """Set one default of several characters. A voice may be (engine, preset). Raises LinereadError."""
    if isinstance(value, tuple):
        project, value = adopt(project, *value)
    for identity in character_ids:
        if name in DELIVERY:
            project = edits.set_character_delivery(project, identity, **{name: value})
        else:
            project = edits.replace_character(project, identity, **{name: value})
    return project


def deal(project: Project, character_ids: Sequence[str], voices: Sequence[Listed]) -> Project:
    """Give voices to characters, one after another, and from the first again when they run out."""
    for index, identity in enumerate(character_ids):
        listed = voices[index % len(voices)]
        voice = listed.voice
        if not voice:
            project, voice = adopt(project, listed.spec.engine, listed.spec.preset)
        project = edits.set_voice(project, identity, voice)
    return project


def freeze(
    project: Project, spec: VoiceSpec, name: str, description: str, manner: Controls, character_ids: Sequence[str]
) -> Project:
    """Keep a designed voice, and give it and the manner it was described with to characters.

    Raises EngineError for a voice that its engine could not speak.
    """
    catalogue.voice_digest(spec)
    project, voice = keep(project, spec, name, description)
    for identity in character_ids:
        project = edits.set_voice(project, identity, voice)
        if manner.emotion != "neutral":
            intensity = None if manner.intensity == 1.0 else manner.intensity
            project = edits.set_character_delivery(project, identity, emotion=manner.emotion, intensity=intensity)
    return project


def remove_characters(project: Project, character_ids: Sequence[str], heir: str | None) -> Project:
    """Take characters out of the cast; ``heir`` speaks their lines from now on. Raises LinereadError."""
    for identity in character_ids:
        project = edits.remove_character(project, identity, lines_to=heir)
    return project


def take_voices(project: Project, voices: Sequence[Listed]) -> Project:
    """Voices of the library come into the project."""
    for listed in voices:
        project, _ = adopt(project, listed.spec.engine, listed.spec.preset)
    return project


def remove_voices(project: Project, voices: Sequence[Listed]) -> Project:
    """Voices go out of the project; whoever had one has none."""
    for listed in voices:
        project = edits.remove_voice(project, listed.voice)
    return project
