"""The script editor as a person uses it: keys, mouse, clipboard, filters, find; the document is what counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from studio.desktop.commands import Command, Commands
from studio.desktop.script.display import display
from studio.desktop.script.editor import LineEditor
from studio.desktop.script.facts import LineFacts
from studio.desktop.script.filter import Filter
from studio.desktop.script.model import LINES_MIME, Role
from studio.desktop.script.panel import ScriptPanel
from studio.desktop.theme import apply_theme
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.render.states import State
from studio.session.session import Session

Key = Qt.Key
Held = Qt.KeyboardModifier


class Quiet(QObject):
    """A player with the signals of one, and no sound."""

    moved = Signal(int)
    changed = Signal()
    word_changed = Signal(str, int)


class Desk:
    """The panel in a window, and short words for what a person does."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.window = QMainWindow()
        self.commands = Commands(self.window, bench.preferences)
        self.player = Quiet()
        player: Any = self.player
        self.panel = ScriptPanel(bench, player, self.commands, self.window)
        self.window.setCentralWidget(self.panel)
        self.window.resize(1000, 700)
        self.window.show()
        self.window.activateWindow()
        self.panel.setFocus()
        QApplication.processEvents()

    @property
    def view(self) -> Any:
        return self.panel.view

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.bench.project.lines()]

    @property
    def ids(self) -> list[str]:
        return [line.id for line in self.bench.project.lines()]

    @property
    def shown(self) -> list[str]:
        """Texts of the lines that are to be seen."""
        rows = [r for r in range(len(self.panel.model.keys)) if not self.view.isRowHidden(r)]
        return [line.text for r in rows if (line := self.panel.model.line(r)) is not None]

    @property
    def editor(self) -> LineEditor:
        editor = self.panel.writing.editor
        assert editor is not None, "nothing is being written"
        return editor

    def select(self, *numbers: int) -> None:
        """Lines by number, from 1; the last one is active."""
        chosen = [self.ids[n - 1] for n in numbers]
        self.bench.select(chosen, chosen[-1], "test")

    def active(self) -> int:
        return self.ids.index(self.bench.active or "") + 1

    def press(self, key: Key, held: Held = Held.NoModifier) -> None:
        QTest.keyClick(self.view, key, held)

    def write(self, number: int, caret: int = -1) -> LineEditor:
        self.select(number)
        self.panel.writing.write_line(self.ids[number - 1], caret)
        return self.editor

    def place(self, number: int, column: str) -> QPoint:
        row = self.panel.model.row(self.ids[number - 1])
        rect = self.view.visualRect(self.panel.model.index(row, 0))
        part = getattr(self.view.rows.rows.columns(rect.width()), column)
        return QPoint(part.x + 12, rect.y() + 14)

    def click(self, number: int, column: str = "text", held: Held = Held.NoModifier) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, held, self.place(number, column))


@pytest.fixture
def desk(bench: Workbench) -> Iterator[Desk]:
    apply_theme("dark")
    made = Desk(bench)
    yield made
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def rendered(make_session: Callable[..., Session], bench: Workbench) -> Desk:
    """The small project with a take for every line, spoken by a real speech process."""
    session = make_session(name="spoken")
    with session.render(session.wanting()) as renderer:
        assert renderer.wait(20)
    session.refresh()
    bench.open(session)
    apply_theme("dark")
    return Desk(bench)


# --- the model --------------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules_through_every_change(desk: Desk) -> None:
    model = desk.panel.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    bench = desk.bench
    first, second, third, *_ = desk.ids
    bench.edit("text", edits.replace_line(bench.project, second, text="Other."))
    bench.edit("remove", edits.remove_lines(bench.project, [first, third]))
    bench.undo()
    bench.edit("move", edits.move_lines(bench.project, [first], before=desk.ids[-1]))
    bench.edit("scene", edits.add_scene(bench.project, "Middle", before_line=desk.ids[2]))
    bench.edit("title", edits.replace_scene(bench.project, bench.project.scenes[0].id, title="Attic"))
    bench.edit("reverse", edits.move_scene(bench.project, bench.project.scenes[0].id, 9))
    while bench.session.history.undo_label:
        bench.undo()
    while bench.session.history.redo_label:
        bench.redo()
    assert not resets
    bench.edit("all", edits.remove_lines(bench.project, desk.ids))
    bench.undo()
    assert [model.data(model.index(r, 0)) for r in range(model.rowCount()) if not model.is_scene(r)] == desk.texts
    assert tester.model() is model


