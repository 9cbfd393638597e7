"""What an Ardour session must say so that nothing lands at 0, nothing is silenced and nothing is missing.

Ardour itself opens and renders it in tests/interop/test_ardour_tools.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins import conformance
from plugins.api import Project, Timeline
from plugins.ardour.exporter import ArdourExporter
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

SUPERCLOCK = 282_240_000


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(home: Path, programme: tuple[Timeline, Project], **options: object) -> ElementTree.Element:
    run_exports(plan_exports(["ardour"], *programme, options), home / "out")
    return ElementTree.parse(home / "out/ardour/odd positions/odd positions.ardour").getroot()


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 88_200, 96_000])
def test_a_region_carries_its_place_in_its_length(
    rate: int, tmp_path: Path, programme: tuple[Timeline, Project]
) -> None:
    root = export(tmp_path, programme, rate=rate, handles=100)
    ticks = SUPERCLOCK // rate
    found = {}
    for region in root.findall("Playlists/Playlist/Region"):
        length, start = re.fullmatch(r"a(\d+)@a(\d+)", region.get("length")).groups()
        assert (int(length) % ticks, int(start) % ticks) == (0, 0)
        found[region.get("name")[:6]] = (int(start) // ticks, (int(start) + int(length)) // ticks)
        assert region.get("start") == f"a{rate // 10 * ticks}"
        assert region.get("opaque") == region.get("fade-in-active") == region.get("fade-out-active") == "0"
    assert found == {
        f"L-000{n}": tuple((2 * at * rate + 48_000) // 96_000 for at in (start, start + length))
        for n, (start, length) in enumerate(POSITIONS, 1)
    }


def test_routes_playlists_sources_and_ids_belong_together(tmp_path: Path, programme: tuple[Timeline, Project]) -> None:
    root = export(tmp_path, programme, start="01:00:00:00")
    needed = {"Sources", "Locations", "Regions", "Playlists", "Routes", "RouteGroups", "TempoMap"}
    assert needed <= {child.tag for child in root}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert int(root.get("id-counter")) > max(map(int, ids))
    playlists = {p.get("id"): p.get("orig-track-id") for p in root.iter("Playlist")}
    tracks = [route for route in root.iter("Route") if route.get("name") != "Master"]
    assert {route.get("audio-playlist"): route.get("id") for route in tracks} == playlists
    assert [int(r.find("PresentationInfo").get("color")) >> 8 for r in tracks] == [
        int(track.color[1:], 16) for track in programme[0].tracks
    ]
    sources = {source.get("id"): source.get("name") for source in root.iter("Source")}
    assert {region.get("source-0") for region in root.iter("Region")} == set(sources)
    files = tmp_path / "out/ardour/odd positions/interchange/odd positions/audiofiles"
    assert {path.name for path in files.iterdir()} == set(sources.values())
    assert [(m.get("name"), m.get("flags")) for m in root.iter("Location")][:3] == [
        ("session", "IsSessionRange"), ("The first: / scene?", "IsRangeMarker"), ("a marker", "IsMark")
    ]  # fmt: skip
    assert not any("timecode" in option.get("name") for option in root.iter("Option"))


def test_other_takes_are_playlists_and_texts_are_comments(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES["takes"](tmp_path / "takes")
    bob = replace(timeline.tracks[1].clips[0], direction="softly", note="again,\nplease")
    timeline = replace(timeline, tracks=(timeline.tracks[0], replace(timeline.tracks[1], clips=(bob,))))
    run_exports(plan_exports(["ardour"], timeline, project), tmp_path / "out")
    root = ElementTree.parse(tmp_path / "out/ardour/takes/takes.ardour").getroot()
    assert [p.get("name") for p in root.findall("Playlists/Playlist")] == ["ALICE", "BOB"]
    unused = {p.get("name"): p for p in root.findall("UnusedPlaylists/Playlist")}
    assert list(unused) == ["ALICE.takes 2", "ALICE.takes 3", "ALICE.takes 4", "BOB.takes 2", "BOB.takes 3"]
    for playlist in unused.values():  # each is whole
        assert len(playlist.findall("Region")) == (2 if playlist.get("name").startswith("ALICE") else 1)
    sources = {source.get("id"): source.get("name") for source in root.iter("Source")}
    assert len(sources) == len(set(sources.values())) == 9  # each sound once
    comments = {route.get("name"): route.findtext("Comment") for route in root.iter("Route")}
    assert comments["BOB"].splitlines() == ["0:01.875  L-0002  Hello, world.", "    (softly)", "    again, please"]
    assert comments["Master"] is None


def test_it_conforms(tmp_path: Path) -> None:
    for name, files in conformance.run(ArdourExporter, tmp_path):
        (session,) = (file for file in files if file.suffix == ".ardour")
        root = ElementTree.parse(session).getroot()
        assert {s.get("name") for s in root.iter("Source")} == {f.name for f in files if f.suffix == ".wav"}, name
        names = [route.get("name").casefold() for route in root.iter("Route")]
        assert len(names) == len(set(names))
        assert not any(set(route) & set(":/") for route in names)
