"""Voices: which ones there are, and the ones that are made here, from recordings or from designs that are frozen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from engine import catalogue
from engine.assets import MOOD
from engine.protocol import SpeechRequest, VoiceSpec
from studio.audio.reference import check_transcript, cleaned, examine, write_reference
from studio.cli import console
from studio.cli.console import Json, Yes
from studio.cli.project import ProjectPath, count
from studio.cli.voice_facts import finding_json, findings_out, made_out, owned_json, taken_json, taken_out
from studio.document import edits
from studio.document.model import Project, Voice
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.render.process import SpeechProcess
from studio.session import voice_files
from studio.session import voices as making
from studio.session.calibration import AUDITIONS, auditions
from studio.session.casting import language_of
from studio.session.session import Session
from studio.session.voices import Agreement, Words

VoiceName = Annotated[str, typer.Argument(metavar="VOICE", help="A voice of the project, by name or id.")]
Start = Annotated[float | None, typer.Option("--from", metavar="SECONDS", help="Where the stretch begins.")]
End = Annotated[float | None, typer.Option("--to", metavar="SECONDS", help="Where it ends; 3 to 30 seconds in all.")]
Transcript = Annotated[str, typer.Option("--transcript", metavar="WORDS", help="Exactly what is said in it.")]
Give = Annotated[
    list[str] | None, typer.Option("--give", metavar="CHARACTER", help="Who speaks with it; may be repeated.")
]
Engine = Annotated[str, typer.Option("--engine", metavar="ENGINE", help="Which engine speaks with it.")]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="Which of its models; see `lineread models`.")]
ConsentDate = Annotated[str, typer.Option("--consent-date", metavar="DATE", help="When, as 2026-03-31; today.")]

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
                    "missing": info.missing, "remedy": info.remedy,
                }
                for info in catalogue.engines()
            ]
        )  # fmt: skip
        return
    for info in catalogue.engines():
        speaks = ", ".join(info.capabilities.languages).replace("*", "any language")
        console.out.print(f"[bold]{info.id}[/]  {info.label}, version {info.version}; {speaks}")
        if info.missing:
            console.out.print(f"  [yellow]{console.escape(info.missing)}[/] {console.escape(info.remedy)}\n")
            continue
        if info.voices:
            rows = console.table("  voice", "name", "description")
            for v in info.voices:
                rows.add_row(f"  {v.name}", v.label, v.description)
            console.out.print(rows)
        else:
            console.out.print(f"  no voices of its own. {console.escape(info.remedy)}")
        console.say(f"  emotions: {', '.join(info.capabilities.emotions)}")
        console.say(f"  sounds: {', '.join(info.capabilities.sounds) or 'none'}\n")


@app.command("list")
def list_(
    project: Annotated[Path | None, typer.Argument(metavar="PROJECT", help="Without it: the catalogue.")] = None,
    as_json: Json = False,
) -> None:
    """The voices of a project: where each comes from, its moods, who agreed to it, and why one does not speak."""
    if project is None:
        list_catalogue(as_json)
        return
    session = Session.open(project)
    found = making.owned(session.project, session.folder.path)
    if as_json:
        console.json_out([owned_json(session.project, one) for one in found])
        return
    rows = console.table("voice", "kind", "engine", "moods", "consent", "speaks for")
    for one in found:
        asset, voice = one.asset, one.voice
        agreed = asset.consent if asset else None
        rows.add_row(
            console.escape(voice.name),
            one.kind,
            f"{voice.engine} {voice.model}".strip(),
            ", ".join(asset.moods) if asset else "",
            console.escape(f"{agreed.who}, {agreed.when}: {agreed.purpose}") if agreed else "",
            console.escape(", ".join(c.name for c in session.project.characters if c.voice == voice.id)),
        )
    console.out.print(rows)
    for one in found:
        if one.problem:
            console.remark(f"{one.voice.name} does not speak: {one.problem} {one.hint}".rstrip(), "yellow")


@app.command()
def check(
    recording: Annotated[Path, typer.Argument(metavar="FILE", help="A recording of one person speaking.")],
    start: Start = None,
    end: End = None,
    transcript: Transcript = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.wav", help="Write what a voice would be made from.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Whether a voice can be cloned from a recording: length, noise, clipping, bandwidth, level; nothing is made."""
    taken = examine(recording, start, end)
    unlikely = check_transcript(transcript, taken.seconds) if taken.good else None
    findings = (*taken.findings, *((unlikely,) if unlikely else ()))
    good = taken.good and unlikely is None
    if out is not None and good:
        write_reference(out.with_suffix(".wav"), taken.samples)
    if as_json:
        console.json_out({**taken_json(taken), "good": good, "findings": [finding_json(f) for f in findings]})
    else:
        taken_out(taken)
        findings_out(findings)
        console.say("A voice can be made from it." if good else "No voice can be made from it as it is.")
    if not good:
        raise typer.Exit(1)


