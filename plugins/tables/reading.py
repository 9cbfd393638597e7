"""A table meets a project: rows become lines, and a changed sheet changes exactly the lines that were edited.

A column that is there is the whole truth of what it says: an empty cell clears. What a sheet has no column for stays
as it is. A cell that says the same as the project in other words (``1.50``, a blank at its end, a line end that a
spreadsheet wrote) changes nothing.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plugins.api import Problem, Project
from plugins.tables.columns import Columns
from plugins.tables.habits import ERROR
from studio.document.ids import fresh
from studio.document.merge import compare
from studio.document.model import EMOTIONS, RANGES, Character, Delivery, Line, Scene

NARRATOR = "NARRATOR"
_NUMBERS = ("intensity", "speed", "pitch", "volume")
_MILLISECONDS = ("pause_before", "pause_after")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says. Only fields that the table has a column for are in ``values`` and ``delivery``."""

    id: str
    character: str
    values: Mapping[str, Any]  # of Line
    delivery: Mapping[str, Any]  # of Delivery
    extra: Mapping[str, str]
    scene: str | None  # None: the table has no scenes


class RowReader:
    """Turns cells into rows and collects what is odd about them."""

    def __init__(self, columns: Columns, first_row: int = 2) -> None:
        self.problems: list[Problem] = []
        self._columns = columns
        self._number = first_row - 1
        self._taken: set[str] = set()

    def rows(self, cells: Sequence[Sequence[str]]) -> list[Row]:
        made = []
        for row in cells:
            self._number += 1
            if any(cell and not cell.isspace() for cell in row):
                made.append(self._row(row))
        if len(self.problems) > _MOST_PROBLEMS:
            more = len(self.problems) - _MOST_PROBLEMS
            self.problems[_MOST_PROBLEMS:] = [Problem(message=f"There are {more} more of these.", code="more")]
        return made

    def _row(self, row: Sequence[str]) -> Row:
        width = len(row)
        cell = {field: row[at] if at < width else "" for field, at in self._columns.known.items()}
        identity = cell.get("id", "").strip()
        if identity in self._taken:
            self._problem(f"The id {identity} stands twice; this row gets a new one.", "duplicate-id")
            identity = ""
        if not identity:
            identity = fresh("L", self._taken)
        self._taken.add(identity)
        values: dict[str, Any] = {"text": _text(cell["text"])}
        if ERROR.fullmatch(cell["text"].strip()):
            shown = cell["text"].strip()
            self._problem(
                f"The spreadsheet took words for a formula and shows {shown}: begin the cell with '.", "formula"
            )
        for field in ("language", "status", "note"):
            if field in cell:
                said = _text(cell[field]).strip() if field != "note" else _text(cell[field])
                values[field] = said or None if field == "language" else said
        for field in _MILLISECONDS:
            if field in cell:
                number = self._number_of(field, cell[field])
                values[field] = None if number is None else round(number)
        if "gain" in cell:
            values["gain"] = self._number_of("gain", cell["gain"]) or 0.0
        delivery: dict[str, Any] = {field: self._number_of(field, cell[field]) for field in _NUMBERS if field in cell}
        if "direction" in cell:
            delivery["direction"] = _text(cell["direction"]).strip()
        if "emotion" in cell:
            emotion = cell["emotion"].strip().casefold()
            delivery["emotion"] = emotion or None
            if emotion and emotion not in EMOTIONS:
                delivery["emotion"] = None
                self._problem(
                    f"The emotion {cell['emotion'].strip()!r} is not known; it is kept as direction.", "emotion"
                )
                known = delivery.get("direction", "")
                delivery["direction"] = f"{known}, {cell['emotion'].strip()}" if known else cell["emotion"].strip()
        if cell.get("character", "").strip() and not cell["text"].strip():
            self._problem(f"{' '.join(cell['character'].split())} has no words here.", "no-words")
        extra = {header: _text(row[at]) if at < width else "" for header, at in self._columns.extra}
        scene = cell["scene"].strip() if "scene" in cell else None
        return Row(identity, " ".join(cell.get("character", "").split()), values, delivery, extra, scene)

    def _number_of(self, field: str, cell: str) -> float | None:
        text = cell.strip().replace("−", "-").removesuffix("dB").removesuffix("ms").strip()
        if not text:
            return None
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            self._problem(f"{cell.strip()!r} in {field} is no number.", "no-number")
            return None
        low, high = RANGES.get(field, (-1e9, 1e9))
        if not low <= number <= high:
            self._problem(f"{field} cannot be {number:g}; it became {min(high, max(low, number)):g}.", "out-of-range")
        return min(high, max(low, number))

    def _problem(self, message: str, code: str) -> None:
        self.problems.append(Problem(message=message, line=self._number, column=1, code=code))


