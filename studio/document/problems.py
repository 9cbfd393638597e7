"""A problem found in something a person wrote: where it is, what is wrong, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """``line`` and ``column`` count from 1 in the file; ``line_id`` is set when it belongs to a script line."""

    message: str
    line: int = 0
    column: int = 0
    hint: str = ""
    line_id: str = ""
    code: str = ""  # a stable word: "unknown-tag", "no-speaker", ...

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"{place}{self.message}" + (f" {self.hint}" if self.hint else "")
