"""A voice from a description: what was understood, three of it to hear, sliders, and then it is kept."""

from __future__ import annotations

import re
from functools import partial
from html import escape

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
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
from engine.protocol import Controls, SpeechRequest, VoiceDesign, VoiceSpec
from studio.desktop.below import shown, word
from studio.desktop.inspector.audition import Audition
from studio.desktop.inspector.controls import Words
from studio.desktop.inspector.field import FieldState, said
from studio.desktop.inspector.form import heading, quiet_label
from studio.desktop.inspector.number_field import NumberField, NumberRange
from studio.desktop.theme import theme
from studio.document.model import Project
from studio.editing.voicing import (
    Setting,
    clones,
    engines,
    sample_request,
    value_of,
    variations,
    voice_settings,
)
from studio.session.calibration import calibration

NAMES = ("A", "B", "C")
FIRST = ("pitch", "pitch_range", "rate", "pause", "formant", "formant_high", "tilt", "breath", "roughness", "tremor",
         "effort", "whisper", "robot", "volume")  # fmt: skip
SOON = 350  # milliseconds after a slider has moved until the voice is heard again


class VoiceDesigner(QScrollArea):
    """Describe, hear, adjust, keep."""

    kept = Signal(object, str, str, object, bool)  # VoiceSpec, name, description, Controls, give it to the characters
    frozen = Signal(object, str, str, bool)  # SpeechRequest of what becomes the reference, name, description, give it

    def __init__(self, audition: Audition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audition = audition
        self._engine, self._language = catalogue.BACKENDS[0], "en"
        self._chosen_engine = ""  # by hand, for as long as the project has no say in it
        self._design: VoiceDesign | None = None
        self._round = 0
        self._specs: list[VoiceSpec] = []
        self._designed: list[VoiceSpec] = []
        self._receives = False
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
        self.engine = QComboBox()
        self.engine.setAccessibleName(self.tr("Engine of the new voice"))
        self.engine.activated.connect(self._choose_engine)
        self.notice = quiet_label()
        self.notice.setAccessibleName(self.tr("Why this engine cannot design here"))
        self._column.addWidget(quiet_label(self.tr("Say who speaks and how it sounds.")))
        self._column.addLayout(row)
        self._column.addWidget(self.engine)
        self._column.addWidget(self.notice)
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
        self.freeze_button = QPushButton(self.tr("Freeze this design"))
        self.freeze_button.setToolTip(
            self.tr("What it says once becomes the recording it is cloned from: it sounds the same in every line")
        )
        self.freeze_button.clicked.connect(self._freeze)
        rows.addWidget(self.freeze_button)
        self.adjust_heading = heading(self.tr("Adjust"))
        rows.addWidget(self.adjust_heading)
        self.sliders = QVBoxLayout()
        self.sliders.setSpacing(4)
        rows.addLayout(self.sliders)
        self.result.hide()
        self._column.addWidget(self.result)

    # -- describing ------------------------------------------------------------------------------

    def show_project(self, project: Project) -> None:
        """Design with an engine of the project that can, or with the one that was chosen by hand."""
        used = engines(project)
        infos = {name: catalogue.describe(name) for name in dict.fromkeys((*used, *catalogue.BACKENDS))}
        can = [i for i in infos.values() if i.capabilities.design and not i.missing]
        listed = [i for i in infos.values() if (i in can or i.missing) and (i.id != "fake" or "fake" in used)]
        names = [i.id for i in listed]
        wanted = self._chosen_engine if self._chosen_engine in names else (can or listed)[0].id
        self._engine, self._language = wanted, project.language
        if [self.engine.itemData(n) for n in range(self.engine.count())] != names:
            self.engine.clear()
            for info in listed:
                self.engine.addItem(word(info.label), info.id)
        self.engine.setCurrentIndex(max(0, self.engine.findData(wanted)))
        self.engine.setVisible(len(listed) > 1)
        self._show_engine()

    def _choose_engine(self, _index: int) -> None:
        self._chosen_engine = self._engine = str(self.engine.currentData())
        self._show_engine()

    def _show_engine(self) -> None:
        """Why the engine cannot design here, and what to do about it."""
        info = catalogue.describe(self._engine)
        why = f"{shown(info.missing)} {shown(info.remedy)}".strip() if info.missing else ""
        self.notice.setText(why)
        self.notice.setVisible(bool(why))
        self._show_waiting("")

    def show_receivers(self, text: str) -> None:
        """``text`` names the characters that would get the voice."""
        self.give_button.setText(said(self.tr("Keep, give to %1"), text))
        self.give_button.setVisible(bool(text))
        self._receives = bool(text)

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
            rows = "<br>".join(escape(understood(u)) for u in self._design.understood)
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
        voice = self._design.voice
        mere = is_description(voice)  # another seed makes another voice of it
        self._specs = [voice] * len(NAMES) if mere else list(variations(voice, self._round))
        self._designed = list(self._specs)
        self.group.buttons()[0].setChecked(True)
        self.freeze_button.setVisible(clones(self._design.voice.engine))
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
            spec = self._specs[number]
            if is_description(spec):  # what is heard is what would be frozen
                request = self._calibration(number)
            else:
                request = sample_request(spec, self._language, self.manner)
            self._audition.hear(request, f"design {number}")

    def _calibration(self, number: int) -> SpeechRequest:
        """What the variation says to become its own reference; of a mere description each has its own seed."""
        spec = self._specs[number]
        seed = self._round * len(NAMES) + number if is_description(spec) else 0
        return calibration(spec, self._language, seed)

    def _freeze(self) -> None:
        if self._specs:
            words = self.description.text().strip()
            name = self.name.text().strip() or _title(words)
            self.frozen.emit(self._calibration(self.number), name, words, self._receives)

    def _show_sliders(self) -> None:
        spec, designed = self._specs[self.number], self._designed[self.number]
        settings = sorted(voice_settings(spec.engine), key=_weight)
        self.adjust_heading.setVisible(bool(settings))
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
            field.setToolTip(word(setting.meaning))
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
        able = not catalogue.describe(self._engine).missing
        self.make.setEnabled(bool(self.description.text().strip()) and not designing and able)
        self.freeze_button.setEnabled(self._audition.waiting != "freeze")


_EFFECT = re.compile(r"\b([a-z]\w*) (?=[-+×]\d)")


def understood(text: str) -> str:
    """What a word of the description did, "deep -> pitch -2", in the words and signs of the sliders."""
    word, arrow, effects = text.partition(" -> ")
    effects = _EFFECT.sub(lambda found: f"{_within(Words.setting(found[1]))} ", effects)
    effects = re.sub(r"(?<=\s)-(?=\d)", "−", effects)
    return f"{word} → {effects}" if arrow else text


def _within(name: str) -> str:
    """A name inside a sentence; "350 Hz" stays as it is."""
    return name[:1].lower() + name[1:]


def is_description(spec: VoiceSpec) -> bool:
    """Whether a voice is nothing but its description, so that it sounds a little different every time."""
    return bool(spec.description) and not (spec.preset or spec.settings or spec.asset)


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
