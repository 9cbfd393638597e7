"""Word times where there is no front for a language: words by their syllables, between the pauses that are heard.

A pause is matched with the end of a word, most gladly where punctuation stands, so that the parts between pauses are
spoken at an even rate. What is inside a part is laid out by length, which is near, not exact.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.alignment.features import HOP, RATE, Spectrum
from engine.protocol import Segment, Text, Word
from engine.text.languages import script_of
from engine.text.words import shown_words

NOTHING_DB = -50.0  # the loudest frame is under this: silence
SHORTEST_PAUSE = 0.09  # seconds; closures of stops are shorter
SYLLABLE, LETTER, DIGIT = 0.7, 0.1, 1.6  # what a syllable, a letter and a figure weigh, about 0.2 s for 1.0
LENGTHENED = 0.35  # weight that the last word before a pause gains
# Costs of matching pauses: a part spoken at another rate, a pause where none is written, silence inside a word.
UNEVEN, UNEXPECTED, SWALLOWED, SWALLOWED_PER_SECOND = 2.5, 3.5, 0.6, 8.0
RATES = (2.0, 9.0)  # syllables a second between which a line is believed
STRONG, WEAK = frozenset(".!?…。！？\n"), frozenset(",;:—–-，、；：«»()")
_SMALL_KANA = frozenset("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮー")
_VOWELS = re.compile("[aeiouyàâäáãåæèéêëìíîïòóôöõøœùúûüýÿаеёиоуыэюя]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A shown word with its weight, and how much a pause is expected after it (0..1)."""

    text: str
    offset: int
    syllables: float
    weight: float
    pause: float


def units(segments: Sequence[Segment], language: str) -> list[Unit]:
    """The words of a line. Where words are not written apart (Chinese, Japanese) each character is one."""
    shown = "".join(s.text for s in segments if isinstance(s, Text))
    said = {}
    offset = 0
    for segment in segments:
        if isinstance(segment, Text):
            if segment.say is not None:
                said[offset, offset + len(segment.text)] = segment.say
            offset += len(segment.text)
    places = [(a, b) for a, b in _places(shown) if any(c.isalnum() for c in shown[a:b])]
    found = []
    for number, (start, end) in enumerate(places):
        following = shown[end : places[number + 1][0] if number + 1 < len(places) else len(shown)]
        spoken = next((say for (a, b), say in said.items() if a <= start < b), shown[start:end])
        syllables, letters = _syllables(spoken)
        pause = 0.9 if STRONG & set(following) else 0.6 if WEAK & set(following) else 0.0
        found.append(Unit(shown[start:end], start, syllables, SYLLABLE * syllables + LETTER * letters, pause))
    return found


def _places(shown: str) -> Iterator[tuple[int, int]]:
    for word in shown_words(shown):
        start = at = word.start
        while at < word.end:
            char = shown[at]
            if script_of(char) in ("Han", "Kana", "Bopomofo"):
                if start < at:
                    yield start, at
                end = at + 1
                while end < word.end and shown[end] in _SMALL_KANA:
                    end += 1
                yield at, end
                start = at = end
            elif not char.isalnum() and unicodedata.category(char)[0] == "P" and char not in "'’-.@":
                if start < at:
                    yield start, at
                at += 1
                start = at
            else:
                at += 1
        if start < word.end:
            yield start, word.end


def _syllables(text: str) -> tuple[float, int]:
    """Syllables, and letters of alphabets."""
    plain = unicodedata.normalize("NFC", text.lower())
    own = sum(script_of(c) in ("Han", "Kana", "Hangul", "Bopomofo") and c not in _SMALL_KANA for c in plain)
    figures = sum(c.isdigit() for c in plain)
    letters = sum(script_of(c) in ("Latin", "Cyrillic") for c in plain)
    groups = len(_VOWELS.findall(plain))
    return max(1.0 if not own and not figures else 0.0, float(groups)) + own + DIGIT * figures, letters


