"""CMX 3600 edit lists: one for each character, a channel of sound, an event for each line.

Reels have at most eight characters, comments follow their event. Timecode drops frames where the session's start does.
Source: CMX 3600 as SMPTE
ST 258 describes it, and the comments that editors add (FROM CLIP NAME, LOC).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plugins.api import line_label
from plugins.nle.frames import Cut, FrameClip

EVENTS = 999  # what an event's three digits can number
_REEL = 8
_COLOR = "GREEN"


def edl(name: str, clips: Sequence[FrameClip], cut: Cut, reels: Mapping[str, str]) -> str:
    """The list of one track; ``reels`` by line id."""
    out = [f"TITLE: {_plain(f'{cut.name} {name}')[:70]}", f"FCM: {'DROP' if cut.grid.drop else 'NON-DROP'} FRAME", ""]
    for number, clip in enumerate(clips, 1):
        out += _event(number, clip, cut, reels[clip.line.clip.line_id])
    return "\n".join(out) + "\n"


def reels_of(cut: Cut) -> dict[str, str]:
    """A reel name of at most eight letters and digits for each line: its id where it fits, else its number."""
    reels: dict[str, str] = {}
    used: set[str] = set()
    for line in cut.lines.media:
        name = re.sub(r"[^A-Z0-9]", "", line.clip.line_id.upper())
        if not name or len(name) > _REEL or name in used:
            name = f"N{line.clip.number:07d}"
        used.add(name)
        reels[line.clip.line_id] = name
    return reels


def _event(number: int, clip: FrameClip, cut: Cut, reel: str) -> list[str]:
    line = clip.line.clip
    source = (cut.grid.timecode(0), cut.grid.timecode(clip.length))
    record = (cut.grid.timecode(cut.start + clip.start), cut.grid.timecode(cut.start + clip.end))
    rows = [
        f"{number:03d}  {reel:<8} A     C        {' '.join((*source, *record))}",
        f"* FROM CLIP NAME: {_plain(clip.line.path.rpartition('/')[2])}",
        f"* LOC: {record[0]} {_COLOR:<7} {_plain(line_label(line, clip.line.track))}",
        f"* COMMENT: {_plain(line.text)}",
    ]
    return [*rows, ""]


def _plain(text: str) -> str:
    return " ".join(text.split())
