"""A column of fields for the controls of a line or of a character, and what their voices cannot do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.catalogue import EngineInfo
from studio.desktop.below import word
from studio.desktop.inspector.choice_fields import Choice, ChoiceField, SwitchField, TextField
from studio.desktop.inspector.controls import EMOTIONS, LANGUAGES, NUMBERS, TIMING, Words
from studio.desktop.inspector.field import LABEL_WIDTH, Field, FieldState, said
from studio.desktop.inspector.number_field import NumberField
from studio.document.model import DELIVERY
from studio.editing.gathering import Common, Limits, foreign_language, limits, unknown_emotion


class Form(QWidget):
    """Fields by the name of their control. It asks; whoever owns it changes the document."""

    wanted = Signal(str, object)  # control, value
    dropped = Signal(str)  # control: inherited again
    finished = Signal()
    noticed = Signal(str)
    menu_asked = Signal(str, QMenu)  # control, a menu to be filled

    def __init__(
        self, names: Iterable[str], labels: Mapping[str, str] = MappingProxyType({}), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._reasons: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name in names:
            field = self._made(name, labels.get(name) or Words.control(name))
            field.edited.connect(partial(self.wanted.emit, name))
            field.reset_asked.connect(partial(self.dropped.emit, name))
            field.finished.connect(self.finished)
            field.noticed.connect(self.noticed)
            field.menu_of = partial(self.menu_asked.emit, name)
            self.fields[name] = field
            reason = quiet_label()
            reason.setContentsMargins(LABEL_WIDTH + 4, 0, 26, 2)
            reason.hide()
            self._reasons[name] = reason
            column.addWidget(field)
            column.addWidget(reason)

    def _made(self, name: str, label: str) -> Field:
        numbers = NUMBERS.get(name) or TIMING.get(name)
        if numbers is not None:
            return NumberField(label, numbers)
        if name == "whisper":
            return SwitchField(label)
        if name in ("emotion", "language", "voice"):
            return ChoiceField(label)
        rows = 2 if name in ("note", "direction") else 1
        hints = {
            "direction": self.tr("surprised, faster towards the end"),
            "status": self.tr("approved, pick-up, …"),
            "note": self.tr("never spoken"),
        }
        return TextField(label, rows=rows, hint=hints.get(name, ""))

    def choice(self, name: str) -> ChoiceField:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        return field

    def show_common(self, found: Mapping[str, Common], engines: Sequence[EngineInfo]) -> None:
        """Show what was gathered, and disable what ``engines`` cannot do."""
        for name, field in self.fields.items():
            common = found[name]
            can = limits(engines, name) if name in DELIVERY else Limits()
            reason = self._reason(name, can, found)
            if name == "emotion":
                self.choice(name).set_choices(self._emotions(engines))
            elif name == "language":
                self.choice(name).set_choices(self._languages(engines))
            field.set_reason(reason)
            warning = "" if reason else self._warning(name, common, can, engines)
            field.show_state(
                FieldState(
                    value=common.value,
                    own=common.own,
                    mixed=common.mixed,
                    source=self._source(name, common),
                    warning=warning,
                )
            )
            under = self._reasons[name]
            told = reason if common.own or not isinstance(field, NumberField | TextField) else ""
            under.setText(told or warning)
            under.setVisible(bool(told or warning))

    def _source(self, name: str, common: Common) -> str:
        if common.own:
            return ""
        if common.giver:
            return said(self.tr("from %1"), common.giver)
        sources = {
            "pause_after": self.tr("from punctuation"),
            "pause_before": self.tr("from the line before"),
            "language": self.tr("from the project"),
            "voice": self.tr("no voice yet"),
        }
        return sources.get(name, "")

    def _reason(self, name: str, can: Limits, found: Mapping[str, Common]) -> str:
        if can.cannot and name == "direction":
            return said(self.tr("%1 take no directions in words."), word(can.cannot))
        if can.cannot:
            return said(self.tr("%1 have no such control."), word(can.cannot))
        emotion = found.get("emotion")
        if name == "intensity" and emotion is not None and emotion.value == "neutral" and not emotion.mixed:
            return self.tr("Choose an emotion first.")
        return ""

    def _warning(self, name: str, common: Common, can: Limits, engines: Sequence[EngineInfo]) -> str:
        if common.mixed:
            return ""
        value, numbers = common.value, NUMBERS.get(name)
        if name == "emotion" and (label := unknown_emotion(engines, str(value))):
            return said(self.tr("%1 do not know this emotion; it is left out."), word(label))
        if name == "language" and (label := foreign_language(engines, str(value))):
            return said(self.tr("%1 do not speak this language."), word(label))
        if numbers is not None and can.low is not None and can.high is not None and not can.low <= value <= can.high:
            text = self.tr("This voice does %1 to %2; the nearest value is used.")
            return said(text, numbers.number(can.low), numbers.shown(can.high))
        return ""

    def _emotions(self, engines: Sequence[EngineInfo]) -> list[Choice]:
        choices = []
        for name in EMOTIONS:
            without, text = word(unknown_emotion(engines, name)), Words.emotion(name)
            reason = said(self.tr("%1 do not know this emotion."), without) if without else ""
            shown = said(self.tr("%1 (not with %2)"), text, without) if without else text
            choices.append(Choice(value=name, text=shown, reason=reason))
        return choices

    def _languages(self, engines: Sequence[EngineInfo]) -> list[Choice]:
        choices = []
        for code in LANGUAGES:
            without = word(foreign_language(engines, code))
            shown = said(self.tr("%1 (not with %2)"), Words.language(code), without) if without else None
            reason = said(self.tr("%1 do not speak this language."), without) if without else ""
            choices.append(Choice(value=code, text=shown or Words.language(code), reason=reason))
        return choices


def beside(field: Field, text: str, tip: str) -> QToolButton:
    """A small button at the end of a field's row."""
    button = QToolButton()
    button.setText(text)
    button.setFixedSize(26, 24)
    button.setStyleSheet("padding: 0")
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    row = field.layout()
    assert isinstance(row, QHBoxLayout)
    row.insertWidget(row.count() - 1, button)
    body = field.focusProxy()
    if body is not None:
        QWidget.setTabOrder(body, button)
    return button


def quiet_label(text: str = "") -> QLabel:
    """A label in the quiet colour of the theme, in rows as wide as there is room."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


class OneRow(QLabel):
    """A text that is cut where there is no room for it, and never makes its panel wider; whole in its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if words != self.text() else "")
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def heading(text: str) -> QLabel:
    """The title of a group of fields."""
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 10, 0, 2)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label


def voice_choices(
    project_voices: Sequence[tuple[str, str, str]], library: Sequence[tuple[str, str, str]]
) -> list[Choice]:
    """Entries of a voice picker: the project's voices as (id, name, engine), then those that can be added."""
    translate = QCoreApplication.translate
    choices = [Choice(value=identity, text=name) for identity, name, _ in project_voices]
    if library:
        choices.append(Choice(value=None, text=translate("VoicePicker", "— Voice library —"), heading=True))
        choices += [Choice(value=(engine, preset), text=label) for engine, preset, label in library]
    return choices
