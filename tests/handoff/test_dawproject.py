"""A DAWproject that strict readers open: every clip on its sample, in beats and in seconds alike."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import soundfile

from plugins import conformance
from plugins.api import Project, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES
from plugins.dawproject.exporter import DawProjectExporter
from studio.export import host
from studio.export.delta import past_options, plan_delta, read_delivery
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(home: Path, programme: tuple[Timeline, Project], **options: object) -> zipfile.ZipFile:
    run_exports(plan_exports(["dawproject", "stems"], *programme, options), home / "out")
    (path,) = (home / "out").glob("*.dawproject")
    return zipfile.ZipFile(path)


@pytest.mark.parametrize(("rate", "handles"), [(48_000, 0), (44_100, 25), (96_000, 25)])
def test_every_clip_stands_on_its_sample_and_the_sum_is_the_mix(
    rate: int, handles: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    container = export(tmp_path, programme, rate=rate, handles=handles)
    assert container.testzip() is None
    root = ElementTree.fromstring(container.read("project.xml"))
    assert root.find("Transport/Tempo").get("value") == "60.0"  # a beat is a second
    mix = soundfile.read(tmp_path / "out" / "odd positions_mix.wav", dtype="int32")[0]
    total = np.zeros_like(mix)
    starts = {}
    for outer in root.findall("Arrangement/Lanes/Lanes/Clips/Clip"):
        inner = outer.find("Clips/Clip")
        audio = inner.find("Audio")
        assert {k: outer.get(k) for k in ("name", "color", "comment", "duration")} == {
            k: inner.get(k) for k in ("name", "color", "comment", "duration")
        }
        assert (float(outer.get("playStart")), float(inner.get("time"))) == (0, 0)
        assert inner.find("Warps") is None
        times = [float(v) * rate for v in (outer.get("time"), outer.get("duration"), inner.get("playStart"))]
        assert max(abs(v - round(v)) for v in times) < 1e-6
        start, length, offset = map(round, times)
        sound, file_rate = soundfile.read(io.BytesIO(container.read(audio.find("File").get("path"))), dtype="int32")
        assert (file_rate, int(audio.get("sampleRate"))) == (rate, rate)
        assert round(float(audio.get("duration")) * rate) == len(sound)
        total[start : start + length] += sound[offset : offset + length]
        starts[outer.get("name")[:6]] = start
    assert np.array_equal(total, mix)
    assert starts == {f"L-000{n}": (2 * s * rate + 48_000) // 96_000 for n, (s, _) in enumerate(POSITIONS, 1)}


def test_the_container_is_one_that_cubase_opens(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    container = export(tmp_path, programme)
    data = Path(container.filename).read_bytes()
    assert container.namelist()[:2] == ["project.xml", "metadata.xml"]
    for info in container.infolist():
        _, _, flags, method, _, _, crc, size, full = struct.unpack_from("<4sHHHHHIII", data, info.header_offset)
        assert flags & 0x08 == 0, "a data descriptor"
        assert (crc, size, full) == (info.CRC, info.compress_size, info.file_size)
        assert method == (8 if info.filename.endswith(".xml") else 0)


def test_structure_ids_and_markers(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    root = ElementTree.fromstring(export(tmp_path, programme, line_markers=True).read("project.xml"))
    assert [child.tag for child in root] == ["Application", "Transport", "Structure", "Arrangement", "Scenes"]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    tracks = root.findall("Structure/Track")
    assert [(t.get("name"), t.find("Channel").get("role")) for t in tracks] == [
        ("ALICE", "regular"), ("BOB", "regular"), ("Master", "master")
    ]  # fmt: skip
    assert {t.find("Channel").get("destination") for t in tracks[:2]} == {tracks[2].find("Channel").get("id")}
    assert [c.tag for c in tracks[0].find("Channel")] == ["Mute", "Pan", "Volume"]
    assert {lane.get("track") for lane in root.findall("Arrangement/Lanes/Lanes")} == {t.get("id") for t in tracks[:2]}
    markers = {m.get("name")[:6]: round(float(m.get("time")) * 48_000) for m in root.iter("Marker")}
    assert markers == {"The fi": 0, "a mark": 4711, "L-0001": 12345, "L-0002": 90001, "L-0003": 200003}


def test_the_same_script_gives_the_same_file(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    one, two = (export(tmp_path / name, programme) for name in ("one", "two"))
    assert Path(one.filename).read_bytes() == Path(two.filename).read_bytes()


def test_it_conforms(tmp_path: Path) -> None:
    for name, (path,) in conformance.run(DawProjectExporter, tmp_path):
        container = zipfile.ZipFile(path)
        root = ElementTree.fromstring(container.read("project.xml"))
        named = {element.get("path") for element in root.iter("File")}
        assert named == {n for n in container.namelist() if n.endswith(".wav")}, name


def test_with_its_sounds_beside_it_a_delta_brings_only_those_that_changed(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    timeline, project = programme
    run_exports(plan_exports(["dawproject"], timeline, project, {"media": "beside"}), tmp_path / "out")
    past = read_delivery(tmp_path / "out")
    other = replace(timeline.tracks[1].clips[0], path=timeline.tracks[0].clips[0].path, take="other", length=48_017,
                    source_length=48_017)  # fmt: skip
    changed = replace(timeline, tracks=(timeline.tracks[0], replace(timeline.tracks[1], clips=(other,))))
    plan, _ = plan_delta(
        plan_exports(["dawproject"], changed, project, past_options(past, ["dawproject"], {})), past, "_v2"
    )
    run_exports(plan, tmp_path / "delta")
    home = tmp_path / "delta" / "dawproject"
    assert [path.name for path in home.rglob("*.wav")] == ["0002_BOB_hello-world_v2.wav"]
    shutil.copytree(tmp_path / "delta", tmp_path / "out", dirs_exist_ok=True)
    session = tmp_path / "out" / "dawproject" / "odd positions.dawproject"
    with zipfile.ZipFile(session) as container:
        assert not [name for name in container.namelist() if name.endswith(".wav")]
        root = ElementTree.fromstring(container.read("project.xml"))
    files = [file.get("path", "") for file in root.iter("File") if file.get("external") == "true"]
    assert len(files) == 3
    assert all((session.parent / name).is_file() for name in files)
    assert "audio/0002_BOB_hello-world_v2.wav" in files


@pytest.mark.parametrize("media", ["inside", "beside"])
def test_it_conforms_wherever_its_sounds_are(media: str, tmp_path: Path) -> None:
    info = host.exporter("dawproject")
    conformance.run(DawProjectExporter, tmp_path, checked(info, {"media": media}))
