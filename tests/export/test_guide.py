"""The page that teaches to write an exporter teaches one that works."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.conformance import PROGRAMMES
from studio.export import host
from studio.export.runner import plan_exports, run_exports

PAGE = Path(__file__).parents[2] / "docs" / "write-an-exporter.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the package of the page."""
    page = PAGE.read_text(encoding="utf-8")
    home = tmp_path / "plug-ins"
    for name, code in re.findall(r"`(cuesheet/[\w.]+)`\n\n```\w+\n(.*?)```", page, re.DOTALL):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(code, encoding="utf-8")
    monkeypatch.setenv(host.PATH_VARIABLE, str(home))
    yield home
    for name in [m for m in sys.modules if m.partition(".")[0] == "cuesheet"]:
        del sys.modules[name]


def test_the_exporter_of_the_page_has_at_most_forty_lines(folder: Path) -> None:
    assert len((folder / "cuesheet" / "exporter.py").read_text().splitlines()) <= 40


def test_the_exporter_of_the_page_is_found_and_exports(folder: Path, tmp_path: Path) -> None:
    assert "cuesheet" not in sys.modules
    assert host.exporter("cuesheet").origin == str(folder / "cuesheet")
    assert "cuesheet" not in sys.modules  # listing imports nothing
    timeline, project = PROGRAMMES["odd"](tmp_path)
    delivery = run_exports(plan_exports(["cuesheet"], timeline, project, {"directions": "no"}), tmp_path / "out")
    with (tmp_path / "out" / delivery.files[0].path).open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "start ms", "end ms", "character", "text"]
    assert rows[1] == ["L-0001", "257", "1258", "ALICE", "Hello, world."]
    assert len(rows) == 4


def test_the_test_of_the_page_passes(folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    code = re.search(r"```python\n(from cuesheet.*?)```", page, re.DOTALL)
    assert code is not None
    (folder / "test_cuesheet.py").write_text(code[1])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "test_cuesheet.py")]
    root = str(PAGE.parents[1])
    environment = {"PYTHONPATH": f"{root}:{folder}", "PATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
