"""Chapters that ffmpeg puts into sound files, found there again; transcripts as a player reads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

NPM = Path(os.environ.get("LINEREAD_NPM", Path(__file__).parents[2] / ".venv" / "npm")) / "node_modules"


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed (apt install ffmpeg)")
@pytest.mark.parametrize(("suffix", "unit"), [("mp3", 0.001), ("m4a", 0.001), ("mka", 0.0)])
def test_chapters_arrive(suffix: str, unit: float, tmp_path: Path) -> None:
    options = {"source": "lines", "stems.stems": False}
    run_exports(plan_exports(["ffmetadata", "stems"], *PROGRAMMES["odd"](tmp_path), options), tmp_path / "out")
    target = tmp_path / f"x.{suffix}"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", tmp_path / "out/odd positions_mix.wav", "-i",
         tmp_path / "out/odd positions.ffmetadata", "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", target],
        check=True,
    )  # fmt: skip
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", target]
    chapters = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["chapters"]
    expected = [0.0, *(start / 48_000 for start, _ in POSITIONS)]
    for chapter, start in zip(chapters, expected, strict=True):
        assert abs(float(chapter["start_time"]) - start) <= unit / 2 + 1e-6
    assert [c["tags"]["title"] for c in chapters][:2] == ["odd positions", "ALICE: Hello, world."]


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed (apt install ffmpeg)")
def test_mutagen_reads_the_chapters_of_an_mp3(tmp_path: Path) -> None:
    options = {"source": "lines", "stems.stems": False}
    run_exports(plan_exports(["ffmetadata", "stems"], *PROGRAMMES["odd"](tmp_path), options), tmp_path / "out")
    target = tmp_path / "x.mp3"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", tmp_path / "out/odd positions_mix.wav", "-i",
         tmp_path / "out/odd positions.ffmetadata", "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", target],
        check=True,
    )  # fmt: skip
    frames = sorted(ID3(target).getall("CHAP"), key=lambda frame: frame.start_time)
    starts = [0.0, *(start / 48 for start, _ in POSITIONS)]  # milliseconds
    for frame, start in zip(frames, starts, strict=True):
        assert abs(frame.start_time - start) <= 0.5 + 1e-6
    assert [str(frame.sub_frames["TIT2"]) for frame in frames][:2] == ["odd positions", "ALICE: Hello, world."]


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed (apt install nodejs npm)")
@pytest.mark.skipif(not (NPM / "transcriptator").is_dir(), reason=f"transcriptator is not in {NPM} (make interop)")
@pytest.mark.parametrize("kind", ["podcast", "srt"])
def test_a_podcast_player_reads_who_says_what_when(kind: str, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports([kind], timeline, project), tmp_path / "out")
    path = next(p for p in (tmp_path / "out").iterdir() if "chapters" not in p.name and p.name != "delivery.json")
    script = (
        f"const {{convertFile}} = require({json.dumps(str(NPM / 'transcriptator'))});"
        f"console.log(JSON.stringify(convertFile(require('fs').readFileSync({json.dumps(str(path))}, 'utf-8'))));"
    )
    said = json.loads(subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout)
    assert len(said) == len(POSITIONS)
    for segment, (start, _), clip in zip(said, POSITIONS, timeline.clips(), strict=True):
        assert abs(segment["startTime"] - start / 48_000) <= 0.0005 + 1e-9
        assert clip.text in segment["body"]
    if kind == "podcast":
        assert [segment["speaker"] for segment in said] == ["ALICE", "BOB", "ALICE"]
