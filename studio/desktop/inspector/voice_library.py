"""The voice library: every voice there is, found by its tags, heard before it is given to somebody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.assets import MOOD
from studio.desktop.below import shown, word
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import quiet_label
from studio.desktop.inspector.tables import Column, RowsModel, RowsView
from studio.desktop.theme import theme
from studio.editing.voicing import Listed, clones, library, sample_request
from studio.session.session import Session


class VoiceLibrary(QWidget):
    """Search, hear, give."""

    given = Signal(object)  # list[Listed], to the selected characters
    taken = Signal(object)  # list[Listed], into the project
    removed = Signal(object)  # list[Listed], out of the project
    renamed = Signal(str, str)  # voice id, name
    clone_asked = Signal()
    mood_asked = Signal(str)  # id of a voice that is made of recordings
    consent_asked = Signal(str)  # id of a cloned voice
    freeze_asked = Signal(str)  # id of a designed voice
    export_asked = Signal(str)  # id of a voice that is made of recordings
    import_asked = Signal()

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
            Column(self.tr("Own"), lambda v: "●" if v.voice else "", right=True),
        )
        self.model = RowsModel(columns, _identity, _tip, self)
        self.model.renamed.connect(self._rename)
        self.table = RowsView(self.model, 1)
        self.table.setAccessibleName(self.tr("Voices"))
        self.table.chosen.connect(self.hear)
        self.table.removed.connect(self._remove)
        self.table.selected.connect(self._show_buttons)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.show_menu)
        self.about = quiet_label()
        self.hear_button = QToolButton()
        self.hear_button.setText(self.tr("▶ Hear"))
        self.hear_button.setAccessibleName(self.tr("Hear the voice"))
        self.hear_button.clicked.connect(self.hear)
        audition.button("library", self.hear_button)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setAccessibleName(self.tr("Why the voice does not speak"))
        self.clone_button = QPushButton(self.tr("Clone from a recording…"))
        self.clone_button.clicked.connect(self.clone_asked)
        self.mood_button = QPushButton(self.tr("Add a mood…"))
        self.mood_button.setToolTip(self.tr("Another recording of this voice, for lines in that emotion"))
        self.mood_button.clicked.connect(partial(self._ask, self.mood_asked))
        self.consent_button = QPushButton(self.tr("Consent…"))
        self.consent_button.setToolTip(self.tr("Who agreed to this voice being cloned"))
        self.consent_button.clicked.connect(partial(self._ask, self.consent_asked))
        self.freeze_button = QPushButton(self.tr("Freeze"))
        self.freeze_button.setToolTip(self.tr("Make this voice sound the same in every line"))
        self.freeze_button.clicked.connect(partial(self._ask, self.freeze_asked))
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
        column.addWidget(self.problem)
        self.import_button = QPushButton(self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Bring a voice in that was exported from another project"))
        self.import_button.clicked.connect(self.import_asked)
        bring = QHBoxLayout()
        bring.addWidget(self.clone_button, 1)
        bring.addWidget(self.import_button)
        column.addLayout(bring)
        own = QHBoxLayout()
        for button in (self.mood_button, self.consent_button, self.freeze_button):
            own.addWidget(button)
        own.addStretch(1)
        column.addLayout(own)
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

    def show_menu(self, at: QPoint) -> None:
        """Everything that can be done with the selected voices."""
        chosen = self.selected()
        if not chosen:
            return
        one = chosen[0] if len(chosen) == 1 else None
        made = one is not None and one.asset is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, able, run in (
            (self.tr("Hear"), True, self.hear),
            (self.give_button.text(), True, self._give),
            (self.tr("Add to the project"), self.take_button.isEnabled(), self._take),
            (self.tr("Rename"), one is not None and bool(one.voice), self._edit_name),
            (self.tr("Export…"), made, self._export_chosen),
            (self.tr("Remove from the project"), any(v.voice for v in chosen), self._remove),
        ):
            entry = menu.addAction(text)
            entry.setEnabled(able)
            entry.triggered.connect(run)
            if not entry.isEnabled() and run == self._export_chosen:
                entry.setToolTip(
                    self.tr("Only voices made of recordings are files; the others come with their engine.")
                )
        menu.setToolTipsVisible(True)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _export_chosen(self) -> None:
        self._ask(self.export_asked)

    def _edit_name(self) -> None:
        self.table.edit(self.table.currentIndex().siblingAtColumn(0))

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
        self.model.show_rows([v for v in self._all if v.matches(words, self._said(v))])
        self._show_buttons()

    @staticmethod
    def _said(voice: Listed) -> str:
        """What is shown of a voice, so that it is found by the words of the window too."""
        return " ".join((shown(voice.description), *map(word, voice.tags)))

    def _kind(self, voice: Listed) -> str:
        tags = self.tr(", ").join(map(word, voice.tags)) or shown(voice.description)
        if voice.problem:
            return self.tr("does not speak")
        if voice.asset is not None:
            kinds = {"clone": self.tr("cloned"), "frozen": self.tr("frozen")}
            moods = [Words.emotion(mood) for mood in voice.asset.moods if mood != MOOD]
            return " · ".join((kinds.get(voice.kind, voice.kind), *moods))
        return tags

    def _told(self, voice: Listed) -> str:
        """Where a voice comes from, in a sentence."""
        asset = voice.asset
        if asset is None or asset.consent is None:
            return shown(voice.description)
        agreed = asset.consent
        text = self.tr("Cloned with the consent of %1 (%2), for: %3")
        return said(text, agreed.who, agreed.when, agreed.purpose)

    def _show_buttons(self) -> None:
        chosen = self.selected()
        one = chosen[0] if len(chosen) == 1 else None
        self.about.setText(self._told(one) if one is not None else "")
        self.about.setVisible(bool(self.about.text()))
        self.problem.setText(shown(one.problem) if one is not None else "")
        self.problem.setStyleSheet(f"color: {theme().warning}")
        self.problem.setVisible(bool(self.problem.text()))
        self.mood_button.setVisible(one is not None and one.asset is not None)
        self.consent_button.setVisible(one is not None and one.kind == "clone")
        freezes = one is not None and bool(one.voice) and one.kind in ("designed", "preset")
        self.freeze_button.setVisible(freezes and one is not None and clones(one.spec.engine))
        self.hear_button.setEnabled(bool(chosen))
        self.give_button.setEnabled(bool(chosen))
        self.take_button.setEnabled(any(not v.voice for v in chosen))

    def _ask(self, signal: SignalInstance, _checked: bool = False) -> None:
        chosen = self.selected()
        if chosen:
            signal.emit(chosen[0].voice)

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
    own = QCoreApplication.translate("VoiceLibrary", "In the project.") if voice.voice else ""
    return " ".join(part for part in (own, shown(voice.problem or voice.description)) if part)
