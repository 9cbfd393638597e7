"""Every kept take of a line goes to REAPER as a take of its item, and what the mixer chooses there comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import reaproj
import rpp
import soundfile

from plugins.api import Clip, Project, Timeline
from plugins.conformance import PROGRAMMES
from studio.document.merge import compare
from studio.export import host
from studio.export.delta import past_options, plan_delta, read_delivery
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.export.verify import verify


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["takes"](tmp_path / "takes")


def export(dest: Path, programme: tuple[Timeline, Project], **options: object) -> Path:
    run_exports(plan_exports(["reaper"], *programme, options), dest)
    return next(dest.rglob("*.rpp"))


def said(row: Any) -> list[str]:
    """The words of a row; rpp gives a row of one word as that."""
    return [row] if isinstance(row, str) else row if isinstance(row, list) else []


def takes_of(item: rpp.Element) -> list[dict[str, Any]]:
    """The takes of an item in order: the first stands in it directly, the others each after a row TAKE."""
    takes: list[dict[str, Any]] = [{"selected": False}]
    for row in item.children:
        if said(row)[:1] == ["TAKE"]:
            takes.append({"selected": "SEL" in row})
        elif isinstance(row, list):
            takes[-1].setdefault(row[0], row[1:])
        elif row.tag == "SOURCE":
            takes[-1]["file"] = row.find("FILE")[1]
    takes[0]["selected"] = not any(take["selected"] for take in takes)
    takes[0]["volume"] = float(takes[0]["VOLPAN"][2])
    for take in takes[1:]:
        take["volume"] = float(take["TAKEVOLPAN"][1])
    return takes


def items(session: Path) -> dict[str, rpp.Element]:
    tree = rpp.loads(session.read_text(encoding="utf-8"))
    return {item.find("NAME")[1][:6]: item for item in tree.findall(".//ITEM")}


def clips(timeline: Timeline) -> dict[str, Clip]:
    return {clip.line_id: clip for clip in timeline.clips()}


def choosing(timeline: Timeline, line_id: str, number: int) -> Timeline:
    """The programme in which another take of the line plays."""

    def chosen(clip: Clip) -> Clip:
        if clip.line_id != line_id:
            return clip
        take = next(take for take in clip.takes if take.number == number)
        length = round(take.length * timeline.rate / take.rate)
        return replace(
            clip, take=take.key, path=take.path, source_rate=take.rate, source_length=take.length, length=length,
            words=(), phones=(),
        )  # fmt: skip

    tracks = tuple(replace(t, clips=tuple(map(chosen, t.clips))) for t in timeline.tracks)
    return replace(timeline, tracks=tracks, length=max(clip.end for track in tracks for clip in track.clips))


def test_every_kept_take_is_a_take_and_the_chosen_one_plays(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    session = export(tmp_path / "out", programme, handles=25)
    known = clips(programme[0])
    files: list[str] = []
    for line_id, item in items(session).items():
        clip, takes = known[line_id], takes_of(item)
        assert [take["selected"] for take in takes] == [True] + [False] * (len(clip.takes) - 1)
        in_order = sorted(clip.takes, key=lambda take: (take.key != clip.take, take.number))
        assert round(float(item.find("LENGTH")[1]) * 48_000) == clip.length
        for take, kept in zip(takes, in_order, strict=True):
            assert f"take {kept.number}" in take["NAME"][0]
            assert " ".join(kept.about.split()) in take["NAME"][0]
            assert round(float(take["SOFFS"][0]) * 48_000) == 1200
            length = soundfile.info(session.parent / take["file"]).frames
            assert length == round(kept.length * 48_000 / kept.rate) + 2400  # whole, however long the item is
            files.append(take["file"])
        notes = [row if isinstance(row, str) else " ".join(row) for row in item.find("NOTES").children]
        assert sum(row.strip().startswith("|take ") for row in notes) == len(takes)
        assert any("chosen" in row and f"take {kept_number(clip)}:" in row for row in notes)
    assert len(files) == len(set(files)) == len(list(session.parent.rglob("*.wav")))  # each sound once


def kept_number(clip: Clip) -> int:
    return next(take.number for take in clip.takes if take.key == clip.take)


def test_a_reader_that_knows_no_takes_finds_the_chosen_one(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    session = export(tmp_path / "out", programme)
    known = clips(programme[0])
    found = [(track.name, item) for track in reaproj.Project.load(session).tracks for item in track.items]
    placed = {(who, round(item.position * 48_000), round(item.length * 48_000)) for who, item in found}
    assert placed == {(t.name, clip.start, clip.length) for t in programme[0].tracks for clip in t.clips}
    played = {Path(item.source_path).name for _, item in found}
    chosen = [file for file in read_delivery(session.parents[1]).data["files"] if file["what"] == "line"]
    assert played == {Path(file["path"]).name for file in chosen}
    assert {file["line_id"] for file in chosen} == set(known)


@pytest.mark.parametrize(("line_id", "number"), [("L-0002", 1), ("L-0002", 3), ("L-0003", 1), ("L-0003", 4)])
def test_a_take_sounds_in_the_session_as_if_it_had_been_chosen(
    line_id: str, number: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    """Where the limiter has no work: what it does to the one that plays depends on what sounds beside it."""
    timeline, project = programme
    quiet = {"loudness": None, "ceiling": -0.1, "depth": "float"}
    session = export(tmp_path / "all", programme, **quiet)
    item = items(session)[line_id]
    take = next(t for t in takes_of(item) if f"take {number}" in t["NAME"][0])
    heard = soundfile.read(session.parent / take["file"])[0] * float(item.find("VOLPAN")[1]) * take["volume"]
    other = export(tmp_path / "one", (choosing(timeline, line_id, number), project), takes="chosen", **quiet)
    item = items(other)[line_id]
    (alone,) = takes_of(item)
    wanted = soundfile.read(other.parent / alone["file"])[0] * float(item.find("VOLPAN")[1])
    assert len(heard) == len(wanted)
    if line_id == "L-0002":  # lowered by 6 dB in the session, so under the ceiling
        assert np.abs(heard - wanted).max() < 1e-6
    else:  # 3 dB louder than full scale allows: both are limited
        assert np.abs(heard).max() <= 1.0


def test_only_the_chosen_takes_on_request_and_the_others_are_told(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    plan = plan_exports(["reaper"], *programme, {"takes": "chosen"})
    assert {loss.detail for _, loss in plan.losses if loss.what == "takes left behind"} == {
        "6 other takes of 3 lines are not in it"
    }
    assert not [loss for _, loss in plan_exports(["reaper"], *programme).losses if "takes" in loss.what]
    run_exports(plan, tmp_path / "out")
    assert len(list((tmp_path / "out").rglob("*.wav"))) == 3
    assert all(len(takes_of(item)) == 1 for item in items(next((tmp_path / "out").rglob("*.rpp"))).values())


def test_it_verifies(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    export(tmp_path / "out", programme)
    assert verify(tmp_path / "out").findings == []


# -- and back ------------------------------------------------------------------------------------------


def back(session: Path, project: Project) -> dict[str, Any]:
    info = host.importer_for(session)
    incoming, whole = info.load_importer().read(session, checked(info, {})).incoming(project)
    found = compare(project, incoming, whole=whole)
    return {change.id: (change.fields, change.after) for change in found.changed}


def select(session: Path, line_id: str, number: int) -> None:
    """As the mixer does: another take becomes the active one."""
    tree = rpp.loads(session.read_text(encoding="utf-8"))
    item = next(item for item in tree.findall(".//ITEM") if item.find("NAME")[1].startswith(line_id))
    places = [at for at, row in enumerate(item.children) if said(row)[:1] == ["TAKE"]]
    names = [row[1] for row in item.children if said(row)[:1] == ["NAME"]]
    chosen = next(n for n, name in enumerate(names) if f"take {number}" in name)
    for n, at in enumerate(places, 1):
        item.children[at] = ["TAKE", "SEL"] if n == chosen else "TAKE"
    session.write_text(rpp.dumps(tree), encoding="utf-8")


def test_an_untouched_session_with_takes_changes_nothing(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    session = export(tmp_path / "out", programme, handles=25)
    tree = rpp.loads(session.read_text(encoding="utf-8"))
    session.write_text(rpp.dumps(tree), encoding="utf-8")
    assert back(session, programme[1]) == {}


@pytest.mark.parametrize("handles", [0, 25])
def test_the_mixers_choice_of_take_comes_back(
    handles: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    session = export(tmp_path / "out", programme, handles=handles)
    select(session, "L-0001", 1)
    select(session, "L-0003", 4)
    changes = back(session, programme[1])
    assert {line_id: fields for line_id, (fields, _) in changes.items()} == {"L-0001": ("take",), "L-0003": ("take",)}
    assert changes["L-0001"][1].take == "take1-1"
    assert changes["L-0003"][1].take == "take3-4"


def test_a_take_that_is_said_otherwise_comes_back_locked(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    """The line asks for another delivery: without the lock it would play the take that has that."""
    session = export(tmp_path / "out", programme)
    select(session, "L-0002", 3)
    ((fields, line),) = back(session, programme[1]).values()
    assert set(fields) == {"take", "locked"}
    assert (line.take, line.locked, line.gain) == ("take2-3", True, 0.0)


def test_the_volume_of_a_take_is_the_lines(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    session = export(tmp_path / "out", programme)
    select(session, "L-0002", 1)
    text = session.read_text(encoding="utf-8")
    tree = rpp.loads(text)
    item = next(item for item in tree.findall(".//ITEM") if item.find("NAME")[1].startswith("L-0002"))
    row = next(row for row in item.children if said(row)[:1] == ["TAKEVOLPAN"])
    assert row is not None
    item.find("VOLPAN")[1] = str(float(item.find("VOLPAN")[1]) * 0.5)
    session.write_text(rpp.dumps(tree), encoding="utf-8")
    ((fields, line),) = back(session, programme[1]).values()
    assert set(fields) == {"take", "gain"}
    assert line.gain == pytest.approx(clips(programme[0])["L-0002"].gain - 6.021, abs=1e-3)


def test_a_cropped_item_has_the_take_that_was_left(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    """REAPER's "crop to active take": what was take 1 or 3 stands alone in the item."""
    session = export(tmp_path / "out", programme)
    select(session, "L-0002", 3)
    tree = rpp.loads(session.read_text(encoding="utf-8"))
    item = next(item for item in tree.findall(".//ITEM") if item.find("NAME")[1].startswith("L-0002"))
    chosen = next(n for n, row in enumerate(item.children) if row == ["TAKE", "SEL"])
    first = next(n for n, row in enumerate(item.children) if said(row)[:1] == ["NAME"])
    own = [row for row in item.children[chosen + 1 :] if said(row)[:1] != ["TAKEVOLPAN"]]
    volume = next(row for row in item.children[chosen:] if said(row)[:1] == ["TAKEVOLPAN"])[2]
    item_volume = item.find("VOLPAN")[1]
    item.children[first:] = [own[0], ["VOLPAN", item_volume, "0", volume, "-1"], *own[1:]]
    session.write_text(rpp.dumps(tree), encoding="utf-8")
    ((fields, line),) = back(session, programme[1]).values()
    assert (set(fields), line.take) == ({"take", "locked"}, "take2-3")