def lay_out(spectrum: Spectrum, segments: Sequence[Segment], language: str) -> tuple[tuple[Word, ...], float]:
    """The words in samples at 24 kHz, and how far their number fits the length of the speech, 0..1."""
    found = units(segments, language)
    speech = np.flatnonzero(spectrum.speech)
    if not found or not len(speech):
        return (), 1.0 if not found else 0.0
    start, end = int(speech[0]), int(speech[-1]) + 1
    pauses = _pauses(spectrum.speech, start, end)
    edges = _edges(found, pauses, start, end)
    words = tuple(
        Word(text=u.text, offset=u.offset, start=round(a * HOP), end=max(round(b * HOP), round(a * HOP) + 1))
        for u, (a, b) in zip(found, edges, strict=True)
    )
    spoken = (end - start - sum(b - a for a, b in pauses)) * HOP / RATE
    pace = sum(u.syllables for u in found) / max(spoken, 0.01)
    low, high = RATES
    far = max(0.0, np.log(low / pace), np.log(pace / high))
    return words, float(np.exp(-3.0 * far))


def _pauses(speech: NDArray[np.bool_], start: int, end: int) -> list[tuple[int, int]]:
    """Silences inside the speech, in frames, longest kept where there are very many."""
    turns = np.flatnonzero(np.diff(speech[start:end].astype(np.int8))) + 1 + start
    found = [(int(a), int(b)) for a, b in zip(turns[::2], turns[1::2], strict=True)]
    found = [(a, b) for a, b in found if (b - a) * HOP >= SHORTEST_PAUSE * RATE]
    return sorted(sorted(found, key=lambda p: p[0] - p[1])[:80])


def _edges(found: list[Unit], pauses: list[tuple[int, int]], start: int, end: int) -> list[tuple[float, float]]:
    """Start and end of each word, in frames."""
    weights = np.array([u.weight for u in found])
    places = _matched(found, weights, pauses, start, end)
    edges: list[tuple[float, float]] = []
    word, begin = 0, start
    for (quiet, loud), last in [*places, ((end, end), len(found))]:
        part = weights[word:last].copy()
        part[-1] += LENGTHENED
        inside = np.concatenate([[0.0], np.cumsum(part)]) / part.sum() * (quiet - begin) + begin
        edges += list(zip(inside[:-1].tolist(), inside[1:].tolist(), strict=True))
        word, begin = last, loud
    return edges


def _matched(
    found: list[Unit], weights: NDArray[np.float64], pauses: list[tuple[int, int]], start: int, end: int
) -> list[tuple[tuple[int, int], int]]:
    """Pauses that part words, each with the number of words before it, by dynamic programming.

    The cost is how far every part is from an even rate, what a pause costs where none is expected, and what it costs
    to take a silence for part of a word.
    """
    count = len(found)
    if count < 2 or not pauses:
        return []
    spoken = (end - start) - sum(b - a for a, b in pauses)
    done = np.concatenate([[0.0], np.cumsum(weights)])
    rate = spoken / done[-1]  # frames for weight 1
    unexpected = np.array([UNEXPECTED * (1.0 - u.pause) ** 2 for u in found[:-1]])
    ends = [(start, start), *pauses, (end, end)]
    best = {0: np.where(np.arange(count + 1) == 0, 0.0, np.inf)}
    back: dict[int, tuple[NDArray[np.intp], NDArray[np.intp]]] = {}
    for p in range(1, len(ends)):
        cost, source, word = np.full(count + 1, np.inf), np.zeros(count + 1, np.intp), np.zeros(count + 1, np.intp)
        for q in range(max(0, p - 12), p):
            swallowed = sum(SWALLOWED + SWALLOWED_PER_SECOND * (b - a) * HOP / RATE for a, b in ends[q + 1 : p])
            length = ends[p][0] - ends[q][1]
            part = done[None, :] - done[:, None]  # from word i to word j
            wanted = np.where(part > 0, part, np.nan) * rate
            odd = np.square(np.log(max(length, 1) / wanted)) * np.sqrt(np.abs(part)) * UNEVEN
            through = np.where(np.isnan(odd), np.inf, best[q][:, None] + odd + swallowed)
            here = through.min(axis=0)
            better = here < cost
            cost[better], source[better], word[better] = here[better], q, through.argmin(axis=0)[better]
        if p < len(ends) - 1:
            cost[1:count] += unexpected
            cost[[0, count]] = np.inf
        best[p], back[p] = cost, (source, word)
    p, j = len(ends) - 1, count
    if not np.isfinite(best[p][j]):
        return []
    chosen: list[tuple[tuple[int, int], int]] = []
    while p:
        source, word = back[p]
        p, j = int(source[j]), int(word[j])
        if p:
            chosen.append((ends[p], j))
    return chosen[::-1]
