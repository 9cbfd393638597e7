"""Rows as they were before a spreadsheet wrote them in its own way, so that only what a person edited is a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    def meant(cell: str | None, was: str | None) -> str | None:
        if cell is None or was is None or cell == was or not spoiled(cell, was):
            return cell
        cells[was] = cell
        return was

    values = {
        name: meant(value, getattr(line, name)) if isinstance(value, str) else value
        for name, value in row.values.items()
    }
    delivery = row.delivery
    if "direction" in delivery:
        delivery = {**delivery, "direction": meant(delivery["direction"], line.delivery.direction)}
    extra = {name: meant(cell, line.fields.get(name)) or "" for name, cell in row.extra.items()}
    return replace(
        row, id=line.id, character=meant(row.character, character) or "", values=values, delivery=delivery,
        extra=extra, scene=meant(row.scene, scene),
    )  # fmt: skip
