"""DAWprojects and OpenTimelineIO come back as other programs write them, and only what was done is changed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import opentimelineio as otio
import pytest

from plugins.api import Problem, Project
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.document.merge import Difference, compare, merged
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports

RATE = 48_000


def sent(home: Path, exporter: str, suffix: str, **options: Any) -> tuple[Path, Project]:
    (home / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](home / "takes")
    run_exports(plan_exports([exporter], timeline, project, options), home / "out")
    return next((home / "out").rglob(f"*{suffix}")), project


def reread(path: Path, project: Project) -> tuple[Project, tuple[Problem, ...]]:
    info = host.importer_for(path)
    assert info.id in ("dawproject-back", "otio-back")
    imported = info.load_importer().read(path, checked(info, {}))
    incoming, whole = imported.incoming(project)
    assert whole
    return incoming, imported.problems


def back(path: Path, project: Project) -> Difference:
    return compare(project, reread(path, project)[0], whole=True)


def after(found: Difference) -> dict[str, Any]:
    return {change.id: change.after for change in found.changed}


def rewrite(path: Path, change: Callable[[Element], None]) -> None:
    """Another program opens the container, changes the document, numbers everything anew and writes all of it."""
    with zipfile.ZipFile(path) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    root = ElementTree.fromstring(parts["project.xml"])
    change(root)
    for element in root.iter():
        for name in ("id", "track", "destination"):
            if name in element.attrib:
                element.set(name, f"x{element.get(name)}")
    parts["project.xml"] = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(name, data)


def outer(root: Element) -> list[Element]:
    """The clips in order of time."""
    clips = root.findall("./Arrangement/Lanes/Lanes/Clips/Clip")
    return sorted(clips, key=lambda clip: float(clip.get("time", "0")))


def at_110_beats(root: Element) -> None:
    """Bitwig at another tempo: outer times in its beats, contents in seconds."""
    tempo = root.find("Transport/Tempo")
    assert tempo is not None
    tempo.set("value", "110.0")
    for clip in outer(root):
        for name in ("time", "duration"):
            clip.set(name, repr(float(clip.get(name, "0")) * 110 / 60))
        clip.set("contentTimeUnit", "beats")
        for nested in clip.iterfind("Clips/Clip"):
            nested.set("duration", repr(float(nested.get("duration", "0")) * 110 / 60))


def in_seconds_without_nests(root: Element) -> None:
    """Lanes in seconds and a clip that plays its sound itself, between warps, as Studio One has them."""
    for lanes in root.findall("./Arrangement/Lanes"):
        lanes.set("timeUnit", "seconds")
    for clip in outer(root):
        nest = clip.find("Clips")
        assert nest is not None
        audio = nest.find("Clip/Audio")
        assert audio is not None
        clip.set("playStart", nest[0].get("playStart", "0"))
        clip.set("contentTimeUnit", "seconds")
        clip.remove(nest)
        warps = ElementTree.SubElement(clip, "Warps", contentTimeUnit="seconds", timeUnit="beats")
        warps.append(audio)


def with_a_ramp(root: Element) -> None:
    """The tempo falls from 90 to 60 over the first two beats; the clips are put where they sound the same."""
    arrangement = root.find("Arrangement")
    assert arrangement is not None
    automation = ElementTree.SubElement(arrangement, "TempoAutomation", timeUnit="beats", unit="bpm")
    for time, value in (("0.0", "90.0"), ("2.0", "60.0")):
        ElementTree.SubElement(automation, "RealPoint", time=time, value=value, interpolation="linear")
    import math

    def beats(seconds: float) -> float:
        spent = 60 / -15 * math.log(60 / 90)
        if seconds >= spent:
            return 2 + (seconds - spent)
        return 90 / 15 * (1 - math.exp(-15 * seconds / 60))

    for clip in outer(root):
        clip.set("time", repr(beats(float(clip.get("time", "0")))))


@pytest.mark.parametrize("write", [lambda root: None, at_110_beats, in_seconds_without_nests, with_a_ramp])
@pytest.mark.parametrize("handles", [0, 25])
def test_a_dawproject_written_anew_changes_nothing(
    write: Callable[[Element], None], handles: int, tmp_path: Path
) -> None:
    path, project = sent(tmp_path, "dawproject", ".dawproject", handles=handles)
    rewrite(path, write)
    assert back(path, project).empty


@pytest.mark.parametrize("write", [lambda root: None, at_110_beats, in_seconds_without_nests])
def test_what_was_done_in_the_daw_comes_back(write: Callable[[Element], None], tmp_path: Path) -> None:
    path, project = sent(tmp_path, "dawproject", ".dawproject", handles=25)

    def mix(root: Element) -> None:
        one, two, three = outer(root)
        one.set("time", repr(54_321 / RATE))
        one.set("name", "renamed by hand")
        for nested in one.iterfind("Clips/Clip"):
            nested.set("name", "renamed too")
        two.set("enable", "false")
        three.set("time", repr(float(three.get("time", "0")) + 0.25))  # trimmed at its begin: it sounds where it did
        for nested in three.iterfind("Clips/Clip"):
            nested.set("playStart", repr(float(nested.get("playStart", "0")) + 0.25))
        volume = root.find("./Structure/Track[@name='ALICE']/Channel/Volume")
        assert volume is not None
        volume.set("value", "0.5")
        write(root)

    rewrite(path, mix)
    found = back(path, project)
    changed = after(found)
    assert changed["L-0001"].start == 54_321
    assert (changed["L-0002"].start, changed["L-0002"].status) == (POSITIONS[1][0], "muted")
    assert "L-0003" not in changed
    assert [(c.before.name, c.after.gain) for c in found.changed_characters] == [("ALICE", -6.021)]
    all_of_it = merged(project, reread(path, project)[0], found)
    assert back(path, all_of_it).empty  # reading it twice changes nothing more


def test_a_muted_track_and_a_volume_in_decibels(tmp_path: Path) -> None:
    path, project = sent(tmp_path, "dawproject", ".dawproject")

    def mix(root: Element) -> None:
        channel = root.find("./Structure/Track[@name='BOB']/Channel")
        assert channel is not None
        for element in channel:
            if element.tag == "Mute":
                element.set("value", "true")
            elif element.tag == "Volume":
                element.set("unit", "decibel")
                element.set("value", "-3")

    rewrite(path, mix)
    found = back(path, project)
    assert {i: line.status for i, line in after(found).items()} == {"L-0002": "muted"}
    assert [c.after.gain for c in found.changed_characters] == [-3.0]


def test_files_that_are_not_what_they_say(tmp_path: Path) -> None:
    for name in ("x.dawproject", "x.otio", "x.otioz"):
        (tmp_path / name).write_bytes(b"nothing")
        with pytest.raises(LinereadError, match="cannot be read"):
            reread(tmp_path / name, Project(id="P", name=""))
    path, _ = sent(tmp_path, "dawproject", ".dawproject")
    with pytest.raises(LinereadError, match="None of the session's clips"):
        reread(path, Project(id="other", name=""))
    (path.parent / "delivery.json").unlink()
    assert [p.code for p in host.importer_for(path).load_importer().read(path, {}).problems] == ["no-delivery"]


def edit(path: Path, change: Callable[[Any], None]) -> None:
    timeline = otio.adapters.read_from_file(str(path))
    change(timeline)
    otio.adapters.write_to_file(timeline, str(path))


@pytest.mark.parametrize("frames", ["25", "29.97", "24"])
def test_otio_writes_it_anew_and_nothing_changes(frames: str, tmp_path: Path) -> None:
    path, project = sent(tmp_path, "otio", ".otio", frame_rate=frames)
    edit(path, lambda timeline: None)
    assert back(path, project).empty


def test_what_was_done_with_otio_comes_back(tmp_path: Path) -> None:
    path, project = sent(tmp_path, "otio", ".otio", frame_rate="25")

    def cut(timeline: Any) -> None:
        by_id = {c.metadata["lineread"]["id"]: c for c in timeline.find_clips()}
        track = by_id["L-0003"].parent()
        at = track.index(by_id["L-0003"])
        gap = otio.opentime.TimeRange(duration=otio.opentime.RationalTime(50, 25))
        track.insert(at, otio.schema.Gap(source_range=gap))
        by_id["L-0003"].name = "renamed by hand"
        by_id["L-0002"].enabled = False
        one = by_id["L-0001"]
        piece = one.clone()  # cut in two, ten frames in
        whole = one.source_range
        ten = otio.opentime.RationalTime(10, 25)
        one.source_range = otio.opentime.TimeRange(whole.start_time, ten)
        piece.source_range = otio.opentime.TimeRange(whole.start_time + ten, whole.duration - ten)
        one.parent().insert(one.parent().index(one) + 1, piece)

    edit(path, cut)
    found = back(path, project)
    changed = after(found)
    assert changed["L-0003"].start == POSITIONS[2][0] + 2 * RATE
    assert (changed["L-0002"].start, changed["L-0002"].status) == (None, "muted")
    assert "L-0001" not in changed
    assert back(path, merged(project, reread(path, project)[0], found)).empty


def test_a_bundle_is_read_too(tmp_path: Path) -> None:
    path, project = sent(tmp_path, "otio", ".otioz", bundle=True)
    assert back(path, project).empty
    with zipfile.ZipFile(path) as bundle:
        document = bundle.read("content.otio").decode()
    (tmp_path / "x.otio").write_text(document.replace('"L-000', '"X-000'), encoding="utf-8")
    with pytest.raises(LinereadError, match="None of the timeline's clips"):
        reread(tmp_path / "x.otio", project)
