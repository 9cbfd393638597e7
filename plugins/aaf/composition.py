"""The composition of an AAF: one top-level mob, a sound slot per character, linked mono WAV files.

Edit units are samples (AAF edit protocol allows any rate; Pro Tools, Nuendo and libaaf take the sample rate).
Every line is a chain of three mobs: the file (SourceMob with its locator), the clip (MasterMob with the line's
name and texts) and its place in the composition. A slot cannot hold two sounds at once, so lines of
one character that overlap go to further slots. The summary of a linked WAV must be a complete small RIFF with
its ``data`` header: libaaf crashes without. Gains of lines and tracks are effects, Mono Audio Gain with its Amplitude,
around the clip and around the slot's sequence.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from plugins.aaf.compound import Storage, write_compound
from plugins.aaf.objects import OwnedSet, Value, Weak, int8, int16, int32, int64, mob_id, rational, stamp, stored, text
from plugins.aaf.scaffold import AMPLITUDE, Scaffold, scaffold
from plugins.api import FRAME_RATES, Clip, LineMedia, Lines, Session, line_label, stable_uuid, units, xml_text

# Classes and properties of the AAF Object Specification v1.1.
_CONTENT, _COMPOSITION, _MASTER, _SOURCE = 0x1800, 0x3500, 0x3600, 0x3700
_SLOT, _EVENT_SLOT = 0x3B00, 0x3900
_SEQUENCE, _FILLER, _CLIP, _GROUP, _TIMECODE, _MARKER = 0x0F00, 0x0900, 0x1100, 0x0A00, 0x1400, 0x4100
_WAVE, _LOCATOR, _COMMENT, _CONSTANT = 0x2C00, 0x3200, 0x3F00, 0x3D00
_NAMES = {
    0x0B02: "InputSegments-b02", 0x0B03: "Parameters-b03", 0x1001: "Components-1001", 0x1901: "Mobs-1901",
    0x1902: "EssenceData-1902", 0x2F01: "Locator-2f01", 0x4403: "Slots-4403", 0x4406: "UserComments-4406",
    0x4701: "EssenceDescription-4701", 0x4803: "Segment-4803",
}  # fmt: skip
# Values of an indirect type begin with the byte order and the type: AAF's String and Rational.
_STRING = bytes.fromhex("4c 00021001 00000000 060e2b3401040101")
_RATIONAL = bytes.fromhex("4c 00010103 00000000 060e2b3401040101")
_TOP_LEVEL = bytes.fromhex("0201010d 01010007 060e2b3404010101")
_KEY_MOB, _KEY_ESSENCE, _KEY_PARAMETER = 0x4401, 0x2701, 0x4C01
_NO_DATE = datetime.datetime(2000, 1, 1)
_FINE = 1_000_000  # of an amplitude's denominator
Step = Callable[[], None]


def write_aaf(
    path: Path, lines: Lines, session: Session, depth: str, *, line_markers: bool = False, step: Step = lambda: None
) -> None:
    """Write the file. ``step`` is called before every line and may raise to stop."""
    made = datetime.datetime.fromisoformat(session.date) if session.date else _NO_DATE
    gains = any(line.gain for line in lines.media) or any(lines.track_gains.values())
    common = scaffold(lines.timeline, made, gains=gains)
    content = _Composition(lines, session, depth, common, made, step).content(line_markers=line_markers)
    header = common.header
    (name,) = (name for name in header.children if name.startswith("Content-"))
    header.children[name] = content
    write_compound(path, common.root, common.signature)


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


def amplitude(gain: float) -> tuple[int, int]:
    """The factor of a gain in dB as a fraction of two 32-bit integers."""
    exact = Fraction(10 ** (gain / 20)).limit_denominator(_FINE)
    return exact.numerator, exact.denominator


class _Composition:
    """Makes the objects of one file."""

    def __init__(
        self, lines: Lines, session: Session, depth: str, common: Scaffold, made: datetime.datetime, step: Step
    ) -> None:
        self._lines, self._session, self._depth, self._common = lines, session, depth, common
        self._rate = lines.timeline.rate
        self._made, self._step = stamp(made), step
        self._sound = common.sound

    def content(self, *, line_markers: bool) -> Storage:
        """All mobs."""
        timeline = self._lines.timeline
        mobs: dict[bytes, Storage] = {}
        slots: list[Storage] = []
        media_of: dict[int, Sequence[LineMedia]] = {}  # by slot id, which is also the physical track's number
        chains: dict[bytes, Storage] = {}
        for track in timeline.tracks:
            for lane, media in enumerate(lanes(self._lines.of(track)), 1):
                number = len(slots) + 1
                media_of[number] = media
                name = _name(track.name if lane == 1 else f"{track.name} {lane}")
                segment = self._sequence(media, chains)
                gain = self._lines.track_gains.get(track.character_id, 0.0)
                if gain:
                    segment = self._louder(segment, timeline.length, gain)
                slots.append(self._slot(number, segment, name=name, physical=number))
        slots.append(self._timecode(len(slots) + 1))
        slots += self._markers(media_of if line_markers else dict.fromkeys(media_of, ()), len(slots) + 1)
        mob, identity = self._mob(
            _COMPOSITION, timeline.name, (timeline.project_id, "composition"), slots, {0x4408: _TOP_LEVEL}
        )
        mobs[identity] = mob
        mobs |= chains
        return self._stored(_CONTENT, {0x1901: OwnedSet(_KEY_MOB, mobs), 0x1902: OwnedSet(_KEY_ESSENCE, {})})

    def _sequence(self, media: Sequence[LineMedia], chains: dict[bytes, Storage]) -> Storage:
        length = self._lines.timeline.length
        position = 0
        parts = []
        for line in media:
            self._step()
            if line.clip.start > position:
                parts.append(self._filler(line.clip.start - position))
            master = self._chain(line, chains)
            part = self._source_clip(master, line.before, line.clip.length)
            parts.append(self._louder(part, line.clip.length, line.gain) if line.gain else part)
            position = line.clip.end
        if position < length:
            parts.append(self._filler(length - position))
        return self._component(_SEQUENCE, self._sound, length, {0x1001: parts})

    def _chain(self, line: LineMedia, chains: dict[bytes, Storage]) -> bytes:
        """The mobs of a line's file and clip; the clip's identity."""
        clip = line.clip
        take = (self._lines.timeline.project_id, clip.line_id, clip.take or "")
        locator = self._stored(_LOCATOR, {0x4001: text(media_url(line.path))})
        descriptor = self._stored(
            _WAVE,
            {
                0x3001: rational(self._rate),
                0x3002: int64(line.length),
                0x3801: summary(self._rate, self._depth, line.length),
                0x3004: self._common.container,
                0x2F01: [locator],
            },
        )
        own = self._slot(1, self._source_clip(bytes(32), 0, line.length, 0), physical=1)
        mob, file = self._mob(
            _SOURCE, PurePosixPath(line.path).name, (*take, "file"), [own], {0x4701: descriptor}
        )  # fmt: skip
        chains[file] = mob
        comments = [
            self._stored(_COMMENT, {0x5001: text(name), 0x5003: _STRING + text(_name(value))})
            for name, value in _comments(clip)
        ]
        own = self._slot(1, self._source_clip(file, 0, line.length), physical=1)
        mob, master = self._mob(_MASTER, line_label(clip, line.track), (*take, "clip"), [own], {0x4406: comments})
        chains[master] = mob
        return master

    def _mob(
        self, number: int, name: str, identity: tuple[str, ...], slots: list[Storage], more: Mapping[int, Value]
    ) -> tuple[Storage, bytes]:
        """A mob and its identity, which comes from the line's, so that a second delivery relinks to the first one's."""
        own = mob_id(stable_uuid(*identity))
        return self._stored(
            number,
            {0x4402: text(_name(name)), 0x4401: own, 0x4405: self._made, 0x4404: self._made, 0x4403: slots, **more},
        ), own

    def _slot(
        self, number: int, segment: Storage, *, name: str = "", rate: Fraction | None = None, physical: int
    ) -> Storage:
        fraction = rate or Fraction(self._rate)
        return self._stored(
            _SLOT,
            {
                0x4801: int32(number), 0x4802: text(name), 0x4B02: int64(0), 0x4803: segment,
                0x4B01: rational(fraction.numerator, fraction.denominator), 0x4804: int32(physical),
            },
        )  # fmt: skip

    def _filler(self, length: int) -> Storage:
        return self._component(_FILLER, self._sound, length)

    def _source_clip(self, mob: bytes, start: int, length: int, slot: int = 1) -> Storage:
        values = {0x1201: int64(start), 0x1101: mob, 0x1102: int32(slot)}
        return self._component(_CLIP, self._sound, length, values)

    def _louder(self, segment: Storage, length: int, gain: float) -> Storage:
        """Mono Audio Gain over a segment; ``gain`` in dB."""
        assert self._common.gain is not None
        key = bytes(AMPLITUDE.bytes_le)
        control = self._stored(_CONSTANT, {0x4C01: key, 0x4D01: _RATIONAL + rational(*amplitude(gain))})
        values: dict[int, Value] = {
            0x0B01: self._common.gain, 0x0B02: [segment], 0x0B03: OwnedSet(_KEY_PARAMETER, {key: control})
        }  # fmt: skip
        return self._component(_GROUP, self._sound, length, values)

    def _component(self, number: int, kind: Weak, length: int, more: Mapping[int, Value] | None = None) -> Storage:
        return self._stored(number, {0x0201: kind, 0x0202: int64(length), **(more or {})})

    def _timecode(self, number: int) -> Storage:
        session = self._session
        frames = FRAME_RATES[session.frame_rate or "25"]
        values = {
            0x1501: int64(units(session.origin, self._rate, frames)),
            0x1502: int16(-(-frames.numerator // frames.denominator)),
            0x1503: int8(session.drop),
        }
        length = units(self._lines.timeline.length, self._rate, frames) + 1
        segment = self._component(_TIMECODE, self._common.timecode, length, values)
        return self._slot(number, segment, name="TC", rate=frames, physical=1)

    def _markers(self, slots: Mapping[int, Sequence[LineMedia]], first: int) -> Iterator[Storage]:
        """An event slot for each sound slot with markers, as Avid has them; what belongs to all is at the first."""
        timeline = self._lines.timeline
        common = [(s.start, s.length, s.title or f"Scene {number}") for number, s in enumerate(timeline.scenes, 1)]
        common += [(marker.start, marker.length, marker.name) for marker in timeline.markers]
        for described, media in slots.items():
            entries = [*common, *((m.clip.start, m.clip.length, line_label(m.clip, m.track)) for m in media)]
            common = []
            if not entries:
                continue
            made = [
                self._component(
                    _MARKER, self._common.descriptive, length,
                    {0x0601: int64(start), 0x0602: text(_name(name)), 0x6102: int32(described)},
                )
                for start, length, name in sorted(entries, key=lambda entry: entry[0])
            ]  # fmt: skip
            segment = self._component(_SEQUENCE, self._common.descriptive, 0, {0x1001: made})
            values: dict[int, Value] = {
                0x4802: text("Markers"), 0x4901: rational(self._rate), 0x4801: int32(first), 0x4804: int32(described),
                0x4803: segment,
            }  # fmt: skip
            first += 1
            yield self._stored(_EVENT_SLOT, values)

    def _stored(self, number: int, values: Mapping[int, Value]) -> Storage:
        return stored(number, values, _NAMES)


def media_url(path: str) -> str:
    """A locator that readers resolve beside the AAF by its folder and name: they do not take one without a scheme."""
    pure = PurePosixPath(path)
    return f"file://localhost/{quote(pure.parent.name)}/{quote(pure.name)}"


def _comments(clip: Clip) -> Iterator[tuple[str, str]]:
    """What the clip's and the slot's names do not say."""
    yield "Line ID", clip.line_id
    yield "Text", clip.text
    for name, value in (("Direction", clip.direction), ("Note", clip.note)):
        if value:
            yield name, value


def _name(text: str) -> str:
    """UTF-16 strings end at a zero, and a name has one row."""
    return xml_text(text).replace("\r", "").strip()
