"""The command that brings lines into their slots: shows what each one does, and applies it when told to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from studio.cli import console
from studio.cli.console import Json, Yes
from studio.cli.project import ProjectPath, count
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.script import spoken_text
from studio.session.session import Session
from studio.timeline.fit import MODES, Fit, fits, fitted, too_long

_SHOWN = 48  # letters of a line's words
_STYLES = {"fits": "green", "gap": "cyan", "stretch": "yellow", "over": "red", "unspoken": "dim", "locked": "cyan"}


def fit(
    project: ProjectPath,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help="natural, gap, stretch or flag, for every line.")
    ] = None,
    fill: Annotated[bool, typer.Option("--fill", help="With stretch: also slow down what is too short.")] = False,
    all_lines: Annotated[bool, typer.Option("--all", help="List the lines that fit, too.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Lines from subtitles and their slots: who is too long, by how much, and the speed that would fit."""
    if mode is not None and mode not in MODES:
        raise LinereadError(f"There is no mode {mode!r}.", f"There are {', '.join(MODES)}.")
    with ProjectFolder(project).hold("lineread fit"):
        session = Session.open(project)
        timeline = session.timeline()
        found = fits(session.project, timeline, mode, fill=fill)
        changed = fitted(session.project, found)
        pairs = zip(session.project.lines(), changed.lines(), strict=True)
        edits = [before.id for before, after in pairs if before is not after]
        if as_json:
            console.json_out(_as_json(found, timeline.rate, edits))
        else:
            texts = {line.id: spoken_text(line.text) for line in session.project.lines()}
            _show(found, timeline.rate, texts, all_lines=all_lines)
        if not edits:
            if mode is not None and found and not as_json:
                console.say(f"Nothing to change: {mode} is what every line has.")
            elif mode is None and not as_json and too_long(found):
                again = any(one.mode != "stretch" for one in too_long(found))
                step = f"lineread fit {project} --mode stretch, or " if again else ""
                console.remark(f"Next: {step}shorten the words of those too long.")
            return
        if not console.agreed(yes, as_json):
            return
        session.apply("Fit lines to their slots", changed)
        session.save()
    if not as_json:
        faster = sum(one.speed is not None for one in found)
        console.say(f"Applied.{f' Next: lineread render {project}' if faster else ''}")


def _show(found: tuple[Fit, ...], rate: int, texts: Mapping[str, str], *, all_lines: bool) -> None:
    if not found:
        console.say("No line has a slot; subtitles bring them (lineread import PROJECT FILE.srt).")
        return
    rows = console.table(">line", "id", "verdict", ">slot", ">length", ">over", ">room", ">speed", ">left", "words")
    for one in found:
        if one.verdict == "fits" and not all_lines:
            continue
        rows.add_row(
            str(one.number),
            one.line_id,
            f"[{_STYLES[one.verdict]}]{one.verdict}[/]",
            _seconds(one.slot, rate),
            ("~" if one.estimated else "") + _seconds(one.length, rate),
            f"{one.over / rate:+.3f}",
            "" if one.room is None else _seconds(one.room, rate),
            "" if one.speed is None else f"{one.speed:.2f}",
            _seconds(one.left, rate) if one.left else "",
            console.escape(_begun(texts.get(one.line_id, ""))),
        )
    console.out.print(rows)
    longest = too_long(found)
    inside = sum(one.verdict == "fits" for one in found)
    said = f"{count(len(found), 'line')} with a slot: {inside} fit"
    for verdict, words in (("gap", "use the gap"), ("stretch", "at another speed")):
        if number := sum(one.verdict == verdict for one in found):
            said += f", {number} {words}"
    if longest:
        worst = longest[0]
        said += f", {len(longest)} too long (the worst is line {worst.number}, by {worst.left / rate:.3f} s)"
    console.say(f"{said}.")


def _as_json(found: tuple[Fit, ...], rate: int, edits: list[str]) -> dict[str, Any]:
    """Times in milliseconds."""

    def ms(samples: int | None) -> float | None:
        return None if samples is None else round(samples * 1000 / rate, 3)

    return {
        "too_long": [one.line_id for one in too_long(found)],
        "changes": edits,
        "lines": [
            {
                "id": one.line_id, "number": one.number, "mode": one.mode, "verdict": one.verdict,
                "slot_ms": ms(one.slot), "length_ms": ms(one.length), "over_ms": ms(one.over), "room_ms": ms(one.room),
                "left_ms": ms(one.left), "speed": one.speed, "estimated": one.estimated,
            }
            for one in found
        ],
    }  # fmt: skip


def _begun(text: str) -> str:
    """The first words."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rpartition(" ")[0] + "…"


def _seconds(samples: int, rate: int) -> str:
    return f"{samples / rate:.3f}"
