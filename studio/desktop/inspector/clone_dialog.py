"""A voice from a recording: choose it, see what is wrong with it, hear what is taken, say who agreed, clone.

The recording is examined in a thread, so that ten minutes of it do not stop the window.
"""

from __future__ import annotations

import dataclasses
import threading
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine import catalogue
from engine.assets import MOOD
from studio.audio.reference import LONGEST, RATE, Examined, check_transcript, examine
from studio.desktop.below import shown, word
from studio.desktop.inspector.consent_form import ConsentForm, one_column
from studio.desktop.inspector.controls import EMOTIONS, LANGUAGES, Words
from studio.desktop.inspector.field import said
from studio.desktop.inspector.form import heading, quiet_label
from studio.desktop.player import Player
from studio.desktop.sound import calling
from studio.desktop.theme import theme
from studio.errors import LinereadError
from studio.session import voices as making
from studio.session.voices import Agreement

SOON = 400  # milliseconds after the last change of the stretch until it is listened to again


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneWish:
    """What a person asked for. ``agreement`` is None for one more mood of a voice that is there."""

    taken: Examined
    words: making.Words
    name: str
    engine: str
    agreement: Agreement | None


class CloneDialog(QDialog):
    """For a new voice, or with ``voice``, the name of one, for a recording of it in another mood."""

    wanted = Signal(object)  # CloneWish
    _examined = Signal(int, object)  # number of the question, Examined or LinereadError

    def __init__(self, player: Player, language: str, parent: QWidget, voice: str = "") -> None:
        super().__init__(parent)
        self._player = player
        self._voice = voice
        self._path: Path | None = None  # of the recording that was asked for last
        self._taken: Examined | None = None
        self._asked = 0
        self._thread: threading.Thread | None = None
        self.setWindowTitle(
            said(self.tr("Another mood for %1"), voice) if voice else self.tr("Clone a voice from a recording")
        )
        column = QVBoxLayout(self)
        column.addLayout(self._build_file())
        column.addWidget(self._build_result())
        about = self._build_about(language)
        column.addLayout(about)
        if not voice:
            one_column(about, self.consent.rows)
            column.addWidget(heading(self.tr("Consent")))
            text = self.tr("Only with the consent of the person whose voice it is. It is kept with the voice and goes "
                           "into every export.")  # fmt: skip
            column.addWidget(quiet_label(text))
            column.addWidget(self.consent)
        self.missing = quiet_label()
        self.missing.setAccessibleName(self.tr("What is still missing"))
        column.addWidget(self.missing)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Add") if voice else self.tr("Clone"))
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._examine_again)
        self._examined.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._check()

    # -- building --------------------------------------------------------------------------------

    def _build_file(self) -> QHBoxLayout:
        self.file = QLineEdit()
        self.file.setPlaceholderText(self.tr("3 to 30 seconds of one person speaking"))
        self.file.setAccessibleName(self.tr("Recording"))
        self.file.editingFinished.connect(self._file_typed)
        browse = QPushButton(self.tr("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        return row

    def _build_result(self) -> QWidget:
        self.start, self.end = (self._seconds() for _ in range(2))
        self.start.setAccessibleName(self.tr("From, in seconds"))
        self.end.setAccessibleName(self.tr("To, in seconds"))
        self.play = QToolButton()
        self.play.setText(self.tr("▶ Hear"))
        self.play.setAccessibleName(self.tr("Hear what is taken"))
        self.play.clicked.connect(self.hear)
        self.report = QLabel()
        self.report.setWordWrap(True)
        self.report.setTextFormat(Qt.TextFormat.RichText)
        self.report.setAccessibleName(self.tr("What is to be said of the recording"))
        self.heard = QWidget()
        rows = QVBoxLayout(self.heard)
        rows.setContentsMargins(0, 0, 0, 0)
        stretch = QHBoxLayout()
        for label, field in ((self.tr("From"), self.start), (self.tr("to"), self.end)):
            stretch.addWidget(QLabel(label))
            stretch.addWidget(field)
        stretch.addStretch(1)
        stretch.addWidget(self.play)
        rows.addLayout(stretch)
        rows.addWidget(self.report)
        self.heard.hide()
        return self.heard

    def _seconds(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setDecimals(1)
        field.setSingleStep(0.1)
        field.setRange(0, 0)
        field.setSuffix(self.tr(" s"))
        field.valueChanged.connect(self._stretch_changed)
        return field

    def _build_about(self, language: str) -> QFormLayout:
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the voice"))
        self.transcript = QPlainTextEdit()
        self.transcript.setPlaceholderText(self.tr("Exactly what is said. Without it only the sound of the voice is "
                                                   "taken, not its manner."))  # fmt: skip
        self.transcript.setAccessibleName(self.tr("Transcript"))
        self.transcript.setTabChangesFocus(True)
        self.transcript.setStyleSheet(f"min-height: {self.transcript.fontMetrics().lineSpacing() * 3 + 4}px")
        self.transcript.setMaximumHeight(96)
        self.language = _choice(self.tr("Language"), [(code, Words.language(code)) for code in LANGUAGES])
        self.language.setCurrentIndex(max(0, self.language.findData(language.lower().split("-")[0])))
        moods = [(e, Words.emotion(e)) for e in EMOTIONS if not self._voice or e != MOOD]
        self.mood = _choice(self.tr("Mood"), moods)
        infos = [catalogue.describe(engine) for engine in making.cloning_engines()]
        self.engine = _choice(self.tr("Engine"), [(i.id, word(i.label)) for i in infos])
        self.notice = quiet_label()
        self.consent = ConsentForm()
        rows = QFormLayout()
        if not self._voice:
            rows.addRow(self.tr("Name"), self.name)
        rows.addRow(self.tr("Transcript"), self.transcript)
        rows.addRow(self.tr("Language"), self.language)
        rows.addRow(self.tr("Mood"), self.mood)
        if not self._voice:
            rows.addRow(self.tr("Engine"), self.engine)
            rows.addRow("", self.notice)
        self.name.textChanged.connect(self._check)
        self.transcript.textChanged.connect(self._check)
        self.consent.changed.connect(self._check)
        self.engine.currentIndexChanged.connect(self._show_notice)
        self._show_notice()
        return rows

    # -- examining -------------------------------------------------------------------------------

    def _browse(self) -> None:
        kinds = (
            self.tr("Sound files") + " (*.wav *.flac *.mp3 *.ogg *.opus *.aif *.aiff);;" + self.tr("All files") + " (*)"
        )
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a recording"), self.file.text(), kinds)
        if path:
            self.choose(Path(path))

    def _file_typed(self) -> None:
        text = self.file.text().strip()
        if text and Path(text) != self._path:
            self.choose(Path(text))

    def choose(self, path: Path) -> None:
        """Listen to a recording, the whole of it."""
        self._path = path
        self.file.setText(str(path))
        self.start.setRange(0, 0)
        self.end.setRange(0, 0)
        if not self._voice and not self.name.text():
            self.name.setText(path.stem.replace("_", " "))
        self._examine(path, None, None)

    def _examine_again(self) -> None:
        if self._path is not None:
            self._examine(self._path, self.start.value(), self.end.value())

    def _examine(self, path: Path, start: float | None, end: float | None) -> None:
        self._asked += 1
        self._taken = None
        self.heard.show()
        self.report.setText(self.tr("Listening …"))
        self._check()
        self._join()
        number, answered = self._asked, calling(self, "_examined")

        def listen() -> None:
            try:
                answer: object = examine(path, start, end)
            except LinereadError as error:
                answer = error
            answered(number, answer)

        self._thread = threading.Thread(target=listen, name="examine a recording", daemon=True)
        self._thread.start()

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _show(self, number: int, answer: object) -> None:
        if number != self._asked:
            return
        if isinstance(answer, LinereadError):
            self.report.setText(_colored(str(answer), theme().error))
        elif isinstance(answer, Examined):
            # What is taken stands in the fields, to be seen and changed: nobody is surprised by the stretch.
            self._taken = dataclasses.replace(answer, chosen=False)
            for field, value in ((self.start, answer.start), (self.end, answer.end)):
                field.blockSignals(True)
                field.setRange(0, answer.length)
                field.setValue(value)
                field.blockSignals(False)
            self._write_report(answer)
        self._check()
        self._fit()

    def _write_report(self, taken: Examined) -> None:
        colours = theme()
        text = self.tr("%1 s are taken; the voice is %2 dB above the noise and reaches %3 kHz.")
        kilohertz = f"{taken.bandwidth / 1000:.1f}"
        rows = [_colored(said(text, f"{taken.seconds:.1f}", f"{taken.noise:.0f}", kilohertz), colours.quiet)]
        for finding in taken.findings:
            whole = f"{shown(finding.message)} {'' if finding.code == 'long' else shown(finding.hint)}".strip()
            rows.append(_colored(whole, colours.error if finding.wrong else colours.warning))
        self.report.setText("<br>".join(rows))

    def _stretch_changed(self) -> None:
        self._soon.start()

    def hear(self) -> None:
        """Hear what would be taken, cleaned and levelled."""
        if self._taken is not None:
            self._player.audition(self._taken.samples, RATE)

    def _fit(self) -> None:
        """As high as its texts are at this width: a dialog does not find that out by itself."""
        column = self.layout()
        assert column is not None
        width = max(self.width(), self.minimumWidth())
        self.resize(width, column.totalHeightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    # -- asking ----------------------------------------------------------------------------------

    def _show_notice(self) -> None:
        """Why the chosen engine cannot speak yet, and what to do about it: the voice can be made all the same."""
        engine = self.engine.currentData()
        info = catalogue.describe(engine) if engine else None
        text = f"{shown(info.missing)} {shown(info.remedy)}".strip() if info is not None and info.missing else ""
        if info is None:
            text = self.tr("No engine here speaks from recordings.")
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _lacks(self) -> str:
        """The first thing that stands in the way of cloning."""
        taken = self._taken
        if taken is None:
            return self.tr("Choose a recording.")
        if not taken.good:
            return self.tr("This recording will not do.")
        if taken.end - taken.start > LONGEST + 0.5:
            return self.tr("Choose 3 to 30 seconds of it.")
        unlikely = check_transcript(self.transcript.toPlainText(), taken.seconds)
        if unlikely is not None:
            return shown(unlikely.message)
        if self._voice:
            return ""
        if not self.name.text().strip():
            return self.tr("Give the voice a name.")
        if not self.engine.currentData():
            return self.tr("No engine here speaks from recordings.")
        return "" if self.consent.complete else self.tr("Say who agreed, what for and when.")

    def _check(self) -> None:
        lacks = self._lacks()
        if hasattr(self, "ok"):
            self.missing.setText(lacks)
            self.ok.setEnabled(not lacks)
            self.play.setEnabled(self._taken is not None)

    def _ask(self) -> None:
        if self._taken is None or self._lacks():
            return
        words = making.Words(
            transcript=self.transcript.toPlainText().strip(),
            language=str(self.language.currentData()),
            mood=str(self.mood.currentData()),
        )
        self.wanted.emit(
            CloneWish(
                taken=self._taken,
                words=words,
                name=self._voice or self.name.text().strip(),
                engine=str(self.engine.currentData() or ""),
                agreement=None if self._voice else self.consent.agreement(),
            )
        )

    def show_problem(self, text: str) -> None:
        """Why it could not be made; the dialog stays open."""
        self.missing.setText(text)

    def done(self, result: int) -> None:
        self._asked += 1
        self._soon.stop()
        self._join()
        super().done(result)


def _choice(name: str, entries: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, text in entries:
        box.addItem(text, value)
    return box


def _colored(text: str, colour: str) -> str:
    return f"<span style='color:{colour}'>{escape(text)}</span>"
