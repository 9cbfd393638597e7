"""Audacity: a list of files (LOF) that opens as tracks, and label tracks with what is said where.

Audacity's own project is a database that only it writes. What it reads exactly: labels as seconds with six
decimals, one a row (Audacity manual, "Importing and Exporting Labels"), and in a LOF file a path and an
offset in seconds for each track (manual, "Import: LOF files").
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.api import (
    MEASURING,
    AudioWriter,
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Lines,
    Loss,
    Master,
    Mixer,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    Track,
    WrittenFile,
    at_rate,
    decimal_seconds,
    find_levels,
    in_plan,
    line_label,
    measuring,
    open_writer,
    plan_lines,
    safe_name,
    spoken_words,
    without_collisions,
    write_document,
    write_lines,
)

FOLDER = "audacity"
Label = tuple[int, int, str]  # start and end in samples, text


class AudacityExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        lines = plan_lines(timeline, f"{FOLDER}/audio", {**options, "handles": 0})
        losses = [loss for loss in lines.losses if options["audio"] != "none" or loss.what != "gain baked"]
        losses += [Loss(what="colours dropped"), Loss(what="track gain baked")][: 1 + (options["audio"] != "none")]
        files = [PlannedFile(path=path, what="labels") for path, _ in _labels(lines.timeline, options)]
        name = safe_name(timeline.name, ascii_only=options["ascii"])
        if options["audio"] != "none":
            files.append(PlannedFile(path=f"{FOLDER}/{name}.lof", what="session"))
        if options["audio"] == "lines":
            files += lines.planned()
        elif options["audio"] == "stems":
            files += [file for file, _ in _stems(timeline, options)]
        return ExportPlan(timeline=timeline, options=options, files=tuple(files), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        options = {**plan.options, "handles": 0}
        if cancelled():
            raise ExportCancelled
        written: list[WrittenFile] = []
        notes: tuple[str, ...] = ()
        lines = in_plan(plan_lines(plan.timeline, f"{FOLDER}/audio", options), plan)
        measures: Mapping[str, float] = {}
        timeline = lines.timeline
        if options["audio"] == "lines":
            sound = write_lines(lines, options, dest, progress, cancelled)
            written, notes, measures = list(sound.files), sound.notes, sound.measures
        elif options["audio"] == "stems":
            written = _write_stems(plan, timeline, dest, progress, cancelled)
        texts = dict(_labels(timeline, options))
        for file in plan.files:
            if file.what == "labels":
                written.append(write_document(dest, file, labels_text(texts[file.path], timeline.rate)))
            elif file.what == "session":
                written.append(write_document(dest, file, _lof(plan, lines, timeline)))
        if cancelled():
            raise ExportCancelled
        progress(1.0, "labels")
        note = "In Audacity: File > Import > Audio for the .lof, File > Import > Labels for each label file."
        return Report(files=tuple(written), notes=(*notes, note), measures=measures)


def labels_text(labels: Iterable[Label], rate: int) -> str:
    """A label track: start, end and text, separated by tabs."""
    rows = [
        f"{decimal_seconds(start, rate)}\t{decimal_seconds(max(start, end), rate)}\t{' '.join(text.split())}"
        for start, end, text in labels
    ]
    return "".join(row + "\n" for row in rows)


def _labels(timeline: Timeline, options: Options) -> list[tuple[str, list[Label]]]:
    """(path, labels) of every label track."""
    ascii_only = bool(options["ascii"])
    project = safe_name(timeline.name, ascii_only=ascii_only)
    tracks = [track for track in timeline.tracks if track.clips]
    wanted: list[tuple[str, str, list[Label]]] = []
    if options["labels"] == "all":
        everything = sorted((label for track in tracks for label in _lines(track)), key=lambda label: label[:2])
        wanted.append((project, "lines", everything))
    else:
        for track in tracks:
            name = safe_name(track.name, ascii_only=ascii_only, fallback=track.character_id)
            wanted.append((name, track.character_id, _lines(track)))
    if options["words"]:
        words = [w for track in tracks for clip in track.clips for w in spoken_words(clip)]
        wanted.append((f"{project} words", "words", sorted((w.start, w.end, w.text) for w in words)))
    spans = [(s.start, s.start + s.length, s.title or f"Scene {n}") for n, s in enumerate(timeline.scenes, 1)]
    spans += [(m.start, m.start + m.length, m.name) for m in timeline.markers]
    if spans:
        wanted.append((f"{project} markers", "markers", sorted(spans)))
    if not wanted:
        wanted.append((project, "lines", []))
    names = without_collisions([(f"{FOLDER}/{name} labels", identity) for name, identity, _ in wanted])
    return [(f"{path}.txt", labels) for (path, _), (_, _, labels) in zip(names, wanted, strict=True)]


def _lines(track: Track) -> list[Label]:
    return [(clip.start, clip.end, line_label(clip, track)) for clip in track.clips]


def _stems(timeline: Timeline, options: Options) -> list[tuple[PlannedFile, Track]]:
    """A file for each character who speaks."""
    tracks = [track for track in timeline.tracks if track.clips]
    ascii_only = bool(options["ascii"])
    wanted = [
        (f"{FOLDER}/audio/{safe_name(t.name, ascii_only=ascii_only, fallback=t.character_id)}", t.character_id)
        for t in tracks
    ]
    return [
        (PlannedFile(path=f"{path}.wav", what="stem", character_id=track.character_id), track)
        for (path, _), track in zip(without_collisions(wanted), tracks, strict=True)
    ]


def _lof(plan: ExportPlan, lines: Lines, timeline: Timeline) -> str:
    """A path relative to the list, and where its sound begins, for each track."""
    if plan.options["audio"] == "lines":
        entries = [(line.path, line.start) for line in sorted(lines.media, key=lambda line: line.start)]
    else:
        entries = [(file.path, 0) for file in plan.files if file.what == "stem"]
    rows = [
        f'file "{path.removeprefix(FOLDER + "/")}" offset {decimal_seconds(start, timeline.rate, 9)}\n'
        for path, start in entries
    ]
    return "".join(rows)


def _write_stems(
    plan: ExportPlan, timeline: Timeline, dest: Path, progress: Progress, cancelled: Cancelled
) -> list[WrittenFile]:
    """The characters' stems, from zero and of one length, at the level of the mix."""
    options = plan.options
    timeline = at_rate(timeline, options["rate"] or timeline.rate)
    mixer = Mixer(timeline)

    levels = find_levels(
        mixer, target=options["loudness"], balance=options["balance"] == "character", ceiling=options["ceiling"],
        step=measuring(progress, cancelled),
    )  # fmt: skip
    master = Master(mixer, levels, ceiling=options["ceiling"], depth=options["depth"])
    stems = [file for file in plan.files if file.what == "stem"]
    with contextlib.ExitStack() as stack:
        writers: dict[str, AudioWriter] = {
            file.character_id: stack.enter_context(
                open_writer(dest / file.path, timeline.rate, 1, "wav", options["depth"], frames=timeline.length)
            )
            for file in stems
        }
        for block in master.blocks():
            if cancelled():
                raise ExportCancelled
            for character, writer in writers.items():
                samples = block.stems.get(character)
                if samples is None:
                    writer.write_silence(block.length)
                else:
                    writer.write(samples)
            done = (block.start + block.length) / max(1, timeline.length)
            progress(MEASURING + done * (0.95 - MEASURING), "writing the stems")
    return [WrittenFile(path=file.path, bytes=writers[file.character_id].bytes, what="stem") for file in stems]
