"""The text of a REAPER project file (version 0.1, as REAPER 6 and 7 write it).

A tree of ``<NAME ...`` and ``>`` with one property a line. Times are seconds; fourteen decimals made from
whole samples give each sample back. A string is quoted by whichever of " ' ` it does not contain. An item
without ``FADEIN 1 0 ...`` would get REAPER's default fade of 10 ms. The first take of an item stands in it directly,
each other one after a row ``TAKE``; ``TAKE SEL`` would be the one that plays, and without it the first does. That is
ours, because programs that know nothing of takes read the first. An item's volume is that of all its takes; each has
its own besides.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.api import Clip, LineMedia, Lines, Timeline, Track, decimal_seconds, line_label, stable_uuid

_DIGITS = 14
_NO_FADE = "1 0 0 1 0 0 0"  # shape, length, ...
_TEMPO = 120


def reaper_project(lines: Lines, folder: str, *, start: int = 0, line_markers: bool = False) -> str:
    """The project; ``folder`` is where it lies in the delivery, ``start`` its timecode in samples."""
    timeline = lines.timeline
    rows = [
        '<REAPER_PROJECT 0.1 "7.0/lineread" 0',
        "  RIPPLE 0",
        f"  PROJOFFS {_seconds(start, timeline)} 0 0",
        f"  SAMPLERATE {timeline.rate} 1 0",
        f"  TEMPO {_TEMPO} 4 4",
        "  <TEMPOENVEX",
        "    ACT 0 -1",
        "    VIS 1 0 1",
        "    LANEHEIGHT 0 0",
        "    ARM 0",
        "    DEFSHAPE 1 -1 -1",
        f"    PT 0 {_TEMPO} 1",
        "  >",
    ]
    rows += (f"  {row}" for row in _markers(lines, line_markers))
    faders = lines.track_gains
    for track in timeline.tracks:
        rows += (
            f"  {row}" for row in _track(timeline, track, lines.of(track), folder, faders.get(track.character_id, 0.0))
        )
    return "\n".join([*rows, ">", ""])


def color_number(color: str) -> int:
    """REAPER's custom colour of "#rrggbb": red in the lowest byte, and the bit that says there is one."""
    value = int(color.removeprefix("#") or "808080", 16)
    return 0x1000000 | (value & 0xFF) << 16 | value & 0xFF00 | value >> 16


def quoted(text: str) -> str:
    """``text`` as a string of the format, in one row."""
    text = " ".join(text.split())
    mark = next((mark for mark in "\"'`" if mark not in text), "`")
    return f"{mark}{text.replace('`', chr(39)) if mark == '`' else text}{mark}"


def _markers(lines: Lines, line_markers: bool) -> Iterator[str]:
    timeline = lines.timeline
    entries = [(s.start, s.length, s.title or f"Scene {n}", 0, True) for n, s in enumerate(timeline.scenes, 1)]
    entries += [(m.start, m.length, m.name, 0, m.length > 0) for m in timeline.markers]
    if line_markers:
        colors = {t.character_id: color_number(t.color) for t in timeline.tracks}
        entries += [
            (m.clip.start, 0, line_label(m.clip, m.track), colors[m.track.character_id], False) for m in lines.media
        ]
    for number, (start, length, name, color, region) in enumerate(sorted(entries, key=lambda entry: entry[0]), 1):
        kind = "R" if region else "B"
        guid = _guid(timeline, "marker", str(number))
        flag = int(region)
        yield f"MARKER {number} {_seconds(start, timeline)} {quoted(name)} {flag} {color} 1 {kind} {guid} 0"
        if region:
            yield f'MARKER {number} {_seconds(start + length, timeline)} "" 1'


