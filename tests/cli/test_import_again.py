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


def test_what_would_change_is_told_in_words(done: Lineread, tmp_path: Path) -> None:
    sheet, project = tmp_path / "v1.csv", tmp_path / "p"
    sheet.write_text("id,character,line,direction,file\nk1,ANN,Hello.,quietly,a\nk2,BOB,No.,,b\n", encoding="utf-8")
    done("new", project, "--script", sheet)
    sheet.write_text("id,character,line,direction,file\nk1,ANN,Hello.,loudly,c\nk3,Eve,Who?,,\n", encoding="utf-8")
    said = done("import", project, sheet).out.splitlines()
    assert said[:7] == [
        "+ k3  Eve: Who?", "~ k1  delivery, fields", "    direction: quietly → loudly", "    file: a → c",
        "- k2  BOB: No.", "+ character Eve", "1 changed, 1 new, 1 gone, 0 moved; 1 character new.",
    ]  # fmt: skip


def test_a_cast_that_alone_changed_is_counted(done: Lineread, tmp_path: Path) -> None:
    script, project = tmp_path / "v1.txt", tmp_path / "p"
    script.write_text("ANN: Hello.\n", encoding="utf-8")
    done("new", project, "--script", script, "--voice-engine", "fake")
    done("export", project, "--to", "text", "--out", tmp_path / "out")
    text = next((tmp_path / "out").glob("*.txt"))
    assert "Nothing differs." in done("import", project, text).out
    changed = text.read_text(encoding="utf-8").replace("ANN", "ANNA")
    text.write_text(changed, encoding="utf-8")
    out = done("import", project, text).out
    assert "~ character ANN  name" in out
    assert "0 changed, 0 new, 0 gone, 0 moved; 1 character changed." in out
