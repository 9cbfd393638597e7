"""What a single row of a script is: heading, remark, speech or words. The one place that decides.

A name before a colon is a speaker when it is known, or when it looks like a name: in capitals, in title
case, or short in a script that has no case. ``7:30``, ``https://…`` and ``he said: no`` are words.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from studio.script.attributes import unquoted

NARRATOR = "NARRATOR"


class Speech(NamedTuple):
    name: str
    direction: str  # what stands in brackets behind the name
    text: str
    column: int  # of the text in the row, from 0
    sure: bool  # whether the name is known or in capitals


_ORDINAL = r"(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten)"
_HEADING = re.compile(
    r"\s*(?:#+(?=\s|$)\s*(?P<hash>.*)"
    r"|={2,}\s*(?P<equals>[^=].*?)\s*={2,}\s*"
    r"|(?P<slug>(?:INT|EXT|EST|I/E|INT\./EXT|INT/EXT)[. ].*)"
    rf"|(?P<word>(?:scene|act|chapter|part)\s+{_ORDINAL}(?:\s*[:.\-–—].*)?)"
    r"|(?P<han>第[\d一二三四五六七八九十百]+[幕章场節节回](?:[\s:：].*)?)"
    r"|(?P<rule>(?:-\s*){3,}|(?:\*\s*){3,}|(?:=\s*){3,}|(?:_\s*){3,}))",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<name>[^\s:：()（）\[\]{}"“][^:：()（）\[\]{}"“\n]{0,60}?))'
    r"\s*(?P<direction>(?:[(（][^()（）\n]*[)）]\s*)*)(?P<colon>[:：])(?P<text>.*)",
    re.DOTALL,
)
_REMARK = re.compile(r"\s*\[#(?!id(?:[\s\]]))([^\]\\]*(?:\\.[^\]\\]*)*)\]\s*")
_NAME = re.compile(r"\w(?:[\w .'’&/\-]*[\w.])?")  # what can stand before a colon without quotes
_SMALL = frozenset(("of", "the", "de", "la", "von", "van", "der", "di", "da", "du", "and", "und", "et", "y"))
_SAID = ("说", "道", "问", "答", "喊", "叫", "曰", "想", "如下")
_ABBREVIATED = re.compile(r"(?:\w\.)+|(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|Prof|Capt|Sgt|Lt|Col|Gen|No)\.", re.IGNORECASE)


def heading(row: str) -> str | None:
    """The title when the row is a scene heading ("" for a bare rule), else None."""
    found = _HEADING.fullmatch(row)
    if not found:
        return None
    if found["rule"] is not None:
        return ""
    return next(title for title in found.groups() if title is not None).strip()


def remark(row: str) -> str | None:
    """The words of a row that is a remark: ``// ...`` exactly as they stand, or ``[# ...]``."""
    bare = row.lstrip()
    if bare.startswith("//"):
        return bare[2:].removeprefix(" ")
    found = _REMARK.fullmatch(row)
    return re.sub(r"\\([\[\]{}|\\])", r"\1", found[1]).strip() if found else None


def speech(row: str, known: Container[str]) -> Speech | None:
    """Who speaks in this row, or None. ``known`` holds the names of the cast, case-folded."""
    found = _SPEECH.match(row)
    if not found:
        return None
    text = found["text"]
    quoted = found["quoted"]
    if quoted is not None:
        name = unquoted(quoted)
        if name is None:
            return None
        sure = True
    else:
        name = found["name"].rstrip()
        sure = name.casefold() in known
        if not sure:
            kind = _looks_like_a_name(name)
            if kind is None:
                return None
            sure = kind
    bare = text.lstrip()
    if found["colon"] == ":" and bare and len(bare) == len(text) and not (sure and _may_touch(bare, name)):
        return None
    direction = found["direction"].strip()
    if direction:
        direction = ", ".join(part.strip(" ()（）") for part in re.split(r"[)）]\s*[(（]", direction))
    return Speech(name, direction, bare, len(row) - len(bare), sure)


def plain_name(name: str) -> bool:
    """Whether a declared name can be printed as it is; otherwise it needs quotes."""
    return (
        0 < len(name) <= 40
        and _NAME.fullmatch(name) is not None
        and "//" not in name
        and "\n" not in name
        and "  " not in name
        and heading(f"{name}: x") is None
        and heading(f"{name} (x): x") is None
    )


def _may_touch(text: str, name: str) -> bool:
    """Whether ``NAME:text`` without a space is speech: not a URL, a path or a time."""
    return len(name) > 1 and not text.startswith(("/", "\\")) and not text[0].isdigit()


def _looks_like_a_name(name: str) -> bool | None:
    """True for a name in capitals or without case, False for title case (less sure), None for words."""
    words = name.split()
    if len(name) > 40 or len(words) > 5 or not name[0].isalpha():
        return None
    if any(mark in name for mark in ",;!?…，。！？；|<>=\\@") or "//" in name:
        return None
    if any("." in word and not _ABBREVIATED.fullmatch(word) for word in words):
        return None
    if " - " in name or " – " in name or " — " in name:
        return None
    if name.upper() == name.lower():
        return None if len(name) > 12 or name.endswith(_SAID) else True
    if name == name.upper():
        return True
    if len(words) <= 4 and all(w[0].isupper() or w[0].isdigit() or w.lower() in _SMALL for w in words):
        return False
    return None