def test_only_touched_rows_are_announced(desk: Desk) -> None:
    model, bench = desk.panel.model, desk.bench
    rows: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b: rows.append((a.row(), b.row())))
    bench.edit("text", edits.replace_line(bench.project, desk.ids[1], text="Other."))
    line = model.row(desk.ids[1])
    assert sorted(rows) == [(0, 0), (line, line)]  # its scene's total, and the line


def test_a_row_says_what_a_screen_reader_needs(desk: Desk) -> None:
    model = desk.panel.model
    words = model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Line 2, BOB, stale: ")
    assert model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "kitchen" in model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(2, 0), Role.NUMBER) == 2
    assert model.data(model.index(2, 0), Role.STATE) is State.STALE


def test_facts_of_a_rendered_line(rendered: Desk) -> None:
    facts = rendered.panel.model.facts(rendered.panel.model.row(rendered.ids[0]))
    assert isinstance(facts, LineFacts)
    assert (facts.state, facts.take_number, facts.takes, facts.estimated) == (State.CURRENT, 1, 1, False)
    assert facts.take is not None
    assert facts.seconds == facts.take.samples / facts.take.rate
    rendered.bench.edit("t", edits.replace_line(rendered.bench.project, rendered.ids[0], text="Entirely other."))
    facts = rendered.panel.model.facts(rendered.panel.model.row(rendered.ids[0]))
    assert isinstance(facts, LineFacts)
    assert (facts.state, facts.estimated, facts.take is not None) == (State.STALE, True, True)


# --- writing ----------------------------------------------------------------------------------------


def test_enter_writes_esc_leaves_and_typing_is_one_step(desk: Desk) -> None:
    desk.select(1)
    desk.press(Key.Key_Return)
    QTest.keyClicks(desk.editor, " Well?")
    QTest.keyClick(desk.editor, Key.Key_Escape)
    assert desk.texts[0] == "Did you hear that? Well?"
    assert desk.view.hasFocus()
    assert desk.panel.writing.editor is None
    assert desk.bench.session.history.undo_label == "Change text"
    desk.bench.undo()
    assert desk.texts[0] == "Did you hear that?"
    assert not desk.bench.session.history.undo_label


def test_what_is_typed_reaches_the_document_without_leaving(desk: Desk, qtbot: Any) -> None:
    desk.write(1)
    QTest.keyClicks(desk.editor, "!")
    assert desk.texts[0] == "Did you hear that?"
    qtbot.waitUntil(lambda: desk.texts[0] == "Did you hear that?!", timeout=2000)
    QTest.keyClicks(desk.editor, "!")
    qtbot.waitUntil(lambda: desk.texts[0] == "Did you hear that?!!", timeout=2000)
    desk.bench.undo()
    assert desk.editor.toPlainText() == "Did you hear that?"


def test_undo_while_typing_takes_back_what_was_not_yet_told(desk: Desk) -> None:
    undo = Command(id="edit.undo", label="Undo", menu="", keys="Ctrl+Z", run=desk.bench.undo)
    desk.commands.add(undo)
    editor = desk.write(1)
    QTest.keyClicks(editor, " And that?")
    QTest.keyClick(editor, Key.Key_Z, Held.ControlModifier)
    assert desk.texts[0] == editor.toPlainText() == "Did you hear that?"


def test_enter_goes_on_to_the_next_line_and_makes_one_at_the_end(desk: Desk) -> None:
    desk.write(3)
    QTest.keyClick(desk.editor, Key.Key_Return)
    assert desk.panel.writing.line_id == desk.ids[3]  # over the heading
    desk.write(5)
    QTest.keyClick(desk.editor, Key.Key_Return)
    QTest.keyClicks(desk.editor, "The end.")
    QTest.keyClick(desk.editor, Key.Key_Escape)
    assert desk.texts[-1] == "The end."
    assert desk.active() == 6


