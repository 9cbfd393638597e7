"""Video editors find every line on its frame, and inside of its frame on its sample."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlparse

import numpy as np
import opentimelineio as otio
import pytest
import soundfile
from lxml import etree

from plugins import conformance
from plugins.api import FRAME_RATES, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES, _clip, _programme, _take
from plugins.nle.frames import Grid, media_url
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports

FORMATS = ("otio", "fcp7", "fcpxml", "edl")
# First frame and length at 25 frames a second of the odd project's lines.
FRAMES = {"L-0001": (6, 26), "L-0002": (46, 36), "L-0003": (104, 16)}
Placed = dict[str, tuple[int, int, str]]  # line id -> first frame, length, media


def export(tmp_path: Path, name: str, programme: str = "odd", **options: object) -> tuple[Timeline, Path]:
    timeline, project = PROGRAMMES[programme](tmp_path)
    plan = plan_exports([name, "stems"], timeline, project, {"stems.stems": False, **options})
    run_exports(plan, tmp_path / "out")
    return timeline, tmp_path / "out"


def read(path: Path, adapter: str, rate: float = 25) -> otio.schema.Timeline:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the adapters are of 2023
        made = otio.adapters.read_from_file(str(path), adapter, **({"rate": rate} if adapter == "cmx_3600" else {}))
    while not isinstance(made, otio.schema.Timeline):
        made = made[0]
    return made


def clips_of(timeline: otio.schema.Timeline) -> Iterator[tuple[str, otio.schema.Clip, otio.opentime.TimeRange]]:
    for clip in timeline.find_clips():
        at = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
        yield clip.name, clip, at


def placed(out: Path, name: str, rate: float = 25) -> Placed:
    """What somebody else's reader finds."""
    found: Placed = {}
    files = {"otio": "*.otio", "fcp7": "*.xml", "fcpxml": "*.fcpxml", "edl": "*.edl"}[name]
    adapter = {"otio": "otio_json", "fcp7": "fcp_xml", "fcpxml": "otio_fcpx_xml_lite_adapter", "edl": "cmx_3600"}[name]
    for path in (out / name).glob(files):
        for label, clip, at in clips_of(read(path, adapter, rate)):
            url = getattr(clip.media_reference, "target_url", "")
            url = urlparse(url).path if url.startswith("file:") else url
            if name == "edl":
                label = next(m.name for m in clip.markers) if clip.markers else label
                url = f"audio/{clip.name}"
            found[label.split()[0]] = (at.start_time.to_frames(), at.duration.to_frames(), unquote(url))
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_the_exporters_conform(name: str, tmp_path: Path) -> None:
    conformance.run(type(host.exporter(name).load_exporter()), tmp_path)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("otio", {"bundle": True}),
        ("otio", {"frame_rate": "29.97", "line_markers": True, "rate": 44_100}),
        ("fcp7", {"frame_rate": "59.94", "start": "10:00:00:00", "base": "D:\\Show", "depth": "float"}),
        ("fcpxml", {"frame_rate": "23.976", "ascii": True}),
        ("edl", {"frame_rate": "24", "template": "same"}),
    ],
)
def test_they_conform_with_other_options(name: str, options: dict[str, object], tmp_path: Path) -> None:
    info = host.exporter(name)
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, options))


@pytest.mark.parametrize("name", FORMATS)
def test_another_reader_finds_each_line_on_its_frame(name: str, tmp_path: Path) -> None:
    _, out = export(tmp_path, name)
    found = placed(out, name)
    assert {line: place[:2] for line, place in found.items()} == FRAMES
    for _, _, url in found.values():
        assert (out / name / url).is_file()


def test_two_readers_of_fcpxml_agree(tmp_path: Path) -> None:
    _, out = export(tmp_path, "fcpxml")
    made = read(out / "fcpxml/odd positions.fcpxml", "fcpx_xml")
    found = {name.split()[0]: (at.start_time.to_frames(), at.duration.to_frames()) for name, _, at in clips_of(made)}
    assert found == FRAMES


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("frame_rate", ["24", "25", "30", "60"])
def test_media_on_their_frames_add_up_to_the_mix(name: str, frame_rate: str, tmp_path: Path) -> None:
    _, out = export(tmp_path, name, frame_rate=frame_rate)
    mix, rate = soundfile.read(out / "odd positions_mix.wav", dtype="int32")
    total = np.zeros(len(mix) + rate, np.int64)
    for start, length, url in placed(out, name, float(frame_rate)).values():
        sound, _ = soundfile.read(out / name / url, dtype="int32")
        step = rate // int(frame_rate)
        assert len(sound) == length * step  # neither a frame too short nor one too long
        total[start * step : start * step + len(sound)] += sound
    assert np.array_equal(total[: len(mix)], mix)
    assert not total[len(mix) :].any()


