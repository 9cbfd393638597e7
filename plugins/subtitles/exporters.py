"""One exporter per format over the same cues."""

from __future__ import annotations

from pathlib import Path

from plugins.api import (
    Cancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    safe_name,
    write_documents,
)
from plugins.subtitles import formats
from plugins.subtitles.cues import Cue, hard_to_read, losses, make_cues, measures, overlaps
from plugins.subtitles.lrc import lrc
from plugins.subtitles.reading import Reading
from plugins.subtitles.ttml import ttml


class _Subtitles:
    suffix = ""
    lost: tuple[Loss, ...] = ()
    one_at_a_time = False  # players show one cue only

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        file = PlannedFile(path=safe_name(timeline.name, fallback="subtitles") + self.suffix, what="subtitles")
        reading = Reading.of(options)
        found = [*self.lost, *losses(timeline), *(overlaps(timeline) if self.one_at_a_time else ())]
        found += hard_to_read(make_cues(timeline, reading), timeline.rate, reading)
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=tuple(found))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        reading = Reading.of(plan.options)
        cues = make_cues(plan.timeline, reading)
        text = self.text(cues, plan.timeline, plan.options)
        figures = measures(cues, plan.timeline.rate, reading)
        return write_documents(plan, dest, lambda file: text, progress, cancelled, measures=figures)

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        raise NotImplementedError


class SrtExporter(_Subtitles):
    """SubRip."""

    suffix = ".srt"
    lost = (Loss(what="word times dropped"), Loss(what="colours dropped"))
    one_at_a_time = True

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


class TtmlExporter(_Subtitles):
    """TTML, IMSC 1.1 text profile."""

    suffix = ".ttml"

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        return ttml(cues, timeline, words=options["words"])


class LrcExporter(_Subtitles):
    """LRC lyrics."""

    suffix = ".lrc"
    lost = (Loss(what="times in centiseconds"), Loss(what="colours dropped"))
    one_at_a_time = True

    def text(self, cues: list[Cue], timeline: Timeline, options: Options) -> str:
        return lrc(cues, timeline, words=options["words"], names=options["names"])