def _track(timeline: Timeline, track: Track, media: list[LineMedia], folder: str, fader: float) -> Iterator[str]:
    color = color_number(track.color)
    guid = _guid(timeline, track.character_id)
    yield f"<TRACK {guid}"
    yield f"  NAME {quoted(track.name)}"
    yield f"  PEAKCOL {color}"
    yield "  BEAT -1"
    yield "  AUTOMODE 0"
    yield f"  VOLPAN {_factor(fader)} 0 -1 -1 1"
    yield "  MUTESOLO 0 0 0"
    yield "  ISBUS 0 0"
    yield "  NCHAN 2"
    yield f"  TRACKID {guid}"
    yield "  MAINSEND 1 0"
    for line in media:
        yield from (f"  {row}" for row in _item(timeline, line, folder))
    yield ">"


def _item(timeline: Timeline, line: LineMedia, folder: str) -> Iterator[str]:
    clip = line.clip
    guid = _guid(timeline, clip.line_id)
    numbers = {take.key: take.number for take in clip.takes}
    yield "<ITEM"
    yield f"  POSITION {_seconds(clip.start, timeline)}"
    yield "  SNAPOFFS 0"
    yield f"  LENGTH {_seconds(clip.length, timeline)}"
    yield "  LOOP 0"
    yield "  ALLTAKES 0"
    yield f"  FADEIN {_NO_FADE}"
    yield f"  FADEOUT {_NO_FADE}"
    yield "  MUTE 0 0"
    yield "  SEL 0"
    yield f"  IGUID {guid}"
    yield f"  IID {clip.number}"
    for place, take in enumerate((line, *line.takes)):
        volume = _factor(take.gain - line.gain)
        if place:
            yield "  TAKE"
        yield f"  NAME {quoted(_take_name(line, take, numbers.get(take.clip.take or '', 0)))}"
        yield f"  TAKEVOLPAN 0 {volume} -1" if place else f"  VOLPAN {_factor(line.gain)} 0 {volume} -1"
        yield f"  SOFFS {_seconds(take.before, timeline)}"
        yield "  PLAYRATE 1 1 0 -1 0 0.0025"
        yield "  CHANMODE 0"
        yield f"  GUID {_guid(timeline, clip.line_id, take.clip.take or '')}"
        if not place:
            yield "  <NOTES"
            yield from (f"    |{row}" for row in (*notes_of(clip), *_take_notes(line, timeline.rate)))
            yield "  >"
        yield "  <SOURCE WAVE"
        yield f"    FILE {quoted(take.path.removeprefix(folder + '/'))}"
        yield "  >"
    yield ">"


def _take_name(line: LineMedia, take: LineMedia, number: int) -> str:
    """The line's name, and where it has more than one take which of them this is and what it has otherwise."""
    name = line_label(line.clip, line.track)
    if not line.takes:
        return name
    about = next((t.about for t in line.clip.takes if t.key == take.clip.take), "")
    return f"{name} · take {number}" + (f" ({about})" if about else "")


def _take_notes(line: LineMedia, rate: int) -> list[str]:
    """A row for each take that the item holds: REAPER has notes for an item and none for a take."""
    if not line.takes:
        return []
    there = {take.clip.take: take.clip.length for take in (line, *line.takes)}
    return [
        f"take {take.number}: {there[take.key] / rate:.2f} s"
        + (f", {' '.join(take.about.split())}" if take.about else "")
        + (", chosen" if take.key == line.clip.take else "")
        for take in line.clip.takes
        if take.key in there
    ]


def notes_of(clip: Clip) -> list[str]:
    """What a person reads in the item's notes: the text, then how it was meant."""
    rows = clip.text.splitlines() or [""]
    rows += [f"({row})" for row in clip.direction.splitlines() if row.strip()]
    rows += [row for row in clip.note.splitlines() if row.strip()]
    return rows


def _factor(gain: float) -> str:
    """Decibels as REAPER keeps a volume."""
    return f"{10 ** (gain / 20):.14g}"


def _seconds(samples: int, timeline: Timeline) -> str:
    return decimal_seconds(samples, timeline.rate, _DIGITS)


def _guid(timeline: Timeline, *parts: str) -> str:
    return f"{{{str(stable_uuid(timeline.project_id, *parts)).upper()}}}"