def over(current: Project, rows: Sequence[Row], *, sheet_order: bool = False) -> Project:
    """``current`` as the rows want it. Lines without a row are gone; order as in the script unless told otherwise.

    A project without lines speaks the language that most rows are in; a line in the project's language has none of
    its own.
    """
    if not any(True for _ in current.lines()):
        current = replace(current, language=_usual_language(rows) or current.language)
    cast = _Cast(current)
    by_id = {line.id: line for line in current.lines()}
    same = {row.id: row.id for row in rows if row.id in by_id}
    if by_id and len(same) < len(rows):  # rows without ids, or with others: the words tell
        same |= _same_by_words(current, rows, _Cast(current))
    lines: dict[str, Line] = {}  # by the row's id
    for row in rows:
        before = by_id.get(same.get(row.id, ""))
        lines[row.id] = _changed(before, row, cast, current.language) if before else _new(row, cast, current.language)
    build = _in_sheet_order if sheet_order or not by_id else _in_script_order
    scenes = build(current, rows, lines, same)
    characters = cast.characters
    if scenes == current.scenes and characters == current.characters:
        return current
    return replace(current, scenes=scenes, characters=characters)


def _usual_language(rows: Sequence[Row]) -> str:
    said = Counter(_short(row.values.get("language")) for row in rows)
    return max(said, key=lambda language: said[language], default="")


def _short(language: str | None) -> str:
    """``en`` of ``en-US`` and ``en_GB``."""
    return re.split("[-_]", language or "")[0].casefold()


class _Cast:
    """Characters by name, made where there is none."""

    def __init__(self, project: Project) -> None:
        self._known = {c.name.casefold(): c.id for c in reversed(project.characters)}
        self._taken = {c.id for c in project.characters}
        self.characters = project.characters
        self.names = {c.id: c.name for c in project.characters}

    def id_of(self, name: str) -> str:
        identity = self._known.get(name.casefold())
        if identity is None:
            identity = self._known[name.casefold()] = fresh("C", self._taken)
            self._taken.add(identity)
            self.names[identity] = name
            self.characters = (*self.characters, Character(id=identity, name=name))
        return identity


def _same_by_words(current: Project, rows: Sequence[Row], cast: _Cast) -> dict[str, str]:
    known = {line.id for line in current.lines()}
    if not any(row.character for row in rows):  # a sheet of words only: whoever says them
        one = cast.id_of(NARRATOR)
        scenes = tuple(
            replace(scene, lines=tuple(replace(line, character=one) for line in scene.lines))
            for scene in current.scenes
        )  # fmt: skip
        current = replace(current, scenes=scenes)
    lines = tuple(Line(id=r.id, character=cast.id_of(r.character or NARRATOR), text=r.values["text"]) for r in rows)
    incoming = Project(
        id="", name="", characters=cast.characters, scenes=(Scene(id="S-sheet", lines=lines),),
    )  # fmt: skip
    ids = compare(current, incoming).ids
    return {row.id: ids[row.id] for row in rows if ids.get(row.id) in known}


def _new(row: Row, cast: _Cast, language: str) -> Line:
    changed = {"text": row.values["text"].strip()}
    if _short(row.values.get("language")) == _short(language):
        changed["language"] = None
    return Line(
        id=row.id,
        character=cast.id_of(row.character or NARRATOR),
        delivery=Delivery(**{k: v for k, v in row.delivery.items() if v is not None}),
        fields={k: v for k, v in row.extra.items() if v},
        **{**row.values, **changed},
    )


