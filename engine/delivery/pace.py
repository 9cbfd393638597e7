"""How long a text takes to say, roughly: for budgets and for doubts, never for placing anything.

Seconds per character at a normal pace, from syllable rates of Pellegrino, Coupé and Marsico 2011 ("Across-language
perspective on speech information rate": 5.2 to 7.8 syllables per second) and mean written syllable lengths.
"""

from __future__ import annotations

import unicodedata

from engine.delivery.instruct import base

SECONDS_PER_LETTER = {
    "en": 0.064, "de": 0.063, "fr": 0.058, "es": 0.060, "it": 0.062, "pt": 0.060, "ru": 0.066,
    "zh": 0.064, "ja": 0.064, "ko": 0.064,
}  # fmt: skip
SECONDS_PER_HAN = {"zh": 0.21, "ja": 0.24, "ko": 0.21}  # a Japanese one stands for nearly two morae
SECONDS_PER_KANA = 0.135
SECONDS_PER_HANGUL = 0.165
SECONDS_PER_DIGIT = 0.30  # "7" is a word
SECONDS_PER_SIGN = 0.35  # "%", "+", "€"
SECONDS_PER_MARK = {",": 0.15, ";": 0.2, ":": 0.2, ".": 0.3, "!": 0.3, "?": 0.3, "…": 0.4, "—": 0.15}
_PLAIN = str.maketrans("。！？，；：、", ".!?,;:,")
SHORTEST = 0.25  # seconds of any word on its own
PHONEMES_PER_SECOND = 13.0  # at a normal pace


def expected_seconds(text: str, language: str) -> float:
    """How long the text takes at a normal pace, pauses at its marks included; 0 when nothing can be said."""
    letter = SECONDS_PER_LETTER.get(base(language), 0.064)
    han = SECONDS_PER_HAN.get(base(language), 0.21)
    total = 0.0
    spoken = False
    for char in text.translate(_PLAIN):
        code = ord(char)
        if char.isdigit():
            total += SECONDS_PER_DIGIT
        elif 0x3040 <= code <= 0x30FF:
            total += SECONDS_PER_KANA
        elif 0xAC00 <= code <= 0xD7FF:
            total += SECONDS_PER_HANGUL
        elif 0x3400 <= code <= 0x9FFF or code >= 0x20000:
            total += han
        elif char.isalpha():
            total += letter
        elif char in SECONDS_PER_MARK:
            total += SECONDS_PER_MARK[char]
            continue
        elif unicodedata.category(char)[0] == "S":
            total += SECONDS_PER_SIGN
        else:
            continue
        spoken = True
    return max(total, SHORTEST) if spoken else 0.0
