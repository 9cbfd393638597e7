"""Lines become cues: at most two balanced rows, cut where the voice and the sentence allow it.

Times stay absolute samples until a format rounds them, each on its own, so nothing drifts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from plugins.api import Clip, Loss, TimedWord, Timeline, Track

_LINGER = 0.5  # seconds that a cue may stay after its last word, where the clip is that long
_OPENERS = "([{«“‘「『（【〈《〔¿¡"
_CLOSERS = ")]}»”’」』）】〉》〕,.;:!?…、。，．！？；：ー～·"
_SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)」』]*$")
_CLAUSE_END = re.compile(r"[,;:—–，、；：،؛]['\"”’»)」』]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that is not torn: a word with its punctuation, or one character of Chinese."""

    text: str
    start: int  # samples
    space: bool  # a space stands before it
    after_break: bool  # the writer began a new row with it

    @property
    def width(self) -> int:
        return _columns(self.text)


@dataclass(frozen=True, slots=True)
class Cue:
    """``rows`` of pieces; ``start`` and ``end`` in samples; ``id`` is the line's, with -2, -3 for its later cues."""

    id: str
    clip: Clip
    track: Track
    start: int
    end: int
    rows: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(row_text(row) for row in self.rows)


def row_text(pieces: Sequence[Piece]) -> str:
    return "".join((" " if p.space and i else "") + p.text for i, p in enumerate(pieces))


def units(samples: int, rate: int, per_second: int) -> int:
    """An absolute position in milliseconds (1000), centiseconds (100), ...: the nearest, halves upwards."""
    return (2 * samples * per_second + rate) // (2 * rate)


def make_cues(timeline: Timeline, characters: int = 42) -> list[Cue]:
    """Every shown line in order of its start, as cues of at most two rows of ``characters``."""
    cues: list[Cue] = []
    for track in timeline.tracks:
        for clip in track.clips:
            cues.extend(_cues_of(clip, track, timeline.rate, characters))
    return sorted(cues, key=lambda cue: (cue.start, cue.clip.number, cue.end))


def losses(timeline: Timeline) -> list[Loss]:
    """What a reader of the subtitles should know about the lines."""
    found = [
        Loss(what="estimated time", detail=f"line {clip.number} has no take yet", line_id=clip.line_id)
        for clip in timeline.clips()
        if clip.path is None and clip.text.strip()
    ]
    found += [
        Loss(what="no words", detail=f"line {clip.number} has nothing to show", line_id=clip.line_id)
        for clip in timeline.clips()
        if not clip.text.strip() and clip.path is not None
    ]
    return found


def overlaps(timeline: Timeline) -> list[Loss]:
    """Lines that begin while another is still heard: some players show only one of two cues."""
    found = []
    latest = 0
    for clip in timeline.clips():
        if clip.text.strip():
            if clip.start < latest:
                detail = f"line {clip.number} begins before the one before it has ended"
                found.append(Loss(what="overlap", detail=detail, line_id=clip.line_id))
            latest = max(latest, clip.end)
    return found


def pieces_of(clip: Clip) -> list[Piece]:
    """The clip's text as pieces with the times of its words; without words, by length."""
    found: list[tuple[str, int, bool, bool]] = []
    space = broken = False
    for match in re.finditer(r"\s+|\S+", clip.text):
        if match[0].isspace():
            space, broken = True, "\n" in match[0]
            continue
        at = match.start()
        for part in _breakable(match[0]):
            found.append((part, at, space, broken))
            at += len(part)
            space = broken = False
    words = sorted(clip.words, key=lambda w: w.offset)
    offsets = [w.offset for w in words]
    pieces: list[Piece] = []
    for text, at, before, row in found:
        if words:
            start = _time_at(words, offsets, at, at + len(text))
        else:
            start = clip.start + clip.length * at // max(1, len(clip.text))
        start = max(clip.start, min(clip.end, start))
        pieces.append(Piece(text, max(start, pieces[-1].start) if pieces else start, before, row))
    return pieces


