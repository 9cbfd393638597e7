"""Project <-> the bytes of ``project.json``.

Valid JSON with one script line per text line, so that a difference in version control reads like one in
the script. Fields at their default are left out: a file stays small, and a field added later needs no
migration.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from studio.document.ids import fresh
from studio.document.model import Character, Line, Project, Scene
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.project.migrations import FORMAT, VERSION, DamagedProject, migrated

_json = msgspec.json.Encoder()
_ONE_PER_LINE = ("voices", "characters", "lexicon", "markers")


def encode(project: Project) -> bytes:
    """The bytes of ``project.json``."""
    parts = [b'{"format": "%s", "version": %d' % (FORMAT.encode(), VERSION)]
    for f in dataclasses.fields(project):
        value = getattr(project, f.name)
        if f.name == "scenes":
            continue
        if f.name in _ONE_PER_LINE:
            if value:
                parts.append(_key(f.name) + _listed(value, b" "))
        elif f.default is dataclasses.MISSING or value != f.default:
            parts.append(_key(f.name) + _json.encode(_plain(value)))
    scenes = b",\n".join(
        b' {"id": %s, "title": %s, "note": %s, "lines": %s}'
        % (_json.encode(s.id), _json.encode(s.title), _json.encode(s.note), _listed(s.lines, b"  "))
        for s in project.scenes
    )
    parts.append(_key("scenes") + (b"[\n" + scenes + b"\n]" if scenes else b"[]"))
    return b",\n".join(parts) + b"\n}\n"


def decode(data: bytes, name: str = "project.json") -> tuple[Project, tuple[Problem, ...]]:
    """The project in these bytes, repaired where that loses nothing, and what was repaired.

    Raises LinereadError for bytes that are no project, and for a format newer than this program.
    """
    try:
        raw = msgspec.json.decode(data)
    except (ValueError, RecursionError) as error:
        raise DamagedProject(
            f"{name} is damaged: {error}.", "`lineread recover` brings back the newest good autosave."
        ) from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise DamagedProject(f"{name} is not a Lineread project.", "Choose the folder that holds a project.json.")
    raw = migrated(raw, name)
    try:
        project = msgspec.convert(raw, Project)
    except (ValueError, RecursionError) as error:
        raise DamagedProject(
            f"{name} holds something unexpected: {error}.",
            "Correct it in a text editor, or use `lineread recover`.",
        ) from error
    return repaired(project)


def repaired(project: Project) -> tuple[Project, tuple[Problem, ...]]:
    """The project with ids made unique and every line given a character that exists.

    Raises LinereadError for a sample rate that cannot be meant.
    """
    if not 8_000 <= project.rate <= 192_000:
        raise LinereadError(f"The project's sample rate is {project.rate} Hz.", "Use 8000 to 192000, usually 48000.")
    problems: list[Problem] = []
    seen: set[str] = set()
    known = {c.id for c in project.characters}
    found: list[Character] = []
    scenes: list[Scene] = []
    for scene in project.scenes:
        lines: list[Line] = []
        for line in scene.lines:
            kept = line
            if not line.id or line.id in seen:
                kept = dataclasses.replace(kept, id=fresh("L", seen))
                problems.append(
                    Problem(
                        message=f"Two lines were called {line.id or 'nothing'}; the later one is {kept.id} now.",
                        code="duplicate-id",
                        line_id=kept.id,
                    )
                )
            if line.character not in known:
                known.add(line.character)
                found.append(Character(id=line.character, name=line.character or "UNKNOWN"))
                problems.append(
                    Problem(
                        message=f"The character {line.character or '(none)'} was missing; it has been added.",
                        code="no-character",
                        line_id=kept.id,
                    )
                )
            seen.add(kept.id)
            lines.append(kept)
        same = all(a is b for a, b in zip(lines, scene.lines, strict=True))
        scenes.append(scene if same else dataclasses.replace(scene, lines=tuple(lines)))
    if problems:
        project = dataclasses.replace(project, scenes=tuple(scenes), characters=(*project.characters, *found))
    return project, tuple(problems)


def _key(name: str) -> bytes:
    return b'"%s": ' % name.encode()


def _listed(values: Iterable[Any], indent: bytes) -> bytes:
    rows = [_json.encode(_plain(v)) for v in values]
    return b"[\n" + b",\n".join(indent + row for row in rows) + b"\n" + indent[1:] + b"]" if rows else b"[]"


_fields: dict[type, tuple[tuple[str, Any], ...]] = {}


def _plain(value: Any) -> Any:
    """Dictionaries, lists and numbers, without what is at its default."""
    kind = type(value)
    if dataclasses.is_dataclass(value):
        fields = _fields.get(kind)
        if fields is None:
            fields = _fields[kind] = tuple((f.name, _default(f)) for f in dataclasses.fields(kind))
        plain = {}
        for name, default in fields:
            inner = getattr(value, name)
            if inner is default or inner == default:
                continue
            plain[name] = inner if isinstance(inner, str | int | float) else _plain(inner)
        return plain
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return dict(value) if isinstance(value, Mapping) else value


def _default(f: dataclasses.Field[Any]) -> Any:
    if f.default is not dataclasses.MISSING:
        return f.default
    return f.default_factory() if f.default_factory is not dataclasses.MISSING else dataclasses.MISSING
