"""A REAPER project: a track per character, an item per line with its text in the notes, scenes as regions.

The sound files lie beside the project and are named relative to it, so the folder can be moved.
"""

from __future__ import annotations

from pathlib import Path

from plugins.api import (
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Session,
    Timeline,
    in_plan,
    plan_lines,
    safe_name,
    write_document,
    write_lines,
)
from plugins.reaper.project import reaper_project

FOLDER = "reaper"


class ReaperExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        lines = plan_lines(timeline, f"{FOLDER}/audio", options, gains="both")
        name = safe_name(timeline.name, ascii_only=options["ascii"], fallback="lineread")
        session = PlannedFile(path=f"{FOLDER}/{name}.rpp", what="session")
        return ExportPlan(
            timeline=timeline, options=options, files=(session, *lines.planned()), losses=lines.losses
        )  # fmt: skip

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        lines = in_plan(plan_lines(plan.timeline, f"{FOLDER}/audio", plan.options, gains="both"), plan)
        sound = write_lines(lines, plan.options, dest, progress, cancelled)
        start = Session.of(plan.options["start"], None, lines.timeline.rate).origin
        text = reaper_project(sound.lines, FOLDER, start=start, line_markers=plan.options["line_markers"])
        session = write_document(dest, plan.files[0], text)
        if cancelled():
            raise ExportCancelled
        progress(1.0, plan.files[0].path)
        return Report(files=(session, *sound.files), notes=sound.notes, measures=sound.measures)
