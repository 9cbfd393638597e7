"""A sheet goes out, is edited elsewhere, and comes back: exactly the edited lines change."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins import conformance
from studio.document.merge import Difference, compare, merged
from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.timeline.layout import layout

PROJECT = Project(
    id="P-1", name="Harbour", rate=48_000,
    characters=(Character(id="C-1", name="ANNA"), Character(id="C-2", name="Old Tom"), Character(id="C-3", name="王")),
    scenes=(
        Scene(id="S-1", title="The pier", lines=(
            Line(id="L-1", character="C-1", text="=SUM(A1) is what it said.",
                 delivery=Delivery(emotion="sad", speed=1.1)),
            Line(id="L-2", character="C-2", text='He said: "no, never; never",\nand left.', fields={"context": "rain"}),
            Line(id="L-3", character="C-3", text="你好，[pause_400ms] 世界。", gain=-2.5, note="slowly\nplease",
                 take="k", delivery=Delivery(direction="warm")),
        )),
        Scene(id="S-2", title="", lines=(
            Line(id="L-4", character="C-1", text="007", status="approved", pause_after=900, seed=4, start=12_345),
            Line(id="L-5", character="C-1", text="+1 https://example.org -1", fields={"text": "odd", "file": "a.wav"}),
        )),
    ),
)  # fmt: skip


def export(project: Project, out: Path, kind: str, **options: Any) -> Path:
    run_exports(plan_exports([kind], layout(project, {}, {}), project, options), out)
    return next(p for p in out.iterdir() if p.name != "delivery.json")


def difference(project: Project, path: Path, identity: str | None = None, **options: Any) -> tuple[Difference, Project]:
    info = host.importer(identity) if identity else host.importer_for(path)
    imported = info.load_importer().read(path, checked(info, options))
    incoming, whole = imported.incoming(project)
    made = compare(project, incoming, whole=whole)
    return made, merged(project, incoming, made)


def edit(path: Path, change: Mapping[tuple[str, str], str], delimiter: str = ",") -> None:
    """Change cells as a spreadsheet would: everything read and written again, by (id, header)."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=delimiter))
    for (identity, header), value in change.items():
        next(row for row in rows if row[0] == identity)[rows[0].index(header)] = value
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    path.write_text(made.getvalue(), encoding="utf-16")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("order", ["script", "sheet"])
def test_an_untouched_sheet_changes_nothing(kind: str, order: str, tmp_path: Path) -> None:
    found, after = difference(PROJECT, export(PROJECT, tmp_path, kind), order=order)
    assert found.empty, found
    assert after == PROJECT


def test_edited_cells_change_exactly_their_lines_and_an_emptied_cell_clears(tmp_path: Path) -> None:
    path = export(PROJECT, tmp_path, "csv")
    edit(path, {("L-3", "direction"): "", ("L-2", "context"): "", ("L-4", "text"): "008", ("L-1", "speed"): "1,25",
                ("L-5", "character"): "old tom"})  # fmt: skip
    found, after = difference(PROJECT, path)
    assert {c.id: c.fields for c in found.changed} == {
        "L-1": ("delivery",), "L-2": ("fields",), "L-3": ("delivery",), "L-4": ("text",), "L-5": ("character",),
    }  # fmt: skip
    assert not (found.new)
    assert not (found.gone)
    assert not (found.moved)
    assert not (found.new_characters)
    assert not (found.changed_characters)
    lines = {line.id: line for line in after.lines()}
    assert lines["L-1"].delivery == Delivery(emotion="sad", speed=1.25)
    assert (lines["L-2"].fields, lines["L-3"].delivery) == ({}, Delivery())
    assert (lines["L-4"].text, lines["L-4"].seed, lines["L-4"].start) == ("008", 4, 12_345)
    assert (lines["L-5"].character, lines["L-3"].take) == ("C-2", "k")


