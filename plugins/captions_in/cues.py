"""SubRip, WebVTT and Advanced SubStation Alpha read into cues with times in milliseconds.

The readers forgive what players forgive: missing numbers, ``.`` for ``,``, hours left out, blank rows. What cannot be
read is reported with its row and skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.api import Problem
from plugins.captions_in.words import escaped, joined, without_tags

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-+>\s*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9].*?(?=\{[^{}]*\\p0|$)")  # of an ASS event; words may stand before and after
_OVERRIDE = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True)
class Cue:
    """``start`` and ``end`` in milliseconds. ``speaker`` where the format itself says who; rows without markup."""

    start: int
    end: int
    rows: list[str]
    speaker: str = ""
    id: str = ""
    note: str = ""
    number: int = 0  # row in the file
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Captions:
    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    language: str = ""
    title: str = ""


def read_srt(text: str) -> Captions:
    """SubRip: a number, the times, rows, a blank row."""
    made = Captions()
    rows = text.split("\n")
    times = [(n, found) for n, row in enumerate(rows) if (found := _TIMES.match(row))]
    for index, (at, found) in enumerate(times):
        end = times[index + 1][0] if index + 1 < len(times) else len(rows)
        body = rows[at + 1 : end]
        if index + 1 < len(times) and body and body[-1].strip().isdigit():
            body.pop()  # the next cue's number
        _add(made, Cue(*_span(found), [without_tags(row) for row in body], number=at + 1))
    if not times:
        made.problems.append(Problem(message="There is no cue in this file.", line=1, column=1, code="no-cues"))
    return made


def read_vtt(text: str) -> Captions:
    """WebVTT (w3.org/TR/webvtt1): blocks between blank rows. NOTE becomes a remark; STYLE and REGION are skipped."""
    made = Captions()
    note = ""
    number = 1
    for block in re.split(r"\n\n", text):
        rows = block.split("\n")
        here, number = number, number + len(rows) + 1
        rows = [row for row in rows if row.strip()]
        if not rows:
            continue
        if rows[0].startswith("WEBVTT"):
            for row in rows:
                if row.lower().startswith("language:"):
                    made.language = row.partition(":")[2].strip()
            continue
        if re.match(r"NOTE\b", rows[0]):
            said = "\n".join(rows)[4:].strip()
            tongue = re.fullmatch(r"Language:\s*(\S+)", said, re.IGNORECASE)
            if tongue:
                made.language = tongue[1]
            else:
                note = "\n".join(filter(None, (note, said)))
            continue
        at = next((n for n, row in enumerate(rows[:2]) if _TIMES.match(row)), None)
        if at is None:
            if not re.match(r"(?:STYLE|REGION)\b", rows[0]):
                message = f"{rows[0][:40]!r} is no cue; it was left out."
                made.problems.append(Problem(message=message, line=here, column=1, code="no-cue"))
            continue
        found = _TIMES.match(rows[at])
        assert found is not None
        for cue in _voices(rows[at + 1 :], *_span(found)):
            cue.id, cue.note, cue.number = (rows[0].strip() if at else ""), note, here + at
            note = ""
            _add(made, cue)
    return made


def _voices(rows: list[str], start: int, end: int) -> list[Cue]:
    """A cue for each ``<v NAME>`` in it, the time shared by the letters."""
    parts = _VOICE.split("\n".join(rows))
    said = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    said = [(without_tags(name).strip(), without_tags(text)) for name, text in said if text.strip()]
    total = sum(len(text) for _, text in said) or 1
    cues, passed = [], 0
    for name, text in said:
        first = start + (end - start) * passed // total
        passed += len(text)
        cues.append(Cue(first, start + (end - start) * passed // total, text.split("\n"), name))
    return cues


def read_ass(text: str) -> Captions:
    """Advanced SubStation Alpha: the events in order of time; the actor speaks, else the style where there are some."""
    made = Captions()
    columns: list[str] = []
    section = ""
    for number, row in enumerate(text.split("\n"), 1):
        if row.startswith("["):
            section = row.strip().lower()
        key, _, value = row.partition(":")
        key = key.strip().lower()
        if section == "[script info]" and key == "title":
            made.title = value.strip()
        if section != "[events]" or key not in ("format", "dialogue"):
            continue
        if key == "format":
            columns = [name.strip().lower() for name in value.split(",")]
            continue
        cells = dict(zip(columns, value.split(",", max(0, len(columns) - 1)), strict=False))
        times = re.fullmatch(rf"\s*{_CLOCK}\s*,\s*{_CLOCK}\s*", f"{cells.get('start', '')},{cells.get('end', '')}")
        if times is None or "text" not in cells:
            problem = Problem(message="This event cannot be read.", line=number, column=1, code="no-cue")
            made.problems.append(problem)
            continue
        body = _DRAWING.sub("", cells["text"])
        body = _OVERRIDE.sub("", body).replace("\\h", " ").replace("\\n", " ").replace("\u2060", "")
        speaker = cells.get("name", cells.get("actor", "")).strip()
        cue = Cue(*_span(times), body.strip().split("\\N"), speaker, number=number)
        cue.extra["style"] = cells.get("style", "").strip().lstrip("*")
        _add(made, cue)
    made.cues.sort(key=lambda cue: cue.start)
    styles = {cue.extra["style"] for cue in made.cues}
    for cue in made.cues:
        if not cue.speaker and len(styles) > 1 and cue.extra["style"].lower() != "default":
            cue.speaker = cue.extra["style"]
    return made


def _add(made: Captions, cue: Cue) -> None:
    if not any(row.strip() for row in cue.rows):
        return
    if cue.end <= cue.start:
        message = f"A cue ends before it begins: {escaped(joined(cue.rows))[:40]}"
        made.problems.append(Problem(message=message, line=cue.number, column=1, code="no-time"))
        cue.end = cue.start
    made.cues.append(cue)


def _span(found: re.Match[str]) -> tuple[int, int]:
    parts = found.groups()
    return _milliseconds(*parts[:4]), _milliseconds(*parts[4:8])


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
