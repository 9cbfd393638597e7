"""A window that died with unsaved work: what was lost is shown line by line, and what becomes of it is chosen."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.recovery import Choice, RecoverySheet
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.project import ProjectFolder
from studio.project.codec import encode
from studio.script import parse_script
from studio.session.differences import rows
from studio.session.keeping import Unsaved
from studio.session.session import Session

MakeSession = Callable[..., Session]
WORDS = "Nobody has seen this yet."


@pytest.fixture
def crashed(make_session: MakeSession) -> Session:
    """A project whose window died with a changed line, a new one and one that was removed."""
    session = make_session(name="crashed")
    lines = list(session.project.lines())
    project = edits.replace_line(session.project, lines[0].id, text=WORDS)
    scene = project.scenes[0]
    new = dataclasses.replace(lines[1], id="L-new", text="A new line.")
    project = dataclasses.replace(
        project, scenes=(dataclasses.replace(scene, lines=(*scene.lines[:2], new)), *project.scenes[1:])
    )
    session.folder.keep_draft(project)
    return session


@pytest.fixture
def window(preferences: Preferences) -> Iterator[Window]:
    apply_theme("dark")
    made = Window(Workbench(preferences), ClockedDevice())
    yield made
    if made.workbench.is_open:
        made.workbench.session.history.saved()
    made.close()


def choosing(monkeypatch: pytest.MonkeyPatch, label: str) -> list[RecoverySheet]:
    """Press the button of that name when the sheet is shown."""
    seen: list[RecoverySheet] = []

    def press(sheet: RecoverySheet) -> int:
        seen.append(sheet)
        button = next(b for b in sheet.findChildren(QPushButton) if b.text().replace("&", "") == label)
        button.click()
        return sheet.result()

    monkeypatch.setattr(RecoverySheet, "exec", press)
    return seen


def first_text(project_folder: Path) -> str:
    return next(iter(ProjectFolder(project_folder).load()[0].lines())).text


def test_taking_the_unsaved_work_can_be_undone_and_is_saved_like_any_edit(
    window: Window, crashed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = choosing(monkeypatch, "Take the unsaved work")
    assert window.files.open_path(crashed.folder.path)
    assert seen[0].summary.text() == "1 line(s) changed, 1 line(s) new, 1 line(s) gone"
    bench = window.workbench
    assert next(iter(bench.project.lines())).text == WORDS
    assert bench.session.history.changed
    bench.undo()
    assert bench.project == crashed.project
    bench.redo()
    window.commands.run("file.save")
    assert first_text(crashed.folder.path) == WORDS
    assert not crashed.folder.draft.exists()


def test_keeping_what_is_saved_leaves_the_other_among_the_autosaves(
    window: Window, crashed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, "Keep what is saved")
    assert window.files.open_path(crashed.folder.path)
    assert window.workbench.project == crashed.project
    assert not window.workbench.session.history.changed
    assert WORDS in crashed.folder.autosaves()[0].read_text()
    assert not crashed.folder.draft.exists()


def test_keeping_both_makes_a_project_of_the_unsaved_work(
    window: Window, crashed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (crashed.folder.path / "takes").mkdir(exist_ok=True)
    (crashed.folder.path / "takes" / "log.jsonl").write_text("")
    choosing(monkeypatch, "Keep both")
    assert window.files.open_path(crashed.folder.path)
    copy = crashed.folder.path.with_name("crashed recovered")
    assert window.workbench.project == crashed.project
    assert first_text(copy) == WORDS
    assert (copy / "takes" / "log.jsonl").exists()
    assert str(copy) in window.workbench.messages[-1].text
    assert (copy, True) in window.projects.recent()


def test_cancelling_opens_nothing_and_asks_again(
    window: Window, crashed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = choosing(monkeypatch, "Cancel")
    assert not window.files.open_path(crashed.folder.path)
    assert not window.workbench.is_open
    assert not window.files.open_path(crashed.folder.path)
    assert len(seen) == 2
    assert crashed.folder.draft.exists()


def test_a_window_that_is_closed_well_leaves_no_question(
    window: Window, make_session: MakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = make_session()
    assert window.files.open_path(session.folder.path)
    bench = window.workbench
    line = next(iter(bench.project.lines()))
    bench.edit("Write", edits.replace_line(bench.project, line.id, text=WORDS))
    window.files.keep_draft()
    bench.undo()
    window.files.keep_draft()  # as it was saved: there is nothing to lose
    assert not session.folder.draft.exists()
    bench.redo()
    window.files.keep_draft()
    monkeypatch.setattr(type(window.files), "may_leave", lambda files: True)  # "Discard"
    window.close()
    assert not session.folder.draft.exists()
    assert WORDS in session.folder.autosaves()[0].read_text()


def test_an_edit_survives_a_crash_within_seconds(window: Window, qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session()
    assert window.files.open_path(session.folder.path)
    bench = window.workbench
    line = next(iter(bench.project.lines()))
    bench.edit("Write", edits.replace_line(bench.project, line.id, text=WORDS))
    qtbot.waitUntil(session.folder.draft.exists, timeout=10_000)
    assert session.folder.draft.read_bytes() == encode(bench.project)


DYING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice

application = QApplication([])
apply_theme("dark")
window = Window(Workbench(Preferences(Path(sys.argv[2]))), ClockedDevice())
assert window.files.open_path(Path(sys.argv[1]))
bench = window.workbench
line = next(iter(bench.project.lines()))
bench.edit("Write", edits.replace_line(bench.project, line.id, text=sys.argv[3]))
look = QTimer(interval=20)
look.timeout.connect(lambda: bench.session.folder.draft.exists() and os.kill(os.getpid(), signal.SIGKILL))
look.start()
application.exec()
"""


def test_a_window_that_is_killed_loses_nothing_and_holds_nothing(
    window: Window, make_session: MakeSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = make_session()
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(session.folder.path), str(tmp_path / "dying"), WORDS],
        check=False,
        timeout=60,
    )
    assert died.returncode == -signal.SIGKILL
    assert first_text(session.folder.path) != WORDS
    seen = choosing(monkeypatch, "Take the unsaved work")
    assert window.files.open_path(session.folder.path)
    assert seen[0].summary.text() == "1 line(s) changed"
    assert next(iter(window.workbench.project.lines())).text == WORDS


def test_two_thousand_changes_are_listed_and_painted(qtbot: QtBot) -> None:
    apply_theme("dark")
    before = parse_script("\n".join(f"ANN: This is line {n} of the script." for n in range(2_000)))[0]
    scene = before.scenes[0]
    lines = tuple(dataclasses.replace(line, text=line.text.replace("This", "That")) for line in scene.lines)
    after = dataclasses.replace(before, scenes=(dataclasses.replace(scene, lines=lines),))
    left = Unsaved(after, datetime(2026, 1, 2, 3, 4), Path("unsaved.json"))
    sheet = RecoverySheet("Talk", left, rows(before, after))
    qtbot.addWidget(sheet)
    sheet.show()
    view = sheet.differences
    QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    assert view.model().rowCount() == 2_000
    view.scrollToBottom()
    last = view.visualRect(view.model().index(1_999, 0))
    assert 0 < last.bottom() <= view.viewport().height() + 1
    assert view.grab().toImage().format() != QImage.Format.Format_Invalid
    said = view.model().index(1_999, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "This is line 1999" in said
    assert "That is line 1999" in said
    assert sheet.choice is None
    sheet.take.click()
    assert sheet.choice is Choice.TAKE
