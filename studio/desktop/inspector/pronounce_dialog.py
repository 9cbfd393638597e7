""" "Say it like this": a word, how it is said, hear it in the line's own voice, and where it holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine import catalogue
from studio.desktop.below import shown
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import quiet_label
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Line
from studio.editing import pronouncing
from studio.editing.pronouncing import Entry
from studio.errors import LinereadError

ORIGIN = "lexicon"
_COUNT_AFTER = 120  # milliseconds after a key


class PronounceDialog(QDialog):
    """Asks how a word is said. Accepting it is one undoable edit."""

    def __init__(
        self, workbench: Workbench, audition: Audition, parent: QWidget, word: str, line: Line | None, old: Entry | None
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._audition = audition
        self._line = line
        self._old = old
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Say it like this"))
        self.setMinimumWidth(440)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_COUNT_AFTER)
        self._count_soon.timeout.connect(self._show_counts)
        self._build(word)
        self._fill(word)
        workbench.opened.connect(self.reject)
        if line is not None and self._engine():
            audition.warm(self._engine())

    def _build(self, word: str) -> None:
        self.word = QComboBox()
        self.word.setEditable(True)
        self.word.setAccessibleName(self.tr("Word"))
        if self._line is not None:
            self.word.addItems(pronouncing.words_of(self._line.text))
        self.word.setCurrentText(word)
        self.word.currentTextChanged.connect(self._word_changed)
        self.say = self._edit(self.tr("Said like"), self.tr("as it would be written: engine x"))
        self.phonemes = self._edit(self.tr("Phonemes"), self._alphabet() or self.tr("this voice reads none"))
        self.phonemes.setEnabled(bool(self._alphabet()))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (text, widget) in enumerate(
            ((self.tr("Word"), self.word), (self.tr("Said like"), self.say), (self.tr("Phonemes"), self.phonemes))
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addLayout(self._build_hearing())
        column.addLayout(self._build_scopes())
        self.problem = quiet_label()
        self.problem.hide()
        column.addWidget(self.problem)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.as_usual = QPushButton(self.tr("As usual again"))
        self.as_usual.setToolTip(self.tr("Remove this pronunciation"))
        self.as_usual.setAutoDefault(False)
        self.as_usual.clicked.connect(self.remove)
        box.addButton(self.as_usual, QDialogButtonBox.ButtonRole.ResetRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.save = box.button(QDialogButtonBox.StandardButton.Save)
        column.addWidget(box)

    def _edit(self, name: str, hint: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(name)
        edit.textChanged.connect(self._show_enabled)
        return edit

    def _build_hearing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for text, name, whole in (
            (self.tr("▶ Hear the word"), "pronounce word", False),
            (self.tr("▶ Hear the line"), "pronounce line", True),
        ):
            button = QToolButton()
            button.setText(text)
            button.setEnabled(self._line is not None)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self.hear, whole))
            self._audition.button(name, button)
            row.addWidget(button)
        return row

    def _build_scopes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.scopes = QButtonGroup(self)
        self._places: list[str | None] = [None]
        texts = [self.tr("In the whole project")]
        if self._line is not None:
            character = self._workbench.project.character(self._line.character)
            if character is not None:
                self._places.append(character.id)
                texts.append(said(self.tr("Whenever %1 says it"), character.name))
            self._places.append(self._line.id)
            texts.append(self.tr("In this line only"))
        if self._old is not None and self._old.scope not in self._places:
            self._places.append(self._old.scope)
            texts.append(self._old.place)
        self.counts: list[QLabel] = []
        for number, text in enumerate(texts):
            radio = QRadioButton(text)
            self.scopes.addButton(radio, number)
            count = quiet_label()
            count.setWordWrap(False)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.counts.append(count)
            grid.addWidget(radio, number, 0)
            grid.addWidget(count, number, 1)
        self.scopes.idClicked.connect(self._show_enabled)
        return grid

    def _engine(self) -> str:
        """The line's engine, or the first voice's."""
        project = self._workbench.project
        voice = None
        if self._line is not None:
            character = project.character(self._line.character)
            voice = project.voice(self._line.voice or (character.voice if character else None))
        return voice.engine if voice is not None else next((v.engine for v in project.voices), "")

    def _alphabet(self) -> str:
        """The alphabet in which that engine reads phonemes."""
        engine = self._engine()
        return catalogue.describe(engine).capabilities.phonemes if engine in catalogue.BACKENDS else ""

    def _fill(self, word: str) -> None:
        """What is said of the word now."""
        one, scope = pronouncing.in_force(self._workbench.project, word, self._line)
        if self._old is not None:
            scope = self._old.scope
            self.say.setText(self._old.say)
            self.phonemes.setText(self._old.phonemes)
        elif one is not None:
            self.say.setText(one.say)
            self.phonemes.setText(one.phonemes)
        number = self._places.index(scope) if scope in self._places else 0
        self.scopes.button(number).setChecked(True)
        self._show_counts()
        self._show_enabled()
        (self.say if word else self.word).setFocus()

    # -- looking ---------------------------------------------------------------------------------

    @property
    def scope(self) -> str | None:
        """Where it is to hold: None in the project, else the id of a character or line."""
        return self._places[max(0, self.scopes.checkedId())]

    def _word_changed(self) -> None:
        self._show_enabled()
        self._count_soon.start()

    def _show_counts(self) -> None:
        word, workbench = self.word.currentText(), self._workbench
        for scope, label in zip(self._places, self.counts, strict=True):
            lines, stale = pronouncing.going_stale(workbench.project, workbench.session.states(), word, scope)
            label.setText(self._counted(lines, stale) if word.strip() else "")

    def _show_enabled(self) -> None:
        word = self.word.currentText().strip()
        said_like = bool(self.say.text().strip() or self.phonemes.text().strip())
        self.save.setEnabled(bool(word) and said_like)
        exists = self._old is not None or pronouncing.known(self._workbench.project, word, self.scope) is not None
        self.as_usual.setEnabled(bool(word) and exists)

    # -- doing -----------------------------------------------------------------------------------

    def hear(self, whole: bool, _checked: bool = False) -> None:
        """The word alone, or the whole line, in the line's voice and as it stands in the fields."""
        word = self.word.currentText().strip()
        if self._line is None or not word:
            return
        line = self._workbench.line(self._line.id)
        if line is None:
            return
        request = pronouncing.hearing(
            self._workbench.session, line, word, self.say.text(), self.phonemes.text(), whole=whole
        )
        if request is None:
            self._complain(self.tr("This line cannot be spoken: give its character a voice."))
            return
        self._audition.hear(request, "pronounce line" if whole else "pronounce word")

    def accept(self) -> None:
        self._change(self.say.text(), self.phonemes.text(), self.tr("Say “%1” differently"))

    def remove(self) -> None:
        """The word is said as usual again, in the chosen scope."""
        if self._old is not None:
            project = self._workbench.project
            edit = edits.pronounce(project, self._old.word, scope=self._old.scope)
            self._workbench.edit(said(self.tr("Say “%1” as usual"), self._old.word), edit, ORIGIN)
            super().accept()
            return
        self._change("", "", self.tr("Say “%1” as usual"))

    def _change(self, say: str, phonemes: str, label: str) -> None:
        word = self.word.currentText().strip()
        if not word or (label != self.tr("Say “%1” as usual") and not (say.strip() or phonemes.strip())):
            return
        try:
            changed = pronouncing.pronounced(self._workbench.project, word, say, phonemes, self.scope, self._old)
        except LinereadError as error:
            self._complain(f"{shown(error.message)} {shown(error.hint)}")
            return
        self._workbench.edit(said(label, word), changed, ORIGIN)
        super().accept()

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _counted(self, lines: int, stale: int) -> str:
        """In how many lines the word stands, and how many of them would have to be spoken again."""
        if not lines:
            return self.tr("in no line")
        here = self.tr("in %Ln line(s)", "", lines)
        return said(self.tr("%1, %2 to be spoken again"), here, f"{stale:,}") if stale else here
