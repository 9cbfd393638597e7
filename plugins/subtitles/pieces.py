"""A line's text as the pieces that are never torn, with the time each begins and how good a cut before it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.api import Clip, TimedWord
from plugins.subtitles.reading import combining, count

_OPENERS = "([{«“‘「『（【〈《〔¿¡"
_CLOSERS = ")]}»”’」』）】〉》〕,.;:!?…、。，．！？；：ー～·々%％°℃"
_SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)」』]*$")
_CLAUSE_END = re.compile(r"[,;:—–，、；：،؛]['\"”’»)」』]*$")
_LETTERS = re.compile(r"[^\W\d_]+")

# Small words that belong to what follows: a row or a cue does not end with one.
_LEADING_WORDS = {
    "en": "a an the my your his her its our their this that of to in on at by for from with and or but nor if as than",
    "de": "der die das den dem des ein eine einen einem einer mein dein sein und oder aber von zu im am mit für auf in",
    "fr": "le la les un une des du de d l à au aux et ou mais en dans sur pour par avec mon ton son ce cette",
    "es": "el los las uno unas unos y o pero del al con por para su mi tu",
    "it": "il lo gli i ed da di del della dei nel nella con per",
    "pt": "os as um uma uns umas do dos das no na nos nas e",
    "ru": "и а но или в на с к у о от до по за из без для не",
}
_LEADING = frozenset(word for words in _LEADING_WORDS.values() for word in words.split())
# Chinese and Japanese particles that belong to what stands before: no row or cue begins with one.
_TRAILING = frozenset("的地得了着过吗呢吧啊呀嘛们么々はがをにのでともへねよか")
# Small kana belong to the sound before them, and a doubled consonant to the one after it (JIS X 4051).
_SMALL = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")
_DOUBLED = frozenset("っッ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its punctuation, or one character of Chinese. ``cut`` rates a cut before it: below 0 is good."""

    text: str
    start: int  # samples
    space: bool  # a space stands before it
    after_break: bool  # the writer began a new row with it
    cut: float = 0.0
    silence: int = 0  # samples nobody speaks before it

    @property
    def narrow(self) -> int:
        return count(self.text)[0]

    @property
    def wide(self) -> int:
        return count(self.text)[1]


def row_text(pieces: Sequence[Piece]) -> str:
    return "".join((" " if p.space and i else "") + p.text for i, p in enumerate(pieces))


def pieces_of(clip: Clip) -> list[Piece]:
    """The clip's text as pieces with the times of its words; without words, by length."""
    words = sorted(clip.words, key=lambda w: w.offset)
    offsets = [w.offset for w in words]
    pieces: list[Piece] = []
    for text, at, space, broken in _torn(clip.text):
        if words:
            start = _time_at(words, offsets, at, at + len(text))
        else:
            start = clip.start + clip.length * at // max(1, len(clip.text))
        start = max(clip.start, min(clip.end, start))
        if not pieces:
            pieces.append(Piece(text, start, space, broken))
            continue
        start = max(start, pieces[-1].start)
        index = bisect_left(offsets, at)
        begins_word = not words or (index < len(words) and offsets[index] < at + len(text))
        silence = start - words[index - 1].end if words and begins_word and index else 0
        cut = _cut(pieces[-1].text, text, broken) + (0.0 if begins_word else 0.4)
        pieces.append(Piece(text, start, space, broken, cut, max(0, silence)))
    return pieces


def _torn(text: str) -> list[tuple[str, int, bool, bool]]:
    """(piece, its offset, after a space, after a new row) for each piece of the text."""
    found = []
    space = broken = False
    for match in re.finditer(r"\s+|\S+", text):
        if match[0].isspace():
            space, broken = True, "\n" in match[0]
            continue
        at = match.start()
        for part in _breakable(match[0]):
            found.append((part, at, space, broken))
            at += len(part)
            space = broken = False
    return found


def _cut(before: str, after: str, broken: bool) -> float:
    """How bad it is to end a row or a cue between the two."""
    if broken or _SENTENCE_END.search(before):
        return -1.0
    if _CLAUSE_END.search(before):
        return -0.5
    if after[0] in _TRAILING:
        return 0.6
    if _hiragana(after[0]) and (_hiragana(before[-1]) or _ideographic(before[-1])):
        return 0.5  # the end of a Japanese word
    words = _LETTERS.findall(before)
    if words and words[-1].lower() in _LEADING and before.endswith(words[-1]):
        return 0.6
    if before[-1].isdigit() and after[0].isalnum():
        return 0.4  # a number and what is counted
    return 0.0


def _time_at(words: Sequence[TimedWord], offsets: Sequence[int], at: int, end: int) -> int:
    """The sample at which the text from ``at`` to ``end`` begins to be spoken."""
    index = bisect_left(offsets, at)
    if index < len(words) and offsets[index] < end:
        return words[index].start
    word = words[max(0, index - 1)]  # the text is inside of this word, as in Chinese, or stands behind it
    inside = min(max(0, at - word.offset), len(word.text))
    return word.start + (word.end - word.start) * inside // max(1, len(word.text))


def _breakable(word: str) -> list[str]:
    """A run without spaces; Chinese and Japanese may break between any two characters but at brackets and stops."""
    parts: list[str] = []
    for char in word:
        joined = (
            not parts
            or char in _CLOSERS
            or parts[-1][-1] in _OPENERS
            or combining(char)
            or char in _SMALL
            or parts[-1][-1] in _DOUBLED
            or (_katakana(char) and _katakana(parts[-1][-1]))  # a word of another language is not torn
            or not (_ideographic(char) or _ideographic(parts[-1][-1]))
        )
        if joined and parts:
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30ff"


def _ideographic(char: str) -> bool:
    """Characters of scripts written without spaces; Korean has spaces."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )
