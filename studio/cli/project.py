"""Commands about the project itself: new, import, show, recover."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from engine import catalogue
from plugins.api import Imported
from studio.cli import console
from studio.cli.console import Json, Yes
from studio.document.ids import fresh
from studio.document.merge import Change, Difference, compare, merged
from studio.document.model import Line, Project
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.export.host import importer, importer_for
from studio.export.manifest import PluginInfo
from studio.export.options import checked, parse_assignments
from studio.project import ProjectFolder
from studio.script import line_problems, spoken_text
from studio.session.casting import DEFAULT_ENGINE, cast
from studio.session.differences import details, names_of
from studio.session.imports import recalled, remember
from studio.session.recordings import adopt_recordings, match_recordings
from studio.session.session import Session

ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project's folder.")]
ImporterOptions = Annotated[
    list[str] | None,
    typer.Option("-o", metavar="KEY=VALUE", help="An option of the importer, like columns=text=Dialogue."),
]


def new(
    project: ProjectPath,
    script: Annotated[Path, typer.Option("--script", metavar="FILE", help="The script to begin with.")],
    importer_id: Annotated[
        str | None, typer.Option("--as", metavar="IMPORTER", help="How to read the file; else by its name.")
    ] = None,
    voice_engine: Annotated[
        str, typer.Option("--voice-engine", metavar="ENGINE", help="Engine for characters without a voice.")
    ] = DEFAULT_ENGINE,
    option: ImporterOptions = None,
) -> None:
    """Make a project from a script. Characters without a voice are given one."""
    catalogue.describe(voice_engine)
    imported = read_file(script, importer_id, option)
    document = dataclasses.replace(
        imported.project, id=imported.project.id or fresh("P"), name=imported.project.name or script.stem
    )
    session = Session.create(project, document, voice_engine)
    remember(project, chosen_importer(script, importer_id), script, parse_assignments(option or ()))
    console.problems_out((*imported.problems, *session.problems))
    lines = sum(1 for _ in session.project.lines())
    console.say(
        f"{project}: {count(lines, 'line')}, {count(len(session.project.characters), 'character')}, "
        f"{count(len(session.project.scenes), 'scene')}."
    )
    console.say(f"Next: lineread render {project}")


def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The script, or a folder of recordings by line id.")],
    importer_id: Annotated[
        str | None, typer.Option("--as", metavar="IMPORTER", help="How to read the file; else by its name.")
    ] = None,
    keep_gone: Annotated[bool, typer.Option("--keep-gone", help="Keep lines that the file no longer has.")] = False,
    option: ImporterOptions = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Merge a script into a project by line id: shows what is new, changed and gone, then asks."""
    with ProjectFolder(project).hold("lineread import"):
        session = Session.open(project)
        told = parse_assignments(option or ())
        info = chosen_importer(file, importer_id)
        known = recalled(session.folder.path, info, file, told)
        if said := [f"{name}={value}" for name, value in known.items() if name not in told and value]:
            console.remark(f"As the last time: {', '.join(said)}.")
        imported = info.load_importer().read(file, checked(info, known))
        incoming, whole = imported.incoming(session.project)
        difference = compare(session.project, incoming, whole=whole)
        remarks = imported.remarks(session.project)
        voiced, odd = match_recordings(session, imported.recordings)
        if as_json:
            console.json_out(_difference_json(difference, remarks, voiced))
        else:
            console.problems_out((*remarks, *odd))
            _show_difference(session.project, incoming, difference)
            if voiced:
                console.say(f"{count(len(voiced), 'recording')} for lines of this project.")
        if difference.empty and not voiced:
            return
        if not console.agreed(yes, as_json):
            return
        document = merged(session.project, incoming, difference, remove_gone=not keep_gone)
        document, chosen = cast(document)
        document = adopt_recordings(session, document, voiced)
        session.apply(f"Import {file.name}", document)
        session.save()
        remember(session.folder.path, info, file, known)
    if not as_json:
        console.problems_out(chosen)
        console.say(f"Applied. Next: lineread render {project}")


