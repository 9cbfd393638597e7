"""The other takes of lines as files beside the one that plays, for sessions in which a mixer may choose among them.

Each stands where its line stands, at the levels of the programme, as it would be if it were the one that plays. It is
not part of the mix: the limiter hears it by itself, and a session that lowers its line gets a file with headroom and
gives that back at the take.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.api import Cancelled, ExportCancelled, Loss
from plugins.broadcast import Session
from plugins.gains import headroom
from plugins.linefiles import LineFiles
from plugins.naming import without_collisions
from studio.audio.master import Levels, Master
from studio.audio.mix import Mixer
from studio.timeline.types import Clip, KeptTake, Timeline

if TYPE_CHECKING:
    from plugins.media import LineMedia, Padding

ALL = "all"  # of the option "takes"
_APART = 0.5  # seconds between two takes that are written one after the other: the limiter has let go by then


def others(clip: Clip) -> list[KeptTake]:
    """The kept takes of a line that do not play."""
    return [take for take in clip.takes if take.key != clip.take and take.length]


def with_takes(media: Sequence[LineMedia], rate: int, padding: Padding) -> tuple[LineMedia, ...]:
    """The lines with files for their other takes, named after the one that plays: ``..._take2.wav``."""
    wanted = [
        (f"{line.path.removesuffix('.wav')}_take{take.number}", line.clip.line_id)
        for line in media
        for take in others(line.clip)
    ]
    paths = iter(without_collisions(wanted, taken=[line.path.removesuffix(".wav") for line in media]))
    return tuple(
        replace(line, takes=tuple(_other(line, take, f"{next(paths)[0]}.wav", rate, padding) for take in kept))
        if (kept := others(line.clip))
        else line
        for line in media
    )


def left_behind(clips: Sequence[Clip]) -> list[Loss]:
    """What a session says that has the takes that play and no others."""
    counts = [len(others(clip)) for clip in clips if others(clip)]
    if not counts:
        return []
    return [Loss(what="takes left behind", detail=f"{sum(counts)} other takes of {len(counts)} lines are not in it")]


def write_takes(
    media: Sequence[LineMedia], timeline: Timeline, levels: Levels, session: Session, options: Mapping[str, Any],
    dest: Path, step: Callable[[], None],
) -> dict[str, int]:  # fmt: skip
    """Write these files, each a take of some line; their sizes by path. ``step`` comes with every block and may raise.

    Raises what reading a take or writing a file raises.
    """
    sizes: dict[str, int] = {}
    waiting = list(media)
    while waiting:  # one of each line at a time, because a programme has a line once
        now: dict[str, LineMedia] = {}
        for line in waiting:
            now.setdefault(line.clip.line_id, line)
        waiting = [line for line in waiting if now[line.clip.line_id] is not line]
        mixer = Mixer(_one_by_one(timeline, now))
        apart = {line_id: line.session_gain for line_id, line in now.items() if line.session_gain}
        master = Master(mixer, levels, ceiling=options["ceiling"], depth=options["depth"], apart=apart)
        with contextlib.ExitStack() as stack:
            files = LineFiles(
                now.values(), timeline, session, dest, "wav", options["depth"], stack, mixer, levels
            )  # fmt: skip
            for block in master.blocks():
                step()
                files.write(block)
            sizes |= files.close()
    return sizes


def with_headroom(line: LineMedia, mixer: Mixer, levels: Levels, wanted: Collection[str] | None) -> LineMedia:
    """The line's takes with its own gain, and what each file that is ``wanted`` has to be lower than that."""
    made = []
    for take in line.takes:
        if wanted is not None and take.path not in wanted:
            made.append(take)
            continue
        take = replace(take, gain=line.gain, fader=line.fader)
        rise = headroom(take.clip, mixer, levels, take.track.character_id, take.session_gain)
        made.append(replace(take, gain=round(take.gain + rise, 6), rise=round(line.rise + rise, 6)))
    return replace(line, takes=tuple(made))


def asking(cancelled: Cancelled) -> Callable[[], None]:
    def step() -> None:
        if cancelled():
            raise ExportCancelled

    return step


def _other(line: LineMedia, take: KeptTake, path: str, rate: int, padding: Padding) -> LineMedia:
    """A take in its line's place: as long as it is itself, with the line's handles and gains."""
    length = (2 * take.length * rate + take.rate) // (2 * take.rate)
    clip = replace(
        line.clip, path=take.path, take=take.key, source_rate=take.rate, source_start=0, source_length=take.length,
        length=length, fade_in=min(line.clip.fade_in, length // 2), fade_out=min(line.clip.fade_out, length // 2),
        words=(), phones=(), takes=(),
    )  # fmt: skip
    before, after = padding(clip)
    return replace(line, clip=clip, path=path, before=before, after=after)


def _one_by_one(timeline: Timeline, takes: Mapping[str, LineMedia]) -> Timeline:
    """A programme of nothing but these takes, one after another."""
    at = 0
    placed: dict[str, list[Clip]] = {}
    for line in takes.values():
        placed.setdefault(line.track.character_id, []).append(replace(line.clip, start=at))
        at += line.clip.length + round(_APART * timeline.rate)
    tracks = tuple(replace(t, clips=tuple(placed.get(t.character_id, ()))) for t in timeline.tracks)
    return replace(timeline, tracks=tracks, length=at, scenes=(), markers=())
