"""An exporter in a package of its own, installed with pip: it is there like ours, and a broken one harms none.

The package is the one of docs/write-an-exporter.md, to the letter.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.packages import ROOT, installed

SCRIPT = "Title: Two\n\n# Kitchen\n\nANN: Did you hear that?\nBOB: No, nothing.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("packages"))


def lineread(site: Path, *arguments: object) -> tuple[int, str]:
    """The command in a process of its own, in which the packages are installed."""
    done = subprocess.run(
        [sys.executable, "-c", "from studio.cli.main import main; main()", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(site)])},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout if "--json" in arguments else done.stdout + done.stderr


def listed(site: Path) -> dict[str, dict[str, Any]]:
    code, said = lineread(site, "plugins", "--json")
    assert code == 0, said
    return {entry["id"]: entry for entry in json.loads(said) if entry["origin"] != "built-in"}


def test_pip_ships_the_manifest(site: Path) -> None:
    assert (site / "cuesheet" / "plugin.toml").is_file()
    assert "cuesheet = cuesheet" in next(site.glob("lineread_cuesheet*/entry_points.txt")).read_text()


def test_the_command_lists_it_and_what_is_wrong_with_others(site: Path) -> None:
    found = listed(site)
    assert set(found) == {"cuesheet", "raising", "wrong"}
    assert (found["cuesheet"]["origin"], found["cuesheet"]["error"]) == ("lineread-cuesheet 1.0", "")
    assert found["cuesheet"]["label"] == "Cue sheet (CSV)"
    assert "has no kind" in found["wrong"]["error"]
    code, said = lineread(site, "plugins")
    assert code == 0
    assert "cuesheet  Cue sheet (CSV)  .csv" in said
    assert "has no kind" in said


def test_the_command_exports_with_it_and_a_broken_one_is_told(site: Path, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(SCRIPT, encoding="utf-8")
    project = tmp_path / "two"
    assert lineread(site, "new", project, "--script", tmp_path / "two.txt", "--voice-engine", "fake")[0] == 0
    code, said = lineread(site, "export", project, "--to", "cuesheet,srt", "--out", tmp_path / "out")
    assert code == 0, said
    with (tmp_path / "out" / "Two.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["character"], row["text"]) for row in rows] == [
        ("ANN", "Did you hear that?"), ("BOB", "No, nothing.")
    ]  # fmt: skip
    assert "direction" in rows[0]
    report = json.loads((tmp_path / "out" / "delivery.json").read_text(encoding="utf-8"))
    assert {entry["id"] for entry in report["exporters"]} == {"cuesheet", "srt"}
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    for broken, why in (("raising", "no licence"), ("wrong", "has no kind")):
        code, said = lineread(site, "export", project, "--to", f"srt,{broken}", "--out", tmp_path / "out")
        assert code != 0
        assert why in " ".join(said.split())
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
