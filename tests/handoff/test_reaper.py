"""A REAPER project in which every line is an item on its sample, with its text, and no file is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rpp
import soundfile

from plugins import conformance
from plugins.api import Project, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES
from plugins.reaper.exporter import ReaperExporter
from plugins.reaper.project import color_number, quoted
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(home: Path, programme: tuple[Timeline, Project], **options: object) -> rpp.Element:
    """The project, read by rpp from where it was moved to."""
    run_exports(plan_exports(["reaper", "stems"], *programme, options), home / "out")
    shutil.move(home / "out", home / "elsewhere")
    (path,) = (home / "elsewhere" / "reaper").glob("*.rpp")
    return rpp.loads(path.read_text(encoding="utf-8"))


def said(element: rpp.Element, name: str) -> list[str]:
    return element.find(name)[1:]


def items(element: rpp.Element) -> list[tuple[str, rpp.Element]]:
    tracks = element.findall("TRACK")
    return [(said(track, "NAME")[0], item) for track in tracks for item in track.findall("ITEM")]


@pytest.mark.parametrize(("rate", "handles"), [(48_000, 0), (44_100, 25), (96_000, 25)])
def test_every_item_stands_on_its_sample(
    rate: int, handles: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    read = export(tmp_path, programme, rate=rate, handles=handles)
    assert said(read, "SAMPLERATE")[0] == str(rate)

    def at(sample: int) -> int:
        return (2 * sample * rate + 48_000) // 96_000

    found = {}
    for who, item in items(read):
        position, length, offset = (float(said(item, key)[0]) * rate for key in ("POSITION", "LENGTH", "SOFFS"))
        assert max(abs(v - round(v)) for v in (position, length, offset)) < 1e-6
        assert round(offset) == round(handles * rate / 1000)
        file = tmp_path / "elsewhere" / "reaper" / said(item.find("SOURCE"), "FILE")[0]
        assert soundfile.info(file).frames == round(length) + 2 * round(offset)
        found[said(item, "NAME")[0][:6]] = (who, round(position), round(position + length))
    assert found == {
        f"L-000{number}": (who, at(start), at(start + length))
        for number, (who, (start, length)) in enumerate(zip(("ALICE", "BOB", "ALICE"), POSITIONS, strict=True), 1)
    }


def test_the_items_add_up_to_the_mix(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    read = export(tmp_path, programme, handles=100)
    mix = soundfile.read(tmp_path / "elsewhere" / "odd positions_mix.wav", dtype="int32")[0]
    total = np.zeros_like(mix)
    for _, item in items(read):
        assert said(item, "FADEIN") == said(item, "FADEOUT") == ["1", "0", "0", "1", "0", "0", "0"]
        position, length, offset = (round(float(said(item, k)[0]) * 48_000) for k in ("POSITION", "LENGTH", "SOFFS"))
        file = tmp_path / "elsewhere" / "reaper" / said(item.find("SOURCE"), "FILE")[0]
        sound = soundfile.read(file, dtype="int32")[0]
        total[position : position + length] += sound[offset : offset + length]
    assert np.array_equal(total, mix)


def test_text_scenes_markers_and_colours_arrive(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    clip = replace(timeline.tracks[1].clips[0], text='Say "it\'s"\n`now`', direction="surprised", note="pick-up")
    timeline = replace(timeline, tracks=(timeline.tracks[0], replace(timeline.tracks[1], clips=(clip,))))
    read = export(tmp_path, (timeline, project), start="01:00:00:00", line_markers=True)
    (item,) = (item for who, item in items(read) if who == "BOB")
    notes = [row if isinstance(row, str) else " ".join(row) for row in item.find("NOTES").children]
    assert [row.strip() for row in notes] == ['|Say "it\'s"', "|`now`", "|(surprised)", "|pick-up"]
    assert said(item, "NAME") == ["L-0002 BOB Say \"it's\" 'now'"]
    markers = [row[1:] for row in read.children if isinstance(row, list) and row[0] == "MARKER"]
    assert [(m[1], m[2], m[3]) for m in markers if "scene" in m[2]] == [
        ("0.00000000000000", "The first: / scene?", "1")
    ]  # fmt: skip
    named = {m[2][:8]: round(float(m[1]) * 48_000) for m in markers if m[2]}
    assert {named[key] for key in ("a marker", "L-0001 A", "L-0002 B", "L-0003 A")} == {4711, 12345, 90001, 200003}
    assert float(said(read, "PROJOFFS")[0]) == 3600
    tracks = {said(t, "NAME")[0]: int(said(t, "PEAKCOL")[0]) for t in read.findall("TRACK")}
    assert tracks == {t.name: color_number(t.color) for t in timeline.tracks}


@pytest.mark.parametrize(("text", "written"), [
    ("a b", '"a b"'), ('a "b"', "'a \"b\"'"), ("it's \"b\"", "`it's \"b\"`"), ("'`\"\n", "`''\"`"), ("", '""')
])  # fmt: skip
def test_any_text_can_be_a_string(text: str, written: str) -> None:
    assert quoted(text) == written


def test_a_colour_is_said_as_reaper_says_it() -> None:
    assert color_number("#4e79a7") == 0x1000000 | 0xA7794E


def test_it_conforms(tmp_path: Path) -> None:
    for name, files in conformance.run(ReaperExporter, tmp_path):
        (session,) = (file for file in files if file.suffix == ".rpp")
        read = rpp.loads(session.read_text(encoding="utf-8"))
        named = [session.parent / said(s, "FILE")[0] for _, item in items(read) for s in item.findall("SOURCE")]
        assert sorted(named) == sorted(file for file in files if file.suffix == ".wav"), name
