"""Transcript and chapters of a podcast: in order, at their times, and the first chapter at zero."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import podcastparser
import pytest
from lxml import etree

from plugins import conformance
from plugins.api import SceneSpan, TimelineMarker
from plugins.conformance import POSITIONS, PROGRAMMES
from plugins.podcast.chapters import chapters_of, ffmetadata
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


@pytest.mark.parametrize(
    ("identity", "options"),
    [
        ("podcast", {}),
        ("podcast", {"simple_chapters": True, "source": "lines", "segments": "line"}),
        ("ffmetadata", {}),
        ("ffmetadata", {"source": "lines"}),
    ],
)
def test_the_exporters_conform(identity: str, options: dict[str, object], tmp_path: Path) -> None:
    info = host.exporter(identity)
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, options))


def test_transcript_and_chapters(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    plan = plan_exports(["podcast"], timeline, project, {"source": "lines", "simple_chapters": True})
    run_exports(plan, tmp_path / "out")
    transcript = json.loads((tmp_path / "out/odd positions.transcript.json").read_text(encoding="utf-8"))
    assert transcript["version"] == "1.0.0"
    for segment, (start, length) in zip(transcript["segments"], POSITIONS, strict=True):
        assert round(segment["startTime"] * 48_000) == start
        assert round(segment["endTime"] * 48_000) == start + length
        assert segment["body"] == "Hello, world."
    assert [s["speaker"] for s in transcript["segments"]] == ["ALICE", "BOB", "ALICE"]
    chapters = json.loads((tmp_path / "out/odd positions.chapters.json").read_text(encoding="utf-8"))
    assert chapters["version"] == "1.2.0"
    assert [round(c["startTime"] * 48_000) for c in chapters["chapters"]] == [0, *(start for start, _ in POSITIONS)]
    tree = etree.fromstring((tmp_path / "out/odd positions.psc.xml").read_bytes())
    assert [c.get("start") for c in tree] == ["00:00:00.000", "00:00:00.257", "00:00:01.875", "00:00:04.167"]


def test_a_reader_of_feeds_finds_the_simple_chapters(tmp_path: Path) -> None:
    plan = plan_exports(["podcast"], *PROGRAMMES["odd"](tmp_path), {"source": "lines", "simple_chapters": True})
    run_exports(plan, tmp_path / "out")
    chapters = etree.tostring(etree.parse(tmp_path / "out/odd positions.psc.xml"), encoding="unicode")
    feed = f"""<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>e</title>
        <enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="1"/>{chapters}</item></channel></rss>"""
    (episode,) = podcastparser.parse("https://example.org/feed", io.BytesIO(feed.encode()))["episodes"]
    found = [(chapter["start"], chapter["title"]) for chapter in episode["chapters"]]
    said = ["odd positions", "ALICE: Hello, world.", "BOB: Hello, world.", "ALICE: Hello, world."]
    assert found == list(zip([0, 0, 1, 4], said, strict=True))  # whole seconds, as it keeps them


def test_chapters_have_no_holes_and_begin_at_zero(tmp_path: Path) -> None:
    timeline = PROGRAMMES["odd"](tmp_path)[0]
    scenes = (
        SceneSpan(scene_id="a", title="One", start=4_800, length=100_000),
        SceneSpan(scene_id="b", title="Empty", start=104_800, length=0),
        SceneSpan(scene_id="c", title="", start=104_800, length=50_000),
    )
    timeline = replace(timeline, scenes=scenes, markers=(TimelineMarker(name="=;#\\\nx", start=0),))
    made = chapters_of(timeline, "scenes")
    assert [(c.start, c.title) for c in made] == [(0, "odd positions"), (4_800, "One"), (104_800, "Scene 3")]
    assert all(one.end == two.start for one, two in pairwise(made))
    assert made[-1].end == timeline.length
    assert "title=\\=\\;\\#\\\\ x\n" in ffmetadata(chapters_of(timeline, "markers"), timeline)


def test_nothing_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinereadError, match="nothing to write"):
        plan_exports(["podcast"], *PROGRAMMES["odd"](tmp_path), {"transcript": False, "chapters": False})
