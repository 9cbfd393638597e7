"""``lineread studio``: the window, where it is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.window_needs import check_window
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
    check_window()
    try:
        from studio.desktop.app import run
    except ImportError as error:
        raise LinereadError(
            f"The window cannot be opened here: {error}.",
            "`lineread doctor` says what is missing.",
        ) from error
    raise typer.Exit(run(project, profile))
