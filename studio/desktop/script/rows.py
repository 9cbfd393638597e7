"""The rows of the script, and the few steps that lead from one order of rows to another.

A view that is told "these three were inserted there" keeps its place, its selection and its heights; one
that is told "everything is new" loses them. So the difference is found here, without Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.document.model import Project

MOST_MOVES = 48  # beyond that, one step that says the whole new order is cheaper


@dataclass(frozen=True, slots=True)
class Remove:
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Insert:
    first: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Rows ``first`` to ``last`` come to stand before the row that is now number ``before``."""

    first: int
    last: int
    before: int


@dataclass(frozen=True, slots=True)
class Order:
    """The same rows in another order."""

    keys: tuple[str, ...]


Step = Remove | Insert | Move | Order


def row_keys(project: Project) -> list[str]:
    """Ids of scenes and lines as rows. A script of one untitled scene has no headings."""
    headed = len(project.scenes) > 1 or any(scene.title for scene in project.scenes)
    keys: list[str] = []
    for scene in project.scenes:
        if headed:
            keys.append(scene.id)
        keys.extend(line.id for line in scene.lines)
    return keys


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """What turns ``old`` into ``new``, one after the other: removals from the end, then moves, then insertions."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before = list(old[head : len(old) - tail])
    after = list(new[head : len(new) - tail])
    if not before and not after:
        return []
    wanted, known = set(after), set(before)
    made: list[Step] = [Remove(head + a, head + b) for a, b in reversed(_runs(before, wanted))]
    kept = [key for key in before if key in wanted]
    target = [key for key in after if key in known]
    made += _moves(kept, target, head, old, tail)
    for first, last in _runs(after, known):
        made.append(Insert(head + first, tuple(after[first : last + 1])))
    return made


def _runs(keys: Sequence[str], but: set[str]) -> list[tuple[int, int]]:
    """First and last index of each run of keys that are not in ``but``."""
    runs: list[tuple[int, int]] = []
    start = -1
    for index, key in enumerate(keys):
        if key in but:
            if start >= 0:
                runs.append((start, index - 1))
            start = -1
        elif start < 0:
            start = index
    if start >= 0:
        runs.append((start, len(keys) - 1))
    return runs


def _moves(kept: list[str], target: list[str], head: int, old: Sequence[str], tail: int) -> list[Step]:
    made: list[Step] = []
    now = list(kept)
    at = 0
    while at < len(target):
        if now[at] == target[at]:
            at += 1
            continue
        if len(made) == MOST_MOVES:
            return [Order((*old[:head], *target, *old[len(old) - tail :]))]
        source = now.index(target[at], at)
        length = 1
        while source + length < len(now) and at + length < len(target) and now[source + length] == target[at + length]:
            length += 1
        if length <= source - at:
            made.append(Move(head + source, head + source + length - 1, head + at))
        else:  # the rows that are in the way are fewer: they go down
            made.append(Move(head + at, head + source - 1, head + source + length))
        block = now[source : source + length]
        now[at : source + length] = block + now[at:source]
        at += length
    return made
