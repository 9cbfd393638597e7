"""FCPXML 1.9: Final Cut Pro 10.4.9 and later, Logic, Resolve.

Everything is connected to one gap as long as the programme, a lane per track; the role ``dialogue.NAME`` is the
character. Times are rational seconds on the frame grid. No modDate, which the DTD takes in one form only; the
sequence's audioLayout is stereo, and its rate one of the DTD's list. Source: Apple, "FCPXML Reference".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.api import line_label, xml_text
from plugins.nle.frames import Cut, FrameClip

_RATES = {
    32_000: "32k",
    44_100: "44.1k",
    48_000: "48k",
    88_200: "88.2k",
    96_000: "96k",
    176_400: "176.4k",
    192_000: "192k",
}


def fcpxml(cut: Cut, url: Callable[[str], str]) -> str:
    """``url`` gives the address of a media file."""
    root = Element("fcpxml", version="1.9")
    resources = SubElement(root, "resources")
    frame = 1 / cut.grid.rate
    SubElement(
        resources, "format", id="r1", frameDuration=_frame_duration(frame), width="1920", height="1080",
        colorSpace="1-1-1 (Rec. 709)",
    )  # fmt: skip
    clips = [(clip, lane) for lane, track in enumerate(cut.tracks, 1) for clip in track.clips]
    for number, (clip, _) in enumerate(clips, 2):
        _asset(resources, clip, number, cut, url(clip.line.path))
    event = SubElement(SubElement(root, "library"), "event", name=xml_text(cut.name))
    project = SubElement(event, "project", name=xml_text(cut.name))
    sequence = SubElement(
        project, "sequence", format="r1", duration=_time(cut.length, cut), tcStart=_time(cut.start, cut),
        tcFormat="DF" if cut.grid.drop else "NDF", audioLayout="stereo",
    )  # fmt: skip
    if cut.sample_rate in _RATES:
        sequence.set("audioRate", _RATES[cut.sample_rate])
    gap = SubElement(
        SubElement(sequence, "spine"), "gap", name="Programme", offset=_time(cut.start, cut), start="0s",
        duration=_time(cut.length, cut),
    )  # fmt: skip
    for number, (clip, lane) in enumerate(clips, 2):
        _clip(gap, clip, number, lane, cut)
    for marker in cut.markers:
        length = _time(max(1, marker.length), cut)
        start = _time(min(marker.start, cut.length - 1), cut)
        SubElement(gap, "marker", start=start, duration=length, value=xml_text(marker.name))
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{tostring(root, encoding="unicode")}\n'


def _asset(resources: Element, clip: FrameClip, number: int, cut: Cut, url: str) -> None:
    asset = SubElement(
        resources, "asset", id=f"r{number}", name=xml_text(line_label(clip.line.clip, clip.line.track)), start="0s",
        duration=_time(clip.length, cut), hasAudio="1", audioSources="1", audioChannels="1",
        audioRate=str(cut.sample_rate),
    )  # fmt: skip
    SubElement(asset, "media-rep", kind="original-media", src=url)


def _clip(gap: Element, clip: FrameClip, number: int, lane: int, cut: Cut) -> None:
    line = clip.line.clip
    made = SubElement(
        gap, "asset-clip", ref=f"r{number}", lane=str(-lane), offset=_time(clip.start, cut),
        name=xml_text(line_label(line, clip.line.track)), start="0s", duration=_time(clip.length, cut),
        audioRole=f"dialogue.{role_name(clip.line.track.name) or clip.line.track.character_id}",
        tcFormat="DF" if cut.grid.drop else "NDF",
    )  # fmt: skip
    SubElement(made, "note").text = xml_text(line.text)
    if clip.line.gain:
        SubElement(made, "adjust-volume", amount=f"{clip.line.gain:.6g}dB")


def role_name(name: str) -> str:
    """A subrole: without the point that divides role and subrole, and without the mark of an audio index."""
    return " ".join(re.sub(r"[.?,]", " ", xml_text(name)).split())


def _time(frames: int, cut: Cut) -> str:
    """Rational seconds."""
    value = Fraction(frames) / cut.grid.rate
    return f"{value.numerator}s" if value.denominator == 1 else f"{value.numerator}/{value.denominator}s"


def _frame_duration(frame: Fraction) -> str:
    """As Final Cut writes it: 100/2500s, 1001/30000s."""
    if frame.numerator == 1:
        return f"100/{frame.denominator * 100}s"
    return f"{frame.numerator}/{frame.denominator}s"
