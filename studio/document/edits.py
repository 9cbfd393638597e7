"""Pure edits: each takes a project and gives the next one. Nothing else in the program changes a document.

An edit touches the one scene or character it is about and shares everything else, so it costs
microseconds and undo costs nothing. An id that does not exist raises LinereadError, because ids come from
people too: from the command line, from a table, from a server's caller.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from studio.document.ids import fresh
from studio.document.model import Character, Delivery, Line, Marker, Project, Pronunciation, Scene, Voice
from studio.errors import LinereadError


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)

# --- finding --------------------------------------------------------------------------------------


def locate(project: Project, line_id: str) -> tuple[int, int]:
    """Where a line stands: number of its scene, number in the scene, from 0."""
    for s, scene in enumerate(project.scenes):
        for n, line in enumerate(scene.lines):
            if line.id == line_id:
                return s, n
    raise _missing("line", line_id)


def line(project: Project, line_id: str) -> Line:
    s, n = locate(project, line_id)
    return project.scenes[s].lines[n]


def _missing(what: str, identity: str) -> LinereadError:
    return LinereadError(f"There is no {what} {identity!r} in this project.", "`lineread show` lists what there is.")


def _index(what: str, items: Sequence[_Named], identity: str) -> int:
    for index, item in enumerate(items):
        if item.id == identity:
            return index
    raise _missing(what, identity)


def _changed(what: str, item: Any, changes: Mapping[str, Any]) -> Any:
    try:
        return replace(item, **changes)
    except TypeError:
        known = {f.name for f in dataclasses.fields(item)}
        odd = ", ".join(sorted(changes.keys() - known))
        raise LinereadError(f"A {what} has no {odd}.", f"It has {', '.join(sorted(known))}.") from None


def _put(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _with_scene(project: Project, index: int, scene: Scene) -> Project:
    return replace(project, scenes=_put(project.scenes, index, scene))


def _each(project: Project, line_ids: Collection[str], change: Callable[[Line], Line]) -> Project:
    """Change several lines in one pass."""
    wanted = set(line_ids)
    scenes = []
    for scene in project.scenes:
        mine = [one.id in wanted for one in scene.lines]
        if any(mine):
            lines = tuple(change(one) if hit else one for one, hit in zip(scene.lines, mine, strict=True))
            wanted.difference_update(one.id for one in scene.lines)
            scene = replace(scene, lines=lines)
        scenes.append(scene)
    if wanted:
        raise _missing("line", min(wanted))
    return replace(project, scenes=tuple(scenes))


# --- lines ----------------------------------------------------------------------------------------


def replace_line(project: Project, line_id: str, **changes: Any) -> Project:
    """Set fields of one line: ``replace_line(p, id, text="...", gain=-2.0)``."""
    s, n = locate(project, line_id)
    scene = project.scenes[s]
    new = _changed("line", scene.lines[n], changes)
    return _with_scene(project, s, replace(scene, lines=_put(scene.lines, n, new)))


def replace_lines(project: Project, line_ids: Collection[str], **changes: Any) -> Project:
    """Set the same fields of many lines."""
    return _each(project, line_ids, lambda one: _changed("line", one, changes))


def replace_each(project: Project, changes: Mapping[str, Mapping[str, Any]]) -> Project:
    """Set fields of many lines, to each its own: ``replace_each(p, {id: {"gain": -2.0}, ...})``."""
    return _each(project, changes, lambda one: _changed("line", one, changes[one.id])) if changes else project


def set_delivery(project: Project, line_ids: Collection[str], **changes: Any) -> Project:
    """Set fields of the delivery of many lines; None makes a field inherited again."""
    return _each(project, line_ids, lambda one: replace(one, delivery=_changed("delivery", one.delivery, changes)))


def new_line(project: Project, character_id: str, text: str = "", **values: Any) -> Line:
    """A line with an id of its own, not yet in the project."""
    _index("character", project.characters, character_id)
    taken = {one.id for one in project.lines()}
    return Line(id=fresh("L", taken), character=character_id, text=text, **values)


def add_lines(
    project: Project, lines: Sequence[Line], *, after: str | None = None, scene: str | None = None
) -> Project:
    """Put lines after the line ``after``, or at the end of ``scene``, or at the end of the script."""
    taken = {one.id for one in project.lines()}
    for one in lines:
        if one.id in taken:
            raise LinereadError(f"The line {one.id!r} is in this project already.", "Give the new line another id.")
        taken.add(one.id)
    if after is not None:
        s, n = locate(project, after)
        at = n + 1
    elif not project.scenes and scene is None:
        return replace(project, scenes=(Scene(id=fresh("S"), lines=tuple(lines)),))
    else:
        s = len(project.scenes) - 1 if scene is None else _index("scene", project.scenes, scene)
        at = len(project.scenes[s].lines)
    old = project.scenes[s]
    return _with_scene(project, s, replace(old, lines=(*old.lines[:at], *lines, *old.lines[at:])))


def remove_lines(project: Project, line_ids: Collection[str]) -> Project:
    wanted = set(line_ids)
    scenes = tuple(
        replace(scene, lines=tuple(one for one in scene.lines if one.id not in wanted))
        if any(one.id in wanted for one in scene.lines) else scene
        for scene in project.scenes
    )  # fmt: skip
    if gone := wanted - {one.id for one in project.lines()}:
        raise _missing("line", min(gone))
    return replace(project, scenes=scenes)


def move_lines(
    project: Project, line_ids: Collection[str], *, before: str | None = None, scene: str | None = None
) -> Project:
    """Move lines, in script order, to stand before a line or at the end of a scene."""
    wanted = set(line_ids)
    moving = [one for one in project.lines() if one.id in wanted]
    if before in wanted:
        after_it = iter(project.lines())
        next(one for one in after_it if one.id == before)
        follower = next((one for one in after_it if one.id not in wanted), None)
        s, _ = locate(project, before or "")
        same = follower is not None and locate(project, follower.id)[0] == s
        before, scene = (follower.id, None) if follower and same else (None, project.scenes[s].id)
    rest = remove_lines(project, wanted)
    if before is None:
        return add_lines(rest, moving, scene=scene)
    s, n = locate(rest, before)
    old = rest.scenes[s]
    return _with_scene(rest, s, replace(old, lines=(*old.lines[:n], *moving, *old.lines[n:])))


def split_line(project: Project, line_id: str, first: str, second: str) -> Project:
    """Make two lines of one. The first keeps the id and the note; the second has no take and no pin yet.

    :func:`studio.script.split_text` gives the two texts with their tags in order.
    """
    old = line(project, line_id)
    taken = {one.id for one in project.lines()}
    rest = replace(
        old,
        id=fresh("L", taken),
        text=second,
        take=None,
        start=None,
        pause_before=None,
        note="",
        locked=False,
        status="",
    )
    project = replace_line(project, line_id, text=first, pause_after=None, take=None, locked=False)
    return add_lines(project, [rest], after=line_id)


def join_lines(project: Project, line_ids: Sequence[str], between: str = " ") -> Project:
    """Make one line of several that follow one another; it keeps the first one's id and delivery."""
    places = [locate(project, i) for i in line_ids]
    if len(places) < 2:
        raise LinereadError("Two lines or more are needed to join.", "Select the lines that belong together.")
    s, n = places[0]
    if places != [(s, n + k) for k in range(len(places))]:
        raise LinereadError("Only lines that follow one another in one scene can be joined.", "Move them first.")
    lines = project.scenes[s].lines[n : n + len(places)]
    if len({one.character for one in lines}) > 1:
        raise LinereadError("Lines of different characters cannot be joined.", "Give them one character first.")
    joined = replace(
        lines[0],
        text=between.join(one.text for one in lines if one.text),
        note="\n".join(one.note for one in lines if one.note),
        pause_after=lines[-1].pause_after,
        lexicon=tuple(dict.fromkeys(p for one in lines for p in one.lexicon)),
        fields={k: v for one in reversed(lines) for k, v in one.fields.items()},
        take=None,
        locked=False,
    )
    scene = project.scenes[s]
    return _with_scene(project, s, replace(scene, lines=(*scene.lines[:n], joined, *scene.lines[n + len(places) :])))


