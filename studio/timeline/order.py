"""The clips of a timeline in the order of the script, and the silence before each.

Tracks hold the clips of one character; a gap, and what a moved line carries with it, is between neighbours of the
script, whoever speaks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.timeline.types import Clip, Timeline


@dataclass(frozen=True, slots=True)
class Gap:
    """The silence before a line, in samples: from when all before it has ended to its start."""

    before: Clip  # the line whose pause it is
    after: Clip
    start: int
    end: int


class ScriptOrder:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.rate, self.length = timeline.rate, timeline.length
        self.script: list[Clip] = sorted((c for t in timeline.tracks for c in t.clips), key=lambda c: c.number)
        self.order: Mapping[str, int] = {clip.line_id: n for n, clip in enumerate(self.script)}
        self.ended: list[int] = []  # for each line in script order, when everything before it has ended
        latest = 0
        for clip in self.script:
            self.ended.append(latest)
            latest = max(latest, clip.end)

    def clip(self, line_id: str) -> Clip | None:
        n = self.order.get(line_id)
        return None if n is None else self.script[n]

    def gap_before(self, line_id: str) -> Gap | None:
        """The silence between a line and the one before it in the script; an overlap has a negative length."""
        n = self.order.get(line_id)
        if not n:
            return None
        return Gap(self.script[n - 1], self.script[n], self.ended[n], self.script[n].start)
