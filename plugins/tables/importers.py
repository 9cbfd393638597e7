"""Tables into lines: any sheet, Ren'Py's dialogue.tab, Yarn's string table, and a mixer's list of pick-ups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from plugins.api import Imported, LinereadError, Options, Problem, Project
from plugins.tables import gamewords
from plugins.tables.columns import NAMES, find_columns, header_row, meanings
from plugins.tables.pickups import read_pickups
from plugins.tables.reading import Row, RowReader, over
from plugins.tables.sheets import read_headers, read_rows
from plugins.tables.unedited import as_written


class TableImporter:
    """CSV, TSV and workbooks. The option ``columns`` says what a header means where guessing does not."""

    usual: Mapping[str, str] = {}

    def read(self, path: Path, options: Options) -> Imported:
        told = options.get("columns") or ""
        sheet = read_rows(path, options.get("sheet") or "", partial(header_row, told=told, usual=self.usual))
        columns = find_columns(sheet.rows[0], told, self.usual)
        reader = RowReader(columns, sheet.top + 2)
        rows = reader.rows(self.cells(sheet.rows[1:], columns.known, reader))
        return _imported(path, rows, (*sheet.problems, *reader.problems), options.get("order") == "sheet")

    def headers(self, path: Path, options: Options) -> list[str]:
        """What the columns are called."""
        find = partial(header_row, told=options.get("columns") or "", usual=self.usual)
        return read_headers(path, options.get("sheet") or "", find)

    def meanings(self, path: Path, options: Options) -> dict[str, str]:
        """The header of each field that can have a column; "" for those the table has none for."""
        found = meanings(self.headers(path, options), options.get("columns") or "", self.usual)
        return {field: found.get(field, "") for field in NAMES}

    def cells(self, cells: list[list[str]], known: Mapping[str, int], reader: RowReader) -> list[list[str]]:
        """The rows below the headers, with the words of a game engine made ours."""
        return cells


class RenpyImporter(TableImporter):
    """``dialogue.tab`` as Ren'Py's launcher extracts it (Extract Dialogue, tab-delimited, with or without tags).

    Columns: Identifier, Character, Dialogue, Filename, Line Number, Ren'Py Script
    (renpy/translation/extract.py). Text tags and escapes become control tags or go.
    """

    usual: Mapping[str, str] = {"id": "Identifier", "character": "Character", "text": "Dialogue"}

    def cells(self, cells: list[list[str]], known: Mapping[str, int], reader: RowReader) -> list[list[str]]:
        at = known["text"]
        return [[*row[:at], gamewords.from_renpy(row[at]), *row[at + 1 :]] if at < len(row) else row for row in cells]


class YarnImporter(TableImporter):
    """Yarn Spinner's string table: language, id, text, file, node, lineNumber, lock, comment (ysc, StringTableEntry).

    The speaker stands before the text, ``Mae: Wow!``; markup like ``[wave]`` is not spoken and goes.
    """

    usual: Mapping[str, str] = {"id": "id", "text": "text", "scene": "node", "note": "comment"}

    def read(self, path: Path, options: Options) -> Imported:
        cells, top, odd = read_rows(path, find=lambda rows: 0)
        headers = [header.strip() for header in cells[0]]
        if not {"id", "text"} <= {header.casefold() for header in headers}:
            raise LinereadError(f"{path.name} is no string table of Yarn Spinner.", "Import it with --as table.")
        columns = find_columns([*headers, "character"], "", self.usual)
        at, width = columns.known["text"], len(headers)
        rows = []
        for row in cells[1:]:
            full = [*row, *[""] * (width - len(row))][:width]
            who, full[at] = gamewords.from_yarn(full[at])
            rows.append([*full, who])
        reader = RowReader(columns, top + 2)
        return _imported(path, reader.rows(rows), (*odd, *reader.problems))


class PickupsImporter:
    """``pickups.csv`` from a mixer: id, and any of status, note and gain. Nothing else of the script changes."""

    def read(self, path: Path, options: Options) -> Imported:
        cells, _, odd = read_rows(path, find=lambda rows: 0)
        wishes, problems = read_pickups(cells)

        def apply(current: Project) -> Project:
            return wishes.over(current)

        missing = Project(id="", name=path.stem)
        return Imported(project=missing, problems=(*odd, *problems), over=apply)


def _imported(path: Path, rows: list[Row], problems: tuple[Problem, ...], sheet_order: bool = False) -> Imported:
    def make(current: Project) -> Project:
        return over(current, as_written(current, rows).rows, sheet_order=sheet_order)

    def notes(current: Project) -> tuple[Problem, ...]:
        return as_written(current, rows).problems

    return Imported(project=make(Project(id="", name=path.stem)), problems=problems, over=make, notes=notes)


__all__ = ["PickupsImporter", "Problem", "RenpyImporter", "TableImporter", "YarnImporter"]