def pin(project: Project, line_id: str, start: int | None) -> Project:
    """Hold a line at a sample of the programme; None lets it follow the line before again."""
    if start is not None and start < 0:
        raise LinereadError("A line cannot start before the programme.", "Give a position of 0 or more.")
    return replace_line(project, line_id, start=start)


def reseed(project: Project, line_ids: Collection[str], step: int = 1) -> Project:
    """Ask for another reading of lines: the next seed, and whatever take belongs to it."""
    return _each(project, line_ids, lambda one: replace(one, seed=one.seed + step, take=None))


# --- characters and voices ------------------------------------------------------------------------


def add_character(project: Project, name: str, *, voice: str | None = None, **values: Any) -> Project:
    """A new character, last in the cast. Names are unlike each other, whatever their case."""
    _check_name(project, name)
    if voice is not None:
        _index("voice", project.voices, voice)
    identity = fresh("C", {c.id for c in project.characters})
    new = _changed("character", Character(id=identity, name=name, voice=voice), values)
    return replace(project, characters=(*project.characters, new))


def replace_character(project: Project, character_id: str, **changes: Any) -> Project:
    index = _index("character", project.characters, character_id)
    if "name" in changes:
        _check_name(project, changes["name"], character_id)
    if changes.get("voice") is not None:
        _index("voice", project.voices, changes["voice"])
    new = _changed("character", project.characters[index], changes)
    return replace(project, characters=_put(project.characters, index, new))


