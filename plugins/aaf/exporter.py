"""An AAF with a mono Broadcast WAV per line in the folder beside it, which is what Pro Tools relinks."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from plugins.api import (
    Cancelled,
    ExportCancelled,
    ExportPlan,
    LinereadError,
    Lines,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Session,
    Timeline,
    WrittenFile,
    in_plan,
    plan_lines,
    safe_name,
    write_lines,
)

FOLDER = "aaf"


class AafExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        if find_spec("aaf2") is None:
            raise LinereadError("AAF needs the package pyaaf2.", "pip install 'lineread[handoff]'")
        lines = _lines(timeline, options)
        losses = [*lines.losses, Loss(what="colours dropped", detail="AAF has none for tracks")]
        if options["depth"] == "float":
            losses.append(Loss(what="float", detail="some readers of AAF take 16 and 24 bit only"))
        name = safe_name(timeline.name, ascii_only=options["ascii"], fallback="lineread")
        session = PlannedFile(path=f"{FOLDER}/{name}.aaf", what="session")
        return ExportPlan(
            timeline=timeline, options=options, files=(session, *lines.planned()), losses=tuple(losses)
        )  # fmt: skip

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        from plugins.aaf.composition import write_aaf

        def step() -> None:
            if cancelled():
                raise ExportCancelled

        options = plan.options
        lines = in_plan(_lines(plan.timeline, options), plan)
        sound = write_lines(lines, options, dest, progress, cancelled)
        path = dest / plan.files[0].path
        path.parent.mkdir(parents=True, exist_ok=True)
        session = Session.of(options["start"], options["date"], lines.timeline.rate)
        write_aaf(path, sound.lines, session, options["depth"], line_markers=options["line_markers"], step=step)
        step()
        progress(1.0, plan.files[0].path)
        written = WrittenFile(path=plan.files[0].path, bytes=path.stat().st_size, what="session")
        return Report(files=(written, *sound.files), notes=sound.notes, measures=sound.measures)


def _lines(timeline: Timeline, options: Options) -> Lines:
    """All media in one folder: readers look for a file beside the AAF by its folder's name and its own."""
    flat = {**options, "template": options["template"].replace("/", "_")}
    return plan_lines(timeline, f"{FOLDER}/media", flat, gains="both")
