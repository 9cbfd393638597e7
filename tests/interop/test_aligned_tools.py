"""A TextGrid in Praat itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

SCRIPT = """
form: "Read"
    infile: "path", ""
endform
Read from file: path$
for tier from 1 to 2
    count = Get number of intervals: 1 + 3 * (tier - 1)
    for interval to count
        label$ = Get label of interval: 1 + 3 * (tier - 1), interval
        if label$ <> ""
            start = Get start time of interval: 1 + 3 * (tier - 1), interval
            appendInfoLine: fixed$ (start * 48000, 6), " ", label$
        endif
    endfor
endfor
"""


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("praat") is None, reason="praat is not installed (apt install praat)")
def test_praat_reads_exact_samples(tmp_path: Path) -> None:
    run_exports(plan_exports(["textgrid"], *PROGRAMMES["odd"](tmp_path)), tmp_path / "out")
    (tmp_path / "read.praat").write_text(SCRIPT, encoding="utf-8")
    command = ["praat", "--run", tmp_path / "read.praat", tmp_path / "out/odd positions.TextGrid"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    starts = sorted(float(row.split()[0]) for row in said if row)
    assert starts == [pytest.approx(start, abs=1e-5) for start, _ in POSITIONS]
    assert all(row.endswith("Hello, world.") for row in said if row)
