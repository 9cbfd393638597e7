"""The English front: the segments of a line become sentences of phonemes that know which shown word they are.

A line is read as a whole, across its segments, so that grammar ("the" before a vowel, "read" in the past) and
figures ("$5" "million") come out right; only then is every phoneme told which segment it belongs to.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.errors import EngineError
from engine.protocol import Pronunciation, Segment, Text
from engine.text import lexicon as own
from engine.text.languages import LANGUAGE_SCRIPTS, NAMES, foreign_runs
from engine.text.normalise import normalise, plain
from engine.text.pronounce import MARKS, g2p
from engine.text.sentences import short_enough, spans
from engine.text.spoken import Edit, Spoken
from engine.text.tokens import Unit, units
from engine.text.words import ShownWord, shown_words

_ENDING = re.compile(r"(?:'s|s'|e?s)(?!\w)")  # of a respelled word: {tomato|...}es
_CLOSING = MARKS - frozenset('“("')


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A shown word, ``offset`` characters into the shown line, and its slice of the sentence's phonemes."""

    text: str
    offset: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Break:
    """Before ``Sentence.phonemes[at]`` the Pause or Sound ``segments[segment]`` happens."""

    at: int
    segment: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the model speaks at once, at most 400 symbols of hibari's alphabet. Empty: only its breaks happen."""

    phonemes: str
    segment: tuple[int, ...]  # per phoneme: the request segment it came from
    words: tuple[SpokenWord, ...]
    breaks: tuple[Break, ...]


@dataclass(slots=True)
class _Stretch:
    """Neighbouring segments of one voice."""

    offset: int  # of its first character in the shown line
    texts: list[int]
    events: list[tuple[int, int]]  # (position in the stretch's text, segment)
    shown: str = ""


class EnglishFront:
    """Text to phonemes for English voices. Dictionary and tagger load on first use."""

    def load(self) -> None:
        """Become warm (about half a second): dictionary, tagger, net for unknown words. Safe to call twice."""
        self.sentences((Text(text="Ready for Lineread."),), "en", ())

    def sentences(
        self, segments: Sequence[Segment], language: str = "en", lexicon: Sequence[Pronunciation] = ()
    ) -> list[Sentence]:
        """The sentences of a line, in order. Nothing to say and no break: an empty list.

        Raises EngineError of kind "language" for text this front cannot read, "text" for bad phonemes.
        """
        _check_language(language)
        sentences: list[Sentence] = []
        waiting: list[int] = []  # breaks before there is any sentence
        for stretch in _stretches(segments):
            made, late = self._stretch(stretch, segments, lexicon)
            if made and waiting:
                first = made[0]
                made[0] = replace(first, breaks=(*(Break(0, s) for s in waiting), *first.breaks))
                waiting = []
            sentences += made
            if late and sentences:
                end = sentences[-1]
                sentences[-1] = replace(end, breaks=(*end.breaks, *(Break(len(end.phonemes), s) for s in late)))
            else:
                waiting += late
        if waiting:
            sentences.append(Sentence("", (), (), tuple(Break(0, s) for s in waiting)))
        return sentences

    def _stretch(
        self, stretch: _Stretch, segments: Sequence[Segment], lexicon: Sequence[Pronunciation]
    ) -> tuple[list[Sentence], list[int]]:
        """The sentences of one voice, and the breaks after the last of them."""
        shown = stretch.shown
        owner: list[int] = []
        for i in stretch.texts:
            owner += [i] * len(segments[i].text)  # type: ignore[union-attr]
        owner = owner or stretch.texts[:1]  # a respelling of nothing is still spoken
        cuts = [p for p, _ in stretch.events if 0 < p < len(shown) and not shown[p - 1].isspace() and _opens(shown[p])]
        spoken = _spoken(shown, stretch, segments, lexicon, cuts)
        words = shown_words(shown, cuts)
        starts = [w.start for w in words]
        events = list(stretch.events)
        made: list[Sentence] = []
        done = 0  # shown words that have been given their phonemes
        for first, last in spans(spoken.text):
            for piece in short_enough(units(spoken.text, first, last, spoken.fixed)):
                sentence = _Assembly(piece, spoken, owner, words, starts, stretch.offset)
                if not sentence.phonemes:
                    continue
                # breaks that stand before this sentence's first word end the sentence before
                while made and events and events[0][0] <= sentence.shown_start:
                    end = made[-1]
                    made[-1] = replace(end, breaks=(*end.breaks, Break(len(end.phonemes), events.pop(0)[1])))
                inside: list[Break] = []
                while events and (events[0][0] <= sentence.shown_start or sentence.place(events[0][0]) is not None):
                    position, index = events.pop(0)
                    at = 0 if position <= sentence.shown_start else sentence.place(position)
                    inside.append(Break(at or 0, index))
                found, done = sentence.words(done)
                made.append(Sentence(sentence.phonemes, sentence.segment, found, tuple(inside)))
        return made, [index for _, index in events]