def show(project: ProjectPath, as_json: Json = False) -> None:
    """Cast, lines, states, positions, durations and problems of a project."""
    session = Session.open(project)
    if as_json:
        console.json_out(show_json(session))
        return
    document = session.project
    timeline = session.timeline()
    states = session.states()
    clips = {clip.line_id: clip for clip in timeline.clips()}
    names = {c.id: c.name for c in document.characters}
    voices = {v.id: v for v in document.voices}
    console.out.print(document.name or project.name, style="bold", markup=False)
    people = console.table("character", "voice", "engine", ">lines")
    for character in document.characters:
        voice = voices.get(character.voice or "")
        spoken = sum(1 for line in document.lines() if line.character == character.id)
        people.add_row(character.name, voice.name if voice else "—", voice.engine if voice else "", str(spoken))
    console.out.print(people)
    for scene in document.scenes:
        console.say("")
        if scene.title:
            console.out.print(scene.title, style="bold", markup=False)
        rows = console.table("id", "character", "state", ">start", ">length", "text")
        for line in scene.lines:
            clip = clips.get(line.id)
            rows.add_row(
                line.id,
                names.get(line.character, line.character),
                console.state_text(states[line.id].state),
                console.clock(clip.start, timeline.rate) if clip else "",
                ("" if states[line.id].take else "~") + console.clock(clip.length, timeline.rate) if clip else "",
                console.escape(line.text.replace("\n", " ")),
            )
        console.out.print(rows)
    console.say("")
    console.say(f"{count(len(states), 'line')}, {console.clock(timeline.length, timeline.rate)}; {totals(session)}")
    for line in document.lines():
        state = states[line.id]
        if state.state in ("suspect", "failed", "unvoiced"):
            console.remark(f"{line.id} {state.state}: {state.reason} {state.hint}".rstrip())
        for problem in line_problems(line.text):
            console.remark(f"{line.id}: {problem}")
    console.problems_out(session.problems)


def recover(
    project: ProjectPath,
    list_only: Annotated[bool, typer.Option("--list", help="Only list the autosaves.")] = False,
) -> None:
    """Bring back the newest good autosave of a damaged project; the damaged file is kept."""
    folder = ProjectFolder(project)
    if list_only:
        for file in folder.autosaves():
            console.say(str(file))
        return
    with folder.hold("lineread recover"):
        console.say(f"{project}: restored from {folder.recover().name}.")


def read_file(file: Path, importer_id: str | None, options: Sequence[str] | None = None) -> Imported:
    """What an importer makes of a file, or of a folder. Raises LinereadError when nothing can read it."""
    info = chosen_importer(file, importer_id)
    return info.load_importer().read(file, checked(info, parse_assignments(options or ())))


def chosen_importer(file: Path, importer_id: str | None) -> PluginInfo:
    """The importer that was named, or the one for the file. Raises LinereadError when there is none, or no file."""
    if not file.exists():
        raise LinereadError(f"There is no file {file}.", "Check the name.")
    return importer(importer_id or "recordings") if importer_id or file.is_dir() else importer_for(file)


