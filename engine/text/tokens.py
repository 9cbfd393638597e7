"""From spoken text to phonemes, token by token, each with the spoken characters it came from."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import Any

from engine.text.numbers import LETTER_JOINT
from engine.text.pronounce import MARKS, alphabet, g2p, knows

_RUN = re.compile(r"\S+")
_LONGEST = 24  # letters; the net for unknown words reads no more at once and drops the rest
_LONG_RUN = 160  # characters
_LETTERS = re.compile(rf"[A-Z]{LETTER_JOINT}(?:[A-Z](?:{LETTER_JOINT}[A-Z])*)?")
_SAID_AS_MARK = frozenset(';:,.!?—…"“”')
_HEARD = frozenset(";:,.!?—…")  # quotation marks are not heard
_APART = re.compile(rf"([A-Z]{LETTER_JOINT}(?:[A-Z](?:{LETTER_JOINT}[A-Z])*)?|[—…]+|(?:[;:,.!?\"“”]+$)|^[;:,.!?\"“”]+)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One token's phonemes. ``first:last`` are characters of the spoken text."""

    phonemes: str
    first: int
    last: int
    space: bool  # whether a space follows

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation only."""
        return all(c in MARKS or c == " " for c in self.phonemes)


def units(text: str, first: int, last: int, fixed: tuple[tuple[int, int, str], ...]) -> list[Unit]:
    """Pronounce ``text[first:last]``, one sentence. ``fixed`` ranges already have their phonemes."""
    front = g2p()
    tokens: list[Any] = []
    places: list[tuple[int, int]] = []

    def read(a: int, b: int) -> None:
        for run in _RUN.finditer(text, a, b):
            at = run.start()
            for piece in _pieces(run.group()):
                split: list[tuple[str, str | None]]
                if piece[0] in _SAID_AS_MARK:
                    split = [(piece, _marks(piece))]
                elif _LETTERS.fullmatch(piece):
                    split = [(piece, _spelled(piece))]
                elif len(piece) > _LONGEST and piece.isalpha() and not knows(piece.lower()):
                    parts = _even(piece)
                    split = [(part, _unknown(part)) for part in parts]
                else:
                    split = [(t, None) for t in front.tokenizer.split(piece)]
                for token, phonemes in split:
                    tokens.append(_token(token, phonemes=phonemes))
                    places.append((at, at + len(token)))
                    at += len(token)
                if len(run.group()) > _LONG_RUN:  # the lexicon tries every grouping of what has no space between
                    tokens[-1].whitespace = " "
            if tokens and (run.end() < b or text[b : b + 1].isspace()):
                tokens[-1].whitespace = " "

    at = first
    for a, b, phonemes in fixed:
        if b <= first or a >= last:
            continue
        if text[at:a].isspace() and tokens:
            tokens[-1].whitespace = " "
        read(at, a)
        space = " " if text[b : b + 1].isspace() else ""
        tokens.append(_token(text[a:b], space, phonemes))
        places.append((a, b))
        at = b
    read(at, last)
    if not tokens:
        return []
    for token, tag in zip(tokens, front.tagger([t.text for t in tokens]), strict=True):
        token.tag = tag
    return _placed(front.phonemize_tokens(tokens), text, places)


def _token(text: str, space: str = "", phonemes: str | None = None) -> Any:
    from hibari.g2p.token import Tok

    if not text.isascii():  # figures that are not decimal (raised, circled) are not read, and not understood
        text = "".join("-" if c.isnumeric() and not c.isalpha() else c for c in text)
    return Tok(text, "NN", space, phonemes=phonemes, rating=None if phonemes is None else 5)


def _pieces(run: str) -> list[str]:
    """A run of non-space characters in the parts that are read apart: words, spelled letters, marks."""
    if run.isalpha() and len(run) <= _LONG_RUN:
        return [run]
    if len(run) > _LONG_RUN:
        return [run[i : i + _LONGEST] for i in range(0, len(run), _LONGEST)]
    return [p for p in _APART.split(run) if p]


def _even(word: str) -> list[str]:
    """A long word in parts of about the same length, none longer than the net reads."""
    count = -(-len(word) // _LONGEST)
    edges = [len(word) * i // count for i in range(count + 1)]
    return [word[a:b] for a, b in itertools.pairwise(edges)]


@functools.lru_cache(maxsize=1024)
def _unknown(part: str) -> str:
    return g2p().oov(part) or ""


def _marks(run: str) -> str:
    return "".join(c for c in run if c in _HEARD)


@functools.lru_cache(maxsize=1024)
def _spelled(run: str) -> str:
    """The names of letters as one word, the last one stressed."""
    phonemes: str | None = g2p().lexicon.get_NNP(run.replace(LETTER_JOINT, ""))[0]
    return phonemes or ""


def _placed(merged: list[Any], text: str, places: list[tuple[int, int]]) -> list[Unit]:
    """Find each merged token among the places of the tokens it was merged from."""
    found: list[Unit] = []
    at = 0
    for token in merged:
        first = places[at][0]
        end = first + len(token.text)
        last = places[at][1]
        while at < len(places) and places[at][0] < end:
            last = places[at][1]
            at += 1
        found.append(Unit(_clean(token.phonemes or ""), first, last, bool(token.whitespace)))
        if at >= len(places):
            break
    return found


@functools.lru_cache(maxsize=8192)
def _clean(phonemes: str) -> str:
    known = alphabet()
    kept = "".join(c for c in phonemes if c in known and c not in "()")
    return _SPACES.sub(" ", kept).strip()
