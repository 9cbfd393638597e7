"""The edits of direction: what a field asks for, as one step over the selected lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from studio.document import edits
from studio.document.model import DELIVERY, Delivery, Line, Project
from studio.editing.voicing import adopt

# What "not said here" is for each field of a line.
_OPEN: Mapping[str, Any] = {"gain": 0.0, "seed": 0, "status": "", "note": "", "direction": ""}
OF_CHARACTER = (*DELIVERY, "voice", "language")  # what a character can have as a default


def open_value(name: str) -> Any:
    """The value with which a control is inherited again."""
    return _OPEN.get(name)


def direct(project: Project, line_ids: Collection[str], changes: Mapping[str, Any]) -> Project:
    """Set controls of lines. A voice may be (engine, preset): it is taken into the project. Raises LinereadError."""
    spoken = {name: value for name, value in changes.items() if name in DELIVERY}
    others = {name: _whole(name, value) for name, value in changes.items() if name not in DELIVERY}
    if isinstance(others.get("voice"), tuple):
        project, others["voice"] = adopt(project, *others["voice"])
    if "seed" in others:
        others["take"] = None  # whatever take belongs to the new seed
    if spoken:
        project = edits.set_delivery(project, line_ids, **spoken)
    if others:
        project = edits.replace_lines(project, line_ids, **others)
    return project


def _whole(name: str, value: Any) -> Any:
    return round(value) if name in ("seed", "pause_before", "pause_after") and isinstance(value, float) else value


def make_default(project: Project, lines: Collection[Line], character_id: str, values: Mapping[str, Any]) -> Project:
    """Make ``values`` a character's defaults; those of ``lines`` that are its own inherit them from now on."""
    spoken = {name: value for name, value in values.items() if name in DELIVERY}
    if spoken:
        project = edits.set_character_delivery(project, character_id, **spoken)
    others = {name: value for name, value in values.items() if name not in DELIVERY}
    if others:
        project = edits.replace_character(project, character_id, **others)
    mine = [line.id for line in lines if line.character == character_id]
    return direct(project, mine, {name: open_value(name) for name in values}) if mine else project


def overrides(line: Line) -> dict[str, Any]:
    """What a line says itself of its delivery, voice and language."""
    own = {name: getattr(line.delivery, name) for name in DELIVERY}
    own |= {"voice": line.voice, "language": line.language}
    return {name: value for name, value in own.items() if value not in (None, "")}


def undirected(project: Project, line_ids: Collection[str]) -> Project:
    """Lines that inherit everything from their characters again."""
    return edits.replace_lines(project, line_ids, delivery=Delivery(), voice=None, language=None)