def rename_character(project: Project, character_id: str, name: str) -> Project:
    return replace_character(project, character_id, name=name)


def set_voice(project: Project, character_id: str, voice_id: str | None) -> Project:
    return replace_character(project, character_id, voice=voice_id)


def set_character_delivery(project: Project, character_id: str, **changes: Any) -> Project:
    """Set fields of a character's default delivery."""
    index = _index("character", project.characters, character_id)
    delivery: Delivery = _changed("delivery", project.characters[index].delivery, changes)
    return replace_character(project, character_id, delivery=delivery)


def remove_character(project: Project, character_id: str, *, lines_to: str | None = None) -> Project:
    """Take a character out of the cast. If it has lines, say who speaks them from now on."""
    index = _index("character", project.characters, character_id)
    mine = [one.id for one in project.lines() if one.character == character_id]
    if mine:
        if lines_to is None or lines_to == character_id:
            name = project.characters[index].name
            raise LinereadError(f"{name} still has {len(mine)} lines.", "Say which character speaks them instead.")
        _index("character", project.characters, lines_to)
        project = replace_lines(project, mine, character=lines_to)
    return replace(project, characters=project.characters[:index] + project.characters[index + 1 :])


def _check_name(project: Project, name: str, but: str = "") -> None:
    if not name.strip():
        raise LinereadError("A character needs a name.", "Type one.")
    if any(c.name.casefold() == name.casefold() and c.id != but for c in project.characters):
        raise LinereadError(f"There is a character {name} already.", "Choose another name.")


def add_voice(project: Project, voice: Voice) -> Project:
    if any(v.id == voice.id for v in project.voices):
        raise LinereadError(f"The voice {voice.id!r} is in this project already.", "Give it another id.")
    return replace(project, voices=(*project.voices, voice))


def replace_voice(project: Project, voice_id: str, **changes: Any) -> Project:
    index = _index("voice", project.voices, voice_id)
    return replace(project, voices=_put(project.voices, index, _changed("voice", project.voices[index], changes)))


def remove_voice(project: Project, voice_id: str) -> Project:
    """Take a voice out; whoever had it has none."""
    index = _index("voice", project.voices, voice_id)
    users = [one.id for one in project.lines() if one.voice == voice_id]
    if users:
        project = replace_lines(project, users, voice=None)
    characters = tuple(replace(c, voice=None) if c.voice == voice_id else c for c in project.characters)
    return replace(project, voices=project.voices[:index] + project.voices[index + 1 :], characters=characters)


# --- scenes ---------------------------------------------------------------------------------------


