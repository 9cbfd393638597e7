"""What spreadsheets and the people before them do to a sheet: only the edited lines change, and nothing is silent."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plugins.tables.habits import same_ids, spoiled
from studio.document.merge import Difference, compare, merged
from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.timeline.layout import layout

ODD = {"take": "007", "when": "2026-01-05", "number": "12345678901234567890", "share": "50%", "code": "1E5"}
PROJECT = Project(
    id="P-1", name="Harbour", characters=(Character(id="C-1", name="ANNA"), Character(id="C-2", name="Señor Ruiz")),
    scenes=(Scene(id="S-1", title="3/4", lines=(
        Line(id="0001", character="C-1", text="=SUM(A1) is what it said.",
             delivery=Delivery(speed=1.1, intensity=1 / 3)),
        Line(id="0002", character="C-2", text='He said: "no, never; never",\nand left.', fields=ODD),
        Line(id="0003", character="C-2", text="12.5", gain=-2.5, note="1/2", status="TRUE"),
        Line(id="0004", character="C-1", text="+1 for that", pause_after=900, pause_before=0),
        Line(id="0005", character="C-1", text="- no -", delivery=Delivery(pitch=-1.5, direction="10:30")),
        Line(id="0006", character="C-1", text="2026-03-04"),
        Line(id="0007", character="C-1", text="00123"),
        Line(id="0008", character="C-1", text="1,234.50"),
    )),),
)  # fmt: skip


def exported(folder: Path, kind: str = "csv") -> Path:
    run_exports(plan_exports([kind], layout(PROJECT, {}, {}), PROJECT), folder)
    return folder / f"Harbour.{kind}"


def cells(folder: Path) -> list[list[str]]:
    text = exported(folder).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read(path: Path, current: Project = PROJECT) -> tuple[Difference, Project, str]:
    info = host.importer_for(path)
    imported = info.load_importer().read(path, checked(info, {}))
    incoming, whole = imported.incoming(current)
    found = compare(current, incoming, whole=whole)
    return found, merged(current, incoming, found), " ".join(str(problem) for problem in imported.remarks(current))


def spoil_as_excel_does(value: str) -> object:
    """What Excel makes of a cell of a CSV file that is opened by a double click."""
    if value[:1] in "=+-@" and len(value) > 1 and not value[1:].replace(".", "").isdigit():
        return "#NAME?"
    table: dict[str, object] = {
        "3/4": datetime.date(2026, 3, 4), "1/2": datetime.date(2026, 1, 2), "2026-03-04": datetime.date(2026, 3, 4),
        "2026-01-05": datetime.date(2026, 1, 5), "TRUE": True, "50%": 0.5, "10:30": datetime.time(10, 30),
        "12345678901234567890": 1.23456789012346e19, "1,234.50": 1234.5,
    }  # fmt: skip
    if value in table:
        return table[value]
    try:
        return float(value)
    except ValueError:
        return value


def book(path: Path, rows: list[list[str]], value: Callable[[str], object] = lambda cell: cell) -> Worksheet:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append([value(cell) if cell else None for cell in row])
    made.save(path)
    return sheet


def test_a_csv_that_excel_opened_and_saved_changes_nothing_and_says_so(tmp_path: Path) -> None:
    book(tmp_path / "x.xlsx", cells(tmp_path), spoil_as_excel_does)
    found, after, said = read(tmp_path / "x.xlsx")
    assert found.empty, [(c.id, c.fields) for c in found.changed]
    assert after == PROJECT
    assert (
        "A spreadsheet wrote ids in its own way (0001 as 1, 0002 as 2, 0003 as 3, ...); they are the same lines."
        in said
    )
    assert "they stay as they were" in said


def test_edits_in_such_a_sheet_are_found_all_the_same(tmp_path: Path) -> None:
    rows = cells(tmp_path)
    text = rows[0].index("text")
    rows[3][text], rows[7][text], rows[1][text] = "13.5", "00124", "What it said."
    book(tmp_path / "x.xlsx", rows, spoil_as_excel_does)
    found, _, _ = read(tmp_path / "x.xlsx")
    assert {(c.id, c.after.text) for c in found.changed} == {
        ("0001", "What it said."),
        ("0003", "13.5"),
        ("0007", "124"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_columns_order_and_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    rows = cells(tmp_path)
    order = sorted(range(len(rows[0])), key=lambda column: rows[0][column])
    turned = [["added", *(row[column] for column in order)] for row in rows]
    turned[2][1 + order.index(rows[0].index("text"))] = "No, never – señor."
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows([turned[0], *reversed(turned[1:])])
    path = tmp_path / "x.csv"
    path.write_bytes(made.getvalue().encode(encoding))
    found, after, _ = read(path)
    assert [c.id for c in found.changed if c.fields != ("fields",)] == ["0002"]
    assert {line.fields["added"] for line in after.lines()} == {"added"}
    assert (found.new, found.gone, found.moved) == ((), (), ())


def test_a_title_above_the_headers_and_headings_between_the_rows(tmp_path: Path) -> None:
    rows = [["Harbour, third draft"], [], ["key", "who", "line", "notes"], ["ACT ONE"],
            ["k1", "ANN", "Hello.", ""], ["ACT TWO"], ["k2", "BOB", "#NAME?", ""]]  # fmt: skip
    book(tmp_path / "x.xlsx", rows)
    _, after, said = read(tmp_path / "x.xlsx", Project(id="", name=""))
    assert [(line.id, line.text) for line in after.lines()] == [("k1", "Hello."), ("k2", "")]
    assert "line 7, column 1: BOB has no words here." in said
    (tmp_path / "x.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    _, after, said = read(tmp_path / "x.csv", Project(id="", name=""))
    assert [(line.id, line.text) for line in after.lines()] == [("k1", "Hello."), ("k2", "#NAME?")]
    assert "line 7, column 1: The spreadsheet took words for a formula" in said


def test_a_speaker_over_merged_cells_speaks_all_of_them(tmp_path: Path) -> None:
    rows = [["id", "scene", "character", "line"], ["a", "Pier", "ANN", "One."], ["b", "", "", "Two."],
            ["c", "", "BOB", "Three."], ["d", "Ship", "", "Four."]]  # fmt: skip
    path = tmp_path / "x.xlsx"
    sheet = book(path, rows)
    for area in ("B2:B4", "C2:C3", "C4:C5"):
        sheet.merge_cells(area)
    assert sheet.parent is not None
    sheet.parent.save(path)
    _, after, _ = read(path, Project(id="", name=""))
    names = {c.id: c.name for c in after.characters}
    spoken = [(scene.title, names[line.character], line.text) for scene in after.scenes for line in scene.lines]
    assert spoken == [
        ("Pier", "ANN", "One."), ("Pier", "ANN", "Two."), ("Pier", "BOB", "Three."), ("Ship", "BOB", "Four.")
    ]  # fmt: skip


def test_hidden_and_filtered_rows_are_lines_all_the_same(tmp_path: Path) -> None:
    path = exported(tmp_path, "xlsx")
    made = openpyxl.load_workbook(path)
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.auto_filter.ref = sheet.dimensions
    for row in (3, 4, 5):
        sheet.row_dimensions[row].hidden = True
    made.save(path)
    assert read(path)[0].empty


def test_a_sheet_without_speakers_brings_no_narrator(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "text,note\n" + "".join(f'"{line.text.replace(chr(34), chr(34) * 2)}",x\n' for line in PROJECT.lines())
    )
    found, after, _ = read(path)
    assert (found.new, found.gone, found.new_characters) == ((), (), ())
    assert [c.name for c in after.characters] == ["ANNA", "Señor Ruiz"]


@pytest.mark.parametrize(
    ("cell", "was"),
    [("7", "007"), ("2026-03-04", "3/4"), ("2026-03-04", "4.3."), ("4-Mar", "3/4"), ("04-Mar-26", "3/4"),
     ("1E+05", "100000"), ("1.23456789012346E+19", "12345678901234567890"), ("true", "TRUE"), ("10:30:00", "10:30"),
     ("0.5", "50%"), ("12,5", "12.5"), ("#NAME?", "-well"), ("Err:509", "=so"), ("", "=so"), ("1234.5", "1,234.50"),
     ("??,?", "你好,王"), ("caf?", "café")],
)  # fmt: skip
def test_a_spreadsheets_own_writing_is_known(cell: str, was: str) -> None:
    assert spoiled(cell, was)


@pytest.mark.parametrize(
    ("cell", "was"),
    [("8", "007"), ("2026-03-05", "3/4"), ("", "so"), ("so", "=so"), ("2027-03-04", "2026-03-04"), ("", "007"),
     ("true", "so"), ("10:31:00", "10:30"), ("May", "5"), ("Hello", "Hullo"), ("-well", "+well"),
     ("So?", "So!"), ("?", "王?"), ("Wang?", "Wang王王")],
)  # fmt: skip
def test_an_edit_is_none(cell: str, was: str) -> None:
    assert not spoiled(cell, was)


def test_an_id_that_could_be_two_lines_is_neither() -> None:
    assert same_ids(["1", "2"], ["001", "01", "002"]) == {"2": "002"}
    assert same_ids(["1", "1.0"], ["001"]) == {}
