"""Commands that need no project: speak, design."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from engine import catalogue, protocol
from engine.plan import compile_plan
from studio.audio.encode import open_writer
from studio.audio.resample import resample
from studio.cli import console
from studio.cli.console import Json
from studio.cli.voices import write_auditions
from studio.document import edits
from studio.document.ids import fresh
from studio.document.model import Delivery, Voice
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.render.process import SpeechProcess
from studio.script import line_problems, segments
from studio.session.calibration import auditions
from studio.session.casting import DEFAULT_ENGINE, language_of
from studio.session.session import Session

RATE = 48_000
_AUDITION = "This is how I sound. Give me a line, and I will read it for you."
_SUFFIXES = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".opus": "opus", ".ogg": "opus"}


def speak(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say; control tags are understood.")],
    voice: Annotated[
        str, typer.Option("--voice", metavar="V", help="A voice's name, or a voice file of `design`.")
    ] = "",
    emotion: Annotated[str | None, typer.Option("--emotion", metavar="E", help="happy, sad, angry 0.6, ...")] = None,
    speed: Annotated[float | None, typer.Option("--speed", metavar="S", min=0.5, max=2, help="Factor.")] = None,
    pitch: Annotated[float | None, typer.Option("--pitch", metavar="P", min=-12, max=12, help="Semitones.")] = None,
    volume: Annotated[float | None, typer.Option("--volume", min=-40, max=12, help="Decibels.")] = None,
    whisper: Annotated[bool, typer.Option("--whisper", help="Whisper it.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another take.")] = 0,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="WAV, FLAC, MP3 or Opus.")] = Path(
        "speech.wav"
    ),
    words: Annotated[Path | None, typer.Option("--words", metavar="FILE", help="Write word times as JSON.")] = None,
    as_json: Json = False,
) -> None:
    """Say one text with a directed voice into a file."""
    format_ = _SUFFIXES.get(out.suffix.lower())
    if format_ is None:
        raise LinereadError(f"{out} has no audio suffix that can be written.", f"Use one of {', '.join(_SUFFIXES)}.")
    delivery = _delivery(emotion, speed, pitch, volume, whisper)
    request = protocol.SpeechRequest(
        segments=segments(text, delivery, "en"), voice=find_voice(voice), voices=_tag_voices(text, delivery), seed=seed
    )
    console.problems_out(line_problems(text))
    process = SpeechProcess()
    try:
        began = time.perf_counter()
        process.load(request.voice.engine)
        warm = time.perf_counter()
        samples, result = process.speak(request, lambda chunk, rate: None)
        done = time.perf_counter()
    finally:
        process.close()
    with open_writer(out, RATE, 1, format_, "24" if format_ in ("wav", "flac") else "") as writer:
        writer.write(resample(samples, result.rate, RATE))
    timed = [
        {"word": w.text, "start": w.start * RATE // result.rate, "end": w.end * RATE // result.rate}
        for w in result.words
    ]
    if words is not None:
        words.write_bytes(msgspec.json.encode({"rate": RATE, "words": timed}))
    seconds = len(samples) / result.rate
    if as_json:
        console.json_out(
            {
                "file": str(out), "rate": RATE, "seconds": round(seconds, 3), "words": timed,
                "plan": [msgspec.to_builtins(i) for i in compile_plan(request)],
                "checks": [msgspec.to_builtins(c) for c in result.checks],
                "engine_start_seconds": round(warm - began, 3), "speaking_seconds": round(done - warm, 3),
            }
        )  # fmt: skip
        return
    for check in result.checks:
        console.err.print(f"[magenta]suspect[/] {console.escape(check.message)}")
    for item in compile_plan(request):
        if item.method is protocol.Method.CANNOT or item.note:
            console.err.print(f"[yellow]{item.control} {console.escape(item.value)}[/] {console.escape(item.note)}")
    console.say(f"{out}: {seconds:.2f} s, spoken in {done - warm:.2f} s ({console.times(seconds / (done - warm))}).")


def design(
    description: Annotated[str, typer.Argument(metavar="DESCRIPTION", help="The voice in words, English or Chinese.")],
    name: Annotated[str, typer.Option("--name", metavar="N", help="What to call it.")] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="A .json voice file, or a .wav to hear it."),
    ] = None,
    project: Annotated[Path | None, typer.Option("--project", help="Add the voice to this project.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="Which engine's voice.")] = DEFAULT_ENGINE,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the first audition of a described voice.")] = 0,
    as_json: Json = False,
) -> None:
    """A voice from a description: what was understood, what was not, and the voice itself.

    A voice that is nothing but its description sounds a little different every time: three auditions are written, of
    which `lineread voices freeze` keeps one.
    """
    written: list[Path] = []
    process = SpeechProcess()
    try:
        made = process.design(engine, description, language_of(description))
        called = name or textwrap.shorten(description, 40, placeholder="…")
        described = bool(made.voice.description) and not (made.voice.settings or made.voice.preset)
        if out is not None and described and out.suffix.lower() == ".wav":
            written = write_auditions(process, auditions(made.voice, language_of(description), seed), out)
        elif out is not None and out.suffix.lower() in _SUFFIXES:
            request = protocol.SpeechRequest(
                segments=(protocol.Text(text=_AUDITION, controls=made.delivery),), voice=made.voice
            )
            samples, result = process.speak(request, lambda chunk, rate: None)
            with open_writer(out, RATE, 1, _SUFFIXES[out.suffix.lower()], "24") as writer:
                writer.write(resample(samples, result.rate, RATE))
        elif out is not None:
            out.write_bytes(msgspec.json.format(msgspec.json.encode({"name": called, "voice": made.voice})))
    finally:
        process.close()
    if project is not None:
        _add_voice(project, called, description, made.voice)
    if as_json:
        console.json_out({"name": called, **msgspec.to_builtins(made), "files": [str(x) for x in written]})
        return
    base = f", from {made.voice.preset}" if made.voice.preset else ""
    console.say(f"[bold]{console.escape(called)}[/]  ({made.voice.engine}{base})")
    for row in made.understood:
        console.say(f"  [green]understood[/] {console.escape(row)}")
    for row in made.ignored:
        console.say(f"  [yellow]not understood[/] {console.escape(row)}")
    for key, value in made.voice.settings.items():
        console.say(f"  {key} {value:g}")
    if out is not None:
        console.say(f"Written to {', '.join(map(str, written or [out]))}.")


def find_voice(name: str) -> protocol.VoiceSpec:
    """The voice called so, by any engine's catalogue or in a voice file. Raises LinereadError."""
    if name.endswith(".json"):
        return _voice_file(Path(name))
    wanted_engine, _, wanted = name.rpartition(":")
    for info in catalogue.engines():
        if wanted_engine and info.id != wanted_engine:
            continue
        if not wanted:
            return protocol.VoiceSpec(engine=info.id, preset=info.default_voice)
        for entry in info.voices:
            if wanted.casefold() in (entry.name.casefold(), entry.label.casefold()):
                return protocol.VoiceSpec(engine=info.id, preset=entry.name)
    raise LinereadError(f"There is no voice called “{name}”.", "`lineread voices` lists them.")


