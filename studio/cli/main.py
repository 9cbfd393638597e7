"""The entry point: the commands, and what happens when one of them cannot do its work.

Exit codes: 0 done; 1 a problem that the message explains; 2 wrong usage; 3 done, but some lines failed, or a
delivery is not as it should be; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from engine.errors import EngineError
from studio import VERSION
from studio.cli import console, delivery, fitting, models, project, rendering, speech, studio, system, voices
from studio.errors import LinereadError

app = typer.Typer(
    name="lineread",
    help="A script is the document, speech is derived from it: directed voices, stems and subtitles, offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        console.say(f"lineread {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


app.command(rich_help_panel="Begin")(studio.studio)
app.command(rich_help_panel="Begin")(delivery.demo)
app.command(rich_help_panel="Begin")(speech.speak)
app.add_typer(voices.app, name="voices", rich_help_panel="Begin")
app.command(rich_help_panel="Begin")(speech.design)
app.command(rich_help_panel="Project")(project.new)
app.command("import", rich_help_panel="Project")(project.import_)
app.command(rich_help_panel="Project")(project.show)
app.command(rich_help_panel="Project")(rendering.plan)
app.command(rich_help_panel="Project")(rendering.render)
app.command(rich_help_panel="Project")(fitting.fit)
app.command(rich_help_panel="Project")(delivery.export)
app.command(rich_help_panel="Project")(delivery.verify)
app.command(rich_help_panel="Project")(project.recover)
app.add_typer(models.app, name="models", rich_help_panel="This machine")
app.command(rich_help_panel="This machine")(delivery.plugins)
app.command(rich_help_panel="This machine")(system.doctor)


def main() -> None:
    """Run the command line and turn what went wrong into one clear message and an exit code."""
    try:
        app()
    except (LinereadError, EngineError) as error:
        console.err.print("[red bold]error[/] ", end="")
        console.remark(error.message)
        if error.hint:
            console.remark(f"      {error.hint}")
        sys.exit(1)
    except KeyboardInterrupt:
        console.remark("Interrupted; what was finished is kept.")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing to say
        sys.exit(1)


if __name__ == "__main__":
    main()
