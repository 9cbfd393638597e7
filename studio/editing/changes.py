"""What a writer does to a script: lines and scenes in, out, up, down and pasted.

Each gives the next project; most also say which lines a person should see selected afterwards.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from studio.document import edits
from studio.document.ids import fresh
from studio.document.model import Gaps, Line, Project, Scene
from studio.script import parse_script, print_script
from studio.script.rows import NARRATOR
from studio.session.casting import DEFAULT_ENGINE, cast

Made = tuple[Project, tuple[str, ...]]
Making = Callable[[Project], Made]


def with_character(project: Project, name: str) -> tuple[Project, str]:
    """The project with a character of this name, who has a voice; one that is there already is used."""
    for character in project.characters:
        if character.name.casefold() == name.strip().casefold():
            return project, character.id
    project = edits.add_character(project, name.strip())
    identity = project.characters[-1].id
    return voiced(project, {identity}), identity


def voiced(project: Project, characters: Collection[str]) -> Project:
    """These characters with voices of their own, if they have none. Nobody else is touched."""
    wanting = tuple(c for c in project.characters if c.id in characters and c.voice is None)
    if not wanting:
        return project
    engine = project.voices[0].engine if project.voices else DEFAULT_ENGINE
    made, _ = cast(replace(project, characters=wanting, scenes=()), engine)
    known = {v.id for v in project.voices}
    voices = (*project.voices, *(v for v in made.voices if v.id not in known))
    given = {c.id: c.voice for c in made.characters}
    people = tuple(replace(c, voice=given[c.id]) if c.id in given else c for c in project.characters)
    return replace(project, voices=voices, characters=people)


def first_line(project: Project, text: str = "") -> Made:
    """A line for a script that has none: the first of the cast speaks, or a narrator."""
    if project.characters:
        speaker = project.characters[0].id
    else:
        project, speaker = with_character(project, NARRATOR)
    made = edits.new_line(project, speaker, text)
    return edits.add_lines(project, [made]), (made.id,)


def inserted(project: Project, beside: str, *, above: bool = False) -> Made:
    """An empty line below or above another, spoken by the same character."""
    made = edits.new_line(project, edits.line(project, beside).character)
    if not above:
        return edits.add_lines(project, [made], after=beside), (made.id,)
    return _before(project, (made,), beside), (made.id,)


def _before(project: Project, lines: tuple[Line, ...], beside: str) -> Project:
    s, n = edits.locate(project, beside)
    scene = project.scenes[s]
    new = replace(scene, lines=(*scene.lines[:n], *lines, *scene.lines[n:]))
    return replace(project, scenes=(*project.scenes[:s], new, *project.scenes[s + 1 :]))


def duplicated(project: Project, line_ids: Collection[str]) -> Made:
    """Copies of these lines below the last of them, without pin, lock and status."""
    taken = {line.id for line in project.lines()}
    copies: list[Line] = []
    last = ""
    for line in project.lines():
        if line.id in line_ids:
            last = line.id
            copy = replace(line, id=fresh("L", taken), start=None, locked=False, status="")
            taken.add(copy.id)
            copies.append(copy)
    if not copies:
        return project, ()
    return edits.add_lines(project, copies, after=last), tuple(c.id for c in copies)


def shifted(project: Project, line_ids: Collection[str], way: int) -> Project:
    """These lines one place up (-1) or down (1), over the edge of a scene into the next."""
    wanted = set(line_ids)
    places = [(s, n) for s, scene in enumerate(project.scenes) for n, x in enumerate(scene.lines) if x.id in wanted]
    if not places:
        return project
    scenes = project.scenes
    if way < 0:
        s, n = places[0]
        if n > 0:
            return edits.move_lines(project, wanted, before=scenes[s].lines[n - 1].id)
        return edits.move_lines(project, wanted, scene=scenes[s - 1].id) if s > 0 else project
    s, n = places[-1]
    rest = [x for x in scenes[s].lines[n + 1 :] if x.id not in wanted]
    if len(rest) > 1:
        return edits.move_lines(project, wanted, before=rest[1].id)
    if rest:
        return edits.move_lines(project, wanted, scene=scenes[s].id)
    if s + 1 == len(scenes):
        return project
    ahead = scenes[s + 1]
    if ahead.lines:
        return edits.move_lines(project, wanted, before=ahead.lines[0].id)
    return edits.move_lines(project, wanted, scene=ahead.id)


def moved(project: Project, line_ids: Collection[str], before: str | None) -> Project:
    """These lines before a line, at the end of the scene above a heading, or at the very end."""
    if not line_ids or (before in line_ids and len(line_ids) == 1):
        return project
    heading = next((s for s, scene in enumerate(project.scenes) if scene.id == before), None)
    if before is None:
        new = edits.move_lines(project, line_ids, scene=project.scenes[-1].id)
    elif heading is None:
        new = edits.move_lines(project, line_ids, before=before)
    elif heading > 0:
        new = edits.move_lines(project, line_ids, scene=project.scenes[heading - 1].id)
    elif project.scenes[0].lines:
        new = edits.move_lines(project, line_ids, before=project.scenes[0].lines[0].id)
    else:
        new = edits.move_lines(project, line_ids, scene=project.scenes[0].id)
    return project if _order(new) == _order(project) else new


def _order(project: Project) -> list[tuple[str, ...]]:
    return [tuple(line.id for line in scene.lines) for scene in project.scenes]


# --- text in and out ------------------------------------------------------------------------------


def script_of(project: Project, line_ids: Collection[str], *, ids: bool = False) -> str:
    """These lines as a writer would have typed them, without the header of the script."""
    wanted = set(line_ids)
    scenes: list[Scene] = []
    for scene in project.scenes:
        lines = tuple(line for line in scene.lines if line.id in wanted)
        if lines:
            whole = len(lines) == len(scene.lines)
            scenes.append(replace(scene, lines=lines, note="", title=scene.title if whole or scenes else ""))
    if not scenes:
        return ""
    bare = replace(project, scenes=tuple(scenes), note="", lexicon=(), markers=(), gaps=Gaps())
    return print_script(bare, ids=ids).split("\n\n", 1)[-1]


def pasted(project: Project, text: str, after: str | None) -> Made:
    """The lines that ``text`` describes, after a line or at the end; new characters get voices.

    Rows without any speaker are one line each, said by whoever says the line above.
    """
    parsed, _ = parse_script(text, base=project)
    above = next((x for x in project.lines() if x.id == after), None)
    scenes: list[Scene] = list(parsed.scenes)
    known = {c.id for c in project.characters}
    named = {c.id: c.name for c in parsed.characters}
    spoken = {named.get(x.character, "") for scene in scenes for x in scene.lines}
    if spoken == {NARRATOR} and NARRATOR.casefold() not in text.casefold():
        if above is None and not project.characters:
            project, speaker = with_character(project, NARRATOR)
        else:
            speaker = above.character if above is not None else project.characters[0].id
        scenes = [Scene(id="", lines=tuple(
            Line(id="", character=speaker, text=row.strip()) for row in text.splitlines() if row.strip()
        ))]  # fmt: skip
    else:
        new = tuple(c for c in parsed.characters if c.id not in known and any(
            x.character == c.id for scene in scenes for x in scene.lines
        ))  # fmt: skip
        if new:
            project = replace(project, characters=(*project.characters, *(replace(c, voice=None) for c in new)))
            project = voiced(project, {c.id for c in new})
    scenes = _own_ids(project, scenes)
    ids = tuple(x.id for scene in scenes for x in scene.lines)
    return (_put(project, scenes, after), ids) if ids else (project, ())


def _own_ids(project: Project, scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes with ids that nobody in the project has."""
    taken = {x.id for x in project.lines()} | {s.id for s in project.scenes}
    cast_ids = {c.id for c in project.characters}
    voices = {v.id for v in project.voices}
    made = []
    for scene in scenes:
        lines = []
        for line in scene.lines:
            identity = fresh("L", taken)
            taken.add(identity)
            voice = line.voice if line.voice in voices else None
            speaker = line.character if line.character in cast_ids else project.characters[0].id
            lines.append(replace(line, id=identity, character=speaker, voice=voice, start=None, locked=False))
        identity = fresh("S", taken)
        taken.add(identity)
        made.append(dataclasses.replace(scene, id=identity, lines=tuple(lines)))
    return made


def _put(project: Project, scenes: Sequence[Scene], after: str | None) -> Project:
    """The lines of an untitled first scene at the place; titled scenes divide the scene they are put into."""
    head, rest = (scenes[0].lines, scenes[1:]) if not scenes[0].title else ((), scenes)
    if not project.scenes:
        return replace(project, scenes=tuple(scenes))
    if not rest:
        return edits.add_lines(project, head, after=after)
    if after is None:
        s = len(project.scenes) - 1
        at = len(project.scenes[s].lines)
    else:
        s, n = edits.locate(project, after)
        at = n + 1
    old = project.scenes[s]
    first = replace(old, lines=(*old.lines[:at], *head), note="" if old.lines[at:] else old.note)
    last = replace(rest[-1], lines=(*rest[-1].lines, *old.lines[at:]), note=old.note if old.lines[at:] else "")
    opening = () if not first.lines and not first.title else (first,)
    return replace(project, scenes=(*project.scenes[:s], *opening, *rest[:-1], last, *project.scenes[s + 1 :]))
