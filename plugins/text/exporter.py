"""The project as the script a writer would have typed; with ids it imports to the same document again."""

from __future__ import annotations

from pathlib import Path

from plugins.api import (
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    WrittenFile,
    print_script,
    safe_name,
)


class TextExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        path = safe_name(project.name or "script") + ".txt"
        losses = [Loss(what="audio", detail="the script holds words and directions; takes stay in the project")]
        if not options["ids"]:
            losses.append(Loss(what="ids", detail="lines are told apart by their words when it is imported again"))
            losses.append(Loss(what="production state", detail="seeds, pins, gains, chosen takes, locks and status"))
        return ExportPlan(
            timeline=timeline, options=options, files=(PlannedFile(path=path, what="script"),), losses=tuple(losses)
        )

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        if cancelled():
            raise ExportCancelled
        file = plan.files[0]
        data = print_script(project, ids=bool(plan.options["ids"])).encode()
        target = dest / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        progress(1.0, "writing the script")
        lines = sum(1 for _ in project.lines())
        return Report(files=(WrittenFile(path=file.path, bytes=len(data), what=file.what),), notes=(f"{lines} lines.",))
