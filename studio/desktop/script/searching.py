"""Find and replace over the script: places, the next of them, and what a replacement costs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from studio.desktop.script.find import FindBar
from studio.desktop.script.pace import Pace, going_stale, in_words
from studio.desktop.script.view import ScriptView
from studio.desktop.script.writing import ORIGIN
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Line, Project


class Searching(QObject):
    """Between the bar, the rows and the document."""

    wanted_row = Signal(str)  # select this line

    def __init__(self, workbench: Workbench, view: ScriptView, bar: FindBar, pace: Pace) -> None:
        super().__init__(view)
        self._workbench = workbench
        self._view = view
        self._bar = bar
        self._pace = pace
        self._places: list[tuple[str, int, int]] = []
        self._at = -1
        self._within: frozenset[str] | None = None  # lines that were selected when the search was confined to them
        self._again = QTimer(self, interval=200, singleShot=True)
        self._again.timeout.connect(self.look)
        bar.within.toggled.connect(self._confine)
        bar.searched.connect(self._begin)
        bar.stepped.connect(self.step)
        bar.replace_one.connect(self._replace_one)
        bar.replace_all.connect(self.replace_all)
        bar.closed.connect(self._close)
        workbench.changed.connect(self._document_changed)
        workbench.opened.connect(bar.leave)

    def _document_changed(self) -> None:
        if self._bar.isVisible():
            self._again.start()

    def _close(self) -> None:
        self._again.stop()
        self._view.rows.needle = None
        self._view.viewport().update()
        self._view.setFocus()

    def _confine(self, on: bool) -> None:
        """Going from place to place selects lines, so what is selected now is what is meant."""
        self._within = frozenset(self._workbench.selection) if on and self._workbench.is_open else None

    def _lines(self) -> Iterator[Line]:
        """Those that are looked through, in the order of the script: nothing that a filter hides."""
        within, hidden = self._within, self._view.heights.hidden
        return (
            line for line in self._workbench.project.lines()
            if line.id not in hidden and (within is None or line.id in within)
        )  # fmt: skip

    def look_again(self) -> None:
        """Other lines are shown."""
        if self._bar.isVisible():
            self._at = -1
            self.look()

    def _begin(self) -> None:
        self._at = -1
        self.look()

    def look(self) -> None:
        """Find the places again and show what replacing them would cost."""
        if not self._workbench.is_open:
            return
        search = self._bar.search
        self._places = search.hits(self._lines())
        self._at = min(self._at, len(self._places) - 1)
        self._bar.show_places(self._at + 1, len(self._places), search.error, bool(self._view.heights.hidden))
        self._view.rows.needle = search.pattern
        self._view.viewport().update()
        self._bar.show_cost(self._cost())

    def _cost(self) -> str:
        if not self._bar.by.isVisible() or not self._places:
            return ""
        try:
            texts = self._bar.search.texts(self._lines(), self._bar.by.text())
        except (re.error, IndexError) as error:
            return self.tr("Cannot be replaced: {reason}").format(reason=error)
        count, seconds = going_stale(self._workbench, self._rewritten(texts), texts)
        if not texts:
            return self.tr("Nothing would change.")
        if not count:
            return self.tr("No line goes stale.")
        about = in_words(self._pace.waiting(seconds))
        if count == 1:
            return self.tr("1 line goes stale, {time} to render.").format(time=about)
        return self.tr("{count} lines go stale, {time} to render.").format(count=count, time=about)

    def _rewritten(self, texts: Mapping[str, str]) -> Project:
        """The project with other texts for these lines."""
        return edits.replace_each(self._workbench.project, {i: {"text": text} for i, text in texts.items()})

    def step(self, way: int) -> None:
        """Go to the next or the previous place, round the end."""
        if not self._places:
            return
        if self._at < 0:
            self._at = self._from_active(way)
        else:
            self._at = (self._at + way) % len(self._places)
        self._bar.show_places(self._at + 1, len(self._places), some=bool(self._view.heights.hidden))
        self.wanted_row.emit(self._places[self._at][0])

    def _from_active(self, way: int) -> int:
        """The first place at or behind the active line (before it, going backwards)."""
        row = self._view.script.row
        here = row(self._workbench.active)
        rows = [row(line_id) for line_id, _, _ in self._places]
        at = bisect_right(rows, here - 1) if way > 0 else bisect_right(rows, here) - 1
        return at % len(self._places)

    def _replace_one(self) -> None:
        if not self._places:
            return
        if self._at < 0:
            self.step(1)
            return
        line_id, start, _ = self._places[self._at]
        line = self._workbench.line(line_id)
        if line is None:
            return
        try:
            text, behind = self._bar.search.one_replaced(line.text, start, self._bar.by.text())
        except (re.error, IndexError):
            return
        project = edits.replace_line(self._workbench.project, line_id, text=text)
        self._workbench.edit(self.tr("Replace"), project, ORIGIN)
        self._again.stop()
        self.look()
        row = self._view.script.row
        here = (row(line_id), behind)
        after = [n for n, (i, s, _) in enumerate(self._places) if (row(i), s) >= here]
        if self._places:
            self._at = after[0] if after else 0
            self._bar.show_places(self._at + 1, len(self._places), some=bool(self._view.heights.hidden))
            self.wanted_row.emit(self._places[self._at][0])

    def replace_all(self) -> None:
        """Every place, as one step."""
        self._bar.settle()
        try:
            texts = self._bar.search.texts(self._lines(), self._bar.by.text())
        except (re.error, IndexError):
            return
        if not texts:
            return
        label = self.tr("Replace in {count} lines").format(count=len(texts))
        self._workbench.edit(label, self._rewritten(texts), ORIGIN)
        self._workbench.say(self.tr("Replaced in {count} lines.").format(count=len(texts)))
        self._again.stop()
        self.look()
