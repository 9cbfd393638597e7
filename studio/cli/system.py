"""``lineread doctor``: whether this machine has everything, and what to do where it has not."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import typer

from engine import catalogue, models, protocol
from engine.catalogue import EngineInfo
from engine.errors import EngineError
from studio import VERSION
from studio.cli import console
from studio.cli.console import Json
from studio.cli.window_needs import absent_sound, check_window
from studio.errors import LinereadError
from studio.export import host
from studio.playback.device import look
from studio.render.process import SpeechProcess, WorkerDied

_PACKAGES = ("hibari-tts", "onnxruntime", "onnx", "numpy", "soundfile", "soxr", "msgspec", "pydub")
_TEXT = "The quick brown fox jumps over the lazy dog."


def doctor(as_json: Json = False) -> None:
    """Check this machine: packages, engines, plug-ins, disk, window, sound, optional tools; says what is missing."""
    findings = [
        _finding("python", _python),
        _finding("packages", _packages),
        *(_finding(f"engine {info.id}", partial(_engine, info)) for info in catalogue.engines()),
        *_models(),
        _finding("plug-ins", _plugins),
        _finding("temporary folder", _disk),
        _finding("window", _window),
        _finding("sound", _sound),
        _finding("ffmpeg (optional)", _ffmpeg),
    ]
    if as_json:
        console.json_out({"version": VERSION, "findings": findings})
    else:
        console.say(f"Lineread {VERSION} on {platform.platform()}")
        for finding in findings:
            mark = {"ok": "[green]ok[/]", "note": "[yellow]note[/]"}.get(finding["state"], "[red]problem[/]")
            console.out.print(f"  {mark}  [bold]{finding['what']}[/]  {console.escape(finding['message'])}")
            if finding["hint"]:
                console.out.print(f"        {finding['hint']}", markup=False)
    if any(f["state"] == "problem" for f in findings):
        raise typer.Exit(1)


def _finding(what: str, check: Callable[[], tuple[str, str, str]]) -> dict[str, Any]:
    try:
        state, message, hint = check()
    except (LinereadError, EngineError) as error:
        state, message, hint = "problem", error.message, error.hint
    except WorkerDied as error:
        state, message = "problem", "The voice engine's process ended: " + error.tail
        hint = "Install Lineread again; the message above says what was missing."
    return {"what": what, "state": state, "message": message, "hint": hint}


def _python() -> tuple[str, str, str]:
    ok = sys.version_info >= (3, 11)
    return ("ok" if ok else "problem", platform.python_version(), "" if ok else "Lineread needs Python 3.11 or newer.")


def _packages() -> tuple[str, str, str]:
    found = []
    missing = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return "problem", "missing: " + ", ".join(missing), "pip install " + " ".join(missing)
    return "ok", ", ".join(found), ""


def _engine(info: EngineInfo) -> tuple[str, str, str]:
    if info.missing:
        return "note", info.missing, info.remedy
    if not info.default_voice:
        return "ok", "no voice of its own to try; it speaks with voices that are made here", info.remedy
    process = SpeechProcess()
    try:
        began = time.perf_counter()
        process.load(info.id)
        ready = time.perf_counter()
        voice = protocol.VoiceSpec(engine=info.id)
        request = protocol.SpeechRequest(segments=(protocol.Text(text=_TEXT),), voice=voice)
        samples, result = process.speak(request, lambda chunk, rate: None)
        done = time.perf_counter()
    finally:
        process.close()
    speed = len(samples) / result.rate / (done - ready)
    return "ok", f"ready in {ready - began:.2f} s, speaks at {console.times(speed)}", ""


def _models() -> list[dict[str, Any]]:
    """One finding for each local checkpoint, one for a list of models that cannot be read."""
    try:
        known = models.checkpoints()
    except EngineError as error:
        return [{"what": "models", "state": "problem", "message": error.message, "hint": error.hint}]
    return [_finding(f"model {checkpoint.name}", partial(_checkpoint, checkpoint)) for checkpoint in known]


def _checkpoint(checkpoint: models.Checkpoint) -> tuple[str, str, str]:
    found = models.inspect(checkpoint.folder, checkpoint)
    if found.digest != checkpoint.digest:
        again = f"`lineread models add {checkpoint.path}` takes it as it is now."
        return "note", "other weights than when it was added", again
    return "ok", checkpoint.path, ""


def _plugins() -> tuple[str, str, str]:
    found = [info.tried() for info in host.plugins()]
    broken = [p for p in found if p.error]
    good = ", ".join(p.id for p in found if not p.error)
    if broken:
        return "note", good, "; ".join(f"{p.id} is broken: {p.error}" for p in broken)
    return "ok", good, ""


def _disk() -> tuple[str, str, str]:
    folder = Path(tempfile.gettempdir())
    free = shutil.disk_usage(folder).free / 1e9
    if not os.access(folder, os.W_OK):
        return "problem", f"{folder} may not be written", "Set TMPDIR to a folder of yours."
    return ("ok" if free > 1 else "note"), f"{free:.0f} GB free", "" if free > 1 else "An hour of stems takes 4 GB."


def _window() -> tuple[str, str, str]:
    try:
        check_window()
    except LinereadError as error:  # the command line works all the same
        return "note", error.message, error.hint
    return "ok", "can be opened", ""


def _sound() -> tuple[str, str, str]:
    names, why = look()
    if names:
        return "ok", ", ".join(names), ""
    absent = absent_sound()
    install = f" On Debian and Ubuntu: apt install {next(iter(absent.values()))}" if absent else ""
    return "note", f"no device: {why}", f"The window plays in silence until there is one.{install}"


def _ffmpeg() -> tuple[str, str, str]:
    found = shutil.which("ffmpeg")
    if found:
        return "ok", found, ""
    return "note", "not installed", "Only some exports use it; WAV, FLAC, MP3 and Opus are written without it."
