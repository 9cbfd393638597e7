"""What a mixer or director sends back: which lines are good, which are to be done again, and how loud.

A list with an ``id`` column and any of ``status``, ``note`` and ``gain`` (dB). An empty cell says nothing: such
lists are made by hand and hold only what somebody had to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plugins.api import LinereadError, Problem, Project
from plugins.tables.columns import meaning
from plugins.tables.habits import same_ids
from studio.document.model import Line

_SAID = ("status", "note", "gain")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Changes of lines, by id."""

    by_id: Mapping[str, Mapping[str, Any]]

    def over(self, current: Project) -> Project:
        """``current`` with the wishes. Raises LinereadError when no id of the list is in it."""
        known = {line.id for line in current.lines()}
        written = same_ids(self.by_id.keys() - known, known - self.by_id.keys())  # 0001 as a spreadsheet's 1
        by_id = {written.get(identity, identity): wish for identity, wish in self.by_id.items()}
        if by_id and not known & by_id.keys():
            first = next(iter(self.by_id))
            raise LinereadError(
                f"None of these ids is in this project, for example {first}.", "Is it another project's?"
            )

        def changed(line: Line) -> Line:
            wish = by_id.get(line.id)
            return replace(line, **wish) if wish else line

        return replace(
            current,
            scenes=tuple(
                replace(scene, lines=tuple(map(changed, scene.lines)))
                if any(line.id in by_id for line in scene.lines) else scene
                for scene in current.scenes
            ),
        )  # fmt: skip


def read_pickups(cells: Sequence[Sequence[str]]) -> tuple[Wishes, tuple[Problem, ...]]:
    """The wishes of a list, its first row the headers. Raises LinereadError without an id column."""
    places: dict[str, int] = {}
    for place, header in enumerate(cells[0]):
        found = meaning(header)
        if found is not None:
            places.setdefault(found[0], place)
    if "id" not in places or not set(_SAID) & places.keys():
        raise LinereadError("This list has no columns id and status, note or gain.", "Headers: id,status,note,gain")
    wishes: dict[str, dict[str, Any]] = {}
    problems = []
    for number, row in enumerate(cells[1:], 2):
        cell = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        if not cell["id"]:
            continue
        wish: dict[str, Any] = {field: cell[field] for field in ("status", "note") if cell.get(field)}
        if cell.get("gain"):
            try:
                text = cell["gain"].replace("−", "-").removesuffix("dB").strip().replace(",", ".")
                wish["gain"] = max(-60.0, min(24.0, float(text)))
            except ValueError:
                message = f"{cell['gain']!r} is no gain in dB."
                problems.append(Problem(message=message, line=number, column=1, line_id=cell["id"], code="no-number"))
        if wish:
            wishes.setdefault(cell["id"], {}).update(wish)
    return Wishes(wishes), tuple(problems)
