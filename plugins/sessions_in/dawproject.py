"""DAWprojects that were exported from here, after another program has worked on them and written them anew.

Programs give their own ids, so a clip is known by the line id its name begins with, and where it was renamed by the
sound it plays: every file that is exported carries the id of its line (Broadcast WAV, OriginatorReference). Positions
are beats or seconds, as the lane they stand in says; beats go through the tempo and its automation. Source:
github.com/bitwig/dawproject, Project.xsd and README.
"""

from __future__ import annotations

import contextlib
import math
import struct
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from plugins.api import Imported, LinereadError, Options, Project
from plugins.sessions_in.changes import Delivered, Placed, SessionState, applied, decibels, delivered, unknown_delivery

_REFERENCE = slice(256 + 32, 256 + 32 + 32)  # of the bext chunk: after Description and Originator (EBU Tech 3285)


@dataclass(frozen=True, slots=True)
class Item:
    """A clip with sound: where the file would begin (seconds), how far into it the clip begins, and its marks."""

    start: float
    offset: float
    name: str
    reference: str
    track: str
    muted: bool


@dataclass(frozen=True, slots=True)
class Fader:
    name: str
    gain: float  # dB
    muted: bool


class DawProjectBackImporter:
    """Positions and mutes of clips; volumes and mutes of tracks. The format has no volume of a clip."""

    def read(self, path: Path, options: Options) -> Imported:
        try:
            with zipfile.ZipFile(path) as container:
                root = ElementTree.fromstring(container.read("project.xml"))
                items = list(_items(root, _references(container) | _beside(root, path.parent)))
        except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError, EOFError) as error:
            raise LinereadError(f"{path.name} cannot be read: {error}.", "Save it as DAWproject again.") from error
        sent = delivered(path, "dawproject")
        make = partial(_over, items=items, faders=_faders(root), sent=sent)
        return Imported(project=Project(id="", name=path.stem), problems=unknown_delivery(sent), over=make)


def _over(current: Project, *, items: list[Item], faders: Mapping[str, Fader], sent: Delivered) -> Project:
    ids = {line.id for line in current.lines()}
    short = {line_id.encode("ascii", "ignore").decode()[:32]: line_id for line_id in ids}
    placed: dict[str, Placed] = {}
    for item in sorted(items, key=lambda item: item.offset):
        name = item.name.split(" ", 1)[0]
        line_id = name if name in ids else short.get(item.reference)
        if line_id is None or line_id in placed:  # of a clip that was cut the first piece counts
            continue
        track = faders.get(item.track)
        muted = item.muted or (track is not None and track.muted)
        placed[line_id] = Placed(start=item.start + sent.handle(line_id), muted=muted)
    if not placed and items:
        raise LinereadError(
            "None of the session's clips is a line of this project.", "Is it another project's session?"
        )
    cast = {character.name: character.id for character in current.characters}
    gains = {cast[fader.name]: fader.gain for fader in faders.values() if fader.name in cast}
    return applied(current, SessionState(items=placed, tracks=gains), sent)


def _faders(root: Element) -> dict[str, Fader]:
    """By the track's id."""
    found = {}
    for track in root.iterfind("./Structure//Track"):
        channel = track.find("Channel")
        volume = channel.find("Volume") if channel is not None else None
        mute = channel.find("Mute") if channel is not None else None
        value = _number(volume, "value", 1.0)
        gain = value if volume is not None and volume.get("unit") == "decibel" else decibels(value)
        muted = mute is not None and mute.get("value") == "true"
        found[track.get("id", "")] = Fader(track.get("name", ""), gain, muted)
    return found


def _items(root: Element, references: Mapping[str, str]) -> Iterator[Item]:
    arrangement = root.find("Arrangement")
    if arrangement is None:
        return
    tempo = Tempo.of(root, arrangement)
    for lane in arrangement.findall("Lanes"):
        yield from _walk(lane, "beats", "", 0.0, tempo, references)


def _walk(
    timeline: Element, unit: str, track: str, origin: float, tempo: Tempo, references: Mapping[str, str]
) -> Iterator[Item]:
    """``origin``: seconds at which the timeline's own zero lies."""
    unit = timeline.get("timeUnit", unit)
    track = timeline.get("track", track)
    for child in timeline:
        if child.tag == "Clip":
            yield from _clip(child, unit, track, origin, tempo, references)
        elif child.tag in ("Lanes", "Clips"):
            yield from _walk(child, unit, track, origin, tempo, references)


