"""The script editor as the window sees it: bars, rows and the one editor, joined to the workbench."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.desktop.commands import Command, Commands
from studio.desktop.player import Player
from studio.desktop.script.actions import ScriptActions
from studio.desktop.script.filter import Filter, FilterBar, hidden
from studio.desktop.script.find import FindBar
from studio.desktop.script.header import ColumnHeader, EmptyScript
from studio.desktop.script.model import ScriptModel
from studio.desktop.script.pace import Pace
from studio.desktop.script.searching import Searching
from studio.desktop.script.view import ScriptView
from studio.desktop.script.wording import PICK_UP
from studio.desktop.script.writing import ORIGIN, Writing
from studio.desktop.workbench import Workbench


class ScriptPanel(QWidget):
    """The document, to be read and written."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._player = player
        self._commands = commands
        self.setAccessibleName(self.tr("Script"))
        self.model = ScriptModel(workbench, self)
        self.view = ScriptView(self.model, commands)
        self.filters = FilterBar(workbench, self.model.overruns)
        self.find_bar = FindBar()
        self.header = ColumnHeader(self.view)
        self.empty = EmptyScript(self.view)
        self.writing = Writing(workbench, self.view)
        self.actions_ = ScriptActions(workbench, self.view, self.writing, commands)
        self.pace = Pace(workbench, self)
        self.searching = Searching(workbench, self.view, self.find_bar, self.pace)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.filters, self.find_bar, self.header, self.view):
            box.addWidget(widget)
        box.setStretchFactor(self.view, 1)
        self._put_aside: tuple[tuple[str, ...], tuple[str, ...], str | None] | None = None  # given instead of, active
        self._refilter = QTimer(self, interval=200, singleShot=True)
        self._refilter.timeout.connect(self._show_more)

        self.view.chosen.connect(self._chosen)
        self.writing.wanted_row.connect(self._select_one)
        self.searching.wanted_row.connect(self._select_one)
        self.filters.changed.connect(self.apply_filter)
        self.filters.left.connect(self.view.setFocus)
        self.empty.wanted.connect(self.actions_.first_line)
        self.view.resized.connect(self._place_empty)
        workbench.opened.connect(self._opened)
        workbench.changed.connect(self._document_changed)
        workbench.states_changed.connect(self._states_changed)
        workbench.selection_changed.connect(self._selection_changed)
        self.model.overruns.slots_changed.connect(self._take_slots)
        player.word_changed.connect(self._hear)
        workbench.is_shown = self._is_shown
        self._add_commands()
        self._take_slots()
        if workbench.is_open:
            self._opened()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The rows take it. A focus proxy would do the same, but Tab goes round the filter of what has one."""
        self.view.setFocus(reason)

    # -- selection ---------------------------------------------------------------------------------

    def _chosen(self) -> None:
        """By the person's hand, in the rows."""
        lines = self.view.selected_lines()
        active = self.view.rows.active
        if self.writing.line_id and active != self.writing.line_id:
            self.writing.stop(focus=False)
            self.view.setFocus()
        if lines:
            self._workbench.select(lines, active, ORIGIN)

    def _select_one(self, line_id: str) -> None:
        self._workbench.select([line_id], line_id, ORIGIN)
        self.view.show_selection((line_id,), line_id, reveal=True)

    def _selection_changed(self, origin: str) -> None:
        if origin == ORIGIN:
            return
        if self.writing.line_id and self._workbench.active != self.writing.line_id:
            self.writing.stop(focus=False)
        self.view.show_selection(self._workbench.selection, self._workbench.active, reveal=origin != "document")

    # -- the document ------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._put_aside = None
        self.view.show_selection(self._workbench.selection, self._workbench.active, reveal=True)
        self._count()
        self._place_empty()

    def _document_changed(self) -> None:
        if self.view.heights.hidden:
            self._select_shown(self.view.heights.hidden)
        self.view.show_selection(self._workbench.selection, self._workbench.active, reveal=False)
        self._count()
        self._place_empty()

    def _states_changed(self) -> None:
        if not self.filters.filter.is_open:
            self._refilter.start()

    def _place_empty(self) -> None:
        self.empty.setVisible(not self.model.keys)
        self.empty.setGeometry(self.view.viewport().geometry())

    # -- the filter --------------------------------------------------------------------------------

    def apply_filter(self) -> None:
        """Show the lines that the bar asks for, and no other."""
        if not self._workbench.is_open:
            return
        gone = self._hidden()
        if self.view.rows.editing in gone:
            self.writing.stop(focus=False)
        self.view.heights.hide(gone)
        self._select_shown(gone)
        self.searching.look_again()
        row = self.model.row(self._workbench.active)
        if row >= 0 and not self.view.isRowHidden(row):
            self.view.reveal(row)
        self._count()

    def _hidden(self) -> set[str]:
        return hidden(self._workbench, self.filters.filter, self.model.overruns.lines)

    def _take_slots(self) -> None:
        """Lines have slots now, or none has any more: their column is another one."""
        self.view.rows.rows.slots = self.model.overruns.has_slots
        self.view.use_theme()
        self.header.update()

    def _is_shown(self, line_id: str) -> bool:
        return line_id not in self.view.heights.hidden

    def _select_shown(self, gone: set[str]) -> None:
        """No command may reach what cannot be seen; what a filter has deselected comes back when it goes."""
        bench = self._workbench
        chosen, active = bench.selection, bench.active
        if self._put_aside is not None and chosen == self._put_aside[0]:
            _, chosen, active = self._put_aside
        elif gone.isdisjoint(chosen):
            return
        near = self.view.beside(active)
        bench.select([i for i in chosen if i not in gone] or ([near] if near else []), near, "filter")
        self._put_aside = (bench.selection, chosen, active) if gone else None

    def _show_more(self) -> None:
        """Lines that fit the filter now appear; one that no longer does stays until the filter is asked again."""
        if self._workbench.is_open:
            self.view.heights.hide(self._hidden() & self.view.heights.hidden)
            self._count()

    def show_pick_ups(self) -> None:
        """The list of what has to be recorded again; the whole script when it is shown already."""
        wanted = Filter(pick_ups=True)
        self.filters.set_filter(Filter() if self.filters.filter == wanted else wanted)

    def _count(self) -> None:
        lines = sum(len(scene.lines) for scene in self._workbench.project.scenes)
        gone = self.view.heights.hidden
        shown = lines if not gone else sum(x.id not in gone for x in self._workbench.project.lines())
        self.filters.show_count(shown, lines)

    # -- hearing -----------------------------------------------------------------------------------

    def _hear(self, line_id: str, word: int) -> None:
        rows = self.view.rows
        before = rows.playing
        rows.playing, rows.word = line_id, word
        for key in dict.fromkeys((before, line_id)):
            row = self.model.row(key)
            if row >= 0:
                self.view.update(self.model.index(row, 0))
        row = self.model.row(line_id)
        if line_id != before and row >= 0 and not self.writing.line_id and not self.view.isRowHidden(row):
            self.view.reveal(row)

    # -- commands ----------------------------------------------------------------------------------

    def _find(self, replace: bool = False) -> None:
        editor = self.writing.editor
        wanted = editor.textCursor().selectedText() if editor is not None else ""
        self.writing.flush()
        self.find_bar.open(wanted, replace=replace)

    def _filter(self) -> None:
        self.filters.field.setFocus()
        self.filters.field.selectAll()

    def _next(self) -> None:
        self.searching.step(1)

    def _previous(self) -> None:
        self.searching.step(-1)

    def _add_commands(self) -> None:
        edit = QCoreApplication.translate("Window", "&Edit")
        view = QCoreApplication.translate("Window", "&View")
        bench = self._workbench

        def is_open() -> bool:
            return bench.is_open

        def pick_ups() -> bool:
            return self.filters.buttons[PICK_UP].isChecked()

        for command in (
            Command(
                id="edit.find", label=self.tr("&Find…"), menu=edit, keys="Ctrl+F", run=self._find, enabled=is_open
            ),
            Command(
                id="edit.replace", label=self.tr("&Replace…"), menu=edit, keys="Ctrl+H",
                run=lambda: self._find(replace=True), enabled=is_open,
            ),
            Command(id="edit.find_next", label=self.tr("Find &next"), menu=edit, keys="F3", run=self._next),
            Command(
                id="edit.find_previous", label=self.tr("Find pre&vious"), menu=edit, keys="Shift+F3",
                run=self._previous,
            ),
            Command(
                id="edit.filter", label=self.tr("Fi&lter lines"), menu=edit, keys="Ctrl+Shift+F", run=self._filter,
                enabled=is_open,
            ),
            Command(
                id="view.pick_ups", label=self.tr("&Pick-up list"), menu=view, run=self.show_pick_ups,
                enabled=is_open, checked=pick_ups,
            ),
            Command(
                id="view.all_lines", label=self.tr("&All lines"), menu=view, run=self.filters.clear, enabled=is_open
            ),
        ):  # fmt: skip
            self._commands.add(command)

    # -- Qt ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_empty()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.writing.stop(focus=False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "empty"):
            self.empty.use_theme()
            self.header.update()
