"""Where the parts of a row stand: the one place that shares out its width.

The words get what is left. When the panel becomes narrow, the waveform goes first, then takes and pauses,
then the state's word (its icon stays).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

PAD = 10
STRIPE = 3  # of the active row, at its left edge


@dataclass(frozen=True, slots=True)
class Column:
    """Left edge and width; a width of 0 is not shown."""

    x: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Columns:
    number: Column
    character: Column
    text: Column
    wave: Column
    length: Column
    pause: Column
    takes: Column
    state: Column

    def named(self) -> tuple[tuple[str, Column], ...]:
        return tuple((name, getattr(self, name)) for name in self.__slots__)

    def at(self, x: int) -> str:
        """The column under ``x``, or ""."""
        return next((name for name, c in self.named() if c.width and c.x <= x < c.end), "")


@lru_cache(maxsize=64)
def columns(width: int, unit: int, slots: bool = False) -> Columns:
    """The columns of a row ``width`` pixels wide; ``unit`` is the width of a digit, ``slots``: overruns have room."""
    number = max(40, unit * 5)
    character = unit * 18 if width >= 1040 else max(90, unit * 14) if width >= 560 else max(64, unit * 9)
    state = unit * 14 if width >= 620 else 28
    length = unit * (18 if slots and width >= 760 else 11 if slots else 9)
    pause = unit * 10 if width >= 760 else 0
    takes = unit * 6 if width >= 720 else 0
    wave = 0 if width < 860 else min(220, max(96, width // 8))
    end = width - PAD
    edges: dict[str, Column] = {}
    for name, wide in (("state", state), ("takes", takes), ("pause", pause), ("length", length), ("wave", wave)):
        end -= wide
        edges[name] = Column(end, wide)
    text = STRIPE + number + character + PAD
    return Columns(
        number=Column(STRIPE, number),
        character=Column(STRIPE + number + PAD, character - PAD),
        text=Column(text, max(80, end - text - PAD)),
        **edges,
    )
