"""The composition of an AAF: one top-level mob, a sound slot per character, linked mono WAV files.

Edit units are samples (AAF edit protocol allows any rate; Pro Tools, Nuendo and libaaf take the sample rate).
Every line is a chain of three mobs: the file (SourceMob with its locator), the clip (MasterMob with the line's
name and texts) and its place in the composition. A slot cannot hold two sounds at once, so lines of
one character that overlap go to further slots. The summary of a linked WAV must be a complete small RIFF with
its ``data`` header: libaaf crashes without.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import aaf2
from aaf2.mobid import MobID

from plugins.api import (
    FRAME_RATES,
    VERSION,
    Clip,
    LineMedia,
    Lines,
    Session,
    Timeline,
    line_label,
    stable_uuid,
    units,
    xml_text,
)

_PRODUCT = stable_uuid("product", "aaf")
_NO_DATE = datetime.datetime(2000, 1, 1)
Step = Callable[[], None]


def write_aaf(
    path: Path, lines: Lines, session: Session, depth: str, *, line_markers: bool = False, step: Step = lambda: None
) -> None:
    """Write the file. ``step`` is called before every line and may raise to stop."""
    timeline = lines.timeline
    made = datetime.datetime.fromisoformat(session.date) if session.date else _NO_DATE
    with aaf2.open(str(path), "w") as file:
        _identify(file, timeline, made)
        composition = file.create.CompositionMob(_name(timeline.name))
        _stamp(composition, made, timeline.project_id, "composition")
        composition.usage = "Usage_TopLevel"
        file.content.mobs.append(composition)
        number = 0
        slots: dict[int, list[LineMedia]] = {}  # by slot id, which is also the physical track's number
        for track in timeline.tracks:
            for lane, media in enumerate(lanes(lines.of(track)), 1):
                number += 1
                slots[number] = media
                slot = composition.create_timeline_slot(timeline.rate, number)
                slot.segment = file.create.Sequence(media_kind="sound")
                slot.segment["Components"].value = []
                slot.name = _name(track.name if lane == 1 else f"{track.name} {lane}")
                slot["PhysicalTrackNumber"].value = number
                slot.segment.length = timeline.length
                _fill(file, slot.segment.components, media, timeline, depth, made, step)
        _timecode(file, composition, timeline, session)
        _markers(file, composition, lines, slots if line_markers else dict.fromkeys(slots, ()))


def lanes(media: Sequence[LineMedia]) -> list[list[LineMedia]]:
    """Lines in order of their start, shared out so that none overlaps another; at least one lane."""
    made: list[list[LineMedia]] = [[]]
    for line in media:
        free = (lane for lane in made if not lane or lane[-1].clip.end <= line.clip.start)
        lane = next(free, None)
        if lane is None:
            made.append([line])
        else:
            lane.append(line)
    return made


def summary(rate: int, depth: str, frames: int) -> bytes:
    """The header of a mono WAV without its audio, as a RIFF that is complete in itself."""
    octets = 4 if depth == "float" else int(depth) // 8
    tag = 3 if depth == "float" else 1
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, tag, 1, rate, rate * octets, octets, octets * 8)
    body = b"WAVE" + fmt + struct.pack("<4sI", b"data", min(frames * octets, 0xFFFFFFFF))
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def _fill(
    file: Any, components: Any, media: Sequence[LineMedia], timeline: Timeline, depth: str, made: datetime.datetime,
    step: Step,
) -> None:  # fmt: skip
    position = 0
    parts = []
    for line in media:
        step()
        if line.clip.start > position:
            parts.append(file.create.Filler("sound", line.clip.start - position))
        clip = _clip(file, line, timeline, depth, made)
        parts.append(clip.create_source_clip(1, start=line.before, length=line.clip.length, media_kind="sound"))
        position = line.clip.end
    if position < timeline.length:
        parts.append(file.create.Filler("sound", timeline.length - position))
    components.extend(parts)


def _clip(file: Any, line: LineMedia, timeline: Timeline, depth: str, made: datetime.datetime) -> Any:
    rate, clip = timeline.rate, line.clip
    take = (timeline.project_id, clip.line_id, clip.take or "")
    descriptor = file.create.WAVEDescriptor()
    descriptor["SampleRate"].value = rate
    descriptor["Length"].value = line.length
    descriptor["Summary"].value = bytearray(summary(rate, depth, line.length))
    descriptor["ContainerFormat"].value = file.dictionary.lookup_containerdef("AAF")
    locator = file.create.NetworkLocator()
    locator["URLString"].value = media_url(line.path)
    descriptor["Locator"].append(locator)

    source = file.create.SourceMob(_name(PurePosixPath(line.path).name))
    _stamp(source, made, *take, "file")
    source.descriptor = descriptor
    slot = source.create_timeline_slot(rate, 1)
    slot.segment = file.create.SourceClip(media_kind="sound", length=line.length)
    slot["PhysicalTrackNumber"].value = 1

    master = file.create.MasterMob(_name(line_label(clip, line.track)))
    _stamp(master, made, *take, "clip")
    slot = master.create_timeline_slot(rate, 1)
    slot.segment = source.create_source_clip(1, start=0, length=line.length, media_kind="sound")
    slot["PhysicalTrackNumber"].value = 1
    for name, value in _comments(line.clip):
        master.comments[name] = _name(value)
    file.content.mobs.extend((source, master))  # complete: what is attached is written anew with every change
    return master


def media_url(path: str) -> str:
    """A locator that readers resolve beside the AAF by its folder and name: they do not take one without a scheme."""
    pure = PurePosixPath(path)
    return f"file://localhost/{quote(pure.parent.name)}/{quote(pure.name)}"


def _comments(clip: Clip) -> Iterator[tuple[str, str]]:
    """What the clip's and the slot's names do not say. Each one costs as much time as a clip."""
    yield "Line ID", clip.line_id
    yield "Text", clip.text
    for name, value in (("Direction", clip.direction), ("Note", clip.note)):
        if value:
            yield name, value


def _timecode(file: Any, composition: Any, timeline: Timeline, session: Session) -> None:
    frames = FRAME_RATES[session.frame_rate or "25"]
    slot = composition.create_timeline_slot(f"{frames.numerator}/{frames.denominator}")
    slot.name = "TC"
    length = units(timeline.length, timeline.rate, frames) + 1
    timecode = file.create.Timecode(fps=-(-frames.numerator // frames.denominator), drop=session.drop, length=length)
    timecode.start = units(session.origin, timeline.rate, frames)
    slot.segment = timecode
    slot["PhysicalTrackNumber"].value = 1


def _markers(file: Any, composition: Any, lines: Lines, slots: Mapping[int, Sequence[LineMedia]]) -> None:
    """An event slot for each sound slot that has markers, as Avid has them; what belongs to all is at the first."""
    timeline = lines.timeline
    common = [(s.start, s.length, s.title or f"Scene {number}") for number, s in enumerate(timeline.scenes, 1)]
    common += [(marker.start, marker.length, marker.name) for marker in timeline.markers]
    for described, media in slots.items():
        entries = [*common, *((m.clip.start, m.clip.length, line_label(m.clip, m.track)) for m in media)]
        common = []
        if not entries:
            continue
        slot = file.create.EventMobSlot()
        slot.edit_rate = timeline.rate
        slot.slot_id = len(composition.slots) + 1
        slot.name = "Markers"
        slot["PhysicalTrackNumber"].value = described
        sequence = file.create.Sequence(media_kind="DescriptiveMetadata")
        made = []
        for start, length, name in sorted(entries, key=lambda entry: entry[0]):
            marker = file.create.DescriptiveMarker()
            marker.media_kind = "DescriptiveMetadata"
            marker["Position"].value = start
            marker["Length"].value = length
            marker["Comment"].value = _name(name)
            marker["DescribedSlots"].value = {described}
            made.append(marker)
        sequence["Components"].value = made
        slot.segment = sequence
        composition.slots.append(slot)


def _identify(file: Any, timeline: Timeline, made: datetime.datetime) -> None:
    file.content["EssenceData"].value = []
    (who,) = file.header["IdentificationList"].value
    major, minor, patch = (int(part) for part in (*VERSION.split("."), "0", "0")[:3])
    who["CompanyName"].value = who["ProductName"].value = "Lineread"
    who["ProductVersionString"].value = VERSION
    version = {"major": major, "minor": minor, "tertiary": patch, "patchLevel": 0, "type": "VersionReleased"}
    who["ProductVersion"].value = version
    who["ToolkitVersion"].value = version
    who["ProductID"].value = _PRODUCT
    who["GenerationAUID"].value = stable_uuid(timeline.project_id, "generation")
    who["Platform"].value = "Python"
    who["Date"].value = made
    file.header["LastModified"].value = made


def _stamp(mob: Any, made: datetime.datetime, *parts: str) -> None:
    """An identity that comes from the line's, so that a second delivery relinks to the first one's places."""
    identity = MobID.new()
    identity.material = stable_uuid(*parts)
    mob.mob_id = identity
    mob["CreationTime"].value = made
    mob["LastModified"].value = made


def _name(text: str) -> str:
    """UTF-16 strings end at a zero, and a name has one row."""
    return xml_text(text).replace("\r", "").strip()
