"""The lines' files. Each is made alone, from its own first sample: the same line gives the same bytes in every pack.

Levels are static gains of the programme and of characters, never of a line. They are rounded to a hundredth of a
decibel before they are used and stand in the manifest, so that a delta made months later sounds like the pack before.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from plugins.api import (
    AUDIO_FORMATS,
    Clip,
    Levels,
    Master,
    Mixer,
    Options,
    PlannedFile,
    Timeline,
    Track,
    find_levels,
    open_writer,
)
from plugins.game.facts import Sound

_THREADS = 4  # decoding, measuring, hashing and the disk let the interpreter go


def pack_levels(
    timeline: Timeline, options: Options, earlier: Mapping[str, Any], step: Callable[[float], None]
) -> dict[str, Any]:
    """The gains in dB: ``programme``, and ``characters`` by id. What an earlier pack says is kept."""
    balanced = options["balance"] == "character"
    wanted = [track for track in timeline.tracks if any(clip.path for clip in track.clips)]
    if earlier:
        known: dict[str, float] = dict(earlier["characters"])
        new = tuple(track for track in wanted if track.character_id not in known)
        if balanced and new and earlier.get("common") is not None:
            alone = replace(timeline, tracks=new)
            found = find_levels(Mixer(alone), target=earlier["common"], balance=True, step=step)
            known |= {key: round(gain, 2) for key, gain in found.balance.items()}
        return {**earlier, "characters": known}
    levels = find_levels(Mixer(timeline), target=options["loudness"], balance=balanced, step=step)
    common = None
    if balanced:
        reached = [levels.track_loudness[t.character_id] + levels.balance[t.character_id] for t in wanted]
        common = round(reached[0], 2) if reached and math.isfinite(reached[0]) else None
    return {
        "programme": round(levels.programme_gain, 2),
        "characters": {key: round(gain, 2) for key, gain in levels.balance.items()},
        "common": common,
    }


def write_lines(
    dest: Path,
    lines: Sequence[tuple[PlannedFile, Clip, Track]],
    timeline: Timeline,
    levels: Mapping[str, Any],
    options: Options,
) -> Generator[Sound, None, None]:
    """Write the lines' files, several at a time, and give what was measured, in their order.

    When it is closed before its end, no further file is begun.
    """
    pool = ThreadPoolExecutor(_THREADS)
    try:
        jobs = [pool.submit(_write_line, dest, *line, timeline, levels, options) for line in lines]
        for job in jobs:
            yield job.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _write_line(
    dest: Path,
    file: PlannedFile,
    clip: Clip,
    track: Track,
    timeline: Timeline,
    levels: Mapping[str, Any],
    options: Options,
) -> Sound:
    format = AUDIO_FORMATS[options["format"]]
    depth = options["depth"] if format.lossless else "float"
    own = replace(clip, start=0)
    alone = replace(timeline, length=clip.length, tracks=(replace(track, clips=(own,)),), scenes=(), markers=())
    gains = Levels(programme_gain=levels["programme"], balance=levels["characters"])
    master = Master(Mixer(alone), gains, ceiling=options["ceiling"], depth=depth)
    path = dest / file.path
    with open_writer(path, timeline.rate, 1, options["format"], options["depth"], frames=clip.length) as writer:
        for block in master.blocks():
            if block.mix is None:
                writer.write_silence(block.length)
            else:
                writer.write(block.mix)
    data = path.read_bytes()
    return Sound(
        file=file.path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), rate=timeline.rate, channels=1,
        format=options["format"], depth=depth if format.lossless else "", samples=clip.length,
        loudness=_finite(master.loudness), true_peak=_finite(master.true_peak()),
    )  # fmt: skip


def _finite(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
