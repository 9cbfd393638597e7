"""A workbook holds every text as it is, whatever is in it, and two readers that were not written here agree."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.escape import unescape

from plugins.tables.sheets import column_name, xlsx_bytes

TEXTS = (
    "Hello, world.", "  two blanks before, and a tab\tinside", "first row\nsecond row", "<b>A & B</b> > \"C\" 'D'",
    "_x0041_ is what it says", "你好，世界。 😀 שלום", "=SUM(A1)", "0012", "'quoted", "snake_case_name", "_", "x_x_",
)  # fmt: skip


def workbook(rows: list[list[str | float]]) -> bytes:
    return xlsx_bytes(rows, [12] * len(rows[0]))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_it_was_written(text: str, tmp_path: Path) -> None:
    data = workbook([["text", "number"], [text, 1.5]])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet["A2"].data_type == "s"
    assert (sheet["A2"].value, sheet["B2"].value) == (text.replace("_x0041_", "_x005F_x0041_"), 1.5)
    (tmp_path / "x.xlsx").write_bytes(data)
    cells = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python()
    assert cells == [["text", "number"], [text, 1.5]]


def test_what_xml_cannot_hold_is_escaped_and_long_texts_are_cut() -> None:
    data = workbook([["a", "b"], ["bell\x07 return\r end\ufffe", "z" * 40_000]])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert unescape(sheet["A2"].value) == "bell\x07 return\r end\ufffe"
    assert len(sheet["B2"].value) == 32_767


def test_headers_are_bold_and_stay_and_texts_are_wrapped() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook([["a", "b"], ["x", 2.0], ["", 3.0]]))).active
    assert sheet.freeze_panes == "A2"
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold) == (True, False)
    assert sheet["A2"].alignment.wrap_text
    assert sheet.dimensions == "A1:B3"
    assert [cell.value for cell in sheet["A"]] == ["a", "x", None]
    assert sheet.column_dimensions["A"].width == pytest.approx(12, abs=1)


def test_the_same_table_is_the_same_file() -> None:
    rows: list[list[str | float]] = [["a"], ["x"]]
    assert workbook(rows) == workbook(rows)


def test_columns_are_counted_in_letters() -> None:
    assert [column_name(n) for n in (0, 25, 26, 27, 701, 702, 16_383)] == ["A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"]