# -- deltas --------------------------------------------------------------------------------------------


def delta(since: Path, dest: Path, programme: tuple[Timeline, Project]) -> list[str]:
    past = read_delivery(since)
    plan, _ = plan_delta(plan_exports(["reaper"], *programme, past_options(past, ["reaper"], {})), past, "_v2")
    run_exports(plan, dest)
    return sorted(path.relative_to(dest).as_posix() for path in dest.rglob("*.*") if path.suffix in (".wav", ".rpp"))


def test_a_take_that_is_new_is_all_that_a_delta_brings(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    without = replace(
        timeline,
        tracks=tuple(
            replace(t, clips=tuple(replace(c, takes=tuple(x for x in c.takes if x.number != 4)) for c in t.clips))
            for t in timeline.tracks
        ),
    )
    export(tmp_path / "first", (without, project))
    made = delta(tmp_path / "first", tmp_path / "second", programme)
    assert [name for name in made if name.endswith(".wav")] == ["reaper/audio/0003_ALICE_a-b-b-c-b-an8-n-100_take4.wav"]
    session = next((tmp_path / "second").rglob("*.rpp"))
    named = {take["file"] for item in items(session).values() for take in takes_of(item)}
    there = {f"audio/{p.name}" for home in ("first", "second") for p in (tmp_path / home / "reaper/audio").iterdir()}
    assert named == there  # laid over the first, nothing is missing and nothing is left over
    assert delta(tmp_path / "first", tmp_path / "same", (without, project)) == []


def test_another_choice_brings_two_files(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    export(tmp_path / "first", programme)
    made = delta(tmp_path / "first", tmp_path / "second", (choosing(timeline, "L-0001", 1), project))
    assert [name for name in made if name.endswith(".wav")] == [
        "reaper/audio/0001_ALICE_a-b-b-c-b-an8-n-100_take2.wav", "reaper/audio/0001_ALICE_a-b-b-c-b-an8-n-100_v2.wav"
    ]  # fmt: skip
    report = json.loads((tmp_path / "second" / "delivery.json").read_text(encoding="utf-8"))
    assert next(line for line in report["lines"] if line["id"] == "L-0001")["take"] == "take1-1"
