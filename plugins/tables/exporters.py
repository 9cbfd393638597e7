"""The script as a sheet: every line with everything a sheet can say, and it imports again to the same project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.api import (
    Cancelled,
    Clip,
    ExportCancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    decimal_seconds,
    safe_name,
    write_document,
)
from plugins.tables.columns import FIELD, INFORMATION, NAMES, meaning
from plugins.tables.sheets import csv_bytes, xlsx_bytes
from studio.document.model import Line

_DELIVERY = ("direction", "emotion", "intensity", "speed", "pitch", "volume")
_WIDTHS = {"id": 14, "scene": 16, "character": 16, "text": 70, "direction": 26, "note": 30}
_ASKED = 500  # rows between two questions whether to stop


class _Table:
    suffix = ""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        path = safe_name(project.name or timeline.name, fallback="script") + self.suffix
        losses = (
            Loss(what="audio", detail="the table holds words and directions"),
            Loss(what="cast and pronunciations", detail="voices, colours, seeds, pins and takes stay in the project"),
        )
        file = PlannedFile(path=path, what="table")
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=losses)

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        rows: list[list[str | float]] = []
        total = max(1, sum(len(scene.lines) for scene in project.scenes))
        for number, row in enumerate(_rows(plan.timeline, project, bool(plan.options["info"]))):
            if number % _ASKED == 0:
                if cancelled():
                    raise ExportCancelled
                progress(min(0.9, 0.9 * number / total), "collecting the lines")
            rows.append(row)
        data = self.data(rows, plan.options)
        if cancelled():
            raise ExportCancelled
        written = write_document(dest, plan.files[0], data)
        progress(1.0, plan.files[0].path)
        return Report(files=(written,), measures={"lines": len(rows) - 1})

    def data(self, rows: list[list[str | float]], options: Options) -> bytes:
        raise NotImplementedError


class CsvExporter(_Table):
    """RFC 4180 with a byte order mark, so that Excel knows it is UTF-8."""

    suffix = ".csv"

    def data(self, rows: list[list[str | float]], options: Options) -> bytes:
        delimiter = {"comma": ",", "semicolon": ";", "tab": "\t"}[options["delimiter"]]
        return csv_bytes([[c if isinstance(c, str) else _exact(c) for c in row] for row in rows], delimiter)


class XlsxExporter(_Table):
    """A workbook with one sheet."""

    suffix = ".xlsx"

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        made = super().plan(timeline, project, options)
        too_long = [line.id for line in project.lines() if len(line.text) > 32_000]
        losses = tuple(Loss(what="cut", detail="a cell holds 32,767 characters", line_id=i) for i in too_long)
        return ExportPlan(timeline=timeline, options=options, files=made.files, losses=(*made.losses, *losses))

    def data(self, rows: list[list[str | float]], options: Options) -> bytes:
        widths = [_WIDTHS.get(str(header), 12) for header in rows[0]]
        return xlsx_bytes(rows, widths)


def _rows(timeline: Timeline, project: Project, info: bool) -> Iterator[list[str | float]]:
    keys = list(dict.fromkeys(key for line in project.lines() for key in line.fields))
    headers = [FIELD + key if _means_something(key) else key for key in keys]
    yield [*NAMES, *headers, *([f"{INFORMATION}{x}" for x in ("number", "state", "start", "end")] if info else [])]
    clips = {clip.line_id: clip for track in timeline.tracks for clip in track.clips} if info else {}
    names = {character.id: character.name for character in project.characters}
    number = 0
    for scene in project.scenes:
        for line in scene.lines:
            number += 1
            row = _row(line, scene.title, names.get(line.character, line.character))
            row += [line.fields.get(key, "") for key in keys]
            if info:
                row += _information(number, clips.get(line.id), timeline.rate)
            yield row


def _means_something(key: str) -> bool:
    plain = key.casefold()
    return meaning(key) is not None or plain.startswith((INFORMATION, FIELD)) or key != key.strip()


def _row(line: Line, scene: str, character: str) -> list[str | float]:
    row: list[str | float] = []
    for field in NAMES:
        if field in ("scene", "character"):
            row.append(scene if field == "scene" else character)
            continue
        value = getattr(line.delivery if field in _DELIVERY else line, field)
        row.append("" if value is None or (field == "gain" and not value) else value)
    return row


def _information(number: int, clip: Clip | None, rate: int) -> list[str | float]:
    if clip is None:
        return [number, "", "", ""]
    return [number, clip.state, decimal_seconds(clip.start, rate, 3), decimal_seconds(clip.end, rate, 3)]


def _exact(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
