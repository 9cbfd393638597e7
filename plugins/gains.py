"""Which gains a session carries itself, and at which levels the files of a later delivery join those of an earlier one.

Where a format has a place for the gain of a line or of a track, the sound is written without it and the session adds
it: a mixer finds the faders where the writer left them. What no fader can hold stays in the sound. Levels of the
programme and of characters (loudness, balance) are in the sound always.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any, Literal

import numpy as np

from studio.audio.fades import gain_of
from studio.audio.master import Levels, Master, find_levels
from studio.audio.mix import Mixer
from studio.timeline.types import Clip, Timeline, Track

Way = Literal["baked", "clips", "tracks", "both"]  # what the session has places for
HIGHEST_FADER = 6.0  # dB: where faders of mixers end
HIGHEST_CLIP = 12.0
_GUARD = 0.1  # seconds: a limiter looks ahead and lets go slowly
_FULL = 0.999
_STEPS = 100  # of a decibel
_MISSED = 0.2  # LU: what a person is told
PROGRAMME = "programme gain dB"  # a measure of every delivery with sound
Step = Callable[[float], None]


def shared(clip: Clip, track: Track, way: Way) -> tuple[float, float]:
    """The gains in dB that the session's clip and its track's fader add."""
    fader = min(track.gain, HIGHEST_FADER) if way in ("tracks", "both") else 0.0
    item = min(clip.gain + track.gain - fader, HIGHEST_CLIP) if way in ("clips", "both") else 0.0
    return round(item, 6), fader


def in_the_sound(clip: Clip, track: Track, session: float) -> str:
    """What of the gains the bytes of a line's file depend on; a session that lowers may have to leave headroom."""
    baked = round(clip.gain + track.gain - session, 6)
    parts = ([f"{baked:+g}dB"] if baked else []) + ([f"{session:+g}dB in the session"] if session < 0 else [])
    return " ".join(parts)


def headroom(clip: Clip, mixer: Mixer, levels: Levels, track: str, session: float) -> float:
    """How many dB the file must be lower than without the session's gain, so that it is not clipped.

    Only a session that lowers can need it. Hundredths of a decibel, upwards.
    """
    if session >= 0 or clip.path is None:
        return 0.0
    peak = float(np.abs(mixer.clip(clip)).max(initial=0.0))
    total = levels.programme_gain + levels.balance.get(track, 0.0) - session
    loudest = peak * mixer.gains[track] * gain_of(total)
    return math.ceil(20 * math.log10(loudest / _FULL) * _STEPS) / _STEPS if loudest > _FULL else 0.0


def level_notes(master: Master, gain: float, target: float | None, ceiling: float) -> list[str]:
    """What a person should know of how loud a delivery became. ``gain``: the programme's, in dB."""
    notes = []
    if target is not None:
        if not math.isfinite(master.loudness):
            notes.append("The programme is silent, so no loudness could be set.")
        else:
            notes.append(f"One gain of {gain:+.1f} dB for the whole programme.")
            if abs(master.loudness - target) > _MISSED:
                notes.append(
                    f"The mix has {master.loudness:.1f} LUFS instead of {target:g}: a ceiling of "
                    f"{ceiling:g} dBTP leaves no more room."
                )
    if master.reduction:
        notes.append(f"The limiter took up to {master.reduction:.1f} dB from the loudest peaks, of all stems alike.")
    return notes


def levels_measured(timeline: Timeline, levels: Levels) -> dict[str, float]:
    """The levels as measures of a delivery, from which a later one takes them."""
    made = {PROGRAMME: levels.programme_gain}
    for track in timeline.tracks:
        if track.character_id in levels.balance:
            made[f"{track.name} gain dB"] = levels.balance[track.character_id]
    return made


def levels_again(
    mixer: Mixer, timeline: Timeline, options: Mapping[str, Any], earlier: Mapping[str, float], step: Step
) -> Levels:
    """The levels of the files that are there already; found anew where nothing is known of them.

    A character that was not in the earlier delivery is balanced by itself.
    """
    balance = options["balance"] == "character"
    if PROGRAMME not in earlier:
        target, ceiling = options["loudness"], options["ceiling"]
        return find_levels(mixer, target=target, balance=balance, ceiling=ceiling, step=step)
    known: dict[str, float] = {}
    new: list[Track] = []
    for track in timeline.tracks if balance else ():
        gain = earlier.get(f"{track.name} gain dB")
        if gain is not None:
            known[track.character_id] = gain
        elif track.clips:
            new.append(track)
    if new and options["loudness"] is not None:
        alone = Mixer(replace(timeline, tracks=tuple(new)))
        known |= find_levels(alone, target=options["loudness"], balance=True, step=step).balance
    return Levels(programme_gain=earlier[PROGRAMME], balance=known)


def around(timeline: Timeline, wanted: Collection[str]) -> Timeline:
    """The timeline with these lines and those that sound at the same time, which the limiter hears too."""
    guard = round(_GUARD * timeline.rate)
    spans = sorted((c.start - guard, c.end + guard) for t in timeline.tracks for c in t.clips if c.line_id in wanted)
    starts = [start for start, _ in spans]
    latest = list(accumulate((end for _, end in spans), max))

    def heard(clip: Clip) -> bool:
        index = bisect_right(starts, clip.end) - 1
        return index >= 0 and latest[index] >= clip.start

    return replace(
        timeline, tracks=tuple(replace(t, clips=tuple(c for c in t.clips if heard(c))) for t in timeline.tracks)
    )
