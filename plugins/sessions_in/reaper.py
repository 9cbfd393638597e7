"""REAPER projects that were exported from here, after a mixer has worked on them.

Items and takes are known by their GUID, which REAPER keeps whatever else is changed. An item is where its sound is: one
that was trimmed at its beginning has not moved. The take that plays is the one after ``TAKE SEL``, else the first.
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
    """Positions, volumes, mutes and chosen takes of items; volumes of tracks."""

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
            muted = _numbers(values.get("MUTE", "0"))[:1] == [1.0]
            start, offset = (_number(values.get(name, "")) for name in ("POSITION", "SOFFS"))
            placed[line_id] = Placed(
                start=start - offset + sent.handle(line_id),
                gain=decibels(abs(_volume(values))),
                muted=muted,
                take=_chosen(current.id, line_id, values.get("GUID", ""), sent),
            )
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


def _volume(item: dict[str, str]) -> float:
    """The factor of an item and of the take that plays."""
    volumes = [*_numbers(item.get("VOLPAN", "")), 1.0, 0.0, 1.0][:3]
    own = [*_numbers(item["TAKEVOLPAN"]), 0.0, 1.0][1] if "TAKEVOLPAN" in item else volumes[2]
    return volumes[0] * own


def _chosen(project_id: str, line_id: str, guid: str, sent: Delivered) -> str:
    """The key of the take with this GUID, of those that were delivered; "" for one that came from elsewhere."""
    line = sent.lines.get(line_id)
    keys = (line.take, *line.takes) if line is not None and line.takes else ()
    return next((key for key in keys if _guid(project_id, line_id, key) == guid.strip().upper()), "")


def _blocks(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, own properties) of every ``<NAME`` block; of a property that stands twice the first counts.

    Of an item's takes those of the one that plays count, over those of the first, which stand before any ``TAKE``.
    """
    stack: list[tuple[str, dict[str, str]]] = []
    skipped: set[int] = set()  # depths at which the rows of a take that does not play are read
    for row in text.split("\n"):
        block = _BLOCK.match(row)
        words = row.split()
        if block:
            stack.append((block["name"], {}))
        elif words == [">"]:
            skipped.discard(len(stack))
            if stack:
                yield stack.pop()
        elif words[:1] == ["TAKE"]:
            skipped.add(len(stack))
            if "SEL" in words and stack:
                skipped.discard(len(stack))
                for name in ("SOFFS", "GUID"):
                    stack[-1][1].pop(name, None)
        elif stack and len(stack) not in skipped and (found := _PROPERTY.match(row)):
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
