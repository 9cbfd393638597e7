"""The whole window: the workflows as a person does them, with the real session and the tones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from studio.desktop.commands import plain
from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.dialogs.importing import ImportSheet
from studio.desktop.palette import CheatSheet, Palette, matches
from studio.desktop.preferences import Preferences
from studio.desktop.theme import theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.project import ProjectFolder
from studio.render.states import State
from studio.session.session import Session

MakeSession = Callable[..., Session]


def first_line(window: Window) -> str:
    return next(iter(window.workbench.project.lines())).id


def test_the_first_minute_open_render_and_everything_is_current(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    assert bench.render_stale() == 5
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert {s.state for s in bench.session.states().values()} == {State.CURRENT}
    assert bench.timeline.length > 0
    assert all(bench.clip(line.id).path is not None for line in bench.project.lines())


def test_an_edit_is_undone_redone_and_saved(window: Window) -> None:
    bench = window.workbench
    line_id = first_line(window)
    bench.edit("Reword", edits.replace_line(bench.project, line_id, text="Other words."))
    assert window.isWindowModified()
    window.commands.run("edit.undo")
    assert bench.line(line_id).text == "Did you hear that?"
    window.commands.run("edit.redo")
    window.commands.run("file.save")
    assert Session.open(bench.session.folder.path).project == bench.project


def test_a_command_that_cannot_be_done_now_is_disabled(window: Window) -> None:
    window.commands.refresh()
    assert not window.commands.action("edit.undo").isEnabled()
    assert not window.commands.run("edit.undo")
    assert not window.commands.action("render.cancel").isEnabled()


def test_every_command_is_in_a_menu_and_no_two_have_the_same_keys(window: Window) -> None:
    commands = window.commands.all()
    assert len(commands) > 40
    assert [c.id for c in commands if not c.menu] == []
    bound = [(c.scope, c.passing, window.commands.keys(c.id)) for c in commands if window.commands.keys(c.id)]
    assert len(set(bound)) == len(bound)


def test_the_menu_says_what_undo_and_redo_would_do(window: Window) -> None:
    bench, commands = window.workbench, window.commands
    assert plain(commands.action("edit.undo").text()) == "Undo"
    bench.edit("Change this & that", edits.replace_line(bench.project, first_line(window), text="Other words."))
    assert plain(commands.action("edit.undo").text().replace("&&", "and")) == "Undo: Change this and that"
    commands.run("edit.undo")
    assert plain(commands.action("edit.undo").text()) == "Undo"
    assert plain(commands.action("edit.redo").text().replace("&&", "and")) == "Redo: Change this and that"


def test_no_menu_is_higher_than_a_small_screen(window: Window) -> None:
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        assert menu.sizeHint().height() < 680, action.text()
        assert not [a for a in menu.actions()[:1] + menu.actions()[-1:] if a.isSeparator()], "a line at an end"


def test_the_palette_finds_a_command_by_a_few_letters_and_runs_it(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    bench.edit("Reword", edits.replace_line(bench.project, first_line(window), text="Other words."))
    palette = Palette(window.commands, window)
    palette.show()
    qtbot.keyClicks(palette.query, "undo")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert not bench.session.history.changed


def test_fuzzy_matching_wants_the_letters_in_their_order() -> None:
    assert matches("rnd st", "Render what is stale")
    assert not matches("stale render x", "Render what is stale")


def test_a_shortcut_is_rebound_unless_it_is_taken(window: Window, preferences: Preferences) -> None:
    sheet = CheatSheet(window.commands, window)
    assert window.commands.rebind("render.stale", "Ctrl+E") != ""
    assert window.commands.keys("render.stale") == "Ctrl+R"
    assert window.commands.rebind("render.stale", "Ctrl+Alt+R") == ""
    assert window.commands.action("render.stale").shortcut().toString() == "Ctrl+Alt+R"
    assert json.loads(preferences.file.read_bytes())["shortcuts"] == {"render.stale": "Ctrl+Alt+R"}
    sheet.close()


def test_a_second_window_is_told_who_holds_the_project(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    other = Window(Workbench(Preferences(tmp_path / "other")), ClockedDevice())
    assert not other.files.open_path(window.workbench.session.folder.path)
    assert "is open in lineread studio" in said[0]
    other.close()


def test_a_damaged_project_is_offered_back(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_session: MakeSession
) -> None:
    session = make_session(name="other")
    session.apply("Reword", edits.replace_settings(session.project, name="Second"))
    session.save()
    session.folder.file.write_bytes(b'{"format": "lineread"')
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Open)
    assert window.files.open_path(session.folder.path)
    assert window.workbench.project.name == "Two People"
    assert list(session.folder.path.glob("project.damaged-*"))


def test_unsaved_work_is_in_the_autosave_ring(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    bench.edit("Reword", edits.replace_line(bench.project, first_line(window), text="Unsaved."))
    window.files.autosave()
    window.files.autosave()  # the same state once more is not another one
    qtbot.waitUntil(lambda: len(bench.session.folder.autosaves()) == 1)
    assert "Unsaved." in bench.session.folder.autosaves()[0].read_text(encoding="utf-8")
    assert "Unsaved." not in bench.session.folder.file.read_text(encoding="utf-8")


def test_work_goes_on_in_the_copy_and_what_was_saved_stays_as_it_was(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    before = bench.session.folder
    bench.edit("Reword", edits.replace_line(bench.project, first_line(window), text="Only in the copy."))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "copy"), ""))
    window.files.save_as()
    assert bench.session.folder.path == tmp_path / "copy"
    assert not bench.session.history.changed
    assert "Only in the copy." in bench.session.folder.file.read_text(encoding="utf-8")
    assert "Only in the copy." not in before.file.read_text(encoding="utf-8")


def test_who_begins_another_project_is_asked_once_about_unsaved_work(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def discard(*told: object) -> QMessageBox.StandardButton:
        asked.append(told)
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "question", discard)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "next"), ""))
    bench = window.workbench
    bench.edit("Reword", edits.replace_line(bench.project, first_line(window), text="Unsaved."))
    window.projects.new_empty()
    assert bench.session.folder.path == tmp_path / "next"
    assert len(asked) == 1


def test_a_dropped_script_shows_what_it_changes_and_cancel_changes_nothing(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    changed = tmp_path / "two.txt"
    changed.write_text("Title: Two People\n\nANN: Did you see that?\n", encoding="utf-8")
    sheets: list[ImportSheet] = []

    def look(sheet: ImportSheet) -> int:
        sheets.append(sheet)
        return 0

    monkeypatch.setattr(ImportSheet, "exec", look)
    before = bench.project
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(changed))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), copy, mime, left, none))
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert bench.project is before
    assert len(sheets[0].difference.changed) == 1
    assert len(sheets[0].difference.gone) == 4
    sheets[0].close()


def test_the_export_dialog_previews_real_names_and_writes_them(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    bench = window.workbench
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    dialog = ExportDialog(bench, window)
    dialog.show()
    dialog.preview()
    names = [dialog.files.item(i).text() for i in range(dialog.files.count())]
    assert "stems/ANN.wav" in names
    assert any(n.endswith(".srt") for n in names)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.run()
    qtbot.waitUntil(
        lambda: (tmp_path / "out" / "delivery.json").exists() and dialog.show_folder.isVisible(), timeout=30_000
    )
    assert all((tmp_path / "out" / name).is_file() for name in names)
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Close) is not None
    dialog.close()


def test_the_engine_dies_and_only_its_line_knows(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    voice = bench.project.voices[0]
    bench.edit("Break", edits.replace_voice(bench.project, voice.id, settings={"crash": 1.0}))
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=60_000)
    states = {s.state for s in bench.session.states().values()}
    assert states == {State.CURRENT, State.FAILED}
    assert any(m.level == "error" for m in bench.messages)
    assert window.isVisible()


def test_rendering_is_cancelled_within_a_second(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    voice = bench.project.voices[0]
    bench.edit("Slow", edits.replace_voice(bench.project, voice.id, settings={"delay": 0.3}))
    bench.render_stale()
    qtbot.waitUntil(lambda: State.RENDERING in bench.queue.values(), timeout=20_000)
    with qtbot.waitSignal(bench.queue_changed, timeout=1000):
        window.commands.run("render.cancel")
    qtbot.waitUntil(lambda: not bench.queue, timeout=1000)


def test_what_was_said_before_is_read_in_another_theme_too(window: Window) -> None:
    window.workbench.say("Saved.")
    for name in ("dark", "light"):
        window.commands.run(f"view.{name}")
        said = next(label.text() for label in window.statusBar().findChildren(QLabel) if "Saved." in label.text())
        assert theme().text in said


def test_the_layout_and_the_theme_are_remembered(
    qtbot: QtBot, preferences: Preferences, make_session: MakeSession
) -> None:
    first = Window(Workbench(preferences), ClockedDevice())
    folder = make_session().folder.path
    first.files.open_path(folder)
    first.show()
    qtbot.waitExposed(first)
    first.commands.run("view.lexicon")  # to the front
    first.commands.run("view.lexicon")  # away
    first.commands.run("view.light")
    assert not first.commands.action("view.lexicon").isChecked()
    first.close()
    again = Window(Workbench(Preferences(preferences.folder)), ClockedDevice())
    again.files.open_path(folder)
    assert not again.commands.action("view.lexicon").isChecked()
    assert again.commands.action("view.cast").isChecked()
    assert Preferences(preferences.folder).options.theme == "light"
    again.close()


def test_every_control_has_a_name_for_a_screen_reader(window: Window, qapp: QApplication) -> None:
    nameless = set()
    for kind in (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit):
        for widget in window.findChildren(kind):
            own = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            home = widget.parentWidget()
            # Qt's own inside a control: a dock's handles, a popup's list, the clear button of a field.
            inside = isinstance(home, QComboBox | QAbstractSpinBox | QLineEdit | QDockWidget | QTabBar | QMenuBar)
            inside = inside or "qt_" in widget.objectName() or isinstance(widget, QHeaderView)
            inside = inside or (home is not None and isinstance(home.parentWidget(), QComboBox))
            if not own and not inside:
                nameless.add(f"{type(widget).__name__} {widget.objectName()} in {type(home).__name__}")
    assert nameless == set()


def test_the_folder_may_vanish_while_the_project_is_open(window: Window, tmp_path: Path) -> None:
    bench = window.workbench
    folder = bench.session.folder.path
    folder.rename(tmp_path / "elsewhere")
    bench.edit("Reword", edits.replace_line(bench.project, first_line(window), text="Still here."))
    assert not bench.save()
    assert bench.messages[-1].level == "error"
    (tmp_path / "elsewhere").rename(folder)
    assert bench.save()
    assert ProjectFolder(folder).load()[0] == bench.project


def test_the_editor_shows_the_whole_of_a_long_line_at_once(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    second = list(bench.project.lines())[1].id
    text = "I rowed [emphasis]six miles[/emphasis] against the tide. " * 6
    bench.edit("Long", edits.replace_line(bench.project, second, text=text))
    window.commands.run("line.edit")  # the first line, so that the editor has been used before
    bench.select([second], second)
    window.commands.run("line.edit")
    editor = window.script.findChild(QPlainTextEdit)
    assert editor is not None
    qtbot.waitUntil(lambda: editor.isVisible() and editor.toPlainText() == text)
    rows = editor.document().documentLayout().documentSize().height()
    assert rows > 2
    assert editor.height() >= rows * editor.fontMetrics().height()


def test_lines_of_several_scenes_go_at_once_and_come_back(window: Window) -> None:
    bench, before = window.workbench, [line.text for line in window.workbench.project.lines()]
    ids = [line.id for line in bench.project.lines()]
    bench.select(ids[1:4], ids[1])
    window.commands.run("line.delete")
    QApplication.processEvents()
    assert [line.text for line in bench.project.lines()] == [before[0], before[4]]
    assert bench.active == ids[4], "the next line is at hand"
    bench.undo()
    assert [line.text for line in bench.project.lines()] == before


def test_undo_never_leaves_the_hands_empty(window: Window) -> None:
    bench, ids = window.workbench, [line.id for line in window.workbench.project.lines()]
    bench.select([ids[1]], ids[1])
    window.script.actions_.paste_text("ANN: One.\nANN: Two.")
    assert len(bench.selection) == 2
    bench.undo()
    assert bench.selection == (ids[1],), "the line that was pasted after"
    bench.select(ids, ids[0])
    window.commands.run("line.delete")
    assert bench.selection == ()
    bench.undo()
    assert bench.selection == tuple(ids), "what came back"
