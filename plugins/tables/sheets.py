"""Rows of cells out of and into files. Reading is quick before all: 50,000 rows of a game's dialogue are usual.

CSV comes with any delimiter and any encoding. XLSX is read by python-calamine (a second for 50,000 rows; openpyxl
needs eight) and written by XlsxWriter, which writes every cell as text: ``=SUM(A1)`` in a line is words.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from plugins.api import LinereadError, Problem, read_text
from plugins.tables.columns import header_row

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_HEADERS_WITHIN = 20  # rows
_DELIMITERS = ",;\t|"
_LONGEST = 32_767  # characters of an XLSX cell (ECMA-376)
_SHEET = "xl/worksheets/sheet1.xml"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"(?=_x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile("[&<>_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
FindHeaders = Callable[[list[list[str]]], int]
_EPOCH = datetime(1980, 1, 1)  # the same table is the same file


class Sheet(NamedTuple):
    """A table's rows as text, the first its headers. ``top`` counts the rows of the file above it."""

    rows: list[list[str]]
    top: int
    problems: tuple[Problem, ...]


def read_rows(path: Path, sheet: str = "", find: FindHeaders = header_row) -> Sheet:
    """A table from its headers on. Raises LinereadError."""
    problems: tuple[Problem, ...] = ()
    if path.suffix.lower() in _WORKBOOKS:
        rows = _read_workbook(path, sheet)
    else:
        text, problems = read_text(path)
        rows = list(parse_rows(text))
    top = find(rows[:_HEADERS_WITHIN])
    if not rows or not any(cell.strip() for cell in rows[top]):
        raise LinereadError(f"{path.name} is an empty table.", "It needs a row of headers and a row for each line.")
    return Sheet(rows[top:], top, problems)


def read_headers(path: Path, sheet: str = "", find: FindHeaders = header_row) -> list[str]:
    """The row of the headers, without reading much more. Raises LinereadError."""
    if path.suffix.lower() in _WORKBOOKS:
        rows = _read_workbook(path, sheet, _HEADERS_WITHIN)
    else:
        rows = list(itertools.islice(parse_rows(read_text(path)[0]), _HEADERS_WITHIN))
    return rows[find(rows)] if rows else []


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
        found = book.get_sheet_by_name(sheet or names[0])
        cells: list[list[Any]] = found.to_python(skip_empty_area=False, nrows=rows)
        for (top, left), (bottom, _) in found.merged_cell_ranges or ():  # one speaker, one scene for several rows
            for row in cells[top + 1 : bottom + 1]:
                row[left] = cells[top][left]
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
    """A workbook with one sheet: a bold first row that stays in sight, wrapped text, numbers as numbers.

    XlsxWriter makes the workbook and its styles around two sample rows. The cells of the sheet are written here, each
    text in its own cell (``inlineStr``, ECMA-376 part 1, 18.18.11): a table of half a million cells takes it half a
    second instead of three, and the file is as large.
    """
    made = io.BytesIO()
    pattern = zipfile.ZipFile(io.BytesIO(_empty_book(widths, name)))
    with pattern, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for entry in pattern.infolist():
            data = pattern.read(entry)
            if entry.filename == _SHEET:
                data = _with_cells(data.decode(), rows, len(widths)).encode()
            book.writestr(entry, data, zipfile.ZIP_DEFLATED, 4)
    return made.getvalue()


def _empty_book(widths: Sequence[int], name: str) -> bytes:
    """A workbook whose sheet has one bold cell and one wrapped cell, which show the styles' numbers."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise _missing("XlsxWriter", "written") from error
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_number(0, 0, 0, bold)
    sheet.write_number(1, 0, 0, wrapped)
    book.set_properties({"title": name, "created": _EPOCH})
    book.close()
    return made.getvalue()


def _with_cells(sheet: str, rows: Iterable[Sequence[str | float]], width: int) -> str:
    """The sheet's document with the cells of ``rows``, in the styles of its two sample rows."""
    bold, wrapped = re.findall(r'<c r="A[12]" s="(\d+)"', sheet)
    columns = [column_name(number) for number in range(width)]
    parts = []
    count = 0
    for count, row in enumerate(rows, 1):
        style = bold if count == 1 else wrapped
        parts.append(f'<row r="{count}">')
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str):
                if value:
                    place = f'<c r="{column}{count}" s="{style}" t="inlineStr">'
                    parts.append(f'{place}<is><t xml:space="preserve">{_cell_text(value)}</t></is></c>')
            else:
                parts.append(f'<c r="{column}{count}" s="{style}"><v>{value!r}</v></c>')
        parts.append("</row>")
    sheet = re.sub(r"<sheetData>.*</sheetData>", "<sheetData>\0</sheetData>", sheet, count=1, flags=re.DOTALL)
    last = f"{columns[-1] if columns else 'A'}{max(1, count)}"
    sheet = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', sheet, count=1)
    return sheet.replace("\0", "".join(parts))


def column_name(number: int) -> str:
    """A column by its letters, from 0: A, Z, AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _cell_text(text: str) -> str:
    """A text as it stands in a cell: what XML does not carry is written ``_x0007_`` (ECMA-376 part 1, 22.9.2.19)."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST]
    if _SPECIAL.search(text):
        text = _LOOKS_ESCAPED.sub("_x005F", text)
        text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _missing(package: str, done: str) -> LinereadError:
    return LinereadError(
        f"A workbook cannot be {done} without {package}.", "pip install 'lineread[handoff]', or use CSV."
    )
