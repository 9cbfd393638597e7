"""Which column of a table means what: guessed from its headers, or told by the option ``columns``.

Everybody's sheet has other headers. Those that are not known stay with their line, in ``Line.fields``, and come
out again under the same header. Headers that begin with ``lineread`` are for the reader's information only and are
never read back; ``field:x`` is a field called ``x`` where ``x`` alone would mean something.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.api import LinereadError

INFORMATION = "lineread "
FIELD = "field:"

# What a column may be called, the likeliest first; the key is what an export writes.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "line id", "key", "string id", "identifier", "uid", "guid", "loc key", "编号", "行号"),
    "scene": ("scene", "scene name", "node", "chapter", "act", "quest", "conversation", "场景", "章节"),
    "character": ("character", "character name", "speaker", "speaking voice", "actor", "role", "who", "name", "角色",
                  "人物", "说话人"),
    "text": ("text", "dialogue", "dialog", "line", "line text", "spoken dialogue", "sentence", "content", "source",
             "source text", "source string", "string", "subtitle", "script", "english", "台词", "文本", "对白"),
    "direction": ("direction", "directions", "voice direction", "voice actor direction", "acting", "acting note",
                  "performance", "tone", "delivery", "指导", "语气"),
    "emotion": ("emotion", "mood", "feeling", "情绪"),
    "intensity": ("intensity", "emotion intensity"),
    "speed": ("speed", "pace", "语速"),
    "pitch": ("pitch", "semitones", "音高"),
    "volume": ("volume", "音量"),
    "language": ("language", "lang", "locale", "culture", "语言"),
    "pause_before": ("pause_before", "pause before"),
    "pause_after": ("pause_after", "pause after", "pause", "停顿"),
    "gain": ("gain", "gain db"),
    "status": ("status", "state", "状态"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "备注"),
}  # fmt: skip
_KNOWN = {
    re.sub(r"[\W_]+", "", name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns, from 0: ``known`` by field, ``extra`` with their headers."""

    known: Mapping[str, int]
    extra: tuple[tuple[str, int], ...]


def meaning(header: str) -> tuple[str, int] | None:
    """The field a header usually means, and how usual that is (0: most); None for an unknown one."""
    return _KNOWN.get(re.sub(r"[\W_]+", "", header.casefold()))


def meanings(headers: Sequence[str], told: str = "", usual: Mapping[str, str] | None = None) -> dict[str, str]:
    """The header of each field, as far as it is told or can be guessed: for whoever is to say the rest."""
    cleaned = [header.strip() for header in headers]
    try:
        known, _ = _known_places(cleaned, told, usual)
    except LinereadError:
        known, _ = _known_places(cleaned, "", usual)
    return {field: cleaned[place] for field, place in known.items()}


def header_row(rows: Sequence[Sequence[str]], told: str = "", usual: Mapping[str, str] | None = None) -> int:
    """Which of the first rows holds the headers: many sheets have a title above them. Else the first with anything."""
    try:
        names = {header.casefold() for header in {**(usual or {}), **_told(told)}.values() if header}
    except LinereadError:
        names = set()
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    for index in filled:
        cells = {cell.strip().casefold() for cell in rows[index]}
        fields = {found[0] for cell in cells if (found := meaning(cell)) is not None}
        if (names and names <= cells) or ("text" in fields and len(fields) > 1):
            return index
    return filled[0] if filled else 0


def find_columns(headers: Sequence[str], told: str = "", usual: Mapping[str, str] | None = None) -> Columns:
    """What each header means. ``told`` ("text=Dialogue, Comment=") wins over ``usual``, and that over guessing.

    ``Header=`` with nothing behind it keeps a column as it is. Raises LinereadError for a column that is not there.
    """
    cleaned = [header.strip() for header in headers]
    known, _ = _known_places(cleaned, told, usual)
    used = {*known.values()}
    extra = tuple(
        (header.removeprefix(FIELD), place)
        for place, header in enumerate(cleaned)
        if place not in used and header and not header.casefold().startswith(INFORMATION)
    )
    if "text" not in known:
        raise LinereadError(
            f"No column of the table holds the lines: {_listed(cleaned)}.", "Name it: -o columns=text=HEADER"
        )
    return Columns(known, extra)


def _known_places(
    cleaned: Sequence[str], told: str, usual: Mapping[str, str] | None
) -> tuple[dict[str, int], set[int]]:
    """The place of each field's column, and of those that are to stay as they are."""
    places: dict[str, int] = {}
    for place, header in enumerate(cleaned):
        places.setdefault(header.casefold(), place)
    known: dict[str, int] = {}
    kept: set[int] = set()
    for field, header in {**(usual or {}), **_told(told)}.items():
        there = places.get(header.casefold())
        if field in NAMES and there is not None:
            known[field] = there
        elif field.casefold() in places and not header:
            kept.add(places[field.casefold()])
        elif usual is None or field not in usual or usual[field] != header:
            wrong = header if field in NAMES else field
            raise LinereadError(f"The table has no column {wrong!r}.", f"It has {_listed(cleaned)}.")
    ranks: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(cleaned):
        found = None if place in kept or place in known.values() else meaning(header)
        if found is not None and found[0] not in known:
            ranks[found[0]] = min(ranks.get(found[0], (99, 0)), (found[1], place))
    known.update({field: place for field, (_, place) in ranks.items()})
    return known, kept


def _told(told: str) -> dict[str, str]:
    """Parts between commas. One whose header has a comma itself stands in quotes: ``"text=Line, spoken"``."""
    made = {}
    for part in next(csv.reader([told.replace("\n", " ")], skipinitialspace=True), []):
        field, equals, header = part.partition("=")
        if not part.strip():
            continue
        if not equals:
            raise LinereadError(f"The column {part.strip()!r} is not told apart.", "Write field=Header, field=Header.")
        name = field.strip()
        made[name.casefold().replace(" ", "_") if header.strip() else name] = header.strip()
    return made


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(headers) or "no headers"
