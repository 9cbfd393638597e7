"""What the selected lines have in common, control by control, and what their voices cannot do.

Five thousand lines have a handful of different deliveries, so those are counted first and resolved after.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from engine import catalogue, plan
from engine.catalogue import EngineInfo
from engine.errors import EngineError
from studio.document.model import DELIVERY, Character, Line, Project
from studio.render.orders import delivery
from studio.script import shown_text
from studio.script.lower import controls
from studio.session.session import Session
from studio.timeline.layout import closing_gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """One control over a selection. ``value`` is the active line's, in force; ``giver`` is who an inherited one is
    from: a character's name, or "" for the neutral delivery."""

    value: Any
    own: bool
    mixed: bool = False
    giver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the voices of a selection do with one control."""

    cannot: str = ""  # label of an engine that has no such control
    low: float | None = None  # where quality ends
    high: float | None = None


def gather(project: Project, lines: Sequence[Line], active: Line) -> dict[str, Common]:
    """Every control of ``lines``, which are not none; ``active`` is one of them."""
    cast = {c.id: c for c in project.characters}
    found = _deliveries(lines, active, cast)
    found |= _plain(lines, active, ("gain", "seed", "status", "note"))
    found["voice"] = _inherited(lines, active, cast, "voice", None)
    found["language"] = _inherited(lines, active, cast, "language", project.language)
    for name in ("pause_before", "pause_after"):
        own = {getattr(line, name) for line in lines}
        value = getattr(active, name)
        if name == "pause_after" and value is None:
            value = closing_gap(shown_text(active.text), project.gaps)
        found[name] = Common(value=value, own=getattr(active, name) is not None, mixed=len(own) > 1)
    return found


def _plain(lines: Sequence[Line], active: Line, names: Iterable[str]) -> dict[str, Common]:
    """Fields that are inherited from nobody."""
    found = {}
    for name in names:
        value = getattr(active, name)
        mixed = len({getattr(line, name) for line in lines}) > 1
        found[name] = Common(value=value, own=bool(value), mixed=mixed)
    return found


def _inherited(
    lines: Sequence[Line], active: Line, cast: dict[str, Character], name: str, neutral: str | None
) -> Common:
    kinds = {(getattr(line, name), line.character) for line in lines}
    mine, character = getattr(active, name), cast.get(active.character)
    given = getattr(character, name) if character is not None else None
    values = {own or _of(cast.get(who), name) or neutral for own, who in kinds}
    mixed = len(values) > 1 or len({own is None for own, _ in kinds}) > 1
    giver = character.name if character is not None and given else ""
    return Common(value=mine or given or neutral, own=mine is not None, mixed=mixed, giver=giver)


def _of(character: Character | None, name: str) -> Any:
    return getattr(character, name) if character is not None else None


def _deliveries(lines: Sequence[Line], active: Line, cast: dict[str, Character]) -> dict[str, Common]:
    kinds = {(line.delivery, line.character): line for line in lines}
    in_force = [delivery(line, cast.get(line.character)) for line in kinds.values()]
    resolved = [controls(d) for d in in_force]
    character = cast.get(active.character)
    mine = delivery(active, character)
    mine_resolved = controls(mine)
    found = {}
    for name in DELIVERY:
        if name == "direction":
            value: Any = mine.direction
            values: set[Any] = {d.direction for d in in_force}
        else:
            value = getattr(mine_resolved, name)
            values = {getattr(c, name) for c in resolved}
        open_values = (None, "")
        owns = {getattr(d, name) not in open_values for d, _ in kinds}
        given = getattr(character.delivery, name) if character is not None else None
        own_emotion = name == "intensity" and active.delivery.emotion is not None
        giver = character.name if character is not None and given not in open_values and not own_emotion else ""
        own = getattr(active.delivery, name) not in open_values
        found[name] = Common(value=value, own=own, mixed=len(values) > 1 or len(owns) > 1, giver=giver)
    return found


def engines_of(session: Session, lines: Iterable[Line]) -> tuple[EngineInfo, ...]:
    """The engines that speak these lines."""
    cast = {c.id: c.voice for c in session.project.characters}
    voices = {line.voice or cast.get(line.character) for line in lines}
    found: dict[tuple[str, bytes], EngineInfo] = {}
    for voice in session.project.voices:
        if voice.id in voices:
            with contextlib.suppress(EngineError):  # the line's state says what is wrong with it
                info = catalogue.describe_voice(session.voice(voice))
                found.setdefault((info.id, msgspec.json.encode(info.capabilities)), info)
    return tuple(found.values())


def limits(engines: Sequence[EngineInfo], control: str) -> Limits:
    """What these engines do with a control. One that none of them has is of no use; else the narrowest range counts."""
    if not engines:
        return Limits()
    name = "emotion" if control == "intensity" else control
    if control == "direction":
        able = [e for e in engines if e.capabilities.instruction]
    else:
        able = [e for e in engines if name in e.capabilities.controls]
    if not able:
        return Limits(cannot=engines[0].label)
    ranges = [e.capabilities.ranges[control] for e in able if control in e.capabilities.ranges]
    if not ranges:
        return Limits()
    return Limits(low=max(low for low, _ in ranges), high=min(high for _, high in ranges))


def unknown_emotion(engines: Sequence[EngineInfo], emotion: str) -> str:
    """The label of the engine that does not know an emotion, if none of them does; else ""."""
    if not engines or any(emotion in e.capabilities.emotions for e in engines):
        return ""
    return engines[0].label


def foreign_language(engines: Sequence[EngineInfo], language: str) -> str:
    """The label of an engine that does not speak a language, else ""."""
    return next((e.label for e in engines if not plan.speaks(e.capabilities, language)), "")
