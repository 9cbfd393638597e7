"""Praat TextGrid: lines, words and phones as interval tiers of a character.

Times are written with all digits of a double, so that ``round(time * rate)`` is the sample. A tier
has no holes, no overlaps and no empty intervals: lines of one character that overlap get a second set of tiers, and
what has no length is written together with its neighbour. Source: Praat manual, "TextGrid file formats".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from plugins.api import Clip, Timeline, lanes

Interval = tuple[int, int, str]


def textgrid(timeline: Timeline, *, phones: bool = True) -> str:
    """The long text format, UTF-8."""
    length = max(1, timeline.length)
    tiers: list[tuple[str, list[Interval]]] = []
    used: set[str] = set()
    for track in timeline.tracks:
        for lane in lanes(track.clips):
            name = _unused(" ".join(track.name.split()) or track.character_id, used)
            tiers.append((name, filled(_lines(lane), length)))
            tiers.append((f"{name} - words", filled(_words(lane), length)))
            if phones and any(clip.phones for clip in lane):
                tiers.append((f"{name} - phones", filled(_phones(lane), length)))
    if timeline.scenes:
        spans = [(s.start, s.start + s.length, " ".join(s.title.split())) for s in timeline.scenes]
        tiers.append((_unused("scenes", used), filled(spans, length)))
    points = sorted({(m.start, " ".join(m.name.split())) for m in timeline.markers})
    points = [point for i, point in enumerate(points) if i == 0 or points[i - 1][0] != point[0]]
    end = _number(length, timeline.rate)
    out = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {end}"]
    out += ["tiers? <exists>", f"size = {len(tiers) + bool(points)}", "item []:"]
    for number, (name, intervals) in enumerate(tiers, 1):
        out += [f"    item [{number}]:", '        class = "IntervalTier"', f"        name = {_quoted(name)}"]
        out += ["        xmin = 0", f"        xmax = {end}", f"        intervals: size = {len(intervals)}"]
        for index, (first, last, text) in enumerate(intervals, 1):
            out += [f"        intervals [{index}]:", f"            xmin = {_number(first, timeline.rate)}"]
            out += [f"            xmax = {_number(last, timeline.rate)}", f"            text = {_quoted(text)}"]
    if points:
        name = _unused("markers", used)
        out += [f"    item [{len(tiers) + 1}]:", '        class = "TextTier"', f"        name = {_quoted(name)}"]
        out += ["        xmin = 0", f"        xmax = {end}", f"        points: size = {len(points)}"]
        for index, (at, text) in enumerate(points, 1):
            out += [f"        points [{index}]:", f"            number = {_number(at, timeline.rate)}"]
            out += [f"            mark = {_quoted(text)}"]
    return "\n".join(out) + "\n"


def filled(items: Iterable[Interval], length: int) -> list[Interval]:
    """The labelled intervals in order, the holes between them filled with empty ones up to ``length``."""
    made: list[Interval] = []
    waiting = ""  # of an item without length, for the next one
    at = 0
    for first, last, text in items:
        first, last = max(first, at), min(last, length)
        label = f"{waiting} {text}".strip()
        if last <= first:
            waiting = label
            continue
        if first > at:
            made.append((at, first, ""))
        made.append((first, last, label))
        at, waiting = last, ""
    if waiting:
        spoken = [index for index, (_, _, text) in enumerate(made) if text]
        if spoken:
            first, last, text = made[spoken[-1]]
            made[spoken[-1]] = (first, last, f"{text} {waiting}")
        elif at < length:
            made.append((at, at + 1, waiting))
            at += 1
    if at < length:
        made.append((at, length, ""))
    return made


def _lines(lane: Sequence[Clip]) -> list[Interval]:
    return [(c.start, c.end, " ".join(c.text.split())) for c in lane if c.text.strip()]


def _words(lane: Sequence[Clip]) -> list[Interval]:
    return [(w.start, min(w.end, c.end), w.text) for c in lane for w in sorted(c.words, key=lambda w: w.start)]


def _phones(lane: Sequence[Clip]) -> list[Interval]:
    return [(p.start, min(p.end, c.end), p.symbol) for c in lane for p in sorted(c.phones, key=lambda p: p.start)]


def _unused(name: str, used: set[str]) -> str:
    base, count = name, 2
    while name in used:
        name, count = f"{base} ({count})", count + 1
    used.add(name)
    return name


def _number(samples: int, rate: int) -> str:
    """Seconds with every digit of the double, and never as 1e-05, which some readers do not know."""
    return format(Decimal(repr(samples / rate)), "f") if samples % rate else str(samples // rate)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
