"""Chapters that ffmpeg puts into sound files, and finds there again."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports


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
