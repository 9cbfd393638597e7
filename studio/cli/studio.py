"""``lineread studio``: the window, where it is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Annotated

import typer

from studio.errors import LinereadError


def studio(
    project: Annotated[
        Path | None, typer.Argument(metavar="[PROJECT]", help="A project to open; else the last.")
    ] = None,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="DIR", help="Keep preferences here instead of the usual place.")
    ] = None,
) -> None:
    """Open the studio's window."""
    missing = [name for name in ("PySide6", "pyqtgraph") if importlib.util.find_spec(name) is None]
    if missing:
        raise LinereadError(
            f"The window needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed.",
            "pip install 'lineread[desktop]'",
        )
    try:
        from studio.desktop.app import run
    except ImportError as error:
        raise LinereadError(
            f"The window cannot be opened here: {error}.",
            "On a bare Debian: apt install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1.",
        ) from error
    raise typer.Exit(run(project, profile))
