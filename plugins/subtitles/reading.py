"""How much of a text an eye takes in: columns of a row, characters a second, the shortest and longest cue.

Two kinds of characters are counted apart: narrow ones (Latin, Cyrillic, Arabic, ...) and wide ones (Chinese,
Japanese, Korean), which hold more and are read more slowly. A text that has both uses a share of each limit. The
defaults are those of the Netflix Timed Text Style Guides: 42 columns and 20 characters a second in English,
16 and 9 in Chinese.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The limits of a cue."""

    rows: int = 2
    columns: int = 42  # narrow characters in a row
    wide_columns: int = 16
    speed: float | None = 20.0  # narrow characters a second; None: as fast as it is spoken
    wide_speed: float | None = 9.0
    shortest: int = 1000  # milliseconds a cue stays where the next one leaves room
    longest: int = 7000  # milliseconds after which a line is cut
    gap: int = 80  # milliseconds without a cue before the next one

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Reading:
        """From the options that every subtitle exporter has."""
        return cls(
            rows=options["rows"],
            columns=options["characters"],
            wide_columns=options["wide_characters"],
            speed=options["speed"],
            wide_speed=options["wide_speed"],
            shortest=options["shortest"],
            longest=options["longest"],
            gap=options["gap"],
        )

    @property
    def row(self) -> int:
        """A full row, in the unit of :meth:`width`."""
        return self.columns * self.wide_columns

    def width(self, narrow: int, wide: int) -> int:
        """What so many characters take of a row, in a unit in which both kinds are whole numbers."""
        return narrow * self.wide_columns + wide * self.columns

    def seconds(self, narrow: int, wide: int) -> float:
        """How long so many characters take to read."""
        return (narrow / self.speed if self.speed else 0.0) + (wide / self.wide_speed if self.wide_speed else 0.0)


@lru_cache(maxsize=65_536)
def count(text: str) -> tuple[int, int]:
    """Its narrow and its wide characters; what combines with another is no character, nor is a new row."""
    if text.isascii():
        return len(text) - text.count("\n"), 0
    shown = [c for c in text if c != "\n" and not combining(c)]
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in shown)
    return len(shown) - wide, wide


def combining(char: str) -> bool:
    return unicodedata.combining(char) > 0 or char in "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