def _clip(
    clip: Element, unit: str, track: str, origin: float, tempo: Tempo, references: Mapping[str, str]
) -> Iterator[Item]:
    start = tempo.after(origin, _number(clip, "time", 0.0), unit)
    inner = clip.get("contentTimeUnit", unit)
    offset = tempo.length(start, _number(clip, "playStart", 0.0), inner)
    own = _audio(clip)
    if own is not None:
        file = own.find("File")
        reference = references.get(file.get("path", ""), "") if file is not None else ""
        yield Item(start - offset, offset, clip.get("name", ""), reference, track, clip.get("enable") == "false")
        return
    for nested in clip:
        if nested.tag in ("Clips", "Lanes"):
            for item in _walk(nested, inner, track, start - offset, tempo, references):
                muted = item.muted or clip.get("enable") == "false"
                yield Item(
                    item.start, item.offset + offset, clip.get("name") or item.name, item.reference, track, muted
                )


def _audio(clip: Element) -> Element | None:
    """The sound a clip plays itself; Studio One puts it between warps."""
    return next((found for path in ("Audio", "Warps/Audio") if (found := clip.find(path)) is not None), None)


@dataclass(slots=True)
class Tempo:
    """Beats as seconds. ``points``: (beat, seconds there, beats a minute, at the next one, beats up to it)."""

    points: list[tuple[float, float, float, float, float]] = field(default_factory=list)

    @classmethod
    def of(cls, root: Element, arrangement: Element) -> Tempo:
        constant = _number(root.find("Transport/Tempo"), "value", 120.0)
        automation = arrangement.find("TempoAutomation")
        marks = [(0.0, constant, "hold")]
        if automation is not None and automation.get("timeUnit", "beats") == "beats":
            found = sorted(
                (_number(p, "time", 0.0), _number(p, "value", constant), p.get("interpolation", "hold"))
                for p in automation.findall("RealPoint")
            )
            marks = [(0.0, found[0][1], "hold"), *found] if found else marks
        made = cls()
        seconds = 0.0
        for (beat, value, way), (following, target, _) in zip(marks, [*marks[1:], (math.inf, 0.0, "")], strict=True):
            target = target if way == "linear" and math.isfinite(following) else value
            made.points.append((beat, seconds, value, target, following - beat))
            if math.isfinite(following):
                seconds += _spent(following - beat, value, target, following - beat)
        return made

    def seconds(self, beat: float) -> float:
        first, seconds, value, target, whole = self.points[max(0, bisect_right(self.points, (beat, math.inf)) - 1)]
        return seconds + _spent(beat - first, value, target, whole)

    def beats(self, seconds: float) -> float:
        """The inverse, by halving: exact to far less than a sample."""
        low, high = 0.0, 1.0
        while self.seconds(high) < seconds:
            high *= 2
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if self.seconds(middle) < seconds else (low, middle)
        return high

    def after(self, origin: float, time: float, unit: str) -> float:
        """Seconds of what stands ``time`` after ``origin`` (seconds)."""
        if unit == "seconds":
            return origin + time
        return self.seconds((self.beats(origin) if origin else 0.0) + time)

    def length(self, origin: float, time: float, unit: str) -> float:
        return self.after(origin, time, unit) - origin if time else 0.0


def _spent(beats: float, value: float, target: float, whole: float) -> float:
    """Seconds that ``beats`` take from a point at ``value`` on the way to ``target``, ``whole`` beats later."""
    if value == target:
        return beats * 60 / value
    slope = (target - value) / whole
    return 60 / slope * math.log((value + slope * beats) / value)


def _number(element: Element | None, name: str, default: float) -> float:
    try:
        value = float(element.get(name, "")) if element is not None else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def _references(container: zipfile.ZipFile) -> dict[str, str]:
    """The line id that each Broadcast WAV in the container carries, by its path."""
    found = {}
    for name in container.namelist():
        if name.lower().endswith((".wav", ".wave")):
            with container.open(name) as file:
                found[name] = _reference(file)
    return found


def _beside(root: Element, folder: Path) -> dict[str, str]:
    """The same of the files that the project plays from where it lies."""
    found = {}
    for name in {file.get("path", "") for file in root.iter("File") if file.get("external") == "true"}:
        if name.lower().endswith((".wav", ".wave")):
            with contextlib.suppress(OSError), (folder / name).open("rb") as file:
                found[name] = _reference(file)
    return found


def _reference(file: IO[bytes]) -> str:
    if file.read(12)[8:] != b"WAVE":
        return ""
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sI", head)
        if kind == b"bext":
            return file.read(_REFERENCE.stop)[_REFERENCE].split(b"\0")[0].decode("ascii", "replace").strip()
        if kind == b"data":
            return ""
        file.seek(size + size % 2, 1)
    return ""
