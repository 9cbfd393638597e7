"""Models: the checkpoints and servers this machine speaks with, and how to get one. Nothing is downloaded here."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from engine import models
from engine.errors import EngineError
from engine.models import Checkpoint, Release, Server
from studio.cli import console
from studio.cli.console import Json
from studio.errors import LinereadError

ModelName = Annotated[str, typer.Argument(metavar="NAME", help="What `lineread models` calls it.")]
AnyModel = Annotated[str, typer.Argument(metavar="[NAME]", help="One of them; all if left out.")]

app = typer.Typer(help="Local checkpoints and speech servers; nothing is downloaded.", no_args_is_help=False)


@app.callback(invoke_without_command=True)
def bare(context: typer.Context, as_json: Json = False) -> None:
    """The checkpoints and speech servers this machine speaks with; nothing is downloaded by any of these commands."""
    if context.invoked_subcommand is None:
        list_(as_json)


@app.command("list")
def list_(as_json: Json = False) -> None:
    """The models that were added: kind, size, type of numbers, place on disk, and whether they are sound."""
    local = [(c, *_state(c)) for c in models.checkpoints()]
    servers = models.servers()
    if as_json:
        found = [{**_checkpoint_json(c), "state": state, "problem": problem} for c, state, problem in local]
        console.json_out({"checkpoints": found, "servers": [msgspec.structs.asdict(s) for s in servers]})
        return
    if not local and not servers:
        console.say("No models were added yet; the embedded voices need none.")
        console.say("`lineread models get` says how to get one, `lineread models add` makes it known.")
        return
    if local:
        rows = console.table("checkpoint", "kind", ">size", "type", ">disk", "state")
        for c, state, _ in local:
            colour = "green" if state == "ok" else "red" if state == "damaged" else "yellow"
            rows.add_row(
                console.escape(c.name), _kind(c.kind), c.size, c.dtype, _bytes(c.disk_bytes), f"[{colour}]{state}[/]"
            )
        console.out.print(rows)
    if servers:
        rows = console.table("server", "address", "model", ">voices")
        for s in servers:
            rows.add_row(console.escape(s.name), console.escape(s.url), console.escape(s.model), str(len(s.voices)))
        console.out.print(rows)
    for c, state, problem in local:
        if problem:
            console.remark(f"{c.name} is {state}: {problem}", "yellow")


@app.command()
def add(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="A checkpoint, or a folder or download cache that holds several."),
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What to call it.")] = "",
    server: Annotated[str, typer.Option("--server", metavar="URL", help="A speech server instead: http://…/v1")] = "",
    model: Annotated[str, typer.Option("--model", metavar="M", help="Which of the server's models.")] = "",
    voice: Annotated[
        list[str] | None,
        typer.Option("--voice", metavar="V", help="A voice it does not list; may be repeated."),
    ] = None,
    token_variable: Annotated[
        str, typer.Option("--token-variable", metavar="VAR", help="Environment variable that holds its token.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Make a checkpoint in a folder, or a speech server, known. Only --server uses the network: it asks that server."""
    if (folder is None) == (not server):
        raise typer.BadParameter("name a FOLDER, or a server with --server URL")
    if folder is None:
        _add_server(server, name, model, voice or [], token_variable, as_json)
        return
    if model or voice or token_variable:
        raise typer.BadParameter("--model, --voice and --token-variable belong to --server")
    found = models.find(folder)
    if name and len(found) > 1:
        raise LinereadError(
            f"{folder} holds {len(found)} checkpoints, and --name is one name.", "Add them one by one, or without it."
        )
    made: list[Checkpoint] = []
    failed: list[EngineError] = []
    for one in found:
        try:
            made.append(models.add_checkpoint(one, name))
        except EngineError as error:
            failed.append(error)
    if failed and not made:
        raise failed[0]
    if as_json:
        problems = [{"message": e.message, "hint": e.hint} for e in failed]
        console.json_out({"added": [_checkpoint_json(c) for c in made], "problems": problems})
    else:
        for c in made:
            console.say(f"[bold]{console.escape(c.name)}[/]  {_summary(c)}")
        for bad in failed:
            console.err.print(f"[red]not added[/] {console.escape(bad.message)}\n      {console.escape(bad.hint)}")
    if failed:
        raise typer.Exit(1)


@app.command()
def check(name: AnyModel = "", as_json: Json = False) -> None:
    """Open every file of a checkpoint and compare every tensor with its configuration; the servers are not asked."""
    chosen = (models.checkpoint(name),) if name else models.checkpoints()
    results = [(c, _defects(c)) for c in chosen]
    if as_json:
        console.json_out([{"name": c.name, "path": c.path, "problems": defects} for c, defects in results])
    else:
        for c, defects in results:
            said = "[red]damaged[/]" if defects else "[green]ok[/]"
            console.out.print(f"{said}  [bold]{console.escape(c.name)}[/]  {console.escape(c.path)}")
            for defect in defects:
                console.out.print(f"    {defect}", markup=False)
        if not results:
            console.say("No checkpoint was added yet.")
    if any(defects for _, defects in results):
        raise typer.Exit(1)


