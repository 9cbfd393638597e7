"""What the sound files of a delivery say about themselves: one wording for line files, stems and sessions.

The stable line id stands in the description, in the iXML and in every region, so that a WAV that lost its
session, its folder and its name is still that line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from plugins.naming import to_ascii
from plugins.timecode import FRAME_RATES, timecode_samples
from studio.audio.bwf import Broadcast, Region
from studio.errors import LinereadError
from studio.timeline.types import Clip, Timeline, Track

_EXCERPT = 48  # characters of a line's text in a label
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def xml_text(text: str) -> str:
    """``text`` without the characters that no XML document can hold, escaped or not."""
    return _NOT_XML.sub("", text)


def line_label(clip: Clip, track: Track) -> str:
    """What a line is called wherever it has one row: its id, who says it, and how it begins."""
    words = " ".join(clip.text.split())
    if len(words) > _EXCERPT:
        words = words[: _EXCERPT - 1].rstrip() + "…"
    return " ".join(filter(None, (clip.line_id, " ".join(track.name.split()), words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What all files of a delivery share: samples since midnight at which the programme begins, and a date."""

    origin: int = 0
    date: str = ""
    frame_rate: str = ""  # "25", or "" for not said
    drop: bool = False

    @classmethod
    def of(cls, start: str, date: str | None, rate: int) -> Session:
        """From the options ``start`` (a timecode) and ``date``. Raises a LinereadError for nonsense."""
        if date and not _DATE.fullmatch(date):
            raise LinereadError(f"{date!r} is no date.", "Write it as 2026-11-22.")
        frame_rate = start.partition("@")[2].strip()
        return cls(
            origin=timecode_samples(start, rate),
            date=date or "",
            frame_rate=frame_rate.removesuffix("df"),
            drop=frame_rate.endswith("df"),
        )


def line_broadcast(
    timeline: Timeline, session: Session, clip: Clip, track: Track, *, before: int, depth: str
) -> Broadcast:
    """For the file of one line, which begins ``before`` samples before its clip."""
    position = session.origin + clip.start - before
    scene = next((s.title for s in timeline.scenes if s.scene_id == clip.scene_id), "")
    about = {
        "LINE_ID": clip.line_id, "LINE_NUMBER": str(clip.number), "CHARACTER": track.name, "TEXT": clip.text,
        "DIRECTION": clip.direction, "EMOTION": clip.emotion, "VOICE": clip.voice, "LANGUAGE": clip.language,
        "STATE": clip.state, "STATUS": clip.status, "TAKE": clip.take or "",
    }  # fmt: skip
    return Broadcast(
        description=_plain(line_label(clip, track), 256),
        reference=_plain(clip.line_id, 32),
        date=session.date,
        position=position,
        ixml=_ixml(
            timeline, session, position, depth, scene=scene, take=(clip.take or "")[:8], note=clip.text,
            track=track.name, lineread=about,
        ),
        regions=(Region(start=before, length=clip.length, label=line_label(clip, track), text=clip.text),),
    )  # fmt: skip


def programme_broadcast(
    timeline: Timeline, session: Session, name: str, tracks: Sequence[Track], *, depth: str, markers: bool = False
) -> Broadcast:
    """For a stem or the mix: from the programme's beginning, with a region per line of ``tracks``."""
    lines = sorted(((c, t) for t in tracks for c in t.clips), key=lambda entry: (entry[0].start, entry[0].number))
    regions = [Region(start=c.start, length=c.length, label=line_label(c, t), text=c.text) for c, t in lines]
    if markers:
        regions += [Region(start=m.start, length=m.length, label=m.name) for m in timeline.markers]
        regions.sort(key=lambda region: region.start)
    return Broadcast(
        description=_plain(f"{timeline.name}: {name}", 256),
        reference=_plain(timeline.project_id, 32),
        date=session.date,
        position=session.origin,
        ixml=_ixml(
            timeline, session, session.origin, depth, scene="", take="", note="", track=name,
            lineread={"CHARACTER": name} if len(tracks) == 1 else {},
        ),
        regions=tuple(regions),
    )  # fmt: skip


def _plain(text: str, longest: int) -> str:
    return " ".join(to_ascii(text).split())[:longest]


def _ixml(
    timeline: Timeline, session: Session, position: int, depth: str, *, scene: str, take: str, note: str, track: str,
    lineread: Mapping[str, str],
) -> str:  # fmt: skip
    """Version 2.10 (gallery.co.uk/ixml). What is Lineread's own stands in a branch of its own, as the format allows."""
    root = Element("BWFXML")
    rate = str(timeline.rate)
    speed: dict[str, str] = {"MASTER_SPEED": "1/1", "CURRENT_SPEED": "1/1"}
    if session.frame_rate:
        frames = FRAME_RATES[session.frame_rate]
        speed["TIMECODE_RATE"] = f"{frames.numerator}/{frames.denominator}"
        speed["TIMECODE_FLAG"] = "DF" if session.drop else "NDF"
    speed |= {
        "FILE_SAMPLE_RATE": rate,
        "AUDIO_BIT_DEPTH": "32" if depth == "float" else depth,
        "DIGITIZER_SAMPLE_RATE": rate,
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI": str(position >> 32),
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO": str(position & 0xFFFFFFFF),
        "TIMESTAMP_SAMPLE_RATE": rate,
    }
    _branch(root, {"IXML_VERSION": "2.10", "PROJECT": timeline.name, "SCENE": scene, "TAKE": take, "NOTE": note})
    _branch(SubElement(root, "SPEED"), speed)
    tracks = SubElement(root, "TRACK_LIST")
    _branch(tracks, {"TRACK_COUNT": "1"})
    _branch(SubElement(tracks, "TRACK"), {"CHANNEL_INDEX": "1", "INTERLEAVE_INDEX": "1", "NAME": track})
    if lineread:
        _branch(SubElement(root, "LINEREAD"), lineread)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _branch(parent: Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value:
            SubElement(parent, name).text = xml_text(value)
