"""The user's own pronunciations: which words of a line they apply to, and whether they can be spoken at all."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from engine.errors import EngineError
from engine.protocol import Pronunciation
from engine.text.pronounce import MARKS, alphabet
from engine.text.spoken import Edit

_HINTS = {"g": "ɡ", "r": "ɹ", "'": "ˈ", "ɚ": "əɹ", "ɝ": "ɜɹ"}


def respellable(phonemes: str, word: str = "") -> str:
    """``phonemes`` if every symbol can be spoken. Raises EngineError(kind="text") that names the first that cannot."""
    clean = phonemes.strip().strip("/")
    known = alphabet()
    for at, symbol in enumerate(clean):
        if symbol in known and (symbol not in "()"):
            continue
        instead = _HINTS.get(symbol)
        of = f" of “{word}”" if word else ""
        raise EngineError(
            f"The phonemes{of} contain “{symbol}” (position {at + 1}), which this voice does not know.",
            f"Write “{instead}” instead."
            if instead
            else "Use the phonemes of misaki (IPA with A I O W Y for diphthongs), or a respelling.",
            kind="text",
        )
    if not clean or all(c in MARKS or c == " " for c in clean):
        raise EngineError(
            "The phonemes are empty." if not word else f"The phonemes of “{word}” are empty.", kind="text"
        )
    return clean


@functools.lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all entries; of two that match at one place the longer wins."""
    alternatives = "|".join(
        r"\s+".join(re.escape(part) for part in word.replace("’", "'").split())
        for word in sorted(set(words), key=lambda w: (-len(w), w))
    )
    return re.compile(rf"(?<!\w)(?P<word>{alternatives})(?P<tail>'s|s'|s)?(?!\w)", re.IGNORECASE)


def matches(
    text: str, entries: Sequence[Pronunciation], read: Callable[[str], str], sibilant: Callable[[str], str]
) -> list[Edit]:
    """The edits that ``entries`` ask for in ``text`` (typographic apostrophes already plain).

    An entry in the very capitals of the text goes before one that differs in them; among equals, the first.
    ``read`` turns a respelling into spoken text, ``sibilant`` gives phonemes their plural or possessive ending.
    """
    usable = [e for e in entries if e.word.strip() and (e.say or e.phonemes)]
    if not usable:
        return []
    exact: dict[str, Pronunciation] = {}
    folded: dict[str, Pronunciation] = {}
    for entry in usable:
        key = " ".join(entry.word.replace("’", "'").split())
        exact.setdefault(key, entry)
        folded.setdefault(key.casefold(), entry)
    edits: list[Edit] = []
    for match in _pattern(tuple(" ".join(e.word.split()) for e in usable)).finditer(text):
        shown = " ".join(match["word"].split())
        found = exact.get(shown) or folded.get(shown.casefold())
        if found is None:
            continue
        tail = match["tail"] or ""
        if found.phonemes:
            phonemes = respellable(found.phonemes, found.word)
            edits.append(Edit(match.start(), match.end(), match.group(), sibilant(phonemes) if tail else phonemes))
        else:
            edits.append(Edit(match.start(), match.end(), read(found.say or "") + tail))
    return edits
