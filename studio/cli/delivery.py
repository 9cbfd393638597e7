"""Commands that hand audio and text to others: export, plugins, and the demo that shows it all."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from plugins.api import ExportCancelled
from resources import sample
from studio import VERSION
from studio.cli import console
from studio.cli.console import Json
from studio.cli.project import ProjectPath, count, read_file
from studio.cli.rendering import render_session
from studio.errors import LinereadError
from studio.export import host
from studio.export import verify as verification
from studio.export.delta import Past, past_options, plan_delta, read_delivery
from studio.export.options import parse_assignments
from studio.export.presets import find_preset, preset_of, save_preset
from studio.export.report import Delivery, DeliveryPlan
from studio.export.runner import plan_exports, run_exports
from studio.session.casting import DEFAULT_ENGINE
from studio.session.kept_takes import with_kept_takes
from studio.session.session import Session

_NAMED = 5  # lines of which one loss is told by their ids


def export(
    project: ProjectPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The delivery's folder.")],
    to: Annotated[
        str, typer.Option("--to", metavar="EXPORTER[,...]", help="Which exporters; see `lineread plugins`.")
    ] = "",
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME", help="Exporters and options as saved in the export dialog.")
    ] = "",
    option: Annotated[
        list[str] | None,
        typer.Option(
            "-o", metavar="KEY=VALUE", help="An option of an exporter, or exporter.key=value for one of them."
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="DELIVERY", help="Only what changed since it, of the same exporters."),
    ] = None,
    suffix: Annotated[
        str, typer.Option("--suffix", metavar="_v2", help="With --since: for the names of files that replace others.")
    ] = "",
    save_as: Annotated[
        str, typer.Option("--save-preset", metavar="NAME", help="Keep this choice in the project as a preset.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show files and losses; write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Write stems, mix, subtitles, ... and say exactly what was written and what could not be carried."""
    session = Session.open(project)
    past = read_delivery(since) if since is not None else None
    ids, options = _wanted(session.folder.path, to, preset, parse_assignments(option or []), past)
    if past is not None:
        options = past_options(past, ids, options)
    timeline = with_kept_takes(session, session.timeline())
    plan = plan_exports(ids, timeline, session.project, options, session.folder.path)
    if save_as:
        save_preset(session.folder.path, save_as, preset_of(ids, plan))
    if past is not None:
        plan, changes = plan_delta(plan, past, suffix)
        console.remark(f"Since {past.folder}: {changes.summary}.")
    if dry_run:
        _show_plan(plan, as_json)
        return
    delivery = deliver(plan, out)
    if as_json:
        console.json_out({**delivery.as_dict(VERSION), "seconds": round(delivery.seconds, 3)})
        return
    for file in delivery.files:
        console.out.print(f"  {file.path}  {file.bytes:,} bytes", markup=False)
    _show_losses(plan)
    for note in delivery.notes:
        console.remark(note)
    console.say(f"{out}: {count(len(delivery.files), 'file')} in {delivery.seconds:.1f} s; {delivery.summary}.")


def _wanted(
    project: Path, to: str, preset: str, given: Mapping[str, str], past: Past | None
) -> tuple[list[str], dict[str, Any]]:
    """Exporters and options: of a preset, over it what is named, else as the earlier delivery was made."""
    ids = [x.strip() for x in to.split(",") if x.strip()]
    options: dict[str, Any] = dict(given)
    if preset:
        saved = find_preset(project, preset)
        ids = list(dict.fromkeys((*saved.exporters, *ids)))
        options = saved.with_options(given)
    if not ids and past is not None:
        known = {plugin.id for plugin in host.plugins()}
        ids = [identity for identity in past.options if identity in known]
    if not ids:
        raise LinereadError("No exporter was named.", "`lineread plugins` lists them, for example --to stems,srt.")
    return ids, options


def deliver(plan: DeliveryPlan, out: Path) -> Delivery:
    """Export with a progress bar. Ctrl+C leaves the folder as it was."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    try:
        with console.progress() as bar:
            task = bar.add_task("Exporting", total=1000)

            def progress(fraction: float, what: str) -> None:
                bar.update(task, completed=round(fraction * 1000), description=what or "Exporting")

            return run_exports(plan, out, progress, stop.is_set)
    except ExportCancelled:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def verify(
    delivery: Annotated[Path, typer.Argument(metavar="DELIVERY", help="The folder of an export.")],
    project: Annotated[
        Path | None, typer.Option("--project", metavar="PROJECT", help="Also say what has changed in it since.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a delivery back: missing, stale, suspect, clipped, out of specification, and whether stems null."""
    now = None
    if project is not None:
        session = Session.open(project)
        now = plan_exports([], session.timeline(), session.project)
    with console.progress() as bar:
        task = bar.add_task("Reading", total=1000)
        made = verification.verify(
            delivery, now, lambda fraction, what: bar.update(task, completed=round(fraction * 1000), description=what)
        )
    if as_json:
        findings = [finding.as_dict() for finding in made.findings]
        console.json_out({"good": made.good, "summary": made.summary, "measures": made.measures, "findings": findings,
                          "next": made.steps})  # fmt: skip
    else:
        for finding in made.findings:
            style = "red" if finding.wrong else "dim"
            console.out.print(f"  {finding.code}  {finding.message}", style=style, markup=False)
        if "stems null" in made.measures:
            console.say(f"Stems against the mix: largest difference {made.measures['stems null']:g}.")
        console.say(f"{console.escape(str(delivery))}: {console.escape(made.summary)}.")
        for code, step in made.steps.items():
            console.remark(f"{code}: {step}")
    if not made.good:
        raise typer.Exit(3)


