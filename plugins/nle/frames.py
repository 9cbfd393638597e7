"""A programme on the frame grid of a video editor, with media that makes it exact to the sample.

Editors place clips on whole frames. Each line's file therefore begins with silence from the start of the frame
in which the line begins, and ends with the frame in which it ends: its first frame is whole, and the line inside
of it lies on its sample. First and last frame come from absolute samples, each by itself. Where a frame is no
whole number of samples (the NTSC rates) the file's begin is the nearest sample: within half of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from plugins.api import (
    FRAME_RATES,
    Clip,
    LineMedia,
    Lines,
    Loss,
    Options,
    Timeline,
    Track,
    Way,
    frames_of,
    plan_lines,
    timecode_samples,
    units,
    units_after,
    units_before,
)


@dataclass(frozen=True, slots=True)
class FrameClip:
    """A line's file from frame ``start`` up to, without, frame ``end`` of the programme."""

    line: LineMedia
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class FrameTrack:
    """One character's clips that do not overlap; ``name`` has a number where the character needs more than one."""

    track: Track
    name: str
    clips: tuple[FrameClip, ...]


@dataclass(frozen=True, slots=True)
class FrameMarker:
    name: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Frames a second. ``drop``: its timecode leaves numbers out, to keep with the clock (29.97 and 59.94 only)."""

    name: str
    rate: Fraction
    drop: bool = False

    @property
    def nominal(self) -> int:
        """As a timecode counts them: 30 for 29.97."""
        return -(-self.rate.numerator // self.rate.denominator)

    @property
    def ntsc(self) -> bool:
        return self.rate.denominator != 1

    @property
    def day(self) -> int:
        """Frames after which a timecode begins at zero again."""
        return frames_of(24, 0, 0, 0, self.nominal, drop=self.drop)

    def timecode(self, frames: int) -> str:
        """hh:mm:ss:ff, or hh:mm:ss;ff where it drops; after 24 hours from zero again, as SMPTE ST 12-1 has it."""
        frames %= self.day
        if self.drop:  # two numbers (four at 59.94) are left out at every minute but each tenth
            left_out = self.nominal // 15
            minute = 60 * self.nominal - left_out
            tens, rest = divmod(frames, 10 * minute + left_out)
            frames += 9 * left_out * tens + left_out * max(0, (rest - left_out) // minute)
        seconds, frames = divmod(frames, self.nominal)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02d}:{minutes:02d}:{seconds:02d}{';' if self.drop else ':'}{frames:02d}"

    def first_sample(self, frame: int, rate: int) -> int:
        """The sample nearest to the begin of a frame."""
        exact = frame * rate / self.rate
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

    def samples_of(self, frames: int, rate: int) -> int:
        """So many samples fill the frames, the last one too."""
        exact = frames * rate / self.rate
        return -(-exact.numerator // exact.denominator)

    def frames_in(self, samples: int, rate: int) -> int:
        """How many frames a file of so many samples fills, which begins on one."""
        exact = samples * self.rate / rate
        return exact.numerator // exact.denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Everything that the formats write down, in frames. ``start``: of the session's timecode."""

    lines: Lines
    grid: Grid
    tracks: tuple[FrameTrack, ...]
    markers: tuple[FrameMarker, ...]
    length: int
    start: int

    @property
    def name(self) -> str:
        return " ".join(self.lines.timeline.name.split())

    @property
    def sample_rate(self) -> int:
        return self.lines.timeline.rate

    def with_lines(self, lines: Lines) -> Cut:
        """The same cut over the same lines with other files or gains."""
        media = {line.clip.line_id: line for line in lines.media}
        tracks = tuple(
            replace(track, clips=tuple(replace(clip, line=media[clip.line.clip.line_id]) for clip in track.clips))
            for track in self.tracks
        )
        return replace(self, lines=lines, tracks=tracks)


