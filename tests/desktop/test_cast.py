"""The cast: characters, the voice library, voices from a description."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from engine.protocol import Controls, VoiceDesign, VoiceSpec
from studio.desktop.inspector.cast import CastPanel
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.editing import voicing
from studio.render.states import State
from tests.desktop.inspector_stage import Stage


@pytest.fixture
def stage(bench: Workbench, qtbot: QtBot) -> Stage:
    return Stage(bench, qtbot)


@pytest.fixture
def panel(stage: Stage) -> CastPanel:
    made = CastPanel(stage.bench, stage.ear, stage.commands)
    for model in (made.model, made.library.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    stage.show(made)
    return made


def cells(panel: CastPanel) -> list[list[str]]:
    model = panel.model
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def choose(panel: CastPanel, *names: str) -> None:
    panel.table.clearSelection()
    mode = panel.table.selectionModel()
    for number, row in enumerate(panel.model.rows):
        if row.name in names:
            mode.select(panel.model.index(number, 0), mode.SelectionFlag.Select | mode.SelectionFlag.Rows)


def voice_of(stage: Stage, number: int) -> str:
    project = stage.bench.project
    voice = project.voice(project.characters[number].voice)
    return voice.name if voice else ""


def test_the_table_shows_voice_lines_and_length(panel: CastPanel) -> None:
    rows = cells(panel)
    assert [row[0] for row in rows] == ["ANN", "BOB"]
    assert [row[2] for row in rows] == ["3", "2"]
    assert all(row[3].startswith("0:0") for row in rows)


def test_who_comes_from_a_line_means_its_character(stage: Stage, panel: CastPanel) -> None:
    bench = stage.bench
    assert [c.name for c in panel.chosen()] == ["ANN"]
    bob = next(line for line in bench.project.lines() if line.character == bench.project.characters[1].id)
    bench.select([bob.id], bob.id)
    stage.commands.run("cast.design")
    assert [c.name for c in panel.chosen()] == ["BOB"]
    assert panel.designer.give_button.text() == "Keep, give to BOB"
    choose(panel, "ANN", "BOB")
    stage.commands.run("cast.design")
    assert len(panel.chosen()) == 2


def test_a_character_is_added_renamed_and_deleted(stage: Stage, panel: CastPanel) -> None:
    panel.name.setText("EVE")
    panel.add()
    assert [c.name for c in panel.chosen()] == ["EVE"]
    index = panel.model.index(2, 0)
    assert panel.model.setData(index, "EVA")
    stage.qtbot.waitUntil(lambda: cells(panel)[2][0] == "EVA")
    panel.delete()
    stage.qtbot.waitUntil(lambda: len(cells(panel)) == 2)
    assert stage.labels() == ["Add EVE", "Rename to EVA", "Delete EVA"]


def test_a_name_that_is_taken_is_refused_with_the_reason(stage: Stage, panel: CastPanel) -> None:
    panel.model.setData(panel.model.index(1, 0), "ann")
    assert stage.bench.messages[-1].text == "There is a character ann already."
    assert cells(panel)[1][0] == "BOB"


def test_who_has_lines_hands_them_over_first(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "BOB")
    panel.delete()
    dialog = panel.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    assert dialog.labelText() == "Lines of BOB: 2. Who speaks them from now on?"
    assert dialog.comboBoxItems() == ["ANN"]
    dialog.accept()
    stage.qtbot.waitUntil(lambda: [row[0] for row in cells(panel)] == ["ANN"])
    assert cells(panel)[0][2] == "5"


def test_the_last_character_with_lines_stays(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "ANN", "BOB")
    panel.delete()
    assert stage.bench.messages[-1].text == "Somebody has to speak the lines."
    assert len(stage.bench.project.characters) == 2


def test_defaults_are_set_for_many_at_once(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "ANN", "BOB")
    panel.direct("speed", 1.3)
    panel.direct("speed", 1.35)
    assert [c.delivery.speed for c in stage.bench.project.characters] == [1.35, 1.35]
    assert stage.labels() == ["Change Speed of 2 characters"]
    panel.form.dropped.emit("speed")
    assert [c.delivery.speed for c in stage.bench.project.characters] == [None, None]


def test_characters_that_disagree_are_mixed(stage: Stage, panel: CastPanel) -> None:
    bench = stage.bench
    bench.edit("", edits.set_character_delivery(bench.project, bench.project.characters[0].id, pitch=2.0))
    choose(panel, "ANN", "BOB")
    stage.qtbot.waitUntil(lambda: panel.form.fields["pitch"].state.mixed)
    assert not panel.form.fields["speed"].state.mixed


def test_a_colour_is_given_and_taken_back(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "ANN")
    panel.color.pick("#123456")
    assert stage.bench.project.characters[0].color == "#123456"
    panel.color.reset_asked.emit()
    assert stage.bench.project.characters[0].color == ""


def test_everyone_without_a_voice_is_cast(stage: Stage, panel: CastPanel) -> None:
    bench = stage.bench
    for character in bench.project.characters:
        bench.edit("", edits.set_voice(bench.project, character.id, None))
    stage.qtbot.waitUntil(lambda: panel.cast_button.text() == "Cast everyone without a voice (2)")
    assert panel.cast_button.isVisible()
    assert stage.commands.run("cast.everyone")
    assert all(c.voice for c in bench.project.characters)
    assert {s.state for s in bench.session.states().values()} == {State.STALE}
    assert not stage.commands.run("cast.everyone")


def test_the_library_is_searched_by_words(panel: CastPanel) -> None:
    labels = [v.label for v in panel.library.model.rows]
    assert {"Low tone", "Middle tone", "High tone"} <= set(labels)
    panel.library.search.setText("440 hz")
    assert [v.label for v in panel.library.model.rows] == ["High tone"]


def test_a_voice_of_the_library_is_heard_before_it_is_given(stage: Stage, panel: CastPanel) -> None:
    panel.setCurrentWidget(panel.library)
    panel.library.search.setText("440 hz")
    panel.library.table.select_row(0)
    stage.qtbot.mouseClick(panel.library.hear_button, Qt.MouseButton.LeftButton)
    samples, rate = stage.heard()
    assert len(samples) > rate // 2
    assert stage.labels() == []


def test_voices_are_dealt_out_to_the_selected_characters(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "ANN", "BOB")
    panel.library.table.selectAll()
    chosen = panel.library.selected()
    panel.library.give_button.click()
    assert [voice_of(stage, n) for n in range(2)] == [v.label for v in chosen[:2]]
    assert stage.labels() == ["Give voices"]


def test_voices_come_into_the_project_and_go(stage: Stage, panel: CastPanel) -> None:
    panel.library.search.setText("440 hz")
    panel.library.table.select_row(0)
    panel.library.take_button.click()
    stage.qtbot.waitUntil(lambda: bool(panel.library.model.rows[0].voice))
    panel.library.renamed.emit(panel.library.model.rows[0].voice, "Pip")
    stage.qtbot.waitUntil(lambda: panel.library.model.rows[0].label == "Pip")
    panel.library.table.select_row(0)
    stage.qtbot.keyClick(panel.library.table, Qt.Key.Key_Delete)
    stage.qtbot.waitUntil(lambda: not panel.library.model.rows[0].voice)
    assert stage.labels() == ["Add voices", "Rename to Pip", "Remove voices"]


def test_a_voice_is_designed_heard_adjusted_and_kept(stage: Stage, panel: CastPanel) -> None:
    choose(panel, "BOB")
    panel.setCurrentIndex(2)
    designer = panel.designer
    designer.description.setText("a deep voice, somewhat tired")
    stage.qtbot.keyClick(designer.description, Qt.Key.Key_Return)
    assert designer.make.text() == "Designing…"
    stage.heard(1)
    assert len(designer._specs) == 3
    assert len({s.settings["hertz"] for s in designer._specs}) == 3
    designer.group.button(1).click()
    stage.heard(2)
    designer.adjust("hertz", 200.0)
    stage.heard(3)
    assert designer.name.text() == "A deep voice, somewhat tired"
    designer.give_button.click()
    project = stage.bench.project
    voice = project.voice(project.characters[1].voice)
    assert voice is not None
    assert (voice.settings, voice.description) == ({"hertz": 200.0}, "a deep voice, somewhat tired")
    assert stage.labels() == ["Keep the voice A deep voice, somewhat tired"]
    stage.bench.undo()
    assert voice.id not in {v.id for v in stage.bench.project.voices}


def test_what_a_description_cannot_say_is_said(stage: Stage, panel: CastPanel) -> None:
    design = VoiceDesign(
        voice=VoiceSpec(engine="fake", settings={"hertz": 110.0}),
        understood=("deep -> hertz -20, tilt +2",),
        ignored=("<odd>",),
    )
    panel.designer._show_design(design)
    assert "Not understood: &lt;odd&gt;" in panel.designer.read.text()
    assert "deep → frequency −20, brightness +2" in panel.designer.read.text()  # the words of the sliders
    panel.audition.rehearsal.cancel()


@pytest.mark.parametrize("engine", ["fake", "hibari"])
def test_variations_stay_within_what_the_engine_can_do(engine: str) -> None:
    settings = {s.name: s for s in voicing.voice_settings(engine)}
    one = next(iter(settings.values()))
    spec = VoiceSpec(engine=engine, settings={one.name: one.high})
    for seed in range(5):
        made = voicing.variations(spec, seed)
        assert len({str(v.settings) for v in made}) == 3
        for variation in made:
            for name, value in variation.settings.items():
                assert settings[name].low <= value <= settings[name].high


def test_a_setting_that_multiplies_is_neutral_at_one() -> None:
    neutral = {s.name: s.neutral for s in voicing.voice_settings("hibari")}
    assert (neutral["formant"], neutral["pitch_range"], neutral["rate"]) == (1.0, 1.0, 1.0)
    assert (neutral["pitch"], neutral["breath"], neutral["tilt"]) == (0.0, 0.0, 0.0)


def test_a_voice_the_engine_could_not_speak_is_not_kept(stage: Stage, panel: CastPanel) -> None:
    spec = VoiceSpec(engine="hibari", preset="narrator", settings={"pause": 0.0})
    panel.designer.kept.emit(spec, "Odd", "", Controls(), False)
    assert "pause" in stage.bench.messages[-1].text
    assert stage.labels() == []


def test_the_panel_comes_forward_by_its_commands(stage: Stage, panel: CastPanel) -> None:
    for number, command in enumerate(("cast.show", "cast.voices", "cast.design")):
        assert stage.commands.run(command)
        assert panel.currentIndex() == number
