"""What many formats ask of clips: their words with the punctuation, their sentences, and lanes without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from studio.timeline.types import Clip

_SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)」』\]]*$")


class SpokenWord(NamedTuple):
    """A word with the punctuation that stands at it; ``space`` follows it in the text. Times in samples."""

    text: str
    start: int
    end: int
    space: bool = False


def spoken_words(clip: Clip) -> list[SpokenWord]:
    """The clip's words as they are written; joined with their spaces they are its text on one row.

    A clip whose words are not known is one word, its whole text. Times are in order and inside the clip.
    """
    text = clip.text
    if not text.strip():
        return []
    words = sorted(clip.words, key=lambda w: (w.start, w.offset))
    offsets = [w.offset for w in words]
    if not words or any(a >= b for a, b in pairwise(offsets)) or offsets[-1] >= len(text):
        if not words:
            return [SpokenWord(" ".join(text.split()), clip.start, clip.end)]
        return [SpokenWord(w.text, w.start, w.end, index + 1 < len(words)) for index, w in enumerate(words)]
    cuts = [0]
    for word, following in pairwise(words):
        between = text[word.offset + len(word.text) : following.offset]
        blank = max((m.end() for m in re.finditer(r"\s+", between)), default=len(between))
        cuts.append(following.offset - len(between) + blank)
    cuts.append(len(text))
    made: list[SpokenWord] = []
    latest = clip.start
    for index, (word, (first, last)) in enumerate(zip(words, pairwise(cuts), strict=True)):
        part = text[first:last]
        start = min(max(word.start, latest), clip.end)
        end = min(max(word.end, start), clip.end)
        space = part != part.rstrip() and index + 1 < len(words)
        made.append(SpokenWord(" ".join(part.split()), start, end, space))
        latest = start
    return made


def sentences(clip: Clip) -> list[list[SpokenWord]]:
    """The clip's words in groups that end with a full stop or the like."""
    groups: list[list[SpokenWord]] = [[]]
    for word in spoken_words(clip):
        groups[-1].append(word)
        if _SENTENCE_END.search(word.text):
            groups.append([])
    return [group for group in groups if group]


def words_text(words: Iterable[SpokenWord]) -> str:
    """The words as they are written."""
    return "".join(word.text + (" " if word.space else "") for word in words).strip()


def lanes(clips: Iterable[Clip]) -> list[list[Clip]]:
    """The clips in as few rows as it takes that none overlaps another; each row in order of start.

    Clips of no length are one sample long here, so that two of them at one place get two rows.
    """
    rows: list[list[Clip]] = []
    ends: list[int] = []
    for clip in sorted(clips, key=lambda c: (c.start, c.number)):
        index = next((i for i, end in enumerate(ends) if end <= clip.start), len(rows))
        if index == len(rows):
            rows.append([])
            ends.append(0)
        rows[index].append(clip)
        ends[index] = max(clip.end, clip.start + 1)
    return rows
