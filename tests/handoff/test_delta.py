"""A delta is what changed, and laid over the earlier delivery it is the whole delivery; verify reads any of them."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from plugins.api import Clip, Project, TimedPhone, Timeline
from plugins.conformance import PROGRAMMES
from studio.errors import LinereadError
from studio.export.delta import Changes, past_options, plan_delta, read_delivery
from studio.export.report import DeliveryPlan
from studio.export.runner import plan_exports, run_exports
from studio.export.verify import Finding, verify

Programme = tuple[Timeline, Project]
OPTIONS = {"lipsync": "tsv", "unreal": True, "fmod": True}


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(programme: Programme, out: Path, ids: tuple[str, ...] = ("game",), **options: Any) -> Path:
    run_exports(plan_exports(ids, *programme, options or OPTIONS), out)
    return out


def delta(programme: Programme, since: Path, out: Path, suffix: str = "", ids: tuple[str, ...] = ("game",)) -> Changes:
    past = read_delivery(since)
    plan, changes = plan_delta(plan_exports(ids, *programme, past_options(past, ids, {})), past, suffix)
    run_exports(plan, out)
    return changes


def changed(programme: Programme, tmp_path: Path, change: Callable[[Clip], Clip | None]) -> Programme:
    """The programme with each clip as ``change`` wants it; None takes it out."""
    timeline, project = programme
    tracks = tuple(replace(t, clips=tuple(c for c in map(change, t.clips) if c is not None)) for t in timeline.tracks)
    return replace(timeline, tracks=tracks), project


def retaken(clip: Clip, tmp_path: Path) -> Clip:
    """The clip with another take, twice as quiet."""
    samples, rate = soundfile.read(clip.path)
    path = tmp_path / f"new-{clip.line_id}.wav"
    soundfile.write(path, samples / 2, rate, "PCM_24")
    return replace(clip, take=f"new-{clip.line_id}", path=path, text="Hello, new world.")


def edited(programme: Programme, tmp_path: Path) -> Programme:
    """Line 2 spoken again, line 3 gone, a line 4."""

    def change(clip: Clip) -> Clip | None:
        if clip.line_id == "L-0002":
            return retaken(clip, tmp_path)
        return None if clip.line_id == "L-0003" else clip

    timeline, project = changed(programme, tmp_path, change)
    bob = timeline.tracks[1]
    new = replace(bob.clips[0], line_id="L-0004", number=4, start=300_001, phones=(TimedPhone("m", 300_001, 310_000),))
    return replace(timeline, tracks=(timeline.tracks[0], replace(bob, clips=(*bob.clips, new)))), project


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def changes_table(folder: Path) -> list[dict[str, str]]:
    with (folder / "CHANGES.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_delta_holds_what_changed_and_laid_over_it_is_the_whole(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old")
    after = edited(programme, tmp_path)
    assert delta(after, old, tmp_path / "delta").summary == "1 changed, 1 new, 1 removed"
    parts = contents(tmp_path / "delta")
    assert sorted(p for p in parts if p.startswith("en/")) == [
        "en/BOB/L-0002.tsv", "en/BOB/L-0002.wav", "en/BOB/L-0004.tsv", "en/BOB/L-0004.wav",
    ]  # fmt: skip
    table = changes_table(tmp_path / "delta")
    assert [(x["change"], x["id"], x["file"]) for x in table] == [
        ("changed", "L-0002", "en/BOB/L-0002.wav"), ("new", "L-0004", "en/BOB/L-0004.wav"), ("removed", "L-0003", ""),
    ]  # fmt: skip
    assert (table[0]["what"], table[0]["text before"]) == ("take text", "Hello, world.")
    assert table[2]["file before"] == "en/ALICE/L-0003.wav"
    untouched = contents(old)["en/ALICE/L-0001.wav"]
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    assert contents(old)["en/ALICE/L-0001.wav"] == untouched
    assert [f.code for f in verify(old).findings if f.wrong] == []
    # the levels are those of the first pack, so a whole export at that gain would be the same pack
    manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
    assert [x["id"] for x in manifest["lines"] if x["file"]] == ["L-0001", "L-0002", "L-0004"]
    first, again = (soundfile.read(old / x["file"])[0] for x in manifest["lines"][:2])
    assert np.abs(first).max() == pytest.approx(2 * np.abs(again).max(), rel=1e-3)


def test_nothing_changed_makes_a_delta_of_nothing(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old")
    assert delta(programme, old, tmp_path / "delta").summary == "nothing changed"
    assert set(contents(tmp_path / "delta")) == {"CHANGES.csv", "delivery.json"}
    found = verify(tmp_path / "delta").findings
    assert [(f.code, f.wrong) for f in found] == [("elsewhere", False)]


def test_words_and_positions_alone_make_no_sound_again(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old")

    def change(clip: Clip) -> Clip:
        if clip.line_id == "L-0001":
            return replace(clip, direction="softly")
        return replace(clip, start=clip.start + 999, words=(), phones=clip.phones)

    changes = delta(changed(programme, tmp_path, change), old, tmp_path / "delta")
    assert changes.summary == "1 text"  # a pack has no places, so nothing in it has moved
    assert not [p for p in contents(tmp_path / "delta") if p.endswith(".wav")]
    assert changes_table(tmp_path / "delta")[0]["what"] == "direction"


def test_versions_get_a_suffix_and_a_delta_stands_on_a_delta(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "v1")
    two = edited(programme, tmp_path)
    delta(two, old, tmp_path / "v2", "_v2")
    assert "en/BOB/L-0002_v2.wav" in contents(tmp_path / "v2")
    assert "en/BOB/L-0004.wav" in contents(tmp_path / "v2")
    three = changed(two, tmp_path, lambda c: replace(c, gain=-3.0) if c.line_id == "L-0001" else c)
    assert delta(three, tmp_path / "v2", tmp_path / "v3", "_v3").summary == "1 changed"
    made = contents(tmp_path / "v3")
    assert sorted(p for p in made if p.endswith(".wav")) == ["en/ALICE/L-0001_v3.wav"]
    lines = json.loads(made["manifest.json"])["lines"]
    assert [x["file"] for x in lines] == ["en/ALICE/L-0001_v3.wav", "en/BOB/L-0002_v2.wav", "en/BOB/L-0004.wav"]
    for part in ("v2", "v3"):
        shutil.copytree(tmp_path / part, old, dirs_exist_ok=True)
    assert verify(old).good, verify(old).findings
    with pytest.raises(LinereadError, match="in the earlier delivery already"):
        delta(changed(three, tmp_path, lambda c: replace(c, gain=1.0)), tmp_path / "v3", tmp_path / "v4", "_v2")


def test_a_line_that_lost_its_take_has_no_file_in_the_new_manifest(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old")
    lost = changed(programme, tmp_path, lambda c: replace(c, take=None, path=None) if c.line_id == "L-0002" else c)
    delta(lost, old, tmp_path / "delta")
    lines = json.loads((tmp_path / "delta" / "manifest.json").read_text(encoding="utf-8"))["lines"]
    assert [bool(line["file"]) for line in lines] == [True, False, True]
    assert [f.code for f in verify(tmp_path / "delta").findings if f.wrong] == ["missing-line"]


def test_other_options_make_everything_again(programme: Programme, tmp_path: Path) -> None:
    past = read_delivery(export(programme, tmp_path / "old"))
    options = past_options(past, ("game",), {"depth": "16"})
    plan, _ = plan_delta(plan_exports(["game"], *programme, options), past)
    assert sum(file.what == "line" for file in plan.files) == 3
    assert all(export.plan.earlier is None for export in plan.exports)


def test_a_folder_that_is_no_delivery_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LinereadError, match="is no delivery"):
        read_delivery(tmp_path)
    (tmp_path / "delivery.json").write_text("{}")
    with pytest.raises(LinereadError, match="cannot be read"):
        verify(tmp_path)


def codes(folder: Path, now: DeliveryPlan | None = None) -> dict[str, Finding]:
    return {finding.code: finding for finding in verify(folder, now).findings}


def test_verify_finds_what_was_done_to_the_files(programme: Programme, tmp_path: Path) -> None:
    out = export(programme, tmp_path / "out", ("stems", "srt"), lines=True, loudness="none")
    whole = verify(out)
    assert whole.good
    assert whole.findings == []
    assert whole.measures["stems null"] == 0.0
    (out / "mine.txt").write_text("mine")
    (out / "odd positions.srt").unlink()
    stem = out / "stems" / "BOB.wav"
    samples, rate = soundfile.read(stem)
    samples[100_000:100_010] = 1.0
    soundfile.write(stem, samples, rate, "PCM_24")
    line = next(out.glob("lines/*ALICE*"))
    soundfile.write(line, np.zeros(99), 44_100, "PCM_16")
    found = codes(out)
    assert found["missing-file"].path == "odd positions.srt"
    assert (found["clipped"].path, found["null"].path) == ("stems/BOB.wav", "odd positions_mix.wav")
    assert {"hash", "rate", "depth", "length", "silent"} <= found.keys()
    assert found["silent"].line_id == "L-0001"
    assert not found["unlisted"].wrong
    assert "1 missing-file" in verify(out).summary


def test_verify_names_the_lines_that_are_not_ready(tmp_path: Path, programme: Programme) -> None:
    states = {"L-0001": "stale", "L-0002": "suspect", "L-0003": "current"}

    def change(clip: Clip) -> Clip:
        gone = {"take": None, "path": None} if clip.line_id == "L-0003" else {}
        return replace(clip, state=states[clip.line_id], checks=("It is very long.",), **gone)

    out = export(changed(programme, tmp_path, change), tmp_path / "out")
    found = codes(out)
    assert (found["stale"].line_id, found["suspect"].line_id) == ("L-0001", "L-0002")
    assert found["missing-line"].line_id == "L-0003"
    assert "very long" in found["suspect"].message
    now = plan_exports([], *edited(programme, tmp_path))
    assert {f.line_id for f in verify(out, now).findings if f.code == "outdated"} >= {"L-0002", "L-0004", "L-0003"}


def test_a_peak_over_the_ceiling_and_a_lying_manifest_are_found(programme: Programme, tmp_path: Path) -> None:
    out = export(programme, tmp_path / "out")
    report = json.loads((out / "delivery.json").read_text(encoding="utf-8"))
    report["exporters"][0]["options"]["ceiling"] = -30
    report["files"][0]["sha256"] = "0" * 64
    (out / "delivery.json").write_text(json.dumps(report), encoding="utf-8")
    found = codes(out)
    assert {"true-peak", "hash", "manifest"} <= found.keys()


def test_a_delta_of_ten_lines_reads_nothing_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](tmp_path / "takes")
    clip = timeline.tracks[0].clips[0]
    tracks = tuple(
        replace(timeline.tracks[0], character_id=f"C-{t}", name=f"WHO {t}", clips=tuple(
            replace(clip, line_id=f"L-{n:04d}", number=n + 1, start=n * 86_400) for n in range(t, 400, 8)
        ))
        for t in range(8)
    )  # fmt: skip
    long = replace(timeline, tracks=tracks, length=400 * 86_400)
    out = tmp_path / "old"
    export((long, project), out, loudness="none")
    after = changed((long, project), tmp_path, lambda c: replace(c, gain=-1.0) if c.number % 40 == 0 else c)
    for path in (tmp_path / "old").rglob("*.wav"):
        path.unlink()
    assert delta(after, out, tmp_path / "delta").summary == "10 changed"
    assert len([p for p in contents(tmp_path / "delta") if p.endswith(".wav")]) == 10
