"""Chapters of a programme: from scenes, markers or lines, the first of them always at zero.

Players and MP4's chapter tracks begin their first chapter at zero whatever a file says, so one is put there by name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from plugins.api import Timeline, clock, decimal_seconds, units, xml_text


@dataclass(frozen=True, slots=True)
class Chapter:
    """``start`` and ``end`` in samples."""

    start: int
    end: int
    title: str


def chapters_of(timeline: Timeline, source: str) -> list[Chapter]:
    """In order, without holes, up to the programme's end. ``source``: "scenes", "markers" or "lines"."""
    if source == "scenes":
        marks = [(s.start, s.title or f"Scene {n}") for n, s in enumerate(timeline.scenes, 1) if s.length > 0]
    elif source == "markers":
        marks = [(m.start, m.name) for m in timeline.markers]
    else:
        names = {c.line_id: t.name for t in timeline.tracks for c in t.clips}
        marks = [(c.start, f"{names[c.line_id]}: {c.text}") for c in timeline.clips() if c.text.strip()]
    made: dict[int, str] = {}
    for start, title in sorted(marks, key=lambda mark: mark[0]):
        made.setdefault(min(start, timeline.length), " ".join(title.split()))
    if 0 not in made:
        made[0] = " ".join(timeline.name.split())
    starts = sorted(made)
    ends = [*starts[1:], max(timeline.length, starts[-1])]
    return [Chapter(start, end, made[start]) for start, end in zip(starts, ends, strict=True)]


def chapters_json(chapters: list[Chapter], timeline: Timeline) -> str:
    """Podcasting 2.0, ``application/json+chapters``, version 1.2.0 (github.com/Podcastindex-org/podcast-namespace)."""
    rate = timeline.rate
    document = {
        "version": "1.2.0",
        "title": timeline.name,
        "chapters": [{"startTime": seconds(c.start, rate), "title": c.title} for c in chapters],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def simple_chapters(chapters: list[Chapter], timeline: Timeline) -> str:
    """Podlove Simple Chapters 1.2 (podlove.org/simple-chapters), milliseconds."""
    rows = [
        f'  <psc:chapter start="{clock(units(c.start, timeline.rate, 1000), 1000)}" '
        f"title={quoteattr(xml_text(c.title))}/>"
        for c in chapters
    ]
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">',
        *rows,
        "</psc:chapters>",
        "",
    ])  # fmt: skip


def ffmetadata(chapters: list[Chapter], timeline: Timeline) -> str:
    """ffmpeg's metadata file, in samples: chapters for MP3 (ID3 CHAP), M4A, MKA, Ogg. Source: ffmpeg-formats(1)."""
    out = [";FFMETADATA1", f"title={_escaped(' '.join(timeline.name.split()))}"]
    for chapter in chapters:
        out += ["[CHAPTER]", f"TIMEBASE=1/{timeline.rate}", f"START={chapter.start}", f"END={chapter.end}"]
        out.append(f"title={_escaped(chapter.title)}")
    return "\n".join(out) + "\n"


def seconds(samples: int, rate: int) -> float:
    """With microseconds, as JSON has numbers."""
    return float(decimal_seconds(samples, rate, 6))


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "=;#\\\n" else c for c in text if c >= " ")