def test_shift_enter_makes_a_line_below_by_the_same_character(desk: Desk) -> None:
    desk.write(2)
    QTest.keyClick(desk.editor, Key.Key_Return, Held.ShiftModifier)
    assert desk.texts[2] == ""
    lines = list(desk.bench.project.lines())
    assert lines[2].character == lines[1].character
    assert desk.panel.writing.line_id == lines[2].id


def test_a_line_is_split_at_the_caret_and_joined_again(desk: Desk) -> None:
    desk.write(1, len("Did you"))
    QTest.keyClick(desk.editor, Key.Key_Return, Held.ControlModifier)
    assert desk.texts[:2] == ["Did you", "hear that?"]
    assert (desk.panel.writing.line_id, desk.editor.caret) == (desk.ids[1], 0)
    QTest.keyClick(desk.editor, Key.Key_Backspace)
    assert desk.texts[0] == "Did you hear that?"
    assert desk.editor.caret == len("Did you ")
    desk.editor.place(len("Did you hear that?"))
    QTest.keyClick(desk.editor, Key.Key_Delete)
    assert "different characters" in desk.bench.messages[-1].text  # BOB's line is not swallowed


def test_backspace_takes_an_empty_line_away(desk: Desk) -> None:
    desk.write(2)
    QTest.keyClick(desk.editor, Key.Key_Return, Held.ShiftModifier)
    QTest.keyClick(desk.editor, Key.Key_Backspace)
    assert len(desk.texts) == 5
    assert desk.panel.writing.line_id == desk.ids[1]


def test_the_arrows_leave_a_line_over_its_edge(desk: Desk) -> None:
    desk.write(1)
    QTest.keyClick(desk.editor, Key.Key_Down)
    assert desk.panel.writing.line_id == desk.ids[1]
    QTest.keyClick(desk.editor, Key.Key_Up)
    assert desk.panel.writing.line_id == desk.ids[0]


def test_space_and_letters_are_commands_on_rows_and_text_while_typing(desk: Desk) -> None:
    pressed: list[str] = []
    for keys in ("Space", "R", "["):
        desk.commands.add(
            Command(id=keys, label=keys, menu="", keys=keys, scope="rows", run=partial(pressed.append, keys))
        )
    desk.select(1)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_R)
    desk.press(Key.Key_BracketLeft)
    assert pressed == ["Space", "R", "["]
    desk.write(1)
    QTest.keyClicks(desk.editor, " R r")
    assert pressed == ["Space", "R", "["]
    desk.panel.writing.stop()
    assert desk.texts[0] == "Did you hear that? R r"


def test_enter_keeps_a_take_while_takes_are_compared_and_writes_otherwise(desk: Desk) -> None:
    kept: list[int] = []
    comparing = [True]
    desk.commands.add(
        Command(
            id="take.keep", label="Keep", menu="", keys="Return", scope="rows", run=lambda: kept.append(1),
            enabled=lambda: comparing[0], passing=True,
        )
    )  # fmt: skip
    desk.select(1)
    desk.press(Key.Key_Return)
    assert kept
    assert desk.panel.writing.editor is None
    comparing[0] = False
    desk.press(Key.Key_Return)
    assert desk.panel.writing.editor is not None


def test_tags_are_offered_after_a_bracket(desk: Desk) -> None:
    editor = desk.write(1)
    QTest.keyClicks(editor, " [whi")
    assert editor.completion.is_open
    assert editor.completion.shown == ["whisper"]
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.toPlainText() == "Did you hear that? [whisper]"
    QTest.keyClicks(editor, "x[")
    assert editor.completion.shown[0] == "/whisper"
    QTest.keyClick(editor, Key.Key_Escape)
    assert not editor.completion.is_open
    assert desk.panel.writing.editor is editor


