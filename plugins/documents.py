"""Writes the text files of a delivery: asks between them whether to stop, counts their bytes, names the one that fails.

A document is small beside the sound, so it is made whole and written at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.api import Cancelled, ExportCancelled, ExportPlan, PlannedFile, Progress, Report, WrittenFile
from studio.atomic import writing_failed


def write_documents(
    plan: ExportPlan,
    dest: Path,
    make: Callable[[PlannedFile], str | bytes],
    progress: Progress,
    cancelled: Cancelled,
    *,
    notes: tuple[str, ...] = (),
    measures: Mapping[str, float] | None = None,
) -> Report:
    """Write each planned file with what ``make`` gives for it (text becomes UTF-8), and report all of them."""
    written = []
    for number, file in enumerate(plan.files, 1):
        if cancelled():
            raise ExportCancelled
        made = make(file)
        written.append(write_document(dest, file, made))
        progress(number / len(plan.files), f"writing {file.path}")
    if cancelled():
        raise ExportCancelled
    return Report(files=tuple(written), notes=notes, measures=measures or {})


def write_document(dest: Path, file: PlannedFile, content: str | bytes) -> WrittenFile:
    """One planned file under ``dest``. Raises LinereadError that names it when it cannot be written."""
    data = content.encode() if isinstance(content, str) else content
    target = dest / file.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise writing_failed(target, error) from error
    return WrittenFile(path=file.path, bytes=len(data), what=file.what, line_id=file.line_id)
