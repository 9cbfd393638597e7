"""Sounds that people spoke become takes: found for their lines by id, stored beside the engine's, and chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from plugins.api import Recording
from studio.document.model import Line, Project
from studio.document.problems import Problem
from studio.render.orders import NoOrder
from studio.session.session import Session

_NO_PART = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"


def match_recordings(session: Session, recordings: Iterable[Recording]) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """Files by line id, and the files that fit no line or two. A file's name may hold more than the id."""
    ids = {line.id.casefold(): line.id for line in session.project.lines()}
    found: dict[str, Path] = {}
    problems = []
    for recording in recordings:
        name = recording.line_id.casefold()
        exact = ids.get(name)
        inside = [exact] if exact else _inside(name, ids)
        if len(inside) != 1:
            what = f"fits the lines {', '.join(inside)}" if inside else "fits no line of this project"
            problems.append(Problem(message=f"{recording.path.name} {what}.", code="no-line"))
        elif inside[0] in found:
            message = f"{recording.path.name} and {found[inside[0]].name} are both for line {inside[0]}."
            problems.append(Problem(message=message, line_id=inside[0], code="two-recordings"))
        else:
            found[inside[0]] = recording.path
    return found, tuple(problems)


def _inside(name: str, ids: Mapping[str, str]) -> list[str]:
    """The longest ids that stand in a name as a part of their own."""
    held = [key for key in ids if key in name and re.search(_NO_PART.format(re.escape(key)), name)]
    return [ids[key] for key in held if not any(key != other and key in other for other in held)]


def adopt_recordings(session: Session, project: Project, found: Mapping[str, Path]) -> Project:
    """``project`` with the recordings as the chosen takes of their lines, stored in the session's takes.

    Raises LinereadError for a file that is no sound.
    """
    desk = session.desk(project)

    def voiced(line: Line) -> Line:
        order = desk.order(line) if line.id in found else None
        if order is None or isinstance(order, NoOrder):
            return line
        return replace(line, take=session.store.put_recording(order, found[line.id], project.rate).key)

    scenes = tuple(replace(scene, lines=tuple(map(voiced, scene.lines))) for scene in project.scenes)
    return replace(project, scenes=scenes) if found else project
