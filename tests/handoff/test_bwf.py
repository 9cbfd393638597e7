"""A WAV that leaves the house says who it is, when it sounds and how loud it is, to readers not written here."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyloudnorm
import pytest
import soundfile
from wavinfo import WavInfoReader

from plugins.api import LinereadError, Loss, Project, Timeline, timecode_samples
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.audio.bwf import Broadcast, Region
from studio.audio.encode import open_writer
from studio.audio.files import audio_info, read_audio
from studio.export.report import Delivery
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(dest: Path, programme: tuple[Timeline, Project], **options: object) -> Delivery:
    return run_exports(plan_exports(["stems"], *programme, {"lines": True, **options}), dest)


def chunks(path: Path) -> list[tuple[str, int]]:
    """Name and size of every chunk, as they stand in the file."""
    data = path.read_bytes()
    found, at = [], 12
    while at < len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        found.append((name.decode(), size))
        at += 8 + size + size % 2
    assert at == len(data) == struct.unpack_from("<I", data, 4)[0] + 8
    return found


def test_the_chunks_stand_in_the_order_that_every_reader_knows(
    tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    delivery = export(tmp_path / "out", programme)
    assert len(delivery.files) == 6
    for file in delivery.files:
        found = chunks(tmp_path / "out" / file.path)
        assert [name for name, _ in found] == ["bext", "fmt ", "data", "iXML", "cue ", "LIST"]
        assert all(size % 2 == 0 for name, size in found if name != "data")


def test_wavinfo_reads_place_loudness_and_line(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    delivery = export(tmp_path / "out", programme, start="01:00:00:00", date="2026-11-22")
    lines = sorted((f for f in delivery.files if f.what == "line"), key=lambda f: f.line_id)
    for file, (start, length), who in zip(lines, POSITIONS, ("ALICE", "BOB", "ALICE"), strict=True):
        info = WavInfoReader(tmp_path / "out" / file.path)
        assert info.data.frame_count == length
        assert (info.bext.time_reference, info.bext.version) == (start + 3_600 * 48_000, 2)
        assert info.bext.originator_ref == file.line_id
        assert info.bext.description == f"{file.line_id} {who} Hello, world."
        assert info.bext.originator_date == "2026-11-22"
        assert -30 < info.bext.loudness_value < -10
        assert -30 < info.bext.max_true_peak < -0.9
        assert info.bext.coding_history.startswith("A=PCM,F=48000,W=24,M=mono,T=Lineread")
        assert info.ixml.project == "odd positions"
        assert info.ixml.scene == "The first: / scene?"
        assert info.ixml.take == f"take{int(file.line_id[-1])}"
        assert [track.name for track in info.ixml.track_list] == [who]
        (cue,) = list(info.cues.each_cue())
        assert cue[1] == 0
        assert info.cues.label_and_note(cue[0]) == (f"{file.line_id} {who} Hello, world.", "Hello, world.")
        assert info.cues.range(cue[0]) == length


def test_a_stem_and_the_mix_name_every_line(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    delivery = export(tmp_path / "out", programme)
    heard = {}
    for file in delivery.files:
        if file.what != "line":
            cues = WavInfoReader(tmp_path / "out" / file.path).cues
            heard[Path(file.path).stem] = [(at, cues.label_and_note(name)[0]) for name, at in cues.each_cue()]
    one, two, three = ((s, f"L-000{n} {w} Hello, world.") for n, (s, _), w in zip(
        (1, 2, 3), POSITIONS, ("ALICE", "BOB", "ALICE"), strict=True
    ))  # fmt: skip
    assert heard == {
        "odd positions_mix": [(4_711, "a marker"), one, two, three], "ALICE": [one, three], "BOB": [two],
    }  # fmt: skip


def test_the_files_say_how_loud_they_are(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    delivery = export(tmp_path / "out", programme, loudness=-20)
    said = delivery.reports["stems"].measures
    for file in delivery.files:
        info = WavInfoReader(tmp_path / "out" / file.path)
        sound, rate = soundfile.read(tmp_path / "out" / file.path)
        assert info.bext.loudness_value == pytest.approx(pyloudnorm.Meter(rate).integrated_loudness(sound), abs=0.1)
        assert info.bext.max_momentary_loudness >= info.bext.loudness_value - 0.01
        if file.what == "mix":
            assert info.bext.loudness_value == pytest.approx(said["mix LUFS"], abs=0.011)
            assert info.bext.max_true_peak == pytest.approx(said["mix dBTP"], abs=0.011)


def test_what_is_not_latin_is_kept_where_unicode_may_be(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    programme = PROGRAMMES["names"](tmp_path / "takes")
    delivery = export(tmp_path / "out", programme)
    (file,) = (f for f in delivery.files if f.line_id == "L-0004")
    info = WavInfoReader(tmp_path / "out" / file.path)
    assert info.bext.description.startswith("L-0004")
    assert info.bext.description.isascii()
    said = ElementTree.fromstring(ixml(info.path))
    assert said.findtext("LINEREAD/CHARACTER") == "Ж愛 😀"
    assert said.findtext("LINEREAD/TEXT") == said.findtext("NOTE") == "你好，世界。今天天气很好，我们一起去公园散步吧。"
    assert said.findtext("LINEREAD/LINE_ID") == "L-0004"


def ixml(path: str) -> bytes:
    data = Path(path).read_bytes()
    at = data.index(b"iXML")
    return data[at + 8 : at + 8 + struct.unpack_from("<I", data, at + 4)[0]].rstrip(b"\0")


def test_the_same_audio_with_and_without(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    plain = export(tmp_path / "plain", programme, bwf=False)
    export(tmp_path / "bwf", programme)
    for file in plain.files:
        one, two = (soundfile.read(tmp_path / d / file.path, dtype="int32")[0] for d in ("plain", "bwf"))
        assert np.array_equal(one, two)
        assert [name for name, _ in chunks(tmp_path / "plain" / file.path)] == ["fmt ", "data"]


@pytest.mark.parametrize("rate", [44_100, 48_000, 88_200, 96_000])
@pytest.mark.parametrize("depth", ["16", "24", "float"])
def test_every_rate_and_depth_opens_and_sums(
    rate: int, depth: str, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    delivery = export(tmp_path / "out", programme, rate=rate, depth=depth, handles=10, start="00:00:10:00")
    handle = rate // 100
    (mix,) = (f for f in delivery.files if f.what == "mix")
    total = soundfile.read(tmp_path / "out" / mix.path, dtype="float64")[0]
    lines = np.zeros(len(total))
    for file in delivery.files:
        if file.what == "line":
            info = WavInfoReader(tmp_path / "out" / file.path)
            assert info.fmt.sample_rate == rate
            ((_, inside),) = list(info.cues.each_cue())
            assert inside == handle
            start = info.bext.time_reference - 10 * rate
            sound = soundfile.read(tmp_path / "out" / file.path, dtype="float64")[0]
            index = int(file.line_id[-1]) - 1
            assert start + handle == (2 * POSITIONS[index][0] * rate + 48_000) // 96_000
            sound = sound[: len(lines) - start]  # the last handle reaches behind the programme
            lines[start : start + len(sound)] += sound
    if depth == "float":
        assert np.abs(lines - total).max() < 1e-6
    else:
        assert np.array_equal(lines, total)


def test_a_handle_holds_what_the_take_has_beside_the_clip(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    """A take of 65,537 samples of which the clip plays 30,000 from sample 1,200: 500 of the handle are beyond."""
    timeline, project = programme
    clip = replace(timeline.tracks[1].clips[0], source_start=1_200, source_length=30_000, length=30_000)
    timeline = replace(timeline, tracks=(replace(timeline.tracks[1], clips=(clip,)),))
    export(tmp_path / "out", (timeline, project), loudness="none", depth="float", handles=2_000 / 48, template="l")
    made, _ = read_audio(tmp_path / "out" / "l.wav")
    take, _ = read_audio(clip.path)
    assert len(made) == 34_000
    assert not made[:800].any()
    assert np.array_equal(made[800:2_000], take[:1_200])
    assert np.array_equal(made[2_000:32_000], take[1_200:31_200])
    assert np.array_equal(made[32_000:], take[31_200:33_200])


def test_over_four_gigabytes_everything_is_still_there(tmp_path: Path) -> None:
    frames = 1_500_000_001
    tone = (0.5 * np.sin(np.arange(48_017) * 0.05)).astype(np.float32)
    about = Broadcast(
        description="long", position=(1 << 32) + 12_345, ixml="<BWFXML><PROJECT>odd</PROJECT></BWFXML>",
        regions=(Region(start=12_345, length=48_017, label="L-1"), Region(start=frames - 48_017, length=1, label="2")),
    )  # fmt: skip
    path = tmp_path / "huge.wav"
    with open_writer(path, 48_000, 1, "wav", "24", broadcast=about) as writer:
        writer.write_silence(frames - len(tone))
        writer.write(tone)
    assert path.stat().st_blocks * 512 < 1_000_000
    info = audio_info(path)
    assert (info.format, info.length) == ("RF64", frames)
    assert np.abs(read_audio(path, frames - len(tone))[0] - tone).max() < 2.0**-23
    read = WavInfoReader(path)
    assert read.bext.time_reference == (1 << 32) + 12_345
    assert read.ixml.project == "odd"
    assert [at for _, at in read.cues.each_cue()] == [12_345, frames - 48_017]


@pytest.mark.parametrize(
    ("written", "rate", "samples"),
    [
        ("00:00:00:00", 48_000, 0), ("01:00:00:00", 48_000, 172_800_000), ("10:00:00", 44_100, 1_587_600_000),
        ("01:00:00:12@25", 48_000, 172_823_040), ("01:00:00:00@29.97", 48_000, 172_972_800),
        ("01:00:00;00@29.97df", 48_000, 172_799_827), ("00:00:00:01@23.976", 48_000, 2_002),
    ],
)  # fmt: skip
def test_a_session_start_is_a_timecode(written: str, rate: int, samples: int) -> None:
    assert timecode_samples(written, rate) == samples


@pytest.mark.parametrize("wrong", ["one", "25:00:00", "00:61:00", "00:00:00:12", "00:00:00:25@25", "00:00:00@26"])
def test_a_session_start_that_makes_no_sense_is_told_before_anything_is_written(
    wrong: str, programme: tuple[Timeline, Project]
) -> None:
    with pytest.raises(LinereadError):
        plan_exports(["stems"], *programme, {"start": wrong})


def test_a_stale_line_is_said_by_the_file(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    timeline, project = programme
    stale = replace(timeline.tracks[1].clips[0], state="stale")
    tracks = (timeline.tracks[0], replace(timeline.tracks[1], clips=(stale,)))
    export(tmp_path / "out", (replace(timeline, tracks=tracks), project), template="{id}")
    said = ElementTree.fromstring(ixml(str(tmp_path / "out" / "L-0002.wav")))
    assert said.findtext("LINEREAD/STATE") == "stale"
    assert Loss(what="gain baked", detail="clip, track and programme gain and fades are in the audio") in [
        loss for _, loss in plan_exports(["stems"], timeline, project).losses
    ]
