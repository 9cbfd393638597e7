"""The timeline as the view needs it: rows of arrays, the order of the script, and what things snap to.

Made anew when positions change; the waveforms of a row whose takes are the same are carried over.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from studio.desktop.timeline.scale import frame_at, frame_start
from studio.desktop.timeline.waves import Row
from studio.timeline.order import Gap, ScriptOrder
from studio.timeline.types import Clip, Timeline


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is drawn."""

    row: int
    index: int  # in the row


class Arrangement(ScriptOrder):
    def __init__(self, timeline: Timeline, peaks: Callable[[str], bytes], before: Arrangement | None = None) -> None:
        super().__init__(timeline)
        self.rows: list[Row]
        known = {row.track.character_id: row for row in before.rows} if before is not None else {}
        self.rows = [Row(t, timeline.rate, peaks, known.get(t.character_id)) for t in timeline.tracks]
        self.places: dict[str, Place] = {
            clip.line_id: Place(r, i) for r, row in enumerate(self.rows) for i, clip in enumerate(row.clips)
        }
        self._edges = sorted(
            {0}
            | {edge for clip in self.script for edge in (clip.start, clip.end)}
            | {edge for m in timeline.markers for edge in (m.start, m.start + m.length)}
        )

    def select(self, line_ids: Collection[str]) -> set[int]:
        """Mark the clips of these lines; returns the rows that look different now."""
        chosen: list[list[int]] = [[] for _ in self.rows]
        for line_id in line_ids:
            place = self.places.get(line_id)
            if place is not None:
                chosen[place.row].append(place.index)
        changed = set()
        for r, row in enumerate(self.rows):
            before = row.selected.copy()
            row.selected[:] = False
            row.selected[chosen[r]] = True
            if (before != row.selected).any():
                changed.add(r)
        return changed

    def gap_at(self, sample: int, row: int | None = None) -> Gap | None:
        """The silence at a sample; in a row, where others speak, the silence before the row's next clip."""
        for n in self._starting_after(sample):
            if self.ended[n] <= sample < self.script[n].start:
                return self.gap_before(self.script[n].line_id)
        if row is not None and 0 <= row < len(self.rows):
            later = self.rows[row].between(sample, float(self.length) + 1)
            for i in later:
                if self.rows[row].starts[i] > sample:
                    return self.gap_before(self.rows[row].clips[i].line_id)
        return None

    def _starting_after(self, sample: int) -> Iterable[int]:
        """Lines whose silence may cover a sample: those that start after it, nearest first."""
        later = [(clip.start, n) for row in self.rows for clip, n in self._next_of(row, sample)]
        return (n for _, n in sorted(later))

    def _next_of(self, row: Row, sample: int) -> Iterable[tuple[Clip, int]]:
        at = bisect.bisect_right(row.starts, sample)
        if at < len(row.clips):
            yield row.clips[at], self.order[row.clips[at].line_id]

    def snapped(
        self,
        sample: int,
        reach: float,
        *,
        without: Collection[int] = (),
        also: Iterable[int] = (),
        frame: Fraction | None = None,
    ) -> int:
        """The nearest edge, marker or ``also`` within ``reach`` samples; else the nearest of ``frame``'s grid.

        ``without`` are edges of what is being moved: nothing sticks to itself.
        """  # fmt: skip
        at = bisect.bisect_left(self._edges, sample)
        near = [*self._edges[max(0, at - 6) : at + 6], *also]
        near = [n for n in near if abs(n - sample) <= reach and n not in without]
        if near:
            return min(near, key=lambda n: abs(n - sample))
        if frame is not None:
            return frame_start(frame_at(sample, self.rate, frame), self.rate, frame)
        return sample