@pytest.mark.parametrize("frame_rate", ["23.976", "29.97", "59.94"])
def test_at_ntsc_rates_lines_are_within_half_a_sample(frame_rate: str, tmp_path: Path) -> None:
    _, out = export(tmp_path, "otio", frame_rate=frame_rate)
    for (start, length, url), (position, _) in zip(sorted(placed(out, "otio").values()), POSITIONS, strict=True):
        sound, rate = soundfile.read(out / "otio" / url, dtype="int32")
        first = int(np.flatnonzero(sound)[0]) - 1  # the take's chirp begins with one zero
        exact = start * rate / FRAME_RATES[frame_rate]
        assert abs(exact + first - position) <= Fraction(1, 2)
        assert len(sound) >= length * rate / FRAME_RATES[frame_rate]


def test_the_silence_before_a_line_is_silence_though_its_take_goes_on(tmp_path: Path) -> None:
    take = _take(tmp_path, "long", 48_000, 96_000)
    clip = replace(_clip(1, "Hello.", 12_345, 48_017, take), source_start=1_200, source_length=48_017)
    timeline, project = _programme("handles", {"ALICE": [clip]})
    run_exports(plan_exports(["fcp7"], timeline, project, {"loudness": None}), tmp_path / "out")
    (path,) = (tmp_path / "out/fcp7/audio").glob("*.wav")
    sound, _ = soundfile.read(path, dtype="int32")
    assert not sound[: 12_345 - 6 * 1920].any()
    assert sound[12_345 - 6 * 1920]


def test_lines_that_share_a_frame_get_a_second_track(tmp_path: Path) -> None:
    take = _take(tmp_path, "t", 48_000, 4_801)
    clips = [_clip(n + 1, f"Line {n}.", n * 4_801, 4_801, take) for n in range(4)]
    timeline, project = _programme("tight", {"ALICE": clips})
    plan = plan_exports(["fcp7", "edl"], timeline, project)
    assert ("fcp7", "lines that share a frame are on ALICE 2") in [(by, loss.detail) for by, loss in plan.losses]
    run_exports(plan, tmp_path / "out")
    assert len(placed(tmp_path / "out", "fcp7")) == 4
    assert sorted(p.name for p in (tmp_path / "out/edl").glob("*.edl")) == ["ALICE 2.edl", "ALICE.edl"]


def test_otio_carries_text_ids_markers_and_samples(tmp_path: Path) -> None:
    timeline, out = export(tmp_path, "otio", start="01:00:00:00")
    made = read(out / "otio/odd positions.otio", "otio_json")
    assert [track.name for track in made.audio_tracks()] == ["ALICE", "BOB"]
    assert made.global_start_time == otio.opentime.RationalTime(90_000, 25)
    about = {clip.metadata["lineread"]["id"]: clip.metadata["lineread"] for clip in made.find_clips()}
    for clip in timeline.clips():
        assert about[clip.line_id]["start_sample"] == clip.start
        assert about[clip.line_id]["text"] == clip.text
    assert [m.name for m in made.tracks.markers] == ["The first: / scene?", "a marker"]
    assert made.duration().to_frames() == 120


def test_an_otioz_opens_with_its_media(tmp_path: Path) -> None:
    _, out = export(tmp_path, "otio", bundle=True)
    assert [p.name for p in out.iterdir() if p.name.startswith("otio")] == []
    (tmp_path / "unpacked").mkdir()
    made = otio.adapters.read_from_file(
        str(out / "odd positions.otioz"), extract_to_directory=str(tmp_path / "unpacked")
    )
    found = {}
    for name, clip, at in clips_of(made):
        path = tmp_path / "unpacked" / unquote(clip.media_reference.target_url)
        assert soundfile.info(path).frames == at.duration.to_frames() * 1920
        found[name.split()[0]] = (at.start_time.to_frames(), at.duration.to_frames())
    assert found == FRAMES


