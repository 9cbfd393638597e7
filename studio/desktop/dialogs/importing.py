"""What a file would change, before it changes anything: new, changed, gone, moved, and its problems."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from plugins.api import Imported
from studio.desktop.theme import theme
from studio.document.merge import compare, merged
from studio.document.model import Line, Project
from studio.render.states import State


class ImportSheet(QDialog):
    """Accept applies, anything else changes nothing."""

    def __init__(self, current: Project, imported: Imported, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import {name}").format(name=name))
        self._current = current
        self._imported = imported
        self._incoming, whole = imported.incoming(current)
        self.difference = compare(current, self._incoming, whole=whole)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("What will change"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Line"), self.tr("Text")])
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.setRootIsDecorated(False)
        self.tree.setAlternatingRowColors(True)
        self.keep = QCheckBox(self.tr("Keep lines that the file no longer has"))
        self.keep.setVisible(bool(self.difference.gone))
        summary = QLabel(self._summary())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        apply = buttons.button(QDialogButtonBox.StandardButton.Ok)
        apply.setText(self.tr("Apply"))
        apply.setEnabled(not self.difference.empty)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        layout.addWidget(self.tree)
        layout.addWidget(self.keep)
        layout.addWidget(buttons)
        self.resize(820, 560)
        self._fill()

    def merged(self) -> Project:
        """The project with the file's changes."""
        return merged(self._current, self._incoming, self.difference, remove_gone=not self.keep.isChecked())

    def _summary(self) -> str:
        found = self.difference
        counts = (
            (len(found.changed), self.tr("%n changed", "", len(found.changed))),
            (len(found.new), self.tr("%n new", "", len(found.new))),
            (len(found.gone), self.tr("%n gone", "", len(found.gone))),
            (len(found.moved), self.tr("%n moved", "", len(found.moved))),
        )
        return ", ".join(text for count, text in counts if count) or self.tr("nothing changed")

    def _fill(self) -> None:
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
        for problem in self._imported.problems:
            item = QTreeWidgetItem([self.tr("note"), str(problem)])
            item.setForeground(0, QColor(theme().warning))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignLeft)
            self.tree.addTopLevelItem(item)
        self.tree.resizeColumnToContents(0)
