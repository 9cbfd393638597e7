"""A sound file per line: for folders of lines, and for every session that plays them from where they belong.

A line's file is its clip as the mix has it: gain, fades, balance and programme level are in the audio, and the
limiter's curve too, so that the files placed at their starts add up to the stems and the mix. With a
handle a file begins before its line and ends after it, with what the take holds there, or silence.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plugins.api import Cancelled, ExportCancelled, Loss, Options, PlannedFile, Progress, WrittenFile
from plugins.broadcast import Session, line_broadcast
from plugins.naming import check_template, fill_template, slug, without_collisions
from studio.audio.encode import AudioWriter, open_writer
from studio.audio.fades import gain_of
from studio.audio.files import audio_info
from studio.audio.master import Levels, Master, find_levels
from studio.audio.mix import Mixer, at_rate
from studio.timeline.types import Clip, Timeline, Track

_MEASURING = 0.3  # of the progress bar
Padding = Callable[[Clip], tuple[int, int]]  # samples of silence or handle before and after a clip


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMedia:
    """One line's file. Positions and lengths in samples of the programme at the delivery's rate."""

    clip: Clip
    track: Track
    path: str  # relative to the delivery
    before: int = 0
    after: int = 0
    silent: bool = False  # before and after stand silence, whatever the take holds there
    gain: float = 0.0  # dB that the session adds to the file at the clip

    @property
    def start(self) -> int:
        """The programme's sample at which the file begins."""
        return self.clip.start - self.before

    @property
    def length(self) -> int:
        return self.before + self.clip.length + self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a session, in script order, and the timeline they stand in (at the delivery's rate)."""

    timeline: Timeline
    media: tuple[LineMedia, ...]
    losses: tuple[Loss, ...] = ()
    track_gains: Mapping[str, float] = field(default_factory=dict)  # dB that the session's faders add, by character

    def planned(self) -> tuple[PlannedFile, ...]:
        return tuple(
            PlannedFile(path=m.path, what="line", line_id=m.clip.line_id, character_id=m.track.character_id)
            for m in self.media
        )

    def of(self, track: Track) -> list[LineMedia]:
        """One track's, in order of their start."""
        own = [line for line in self.media if line.track.character_id == track.character_id]
        return sorted(own, key=lambda line: (line.clip.start, line.clip.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLines:
    files: tuple[WrittenFile, ...]
    notes: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)


def line_names(timeline: Timeline, *, ascii_only: bool) -> list[tuple[Clip, Track, dict[str, str | int]]]:
    """Every clip with a take in script order, its track, and what its file's name can say."""
    scenes = {scene.scene_id: (index, scene.title) for index, scene in enumerate(timeline.scenes, 1)}
    entries: list[tuple[Clip, Track, dict[str, str | int]]] = []
    for track in timeline.tracks:
        for clip in track.clips:
            if clip.path is None:
                continue
            scene_number, title = scenes.get(clip.scene_id, (1, ""))
            values: dict[str, str | int] = {
                "id": clip.line_id,
                "number": clip.number,
                "scene": slug(title, ascii_only=ascii_only) if title else f"scene{scene_number}",
                "scene_number": scene_number,
                "character": track.name,
                "slug": slug(clip.text, ascii_only=ascii_only),
                "emotion": clip.emotion,
                "voice": clip.voice or "voice",
                "lang": clip.language,
                "state": clip.state,
                "project": timeline.name,
            }
            entries.append((clip, track, values))
    return sorted(entries, key=lambda entry: entry[0].number)


def handle_padding(timeline: Timeline, milliseconds: float) -> Padding:
    """The same handle on both sides of each line, less where the programme has not begun yet."""
    handle = round(milliseconds * timeline.rate / 1000)
    return lambda clip: (min(handle, clip.start), handle)


def plan_lines(
    timeline: Timeline, folder: str, options: Options, *, padding: Padding | None = None, silent: bool = False
) -> Lines:
    """The files of a session's lines under ``folder``, and what is lost on the way.

    Of the options it reads: rate, template, ascii, handles (unless ``padding`` is given), depth, start and date;
    :func:`write_lines` also reads loudness, ceiling and balance. ``silent``: the padding is silence. A line without a
    take, or without a sample, has no file.
    """
    losses: list[Loss] = []
    rate = options["rate"] or timeline.rate
    if rate != timeline.rate:
        losses.append(Loss(what="rate", detail=f"positions are converted from {timeline.rate} to {rate} Hz"))
    check_template(options["template"])
    Session.of(options["start"], options["date"], rate)
    timeline = at_rate(timeline, rate)
    padding = padding or handle_padding(timeline, options["handles"])
    ascii_only = bool(options["ascii"])
    named = [entry for entry in line_names(timeline, ascii_only=ascii_only) if entry[0].length]
    wanted = [
        (f"{folder}/{fill_template(options['template'], values, ascii_only=ascii_only)}", clip.line_id)
        for clip, _, values in named
    ]
    media = []
    for (clip, track, _), (path, instead_of) in zip(named, without_collisions(wanted), strict=True):
        before, after = padding(clip)
        line = LineMedia(clip=clip, track=track, path=f"{path}.wav", before=before, after=after, silent=silent)
        media.append(line)
        if instead_of is not None:
            detail = f"{instead_of}.wav is taken, so it becomes {path}.wav"
            losses.append(Loss(what="renamed", detail=detail, line_id=clip.line_id))
    found = {line.clip.line_id for line in media}
    for clip in sorted(timeline.clips(), key=lambda clip: clip.number):
        if clip.line_id not in found and clip.text.strip():
            losses.append(Loss(what="no take", detail=f"line {clip.number} has no sound yet", line_id=clip.line_id))
        elif clip.state == "stale":
            losses.append(Loss(what="stale line", detail=f"line {clip.number} was changed", line_id=clip.line_id))
    if options["depth"] == "16":
        losses.append(Loss(what="16 bit", detail="dithered (TPDF)"))
    losses.append(Loss(what="gain baked", detail="clip, track and programme gain and fades are in the audio"))
    return Lines(timeline=timeline, media=tuple(media), losses=tuple(losses))


def write_lines(lines: Lines, options: Options, dest: Path, progress: Progress, cancelled: Cancelled) -> WrittenLines:
    """Write every planned file under ``dest``. Progress goes from 0 to 0.95: the session itself follows."""
    timeline = lines.timeline
    mixer = Mixer(timeline)

    def measuring(fraction: float) -> None:
        if cancelled():
            raise ExportCancelled
        progress(fraction * _MEASURING, "measuring the loudness")

    ceiling = options["ceiling"]
    balance = options["balance"] == "character"
    levels = find_levels(mixer, target=options["loudness"], balance=balance, ceiling=ceiling, step=measuring)
    master = Master(mixer, levels, ceiling=ceiling, depth=options["depth"])
    session = Session.of(options["start"], options["date"], timeline.rate)
    with contextlib.ExitStack() as stack:
        files = LineFiles(lines.media, timeline, session, dest, "wav", options["depth"], stack, mixer, levels)
        for block in master.blocks():
            if cancelled():
                raise ExportCancelled
            files.write(block)
            done = (block.start + block.length) / max(1, timeline.length)
            progress(_MEASURING + done * (0.95 - _MEASURING), "writing the lines")
        sizes = files.close()
    if cancelled():
        raise ExportCancelled
    measures = {"mix LUFS": master.loudness, "mix dBTP": master.true_peak(), "programme gain dB": levels.programme_gain}
    notes = []
    if options["loudness"] is not None and math.isfinite(master.loudness):
        notes.append(f"One gain of {levels.programme_gain:+.1f} dB for the whole programme.")
    return WrittenLines(
        files=tuple(
            WrittenFile(path=m.path, bytes=sizes[m.path], what="line", line_id=m.clip.line_id) for m in lines.media
        ),
        notes=tuple(notes),
        measures={name: round(value, 2) for name, value in measures.items() if math.isfinite(value)},
    )


class LineFiles:
    """The open files of lines, fed with a Master's blocks; each is closed as soon as it is complete."""

    def __init__(
        self, media: Iterable[LineMedia], timeline: Timeline, session: Session | None, dest: Path, format: str,
        depth: str, stack: contextlib.ExitStack, mixer: Mixer, levels: Levels,
    ) -> None:  # fmt: skip
        """``session`` None: plain files that say nothing about themselves."""
        self._media = {line.clip.line_id: line for line in media}
        self._timeline, self._session, self._dest = timeline, session, dest
        self._format, self._depth = format, depth
        self._stack, self._mixer, self._levels = stack, mixer, levels
        self._writers: dict[str, AudioWriter] = {}
        self._sizes: dict[str, int] = {}

    def write(self, block: Any) -> None:
        """``block``: a MasterBlock."""
        for part in block.parts:
            line = self._media.get(part.clip.line_id)
            if line is None:
                continue
            writer = self._writers.get(part.clip.line_id)
            if writer is None:
                writer = self._writers[part.clip.line_id] = self._begin(line)
            writer.write(part.samples)
            if block.start + part.offset + len(part.samples) >= part.clip.end:
                self._end(line, self._writers.pop(part.clip.line_id))

    def close(self) -> dict[str, int]:
        """The size of every file, by its path."""
        for line in self._media.values():
            if line.path not in self._sizes:  # a clip without a single sample
                self._end(line, self._begin(line))
        return self._sizes

    def _begin(self, line: LineMedia) -> AudioWriter:
        known = self._format == "wav" and self._session is not None
        writer = self._stack.enter_context(
            open_writer(
                self._dest / line.path, self._timeline.rate, 1, self._format, self._depth, frames=line.length,
                broadcast=self._about(line) if known else None,
            )
        )  # fmt: skip
        self._handle(writer, line, line.before, after=False)
        return writer

    def _end(self, line: LineMedia, writer: AudioWriter) -> None:
        self._handle(writer, line, line.after, after=True)
        writer.close()
        self._sizes[line.path] = writer.bytes

    def _about(self, line: LineMedia) -> Any:
        assert self._session is not None
        return line_broadcast(
            self._timeline, self._session, line.clip, line.track, before=line.before, depth=self._depth
        )

    def _handle(self, writer: AudioWriter, line: LineMedia, length: int, *, after: bool) -> None:
        """``length`` samples beside the clip: the take's, at the line's gain, as far as it has some."""
        if not length:
            return
        if line.silent:
            writer.write_silence(length)
            return
        sound = _beside(line.clip, self._mixer, length, after=after)
        gains = self._levels
        gain = self._mixer.gains[line.track.character_id] * gain_of(
            gains.programme_gain + gains.balance.get(line.track.character_id, 0.0)
        )
        if len(sound):
            sound = np.clip(sound * np.float32(gain), -1, 1)
        if not after:
            writer.write_silence(length - len(sound))
        if len(sound):
            writer.write(sound)
        if after:
            writer.write_silence(length - len(sound))


def _beside(clip: Clip, mixer: Mixer, length: int, *, after: bool) -> NDArray[np.float32]:
    """At most ``length`` samples of the take before or after the stretch that the clip plays."""
    if clip.path is None:
        return np.zeros(0, np.float32)
    if after:
        first = clip.source_start + clip.source_length
        there = audio_info(clip.path).length - first if clip.source_length else 0
    else:
        first, there = 0, clip.source_start
    rate = clip.source_rate or mixer.rate
    length = min(length, there * mixer.rate // rate)
    if length <= 0:
        return np.zeros(0, np.float32)
    count = min(there, math.ceil(length * rate / mixer.rate))
    if not after:
        first = clip.source_start - count
    piece = replace(clip, length=length, source_start=first, source_length=count, fade_in=0, fade_out=0)
    return mixer.clip(piece)


__all__ = [
    "LineFiles", "LineMedia", "Lines", "Padding", "WrittenLines", "handle_padding", "line_names", "plan_lines",
    "write_lines",
]  # fmt: skip
