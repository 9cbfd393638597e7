"""A delivery is whole or absent, says what it is, and its files are what they say."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from plugins.api import ExportCancelled, ExportPlan, LinereadError, Loss, PlannedFile, Project, Report, Timeline
from plugins.conformance import PROGRAMMES
from studio.export import host
from studio.export.digest import digests_of
from studio.export.manifest import PluginInfo
from studio.export.report import Delivery
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def numbers(path: Path, depth: int = 24) -> np.ndarray:
    return soundfile.read(path, dtype="int32")[0].astype(np.int64) >> (32 - depth)


def export(dest: Path, programme: tuple[Timeline, Project], *ids: str, **options: object) -> Delivery:
    return run_exports(plan_exports(ids or ["stems"], *programme, options), dest)


@pytest.mark.parametrize("name", sorted(PROGRAMMES))
@pytest.mark.parametrize(("format", "depth"), [("wav", 16), ("wav", 24), ("flac", 24)])
def test_the_files_sum_exactly(name: str, format: str, depth: int, tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    programme = PROGRAMMES[name](tmp_path / "takes")
    delivery = export(tmp_path / "out", programme, format=format, depth=depth, lines=True, balance="character")
    by_what: dict[str, list[np.ndarray]] = {}
    for file in delivery.files:
        by_what.setdefault(file.what, []).append(numbers(tmp_path / "out" / file.path, depth))
    (mix,) = by_what["mix"]
    assert len(mix) == programme[0].length
    assert all(len(stem) == len(mix) for stem in by_what["stem"])
    assert np.array_equal(np.sum(by_what["stem"], axis=0), mix)
    lines = np.zeros(len(mix), np.int64)
    starts = {clip.line_id: clip.start for clip in programme[0].clips()}
    for file in delivery.files:
        if file.what == "line":
            sound = numbers(tmp_path / "out" / file.path, depth)
            lines[starts[file.line_id] : starts[file.line_id] + len(sound)] += sound
    assert np.array_equal(lines, mix)


@pytest.mark.parametrize("folder", [None, Path("/somewhere/Episode 7")])
def test_a_project_without_a_name_has_one_name_in_all_formats(
    folder: Path | None, programme: tuple[Timeline, Project]
) -> None:
    timeline, project = programme
    ids = ["stems", "srt", "midi", "reaper", "audacity"]
    plan = plan_exports(ids, replace(timeline, name=" "), project, {}, folder)
    files = [f.path for export in plan.exports for f in export.plan.files]
    name = folder.name if folder else "lineread"
    assert {f"{name}_mix.wav", f"{name}.srt", f"{name}.mid", f"{name}.rpp", f"{name}.lof"} <= {
        Path(file).name for file in files
    }


def test_the_report_says_what_is_in_the_folder(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    delivery = export(tmp_path / "out", programme, "stems", "srt", "vtt", "ass", lines=True)
    said = json.loads((tmp_path / "out" / "delivery.json").read_text())
    assert said["summary"] == delivery.summary == "3 of 3 current, 0 suspect"
    found = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert {f["path"] for f in said["files"]} | {"delivery.json"} == found
    for file in said["files"]:
        data = (tmp_path / "out" / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    first = said["lines"][0]
    assert (first["id"], first["start"], first["end"], first["state"]) == ("L-0001", 12_345, 60_362, "current")
    assert first["files"] == ["lines/the-first-scene_0001_ALICE_hello-world.wav"]
    (stems,) = (e for e in said["exporters"] if e["id"] == "stems")
    assert stems["measures"]["mix LUFS"] == pytest.approx(-16, abs=0.1)
    assert list(tmp_path.glob(".*")) == []


def test_the_same_export_gives_the_same_bytes(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    for name in ("one", "two"):
        export(tmp_path / name, programme, "stems", "srt", "ass", depth=16, lines=True)
    for path in (tmp_path / "one").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_lines_are_counted_by_what_one_must_know(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    one, two = timeline.tracks
    states = {"L-0001": "locked", "L-0002": "suspect", "L-0003": "stale"}
    tracks = tuple(replace(t, clips=tuple(replace(c, state=states[c.line_id]) for c in t.clips)) for t in (one, two))
    plan = plan_exports(["srt"], replace(timeline, tracks=tracks), project)
    assert plan.counts.summary == "1 of 3 current, 1 suspect, 1 stale"
    assert (plan.counts.suspect, plan.counts.stale) == (("L-0002",), ("L-0003",))
    silent, empty = PROGRAMMES["silent"](tmp_path)[0], PROGRAMMES["silent"](tmp_path)[1]
    failed = replace(silent.tracks[0].clips[0], state="failed")
    silent = replace(silent, tracks=(replace(silent.tracks[0], clips=(failed,)),))
    assert plan_exports(["srt"], silent, empty).counts.summary == "0 of 1 current, 0 suspect, 1 failed, 1 missing"
    assert ("srt", Loss(what="estimated time", detail="line 1 has no take yet", line_id="L-0001")) in plan_exports(
        ["srt"], silent, empty
    ).losses


def test_a_stopped_export_leaves_the_old_delivery(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    export(tmp_path / "out", programme, "stems", "srt")
    old = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    plan = plan_exports(["stems", "srt"], *programme, {"loudness": -30, "lines": True})
    total = 0

    def count() -> bool:
        nonlocal total
        total += 1
        return False

    run_exports(plan, tmp_path / "other", cancelled=count)
    for stop_at in range(1, 3 * total // 4, max(1, total // 8)):  # how often a thread asks is not the same each time
        asked = 0

        def stop(limit: int = stop_at) -> bool:
            nonlocal asked
            asked += 1
            return asked >= limit

        with pytest.raises(ExportCancelled):
            run_exports(plan, tmp_path / "out", cancelled=stop)
        assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == old
        assert list(tmp_path.glob(".*")) == []


def test_cancelling_answers_within_a_second(tmp_path: Path) -> None:
    """An hour of programme, stopped in the middle of the writing."""
    timeline, project = PROGRAMMES["odd"](tmp_path)
    take = timeline.tracks[0].clips[0]
    clips = tuple(
        replace(take, line_id=f"L-{i}", number=i + 1, start=i * 60_000) for i in range(48_000 * 3_600 // 60_000)
    )
    long = replace(timeline, length=48_000 * 3_600, tracks=(replace(timeline.tracks[0], clips=clips),))
    plan = plan_exports(["stems"], long, project, {"loudness": "none"})
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 200

    with pytest.raises(ExportCancelled):
        run_exports(plan, tmp_path / "out", cancelled=stop)
    assert asked == 201, "the first yes ends it"
    assert not (tmp_path / "out").exists()


FULL = """
import resource, signal, sys
from pathlib import Path
from plugins.conformance import PROGRAMMES
from studio.errors import LinereadError
from studio.export.runner import plan_exports, run_exports
home = Path(sys.argv[1])
programme = PROGRAMMES["odd"](home / "takes")
run_exports(plan_exports(["stems"], *programme), home / "out")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    run_exports(plan_exports(["stems"], *programme, {"loudness": -30}), home / "out")
except LinereadError as error:
    sys.exit(f"told: {error}")
