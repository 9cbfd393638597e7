"""What a file would change, before it changes anything: new, changed, gone, moved, spoken, and its problems.

The options of its importer stand beside it; another option reads the file again. What was chosen for a table is
remembered for the next one with the same headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from plugins.api import Imported
from studio.desktop.below import shown
from studio.desktop.dialogs.columns import ColumnChoice
from studio.desktop.dialogs.options import OptionForm
from studio.desktop.inspector.controls import Words
from studio.desktop.theme import theme
from studio.desktop.workbench import Workbench
from studio.document.merge import Change, Difference, compare, differing, merged
from studio.document.model import Line, Project
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.export.manifest import PluginInfo
from studio.export.options import checked
from studio.export.reading import headers, joined, meanings, read_import
from studio.render.states import State
from studio.session.imports import recalled, remember
from studio.session.recordings import match_recordings

_AGAIN_MS = 250  # after the last key in an option
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


class ImportSheet(QDialog):
    """Accept applies, anything else changes nothing."""

    def __init__(
        self, workbench: Workbench, info: PluginInfo, path: Path, parent: QWidget, place: str = "",
        several: Sequence[Path] = (),
    ) -> None:  # fmt: skip
        """``place`` says which of several sheets this is; ``several`` are recordings that ``path`` is the first of."""
        super().__init__(parent)
        self._paths = tuple(several) or (path,)
        self.name = path.name if len(self._paths) == 1 else self.tr("%n recording(s)", "", len(self._paths))
        title = self.tr("Import {name}").format(name=self.name)
        self.setWindowTitle(self.tr("{title} ({place})").format(title=title, place=place) if place else title)
        self._workbench, self._info, self.path = workbench, info, path
        self.values: dict[str, str] = recalled(workbench.session.folder.path, info, path, {})
        self.difference = Difference()
        self.recordings: Mapping[str, Path] = {}  # files by the line they are for
        self.error: LinereadError | None = None
        self._imported: Imported | None = None
        self._asked = False  # whether to keep what the file does not have
        self._incoming = self._current = workbench.project
        self._again = QTimer(self, interval=_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self.read)
        self._build()
        self.read()
        if self.error is not None and self.values:
            self._forget_values()

    def _build(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("What will change"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Line"), self.tr("Text")])
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.keep = QCheckBox(self.tr("Keep lines that the file no longer has"))
        self.keep.toggled.connect(self._allow)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.apply_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.apply_button.setText(self.tr("Apply"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        body = QHBoxLayout()
        self._side = QVBoxLayout()
        self.form: OptionForm | None = None
        self.columns: ColumnChoice | None = None
        if self._info.options:
            title = QLabel(shown(self._info.label))
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            self._side.addWidget(title)
            self._side.addStretch(1)
            self._show_form()
            body.addLayout(self._side, 2)
        body.addWidget(self.tree, 5)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addLayout(body, 1)
        layout.addWidget(self.keep)
        layout.addWidget(self.buttons)
        self.resize(1040 if self._info.options else 820, 560)

    def _show_form(self) -> None:
        """The options as they are."""
        self._show_columns()
        if self.form is not None:
            self._side.removeWidget(self.form)
            self.form.deleteLater()
        without = {"columns"} if self.columns is not None else set()
        if self.path.suffix.lower() not in _WORKBOOKS:
            without.add("sheet")
        self.form = OptionForm(self._info, self._shown_values(), without)
        self.form.changed.connect(self._choose)
        self._side.insertWidget(self._side.count() - 1, self.form)

    def _show_columns(self) -> None:
        """What the columns of a table mean; nothing for what is no table."""
        if self.columns is not None:
            self._side.removeWidget(self.columns)
            self.columns.deleteLater()
        self.columns = self._column_choice()
        if self.columns is not None:
            self.columns.changed.connect(partial(self._choose, "columns"))
            self._side.insertWidget(1, self.columns)

    def _column_choice(self) -> ColumnChoice | None:
        """None for what is no table."""
        untold = {name: value for name, value in self.values.items() if name != "columns"}
        guessed = meanings(self._info, self.path, untold)
        if not guessed:
            return None
        names = headers(self._info, self.path, untold)
        return ColumnChoice(names, guessed, meanings(self._info, self.path, self.values) or guessed)

    def _shown_values(self) -> Mapping[str, Any]:
        try:
            return checked(self._info, self.values)
        except LinereadError:
            return self.values

    def _forget_values(self) -> None:
        """What was remembered does not fit this file: begin from the usual."""
        self.values = {}
        self._show_form()
        self.read()

    # -- reading -----------------------------------------------------------------------------------

    def _choose(self, name: str, value: object) -> None:
        self.values[name] = "" if value is None else str(value)
        if name == "sheet" and self.columns is not None:
            self.values.pop("columns", None)  # another sheet has other columns
            self._show_columns()
        self._again.start()

    def read(self) -> None:
        """Read the file with the options as they are, and show what it would change."""
        self._again.stop()
        self._current = self._workbench.project
        odd: tuple[Problem, ...] = ()
        self.error, self._imported = None, None
        self.difference, self.recordings = Difference(), {}
        try:
            imported = joined([read_import(self._info, path, self.values) for path in self._paths])
            self._incoming, whole = imported.incoming(self._current)
            self.difference = compare(self._current, self._incoming, whole=whole)
            self.recordings, odd = match_recordings(self._workbench.session, imported.recordings)
            self._imported = imported
        except LinereadError as error:
            self.error = error
        self._fill(odd)
        problems = (*self._imported.remarks(self._current), *odd) if self._imported is not None else ()
        self.summary.setText(self._summary(len(problems)))
        self.summary.setStyleSheet(f"color: {theme().error};" if self.error is not None else "")
        gone = len(self.difference.gone)
        self.keep.setText(self.tr("Keep the %n line(s) that the file does not have", "", gone))
        self.keep.setVisible(bool(gone))
        if not self._asked:  # a file that has nothing of this script is no new version of it
            self._asked = self.error is None
            self.keep.setChecked(bool(gone) and gone == len(list(self._current.lines())))
        self._allow()

    def merged(self) -> Project:
        """The project with the file's changes, without the recordings."""
        return merged(self._current, self._incoming, self.difference, remove_gone=not self.keep.isChecked())

    def accept(self) -> None:
        if self._again.isActive():
            self.read()
        if self.error is None:
            self._remember()
            super().accept()

    def _remember(self) -> None:
        try:
            remember(self._workbench.session.folder.path, self._info, self.path, self.values)
        except LinereadError as error:
            self._workbench.complain(error)

    def _allow(self) -> None:
        self.apply_button.setEnabled(self.error is None and (not self.difference.empty or bool(self.recordings)))

    # -- showing -----------------------------------------------------------------------------------

    def _summary(self, problems: int) -> str:
        if self.error is not None:
            if self.columns is not None and not self.columns.chosen("text"):
                return self.tr("Choose the column that has what is said.")
            return f"{shown(self.error.message)} {shown(self.error.hint)}".strip()
        found = self.difference
        counts = (
            (len(found.changed), self.tr("%Ln changed", "", len(found.changed))),
            (len(found.new), self.tr("%Ln new", "", len(found.new))),
            (len(found.gone), self.tr("%Ln gone", "", len(found.gone))),
            (len(found.moved), self.tr("%Ln moved", "", len(found.moved))),
            (len(self.recordings), self.tr("%Ln recording(s)", "", len(self.recordings))),
        )
        told = ", ".join(text for count, text in counts if count) or self.tr("nothing changed")
        notes = self.tr("%Ln note(s)", "", problems) if problems else ""
        return f"{told} · {notes}" if notes else told

    def _fill(self, odd: tuple[Problem, ...]) -> None:
        """What a person must look at first stands first: notes, then what is changed, gone, new and moved."""
        self.tree.clear()
        if self._imported is None:
            return
        colours, warning = theme().states, theme().warning
        names = {c.id: c.name for c in (*self._current.characters, *self._incoming.characters)}
        lines = {line.id: line for line in self._current.lines()}
        items: list[QTreeWidgetItem] = []

        def row(mark: str, who: str, text: str, colour: str) -> None:
            item = QTreeWidgetItem([f"{mark} {who}", text])
            item.setForeground(0, QColor(colour))
            item.setToolTip(1, text)
            items.append(item)

        def add(mark: str, line: Line, text: str, colour: str) -> None:
            row(mark, names.get(line.character, line.character), text, colour)

        for problem in (*self._imported.remarks(self._current), *odd):
            row("!", self.tr("note"), shown(str(problem)), warning)
        for change in self.difference.changed:
            add("~", change.after, changed_words(change, names), colours[State.STALE])
        for line in self.difference.gone:
            add("−", line, line.text, colours[State.FAILED])
        for line in self.difference.new:
            add("+", line, line.text, colours[State.CURRENT])
        for line_id in self.difference.moved:
            if line_id in lines:
                add("↕", lines[line_id], lines[line_id].text, theme().quiet)
        for line_id, file in self.recordings.items():
            add("♪", lines[line_id], f"{file.name}  →  {lines[line_id].text}", colours[State.CURRENT])
        self.tree.addTopLevelItems(items)
        self.tree.resizeColumnToContents(0)


def changed_words(change: Change, names: Mapping[str, str]) -> str:
    """What becomes of a line: its words before and after, and in words what else is different."""
    before, after = change.before, change.after
    told = f"{before.text}  →  {after.text}" if before.text != after.text else before.text
    others = []
    if before.character != after.character:
        others.append(f"{names.get(before.character, '')} → {names.get(after.character, '')}")
    fields = [f for f in change.fields if f not in ("text", "character", "delivery")]
    others.extend(field_word(field) for field in (*differing(before.delivery, after.delivery), *fields))
    return f"{told}   ({', '.join(dict.fromkeys(others))})" if others else told


def field_word(field: str) -> str:
    """What a part of a line is called in a list of changes."""
    translate = QCoreApplication.translate
    own = {
        "start": translate("ImportSheet", "place in time"),
        "lexicon": translate("ImportSheet", "pronunciation"),
        "fields": translate("ImportSheet", "other columns"),
        "locked": translate("ImportSheet", "lock"),
        "take": translate("ImportSheet", "take"),
    }
    return own.get(field) or Words.control(field).lower()
