"""The suite that every exporter passes, the built-in ones and yours.

    from plugins.conformance import run
    def test_it_conforms(tmp_path):
        run(MyExporter, tmp_path)

It exports programmes with everything that has broken exporters before: odd sample positions, names no file
system likes, overlapping lines, words without length, takes at 44.1 kHz, stereo takes, lines without a take, lines with
several, and with ``huge`` a programme of thirteen hours, whose stems have over four gigabytes and whose samples over
31 bits (they are holes, so it takes seconds and no disk). It stops half-way, and it lets the disk be full.
A broken promise raises ConformanceError, which says which one.
"""

from __future__ import annotations

import contextlib
import copy
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from sys import modules
from typing import Any

import numpy as np

from plugins.api import (
    Clip,
    ExportCancelled,
    Exporter,
    ExportPlan,
    KeptTake,
    LinereadError,
    Project,
    SceneSpan,
    TimedPhone,
    TimedWord,
    Timeline,
    TimelineMarker,
    Track,
    open_writer,
)
from plugins.options import all_options
from studio.document.model import Character, Line, Scene

# (start, length) in samples at 48 kHz: nothing that rounds well to frames, milliseconds or beats
POSITIONS = ((12_345, 48_017), (90_001, 65_537), (200_003, 30_011))
NAMES = (
    "ALICE", "CON", "a/b\\c:d*e?", "Ж愛 \U0001f600", 'quo"te <i>&amp;', "alice", "e\u0301cole .", "x" * 300, "愛" * 200,
    "lpt9.txt", "COM¹", " ", "..", "\u202eECILA", "%41LICE", "-o", "~", "A|B`C'D$(E)",
)  # fmt: skip
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in "123456789¹²³"
}
TEXTS = (
    "Hello, world.",
    "A --> B & <b>C</b> {\\an8} \\N 100 %.",
    "Two rows\nof one line, and it goes on for much longer than anybody would want to read in one subtitle, twice.",
    "你好，世界。今天天气很好，我们一起去公园散步吧。",
    "שלום עולם, مرحبا بالعالم.",
    "…",
)


class ConformanceError(AssertionError):
    """A promise of the exporter's contract that was not kept."""


def run(
    exporter: Callable[[], Exporter], tmp_path: Path, options: Mapping[str, Any] | None = None, *, huge: bool = False
) -> list[tuple[str, list[Path]]]:
    """Check every promise; gives the name of each programme and the files written for it, to look at further.

    ``options`` is complete, as the host would give it; None takes the defaults of the ``plugin.toml``
    in the exporter's package.
    """
    chosen = dict(default_options(exporter) if options is None else options)
    written = []
    for name, make in (PROGRAMMES | {"huge": _huge} if huge else PROGRAMMES).items():
        home = tmp_path / name
        home.mkdir(parents=True)
        timeline, project = make(home)
        # of the thirteen hours nobody needs to know how loud they are: that would be a second pass over them
        told = {**chosen, "loudness": None} if name == "huge" and "loudness" in chosen else chosen
        written.append((name, _check(exporter(), timeline, project, told, home / "out", name)))
    for name, check in (("cancelled", _check_cancelling), ("full disk", _check_full_disk)):
        home = tmp_path / name
        home.mkdir()
        timeline, project = PROGRAMMES["odd"](home)
        check(exporter(), timeline, project, chosen, home)
    return written


def default_options(exporter: Callable[[], Exporter]) -> dict[str, Any]:
    """What the manifest beside the exporter's package says."""
    module = getattr(exporter, "__module__", "")
    name = f"{module}:{getattr(exporter, '__qualname__', '')}"
    package = module
    while package:
        for folder in getattr(modules.get(package), "__path__", ()):
            manifest = Path(folder) / "plugin.toml"
            if manifest.is_file():
                document = tomllib.loads(manifest.read_text(encoding="utf-8"))
                for table in document["plugin"]:
                    if table["python_name"] == name:
                        return {key: option.get("default") for key, option in all_options(document, table).items()}
        package = package.rpartition(".")[0]
    return {}


