"""A timeline that can be entered anywhere: the mix in pages, read ahead, kept as stems so that mute is instant.

A page is one block of :class:`studio.audio.mix.Mixer`, at the places where an export makes its blocks, so what
is heard is what is written to the last bit. A programme does not change: after an edit there is another one,
which takes over the pages that sound the same, and :func:`translate` says where the playhead is in it.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from studio.audio.files import Samples
from studio.audio.mix import BLOCK, Mixer
from studio.errors import LinereadError
from studio.playback.index import ClipIndex
from studio.playback.sources import NOTHING, LiveLine
from studio.timeline.types import Clip

Signature = tuple[tuple[object, ...], ...]
KEEP = 48  # pages of about 1.4 s: a minute around the playhead


@dataclass(frozen=True, slots=True)
class Page:
    """``BLOCK`` samples of every track that sounds there, gains in them."""

    signature: Signature
    stems: Mapping[str, Samples]


class Programme:
    """One state of the timeline, ready to be played. ``live`` is the first line that has no take yet.

    With a live line the programme ends there until the line is spoken: what follows has no certain place. ``last``
    says that nothing else is to be played after it.
    """

    def __init__(
        self,
        index: ClipIndex,
        live: LiveLine | None = None,
        before: Programme | None = None,
        *,
        last: bool = True,
    ) -> None:
        self.index = index
        self.timeline = index.timeline
        self.live = live
        self.last = last
        self.live_start = 0
        if live is not None:
            place = index.clip(live.line_id)
            assert place is not None, live.line_id
            self.live_start = place.start
        self._pages: dict[int, Page] = {}
        self._lock = threading.Lock()
        if before is not None and before.timeline.rate == self.timeline.rate:
            for number, page in before.pages().items():
                if page.signature == self.signature(number):
                    self._pages[number] = page

    @property
    def length(self) -> int:
        return self.timeline.length

    def pages(self) -> dict[int, Page]:
        with self._lock:
            return dict(self._pages)

    # -- pages -----------------------------------------------------------------------------------

    def _page_clips(self, index: int) -> list[int]:
        before = self.live_start if self.live is not None else None
        found = self.index.between(index * BLOCK, (index + 1) * BLOCK, before)
        return [n for n in found if self.index.clips[n].path is not None]

    def signature(self, index: int) -> Signature:
        """What can be heard in a page: equal signatures, equal samples."""
        made = []
        for n in self._page_clips(index):
            c, track = self.index.clips[n], self.index.tracks[n]
            made.append(
                (
                    track.character_id, track.gain, c.path, c.start, c.length, c.source_start, c.source_length,
                    c.source_rate, c.gain, c.fade_in, c.fade_out,
                )
            )  # fmt: skip
        return (*made, (self._page_length(index),)) if made else ()

    def _page_length(self, index: int) -> int:
        return min(BLOCK, self.timeline.length - index * BLOCK)

    def has(self, index: int) -> bool:
        return index in self._pages or index < 0 or index * BLOCK >= self.timeline.length

    def load(self, index: int) -> LinereadError | None:
        """Read a page from the takes. What cannot be read is silent; the first such problem is returned."""
        chosen = self._page_clips(index)
        problem: LinereadError | None = None
        try:
            stems = self._mix(index, chosen)
        except LinereadError as error:
            problem = error
            stems = self._mix(index, [n for n in chosen if self._readable(index, n)])
        with self._lock:
            self._pages[index] = Page(self.signature(index), stems)
            while len(self._pages) > KEEP:
                del self._pages[max(self._pages, key=lambda other: abs(other - index))]
        return problem

    def _readable(self, index: int, n: int) -> bool:
        try:
            self._mix(index, [n])
        except LinereadError:
            return False
        return True

    def _mix(self, index: int, chosen: Collection[int]) -> dict[str, Samples]:
        if not chosen:
            return {}
        own: dict[str, list[Clip]] = {}
        for n in chosen:
            own.setdefault(self.index.tracks[n].character_id, []).append(self.index.clips[n])
        tracks = tuple(
            dataclasses.replace(t, clips=tuple(own[t.character_id]))
            for t in self.timeline.tracks
            if t.character_id in own
        )
        mixer = Mixer(dataclasses.replace(self.timeline, tracks=tracks), block=BLOCK)
        first, end = index * BLOCK, min((index + 1) * BLOCK, self.timeline.length)
        for _, _, stems in mixer.stems(start=first, end=end):
            return stems
        return {}

    # -- playing ---------------------------------------------------------------------------------

    def limit(self, end: int | None) -> int | None:
        """Where playing up to ``end`` (None: all) stops; None while a line that is being spoken leaves it open."""
        if self.live is not None and (end is None or end > self.live_start):
            return self.live_start + self.live.length if self.last and self.live.finished else None
        return self.length if end is None else end

    def read(self, position: int, count: int, audible: Collection[str] | None = None) -> Samples:
        live = self.live
        if live is None or position + count <= self.live_start:
            return self._mixed(position, count, audible)
        if position < self.live_start:
            return self._mixed(position, self.live_start - position, audible)
        heard = live.read(position - self.live_start, count, audible)
        if not len(heard):
            over = live.finished and self.last and position >= self.live_start + live.length
            return np.zeros(count, np.float32) if over else NOTHING
        under = self._mixed(position, len(heard), audible)
        return np.asarray(under + heard[: len(under)], np.float32)

    def levels(self, position: int, count: int) -> dict[str, float]:
        """The highest sample of each track between ``position`` and ``count`` samples later, full scale 1.

        Gains are in it; mute is not. What is not in memory is silent, and so is a track that is not named.
        """
        found: dict[str, float] = {}

        def add(track: str, part: Samples) -> None:
            if len(part):
                found[track] = max(found.get(track, 0.0), float(np.abs(part).max()))

        end = min(position + count, self.timeline.length)
        for index in range(max(0, position) // BLOCK, max(0, end - 1) // BLOCK + 1):
            page = self._pages.get(index)
            for track, stem in page.stems.items() if page is not None else ():
                add(track, stem[max(0, position - index * BLOCK) : max(0, end - index * BLOCK)])
        if self.live is not None and position + count > self.live_start:
            first = max(0, position - self.live_start)
            add(self.live.track, self.live.read(first, position + count - self.live_start - first))
        return found

    def _mixed(self, position: int, count: int, audible: Collection[str] | None) -> Samples:
        """The mix, up to the end of one page. Silence outside of the programme."""
        if position < 0:
            return np.zeros(min(count, -position), np.float32)
        if position >= self.timeline.length:
            return np.zeros(count, np.float32)
        index, offset = divmod(position, BLOCK)
        count = min(count, BLOCK - offset, self.timeline.length - position)
        page = self._pages.get(index)
        if page is None:
            return NOTHING
        mix = np.zeros(count, np.float32)
        for track, stem in page.stems.items():
            if audible is None or track in audible:
                part = stem[offset : offset + count]
                mix[: len(part)] += part
        return mix


def translate(old: Programme, new: Programme, position: int) -> int | None:
    """The place in ``new`` of what ``position`` is in ``old``; None while something sounds that is not in ``new``.

    The line under the playhead is the anchor: where it moved, the playhead goes with it. A line whose sound was
    replaced is heard to its end first.
    """
    anchor = old.index.at(position)
    if old.live is not None and position >= old.live_start:
        anchor = old.index.clip(old.live.line_id)
    if anchor is None:
        return position
    now = new.index.clip(anchor.line_id)
    if now is None:
        if position < anchor.end and anchor.path is not None:
            return None
        follower = old.index.after(position)
        moved = new.index.clip(follower.line_id) if follower is not None else None
        return position if follower is None or moved is None else max(0, moved.start - (follower.start - position))
    inside = position - anchor.start
    if old.live is not None and old.live.line_id == anchor.line_id:
        return now.start + inside
    if position >= anchor.end:
        place = now.end + (position - anchor.end)
        follower = new.index.after(now.start)
        if follower is not None and follower.start >= now.end:
            place = min(place, follower.start)  # a pause that became shorter
        return place
    if anchor.path is None or (anchor.path, anchor.source_start) == (now.path, now.source_start):
        return now.start + inside
    return None
