"""The session file of Ardour 7 and later.

A position is ``a`` and superclocks, of which a second has 282,240,000: every usual sample rate divides it. A
region's length carries its position too (``a<length>@a<position>``), and without it all regions land at 0. Regions
are not opaque, or one line would silence another that it overlaps, and have no fades of Ardour's own. A region has a
name and no notes, so what the lines say and how they are meant stands in their track's comment. Other takes are further
playlists of the track, each whole: where a line has no more takes, the one that plays stands there too.
Sources, Locations, Regions, Playlists, Routes, RouteGroups and TempoMap must all be there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from plugins.api import LineMedia, Lines, Timeline, Track, line_label, safe_name, without_collisions, xml_text

SUPERCLOCK = 282_240_000  # a second
_VERSION = "7002"
_RESERVED = ("Master", "Monitor", "Auditioner", "Click")


def session_xml(lines: Lines, name: str, *, master: int = 1, line_markers: bool = True) -> bytes:
    """The document. ``master``: channels of the master bus.

    There is no timecode offset in it: Ardour 7.3 then renders the session that much later.
    """
    timeline = lines.timeline
    ids = (str(number) for number in itertools.count(101))
    root = Element("Session", {"version": _VERSION, "name": xml_text(name), "sample-rate": str(timeline.rate)})
    config = SubElement(root, "Config")
    for option, value in (
        ("native-file-data-format", "FormatInt24"), ("native-file-header-format", "BWF"), ("use-region-fades", "1"),
    ):  # fmt: skip
        SubElement(config, "Option", name=option, value=value)
    SubElement(root, "Metadata")
    sources = SubElement(root, "Sources")
    SubElement(root, "Regions")
    _locations(SubElement(root, "Locations"), lines, ids, line_markers=line_markers)
    SubElement(root, "Bundles")
    routes = SubElement(root, "Routes")
    _route(routes, "Master", 0, "MasterOut,OrderSet", 0, master, ["system:playback_1", "system:playback_2"], ids)
    playlists, unused = Element("Playlists"), Element("UnusedPlaylists")
    places = _Places(sources, timeline, ids)
    faders = lines.track_gains
    for order, (track, shown) in enumerate(zip(timeline.tracks, route_names(timeline.tracks), strict=True), 1):
        color = int((track.color or "#808080")[1:] + "ff", 16)
        to = [f"Master/audio_in {channel}" for channel in range(1, master + 1)]
        route = _route(
            routes, shown, order, "AudioTrack,OrderSet", color, 1, to, ids, faders.get(track.character_id, 0.0)
        )
        own = lines.of(track)
        _comment(route, own, timeline)
        for rank in range(1 + max((len(line.takes) for line in own), default=0)):
            playlist = SubElement(
                unused if rank else playlists, "Playlist",
                {"id": next(ids), "name": f"{shown}.takes {rank + 1}" if rank else shown, "type": "audio",
                 "orig-track-id": route.get("id", ""), "frozen": "0", "combine-ops": "0"},
            )  # fmt: skip
            if not rank:
                route.set("audio-playlist", playlist.get("id", ""))
            for layer, line in enumerate(own):
                take = line.takes[rank - 1] if 0 < rank <= len(line.takes) else line
                places.put(playlist, take, region_name(line, take), layer)
    root.extend((playlists, unused))
    SubElement(root, "RouteGroups")
    _tempo(root)
    root.set("id-counter", str(int(next(ids)) + 1))
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def route_names(tracks: tuple[Track, ...]) -> list[str]:
    """A name per track that can be a port's, and that no other route has."""
    wanted = [(safe_name(track.name, fallback=track.character_id), track.character_id) for track in tracks]
    return [name for name, _ in without_collisions(wanted, taken=_RESERVED)]


def clocks(samples: int, rate: int) -> str:
    """A position or a length in superclocks."""
    return f"a{(2 * samples * SUPERCLOCK + rate) // (2 * rate)}"


def _factor(gain: float) -> str:
    return f"{10 ** (gain / 20):.14g}"


def _locations(parent: Element, lines: Lines, ids: Iterator[str], *, line_markers: bool) -> None:
    timeline = lines.timeline
    entries = [("session", 0, max(1, timeline.length), "IsSessionRange")]
    entries += [
        (scene.title or f"Scene {number}", scene.start, scene.length, "IsRangeMarker")
        for number, scene in enumerate(timeline.scenes, 1)
    ]
    entries += [(m.name, m.start, m.length, "IsRangeMarker" if m.length else "IsMark") for m in timeline.markers]
    if line_markers:
        entries += [(line_label(m.clip, m.track), m.clip.start, 0, "IsMark") for m in lines.media]
    for name, first, length, flags in entries:
        if flags == "IsRangeMarker" and not length:
            flags = "IsMark"
        SubElement(
            parent, "Location", id=next(ids), name=xml_text(name), start=clocks(first, timeline.rate),
            end=clocks(first + length, timeline.rate), flags=flags, locked="0",
        )  # fmt: skip


