"""Writing in place: which row the editor is on, and what its keys do to the document."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from studio.desktop.script.editor import LineEditor
from studio.desktop.script.view import ScriptView
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Project
from studio.editing import changes
from studio.errors import LinereadError
from studio.render.scheduler import Priority
from studio.script import split_text

ORIGIN = "script"
_SPEAK_AFTER = 700  # milliseconds without a change until a line is rendered as it is typed


class Writing(QObject):
    """Lends the editor from row to row."""

    wanted_row = Signal(str)  # the editor goes to this line: select it alone
    pasted = Signal(str)

    def __init__(self, workbench: Workbench, view: ScriptView) -> None:
        super().__init__(view)
        self._workbench = workbench
        self._view = view
        self._model = view.script
        self._editor: LineEditor | None = None
        self._changed_line = ""
        self._speak = QTimer(self, interval=_SPEAK_AFTER, singleShot=True)
        self._speak.timeout.connect(self._render)
        view.rows.editor_made.connect(self._meet)
        view.write_wanted.connect(self.write)
        self._model.text_edited.connect(self._rename_scene)
        self._model.rowsRemoved.connect(self._rows_gone)
        self._model.modelAboutToBeReset.connect(self._reset)

    # -- where ---------------------------------------------------------------------------------------

    @property
    def line_id(self) -> str:
        """The line that is being written, or ""."""
        return self._view.rows.editing if self._editor is not None and self._editor.isVisible() else ""

    @property
    def editor(self) -> LineEditor | None:
        """The editor while it is on a row."""
        return self._editor if self.line_id else None

    def write(self, row: int, caret: int = -1) -> None:
        """Put the editor on a row; ``caret`` -1 is the end of its text."""
        if not 0 <= row < len(self._model.keys):
            return
        key = self._model.key(row)
        if self._model.is_scene(row):
            self.stop()
            self._view.edit(self._model.index(row, 0))
            return
        if key != self.line_id:
            self.stop(focus=False)
            self.wanted_row.emit(key)
            row = self._model.row(key)
            self._view.edit(self._model.index(row, 0))
        editor = self._editor
        if editor is None:
            return
        self._grow()
        self._view.reveal(row)
        editor.setFocus()
        editor.place(len(editor.toPlainText()) if caret < 0 else caret)

    def write_line(self, line_id: str, caret: int = -1) -> None:
        self.write(self._model.row(line_id), caret)

    def stop(self, *, focus: bool = True) -> None:
        """Leave the text, or the heading; what was typed is in the document."""
        title = self._view.rows.title
        if title is not None:
            self._view.commitData(title)
            self._view.leave_editor(title, focus and title.hasFocus())
        editor = self.editor
        if editor is None:
            return
        self.flush()
        had = editor.hasFocus()
        editor.completion.hide()
        self._view.leave_editor(editor, focus and had)
        editor.line_id = ""
        if self._workbench.is_open:
            self._workbench.session.history.seal()

    def flush(self) -> None:
        """What was typed reaches the document now."""
        if self.editor is not None and self._workbench.is_open:
            self.editor.flush()

    # -- what the editor says ------------------------------------------------------------------------

    def _meet(self, editor: LineEditor) -> None:
        self._editor = editor
        editor.committed.connect(self._commit)
        editor.typed.connect(self._grow)
        editor.entered.connect(self._enter)
        editor.wanted_below.connect(self._below)
        editor.wanted_split.connect(self.split)
        editor.wanted_join.connect(self._join)
        editor.left.connect(self.stop)
        editor.stepped.connect(self._step)
        editor.pasted.connect(self.pasted)
        editor.menu_wanted.connect(self._view.menu_wanted)
        editor.focus_changed.connect(self._view.viewport().update)

    def _commit(self, line_id: str, text: str) -> None:
        line = self._workbench.line(line_id) if self._workbench.is_open else None
        if line is None or line.text == text:
            return
        project = edits.replace_line(self._workbench.project, line_id, text=text)
        self._workbench.edit(self.tr("Change text"), project, ORIGIN, f"text:{line_id}")
        if self._workbench.preferences.options.render_as_you_type:
            self._changed_line = line_id
            self._speak.start()

    def _render(self) -> None:
        if self._workbench.is_open and self._workbench.line(self._changed_line) is not None:
            self._workbench.render([self._changed_line], Priority.VISIBLE)

    def _grow(self) -> None:
        editor = self.editor
        if editor is None:
            return
        editor.completion.voices = [v.name for v in self._workbench.project.voices]
        width = self._view.rows.rows.columns(self._view.viewport().width()).text.width
        height = editor.words_height(width)
        self._view.heights.writing(self._view.rows.editing, height)
        if editor.height() != height:  # the row may be high enough already: then nobody else tells the editor
            editor.resize(width, height)

    def _enter(self) -> None:
        row = self._model.row(self.line_id)
        below = self._view.next_line(row, 1)
        line = self._workbench.line(self.line_id)
        if below >= 0:
            self.write(below)
        elif line is not None and line.text.strip():
            self._below()
        else:
            self.stop()

    def _step(self, way: int) -> None:
        row = self._view.next_line(self._model.row(self.line_id), way)
        if row >= 0:
            self.write(row)

    def _below(self) -> None:
        self._make(self.tr("New line"), lambda project: changes.inserted(project, self.line_id))

    def split(self) -> None:
        """Two lines of one, at the caret."""
        editor = self.editor
        if editor is None:
            return
        line_id, caret = self.line_id, editor.caret
        self.flush()
        line = self._workbench.line(line_id)
        if line is None:
            return
        first, second = split_text(line.text, caret)

        def divide(project: Project) -> changes.Made:
            made = edits.split_line(project, line_id, first, second)
            s, n = edits.locate(made, line_id)
            return made, (made.scenes[s].lines[n + 1].id,)

        self._make(self.tr("Split line"), divide, caret=0)

    def _join(self, way: int) -> None:
        row = self._model.row(self.line_id)
        other = self._view.next_line(row, way)
        if other < 0:
            return
        ids = [self._model.key(row), self._model.key(other)]
        ids = ids if way > 0 else ids[::-1]
        first = self._workbench.line(ids[0])
        second = self._workbench.line(ids[1])
        if first is None or second is None:
            return
        caret = len(first.text) + bool(first.text and second.text)

        def join(project: Project) -> changes.Made:
            if not first.text or not second.text:  # an empty line goes, whoever speaks it
                gone, stays = (first, second) if not first.text else (second, first)
                return edits.remove_lines(project, [gone.id]), (stays.id,)
            return edits.join_lines(project, ids), (ids[0],)

        self._make(self.tr("Join lines"), join, caret=caret)

    def _make(self, label: str, make: changes.Making, caret: int = -1) -> None:
        """Change the document and go on writing in the line that came out of it."""
        self.flush()
        try:
            project, ids = make(self._workbench.project)
        except LinereadError as error:
            self._workbench.complain(error)
            return
        self._workbench.edit(label, project, ORIGIN)
        if ids:
            self.write_line(ids[0], caret)

    def _rename_scene(self, key: str, title: str) -> None:
        scene = next((s for s in self._workbench.project.scenes if s.id == key), None)
        if scene is not None and scene.title != title.strip():
            project = edits.replace_scene(self._workbench.project, key, title=title.strip())
            self._workbench.edit(self.tr("Rename scene"), project, ORIGIN)

    def _rows_gone(self) -> None:
        if not self._view.rows.editing:
            self._view.heights.writing("", 0)

    def _reset(self) -> None:
        if self._editor is not None and self._editor.isVisible():
            self._editor.line_id = ""  # its project is closed; there is nobody to tell
            self._view.leave_editor(self._editor, False)
