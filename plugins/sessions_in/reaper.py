"""REAPER projects that were exported from here, after a mixer has worked on them.

Items are known by their GUID, which REAPER keeps whatever else is changed. An item is where its sound is: one that was
trimmed at its beginning has not moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from plugins.api import Imported, LinereadError, Options, Project, read_text, stable_uuid
from plugins.sessions_in.changes import Delivered, Placed, SessionState, applied, decibels, delivered, unknown_delivery

_BLOCK = re.compile(r"\s*<(?P<name>[A-Z_0-9]+)\s*(?P<rest>.*)")
_PROPERTY = re.compile(r"\s*(?P<name>[A-Z_0-9]+)\s+(?P<rest>.*)")


class ReaperBackImporter:
    """Positions, volumes and mutes of items; volumes of tracks."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        if not text.lstrip().startswith("<REAPER_PROJECT"):
            raise LinereadError(f"{path.name} is no REAPER project.", "Save it from REAPER again.")
        found = list(_blocks(text))
        items = [values for name, values in found if name == "ITEM"]
        tracks = [values for name, values in found if name == "TRACK"]
        sent = delivered(path, "reaper")
        make = partial(_over, items=items, tracks=tracks, sent=sent)
        return Imported(project=Project(id="", name=path.stem), problems=(*odd, *unknown_delivery(sent)), over=make)


def _over(current: Project, *, items: list[dict[str, str]], tracks: list[dict[str, str]], sent: Delivered) -> Project:
    lines = {_guid(current.id, line.id): line.id for line in current.lines()}
    cast = {_guid(current.id, character.id): character.id for character in current.characters}
    placed: dict[str, Placed] = {}
    for values in items:
        line_id = lines.get(values.get("IGUID", "").strip().upper())
        if line_id is not None and line_id not in placed:  # a copy of an item is not the line
            volumes = [*_numbers(values.get("VOLPAN", "")), 1.0, 0.0, 1.0][:3]
            gain = decibels(abs(volumes[0] * volumes[2]))
            muted = _numbers(values.get("MUTE", "0"))[:1] == [1.0]
            start, offset = (_number(values.get(name, "")) for name in ("POSITION", "SOFFS"))
            placed[line_id] = Placed(start=start - offset + sent.handle(line_id), gain=gain, muted=muted)
    if not placed and items:
        raise LinereadError(
            "None of the session's items is a line of this project.", "Is it another project's session?"
        )
    gains = {
        cast[guid]: decibels((_numbers(values.get("VOLPAN", "")) or [1.0])[0])
        for values in tracks
        if (guid := values.get("TRACKID", "").strip().upper()) in cast
    }
    return applied(current, SessionState(items=placed, tracks=gains), sent)


def _blocks(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, own properties) of every ``<NAME`` block; of a property that stands twice the first counts."""
    stack: list[tuple[str, dict[str, str]]] = []
    for row in text.split("\n"):
        block = _BLOCK.match(row)
        if block:
            stack.append((block["name"], {}))
        elif row.strip() == ">":
            if stack:
                yield stack.pop()
        elif stack and (found := _PROPERTY.match(row)):
            stack[-1][1].setdefault(found["name"], found["rest"])


def _numbers(text: str) -> list[float]:
    made = []
    for part in text.split():
        try:
            made.append(float(part))
        except ValueError:
            break
    return made


def _number(text: str) -> float:
    return (_numbers(text) or [0.0])[0]


def _guid(*parts: str) -> str:
    return f"{{{str(stable_uuid(*parts)).upper()}}}"
