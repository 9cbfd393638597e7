"""What a word of the shown line is: the unit that times are given for and that lights up while it is spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Marks around a word that are not part of it. Signs that are spoken ($ % + = & @ # °) are.
_EDGE = frozenset(".,:;!?…—–-‒―−\"'“”‘’‚„«»‹›()[]{}<>*_~`|\\/^¡¿·•†‡。，、！？；：（）「」『』【】《》〈〉")
_RUN = re.compile(r"\S+")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ShownWord:
    """Characters ``start:end`` of the shown line."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def is_mark(char: str) -> bool:
    """Whether a character at a word's edge is punctuation, a picture or nothing visible."""
    return char in _EDGE or (
        ord(char) > 127 and unicodedata.category(char) in ("So", "Sk", "Mn", "Me", "Cf", "Cc", "Co")
    )


def _trim(run: str) -> tuple[int, int]:
    first, last = 0, len(run)
    while first < last and is_mark(run[first]):
        # ".NET", "-5", ".5" keep the mark that belongs to them
        if run[first] in ".-−" and first + 1 < last and (run[first + 1].isdigit() or run[first : first + 2] == ".N"):
            break
        first += 1
    while last > first and is_mark(run[last - 1]):
        last -= 1
    return first, last


def shown_words(text: str, cuts: Iterable[int] = ()) -> list[ShownWord]:
    """The words of a line: runs of non-space characters without the punctuation around them.

    ``cuts`` are positions where a run ends even without a space (a pause, another voice).
    """
    bounds = sorted(set(cuts))
    words: list[ShownWord] = []
    for match in _RUN.finditer(text):
        a, b = match.span()
        inside = [c for c in bounds if a < c < b] if bounds else []
        for start, end in zip([a, *inside], [*inside, b], strict=True):
            run = text[start:end]
            if _PLAIN.fullmatch(run):
                words.append(ShownWord(run, start))
                continue
            first, last = _trim(run)
            if last > first:
                words.append(ShownWord(run[first:last], start + first))
    return words
