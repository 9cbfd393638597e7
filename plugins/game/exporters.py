"""Game packs and lip-sync."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from plugins.api import (
    MEASURING,
    Cancelled,
    Clip,
    ExportCancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    Track,
    WrittenFile,
    at_rate,
    fill_template,
    line_names,
    measuring,
    safe_name,
    sound_format,
    without_collisions,
    write_document,
)
from plugins.game import engines, rhubarb
from plugins.game.facts import MANIFEST, Earlier, facts_of, manifest_json
from plugins.game.mouth import MouthCue, mouth_cues
from plugins.game.sounds import pack_levels, write_lines


class GameExporter:
    """A file per line, the manifest as JSON and CSV, and the tables of the engines that were asked for."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        format, _ = sound_format(timeline, options)
        named, losses = _names(timeline, options)
        files = []
        for path, clip, track in named:
            what = {"line_id": clip.line_id, "character_id": track.character_id}
            files.append(PlannedFile(path=path + format.suffix, what="line", **what))
            if options["lipsync"] != "none":
                files.append(PlannedFile(path=path + rhubarb.SUFFIXES[options["lipsync"]], what="lip-sync", **what))
        files += [PlannedFile(path=MANIFEST, what="manifest"), PlannedFile(path="manifest.csv", what="manifest")]
        for option, tables in engines.TABLES.items():
            if options[option]:
                files += [PlannedFile(path=path, what="table") for path, _ in tables]
        if options["wwise"] and options["format"] != "wav":
            losses.append(Loss(what="format", detail="Wwise imports WAV only"))
        losses += [
            Loss(what="no take", detail=f"line {clip.number} has no file", line_id=clip.line_id)
            for clip in timeline.clips() if clip.path is None and clip.state != "empty"
        ]  # fmt: skip
        losses += [
            Loss(what="no phonemes", detail="the mouth follows letters or rests", line_id=clip.line_id)
            for _, clip, _ in named if not clip.phones
        ]  # fmt: skip
        losses.append(Loss(what="positions", detail="a pack holds lines, not a timeline"))
        return ExportPlan(timeline=timeline, options=options, files=tuple(files), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        options = plan.options
        timeline = at_rate(plan.timeline, options["rate"] or plan.timeline.rate)
        earlier = Earlier(plan)

        levels = pack_levels(timeline, options, earlier.levels, measuring(progress, cancelled))
        clips = {clip.line_id: (clip, track) for track in timeline.tracks for clip in track.clips}
        sounding = {line_id for line_id, (clip, _) in clips.items() if clip.path is not None}
        sounds = {line_id: sound for line_id, sound in earlier.sounds.items() if line_id in sounding}
        written: dict[str, WrittenFile] = {}
        lines = [file for file in plan.files if file.what == "line"]
        made = write_lines(dest, [(file, *clips[file.line_id]) for file in lines], timeline, levels, options)
        with contextlib.closing(made):
            for number, (file, sound) in enumerate(zip(lines, made, strict=True), 1):
                if cancelled():
                    raise ExportCancelled
                sounds[file.line_id] = sound
                written[file.path] = WrittenFile(
                    path=file.path, bytes=sound.bytes, what=file.what, line_id=file.line_id
                )
                progress(MEASURING + (0.95 - MEASURING) * number / len(lines), file.path)
        for file in plan.files:
            if file.what == "lip-sync":
                clip, _ = clips[file.line_id]
                sounds[file.line_id] = sound = replace(sounds[file.line_id], lipsync=file.path)
                text = rhubarb.write(options["lipsync"], mouth_cues(clip, timeline.rate), timeline.rate, sound.file)
                written[file.path] = write_document(dest, file, text)
        facts = facts_of(timeline, sounds)
        tables = {path: make for several in engines.TABLES.values() for path, make in several}
        for file in plan.files:
            if file.what not in ("line", "lip-sync"):
                if cancelled():
                    raise ExportCancelled
                if file.path == MANIFEST:
                    text = manifest_json(timeline, facts, levels, options)
                else:
                    text = tables.get(file.path, engines.manifest)(timeline, facts)
                written[file.path] = write_document(dest, file, text)
        if cancelled():
            raise ExportCancelled
        progress(1.0, "done")
        measures = {"lines": float(len(lines)), "programme gain dB": levels["programme"]}
        return Report(files=tuple(written[file.path] for file in plan.files), measures=measures)


def _names(timeline: Timeline, options: Options) -> tuple[list[tuple[str, Clip, Track]], list[Loss]]:
    """(path without suffix, clip, track) of every line with a take, in script order, none twice."""
    ascii_only = bool(options["ascii"])
    entries = line_names(timeline, ascii_only=ascii_only)
    wanted = [
        (fill_template(options["template"], values, ascii_only=ascii_only), clip.line_id) for clip, _, values in entries
    ]
    reserved = ["manifest", *(path.rpartition(".")[0] for several in engines.TABLES.values() for path, _ in several)]
    named, losses = [], []
    for (path, instead), (clip, track, _) in zip(without_collisions(wanted, reserved), entries, strict=True):
        named.append((path, clip, track))
        if instead is not None:
            detail = f"{instead} is taken, so it becomes {path}"
            losses.append(Loss(what="renamed", detail=detail, line_id=clip.line_id))
    return named, losses


class LipsyncExporter:
    """Mouth shapes in the three layouts of Rhubarb: a file per line, or per character over the whole programme."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        suffix = rhubarb.SUFFIXES[options["format"]]
        if options["per"] == "character":
            tracks = [track for track in timeline.tracks if track.clips]
            wanted = [(safe_name(t.name, fallback=t.character_id), t.character_id) for t in tracks]
            files = [
                PlannedFile(path=f"lipsync/{path}{suffix}", what="lip-sync", character_id=track.character_id)
                for (path, _), track in zip(without_collisions(wanted), tracks, strict=True)
            ]
        else:
            clips = sorted(timeline.clips(), key=lambda clip: clip.number)
            names = without_collisions([(safe_name(clip.line_id), clip.line_id) for clip in clips])
            files = [
                PlannedFile(path=f"lipsync/{path}{suffix}", what="lip-sync", line_id=clip.line_id)
                for (path, _), clip in zip(names, clips, strict=True)
            ]
        losses = [Loss(what="centiseconds", detail="times are rounded to 10 ms")]
        losses += [
            Loss(what="no phonemes", detail="the mouth follows letters or rests", line_id=clip.line_id)
            for clip in timeline.clips() if not clip.phones
        ]  # fmt: skip
        return ExportPlan(timeline=timeline, options=options, files=tuple(files), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        timeline = plan.timeline
        clips = {clip.line_id: clip for clip in timeline.clips()}
        tracks = {track.character_id: track for track in timeline.tracks}
        written = []
        for number, file in enumerate(plan.files, 1):
            if cancelled():
                raise ExportCancelled
            if file.line_id:
                cues = mouth_cues(clips[file.line_id], timeline.rate)
            else:
                cues = _programme_cues(tracks[file.character_id], timeline)
            sound = Path(file.path).stem + ".wav"
            written.append(
                write_document(dest, file, rhubarb.write(plan.options["format"], cues, timeline.rate, sound))
            )
            progress(number / len(plan.files), file.path)
        if cancelled():
            raise ExportCancelled
        return Report(files=tuple(written))


def _programme_cues(track: Track, timeline: Timeline) -> list[MouthCue]:
    """A character's mouth over the whole programme; where own lines overlap, the later one wins."""
    cues: list[MouthCue] = []
    for clip in track.clips:
        while cues and cues[-1].start >= clip.start:
            cues.pop()
        end = cues[-1].end if cues else 0
        if cues and end > clip.start:
            cues[-1] = cues[-1]._replace(end=clip.start)
        elif end < clip.start:
            cues.append(MouthCue("X", end, clip.start))
        cues += [MouthCue(shape, clip.start + s, clip.start + e) for shape, s, e in mouth_cues(clip, timeline.rate)]
    end = cues[-1].end if cues else 0
    if end < timeline.length or not cues:
        cues.append(MouthCue("X", end, max(end, timeline.length)))
    return cues
