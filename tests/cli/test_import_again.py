"""A spreadsheet comes in a second time, and nothing has to be said about its columns."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studio.cli.main import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["lineread", *map(str, arguments)])
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise


def test_the_second_import_needs_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sheet, project = tmp_path / "v1.csv", tmp_path / "p"
    sheet.write_text("Key,Whoever,Spoken\nk1,ANN,Hello.\nk2,BOB,No.\n", encoding="utf-8")
    run(monkeypatch, "new", project, "--script", sheet, "-o", "columns=text=Spoken, character=Whoever")
    again = tmp_path / "v2.csv"
    again.write_text("Spoken,Key,Whoever\nHello.,k1,ANN\nNever.,k2,BOB\n", encoding="utf-8")
    capfd.readouterr()
    run(monkeypatch, "import", project, again, "--json", "--yes")
    out, err = capfd.readouterr()
    assert [(c["id"], c["before"], c["after"]) for c in json.loads(out)["changed"]] == [("k2", "No.", "Never.")]
    assert "As the last time: columns=text=Spoken, character=Whoever." in err
