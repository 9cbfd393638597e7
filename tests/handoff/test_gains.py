"""Gains of lines and tracks are on the session's faders, the sound is without them, and together they are the mix."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import aaf2
import numpy as np
import pytest
import rpp
import soundfile

from plugins.api import Project, Timeline
from plugins.conformance import PROGRAMMES
from studio.document.merge import compare
from studio.export import host
from studio.export.runner import plan_exports, run_exports
from studio.export.verify import verify

GAINS = {"L-0001": -6.0, "L-0002": 3.5, "L-0003": 0.0}
FADERS = {"ALICE": 2.0, "BOB": -9.0}
LSB = 2.0**-23


def programme(
    home: Path, gains: dict[str, float] = GAINS, faders: dict[str, float] = FADERS
) -> tuple[Timeline, Project]:
    (home / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](home / "takes")
    tracks = tuple(
        replace(t, gain=faders[t.name], clips=tuple(replace(c, gain=gains[c.line_id]) for c in t.clips))
        for t in timeline.tracks
    )
    characters = tuple(replace(c, gain=faders[c.name]) for c in project.characters)
    scene = project.scenes[0]
    lines = tuple(replace(line, gain=gains[line.id]) for line in scene.lines)
    return replace(timeline, tracks=tracks), replace(
        project, characters=characters, scenes=(replace(scene, lines=lines),)
    )


def delivery(home: Path, *exporters: str, **options: Any) -> tuple[Path, np.ndarray]:
    """The delivery's folder and its mix."""
    run_exports(plan_exports([*exporters, "stems"], *programme(home), options), home / "out")
    assert verify(home / "out").good, verify(home / "out").findings
    return home / "out", soundfile.read(next((home / "out").glob("*_mix.wav")), dtype="float64")[0]


def factor(gain: float) -> float:
    return 10 ** (gain / 20)


def put(total: np.ndarray, media: Path, start: int, gain: float, offset: int = 0, length: int | None = None) -> None:
    sound = soundfile.read(media, dtype="float64")[0][offset:]
    sound = sound[:length]
    total[start : start + len(sound)] += sound * gain


def test_reaper_items_and_tracks_have_the_gains(tmp_path: Path) -> None:
    out, mix = delivery(tmp_path, "reaper", handles=25)
    path = next(out.rglob("*.rpp"))
    tree = rpp.loads(path.read_text(encoding="utf-8"))
    total, found = np.zeros_like(mix), {}
    for track in tree.findall(".//TRACK"):
        fader = float(track.find("VOLPAN")[1])
        assert fader == pytest.approx(factor(FADERS[track.find("NAME")[1]]))
        for item in track.findall(".//ITEM"):
            volume = float(item.find("VOLPAN")[1]) * float(item.find("VOLPAN")[3])
            found[item.find("NAME")[1][:6]] = volume
            start, length, offset = (round(float(item.find(n)[1]) * 48_000) for n in ("POSITION", "LENGTH", "SOFFS"))
            put(total, path.parent / item.find("SOURCE").find("FILE")[1], start, volume * fader, offset, length)
    assert found == {line: pytest.approx(factor(gain)) for line, gain in GAINS.items()}
    assert np.abs(total - mix).max() < 2 * LSB


def test_aaf_has_them_as_effects(tmp_path: Path) -> None:
    out, mix = delivery(tmp_path, "aaf")
    path = next(out.rglob("*.aaf"))
    total, found = np.zeros_like(mix), {}

    def peeled(segment: Any) -> tuple[Any, float]:
        gain = 1.0
        while isinstance(segment, aaf2.components.OperationGroup):
            assert segment.operation.name == "Mono Audio Gain"
            (control,) = segment.parameters
            gain *= float(control.value)
            (segment,) = segment.segments
        return segment, gain

    with aaf2.open(str(path)) as file:
        (composition,) = file.content.compositionmobs()
        for slot in composition.slots:
            if slot.media_kind != "Sound":
                continue
            sequence, fader = peeled(slot.segment)
            assert fader == pytest.approx(factor(FADERS[slot.name]), rel=1e-6)
            position = 0
            for component in sequence.components:
                clip, gain = peeled(component)
                assert component.length == clip.length
                if isinstance(clip, aaf2.components.SourceClip):
                    found[clip.mob.name[:6]] = gain
                    (locator,) = clip.mob.slots[0].segment.mob.descriptor["Locator"].value
                    media = path.parent / "media" / locator["URLString"].value.rpartition("/")[2]
                    put(total, media, position, gain * fader)
                position += component.length
    assert found == {line: pytest.approx(factor(gain), rel=1e-6) for line, gain in GAINS.items()}
    assert np.abs(total - mix).max() < 2 * LSB + 1e-6


def test_ardour_regions_and_faders(tmp_path: Path) -> None:
    out, _ = delivery(tmp_path, "ardour")
    root = ElementTree.parse(next(out.rglob("*.ardour"))).getroot()
    regions = {r.get("name", "")[:6]: float(r.get("scale-amplitude", "")) for r in root.iter("Region")}
    assert regions == {line: pytest.approx(factor(gain)) for line, gain in GAINS.items()}
    faders = {
        route.get("name"): float(value)
        for route in root.iter("Route")
        for control in route.iter("Controllable")
        if control.get("name") == "gaincontrol" and (value := control.get("value"))
    }
    assert faders == {"Master": 1.0, **{name: pytest.approx(factor(gain)) for name, gain in FADERS.items()}}


