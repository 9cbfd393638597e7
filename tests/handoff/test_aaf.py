"""An AAF with every line on its sample, its texts with it, and its sound beside the file."""

from __future__ import annotations

import struct
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

import aaf2
import numpy as np
import opentimelineio
import pytest
import soundfile

from plugins import conformance
from plugins.aaf.exporter import AafExporter
from plugins.api import LinereadError, Project, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(home: Path, programme: tuple[Timeline, Project], **options: object) -> Path:
    run_exports(plan_exports(["aaf", "stems"], *programme, options), home / "out")
    (path,) = (home / "out" / "aaf").glob("*.aaf")
    return path


def sounds(file: Any, path: Path) -> list[tuple[str, int, int, int, Any, Path]]:
    """(slot, position, length, offset in the file, master mob, the file) of every clip, as a reader walks there."""
    (composition,) = file.content.compositionmobs()
    found = []
    for slot in composition.slots:
        if slot.media_kind != "Sound":
            continue
        position = 0
        for component in slot.segment.components:
            if isinstance(component, aaf2.components.OperationGroup):  # the gain of the clip within
                (component,) = component.segments
            if isinstance(component, aaf2.components.SourceClip):
                master = component.mob
                link = master.slots[0].segment
                (locator,) = link.mob.descriptor["Locator"].value
                url = urlparse(locator["URLString"].value)
                assert (url.scheme, url.netloc) == ("file", "localhost")
                pure = PurePosixPath(unquote(url.path))
                media = path.parent / pure.parent.name / pure.name
                found.append((slot.name, position, component.length, component.start + link.start, master, media))
            position += component.length
        assert position == slot.segment.length
    return found