@app.command()
def describe(name: ModelName, as_json: Json = False) -> None:
    """Everything that is known of a model."""
    servers = {s.name.casefold(): s for s in models.servers()}
    if name.casefold() in servers:
        _describe_server(servers[name.casefold()], as_json)
        return
    c = models.checkpoint(name)
    state, problem = _state(c)
    if as_json:
        console.json_out({**_checkpoint_json(c), "state": state, "problem": problem})
        return
    if c.instruction:
        directions = "followed"
    else:
        directions = "not followed" + ("; a clone's emotions come from its recordings" if c.kind == "base" else "")
    console.say(f"[bold]{console.escape(c.name)}[/]  {state}")
    _facts(
        {
            "kind": f"{_kind(c.kind)}, {c.size}",
            "good for": ", ".join(c.abilities),
            "directions": directions,
            "languages": ", ".join(c.languages),
            "voices": ", ".join(f"{s} ({_kind(c.dialects[s])})" if s in c.dialects else s for s in c.speakers),
            "weights": f"{c.parameters / 1e6:,.0f} million, {c.dtype}",
            "disk": _bytes(c.disk_bytes),
            "folder": c.path,
            "digest": c.digest,
        }
    )
    if problem:
        console.remark(problem, "yellow")


@app.command()
def remove(name: ModelName, as_json: Json = False) -> None:
    """Forget a model; its files stay where they are."""
    gone = models.remove(name)
    if as_json:
        console.json_out({"removed": gone.name})
        return
    where = f" Its files stay in {gone.path}." if isinstance(gone, Checkpoint) else ""
    console.say(f"“{console.escape(gone.name)}” is forgotten.{console.escape(where)}")


@app.command()
def get(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A published checkpoint; all if left out.")] = "",
    into: Annotated[Path | None, typer.Option("--into", metavar="FOLDER", help="Where to put it.")] = None,
    as_json: Json = False,
) -> None:
    """Print the exact commands that download a published checkpoint; nothing is downloaded."""
    published = models.releases()
    wanted = name.casefold()
    chosen = [r for r in published if wanted in ("", r.name.casefold(), r.folder.casefold(), r.repository.casefold())]
    if not chosen:
        known = ", ".join(r.name for r in published)
        raise LinereadError(f"No checkpoint called “{name}” was published.", f"There are: {known}.")
    base = into.expanduser().absolute() if into else models.download_folder()
    if as_json:
        console.json_out([_release_json(r, base) for r in chosen])
        return
    console.say("Lineread downloads nothing by itself. With one of these, each once installed by pip:")
    console.say("  pip install -U huggingface_hub        pip install -U modelscope\n")
    for release in chosen:
        console.out.print(f"[bold]{release.name}[/]  about {_bytes(release.download_bytes)}: {release.purpose}")
        for command in _commands(release, base).values():
            console.out.print(f"  {command}", markup=False)
        console.say("")


def _add_server(url: str, name: str, model: str, voices: list[str], token_variable: str, as_json: bool) -> None:
    found = models.probe(url, model, token_variable, name)
    if voices:
        found = msgspec.structs.replace(found, voices=tuple(dict.fromkeys((*voices, *found.voices))))
    made = models.add_server(found)
    if as_json:
        console.json_out({"added": msgspec.structs.asdict(made)})
        return
    _describe_server(made, as_json=False)


def _describe_server(server: Server, as_json: bool) -> None:
    if as_json:
        console.json_out(msgspec.structs.asdict(server))
        return
    can = {"directions in words": server.instruction, "cloned voices": server.cloning, "design": server.design}
    console.say(f"[bold]{console.escape(server.name)}[/]  {console.escape(server.software or 'speech server')}")
    _facts(
        {
            "address": server.url,
            "model": server.model,
            "good for": ", ".join(("its own voices", *(what for what, able in can.items() if able))),
            "languages": ", ".join(server.languages).replace("*", "any"),
            "voices": ", ".join(server.voices),
            "token": f"from {server.token_variable}" if server.token_variable else "none",
        }
    )


def _state(checkpoint: Checkpoint, every_byte: bool = False) -> tuple[str, str]:
    """``ok``, ``changed`` or ``damaged``, and why. ``every_byte``: also of files that nobody seems to have touched."""
    try:
        found = models.inspect(checkpoint.folder, None if every_byte else checkpoint)
    except EngineError as error:
        return "damaged", f"{error.message} {error.hint}".strip()
    if found.digest != checkpoint.digest:
        return "changed", f"It has other weights than when it was added; `lineread models add {checkpoint.path}`."
    return "ok", ""


def _defects(checkpoint: Checkpoint) -> list[str]:
    """All that is wrong with a checkpoint, and that it is another one than was added."""
    state, problem = _state(checkpoint, every_byte=True)
    return [*models.check(checkpoint.folder), *([problem] if state == "changed" else [])]


def _checkpoint_json(checkpoint: Checkpoint) -> dict[str, Any]:
    return {**msgspec.structs.asdict(checkpoint), "abilities": checkpoint.abilities}


def _summary(checkpoint: Checkpoint) -> str:
    facts = (_kind(checkpoint.kind), checkpoint.size, checkpoint.dtype, _bytes(checkpoint.disk_bytes))
    return f"{', '.join(facts)}: {', '.join(checkpoint.abilities)}"


def _release_json(release: Release, base: Path) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(release),
        "folder": str(base / release.folder),
        "commands": _commands(release, base),
    }


def _commands(release: Release, base: Path) -> dict[str, str]:
    """What to type: from Hugging Face or from ModelScope, and then to make it known."""
    folder = str(base / release.folder)
    words = {
        "huggingface": ["hf", "download", release.repository, "--local-dir", folder],
        "modelscope": ["modelscope", "download", "--model", release.repository, "--local_dir", folder],
        "add": ["lineread", "models", "add", folder],
    }
    join = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
    return {what: join(command) for what, command in words.items()}


def _facts(facts: dict[str, str]) -> None:
    for what, value in facts.items():
        if value:
            console.out.print(f"  {what:<12}{value}", markup=False)


def _kind(kind: str) -> str:
    return kind.replace("_", " ")


def _bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