def test_problems_are_explained_where_they_are(desk: Desk) -> None:
    editor = desk.write(1)
    QTest.keyClicks(editor, " [wobble] yes")
    editor.completion.hide()
    assert "wobble" in editor.highlighter.problem_at(editor.toPlainText().index("wobble"))
    assert editor.highlighter.problem_at(2) == ""
    desk.panel.writing.stop()
    row = desk.panel.model.row(desk.ids[0])
    x = desk.place(1, "text").x()
    assert "[wobble]" in desk.view.rows.explanation(row, x)


def test_several_rows_pasted_while_writing_become_lines(desk: Desk) -> None:
    desk.write(2)
    data = QMimeData()
    data.setText("One more.\nANN: And another.")
    desk.editor.insertFromMimeData(data)
    assert len(desk.texts) == 7
    assert desk.texts[2:4] == ["One more.", "And another."]


def test_the_row_is_as_high_as_what_is_written_in_it(desk: Desk) -> None:
    desk.write(1)
    row = desk.panel.model.row(desk.ids[0])
    before = desk.view.rowHeight(row)
    QTest.keyClicks(desk.editor, " and more" * 40)
    grown = desk.view.rowHeight(row)
    assert grown > before * 2
    desk.panel.writing.stop()
    assert abs(desk.view.rowHeight(row) - grown) <= 4


def test_a_line_taken_away_while_it_is_written_closes_the_editor(desk: Desk) -> None:
    desk.write(2)
    QTest.keyClicks(desk.editor, "abc")
    desk.bench.edit("Delete", edits.remove_lines(desk.bench.project, [desk.ids[1]]), "elsewhere")
    assert desk.panel.writing.editor is None
    assert len(desk.texts) == 4
    desk.write(1)
    QTest.keyClicks(desk.editor, "!")
    desk.panel.writing.stop()
    assert desk.texts[0].endswith("!")


def test_another_project_while_writing_harms_neither(desk: Desk, make_session: Callable[..., Session]) -> None:
    desk.write(1)
    QTest.keyClicks(desk.editor, "abc")
    old = desk.bench.session
    desk.panel.writing.flush()
    desk.bench.open(make_session("ANN: Another.\n", "other"))
    assert next(old.project.lines()).text.endswith("abc")
    assert desk.texts == ["Another."]
    assert desk.panel.writing.editor is None


# --- selection, mouse -------------------------------------------------------------------------------


def test_selection_goes_both_ways(desk: Desk) -> None:
    origins: list[str] = []
    desk.bench.selection_changed.connect(origins.append)
    desk.click(2)
    assert (desk.bench.selection, desk.bench.active) == ((desk.ids[1],), desk.ids[1])
    desk.click(4, held=Held.ControlModifier)
    assert desk.bench.selection == (desk.ids[1], desk.ids[3])
    desk.click(5, held=Held.ShiftModifier)
    assert desk.bench.active == desk.ids[4]
    assert set(origins) == {"script"}
    desk.bench.select([desk.ids[0], desk.ids[2]], desk.ids[0], "timeline")
    assert desk.view.selected_lines() == [desk.ids[0], desk.ids[2]]
    assert desk.view.rows.active == desk.ids[0]


def test_the_arrows_walk_over_headings_and_shift_extends(desk: Desk) -> None:
    desk.select(3)
    desk.press(Key.Key_Down)
    assert desk.active() == 4
    desk.press(Key.Key_Up, Held.ShiftModifier)
    assert desk.bench.selection == (desk.ids[2], desk.ids[3])
    desk.press(Key.Key_Home, Held.ControlModifier)
    assert desk.active() == 1


def test_a_second_click_on_the_words_writes_there(desk: Desk) -> None:
    desk.select(2)
    desk.click(1)
    assert desk.panel.writing.editor is None
    desk.click(1)
    assert desk.panel.writing.line_id == desk.ids[0]
    assert 0 < desk.editor.caret < 5
    desk.click(3)
    assert desk.panel.writing.editor is None
    assert desk.active() == 3


