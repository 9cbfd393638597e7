"""Timelines of real takes on disk, for the tests of what is heard."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.audio.files import Samples, write_audio
from studio.audio.mix import Mixer
from studio.playback.index import ClipIndex
from studio.playback.programme import Programme
from studio.playback.sources import LiveLine
from studio.timeline.types import Clip, Timeline, Track

RATE = 48_000


def noise(seed: int, seconds: float, level: float = 0.2) -> Samples:
    wave = np.random.default_rng(seed).uniform(-level, level, round(seconds * RATE))
    return wave.astype(np.float32)


def take(folder: Path, seed: int, seconds: float) -> Path:
    path = folder / f"take{seed}-{seconds}.flac"
    if not path.exists():
        write_audio(path, noise(seed, seconds), RATE, "PCM_24")
    return path


def clip(folder: Path, number: int, start: float, seconds: float, *, seed: int | None = None, gain: float = 0) -> Clip:
    """Line ``L-number`` at ``start`` seconds, with its take."""
    length = round(seconds * RATE)
    return Clip(
        line_id=f"L-{number}", number=number, scene_id="S", text="x", marked_text="x", start=round(start * RATE),
        length=length, state="current", path=take(folder, number if seed is None else seed, seconds),
        source_rate=RATE, source_length=length, fade_in=144, fade_out=144, gain=gain,
    )  # fmt: skip


def timeline(*tracks: tuple[Clip, ...], gains: tuple[float, ...] = ()) -> Timeline:
    made = tuple(
        Track(character_id=f"C-{n}", name=f"C{n}", color="#000000", clips=clips, gain=gains[n] if gains else 0.0)
        for n, clips in enumerate(tracks)
    )
    length = max((c.end for t in made for c in t.clips), default=0)
    return Timeline(project_id="P", name="P", rate=RATE, length=length, language="en", tracks=made)


def mix(programme: Timeline) -> Samples:
    """What an export contains."""
    return np.concatenate(list(Mixer(programme).blocks()))


def programme_of(
    made: Timeline, live: LiveLine | None = None, before: Programme | None = None, *, last: bool = True
) -> Programme:
    return Programme(ClipIndex(made), live, before, last=last)
