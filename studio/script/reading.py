"""A script as a writer types it, read into a project. Never fails and never loses text.

Rows are taken one by one: heading, remark, ``NAME (direction): words``, or words that continue the line
above or, after a blank row, belong to the narrator. What looks wrong is imported all the same and
reported with its row and column.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from bisect import bisect_right
from typing import Any

from studio.document.ids import fresh
from studio.document.model import Character, Delivery, Line, Project, Scene, Voice
from studio.document.problems import Problem
from studio.script import attributes, cast, rows
from studio.script.attributes import Attributes
from studio.script.directions import read_delivery, take_line_words
from studio.script.header import Header
from studio.script.shown import line_problems

_ID = re.compile(r"\[#id ([^\s=\[\]]+)(?=[\s\]])")
_LEADING = re.compile(r"[(（]([^()（）]{1,60})[)）]\s*(?=\S)")
_ALONE = re.compile(r"\s*[(（]([^()（）]{1,200})[)）]\s*")
_NOTHING = Delivery()


@dataclasses.dataclass(slots=True)
class _Open:
    """The line that is being read."""

    name: str  # of the speaker
    sure: bool
    number: int
    indent: int
    direction: str = ""
    parts: list[tuple[str, str, int, int]] = dataclasses.field(default_factory=list)  # joiner, text, row, column
    given: Attributes | None = None
    note: list[str] = dataclasses.field(default_factory=list)


def parse_script(text: str, name: str = "", base: Project | None = None) -> tuple[Project, tuple[Problem, ...]]:
    """The project that a script describes, and everything that is odd about it, in the order of the file.

    ``name`` is used when the script has no title. ``base`` is a project that the script belongs to: its
    cast, voices and settings are kept where the script says nothing of them, and their ids are used again.
    """
    return _Reader(text, base).read(name, base)


class _Reader:
    def __init__(self, text: str, base: Project | None) -> None:
        self._rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._taken: set[str] = set(_ID.findall(text)) if attributes.MARK in text else set()
        self._used: set[str] = set()  # ids of lines and scenes of this file
        if base:
            for holders in (base.voices, base.characters, base.markers, base.scenes, tuple(base.lines())):
                self._taken.update(item.id for item in holders)
        self._old_scenes = [(s.title, s.id) for s in base.scenes] if base else []
        self._header = Header(base, self._taken)
        self._known: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._scenes: list[Scene] = []
        self._lines: list[Line] = []
        self._title: tuple[str, str] | None = None  # title and id of the scene being read
        self._scene_note = ""  # from the trailing remark of its heading
        self._notes: list[str] = []
        self._open: _Open | None = None
        self._problems: list[Problem] = []
        self._strange: set[str] = set()

    def read(self, name: str, base: Project | None) -> tuple[Project, tuple[Problem, ...]]:
        number = self._read_header()
        self._header.finish()
        for character in self._header.characters:
            self._know(character)
        for index in range(number, len(self._rows)):
            self._row(self._rows[index], index + 1)
        self._close_line()
        if self._title is None and not self._lines and self._notes:
            for note in self._notes:  # a script of remarks alone
                self._header.note(note)
            self._notes = []
        self._close_scene()
        project = dataclasses.replace(self._header.project(name, base), scenes=tuple(self._scenes))
        problems = sorted(self._header.problems + self._problems, key=lambda p: (p.line, p.column))
        return project, tuple(problems)

    # --- rows ----------------------------------------------------------------------------------

    def _read_header(self) -> int:
        """Give the header its rows; the index of the first row that is none."""
        remarks: list[str] = []
        first_remark = 0
        for index, row in enumerate(self._rows):
            if not row.strip():
                self._header.blank()
                continue
            note = rows.remark(row) if not row[:1].isspace() else None
            if note is not None:
                first_remark = first_remark if remarks else index
                remarks.append(note)
                continue
            if not self._header.take(row, index + 1):
                if remarks and rows.heading(attributes.split(row)[0]) is None:
                    return first_remark  # they stand above the first line, and belong to it
                for remark in remarks:
                    self._header.note(remark)
                return index
            for remark in remarks:
                self._header.note(remark)
            remarks = []
        for remark in remarks:
            self._header.note(remark)
        return len(self._rows)

    def _row(self, row: str, number: int) -> None:
        if not row or row.isspace():
            self._close_line()
            return
        given: Attributes | None = None
        if attributes.MARK in row and not row.startswith("//"):
            row, given = attributes.split(row)
        indent = len(row) - len(row.lstrip())
        opened = self._open
        if opened and indent > opened.indent:
            self._continue(opened, row, indent, number, given)
            return
        note = rows.remark(row) if row.lstrip()[:2] in ("//", "[#") else None
        if note is not None:
            self._close_line()
            self._notes.append(note)
            return
        said = rows.speech(row, self._known) if ":" in row or "：" in row else None
        title = None
        if said is None or said.name.casefold() not in self._known:
            title = rows.heading(row)
        if title is not None:
            self._start_scene(title, given)
        elif said is not None:
            self._start_line(said, number, indent, given)
        elif opened:
            self._continue(opened, row, indent, number, given)
        else:
            self._close_line()
            self._open = _Open(rows.NARRATOR, True, number, indent, given=given)
            self._open.note, self._notes = self._notes, []
            bare = row.strip()
            if bare:
                self._open.parts.append(("", bare, number, indent + 1))

    def _continue(self, opened: _Open, row: str, indent: int, number: int, given: Attributes | None) -> None:
        """Words that belong to the line above: ``| `` keeps the break and every space."""
        bare = row.strip()
        if bare.startswith("|"):
            at = indent + 1 + row[indent + 1 :].startswith(" ")
            opened.parts.append(("\n" if opened.parts else "", row[at:], number, at + 1))
        elif bare.startswith("//"):
            self._notes.append(bare[2:].strip())
        elif (alone := _ALONE.fullmatch(row)) and not opened.parts:
            opened.direction = ", ".join(part for part in (opened.direction, alone[1].strip()) if part)
        elif bare:
            opened.parts.append((" " if opened.parts else "", bare, number, indent + 1))
        if given is not None:
            opened.given = Attributes((opened.given or {}) | given)

    def _start_line(self, said: rows.Speech, number: int, indent: int, given: Attributes | None) -> None:
        self._close_line()
        opened = _Open(said.name, said.sure, number, indent, said.direction, given=given)
        text = said.text.rstrip()
        column = said.column + 1
        if not said.direction and text[:1] in ("(", "（") and (leading := _LEADING.match(text)):
            delivery, wrong = read_delivery(leading[1])
            if not delivery.direction and not wrong and delivery != _NOTHING:
                opened.direction = leading[1]
                text, column = text[leading.end() :], column + leading.end()
        if text:
            opened.parts.append(("", text, number, column))
        opened.note, self._notes = self._notes, []
        self._open = opened

    # --- what is built -------------------------------------------------------------------------

    def _know(self, character: Character) -> None:
        self._exact.setdefault(character.name, character.id)
        self._known.setdefault(character.name.casefold(), character.id)

    def _character(self, name: str, sure: bool, number: int, column: int) -> str:
        found = self._exact.get(name) or self._known.get(name.casefold())
        if found is not None:
            return found
        if self._header.has_cast and name != rows.NARRATOR and name not in self._strange:
            close = difflib.get_close_matches(name.casefold(), list(self._known), 1, 0.75)
            meant = next((c.name for c in self._header.characters if close and c.name.casefold() == close[0]), "")
            self._problems.append(Problem(
                message=f"{name} is not in the cast and was added to it.", line=number, column=column,
                hint=f"Did you mean {meant}?" if meant else "Give the name a voice under Cast:." if sure
                else f"Give the name a voice under Cast:. If it is no name, begin the row with {rows.NARRATOR}:",
                code="not-in-cast",
            ))  # fmt: skip
            self._strange.add(name)
        character = Character(id=fresh("C", self._taken), name=name)
        self._taken.add(character.id)
        self._header.characters.append(character)
        self._know(character)
        return character.id

    def _close_line(self) -> None:
        opened = self._open
        if opened is None:
            return
        self._open = None
        given = opened.given
        parts = opened.parts
        text = parts[0][1] if len(parts) == 1 else "".join(joiner + part for joiner, part, _, _ in parts)
        delivery = _NOTHING
        said: dict[str, Any] = {}
        if opened.direction:
            direction, said = take_line_words(opened.direction)
            if "voice" in said:
                said = {**said, "voice": self._own_voice(said["voice"])}
            delivery, wrong = read_delivery(direction)
            for message in wrong:
                self._problems.append(Problem(message=message, line=opened.number, column=1, code="out-of-range"))
        values: dict[str, Any] = {}
        if given is not None:
            values = _line_values(given)
            for key in ("seed", "start", "before", "after", "gain"):
                read = given.number(key) if key == "gain" else given.integer(key)
                if key in given and read is None:
                    message = f"“{key}={given.one(key)}” is no number; it was left out."
                    self._problems.append(Problem(message=message, line=opened.number, column=1, code="attribute"))
            exact = values.pop("delivery", None)
            delivery = delivery.over(exact) if exact is not None and delivery != _NOTHING else exact or delivery
            text = text or given.text("text") or ""
        character = given.text("character") if given else None
        if character is None:
            character = self._character(opened.name, opened.sure, opened.number, opened.indent + 1)
        values |= said
        note = values.pop("note", "") or "\n".join(opened.note)
        identity = self._identity("L", given, opened.number)
        self._lines.append(Line(id=identity, character=character, text=text, delivery=delivery, note=note, **values))
        if "[" in text or "{" in text:
            self._report(text, opened, identity)
        if not text:
            self._problems.append(Problem(
                message="This line has no words.", line=opened.number, column=1, line_id=identity, code="empty-line",
            ))  # fmt: skip

    def _own_voice(self, name: str) -> str:
        """The id of a line's own voice; a name that no voice of the project has is a preset's."""
        low = name.casefold()
        voice = next((v for v in self._header.voices if v.name.casefold() == low), None)
        if voice is None:
            voice = Voice(id=fresh("V", self._taken), name=name, engine="", preset=low.replace(" ", "_"))
            self._taken.add(voice.id)
            self._header.voices.append(voice)
        return voice.id

    def _report(self, text: str, opened: _Open, identity: str) -> None:
        """The problems of a line's tags, at their place in the file."""
        found = line_problems(text)
        if not found:
            return
        offsets: list[int] = []
        at = 0
        for joiner, part, _, _ in opened.parts:
            at += len(joiner)
            offsets.append(at)
            at += len(part)
        starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]
        for problem in found:
            offset = starts[problem.line - 1] + problem.column - 1
            index = max(bisect_right(offsets, offset) - 1, 0)
            row, column = opened.number, 1
            if opened.parts:
                _, _, row, column = opened.parts[index]
                column += offset - offsets[index]
            self._problems.append(dataclasses.replace(problem, line=row, column=column, line_id=identity))

    def _identity(self, kind: str, given: Attributes | None, number: int) -> str:
        identity = given.text("id") if given else None
        if identity in self._used:
            self._problems.append(Problem(
                message=f"The id {identity} stands in this script twice, so this one got a new id.", line=number,
                column=1, hint="Delete the remark with the id when you copy a line.", code="duplicate-id",
            ))  # fmt: skip
            identity = None
        if identity is None:
            identity = fresh(kind, self._taken)
            self._taken.add(identity)
        self._used.add(identity)
        return identity

    def _start_scene(self, title: str, given: Attributes | None) -> None:
        self._close_line()
        self._close_scene()
        exact = given.text("title") if given else None
        self._title = title if exact is None else exact, ""
        if given is None:
            given = Attributes()
            old = next((i for t, i in self._old_scenes if t and t == title and i not in self._used), None)
            if old:
                given["id"] = [old]
        self._title = self._title[0], self._identity("S", given, 0)
        if given.text("note") is not None:
            self._scene_note = given.text("note") or ""

    def _close_scene(self) -> None:
        if self._title is None and not self._lines:
            return
        title, identity = self._title or ("", "")
        if not identity:
            given = Attributes()
            if self._old_scenes and not self._old_scenes[0][0]:
                given["id"] = [self._old_scenes[0][1]]
            identity = self._identity("S", given, 0)
        note = "\n".join(self._notes)
        self._scenes.append(Scene(id=identity, title=title, lines=tuple(self._lines), note=self._scene_note or note))
        self._lines, self._notes, self._title, self._scene_note = [], [], None, ""


def _line_values(given: Attributes) -> dict[str, Any]:
    """The fields of a Line that stand in its trailing remark."""
    values: dict[str, Any] = {}
    for key, name in (("seed", "seed"), ("start", "start"), ("before", "pause_before"), ("after", "pause_after")):
        if key in given and (whole := given.integer(key)) is not None:
            values[name] = whole
    for key in ("take", "voice", "language", "status", "note"):
        if key in given and (text := given.text(key)) is not None:
            values[key] = text
    if (gain := given.number("gain")) is not None:
        values["gain"] = gain
    if "locked" in given:
        values["locked"] = True
    if "fields" in given:
        values["fields"] = {str(k): str(v) for k, v in given.object("fields").items()}
    if "say" in given:
        values["lexicon"] = cast.pronunciations(given["say"])
    if "delivery" in given:
        values["delivery"] = cast.exact_delivery(given)
    return values
