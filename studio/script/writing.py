"""A project as the script a writer would have typed, with ids in trailing remarks."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from studio.document.model import Gaps, Line, Project, Scene
from studio.script import attributes, cast, rows
from studio.script.directions import print_delivery


def print_script(project: Project, ids: bool = True) -> str:
    """The script of a project. With ``ids``, :func:`parse_script` gives exactly this project again.

    Without them it is a clean script for reading: the words, cast and deliveries, and no production state.
    """
    out = _header(project, ids)
    names = _names(project)
    for index, scene in enumerate(project.scenes):
        if out:
            out.append("")
        if ids or scene.title or index:
            out += _heading(scene, ids)
        for line in scene.lines:
            out += _line(line, names, ids)
        if scene.note and not attributes.unsafe(scene.note):
            out += _remarks(scene.note)
    return "\n".join(out) + "\n" if out else ""


def _header(project: Project, ids: bool) -> list[str]:
    out: list[str] = []
    values: dict[str, Any] = {}
    title = project.name
    if title != title.strip() or not title or attributes.unsafe(title) or "\n" in title or attributes.MARK in title:
        title, values["name"] = "", project.name
    language = project.language
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) is None:
        language, values["language"] = "", project.language
    if project.note:
        if attributes.unsafe(project.note):
            values["note"] = project.note
        else:
            out += _remarks(project.note)
    tail = attributes.write(project.id if ids else "", values.items()) if ids or values else ""
    out.append(" ".join(part for part in ("Title:", title, tail) if part))
    if language and (language != "en" or ids):
        out.append(f"Language: {language}")
    if project.rate != 48_000:
        out.append(f"Rate: {project.rate}")
    if project.seed:
        out.append(f"Seed: {project.seed}")
    if project.gaps != Gaps():
        out.append(f"Gaps: {cast.print_gaps(project.gaps)}")
    voices = [v for v in project.voices if ids or v.engine not in ("hibari", "") or v.preset != v.name or v.settings]
    for label, entries in (
        ("Voices", [cast.print_voice(voice, ids) for voice in voices]),
        ("Cast", [row for c in project.characters for row in cast.print_character(c, project.voices, ids)]),
        ("Say", ["  " + cast.print_pronunciation(p) for p in project.lexicon]),
        ("Markers", [cast.print_marker(marker, project.rate, ids) for marker in project.markers]),
    ):
        if entries:
            out += [f"{label}:", *entries]
    return out


def _names(project: Project) -> dict[str, str]:
    """How each character's name is written before a colon; "" when the name does not tell it apart."""
    seen = Counter(c.name for c in project.characters)
    return {c.id: cast.shown_name(c.name) if seen[c.name] == 1 else "" for c in project.characters}


def _remarks(note: str) -> list[str]:
    return [f"// {row}" if row else "//" for row in note.split("\n")]


def _heading(scene: Scene, ids: bool) -> list[str]:
    values: dict[str, Any] = {}
    title = scene.title
    if title != title.strip() or attributes.unsafe(title) or "\n" in title or attributes.MARK in title:
        title, values["title"] = "", scene.title
    if attributes.unsafe(scene.note):
        values["note"] = scene.note
    tail = attributes.write(scene.id if ids else "", values.items()) if ids or values else ""
    return [" ".join(part for part in ("#", title, tail) if part)]


def _line(line: Line, names: dict[str, str], ids: bool) -> list[str]:
    values: dict[str, Any] = {}
    name = names.get(line.character, "")
    if not name:
        name, values["character"] = rows.NARRATOR, line.character
    spoken = print_delivery(line.delivery)
    if spoken is None:
        values["delivery"] = cast.delivery_values(line.delivery)
    out: list[str] = []
    if line.note:
        if attributes.unsafe(line.note):
            values["note"] = line.note
        else:
            out += _remarks(line.note)
    head = f"{name} ({spoken}):" if spoken else f"{name}:"
    text = line.text
    if not text:
        out.append(head)
    elif attributes.unsafe(text) or ("\n" in text and attributes.MARK in text):
        values["text"] = text
        out.append(head)
    elif (
        text == text.strip() and "\n" not in text and text[0] not in "(（" and not (attributes.MARK in text and not ids)
    ):
        out.append(f"{head} {text}")
    else:
        out.append(head)
        out += [f"  | {row}" for row in text.split("\n")]
    if ids:
        values |= _state(line)
        tail = attributes.write(line.id, values.items())
        for p in line.lexicon:
            tail = f"{tail[:-1]} say={_object(cast.pronunciation_values(p))}]"
        out[-1] += " " + tail
    elif values:
        out[-1] += " " + attributes.write("", values.items())
    return out


def _state(line: Line) -> dict[str, Any]:
    """The production state of a line that is not at its default."""
    values: dict[str, Any] = {key: value for key, value, usual in (
        ("seed", line.seed, 0), ("before", line.pause_before, None), ("after", line.pause_after, None),
        ("start", line.start, None), ("gain", line.gain, 0), ("voice", line.voice, None),
        ("language", line.language, None), ("take", line.take, None), ("status", line.status, ""),
    ) if value != usual}  # fmt: skip
    if line.locked:
        values["locked"] = True
    if line.fields:
        values["fields"] = dict(line.fields)
    return values


def _object(values: dict[str, Any]) -> str:
    return attributes.escaped(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
