"""From phonemes to mouth shapes: the nine of Rhubarb Lip Sync, which are Preston Blair's A to F and three more.

| shape | mouth | phonemes (misaki's alphabet, and IPA) |
|---|---|---|
| A | closed lips | p b m |
| B | a little open, teeth together | most consonants, i ɪ y and the end of A I Y (ei, ai, oi) |
| C | open | ɛ e æ ə ʌ ᵻ ɐ, h; the start of A (ei) |
| D | wide open | a ɑ ɒ; the start of I W (ai, au) |
| E | slightly rounded | ɔ ɜ o ɹ; the start of O Q Y (ou, oi) |
| F | puckered | u ʊ w ɯ; the end of O Q W (ou, au) |
| G | teeth on the lower lip | f v |
| H | tongue raised, open | l ɫ ɾ θ ð |
| X | at rest | silence |

Shapes after github.com/DanielSWolf/rhubarb-lip-sync (README, "Mouth shapes") and P. Blair, "Advanced Animation", 1947.
Times come from the engine's own phonemes, as whole samples; a format rounds each one by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from plugins.api import Clip

REST = "X"
_PAUSE = 0.2  # seconds of silence after which the mouth comes to rest
_SHAPES: dict[str, str] = {
    **dict.fromkeys("pbm", "A"),
    **dict.fromkeys("tdkɡgsznŋɲʃʒʧʤcxçʔiɪyjIɨʂʐɕʑɧqχɣʁr", "B"),
    **dict.fromkeys("ɛeæəʌᵻᵊɐhøœʏ", "C"),
    **dict.fromkeys("aɑɒ", "D"),
    **dict.fromkeys("ɔɜoɹɚɝɤ", "E"),
    **dict.fromkeys("uʊwɯɥ", "F"),
    **dict.fromkeys("fvʋɱ", "G"),
    **dict.fromkeys("lɫɾTθðɬʎ", "H"),
    "A": "CB", "I": "DB", "Y": "EB", "O": "EF", "Q": "EF", "W": "DF",
}  # fmt: skip
_LETTERS: dict[str, str] = {
    **dict.fromkeys("mbp", "A"), **dict.fromkeys("e", "C"), **dict.fromkeys("aáàâäå", "D"),
    **dict.fromkeys("oóòôö", "E"), **dict.fromkeys("uúùûüw", "F"), **dict.fromkeys("fv", "G"), "l": "H",
}  # fmt: skip


class MouthCue(NamedTuple):
    """One shape from ``start`` to ``end``, samples of the line's file."""

    shape: str
    start: int
    end: int


def shapes_of(symbol: str) -> str:
    """The shape, or the two of a diphthong, of one phoneme; "" for marks of stress and pauses."""
    found = ""
    for char in symbol:
        found = found or _SHAPES.get(char, "")
    if not found and any(category(char) in ("Ll", "Lu", "Lo") for char in symbol):
        return "C"
    return found


def mouth_cues(clip: Clip, rate: int) -> list[MouthCue]:
    """The shapes of a line from its first to its last sample, without holes. Times count from the clip's start.

    Where the engine gave no phonemes, the letters of its words stand for them; without words the mouth rests.
    """
    cues: list[MouthCue] = []
    at = 0
    for shape, start, end in sorted(_spoken(clip), key=lambda cue: cue.start):
        start, end = max(at, start - clip.start), min(end - clip.start, clip.length)
        if end <= start:
            continue
        if start > at:
            if start - at >= _PAUSE * rate or not cues:
                cues.append(MouthCue(REST, at, start))
            else:
                cues[-1] = cues[-1]._replace(end=start)
        if cues and cues[-1].shape == shape:
            cues[-1] = cues[-1]._replace(end=end)
        else:
            cues.append(MouthCue(shape, start, end))
        at = end
    if at < clip.length or not cues:
        cues.append(MouthCue(REST, at, clip.length))
    return cues


def _spoken(clip: Clip) -> Iterator[MouthCue]:
    if clip.phones:
        for phone in clip.phones:
            yield from _divided(shapes_of(phone.symbol), phone.start, phone.end)
    else:
        for word in clip.words:
            letters = [c for c in word.text.casefold() if c.isalpha()]
            yield from _divided("".join(_LETTERS.get(c, "B") for c in letters), word.start, word.end)


def _divided(shapes: Sequence[str], start: int, end: int) -> Iterator[MouthCue]:
    for index, shape in enumerate(shapes):
        first = start + (end - start) * index // len(shapes)
        yield MouthCue(shape, first, start + (end - start) * (index + 1) // len(shapes))