@pytest.mark.parametrize(("rate", "handles"), [(48_000, 0), (44_100, 25), (96_000, 25)])
def test_every_clip_stands_on_its_sample_and_the_sum_is_the_mix(
    rate: int, handles: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    path = export(tmp_path, programme, rate=rate, handles=handles)
    total = np.zeros_like(mix := soundfile.read(tmp_path / "out/odd positions_mix.wav", dtype="int32")[0])
    found = {}
    with aaf2.open(str(path)) as file:
        for slot, position, length, offset, master, media in sounds(file, path):
            sound = soundfile.read(media, dtype="int32")[0]
            total[position : position + length] += sound[offset : offset + length]
            found[master.name[:6]] = (slot, position, position + length, offset)
    assert np.array_equal(total, mix)
    assert found == {
        f"L-000{n}": (who, *((2 * at * rate + 48_000) // 96_000 for at in (start, start + length)),
                      round(handles * rate / 1000))
        for n, (who, (start, length)) in enumerate(zip(("ALICE", "BOB", "ALICE"), POSITIONS, strict=True), 1)
    }  # fmt: skip


@pytest.mark.parametrize("depth", ["16", "24", "float"])
def test_the_summary_is_a_riff_of_the_file(depth: str, tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    """libaaf crashes on a summary whose RIFF size counts audio that is not there, or that has no data header."""
    path = export(tmp_path, programme, depth=depth)
    with aaf2.open(str(path)) as file:
        for *_, master, media in sounds(file, path):
            descriptor = master.slots[0].segment.mob.descriptor
            head = bytes(descriptor["Summary"].value)
            assert struct.unpack_from("<4sI4s4s", head) == (b"RIFF", len(head) - 8, b"WAVE", b"fmt ")
            tag, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", head, 20)
            info = soundfile.info(media)
            assert (tag, channels, rate, block, bits) == {
                "16": (1, 1, 48_000, 2, 16), "24": (1, 1, 48_000, 3, 24), "float": (3, 1, 48_000, 4, 32)
            }[depth]  # fmt: skip
            assert struct.unpack_from("<4sI", head, 36) == (b"data", info.frames * block)
            assert descriptor["Length"].value == info.frames


def test_texts_markers_and_timecode_arrive(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    clip = replace(timeline.tracks[1].clips[0], text="你好，世界。", direction="surprised")
    timeline = replace(timeline, tracks=(timeline.tracks[0], replace(timeline.tracks[1], clips=(clip,))))
    path = export(tmp_path, (timeline, project), start="01:00:00:12@25", line_markers=True)
    with aaf2.open(str(path)) as file:
        (composition,) = file.content.compositionmobs()
        (master,) = (entry[4] for entry in sounds(file, path) if entry[0] == "BOB")
        assert dict(master.comments.items()) == {"Line ID": "L-0002", "Text": "你好，世界。", "Direction": "surprised"}
        (timecode,) = (slot.segment for slot in composition.slots if slot.name == "TC")
        assert (timecode.start, timecode.fps, timecode.drop) == (90_012, 25, False)
        events = [slot.segment.components for slot in composition.slots if slot.name == "Markers"]
        markers = sorted((m["Position"].value, m["Comment"].value[:6]) for own in events for m in own)
        assert markers == [
            (0, "The fi"),
            (4711, "a mark"),
            *((s, f"L-000{n}") for n, (s, _) in enumerate(POSITIONS, 1)),
        ]


def test_opentimelineio_reads_tracks_clips_and_markers(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    path = export(tmp_path, programme, line_markers=True, handles=100)
    timeline = opentimelineio.adapters.read_from_file(str(path), adapter_name="AAF")
    found: dict[str, object] = {}
    noted: dict[str, object] = {}
    for track in timeline.audio_tracks():
        for clip in track.find_clips():
            place = clip.range_in_parent()
            assert (place.start_time.rate, clip.source_range.start_time.value) == (48_000, 4_800)
            found[clip.name[:6]] = (track.name, place.start_time.value, place.duration.value)
            assert clip.media_reference.target_url.endswith(".wav")
    assert found == {
        f"L-000{n}": (who, *place)
        for n, (who, place) in enumerate(zip(("ALICE", "BOB", "ALICE"), POSITIONS, strict=True), 1)
    }
    for item in timeline.find_children():
        noted |= {m.name[:6]: item.name[:6] for m in getattr(item, "markers", ())}
    assert noted["L-0002"] == "L-0002"
    assert {"The fi", "a mark", "L-0001", "L-0003"} <= set(noted)


def test_lines_of_one_character_that_overlap_get_further_slots(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    programme = PROGRAMMES["overlaps"](tmp_path / "takes")
    path = export(tmp_path, programme)
    with aaf2.open(str(path)) as file:
        assert [(slot, position) for slot, position, *_ in sounds(file, path)] == [
            ("ALICE", 0), ("ALICE 2", 12_346), ("BOB", 12_345), ("BOB 2", 30_011)
        ]  # fmt: skip


def test_a_line_keeps_its_identity_from_delivery_to_delivery(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    one, two = (export(tmp_path / name, programme) for name in ("one", "two"))
    ids = []
    for path in (one, two):
        with aaf2.open(str(path)) as file:
            ids.append({mob.name: str(mob.mob_id) for mob in file.content.mobs})
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(set(ids[0].values())) == 7


def test_without_pyaaf2_it_says_what_to_install(
    programme: tuple[Timeline, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "aaf2", None)  # what the import system knows as "not there"
    with pytest.raises(LinereadError, match="pyaaf2"):
        plan_exports(["aaf"], *programme)


def test_it_conforms(tmp_path: Path) -> None:
    for name, files in conformance.run(AafExporter, tmp_path):
        (path,) = (file for file in files if file.suffix == ".aaf")
        with aaf2.open(str(path)) as file:
            assert {media for *_, media in sounds(file, path)} == {f for f in files if f.suffix == ".wav"}, name


def test_the_same_script_gives_the_same_bytes(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    one, two = (export(tmp_path / name, programme, line_markers=True) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
