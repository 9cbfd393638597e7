"""A filter hides lines: no command reaches what is hidden, and everything is back where it was without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.script.facts import LineFacts
from studio.desktop.script.filter import OVER, Filter
from studio.desktop.script.wording import Wording
from studio.desktop.theme import apply_theme
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.render.states import State
from tests.desktop.test_script import Desk

Held = Qt.KeyboardModifier
Key = Qt.Key


@pytest.fixture
def desk(bench: Workbench) -> Iterator[Desk]:
    apply_theme("dark")
    made = Desk(bench)
    yield made
    made.window.close()
    made.window.deleteLater()


def show_bob(desk: Desk) -> None:
    """Lines 2 and 4 are his."""
    bob = next(c for c in desk.bench.project.characters if c.name == "BOB")
    desk.panel.filters.set_filter(Filter(character=bob.id))


def show_ann(desk: Desk) -> None:
    """Lines 1, 3 and 5 are hers."""
    ann = next(c for c in desk.bench.project.characters if c.name == "ANN")
    desk.panel.filters.set_filter(Filter(character=ann.id))


def selected(desk: Desk) -> list[int]:
    return [desk.ids.index(i) + 1 for i in desk.bench.selection]


def test_a_command_does_not_reach_lines_that_a_filter_has_hidden(desk: Desk) -> None:
    before = desk.texts
    desk.commands.run("edit.select_all")
    show_bob(desk)
    assert selected(desk) == [2, 4]
    desk.commands.run("line.delete")
    assert desk.texts == [before[0], before[2], before[4]]
    desk.bench.undo()
    desk.panel.filters.clear()
    assert desk.shown == before


def test_what_was_selected_before_a_filter_is_selected_after_it(desk: Desk) -> None:
    desk.select(1, 3)
    show_bob(desk)
    assert selected(desk) == [4], "the next line that is shown stands in for the active one"
    desk.panel.filters.set_filter(Filter(text="nobody says this"))
    assert selected(desk) == []
    desk.panel.filters.clear()
    assert (selected(desk), desk.active()) == ([1, 3], 3)

    show_bob(desk)
    desk.click(2)
    desk.panel.filters.clear()
    assert (selected(desk), desk.active()) == ([2], 2), "what was chosen meanwhile is kept"


def test_a_stretch_of_rows_leaves_out_what_is_hidden_between(desk: Desk) -> None:
    show_ann(desk)
    desk.click(1)
    desk.click(5, held=Held.ShiftModifier)
    assert selected(desk) == [1, 3, 5]
    desk.click(3, held=Held.ShiftModifier)
    assert selected(desk) == [1, 3]
    desk.press(Key.Key_Down, Held.ShiftModifier)
    assert selected(desk) == [1, 3, 5]
    desk.click(1)
    desk.press(Key.Key_End, Held.ShiftModifier)
    assert selected(desk) == [1, 3, 5]


def test_lines_selected_on_the_timeline_are_shown_whatever_the_filter(desk: Desk) -> None:
    show_bob(desk)
    desk.bench.select(desk.ids[:3], desk.ids[2], "timeline")
    assert desk.shown == desk.texts[:4]


def test_replacing_leaves_hidden_lines_alone_and_says_so(desk: Desk) -> None:
    for number in (1, 2):
        desk.bench.edit("Text", edits.replace_line(desk.bench.project, desk.ids[number - 1], text="A door."))
    desk.panel.find_bar.open("door", replace=True)
    desk.panel.find_bar.by.setText("gate")
    desk.panel.find_bar.settle()
    assert desk.panel.find_bar.count.text() == "2 places"
    show_bob(desk)
    assert desk.panel.find_bar.count.text() == "1 place, in the lines shown"
    desk.panel.searching.replace_all()
    assert desk.texts[:2] == ["A door.", "A gate."]


def test_after_replacing_everything_the_keys_are_still_in_the_bar(desk: Desk) -> None:
    desk.panel.find_bar.open("hear", replace=True)
    desk.panel.find_bar.settle()
    desk.panel.find_bar.all.setFocus()
    desk.panel.find_bar.all.click()
    assert desk.panel.find_bar.close_button.hasFocus(), "no field: Ctrl+Z is about the document"
    desk.bench.undo()
    desk.panel.searching.look()
    desk.panel.find_bar.all.setFocus()
    QTest.keyClick(desk.panel.find_bar.all, Key.Key_Escape)
    assert not desk.panel.find_bar.isVisible()


def test_a_line_moves_past_the_next_one_that_is_shown(desk: Desk) -> None:
    before = desk.texts
    show_ann(desk)
    desk.select(1)
    desk.commands.run("line.move_down")
    assert desk.shown == [before[2], before[0], before[4]]
    desk.commands.run("line.move_up")
    assert desk.shown == [before[0], before[2], before[4]]


def test_the_row_that_is_written_in_is_left_when_a_filter_hides_it(desk: Desk) -> None:
    editor = desk.write(1)
    editor.insertPlainText(" More.")
    show_bob(desk)
    QApplication.processEvents()
    assert desk.panel.writing.editor is None
    assert desk.texts[0].endswith(" More.")


# --- slots ------------------------------------------------------------------------------------------


def give_slot(desk: Desk, number: int, milliseconds: int) -> str:
    """The id of the line, which may only be so long."""
    line_id = desk.ids[number - 1]
    fields = {"slot": str(milliseconds), "fit": "natural"}
    desk.bench.edit("Slot", edits.replace_line(desk.bench.project, line_id, fields=fields))
    desk.panel.model.overruns.look()
    return line_id


def test_only_a_script_with_slots_offers_to_show_what_is_over_them(desk: Desk) -> None:
    button = desk.panel.filters.buttons[OVER]
    assert button.isHidden()
    give_slot(desk, 1, 60_000)
    assert not button.isHidden()
    desk.bench.undo()
    desk.panel.model.overruns.look()
    assert button.isHidden()


def test_a_line_over_its_slot_says_so_in_its_row_and_is_found_by_the_filter(desk: Desk) -> None:
    line_id = give_slot(desk, 2, 100)
    give_slot(desk, 1, 60_000)
    model, filters = desk.panel.model, desk.panel.filters
    facts = model.facts(model.row(line_id))
    assert isinstance(facts, LineFacts)
    assert facts.over == pytest.approx(facts.seconds - 0.1, abs=0.01)
    words = Wording()
    assert words.over(facts.over) == f"▲ {facts.over:.1f} over"
    index = model.index(model.row(line_id), 0)
    assert "too long for its slot" in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    column = desk.panel.view.rows.rows.columns(desk.panel.view.viewport().width()).length
    assert "too long for its slot" in desk.panel.view.rows.explanation(index.row(), column.x + 2)
    filters.set_filter(Filter(too_long=True))
    assert desk.shown == [facts.line.text]
    give_slot(desk, 2, 60_000)
    assert not desk.panel.model.overruns.lines


def test_filter_buttons_keep_their_width_whatever_they_count(desk: Desk, qtbot: QtBot) -> None:
    filters = desk.panel.filters
    filters._recount()
    before = {kind: button.width() for kind, button in filters.buttons.items()}
    stale = filters.buttons[State.STALE].text()
    assert stale.endswith(str(len(desk.ids)))
    desk.bench.render_stale()
    qtbot.waitUntil(lambda: not desk.bench.queue, timeout=30_000)
    filters._recount()
    assert filters.buttons[State.STALE].text() != stale
    assert {kind: button.width() for kind, button in filters.buttons.items()} == before
