"""What a drag on the timeline does to the document: project in, project out.

Everything is in samples until it becomes a pause, which the document keeps in milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from studio.document import edits
from studio.document.model import RANGES, Project
from studio.timeline.fit import FASTEST, usual_speed
from studio.timeline.order import Gap, ScriptOrder
from studio.timeline.types import Clip


def move(project: Project, clips: ScriptOrder, line_ids: Collection[str], by: int, *, ripple: bool) -> Project:
    """Move clips by so many samples by pinning them.

    Lines that follow a moved one directly are carried by it and need no pin of their own. Without ripple the
    first line behind each moved run is pinned where it is, so that nothing else moves.
    """
    moving = {i for i in line_ids if i in clips.order}
    if not moving or by == 0:
        return project
    by = max(by, -min(clips.script[clips.order[i]].start for i in moving))
    pinned = _pins(project)
    script, order = clips.script, clips.order
    starts: dict[str, int] = {}
    for n in sorted(order[i] for i in moving):
        clip = script[n]
        follows = n > 0 and script[n - 1].line_id in moving and clips.ended[n] == script[n - 1].end
        if not follows or clip.line_id in pinned:
            starts[clip.line_id] = clip.start + by
        if not ripple:
            starts |= _held(clips, n, moving, pinned)
    return edits.replace_each(project, {i: {"start": start} for i, start in starts.items()})


def _held(clips: ScriptOrder, n: int, moving: Collection[str], pinned: Collection[str]) -> dict[str, int]:
    """The line behind the one at ``n`` where it is, if it would follow."""
    if n + 1 < len(clips.script):
        following = clips.script[n + 1]
        if following.line_id not in moving and following.line_id not in pinned:
            return {following.line_id: following.start}
    return {}


def unpin(project: Project, line_ids: Collection[str]) -> Project:
    pinned = _pins(project) & set(line_ids)
    return edits.replace_lines(project, pinned, start=None) if pinned else project


def gap_ms(gap: Gap, rate: int) -> int:
    return round((gap.end - gap.start) * 1000 / rate)


def set_gap(project: Project, clips: ScriptOrder, gap: Gap, ms: int, *, ripple: bool) -> Project:
    """Make the silence before ``gap.after`` so long. Below 0 the line starts before what sounds has ended."""
    after = edits.line(project, gap.after.line_id)
    if after.start is not None:
        start = max(0, gap.start + round(ms * clips.rate / 1000))
        project = edits.pin(project, after.id, start)
    elif ms < 0:
        project = edits.replace_line(project, after.id, pause_before=ms)
    else:
        scene = project.gaps.scene if gap.before.scene_id != gap.after.scene_id else 0
        own = after.pause_before
        if own is not None and (own < 0 or own + scene > ms):
            project, own = edits.replace_line(project, after.id, pause_before=None), None
        rest = ms - scene - (own or 0)
        project = edits.replace_line(project, gap.before.line_id, pause_after=max(0, rest))
    if not ripple:
        held = _held(clips, clips.order[after.id], (), _pins(project))
        project = edits.replace_each(project, {i: {"start": start} for i, start in held.items()})
    return project


def _pins(project: Project) -> set[str]:
    return {line.id for line in project.lines() if line.start is not None}


@dataclass(frozen=True, slots=True)
class Fit:
    """A clip pulled to another length."""

    factor: float  # how much faster than it is now
    speed: float  # the line's speed with it, within what there is
    length: int  # samples it will then take
    hurried: bool  # faster than sounds natural, as a line from subtitles would never be made


def fit(project: Project, clip: Clip, length: int, taken_at: float | None = None) -> Fit:
    """What it takes to make a clip ``length`` samples long. ``taken_at`` is the speed its take was spoken at."""
    line = edits.line(project, clip.line_id)
    usual = usual_speed(project.character(line.character))
    now = taken_at or line.delivery.speed or usual
    low, high = RANGES["speed"]
    speed = round(min(max(now * clip.length / max(1, length), low), high), 3)
    return Fit(speed / now, speed, round(clip.length * now / speed), speed > usual * FASTEST)


def set_gain(project: Project, line_ids: Collection[str], change: float) -> Project:
    """Make clips louder by decibels, between -60 and +24, to a tenth."""
    wanted = set(line_ids)
    gains: dict[str, dict[str, float]] = {}
    for line in project.lines():
        gain = round(min(max(line.gain + change, -60.0), 24.0), 1)
        if line.id in wanted and gain != line.gain:
            gains[line.id] = {"gain": gain}
    return edits.replace_each(project, gains)