def test_a_double_click_on_a_heading_renames_the_scene(desk: Desk) -> None:
    title = desk.view.visualRect(desk.panel.model.index(0, 0)).center()
    QTest.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, title)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Key.Key_A, Held.ControlModifier)
    QTest.keyClicks(field, "The attic")
    QTest.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    assert desk.bench.project.scenes[0].title == "The attic"
    assert desk.view.hasFocus()


def test_rows_are_dragged_together(desk: Desk) -> None:
    model = desk.panel.model
    rows = [model.index(model.row(desk.ids[n]), 0) for n in (0, 1)]
    data = model.mimeData(rows)
    assert data.hasFormat(LINES_MIME)
    one, two, three, four, five = desk.texts
    target = desk.view.visualRect(model.index(model.row(desk.ids[4]), 0))
    drop = QDropEvent(
        QPointF(60, target.y() + 3), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Held.NoModifier
    )
    desk.view.dropEvent(drop)
    assert desk.texts == [three, four, one, two, five]
    assert desk.bench.session.history.undo_label == "Move lines"


def test_text_dropped_between_rows_becomes_lines(desk: Desk) -> None:
    data = QMimeData()
    data.setText("BOB: In between.")
    model = desk.panel.model
    model.dropMimeData(data, Qt.DropAction.CopyAction, model.row(desk.ids[1]), 0, model.index(-1, -1))
    assert desk.texts[:3] == [desk.texts[0], "In between.", desk.texts[2]]
    assert len(desk.texts) == 6


def test_the_menu_of_a_row_is_made_of_commands_and_keeps_the_selection(desk: Desk) -> None:
    desk.select(1, 2)
    press = QMouseEvent(
        QMouseEvent.Type.MouseButtonPress, QPointF(desk.place(1, "text")), QPointF(0, 0), Qt.MouseButton.RightButton,
        Qt.MouseButton.RightButton, Held.NoModifier,
    )  # fmt: skip
    desk.view.mousePressEvent(press)
    assert len(desk.bench.selection) == 2
    menu = desk.panel.actions_.row_menu()
    ids = [a.objectName() for a in menu.actions() if a.objectName()]
    assert "line.duplicate" in ids
    assert "edit.copy" in ids
    menu.deleteLater()


# --- commands ---------------------------------------------------------------------------------------


def test_delete_goes_to_the_next_line_and_is_one_step(desk: Desk) -> None:
    desk.select(1, 2)
    desk.press(Key.Key_Delete)
    assert len(desk.texts) == 3
    assert desk.active() == 1
    desk.bench.undo()
    assert len(desk.texts) == 5


def test_lines_move_insert_duplicate_and_join_by_command(desk: Desk) -> None:
    one, two, *_ = desk.texts
    desk.select(2)
    desk.commands.run("line.move_up")
    assert desk.texts[:2] == [two, one]
    assert desk.active() == 1
    desk.commands.run("line.duplicate")
    assert desk.texts[:3] == [two, two, one]
    desk.select(1)
    desk.commands.run("line.join")
    assert desk.texts[:2] == [f"{two} {two}", one]
    desk.commands.run("line.insert_above")
    assert desk.texts[0] == ""
    assert desk.panel.writing.line_id == desk.ids[0]


def test_a_scene_begins_here_and_its_heading_goes_again(desk: Desk) -> None:
    desk.select(2)
    desk.commands.run("scene.insert")
    assert [len(s.lines) for s in desk.bench.project.scenes] == [1, 2, 2]
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Middle")
    QTest.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    assert desk.bench.project.scenes[1].title == "Middle"
    desk.select(2)
    desk.commands.run("scene.remove")
    assert [len(s.lines) for s in desk.bench.project.scenes] == [3, 2]


