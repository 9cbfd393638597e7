"""File names that every system accepts, that a person can read, and that never meet.

Unicode in composed form (NFC), no character that Windows forbids, none of its device names, nothing at the end
that it drops, at most 80 characters a part. Two names that differ only in case are one file on a Mac: the
second gets its line's number or a count, always the same for the same script, and the report says so.
"""

from __future__ import annotations

import re
import string
import unicodedata
import uuid
from collections.abc import Mapping, Sequence

from studio.errors import LinereadError

LONGEST = 80  # characters of one part of a path, without its suffix
# File systems end at 255 bytes, but an encrypted folder (eCryptfs, as on Synology) at 143, and programs put files of
# longer names beside ours: Ardour plays silence, without a word, where the name of a peak file gets too long.
_LONGEST_BYTES = 127
_SLUG = 32
_NAMESPACE = uuid.UUID("6e5c7a0e-52f3-5d0c-9a53-5b1e2f0c4d11")  # Lineread's own, made once
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"
}
_ASCII_MORE = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "þ": "th", "Þ": "Th",
    "œ": "oe", "Œ": "OE", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
})  # fmt: skip


def to_ascii(text: str) -> str:
    """Without accents and other scripts; what cannot be written so is left out."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII_MORE))
    return plain.encode("ascii", "ignore").decode("ascii")


def safe_name(text: str, *, ascii_only: bool = False, fallback: str = "unnamed") -> str:
    """``text`` as one part of a path."""
    name = unicodedata.normalize("NFC", text)
    if ascii_only:
        name = to_ascii(name)
    name = _FORBIDDEN.sub("_", name)
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = " ".join(name.split())[:LONGEST]
    while len(name.encode()) > _LONGEST_BYTES:
        name = name[:-1]
    name = name.strip(" .") or fallback
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    return name


def slug(text: str, *, ascii_only: bool = False) -> str:
    """The first words of a line, lower case, joined by hyphens; "line" for one without a letter."""
    text = unicodedata.normalize("NFC", text).replace("'", "").replace("’", "").lower()
    if ascii_only:
        text = to_ascii(text)
    words = re.findall(r"[\w\u0300-\u036f\u0900-\u0dff]+", text.replace("_", " "))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > _SLUG:
            break
        made = longer
    return made or (words[0][:_SLUG] if words else "line")


def stable_uuid(*parts: str) -> uuid.UUID:
    """The same identity for the same things on every machine, so that exporting twice gives the same bytes."""
    return uuid.uuid5(_NAMESPACE, "\0".join(parts))


FIELDS = (
    "id", "number", "scene", "scene_number", "character", "slug", "emotion", "voice", "lang", "state", "project",
    "file",
)  # fmt: skip


def check_template(template: str) -> None:
    """Raise a LinereadError that says what is wrong with a template."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        unknown = [name for name in names if name not in FIELDS]
        if unknown:
            raise LinereadError(
                f"The template field {{{unknown[0]}}} is not known.", f"There are: {', '.join(FIELDS)}."
            )
        template.format(**dict.fromkeys(FIELDS, "x") | {"number": 1, "scene_number": 1})
    except (ValueError, KeyError, IndexError) as error:
        raise LinereadError(f"The name template {template!r} cannot be used: {error}.") from error
    if not template.strip("/ ."):
        raise LinereadError("The name template is empty.", "A good one: {number:04d}_{character}_{slug}")


def fill_template(template: str, values: Mapping[str, str | int], *, ascii_only: bool = False) -> str:
    """The relative path that a template makes of ``values``, without a suffix. The value ``file`` may be a path."""
    clean = {
        key: safe_name(value, ascii_only=ascii_only, fallback=key) if isinstance(value, str) else value
        for key, value in values.items()
    }
    if path := [p for p in re.split(r"[/\\\\]", str(values.get("file", ""))) if p.strip(" .")]:
        clean["file"] = "/".join(safe_name(p, ascii_only=ascii_only) for p in path)
    parts = [p for p in template.format(**clean).split("/") if p.strip(" .")]
    return "/".join(safe_name(p, ascii_only=ascii_only) for p in parts) or "line"


def folded(path: str) -> str:
    """What a file system that knows no case takes for the name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


def without_collisions(paths: Sequence[tuple[str, str]], taken: Sequence[str] = ()) -> list[tuple[str, str | None]]:
    """For each (wanted path, id): the path it gets, and the wanted one where that was taken.

    The first keeps its name, in the order given; the others get their id, so that a name does not
    change when a line elsewhere comes or goes.
    """
    used = {folded(path) for path in taken}
    result: list[tuple[str, str | None]] = []
    for wanted, identity in paths:
        path = wanted
        if folded(path) in used:
            folder, _, name = wanted.rpartition("/")
            head = f"{folder}/" if folder else ""
            mark = safe_name(identity)
            path = f"{head}{name[: LONGEST - len(mark) - 1]}_{mark}"
            count = 2
            while folded(path) in used:
                path = f"{head}{name[: LONGEST - len(mark) - 6]}_{mark}_{count}"
                count += 1
        used.add(folded(path))
        result.append((path, wanted if path != wanted else None))
    return result
