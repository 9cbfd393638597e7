"""The words of a line as a model may read them: cleaned, respelled, and still knowing where they stand in the script.

What steers a model (``<|im_end|>``, ``<tts_pad>``, ``[laugh]``) never reaches it, nor does what it cannot say: emoji,
control characters, invisible marks, markup. Numbers, units and money stay as written: these models read them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.protocol import Pronunciation, Text

NOWHERE = -1  # the place of a character that the script does not show
_TOKEN = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|<\|[^|<>\n]{0,64}\|>|</?(?:tts|im|audio|codec|think)[\w ]{0,32}>", re.IGNORECASE
)
_TAG = re.compile(r"\[/?[A-Za-z]+(?:[_:= ][^\[\]\n]{0,40})?\]")
_BREAKS = "\n\r\v\f\u0085\u2028\u2029"
_MARKUP = frozenset("*_`|\\^{}[]<>~～#")
_PICTURES = frozenset(map(chr, (*range(0x2190, 0x2200), *range(0x2300, 0x2C00))))  # arrows and shapes among the signs
_KEPT_SYMBOLS = frozenset("°№")
_RUN = 4  # "Nooooooooo" keeps this many of a letter
_MARKS = frozenset("!?.…,;:-—–！？。，；：、")


@dataclass(frozen=True, slots=True)
class Reading:
    """Text to be read aloud; ``at[i]`` is the shown character that ``text[i]`` stands for, or NOWHERE."""

    text: str
    at: tuple[int, ...]

    def __getitem__(self, part: slice) -> Reading:
        return Reading(self.text[part], self.at[part])

    def __len__(self) -> int:
        return len(self.text)

    @property
    def speakable(self) -> bool:
        return any(c.isalnum() for c in self.text)

    def stripped(self) -> Reading:
        """Without spaces around it, nor the marks of an earlier sentence before it."""
        start, end = 0, len(self.text)
        while start < end and (self.text[start].isspace() or self.text[start] in ",.;:!?…，。；：！？、)]）」』”»"):
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self[start:end]

    def words(self, shown: str) -> tuple[tuple[str, int, str], ...]:
        """The shown words in this stretch as (shown text, offset, what is read for it)."""
        places = [p for p in self.at if p != NOWHERE]
        if not places:
            return ()
        found: list[tuple[str, int, str]] = []
        first, last = min(places), max(places) + 1
        for match in re.finditer(r"\S+", shown[first:last]):
            start, end = first + match.start(), first + match.end()
            said = "".join(c for c, p in zip(self.text, self.at, strict=True) if start <= p < end).strip()
            if any(c.isalnum() for c in said):
                found.append((match.group(), start, said))
        return tuple(found)


def joined(parts: Iterable[Reading]) -> Reading:
    whole = tuple(parts)
    return Reading("".join(p.text for p in whole), tuple(place for p in whole for place in p.at))


def aside(text: str) -> Reading:
    """Something read that the script does not show, such as the word for a sound; spaces keep it apart."""
    spaced = f" {text} "
    return Reading(spaced, (NOWHERE,) * len(spaced))


def read(segment: Text, offset: int, lexicon: Sequence[Pronunciation]) -> Reading:
    """What is read for a segment whose first character is shown at ``offset``.

    Phonemes of a segment or of an entry are left out: no model of this kind reads them. A respelling's characters
    all stand at the first character of what they replace.
    """
    if segment.say is not None:
        lead = offset + len(segment.text) - len(segment.text.lstrip())
        return clean(Reading(segment.say, (lead if segment.text.strip() else NOWHERE,) * len(segment.say)))
    plain = Reading(segment.text, tuple(range(offset, offset + len(segment.text))))
    return clean(_respelled(plain, lexicon))


def _respelled(reading: Reading, lexicon: Sequence[Pronunciation]) -> Reading:
    says: dict[str, str] = {}
    for entry in lexicon:
        if entry.word.strip() and entry.say:
            says.setdefault(entry.word.casefold(), entry.say)
    if not says:
        return reading
    words = "|".join(_whole(word) for word in sorted(says, key=len, reverse=True))
    parts: list[Reading] = []
    done = 0
    for match in re.finditer(words, reading.text, re.IGNORECASE):
        say = says.get(match.group().casefold())
        if say is None:
            continue
        parts += [reading[done : match.start()], Reading(say, (reading.at[match.start()],) * len(say))]
        done = match.end()
    return joined([*parts, reading[done:]])


def _whole(word: str) -> str:
    """The expression of a word that is no part of another; scripts without spaces have no such limit."""
    before = r"(?<![^\W\u3040-\u9fff])" if word[0].isalnum() and word[0] < "\u3040" else ""
    after = r"(?![^\W\u3040-\u9fff])" if word[-1].isalnum() and word[-1] < "\u3040" else ""
    return before + re.escape(word) + after


def clean(reading: Reading) -> Reading:
    """Only what can be read: one space or line break at a time, no control tokens, no pictures, no endless letters."""
    for steering in (_TOKEN, _TAG):
        reading = _without(reading, steering)
    text: list[str] = []
    at: list[int] = []
    run = 0
    for char, place in zip(reading.text, reading.at, strict=True):
        for kept in _kept(char):
            if kept.isspace() and text and text[-1].isspace():
                text[-1] = "\n" if "\n" in (kept, text[-1]) else " "
                continue
            if kept in ",.;:!?…" and len(text) > 1 and text[-1] == " ":
                text.pop()  # where a picture or a token stood
                at.pop()
            run = run + 1 if text and text[-1] == kept else 1
            if (kept.isalpha() and run > _RUN) or (kept in _MARKS and run > (3 if kept == "." else 1)):
                continue
            text.append(kept)
            at.append(place)
    return Reading("".join(text), tuple(at))


def _without(reading: Reading, pattern: re.Pattern[str]) -> Reading:
    parts: list[Reading] = []
    done = 0
    for match in pattern.finditer(reading.text):
        parts += [reading[done : match.start()], Reading(" ", (NOWHERE,))]
        done = match.end()
    return joined([*parts, reading[done:]]) if parts else reading


def _kept(char: str) -> str:
    """What is read for a character: itself, a space, its plain form, or nothing."""
    if char.isalnum() and char.isascii():
        return char
    if char in _BREAKS:
        return "\n"
    if char.isspace():
        return " "
    if char in _MARKUP:
        return char if char == "#" else " "
    category = unicodedata.category(char)
    if category[0] == "L" or category in ("Mn", "Mc", "Nd"):
        return char if char < "\ufe00" else "" if "\ufe00" <= char <= "\ufe0f" else unicodedata.normalize("NFKC", char)
    if category[0] == "P" or category in ("Sc", "Sm"):
        return "" if char in _PICTURES else char
    if char in _KEPT_SYMBOLS:
        return char
    if category in ("No", "Nl"):
        return unicodedata.normalize("NFKC", char)
    if category in ("So", "Sk"):
        plain = unicodedata.normalize("NFKC", char)
        return plain if plain != char and plain.strip() and plain.isalnum() else " " if category == "So" else ""
    return ""  # control, format, surrogate, private, unassigned
