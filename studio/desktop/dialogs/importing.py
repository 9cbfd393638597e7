"""What a file would change, before it changes anything: new, changed, gone, moved, spoken, and its problems.

The options of its importer stand beside it; another option reads the file again. What was chosen for a table is
remembered for the next one with the same headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
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
from studio.desktop.dialogs.options import OptionForm
from studio.desktop.theme import theme
from studio.desktop.workbench import Workbench
from studio.document.merge import Difference, compare, merged
from studio.document.model import Line, Project
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.export.manifest import PluginInfo
from studio.export.options import checked
from studio.export.reading import headers, joined, read_import
from studio.render.states import State
from studio.session.imports import recalled, remember
from studio.session.recordings import match_recordings

_AGAIN_MS = 250  # after the last key in an option


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
        if self._info.options:
            title = QLabel(shown(self._info.label))
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            self._side.addWidget(title)
            self._show_form()
            if columns := headers(self._info, self.path):
                known = QLabel(self.tr("Columns of the table: {names}").format(names=", ".join(columns)))
                known.setWordWrap(True)
                known.setEnabled(False)
                self._side.addWidget(known)
            self._side.addStretch(1)
            body.addLayout(self._side, 2)
        body.addWidget(self.tree, 5)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addLayout(body, 1)
        layout.addWidget(self.keep)
        layout.addWidget(self.buttons)
        self.resize(1040 if self._info.options else 820, 560)

    def _show_form(self) -> None:
        if self.form is not None:
            self._side.removeWidget(self.form)
            self.form.deleteLater()
        self.form = OptionForm(self._info, self._shown_values())
        self.form.changed.connect(self._choose)
        self._side.insertWidget(1, self.form)

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
        self.summary.setText(self._summary())
        self.summary.setStyleSheet(f"color: {theme().error};" if self.error is not None else "")
        self.keep.setVisible(bool(self.difference.gone))
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

    def _summary(self) -> str:
        if self.error is not None:
            return f"{self.error.message} {self.error.hint}".strip()
        found = self.difference
        counts = (
            (len(found.changed), self.tr("%n changed", "", len(found.changed))),
            (len(found.new), self.tr("%n new", "", len(found.new))),
            (len(found.gone), self.tr("%n gone", "", len(found.gone))),
            (len(found.moved), self.tr("%n moved", "", len(found.moved))),
            (len(self.recordings), self.tr("%n recording(s)", "", len(self.recordings))),
        )
        return ", ".join(text for count, text in counts if count) or self.tr("nothing changed")

    def _fill(self, odd: tuple[Problem, ...]) -> None:
        self.tree.clear()
        if self._imported is None:
            return
        colours = theme().states
        names = {c.id: c.name for c in (*self._current.characters, *self._incoming.characters)}

        def add(mark: str, line: Line, text: str, colour: str) -> None:
            item = QTreeWidgetItem([f"{mark} {names.get(line.character, line.character)}", text])
            item.setForeground(0, QColor(colour))
            item.setToolTip(1, text)
            self.tree.addTopLevelItem(item)

        for line in self.difference.new:
            add("+", line, line.text, colours[State.CURRENT])
        for change in self.difference.changed:
            text = f"{change.before.text}  →  {change.after.text}" if "text" in change.fields else change.before.text
            add("~", change.after, f"{text}   ({', '.join(change.fields)})", colours[State.STALE])
        for line in self.difference.gone:
            add("−", line, line.text, colours[State.FAILED])
        lines = {line.id: line for line in self._current.lines()}
        for line_id, file in self.recordings.items():
            add("♪", lines[line_id], f"{file.name}  →  {lines[line_id].text}", colours[State.CURRENT])
        for problem in (*self._imported.problems, *odd):
            item = QTreeWidgetItem([self.tr("note"), shown(str(problem))])
            item.setForeground(0, QColor(theme().warning))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignLeft)
            self.tree.addTopLevelItem(item)
        self.tree.resizeColumnToContents(0)