def _check(
    exporter: Exporter, timeline: Timeline, project: Project, options: dict[str, Any], dest: Path, name: str
) -> list[Path]:
    before = copy.deepcopy(options)
    plan = exporter.plan(timeline, project, options)
    _promise(options == before, name, "plan changes nothing", "the options are different now")
    again = exporter.plan(timeline, project, options)
    _promise(
        (again.files, again.losses) == (plan.files, plan.losses),
        name,
        "plan is pure",
        "asked twice, it said two things",
    )
    _promise(bool(plan.files), name, "plan lists files", "there is none")
    _promise(not dest.exists(), name, "plan writes nothing", f"{dest} came into being")
    _check_names(plan, name)
    dest.mkdir()
    fractions: list[float] = []
    report = exporter.write(plan, project, dest, lambda fraction, what: fractions.append(fraction), lambda: False)
    planned = {file.path for file in plan.files}
    found = {path.relative_to(dest).as_posix() for path in dest.rglob("*") if path.is_file()}
    _promise(found == planned, name, "plan lists exactly the files that are written", f"{sorted(found ^ planned)}")
    reported = {file.path: file.bytes for file in report.files}
    _promise(set(reported) == planned, name, "the report lists every file", f"{sorted(set(reported) ^ planned)}")
    for path, size in reported.items():
        real = (dest / path).stat().st_size
        _promise(real == size, name, "the report has the right sizes", f"{path}: {size} reported, {real} written")
    _promise(all(0 <= f <= 1 for f in fractions), name, "progress is between 0 and 1", f"{fractions}")
    _promise(fractions == sorted(fractions), name, "progress never goes back", f"{fractions}")
    return sorted(dest / path for path in planned)


def _check_names(plan: ExportPlan, name: str) -> None:
    seen: dict[str, str] = {}
    for file in plan.files:
        parts = PurePosixPath(file.path).parts
        for part in parts:
            good = (
                part not in (".", "..")
                and not set(part) & set('<>:"\\|?*')
                and all(ord(c) >= 32 for c in part)
                and part == part.rstrip(" .")
                and len(part.encode()) <= 255
                and part.split(".")[0].strip().lower() not in _DEVICES
                and not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in part)
                and part == unicodedata.normalize("NFC", part)
            )
            _promise(good, name, "file names fit every system", repr(file.path))
        _promise(not file.path.startswith("/"), name, "paths are relative", repr(file.path))
        other = seen.setdefault(file.path.casefold(), file.path)
        _promise(other is file.path, name, "no two files meet, whatever their case", f"{other!r} and {file.path!r}")


def _check_cancelling(
    exporter: Exporter, timeline: Timeline, project: Project, options: dict[str, Any], home: Path
) -> None:
    """Half-way through its own questions, an exporter is told to stop; at the latest at its only one."""
    plan = exporter.plan(timeline, project, options)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    (home / "counted").mkdir()
    exporter.write(plan, project, home / "counted", lambda fraction, what: None, count)
    _promise(asked > 0, "cancelled", "an exporter asks whether to stop", "it never did")
    stop_at, asked = (asked + 1) // 2, 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked >= stop_at

    dest = home / "stopped"
    dest.mkdir()
    try:
        exporter.write(plan, project, dest, lambda fraction, what: None, stop)
    except ExportCancelled:
        left = [p.name for p in dest.rglob("*") if p.is_file() and (p.name.startswith(".") or p.suffix == ".part")]
        _promise(not left, "cancelled", "a stopped export leaves no temporary files", f"{left}")
        return
    raise ConformanceError("cancelled: an exporter that is told to stop raises ExportCancelled. It went on.")


