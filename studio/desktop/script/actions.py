"""Every command of the script: what it does to the document, its name, its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QPoint
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu

from studio.desktop.commands import Command, Commands
from studio.desktop.script.popups import CharacterChooser, NoteEditor
from studio.desktop.script.view import ScriptView
from studio.desktop.script.wording import STATUSES, Wording
from studio.desktop.script.writing import ORIGIN, Writing
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Project
from studio.editing import changes
from studio.errors import LinereadError

SCRIPT_MIME = "application/x-lineread-script"
# What the menu of a row offers, when somebody has registered it; None is a rule.
MENU: tuple[str | None, ...] = (
    "transport.play_line", "transport.play_from", "render.selection", None,
    "take.reroll", "take.lock", "line.pronounce", None,
    "line.edit", "line.character", "line.note", None,
    "line.insert_above", "line.insert_below", "line.duplicate", "line.split", "line.join", None,
    "line.move_up", "line.move_down", "scene.insert", None,
    "edit.cut", "edit.copy", "edit.paste", "line.delete",
)  # fmt: skip


class ScriptActions(QObject):
    """Reads the selection from the workbench; changes the document through it."""

    def __init__(self, workbench: Workbench, view: ScriptView, writing: Writing, commands: Commands) -> None:
        super().__init__(view)
        self._workbench = workbench
        self._view = view
        self._writing = writing
        self._commands = commands
        self._wording = Wording()
        writing.pasted.connect(self.paste_text)
        view.script.lines_dropped.connect(self.move_before)
        view.script.text_dropped.connect(self.drop_text)
        view.cast_wanted.connect(self._choose_at)
        view.menu_wanted.connect(self.open_menu)
        self._add()

    # -- changing --------------------------------------------------------------------------------------

    def do(self, label: str, make: changes.Making, *, write: bool = False) -> bool:
        """One named step; the lines that came out of it are selected, or written in."""
        self._writing.flush()
        try:
            project, ids = make(self._workbench.project)
        except LinereadError as error:
            self._workbench.complain(error)
            return False
        if project is self._workbench.project:
            return False
        if not write:
            self._writing.stop()
        self._workbench.edit(label, project, ORIGIN)
        if ids and write:
            self._writing.write_line(ids[0])
        elif ids:
            self._workbench.select(ids, ids[-1], "commands")
        return True

    def _keep(self, label: str, change: Callable[[Project], Project]) -> bool:
        """A step after which the same lines are selected."""
        return self.do(label, lambda project: (change(project), ()))

    @property
    def _selected(self) -> tuple[str, ...]:
        return self._workbench.selection

    @property
    def _active(self) -> str:
        return self._workbench.active or ""

    def first_line(self) -> None:
        self.do(self.tr("New line"), changes.first_line, write=True)

    def insert(self, *, above: bool = False) -> None:
        if not self._active:
            self.first_line()
            return
        self.do(self.tr("New line"), lambda p: changes.inserted(p, self._active, above=above), write=True)

    def delete(self) -> None:
        """The selected lines go; the next one that stays becomes active."""
        chosen = set(self._selected)
        rows = [r for i in chosen if (r := self._view.script.row(i)) >= 0]
        if not rows:
            return
        after = self._view.next_line(max(rows), 1)
        after = after if after >= 0 else self._view.next_line(min(rows), -1)
        follower = (self._view.script.key(after),) if after >= 0 else ()
        label = self.tr("Delete line") if len(chosen) == 1 else self.tr("Delete {n} lines").format(n=len(chosen))
        self.do(label, lambda p: (edits.remove_lines(p, chosen), follower))

    def duplicate(self) -> None:
        self.do(self.tr("Duplicate"), lambda p: changes.duplicated(p, self._selected))

    def join(self) -> None:
        ids = list(self._selected)
        if len(ids) == 1:
            below = self._view.next_line(self._view.script.row(ids[0]), 1)
            if below >= 0:
                ids.append(self._view.script.key(below))
        self.do(self.tr("Join lines"), lambda p: (edits.join_lines(p, ids), (ids[0],)))

    def move(self, way: int) -> None:
        """One row up or down among those that are shown."""
        view, hidden = self._view, self._view.heights.hidden

        def moved(project: Project) -> Project:
            if not hidden:
                return changes.shifted(project, self._selected, way)
            rows = [view.script.row(i) for i in self._selected]
            row = view.next_line(min(rows) if way < 0 else max(rows), way)
            if row < 0:
                return project
            below = row if way < 0 else row + 1
            return changes.moved(
                project, self._selected, view.script.key(below) if below < len(view.script.keys) else None
            )

        if self._keep(self.tr("Move lines"), moved):
            row = view.script.row(self._active)
            if row >= 0:
                view.reveal(row)

    def move_before(self, line_ids: list[str], before: str | None) -> None:
        self._keep(self.tr("Move lines"), lambda p: changes.moved(p, line_ids, before))

    def set_status(self, status: str) -> None:
        self._keep(self.tr("Change status"), lambda p: edits.replace_lines(p, self._selected, status=status))

    def insert_scene(self) -> None:
        before = self._active or None
        if self.do(self.tr("New scene"), lambda p: (edits.add_scene(p, before_line=before), ())):
            scenes = self._workbench.project.scenes
            s = edits.locate(self._workbench.project, before)[0] if before else len(scenes) - 1
            self._writing.write_line(scenes[s].id)

    def rename_scene(self) -> None:
        """The title of the scene that the active line is in."""
        if self._active:
            s, _ = edits.locate(self._workbench.project, self._active)
            scene = self._workbench.project.scenes[s]
            if self._view.script.row(scene.id) >= 0:
                self._writing.write_line(scene.id)
            else:
                self.do(self.tr("New scene"), lambda p: (edits.replace_scene(p, scene.id, title="1"), ()))
                self._writing.write_line(scene.id)

    def remove_scene(self) -> None:
        """The heading goes; its lines stay with the scene above."""
        if self._active:
            s, _ = edits.locate(self._workbench.project, self._active)
            scene = self._workbench.project.scenes[s]
            self._keep(self.tr("Remove scene heading"), lambda p: edits.remove_scene(p, scene.id))

    # -- who speaks, remarks, status ---------------------------------------------------------------------

    def _at_row(self, column: str) -> QPoint:
        """Below a part of the active row, on the screen."""
        index = self._view.script.index(max(0, self._view.script.row(self._active)), 0)
        rect = self._view.visualRect(index)
        x = getattr(self._view.rows.rows.columns(rect.width()), column).x
        y = rect.y() + self._view.rows.rows.line_height + 10
        return self._view.viewport().mapToGlobal(QPoint(x, max(0, min(y, self._view.viewport().height()))))

    def _choose_at(self, row: int) -> None:
        self.choose_character()

    def choose_character(self) -> CharacterChooser | None:
        """A list of the cast for the selected lines."""
        line = self._workbench.line(self._active)
        if line is None:
            return None
        self._writing.flush()
        reader = self._view.script.reader
        people = [(c.id, c.name, reader.color(c.id)) for c in self._workbench.project.characters]
        chooser = CharacterChooser(people, line.character, self._view)
        chooser.chosen.connect(self._speak)
        chooser.created.connect(self._speak_new)
        chooser.renamed.connect(self._rename)
        chooser.open_at(self._at_row("character"))
        return chooser

    def _speak(self, character_id: str) -> None:
        self._keep(
            self.tr("Change character"), lambda p: edits.replace_lines(p, self._selected, character=character_id)
        )

    def _speak_new(self, name: str) -> None:
        def give(project: Project) -> Project:
            project, identity = changes.with_character(project, name)
            return edits.replace_lines(project, self._selected, character=identity)

        self._keep(self.tr("New character"), give)

    def _rename(self, name: str) -> None:
        line = self._workbench.line(self._active)
        if line is not None:
            self._keep(self.tr("Rename character"), lambda p: edits.rename_character(p, line.character, name))

    def edit_note(self) -> NoteEditor | None:
        line = self._workbench.line(self._active)
        if line is None:
            return None
        self._writing.flush()
        popup = NoteEditor(line.note, self._view)
        popup.written.connect(partial(self._set_note, line.id))
        popup.open_at(self._at_row("text"))
        return popup

    def _set_note(self, line_id: str, note: str) -> None:
        self._keep(self.tr("Change remark"), lambda p: edits.replace_line(p, line_id, note=note))

    def status_menu(self) -> QMenu:
        """Every status with a tick at the present one, and a word of one's own."""
        menu = QMenu(self.tr("Status"), self._view)
        line = self._workbench.line(self._active)
        present = line.status if line is not None else ""
        known = dict.fromkeys(["", *STATUSES, *(x.status for x in self._workbench.project.lines() if x.status)])
        for status in known:
            action = menu.addAction(self._wording.status(status) if status else self.tr("no status"))
            action.setCheckable(True)
            action.setChecked(status == present)
            action.triggered.connect(partial(self.set_status, status))
        menu.addSeparator()
        menu.addAction(self.tr("Another word…")).triggered.connect(self._ask_status)
        return menu

    def choose_status(self) -> None:
        menu = self.status_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._at_row("state"))

    def _ask_status(self) -> None:
        status, good = QInputDialog.getText(self._view, self.tr("Status"), self.tr("Status of the selected lines:"))
        if good:
            self.set_status(status.strip())

    # -- copy and paste ----------------------------------------------------------------------------------

    def copy(self) -> None:
        editor = self._writing.editor
        if editor is not None and editor.textCursor().hasSelection():
            editor.copy()
            return
        self._writing.flush()
        project = self._workbench.project
        data = QMimeData()
        data.setText(changes.script_of(project, self._selected))
        data.setData(SCRIPT_MIME, QByteArray(changes.script_of(project, self._selected, ids=True).encode()))
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        editor = self._writing.editor
        if editor is not None:
            editor.cut()
            return
        self.copy()
        self.delete()

    def paste(self) -> None:
        editor = self._writing.editor
        if editor is not None and editor.hasFocus():
            editor.paste()
            return
        data = QGuiApplication.clipboard().mimeData()
        if data is None:
            return  # a clipboard that nothing was ever put into
        if data.hasFormat(SCRIPT_MIME):
            self.paste_text(bytes(data.data(SCRIPT_MIME).data()).decode())
        elif data.hasText():
            self.paste_text(data.text())

    def paste_text(self, text: str) -> None:
        """Lines below the active one."""
        self._paste(text, self._active or None)

    def drop_text(self, text: str, before: str | None) -> None:
        above = None
        for one, two in pairwise(["", *self._view.script.line_keys(range(len(self._view.script.keys)))]):
            above = two if before is None else above
            if two == before:
                above = one or None
                break
        self._paste(text, above)

    def _paste(self, text: str, after: str | None) -> None:
        if text.strip():
            self.do(self.tr("Paste lines"), lambda p: changes.pasted(p, text, after))

    def select_all(self) -> None:
        """Every line that the filter shows."""
        editor = self._writing.editor
        if editor is not None and editor.hasFocus():
            editor.selectAll()
            return
        hidden = self._view.heights.hidden
        shown = [k for k in self._view.script.line_keys(range(len(self._view.script.keys))) if k not in hidden]
        self._workbench.select(shown, self._workbench.active, "commands")

    def edit_active(self) -> None:
        if self._active:
            self._writing.write_line(self._active)
        else:
            self.first_line()

    # -- commands ------------------------------------------------------------------------------------------

    def open_menu(self, at: QPoint) -> None:
        menu = self.row_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at if not at.isNull() else QCursor.pos())

    def row_menu(self) -> QMenu:
        """The commands that are about a row."""
        menu = QMenu(self._view)
        self._commands.refresh()
        there = {command.id for command in self._commands.all()}
        for command_id in MENU:
            if command_id is None:
                menu.addSeparator()
            elif command_id in there:
                menu.addAction(self._commands.action(command_id))
                if command_id == "line.note":
                    status = self.status_menu()
                    status.setParent(menu, status.windowFlags())
                    menu.addMenu(status)
        return menu

    def _add(self) -> None:
        bench, writing = self._workbench, self._writing
        edit = QCoreApplication.translate("Window", "&Edit")
        line = self.tr("&Line")

        def is_open() -> bool:
            return bench.is_open

        def chosen() -> bool:
            return bench.is_open and bool(bench.selection)

        def add(
            command_id: str, label: str, menu: str, run: Callable[[], object], keys: str = "", *,
            rows: bool = False, enabled: Callable[[], bool] = chosen,
        ) -> None:  # fmt: skip
            scope = "rows" if rows else "window"
            self._commands.add(
                Command(id=command_id, label=label, menu=menu, run=run, keys=keys, scope=scope, enabled=enabled)
            )

        add("edit.cut", self.tr("Cu&t"), edit, self.cut, "Ctrl+X")
        add("edit.copy", self.tr("&Copy"), edit, self.copy, "Ctrl+C")
        add("edit.paste", self.tr("&Paste"), edit, self.paste, "Ctrl+V", enabled=is_open)
        add("edit.select_all", self.tr("Select &all"), edit, self.select_all, "Ctrl+A", enabled=is_open)
        add("line.edit", self.tr("&Write"), line, self.edit_active, "Return", rows=True, enabled=is_open)
        add("line.character", self.tr("&Character…"), line, self.choose_character, "C", rows=True)
        add("line.note", self.tr("&Remark…"), line, self.edit_note, "N", rows=True)
        add("line.status", self.tr("&Status…"), line, self.choose_status, "S", rows=True)
        add("line.approve", self.tr("&Approve"), line, partial(self.set_status, STATUSES[0]), "A", rows=True)
        add("line.pick_up", self.tr("Mark as pick-&up"), line, partial(self.set_status, STATUSES[1]), "P", rows=True)
        add(
            "line.insert_below", self.tr("Insert &below"), line, self.insert, "Shift+Return", rows=True, enabled=is_open
        )
        add("line.insert_above", self.tr("Insert abo&ve"), line, partial(self.insert, above=True), "Ctrl+Shift+Return")
        add("line.duplicate", self.tr("&Duplicate"), line, self.duplicate, "Ctrl+D")
        add(
            "line.split", self.tr("S&plit at the caret"), line, writing.split, "Ctrl+Return",
            enabled=lambda: writing.editor is not None,
        )  # fmt: skip
        add("line.join", self.tr("&Join with the next"), line, self.join, "Ctrl+J")
        add("line.move_up", self.tr("&Move up"), line, partial(self.move, -1), "Alt+Up")
        add("line.move_down", self.tr("Move dow&n"), line, partial(self.move, 1), "Alt+Down")
        add("line.delete", self.tr("De&lete"), line, self.delete, "Del", rows=True)
        add("scene.insert", self.tr("New scene &here"), line, self.insert_scene, "Ctrl+Alt+N", enabled=is_open)
        add("scene.rename", self.tr("Rename the scene"), line, self.rename_scene)
        add("scene.remove", self.tr("Remove the scene heading"), line, self.remove_scene)
