"""The pronunciation dictionary: how words are said, where that holds, and how many lines it touches."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.commands import Command, Commands
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import quiet_label
from studio.desktop.inspector.pronounce_dialog import ORIGIN, PronounceDialog
from studio.desktop.inspector.tables import Column, RowsModel, RowsView
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Line
from studio.editing import pronouncing
from studio.editing.pronouncing import Entry
from studio.errors import LinereadError


class LexiconPanel(QWidget):
    """A table of pronunciations, and the way to say a word differently from anywhere."""

    def __init__(self, workbench: Workbench, player: Player, commands: Commands) -> None:
        super().__init__()
        self._workbench = workbench
        self.audition = Audition(workbench, player, self)
        self._all: tuple[Entry, ...] = ()
        self.setMinimumWidth(280)
        self.setAccessibleName(self.tr("Pronunciation"))
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        workbench.opened.connect(self._soon)
        workbench.changed.connect(self._soon)
        self._add_commands(commands)
        self._show_buttons()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search words"))
        self.search.setAccessibleName(self.tr("Search words"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        columns: tuple[Column[Entry], ...] = (
            Column(self.tr("Word"), lambda e: e.word),
            Column(self.tr("Said like"), lambda e: e.said),
            Column(self.tr("Where"), self._where),
            Column(self.tr("Lines"), lambda e: f"{e.lines:,}", right=True),
        )
        self.model = RowsModel(columns, lambda e: e.identity, parent=self)
        self.table = RowsView(self.model, 1)
        self.table.setAccessibleName(self.tr("Pronunciations"))
        self.table.selected.connect(self._show_buttons)
        self.table.chosen.connect(self.edit)
        self.table.removed.connect(self.remove)
        self.hear_button = QToolButton()
        self.hear_button.setText(self.tr("▶ Hear"))
        self.hear_button.setAccessibleName(self.tr("Hear the word"))
        self.hear_button.clicked.connect(self.hear)
        self.audition.button("entry", self.hear_button)
        self.add_button = QPushButton(self.tr("Add…"))
        self.add_button.clicked.connect(self.add)
        self.edit_button = QPushButton(self.tr("Edit…"))
        self.edit_button.clicked.connect(self.edit)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.clicked.connect(self.remove)
        self.empty = quiet_label(
            self.tr("No word is said differently yet. Select one in the script and press Ctrl+P, or add one here.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.hear_button)
        row.addStretch(1)
        for button in (self.add_button, self.edit_button, self.remove_button):
            row.addWidget(button)
        column.addLayout(row)

    def _add_commands(self, commands: Commands) -> None:
        menu = self.tr("&Cast")
        commands.add(
            Command(
                id="line.pronounce",
                label=self.tr("&Say it like this…"),
                menu=menu,
                run=self.pronounce_selected,
                keys="Ctrl+P",
                enabled=self._is_open,
                hint=self.tr("Change how the selected word is said"),
            )
        )

    # -- looking ---------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self._workbench.is_open

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _soon(self) -> None:
        if self.isVisible():
            self._later.start(0)

    def refresh(self) -> None:
        self._all = pronouncing.entries(self._workbench.project) if self._workbench.is_open else ()
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        rows = [e for e in self._all if all(w in f"{e.word} {e.said} {e.place}".casefold() for w in words)]
        self.model.show_rows(rows)
        self.empty.setVisible(not self._all)
        self._show_buttons()

    def _where(self, entry: Entry) -> str:
        if entry.kind == "project":
            return self.tr("project")
        return entry.place if entry.kind == "character" else said(self.tr("line %1"), entry.place)

    def _show_buttons(self) -> None:
        chosen = self.table.chosen_rows()
        self.add_button.setEnabled(self._workbench.is_open)
        self.edit_button.setEnabled(len(chosen) == 1)
        self.remove_button.setEnabled(bool(chosen))
        self.hear_button.setEnabled(len(chosen) == 1 and chosen[0].lines > 0)

    # -- doing -----------------------------------------------------------------------------------

    def pronounce(self, word: str, line_id: str = "") -> None:
        """Ask how ``word`` is said; ``line_id`` is the line it stands in, "" for the active one."""
        workbench = self._workbench
        if not workbench.is_open:
            return
        line = workbench.line(line_id or workbench.active or "")
        self._ask(word.strip()[: pronouncing.LONGEST], line, None)

    def pronounce_selected(self) -> None:
        """The word that is selected where somebody types, or one of the active line's."""
        line = self._workbench.line(self._workbench.active or "") if self._workbench.is_open else None
        self.pronounce(_selected_word(line.text if line is not None else ""))

    def add(self) -> None:
        self.pronounce("")

    def edit(self) -> None:
        chosen = self.table.chosen_rows()
        if len(chosen) == 1:
            self._ask(chosen[0].word, self._speaker(chosen[0]), chosen[0])

    def hear(self) -> None:
        """The word in the voice of the first line that says it."""
        for entry in self.table.chosen_rows()[:1]:
            line = self._speaker(entry)
            request = None
            if line is not None:
                request = pronouncing.hearing(
                    self._workbench.session, line, entry.word, entry.say, entry.phonemes, whole=False
                )
            if request is None:
                self._workbench.say(self.tr("No line with a voice says this word."), level="warning")
            else:
                self.audition.hear(request, "entry")

    def remove(self) -> None:
        chosen = self.table.chosen_rows()
        if not chosen:
            return
        project = self._workbench.project
        try:
            for entry in chosen:
                project = edits.pronounce(project, entry.word, scope=entry.scope)
        except LinereadError as error:
            self._workbench.complain(error)
            return
        label = said(self.tr("Say “%1” as usual"), ", ".join(e.word for e in chosen[:4]))
        self._workbench.edit(label, project, ORIGIN)

    def _speaker(self, entry: Entry) -> Line | None:
        """The first line that says the word where the entry holds; the active one if none does."""
        workbench = self._workbench
        lines = pronouncing.touched(workbench.project, entry.word, entry.scope)
        return lines[0] if lines else workbench.line(workbench.active or "")

    def _ask(self, word: str, line: Line | None, old: Entry | None) -> None:
        dialog = PronounceDialog(self._workbench, self.audition, self, word, line, old)
        dialog.open()


def _selected_word(text: str) -> str:
    """What is selected in the text that has the keyboard; else the word at its caret, if ``text`` has it."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit):
        return widget.selectedText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        if cursor.hasSelection():
            return cursor.selectedText().replace("\u2029", " ")
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor.selectedText() if cursor.selectedText() in pronouncing.words_of(text) else ""
    return ""
