"""An Ardour session folder: opens in Ardour 7 and later and in Mixbus 9, with nothing to relink."""

from __future__ import annotations

from pathlib import Path

from plugins.api import (
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
    in_plan,
    plan_lines,
    safe_name,
    write_document,
    write_lines,
)
from plugins.ardour.session import session_xml


class ArdourExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        name, lines = _lines(timeline, options)
        losses = [
            *lines.losses,
            Loss(what="texts shortened", detail="a region has a name and no notes; the track's comment has them"),
        ]
        if options["start"] != "00:00:00:00":
            losses.append(Loss(what="session start dropped", detail="it stands in the sound files only"))
        if options["master"] == "stereo":
            losses.append(Loss(what="level", detail="Ardour's pan law lowers mono tracks by 3 dB in a stereo master"))
        session = PlannedFile(path=f"ardour/{name}/{name}.ardour", what="session")
        return ExportPlan(
            timeline=timeline, options=options, files=(session, *lines.planned()), losses=tuple(losses)
        )  # fmt: skip

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        options = plan.options
        name, lines = _lines(plan.timeline, options)
        lines = in_plan(lines, plan)
        sound = write_lines(lines, options, dest, progress, cancelled)
        document = session_xml(
            sound.lines,
            name,
            master={"mono": 1, "stereo": 2}[options["master"]],
            line_markers=options["line_markers"],
        )
        session = write_document(dest, plan.files[0], document)
        if cancelled():
            raise ExportCancelled
        progress(1.0, plan.files[0].path)
        return Report(files=(session, *sound.files), notes=sound.notes, measures=sound.measures)


def _lines(timeline: Timeline, options: Options) -> tuple[str, Lines]:
    """The session's name and its media: Ardour knows a source by its name alone, so there are no folders."""
    name = safe_name(timeline.name, ascii_only=options["ascii"], fallback="lineread")
    flat = {**options, "template": options["template"].replace("/", "_")}
    return name, plan_lines(timeline, f"ardour/{name}/interchange/{name}/audiofiles", flat, gains="both")
