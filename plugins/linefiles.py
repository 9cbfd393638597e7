"""The open files of lines, fed while the programme is mixed: begun with a handle, closed as soon as they are whole."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from plugins.broadcast import Session, line_broadcast
from studio.audio.encode import AudioWriter, open_writer
from studio.audio.fades import gain_of
from studio.audio.files import audio_info
from studio.audio.master import Levels
from studio.audio.mix import Mixer
from studio.audio.threads import Behind
from studio.timeline.types import Clip, Timeline

if TYPE_CHECKING:
    from plugins.media import LineMedia


class LineFiles:
    """The open files of lines, fed with a Master's blocks; each is closed as soon as it is complete.

    They are written behind whoever makes the blocks, so that neither measuring them nor the disk is waited for.
    """

    def __init__(
        self, media: Iterable[LineMedia], timeline: Timeline, session: Session | None, dest: Path, format: str,
        depth: str, stack: contextlib.ExitStack, mixer: Mixer, levels: Levels,
    ) -> None:  # fmt: skip
        """``session`` None: plain files that say nothing about themselves."""
        self._media = {line.clip.line_id: line for line in media}
        self._timeline, self._session, self._dest = timeline, session, dest
        self._format, self._depth = format, depth
        self._mixer, self._levels = mixer, levels
        self._open = stack.enter_context(contextlib.ExitStack())
        self._behind = stack.enter_context(Behind())  # left first: then nobody writes any more
        self._writers: dict[str, AudioWriter] = {}
        self._sizes: dict[str, int] = {}

    def write(self, block: Any) -> None:
        """``block``: a MasterBlock. What cannot be written is raised by a later call."""
        if any(part.clip.line_id in self._media for part in block.parts):
            self._behind.do(self._write, block)

    def _write(self, block: Any) -> None:
        for part in block.parts:
            line = self._media.get(part.clip.line_id)
            if line is None:
                continue
            writer = self._writers.get(part.clip.line_id)
            if writer is None:
                writer = self._writers[part.clip.line_id] = self._begin(line)
            writer.write(part.samples if part.media is None else part.media)
            if block.start + part.offset + len(part.samples) >= part.clip.end:
                self._end(line, self._writers.pop(part.clip.line_id))

    def close(self) -> dict[str, int]:
        """The size of every file, by its path."""
        self._behind.finish()
        for line in self._media.values():
            if line.path not in self._sizes:  # a clip without a single sample
                self._end(line, self._begin(line))
        return self._sizes

    def _begin(self, line: LineMedia) -> AudioWriter:
        known = self._format == "wav" and self._session is not None
        writer = self._open.enter_context(
            open_writer(
                self._dest / line.path, self._timeline.rate, 1, self._format, self._depth, frames=line.length,
                broadcast=self._about(line) if known else None,
            )
        )  # fmt: skip
        self._handle(writer, line, line.before, after=False)
        return writer

    def _end(self, line: LineMedia, writer: AudioWriter) -> None:
        self._handle(writer, line, line.after, after=True)
        writer.close()
        self._sizes[line.path] = writer.bytes

    def _about(self, line: LineMedia) -> Any:
        assert self._session is not None
        return line_broadcast(
            self._timeline, self._session, line.clip, line.track, before=line.before, depth=self._depth
        )

    def _handle(self, writer: AudioWriter, line: LineMedia, length: int, *, after: bool) -> None:
        """``length`` samples beside the clip: the take's, at the line's gain, as far as it has some."""
        if not length:
            return
        if line.silent:
            writer.write_silence(length)
            return
        sound = _beside(line.clip, self._mixer, length, after=after)
        gains = self._levels
        gain = self._mixer.gains[line.track.character_id] * gain_of(
            gains.programme_gain + gains.balance.get(line.track.character_id, 0.0) - line.session_gain
        )
        if len(sound):
            sound = np.clip(sound * np.float32(gain), -1, 1)
        if not after:
            writer.write_silence(length - len(sound))
        if len(sound):
            writer.write(sound)
        if after:
            writer.write_silence(length - len(sound))


def _beside(clip: Clip, mixer: Mixer, length: int, *, after: bool) -> NDArray[np.float32]:
    """At most ``length`` samples of the take before or after the stretch that the clip plays."""
    if clip.path is None:
        return np.zeros(0, np.float32)
    if after:
        first = clip.source_start + clip.source_length
        there = audio_info(clip.path).length - first if clip.source_length else 0
    else:
        first, there = 0, clip.source_start
    rate = clip.source_rate or mixer.rate
    length = min(length, there * mixer.rate // rate)
    if length <= 0:
        return np.zeros(0, np.float32)
    count = min(there, math.ceil(length * rate / mixer.rate))
    if not after:
        first = clip.source_start - count
    piece = replace(clip, length=length, source_start=first, source_length=count, fade_in=0, fade_out=0)
    return mixer.clip(piece)