def test_fcp7_has_what_premiere_asks_for(tmp_path: Path) -> None:
    _, out = export(tmp_path, "fcp7", start="01:00:00:00", base="/Volumes/My Show", frame_rate="29.97")
    root = etree.parse(out / "fcp7/odd positions.xml").getroot()
    assert root.findtext("sequence/rate/timebase") == "30"
    assert root.findtext("sequence/rate/ntsc") == "TRUE"
    assert root.findtext("sequence/timecode/frame") == "108000"
    assert root.findtext("sequence/timecode/string") == "01:00:00:00"
    assert [t.get("MZ.TrackName") for t in root.iter("track")] == ["ALICE", "BOB"]
    assert root.find("sequence/media/video/format/samplecharacteristics/width") is not None
    for item in root.iter("clipitem"):
        assert item.findtext("file/pathurl").startswith("file://localhost/Volumes/My%20Show/fcp7/audio/")
        assert item.findtext("file/media/audio/channelcount") == "1"
        assert item.findtext("comments/mastercomment1") == "Hello, world."
        assert (item.findtext("in"), item.findtext("out")) == ("0", item.findtext("duration"))
    assert media_url("fcp7/audio/é.wav", "fcp7", "C:\\Show\\") == "file://localhost/C%3a/Show/fcp7/audio/%C3%A9.wav"
    assert media_url("fcp7/audio/é.wav", "fcp7", None) == "audio/%C3%A9.wav"


@pytest.mark.parametrize("frame_rate", ["25", "29.97"])
def test_fcpxml_times_are_on_the_frame_grid(frame_rate: str, tmp_path: Path) -> None:
    _, out = export(tmp_path, "fcpxml", start="01:00:00:00", frame_rate=frame_rate)
    root = etree.parse(out / "fcpxml/odd positions.fcpxml").getroot()
    fps = FRAME_RATES[frame_rate]
    seen = 0
    for element in root.iter():
        for key in ("offset", "start", "duration", "tcStart", "frameDuration"):
            if key in element.attrib:
                match = re.fullmatch(r"(\d+)(?:/(\d+))?s", element.get(key))
                assert match, element.get(key)
                assert (Fraction(int(match[1]), int(match[2] or 1)) * fps).denominator == 1
                seen += 1
    assert seen > 15
    assert {c.get("audioRole") for c in root.iter("asset-clip")} == {"dialogue.ALICE", "dialogue.BOB"}
    assets = {a.get("id"): a for a in root.iter("asset")}
    for clip in root.iter("asset-clip"):
        assert clip.get("duration") == assets[clip.get("ref")].get("duration")
        assert clip.findtext("note") == "Hello, world."
    sequence = next(root.iter("sequence"))
    assert (sequence.get("audioLayout"), sequence.get("audioRate")) == ("stereo", "48k")
    assert "modDate" not in etree.tostring(root).decode()


def test_an_edit_list_has_short_reels_and_the_lines_text(tmp_path: Path) -> None:
    _, out = export(tmp_path, "edl", start="01:00:00:00")
    rows = (out / "edl/ALICE.edl").read_text(encoding="utf-8").splitlines()
    assert rows[:2] == ["TITLE: odd positions ALICE", "FCM: NON-DROP FRAME"]
    assert rows[3] == "001  L0001    A     C        00:00:00:00 00:00:01:01 01:00:00:06 01:00:01:07"
    assert "* COMMENT: Hello, world." in rows
    made = read(out / "edl/ALICE.edl", "cmx_3600")
    assert made.tracks[0].kind == "Audio"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("programme", ["names", "overlaps"])
def test_other_readers_read_odd_names_and_overlaps(name: str, programme: str, tmp_path: Path) -> None:
    timeline, out = export(tmp_path, name, programme)
    assert len(placed(out, name)) == len(timeline.clips())


def test_an_edit_list_drops_frames_where_its_start_does(tmp_path: Path) -> None:
    _, out = export(tmp_path, "edl", start="01:00:00;00@29.97df", frame_rate="29.97")
    rows = (out / "edl/ALICE.edl").read_text(encoding="utf-8").splitlines()
    assert rows[1] == "FCM: DROP FRAME"
    assert rows[3].endswith("01:00:00;07 01:00:01;08")
    made = read(out / "edl/ALICE.edl", "cmx_3600", 30_000 / 1001)
    assert [clip.source_range.duration.to_frames() for clip in made.find_clips()] == [31, 20]


