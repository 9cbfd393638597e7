"""How fast this machine speaks: measured from the lines it renders, assumed until there are some."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject

from studio.desktop.workbench import Workbench
from studio.document.model import Project
from studio.render.orders import Order
from studio.render.states import State
from studio.timeline.layout import estimated_seconds

ASSUMED = 5.0  # seconds of speech in a second, one process on an ordinary laptop
_SHORTEST = 0.01  # a line that was there already says nothing about speed


class Pace(QObject):
    """Listens to the renderer."""

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._began: dict[str, float] = {}
        self._spoken = 0.0
        self._spent = 0.0
        workbench.states_changed.connect(self._look)
        workbench.opened.connect(self._began.clear)

    @property
    def factor(self) -> float:
        """Seconds of speech that one process makes in a second."""
        return self._spoken / self._spent if self._spent > 1 else ASSUMED

    def waiting(self, seconds: float) -> float:
        """How many seconds it will take to render so much speech."""
        return seconds / self.factor / self._workbench.preferences.workers

    def _look(self, line_ids: frozenset[str]) -> None:
        queue = self._workbench.queue
        now = time.monotonic()
        for line_id in line_ids:
            state = queue.get(line_id)
            if state is State.RENDERING:
                self._began.setdefault(line_id, now)
            elif state is None and line_id in self._began:
                spent = now - self._began.pop(line_id)
                take = self._workbench.state(line_id).take if self._workbench.line(line_id) else None
                if take is not None and spent > _SHORTEST:
                    self._spoken += take.samples / take.rate
                    self._spent += spent


def going_stale(workbench: Workbench, after: Project, texts: Mapping[str, str]) -> tuple[int, float]:
    """How many lines whose take is good now have none once ``texts`` are written, and how long they will be."""
    desk = workbench.session.desk(after)
    store = workbench.session.store
    count, seconds = 0, 0.0
    by_id = {line.id: line for line in after.lines()} if texts else {}
    for line_id, text in texts.items():
        now = workbench.session.states()[line_id]
        if now.state not in (State.CURRENT, State.SUSPECT) or now.order is None:
            continue
        order = desk.order(by_id[line_id])
        if isinstance(order, Order) and (order.text_key == now.order.text_key or store.has(order.key)):
            continue
        count += 1
        seconds += estimated_seconds(text, by_id[line_id].delivery.speed or 1.0)
    return count, seconds


def in_words(seconds: float) -> str:
    """``about 40 seconds``, ``about 3 minutes``."""
    translate = QCoreApplication.translate
    if seconds < 1.5:
        return translate("Pace", "about a second")
    if seconds < 55:
        return translate("Pace", "about {count} seconds").format(count=round(seconds))
    minutes = max(1, round(seconds / 60))
    if minutes == 1:
        return translate("Pace", "about a minute")
    return translate("Pace", "about {count} minutes").format(count=minutes)
