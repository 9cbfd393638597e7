"""A voice from a description: "a deep, hoarse old man, slow and calm" becomes the parameters of a parametric voice.

Everything the words mean stands in ``vocabulary.toml``; here is only how a description is read. What the reader
does not know is said, never guessed.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from engine.protocol import Controls, VoiceDesign, VoiceSpec
from engine.text.numbers import ONES, TENS

PRESET = "narrator"  # the model's own voice: every design is a set of parameters over it
_FACTORS = frozenset({"formant", "formant_high", "pitch_range", "rate", "pause"})  # multiplied; the rest is added
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*")
_PIECES = re.compile(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z'’-]*|\d+|[^\sA-Za-z\d\u3400-\u9fff]")
_NUMBER_WORDS = {
    **{w: n for n, w in enumerate(ONES) if n > 2},
    **{w: 10 * n for n, w in enumerate(TENS) if n > 1},
}
_YEARS = re.compile(
    rf"(?<![A-Za-z\d])(\d{{1,3}}|{'|'.join(_NUMBER_WORDS)})(?:\s*-?\s*(?:years?|yrs?)(?:\s*-?\s*old)?|\s*多?岁)",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\b([1-9]0)'?s\b")  # "in her 60s"
_HAN_YEARS = re.compile(r"([二三四五六七八九]?)(十?)([一二三四五六七八九]?)(?:多)?岁")
_HAN_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_OR = ("or", "nor", "或", "或者", "也")
_STOPS = (",", ".", ";", "，", "。", "；", "、", "but", "但", "但是", "with", "!", "！")
_AGES = ((13, "child"), (19, "teenager"), (32, "young"), (42, "adult"), (59, "middle"), (200, "old"))


@dataclass(frozen=True, slots=True)
class Designed:
    """What a description says: settings over the base voice, the manner, and which words did something."""

    base: str | None
    settings: dict[str, float]
    manner: Controls
    understood: tuple[str, ...] = ()  # "deep -> pitch -2.5, formant ×0.96"
    ignored: tuple[str, ...] = ()  # unknown words, and "loud (contradicts quiet)"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One meaning of the vocabulary."""

    key: str
    axis: str = ""
    sex: str = ""
    age: str = ""
    likely_sex: str = ""
    settings: Mapping[str, float] = field(default_factory=dict)
    emotion: str = ""
    intensity: float = 1.0


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    entries: Mapping[str, _Entry]  # word or phrase -> meaning
    modifiers: Mapping[str, float]
    function: frozenset[str]
    base: Mapping[str, Mapping[str, Mapping[str, float]]]
    longest_phrase: int  # words
    longest_han: int  # characters


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of the description that means something, and how strongly: 0 is "not"."""

    shown: str
    entry: _Entry
    strength: float


@functools.cache
def vocabulary() -> _Vocabulary:
    """``vocabulary.toml``, by word."""
    read: dict[str, Any] = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    entries: dict[str, _Entry] = {}
    for key, table in read["words"].items():
        meaning = _Entry(key, **{k: v for k, v in table.items() if k not in ("en", "zh")})
        for word in (*table["en"], *table["zh"]):
            entries.setdefault(word, meaning)
    modifiers = {w: float(m["strength"]) for m in read["modifiers"].values() for w in (*m["en"], *m["zh"])}
    function = frozenset((*read["function"]["en"], *read["function"]["zh"]))
    words = [*entries, *modifiers, *function]
    return _Vocabulary(
        entries,
        modifiers,
        function,
        read["base"],
        longest_phrase=max(w.count(" ") + 1 for w in words),
        longest_han=max(len(w) for w in words if _HAN.match(w)),
    )


def design(description: str, language: str = "en", engine: str = "hibari") -> VoiceDesign:
    """The voice that a description asks for. English and Chinese may be mixed, so ``language`` decides nothing.

    Raises EngineError(kind="design") when no word of it is understood.
    """
    made = read_description(description)
    if not made.understood:
        unknown = f" Not understood: {', '.join(made.ignored)}." if made.ignored else ""
        raise EngineError(
            f"The description says nothing that this engine knows about voices.{unknown}",
            "Say who speaks and how it sounds: “a deep, hoarse old man, slow and calm”.",
            kind="design",
        )
    return VoiceDesign(
        voice=VoiceSpec(engine=engine, preset=made.base or "", settings=made.settings),
        understood=made.understood,
        ignored=made.ignored,
        delivery=made.manner,
    )


def read_description(description: str) -> Designed:
    """What a description means. Never fails; unknown words are listed in ``ignored``."""
    words = vocabulary()
    said, ignored = _said(description, words)
    kept: list[_Said] = []
    axes: dict[str, _Said] = {}
    for one in said:
        clash = _clash(one, kept, axes)
        if clash:
            ignored.append(f"{one.shown} (contradicts {clash})")
            continue
        kept.append(one)
        if one.strength and one.entry.axis:
            axes.setdefault(one.entry.axis, one)
    sex, age = _who(kept)
    settings: dict[str, float] = dict(words.base[sex][age])
    understood: list[str] = []
    manner = Controls()
    done: set[str] = set()
    for one in kept:
        entry, strength = one.entry, one.strength
        if entry.key in done and strength:
            understood.append(f"{one.shown} -> as said")
            continue
        done.add(entry.key)
        effects = [f"{entry.age or age} {entry.sex or sex}"] if entry.sex or entry.age else []
        if not strength:
            understood.append(f"not {one.shown} -> left out")
            continue
        for name, amount in entry.settings.items():
            if name in _FACTORS:
                factor = amount**strength
                settings[name] = settings.get(name, 1.0) * factor
                effects.append(f"{name} ×{factor:.3g}")
            else:
                settings[name] = settings.get(name, 0.0) + amount * strength
                effects.append(f"{name} {amount * strength:+.3g}")
        if entry.emotion:
            manner = Controls(
                emotion=entry.emotion, intensity=min(1.0, round(entry.intensity * min(strength, 1.25), 3))
            )
            effects.append(f"emotion {entry.emotion}" + ("" if manner.intensity == 1.0 else f" {manner.intensity:g}"))
        understood.append(f"{one.shown} -> {', '.join(effects) or sex}")
    return Designed(PRESET, _clamped(settings), manner, tuple(understood), tuple(ignored))


def _who(said: list[_Said]) -> tuple[str, str]:
    """Sex and age: what is said outright, else what a role or a deep voice makes likely, else an adult woman."""
    real = [one.entry for one in said if one.strength]
    sex = next((e.sex for e in real if e.sex), "") or next((e.likely_sex for e in real if e.likely_sex), "")
    ages = sorted((e for e in real if e.age), key=lambda e: (not e.key.startswith("age "), e.age in _VAGUE))
    age = ages[0].age if ages else ""
    return sex or "woman", age or "adult"


def _clash(one: _Said, kept: list[_Said], axes: Mapping[str, _Said]) -> str:
    """What this word contradicts, or nothing."""
    if not one.strength:
        return ""
    entry = one.entry
    other = axes.get(entry.axis) if entry.axis else None
    if other and other.entry.key != entry.key:
        return other.shown
    for before in kept:
        if not before.strength:
            continue
        if entry.sex and before.entry.sex and entry.sex != before.entry.sex:
            return before.shown
        if (
            entry.age
            and before.entry.age
            and entry.age != before.entry.age
            and {entry.age, before.entry.age} not in _NEAR
        ):
            return before.shown
    return ""


_VAGUE = ("young", "adult")  # "a young girl" is a girl
_NEAR = ({"young", "teenager"}, {"young", "child"}, {"young", "adult"}, {"middle", "adult"}, {"teenager", "child"})


def _clamped(settings: Mapping[str, float]) -> dict[str, float]:
    from engine.backends.hibari.parameters import RANGES

    result = {}
    for name, value in settings.items():
        lowest, highest, neutral, _ = RANGES[name]
        value = round(min(max(value, lowest), highest), 4)
        if value != neutral:
            result[name] = value
    return result


# --- reading -----------------------------------------------------------------------------------------------------


def _said(description: str, words: _Vocabulary) -> tuple[list[_Said], list[str]]:
    """The meaningful words in order with their strength, and the words nobody knows."""
    text = description.replace("’", "'").strip()
    said: list[_Said] = []
    ignored: list[str] = []
    for pattern in (_YEARS, _DECADE, _HAN_YEARS):
        for match in pattern.finditer(text):
            years = (
                _han_number(match) if pattern is _HAN_YEARS else _NUMBER_WORDS.get(match[1].lower()) or int(match[1])
            )
            if years:
                said.append(_age(match.group().strip(), years))
        text = pattern.sub(" ", text)
    strength: float | None = None
    before: float | None = None
    for piece in _tokens(text, words):
        plain = piece.lower()
        if plain in words.entries:
            said.append(_Said(plain, words.entries[plain], 1.0 if strength is None else strength))
            before, strength = strength, None
        elif plain in _OR:  # "not hoarse or loud" says no to both
            strength = before
        elif plain in words.modifiers:
            now = words.modifiers[plain]
            strength = now if strength is None else 0.0 if 0.0 in (now, strength) else strength * now
        elif plain in _STOPS:
            strength = before = None
        elif plain not in words.function and not plain.isdigit() and (_HAN.match(plain) or _LATIN.match(plain)):
            ignored.append(piece)
            strength = None
    return said, ignored


def _age(shown: str, years: int) -> _Said:
    age = next((name for limit, name in _AGES if years < limit), "old")
    return _Said(shown, _Entry(f"age {age}", age=age), 1.0)


def _han_number(match: re.Match[str]) -> int:
    tens, ten, ones = match.groups()
    if ten:
        return (_HAN_DIGITS.get(tens, 1)) * 10 + _HAN_DIGITS.get(ones, 0)
    return _HAN_DIGITS.get(tens, 0) or _HAN_DIGITS.get(ones, 0)


def _tokens(text: str, words: _Vocabulary) -> list[str]:
    pieces = _PIECES.findall(text)
    found: list[str] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if _HAN.match(piece):
            found += _segmented(piece, words)
            at += 1
        elif _LATIN.match(piece):
            size = next(
                (n for n in range(min(words.longest_phrase, len(pieces) - at), 1, -1)
                 if _known(" ".join(pieces[at : at + n]).lower(), words)), 1
            )  # fmt: skip
            if size > 1:
                found.append(" ".join(pieces[at : at + size]))
            else:
                found += _forms(piece, words)
            at += size
        else:
            found.append(piece)
            at += 1
    return found


def _known(word: str, words: _Vocabulary) -> bool:
    return word in words.entries or word in words.modifiers or word in words.function


def _forms(word: str, words: _Vocabulary) -> list[str]:
    """The word as the vocabulary has it: "slowly" -> "slow", "gentle-sounding" -> "gentle", "sounding"."""
    plain = word.lower().strip("'-")
    if plain.endswith("'s"):
        plain = plain[:-2]
    if _known(plain, words):
        return [plain]
    for ending, instead in (
        ("ily", "y"),
        ("ly", ""),
        ("ly", "le"),
        ("ally", ""),
        ("ish", ""),
        ("s", ""),
        ("er", ""),
        ("er", "e"),
        ("y", ""),
    ):
        if plain.endswith(ending) and _known(plain[: -len(ending)] + instead, words):
            return [plain[: -len(ending)] + instead]
    if "-" in plain:
        return [form for part in plain.split("-") if part for form in _forms(part, words)]
    return [word]


def _segmented(run: str, words: _Vocabulary) -> list[str]:
    """Longest match over the vocabulary; characters nobody knows stay together as one unknown word."""
    found: list[str] = []
    unknown = ""
    at = 0
    while at < len(run):
        size = next(
            (n for n in range(min(words.longest_han, len(run) - at), 0, -1) if _known(run[at : at + n], words)), 0
        )
        if not size:
            unknown += run[at]
            at += 1
            continue
        if unknown:
            found.append(unknown)
            unknown = ""
        found.append(run[at : at + size])
        at += size
    return [*found, unknown] if unknown else found