def _voice_file(path: Path) -> protocol.VoiceSpec:
    try:
        spec: protocol.VoiceSpec = msgspec.convert(msgspec.json.decode(path.read_bytes())["voice"], protocol.VoiceSpec)
    except OSError as error:
        raise LinereadError(f"{path} cannot be read: {error.strerror}.", "`lineread design` makes one.") from error
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise LinereadError(f"{path} is no voice file.", "`lineread design ... --out voice.json` makes one.") from error
    return spec


def _delivery(
    emotion: str | None, speed: float | None, pitch: float | None, volume: float | None, whisper: bool
) -> Delivery:
    word, _, strength = (emotion or "").strip().partition(" ")
    intensity = None
    if strength:
        try:
            intensity = float(strength)
        except ValueError as error:
            raise LinereadError(
                f"“{strength}” is not an intensity.", "Use a number from 0 to 1: --emotion 'sad 0.6'."
            ) from error
    known = {e for info in catalogue.engines() for e in info.capabilities.emotions}
    if word and word not in known:
        raise LinereadError(f"There is no emotion “{word}”.", f"Choose one of: {', '.join(sorted(known))}.")
    return Delivery(
        emotion=word or None, intensity=intensity, speed=speed, pitch=pitch, volume=volume, whisper=whisper or None
    )


def _tag_voices(text: str, delivery: Delivery) -> dict[str, protocol.VoiceSpec]:
    named: dict[str, protocol.VoiceSpec] = {}
    for segment in segments(text, delivery, "en"):
        if not isinstance(segment, protocol.Pause) and segment.voice:
            named[segment.voice] = find_voice(segment.voice)
    return named


def _add_voice(path: Path, name: str, description: str, spec: protocol.VoiceSpec) -> None:
    with ProjectFolder(path).hold("lineread design"):
        session = Session.open(path)
        voice = Voice(
            id=fresh("V", {v.id for v in session.project.voices}), name=name, engine=spec.engine, preset=spec.preset,
            settings=dict(spec.settings), model=spec.model, description=description,
        )  # fmt: skip
        session.apply(f"Add voice {name}", edits.add_voice(session.project, voice))
        session.save()