def _changed(before: Line, row: Row, cast: _Cast, language: str) -> Line:
    """``before`` itself where the row says nothing else."""
    changes: dict[str, Any] = {}
    if row.character and row.character.casefold() != " ".join(cast.names.get(before.character, "").split()).casefold():
        changes["character"] = cast.id_of(row.character)
    for field, value in row.values.items():
        old = getattr(before, field)
        if field == "language" and _short(value or language) == _short(old or language):
            continue
        if not _same(value, old):
            changes[field] = value.strip() if field == "text" else value
    directed = {
        field: value for field, value in row.delivery.items() if not _same(value, getattr(before.delivery, field))
    }
    if directed:
        changes["delivery"] = replace(before.delivery, **directed)
    extra = {
        key: value for key, value in row.extra.items()
        if value != (had := before.fields.get(key, "")) and not _alike(value, had)
    }  # fmt: skip
    if extra:
        fields = {**before.fields, **extra}
        changes["fields"] = {key: value for key, value in fields.items() if value or key not in extra}
    return replace(before, **changes) if changes else before


def _same(one: Any, other: Any) -> bool:
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return _alike(one, other)
    # a workbook keeps 15 to 16 digits
    return isinstance(one, float) and isinstance(other, float) and math.isclose(one, other, rel_tol=1e-12)


def _alike(one: str, other: str) -> bool:
    """Whether a spreadsheet would show the same: ends, line ends and what it cannot hold do not count."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return _UNSEEN.sub("", _text(text)).strip()[:32_000]


def _text(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _in_sheet_order(
    current: Project, rows: Sequence[Row], lines: Mapping[str, Line], same: Mapping[str, str]
) -> tuple[Scene, ...]:
    home = {line.id: scene.title for scene in current.scenes for line in scene.lines}
    made: dict[str, list[Line]] = {}
    title = ""
    for row in rows:
        title = home.get(same.get(row.id, ""), title) if row.scene is None else row.scene
        made.setdefault(title, []).append(lines[row.id])
    return _scenes(current, made)


def _in_script_order(
    current: Project, rows: Sequence[Row], lines: Mapping[str, Line], same: Mapping[str, str]
) -> tuple[Scene, ...]:
    """Known lines stay where they are; a new one, or one that changed its scene, follows the row above it."""
    home = {line.id: scene.title for scene in current.scenes for line in scene.lines}
    stays: dict[str, Line] = {}
    followers: dict[str, list[Line]] = {}  # behind a line that stays
    tails: dict[str, list[Line]] = {}  # at the end of a scene
    anchor, title = "", ""
    for row in rows:
        known = same.get(row.id, "")
        if known and (row.scene is None or row.scene == home[known].strip()):
            stays[known] = lines[row.id]
            anchor, title = known, home[known]
            continue
        wanted = title if row.scene is None else row.scene
        if anchor and wanted == title.strip():
            followers.setdefault(anchor, []).append(lines[row.id])
        else:
            tails.setdefault(wanted, []).append(lines[row.id])
    made: dict[str, list[Line]] = {}
    ordered: list[Scene] = []
    for scene in current.scenes:
        kept: list[Line] = []
        for line in scene.lines:
            if line.id in stays:
                kept += [stays[line.id], *followers.get(line.id, ())]
        kept += tails.pop(scene.title.strip(), ())
        same_lines = len(kept) == len(scene.lines) and all(a is b for a, b in zip(kept, scene.lines, strict=True))
        ordered.append(scene if same_lines else replace(scene, lines=tuple(kept)))
    made.update(tails)
    return (*ordered, *_scenes(dataclasses.replace(current, scenes=()), made))


def _scenes(current: Project, made: Mapping[str, list[Line]]) -> tuple[Scene, ...]:
    known = {scene.title.strip(): scene for scene in reversed(current.scenes)}
    taken = {scene.id for scene in current.scenes}
    scenes = []
    for title, lines in made.items():
        scene = known.get(title.strip())
        if scene is None:
            scene = Scene(id=fresh("S", taken), title=title)
            taken.add(scene.id)
        scenes.append(replace(scene, lines=tuple(lines)))
    return tuple(scenes)
