"""SubRip, WebVTT and SubStation Alpha, each with its own traps.

* SRT has no escape: ``-->`` in the text would begin a cue, ``<i>`` and ``{\\an8}`` would be taken as tags.
* WebVTT escapes ``& < >``. No STYLE block: ffmpeg 5.1 then reads no cue at all.
* ASS counts centiseconds, and its ``\\k`` are durations: they are differences of rounded absolute times,
  so that they add up to the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plugins.api import Timeline, Track, clock, units
from plugins.subtitles.cues import Cue
from plugins.subtitles.pieces import Piece, row_text

JOINER = "\u2060"  # word joiner: invisible, and enough that a tag is not one


def span(cue: Cue, rate: int, per_second: int) -> tuple[int, int]:
    """Start and end in a format's units; a cue is at least one unit long."""
    start, end = units(cue.start, rate, per_second), units(cue.end, rate, per_second)
    return start, max(end, start + 1)


def srt(cues: Sequence[Cue], rate: int, *, names: bool = False) -> str:
    """SubRip, milliseconds."""
    out = []
    for number, cue in enumerate(cues, 1):
        start, end = (clock(t, 1000, separator=",") for t in span(cue, rate, 1000))
        text = f"{cue.track.name}: {cue.text}" if names else cue.text
        out.append(f"{number}\n{start} --> {end}\n{_srt_text(text)}\n")
    return "\n".join(out)


def vtt(cues: Sequence[Cue], timeline: Timeline, *, names: bool = True, words: bool = True) -> str:
    """WebVTT, milliseconds, the line's id as the cue's."""
    out = ["WEBVTT\n"]
    if timeline.language:
        out.append(f"NOTE Language: {one_row(timeline.language).replace('-->', '->')}\n")  # a header line is no WebVTT
    for cue in cues:
        start, end = span(cue, timeline.rate, 1000)
        body = "\n".join(_vtt_rows(cue, start, end, timeline.rate, words=words and bool(cue.clip.words)))
        if names and cue.track.name.strip():
            body = f"<v {_vtt_text(one_row(cue.track.name))}>{body}</v>"
        identity = one_row(cue.id).replace("-->", "->")
        out.append(f"{identity}\n{clock(start, 1000)} --> {clock(end, 1000)}\n{body}\n")
    return "\n".join(out)


def _vtt_rows(cue: Cue, start: int, end: int, rate: int, *, words: bool) -> Iterable[str]:
    stamped = start  # time stamps must grow and stay inside the cue
    for row in cue.rows:
        made = ""
        for index, piece in enumerate(row):
            made += " " if piece.space and index else ""
            at = units(piece.start, rate, 1000)
            if words and stamped < at < end:
                made += f"<{clock(at, 1000)}>"
                stamped = at
            made += _vtt_text(piece.text)
        yield made


def ass(cues: Sequence[Cue], timeline: Timeline, *, karaoke: bool = True) -> str:
    """Advanced SubStation Alpha, centiseconds: a style and a name for each character, in the track's colour."""
    speakers = {cue.track.character_id: cue.track for cue in cues}
    tracks = [track for track in timeline.tracks if track.character_id in speakers]
    styles = _style_names(tracks)
    out = [_ASS_HEAD.format(title=one_row(timeline.name))]
    out += [_style(styles[track.character_id], track.color, karaoke) for track in tracks]
    out.append("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text")
    for cue in cues:
        start, end = span(cue, timeline.rate, 100)
        text = _karaoke(cue, start, end, timeline.rate) if karaoke and cue.clip.words else _ass_text(cue.text)
        name = one_row(cue.track.name).replace(",", " ").replace(";", " ")
        times = f"{clock(start, 100, hours=1)},{clock(end, 100, hours=1)}"
        out.append(f"Dialogue: 0,{times},{styles[cue.track.character_id]},{name},0,0,0,,{text}")
    return "\n".join(out) + "\n"


def _karaoke(cue: Cue, start: int, end: int, rate: int) -> str:
    """Rows with a ``\\k`` before each word; the sum of them is end - start."""
    words: list[list[Piece]] = []  # pieces that begin together light up together
    breaks: set[int] = set()
    for row in cue.rows:
        breaks.add(len(words))
        for index, piece in enumerate(row):
            if index and piece.start == words[-1][-1].start:
                words[-1].append(piece)
            else:
                words.append([piece])
    times = []
    earliest = start
    for group in words:
        earliest = min(end, max(earliest, units(group[0].start, rate, 100)))
        times.append(earliest)
    times.append(end)
    made = f"{{\\k{times[0] - start}}}" if times[0] > start else ""
    for index, group in enumerate(words):
        if index and index in breaks:
            made += "\\N"
        elif index and group[0].space:
            made += " "
        made += f"{{\\k{times[index + 1] - times[index]}}}{_ass_text(row_text(group))}"
    return made


_ASS_HEAD = """[Script Info]
Title: {title}
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, \
Encoding"""


def _style(name: str, color: str, karaoke: bool) -> str:
    red, green, blue = color[1:3], color[3:5], color[5:7]
    own = f"&H00{blue}{green}{red}".upper()
    before = "&H00D0D0D0" if karaoke else own  # karaoke: before it is spoken
    return f"Style: {name},Arial,64,{own},{before},&H00101010,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,50,1"


def _style_names(tracks: Sequence[Track]) -> dict[str, str]:
    names: dict[str, str] = {}
    for track in tracks:
        base = re.sub(r"[,;{}\\*]", " ", one_row(track.name)).strip() or track.character_id
        name, count = base, 2
        while name.casefold() in {n.casefold() for n in names.values()} | {"default"}:
            name, count = f"{base} {count}", count + 1
        names[track.character_id] = name
    return names


def one_row(text: str) -> str:
    return " ".join(text.split())


def _srt_text(text: str) -> str:
    text = text.replace("-->", "→")
    text = re.sub(r"<(?=[A-Za-z/])", f"<{JOINER}", text)
    return re.sub(r"\{(?=\\)", f"{{{JOINER}", text)


def _vtt_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _ass_text(text: str) -> str:
    text = text.replace("\\", f"\\{JOINER}").replace("{", "｛").replace("}", "｝")
    return text.replace("\n", "\\N")