def test_openpyxl_reads_the_workbook_and_what_it_saves_comes_back(tmp_path: Path) -> None:
    path = export(PROJECT, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    text = header.index("text") + 1
    assert sheet.cell(2, text).data_type == "s"  # words, not a formula
    assert sheet.cell(2, text).value == "=SUM(A1) is what it said."
    assert sheet.cell(2, header.index("speed") + 1).value == 1.1
    sheet.cell(3, text).value = "He said nothing."
    book.save(path)
    found, after = difference(PROJECT, path)
    assert [(c.id, c.fields) for c in found.changed] == [("L-2", ("text",))]
    assert replace(next(x for x in after.lines() if x.id == "L-2"), text="") == replace(
        PROJECT.scenes[0].lines[1], text=""
    )


def test_a_sorted_sheet_moves_nothing_and_new_rows_follow_the_row_above(tmp_path: Path) -> None:
    path = export(PROJECT, tmp_path, "csv", delimiter="tab", info=False)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter="\t"))
    new = ["", "The pier", "Kid", "A new one."]
    mixed = [rows[0], rows[4], rows[1], rows[3], new, rows[5]]  # L-2 is gone
    path.write_text("\n".join("\t".join(x.replace("\n", " ") for x in row) for row in mixed), encoding="utf-8")
    found, after = difference(PROJECT, path)
    assert [line.id for line in found.gone] == ["L-2"]
    assert [line.text for line in found.new] == ["A new one."]
    assert not found.moved
    assert [[line.id[:3] for line in scene.lines] for scene in after.scenes] == [
        ["L-1", "L-3", found.new[0].id[:3]], ["L-4", "L-5"],
    ]  # fmt: skip
    assert [c.name for c in found.new_characters] == ["Kid"]


def test_headers_are_guessed_or_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\nWho;Zeile;Line ID;Notes;Info\nAnna;Hallo.;a1;leise;x\nBob;Ja.;a2;;\n", encoding="cp1252")
    with pytest.raises(LinereadError, match="holds the lines: Who, Zeile"):
        difference(PROJECT, path)
    empty = Project(id="P", name="")
    found, _ = difference(empty, path, columns="text=Zeile, Notes=")
    assert [(x.id, x.text, x.note, dict(x.fields)) for x in found.new] == [
        ("a1", "Hallo.", "", {"Notes": "leise", "Info": "x"}), ("a2", "Ja.", "", {}),
    ]  # fmt: skip
    with pytest.raises(LinereadError, match="no column 'Nobody'"):
        difference(empty, path, columns="text=Nobody")


def test_a_header_with_a_comma_is_told_in_quotes(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('key,"Line, as spoken","Who, then"\na1,Hello.,Anna\n')
    told = 'id=key, "text=Line, as spoken", "character=Who, then"'
    found, after = difference(Project(id="P", name=""), path, columns=told)
    assert [(x.id, x.text) for x in found.new] == [("a1", "Hello.")]
    assert [c.name for c in after.characters] == ["Anna"]


def test_what_is_odd_in_a_sheet_is_said_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "odd.tsv"
    path.write_text("id\ttext\temotion\tspeed\nx\tOne.\tjolly\t9\nx\tTwo.\thappy\tfast\n\n", encoding="utf-8")
    info = host.importer("table")
    imported = info.load_importer().read(path, checked(info, {}))
    assert [(p.line, p.code) for p in imported.problems] == [
        (2, "out-of-range"), (2, "emotion"), (3, "duplicate-id"), (3, "no-number"),
    ]  # fmt: skip
    one, two = imported.project.lines()
    assert one.delivery == Delivery(direction="jolly", speed=2.0)
    assert two.id not in ("", "x")


def test_a_sheet_without_ids_is_aligned_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    rows = "ANNA,=SUM(A1) is what it said.\n王,你好，[pause_400ms] 世界！\nANNA,007\n"
    path.write_text("speaker,line\n" + rows, encoding="utf-8")
    found, _ = difference(PROJECT, path)
    assert {line.id for line in found.gone} == {"L-2", "L-5"}
    assert [c.id for c in found.changed] == ["L-3"]
    assert not found.new


_cells = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(
    ["", " x ", "a\nb", "_x0041_", "=1", "1.50", "3.0", "TRUE", '"', "'a", "\t", "a\r\nb", "2026-01-02", "1e5"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(_cells, _cells, _cells, st.floats(-40, 12)), min_size=1, max_size=4))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_whatever_stands_in_a_project_comes_back_unchanged(kind: str, texts: list[Any], tmp_path: Path) -> None:
    lines = tuple(
        Line(id=f"L-{n}", character="C-1", text=text, note=note, fields={"any thing": extra}, gain=gain,
             delivery=Delivery(direction=extra, volume=gain))
        for n, (text, note, extra, gain) in enumerate(texts)
    )  # fmt: skip
    project = Project(
        id="P", name="x", characters=(Character(id="C-1", name="A"),), scenes=(Scene(id="S", lines=lines),)
    )
    found, after = difference(project, export(project, tmp_path, kind))
    assert found.empty, found.changed
    assert after == project


def test_of_fifty_thousand_rows_only_the_edited_one_changes(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "scene", "character", "line", "direction", "context", "file"])
        for n in range(50_000):
            table.writerow(
                [f"id{n}", f"Scene {n // 100}", f"WHO {n % 14}", f"Line {n} says this.", "", "rain", f"{n}.wav"]
            )
    found, project = difference(Project(id="P", name=""), path)
    assert len(found.new) == 50_000
    path.write_text(path.read_text(encoding="utf-8").replace("Line 4711 says", "Line 4711 said"), encoding="utf-8")
    found, _ = difference(project, path)
    assert [c.id for c in found.changed] == ["id4711"]