def test_who_speaks_is_chosen_made_or_renamed_for_the_selection(desk: Desk) -> None:
    desk.select(1, 3)
    chooser = desk.panel.actions_.choose_character()
    assert chooser is not None
    QTest.keyClicks(chooser.field, "bo")
    QTest.keyClick(chooser.field, Key.Key_Return)
    names = {c.id: c.name for c in desk.bench.project.characters}
    assert [names[line.character] for line in desk.bench.project.lines()][:3] == ["BOB", "BOB", "BOB"]
    chooser = desk.panel.actions_.choose_character()
    assert chooser is not None
    QTest.keyClicks(chooser.field, "Carla")
    QTest.keyClick(chooser.field, Key.Key_Return)
    carla = next(c for c in desk.bench.project.characters if c.name == "Carla")
    assert carla.voice
    assert edits.line(desk.bench.project, desk.ids[0]).character == carla.id
    chooser = desk.panel.actions_.choose_character()
    assert chooser is not None
    QTest.keyClicks(chooser.field, "Dora")
    QTest.keyClick(chooser.field, Key.Key_Down)
    QTest.keyClick(chooser.field, Key.Key_Return)
    assert next(c for c in desk.bench.project.characters if c.id == carla.id).name == "Dora"


def test_remarks_are_kept_when_left_and_dropped_with_esc(desk: Desk) -> None:
    desk.select(1)
    popup = desk.panel.actions_.edit_note()
    assert popup is not None
    QTest.keyClicks(popup.field, "softer")
    QTest.keyClick(popup.field, Key.Key_Return, Held.ControlModifier)
    assert edits.line(desk.bench.project, desk.ids[0]).note == "softer"
    popup = desk.panel.actions_.edit_note()
    assert popup is not None
    QTest.keyClicks(popup.field, "louder")
    QTest.keyClick(popup.field, Key.Key_Escape)
    assert edits.line(desk.bench.project, desk.ids[0]).note == "softer"


def test_status_and_the_pick_up_list(desk: Desk) -> None:
    desk.select(2, 4)
    desk.press(Key.Key_P)
    assert [line.status for line in desk.bench.project.lines()] == ["", "pick-up", "", "pick-up", ""]
    desk.commands.run("view.pick_ups")
    assert desk.shown == [desk.texts[1], desk.texts[3]]
    desk.commands.run("view.pick_ups")
    assert len(desk.shown) == 5
    desk.press(Key.Key_A)
    assert edits.line(desk.bench.project, desk.ids[1]).status == "approved"


def test_copy_cut_and_paste_through_the_clipboard(desk: Desk) -> None:
    desk.bench.edit("d", edits.set_delivery(desk.bench.project, [desk.ids[0]], speed=1.2))
    desk.select(1, 2)
    desk.commands.run("edit.copy")
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0].startswith("ANN (speed 1.2")
    desk.select(5)
    desk.commands.run("edit.paste")
    assert desk.texts[5:] == desk.texts[:2]
    assert list(desk.bench.project.lines())[5].delivery.speed == 1.2
    assert desk.bench.selection == tuple(desk.ids[5:])
    desk.commands.run("edit.cut")
    assert len(desk.texts) == 5


def test_an_empty_script_says_what_to_do(desk: Desk) -> None:
    assert not desk.panel.empty.isVisible()
    desk.commands.run("edit.select_all")
    desk.press(Key.Key_Delete)
    assert desk.panel.model.rowCount() == 2  # the headings
    for scene in desk.bench.project.scenes:
        desk.bench.edit("s", edits.remove_scene(desk.bench.project, scene.id))
    assert desk.panel.empty.isVisible()
    desk.press(Key.Key_Return)
    QTest.keyClicks(desk.editor, "Hello.")
    desk.panel.writing.stop()
    assert desk.texts == ["Hello."]
    assert not desk.panel.empty.isVisible()


# --- filter, find -----------------------------------------------------------------------------------


def test_a_filter_hides_lines_and_empty_scenes_and_the_arrows_skip_them(desk: Desk) -> None:
    bob = next(c for c in desk.bench.project.characters if c.name == "BOB")
    desk.panel.filters.set_filter(Filter(character=bob.id))
    assert desk.shown == [desk.texts[1], desk.texts[3]]
    assert desk.panel.filters.count.text() == "2 of 5"
    desk.select(2)
    desk.press(Key.Key_Down)
    assert desk.active() == 4
    desk.panel.filters.set_filter(Filter(text="hear"))
    assert desk.view.isRowHidden(desk.panel.model.row(desk.bench.project.scenes[1].id))
    desk.commands.run("edit.select_all")
    assert desk.bench.selection == (desk.ids[0],)
    desk.bench.select([desk.ids[4]], None, "timeline")
    assert desk.texts[4] in desk.shown  # what is selected elsewhere is to be seen
    desk.panel.filters.clear()
    assert len(desk.shown) == 5


