"""Which lines are longer than the slots they were given: read from the timeline when it has come to rest.

A project without slots costs nothing; one with slots is looked through once for a run of changes, not for each row.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal

from studio.desktop.workbench import Workbench
from studio.timeline.fit import fits, slot_of, too_long

_REST_MS = 120


class Overruns(QObject):
    """Follows the workbench; what runs over into the next line's time counts, what a silence takes in does not."""

    changed = Signal(object)  # frozenset of ids of lines that run over now, or no longer, or otherwise
    slots_changed = Signal()  # the project has got its first slot, or lost its last

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._seconds: dict[str, float] = {}
        self.has_slots = False
        self._later = QTimer(self, interval=_REST_MS, singleShot=True)
        self._later.timeout.connect(self.look)
        for signal in (workbench.changed, workbench.states_changed, workbench.timeline_changed):
            signal.connect(self._soon)

    @property
    def lines(self) -> Collection[str]:
        """Ids of the lines that run over."""
        return self._seconds.keys()

    def seconds(self, line_id: str) -> float:
        """How much a line is too long for its slot; 0 when it fits or has none."""
        return self._seconds.get(line_id, 0.0)

    def look(self) -> None:
        """Read again, and say what is different."""
        self._later.stop()
        bench = self._workbench
        project = bench.project if bench.is_open else None
        has_slots = project is not None and any(slot_of(line, project.rate) for line in project.lines())
        found: dict[str, float] = {}
        if project is not None and has_slots:
            found = {fit.line_id: fit.over / project.rate for fit in too_long(fits(project, bench.timeline))}
        before, self._seconds = self._seconds, found
        if has_slots != self.has_slots:
            self.has_slots = has_slots
            self.slots_changed.emit()
        touched = frozenset(i for i in {**before, **found} if before.get(i) != found.get(i))
        if touched:
            self.changed.emit(touched)

    def _soon(self) -> None:
        if not self._later.isActive():
            self._later.start()