@app.command()
def add(
    project: ProjectPath,
    clone: Annotated[Path, typer.Option("--clone", metavar="FILE", help="A recording of 3 to 30 seconds.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the voice is called.")],
    transcript: Transcript = "",
    consent: Annotated[
        str, typer.Option("--consent", metavar="WHO; WHAT FOR", help="Who agreed to being cloned, and for what.")
    ] = "",
    consent_date: ConsentDate = "",
    mood: Annotated[str, typer.Option("--mood", metavar="EMOTION", help="The emotion it is spoken in.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Of the transcript.")] = "",
    start: Start = None,
    end: End = None,
    engine: Engine = "",
    model: Model = "",
    give: Give = None,
    as_json: Json = False,
) -> None:
    """Clone a voice from a recording, with the consent of the person; with --mood also one more mood of a voice."""
    with _changing(project) as session:
        folder, receivers = session.folder.path, _receivers(session.project, give)
        taken = examine(clone, start, end)
        words = Words(
            transcript=transcript,
            language=language or session.project.language,
            mood=mood or MOOD,
        )
        known = _named(session.project, name) if mood else None
        if known is not None:
            making.add_mood(folder, known, taken, words)
            voice, document = known, session.project
        else:
            document, voice = making.clone(
                session.project, folder, taken, words, Agreement.parse(consent, consent_date),
                name=name, engine=engine or _cloning_engine(), model=model,
            )  # fmt: skip
        document = _given(document, voice, receivers)
        session.apply(f"Clone voice {name}", document)
        made = making.owned(document, folder)[[v.id for v in document.voices].index(voice.id)]
    if as_json:
        extra = {"findings": [finding_json(f) for f in taken.findings], "taken": taken_json(taken)}
        console.json_out({**owned_json(document, made), **extra})
        return
    taken_out(taken)
    findings_out(taken.findings)
    made_out(made)
    asset = made.asset
    if known is not None and asset is not None and asset.origin is None and asset.consent is not None:
        console.remark(
            f"{asset.consent.who} agreed to another recording, on {asset.consent.when}. VOICES.txt names this one as "
            "not covered by that: ask again, and clone the voice anew if the answer is no."
        )


@app.command()
def consent(
    project: ProjectPath,
    voice: VoiceName,
    text: Annotated[str, typer.Argument(metavar="'WHO; WHAT FOR'", help="Who agreed, and for what.")] = "",
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="When, as 2026-03-31; today if left out.")] = "",
    withdrawn: Annotated[bool, typer.Option("--withdraw", help="The consent was taken back.")] = False,
) -> None:
    """Record who agreed to a voice being cloned, for the recordings in use; without it the voice does not speak."""
    session = Session.open(project)
    with session.folder.hold("lineread voices"):
        chosen = making.find_voice(session.project, voice)
        if withdrawn:
            making.withdraw(session.folder.path, chosen)
            console.say(f"The consent is withdrawn: {console.escape(chosen.name)} does not speak any more.")
            return
        asset = making.consent(session.folder.path, chosen, Agreement.parse(text, date))
    assert asset.consent is not None
    console.say(
        console.escape(
            f"{chosen.name}: {asset.consent.who} agreed on {asset.consent.when} ({asset.consent.purpose}), "
            f"to the recording {asset.consent.sha256[:12]}…"
        )
    )


@app.command()
def freeze(
    project: ProjectPath,
    voice: Annotated[str, typer.Argument(metavar="[VOICE]", help="A designed voice of the project.")] = "",
    description: Annotated[str, typer.Option("--description", metavar="WORDS", help="Design a new one.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the new voice is called.")] = "",
    engine: Engine = "",
    model: Model = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the first of the three auditions.")] = 0,
    audition: Annotated[
        int, typer.Option("--audition", metavar="1|2|3", min=1, max=AUDITIONS, help="Which of the three is kept.")
    ] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.wav", help="Only write the three to hear them.")
    ] = None,
    give: Give = None,
    as_json: Json = False,
) -> None:
    """Make a designed voice stay the same: what it says once becomes the recording it is cloned from."""
    if bool(voice) == bool(description):
        raise LinereadError(
            "Name a designed voice of the project, or describe a new one.",
            '`lineread voices freeze PROJECT VOICE`, or --description "an old sailor" --name TOM.',
        )
    with _changing(project) as session:
        receivers = _receivers(session.project, give)
        designed = making.find_voice(session.project, voice) if voice else None
        if designed is not None and designed.asset:
            raise LinereadError(f"{designed.name} is made of recordings already.", "There is nothing to freeze.")
        process = SpeechProcess()
        try:
            if designed is not None:
                spec = session.voice(designed)
            else:
                spec = _designed(process, engine or _cloning_engine(), description, model)
            making.check_engine(spec.engine)
            requests = auditions(spec, session.project.language, seed)
            if out is not None:
                files = write_auditions(process, requests, out)
                console.say(f"Written: {', '.join(map(str, files))}. Keep one: --audition 1, 2 or 3.")
                return
            request = requests[audition - 1]
            samples, result = process.speak(request, lambda chunk, rate: None)
        finally:
            process.close()
        for doubt in result.checks:
            console.remark(f"Listen to it before you trust it: {doubt.message}", "yellow")
        document, made = making.freeze(
            session.project, session.folder.path, request, samples, result.rate,
            name=designed.name if designed is not None else name, description=description,
            voice_id=designed.id if designed is not None else "",
        )  # fmt: skip
        document = _given(document, made, receivers)
        session.apply(f"Freeze voice {made.name}", document)
        shown = making.owned(document, session.folder.path)[[v.id for v in document.voices].index(made.id)]
    if as_json:
        console.json_out(owned_json(document, shown))
    else:
        made_out(shown)


