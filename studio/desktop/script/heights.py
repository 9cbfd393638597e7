"""How high the rows are: exactly for those in sight, roughly for the rest until there is time.

Five thousand texts take a third of a second to wrap. Nobody waits for it: a row is measured when it comes
into sight, and the others in small portions afterwards, without the text in sight moving.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView

from studio.desktop.script.model import ScriptModel
from studio.desktop.script.paint import SCENE_HEIGHT, RowPainter
from studio.document.model import Delivery, Line

_PORTION = 0.005  # seconds of measuring between two events
_NOTHING = Delivery()


class Heights(QObject):
    """Keeps the vertical header of the script's view right."""

    def __init__(self, view: QTableView, model: ScriptModel, rows: RowPainter) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._rows = rows
        self._exact: dict[str, int] = {}
        self._width = 0
        self.hidden: set[str] = set()  # keys that a filter hides
        self._editing = ("", 0)  # key, height of its words
        self._waiting: list[str] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._portion)

    # -- what changed ----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another font: nothing that was measured holds."""
        self._exact.clear()
        self._width = 0

    def everything(self) -> None:
        """Another project, or another font."""
        self._width = self._view.viewport().width()
        known = self._model.keys
        self._exact = {k: h for k, h in self._exact.items() if self._model.row(k) >= 0}
        self._set(range(len(known)))
        self._wait(k for k in known if k not in self._exact)
        self.in_sight()

    def resized(self) -> None:
        """Another width of the view: what is out of sight follows when there is time."""
        width = self._view.viewport().width()
        if width != self._width:
            first = self._width <= 0
            self._exact.clear()
            self._width = width
            if first:
                self.everything()
                return
            self._wait(self._model.keys)
        self.in_sight()

    def places(self, keys: Collection[str]) -> None:
        """These rows are new, or stand somewhere else."""
        self._set(r for k in keys if (r := self._model.row(k)) >= 0)
        self._wait(k for k in self._model.keys if k not in self._exact)
        self.in_sight()

    def changed(self, keys: Iterable[str]) -> None:
        """What these rows show is something else."""
        rows = []
        for key in keys:
            self._exact.pop(key, None)
            row = self._model.row(key)
            if row >= 0:
                rows.append(row)
        if len(rows) < 100:
            before = [self._view.rowHeight(row) for row in rows]
            for row in rows:
                self._measure(row)
            rows = [r for r, h in zip(rows, before, strict=True) if h != self._height(r)]
            if rows:
                self._set(rows)
        else:
            self._set(rows)
            self._wait(self._model.key(row) for row in rows)
            self.in_sight()

    def writing(self, key: str, words: int) -> None:
        """The row that is written in is as high as its editor; "" when none is."""
        if self._editing == (key, words):
            return
        old = self._editing[0]
        self._editing = (key, words)
        self.changed({k for k in (old, key) if k})

    def hide(self, keys: set[str]) -> None:
        """Show all rows but these."""
        rows = [r for k in keys ^ self.hidden if (r := self._model.row(k)) >= 0]
        self.hidden = keys
        self._set(rows)
        self.in_sight()

    # -- measuring -------------------------------------------------------------------------------------

    def in_sight(self) -> None:
        """Measure the rows that are seen now."""
        view = self._view
        for _ in range(3):  # exact heights may bring other rows into sight
            first = view.rowAt(0)
            if first < 0:
                return
            last = view.rowAt(view.viewport().height() - 1)
            last = len(self._model.keys) - 1 if last < 0 else last
            rows = [r for r in range(first, last + 1) if self._model.key(r) not in self._exact]
            rows = [r for r in rows if self._model.key(r) not in self.hidden]
            if not rows:
                return
            for row in rows:
                self._measure(row)
            self._set(rows)

    def finish(self) -> None:
        """Measure everything now."""
        while self._idle.isActive():
            self._portion()

    def _wait(self, keys: Iterable[str]) -> None:
        self._waiting = list(keys)
        self._waiting.reverse()
        if self._waiting:
            self._idle.start()
        else:
            self._idle.stop()

    def _portion(self) -> None:
        end = time.perf_counter() + _PORTION
        done = []
        while self._waiting and time.perf_counter() < end:
            key = self._waiting.pop()
            row = self._model.row(key)
            if row >= 0 and key not in self._exact:
                self._measure(row)
                done.append(row)
        if not self._waiting:
            self._idle.stop()
        if done:
            self._set(done)

    def _measure(self, row: int) -> None:
        key = self._model.key(row)
        if key not in self._exact and self._width > 0:
            words = self._editing[1] if key == self._editing[0] else 0
            self._exact[key] = self._rows.height(self._model.facts(row), self._width, words)

    def _height(self, row: int) -> int:
        key = self._model.key(row)
        known = self._exact.get(key)
        if known is not None:
            return known
        line = self._model.line(row)
        if line is None:
            return SCENE_HEIGHT
        return self._rows.estimate(line.text, self._extra(line), max(self._width, 1))

    def _extra(self, line: Line) -> int:
        badges = line.status or line.voice or line.language or line.delivery != _NOTHING
        return (self._rows.small_metrics.height() + 2 if line.note else 0) + (
            self._rows.badge_height + 4 if badges else 0
        )

    def _set(self, rows: Iterable[int]) -> None:
        """Tell the header, once for all, and keep the row at the top where it is."""
        view = self._view
        header = view.verticalHeader()
        top = view.rowAt(0)
        at = view.rowViewportPosition(top) if top >= 0 else 0
        header.blockSignals(True)
        header.setUpdatesEnabled(False)
        for row in rows:
            hide = self._model.key(row) in self.hidden
            if header.isSectionHidden(row) != hide:
                header.setSectionHidden(row, hide)
            if not hide:
                header.resizeSection(row, self._height(row))
        header.setUpdatesEnabled(True)
        header.blockSignals(False)
        view.updateGeometries()
        if top >= 0 and top < len(self._model.keys) and not header.isSectionHidden(top):
            moved = view.rowViewportPosition(top) - at
            bar = view.verticalScrollBar()
            if moved and bar.value():
                bar.setValue(bar.value() + moved)
        view.viewport().update()
