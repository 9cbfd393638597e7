"""The one error class that reaches a person from the engine."""

from __future__ import annotations


class EngineError(Exception):
    """Something a person can act on: what happened, and what to do next.

    ``kind`` is a stable word for programs: ``language``, ``voice``, ``text``, ``model``, ``runaway``,
    ``cancelled``, ``design``, ``consent``, ``server``, ``memory``, ``defect``, ``request``.
    """

    def __init__(self, message: str, hint: str = "", kind: str = "request") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kind = kind