def show_json(session: Session) -> dict[str, Any]:
    """Everything a program wants to know of a project; positions in samples at ``rate``."""
    document = session.project
    timeline = session.timeline()
    states = session.states()
    clips = {clip.line_id: clip for clip in timeline.clips()}
    characters = {c.id: c for c in document.characters}
    voices = {v.id: v for v in document.voices}

    def row(line: Line) -> dict[str, Any]:
        clip = clips.get(line.id)
        state = states[line.id]
        character = characters.get(line.character)
        voice = voices.get(line.voice or (character.voice if character else None) or "")
        return {
            "id": line.id,
            "character": character.name if character else line.character,
            "voice": voice.name if voice else None,
            "engine": voice.engine if voice else None,
            "text": line.text,
            "spoken": spoken_text(line.text),
            "state": state.state,
            "reason": state.reason,
            "status": line.status,
            "note": line.note,
            "take": state.take.key if state.take else None,
            "start": clip.start if clip else None,
            "end": clip.end if clip else None,
            "rate": timeline.rate,
            "words": [{"word": w.text, "start": w.start, "end": w.end} for w in clip.words] if clip else [],
            "problems": [str(p) for p in line_problems(line.text)],
        }

    return {
        "id": document.id,
        "name": document.name,
        "rate": timeline.rate,
        "length": timeline.length,
        "states": state_counts(session),
        "cast": [
            {
                "id": c.id,
                "name": c.name,
                "voice": voices[c.voice].name if c.voice in voices else None,
                "engine": voices[c.voice].engine if c.voice in voices else None,
                "preset": voices[c.voice].preset if c.voice in voices else None,
            }
            for c in document.characters
        ],
        "scenes": [{"id": s.scene_id, "title": s.title, "start": s.start, "length": s.length} for s in timeline.scenes],
        "lines": [row(line) for line in document.lines()],
        "problems": [str(p) for p in session.problems],
    }


def state_counts(session: Session) -> dict[str, int]:
    counts: dict[str, int] = {}
    for state in session.states().values():
        counts[state.state] = counts.get(state.state, 0) + 1
    return counts


def totals(session: Session) -> str:
    return ", ".join(f"{n} {state}" for state, n in sorted(state_counts(session).items())) or "no lines"


def count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _show_difference(document: Project, incoming: Project, difference: Difference) -> None:
    names = names_of(document, incoming)

    def said(line: Line) -> str:
        return f"{line.id}  {names.get(line.character, line.character)}: {line.text}"

    for line in difference.new:
        console.out.print(f"+ {said(line)}", style="green", markup=False)
    for change in difference.changed:
        console.out.print(f"~ {change.id}  {', '.join(change.fields)}", style="yellow", markup=False)
        _show_values(change, names)
    for line in difference.gone:
        console.out.print(f"- {said(line)}", style="red", markup=False)
    cast: list[str] = []
    for what, new, changed in (
        ("character", difference.new_characters, difference.changed_characters),
        ("voice", difference.new_voices, difference.changed_voices),
    ):
        for one in new:
            console.out.print(f"+ {what} {one.name}", style="green", markup=False)
        for change in changed:
            console.out.print(
                f"~ {what} {change.before.name}  {', '.join(change.fields)}", style="yellow", markup=False
            )
            _show_values(change, names)
        cast += [f"{count(len(many), what)} {word}" for word, many in (("changed", changed), ("new", new)) if many]
    if difference.empty:
        console.say("Nothing differs.")
        return
    console.say(
        f"{len(difference.changed)} changed, {len(difference.new)} new, {len(difference.gone)} gone, "
        f"{len(difference.moved)} moved{'; ' if cast else ''}{', '.join(cast)}."
    )


def _show_values(change: Change, names: Mapping[str, str]) -> None:
    """What was and what is, of each field that differs."""
    if "text" in change.fields:
        console.out.print(f"    {change.before.text}\n  → {change.after.text}", markup=False)
    for one in details(change, names):
        console.out.print(f"    {one.name}: {one.before or 'nothing'} → {one.after or 'nothing'}", markup=False)


def _difference_json(difference: Difference, remarks: Sequence[Problem], voiced: Mapping[str, Path]) -> dict[str, Any]:
    return {
        "new": [line.text for line in difference.new],
        "changed": [
            {"id": c.id, "fields": list(c.fields), "before": c.before.text, "after": c.after.text}
            for c in difference.changed
        ],
        "gone": [{"id": line.id, "text": line.text} for line in difference.gone],
        "moved": list(difference.moved),
        "characters": {
            "new": [c.name for c in difference.new_characters],
            "changed": [c.before.name for c in difference.changed_characters],
        },
        "recordings": {line_id: str(path) for line_id, path in voiced.items()},
        "problems": [str(p) for p in remarks],
    }