def test_renpy_and_yarn_tables_are_known_by_their_headers(tmp_path: Path) -> None:
    (tmp_path / "dialogue.tab").write_text(
        "Identifier\tCharacter\tDialogue\tFilename\tLine Number\tRen'Py Script\n"
        'start_a170b500\te\tHi {b}there{/b}.{w=0.5} You are [name], {{100%}.\tgame/script.rpy\t31\te "Hi"\n',
        encoding="utf-8",
    )
    (tmp_path / "Strings.csv").write_text(
        "language,id,text,file,node,lineNumber,lock,comment\n"
        "en,line:0e3dc4b,Mae: [wave]Wow![/wave] {$gold} coins \\[really\\] #line:0e3dc4b,A.yarn,Start,5,fe6ecf92,loud\n"
        "en,line:1,The sun set.,A.yarn,Start,6,,\n",
        encoding="utf-8",
    )
    found, project = difference(Project(id="P", name=""), tmp_path / "dialogue.tab")
    assert host.importer_for(tmp_path / "dialogue.tab").id == "renpy-dialogue"
    assert found.new[0].id == "start_a170b500"
    assert found.new[0].text == "Hi there.[pause_500ms] You are \\[name], \\{100%}."
    assert found.new[0].fields["Filename"] == "game/script.rpy"
    assert difference(project, tmp_path / "dialogue.tab")[0].empty
    assert host.importer_for(tmp_path / "Strings.csv").id == "yarn-strings"
    found, project = difference(Project(id="P", name=""), tmp_path / "Strings.csv")
    assert [x.id for x in found.new] == ["line:0e3dc4b", "line:1"]
    assert found.new[0].text == "Wow! \\{$gold} coins \\[really]"
    assert (found.new[0].note, found.new[0].fields["file"]) == ("loud", "A.yarn")
    assert [c.name for c in found.new_characters] == ["Mae", "NARRATOR"]
    assert project.scenes[0].title == "Start"


def test_pickups_change_status_note_and_gain_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pickups.csv"
    path.write_text("id;status;notes;gain\nL-2;pick-up;mumbled;\nL-4;;;-1,5 dB\nL-9;approved;;\n", encoding="utf-8")
    assert host.importer_for(path).id == "pickups"
    found, after = difference(PROJECT, path)
    assert {c.id: c.fields for c in found.changed} == {"L-2": ("note", "status"), "L-4": ("gain",)}
    assert not (found.gone)
    assert not (found.new)
    assert not (found.moved)
    lines = {line.id: line for line in after.lines()}
    assert (lines["L-4"].gain, lines["L-4"].status) == (-1.5, "approved")
    with pytest.raises(LinereadError, match="None of these ids"):
        difference(replace(PROJECT, scenes=()), path)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_tables_conform(kind: str, tmp_path: Path) -> None:
    conformance.run(type(host.exporter(kind).load_exporter()), tmp_path)
