"""The Broadcast WAV in the hands of ffmpeg and libsndfile."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

pytestmark = pytest.mark.interop


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    (tmp_path / "takes").mkdir()
    programme = PROGRAMMES["odd"](tmp_path / "takes")
    run_exports(plan_exports(["stems"], *programme, {"lines": True, "template": "lines/{id}"}), tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed (apt install ffmpeg)")
def test_ffprobe_reads_places_and_regions(delivery: Path) -> None:
    for number, (start, length) in enumerate(POSITIONS, 1):
        said = probe(delivery / "lines" / f"L-000{number}.wav")
        assert said["format"]["tags"]["time_reference"] == str(start)
        assert said["streams"][0]["duration_ts"] == length
    said = probe(delivery / "odd positions_mix.wav")
    assert [(c["start"], c["tags"]["title"][:6]) for c in said["chapters"]] == [
        (4_711, "a mark"), *((start, f"L-000{n}") for n, (start, _) in enumerate(POSITIONS, 1))
    ]  # fmt: skip


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.skipif(shutil.which("sndfile-info") is None, reason="no sndfile-info (apt install sndfile-programs)")
def test_libsndfile_reads_the_broadcast_chunk_and_every_label(delivery: Path) -> None:
    for number, (start, _) in enumerate(POSITIONS, 1):
        path = delivery / "lines" / f"L-000{number}.wav"
        said = subprocess.run(["sndfile-info", path], capture_output=True, text=True, check=True).stdout
        assert f"L-000{number}" in said
        assert "Unknown chunk" not in said
        said = subprocess.run(["sndfile-info", "--broadcast", path], capture_output=True, text=True, check=True).stdout
        assert re.search(rf"Time ref\s*: 0x0*{start:X}\b", said, re.IGNORECASE), said
        assert re.search(rf"Origination ref\s*: L-000{number}", said), said
    said = subprocess.run(
        ["sndfile-info", delivery / "odd positions_mix.wav"], capture_output=True, text=True, check=True
    ).stdout
    assert all(f"L-000{number}" in said for number in (1, 2, 3))