class _Places:
    """Puts lines into playlists; a file that several of them play is one source."""

    def __init__(self, sources: Element, timeline: Timeline, ids: Iterator[str]) -> None:
        self._sources, self._rate, self._ids = sources, timeline.rate, ids
        self._known: dict[str, str] = {}  # path -> id

    def put(self, playlist: Element, line: LineMedia, name: str, layer: int) -> None:
        source, rate = self._source(line), self._rate
        SubElement(
            playlist, "Region",
            {"name": xml_text(name), "id": next(self._ids), "type": "audio", "channels": "1",
             "source-0": source, "master-source-0": source, "start": clocks(line.before, rate),
             "length": f"{clocks(line.clip.length, rate)}@{clocks(line.clip.start, rate)}", "opaque": "0", "muted": "0",
             "locked": "0", "automatic": "0", "whole-file": "0", "hidden": "0", "layering-index": str(layer),
             "sync-position": "a0", "scale-amplitude": _factor(line.gain), "envelope-active": "0",
             "default-fade-in": "0", "default-fade-out": "0", "fade-in-active": "0", "fade-out-active": "0",
             "first-edit": "nothing"},
        )  # fmt: skip

    def _source(self, line: LineMedia) -> str:
        known = self._known.get(line.path)
        if known is None:
            known = self._known[line.path] = next(self._ids)
            SubElement(
                self._sources, "Source",
                {"name": PurePosixPath(line.path).name, "type": "audio", "flags": "", "id": known, "origin": "",
                 "channel": "0", "natural-position": clocks(line.start, self._rate)},
            )  # fmt: skip
        return known


def region_name(line: LineMedia, take: LineMedia) -> str:
    """The line's name, and of a take that does not play which one it is."""
    name = line_label(line.clip, line.track)
    number = next((kept.number for kept in line.clip.takes if kept.key == take.clip.take), 0)
    return name if take is line else f"{name} · take {number}"


def _comment(route: Element, lines: list[LineMedia], timeline: Timeline) -> None:
    """Every line of the track with its place, its id, its words, and how they are meant."""
    rows = []
    for line in lines:
        clip = line.clip
        minutes, seconds = divmod(clip.start / timeline.rate, 60)
        rows.append(f"{int(minutes)}:{seconds:06.3f}  {clip.line_id}  {' '.join(clip.text.split())}")
        rows += [f"    ({' '.join(clip.direction.split())})"] if clip.direction.strip() else []
        rows += [f"    {' '.join(clip.note.split())}"] if clip.note.strip() else []
    if rows:
        SubElement(route, "Comment").text = xml_text("\n".join(rows))


def _route(
    parent: Element, name: str, order: int, flags: str, color: int, channels: int, to: list[str], ids: Iterator[str],
    fader: float = 0.0,
) -> Element:  # fmt: skip
    """A bus or a track of ``channels``. A track has an output, and so a panner, for each of ``to``; ``fader`` is in dB.

    A mono master's output goes to all of ``to``, so that it is heard on both sides.
    """
    master = flags.startswith("MasterOut")
    outputs = channels if master else len(to)
    route = SubElement(
        parent, "Route",
        {"version": _VERSION, "id": next(ids), "name": name, "default-type": "audio", "strict-io": str(int(master)),
         "active": "1", "denormal-protection": "0", "meter-point": "MeterPostFader"},
    )  # fmt: skip
    if not master:
        route.set("mode", "Normal")
    SubElement(route, "PresentationInfo", order=str(order), flags=flags, color=str(color))
    for direction, port, ports in (("Input", "in", channels), ("Output", "out", outputs)):
        io = SubElement(route, "IO", {"name": name, "id": next(ids), "direction": direction, "default-type": "audio"})
        for channel in range(1, ports + 1):
            made = SubElement(io, "Port", type="audio", name=f"{name}/audio_{port} {channel}")
            if direction == "Output":
                for other in to if ports == 1 else [to[channel - 1]]:
                    SubElement(made, "Connection", other=other)
    for kind, label in (
        *((("diskwriter", f"recorder:{name}"), ("diskreader", f"player:{name}")) if not master else ()),
        ("trim", "Trim"), ("amp", "Amp"), ("meter", f"meter-{name}"),
    ):  # fmt: skip
        processor = SubElement(route, "Processor", id=next(ids), name=label, active="1", type=kind)
        if kind in ("trim", "amp"):
            control = {"trim": "trimcontrol", "amp": "gaincontrol"}[kind]
            value = _factor(fader) if kind == "amp" else "1"
            SubElement(processor, "Controllable", name=control, id=next(ids), flags="GainLike", value=value)
    outs = SubElement(
        route, "Processor",
        {"id": next(ids), "name": name, "active": "1", "own-input": "1", "own-output": "0", "output": name,
         "type": "main-outs", "role": "Main"},
    )  # fmt: skip
    SubElement(outs, "PannerShell", {"bypassed": "0", "user-panner": "", "linked-to-route": "1"})
    return route


def _tempo(root: Element) -> None:
    tempo_map = SubElement(root, "TempoMap", {"superclocks-per-second": str(SUPERCLOCK)})
    SubElement(
        SubElement(tempo_map, "Tempos"), "Tempo",
        {"npm": "120", "enpm": "120", "note-type": "4", "type": "Tempo::Constant", "active": "1",
         "locked-to-meter": "0", "continuing": "0", "sclock": "0", "quarters": "0:0", "bbt": "1|1|0", "omega": "0"},
    )  # fmt: skip
    SubElement(
        SubElement(tempo_map, "Meters"), "Meter",
        {"note-value": "4", "divisions-per-bar": "4", "sclock": "0", "quarters": "0:0", "bbt": "1|1|0"},
    )  # fmt: skip
    SubElement(tempo_map, "MusicTimes")
