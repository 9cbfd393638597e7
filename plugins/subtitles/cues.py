"""Lines become cues: balanced rows that can be read in their time, cut where the voice and the sentence allow it.

Times stay absolute samples until a format rounds them, each on its own, so nothing drifts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise

from plugins.api import Clip, Loss, Timeline, Track
from plugins.subtitles.pieces import Piece, pieces_of, row_text
from plugins.subtitles.reading import Reading, count

_LINGER = 0.5  # seconds that a cue may stay after its last word, where the clip is that long
_SILENCE = 0.7  # seconds without speech inside a line after which a new cue is better
_TOLERANCE = 1.005  # of the reading speed: a rounded millisecond is no violation


@dataclass(frozen=True, slots=True)
class Cue:
    """``rows`` of pieces; ``start`` and ``end`` in samples; ``id`` is the line's, with -2, -3 for its later cues."""

    id: str
    clip: Clip
    track: Track
    start: int
    end: int
    spoken: int  # the sample at which its last word ends
    rows: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(row_text(row) for row in self.rows)

    def speed(self, rate: int) -> float:
        """Characters a second, spaces counted."""
        return sum(self.counted()) / max(1 / rate, (self.end - self.start) / rate)

    def needs(self, reading: Reading) -> float:
        """Seconds to read it."""
        return reading.seconds(*self.counted())

    def counted(self) -> tuple[int, int]:
        """Its narrow and its wide characters."""
        rows = [count(row_text(row)) for row in self.rows]
        return sum(narrow for narrow, _ in rows), sum(wide for _, wide in rows)


def make_cues(timeline: Timeline, reading: Reading | None = None) -> list[Cue]:
    """Every shown line in order of its start, as cues within the limits of ``reading``."""
    reading = reading or Reading()
    cues: list[Cue] = []
    for track in timeline.tracks:
        for clip in track.clips:
            cues.extend(_cues_of(clip, track, timeline.rate, reading))
    cues.sort(key=lambda cue: (cue.start, cue.clip.number, cue.end))
    return _timed(cues, timeline, reading)


def losses(timeline: Timeline) -> list[Loss]:
    """What a reader of the subtitles should know about the lines."""
    found = [
        Loss(what="estimated time", detail=f"line {clip.number} has no take yet", line_id=clip.line_id)
        for clip in timeline.clips()
        if clip.path is None and clip.text.strip()
    ]
    found += [
        Loss(what="no words", detail=f"line {clip.number} has nothing to show", line_id=clip.line_id)
        for clip in timeline.clips()
        if not clip.text.strip() and clip.path is not None
    ]
    return found


def hard_to_read(cues: Sequence[Cue], rate: int, reading: Reading) -> list[Loss]:
    """The cues that are gone before they are read, or before they are seen."""
    found = []
    for cue in cues:
        seconds = (cue.end - cue.start) / rate
        if cue.needs(reading) > seconds * _TOLERANCE + 0.001:
            detail = (
                f"cue {cue.id} has {cue.speed(rate):.1f} characters a second; "
                f"it would need {cue.needs(reading):.1f} s and has {seconds:.1f} s"
            )
            found.append(Loss(what="reading speed", detail=detail, line_id=cue.clip.line_id))
        elif seconds * 1000 + 1 < reading.shortest:
            detail = f"cue {cue.id} stays {seconds * 1000:.0f} ms, less than {reading.shortest} ms"
            found.append(Loss(what="short cue", detail=detail, line_id=cue.clip.line_id))
    return found


def measures(cues: Sequence[Cue], rate: int, reading: Reading) -> dict[str, float]:
    """The figures of the report."""
    made: dict[str, float] = {"cues": len(cues)}
    if cues:
        speeds = [cue.speed(rate) for cue in cues]
        made["characters a second, mean"] = round(sum(speeds) / len(speeds), 1)
        made["characters a second, highest"] = round(max(speeds), 1)
        hard = hard_to_read(cues, rate, reading)
        made["cues too fast"] = sum(loss.what == "reading speed" for loss in hard)
        made["cues too short"] = sum(loss.what == "short cue" for loss in hard)
    return made


def overlaps(timeline: Timeline) -> list[Loss]:
    """Lines that begin while another is still heard: some players show only one of two cues."""
    found = []
    latest = 0
    for clip in timeline.clips():
        if clip.text.strip():
            if clip.start < latest:
                detail = f"line {clip.number} begins before the one before it has ended"
                found.append(Loss(what="overlap", detail=detail, line_id=clip.line_id))
            latest = max(latest, clip.end)
    return found


def _cues_of(clip: Clip, track: Track, rate: int, reading: Reading) -> list[Cue]:
    """A line's cues, each from its first word to a little after its last."""
    pieces = pieces_of(clip)
    if not pieces:
        return []
    groups = _split(pieces, max((w.end for w in clip.words), default=clip.end), rate, reading)
    cues = []
    for index, group in enumerate(groups):
        start = group[0].start
        following = groups[index + 1][0].start if index + 1 < len(groups) else clip.end
        spoken = max((w.end for w in clip.words if start <= w.start < following), default=following)
        spoken = max(start, min(spoken, following))
        end = max(start, min(following, spoken + round(_LINGER * rate)))
        identity = clip.line_id if index == 0 else f"{clip.line_id}-{index + 1}"
        cues.append(Cue(identity, clip, track, start, end, spoken, _rows(group, reading)))
    return cues


