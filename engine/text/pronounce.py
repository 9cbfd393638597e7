"""The pronouncing dictionary and grammar behind the English front, loaded on first use (about 0.3 s)."""

from __future__ import annotations

import functools
import gc
from typing import Any

from engine.text.readings import hibari_asset

MARKS = frozenset(';:,.!?—…"“”()')  # the alphabet's punctuation: heard as pauses and tune, never part of a word


@functools.cache
def g2p() -> Any:
    """hibari's text-to-phoneme front: lexicon, tagger, and a net for unknown words."""
    from hibari.g2p import G2P

    collecting = gc.isenabled()
    gc.disable()  # a quarter of the time would go into looking for garbage among 400,000 new strings
    try:
        return G2P()
    finally:
        if collecting:
            gc.enable()


@functools.cache
def alphabet() -> frozenset[str]:
    """Every symbol the voice model knows (the keys of hibari's ``vocab.json``)."""
    return frozenset(hibari_asset("vocab.json"))


@functools.lru_cache(maxsize=4096)
def knows(word: str, exact: bool = False) -> bool:
    """Whether the dictionary has the word (``exact``: among its checked entries and in this spelling of capitals)."""
    lexicon = g2p().lexicon
    if exact:
        return word in lexicon.golds.d
    if word in lexicon.golds or word in lexicon.silvers:
        return len(word) > 1 or word in ("a", "i", "o")
    return any(fn(word, "NN", None, None)[0] for fn in (lexicon.stem_s, lexicon.stem_ed, lexicon.stem_ing))


@functools.lru_cache(maxsize=1024)
def first_sound(word: str) -> str:
    """The first sound of a word, cut off as in a stutter: "what" -> "wə", "apple" -> "æ"."""
    front = g2p()
    phonemes = str(front(word, False))
    onset = ""
    for symbol in phonemes:
        if symbol in "ˈˌ":
            continue
        if symbol in "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ":
            return onset + ("ə" if onset else symbol)
        onset += symbol
    return onset + "ə"
