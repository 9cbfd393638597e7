"""How fast a big table comes in, a game pack goes out, ten changed lines follow it, and the whole is read back.

Run: python -m benchmarks handoff_speed. An hour of 2,000 lines by eight characters; a table of 50,000 rows.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.tables import Row, show
from plugins.aaf.composition import write_aaf
from plugins.api import Options, Session, plan_lines
from plugins.ardour.session import session_xml
from plugins.dawproject.arrangement import project_xml
from plugins.midi.exporter import _grid, midi_file
from plugins.nle.exporters import EdlExporter, Fcp7Exporter, FcpxmlExporter, OtioExporter
from plugins.nle.frames import make_cut
from plugins.reaper.project import reaper_project
from studio.audio.files import write_audio
from studio.document.merge import compare
from studio.document.model import Character, Line, Project, Scene
from studio.export import host
from studio.export.delta import past_options, plan_delta, read_delivery
from studio.export.manifest import PluginInfo
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.export.verify import verify
from studio.timeline.layout import layout
from studio.timeline.types import Clip, TakeInfo, TimedWord, Timeline

ROWS = 50_000
LINES = 2_000
RATE = 48_000


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        show("Tables", _tables(Path(home)))
        show("Game pack: one hour, eight characters, 2,000 lines", _pack(Path(home)))
        show("Session files of the same, without their audio", _sessions(Path(home)))
        show("Subtitles and MIDI of the same, with the times of ten words in each line", _cues(Path(home)))


def _tables(home: Path) -> list[Row]:
    table = home / "table.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "scene", "character", "line", "direction", "context", "file"])
        for n in range(ROWS):
            words = f"Line {n} says something of the usual length, and then it ends."
            rows.writerow([f"id{n}", f"Scene {n // 100}", f"WHO {n % 14}", words, "quietly", "rain", f"{n}.wav"])
    empty = Project(id="P", name="table")
    made = []
    began = time.perf_counter()
    project = _imported(table, empty)
    made.append(Row("import of a table of 50,000 rows (CSV)", time.perf_counter() - began, "s", 5))
    table.write_text(table.read_text(encoding="utf-8").replace("Line 4711 says", "Line 4711 said"), encoding="utf-8")
    began = time.perf_counter()
    _imported(table, project)
    made.append(Row("the same again with one line edited", time.perf_counter() - began, "s", 5))
    began = time.perf_counter()
    run_exports(plan_exports(["xlsx"], layout(project, {}, {}), project), home / "sheet")
    made.append(Row("export to XLSX", time.perf_counter() - began, "s"))
    began = time.perf_counter()
    _imported(home / "sheet" / "table.xlsx", project)
    made.append(Row("import of the workbook", time.perf_counter() - began, "s", 5))
    return made


def _imported(path: Path, current: Project) -> Project:
    info = host.importer_for(path)
    incoming, whole = info.load_importer().read(path, checked(info, {})).incoming(current)
    compare(current, incoming, whole=whole)
    return incoming


def _programme(home: Path) -> tuple[Timeline, Project]:
    noise = np.random.default_rng(1)
    takes = []
    for index in range(20):
        length = int(RATE * noise.uniform(1.0, 2.5))
        path = home / f"{index}.flac"
        write_audio(path, (0.1 * noise.standard_normal(length)).astype(np.float32), RATE)
        takes.append(TakeInfo(path=path, key=f"take{index}", rate=RATE, length=length))
    cast = tuple(Character(id=f"C-{n}", name=f"WHO {n}") for n in range(8))
    lines = tuple(Line(id=f"L-{n}", character=f"C-{n % 8}", text="This is what it says.") for n in range(LINES))
    project = Project(
        id="P", name="game", rate=RATE, characters=cast, scenes=(Scene(id="S", title="One", lines=lines),)
    )
    infos = {line.id: takes[n % len(takes)] for n, line in enumerate(lines)}
    return layout(project, infos, dict.fromkeys(infos, "current")), project


def _pack(home: Path) -> list[Row]:
    timeline, project = _programme(home)
    made = []
    began = time.perf_counter()
    run_exports(plan_exports(["game"], timeline, project, {"wwise": True, "lipsync": "tsv"}), home / "pack")
    seconds = time.perf_counter() - began
    made.append(Row("the whole pack", seconds, "s"))
    made.append(Row("the whole pack", timeline.length / RATE / seconds, "x real time", 100, at_most=False))
    made.append(Row("a delta of ten lines", _delta("game", timeline, project, home / "pack"), "s", 2))
    began = time.perf_counter()
    assert verify(home / "pack").good
    made.append(Row("verify: hashes, peaks, specification", time.perf_counter() - began, "s"))
    return made


def _sessions(home: Path) -> list[Row]:
    """Each document by itself: planned as for an export, then written, with everything that stands in it."""
    timeline, project = _programme(home)
    made = []
    for identity, write in _DOCUMENTS.items():
        info = host.exporter(identity)
        options = {**checked(info, {}), **({"line_markers": True} if _has(info, "line_markers") else {})}
        began = time.perf_counter()
        plan = info.load_exporter().plan(timeline, project, options)
        size = write(plan.timeline, options, home)
        made.append(Row(f"{info.label}: {size / 1e6:.1f} MB", time.perf_counter() - began, "s", 3))
    run_exports(plan_exports(["reaper"], timeline, project), home / "reaper")
    seconds = _delta("reaper", timeline, project, home / "reaper")
    made.append(Row("a delta of ten lines of a REAPER session, with its sounds", seconds, "s", 2))
    return made


def _cues(home: Path) -> list[Row]:
    """An hour as cues: rows, durations and reading speeds are decided while it is planned."""
    timeline, project = _programme(home)
    timeline = replace(timeline, tracks=tuple(replace(t, clips=tuple(map(_worded, t.clips))) for t in timeline.tracks))
    made = []
    for identity in ("srt", "vtt", "ass", "ttml", "midi"):
        info = host.exporter(identity)
        began = time.perf_counter()
        plan_exports([identity], timeline, project)
        made.append(Row(f"{info.label}: the plan", time.perf_counter() - began, "s", 1))
        began = time.perf_counter()
        run_exports(plan_exports([identity], timeline, project), home / identity)
        made.append(Row(f"{info.label}: planned and written", time.perf_counter() - began, "s", 3))
    return made


def _worded(clip: Clip) -> Clip:
    """With a second sentence, and a time for each word: twenty thousand words in the hour."""
    words = (clip.text + " And then it goes on.").split()
    step = max(1, clip.length // len(words))
    offsets = [0, *accumulate(len(word) + 1 for word in words)]
    timed = tuple(
        TimedWord(word, clip.start + n * step, clip.start + (n + 1) * step, offsets[n]) for n, word in enumerate(words)
    )
    return replace(clip, text=" ".join(words), words=timed)


def _delta(exporter: str, timeline: Timeline, project: Project, before: Path) -> float:
    """Seconds for what ten changed lines leave to be written, beside a delivery that was made before."""
    tracks = tuple(
        replace(track, clips=tuple(replace(c, gain=-1.0) if c.number % 200 == 0 else c for c in track.clips))
        for track in timeline.tracks
    )
    began = time.perf_counter()
    past = read_delivery(before)
    now = plan_exports([exporter], replace(timeline, tracks=tracks), project, past_options(past, [exporter], {}))
    plan, changes = plan_delta(now, past)
    run_exports(plan, before.with_name(f"{before.name}-delta"))
    assert changes.summary == "10 changed", changes.summary
    return time.perf_counter() - began


def _has(info: PluginInfo, name: str) -> bool:
    return any(option.name == name for option in info.options)


def _aaf(timeline: Timeline, options: Options, home: Path) -> int:
    lines = plan_lines(timeline, "aaf/media", options)
    session = Session.of(options["start"], options["date"], lines.timeline.rate)
    write_aaf(home / "x.aaf", lines, session, options["depth"], line_markers=True)
    return (home / "x.aaf").stat().st_size


def _nle(timeline: Timeline, options: Options, exporter: Any) -> int:
    cut = make_cut(timeline, f"{exporter.folder}/audio", options)
    return sum(len(text) for _, text in exporter.sessions(cut, options))


_DOCUMENTS: Mapping[str, Callable[[Timeline, Options, Path], int]] = {
    "reaper": lambda t, o, home: len(reaper_project(plan_lines(t, "reaper/audio", o), "reaper", line_markers=True)),
    "dawproject": lambda t, o, home: len(project_xml(plan_lines(t, "audio", o), "0", line_markers=True)),
    "ardour": lambda t, o, home: len(session_xml(plan_lines(t, "ardour/audio", o), "x")),
    "aaf": _aaf,
    "otio": lambda t, o, home: _nle(t, o, OtioExporter()),
    "fcp7": lambda t, o, home: _nle(t, o, Fcp7Exporter()),
    "fcpxml": lambda t, o, home: _nle(t, o, FcpxmlExporter()),
    "edl": lambda t, o, home: _nle(t, o, EdlExporter()),
    "midi": lambda t, o, home: len(midi_file(t, _grid(t, o), o)),
}


if __name__ == "__main__":
    main()
