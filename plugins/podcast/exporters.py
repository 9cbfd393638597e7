"""A transcript and chapters for a podcast's feed, and chapters for the sound files themselves."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.api import (
    Cancelled,
    ExportPlan,
    LinereadError,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    safe_name,
    sentences,
    spoken_words,
    words_text,
    write_documents,
)
from plugins.podcast.chapters import Chapter, chapters_json, chapters_of, ffmetadata, seconds, simple_chapters

_MAKERS = {"chapters": chapters_json, "simple chapters": simple_chapters, "chapter metadata": ffmetadata}


class PodcastExporter:
    """Podcasting 2.0: transcript and chapters."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        name = safe_name(timeline.name)
        wanted = [
            ("transcript", f"{name}.transcript.json"),
            ("chapters", f"{name}.chapters.json"),
            ("simple chapters", f"{name}.psc.xml"),
        ]
        files = tuple(PlannedFile(path=path, what=what) for what, path in wanted if options[what.replace(" ", "_")])
        if not files:
            raise LinereadError("There is nothing to write.", "Switch on transcript, chapters or simple_chapters.")
        losses = [Loss(what="times in microseconds"), *_estimates(timeline)]
        return ExportPlan(timeline=timeline, options=options, files=files, losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        timeline = plan.timeline
        chapters = chapters_of(timeline, plan.options["source"])

        def make(file: PlannedFile) -> str:
            if file.what == "transcript":
                return transcript_json(timeline, whole_lines=plan.options["segments"] == "line")
            return _MAKERS[file.what](chapters, timeline)

        return write_documents(plan, dest, make, progress, cancelled, measures={"chapters": len(chapters)})


class FfmetadataExporter:
    """Chapters as ffmpeg puts them into a sound file."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        file = PlannedFile(path=f"{safe_name(timeline.name)}.ffmetadata", what="chapter metadata")
        losses = (Loss(what="container", detail="MP3 and MP4 keep milliseconds; Matroska is exact"),)
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=losses)

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        chapters: list[Chapter] = chapters_of(plan.timeline, plan.options["source"])
        name = plan.files[0].path
        note = (
            f'Put them into a file with: ffmpeg -i in.mp3 -i "{name}" -map_metadata 1 -map_chapters 1 -c copy out.mp3'
        )
        return write_documents(
            plan, dest, lambda file: ffmetadata(chapters, plan.timeline), progress, cancelled,
            notes=(note,), measures={"chapters": len(chapters)},
        )  # fmt: skip


def transcript_json(timeline: Timeline, *, whole_lines: bool = False) -> str:
    """Podcasting 2.0 transcript, ``application/json``, version 1.0.0: a segment for each sentence or line."""
    rate = timeline.rate
    entries = sorted(((c, t) for t in timeline.tracks for c in t.clips), key=lambda e: (e[0].start, e[0].number))
    groups = [
        (track.name, group)
        for clip, track in entries
        for group in ([spoken_words(clip)] if whole_lines and clip.text.strip() else sentences(clip))
    ]
    segments = [
        {
            "speaker": " ".join(name.split()),
            "startTime": seconds(group[0].start, rate),
            "endTime": seconds(group[-1].end, rate),
            "body": words_text(group),
        }
        for name, group in groups
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def _estimates(timeline: Timeline) -> list[Loss]:
    return [
        Loss(what="estimated time", detail=f"line {clip.number} has no take yet", line_id=clip.line_id)
        for clip in timeline.clips()
        if clip.path is None and clip.text.strip()
    ]
