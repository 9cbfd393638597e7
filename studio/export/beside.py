"""One small file that a delivery carries beside what was asked for, like its credits or its list of changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.api import Cancelled, ExportCancelled, ExportPlan, PlannedFile, Progress, Project, Report, WrittenFile
from studio.export.manifest import PluginInfo
from studio.export.report import PlannedExport
from studio.timeline.types import Timeline


def file_beside(
    path: str, content: bytes, what: str, label: str, timeline: Timeline, options: Mapping[str, Any] | None = None
) -> PlannedExport:
    """The file as one more exporter of a delivery, so that it is moved into place, hashed and listed."""
    file = PlannedFile(path=path, what=what)
    plan = ExportPlan(timeline=timeline, options=dict(options or {}), files=(file,))
    return PlannedExport(info=PluginInfo(id=what, label=label), exporter=_Written(file, content), plan=plan)


class _Written:
    def __init__(self, file: PlannedFile, content: bytes) -> None:
        self._file, self._content = file, content

    def plan(self, timeline: Any, project: Project, options: Any) -> ExportPlan:
        raise NotImplementedError

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        if cancelled():
            raise ExportCancelled
        (dest / self._file.path).write_bytes(self._content)
        written = WrittenFile(path=self._file.path, bytes=len(self._content), what=self._file.what)
        return Report(files=(written,))
