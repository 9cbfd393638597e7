"""LRC, the karaoke format of music players: ``[mm:ss.cc]`` before a row, ``<mm:ss.cc>`` before a word.

It knows starts only: an empty row where nobody speaks clears the display, and the last one ends the programme.
Source: the LRC and "enhanced LRC" (A2) conventions that players and ffmpeg read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.api import Timeline, units
from plugins.subtitles.cues import Cue
from plugins.subtitles.formats import JOINER, one_row

_TAG = re.compile(r"(?<=[\[<])(?=[\d\w]+:)")


def lrc(cues: Sequence[Cue], timeline: Timeline, *, words: bool = True, names: bool = False) -> str:
    """One row a cue, centiseconds."""
    rate = timeline.rate
    out = [f"[ti:{_text(one_row(timeline.name))}]", f"[la:{timeline.language}]", "[re:Lineread]"]
    out.append(f"[length:{_stamp(units(timeline.length, rate, 100))}]")
    for index, cue in enumerate(cues):
        start, end = units(cue.start, rate, 100), units(cue.end, rate, 100)
        row = f"{_text(one_row(cue.track.name))}: " if names else ""
        out.append(f"[{_stamp(start)}]{row}{_row(cue, start, end, rate, words and bool(cue.clip.words))}")
        following = units(cues[index + 1].start, rate, 100) if index + 1 < len(cues) else None
        if following is None or following > end > start:
            out.append(f"[{_stamp(end)}]")
    return "\n".join(out) + "\n"


def _row(cue: Cue, start: int, end: int, rate: int, words: bool) -> str:
    made = ""
    stamped = -1
    for number, row in enumerate(cue.rows):
        for index, piece in enumerate(row):
            made += " " if (piece.space and index) or (number and not index and (piece.space or piece.narrow)) else ""
            at = min(max(start, units(piece.start, rate, 100)), max(start, end))
            if words and at > stamped:
                made += f"<{_stamp(at)}>"
                stamped = at
            made += _text(piece.text)
    return made


def _stamp(centiseconds: int) -> str:
    """mm:ss.cc; minutes go on above 99."""
    minutes, rest = divmod(centiseconds, 6000)
    return f"{minutes:02d}:{rest // 100:02d}.{rest % 100:02d}"


def _text(text: str) -> str:
    """Text that looks like a tag is not one."""
    return _TAG.sub(JOINER, text)
