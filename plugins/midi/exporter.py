"""A Standard MIDI File: words as lyrics with a guide note each, a track per character, markers on a tempo map.

Type 1: the first track has tempo, time signatures and markers, each character one more. Many sequencers show
no lyric that stands without a note, so each word has one. Every track ends with the programme: some
sequencers cut the markers otherwise. Text is UTF-8. Source: the Standard MIDI Files 1.0 specification.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

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
    Track,
    line_label,
    safe_name,
    spoken_words,
    timecode_samples,
    write_documents,
)
from plugins.midi.grid import Change, TempoMap, parse_grid, read_grid, resolution_of

_DRUMS = 9  # the channel, from 0, on which a note is an instrument
_LONGEST_WAIT = (1 << 28) - 1  # ticks
_LONGEST_TEXT = 120  # characters of a marker

Event = tuple[int, int, Any]  # tick, order at one tick, message


class MidiExporter:
    """See plugin.toml for the options."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        grid = _grid(timeline, options)
        timecode_samples(options["start"], timeline.rate)
        losses = [Loss(what="no audio")]
        if not grid.exact:
            milliseconds = float(1000 * grid.coarsest / timeline.rate)
            detail = (
                f"a tick is {float(grid.coarsest):.4g} samples ({milliseconds:.3f} ms); positions are within half of it"
            )
            losses.append(Loss(what="times in ticks", detail=detail))
        losses += [
            Loss(what="estimated time", detail=f"line {clip.number} has no take yet", line_id=clip.line_id)
            for clip in timeline.clips()
            if clip.path is None and clip.text.strip()
        ]
        file = PlannedFile(path=f"{safe_name(timeline.name)}.mid", what="MIDI")
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        grid = _grid(plan.timeline, plan.options)
        made = midi_file(plan.timeline, grid, plan.options)
        measures = {"ticks per quarter note": grid.resolution, "samples per tick": round(float(grid.coarsest), 4)}
        return write_documents(plan, dest, lambda file: made, progress, cancelled, measures=measures)


def midi_file(timeline: Timeline, grid: TempoMap, options: Options) -> bytes:
    """The whole file."""
    mido = _mido()
    file = mido.MidiFile(type=1, ticks_per_beat=grid.resolution, charset="utf-8")
    end = grid.tick(timeline.length)
    file.tracks.append(_track(mido, timeline.name, _conductor(mido, timeline, grid, options), end))
    channels = [channel for channel in range(16) if channel != _DRUMS]
    for index, track in enumerate(timeline.tracks):
        channel = channels[index % len(channels)]
        events = _words(mido, track, grid, channel, options["note"], options["velocity"])
        file.tracks.append(_track(mido, track.name, events, end))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def _conductor(mido: Any, timeline: Timeline, grid: TempoMap, options: Options) -> Iterable[Event]:
    """Tempo, time signatures, where the day's clock stands, and markers."""
    hours, minutes, seconds, frames, parts = _clock(timecode_samples(options["start"], timeline.rate), timeline.rate)
    yield (
        0,
        0,
        mido.MetaMessage(
            "smpte_offset",
            frame_rate=25,
            hours=hours,
            minutes=minutes,
            seconds=seconds,
            frames=frames,
            sub_frames=parts,
        ),
    )
    for change in grid.changes:
        tick = grid.place(change)
        if change.signature:
            numerator, denominator = change.signature
            yield tick, 0, mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)
        if change.tempo:
            yield tick, 0, mido.MetaMessage("set_tempo", tempo=change.tempo)
    if options["scenes"]:
        for number, scene in enumerate(timeline.scenes, 1):
            yield grid.tick(scene.start), 1, _text(mido, "marker", scene.title or f"Scene {number}")
    for marker in timeline.markers:
        yield grid.tick(marker.start), 2, _text(mido, "marker", marker.name)
    if options["lines"]:
        for track in timeline.tracks:
            for clip in track.clips:
                yield grid.tick(clip.start), 3, _text(mido, "marker", line_label(clip, track))


def _words(mido: Any, track: Track, grid: TempoMap, channel: int, note: int, velocity: int) -> Iterable[Event]:
    """A lyric and a note for each word. A word begins at least a tick after the one before, which then ends."""
    words = [
        (word, clip is not track.clips[-1] and word is spoken[-1])
        for clip in track.clips
        for spoken in [spoken_words(clip)]
        for word in spoken
    ]
    words.sort(key=lambda entry: entry[0].start)
    starts: list[int] = []
    for word, _ in words:
        starts.append(max(grid.tick(word.start), starts[-1] + 1 if starts else 0))
    for index, (word, ends_line) in enumerate(words):
        start = starts[index]
        end = max(start + 1, grid.tick(word.end))
        if index + 1 < len(words):
            end = min(end, starts[index + 1])
        yield start, 1, _text(mido, "lyrics", word.text + (" " if word.space or ends_line else ""), strip=False)
        yield start, 2, mido.Message("note_on", channel=channel, note=note, velocity=velocity)
        yield end, 0, mido.Message("note_off", channel=channel, note=note, velocity=0)


def _track(mido: Any, name: str, events: Iterable[Event], end: int) -> Any:
    """Events in their order, with the ticks between them, up to the programme's end.

    A file has four bytes of seven bits for the ticks between two events (Standard MIDI Files 1.0); where a character
    is silent for longer, which at a tick a sample is an hour and a half, empty texts bridge the silence.
    """
    made = mido.MidiTrack()
    made.append(_text(mido, "track_name", name))
    at = 0
    ordered = [(tick, message) for tick, _, message in sorted(events, key=lambda event: event[:2])]
    last = max(end, ordered[-1][0] if ordered else 0)
    for tick, message in (*ordered, (last, mido.MetaMessage("end_of_track"))):
        while tick - at > _LONGEST_WAIT:
            made.append(mido.MetaMessage("text", text="", time=_LONGEST_WAIT))
            at += _LONGEST_WAIT
        message.time = tick - at
        made.append(message)
        at = tick
    return made


def _text(mido: Any, kind: str, text: str, *, strip: bool = True) -> Any:
    plain = " ".join(text.split()) if strip else text
    key = "name" if kind == "track_name" else "text"
    return mido.MetaMessage(kind, **{key: plain[:_LONGEST_TEXT] if kind == "marker" else plain})


def _clock(samples: int, rate: int) -> tuple[int, int, int, int, int]:
    """Hours, minutes, seconds, frames of 25, and hundredths of a frame."""
    parts = round(samples * 2500 / rate)
    frames, parts = divmod(parts, 100)
    seconds, frames = divmod(frames, 25)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours % 24, minutes, seconds, frames, parts


def _grid(timeline: Timeline, options: Options) -> TempoMap:
    """The tempo map that the options name; without one, 120 beats a minute, or 240 where a tick a sample needs it."""
    changes: list[Change] = []
    if options["tempo_file"]:
        changes = read_grid(Path(options["tempo_file"]).expanduser(), _mido())
    elif options["tempo"]:
        changes = parse_grid(options["tempo"])
    elif options["resolution"] == "sample" and timeline.rate > 65_534:
        changes = parse_grid("240" if timeline.rate <= 131_068 else "480")
    else:
        _mido()
    return TempoMap(changes, resolution_of(options["resolution"], changes, timeline.rate), timeline.rate)


def _mido() -> Any:
    try:
        return import_module("mido")
    except ImportError as error:
        raise LinereadError("MIDI files need the package mido.", "pip install 'lineread[handoff]'") from error