@pytest.mark.parametrize("name", FORMATS)
def test_a_programme_that_passes_midnight_is_told(name: str, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    plan = plan_exports([name], timeline, project, {"start": "23:59:58:00"})
    assert [loss.what for _, loss in plan.losses].count("midnight") == 1
    run_exports(plan, tmp_path / "out")
    if name == "edl":
        rows = (tmp_path / "out/edl/ALICE.edl").read_text(encoding="utf-8").splitlines()
        assert [row[-23:] for row in rows if row[:3].isdigit()] == [
            "23:59:58:06 23:59:59:07", "00:00:02:04 00:00:02:20"
        ]  # fmt: skip
    assert "midnight" not in [loss.what for _, loss in plan_exports([name], timeline, project).losses]


def test_a_list_of_more_events_than_the_format_numbers_is_told(tmp_path: Path) -> None:
    take = _take(tmp_path, "one", 48_000, 480)
    clips = [_clip(n, "Yes.", n * 4_000, 480, take) for n in range(1, 1001)]
    timeline, project = _programme("many", {"ALICE": clips[:-1], "BOB": clips[-1:]})
    assert "long list" not in [loss.what for _, loss in plan_exports(["edl"], timeline, project).losses]
    timeline, project = _programme("many", {"ALICE": clips})
    (told,) = (loss.detail for _, loss in plan_exports(["edl"], timeline, project).losses if loss.what == "long list")
    assert "ALICE" in told


@pytest.mark.parametrize("rate", ["29.97", "59.94"])
def test_dropped_timecode_is_what_opentimelineio_says(rate: str) -> None:
    grid = Grid(rate, FRAME_RATES[rate], drop=True)
    fps = float(grid.rate)
    for frame in (0, 1, 1799, 1800, 1801, 3597, 3598, 17_981, 17_982, 17_983, 107_892, 1_000_003, grid.day - 1):
        wanted = otio.opentime.to_timecode(otio.opentime.RationalTime(frame, fps), fps, drop_frame=True)
        assert grid.timecode(frame) == wanted
    assert grid.timecode(grid.day) == "00:00:00;00"


def test_opentimelineio_has_every_take_as_media_of_its_clip(tmp_path: Path) -> None:
    timeline, out = export(tmp_path, "otio", "takes", takes="all")
    lines = {clip.line_id: clip for clip in timeline.clips()}
    (path,) = (out / "otio").glob("*.otio")
    seen = 0
    for label, clip, _ in clips_of(read(path, "otio_json")):
        kept = {take.key: take for take in lines[label.split()[0]].takes}
        media = clip.media_references()
        assert clip.active_media_reference_key == "DEFAULT_MEDIA"
        assert len(media) == len(kept)
        for key, reference in media.items():
            sound = soundfile.info(path.parent / unquote(reference.target_url))
            assert sound.frames == reference.available_range.duration.to_frames() * 1920
            if key != "DEFAULT_MEDIA":
                take = kept[reference.metadata["lineread"]["take"]]
                assert key == f"take {take.number}"
                assert sound.frames >= take.length * 48_000 // take.rate
            seen += 1
    assert seen == 9
    assert len(list((out / "otio").rglob("*.wav"))) == 9


def test_a_take_that_an_editor_made_active_comes_back(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["takes"](tmp_path)
    run_exports(plan_exports(["otio"], timeline, project, {"takes": "all"}), tmp_path / "out")
    (path,) = (tmp_path / "out" / "otio").glob("*.otio")
    made = read(path, "otio_json")
    for label, clip, _ in clips_of(made):
        if label.startswith("L-0001"):
            clip.active_media_reference_key = "take 1"
    otio.adapters.write_to_file(made, str(path))
    info = host.importer_for(path)
    incoming, _ = info.load_importer().read(path, checked(info, {})).incoming(project)
    assert {line.id: line.take for line in incoming.lines()} == {"L-0001": "take1-1", "L-0002": None, "L-0003": None}


def test_timecode_counts_frames() -> None:
    assert Grid("29.97", FRAME_RATES["29.97"]).timecode(108_000) == "01:00:00:00"
    assert Grid("25", Fraction(25)).timecode(90_031) == "01:00:01:06"
