"""Lines that have a slot: how long each may be, how much longer it is, and what can be done about it.

A line from a subtitle remembers in ``Line.fields`` its ``slot`` (milliseconds from its start) and the wished ``fit``:

* ``natural``: it runs on, and only the overrun is told;
* ``gap``: it may use the silence up to the next line, whoever speaks it;
* ``stretch``: it is spoken faster, by its own speed and so by the voice itself, within :data:`SLOWEST` and
  :data:`FASTEST` of the speed it would have without; more than that sounds hurried, so the rest is told;
* ``flag``: it is marked for a person, with the status :data:`FLAG`.

All of it is computed from the takes there are; nothing here speaks or writes.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from studio.document.model import Character, Line, Project
from studio.timeline.types import Clip, Timeline

MODES = ("natural", "gap", "stretch", "flag")
SLOWEST, FASTEST = 0.8, 1.25  # factors of the speed that a line has without being fitted
FLAG = "too long"  # the status of a line that is to be looked at
_STEPS = 100  # of a speed: hundredths


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One line and its slot. ``slot``, ``length``, ``over``, ``room`` and ``left`` in samples of the timeline."""

    line_id: str
    number: int
    mode: str
    verdict: str  # fits, gap, stretch, over, or: unspoken, locked
    slot: int
    length: int
    over: int  # longer than the slot; below 0: so much shorter
    room: int | None  # silence between the slot's end and the next line; None after the last one
    left: int = 0  # what is still too long after all that the mode allows
    speed: float | None = None  # the line's own speed that would fit, where the mode sets one
    estimated: bool = False  # there is no take yet: by the number of its letters


def fits(
    project: Project,
    timeline: Timeline,
    mode: str | None = None,
    *,
    fill: bool = False,
    only: Collection[str] | None = None,
) -> tuple[Fit, ...]:
    """Every line with a slot, in the order of the script. ``mode`` instead of the lines' own wishes.

    ``only``: ids of the lines that are asked for.
    ``fill``: ``stretch`` also makes lines slower that are shorter than their slots.
    """
    if mode is not None and mode not in MODES:
        raise ValueError(f"{mode!r} is none of {', '.join(MODES)}")
    clips = {clip.line_id: clip for clip in timeline.clips()}
    starts = sorted(clip.start for clip in clips.values() if clip.length)
    characters = {character.id: character for character in project.characters}
    found = []
    for line in project.lines():
        if only is not None and line.id not in only:
            continue
        slot, clip = slot_of(line, timeline.rate), clips.get(line.id)
        if slot is not None and clip is not None and clip.length:
            wish = mode or line.fields.get("fit", "")
            usual = usual_speed(characters.get(line.character))
            wish = wish if wish in MODES else "gap"
            found.append(_fit(line, clip, slot, _room(starts, clip, slot), wish, usual, fill=fill))
    return tuple(found)


def slot_of(line: Line, rate: int) -> int | None:
    """The line's slot in samples; None for a line without one, or with one that makes no sense."""
    try:
        milliseconds = float(line.fields.get("slot", ""))
    except ValueError:
        return None
    return round(milliseconds * rate / 1000) if 0 < milliseconds < math.inf else None


def fitted(project: Project, wanted: Iterable[Fit]) -> Project:
    """``project`` with what the fits propose: speeds, and marks on the lines that are to be looked at.

    A mark is set where nothing else stands and goes when the line fits; a mode that was chosen is remembered. Lines
    that nothing changes are the same objects.
    """
    by_id = {fit.line_id: fit for fit in wanted}
    scenes = []
    for scene in project.scenes:
        lines = tuple(_fitted(line, by_id[line.id]) if line.id in by_id else line for line in scene.lines)
        same = all(a is b for a, b in zip(lines, scene.lines, strict=True))
        scenes.append(scene if same else replace(scene, lines=lines))
    return replace(project, scenes=tuple(scenes))


def too_long(found: Sequence[Fit]) -> tuple[Fit, ...]:
    """Those that are too long after everything, the longest first."""
    return tuple(sorted((fit for fit in found if fit.left > 0), key=lambda fit: -fit.left))


def _fit(line: Line, clip: Clip, slot: int, room: int | None, mode: str, usual: float, *, fill: bool) -> Fit:
    over = clip.length - slot
    made = Fit(
        line_id=line.id, number=clip.number, mode=mode, verdict="fits", slot=slot, length=clip.length, over=over,
        room=room, estimated=clip.path is None,
    )  # fmt: skip
    if over <= 0 and not (fill and mode == "stretch" and over < 0):
        return made
    if mode == "gap":
        left = 0 if room is None else max(0, over - room)
        return replace(made, verdict="over" if left else "gap", left=left)
    if mode != "stretch":
        return replace(made, verdict="over", left=over)
    if made.estimated:
        return replace(made, verdict="unspoken", left=over)
    if line.locked:
        return replace(made, verdict="locked", left=max(0, over))
    now = line.delivery.speed or usual
    wished = now * clip.length / slot
    # rounded so that it is never too long for it; the limits are of the speed that the line would have by itself
    wished = math.ceil(wished * _STEPS - 1e-9) / _STEPS
    low, high = math.ceil(usual * SLOWEST * _STEPS) / _STEPS, math.floor(usual * FASTEST * _STEPS + 1e-9) / _STEPS
    speed = min(max(wished, low, 0.5), high, 2.0)
    left = max(0, math.ceil(clip.length * now / speed) - slot)
    if speed == now:
        return replace(made, verdict="over" if left else "fits", left=left)
    return replace(made, verdict="over" if left else "stretch", left=left, speed=speed)


def _fitted(line: Line, fit: Fit) -> Line:
    changes: dict[str, object] = {}
    if fit.speed is not None and fit.speed != line.delivery.speed:
        changes["delivery"] = replace(line.delivery, speed=fit.speed)
    if line.fields.get("fit") != fit.mode:
        changes["fields"] = {**line.fields, "fit": fit.mode}
    if fit.mode == "flag" and line.status in ("", FLAG):
        status = FLAG if fit.left else ""
        if status != line.status:
            changes["status"] = status
    return replace(line, **changes) if changes else line  # type: ignore[arg-type]


def _room(starts: Sequence[int], clip: Clip, slot: int) -> int | None:
    """Samples from the slot's end to the next line that starts after this one; 0 where it starts earlier."""
    index = bisect_right(starts, clip.start)
    return max(0, starts[index] - clip.start - slot) if index < len(starts) else None


def usual_speed(character: Character | None) -> float:
    """The speed of a line that has none of its own."""
    return (character.delivery.speed if character is not None else None) or 1.0
