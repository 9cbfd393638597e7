"""What the takes of a project cost on disk, and which of them nothing can lead to any more.

Takes are only ever added, so that no reading is lost by accident. Those that were binned, and those of lines that are
neither in the script nor in what undo brings back, may go when a person says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.session.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesOnDisk:
    count: int
    size: int  # bytes
    unused: tuple[str, ...]
    unused_size: int


def takes_on_disk(session: Session) -> TakesOnDisk:
    """Counted now; walks through the folder."""
    found = session.store.keys()
    needed = _needed(session)
    unused = tuple(sorted(key for key in found if key not in needed))
    return TakesOnDisk(
        count=len(found), size=sum(found.values()), unused=unused, unused_size=sum(found[key] for key in unused)
    )


def clear_unused(session: Session) -> int:
    """Delete what nothing uses; how many takes that were. Raises LinereadError."""
    gone = takes_on_disk(session).unused
    for key in gone:
        session.store.remove(key)
    return len(gone)


def _needed(session: Session) -> set[str]:
    needed: set[str] = set()
    lines: set[str] = set()
    scenes = {id(scene): scene for project in session.history.projects() for scene in project.scenes}  # most are shared
    for scene in scenes.values():
        for line in scene.lines:
            lines.add(line.id)
            if line.take:
                needed.add(line.take)
    for line_id in lines:
        needed.update(session.store.history(line_id))
    for state in session.states().values():
        if state.take is not None:
            needed.add(state.take.key)
    return needed
