"""Rows as they were before a spreadsheet wrote them in its own way, so that only what a person edited is a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plugins.api import Problem, Project
from plugins.tables.habits import described, same_ids, spoiled
from plugins.tables.reading import Row
from studio.document.model import Line


@dataclass(frozen=True, slots=True)
class Unedited:
    """``ids`` and ``cells``: what was there, and what the spreadsheet wrote instead."""

    rows: tuple[Row, ...]
    ids: Mapping[str, str]
    cells: Mapping[str, str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        made = []
        if self.ids:
            message = f"A spreadsheet wrote ids in its own way ({described(self.ids)}); they are the same lines."
            made.append(Problem(message=message, code="spreadsheet"))
        if self.cells:
            message = f"A spreadsheet wrote cells in its own way ({described(self.cells)}); they stay as they were."
            made.append(Problem(message=message, code="spreadsheet"))
        return tuple(made)


def as_written(current: Project, rows: Sequence[Row]) -> Unedited:
    """The rows for a project; those of lines that it does not have only where they say words or a speaker."""
    homes = {line.id: (line, scene.title) for scene in current.scenes for line in scene.lines}
    names = {character.id: character.name for character in current.characters}
    given = {row.id for row in rows}
    others = [row.id for row in rows if row.id not in homes] if homes else []
    ids = same_ids(others, homes.keys() - given) if others else {}
    cells: dict[str, str] = {}
    made = []
    for row in rows:
        home = homes.get(ids.get(row.id, row.id))
        if home is not None:
            line, scene = home
            made.append(_as_it_was(row, line, scene, names.get(line.character, ""), cells))
        elif row.character or row.values["text"].strip():
            made.append(row)
    return Unedited(tuple(made), {known: identity for identity, known in ids.items()}, cells)


def _as_it_was(row: Row, line: Line, scene: str, character: str, cells: dict[str, str]) -> Row:
    """The row itself where nothing is to be put right, as in nearly all."""
    changes: dict[str, Any] = {} if row.id == line.id else {"id": line.id}

    def spoilt(cell: str | None, was: str | None) -> bool:
        if cell != was and cell is not None and was is not None and spoiled(cell, was):
            cells[was] = cell
            return True
        return False

    if spoilt(row.character, character):
        changes["character"] = character
    if spoilt(row.scene, scene):
        changes["scene"] = scene
    values = {
        name: was for name, value in row.values.items()
        if isinstance(value, str) and value != (was := getattr(line, name)) and spoilt(value, was)
    }  # fmt: skip
    if values:
        changes["values"] = {**row.values, **values}
    if spoilt(row.delivery.get("direction"), line.delivery.direction):
        changes["delivery"] = {**row.delivery, "direction": line.delivery.direction}
    extra = {
        name: was for name, cell in row.extra.items()
        if cell != (was := line.fields.get(name, "")) and spoilt(cell, was)
    }  # fmt: skip
    if extra:
        changes["extra"] = {**row.extra, **extra}
    return replace(row, **changes) if changes else row