def make_cut(timeline: Timeline, folder: str, options: Options, gains: Way = "baked") -> Cut:
    """The programme in frames; its files are planned under ``folder``. ``gains``: of what the session has the gain."""
    options = with_start(options)
    rate_name = options["frame_rate"]
    drop = options["start"].endswith("df") and rate_name in ("29.97", "59.94")
    grid = Grid(rate_name, FRAME_RATES[rate_name], drop)
    rate = options["rate"] or timeline.rate
    lines = plan_lines(timeline, folder, options, padding=_padding(grid, rate), silent=True, gains=gains)
    timeline = lines.timeline
    tracks = []
    for track in timeline.tracks:
        rows = _rows([_on_frames(line, grid, rate) for line in lines.of(track)])
        name = " ".join(track.name.split()) or track.character_id
        tracks += [
            FrameTrack(track, name if number == 1 else f"{name} {number}", tuple(row))
            for number, row in enumerate(rows, 1)
        ]
    last = max((clip.end for track in tracks for clip in track.clips), default=1)
    return Cut(
        lines=lines,
        grid=grid,
        tracks=tuple(tracks),
        markers=tuple(_markers(timeline, grid, lines=bool(options["line_markers"]))),
        length=max(last, units_after(timeline.length, rate, grid.rate)),
        start=units(timecode_samples(options["start"], rate), rate, grid.rate),
    )


def with_start(options: Options) -> Mapping[str, Any]:
    """The options with a start that counts in the session's own frames."""
    start = options["start"].strip()
    return {**options, "start": start if "@" in start else f"{start}@{options['frame_rate']}"}


def losses(cut: Cut) -> list[Loss]:
    """What the frame grid costs, beside what the files do."""
    found = list(cut.lines.losses)
    if (cut.sample_rate / cut.grid.rate).denominator != 1:
        detail = f"a frame at {cut.grid.name} is no whole number of samples: lines are within half a sample"
        found.append(Loss(what="frames", detail=detail))
    extra = [
        track.name
        for track in cut.tracks
        if track.name != (" ".join(track.track.name.split()) or track.track.character_id)
    ]
    if cut.start + cut.length > cut.grid.day:
        detail = f"the programme ends after 24 hours of timecode, where that begins at {cut.grid.timecode(0)} again"
        found.append(Loss(what="midnight", detail=detail))
    if extra:
        found.append(Loss(what="more tracks", detail=f"lines that share a frame are on {', '.join(extra)}"))
    return found


def _padding(grid: Grid, rate: int) -> Callable[[Clip], tuple[int, int]]:
    def silence(clip: Clip) -> tuple[int, int]:
        start, end = units_before(clip.start, rate, grid.rate), units_after(clip.end, rate, grid.rate)
        first = grid.first_sample(start, rate)
        return clip.start - first, first + grid.samples_of(end - start, rate) - clip.end

    return silence


def _on_frames(line: LineMedia, grid: Grid, rate: int) -> FrameClip:
    start = units_before(line.clip.start, rate, grid.rate)
    return FrameClip(line, start, units_after(line.clip.end, rate, grid.rate))


def _rows(clips: Sequence[FrameClip]) -> list[list[FrameClip]]:
    """In as few rows as it takes that no two share a frame."""
    rows: list[list[FrameClip]] = []
    for clip in clips:
        row = next((row for row in rows if row[-1].end <= clip.start), None)
        if row is None:
            rows.append([clip])
        else:
            row.append(clip)
    return rows


def _markers(timeline: Timeline, grid: Grid, *, lines: bool) -> list[FrameMarker]:
    spans = [(s.start, s.length, s.title or f"Scene {n}") for n, s in enumerate(timeline.scenes, 1)]
    spans += [(m.start, m.length, m.name) for m in timeline.markers]
    if lines:
        names = {clip.line_id: track.name for track in timeline.tracks for clip in track.clips}
        spans += [(c.start, c.length, f"{c.line_id} {names[c.line_id]}: {c.text}") for c in timeline.clips()]
    made = []
    for start, length, name in spans:
        first, last = (units(at, timeline.rate, grid.rate) for at in (start, start + length))
        made.append(FrameMarker(" ".join(name.split()), first, last - first))
    return sorted(made, key=lambda marker: marker.start)


def media_url(path: str, folder: str, base: str | None) -> str:
    """Where an editor finds a file: an address under ``base``, the delivery's folder, or relative to the session.

    A Windows drive is written ``C%3a``, as Final Cut and Premiere do.
    """
    if not base:
        return quote(path.removeprefix(f"{folder}/"))
    root = re.sub(r"/+$", "", base.strip().replace("\\", "/"))
    drive = re.match(r"([A-Za-z]):(.*)", root)
    if drive:
        return f"file://localhost/{drive[1]}%3a{quote(f'{drive[2]}/{path}')}"
    return f"file://localhost{quote('/' + root.strip('/') + '/' + path)}"