def test_dawproject_has_faders_and_keeps_line_gains_in_the_sound(tmp_path: Path) -> None:
    out, mix = delivery(tmp_path, "dawproject")
    total = np.zeros_like(mix)
    with zipfile.ZipFile(next(out.glob("*.dawproject"))) as container:
        root = ElementTree.fromstring(container.read("project.xml"))
        container.extractall(tmp_path / "inside")
    volumes = {}
    for track in root.iterfind("./Structure/Track"):
        volume = track.find("Channel/Volume")
        assert volume is not None
        volumes[track.get("id")] = float(volume.get("value", ""))
    assert sorted(volumes.values())[0] == pytest.approx(factor(-9.0))
    for lane in root.iterfind("./Arrangement/Lanes/Lanes"):
        for clip in lane.iterfind("./Clips/Clip"):
            (file,) = clip.iter("File")
            start = round(float(clip.get("time", "")) * 48_000)
            put(total, tmp_path / "inside" / file.get("path", ""), start, volumes[lane.get("track")])
    assert np.abs(total - mix).max() < 2 * LSB


def test_video_editors_have_the_gain_at_the_clip(tmp_path: Path) -> None:
    out, mix = delivery(tmp_path, "fcp7", "fcpxml")
    both = {"L-0001": -4.0, "L-0002": -5.5, "L-0003": 2.0}
    root = ElementTree.parse(next(out.rglob("*.xml"))).getroot()
    total, found = np.zeros_like(mix), {}
    for item in root.iter("clipitem"):
        value = float(item.findtext("filter/effect/parameter/value", ""))
        found[item.findtext("name", "")[:6]] = value
        start = int(item.findtext("start", "")) * 48_000 // 25
        put(total, next((out / "fcp7").rglob(item.findtext("file/name", ""))), start, value, length=len(mix) - start)
    assert found == {line: pytest.approx(factor(gain), rel=1e-5) for line, gain in both.items()}
    assert np.abs(total - mix).max() < 2 * LSB + 1e-6
    clips = ElementTree.parse(next(out.rglob("*.fcpxml"))).getroot().iter("asset-clip")
    amounts = {}
    for clip in clips:
        volume = clip.find("adjust-volume")
        assert volume is not None
        amounts[clip.get("name", "")[:6]] = float(volume.get("amount", "").removesuffix("dB"))
    assert amounts == both


@pytest.mark.parametrize("exporter", ["reaper", "aaf", "ardour", "dawproject", "fcp7"])
@pytest.mark.parametrize("depth", ["16", "24"])
def test_a_line_that_was_turned_far_down_is_not_clipped_in_its_file(exporter: str, depth: str, tmp_path: Path) -> None:
    quiet = {"L-0001": -30.0, "L-0002": 0.0, "L-0003": -20.0}
    timeline, project = programme(tmp_path, quiet, {"ALICE": -10.0, "BOB": 0.0})
    run_exports(plan_exports([exporter], timeline, project, {"depth": depth, "loudness": -14}), tmp_path / "out")
    made = verify(tmp_path / "out")
    assert made.good, made.findings
    report = json.loads((tmp_path / "out" / "delivery.json").read_text(encoding="utf-8"))
    gains = {file["line_id"]: file["gain"] for file in report["files"] if "gain" in file}
    if exporter != "dawproject":
        assert gains["L-0001"] >= -40.0
    for path in (tmp_path / "out").rglob("*.wav"):
        assert np.abs(soundfile.read(path)[0]).max() < 1.0


def test_what_no_fader_can_hold_stays_in_the_sound(tmp_path: Path) -> None:
    loud = programme(tmp_path, dict.fromkeys(GAINS, 0.0), {"ALICE": 9.0, "BOB": 20.0})
    run_exports(plan_exports(["reaper"], *loud, {"loudness": "none"}), tmp_path / "out")
    tree = rpp.loads(next((tmp_path / "out").rglob("*.rpp")).read_text(encoding="utf-8"))
    for track in tree.findall(".//TRACK"):
        name, (item, *_) = track.find("NAME")[1], track.findall(".//ITEM")
        assert float(track.find("VOLPAN")[1]) == pytest.approx(factor(6.0))
        assert float(item.find("VOLPAN")[1]) == pytest.approx(factor({"ALICE": 3.0, "BOB": 12.0}[name]))


@pytest.mark.parametrize(("exporter", "suffix"), [("reaper", ".rpp"), ("dawproject", ".dawproject"), ("otio", ".otio")])
def test_the_session_comes_back_without_a_change(exporter: str, suffix: str, tmp_path: Path) -> None:
    timeline, project = programme(tmp_path)
    run_exports(plan_exports([exporter], timeline, project), tmp_path / "out")
    path = next((tmp_path / "out").rglob(f"*{suffix}"))
    info = host.importer_for(path)
    incoming, whole = info.load_importer().read(path, {}).incoming(project)
    assert compare(project, incoming, whole=whole).empty


def test_a_mixers_trim_is_added_to_the_gain_that_was_sent(tmp_path: Path) -> None:
    timeline, project = programme(tmp_path)
    run_exports(plan_exports(["reaper"], timeline, project), tmp_path / "out")
    path = next((tmp_path / "out").rglob("*.rpp"))
    tree = rpp.loads(path.read_text(encoding="utf-8"))
    for item in tree.findall(".//ITEM"):
        item.find("VOLPAN")[1] = str(float(item.find("VOLPAN")[1]) * factor(-2.0))
    (bob,) = (track for track in tree.findall(".//TRACK") if track.find("NAME")[1] == "BOB")
    bob.find("VOLPAN")[1] = str(factor(-3.0))
    path.write_text(rpp.dumps(tree), encoding="utf-8")
    incoming, _ = host.importer_for(path).load_importer().read(path, {}).incoming(project)
    assert {line.id: line.gain for line in incoming.lines()} == {"L-0001": -8.0, "L-0002": 1.5, "L-0003": -2.0}
    assert {c.name: c.gain for c in incoming.characters} == {"ALICE": 2.0, "BOB": -3.0}
