"""Fields: numbers by wheel, drag, key and typing; what is inherited, overridden and mixed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.inspector.choice_fields import Choice, ChoiceField, ColorField, SwitchField, TextField
from studio.desktop.inspector.field import FieldState
from studio.desktop.inspector.number_field import NumberField, NumberRange

SPEED = NumberRange(0.5, 2.0, step=0.05, fine=0.01, unit="×", neutral=1.0)
PITCH = NumberRange(-12, 12, step=0.5, fine=0.1, decimals=1, unit="st", signed=True, neutral=0.0)


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.resize(320, 200)
    return widget


def shown(home: QWidget, field: QWidget) -> QWidget:
    layout = home.layout()
    assert layout is not None
    layout.addWidget(field)
    home.show()
    return field


def number(home: QWidget, numbers: NumberRange = SPEED, **state: object) -> tuple[NumberField, list[object]]:
    field = NumberField("Speed", numbers)
    shown(home, field)
    field.show_state(FieldState(**{"value": 1.0, "source": "from Ann", **state}))
    asked: list[object] = []
    field.edited.connect(asked.append)
    field.reset_asked.connect(lambda: asked.append("reset"))
    field.noticed.connect(lambda text: asked.append(("notice", text)))
    return field, asked


def wheel(field: QWidget, notches: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWheelEvent:
    at = QPointF(10, 10)
    event = QWheelEvent(
        at, field.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)
    return event


def mouse(label: QWidget, kind: QEvent.Type, x: float) -> None:
    button = Qt.MouseButton.LeftButton
    at = QPointF(x, 5)
    event = QMouseEvent(kind, at, label.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(label, event)


def test_the_wheel_steps_and_with_ctrl_it_steps_finely(home: QWidget) -> None:
    field, asked = number(home)
    wheel(field, 1)
    wheel(field, -2, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1.05, 1.03]


def test_steps_of_a_run_build_on_each_other_before_the_answer_has_come(home: QWidget) -> None:
    field, asked = number(home)
    for _ in range(4):
        field.step(1)
    assert asked == [1.05, 1.1, 1.15, 1.2]


def test_a_run_ends_when_the_hand_rests(home: QWidget, qtbot: QtBot) -> None:
    field, _ = number(home)
    with qtbot.waitSignal(field.finished, timeout=3000):
        wheel(field, 1)


def test_a_list_that_scrolls_under_the_pointer_changes_nothing(home: QWidget) -> None:
    field, asked = number(home)
    at = QPointF(QCursor.pos())
    QApplication.sendEvent(field, QEnterEvent(QPointF(5, 5), QPointF(5, 5), at))
    assert not wheel(field, 1).isAccepted()
    assert asked == []


def test_a_panel_scrolled_to_its_end_leaves_the_number_it_ends_on(
    home: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("studio.desktop.inspector.number_field.monotonic", lambda: now[0])
    area, page = QScrollArea(), QWidget()
    QVBoxLayout(page)
    page.setMinimumSize(200, 4000)
    field, asked = number(page)
    area.setWidget(page)
    shown(home, area)
    QApplication.processEvents()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    for now[0] in (0.3, 0.6, 0.9):  # the same turn of the wheel goes on
        assert not wheel(field, 1).isAccepted()
    now[0] = 1.5  # a new one begins over the field
    wheel(field, 1)
    assert asked == [1.05]


def test_dragging_the_label_changes_the_number(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home)
    mouse(field.label, QEvent.Type.MouseButtonPress, 10)
    mouse(field.label, QEvent.Type.MouseMove, 14)
    mouse(field.label, QEvent.Type.MouseMove, 26)
    with qtbot.waitSignal(field.finished):
        mouse(field.label, QEvent.Type.MouseButtonRelease, 26)
    assert asked == [1.05, 1.2]


def test_a_double_click_on_the_label_resets(home: QWidget) -> None:
    field, asked = number(home, own=True, value=1.3)
    mouse(field.label, QEvent.Type.MouseButtonDblClick, 10)
    assert asked == ["reset"]


def test_the_reset_button_is_there_only_for_what_is_set_here(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home)
    assert not field.reset.isVisible()
    field.show_state(FieldState(value=1.3, own=True))
    assert field.reset.isVisible()
    qtbot.mouseClick(field.reset, Qt.MouseButton.LeftButton)
    assert asked == ["reset"]


@pytest.mark.parametrize(("typed", "value"), [("1.4", 1.4), ("1,4", 1.4), (" 1.4× ", 1.4), ("0.75 x", 0.75)], ids=repr)
def test_a_number_is_typed_with_or_without_its_unit(home: QWidget, qtbot: QtBot, typed: str, value: float) -> None:
    field, asked = number(home)
    field.edit.setFocus()
    field.edit.clear()
    qtbot.keyClicks(field.edit, typed)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert asked == [value]


def test_a_number_that_is_too_large_becomes_the_largest_and_that_is_said(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home)
    field.edit.setFocus()
    field.edit.clear()
    qtbot.keyClicks(field.edit, "9")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert asked == [("notice", "Speed goes from 0.50 to 2.00; it is 2.00 × now."), 2.0]


def test_what_is_not_a_number_changes_nothing_and_is_said(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home)
    field.edit.setFocus()
    field.edit.clear()
    qtbot.keyClicks(field.edit, "fast")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert asked == [("notice", "“fast” is not a number.")]
    assert field.edit.text() == "1.00"


def test_an_emptied_number_is_inherited_again(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home, own=True, value=1.5)
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert asked == ["reset"]


def test_the_arrow_keys_step(home: QWidget, qtbot: QtBot) -> None:
    field, asked = number(home)
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1.05, 1.04]


def test_a_number_is_shown_with_sign_and_unit() -> None:
    assert PITCH.shown(2) == "+2.0 st"
    assert PITCH.shown(-3.5) == "−3.5 st"
    assert PITCH.shown(0) == "0.0 st"
    assert PITCH.read("−3.5 st") == -3.5
    assert PITCH.read("nan") is None


def test_a_selection_that_disagrees_is_mixed(home: QWidget) -> None:
    field, asked = number(home, mixed=True)
    assert field.edit.text() == ""
    assert field.edit.placeholderText() == "mixed"
    assert field.edit.accessibleDescription() == "The selected lines differ."
    wheel(field, 1)
    assert asked == [1.05]


def test_what_a_voice_cannot_do_is_disabled_and_says_why(home: QWidget) -> None:
    field, asked = number(home)
    field.set_reason("Tones have no such control.")
    assert not field.edit.isEnabled()
    assert field.toolTip() == field.edit.accessibleDescription() == "Tones have no such control."
    wheel(field, 1)
    mouse(field.label, QEvent.Type.MouseButtonDblClick, 10)
    assert asked == []
    field.set_reason("")
    assert field.edit.isEnabled()


def test_a_choice_inherits_or_overrides(home: QWidget, qtbot: QtBot) -> None:
    field = ChoiceField("Emotion")
    shown(home, field)
    field.set_choices([Choice(value="happy", text="Happy"), Choice(value="sad", text="Sad", reason="not with Tones")])
    QAbstractItemModelTester(field.combo.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    asked: list[object] = []
    field.edited.connect(asked.append)
    field.reset_asked.connect(lambda: asked.append("reset"))
    field.show_state(FieldState(value="happy", source="from Ann"))
    assert field.combo.currentText() == "Happy — from Ann"
    field.show_state(FieldState(value="happy", own=True))
    assert field.combo.currentText() == "Happy"
    field.show_state(FieldState(value="happy", mixed=True))
    assert field.combo.currentIndex() == -1
    assert field.combo.placeholderText() == "mixed"
    assert not field.combo.model().index(2, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    field.combo.activated.emit(1)
    field.combo.activated.emit(0)
    assert asked == ["happy", "reset"]


def test_a_switch_is_on_off_inherited_or_mixed(home: QWidget, qtbot: QtBot) -> None:
    field = SwitchField("Whisper")
    shown(home, field)
    asked: list[object] = []
    field.edited.connect(asked.append)
    field.show_state(FieldState(value=True, source="from Ann"))
    assert field.box.text() == "on — from Ann"
    field.show_state(FieldState(value=False, mixed=True))
    assert field.box.checkState() == Qt.CheckState.PartiallyChecked
    field.box.click()
    field.show_state(FieldState(value=True, own=True))
    field.box.click()
    assert asked == [True, False]


@pytest.mark.parametrize("rows", [1, 2])
def test_words_count_when_the_field_is_left(home: QWidget, qtbot: QtBot, rows: int) -> None:
    field, other = TextField("Direction", rows=rows), TextField("Note")
    shown(home, field)
    shown(home, other)
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    asked: list[object] = []
    field.edited.connect(asked.append)
    field.reset_asked.connect(lambda: asked.append("reset"))
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "softly ")
    other.edit.setFocus()
    assert asked == ["softly "]
    field.show_state(FieldState(value="softly ", own=True))
    assert field.text == "softly "
    field.show_state(FieldState(value="loudly", source="from Ann"))
    assert field.text == ""
    assert field.edit.placeholderText() == "loudly — from Ann"


def test_what_is_being_typed_is_not_overwritten_by_an_echo(home: QWidget, qtbot: QtBot) -> None:
    field = TextField("Note")
    shown(home, field)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "abc")
    field.show_state(FieldState(value="a", own=True))
    assert field.text == "abc"


def test_a_colour_is_picked_or_automatic(home: QWidget, qtbot: QtBot) -> None:
    field = ColorField("Colour")
    shown(home, field)
    asked: list[object] = []
    field.edited.connect(asked.append)
    field.show_state(FieldState(value="#ff0000"))
    assert field.button.text() == "automatic"
    field.show_state(FieldState(value="#ff0000", own=True))
    assert field.button.text() == "own"
    assert field.button.toolTip() == "#ff0000"
    field.pick("#00ff00")
    assert asked == ["#00ff00"]


def test_every_field_has_a_name_for_a_screen_reader(home: QWidget) -> None:
    for field in (NumberField("Speed", SPEED), ChoiceField("Emotion"), SwitchField("Whisper"), TextField("Note")):
        shown(home, field)
        body = field.focusProxy()
        assert body.accessibleName() == field.name
        assert field.label.buddy() is body
        assert field.reset.accessibleName() == f"Reset {field.name}"
