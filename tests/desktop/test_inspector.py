"""The inspector: one line or many, inherited or overridden, and what their voices cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from engine.protocol import Method, PlanItem
from studio.desktop.inspector.choice_fields import ChoiceField, TextField
from studio.desktop.inspector.number_field import NumberField
from studio.desktop.inspector.panel import InspectorPanel
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.render.states import State
from studio.session.session import Session
from tests.desktop.inspector_stage import Stage


@pytest.fixture
def stage(bench: Workbench, qtbot: QtBot) -> Stage:
    return Stage(bench, qtbot)


@pytest.fixture
def panel(stage: Stage) -> InspectorPanel:
    made = InspectorPanel(stage.bench, stage.ear, stage.commands)
    stage.show(made)
    return made


def number(panel: InspectorPanel, name: str) -> NumberField:
    field = panel.fields[name]
    assert isinstance(field, NumberField)
    return field


def choice(panel: InspectorPanel, name: str) -> ChoiceField:
    field = panel.fields[name]
    assert isinstance(field, ChoiceField)
    return field


def settle(stage: Stage, panel: InspectorPanel) -> None:
    stage.qtbot.waitUntil(lambda: not panel._later.isActive() and not panel._plan_later.isActive())


def test_a_line_inherits_from_its_character_until_it_says_otherwise(stage: Stage, panel: InspectorPanel) -> None:
    bench = stage.bench
    ann = bench.project.characters[0]
    bench.edit("", edits.set_character_delivery(bench.project, ann.id, speed=1.2))
    settle(stage, panel)
    speed = number(panel, "speed")
    assert (speed.state.value, speed.state.own, speed.state.source) == (1.2, False, "from ANN")
    speed.step(1)
    settle(stage, panel)
    line = bench.line(stage.ids[0])
    assert line is not None
    assert line.delivery.speed == 1.25
    assert (speed.state.own, speed.state.source) == (True, "")
    speed.reset_asked.emit()
    settle(stage, panel)
    assert (speed.state.value, speed.state.own) == (1.2, False)


def test_a_run_of_the_wheel_is_one_step_to_undo(stage: Stage, panel: InspectorPanel) -> None:
    pitch = number(panel, "pitch")
    for _ in range(6):
        pitch.step(1)
    stage.qtbot.waitSignal(pitch.finished, timeout=3000).wait()
    pitch.step(1)
    assert stage.labels() == ["Change Pitch", "Change Pitch"]
    stage.bench.undo()
    line = stage.bench.line(stage.ids[0])
    assert line is not None
    assert line.delivery.pitch == 3.0
    stage.bench.undo()
    line = stage.bench.line(stage.ids[0])
    assert line is not None
    assert line.delivery.pitch is None


def test_lines_that_disagree_are_mixed_and_are_set_together(stage: Stage, panel: InspectorPanel) -> None:
    bench = stage.bench
    bench.edit("", edits.set_delivery(bench.project, stage.ids[:1], volume=-6.0))
    bench.select(stage.ids[:3])
    settle(stage, panel)
    assert panel.title.text() == "3 lines · ANN, BOB"
    assert number(panel, "volume").state.mixed
    assert number(panel, "volume").edit.placeholderText() == "mixed"
    assert choice(panel, "voice").state.mixed
    assert not number(panel, "speed").state.mixed
    number(panel, "volume").edited.emit(-3.0)
    settle(stage, panel)
    lines = [bench.line(i) for i in stage.ids]
    assert [line.delivery.volume for line in lines if line] == [-3.0, -3.0, -3.0, None, None]
    assert not number(panel, "volume").state.mixed


def test_an_emotion_the_voice_does_not_know_cannot_be_chosen_and_says_why(stage: Stage, panel: InspectorPanel) -> None:
    combo = choice(panel, "emotion").combo
    row = combo.findText("Proud", Qt.MatchFlag.MatchStartsWith)
    assert combo.itemText(row) == "Proud (not with Tones)"
    assert not combo.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled
    assert combo.itemData(row, Qt.ItemDataRole.ToolTipRole) == "Tones do not know this emotion."
    assert combo.model().index(combo.findText("Happy"), 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_control_that_does_nothing_is_disabled_and_says_why(stage: Stage, panel: InspectorPanel) -> None:
    direction = panel.fields["direction"]
    assert isinstance(direction, TextField)
    assert not direction.edit.isEnabled()
    assert "take no directions in words" in direction.edit.accessibleDescription()
    assert not number(panel, "intensity").edit.isEnabled()
    choice(panel, "emotion").edited.emit("happy")
    settle(stage, panel)
    assert number(panel, "intensity").edit.isEnabled()


def test_an_unknown_emotion_that_is_set_is_warned_of(stage: Stage, panel: InspectorPanel) -> None:
    stage.bench.edit("", edits.set_delivery(stage.bench.project, stage.ids[:1], emotion="proud"))
    settle(stage, panel)
    assert choice(panel, "emotion").state.warning == "Tones do not know this emotion; it is left out."


def test_the_plan_says_how_and_what_cannot(stage: Stage, panel: InspectorPanel) -> None:
    for theme in ("light", "dark"):
        applied = apply_theme(theme)
        items = (
            PlanItem(control="emotion", value="happy", method=Method.PARAMETRIC, approximate=True),
            PlanItem(control="direction", value="a <b>", method=Method.CANNOT, note="No words."),
        )
        panel.plan.show_plan(items, "")
        text = panel.plan.text()
        assert "≈ in the voice" in text
        assert f"color:{applied.error}" in text
        assert "a &lt;b&gt;" in text


def test_the_fields_follow_the_theme(stage: Stage, panel: InspectorPanel) -> None:
    stage.bench.edit("", edits.set_delivery(stage.bench.project, stage.ids[:1], pitch=2.0))
    for name in ("light", "dark"):
        theme = apply_theme(name)
        for control, colour in (("pitch", theme.text), ("speed", theme.quiet)):
            edit = number(panel, control).edit
            stage.qtbot.waitUntil(lambda e=edit, c=colour: e.palette().text().color().name() == c)  # type: ignore[misc]
        stage.qtbot.waitUntil(lambda t=theme: t.states[State.STALE] in panel.state.text())  # type: ignore[misc]


def test_the_plan_follows_the_line(stage: Stage, panel: InspectorPanel) -> None:
    assert panel.plan.text() == "Spoken plainly: no control is set."
    number(panel, "speed").edited.emit(1.5)
    settle(stage, panel)
    assert "1.5x" in panel.plan.text()


def test_pauses_show_what_the_punctuation_gives(stage: Stage, panel: InspectorPanel) -> None:
    after = number(panel, "pause_after")
    assert (after.state.value, after.state.own, after.state.source) == (400, False, "from punctuation")
    after.step(1)
    line = stage.bench.line(stage.ids[0])
    assert line is not None
    assert line.pause_after == 450
    assert isinstance(line.pause_after, int)


def test_make_it_the_characters_default(stage: Stage, panel: InspectorPanel) -> None:
    number(panel, "speed").edited.emit(1.5)
    menu = QMenu()
    number(panel, "speed").fill_menu(menu)
    actions = {a.text(): a for a in menu.actions()}
    assert not actions["Apply to the selection"].isEnabled()
    actions["Make it the default of ANN"].trigger()
    settle(stage, panel)
    character, line = stage.bench.project.characters[0], stage.bench.line(stage.ids[0])
    assert line is not None
    assert character.delivery.speed == 1.5
    assert line.delivery.speed is None
    assert number(panel, "speed").state.source == "from ANN"
    assert number(panel, "speed").state.value == 1.5
    menu.deleteLater()


def test_apply_to_the_selection(stage: Stage, panel: InspectorPanel) -> None:
    bench = stage.bench
    bench.edit("", edits.set_delivery(bench.project, stage.ids[1:2], emotion="angry", speed=0.8))
    bench.select(stage.ids, active=stage.ids[1])
    settle(stage, panel)
    stage.commands.run("direct.apply")
    lines = list(bench.project.lines())
    assert {line.delivery.emotion for line in lines} == {"angry"}
    assert {line.delivery.speed for line in lines} == {0.8}
    assert len(stage.labels()) == 2
    stage.commands.run("direct.reset")
    assert {line.delivery.speed for line in bench.project.lines()} == {None}


def test_a_voice_of_the_library_comes_into_the_project(stage: Stage, panel: InspectorPanel) -> None:
    before = len(stage.bench.project.voices)
    choice(panel, "voice").edited.emit(("fake", "high"))
    settle(stage, panel)
    line = stage.bench.line(stage.ids[0])
    assert line is not None
    voice = stage.bench.project.voice(line.voice)
    assert voice is not None
    assert (voice.preset, len(stage.bench.project.voices)) == ("high", before + 1)
    assert choice(panel, "voice").combo.currentText() == "High tone"


def test_a_re_roll_is_the_next_seed(stage: Stage, panel: InspectorPanel) -> None:
    stage.qtbot.mouseClick(panel.reroll, Qt.MouseButton.LeftButton)
    settle(stage, panel)
    assert number(panel, "seed").state.value == 1
    assert stage.labels() == ["Re-roll"]


def test_hearing_a_line_makes_no_take(stage: Stage, panel: InspectorPanel) -> None:
    stage.commands.run("direct.hear")
    assert panel.hear.text() == "■"
    samples, rate = stage.heard()
    assert (len(samples) > 0, rate) == (True, 24_000)
    assert panel.hear.text() == "▶"
    assert not stage.bench.session.store.history(stage.ids[0])


def test_a_louder_direction_is_louder_to_the_ear(stage: Stage, panel: InspectorPanel) -> None:
    panel.hear_line()
    quiet, _ = stage.heard(1)
    number(panel, "volume").edited.emit(6.0)
    panel.hear_line()
    loud, _ = stage.heard(2)
    assert abs(loud).max() > 1.8 * abs(quiet).max()


def test_a_voice_introduces_itself(stage: Stage, panel: InspectorPanel) -> None:
    panel.hear_sample()
    stage.heard()


def test_closing_the_window_ends_the_voice(stage: Stage, panel: InspectorPanel) -> None:
    panel.hear_line()
    stage.heard()
    stage.window.close()
    assert panel.audition.rehearsal._driver._thread is None


def test_words_are_one_step_and_stay_while_they_are_typed(stage: Stage, panel: InspectorPanel) -> None:
    status = panel.fields["status"]
    assert isinstance(status, TextField)
    stage.window.activateWindow()
    stage.qtbot.waitUntil(stage.window.isActiveWindow)
    status.edit.setFocus()
    stage.qtbot.keyClicks(status.edit, "pick-up")
    stage.qtbot.waitUntil(lambda: stage.labels() == ["Change Status"])
    stage.qtbot.keyClicks(status.edit, " 2")
    panel.fields["note"].setFocus()
    settle(stage, panel)
    line = stage.bench.line(stage.ids[0])
    assert line is not None
    assert line.status == "pick-up 2"
    assert stage.labels() == ["Change Status"]


def test_what_was_asked_for_belongs_to_the_lines_it_was_asked_for(
    qtbot: QtBot, preferences: Preferences, make_session: Callable[..., Session]
) -> None:
    bench = Workbench(preferences)
    bench.open(make_session("\n".join(f"ANN: Line {n}." for n in range(200))))
    stage = Stage(bench, qtbot)
    panel = InspectorPanel(bench, stage.ear, stage.commands)
    stage.show(panel)
    bench.select(stage.ids[:100])
    settle(stage, panel)
    number(panel, "pitch").step(1)
    assert stage.labels() == []  # it waits until the hand rests
    bench.select(stage.ids[100:])
    lines = list(bench.project.lines())
    assert [line.delivery.pitch for line in lines] == [0.5] * 100 + [None] * 100
    bench.close()


def test_nothing_selected_and_nothing_open_are_calm(qtbot: QtBot, preferences: Preferences) -> None:
    bench = Workbench(preferences)
    stage = Stage(bench, qtbot)
    panel = InspectorPanel(bench, stage.ear, stage.commands)
    stage.show(panel)
    assert panel.title.text() == "Nothing selected"
    assert not panel.body.isVisible()
    panel.hear_line()
    panel.reset_all()


def test_five_thousand_lines_do_not_freeze_the_window(
    qtbot: QtBot, preferences: Preferences, make_session: Callable[..., Session]
) -> None:
    bench = Workbench(preferences)
    bench.open(make_session("\n".join(f"{'ANN' if n % 2 else 'BOB'}: This is line {n}." for n in range(5000))))
    stage = Stage(bench, qtbot)
    panel = InspectorPanel(bench, stage.ear, stage.commands)
    stage.show(panel)
    bench.session.states()
    bench.select(stage.ids)
    panel.refresh()
    panel.refresh()
    for _ in range(20):
        number(panel, "speed").step(1)
    qtbot.waitUntil(lambda: len(stage.labels()) == 1, timeout=5000)
    assert {line.delivery.speed for line in bench.project.lines()} == {2.0}
    bench.close()


def test_many_selected_lines_do_not_make_the_panel_wider_than_it_is(stage: Stage, panel: InspectorPanel) -> None:
    bench = stage.bench
    names = {c.id: f"{c.name} OF THE LONGEST NAME THERE IS" for c in bench.project.characters}
    changed = bench.project
    for character_id, name in names.items():
        changed = edits.replace_character(changed, character_id, name=name)
    bench.edit("Rename", changed)
    bench.select(stage.ids)
    stage.window.resize(300, 700)
    settle(stage, panel)
    page = panel.widget()
    assert page.width() == panel.viewport().width()
    assert page.minimumSizeHint().width() <= panel.minimumWidth() - panel.verticalScrollBar().width()
