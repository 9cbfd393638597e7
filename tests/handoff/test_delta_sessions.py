"""The delta of a session is its session file and the sounds that changed; laid over the earlier delivery it plays."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aaf2
import numpy as np
import pytest
import soundfile

from plugins.api import Clip, Project, Timeline
from plugins.conformance import PROGRAMMES
from studio.export.delta import Changes, past_options, plan_delta, read_delivery
from studio.export.runner import plan_exports, run_exports
from studio.export.verify import verify

Programme = tuple[Timeline, Project]
SESSIONS = ("reaper", "aaf", "ardour", "otio", "fcp7", "fcpxml", "edl", "audacity")
OPTIONS = {"loudness": -20, "audacity.audio": "lines"}


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(programme: Programme, out: Path, *ids: str, **options: Any) -> Path:
    given = {k: v for k, v in {**OPTIONS, **options}.items() if "." not in k or k.split(".")[0] in ids}
    run_exports(plan_exports(ids, *programme, given), out)
    return out


def delta(programme: Programme, since: Path, out: Path, *ids: str, suffix: str = "") -> Changes:
    past = read_delivery(since)
    plan, changes = plan_delta(plan_exports(ids, *programme, past_options(past, ids, {})), past, suffix)
    run_exports(plan, out)
    return changes


def changed(programme: Programme, change: Callable[[Clip], Clip | None]) -> Programme:
    timeline, project = programme
    tracks = tuple(replace(t, clips=tuple(c for c in map(change, t.clips) if c is not None)) for t in timeline.tracks)
    return replace(timeline, tracks=tracks), project


def edited(programme: Programme, tmp_path: Path) -> Programme:
    """Line 2 spoken again, line 3 gone, and a new line before all of them, which renumbers the others."""

    def change(clip: Clip) -> Clip | None:
        if clip.line_id == "L-0003":
            return None
        if clip.line_id == "L-0002":
            samples, rate = soundfile.read(clip.path)
            path = tmp_path / "again.wav"
            soundfile.write(path, samples / 2, rate, "PCM_24")
            clip = replace(clip, take="again", path=path)
        return replace(clip, number=clip.number + 1)

    timeline, project = changed(programme, change)
    alice = timeline.tracks[0]
    new = replace(alice.clips[0], line_id="L-0004", number=1, start=100, length=4_801, source_length=4_801, words=())
    return replace(timeline, tracks=(replace(alice, clips=(new, *alice.clips)), *timeline.tracks[1:])), project


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def sounds(folder: Path) -> list[str]:
    return sorted(name.rpartition("/")[2] for name in contents(folder) if name.endswith(".wav"))


def referenced(session: Path) -> set[str]:
    """Names of the sound files that the session file speaks of."""
    if session.suffix == ".aaf":
        with aaf2.open(str(session)) as file:
            urls = [mob.descriptor["Locator"].value[0]["URLString"].value for mob in file.content.sourcemobs()]
        return {unquote(url.rpartition("/")[2]) for url in urls}
    text = session.read_text(encoding="utf-8")
    return {
        unquote(name.rpartition("/")[2]).removeprefix("* FROM CLIP NAME: ")
        for name in re.findall(r"[^\s\">/]+(?: [^\s\">/]+)*\.wav", text)
    }


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "CHANGES.csv").open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("exporter", SESSIONS)
def test_only_changed_media_and_the_session_are_written(exporter: str, programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old", exporter)
    before = contents(old)
    after = edited(programme, tmp_path)
    assert delta(after, old, tmp_path / "delta", exporter).summary == "1 changed, 1 new, 1 removed, 1 moved"
    made = sounds(tmp_path / "delta")
    # the new line would have the first one's name, which stays where it is
    assert made == ["0001_ALICE_hello-world_L-0004.wav", "0003_BOB_hello-world.wav"]
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    merged = contents(old)
    first = next(name for name in merged if name.endswith("0001_ALICE_hello-world.wav"))
    assert merged[first] == before[first]
    result = verify(old)
    assert result.good, result.findings
    assert {f.code for f in result.findings} <= {"unlisted"}  # what was removed still lies there
    report = json.loads(merged["delivery.json"])
    sessions = [old / f["path"] for f in report["files"] if f.get("what") == "session"]
    wanted = {"0001_ALICE_hello-world.wav", *made}
    assert set().union(*map(referenced, sessions)) == wanted
    rows = {row["id"]: row for row in table(tmp_path / "delta")}
    assert (rows["L-0001"]["change"], rows["L-0001"]["what"]) == ("moved", "number")
    assert (rows["L-0004"]["change"], rows["L-0004"]["file"].rpartition("/")[2]) == ("new", made[0])


@pytest.mark.parametrize("exporter", ["reaper", "aaf", "ardour"])
def test_a_delta_sounds_like_the_delivery_it_joins(exporter: str, programme: Programme, tmp_path: Path) -> None:
    """The programme's gain is that of the first delivery, though the new take alone would have had another."""
    old = export(programme, tmp_path / "old", exporter)
    delta(edited(programme, tmp_path), old, tmp_path / "delta", exporter)
    (first,) = old.rglob("0002_BOB*.wav")
    (again,) = (tmp_path / "delta").rglob("0003_BOB*.wav")
    one, two = (soundfile.read(path)[0] for path in (first, again))
    assert np.abs(one / 2 - two).max() < 2e-7
    gains = [
        json.loads((folder / "delivery.json").read_text())["exporters"][0]["measures"]["programme gain dB"]
        for folder in (old, tmp_path / "delta")
    ]
    assert gains[0] == gains[1]


