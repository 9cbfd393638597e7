"""Which writing systems a text uses, so that a voice is never handed letters it cannot read.

Ranges: Unicode 15.1 Scripts.txt, only the scripts that scripts for actors are written in; the rest is "other".
"""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Collection

_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"),
    (0x0B80, 0x0BFF, "Tamil"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Hangul"),
    (0x1F00, 0x1FFF, "Greek"), (0x2E80, 0x2FDF, "Han"), (0x3005, 0x3007, "Han"), (0x3040, 0x309F, "Kana"),
    (0x30A0, 0x30FF, "Kana"), (0x3105, 0x312F, "Bopomofo"), (0x3130, 0x318F, "Hangul"), (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA960, 0xA97F, "Hangul"), (0xAC00, 0xD7FF, "Hangul"),
    (0xF900, 0xFAFF, "Han"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x323AF, "Han"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_SIGNS = frozenset("µμΩπαβγδΔλσΣθε∞ªº")  # Greek letters and signs that English text uses on their own

LANGUAGE_SCRIPTS: dict[str, frozenset[str]] = {
    "en": frozenset({"Latin"}), "de": frozenset({"Latin"}), "fr": frozenset({"Latin"}), "es": frozenset({"Latin"}),
    "it": frozenset({"Latin"}), "pt": frozenset({"Latin"}), "ru": frozenset({"Cyrillic"}),
    "zh": frozenset({"Han", "Bopomofo"}), "ja": frozenset({"Han", "Kana"}), "ko": frozenset({"Hangul", "Han"}),
}  # fmt: skip

NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
         "ru": "Russian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean"}  # fmt: skip


def script_of(char: str) -> str | None:
    """The writing system of a letter; None for digits, punctuation, symbols, spaces and emoji."""
    code = ord(char)
    if code < 0x0370:
        return "Latin" if char.isalpha() else None
    at = bisect.bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _RANGES[at][1]:
        return _RANGES[at][2] if char.isalpha() or unicodedata.category(char)[0] in "LM" else None
    if not char.isalpha():
        return None
    if 0x1E00 <= code <= 0x1EFF or 0x2C60 <= code <= 0x2C7F or 0xA720 <= code <= 0xA7FF or 0xFB00 <= code <= 0xFB06:
        return "Latin"
    compatible = unicodedata.normalize("NFKC", char)  # full-width and mathematical letters, ™, ℃, ...
    return "Latin" if compatible.isascii() or compatible in _SIGNS else "other"


def runs(text: str) -> list[tuple[int, int, str]]:
    """Stretches of one writing system as (start, end, script); spaces and signs inside a stretch belong to it."""
    found: list[tuple[int, int, str]] = []
    for i, char in enumerate(text):
        script = script_of(char)
        if script is None:
            continue
        if found and found[-1][2] == script:
            found[-1] = (found[-1][0], i + 1, script)
        else:
            found.append((i, i + 1, script))
    return found


def foreign_runs(text: str, supported: Collection[str] = ("Latin",)) -> list[tuple[int, int, str]]:
    """Stretches written in a script that is not among ``supported`` (script names, not languages)."""
    if text.isascii():
        return []
    foreign: list[tuple[int, int, str]] = []
    for start, end, script in runs(text):
        if script in supported or all(c in _SIGNS or script_of(c) is None for c in text[start:end]):
            continue
        foreign.append((start, end, script))
    return foreign