def test_a_line_that_no_longer_fits_stays_until_the_filter_is_asked_again(rendered: Desk, qtbot: Any) -> None:
    desk = rendered
    desk.panel.filters.set_filter(Filter(states=frozenset([State.STALE])))
    assert desk.shown == []
    desk.bench.edit("t", edits.replace_line(desk.bench.project, desk.ids[0], text="Other."), "x")
    desk.bench.states_changed.emit(frozenset([desk.ids[0]]))
    qtbot.waitUntil(lambda: desk.shown == ["Other."], timeout=2000)
    desk.bench.undo()
    desk.bench.states_changed.emit(frozenset([desk.ids[0]]))
    desk.panel._show_more()
    assert len(desk.shown) == 1
    desk.panel.apply_filter()
    assert desk.shown == []


def test_a_replacement_says_its_cost_first(rendered: Desk) -> None:
    desk = rendered
    desk.commands.run("edit.replace")
    bar = desk.panel.find_bar
    bar.field.setText("it")
    bar.by.setText("this")
    bar.settle()
    assert bar.count.text() == "2 places"
    assert bar.cost.text() == "2 lines go stale, about a second to render."
    QTest.keyClick(bar.field, Key.Key_Return)
    assert bar.count.text() == "1 of 2"
    assert desk.active() == 2
    bar.all.click()
    assert desk.texts[1].endswith("What was this?")
    assert desk.bench.session.history.undo_label == "Replace in 2 lines"
    states = [desk.bench.state(i).state for i in desk.ids]
    assert states.count(State.STALE) == 2
    bar.leave()
    assert desk.view.hasFocus()


def test_one_place_after_the_other_is_replaced(desk: Desk) -> None:
    desk.commands.run("edit.replace")
    bar = desk.panel.find_bar
    bar.field.setText("that|it")
    bar.regex.setChecked(True)
    bar.by.setText("it")
    bar.settle()
    bar.one.click()
    bar.one.click()
    assert desk.texts[0] == "Did you hear it?"
    assert desk.active() == 2
    bar.field.setText("(")
    bar.settle()
    assert bar.count.text().startswith("Not a pattern")
    assert not bar.all.isEnabled()


# --- hearing, looking -------------------------------------------------------------------------------


def test_the_word_being_heard_is_marked_in_its_row_only(rendered: Desk) -> None:
    desk = rendered
    desk.view.viewport().repaint()
    before = desk.view.viewport().grab().toImage()
    painted = desk.view.rows.painted
    desk.player.word_changed.emit(desk.ids[0], 1)
    desk.view.viewport().repaint()
    assert desk.view.rows.painted == painted + 1
    row = desk.view.visualRect(desk.panel.model.index(desk.panel.model.row(desk.ids[0]), 0))
    after = desk.view.viewport().grab().toImage()
    assert after.copy(row) != before.copy(row)
    desk.player.word_changed.emit("", -1)
    desk.view.viewport().repaint()
    assert desk.view.viewport().grab().toImage() == before


