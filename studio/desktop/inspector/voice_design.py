"""A voice from a description: what was understood, three of it to hear, sliders, and then it is kept."""

from __future__ import annotations

from functools import partial
from html import escape

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine import catalogue
from engine.protocol import Controls, VoiceDesign, VoiceSpec
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import FieldState, said
from studio.desktop.inspector.form import heading, quiet_label
from studio.desktop.inspector.number_field import NumberField, NumberRange
from studio.desktop.inspector.voicing import Setting, engines, sample_request, value_of, variations, voice_settings
from studio.desktop.theme import theme
from studio.document.model import Project

NAMES = ("A", "B", "C")
FIRST = ("pitch", "pitch_range", "rate", "pause", "formant", "formant_high", "tilt", "breath", "roughness", "tremor",
         "effort", "whisper", "robot", "volume")  # fmt: skip
SOON = 350  # milliseconds after a slider has moved until the voice is heard again


class VoiceDesigner(QScrollArea):
    """Describe, hear, adjust, keep."""

    kept = Signal(object, str, str, object, bool)  # VoiceSpec, name, description, Controls, give it to the characters

    def __init__(self, audition: Audition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audition = audition
        self._engine, self._language = catalogue.BACKENDS[0], "en"
        self._design: VoiceDesign | None = None
        self._round = 0
        self._specs: list[VoiceSpec] = []
        self._designed: list[VoiceSpec] = []
        self._sliders: dict[str, tuple[Setting, NumberField]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(8, 8, 8, 12)
        self._column.setSpacing(4)
        self.setWidget(page)
        self._build_description()
        self._build_result()
        self._column.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.hear)
        audition.designed.connect(self._show_design)
        audition.waiting_changed.connect(self._show_waiting)
        self._show_waiting("")

    def _build_description(self) -> None:
        self.description = QLineEdit()
        self.description.setPlaceholderText(self.tr("a deep, hoarse old man, slow and calm"))
        self.description.setAccessibleName(self.tr("Describe the voice"))
        self.description.returnPressed.connect(self.design)
        self.description.textChanged.connect(self._show_waiting)
        self.make = QPushButton(self.tr("Design"))
        self.make.clicked.connect(self.design)
        row = QHBoxLayout()
        row.addWidget(self.description, 1)
        row.addWidget(self.make)
        self._column.addWidget(quiet_label(self.tr("Say who speaks and how it sounds.")))
        self._column.addLayout(row)
        self.read = QLabel()
        self.read.setTextFormat(Qt.TextFormat.RichText)
        self.read.setWordWrap(True)
        self.read.setAccessibleName(self.tr("What was understood"))
        self._column.addWidget(self.read)

    def _build_result(self) -> None:
        self.result = QWidget()
        rows = QVBoxLayout(self.result)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        title = QHBoxLayout()
        title.addWidget(heading(self.tr("Three to choose from")), 1)
        self.others = QPushButton(self.tr("Three others"))
        self.others.clicked.connect(self.vary)
        title.addWidget(self.others)
        rows.addLayout(title)
        self.group = QButtonGroup(self)
        self.plays: list[QToolButton] = []
        choice = QHBoxLayout()
        for number, name in enumerate(NAMES):
            radio = QRadioButton(name)
            radio.setAccessibleName(said(self.tr("Variation %1"), name))
            self.group.addButton(radio, number)
            play = QToolButton()
            play.setText("▶")
            play.setFixedSize(28, 24)
            play.setStyleSheet("padding: 0")
            play.setAccessibleName(said(self.tr("Hear variation %1"), name))
            play.clicked.connect(partial(self._hear_number, number))
            self._audition.button(f"design {number}", play)
            self.plays.append(play)
            choice.addWidget(radio)
            choice.addWidget(play)
            choice.addStretch(1)
        self.group.idClicked.connect(self._chosen)
        rows.addLayout(choice)
        rows.addWidget(heading(self.tr("Keep")))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of the voice"))
        self.name.setAccessibleName(self.tr("Name of the voice"))
        rows.addWidget(self.name)
        buttons = QHBoxLayout()
        self.keep_button = QPushButton(self.tr("Keep"))
        self.keep_button.clicked.connect(partial(self._keep, False))
        self.give_button = QPushButton()
        self.give_button.clicked.connect(partial(self._keep, True))
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.give_button, 1)
        rows.addLayout(buttons)
        rows.addWidget(heading(self.tr("Adjust")))
        self.sliders = QVBoxLayout()
        self.sliders.setSpacing(4)
        rows.addLayout(self.sliders)
        self.result.hide()
        self._column.addWidget(self.result)

    # -- describing ------------------------------------------------------------------------------

    def show_project(self, project: Project) -> None:
        """Design with an engine of the project that can."""
        can = [e for e in (*engines(project), *catalogue.BACKENDS) if catalogue.describe(e).capabilities.design]
        self._engine, self._language = (can or list(catalogue.BACKENDS))[0], project.language

    def show_receivers(self, text: str) -> None:
        """``text`` names the characters that would get the voice."""
        self.give_button.setText(said(self.tr("Keep, give to %1"), text))
        self.give_button.setVisible(bool(text))

    def design(self) -> None:
        words = self.description.text().strip()
        if words:
            self._audition.design(self._engine, words, self._language)

    def _show_design(self, design: object) -> None:
        assert isinstance(design, VoiceDesign)
        self._design, self._round = design, 0
        self._write_read()
        if not self.name.text() or not self.name.isModified():
            self.name.setText(_title(self.description.text()))
        self._vary()

    def _write_read(self) -> None:
        if self._design is None:
            self.read.clear()
            return
        t = theme()
        parts = []
        if self._design.understood:
            rows = "<br>".join(escape(u).replace("-&gt;", "→") for u in self._design.understood)
            parts.append(f"<span style='color:{t.quiet}'>{rows}</span>")
        if self._design.ignored:
            text = said(self.tr("Not understood: %1"), ", ".join(self._design.ignored))
            parts.append(f"<span style='color:{t.warning}'>{escape(text)}</span>")
        self.read.setText("<br>".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "read"):
            self._write_read()

    def vary(self) -> None:
        """Three others around the same description."""
        self._round += 1
        self._vary()

    def _vary(self) -> None:
        assert self._design is not None
        self._specs = list(variations(self._design.voice, self._round))
        self._designed = list(self._specs)
        self.group.buttons()[0].setChecked(True)
        self.result.show()
        self._show_sliders()
        self._hear_number(0)

    # -- hearing and adjusting -------------------------------------------------------------------

    @property
    def number(self) -> int:
        """Which of the three is chosen."""
        return max(0, self.group.checkedId())

    @property
    def manner(self) -> Controls:
        """How the description wants the voice to speak."""
        return self._design.delivery if self._design is not None else Controls()

    def hear(self) -> None:
        """Hear the chosen one."""
        self._hear_number(self.number)

    def _chosen(self, number: int) -> None:
        self._show_sliders()
        self._hear_number(number)

    def _hear_number(self, number: int, _checked: bool = False) -> None:
        if self._specs:
            request = sample_request(self._specs[number], self._language, self.manner)
            self._audition.hear(request, f"design {number}")

    def _show_sliders(self) -> None:
        spec, designed = self._specs[self.number], self._designed[self.number]
        settings = sorted(voice_settings(spec.engine), key=_weight)
        if [s.name for s in settings] != list(self._sliders):
            self._build_sliders(settings)
        for setting, field in self._sliders.values():
            value = value_of(spec, setting)
            field.show_state(FieldState(value=value, own=value != value_of(designed, setting)))

    def _build_sliders(self, settings: list[Setting]) -> None:
        for _, field in self._sliders.values():
            self.sliders.removeWidget(field)
            field.deleteLater()
        self._sliders = {}
        for setting in settings:
            numbers = NumberRange(setting.low, setting.high, *_steps(setting), neutral=setting.neutral)
            field = NumberField(Words.setting(setting.name), numbers)
            field.setToolTip(setting.meaning)
            field.edited.connect(partial(self.adjust, setting.name))
            field.reset_asked.connect(partial(self._reset, setting.name))
            self._sliders[setting.name] = (setting, field)
            self.sliders.addWidget(field)

    def adjust(self, name: str, value: object) -> None:
        """Change one setting of the chosen voice; it is heard again when the hand rests."""
        spec = self._specs[self.number]
        assert isinstance(value, int | float)
        changed = msgspec.structs.replace(spec, settings={**spec.settings, name: float(value)})
        self._specs[self.number] = changed
        self._show_sliders()
        self._soon.start()

    def _reset(self, name: str) -> None:
        setting, _ = self._sliders[name]
        self.adjust(name, value_of(self._designed[self.number], setting))

    def _keep(self, give: bool, _checked: bool = False) -> None:
        if self._specs:
            words = self.description.text().strip()
            self.kept.emit(
                self._specs[self.number], self.name.text().strip() or _title(words), words, self.manner, give
            )

    def _show_waiting(self, _name: str) -> None:
        designing = self._audition.waiting == "design"
        self.make.setText(self.tr("Designing…") if designing else self.tr("Design"))
        self.make.setEnabled(bool(self.description.text().strip()) and not designing)


def _title(words: str) -> str:
    """A name for a voice of this description: its first words."""
    short = words.strip()
    if len(short) > 28:
        short = short[:28].rsplit(" ", 1)[0]
    return short[:1].upper() + short[1:].rstrip(" ,;")


def _weight(setting: Setting) -> tuple[int, int, str]:
    """The settings a person thinks of first stand first, the bands of the equaliser last."""
    place = FIRST.index(setting.name) if setting.name in FIRST else len(FIRST)
    band = setting.name.removeprefix("eq_")
    return place + setting.name.startswith("eq_"), int(band) if band.isdigit() else 0, setting.name


def _steps(setting: Setting) -> tuple[float, float, int]:
    """Step, fine step and decimals that suit a setting's range."""
    span = setting.high - setting.low
    if span > 50:
        return 5.0, 1.0, 0
    return (0.5, 0.1, 1) if span > 5 else (0.05, 0.01, 2)
