"""A spreadsheet comes in a second time, and nothing has to be said about its columns."""

from __future__ import annotations

from pathlib import Path

from tests.command import Lineread


def test_the_second_import_needs_nothing(done: Lineread, tmp_path: Path) -> None:
    sheet, project = tmp_path / "v1.csv", tmp_path / "p"
    sheet.write_text("Key,Whoever,Spoken\nk1,ANN,Hello.\nk2,BOB,No.\n", encoding="utf-8")
    done("new", project, "--script", sheet, "-o", "columns=text=Spoken, character=Whoever")
    again = tmp_path / "v2.csv"
    again.write_text("Spoken,Key,Whoever\nHello.,k1,ANN\nNever.,k2,BOB\n", encoding="utf-8")
    ran = done("import", project, again, "--json", "--yes")
    assert [(c["id"], c["before"], c["after"]) for c in ran.json["changed"]] == [("k2", "No.", "Never.")]
    assert "As the last time: columns=text=Spoken, character=Whoever." in ran.err