@app.command()
def remove(
    project: ProjectPath,
    voice: VoiceName,
    mood: Annotated[str, typer.Option("--mood", metavar="EMOTION", help="Only the recording in this mood.")] = "",
    erase: Annotated[bool, typer.Option("--erase", help="Delete its recordings from the disk as well.")] = False,
    yes: Yes = False,
) -> None:
    """Take a voice out of the project; whoever had it has none. Its recordings stay unless --erase is given."""
    with _changing(project) as session:
        folder = session.folder.path
        chosen = making.find_voice(session.project, voice)
        if mood:
            asset = making.remove_mood(folder, chosen, mood)
            console.say(console.escape(f"{chosen.name} has {', '.join(asset.moods)} now."))
            return
        if erase and chosen.asset and not yes:
            typer.confirm(f"Delete the recordings in {folder / chosen.asset} for ever?", abort=True)
        session.apply(f"Remove voice {chosen.name}", making.remove(session.project, folder, chosen, erase=erase))
    kept = f" Its recordings are in {folder / chosen.asset}." if chosen.asset and not erase else ""
    console.say(console.escape(f"{chosen.name} is no voice of this project any more.{kept}"))


@app.command("export")
def export_(
    project: ProjectPath,
    voice: VoiceName,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")],
) -> None:
    """Write a cloned or frozen voice as one file, its consent with it, for another project."""
    session = Session.open(project)
    chosen = making.find_voice(session.project, voice)
    asset = voice_files.pack(session.folder.path, chosen, out)
    console.say(console.escape(f"{out}: {chosen.name}, {count(len(asset.references), 'recording')}."))


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of `voices export`, or a voice's folder.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Another name for it.")] = "",
    engine: Engine = "",
    model: Model = "",
    give: Give = None,
) -> None:
    """Bring a voice in that `voices export` wrote."""
    with _changing(project) as session:
        receivers = _receivers(session.project, give)
        document, voice = voice_files.unpack(
            session.project, session.folder.path, file, name=name, engine=engine or _cloning_engine(), model=model
        )
        document = _given(document, voice, receivers)
        session.apply(f"Bring in voice {voice.name}", document)
        made = making.owned(document, session.folder.path)[[v.id for v in document.voices].index(voice.id)]
    made_out(made)


def write_auditions(process: SpeechProcess, requests: tuple[SpeechRequest, ...], out: Path) -> list[Path]:
    """Speak each request into a file: ``tom.wav`` becomes ``tom-1.wav``, ``tom-2.wav``, ..."""
    files = []
    for number, request in enumerate(requests, 1):
        samples, result = process.speak(request, lambda chunk, rate: None)
        files.append(out.with_name(f"{out.stem}-{number}.wav"))
        write_reference(files[-1], cleaned(samples, result.rate))
    return files


@contextlib.contextmanager
def _changing(path: Path) -> Iterator[Session]:
    """The project, held and saved when the block ends well."""
    with ProjectFolder(path).hold("lineread voices"):
        session = Session.open(path)
        yield session
        session.save()


def _designed(process: SpeechProcess, engine: str, description: str, model: str) -> VoiceSpec:
    made = process.design(engine, description, language_of(description))
    for row in made.ignored:
        console.remark(f"Not understood: {row}", "yellow")
    return msgspec.structs.replace(made.voice, model=model or made.voice.model)


def _cloning_engine() -> str:
    engines = making.cloning_engines()
    if not engines:
        raise LinereadError("No engine here speaks from recordings.", "`lineread doctor` says what is missing.")
    return engines[0]


def _named(project: Project, name: str) -> Voice | None:
    return next((v for v in project.voices if v.name.casefold() == name.strip().casefold()), None)


def _receivers(project: Project, names: list[str] | None) -> list[str]:
    """Ids of the characters of these names. Raises LinereadError, before anything is made."""
    found = []
    for name in names or ():
        character = next((c for c in project.characters if name.casefold() in (c.id, c.name.casefold())), None)
        if character is None:
            known = ", ".join(c.name for c in project.characters)
            raise LinereadError(f"There is no character {name}.", f"There are: {known}.")
        found.append(character.id)
    return found


def _given(project: Project, voice: Voice, receivers: list[str]) -> Project:
    for character in receivers:
        project = edits.set_voice(project, character, voice.id)
    return project
