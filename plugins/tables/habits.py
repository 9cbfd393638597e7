"""What spreadsheets do to cells that nobody edited: ``007`` becomes 7, ``3/4`` a date, ``=more`` a formula that fails.

A sheet that was only opened and saved must change nothing. A cell counts as unedited when it is what a spreadsheet
makes of the words that were there; whoever imports is told which cells those were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

ERROR = re.compile(r"#(?:NAME|VALUE|REF|DIV/0|NUM|NULL|N/A)[?!]?|Err:\d{3}", re.IGNORECASE)
_BEGINS = re.compile(r"[+\-−.,\d]|true$|false$", re.IGNORECASE)
_NUMBER = re.compile(r"[+\-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+\-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+\-]?\d{1,3}(?:([,. \u00a0\u202f'])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_SHORT_DATE = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_NAMED_DATE = re.compile(r"(?:(\d{1,2})[\-. ])?([A-Za-z]{3})(?:[\-. ](\d{1,2}))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Reading = tuple[str | float | int, ...]


def spoiled(cell: str, was: str) -> bool:
    """Whether a cell is what a spreadsheet makes of ``was``, and not what a person wrote in its place."""
    cell, was = cell.strip(), was.strip()
    if was[:1] in ("=", "+", "-", "@") and (not cell or ERROR.fullmatch(cell)):
        return True  # taken for a formula
    if "?" in cell and len(cell) == len(was):  # saved in letters that the file's encoding does not have
        pairs = zip(cell, was, strict=True)
        return all(a == b or (not b.isascii() and (a == "?" or a == normalize("NFKC", b))) for a, b in pairs)
    return bool(cell) and bool(_of_words(was) & _of_cell(cell))


def same_ids(given: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The known id of each given one that a spreadsheet wrote in its own way; none where it could be two."""
    owners: dict[Reading, str | None] = {}
    for identity in known:
        for reading in _of_words(identity):
            owners[reading] = identity if reading not in owners else None
    found: dict[str, str] = {}
    claimed: dict[str, int] = {}
    for identity in given:
        meant = {owner for reading in _of_cell(identity.strip()) if (owner := owners.get(reading)) is not None}
        if len(meant) == 1:
            found[identity] = owner = meant.pop()
            claimed[owner] = claimed.get(owner, 0) + 1
    return {identity: owner for identity, owner in found.items() if claimed[owner] == 1}


def described(spoilt: Mapping[str, str]) -> str:
    """``0001 as 1, 3/4 as 2026-03-04``, the first few."""
    said = [f"{was} as {cell or 'nothing'}" for was, cell in list(spoilt.items())[:3]]
    return ", ".join(said) + (", ..." if len(spoilt) > len(said) else "")


def _of_words(text: str) -> set[Reading]:
    """What a spreadsheet may take the words for."""
    if not _BEGINS.match(text):
        return set()
    found = _numbers(text) | _clock(text)
    if iso := _ISO.fullmatch(text):
        found.add(("date", *map(int, iso.groups())))
    elif short := _SHORT_DATE.fullmatch(text):
        first, second, year = int(short[1]), int(short[3]), short[4]
        for month, day in ((first, second), (second, first)):
            if 1 <= month <= 12 and 1 <= day <= 31:
                full = (int(year) + (2000 if len(year) == 2 else 0),) if year else ()
                found.add(("date", *full, month, day))
    return found


def _of_cell(text: str) -> set[Reading]:
    """What a cell that a spreadsheet wrote may have been."""
    found = _numbers(text) | _clock(text)
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
        found |= {("date", year, month, day), ("date", month, day)}
    elif short := _SHORT_DATE.fullmatch(text):
        found |= _of_words(text)
        if short[4]:
            found |= {("date", int(a), int(b)) for a, b in ((short[1], short[3]), (short[3], short[1]))}
    elif (named := _NAMED_DATE.fullmatch(text)) and named[2].casefold() in _MONTHS and (named[1] or named[3]):
        found.add(("date", _MONTHS.index(named[2].casefold()) + 1, int(named[1] or named[3])))
    return found


def _numbers(text: str) -> set[Reading]:
    """A number, to the fifteen digits that a spreadsheet keeps; with a comma it may be two."""
    plain = text.replace("−", "-").casefold()
    if plain in ("true", "false"):
        return {("truth", plain)}
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    readings = []
    if _NUMBER.fullmatch(plain):
        readings.append(plain.replace(",", "."))
    if grouped := _GROUPED.fullmatch(plain):
        readings.append(plain.replace(grouped[1], "").replace(",", "."))
    made: set[Reading] = set()
    for reading in readings:
        number = float(reading) / (100 if percent else 1)
        made.add(("number", f"{number:.15g}"))
    return made


def _clock(text: str) -> set[Reading]:
    found = _CLOCK.fullmatch(text)
    return {("clock", *(int(part or 0) for part in found.groups()))} if found else set()
