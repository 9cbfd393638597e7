"""The voice library: every voice there is, found by its tags, heard before it is given to somebody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import quiet_label
from studio.desktop.inspector.tables import Column, RowsModel, RowsView
from studio.desktop.inspector.voicing import Listed, library, sample_request
from studio.session.session import Session


class VoiceLibrary(QWidget):
    """Search, hear, give."""

    given = Signal(object)  # list[Listed], to the selected characters
    taken = Signal(object)  # list[Listed], into the project
    removed = Signal(object)  # list[Listed], out of the project
    renamed = Signal(str, str)  # voice id, name

    def __init__(self, audition: Audition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audition = audition
        self._all: tuple[Listed, ...] = ()
        self._language = "en"
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: old woman, warm, robot …"))
        self.search.setAccessibleName(self.tr("Search voices"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        columns: tuple[Column[Listed], ...] = (
            Column(self.tr("Voice"), lambda v: v.label, editable=True),
            Column(self.tr("Kind"), self._kind),
        )
        self.model = RowsModel(columns, _identity, _tip, self)
        self.model.renamed.connect(self._rename)
        self.table = RowsView(self.model, 1)
        self.table.setAccessibleName(self.tr("Voices"))
        self.table.chosen.connect(self.hear)
        self.table.removed.connect(self._remove)
        self.table.selected.connect(self._show_buttons)
        self.about = quiet_label()
        self.hear_button = QToolButton()
        self.hear_button.setText(self.tr("▶ Hear"))
        self.hear_button.setAccessibleName(self.tr("Hear the voice"))
        self.hear_button.clicked.connect(self.hear)
        audition.button("library", self.hear_button)
        self.give_button = QPushButton()
        self.give_button.clicked.connect(self._give)
        self.take_button = QPushButton(self.tr("Add"))
        self.take_button.setToolTip(self.tr("Add to the project’s voices without giving it to anybody"))
        self.take_button.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        row = QHBoxLayout()
        row.addWidget(self.hear_button)
        row.addStretch(1)
        row.addWidget(self.take_button)
        row.addWidget(self.give_button)
        column.addLayout(row)
        self._show_buttons()

    def show_project(self, session: Session) -> None:
        self._language = session.project.language
        self._all = library(session)
        self._filter()

    def show_receivers(self, text: str) -> None:
        """``text`` names the characters a voice would be given to."""
        self.give_button.setText(said(self.tr("Give to %1"), text) if text else self.tr("Give"))

    def selected(self) -> list[Listed]:
        return self.table.chosen_rows()

    def hear(self) -> None:
        """The first selected voice introduces itself."""
        chosen = self.selected()
        if chosen:
            self._audition.hear(sample_request(chosen[0].spec, self._language), "library")

    def _filter(self) -> None:
        words = self.search.text()
        self.model.show_rows([v for v in self._all if v.matches(words)])
        self._show_buttons()

    def _kind(self, voice: Listed) -> str:
        tags = ", ".join(voice.tags) or voice.description
        return said(self.tr("in the project · %1"), tags) if voice.voice else tags

    def _show_buttons(self) -> None:
        chosen = self.selected()
        self.about.setText(chosen[0].description if len(chosen) == 1 else "")
        self.about.setVisible(bool(self.about.text()))
        self.hear_button.setEnabled(bool(chosen))
        self.give_button.setEnabled(bool(chosen))
        self.take_button.setEnabled(any(not v.voice for v in chosen))

    def _give(self) -> None:
        self.given.emit(self.selected())

    def _take(self) -> None:
        self.taken.emit([v for v in self.selected() if not v.voice])

    def _remove(self) -> None:
        self.removed.emit([v for v in self.selected() if v.voice])

    def _rename(self, identity: str, name: str) -> None:
        listed = next((v for v in self._all if _identity(v) == identity), None)
        if listed is not None and listed.voice:
            self.renamed.emit(listed.voice, name)


def _identity(voice: Listed) -> str:
    return voice.voice or f"{voice.spec.engine}/{voice.spec.preset}"


def _tip(voice: Listed) -> str:
    return voice.description