def plugins(as_json: Json = False) -> None:
    """Exporters and importers that were found, with their options; broken ones with their error."""
    found = [info.tried() for info in host.plugins()]
    if as_json:
        console.json_out(
            [
                {
                    "id": p.id, "kind": p.kind, "label": p.label, "suffixes": list(p.suffixes), "origin": p.origin,
                    "capabilities": list(p.capabilities), "error": p.error,
                    "options": [
                        {"name": o.name, "type": o.type, "default": o.default, "help": o.help or o.label,
                         "choices": list(o.choices)}
                        for o in p.options
                    ],
                }
                for p in found
            ]
        )  # fmt: skip
        return
    for kind in ("exporter", "importer", ""):
        chosen = [p for p in found if p.kind == kind]
        if not chosen:
            continue
        console.out.print(f"{kind}s" if kind else "broken", style="bold", markup=False)
        for p in chosen:
            console.out.print(f"  {p.id}  {p.label}  {' '.join(p.suffixes)}", markup=False)
            if p.error:
                console.out.print(f"      {p.error}", style="red", markup=False)
            for o in p.options:
                choices = f" ({', '.join(o.choices)})" if o.choices else ""
                console.out.print(
                    f"      {o.name}={o.default}  {o.help or o.label}{choices}", style="dim", markup=False
                )


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it all.")] = Path("lineread-demo"),
    script: Annotated[str, typer.Option("--script", help="lighthouse, article, barks or lecture.")] = "lighthouse",
) -> None:
    """The sample project: rendered by the embedded voices, mixed, with stems and subtitles. Needs no network."""
    project, out = folder / "project", folder / "delivery"
    if project.exists():
        if not (project / "project.json").exists():
            raise LinereadError(f"{project} is in the way.", "Choose another folder.")
        shutil.rmtree(project)
    began = time.perf_counter()
    imported = read_file(sample(script), None)
    session = Session.create(project, imported.project, DEFAULT_ENGINE)
    console.problems_out((*imported.problems, *session.problems))
    report: dict[str, Any] = render_session(session, "stale", [], 1)
    for failed in report["failed"]:
        console.remark(f"{failed['id']} failed: {failed['message']} {failed['hint']}")
    rendered = time.perf_counter()
    plan = plan_exports(["stems", "srt", "vtt", "ass"], session.timeline(), session.project, {"stems.lines": True})
    delivery = deliver(plan, out)
    console.say(f"[bold]{console.escape(session.project.name)}[/]  {len(session.project.characters)} characters")
    console.say(
        f"{count(report['rendered'], 'line')}, {report['audio_seconds']:.1f} s of speech in "
        f"{report['seconds']:.1f} s ({console.times(report['times_real_time'])}, the engine's start included)."
    )
    for file in delivery.files:
        if file.what != "line":
            console.out.print(f"  {out / file.path}", markup=False)
    lines = sum(file.what == "line" for file in delivery.files)
    if lines:
        console.say(f"  and {lines} files, one for each line")
    mix = next((f.path for f in delivery.files if f.what == "mix"), "")
    console.say(
        f"{delivery.summary}. Exported in {delivery.seconds:.1f} s; {rendered - began + delivery.seconds:.1f} s in all."
    )
    console.say(f"Listen to {out / mix}. The project is {project}: `lineread show {project}`.")
    if report["failed"]:
        raise typer.Exit(3)


def _show_plan(plan: DeliveryPlan, as_json: bool) -> None:
    if as_json:
        console.json_out(
            {
                "files": [{"path": f.path, "what": f.what, "line": f.line_id} for f in plan.files],
                "collisions": [{"path": c.path, "by": list(c.by)} for c in plan.collisions],
                "losses": [
                    {"exporter": x, "what": y.what, "detail": y.detail, "line": y.line_id} for x, y in plan.losses
                ],
                "summary": plan.counts.summary,
            }
        )
        return
    for file in plan.files:
        console.out.print(f"  {file.path}  {file.what}", markup=False)
    for collision in plan.collisions:
        console.out.print(f"  {collision.path} is wanted by {' and '.join(collision.by)}", style="red", markup=False)
    _show_losses(plan)
    console.say(f"{count(len(plan.files), 'file')} would be written; {plan.counts.summary}.")


def _show_losses(plan: DeliveryPlan) -> None:
    """One row for what is said of many lines alike."""
    same: dict[str, list[str]] = {}
    for who, loss in plan.losses:
        lines = same.setdefault(f"{who}: {loss.what}{': ' + loss.detail if loss.detail else ''}", [])
        if loss.line_id:
            lines.append(loss.line_id)
    for said, lines in same.items():
        more = f", and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
        console.remark(f"{said}{' (' + ', '.join(lines[:_NAMED]) + more + ')' if lines else ''}")
