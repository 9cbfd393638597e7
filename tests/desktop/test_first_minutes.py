"""Before and around the work: first page, recent projects, another language, palette, shortcuts, messages, about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio import VERSION
from studio.desktop.app import Studio
from studio.desktop.dialogs.about import AboutBox
from studio.desktop.palette import CheatSheet, Palette, distance
from studio.desktop.preferences import Preferences
from studio.desktop.status import MessagesPanel
from studio.desktop.theme import apply_script, apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.session.session import Session

MakeSession = Callable[..., Session]


@pytest.fixture
def window(qtbot: QtBot, preferences: Preferences) -> Iterator[Window]:
    """Without a project."""
    apply_theme("dark")
    made = Window(Workbench(preferences), ClockedDevice())
    made.show()
    qtbot.waitExposed(made)
    made.finish_start()
    yield made
    if made.workbench.is_open:
        made.workbench.session.history.saved()
    made.close()


def buttons(window: Window) -> dict[str, QPushButton]:
    return {b.accessibleName(): b for b in window.start.widget().findChildren(QPushButton)}


def test_the_first_page_stands_alone_and_panels_come_with_a_project(window: Window, make_session: MakeSession) -> None:
    assert window.start.isVisible()
    assert not window.transport.isVisible()
    assert "New empty project" in buttons(window)
    assert window.files.open_path(make_session().folder.path)
    assert window.transport.isVisible()
    assert not window.start.isVisible()
    window.commands.run("file.close")
    assert window.start.isVisible()
    assert not window.workbench.is_open
    assert not window.transport.isVisible()
    buttons(window)["Open project"].click()
    assert window.workbench.project.name == "Two People"


def test_recent_projects_that_are_gone_are_marked_and_can_be_forgotten(
    window: Window, make_session: MakeSession, preferences: Preferences
) -> None:
    folder = make_session().folder.path
    assert window.files.open_path(folder)
    window.commands.run("file.close")
    folder.rename(folder.with_name("elsewhere"))
    window.start.fill()
    gone = buttons(window)["Open project"]
    assert (gone.isEnabled(), gone.text()) == (False, "project (not there)")
    window.projects.fill()
    assert [a.isEnabled() for a in window.projects.menu.actions() if a.toolTip() == str(folder)] == [False]
    names = window.start.widget().findChildren(QToolButton)
    next(b for b in names if b.accessibleName() == "Take project out of this list").click()
    assert preferences.options.recent == []
    assert "Open project" not in buttons(window)


def test_an_empty_project_is_begun_and_written_in(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "Fresh"), ""))
    buttons(window)["New empty project"].click()
    assert window.workbench.project.name == "Fresh"
    assert window.script.empty.isVisible()
    window.script.empty.button.click()
    assert len(list(window.workbench.project.lines())) == 1
    assert not window.script.empty.isVisible()


@pytest.mark.parametrize("name", ["drama.txt", "film.srt"])
def test_a_file_that_is_dropped_on_the_first_page_becomes_a_project(window: Window, tmp_path: Path, name: str) -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nHello there.\n" if name.endswith("srt") else "ANN: Hello there.\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert [line.text for line in window.workbench.project.lines()] == ["Hello there."]


def test_another_language_comes_with_the_window_opened_again(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences, make_session: MakeSession
) -> None:
    preferences.options.language = "en"
    studio = Studio(qapp, preferences)
    first = studio.open(make_session().folder.path)
    assert first.commands.action("file.save").text() == "&Save"
    preferences.options.language = "zh"
    first.asides.reopening.emit()
    qtbot.waitUntil(lambda: studio.window is not first)
    second = studio.window
    assert second is not None
    assert second.commands.action("file.save").text() == "保存(&S)"
    assert second.workbench.project.name == "Two People"
    assert not first.isVisible()
    second.close()
    studio.leave()
    apply_script("en")


def test_the_palette_ranks_remembers_and_says_why_not(
    window: Window, qtbot: QtBot, make_session: MakeSession, preferences: Preferences
) -> None:
    window.files.open_path(make_session().folder.path)
    palette = Palette(window.commands, window, preferences)
    palette.show()
    qtbot.keyClicks(palette.query, "undo")
    assert palette.about.text() == "Nothing was changed yet."
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert palette.isVisible(), "what cannot be done is not run"
    palette.query.setText("lexicon")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    again = Palette(window.commands, window, preferences)
    assert again.list.model().index(0, 0).data() == "View › Pronunciation"
    again.close()


def test_what_begins_with_the_letters_is_nearest() -> None:
    near = [distance("save", text) for text in ("Save", "File › Save as", "Autosave", "Show a very easy")]
    assert near[0] == 0
    assert near == sorted(near, key=lambda n: 99 if n is None else n)
    assert distance("ca", "Clone a voice") is not None
    assert distance("canc", "Clone a voice from a recording") is None


def test_without_a_project_the_palette_says_what_is_missing(window: Window) -> None:
    assert window.commands.why_not("file.save") == "Open a project first."
    assert window.commands.why_not("file.open") == ""


def test_keys_are_taken_from_another_command_only_when_that_is_said(window: Window, make_session: MakeSession) -> None:
    window.files.open_path(make_session().folder.path)
    sheet = CheatSheet(window.commands, window)
    sheet.show()
    sheet.search.setText("render what is stale")
    sheet.table.selectRow(0)
    sheet.keys.setKeySequence(QKeySequence("Ctrl+E"))
    assert "Export" in sheet.notice.text()
    sheet.assign.click()
    assert (window.commands.keys("render.stale"), window.commands.keys("file.export")) == ("Ctrl+E", "")
    sheet.keys.setKeySequence(QKeySequence("Q"))
    assert not sheet.assign.isEnabled(), "a letter would be stolen from whoever types"
    sheet.everything.click()
    assert (window.commands.keys("render.stale"), window.commands.keys("file.export")) == ("Ctrl+R", "Ctrl+E")
    sheet.close()


def test_a_question_mark_in_the_rows_shows_the_keys(window: Window, qtbot: QtBot, make_session: MakeSession) -> None:
    window.files.open_path(make_session().folder.path)
    qtbot.keyClick(window.script.view, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert any(w.isVisible() for w in window.findChildren(CheatSheet))


def test_messages_have_their_time_and_their_next_step_and_are_copied(window: Window) -> None:
    panel = window.findChild(MessagesPanel)
    assert isinstance(panel, MessagesPanel)
    window.workbench.say("It is done.")
    window.workbench.say("The disk is full.", "Make room.", "error")
    assert window.workbench.messages[-1].at >= window.workbench.messages[-2].at
    panel.copy_text()
    said = QGuiApplication.clipboard().text().splitlines()
    assert said[-2].endswith("info: It is done.")
    assert said[-1].endswith("error: The disk is full. Make room.")
    panel.troubles.setChecked(True)
    assert "It is done." not in panel.text()


def test_about_can_be_put_into_a_report(window: Window) -> None:
    window.commands.run("help.about")
    box = next(w for w in window.findChildren(AboutBox) if w.isVisible())
    box.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Lineread {VERSION}")
    assert "PySide6" in text
    assert "engine hibari" in text
    rows = [box.parts.topLevelItem(i) for i in range(box.parts.topLevelItemCount())]
    licences = {row.text(0): row.text(2) for row in rows if row is not None}
    assert licences["numpy"]
    assert all(licences.values()), licences


def test_a_panel_comes_to_the_front_before_it_goes_away(window: Window, make_session: MakeSession) -> None:
    window.files.open_path(make_session().folder.path)
    panel = window.findChild(MessagesPanel)
    assert isinstance(panel, MessagesPanel)
    assert panel.visibleRegion().isEmpty()
    window.commands.run("view.messages")
    assert not panel.visibleRegion().isEmpty()
    window.commands.run("view.messages")
    assert not panel.isVisible()


def test_counts_at_the_bottom_say_what_the_states_mean(window: Window, make_session: MakeSession) -> None:
    window.files.open_path(make_session().folder.path)
    window.workbench.edit("Lock", edits.replace_settings(window.workbench.project, name="Other"))
    strip = window.statusBar()
    strip.refresh()  # type: ignore[attr-defined]
    assert "Ctrl+R" in " ".join(w.toolTip() for w in strip.children() if hasattr(w, "toolTip"))
