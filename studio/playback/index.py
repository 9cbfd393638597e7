"""The clips of a timeline in order of time: what is at a position, what follows, where a line is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from studio.timeline.types import Clip, Timeline, Track


class ClipIndex:
    """Made once for each timeline; every question afterwards is a bisection."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        entries = [(clip.start, clip.number, clip, track) for track in timeline.tracks for clip in track.clips]
        entries.sort(key=lambda entry: entry[:2])
        self.clips: list[Clip] = [clip for _, _, clip, _ in entries]
        self.tracks: list[Track] = [track for _, _, _, track in entries]
        self._starts = [clip.start for clip in self.clips]
        self._longest = max((clip.length for clip in self.clips), default=0)
        self._numbers = {clip.line_id: n for n, clip in enumerate(self.clips)}

    def clip(self, line_id: str) -> Clip | None:
        n = self._numbers.get(line_id)
        return None if n is None else self.clips[n]

    def track(self, line_id: str) -> Track | None:
        n = self._numbers.get(line_id)
        return None if n is None else self.tracks[n]

    def at(self, position: int) -> Clip | None:
        """The last clip that has begun."""
        n = bisect_right(self._starts, position) - 1
        return self.clips[n] if n >= 0 else None

    def after(self, position: int) -> Clip | None:
        """The first clip that begins after ``position``."""
        n = bisect_right(self._starts, position)
        return self.clips[n] if n < len(self.clips) else None

    def since(self, position: int) -> Iterator[Clip]:
        """The clip at ``position`` if it still lasts, and all that begin later."""
        for n in range(max(0, bisect_right(self._starts, position) - 1), len(self.clips)):
            if self.clips[n].end > position:
                yield self.clips[n]

    def between(self, first: int, end: int, before: int | None = None) -> list[int]:
        """Numbers of the clips that overlap ``first`` to ``end`` and begin before ``before``."""
        low = bisect_left(self._starts, first - self._longest)
        high = bisect_left(self._starts, end if before is None else min(end, before))
        return [n for n in range(low, high) if self.clips[n].end > first]
