"""Final Cut Pro 7 XML (xmeml 4): what Premiere, Resolve, Audition and Vegas read.

Times are whole frames, in and out stand on the sequence's grid. Premiere takes a track's name from its own
attribute MZ.TrackName. An audio sequence still needs a video format. Source: Apple, "Final Cut Pro XML
Interchange Format" (2010).
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from plugins.api import line_label, xml_text
from plugins.nle.frames import Cut, FrameClip, FrameTrack, Grid

# Premiere's label colours; each character gets one.
_LABELS = ("Violet", "Iris", "Caribbean", "Lavender", "Cerulean", "Forest", "Rose", "Mango")


def fcp7_xml(cut: Cut, url: Callable[[str], str], depth: str) -> str:
    """``url`` gives the address of a media file, ``depth`` is the option."""
    bits = "32" if depth == "float" else depth
    root = Element("xmeml", version="4")
    sequence = SubElement(root, "sequence", id="sequence-1")
    _text(sequence, "name", cut.name)
    _text(sequence, "duration", cut.length)
    _rate(sequence, cut.grid)
    _timecode(sequence, cut)
    media = SubElement(sequence, "media")
    _video(SubElement(media, "video"), cut.grid)
    audio = SubElement(media, "audio")
    _text(audio, "numOutputChannels", 2)
    _sound(SubElement(audio, "format"), bits, cut.sample_rate)
    colors = {character: _LABELS[i % len(_LABELS)] for i, character in enumerate(_characters(cut))}
    number = 0
    for track in cut.tracks:
        number = _track(audio, track, cut, url, bits, colors[track.track.character_id], number)
    for marker in cut.markers:
        made = SubElement(sequence, "marker")
        _text(made, "comment", "")
        _text(made, "name", marker.name)
        _text(made, "in", marker.start)
        _text(made, "out", marker.start + marker.length if marker.length else -1)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n{tostring(root, encoding="unicode")}\n'


def _track(
    audio: Element, track: FrameTrack, cut: Cut, url: Callable[[str], str], bits: str, color: str, number: int
) -> int:
    made = SubElement(audio, "track", {"MZ.TrackName": xml_text(track.name)})
    for clip in track.clips:
        number += 1
        _clipitem(made, clip, cut, url(clip.line.path), bits, color, number)
    _text(made, "enabled", "TRUE")
    _text(made, "locked", "FALSE")
    _text(made, "outputchannelindex", 1)
    return number


def _clipitem(track: Element, clip: FrameClip, cut: Cut, url: str, bits: str, color: str, number: int) -> None:
    line = clip.line.clip
    item = SubElement(track, "clipitem", id=f"clipitem-{number}")
    _text(item, "masterclipid", f"masterclip-{number}")
    _text(item, "name", line_label(line, clip.line.track))
    _text(item, "enabled", "TRUE")
    _text(item, "duration", clip.length)
    _rate(item, cut.grid)
    for name, value in (("start", clip.start), ("end", clip.end), ("in", 0), ("out", clip.length)):
        _text(item, name, value)
    file = SubElement(item, "file", id=f"file-{number}")
    _text(file, "name", clip.line.path.rpartition("/")[2])
    _text(file, "pathurl", url)
    _rate(file, cut.grid)
    _text(file, "duration", clip.length)
    source = SubElement(SubElement(file, "media"), "audio")
    _sound(source, bits, cut.sample_rate)
    _text(source, "channelcount", 1)
    if clip.line.gain:
        _level(item, clip.line.gain)
    sourcetrack = SubElement(item, "sourcetrack")
    _text(sourcetrack, "mediatype", "audio")
    _text(sourcetrack, "trackindex", 1)
    _text(SubElement(item, "labels"), "label2", color)
    comments = SubElement(item, "comments")
    _text(comments, "mastercomment1", line.text)
    if line.direction:
        _text(comments, "mastercomment2", line.direction)
    _text(comments, "clipcommenta", line.line_id)


def _level(item: Element, gain: float) -> None:
    """The clip's volume, as a factor: the filter that Final Cut and Premiere keep it in."""
    effect = SubElement(SubElement(item, "filter"), "effect")
    _text(effect, "name", "Audio Levels")
    for name in ("effectid", "effectcategory", "effecttype"):
        _text(effect, name, "audiolevels")
    _text(effect, "mediatype", "audio")
    level = SubElement(effect, "parameter")
    _text(level, "parameterid", "level")
    _text(level, "name", "Level")
    _text(level, "valuemin", 0)
    _text(level, "valuemax", "3.98109")
    _text(level, "value", f"{10 ** (gain / 20):.9g}")


def _characters(cut: Cut) -> dict[str, None]:
    return dict.fromkeys(track.track.character_id for track in cut.tracks)


def _rate(parent: Element, grid: Grid) -> None:
    rate = SubElement(parent, "rate")
    _text(rate, "timebase", grid.nominal)
    _text(rate, "ntsc", "TRUE" if grid.ntsc else "FALSE")


def _timecode(sequence: Element, cut: Cut) -> None:
    timecode = SubElement(sequence, "timecode")
    _rate(timecode, cut.grid)
    _text(timecode, "string", cut.grid.timecode(cut.start))
    _text(timecode, "frame", cut.start)
    _text(timecode, "displayformat", "DF" if cut.grid.drop else "NDF")


def _video(video: Element, grid: Grid) -> None:
    picture = SubElement(SubElement(video, "format"), "samplecharacteristics")
    _rate(picture, grid)
    for name, value in (("width", "1920"), ("height", "1080"), ("anamorphic", "FALSE")):
        _text(picture, name, value)
    _text(picture, "pixelaspectratio", "square")
    _text(picture, "fielddominance", "none")


def _sound(parent: Element, bits: str, rate: int) -> None:
    sound = SubElement(parent, "samplecharacteristics")
    _text(sound, "depth", bits)
    _text(sound, "samplerate", rate)


def _text(parent: Element, name: str, value: object) -> None:
    SubElement(parent, name).text = xml_text(str(value))
