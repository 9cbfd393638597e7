"""The second import of the same spreadsheet needs nothing: what was told of its headers is remembered."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from plugins.api import Importer
from studio.errors import LinereadError
from studio.export import host
from studio.export.manifest import PluginInfo
from studio.export.options import checked
from studio.session.imports import FILE, recalled, remember

TOLD = {"columns": "text=Spoken, character=Whoever"}


@pytest.fixture
def table() -> tuple[PluginInfo, Importer]:
    info = host.importer("table")
    return info, info.load_importer()


def sheet(path: Path, headers: str = "Key,Whoever,Spoken,Take") -> Path:
    path.write_text(f"{headers}\nk1,ANN,Hello.,1\n", encoding="utf-8")
    return path


def test_the_same_headers_are_known_again_in_any_order(table: tuple[PluginInfo, Importer], tmp_path: Path) -> None:
    first, again = sheet(tmp_path / "a.csv"), sheet(tmp_path / "b.csv", " Spoken ,Take,Key,Whoever")
    with pytest.raises(LinereadError, match="No column of the table holds the lines"):
        table[1].read(first, checked(table[0], {}))
    remember(tmp_path, table[0], first, TOLD)
    known = recalled(tmp_path, table[0], again, {})
    assert known == TOLD
    again.write_text(" Spoken ,Take,Key,Whoever\nHello.,1,k1,ANN\n", encoding="utf-8")
    project = table[1].read(again, checked(table[0], known)).project
    assert [(line.id, line.text) for line in project.lines()] == [("k1", "Hello.")]
    assert [character.name for character in project.characters] == ["ANN"]


def test_other_headers_are_another_sheet(table: tuple[PluginInfo, Importer], tmp_path: Path) -> None:
    remember(tmp_path, table[0], sheet(tmp_path / "a.csv"), TOLD)
    assert recalled(tmp_path, table[0], sheet(tmp_path / "b.csv", "Key,Whoever,Spoken"), {}) == {}


def test_what_is_said_now_wins_and_is_what_is_remembered(table: tuple[PluginInfo, Importer], tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv")
    remember(tmp_path, table[0], path, {**TOLD, "order": "sheet"})
    now = recalled(tmp_path, table[0], path, {"columns": "text=Take"})
    assert now == {"columns": "text=Take", "order": "sheet"}
    remember(tmp_path, table[0], path, now)
    assert recalled(tmp_path, table[0], path, {}) == now
    remember(tmp_path, table[0], path, {"columns": "", "order": ""})  # said to be nothing: forgotten
    assert recalled(tmp_path, table[0], path, {}) == {}


def test_a_workbooks_sheet_is_remembered_by_its_first_sheet(table: tuple[PluginInfo, Importer], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([])
    book.active.append(["Read", "me"])
    for row in (["Key", "Spoken"], ["k1", "Hello."]):
        (book["Lines"] if "Lines" in book.sheetnames else book.create_sheet("Lines")).append(row)
    book.save(tmp_path / "a.xlsx")
    remember(tmp_path, table[0], tmp_path / "a.xlsx", {"sheet": "Lines", "columns": "text=Spoken"})
    known = recalled(tmp_path, table[0], tmp_path / "a.xlsx", {})
    assert known["sheet"] == "Lines"
    lines = table[1].read(tmp_path / "a.xlsx", checked(table[0], known)).project.lines()
    assert [line.text for line in lines] == ["Hello."]


@pytest.mark.parametrize("importer", ["srt", "ass", "fountain", "markdown"])
def test_what_is_no_table_is_remembered_for_its_importer(importer: str, tmp_path: Path) -> None:
    info = host.importer(importer)
    option = info.options[0]
    remember(tmp_path, info, tmp_path / "first.any", {option.name: "told"})
    assert recalled(tmp_path, info, tmp_path / "next version.any", {}) == {option.name: "told"}
    assert recalled(tmp_path, host.importer("vtt"), tmp_path / "first.vtt", {}) == {}
    remember(tmp_path, info, tmp_path / "third.any", {option.name: ""})
    assert recalled(tmp_path, info, tmp_path / "first.any", {}) == {}


def test_a_damaged_memory_hurts_nothing(table: tuple[PluginInfo, Importer], tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv")
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert recalled(tmp_path, table[0], path, {"order": "sheet"}) == {"order": "sheet"}
    remember(tmp_path, table[0], tmp_path / "gone.csv", TOLD)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "{"
