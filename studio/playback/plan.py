"""What is meant to be played, in lines and not in samples, so that it survives every edit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.playback.index import ClipIndex
from studio.timeline.types import Clip

Region = tuple[int, int | None]  # samples of the programme; None: to its end


@dataclass(frozen=True, slots=True)
class Plan:
    """These lines; or all from the line ``first`` on; or from the sample ``start`` on, to ``end`` or to the end."""

    lines: tuple[str, ...] = ()
    first: str = ""
    start: int = 0
    end: int | None = None

    def regions(self, index: ClipIndex) -> list[Region]:
        """Where that is in a timeline; empty when nothing of it is left."""
        if self.lines:
            clips = (clip for i in self.lines if (clip := index.clip(i)) is not None)
            return [*stretches(clips)]
        clip = index.clip(self.first) if self.first else None
        return [(self.start if clip is None else clip.start, self.end)]

    def ahead(self, index: ClipIndex, position: int) -> Iterator[Clip]:
        """The clips that are still to be played, in order of time."""
        wanted = set(self.lines)
        return (clip for clip in index.since(position) if not wanted or clip.line_id in wanted)

    def covers(self, index: ClipIndex, position: int) -> bool:
        return any(first <= position < (2**62 if end is None else end) for first, end in self.regions(index))


def stretches(clips: Iterable[Clip]) -> list[tuple[int, int]]:
    """The regions that clips fill: those that follow one another in the script are one, pauses included."""
    made: list[tuple[int, int]] = []
    number = -1
    for clip in sorted(clips, key=lambda c: c.number):
        if made and clip.number == number + 1 and made[-1][0] <= clip.start:
            made[-1] = (made[-1][0], max(made[-1][1], clip.end))
        else:
            made.append((clip.start, clip.end))
        number = clip.number
    return made


class WordFinder:
    """The word at a position, by bisection in the words of one clip at a time."""

    def __init__(self) -> None:
        self._clip: Clip | None = None
        self._starts: list[int] = []

    def find(self, clip: Clip, position: int) -> int:
        """Index of the last word of ``clip`` that has begun; -1 before the first."""
        if clip is not self._clip:
            self._clip, self._starts = clip, [word.start for word in clip.words]
        return bisect_right(self._starts, position) - 1