def _time_at(words: Sequence[TimedWord], offsets: Sequence[int], at: int, end: int) -> int:
    """The sample at which the text from ``at`` to ``end`` begins to be spoken."""
    index = bisect_left(offsets, at)
    if index < len(words) and offsets[index] < end:
        return words[index].start
    word = words[max(0, index - 1)]  # the text is inside of this word, as in Chinese, or stands behind it
    inside = min(max(0, at - word.offset), len(word.text))
    return word.start + (word.end - word.start) * inside // max(1, len(word.text))


def _cues_of(clip: Clip, track: Track, rate: int, characters: int) -> list[Cue]:
    pieces = pieces_of(clip)
    if not pieces:
        return []
    groups = _split(pieces, characters)
    last_word = max((w.end for w in clip.words), default=clip.end)
    final = max(min(clip.end, last_word + round(_LINGER * rate)), groups[-1][0].start)
    cues = []
    for index, group in enumerate(groups):
        start = group[0].start
        end = groups[index + 1][0].start if index + 1 < len(groups) else final
        if index + 1 < len(groups) and clip.words:
            spoken = max((w.end for w in clip.words if start <= w.start < end), default=end)
            end = min(end, max(spoken, start) + round(_LINGER * rate))
        identity = clip.line_id if index == 0 else f"{clip.line_id}-{index + 1}"
        cues.append(Cue(identity, clip, track, start, max(end, start), _rows(group, characters)))
    return cues


def _split(pieces: list[Piece], characters: int) -> list[list[Piece]]:
    """Into groups that fit two rows, as even as can be, rather after a sentence or a clause."""
    if _width(pieces) <= 2 * characters and max(_width(row) for row in _rows(pieces, characters)) <= characters:
        return [pieces]
    if len(pieces) == 1:
        return [pieces]
    total = _width(pieces)
    best, cut = math.inf, 1
    left = 0
    for index in range(1, len(pieces)):
        left += pieces[index - 1].width + pieces[index - 1].space
        cost = abs(2 * left - total) / total
        before = pieces[index - 1].text
        if pieces[index].after_break or _SENTENCE_END.search(before):
            cost -= 0.5
        elif _CLAUSE_END.search(before):
            cost -= 0.25
        if cost < best:
            best, cut = cost, index
    return _split(pieces[:cut], characters) + _split(pieces[cut:], characters)


def _rows(pieces: list[Piece], characters: int) -> tuple[tuple[Piece, ...], ...]:
    """One row where it fits, else the two that are most alike; the writer's own break counts first."""
    own = [i for i, piece in enumerate(pieces) if piece.after_break and i]
    if len(own) == 1 and max(_width(pieces[: own[0]]), _width(pieces[own[0] :])) <= characters:
        return tuple(pieces[: own[0]]), tuple(pieces[own[0] :])
    if _width(pieces) <= characters or len(pieces) == 1:
        return (tuple(pieces),)
    best, cut = math.inf, 1
    for index in range(1, len(pieces)):
        upper, lower = _width(pieces[:index]), _width(pieces[index:])
        cost = (
            max(upper, lower) + (0.1 if upper > lower else 0) - (2 if _CLAUSE_END.search(pieces[index - 1].text) else 0)
        )
        if max(upper, lower) > characters:
            cost += 1000
        if cost < best:
            best, cut = cost, index
    return tuple(pieces[:cut]), tuple(pieces[cut:])


def _width(pieces: Sequence[Piece]) -> int:
    return sum(p.width + (p.space and i > 0) for i, p in enumerate(pieces))


def _breakable(word: str) -> list[str]:
    """A run without spaces; Chinese and Japanese may break between any two characters but at brackets and stops."""
    parts: list[str] = []
    for char in word:
        joined = (
            not parts
            or char in _CLOSERS
            or parts[-1][-1] in _OPENERS
            or _combining(char)
            or not (_ideographic(char) or _ideographic(parts[-1][-1]))
        )
        if joined and parts:
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _ideographic(char: str) -> bool:
    """Characters of scripts written without spaces; Korean has spaces."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )


@lru_cache(maxsize=65_536)
def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not _combining(c))


def _combining(char: str) -> bool:
    return unicodedata.combining(char) > 0 or char in "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