def _timed(cues: list[Cue], timeline: Timeline, reading: Reading) -> list[Cue]:
    """Long enough to be read, gone before the next one; the start of a cue stays on its word."""
    rate = timeline.rate
    gap, shortest = (round(ms * rate / 1000) for ms in (reading.gap, reading.shortest))
    made = []
    for index, cue in enumerate(cues):
        wanted = max(cue.end, cue.start + max(shortest, math.ceil(cue.needs(reading) * rate)))
        end = max(cue.end, min(wanted, timeline.length))
        following = cues[index + 1] if index + 1 < len(cues) else None
        if following is not None:
            room = following.start - gap
            if following.start < cue.spoken and following.clip is not cue.clip:
                end = cue.end  # spoken at once: nothing would be won
            elif room - cue.start < (following.start - cue.start) // 2:  # too near for a gap
                end = max(cue.start, min(end, following.start))
            else:
                end = min(end, room)
        made.append(replace(cue, end=end))
    return made


def _split(pieces: list[Piece], last: int, rate: int, reading: Reading) -> list[list[Piece]]:
    """The cheapest cut into groups that fit their rows: few, even, long enough to read, cut at good places.

    ``last`` is the sample where the line's speech ends. Shortest path over all cuts; a group longer than
    its rows is never looked at, so the work grows with the length of the line only.
    """
    reach = _reach(pieces, reading)
    narrow = list(accumulate((p.narrow + p.space for p in pieces), initial=0))
    wide = list(accumulate((p.wide for p in pieces), initial=0))
    total = len(pieces)
    whole = (last - pieces[0].start) / rate
    if (
        reach[0] == total
        and all(p.cut > -1 and p.silence <= _SILENCE * rate for p in pieces)
        and not _time_cost(whole, reading.seconds(narrow[-1], wide[-1]), reading)
    ):
        return [pieces]  # nothing to be won by a cut
    best = [math.inf] * (total + 1)
    came = [0] * (total + 1)
    best[0] = 0.0
    full = reading.row * reading.rows
    for first in range(total):
        for end in range(first + 1, reach[first] + 1):
            counted = narrow[end] - narrow[first], wide[end] - wide[first]
            until = pieces[end].start - pieces[end].silence if end < total else last
            cost = best[first] + 1.0 + 0.6 * (reading.width(*counted) / full) ** 2
            cost += _time_cost((until - pieces[first].start) / rate, reading.seconds(*counted), reading)
            if end < total:
                cost += 0.6 * pieces[end].cut - (0.8 if pieces[end].silence > _SILENCE * rate else 0.0)
            if cost < best[end]:
                best[end], came[end] = cost, first
    cuts = [total]
    while cuts[-1]:
        cuts.append(came[cuts[-1]])
    return [pieces[a:b] for a, b in pairwise(reversed(cuts))]


def _time_cost(seconds: float, needed: float, reading: Reading) -> float:
    """What a cue costs that is too short to be seen, too fast to be read, or stays too long."""
    seconds = max(0.001, seconds)
    cost = 0.0
    if seconds * 1000 < reading.shortest:
        cost += 0.5 * (1 - seconds * 1000 / reading.shortest)
    if seconds * 1000 > reading.longest:
        cost += 3.0 * (seconds * 1000 / reading.longest - 1)
    if needed > seconds:
        cost += 0.5 * min(1.0, needed / seconds - 1)
    return cost


def _reach(pieces: list[Piece], reading: Reading) -> list[int]:
    """For each piece the end of the longest group that begins with it and fits the rows; at least itself."""
    reach = []
    for first in range(len(pieces)):
        rows, row, end = 1, first, first
        filled = 0
        for index in range(first, len(pieces)):
            piece = pieces[index]
            width = reading.width(piece.narrow, piece.wide)
            wider = filled + reading.width(int(piece.space and index > row), 0) + width
            if index > row and wider > reading.row:
                rows, row, wider = rows + 1, index, width
            if rows > reading.rows:
                break
            filled, end = wider, index + 1
        reach.append(end)
    return reach


def _rows(pieces: list[Piece], reading: Reading) -> tuple[tuple[Piece, ...], ...]:
    """As few rows as fit, as even as can be, cut at good places; the writer's own breaks count first."""
    own = [i for i, piece in enumerate(pieces) if piece.after_break and i]
    if own and len(own) < reading.rows and _fits(pieces, own, reading):
        return _cut_at(pieces, own)
    for rows in range(1, min(reading.rows, len(pieces)) + 1):
        choices = [cuts for cuts in combinations(range(1, len(pieces)), rows - 1) if _fits(pieces, cuts, reading)]
        if choices:
            return _cut_at(pieces, min(choices, key=lambda cuts: _unevenness(pieces, cuts, reading)))
    return (tuple(pieces),)


def _unevenness(pieces: Sequence[Piece], cuts: Sequence[int], reading: Reading) -> float:
    """The widest row as a share of a full one, dearer at a bad cut, and a little where the upper row is wider."""
    widths = [_width(row, reading) / reading.row for row in _cut_at(pieces, cuts)]
    top_heavy = sum(0.02 for upper, lower in pairwise(widths) if upper > lower)
    return max(widths) + top_heavy + 0.3 * sum(pieces[cut].cut for cut in cuts)


def _fits(pieces: Sequence[Piece], cuts: Sequence[int], reading: Reading) -> bool:
    return all(len(row) == 1 or _width(row, reading) <= reading.row for row in _cut_at(pieces, cuts))


def _cut_at(pieces: Sequence[Piece], cuts: Sequence[int]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(pieces[a:b]) for a, b in pairwise((0, *cuts, len(pieces))))


def _width(pieces: Sequence[Piece], reading: Reading) -> int:
    return sum(reading.width(p.narrow + (p.space and i > 0), p.wide) for i, p in enumerate(pieces))
