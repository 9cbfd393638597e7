"""The two documents of a DAWproject 1.0 (github.com/bitwig/dawproject, Project.xsd and MetaData.xsd).

Positions are beats at 60 beats a minute, so that beats and seconds are the same number: readers that take one
for the other (bitwig/dawproject#23) place everything right. Clips are nested as Bitwig nests them, with name,
colour and text on both, because some readers look at the outer and some at the inner one. The schema's
order of elements matters; there are no warps, which would switch stretching on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from plugins.api import LineMedia, Lines, Timeline, Track, decimal_seconds, line_label, xml_text

_DIGITS = 14
_TEMPO = "60.0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def project_xml(lines: Lines, version: str, *, line_markers: bool = False, beside: str = "") -> bytes:
    """``project.xml``; the media's paths are those inside the container, or relative to its folder ``beside``."""
    ids = (f"id{number}" for number in itertools.count(1))
    timeline = lines.timeline
    root = Element("Project", version="1.0")
    SubElement(root, "Application", name="Lineread", version=version)
    transport = SubElement(root, "Transport")
    SubElement(transport, "Tempo", max="666", min="20", unit="bpm", value=_TEMPO, id=next(ids), name="Tempo")
    SubElement(transport, "TimeSignature", denominator="4", numerator="4", id=next(ids))
    structure = SubElement(root, "Structure")
    names = {track.character_id: next(ids) for track in timeline.tracks}
    faders = lines.track_gains
    for track in timeline.tracks:
        fader = faders.get(track.character_id, 0.0)
        _track(
            structure, track.name, names[track.character_id], track.color, "audio", "regular", 1, next(ids), ids, fader
        )
    _track(structure, "Master", next(ids), "", "audio notes", "master", 2, "id0", ids)

    arrangement = SubElement(root, "Arrangement", id=next(ids))
    lanes = SubElement(arrangement, "Lanes", timeUnit="beats", id=next(ids))
    for track in timeline.tracks:
        lane = SubElement(lanes, "Lanes", track=names[track.character_id], id=next(ids))
        clips = SubElement(lane, "Clips", id=next(ids))
        for line in lines.of(track):
            _clip(clips, line, track, timeline, next(ids), next(ids), beside)
    _markers(arrangement, lines, next(ids), line_markers)
    SubElement(root, "Scenes")
    return _document(root)


def metadata_xml(timeline: Timeline) -> bytes:
    """``metadata.xml``."""
    root = Element("MetaData")
    SubElement(root, "Title").text = xml_text(timeline.name)
    return _document(root)


def _track(
    parent: Element, name: str, identity: str, color: str, content: str, role: str, channels: int, channel_id: str,
    ids: Iterator[str], fader: float = 0.0,
) -> None:  # fmt: skip
    track = SubElement(parent, "Track", contentType=content, loaded="true", id=identity, name=xml_text(name))
    if color:
        track.set("color", color)
    channel = SubElement(track, "Channel", audioChannels=str(channels), role=role, solo="false", id=channel_id)
    if role == "regular":
        channel.set("destination", "id0")
    SubElement(channel, "Mute", value="false", id=next(ids), name="Mute")
    SubElement(channel, "Pan", max="1.0", min="0.0", unit="normalized", value="0.5", id=next(ids), name="Pan")
    volume = f"{10 ** (fader / 20):.14g}" if fader else "1.0"
    SubElement(channel, "Volume", max="2.0", min="0.0", unit="linear", value=volume, id=next(ids), name="Volume")


def _clip(
    parent: Element, line: LineMedia, track: Track, timeline: Timeline, clips_id: str, audio_id: str, beside: str
) -> None:  # fmt: skip
    shown = {"name": xml_text(line_label(line.clip, track)), "comment": xml_text(line.clip.text)}
    if track.color:
        shown["color"] = track.color
    length = _time(line.clip.length, timeline)
    outer = SubElement(
        parent, "Clip", {"time": _time(line.clip.start, timeline), "duration": length, "playStart": "0.0", **shown}
    )
    inner = SubElement(
        SubElement(outer, "Clips", id=clips_id), "Clip",
        {"time": "0.0", "duration": length, "contentTimeUnit": "seconds", "playStart": _time(line.before, timeline),
         **shown},
    )  # fmt: skip
    audio = SubElement(
        inner, "Audio", algorithm="raw", channels="1", duration=_time(line.length, timeline),
        sampleRate=str(timeline.rate), id=audio_id,
    )  # fmt: skip
    file = SubElement(audio, "File", path=line.path.removeprefix(f"{beside}/"))
    if beside:
        file.set("external", "true")


def _markers(parent: Element, lines: Lines, identity: str, line_markers: bool) -> None:
    timeline = lines.timeline
    entries = [(scene.start, scene.title or f"Scene {n}", "") for n, scene in enumerate(timeline.scenes, 1)]
    entries += [(marker.start, marker.name, "") for marker in timeline.markers]
    if line_markers:
        entries += [(m.clip.start, line_label(m.clip, m.track), m.track.color) for m in lines.media]
    if not entries:
        return
    markers = SubElement(parent, "Markers", id=identity, timeUnit="beats")
    for start, name, color in sorted(entries, key=lambda entry: entry[0]):
        marker = SubElement(markers, "Marker", time=_time(start, timeline), name=xml_text(name))
        if color:
            marker.set("color", color)


def _time(samples: int, timeline: Timeline) -> str:
    return decimal_seconds(samples, timeline.rate, _DIGITS)


def _document(root: Element) -> bytes:
    ElementTree.indent(root)
    return (_DECLARATION + ElementTree.tostring(root, encoding="unicode") + "\n").encode()
