"""One exporter per format of aligned text."""

from __future__ import annotations

from pathlib import Path

from plugins.aligned.premiere import language_of, premiere_json
from plugins.aligned.textgrid import textgrid
from plugins.aligned.words import lineread_json, whisper_json
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


class _Aligned:
    suffix = ""
    what = "aligned text"

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        file = PlannedFile(path=safe_name(timeline.name) + self.suffix, what=self.what)
        losses = [
            Loss(what="estimated time", detail=f"line {clip.number} has no take yet", line_id=clip.line_id)
            for clip in timeline.clips()
            if clip.path is None and clip.text.strip()
        ]
        losses += self.losses(timeline)
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        measures = {"words": sum(len(clip.words) for clip in plan.timeline.clips())}
        text = self.text(plan.timeline, plan.options)
        return write_documents(plan, dest, lambda file: text, progress, cancelled, measures=measures)

    def losses(self, timeline: Timeline) -> list[Loss]:
        return []

    def text(self, timeline: Timeline, options: Options) -> str:
        raise NotImplementedError


class WordsExporter(_Aligned):
    """Words and phones as JSON."""

    suffix = ".words.json"

    def text(self, timeline: Timeline, options: Options) -> str:
        return whisper_json(timeline) if options["layout"] == "whisper" else lineread_json(timeline)


class TextGridExporter(_Aligned):
    """Praat TextGrid."""

    suffix = ".TextGrid"

    def losses(self, timeline: Timeline) -> list[Loss]:
        found = [Loss(what="colours dropped")]
        for clip in timeline.clips():
            if any(word.end <= word.start for word in clip.words):
                detail = f"line {clip.number} has words without length, written with their neighbour"
                found.append(Loss(what="joined words", detail=detail, line_id=clip.line_id))
        return found

    def text(self, timeline: Timeline, options: Options) -> str:
        return textgrid(timeline, phones=options["phones"])


class PremiereExporter(_Aligned):
    """Premiere's transcript."""

    suffix = ".premiere.json"
    what = "transcript"

    def losses(self, timeline: Timeline) -> list[Loss]:
        found = []
        if language_of(timeline.language) == "??-??":
            found.append(Loss(what="language", detail=f"Premiere has no name for {timeline.language!r}"))
        if not any(clip.text.strip() for clip in timeline.clips()):
            found.append(Loss(what="empty", detail="Premiere takes no transcript without a sentence"))
        return found

    def text(self, timeline: Timeline, options: Options) -> str:
        return premiere_json(timeline)
