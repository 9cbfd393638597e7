"""Gnumeric and LibreOffice open our sheets, save them in their own way, and nothing has changed when they come back."""

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

pytestmark = pytest.mark.interop

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


@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="needs the Debian package gnumeric (ssconvert)")
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


# From a workbook: as it is, as OpenDocument, and as CSV with semicolons in Windows-1252 and in UTF-16. From a CSV file
# that is opened as a double click does it: ids become numbers, words dates and formulas.
SAVED = {
    "xlsx": ("xlsx", "", "xlsx"), "ods": ("xlsx", "", "ods"),
    "semicolons": ("xlsx", "", "csv:Text - txt - csv (StarCalc):59,34,ANSI,1"),
    "utf-16": ("xlsx", "", "csv:Text - txt - csv (StarCalc):9,34,65535,1"),
    "csv to xlsx": ("csv", "CSV:44,34,UTF8,1,,1033,false,true", "xlsx"),
    "csv to csv": ("csv", "CSV:44,34,UTF8,1,,1033,false,true", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
}  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs the Debian package libreoffice-calc-nogui")
@pytest.mark.parametrize("saved", sorted(SAVED))
def test_a_sheet_saved_by_libreoffice_changes_nothing(saved: str, tmp_path: Path) -> None:
    kind, opened, filter_name = SAVED[saved]
    run_exports(plan_exports([kind], layout(PROJECT, {}, {}), PROJECT), tmp_path)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += [f"--infilter={opened}"] if opened else []
    command += ["--convert-to", filter_name, "--outdir", str(tmp_path / "saved"), str(tmp_path / f"Harbour.{kind}")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    made = tmp_path / "saved" / f"Harbour.{filter_name.partition(':')[0]}"
    assert made.is_file(), done.stdout + done.stderr
    found = difference(made)
    assert found.empty, [(c.id, c.fields, c.after) for c in found.changed]
