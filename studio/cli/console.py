"""How the command talks: results on stdout, progress and remarks on stderr, JSON when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.markup import escape as escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from studio.document.problems import Problem

# A table in a file or a pipe has a row for each line, so that it can be searched; a terminal folds it.
_WIDTH = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 1000
out = Console(highlight=False, soft_wrap=True, width=_WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON on standard output.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")]

STATE_STYLES = {
    "current": "green", "stale": "yellow", "suspect": "magenta", "failed": "red", "locked": "cyan",
    "unvoiced": "red", "empty": "dim", "queued": "blue", "rendering": "blue",
}  # fmt: skip
STATE_ICONS = {
    "current": "●", "stale": "◌", "suspect": "?", "failed": "✗", "locked": "■", "unvoiced": "∅", "empty": "·",
    "queued": "…", "rendering": "▶",
}  # fmt: skip


def json_out(value: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def say(text: str) -> None:
    """A result line; ``text`` may hold rich's markup."""
    out.print(text)


def remark(text: str, style: str = "") -> None:
    """A remark on stderr, shown as written."""
    err.print(escape(text), style=style or None)


def problems_out(problems: Iterable[Problem]) -> None:
    """Each problem with its place, on stderr."""
    for problem in problems:
        err.print(f"[yellow]note[/yellow] {escape(str(problem))}")


def agreed(yes: bool, as_json: bool) -> bool:
    """Whether what was shown may be applied: said before, or asked for now. A script is told to say --yes."""
    if yes:
        return True
    if as_json or not sys.stdin.isatty():
        if not as_json:
            say("Nothing was changed; --yes applies this.")
        return False
    return typer.confirm("Apply?", abort=True)


def times(speed: float) -> str:
    """A speed against real time: "118 x real time", "0.3 x real time"."""
    return f"{speed:.{0 if speed >= 10 else 1 if speed >= 1 else 2}f} x real time"


def state_text(state: str) -> str:
    """A state as icon and word in its colour."""
    return f"[{STATE_STYLES.get(state, '')}]{STATE_ICONS.get(state, '')} {state}[/]"


def table(*columns: str) -> Table:
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        right = column.startswith(">")
        made.add_column(column.lstrip(">"), justify="right" if right else "left", overflow="fold")
    return made


def progress() -> Progress:
    """A progress bar on stderr; silent when stderr is not a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def clock(samples: int, rate: int) -> str:
    """Samples as ``m:ss.mmm``."""
    milliseconds = (samples * 1000 + rate // 2) // rate
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{head}:{rest // 1000:02d}.{rest % 1000:03d}"
