"""Rows of cells out of and into files. Reading is quick before all: 50,000 rows of a game's dialogue are usual.

CSV comes with any delimiter and any encoding. XLSX is read by python-calamine (a second for 50,000 rows; openpyxl
needs eight) and written by XlsxWriter, which writes every cell as text: ``=SUM(A1)`` in a line is words.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.api import LinereadError, Problem, read_text

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_HEADERS_WITHIN = 20  # rows
_DELIMITERS = ",;\t|"
_LONGEST = 32_767  # characters of an XLSX cell (ECMA-376)
_EPOCH = datetime(1980, 1, 1)  # the same table is the same file


def read_rows(path: Path, sheet: str = "") -> tuple[list[list[str]], tuple[Problem, ...]]:
    """All rows of a table as text, without empty ones at the top. Raises LinereadError."""
    problems: tuple[Problem, ...] = ()
    if path.suffix.lower() in _WORKBOOKS:
        rows = _read_workbook(path, sheet)
    else:
        text, problems = read_text(path)
        rows = list(parse_rows(text))
    while rows and not any(cell.strip() for cell in rows[0]):
        rows.pop(0)
    if not rows:
        raise LinereadError(f"{path.name} is an empty table.", "It needs a row of headers and a row for each line.")
    return rows, problems


def read_headers(path: Path, sheet: str = "") -> list[str]:
    """The first row that holds something, without reading much more. Raises LinereadError."""
    if path.suffix.lower() in _WORKBOOKS:
        rows: Iterable[list[str]] = _read_workbook(path, sheet, _HEADERS_WITHIN)
    else:
        rows = itertools.islice(parse_rows(read_text(path)[0]), _HEADERS_WITHIN)
    return next((row for row in rows if any(cell.strip() for cell in row)), [])


def parse_rows(text: str) -> Iterator[list[str]]:
    """The rows of a delimited text."""
    if text[:4].lower() == "sep=" and len(text) > 5:  # Excel's own hint
        delimiter, text = text[4], text[5:].lstrip("\n")
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(1 << 30)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise LinereadError(f"The table cannot be read: {error}.", "Save it as CSV again.") from error


def _delimiter(text: str) -> str:
    """What stands most often in the first row, outside of quotes."""
    counts: Counter[str] = Counter()
    quoted = False
    for char in text.lstrip("\n")[:65_536]:
        if char == '"':
            quoted = not quoted
        elif char == "\n" and not quoted:
            break
        elif not quoted and char in _DELIMITERS:
            counts[char] += 1
    return max(_DELIMITERS, key=lambda char: counts[char])


def _read_workbook(path: Path, sheet: str, rows: int | None = None) -> list[list[str]]:
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise _missing("python-calamine", "read") from error
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise LinereadError(f"{path.name} has no sheet {sheet!r}.", f"It has {', '.join(names)}.")
        if not names:
            return []
        cells: list[list[Any]] = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False, nrows=rows)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise LinereadError(f"{path.name} cannot be read as a workbook: {error}.", "Save it again as .xlsx.") from error
    return [[cell if isinstance(cell, str) else _as_text(cell) for cell in row] for row in cells]


def _as_text(value: Any) -> str:
    """A cell that is no text, as a person reads it: 3 for 3.0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def csv_bytes(rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """A table as Excel and everybody else reads it: UTF-8 with a mark, CRLF (RFC 4180)."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[Sequence[str | float]], widths: Sequence[int], name: str = "Lines") -> bytes:
    """A workbook with one sheet: a bold first row that stays in sight, wrapped text, numbers as numbers."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise _missing("XlsxWriter", "written") from error
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, options)
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(number, column, value[:_LONGEST], bold if not number else wrapped)
            else:
                sheet.write_number(number, column, value, wrapped)
    book.set_properties({"title": name, "created": _EPOCH})
    book.close()
    return made.getvalue()


def _missing(package: str, done: str) -> LinereadError:
    return LinereadError(
        f"A workbook cannot be {done} without {package}.", "pip install 'lineread[handoff]', or use CSV."
    )
