"""The conformance suite: with other options of the stems, and what it catches. Every exporter: test_every_exporter."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from plugins import conformance
from plugins.api import ExportCancelled, ExportPlan, Options, PlannedFile, Project, Report, Timeline, WrittenFile
from studio.export import host
from studio.export.options import checked


@pytest.mark.parametrize(
    "options",
    [
        {"format": "flac", "depth": "16", "lines": True, "balance": "character"},
        {"depth": "float", "lines": True, "loudness": None, "rate": 44100, "ascii": True, "template": "{id}"},
        {"format": "opus"},
        {"format": "mp3", "stems": False},
        {"format": "ogg", "lines": True, "mix": False, "template": "same/name"},
    ],
    ids=lambda o: "-".join(str(v) for v in o.values()).replace("/", "_"),
)
def test_stems_conform_with_other_options_too(options: dict[str, object], tmp_path: Path) -> None:
    info = host.exporter("stems")
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, options))


class Liar:
    """Plans one file and writes another."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        return ExportPlan(timeline=timeline, options=options, files=(PlannedFile(path="a.txt"),))

    def write(
        self, plan: ExportPlan, project: Project, dest: Path, progress: object, cancelled: Callable[[], bool]
    ) -> Report:
        (dest / "b.txt").write_text("b")
        return Report(files=())


class Deaf(Liar):
    """Never asks whether to stop."""

    def write(
        self, plan: ExportPlan, project: Project, dest: Path, progress: object, cancelled: Callable[[], bool]
    ) -> Report:
        (dest / "a.txt").write_text("")
        return Report(files=(WrittenFile(path="a.txt", bytes=0),))


class Careless(Liar):
    """Takes a full disk for a success."""

    def write(
        self, plan: ExportPlan, project: Project, dest: Path, progress: object, cancelled: Callable[[], bool]
    ) -> Report:
        if cancelled():
            raise ExportCancelled
        with contextlib.suppress(OSError):
            (dest / "a.txt").write_text("all of it")
        return Report(files=(WrittenFile(path="a.txt", bytes=(dest / "a.txt").stat().st_size),))


class Small(Liar):
    """Counts samples in 32 bits."""

    def write(
        self, plan: ExportPlan, project: Project, dest: Path, progress: object, cancelled: Callable[[], bool]
    ) -> Report:
        if cancelled():
            raise ExportCancelled
        positions = np.array([clip.start for clip in plan.timeline.clips()], np.int32)
        (dest / "a.txt").write_text(str(positions))
        return Report(files=(WrittenFile(path="a.txt", bytes=(dest / "a.txt").stat().st_size),))


@pytest.mark.parametrize(
    ("exporter", "promise"),
    [(Liar, "exactly the files"), (Deaf, "asks whether to stop"), (Careless, "It reported success")],
)
def test_the_suite_catches_a_broken_promise(exporter: type, promise: str, tmp_path: Path) -> None:
    with pytest.raises(conformance.ConformanceError, match=promise):
        conformance.run(exporter, tmp_path)


def test_the_suite_goes_beyond_thirty_one_bits(tmp_path: Path) -> None:
    with pytest.raises(OverflowError):
        conformance.run(Small, tmp_path, huge=True)