def _check_full_disk(
    exporter: Exporter, timeline: Timeline, project: Project, options: dict[str, Any], home: Path
) -> None:
    """With room for half of its largest file it fails, with the system's error or one for people, and says no success.

    No file may grow beyond that: a limit of the process, where the system has it (not on Windows).
    """
    plan = exporter.plan(timeline, project, options)
    (home / "whole").mkdir()
    report = exporter.write(plan, project, home / "whole", lambda fraction, what: None, lambda: False)
    largest = max(report.files, key=lambda file: file.bytes)
    (home / "full").mkdir()
    try:
        with _no_larger(largest.bytes // 2) as limited:
            if limited:
                exporter.write(plan, project, home / "full", lambda fraction, what: None, lambda: False)
                raise ConformanceError(f"full disk: {largest.path} cannot be written. It reported success.")
    except (LinereadError, OSError):
        return
    except ConformanceError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise ConformanceError(f"full disk: an exporter raises OSError or LinereadError. Instead: {what}") from error


@contextlib.contextmanager
def _no_larger(limit: int) -> Iterator[bool]:
    """Whether no file of this process may be larger than ``limit`` bytes for now."""
    try:
        import resource  # not on Windows
    except ImportError:
        yield False
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield True
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _promise(kept: bool, name: str, promise: str, instead: str) -> None:
    if not kept:
        raise ConformanceError(f"{name}: {promise}. Instead: {instead}")


def _take(folder: Path, name: str, rate: int, length: int, channels: int = 1, level: float = 0.25) -> Path:
    """A deterministic take: a chirp, on the second channel of a stereo file at half the level."""
    time = np.arange(length) / rate
    sound = (level * np.sin(2 * np.pi * (220 + 60 * time) * time)).astype(np.float32)
    path = folder / f"{name}.wav"
    with open_writer(path, rate, channels, "wav", "24", frames=length) as writer:
        writer.write(np.stack((sound, sound / 2), axis=1) if channels == 2 else sound)
    return path


def _clip(number: int, text: str, start: int, length: int, path: Path | None = None, rate: int = 48_000) -> Clip:
    words = []
    pieces = text.split()
    at = 0
    for index, word in enumerate(pieces):
        offset = text.index(word, at)
        at = offset + len(word)
        first = start + length * index // len(pieces)
        words.append(TimedWord(word, first, start + length * (index + 1) // len(pieces), offset))
    return Clip(
        line_id=f"L-{number:04d}", number=number, scene_id="S-1", text=text, marked_text=text, start=start,
        length=length, state="current" if path else "empty", path=path, take=f"take{number}" if path else None,
        source_rate=rate if path else 0, source_length=(length * rate + 24_000) // 48_000 if path else 0,
        words=tuple(words), phones=tuple(TimedPhone("a", w.start, w.end) for w in words), voice="test",
    )  # fmt: skip


def _programme(name: str, clips: Mapping[str, list[Clip]]) -> tuple[Timeline, Project]:
    length = max([0, *(c.end for own in clips.values() for c in own)])
    tracks = tuple(
        Track(character_id=f"C-{i}", name=who, color=f"#{(i * 40503) % 0xFFFFFF:06x}", clips=tuple(own))
        for i, (who, own) in enumerate(clips.items(), 1)
    )
    timeline = Timeline(
        project_id="P-1", name=name, rate=48_000, length=length, language="en", tracks=tracks,
        scenes=(SceneSpan(scene_id="S-1", title="The first: / scene?", start=0, length=length),),
        markers=(TimelineMarker(name="a marker", start=min(length, 4711)),),
    )  # fmt: skip
    lines = sorted(((c, t) for t in tracks for c in t.clips), key=lambda entry: entry[0].number)
    project = Project(
        id="P-1",
        name=name,
        characters=tuple(Character(id=t.character_id, name=t.name, color=t.color) for t in tracks),
        scenes=(
            Scene(
                id="S-1",
                title="The first: / scene?",
                lines=tuple(Line(id=c.line_id, character=t.character_id, text=c.marked_text) for c, t in lines),
            ),
        ),
    )
    return timeline, project


def _odd(home: Path) -> tuple[Timeline, Project]:
    clips = [
        _clip(i + 1, TEXTS[0], start, length, _take(home, f"t{i}", 48_000, length))
        for i, (start, length) in enumerate(POSITIONS)
    ]
    return _programme("odd positions", {"ALICE": [clips[0], clips[2]], "BOB": [clips[1]]})


def _names(home: Path) -> tuple[Timeline, Project]:
    take = _take(home, "one", 48_000, 4801)
    clips = {who: [_clip(i + 1, TEXTS[i % len(TEXTS)], i * 5003, 4801, take)] for i, who in enumerate(NAMES)}
    return _programme('na/me: "<of>" the * pro|ject?', clips)


def _overlaps(home: Path) -> tuple[Timeline, Project]:
    take = _take(home, "one", 48_000, 48_017, level=0.9)
    starts = (0, 12_345, 12_346, 30_011)
    clips = [_clip(i + 1, TEXTS[i % 2], start, 48_017, take) for i, start in enumerate(starts)]
    return _programme("overlaps", {"ALICE": [clips[0], clips[2]], "BOB": [clips[1], clips[3]]})


def _words(home: Path) -> tuple[Timeline, Project]:
    """Words without length, all at one place, and a line of 30,011 samples in one of 1."""
    take = _take(home, "one", 48_000, 30_011)
    clip = _clip(1, TEXTS[2], 12_345, 30_011, take)
    still = replace(clip, words=tuple(TimedWord(w.text, 20_000, 20_000, w.offset) for w in clip.words))
    short = _clip(2, TEXTS[4], 90_001, 1, _take(home, "short", 48_000, 1))
    return _programme("words", {"ALICE": [still], "BOB": [short]})


def _rates(home: Path) -> tuple[Timeline, Project]:
    clips = []
    for number, (rate, channels) in enumerate(((44_100, 1), (48_000, 2), (24_000, 1), (22_050, 2)), 1):
        path = _take(home, f"t{rate}", rate, (48_017 * rate + 24_000) // 48_000, channels)
        clips.append(_clip(number, TEXTS[number], number * 60_001, 48_017, path, rate))
    return _programme("rates", {"ALICE": clips[:2], "BOB": clips[2:]})


def _silent(home: Path) -> tuple[Timeline, Project]:
    """Lines without a take, one that says nothing, a character without lines."""
    clips = [_clip(1, TEXTS[0], 12_345, 48_017), _clip(2, "", 90_001, 0)]
    return _programme("silent", {"ALICE": clips, "BOB": []})


def _takes(home: Path) -> tuple[Timeline, Project]:
    """Lines with other takes: longer or shorter than the one that plays, louder, at another rate, oddly described."""
    clips = []
    for number, (start, length) in enumerate(POSITIONS, 1):
        playing = _take(home, f"t{number}", 48_000, length)
        clip = _clip(number, TEXTS[number % 2], start, length, playing)
        kept = [KeptTake(key=f"take{number}", number=2, path=playing, rate=48_000, length=length)]
        for place, rate, own in ((1, 48_000, length + 9_999), (3, 44_100, length // 3), (4, 48_000, 1))[:number]:
            path = _take(home, f"t{number}-{place}", rate, own, level=0.9)
            key, about = f"take{number}-{place}", "direction “say it:\n'so' `or`”" if place == 3 else ""
            kept.append(
                KeptTake(key=key, number=place, path=path, rate=rate, length=own, about=about, suits=place != 3)
            )
        clips.append(
            replace(clip, takes=tuple(sorted(kept, key=lambda take: take.number)), gain=(0.0, -6.0, 3.0)[number - 1])
        )
    return _programme("takes", {"ALICE": [clips[0], clips[2]], "BOB": [clips[1]]})


def _huge(home: Path) -> tuple[Timeline, Project]:
    """Twelve and a half hours: over four gigabytes at 24 bit, and a line whose samples have 32 bits."""
    take = _take(home, "one", 48_000, 48_017)
    clips = [_clip(i + 1, TEXTS[i], start, 48_017, take) for i, start in enumerate((12_345, 2**31 + 12_345))]
    return _programme("huge", {"ALICE": [clips[0]], "BOB": [clips[1]]})


PROGRAMMES: dict[str, Callable[[Path], tuple[Timeline, Project]]] = {
    "odd": _odd, "names": _names, "overlaps": _overlaps, "words": _words, "rates": _rates, "silent": _silent,
    "takes": _takes,
}  # fmt: skip
