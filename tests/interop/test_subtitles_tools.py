"""Subtitles in the hands of ffmpeg, mkvmerge and the W3C's parser of WebVTT."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

NPM = Path(os.environ.get("LINEREAD_NPM", Path(__file__).parents[2] / ".venv" / "npm"))
FORMATS = ("srt", "vtt", "ass", "lrc")

pytestmark = pytest.mark.interop


@pytest.fixture(params=sorted(PROGRAMMES))
def delivery(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES[request.param](tmp_path / "takes")
    run_exports(plan_exports(FORMATS, timeline, project), tmp_path / "out")
    return request.param, tmp_path / "out"


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed (apt install ffmpeg)")
@pytest.mark.parametrize("name", FORMATS)
def test_ffmpeg_reads_each_cue_within_half_its_unit(name: str, delivery: tuple[str, Path]) -> None:
    programme, out = delivery
    (path,) = out.glob(f"*.{name}")
    command = ["ffprobe", "-v", "error", "-show_packets", "-of", "json", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    packets = json.loads(done.stdout)["packets"]
    assert packets
    if programme == "odd":
        half = 0.0005 if name in ("srt", "vtt") else 0.005
        starts = [float(p["pts_time"]) for p in packets if int(p["size"]) > 2]
        for found, (start, _) in zip(starts, POSITIONS, strict=True):
            assert abs(found - start / 48_000) <= half + 1e-9


@pytest.mark.skipif(shutil.which("mkvmerge") is None, reason="mkvmerge is not installed (apt install mkvtoolnix)")
@pytest.mark.parametrize(("name", "codec"), [("srt", "S_TEXT/UTF8"), ("vtt", "S_TEXT/WEBVTT"), ("ass", "S_TEXT/ASS")])
def test_mkvmerge_takes_them_into_a_file(name: str, codec: str, delivery: tuple[str, Path]) -> None:
    _, out = delivery
    (path,) = out.glob(f"*.{name}")
    subprocess.run(["mkvmerge", "-q", "-o", out / "x.mks", path], check=True)
    command = ["mkvmerge", "-J", out / "x.mks"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [track["properties"]["codec_id"] for track in said["tracks"]] == [codec]
    assert (said["warnings"], said["errors"]) == ([], [])


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed (apt install nodejs npm)")
@pytest.mark.skipif(
    not (NPM / "node_modules" / "webvtt-parser").is_dir(), reason=f"webvtt-parser is not in {NPM} (make interop)"
)
def test_the_w3cs_parser_finds_no_error(delivery: tuple[str, Path]) -> None:
    _, out = delivery
    (path,) = out.glob("*.vtt")
    script = (
        f"const {{WebVTTParser}} = require({json.dumps(str(NPM / 'node_modules' / 'webvtt-parser'))});"
        f"const made = new WebVTTParser().parse(require('fs').readFileSync({json.dumps(str(path))}, 'utf-8'));"
        "console.log(JSON.stringify({errors: made.errors, cues: made.cues.map(c => [c.id, c.startTime, c.endTime])}));"
    )
    said = json.loads(subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout)
    assert said["errors"] == []
    assert said["cues"]
