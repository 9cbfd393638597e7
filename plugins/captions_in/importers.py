"""Cues become lines, each held at the cue's own time: what a dubbing editor drops onto the window.

A line gets ``Line.start`` (samples of the project) and in ``Line.fields`` its ``slot`` (how long the cue stands, in
milliseconds) and the wished ``fit``: natural, gap (it may run into the silence behind), stretch, or flag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from plugins.api import Imported, Options, Problem, Project, read_text
from plugins.captions_in import cues
from plugins.captions_in.cues import Captions, Cue
from plugins.captions_in.words import Said, columns_per_second, escaped, joined, shares
from studio.document.ids import fresh
from studio.document.merge import compare, merged
from studio.document.model import Character, Delivery, Line, Scene

NARRATOR = "NARRATOR"
FAST = 21.0  # columns a second that nobody says without hurry
_PART = re.compile(r"(?P<id>.+?)[-.:/#](?P<part>\d{1,3})")
_OURS = re.compile(r"L-[0-9a-z]{1,12}")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»）)」』]*$")


class _CaptionImporter:
    parse: Callable[[str], Captions]

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        captions = type(self).parse(text)
        found = _lines_of(captions, join=bool(options["join"]))
        make = partial(_over, found, options, captions.language, captions.title or path.stem)
        hurried = tuple(_hurried(found)) if options["pin"] else ()
        empty = Project(id="", name=captions.title or path.stem, language=captions.language or "en")
        return Imported(project=make(empty), problems=(*odd, *captions.problems, *hurried), over=make)


class SrtImporter(_CaptionImporter):
    """SubRip; speakers from ``NAME:`` and brackets, two of them from dashes."""

    parse = staticmethod(cues.read_srt)


class VttImporter(_CaptionImporter):
    """WebVTT; speakers from ``<v NAME>``, cue ids become line ids."""

    parse = staticmethod(cues.read_vtt)


class AssImporter(_CaptionImporter):
    """Advanced SubStation Alpha; speakers from the actor's name or the style."""

    parse = staticmethod(cues.read_ass)


def _lines_of(captions: Captions, *, join: bool) -> list[tuple[Cue, Said]]:
    """A share of speech with its own times, remarks moved above the next one, parts of one line put together."""
    found: list[tuple[Cue, Said]] = []
    remarks: list[str] = []
    for cue in captions.cues:
        if cue.note:
            remarks.append(cue.note)
        parts = [Said(cue.speaker, "", escaped(joined(cue.rows)))] if cue.speaker else shares(cue.rows)
        spoken = [part for part in parts if part.text]
        remarks += [part.remark for part in parts if part.remark]
        total = sum(len(part.text) for part in spoken) or 1
        passed = 0
        for part in spoken:
            first = cue.start + (cue.end - cue.start) * passed // total
            passed += len(part.text)
            own = replace_cue(cue, first, cue.start + (cue.end - cue.start) * passed // total, len(found))
            own.note = "\n".join(remarks)
            remarks.clear()
            if found and _goes_on(found[-1], (own, part), join):
                before, words = found[-1]
                found[-1] = (replace(before, end=own.end), words._replace(text=joined([words.text, part.text])))
            else:
                found.append((own, part))
    return found


def replace_cue(cue: Cue, start: int, end: int, place: int) -> Cue:
    """One share's own cue; only the first of several keeps the id."""
    return replace(cue, start=start, end=end, id=cue.id if start == cue.start else "")


def _goes_on(last: tuple[Cue, Said], next_: tuple[Cue, Said], join: bool) -> bool:
    """Whether a cue is the rest of the line before: by our own ids ``L-1-2``, or because the sentence goes on."""
    one, two = last[0], next_[0]
    part = _PART.fullmatch(two.id)
    if part and _OURS.fullmatch(part["id"]) and int(part["part"]) > 1:
        head = _PART.fullmatch(one.id)
        if part["id"] in (one.id, head["id"] if head else ""):
            return True
    unfinished = not _SENTENCE_END.search(last[1].text)
    return join and unfinished and two.start - one.end < 500 and next_[1].speaker in ("", last[1].speaker)


def _over(found: list[tuple[Cue, Said]], options: Options, language: str, name: str, current: Project) -> Project:
    """``current`` with the cues as its lines, aligned by id or words; at its own sample rate."""
    cast: dict[str, Character] = {}
    taken: set[str] = set()
    lines = []
    speaker = NARRATOR
    for cue, said in found:
        speaker = said.speaker or (speaker if options["carry"] else NARRATOR)
        character = cast.get(speaker.casefold())
        if character is None:
            character = Character(id=fresh("C", {c.id for c in cast.values()}), name=speaker)
            cast[speaker.casefold()] = character
        identity = _identity(cue.id, taken)
        taken.add(identity)
        fields = {"slot": str(cue.end - cue.start), "fit": str(options["fit"])} if options["pin"] else {}
        start = (2 * cue.start * current.rate + 1000) // 2000 if options["pin"] else None
        lines.append(
            Line(
                id=identity, character=character.id, text=said.text, start=start, note=cue.note, fields=fields,
                delivery=Delivery(direction=said.direction),
            )
        )  # fmt: skip
    incoming = Project(
        id="", name="", characters=tuple(cast.values()), scenes=(Scene(id="S-captions", lines=tuple(lines)),)
    )
    if not any(True for _ in current.lines()):
        return replace(current, characters=incoming.characters, scenes=incoming.scenes)
    scenes = current.scenes
    if len(scenes) == 1:  # the file knows no scenes: the one there is keeps its id and title
        incoming = replace(incoming, scenes=(replace(incoming.scenes[0], id=scenes[0].id, title=scenes[0].title),))
    return merged(current, incoming, compare(current, incoming))


def _identity(cue: str, taken: set[str]) -> str:
    part = _PART.fullmatch(cue)
    if part and _OURS.fullmatch(part["id"]):
        cue = part["id"]
    if cue and not cue.isdigit() and not re.search(r"\s", cue) and cue not in taken:
        return cue
    return fresh("L", taken)


def _hurried(found: list[tuple[Cue, Said]]) -> list[Problem]:
    made = []
    for cue, said in found:
        speed = columns_per_second(said.text, cue.end - cue.start)
        if speed > FAST:
            message = f"{(cue.end - cue.start) / 1000:.1f} s are short for these words ({speed:.0f} letters a second)."
            made.append(Problem(message=message, line=cue.number, column=1, code="tight-slot"))
    return made