def add_scene(project: Project, title: str = "", *, before_line: str | None = None) -> Project:
    """A new scene at the end; with ``before_line``, the scene is divided there and its tail becomes the new one."""
    new = Scene(id=fresh("S", {s.id for s in project.scenes}), title=title)
    if before_line is None:
        return replace(project, scenes=(*project.scenes, new))
    s, n = locate(project, before_line)
    old = project.scenes[s]
    halves = (replace(old, lines=old.lines[:n], note=""), replace(new, lines=old.lines[n:], note=old.note))
    return replace(project, scenes=(*project.scenes[:s], *halves, *project.scenes[s + 1 :]))


def replace_scene(project: Project, scene_id: str, **changes: Any) -> Project:
    index = _index("scene", project.scenes, scene_id)
    return _with_scene(project, index, _changed("scene", project.scenes[index], changes))


def remove_scene(project: Project, scene_id: str, *, with_lines: bool = False) -> Project:
    """Remove a scene. Its lines go to the scene before it (or after it) unless they are to go too."""
    index = _index("scene", project.scenes, scene_id)
    scene, rest = project.scenes[index], list(project.scenes[:index] + project.scenes[index + 1 :])
    if scene.lines and not with_lines:
        if not rest:
            raise LinereadError("The only scene still has lines.", "Remove the lines too, or keep the scene.")
        at = max(index - 1, 0)
        other = rest[at]
        lines = other.lines + scene.lines if index else scene.lines + other.lines
        rest[at] = replace(other, lines=lines)
    return replace(project, scenes=tuple(rest))


def move_scene(project: Project, scene_id: str, to: int) -> Project:
    """Put a scene at place ``to``, from 0, among the others."""
    index = _index("scene", project.scenes, scene_id)
    rest = [*project.scenes[:index], *project.scenes[index + 1 :]]
    rest.insert(max(0, to), project.scenes[index])
    return replace(project, scenes=tuple(rest))


# --- markers, pronunciations, settings ------------------------------------------------------------


def add_marker(project: Project, name: str, start: int, length: int = 0) -> Project:
    """A marker at ``start``, in samples; markers stay in order of time."""
    new = Marker(id=fresh("M", {m.id for m in project.markers}), name=name, start=start, length=length)
    return replace(project, markers=_in_time((*project.markers, new)))


def replace_marker(project: Project, marker_id: str, **changes: Any) -> Project:
    index = _index("marker", project.markers, marker_id)
    new = _changed("marker", project.markers[index], changes)
    return replace(project, markers=_in_time(_put(project.markers, index, new)))


def remove_marker(project: Project, marker_id: str) -> Project:
    index = _index("marker", project.markers, marker_id)
    return replace(project, markers=project.markers[:index] + project.markers[index + 1 :])


def _in_time(markers: Iterable[Marker]) -> tuple[Marker, ...]:
    return tuple(sorted(markers, key=lambda m: m.start))


def pronounce(project: Project, word: str, say: str = "", phonemes: str = "", *, scope: str | None = None) -> Project:
    """Say ``word`` in another way: in the whole project, or for the character or line whose id is ``scope``.

    Without ``say`` and ``phonemes`` the word is said as usual again.
    """
    if not word.strip():
        raise LinereadError("Which word is to be said differently?", "Give the word as it stands in the script.")
    new = Pronunciation(word=word, say=say, phonemes=phonemes) if say or phonemes else None
    if scope is None:
        return replace(project, lexicon=_pronounced(project.lexicon, word, new))
    for index, character in enumerate(project.characters):
        if character.id == scope:
            changed = replace(character, lexicon=_pronounced(character.lexicon, word, new))
            return replace(project, characters=_put(project.characters, index, changed))
    old = line(project, scope)
    return replace_line(project, scope, lexicon=_pronounced(old.lexicon, word, new))


def _pronounced(lexicon: tuple[Pronunciation, ...], word: str, new: Pronunciation | None) -> tuple[Pronunciation, ...]:
    kept = tuple(p for p in lexicon if p.word != word)
    return (*kept, new) if new else kept


def replace_settings(project: Project, **changes: Any) -> Project:
    """Set fields of the project itself: name, rate, language, seed, gaps, note."""
    changed: Project = _changed("project", project, changes)
    return changed
