"""openDAW's reader of DAWproject, from npm: the structure, and every clip on its sample."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

HERE = Path(__file__).parent
NPM = Path(os.environ.get("LINEREAD_NPM", HERE.parents[1] / ".venv" / "npm"))
ESBUILD = NPM / "node_modules" / ".bin" / "esbuild"

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed (apt install nodejs npm)"),
    pytest.mark.skipif(
        not (NPM / "node_modules" / "@opendaw" / "lib-dawproject").is_dir() or not ESBUILD.exists(),
        reason=f"@opendaw/lib-dawproject, esbuild and jsdom are not in {NPM} (make interop installs them)",
    ),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("opendaw")
    (home / "node_modules").symlink_to(NPM / "node_modules")
    shutil.copy(HERE / "opendaw.mjs", home / "opendaw.mjs")
    subprocess.run(
        [ESBUILD, "opendaw.mjs", "--bundle", "--platform=node", "--format=esm", "--external:jsdom", "--keep-names",
         "--outfile=bundle.mjs", "--log-level=error"],
        cwd=home, check=True,
    )  # fmt: skip
    return home / "bundle.mjs"


def of_kind(value: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every object of one of openDAW's classes, wherever it stands."""
    if isinstance(value, dict):
        if value.get("kind") == kind:
            yield value
        for inner in value.values():
            yield from of_kind(inner, kind)
    elif isinstance(value, list):
        for inner in value:
            yield from of_kind(inner, kind)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_opendaw_reads_tracks_and_clips(rate: int, reader: Path, tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](tmp_path / "takes")
    run_exports(plan_exports(["dawproject"], timeline, project, {"rate": rate}), tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out" / "odd positions.dawproject") as container:
        container.extract("project.xml", tmp_path)
        names = container.namelist()
    done = subprocess.run(["node", reader, tmp_path / "project.xml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["transport"]["tempo"]["value"] == 60
    tracks = list(of_kind(said["structure"], "TrackSchema"))
    assert [(t["name"], t.get("color")) for t in tracks[:2]] == [(t.name, t.color) for t in timeline.tracks]
    outer = [clip for clip in of_kind(said["arrangement"], "ClipSchema") if clip["name"] and float(clip["time"])]
    found = {clip["name"][:6]: clip for clip in outer}
    for number, (start, length) in enumerate(POSITIONS, 1):
        clip = found[f"L-000{number}"]
        at = (2 * start * rate + 48_000) // 96_000
        end = (2 * (start + length) * rate + 48_000) // 96_000
        assert abs(float(clip["time"]) * rate - at) < 1e-6
        assert abs(float(clip["duration"]) * rate - (end - at)) < 1e-6
        assert clip["comment"] == "Hello, world."
        (file,) = of_kind(clip, "FileReferenceSchema")
        assert file["path"] in names
