"""The one error class that reaches a person from the studio."""

from __future__ import annotations


class LinereadError(Exception):
    """What happened and why (``message``), and what to do next (``hint``). Everything else is a defect."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