def test_a_finished_take_repaints_its_line(desk: Desk, qtbot: Any) -> None:
    desk.bench.render([desk.ids[0]])
    row = desk.panel.model.row(desk.ids[0])

    def current() -> bool:
        facts = desk.panel.model.facts(row)
        return isinstance(facts, LineFacts) and facts.state is State.CURRENT

    qtbot.waitUntil(current, timeout=10_000)
    assert desk.panel.pace.waiting(10) > 0


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [420, 700, 1000, 1700])
def test_every_width_and_theme_is_painted(desk: Desk, theme: str, width: int) -> None:
    apply_theme(theme)
    bench = desk.bench
    long = "מגדלור ישן עומד [pause_300ms] על החוף " * 12
    bench.edit("t", edits.replace_line(bench.project, desk.ids[0], text=long, note="note", status="pick-up"))
    bench.edit("t", edits.replace_line(bench.project, desk.ids[1], text="灯塔的看守人爬上了楼梯" * 12))
    desk.panel.resize(width, 600)
    QApplication.processEvents()
    desk.view.heights.finish()
    desk.view.viewport().repaint()
    first = desk.panel.model.row(desk.ids[0])
    assert desk.view.rowHeight(first) > 60
    assert desk.view.viewport().width() == desk.view.columnWidth(0)


def test_rows_in_sight_stay_while_the_others_are_measured(bench: Workbench, make_session: Any) -> None:
    text = "\n".join(f"ANN: {'a longer line of words ' * (n % 9)} {n}." for n in range(600))
    bench.open(make_session(text, "long"))
    desk = Desk(bench)
    desk.view.scrollToBottom()
    desk.view.verticalScrollBar().setValue(desk.view.verticalScrollBar().maximum() // 2)
    top = desk.view.rowAt(0)
    at = desk.view.rowViewportPosition(top)
    desk.view.heights.finish()
    assert desk.view.rowAt(0) == top
    assert abs(desk.view.rowViewportPosition(top) - at) <= 1
    width = desk.view.viewport().width()
    for row in range(0, 600, 37):
        assert desk.view.rowHeight(row) == desk.view.rows.rows.height(desk.panel.model.facts(row), width)


def test_a_search_can_be_confined_to_what_is_selected(desk: Desk) -> None:
    desk.bench.select(desk.ids[:2])
    before = desk.texts
    desk.commands.run("edit.replace")
    bar = desk.panel.find_bar
    bar.field.setText("t")
    bar.by.setText("T")
    bar.case.setChecked(True)
    bar.settle()
    everywhere = bar.count.text()
    bar.within.click()
    bar.settle()
    assert bar.count.text() != everywhere
    bar.next.click()  # which selects one line; the search stays with the two
    bar.all.click()
    assert [a == b for a, b in zip(before, desk.texts, strict=True)] == [False, False, *[True] * (len(before) - 2)]
    bar.leave()
    desk.commands.run("edit.find")
    assert not bar.within.isChecked()
    bar.leave()


def test_a_voice_tag_that_names_nobody_is_underlined_with_near_names(desk: Desk) -> None:
    bench = desk.bench
    name = bench.project.voices[0].name
    bench.edit("Tags", edits.replace_line(bench.project, desk.ids[0], text=f"[voice_{name}x]Well.[/voice] Yes."))
    facts = desk.view.script.facts(desk.view.script.row(desk.ids[0]))
    assert isinstance(facts, LineFacts)
    assert facts.odd_voices == {f"{name}x"}
    assert [chip.kind for chip in display(facts.line.text, facts.odd_voices).chips] == ["error", "close"]
    editor = LineEditor(desk.panel)
    editor.show_line(desk.ids[0], facts.line.text, facts.voice_names)
    assert name in editor.highlighter.problem_at(3)
    editor.show_line(desk.ids[0], facts.line.text.replace(f"{name}x", name), facts.voice_names)
    assert editor.highlighter.problem_at(3) == ""
    bench.edit("Tags", edits.replace_line(bench.project, desk.ids[0], text=f"[voice_{name}]Well.[/voice]"))
    facts = desk.view.script.facts(desk.view.script.row(desk.ids[0]))
    assert isinstance(facts, LineFacts)
    assert not facts.odd_voices


def test_the_keyboard_stays_in_the_rows_when_undo_takes_the_row_that_is_written(desk: Desk) -> None:
    desk.select(1)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, Held.ControlModifier)
    assert len(desk.ids) == 6
    assert desk.editor.hasFocus()
    desk.bench.undo()
    QApplication.processEvents()
    assert len(desk.ids) == 5
    assert QApplication.focusWidget() is desk.view
