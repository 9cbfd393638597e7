"""MIDI as midicsv prints it: a tick is a sample."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("midicsv") is None, reason="midicsv is not installed (apt install midicsv)")
def test_midicsv_prints_samples(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports(["midi"], timeline, project, {"resolution": "sample"}), tmp_path / "out")
    done = subprocess.run(["midicsv", tmp_path / "out/odd positions.mid"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    rows = [[cell.strip() for cell in row] for row in csv.reader(done.stdout.splitlines(), skipinitialspace=True)]
    assert ["0", "0", "Header", "1", "3", "24000"] in rows
    notes = sorted(int(row[1]) for row in rows if row[2] == "Note_on_c")
    assert notes == sorted(word.start for clip in timeline.clips() for word in clip.words)
    markers = {row[3].split()[0]: int(row[1]) for row in rows if row[2] == "Marker_t"}
    assert [markers[f"L-000{n}"] for n in (1, 2, 3)] == [start for start, _ in POSITIONS]
    assert {int(row[1]) for row in rows if row[2] == "End_track"} == {timeline.length}