class _Assembly:
    """The phonemes of one sentence laid out, with the ways back to the shown text."""

    def __init__(
        self,
        piece: list[Unit],
        spoken: Spoken,
        owner: list[int],
        words: list[ShownWord],
        starts: list[int],
        offset: int,
    ) -> None:
        while piece and piece[0].is_mark and not piece[0].phonemes.startswith(("“", '"')):
            piece = piece[1:]
        self._words, self._starts, self._offset = words, starts, offset
        self._laid: list[tuple[Unit, int, int, int, int]] = []  # unit, phonemes first:last, shown start:end
        text: list[str] = []
        segment: list[int] = []
        at = 0
        for unit in piece:
            if unit.phonemes:
                start, end = spoken.shown(unit.first, unit.last)
                self._laid.append((unit, at, at + len(unit.phonemes), start, end))
                text.append(unit.phonemes)
                width, count = unit.last - unit.first, len(unit.phonemes)
                segment += [
                    owner[min(spoken.start[unit.first + width * i // count], len(owner) - 1)] for i in range(count)
                ]
                at += count
            if unit.space and text and text[-1] != " ":
                text.append(" ")
                segment.append(segment[-1])
                at += 1
        self.phonemes = "".join(text).rstrip()
        if all(c in MARKS or c == " " for c in self.phonemes):
            self.phonemes = ""
        self.segment = tuple(segment[: len(self.phonemes)])
        self.shown_start = self._laid[0][3] if self._laid else 0

    def place(self, position: int) -> int | None:
        """The phoneme before which something at a shown position happens; None if it is after this sentence."""
        for unit, first, _, start, _ in self._laid:
            if start >= position and not all(c in _CLOSING or c == " " for c in unit.phonemes):
                return first
        return None

    def words(self, done: int) -> tuple[tuple[SpokenWord, ...], int]:
        """The shown words with their slices, in order, and how many words of the line are done with.

        The first ``done`` are not given again: a word is spoken once, however its reading is cut.
        """
        slices: dict[int, tuple[int, int]] = {}
        group: list[tuple[int, int]] = []
        here: tuple[int, ...] = ()
        for unit, first, last, start, end in self._laid:
            if unit.is_mark:
                continue
            owners = self._owners(start, end)
            if owners != here:
                self._share(here, group, slices)
                here, group = owners, []
            group.append(_core(self.phonemes, first, last))
        self._share(here, group, slices)
        found = []
        for index, (first, last) in slices.items():
            if index >= done:
                word = self._words[index]
                found.append(SpokenWord(word.text, self._offset + word.start, first, last))
        return tuple(found), max((done, *(i + 1 for i in slices)))

    def _owners(self, start: int, end: int) -> tuple[int, ...]:
        at = max(bisect.bisect_right(self._starts, start) - 1, 0)
        found = []
        while at < len(self._words) and self._words[at].start < end:
            if self._words[at].end > start:
                found.append(at)
            at += 1
        return tuple(found)

    def _share(self, owners: tuple[int, ...], group: list[tuple[int, int]], slices: dict[int, tuple[int, int]]) -> None:
        """Give a run of units to the shown words it stands for: unit by unit, or, if there are too few, by length."""
        reached = max(slices, default=0)  # a reading that runs over a word's edge does not go back
        owners = tuple(i for i in owners if i >= reached) or owners[-1:]
        if not owners or not group:
            return
        if len(group) < len(owners):
            group = [part for first, last in group for part in self._spaced(first, last)]
        many, wide = len(owners), len(group)
        if wide < many:
            first, last = group[0][0], group[-1][1]
            edges = [first + (last - first) * i // many for i in range(many + 1)]
            group = [_core(self.phonemes, a, b) for a, b in itertools.pairwise(edges)]
            wide = many
        for i, (first, last) in enumerate(group):
            if first < last:
                index = owners[i * many // wide]
                slices[index] = (slices[index][0], last) if index in slices else (first, last)

    def _spaced(self, first: int, last: int) -> list[tuple[int, int]]:
        """The parts of a slice between its spaces."""
        edges = [first, *(i for i in range(first, last) if self.phonemes[i] == " "), last]
        parts = [_core(self.phonemes, a, b) for a, b in itertools.pairwise(edges)]
        return [(a, b) for a, b in parts if a < b]


def _opens(char: str) -> bool:
    """Whether a word may begin with this character, so that a break before it parts two words."""
    return char.isalnum() or char in "\"'“‘([{$£€#@+-"


def _core(phonemes: str, first: int, last: int) -> tuple[int, int]:
    """A slice without the punctuation and spaces at its ends."""
    while first < last and (phonemes[first] in MARKS or phonemes[first] == " "):
        first += 1
    while last > first and (phonemes[last - 1] in MARKS or phonemes[last - 1] == " "):
        last -= 1
    return first, last


def _stretches(segments: Sequence[Segment]) -> list[_Stretch]:
    found: list[_Stretch] = []
    voice: str | None = None
    offset = 0
    for i, segment in enumerate(segments):
        if isinstance(segment, Text):
            _check_language(segment.language or "en")
            if not found or (found[-1].texts and segment.voice != voice):
                found.append(_Stretch(offset, [], []))
            voice = segment.voice
            found[-1].texts.append(i)
            found[-1].shown += segment.text
            offset += len(segment.text)
        else:
            if not found:
                found.append(_Stretch(offset, [], []))
            found[-1].events.append((len(found[-1].shown), i))
    return found


def _spoken(
    shown: str, stretch: _Stretch, segments: Sequence[Segment], lexicon: Sequence[Pronunciation], cuts: list[int]
) -> Spoken:
    """Normalise a stretch, with its respellings; parts on both sides of a cut do not see each other."""
    decided: list[Edit] = []
    taken: list[tuple[int, int]] = []
    at = 0
    for i in stretch.texts:
        segment = segments[i]
        assert isinstance(segment, Text)
        end = at + len(segment.text)
        ending = _ENDING.match(plain(shown), end) if segment.say or segment.phonemes else None
        if segment.phonemes is not None:
            phonemes = own.respellable(segment.phonemes, segment.text)
            if ending:
                end, phonemes = ending.end(), _sibilant(phonemes)
            decided.append(Edit(at, end, segment.text.strip() or "word", phonemes))
        elif segment.say is not None:
            _check_script(segment.say, stretch.offset + at)
            words = normalise(segment.say).text.strip()
            if ending:
                end, words = ending.end(), words + ending.group()
            decided.append(Edit(at, end, words))
        else:
            _check_script(segment.text, stretch.offset + at)
            at = end
            continue
        taken.append((at, end))
        at += len(segment.text)
    if lexicon:
        for edit in own.matches(plain(shown), lexicon, lambda say: normalise(say).text.strip(), _sibilant):
            if all(b <= edit.start or edit.end <= a for a, b in taken):
                decided.append(edit)  # noqa: PERF401 - the test reads better in a loop
    return _with_cuts(shown, decided, cuts)


def _with_cuts(shown: str, decided: list[Edit], cuts: list[int]) -> Spoken:
    if not cuts:
        return normalise(shown, decided)
    text = ""
    start: list[int] = []
    end: list[int] = []
    fixed: list[tuple[int, int, str]] = []
    for a, b in zip([0, *cuts], [*cuts, len(shown)], strict=True):
        part = normalise(
            shown[a:b], [replace(e, start=e.start - a, end=e.end - a) for e in decided if a <= e.start and e.end <= b]
        )
        if text:
            text += " "
            start.append(a)
            end.append(a)
        fixed += [(x + len(text), y + len(text), p) for x, y, p in part.fixed]
        text += part.text
        start += [s + a for s in part.start]
        end += [e + a for e in part.end]
    return Spoken(text, tuple(start), tuple(end), tuple(fixed))


def _sibilant(phonemes: str) -> str:
    """Plural or possessive: -s, -z or -ᵻz by the last sound."""
    ended: str = g2p().lexicon._s(phonemes)
    return ended


def _check_language(language: str) -> None:
    base = language.replace("_", "-").split("-")[0].lower()
    if base not in ("en", "", "auto"):
        name = NAMES.get(base, language)
        raise EngineError(
            f"This voice speaks English only, not {name}.", f"Choose a voice that speaks {name}.", kind="language"
        )


def _check_script(text: str, offset: int) -> None:
    foreign = foreign_runs(text, LANGUAGE_SCRIPTS["en"])
    if foreign:
        start, end, script = foreign[0]
        run = text[start:end] if end - start <= 24 else text[start : start + 23] + "…"
        raise EngineError(
            f"This voice speaks English only; “{run}” at character {offset + start + 1} is in {script} letters.",
            f"Choose a voice that speaks it, or give a respelling: {{{run}|how it sounds}}.",
            kind="language",
        )
