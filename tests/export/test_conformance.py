"""The built-in exporters keep the promises that they ask of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins import conformance
from plugins.api import ExportPlan, PlannedFile, Report
from studio.export import host
from studio.export.options import checked

EXPORTERS = ["stems", "srt", "vtt", "ass"]


@pytest.mark.parametrize("identity", EXPORTERS)
def test_a_built_in_exporter_conforms(identity: str, tmp_path: Path) -> None:
    info = host.exporter(identity)
    conformance.run(type(info.load_exporter()), tmp_path)


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

    def plan(self, timeline, project, options):
        return ExportPlan(timeline=timeline, options=options, files=(PlannedFile(path="a.txt"),))

    def write(self, plan, project, dest, progress, cancelled):
        (dest / "b.txt").write_text("b")
        return Report(files=())


class Deaf(Liar):
    """Never asks whether to stop."""

    def write(self, plan, project, dest, progress, cancelled):
        (dest / "a.txt").write_text("")
        from plugins.api import WrittenFile

        return Report(files=(WrittenFile(path="a.txt", bytes=0),))


@pytest.mark.parametrize(("exporter", "promise"), [(Liar, "exactly the files"), (Deaf, "asks whether to stop")])
def test_the_suite_catches_a_broken_promise(exporter: type, promise: str, tmp_path: Path) -> None:
    with pytest.raises(conformance.ConformanceError, match=promise):
        conformance.run(exporter, tmp_path)
