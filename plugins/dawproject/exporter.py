"""One DAWproject file: the arrangement and every line's sound, in a ZIP that strict readers open.

Cubase 14 reads the checksum from each file's local header and knows no data descriptors (bitwig/dawproject#101):
the container is written to a file that can be seeked in, where zipfile puts both in their place.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from plugins.api import (
    VERSION,
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Lines,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    WrittenFile,
    in_plan,
    plan_lines,
    safe_name,
    write_lines,
)
from plugins.dawproject.arrangement import metadata_xml, project_xml

FOLDER = "dawproject"
_PIECE = 1 << 20  # bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # ZIP's own beginning: the same script gives the same bytes
_WRITING = 0.8  # of the progress bar


class DawProjectExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        lines = _lines(timeline, options)
        losses = list(lines.losses)
        if options["handles"]:
            losses.append(Loss(what="handles", detail="some readers play a clip's sound from the file's beginning"))
        if timeline.scenes or timeline.markers:
            losses.append(Loss(what="regions dropped", detail="scenes and regions become markers at their starts"))
        if options["start"] != "00:00:00:00":
            losses.append(Loss(what="session start dropped", detail="it stands in the sound files only"))
        if _beside(options):
            losses.append(
                Loss(what="media beside", detail="not every program looks for sounds outside of the container")
            )
        name = safe_name(timeline.name, ascii_only=options["ascii"], fallback="lineread")
        file = PlannedFile(path=f"{_beside(options)}/{name}.dawproject".lstrip("/"), what="session")
        files = (file, *lines.planned()) if _beside(options) else (file,)
        return ExportPlan(timeline=timeline, options=options, files=files, losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        beside = _beside(plan.options)
        lines = in_plan(_lines(plan.timeline, plan.options), plan) if beside else _lines(plan.timeline, plan.options)
        path = dest / plan.files[0].path
        with tempfile.TemporaryDirectory(dir=dest, prefix=".") as work:
            home = dest if beside else Path(work)
            sound = write_lines(
                lines, plan.options, home, lambda done, what: progress(done * _WRITING, what), cancelled
            )
            path.parent.mkdir(exist_ok=True)
            document = project_xml(sound.lines, VERSION, line_markers=plan.options["line_markers"], beside=beside)
            with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as container:
                _add(container, "project.xml", document)
                _add(container, "metadata.xml", metadata_xml(lines.timeline))
                total, done = max(1, sum(file.bytes for file in sound.files)), 0
                for file in () if beside else sound.files:
                    _add_file(container, home / file.path, file, cancelled)
                    done += file.bytes
                    progress(_WRITING + (1 - _WRITING) * done / total, path.name)
        if cancelled():
            raise ExportCancelled
        progress(1.0, path.name)
        written = WrittenFile(path=plan.files[0].path, bytes=path.stat().st_size, what="session")
        files = (written, *sound.files) if beside else (written,)
        return Report(files=files, notes=sound.notes, measures=sound.measures)


def _beside(options: Options) -> str:
    """The folder of a session whose sounds lie beside it; "" for one that holds them."""
    return FOLDER if options["media"] == "beside" else ""


def _lines(timeline: Timeline, options: Options) -> Lines:
    return plan_lines(timeline, f"{_beside(options)}/audio".lstrip("/"), options, gains="tracks")


def _add(container: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    container.writestr(info, data)


def _add_file(container: zipfile.ZipFile, path: Path, file: WrittenFile, cancelled: Cancelled) -> None:
    """Move a sound file into the container, piece by piece."""
    info = zipfile.ZipInfo(file.path, _EPOCH)
    info.file_size = file.bytes
    with path.open("rb") as source, container.open(info, "w") as target:
        while piece := source.read(_PIECE):
            if cancelled():
                raise ExportCancelled
            target.write(piece)
    path.unlink()
