"""A changed script meets the project made from it: what is new, changed, gone and moved, and the union.

Lines are paired by id. A script without ids is aligned with the project: same words first, then the most
alike words of the same character between them. So an edited sheet keeps the ids of its lines, and with
them takes, seeds, pins and whatever was set in the studio and the sheet does not speak of.
"""

from __future__ import annotations

import dataclasses
import difflib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studio.document.ids import made_here
from studio.document.model import Character, Delivery, Gaps, Line, Project, Scene, Voice

ALIKE = 0.5  # share of common words above which two texts are one line that was edited
_REWRITTEN = 8  # lines in a row that may be rewritten altogether and still keep their ids by their place
_REACH = 40  # lines to look ahead for an edited line between two unchanged ones


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is in both. ``before`` and ``after`` are whole values; ``fields`` names what differs."""

    id: str
    fields: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    new: tuple[Line, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Line, ...] = ()
    moved: tuple[str, ...] = ()  # ids
    new_characters: tuple[Character, ...] = ()
    changed_characters: tuple[Change, ...] = ()
    new_voices: tuple[Voice, ...] = ()
    changed_voices: tuple[Change, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)  # incoming id -> id in the project, for all kinds
    whole: bool = False

    @property
    def empty(self) -> bool:
        return not (self.new or self.changed or self.gone or self.moved or self.new_characters
                    or self.changed_characters or self.new_voices or self.changed_voices)  # fmt: skip

    def summary(self) -> str:
        """ "31 changed, 4 new, 2 gone", for people."""
        counts = (("changed", self.changed), ("new", self.new), ("gone", self.gone), ("moved", self.moved))
        return ", ".join(f"{len(items)} {word}" for word, items in counts if items) or "nothing changed"


def compare(current: Project, incoming: Project, *, whole: bool = False) -> Difference:
    """What ``incoming`` would change. Its unset values say nothing, unless it is the ``whole`` truth."""
    ids = _same_ids(current.voices, incoming.voices) | _same_ids(current.characters, incoming.characters)
    old = list(current.lines())
    new = list(incoming.lines())
    pairs = _aligned(old, new, ids)
    ids |= {i: c.id for i, c in pairs.items()}
    ids |= _same_scenes(current, incoming)
    changed = []
    for line in new:
        before = pairs.get(line.id)
        if before is not None:
            after = _merged_line(before, line, ids, whole)
            if fields := differing(before, after):
                changed.append(Change(before.id, fields, before, after))
    kept = {c.id for c in pairs.values()}
    known_voices = {v.id: v for v in current.voices}
    known_characters = {c.id: c for c in current.characters}
    return Difference(
        new=tuple(line for line in new if line.id not in pairs),
        changed=tuple(changed),
        gone=tuple(line for line in old if line.id not in kept),
        moved=_moved(old, new, pairs),
        new_characters=tuple(c for c in incoming.characters if ids.get(c.id) not in known_characters),
        changed_characters=_changes(known_characters, incoming.characters, ids, whole),
        new_voices=tuple(v for v in incoming.voices if ids.get(v.id) not in known_voices),
        changed_voices=_changes(known_voices, incoming.voices, ids, whole),
        ids=ids,
        whole=whole,
    )


def merged(current: Project, incoming: Project, difference: Difference, remove_gone: bool = True) -> Project:
    """``current`` with what ``incoming`` says. Lines that are gone stay at their place if they are not to go."""
    ids, whole = difference.ids, difference.whole
    by_id = {line.id: line for line in current.lines()}
    old_scenes = {s.id: s for s in current.scenes}
    scenes = []
    for scene in incoming.scenes:
        lines = []
        for line in scene.lines:
            before = by_id.get(ids.get(line.id, ""))
            lines.append(_merged_line(before, line, ids, whole) if before else _renamed(line, ids))
        identity = ids.get(scene.id, scene.id)
        old = old_scenes.get(identity)
        note = scene.note or (old.note if old and not whole else "")
        scenes.append(Scene(id=identity, title=scene.title, lines=tuple(lines), note=note))
    if not remove_gone:
        scenes = _with_gone(current, scenes, {line.id for line in difference.gone})
    lexicon = {p.word: p for p in (*incoming.lexicon, *(() if whole else current.lexicon))}
    lexicon |= {p.word: p for p in incoming.lexicon}
    usual = Project(id="", name="")
    settings = {
        name: value
        for name in ("name", "rate", "language", "seed", "note")
        if (value := getattr(incoming, name)) != getattr(usual, name) or whole
    }
    markers = {m.id: m for m in current.markers}
    named = {(m.name, m.start): m.id for m in current.markers}
    for marker in incoming.markers:
        identity = marker.id if marker.id in markers else named.get((marker.name, marker.start), marker.id)
        markers[identity] = replace(marker, id=identity)
    return replace(
        current,
        **settings,
        gaps=incoming.gaps if whole or incoming.gaps != Gaps() else current.gaps,
        voices=_union(current.voices, incoming.voices, ids, whole),
        characters=_union(current.characters, incoming.characters, ids, whole),
        scenes=tuple(scenes),
        lexicon=tuple(lexicon.values()) if lexicon != {p.word: p for p in current.lexicon} else current.lexicon,
        markers=tuple(markers.values()),
    )


# --- who is who -----------------------------------------------------------------------------------


def _same_ids(current: Sequence[Any], incoming: Sequence[Any]) -> dict[str, str]:
    """Incoming id to present id: by id, else by name."""
    known = {item.id for item in current}
    used = {item.id for item in incoming if item.id in known}
    names = {item.name.casefold(): item.id for item in reversed(current) if item.id not in used}
    same = {}
    for item in incoming:
        same[item.id] = item.id if item.id in known else names.pop(item.name.casefold(), item.id)
    return same


def _same_scenes(current: Project, incoming: Project) -> dict[str, str]:
    known = {s.id for s in current.scenes}
    used = {s.id for s in incoming.scenes if s.id in known}
    titles = {s.title: s.id for s in reversed(current.scenes) if s.id not in used}
    return {s.id: s.id if s.id in known else titles.pop(s.title, s.id) for s in incoming.scenes}


def _aligned(old: Sequence[Line], new: Sequence[Line], ids: Mapping[str, str]) -> dict[str, Line]:
    """Incoming id to present line: by id, by the same words, by likeness in order, by the place between others."""
    by_id = {line.id: line for line in old}
    pairs = {line.id: by_id[line.id] for line in new if line.id in by_id}
    taken = {line.id for line in pairs.values()}
    if len(pairs) == len(new):
        return pairs
    if any(line.id not in pairs and not made_here(line.id) for line in new):
        taken |= {line.id for line in old if not made_here(line.id)}  # two ids that were given are two lines
    place = {line.id: index for index, line in enumerate(old)}
    waiting: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index in range(len(old) - 1, -1, -1):
        if old[index].id not in taken:
            waiting[_key(old[index], {})].append(index)  # the earliest is last
    count: defaultdict[tuple[str, str], int] = defaultdict(int)
    free = [line for line in new if line.id not in pairs]
    for line in free:
        count[_key(line, ids)] += 1

    def pair(line: Line, index: int) -> None:
        pairs[line.id] = old[index]
        taken.add(old[index].id)

    for line in free:  # words that stand once on both sides
        key = _key(line, ids)
        if count[key] == 1 and len(waiting[key]) == 1:
            pair(line, waiting[key].pop())
    for direction in (1, -1):  # words that stand often: next to a line that is certain
        order = new if direction == 1 else new[::-1]
        previous = -1 if direction == 1 else len(old)
        for line in order:
            if line.id in pairs:
                previous = place[pairs[line.id].id]
                continue
            near = previous + direction
            if 0 <= near < len(old) and old[near].id not in taken and _key(old[near], {}) == _key(line, ids):
                pair(line, near)
                previous = near
    _pair_alike(old, new, ids, pairs, taken, place)
    for line in free:  # the same words somewhere else: moved
        if line.id not in pairs:
            left = waiting[_key(line, ids)]
            while left and old[left[-1]].id in taken:
                left.pop()
            if left:
                pair(line, left.pop())
    _pair_rewritten(old, new, ids, pairs, taken, place)
    return pairs


def _pair_alike(
    old: Sequence[Line], new: Sequence[Line], ids: Mapping[str, str], pairs: dict[str, Line], taken: set[str],
    place: Mapping[str, int],
) -> None:  # fmt: skip
    """Pair lines that were edited: between two certain neighbours, in order, with the most alike words."""
    ends = [len(old)] * (len(new) + 1)  # for each incoming line, where the next certain one stands
    for index in range(len(new) - 1, -1, -1):
        known = pairs.get(new[index].id)
        ends[index] = place[known.id] if known else ends[index + 1]
    start = 0
    for index, line in enumerate(new):
        known = pairs.get(line.id)
        if known:
            start = place[known.id] + 1
            continue
        best, score = -1, ALIKE
        end = ends[index] if ends[index] >= start else len(old)
        matcher: difflib.SequenceMatcher[str] | None = None
        for at in range(start, min(end, start + _REACH)):
            other = old[at]
            if other.id in taken or other.character != ids.get(line.character, line.character):
                continue
            if matcher is None:
                words = line.text.casefold().split()
                matcher = difflib.SequenceMatcher(None, b=words if len(words) > 3 else list(line.text.casefold()))
                letters = len(words) <= 3
            matcher.set_seq1(list(other.text.casefold()) if letters else other.text.casefold().split())
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
                best, score = at, matcher.ratio()
            if score > 0.9:
                break
        if best >= 0:
            pairs[line.id] = old[best]
            taken.add(old[best].id)
            start = best + 1


def _pair_rewritten(
    old: Sequence[Line],
    new: Sequence[Line],
    ids: Mapping[str, str],
    pairs: dict[str, Line],
    taken: set[str],
    place: Mapping[str, int],
) -> None:
    """Between two certain neighbours, as many lines of the same speakers as before: they were rewritten."""
    start, run = 0, []
    for line in (*new, None):
        known = pairs.get(line.id) if line else None
        if line and not known:
            run.append(line)
            continue
        end = place[known.id] if known else len(old)
        there = old[start:end] if start <= end else []
        if 0 < len(run) <= _REWRITTEN and [one.character for one in there] == [
            ids.get(one.character, one.character) for one in run
        ]:
            for one, other in zip(run, there, strict=True):
                if other.id not in taken:
                    pairs[one.id] = other
                    taken.add(other.id)
        start, run = end + 1, []


def _key(line: Line, ids: Mapping[str, str]) -> tuple[str, str]:
    return ids.get(line.character, line.character), " ".join(line.text.casefold().split())


def _moved(old: Sequence[Line], new: Sequence[Line], pairs: Mapping[str, Line]) -> tuple[str, ...]:
    """Ids of the lines that left the common order; as few as possible."""
    place = {line.id: index for index, line in enumerate(old)}
    order = [place[pairs[line.id].id] for line in new if line.id in pairs]
    tails: list[int] = []  # longest rising row, by its smallest last member
    tail_at: list[int] = []
    before: list[int] = []
    for index, value in enumerate(order):
        at = bisect_left(tails, value)
        before.append(tail_at[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        tail_at[at : at + 1] = [index]
    stays = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        stays.add(order[at])
        at = before[at]
    return tuple(old[value].id for value in order if value not in stays)


# --- what becomes of it ---------------------------------------------------------------------------


def _renamed(line: Line, ids: Mapping[str, str]) -> Line:
    voice = ids.get(line.voice, line.voice) if line.voice is not None else None
    return replace(line, character=ids.get(line.character, line.character), voice=voice)


_NO_LINE = Line(id="", character="", text="")


def _merged_line(before: Line, after: Line, ids: Mapping[str, str], whole: bool) -> Line:
    """The line in the project with what the incoming one says."""
    after = _renamed(after, ids)
    if whole:
        return replace(after, id=before.id)
    values: dict[str, Any] = {"character": after.character, "text": after.text}
    if after.delivery != _NO_LINE.delivery and after.delivery != before.delivery:
        values["delivery"] = _over(after.delivery, before.delivery)
    for name in _LINE_FIELDS:
        value = getattr(after, name)
        if value != getattr(_NO_LINE, name):
            values[name] = value
    if after.fields:
        values["fields"] = {**before.fields, **after.fields}
    return replace(before, **values)


_LINE_FIELDS = tuple(
    f.name for f in dataclasses.fields(Line) if f.name not in ("id", "character", "text", "delivery", "fields")
)


def _over(after: Delivery, before: Delivery) -> Delivery:
    return after.over(before)


def _merged_item(before: Any, after: Any, ids: Mapping[str, str], whole: bool) -> Any:
    """A character or voice of the project with what the incoming one says; a voice only named says nothing."""
    if isinstance(after, Voice) and not after.engine and not (after.settings or after.description):
        return before
    values = {f.name: getattr(after, f.name) for f in dataclasses.fields(after) if f.name != "id"}
    if isinstance(values.get("voice"), str):
        values["voice"] = ids.get(values["voice"], values["voice"])
    if not whole:
        usual = type(after)(id="", name="")
        values = {name: value for name, value in values.items() if value != getattr(usual, name)}
        if isinstance(before, Character) and "delivery" in values:
            values["delivery"] = _over(values["delivery"], before.delivery)
        if before.name.casefold() == after.name.casefold() and before.id != after.id:
            values.pop("name", None)
    return replace(before, **values)


def _changes(
    known: Mapping[str, Any], incoming: Sequence[Any], ids: Mapping[str, str], whole: bool
) -> tuple[Change, ...]:
    found = []
    for item in incoming:
        before = known.get(ids.get(item.id, ""))
        if before is not None:
            after = _merged_item(before, item, ids, whole)
            if fields := differing(before, after):
                found.append(Change(before.id, fields, before, after))
    return tuple(found)


def _union(current: Sequence[Any], incoming: Sequence[Any], ids: Mapping[str, str], whole: bool) -> tuple[Any, ...]:
    items = {item.id: item for item in current}
    for item in incoming:
        identity = ids.get(item.id, item.id)
        before = items.get(identity)
        if before is not None:
            items[identity] = _merged_item(before, item, ids, whole)
        else:
            voice = getattr(item, "voice", None)
            items[identity] = replace(item, voice=ids.get(voice, voice)) if voice is not None else item
    return tuple(items.values())


def differing(before: Any, after: Any) -> tuple[str, ...]:
    """Names of the fields in which two values of one kind differ."""
    if before == after:
        return ()
    return tuple(f.name for f in dataclasses.fields(before) if getattr(before, f.name) != getattr(after, f.name))


def _with_gone(current: Project, scenes: Sequence[Scene], gone: set[str]) -> list[Scene]:
    """``scenes`` with the gone lines put back, each behind the line it used to follow."""
    made = {scene.id: list(scene.lines) for scene in scenes}
    order = [scene.id for scene in scenes]
    kept = {scene.id: scene for scene in scenes}
    where = {line.id: scene.id for scene in scenes for line in scene.lines}
    for scene in current.scenes:
        last: str | None = None
        for line in scene.lines:
            if line.id in gone:
                home = where.get(last) if last is not None else None
                if home is None:
                    home = scene.id
                    if home not in made:
                        made[home], kept[home] = [], scene
                        order.append(home)
                lines = made[home]
                at = next((n + 1 for n, one in enumerate(lines) if one.id == last), 0)
                lines.insert(at, line)
                where[line.id] = home
            if line.id in where:
                last = line.id
    return [replace(kept[identity], lines=tuple(made[identity])) for identity in order]
