"""Writes what a mixer asks for: stems from zero, of one length, that sum to the mix sample for sample."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from plugins.api import (
    AUDIO_FORMATS,
    MEASURING,
    AudioWriter,
    Behind,
    Cancelled,
    ExportCancelled,
    ExportPlan,
    LineFiles,
    LineMedia,
    LinereadError,
    Loss,
    Master,
    Mixer,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Sequence,
    Session,
    Timeline,
    Track,
    WrittenFile,
    at_rate,
    fill_template,
    find_levels,
    handle_padding,
    level_notes,
    line_names,
    measuring,
    open_writer,
    programme_broadcast,
    safe_name,
    sound_format,
    without_collisions,
)


class StemsExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        format, rate = sound_format(timeline, options)
        if not (options["stems"] or options["mix"] or options["lines"]):
            raise LinereadError("There is nothing to write.", "Switch on stems, mix or lines.")
        Session.of(options["start"], options["date"], rate)
        files, losses = self._files(timeline, options, format.suffix)
        if not format.lossless:
            losses.append(Loss(what="lossy", detail=f"{format.label} stems do not sum to the mix exactly"))
        elif options["depth"] == "16":
            losses.append(Loss(what="16 bit", detail="dithered (TPDF)"))
        if rate != timeline.rate:
            losses.append(Loss(what="rate", detail=f"positions are converted from {timeline.rate} to {rate} Hz"))
        losses.append(Loss(what="gain baked", detail="clip, track and programme gain and fades are in the audio"))
        return ExportPlan(timeline=timeline, options=options, files=tuple(files), losses=tuple(losses))

    def _files(self, timeline: Timeline, options: Options, suffix: str) -> tuple[list[PlannedFile], list[Loss]]:
        ascii_only = bool(options["ascii"])
        wanted: list[tuple[str, str]] = []
        whats: list[dict[str, str]] = []
        if options["mix"]:
            wanted.append((fill_template("{project}_mix", {"project": timeline.name}, ascii_only=ascii_only), "mix"))
            whats.append({"what": "mix"})
        if options["stems"]:
            for track in timeline.tracks:
                if track.clips:
                    name = safe_name(track.name, ascii_only=ascii_only, fallback=track.character_id)
                    wanted.append((f"stems/{name}", track.character_id))
                    whats.append({"what": "stem", "character_id": track.character_id})
        if options["lines"]:
            for clip, track, values in line_names(timeline, ascii_only=ascii_only):
                wanted.append((fill_template(options["template"], values, ascii_only=ascii_only), clip.line_id))
                whats.append({"what": "line", "line_id": clip.line_id, "character_id": track.character_id})
        files = []
        losses = []
        for (path, instead_of), what in zip(without_collisions(wanted), whats, strict=True):
            files.append(PlannedFile(path=path + suffix, **what))
            if instead_of is not None:
                detail = f"{instead_of}{suffix} is taken, so it becomes {path}{suffix}"
                losses.append(Loss(what="renamed", detail=detail, line_id=what.get("line_id", "")))
        return files, losses

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        options = plan.options
        timeline = at_rate(plan.timeline, options["rate"] or plan.timeline.rate)
        mixer = Mixer(timeline)

        balance = options["balance"] == "character"
        ceiling = options["ceiling"]
        levels = find_levels(
            mixer, target=options["loudness"], balance=balance, ceiling=ceiling, step=measuring(progress, cancelled)
        )
        lossless = AUDIO_FORMATS[options["format"]].lossless
        depth = options["depth"] if lossless else "float"
        master = Master(mixer, levels, ceiling=ceiling, depth=depth)
        with contextlib.ExitStack() as open_files:
            files = _Files(plan, timeline, dest, open_files, mixer, levels, master)
            for block in master.blocks():
                if cancelled():
                    raise ExportCancelled
                files.write(block)
                done = (block.start + block.length) / max(1, timeline.length)
                progress(MEASURING + done * (1 - MEASURING), "writing the stems")
            written = files.close()

        measures = {"mix LUFS": master.loudness, "mix LRA": master.loudness_range, "mix dBTP": master.true_peak()}
        measures["programme gain dB"] = levels.programme_gain
        if levels.programme_loudness is not None:
            measures["LUFS before the gain"] = levels.programme_loudness
        for track in timeline.tracks:
            if balance and track.clips:
                measures[f"{track.name} LUFS before"] = levels.track_loudness[track.character_id]
                measures[f"{track.name} gain dB"] = levels.balance[track.character_id]
        measures["limiter dB"] = -master.reduction
        return Report(
            files=tuple(written),
            notes=tuple(level_notes(master, levels.programme_gain, options["loudness"], ceiling)),
            measures={name: round(value, 2) for name, value in measures.items() if math.isfinite(value)},
        )


class _Files:
    """The open files of one delivery, fed block by block."""

    def __init__(
        self, plan: ExportPlan, timeline: Timeline, dest: Path, stack: contextlib.ExitStack, mixer: Mixer, levels: Any,
        master: Master,
    ) -> None:  # fmt: skip
        options = plan.options
        self._timeline = timeline
        self._dest = dest
        self._options = options
        self._session = Session.of(options["start"], options["date"], timeline.rate) if options["bwf"] else None
        # Encoders let the interpreter go, and every file has its own: one thread each for a core.
        encodes = options["format"] != "wav"
        self._stack = stack.enter_context(contextlib.ExitStack())
        self._pool = stack.enter_context(ThreadPoolExecutor(os.cpu_count())) if encodes else None
        self._behind = stack.enter_context(Behind())  # left first: then nobody writes any more
        self._mix: AudioWriter | None = None
        self._stems: dict[str, AudioWriter] = {}
        self._files = plan.files
        self._sizes: dict[str, int] = {}
        for file in plan.files:
            if file.what == "mix":
                self._mix = self._open(file, timeline.tracks, master.measured)
            elif file.what == "stem":
                own = [track for track in timeline.tracks if track.character_id == file.character_id]
                self._stems[file.character_id] = self._open(file, own)
        self._lines = LineFiles(
            _media(plan, timeline), timeline, self._session, dest, options["format"], options["depth"], stack, mixer,
            levels,
        )  # fmt: skip

    def _open(
        self, file: PlannedFile, tracks: Sequence[Track], measured: Callable[[], Any] | None = None
    ) -> AudioWriter:
        about = None
        if self._session is not None and self._options["format"] == "wav":
            name = "Mix" if file.what == "mix" else tracks[0].name
            about = programme_broadcast(
                self._timeline, self._session, name, tracks, depth=self._options["depth"], markers=file.what == "mix"
            )
            about = replace(about, measured=measured)
        writer = open_writer(
            self._dest / file.path, self._timeline.rate, 1, self._options["format"], self._options["depth"],
            frames=self._timeline.length, broadcast=about,
        )  # fmt: skip
        return self._stack.enter_context(writer)

    def write(self, block: Any) -> None:
        work = [(writer, block.stems.get(character)) for character, writer in self._stems.items()]
        if self._mix is not None:
            work.append((self._mix, block.mix))
        if self._pool is None:
            self._behind.do(_feed_all, work, block.length)
        else:
            encoding = [self._pool.submit(_feed, writer, samples, block.length) for writer, samples in work]
            wait(encoding)  # all of them, before an error of one closes the files under the others
            for future in encoding:
                future.result()
        self._lines.write(block)

    def close(self) -> list[WrittenFile]:
        self._behind.finish()
        self._sizes.update(self._lines.close())
        for file in self._files:
            writer = self._mix if file.what == "mix" else self._stems.get(file.character_id)
            if file.what != "line" and writer is not None:
                writer.close()
                self._sizes[file.path] = writer.bytes
        return [
            WrittenFile(path=file.path, bytes=self._sizes[file.path], what=file.what, line_id=file.line_id)
            for file in self._files
        ]


def _media(plan: ExportPlan, timeline: Timeline) -> list[LineMedia]:
    """The planned line files, with their clips as they stand in ``timeline``."""
    padding = handle_padding(timeline, plan.options["handles"])
    found = {clip.line_id: (clip, track) for track in timeline.tracks for clip in track.clips}
    media = []
    for file in plan.files:
        if file.what == "line":
            clip, track = found[file.line_id]
            before, after = padding(clip)
            media.append(LineMedia(clip=clip, track=track, path=file.path, before=before, after=after))
    return media


def _feed_all(work: Sequence[tuple[AudioWriter, Any]], length: int) -> None:
    for writer, samples in work:
        _feed(writer, samples, length)


def _feed(writer: AudioWriter, samples: Any, length: int) -> None:
    if samples is None:
        writer.write_silence(length)
    else:
        writer.write(samples)
