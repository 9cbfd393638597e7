"""Voices: which ones there are, and the ones that are made here, from recordings or from designs that are frozen."""

from __future__ import annotations

import msgspec
import typer

from engine import catalogue
from studio.cli import console
from studio.cli.console import Json

app = typer.Typer(help="The voices there are; clones and frozen designs of a project.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def voices(context: typer.Context, as_json: Json = False) -> None:
    """The voices there are, engine by engine; with a command below, the voices of a project."""
    if context.invoked_subcommand is None:
        list_catalogue(as_json)


def list_catalogue(as_json: bool) -> None:
    """Every engine and the voices it ships with."""
    if as_json:
        console.json_out(
            [
                {
                    "engine": info.id, "label": info.label, "version": info.version,
                    "capabilities": msgspec.to_builtins(info.capabilities),
                    "voices": [msgspec.to_builtins(v) for v in info.voices],
                }
                for info in catalogue.engines()
            ]
        )  # fmt: skip
        return
    for info in catalogue.engines():
        speaks = ", ".join(info.capabilities.languages).replace("*", "any language")
        console.out.print(f"[bold]{info.id}[/]  {info.label}, version {info.version}; {speaks}")
        rows = console.table("  voice", "name", "description")
        for v in info.voices:
            rows.add_row(f"  {v.name}", v.label, v.description)
        console.out.print(rows)
        console.say(f"  emotions: {', '.join(info.capabilities.emotions)}")
        console.say(f"  sounds: {', '.join(info.capabilities.sounds) or 'none'}\n")
