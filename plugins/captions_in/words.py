"""Who speaks in a cue, how, and what is said: from prefixes, brackets and dashes, as subtitlers write them.

Nothing is lost: a cue that only describes a sound becomes a remark above the next line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

_SPEAKER = re.compile(
    r"(?:>>+\s*)?(?P<name>[^\W\d_][\w .,'’&/\-#]{0,40}?)\s*"
    r"(?:[(（\[](?P<how>[^()（）\[\]]*)[)）\]]\s*)?[:：](?P<text>(?:\s|(?<=：)).*)",
    re.DOTALL,
)
_BRACKETED = re.compile(r"\s*(?:\[(?P<square>[^\[\]]*)\]|[(（](?P<round>[^()（）]*)[)）])\s*(?P<text>.*)", re.DOTALL)
_ONLY_SOUND = re.compile(r"\s*(?:\[[^\[\]]*\]|[(（][^()（）]*[)）]|[♪♫#]+[^♪♫]*[♪♫#]*|\s)+\s*")
_DASH = re.compile(r"\s*[-–—‐]\s*(?=\S)")
_SOUNDS = {
    "laugh": "laugh", "laughs": "laugh", "laughing": "laugh", "chuckles": "laugh", "sigh": "sigh", "sighs": "sigh",
    "sighing": "sigh", "breathes": "breath", "breath": "breath", "gasp": "gasp", "gasps": "gasp", "cough": "cough",
    "coughs": "cough", "hmm": "hmm",
}  # fmt: skip
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")


class Said(NamedTuple):
    """One speaker's share of a cue. ``speaker`` "" is unknown; ``text`` is in the script's own notation."""

    speaker: str
    direction: str
    text: str
    remark: str = ""  # a sound or a song that nobody speaks


def without_tags(text: str) -> str:
    """SubRip's and WebVTT's markup taken out, entities resolved."""
    return html.unescape(_TAGS.sub("", text)).replace("\u200b", "").replace("\u00a0", " ")


def joined(rows: Sequence[str]) -> str:
    """Rows of a cue as one sentence; scripts without spaces get none."""
    made = ""
    for row in rows:
        row = row.strip()
        gap = "" if not made or (_WIDE.match(made[-1]) and row and _WIDE.match(row[0])) else " "
        made += gap + row
    return made.strip()


def shares(rows: Sequence[str]) -> list[Said]:
    """A cue's rows, tags already out: one share, or one for each dash at the beginning of a row."""
    rows = [row for row in rows if row.strip()]
    if len(rows) > 1 and sum(bool(_DASH.match(row)) for row in rows) > 1:
        groups: list[list[str]] = []
        for row in rows:
            if _DASH.match(row) or not groups:
                groups.append([_DASH.sub("", row, count=1)])
            else:
                groups[-1].append(row)
        return [said(joined(group)) for group in groups]
    return [said(joined(rows))] if rows else []


def said(text: str) -> Said:
    """``ANNA (quietly): Hello.``, ``[ANNA] Hello.``, ``(sighs) Hello.`` or plain words."""
    if _ONLY_SOUND.fullmatch(text):
        return Said("", "", "", text.strip(" []()（）♪♫#"))
    speaker = direction = ""
    found = _SPEAKER.fullmatch(text)
    if found and _is_name(found["name"]):
        speaker, direction, text = found["name"].strip(), (found["how"] or "").strip(), found["text"].strip()
    sounds = ""
    while (found := _BRACKETED.fullmatch(text)) and found["text"]:
        inside = (found["square"] if found["square"] is not None else found["round"]).strip(" :")
        sound = _SOUNDS.get(inside.casefold())
        if sound:
            sounds += f"[{sound}] "
        elif not speaker and found["square"] is not None and inside == inside.upper() and _is_name(inside):
            speaker = inside
        else:
            direction = f"{direction}, {inside}" if direction else inside
        text = found["text"]
        again = _SPEAKER.fullmatch(text)
        if not speaker and again and _is_name(again["name"]):
            speaker, text = again["name"].strip(), again["text"].strip()
    return Said(speaker, direction.casefold() if direction.isupper() else direction, sounds + escaped(text.strip()))


def escaped(text: str) -> str:
    """Words that are no control tags, whatever brackets they have."""
    return re.sub(r"([\[{])", r"\\\1", text)


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > 4 or text[-1] in ".,;!?":
        return False
    if text == text.upper():
        return not (words[0].endswith("ING") or (len(words) == 1 and text.casefold() in _SOUNDS))
    return all(word[0].isupper() or word[0].isdigit() for word in words) and len(words) <= 3


def columns_per_second(text: str, milliseconds: int) -> float:
    """How fast a text must be read; wide characters count three times, as they take that long to say."""
    count = sum(3 if _WIDE.match(char) else 1 for char in text)
    return count * 1000 / max(1, milliseconds)
