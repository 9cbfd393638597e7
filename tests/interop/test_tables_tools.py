"""Gnumeric opens our sheets, saves them in its own way, and nothing has changed when they come back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from studio.document.merge import compare
from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.timeline.layout import layout

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("ssconvert") is None, reason="needs the Debian package gnumeric (ssconvert)"),
]

PROJECT = Project(
    id="P-1", name="Harbour", characters=(Character(id="C-1", name="ANNA"), Character(id="C-2", name="王")),
    scenes=(Scene(id="S-1", title="The pier", lines=(
        Line(id="L-1", character="C-1", text="=SUM(A1) is what it said.", delivery=Delivery(emotion="sad", speed=1.1)),
        Line(id="L-2", character="C-2", text='He said: "no, never; never",\nand left.', fields={"take": "007"}),
        Line(id="L-3", character="C-2", text="你好，[pause_400ms] 世界。", gain=-2.5, note="1/2", status="TRUE"),
        Line(id="L-4", character="C-1", text="+1 https://example.org -1", pause_after=900),
    )),),
)  # fmt: skip


def difference(path: Path) -> Any:
    info = host.importer_for(path)
    incoming, whole = info.load_importer().read(path, checked(info, {})).incoming(PROJECT)
    return compare(PROJECT, incoming, whole=whole)


@pytest.mark.parametrize("saved", ["xlsx", "csv"])
def test_a_workbook_saved_by_gnumeric_changes_nothing(saved: str, tmp_path: Path) -> None:
    run_exports(plan_exports(["xlsx"], layout(PROJECT, {}, {}), PROJECT), tmp_path)
    made = tmp_path / f"saved.{saved}"
    done = subprocess.run(
        ["ssconvert", str(tmp_path / "Harbour.xlsx"), str(made)], capture_output=True, text=True, check=False
    )
    assert made.is_file(), done.stderr
    found = difference(made)
    assert found.empty, [(c.id, c.fields, c.after) for c in found.changed]
