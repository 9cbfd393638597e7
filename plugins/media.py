"""A sound file per line: for folders of lines, and for every session that plays them from where they belong.

A line's file is its clip as the mix has it: gain, fades, balance and programme level are in the audio, and the
limiter's curve too, so that the files placed at their starts add up to the stems and the mix. A session that has
faders keeps the gains of lines and tracks itself (:mod:`plugins.gains`). With a handle a file begins before its line
and ends after it, with what the take holds there, or silence.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.api import Cancelled, ExportCancelled, ExportPlan, Loss, Options, PlannedFile, Progress, WrittenFile
from plugins.broadcast import Session
from plugins.gains import (
    HIGHEST_FADER,
    Way,
    around,
    headroom,
    in_the_sound,
    level_notes,
    levels_again,
    levels_measured,
    shared,
)
from plugins.linefiles import LineFiles
from plugins.naming import check_template, fill_template, slug, without_collisions
from plugins.takes import ALL, asking, left_behind, with_headroom, with_takes, write_takes
from studio.audio.encode import AUDIO_FORMATS, AudioFormat
from studio.audio.master import Levels, Master
from studio.audio.mix import Mixer, at_rate
from studio.timeline.types import Clip, Timeline, Track

MEASURING = 0.3  # of the progress bar
_BAKED: Mapping[Way, str] = {
    "baked": "clip, track and programme gain and fades are in the audio",
    "tracks": "clip and programme gain and fades are in the audio; the tracks' gains are on the faders",
    "clips": "programme gain and fades are in the audio; the lines' and tracks' gains are the clips'",
    "both": "programme gain and fades are in the audio; the gains of lines and tracks are the session's",
}
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
    gain: float = 0.0  # dB that the session adds to the file at the clip, and
    fader: float = 0.0  # at the track
    rise: float = 0.0  # dB of ``gain`` or ``fader`` that only give back what the file had to be lowered
    takes: tuple[LineMedia, ...] = ()  # the line's other takes, where a session holds them

    @property
    def start(self) -> int:
        """The programme's sample at which the file begins."""
        return self.clip.start - self.before

    @property
    def length(self) -> int:
        return self.before + self.clip.length + self.after

    @property
    def session_gain(self) -> float:
        """dB that the session adds altogether."""
        return self.gain + self.fader

    @property
    def depends(self) -> str:
        """All that the file's bytes come from, besides the options and the levels of the delivery."""
        clip = self.clip
        parts = [clip.take or str(clip.path), f"{clip.source_start}+{clip.length}", f"{self.before}+{self.after}"]
        gains = in_the_sound(clip, self.track, self.session_gain - self.rise)
        return " ".join([*parts, gains] if gains else parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a session, in script order, and the timeline they stand in (at the delivery's rate)."""

    timeline: Timeline
    media: tuple[LineMedia, ...]
    losses: tuple[Loss, ...] = ()
    gains: Way = "baked"
    wanted: frozenset[str] | None = None  # lines whose files are to be written; None: all of them
    wanted_takes: frozenset[str] | None = None  # the same for files of other takes, by path
    earlier: Mapping[str, float] = field(default_factory=dict)  # measures of the delivery that the others are in

    @property
    def track_gains(self) -> Mapping[str, float]:
        """dB of the session's faders, by character."""
        faders = {line.track.character_id: line.fader for line in self.media}
        if self.gains in ("tracks", "both"):
            for track in self.timeline.tracks:
                faders.setdefault(track.character_id, min(track.gain, HIGHEST_FADER))
        return faders

    def planned(self) -> tuple[PlannedFile, ...]:
        """The files of the lines, then those of their other takes."""
        lines = [
            PlannedFile(
                path=m.path, what="line", line_id=m.clip.line_id, character_id=m.track.character_id, depends=m.depends
            )
            for m in self.media
        ]
        takes = [
            PlannedFile(
                path=m.path, what="take", line_id=m.clip.line_id, character_id=m.track.character_id, depends=m.depends,
                take=m.clip.take or "",
            )
            for m in self.takes
        ]  # fmt: skip
        return (*lines, *takes)

    @property
    def takes(self) -> list[LineMedia]:
        """The files of all other takes."""
        return [take for line in self.media for take in line.takes]

    def of(self, track: Track) -> list[LineMedia]:
        """One track's, in order of their start."""
        own = [line for line in self.media if line.track.character_id == track.character_id]
        return sorted(own, key=lambda line: (line.clip.start, line.clip.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLines:
    """``lines``: as the session is to place them, with the gains that it adds."""

    lines: Lines
    files: tuple[WrittenFile, ...]
    notes: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)


def sound_format(timeline: Timeline, options: Options) -> tuple[AudioFormat, int]:
    """What sound files are to be, and their rate. Raises LinereadError for what does not go together."""
    format = AUDIO_FORMATS[options["format"]]
    rate = options["rate"] or timeline.rate
    format.check(rate, options["depth"])
    check_template(options["template"])
    return format, rate


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
                "file": re.sub(r"\.\w{2,4}$", "", clip.fields.get("file", "").strip()) or clip.line_id,
            }
            entries.append((clip, track, values))
    return sorted(entries, key=lambda entry: entry[0].number)


def handle_padding(timeline: Timeline, milliseconds: float) -> Padding:
    """The same handle on both sides of each line, less where the programme has not begun yet."""
    handle = round(milliseconds * timeline.rate / 1000)
    return lambda clip: (min(handle, clip.start), handle)


def plan_lines(
    timeline: Timeline, folder: str, options: Options, *, padding: Padding | None = None, silent: bool = False,
    gains: Way = "baked",
) -> Lines:  # fmt: skip
    """The files of a session's lines under ``folder``, and what is lost on the way.

    Of the options it reads: takes (of a session that has room for others), rate, template, ascii, handles (unless
    ``padding`` is given), depth, start and date; :func:`write_lines` also reads loudness, ceiling and balance.
    ``silent``: the padding is silence. ``gains``: of what the session itself carries the gain. A line without a take,
    or without a sample, has no file.
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
        item, fader = shared(clip, track, gains)
        line = LineMedia(
            clip=clip, track=track, path=f"{path}.wav", before=before, after=after, silent=silent, gain=item,
            fader=fader,
        )  # fmt: skip
        media.append(line)
        if instead_of is not None:
            detail = f"{instead_of}.wav is taken, so it becomes {path}.wav"
            losses.append(Loss(what="renamed", detail=detail, line_id=clip.line_id))
    if options.get("takes") == ALL:
        media = list(with_takes(media, rate, padding))
    else:
        losses += left_behind([line.clip for line in media])
    found = {line.clip.line_id for line in media}
    for clip in sorted(timeline.clips(), key=lambda clip: clip.number):
        if clip.line_id not in found and clip.text.strip():
            losses.append(Loss(what="no take", detail=f"line {clip.number} has no sound yet", line_id=clip.line_id))
        elif clip.state == "stale":
            losses.append(Loss(what="stale line", detail=f"line {clip.number} was changed", line_id=clip.line_id))
    if options["depth"] == "16":
        losses.append(Loss(what="16 bit", detail="dithered (TPDF)"))
    losses.append(Loss(what="gain baked", detail=_BAKED[gains]))
    return Lines(timeline=timeline, media=tuple(media), losses=tuple(losses), gains=gains)


def in_plan(lines: Lines, plan: ExportPlan) -> Lines:
    """The lines as a plan has them that may be a delta: which files are written, and where the others are."""
    if plan.earlier is None:
        return lines
    paths = {file.line_id: file.path for file in plan.files if file.what == "line"}
    kept = {file.line_id: file for file in plan.kept if file.what == "line"}
    media = []
    for line in lines.media:
        old = kept.get(line.clip.line_id)
        if old is None:
            media.append(replace(line, path=paths.get(line.clip.line_id, line.path)))
            continue
        rise = 0.0
        if old.gain is not None and line.session_gain < 0:  # its headroom is that of the file there is
            rise = max(0.0, round(old.gain - line.session_gain, 6))
        media.append(_raised(replace(line, path=old.path), rise, lines.gains))
    planned = {(file.line_id, file.take): file.path for file in plan.files if file.what == "take"}
    there = {(file.line_id, file.take): file for file in plan.kept if file.what == "take"}
    media = [_takes_in_plan(line, planned, there) if line.takes else line for line in media]
    return replace(
        lines,
        media=tuple(media),
        wanted=frozenset(paths),
        wanted_takes=frozenset(planned.values()),
        earlier=plan.measures,
    )


def _takes_in_plan(
    line: LineMedia, planned: Mapping[tuple[str, str], str], there: Mapping[tuple[str, str], WrittenFile]
) -> LineMedia:
    """The line's other takes under the paths that they have in a delta, with the headroom of the files there are."""
    made = []
    for take in line.takes:
        key = (take.clip.line_id, take.clip.take or "")
        old = there.get(key)
        if old is None:
            made.append(replace(take, path=planned.get(key, take.path)))
            continue
        rise = 0.0 if old.gain is None or take.session_gain >= 0 else max(0.0, round(old.gain - take.session_gain, 6))
        made.append(replace(take, path=old.path, gain=round(take.gain + rise, 6), rise=rise))
    return replace(line, takes=tuple(made))


def _raised(line: LineMedia, rise: float, way: Way) -> LineMedia:
    """The line in a file that had to be ``rise`` dB lower than without the session's gain."""
    if not rise:
        return line
    return replace(line, gain=round(line.gain + rise, 6), rise=rise) if way in ("clips", "both") else line


def measuring(progress: Progress, cancelled: Cancelled) -> Callable[[float], None]:
    """What find_levels calls with each fraction that it has heard: the bar's first part, and the question to stop."""

    def step(fraction: float) -> None:
        if cancelled():
            raise ExportCancelled
        progress(fraction * MEASURING, "measuring the loudness")

    return step


def write_lines(lines: Lines, options: Options, dest: Path, progress: Progress, cancelled: Cancelled) -> WrittenLines:
    """Write every planned file under ``dest``. Progress goes from 0 to 0.95: the session itself follows."""
    timeline = lines.timeline if lines.wanted is None else around(lines.timeline, lines.wanted)
    mixer = Mixer(timeline)

    ceiling = options["ceiling"]
    levels = levels_again(mixer, timeline, options, lines.earlier, measuring(progress, cancelled))
    lines = _with_headroom(lines, mixer, levels)
    takes = [take for take in lines.takes if lines.wanted_takes is None or take.path in lines.wanted_takes]
    media = [line for line in lines.media if lines.wanted is None or line.clip.line_id in lines.wanted]
    apart = {line.clip.line_id: line.session_gain for line in media if line.session_gain}
    master = Master(mixer, levels, ceiling=ceiling, depth=options["depth"], apart=apart)
    session = Session.of(options["start"], options["date"], timeline.rate)
    with contextlib.ExitStack() as stack:
        files = LineFiles(media, timeline, session, dest, "wav", options["depth"], stack, mixer, levels)
        for block in master.blocks():
            if cancelled():
                raise ExportCancelled
            files.write(block)
            done = (block.start + block.length) / max(1, timeline.length)
            progress(MEASURING + done * (0.95 - MEASURING), "writing the lines")
        sizes = files.close()
    if takes:
        progress(0.95, "writing the other takes")
        sizes |= write_takes(takes, timeline, levels, session, options, dest, asking(cancelled))
    if cancelled():
        raise ExportCancelled
    measures = {"mix LUFS": master.loudness, "mix dBTP": master.true_peak(), "limiter dB": -master.reduction}
    measures |= levels_measured(timeline, levels)
    measures |= {name: lines.earlier[name] for name in lines.earlier if name in measures or name.endswith(" gain dB")}
    names = {track.character_id: track.name for track in timeline.tracks}
    measures |= {f"{names[key]} fader dB": gain for key, gain in lines.track_gains.items() if gain}
    whole = lines.wanted is None  # a delta hears a part of the programme only
    notes = level_notes(master, levels.programme_gain, options["loudness"], ceiling) if whole else []
    return WrittenLines(
        lines=lines,
        files=(
            *(_written(m, sizes, lines.gains) for m in media),
            *(_written(m, sizes, lines.gains, m.clip.take) for m in takes),
        ),
        notes=tuple(notes),
        measures={
            name: round(value, 6 if name.endswith("fader dB") else 2)
            for name, value in measures.items()
            if math.isfinite(value)
        },
    )  # fmt: skip


def _with_headroom(lines: Lines, mixer: Mixer, levels: Levels) -> Lines:
    """Files that a session lowers, themselves as loud as full scale allows."""
    rises: dict[str, float] = {}  # by line, or by track where only that has a fader
    for line in lines.media:
        if line.session_gain < 0 and (lines.wanted is None or line.clip.line_id in lines.wanted):
            track = line.track.character_id
            key = line.clip.line_id if lines.gains != "tracks" else track
            rises[key] = max(rises.get(key, 0.0), headroom(line.clip, mixer, levels, track, line.session_gain))
    media = []
    for line in lines.media:
        rise = rises.get(line.clip.line_id if lines.gains != "tracks" else line.track.character_id, 0.0)
        if rise and lines.gains == "tracks":
            line = replace(line, fader=round(line.fader + rise, 6), rise=rise)
        line = _raised(line, rise, lines.gains)
        media.append(with_headroom(line, mixer, levels, lines.wanted_takes) if line.takes else line)
    return replace(lines, media=tuple(media))


def _written(line: LineMedia, sizes: Mapping[str, int], way: Way, take: str | None = None) -> WrittenFile:
    """``take``: the key of a take that does not play."""
    return WrittenFile(
        path=line.path, bytes=sizes[line.path], what="line" if take is None else "take", line_id=line.clip.line_id,
        gain=None if way == "baked" else round(line.session_gain, 6), take=take or "",
    )  # fmt: skip


__all__ = [
    "LineFiles", "LineMedia", "Lines", "MEASURING", "Padding", "WrittenLines", "handle_padding", "in_plan",
    "line_names", "measuring", "plan_lines", "write_lines",
]  # fmt: skip
