"""One exporter per format over the same cues."""

from __future__ import annotations

from dataclasses import replace
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
    safe_name,
)
from plugins.subtitles import formats
from plugins.subtitles.cues import Cue, losses, make_cues, overlaps


class _Subtitles:
    suffix = ""
    lost: tuple[Loss, ...] = ()

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        file = PlannedFile(path=safe_name(timeline.name, fallback="subtitles") + self.suffix, what="subtitles")
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=(*self.lost, *losses(timeline)))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        if cancelled():
            raise ExportCancelled
        cues = make_cues(plan.timeline, plan.options["characters"])
        text = self.text(cues, plan.timeline, plan.options)
        if cancelled():
            raise ExportCancelled
        data = text.encode()
        name = plan.files[0].path
        (dest / name).write_bytes(data)
        progress(1.0, f"{len(cues)} cues")
        file = WrittenFile(path=name, bytes=len(data), what="subtitles")
        return Report(files=(file,), measures={"cues": len(cues)})

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        raise NotImplementedError


class SrtExporter(_Subtitles):
    """SubRip."""

    suffix = ".srt"
    lost = (Loss(what="word times dropped"), Loss(what="colours dropped"))

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        made = super().plan(timeline, project, options)
        return replace(made, losses=(*made.losses, *overlaps(timeline)))

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        return formats.srt(cues, timeline.rate, names=options["names"])


class VttExporter(_Subtitles):
    """WebVTT."""

    suffix = ".vtt"
    lost = (Loss(what="colours dropped"),)

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        return formats.vtt(cues, timeline, names=options["names"], words=options["words"])


class AssExporter(_Subtitles):
    """Advanced SubStation Alpha."""

    suffix = ".ass"
    lost = (Loss(what="times in centiseconds"),)

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        return formats.ass(cues, timeline, karaoke=options["karaoke"])