"""


def test_a_full_disk_leaves_the_old_delivery(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    export(tmp_path / "expected", PROGRAMMES["odd"](tmp_path / "takes"))
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("told: The disk is full: ")
    assert "mix.wav" in done.stderr or "stems/" in done.stderr
    for path in (tmp_path / "expected").rglob("*.*"):
        assert (tmp_path / "out" / path.relative_to(tmp_path / "expected")).read_bytes() == path.read_bytes()
    assert list(tmp_path.glob(".*")) == []


def test_a_missing_take_stops_the_export_and_names_the_line(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    (tmp_path / "takes" / "t1.wav").unlink()
    with pytest.raises(LinereadError, match=r"Line 2 \(L-0002\).*t1\.wav"):
        export(tmp_path / "out", programme)
    assert not (tmp_path / "out").exists()


def test_something_in_the_way_is_an_error_and_nothing_is_half_moved(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    mine = tmp_path / "out" / "stems" / "BOB.wav" / "mine"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    (tmp_path / "out" / "odd positions_mix.wav").write_text("old")
    with pytest.raises(LinereadError, match=r"BOB\.wav is a folder"):
        export(tmp_path / "out", programme)
    assert mine.read_text() == "mine"
    assert (tmp_path / "out" / "odd positions_mix.wav").read_text() == "old"
    assert sorted(p.name for p in (tmp_path / "out" / "stems").iterdir()) == ["BOB.wav"]
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LinereadError, match="file is a file"):
        export(tmp_path / "file", programme)
    shutil.rmtree(mine.parent)
    assert export(tmp_path / "out", programme).replaced == ("odd positions_mix.wav",)


class Writer:
    """An exporter that can be told what to plan and what to do."""

    def __init__(self, planned: str, act: object = None) -> None:
        self.planned, self.act = planned, act

    def plan(self, timeline: Timeline, project: Project, options: object) -> ExportPlan:
        return ExportPlan(timeline=timeline, options={}, files=(PlannedFile(path=self.planned),))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: object, cancelled: object) -> Report:
        if isinstance(self.act, Exception):
            raise self.act
        return Report(files=())


@pytest.fixture
def exporters(monkeypatch: pytest.MonkeyPatch) -> dict[str, Writer]:
    made: dict[str, Writer] = {}
    monkeypatch.setattr("studio.export.runner.exporter", lambda identity: PluginInfo(id=identity, label=identity))
    monkeypatch.setattr(PluginInfo, "load_exporter", lambda self: made[self.id])
    return made


@pytest.mark.parametrize(
    ("one", "two"), [("a.txt", "A.TXT"), ("a.txt", "a.txt/b"), ("delivery.json", "x"), ("a/Delivery.json/x", "a")]
)
def test_two_exporters_that_would_write_one_file_are_stopped_before(
    one: str, two: str, exporters: dict[str, Writer], programme: tuple[Timeline, Project], tmp_path: Path
) -> None:
    exporters.update(one=Writer(one), two=Writer(two))
    plan = plan_exports(["one", "two"], *programme)
    assert plan.collisions
    with pytest.raises(LinereadError, match="would be written by"):
        run_exports(plan, tmp_path / "out")


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "a\\b"])
def test_no_exporter_writes_outside_of_the_delivery(
    path: str, exporters: dict[str, Writer], programme: tuple[Timeline, Project]
) -> None:
    exporters.update(one=Writer(path))
    with pytest.raises(LinereadError, match="outside of the delivery"):
        plan_exports(["one"], *programme)


@pytest.mark.parametrize(("act", "said"), [(ValueError("oops"), "ValueError: oops"), (None, "did not write a.txt")])
def test_a_plug_in_that_fails_is_named(
    act: object, said: str, exporters: dict[str, Writer], programme: tuple[Timeline, Project], tmp_path: Path
) -> None:
    exporters.update(one=Writer("a.txt", act))
    with pytest.raises(LinereadError, match=said):
        run_exports(plan_exports(["one"], *programme), tmp_path / "out")
    assert list(tmp_path.iterdir()) == [tmp_path / "takes"]


def test_options_find_their_exporter(programme: tuple[Timeline, Project]) -> None:
    options = {"characters": "30", "ass.characters": "50", "format": "flac"}
    plan = plan_exports(["srt", "ass", "stems"], *programme, options)
    assert [e.plan.options.get("characters") for e in plan.exports] == [30, 50, None]
    for wrong in ({"nobody": 1}, {"vtt.words": "no"}, {"srt.karaoke": "no"}):
        with pytest.raises(LinereadError):
            plan_exports(["srt", "ass", "stems"], *programme, wrong)


def test_holes_hash_like_the_zeros_they_are(tmp_path: Path) -> None:
    path = tmp_path / "holes"
    with path.open("wb") as file:
        for gap in (0, 5_000_000, 123, 70_000_001):
            file.seek(gap, 1)
            file.write(b"data" * 1_000)
        file.truncate(file.tell() + 3_000_000)
    data = path.read_bytes()
    assert digests_of([path, path], lambda: False) == [(len(data), hashlib.sha256(data).hexdigest())] * 2


def test_stems_refuse_what_cannot_be_before_anything_is_written(programme: tuple[Timeline, Project]) -> None:
    for options in (
        {"format": "flac", "depth": "float"}, {"format": "opus", "rate": 44_100}, {"template": "{nobody}"},
        {"stems": False, "mix": False},
    ):  # fmt: skip
        with pytest.raises(LinereadError):
            plan_exports(["stems"], *programme, options)


def test_collisions_of_names_are_solved_and_reported(tmp_path: Path) -> None:
    programme = PROGRAMMES["names"](tmp_path)
    plan = plan_exports(["stems"], *programme, {"lines": True, "template": "lines/{character}"})
    renamed = [loss.detail for _, loss in plan.losses if loss.what == "renamed"]
    assert any("alice" in detail for detail in renamed)
    assert host.exporter("stems").load_exporter().plan(*programme, plan.exports[0].plan.options) == plan.exports[0].plan
