"""Sounds that people write as words ("Shh!", "Mm-hm", "Ugh"): a dictionary spells them, a voice must not.

Keys are expressions over lower-case letters in which every letter may be repeated, so "hmmmm" is "hm".
Readings: Merriam-Webster's entries for interjections, in the model's alphabet.
"""

from __future__ import annotations

import re

from engine.text.pronounce import first_sound, knows
from engine.text.readings import READINGS
from engine.text.spoken import Edit, Rule

# written (each letter once) -> phonemes; a hyphen may also be a space or missing
_SOUNDS: dict[str, str] = READINGS["sounds"]
_LAUGHS = {
    "ha": ("hˈɑ", "hɑ"),
    "he": ("hˈi", "hi"),
    "hi": ("hˈi", "hi"),
    "ho": ("hˈO", "hO"),
    "ah": ("ˈɑ", "hɑ"),
    "hu": ("hˈu", "hu"),
}
_INITIALISMS = frozenset({"ER", "SH", "BR", "PF", "LA", "PST"})
_ORDINARY = frozenset({"la", "hey", "ho", "hoo", "yo", "pow", "wee", "sigh", "tut", "brum", "nom", "doh", "er", "aye"})


def _stretchy(word: str) -> str:
    """``m-hm`` -> an expression that also takes ``mmm hmm``."""
    parts = [
        re.sub(r"(.)\1*", lambda m: f"{m[1]}+" if len(m[0]) == 1 else f"{m[1]}{{2,}}", part) for part in word.split("-")
    ]
    return "[- ]?".join(parts)


def _canonical(word: str) -> str:
    return re.sub(r"([a-z])\1+", r"\1", word.lower().replace(" ", "-"))


_BY_SHAPE: dict[str, str] = {}
for _word, _phonemes in _SOUNDS.items():
    _BY_SHAPE.setdefault(_canonical(_word).replace("-", ""), _phonemes)
_EXACT = {w.replace("-", ""): p for w, p in _SOUNDS.items()}
_ALL = "|".join(sorted({_stretchy(w) for w in _SOUNDS}, key=len, reverse=True))


def _sound(m: re.Match[str]) -> list[Edit] | None:
    word = m.group()
    plain = re.sub(r"[- ]", "", word.lower())
    if word in _INITIALISMS or (" " in word and plain not in _EXACT and _canonical(plain) not in _BY_SHAPE):
        return None
    stretched = re.search(r"([a-z])\1\1", plain) is not None
    if plain in _ORDINARY or (plain not in _EXACT and not stretched and knows(plain)):
        return None  # "wool" is not "wol"; the dictionary reads ordinary words
    phonemes = (
        _EXACT.get(plain)
        or _EXACT.get(re.sub(r"(.)\1{2,}", r"\1\1", plain))
        or _BY_SHAPE[_canonical(plain).replace("-", "")]
    )
    return [Edit(m.start(), m.end(), word, phonemes)]


def _laugh(m: re.Match[str]) -> list[Edit] | None:
    word = m.group().lower().replace("-", "")
    first, rest = _LAUGHS.get(word[:2], _LAUGHS["ha"])
    if word.startswith("ah"):
        word = word[1:]
    count = min(max(len(re.findall(r"h+[aeiou]+", word)), 2), 8)
    return [Edit(m.start(), m.end(), m.group(), first + rest * (count - 1))]


def _stutter(m: re.Match[str]) -> list[Edit] | None:
    """ "W-what", "b-b-but": the first sound, as often as written."""
    word = m["word"]
    if not word.lower().startswith(m["bit"].lower()) or not knows(word.lower()):
        return None
    onset = first_sound(word.lower())
    start, edits = m.start(), []
    for bit in m["bits"].split("-")[:-1]:
        edits.append(Edit(start, start + len(bit) + 1, bit, onset))
        start += len(bit) + 1
    return edits


RULES: tuple[Rule, ...] = (
    Rule(
        "stutter",
        "the first sound comes again, it is not a letter's name",
        re.compile(
            r"\b(?P<bits>(?:(?P<bit>[A-Za-z]{1,2})-)(?:(?P=bit)-){0,5})(?=(?P<word>[A-Za-z']{2,}))", re.IGNORECASE
        ),
        _stutter,
        re.compile(r"\b[A-Za-z]{1,2}-[A-Za-z]"),
    ),
    Rule(
        "laughter",
        "hahaha, hee-hee",
        re.compile(
            r"\b(?:a?(?:h+a+-?){2,}h*|(?:h+e+-?){2,}h*|(?:h+i+-?){2,}h*|(?:h+o+-?){2,}h*)(?![\w])", re.IGNORECASE
        ),
        _laugh,
        re.compile(r"[Hh][aeioAEIO]+-?[Hh][aeioAEIO]"),
    ),
    Rule(
        "interjection",
        "a sound, not a word",
        re.compile(rf"(?<![\w'.-])(?:{_ALL})(?![\w'])(?!-\w)", re.IGNORECASE),
        _sound,
    ),
)
