"""What is being rendered: progress, the time it will take, cancel, and the failures with a retry."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.desktop.below import shown
from studio.desktop.theme import ICONS, state_word, theme
from studio.desktop.workbench import Workbench
from studio.render.states import State


class QueuePanel(QWidget):
    """The renderer's queue."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._total = 0
        self._began = 0.0
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Render progress"))
        self._estimate = QLabel()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.retry = QPushButton(self.tr("Retry what failed"))
        self.cancel.clicked.connect(lambda: workbench.cancel())
        self.retry.clicked.connect(self._retry)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Lines being rendered, and lines that failed"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setModel(self._model)
        self.nothing = QLabel(
            self.tr("Ctrl+R speaks every stale line. What is being spoken, and what failed, is listed here.")
        )
        self.nothing.setContentsMargins(8, 4, 8, 4)
        self.nothing.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.addWidget(self.bar, 1)
        for widget in (self._estimate, self.cancel, self.retry):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(100)
        self._soon.timeout.connect(self.refresh)
        workbench.queue_changed.connect(self._later)
        workbench.opened.connect(self._later)
        self.refresh()

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        bench = self._workbench
        queue = bench.queue if bench.is_open else {}
        failed = [i for i, s in bench.session.states().items() if s.state is State.FAILED] if bench.is_open else []
        if not queue:
            self._total = 0
        elif not self._total:
            self._began = time.monotonic()
        self._total = max(self._total, len(queue))
        done = self._total - len(queue)
        self.bar.setMaximum(max(1, self._total))
        self.bar.setValue(done)
        self.bar.setFormat(self.tr("%v of %m lines") if queue else self.tr("nothing to render"))
        self._estimate.setText(self._time_left(done, len(queue)))
        self.cancel.setEnabled(bool(queue))
        self.retry.setEnabled(bool(failed))
        self._model.clear()
        self.nothing.setVisible(not queue and not failed)
        for line_id, state in [*((i, s) for i, s in queue.items()), *((i, State.FAILED) for i in failed)][:200]:
            line = bench.line(line_id)
            if line is None:
                continue
            reason = f" — {shown(bench.state(line_id).reason)}" if state is State.FAILED else ""
            item = QStandardItem(f"{ICONS[state]} {state_word(state)}   {line.text[:120]}{reason}")
            item.setForeground(QColor(theme().states[state]))
            self._model.appendRow(item)

    def _time_left(self, done: int, left: int) -> str:
        if not left or not done:
            return ""
        seconds = (time.monotonic() - self._began) / done * left
        return self.tr("about {seconds} s left").format(seconds=max(1, round(seconds)))

    def _retry(self) -> None:
        states = self._workbench.session.states()
        self._workbench.render([i for i, s in states.items() if s.state is State.FAILED])
