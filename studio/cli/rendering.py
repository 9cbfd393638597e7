"""Commands that speak a project's lines, or say how they would: plan, render."""

from __future__ import annotations

import time
from typing import Annotated, Any

import msgspec
import typer

from studio.cli import console
from studio.cli.console import Json
from studio.cli.project import ProjectPath, count, state_counts, totals
from studio.project import ProjectFolder
from studio.render.scheduler import Failure, Finished, RenderEvent
from studio.render.states import State
from studio.session.session import Session, recast

LineIds = Annotated[list[str] | None, typer.Option("--line", metavar="ID", help="Only this line; may be repeated.")]


def plan(project: ProjectPath, line: LineIds = None, as_json: Json = False) -> None:
    """The delivery plan: how each control of each line will be done by its voice, or why it cannot be."""
    session = Session.open(project)
    chosen = [x for x in session.project.lines() if not line or x.id in line]
    if line:
        session.wanting(line_ids=line)
    if as_json:
        states = session.states()
        console.json_out(
            [
                {
                    "id": x.id,
                    "text": x.text,
                    "reason": states[x.id].reason if states[x.id].order is None else "",
                    "plan": [msgspec.to_builtins(item) for item in session.plan(x)],
                }
                for x in chosen
            ]
        )
        return
    for x in chosen:
        console.out.print(f"[bold]{x.id}[/]  {console.escape(x.text)}")
        items = session.plan(x)
        if not items:
            console.say("  [dim]as written, nothing to arrange[/]")
            continue
        rows = console.table("  control", "value", "how", "note")
        for item in items:
            near = " (approximate)" if item.approximate else ""
            style = "[red]" if item.method == "cannot" else ""
            rows.add_row(f"  {item.control}", console.escape(item.value), f"{style}{item.method}{near}", item.note)
        console.out.print(rows)


def render(
    project: ProjectPath,
    all_lines: Annotated[bool, typer.Option("--all", help="Every line that is not locked, also current ones.")] = False,
    stale: Annotated[bool, typer.Option("--stale", help="Lines that changed since their take (the default).")] = False,
    line: LineIds = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Speech processes side by side.")] = 1,
    voice_engine: Annotated[
        str | None, typer.Option("--voice-engine", metavar="ENGINE", help="Cast everyone anew with this engine.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Speak the lines. Killed at any moment and run again, it goes on where it was."""
    with ProjectFolder(project).hold("lineread render"):
        session = Session.open(project)
        if voice_engine:
            session.apply("Recast", recast(session.project, voice_engine))
            session.save()
        report = render_session(session, "all" if all_lines and not stale else "stale", line or [], workers)
    if as_json:
        console.json_out(report)
    else:
        console.say(
            f"{count(report['rendered'], 'line')} rendered, {report['audio_seconds']:.1f} s of speech in "
            f"{report['seconds']:.1f} s ({console.times(report['times_real_time'])}); {totals(session)}."
        )
        for reason, ids in unvoiced(session).items():
            which = ", ".join(ids[:5]) + (" ..." if len(ids) > 5 else "")
            console.err.print(f"[red]unvoiced[/] {which}: {console.escape(reason)}")
        for failed in report["failed"]:
            console.err.print(f"[red]failed[/] {failed['id']}: {console.escape(failed['message'])} {failed['hint']}")
    if report["failed"]:
        raise typer.Exit(3)


def unvoiced(session: Session) -> dict[str, list[str]]:
    """Why lines cannot be spoken, and which."""
    found: dict[str, list[str]] = {}
    for line_id, state in session.states().items():
        if state.state is State.UNVOICED:
            found.setdefault(state.reason, []).append(line_id)
    return found


def render_session(session: Session, which: str, line_ids: list[str], workers: int) -> dict[str, Any]:
    """Render with a progress bar; returns what was done. An interrupt keeps what was finished."""
    orders = session.wanting(which, line_ids)
    rendered: list[Finished] = []
    failures: list[Failure] = []
    began = time.perf_counter()
    if orders:
        with console.progress() as bar:
            task = bar.add_task("Rendering", total=len(orders))

            def heard(event: RenderEvent) -> None:
                if isinstance(event, Finished):
                    rendered.append(event)
                elif isinstance(event, Failure):
                    failures.append(event)
                else:
                    return
                bar.advance(task)

            anew = which == "all" or bool(line_ids)
            with session.render(orders, min(workers, len(orders)), heard, anew=anew) as renderer:
                while not renderer.wait(0.5):
                    pass
    seconds = time.perf_counter() - began
    session.refresh()
    audio = sum(e.take.samples / e.take.rate for e in rendered if not e.again)
    return {
        "rendered": len(rendered),
        "reused": sum(e.again for e in rendered),
        "failed": [{"id": f.line_id, "message": f.message, "hint": f.hint, "detail": f.detail} for f in failures],
        "seconds": round(seconds, 3),
        "audio_seconds": round(audio, 3),
        "times_real_time": round(audio / seconds, 2) if seconds > 0 else 0.0,
        "states": state_counts(session),
    }
