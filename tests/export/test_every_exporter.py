"""Every exporter of ours keeps every promise: in the suite for all, and in a delivery that fails half-way."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from plugins import conformance
from plugins.api import ExportCancelled, LinereadError, Project, Timeline
from plugins.conformance import PROGRAMMES
from studio.export import host
from studio.export.runner import plan_exports, run_exports

EXPORTERS = [p.id for p in host.plugins() if p.kind == "exporter" and p.origin == "built-in"]
Programme = tuple[Timeline, Project]


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def delivered(tmp_path: Path) -> Callable[[str], tuple[Path, Programme, dict[str, bytes]]]:
    """A delivery of an exporter, what is to replace it (other words and times), and what is in it now."""

    def make(identity: str) -> tuple[Path, Programme, dict[str, bytes]]:
        for name in ("old", "new"):
            (tmp_path / name).mkdir()
        timeline, project = PROGRAMMES["odd"](tmp_path / "old")
        run_exports(plan_exports([identity], timeline, project), tmp_path / "out")
        other, after = PROGRAMMES["names"](tmp_path / "new")
        return tmp_path / "out", (replace(other, name=timeline.name), after), content(tmp_path / "out")

    return make


@pytest.mark.parametrize("identity", EXPORTERS)
def test_it_conforms(identity: str, tmp_path: Path) -> None:
    conformance.run(type(host.exporter(identity).load_exporter()), tmp_path, huge=True)


@pytest.mark.parametrize("identity", EXPORTERS)
def test_stopped_anywhere_it_leaves_the_old_delivery_and_nothing_else(
    identity: str, delivered: Callable[..., tuple[Path, Programme, dict[str, bytes]]], tmp_path: Path
) -> None:
    out, programme, before = delivered(identity)
    plan = plan_exports([identity], *programme)
    there = set(tmp_path.iterdir())
    asked = limit = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return 0 < limit <= asked

    run_exports(plan, tmp_path / "counted", cancelled=stop)
    total = asked
    for question in sorted({1, max(1, total // 2), max(1, 3 * total // 4)}):
        asked, limit = 0, question
        with pytest.raises(ExportCancelled):
            run_exports(plan, out, cancelled=stop)
        assert content(out) == before
        assert set(tmp_path.iterdir()) == there | {tmp_path / "counted"}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may be larger: what a disk says that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("identity", EXPORTERS)
def test_a_full_disk_names_the_file_and_leaves_the_old_delivery(
    identity: str, delivered: Callable[..., tuple[Path, Programme, dict[str, bytes]]], tmp_path: Path
) -> None:
    out, programme, before = delivered(identity)
    there = set(tmp_path.iterdir())
    run_exports(plan_exports([identity], *programme), tmp_path / "whole")
    report = json.loads((tmp_path / "whole" / "delivery.json").read_text(encoding="utf-8"))
    largest = max(file["bytes"] for file in report["files"])
    room = 3 * largest // 4
    with room_for(room), pytest.raises(LinereadError) as told:
        run_exports(plan_exports([identity], *programme), out)
    assert told.value.message.startswith("The disk is full: ")
    too_large = [str(out / file["path"]) for file in report["files"] if file["bytes"] > room]
    assert any(f" {path} " in told.value.message for path in too_large), (told.value.message, too_large)
    assert content(out) == before
    assert set(tmp_path.iterdir()) == there | {tmp_path / "whole"}


def test_no_exporter_sees_a_control_character(tmp_path: Path) -> None:
    """They come in with pasted text; the places of the words stay what they were."""
    timeline, project = PROGRAMMES["odd"](tmp_path)
    (alice, bob) = timeline.tracks
    text = "Hel\x00lo,\x0bwor\x1b[0mld.\ufffe \ud800"
    clip = replace(bob.clips[0], text=text, note="\x07", fields={"k\x00": "v\x0b"})
    odd = replace(timeline, name="a\x00b", tracks=(replace(alice, name="AL\x01ICE"), replace(bob, clips=(clip,))))
    plan = plan_exports([x for x in EXPORTERS if x != "xlsx"], odd, project)
    seen = plan.exports[0].plan.timeline
    assert (seen.name, seen.tracks[0].name) == ("a b", "AL ICE")
    assert seen.tracks[1].clips[0].text == "Hel lo, wor [0mld.   "
    assert len(seen.tracks[1].clips[0].text) == len(text)
    assert seen.tracks[1].clips[0].fields == {"k ": "v "}
    assert seen.tracks[0].clips == alice.clips
    run_exports(plan, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in (".srt", ".vtt", ".ass", ".lrc", ".rpp", ".edl", ".TextGrid", ".txt", ".lof", ".ffmetadata"):
            assert not {byte for byte in path.read_bytes() if byte < 32} - {9, 10, 13}, path