def moved(programme: Programme, by: int) -> Programme:
    return changed(programme, lambda c: replace(c, start=c.start + by, words=()) if c.line_id != "L-0001" else c)


@pytest.mark.parametrize("exporter", SESSIONS)
def test_lines_that_moved_are_told_and_need_no_new_sound(exporter: str, programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old", exporter)
    changes = delta(moved(programme, 48_000), old, tmp_path / "delta", exporter)  # a second is whole frames
    assert changes.summary == "2 moved"
    assert sounds(tmp_path / "delta") == []
    rows = [(r["change"], r["id"], r["start sample before"], r["start sample"]) for r in table(tmp_path / "delta")]
    assert rows == [("moved", "L-0002", "90001", "138001"), ("moved", "L-0003", "200003", "248003")]
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    assert verify(old).good, verify(old).findings


def test_a_frame_based_session_writes_what_begins_elsewhere_in_its_frame(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old", "otio")
    delta(moved(programme, 7), old, tmp_path / "delta", "otio")
    assert sounds(tmp_path / "delta") == ["0002_BOB_hello-world.wav", "0003_ALICE_hello-world.wav"]
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    assert verify(old).good


@pytest.mark.parametrize(("exporter", "gain", "written"), [
    ("reaper", 3.0, 0), ("ardour", 3.0, 0), ("aaf", 3.0, 0), ("fcp7", 3.0, 0),
    ("reaper", -3.0, 1), ("otio", 3.0, 1), ("audacity", 3.0, 1),
])  # fmt: skip
def test_a_gain_is_the_sessions_where_it_can_be(
    exporter: str, gain: float, written: int, programme: Programme, tmp_path: Path
) -> None:
    old = export(programme, tmp_path / "old", exporter)
    louder = changed(programme, lambda c: replace(c, gain=gain) if c.line_id == "L-0002" else c)
    assert delta(louder, old, tmp_path / "delta", exporter).summary == "1 changed"
    assert len(sounds(tmp_path / "delta")) == written
    assert [row["what"] for row in table(tmp_path / "delta")] == ["gain"]
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    assert verify(old).good, verify(old).findings


def test_versions_and_a_delta_on_a_delta(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "v1", "reaper", "fcp7")
    two = edited(programme, tmp_path)
    delta(two, old, tmp_path / "v2", "reaper", "fcp7", suffix="_v2")
    assert sounds(tmp_path / "v2") == sorted(["0001_ALICE_hello-world_L-0004.wav", "0003_BOB_hello-world_v2.wav"] * 2)
    assert delta(two, tmp_path / "v2", tmp_path / "v3", "reaper", "fcp7").summary == "nothing changed"
    three = changed(two, lambda c: replace(c, gain=-2.0) if c.line_id == "L-0001" else c)
    delta(three, tmp_path / "v3", tmp_path / "v4", "reaper", suffix="_v4")
    assert sounds(tmp_path / "v4") == ["0001_ALICE_hello-world_v4.wav"] or sounds(tmp_path / "v4") == [
        "0002_ALICE_hello-world_v4.wav"
    ]
    for part in ("v2", "v3", "v4"):
        shutil.copytree(tmp_path / part, old, dirs_exist_ok=True)
    assert verify(old).good, verify(old).findings
    names = referenced(next(old.rglob("*.rpp")))
    assert names == {"0001_ALICE_hello-world_L-0004.wav", "0003_BOB_hello-world_v2.wav", *sounds(tmp_path / "v4")}


def test_a_session_in_one_file_is_written_whole(programme: Programme, tmp_path: Path) -> None:
    old = export(programme, tmp_path / "old", "dawproject")
    delta(edited(programme, tmp_path), old, tmp_path / "delta", "dawproject")
    assert "odd positions.dawproject" in contents(tmp_path / "delta")
    shutil.copytree(tmp_path / "delta", old, dirs_exist_ok=True)
    assert verify(old).good


def test_a_delta_of_a_long_session_reads_only_what_sounds_at_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](tmp_path / "takes")
    clip = timeline.tracks[0].clips[0]
    takes = []
    for n in range(60):
        takes.append(tmp_path / "takes" / f"{n}.wav")
        shutil.copyfile(clip.path or "", takes[-1])
    tracks = tuple(
        replace(timeline.tracks[0], character_id=f"C-{t}", name=f"WHO {t}", clips=tuple(
            replace(clip, line_id=f"L-{n:04d}", number=n + 1, start=n * 86_400, path=takes[n], take=f"k{n}", words=())
            for n in range(t, 60, 2)
        ))
        for t in range(2)
    )  # fmt: skip
    long = replace(timeline, tracks=tracks, length=60 * 86_400)
    old = export((long, project), tmp_path / "old", "reaper", loudness="none")
    after = changed((long, project), lambda c: replace(c, take="new") if c.number == 30 else c)
    for n, path in enumerate(takes):
        if abs(n - 29) > 1:
            path.unlink()
    assert delta(after, old, tmp_path / "delta", "reaper").summary == "1 changed"
    assert len(sounds(tmp_path / "delta")) == 1
