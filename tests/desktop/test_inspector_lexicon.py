"""The pronunciation dictionary, and "say it like this"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.desktop.inspector.lexicon import LexiconPanel
from studio.desktop.inspector.pronounce_dialog import PronounceDialog
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Pronunciation
from studio.editing import pronouncing
from tests.desktop.inspector_stage import Stage


@pytest.fixture
def stage(bench: Workbench, qtbot: QtBot) -> Stage:
    return Stage(bench, qtbot)


@pytest.fixture
def panel(stage: Stage) -> LexiconPanel:
    made = LexiconPanel(stage.bench, stage.ear, stage.commands)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    stage.show(made)
    return made


def cells(panel: LexiconPanel) -> list[list[str]]:
    model = panel.model
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def dialog(panel: LexiconPanel) -> PronounceDialog:
    found = [d for d in panel.findChildren(PronounceDialog) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def teach(stage: Stage) -> None:
    """The same word in three scopes."""
    bench, ann = stage.bench, stage.bench.project.characters[0].id
    project = edits.pronounce(bench.project, "you", say="yoo")
    project = edits.pronounce(project, "you", say="yuh", scope=ann)
    bench.edit("Teach", edits.pronounce(project, "hear", phonemes="hɪr", scope=stage.ids[0]))


def test_every_scope_is_listed_with_the_lines_it_touches(stage: Stage, panel: LexiconPanel) -> None:
    assert panel.empty.isVisible()
    teach(stage)
    stage.qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    assert cells(panel) == [
        ["you", "yoo", "project", "2"],
        ["you", "yuh", "ANN", "2"],
        ["hear", "/hɪr/", "line 1", "1"],
    ]
    assert not panel.empty.isVisible()
    panel.search.setText("hear")
    assert len(cells(panel)) == 1


def test_say_it_like_this_touches_only_the_lines_of_its_scope(stage: Stage, panel: LexiconPanel) -> None:
    bench = stage.bench
    with bench.session.render(bench.session.wanting()) as renderer:
        assert renderer.wait(30)
    bench.session.refresh()
    panel.pronounce("you", stage.ids[0])
    asked = dialog(panel)
    asked.say.setText("yoo")
    texts = [button.text() for button in asked.scopes.buttons()]
    assert texts == ["In the whole project", "Whenever ANN says it", "In this line only"]
    assert [label.text() for label in asked.counts] == [
        f"in {lines} line(s), {lines} to be spoken again" for lines in (2, 2, 1)
    ]
    asked.scopes.button(2).click()
    asked.accept()
    assert bench.line(stage.ids[0]).lexicon == (Pronunciation(word="you", say="yoo"),)
    stale = [i for i in stage.ids if bench.session.states()[i].state.value == "stale"]
    assert stale == stage.ids[:1]
    assert stage.labels() == ["Say “you” differently"]


def test_the_word_and_the_line_are_heard_before_it_is_saved(stage: Stage, panel: LexiconPanel) -> None:
    panel.pronounce("hear", stage.ids[0])
    asked = dialog(panel)
    asked.hear(False)
    usual, _ = stage.heard(1)
    asked.say.setText("a much longer word")
    asked.hear(False)
    longer, _ = stage.heard(2)
    assert len(longer) > 2 * len(usual)
    asked.hear(True)
    line, _ = stage.heard(3)
    assert len(line) > len(longer)
    assert stage.labels() == []
    asked.reject()


def test_the_command_takes_the_word_that_is_selected(stage: Stage, panel: LexiconPanel) -> None:
    panel.search.setText("stairs")
    stage.window.activateWindow()
    stage.qtbot.waitUntil(stage.window.isActiveWindow)
    panel.search.setFocus()
    panel.search.selectAll()
    assert isinstance(panel.search, QLineEdit)
    stage.bench.select([stage.ids[3]])
    assert stage.commands.run("line.pronounce")
    asked = dialog(panel)
    assert asked.word.currentText() == "stairs"
    assert asked.word.findText("Slowly") >= 0
    asked.reject()


def test_an_entry_is_edited_in_its_place(stage: Stage, panel: LexiconPanel) -> None:
    teach(stage)
    stage.qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    first = panel.table.visualRect(panel.model.index(0, 0)).center()
    shift = Qt.KeyboardModifier.ShiftModifier
    stage.qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, shift, first)  # Shift is still held
    panel.table.select_row(1)
    stage.qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    asked = dialog(panel)
    assert (asked.word.currentText(), asked.say.text()) == ("you", "yuh")
    assert asked.scope == stage.bench.project.characters[0].id
    asked.scopes.button(2).click()
    asked.accept()
    project = stage.bench.project
    assert project.characters[0].lexicon == ()
    assert Pronunciation(word="you", say="yuh") in next(project.lines()).lexicon


def test_delete_takes_entries_out_as_one_step(stage: Stage, panel: LexiconPanel) -> None:
    teach(stage)
    stage.qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    panel.table.selectAll()
    stage.qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    stage.qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert stage.labels() == ["Teach", "Say “you, you, hear” as usual"]


def test_as_usual_again(stage: Stage, panel: LexiconPanel) -> None:
    teach(stage)
    panel.pronounce("you", stage.ids[1])
    asked = dialog(panel)
    assert asked.say.text() == "yoo"
    assert asked.as_usual.isEnabled()
    asked.as_usual.click()
    assert stage.bench.project.lexicon == ()


def test_nothing_can_be_saved_without_a_word_or_a_way_to_say_it(stage: Stage, panel: LexiconPanel) -> None:
    panel.pronounce("", stage.ids[0])
    asked = dialog(panel)
    assert not asked.save.isEnabled()
    asked.word.setCurrentText("hear")
    assert not asked.save.isEnabled()
    asked.say.setText("here")
    assert asked.save.isEnabled()
    asked.reject()


def test_an_entry_is_heard_in_the_voice_of_a_line_that_says_it(stage: Stage, panel: LexiconPanel) -> None:
    teach(stage)
    stage.qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    panel.table.select_row(0)
    stage.qtbot.mouseClick(panel.hear_button, Qt.MouseButton.LeftButton)
    stage.heard()


def test_words_keep_their_inner_marks() -> None:
    words = pronouncing.words_of("[emotion_sad]It’s C++,[/emotion] node.js and well-known {nginx|engine x}.")
    assert words == ["It’s", "C++", "node.js", "and", "well-known", "nginx"]


def test_a_word_in_another_case_takes_the_place_of_the_old_one(stage: Stage) -> None:
    project = edits.pronounce(stage.bench.project, "Nginx", say="engine ex")
    project = pronouncing.pronounced(project, "nginx", "engine x", "", None)
    assert project.lexicon == (Pronunciation(word="nginx", say="engine x"),)
