"""Lines that have to be spoken before they can be heard: which are asked for, which are coming in, which come next.

The player says what is to be played; this has lines rendered for it, collects what arrives of them, and makes the
programme of the transport, which goes as far as there is something to hear.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from studio.audio.fades import gain_of
from studio.desktop.workbench import Workbench
from studio.playback.index import ClipIndex
from studio.playback.plan import Plan
from studio.playback.programme import Programme
from studio.playback.sources import LiveLine
from studio.render.scheduler import Priority
from studio.render.states import State

LOOK_AHEAD = 3  # lines that are rendered before the playhead is there


class Speaking:
    """``awaited`` is the line that somebody asked to hear and that has no current take yet."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self.awaited: str | None = None
        self._lines: dict[str, LiveLine] = {}  # lines being spoken, by id

    def clear(self) -> None:
        """Another project."""
        self.awaited = None
        self._lines.clear()

    def needs_take(self, line_id: str) -> bool:
        return self._workbench.state(line_id).state in (State.STALE, State.FAILED, State.QUEUED, State.RENDERING)

    def ask(self, line_ids: Iterable[str], priority: Priority = Priority.ASKED) -> bool:
        """Have lines rendered that are not on their way; whether any will be."""
        queue = self._workbench.queue
        wanted = [i for i in line_ids if priority is Priority.ASKED or i not in queue]
        return self._workbench.render(wanted, priority) > 0

    def look_ahead(self, plan: Plan, index: ClipIndex, position: int) -> None:
        """Have the next lines rendered before the playhead gets there."""
        if len(plan.lines) == 1:
            return
        coming = itertools.islice(plan.ahead(index, position), LOOK_AHEAD + 1)
        there = [c.line_id for c in coming if self._workbench.line(c.line_id) is not None]
        stale = [i for i in there if self._workbench.state(i).state is State.STALE]
        self.ask(stale, Priority.AHEAD)

    def programme(self, plan: Plan, index: ClipIndex, position: int, before: Programme) -> Programme:
        """The timeline for the transport, up to the first line that is being spoken or will be."""
        if self.awaited is not None and index.clip(self.awaited) is not None:
            return Programme(index, self._live(self.awaited, index), before)
        ahead = plan.ahead(index, position)
        for clip in ahead:
            if clip.path is None and self._will_speak(clip.line_id):
                last = next(ahead, None) is None
                return Programme(index, self._live(clip.line_id, index), before, last=last)
        return Programme(index, None, before)

    def take_in(self, line_id: str, samples: NDArray[np.float32], rate: int, index: ClipIndex) -> None:
        """More of a line that is being spoken."""
        if self._workbench.queue.get(line_id) is State.RENDERING and index.clip(line_id) is not None:
            self._live(line_id, index).push(samples, rate)  # and not of an order that was replaced

    def ended(self, line_ids: Iterable[str]) -> Iterator[str]:
        """Those of these lines that were being spoken or asked for, and are not any more: spoken, failed, cancelled."""
        queue = self._workbench.queue
        for line_id in {*line_ids} & {*self._lines, self.awaited or ""}:
            if line_id not in queue:
                live = self._lines.pop(line_id, None)
                if live is not None and live.length:
                    live.finish()  # one that was not spoken, because its take was there, is found in the timeline
                yield line_id

    def _will_speak(self, line_id: str) -> bool:
        if self._workbench.line(line_id) is None:
            return False
        state = self._workbench.state(line_id)
        return state.order is not None and state.state in (State.STALE, State.QUEUED, State.RENDERING)

    def _live(self, line_id: str, index: ClipIndex) -> LiveLine:
        live = self._lines.get(line_id)
        if live is None:
            track, line = index.track(line_id), self._workbench.line(line_id)
            assert track is not None
            gains = (gain_of(line.gain if line is not None else 0.0), gain_of(track.gain))
            live = self._lines[line_id] = LiveLine(line_id, track.character_id, index.timeline.rate, gains)
        return live
