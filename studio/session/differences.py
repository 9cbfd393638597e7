"""Two states of one project side by side, in rows that can be read: what a sheet shows before somebody chooses.

:func:`studio.document.merge.compare` finds what differs; here it is put into the order of the script, with what was
and what is in words and numbers. Names of fields stay names: whoever shows a row says them in the reader's language.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studio.document.merge import Change, Difference, compare, differing
from studio.document.model import Delivery, Line, Project

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_UNLIKE = 0.3  # texts that share less are two texts, not one with changed words
_NAMED = (("lexicon", "word"), ("markers", "id"), ("scenes", "id"))

Spans = tuple[tuple[int, int], ...]  # first character, and how many


@dataclass(frozen=True, slots=True)
class Detail:
    """One field: "emotion", "pause_after", ...; "" where there is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is "changed", "new", "gone" or "moved"; ``of`` is "line", "character", "voice", "lexicon", ..."""

    kind: str
    of: str
    number: int  # of the line, in the state where it is; 0 for what is no line
    name: str  # who speaks, or what it is called
    before: str = ""
    after: str = ""
    details: tuple[Detail, ...] = ()


def rows(before: Project, after: Project) -> list[Row]:
    """Everything that differs: the lines in the order of the script, then the cast, then the rest."""
    found = compare(before, after, whole=True)
    return [*_lines(before, after, found), *_cast(before, after, found), *_rest(before, after)]


def names_of(*projects: Project) -> dict[str, str]:
    """What characters and voices are called, by their ids; the first project that has one counts."""
    found: dict[str, str] = {}
    for project in reversed(projects):
        found |= {one.id: one.name for one in project.characters} | {one.id: one.name for one in project.voices}
    return found


def details(change: Change, names: Mapping[str, str]) -> tuple[Detail, ...]:
    """Every field but the text; ``names`` as of :func:`names_of`."""
    found: list[Detail] = []
    for name in change.fields:
        old, new = getattr(change.before, name), getattr(change.after, name)
        if isinstance(old, Delivery):
            found += (Detail(part, said(getattr(old, part)), said(getattr(new, part))) for part in differing(old, new))
        elif isinstance(old, Mapping):
            found += _unlike({key: said(value) for key, value in old.items()}, {k: said(v) for k, v in new.items()})
        elif name in ("character", "voice"):
            found.append(Detail(name, names.get(old, said(old)), names.get(new, said(new))))
        elif name not in ("text", "id"):
            found.append(Detail(name, said(old), said(new)))
    return tuple(found)


def changed_words(before: str, after: str) -> tuple[Spans, Spans]:
    """Where each of two texts has what the other has not. Nothing when they have little in common."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _UNLIKE:
        return (), ()
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            for spans, tokens, first, end in ((gone, old, a, b), (come, new, c, d)):
                length = len("".join(tokens[first:end]))
                if length:
                    spans.append((len("".join(tokens[:first])), length))
    return tuple(gone), tuple(come)


# --- lines ----------------------------------------------------------------------------------------


def _lines(before: Project, after: Project, found: Difference) -> Iterator[Row]:
    names = names_of(after, before)
    changes = {change.id: change for change in found.changed}
    new, gone, moved = ({line.id for line in found.new}, {line.id for line in found.gone}, set(found.moved))
    was_at = {line.id: number for number, line in enumerate(before.lines(), 1)}

    def said_by(line: Line) -> str:
        return names.get(line.character, line.character)

    lost: dict[str, list[Line]] = {}  # lines that are gone, by the one they stood behind
    behind = ""
    for line in before.lines():
        if line.id in gone:
            lost.setdefault(behind, []).append(line)
        else:
            behind = line.id

    def gone_after(line_id: str) -> Iterator[Row]:
        for line in lost.get(line_id, ()):
            yield Row("gone", "line", was_at[line.id], said_by(line), before=line.text)

    yield from gone_after("")
    for number, line in enumerate(after.lines(), 1):
        identity = found.ids.get(line.id, line.id)
        place = (Detail("place", str(was_at[identity]), str(number)),) if identity in moved else ()
        if line.id in new:
            yield Row("new", "line", number, said_by(line), after=line.text)
        elif (change := changes.get(identity)) is not None:
            told = (*details(change, names), *place)
            yield Row("changed", "line", number, said_by(line), change.before.text, line.text, told)
        elif place:
            yield Row("moved", "line", number, said_by(line), line.text, line.text, place)
        yield from gone_after(identity)


# --- what is no line ------------------------------------------------------------------------------


def _cast(before: Project, after: Project, found: Difference) -> Iterator[Row]:
    names = names_of(after, before)
    for of, new, changed, old_ones, new_ones in (
        ("character", found.new_characters, found.changed_characters, before.characters, after.characters),
        ("voice", found.new_voices, found.changed_voices, before.voices, after.voices),
    ):
        for one in new:
            yield Row("new", of, 0, one.name)
        for change in changed:
            yield Row("changed", of, 0, change.after.name, details=details(change, names))
        kept = {found.ids.get(one.id, one.id) for one in new_ones}
        for one in old_ones:
            if one.id not in kept:
                yield Row("gone", of, 0, one.name)


def _rest(before: Project, after: Project) -> Iterator[Row]:
    """Pronunciations, markers, scenes and the project's own fields."""
    for of, key in _NAMED:
        old = {getattr(one, key): one for one in getattr(before, of)}
        new = {getattr(one, key): one for one in getattr(after, of)}
        for identity in dict.fromkeys((*old, *new)):
            was, now = _plain(old.get(identity)), _plain(new.get(identity))
            if was != now:
                kind = "new" if not was else "gone" if not now else "changed"
                yield Row(kind, of, 0, (now or was)["name"], details=_unlike(was, now))
    for name in ("name", "rate", "language", "seed", "gaps", "note"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            details = _unlike(_fields(was), _fields(now)) if name == "gaps" else (Detail(name, said(was), said(now)),)
            yield Row("changed", "project", 0, after.name, details=details)


def _plain(one: Any) -> dict[str, str]:
    """A pronunciation, a marker or a scene without its lines; "name" is what it is called."""
    if one is None:
        return {}
    made = _fields(one, without=("lines", "id"))
    return {"name": made.pop("word", "") or made.pop("title", ""), **made}


def _fields(one: Any, without: Iterable[str] = ()) -> dict[str, str]:
    names = (f.name for f in dataclasses.fields(one) if f.name not in without)
    return {name: said(getattr(one, name)) for name in names}


def _unlike(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Detail, ...]:
    pairs = ((name, was.get(name, ""), now.get(name, "")) for name in dict.fromkeys((*was, *now)))
    return tuple(Detail(name, a, b) for name, a, b in pairs if a != b and not (name == "name" and not (was and now)))


def said(value: Any) -> str:
    """A value as it is read; "" for one that is not set."""
    if value is None or value == "" or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {said(one)}" for name, one in value.items())
    if isinstance(value, tuple):
        return ", ".join(said(one) for one in value)
    if dataclasses.is_dataclass(value):
        return " ".join(text for f in dataclasses.fields(value) if (text := said(getattr(value, f.name))))
    return str(value)
