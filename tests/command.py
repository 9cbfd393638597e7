"""The command as a person or a script uses it, in the test's own process. Every test may ask for these fixtures."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from studio.cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> str:
        return self.out + self.err


Lineread = Callable[..., Ran]


@pytest.fixture
def lineread(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lineread:
    """Run the command: exit code, standard output, standard error. With ``code=`` any other end is a failure."""

    def run(*arguments: object, code: int | None = None) -> Ran:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["lineread", *map(str, arguments)])
        ended = 0
        try:
            main()
        except SystemExit as stop:
            ended = stop.code if isinstance(stop.code, int) else 1
        ran = Ran(ended, *capfd.readouterr())
        assert "Traceback" not in ran.said
        assert code in (None, ended), ran.said
        return ran

    return run


@pytest.fixture
def done(lineread: Lineread) -> Lineread:
    """The same, where a command that fails is the test's failure."""

    def run(*arguments: object, code: int = 0) -> Ran:
        return lineread(*arguments, code=code)

    return run
