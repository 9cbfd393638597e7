"""From spoken text to phonemes, token by token, each with the spoken characters it came from."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from engine.text.pronounce import MARKS, alphabet, g2p

_RUN = re.compile(r"\S+")
_LONGEST = 28  # letters; longer unbroken runs are read in pieces, as the net for unknown words sees no more at once
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
            for cut in _pieces(run.group()):
                for token in front.tokenizer.split(cut):
                    tokens.append(_token(token))
                    places.append((at, at + len(token)))
                    at += len(token)
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

    return Tok(text, "NN", space, phonemes=phonemes, rating=None if phonemes is None else 5)


def _pieces(run: str) -> list[str]:
    if len(run) <= 2 * _LONGEST:
        return [run]
    return [run[i : i + _LONGEST] for i in range(0, len(run), _LONGEST)]


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
