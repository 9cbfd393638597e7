"""Re-roll, flip, compare, keep, bin and lock: with the keys of the row, each choice undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from studio.desktop.commands import Commands
from studio.desktop.player import Player
from studio.desktop.takes import TakesPanel
from studio.desktop.takes_list import when
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.render.comparing import differences
from studio.render.states import State
from studio.render.takes import TakeStore
from tests.playback import desk


class Desk(NamedTuple):
    bench: Workbench
    player: Player
    device: ClockedDevice
    panel: TakesPanel
    commands: Commands
    line: str

    def key(self, *keys: str) -> None:
        """Type row keys, as the script does."""
        for key in keys:
            command = self.commands.row_command(key)
            assert command is not None, key
            self.commands.run(command.id)

    def take(self) -> str:
        take = self.bench.state(self.line).take
        assert take is not None
        return take.key

    def reading(self, **changes: object) -> str:
        """Another take of the line, rendered."""
        project = edits.replace_line(self.bench.project, self.line, **changes)
        if not changes:
            project = edits.reseed(project, [self.line])
        self.bench.edit("Reading", project)
        desk.render(self.bench)
        return self.take()


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    bench = desk.workbench(tmp_path)
    desk.render(bench)
    player, device = desk.player(bench)
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window, bench.preferences)
    panel = TakesPanel(bench, player, commands)
    window.setCentralWidget(panel)
    line = desk.ids(bench)[1]
    bench.select([line])
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    yield Desk(bench, player, device, panel, commands, line)
    player.close()
    bench.close()


Open = Callable[[], Desk]


def test_r_gives_another_reading_and_plays_it(opened: Desk, qtbot: QtBot) -> None:
    first = opened.take()
    opened.key("R")
    assert opened.player.playing
    qtbot.waitUntil(lambda: opened.bench.state(opened.line).state is State.CURRENT)
    assert opened.take() != first
    assert opened.bench.active == opened.line
    assert len(opened.bench.session.store.history(opened.line)) == 2


def test_rolling_again_after_going_back_is_a_reading_not_heard_yet(opened: Desk, qtbot: QtBot) -> None:
    opened.reading()
    opened.bench.undo()
    had = set(opened.bench.session.store.history(opened.line))
    opened.key("R")
    qtbot.waitUntil(lambda: opened.bench.state(opened.line).state is State.CURRENT)
    assert opened.take() not in had


def test_brackets_flip_and_undo_brings_back_what_was_before_the_flipping(opened: Desk) -> None:
    first, second, third = opened.take(), opened.reading(), opened.reading()
    opened.key("[")
    assert opened.take() == second
    opened.key("[")
    assert opened.take() == first
    assert opened.bench.state(opened.line).state is State.CURRENT
    opened.key("]", "]", "]")
    assert opened.take() == third
    opened.key("[")
    opened.bench.undo()
    assert opened.take() == third
    assert opened.bench.session.history.undo_label == "Reading"


def test_a_flip_goes_on_where_the_last_take_was(opened: Desk) -> None:
    opened.reading()
    opened.player.play_line(opened.line)
    clip = opened.bench.clip(opened.line)
    assert clip is not None
    desk.pull(opened.player, opened.device, clip.length // 2)
    opened.key("[")
    clip = opened.bench.clip(opened.line)
    assert clip is not None
    assert opened.player.position == pytest.approx(clip.start + clip.length / 2, abs=2)
    assert opened.player.playing


def test_takes_are_as_loud_as_the_first_one_heard(opened: Desk) -> None:
    project = edits.set_delivery(opened.bench.project, [opened.line], volume=-6.0)
    opened.bench.edit("Quieter", project)
    desk.render(opened.bench)
    opened.bench.undo()  # the loud one is current again, the quiet one says the same in another way
    opened.player.play_line(opened.line)
    loud = desk.pull(opened.player, opened.device, 48_000)
    opened.player.stop()
    desk.pull(opened.player, opened.device, 960)
    opened.key("]")
    quiet = desk.pull(opened.player, opened.device, 48_000)
    assert np.sqrt((quiet**2).mean()) == pytest.approx(np.sqrt((loud**2).mean()), rel=0.05)


def test_a_b_goes_to_and_fro(opened: Desk) -> None:
    first, second = opened.take(), opened.reading()
    opened.key("B")
    assert opened.take() == first
    opened.key("B")
    assert opened.take() == second
    opened.key("B")
    assert opened.take() == first


def test_enter_keeps_and_is_free_again_for_the_text(opened: Desk) -> None:
    first, _ = opened.take(), opened.reading()
    assert opened.commands.row_command("Return") is None
    opened.key("[", "Return")
    assert opened.commands.row_command("Return") is None
    line = opened.bench.line(opened.line)
    assert line is not None
    assert line.take == first


def test_x_bins_the_take_and_the_next_one_stands_in(opened: Desk) -> None:
    first, second = opened.take(), opened.reading()
    opened.key("X")
    assert opened.take() == first
    assert opened.bench.session.store.history(opened.line) == (first,)
    opened.bench.undo()
    assert opened.take() == second


def test_binning_the_only_take_leaves_a_line_to_be_spoken(opened: Desk) -> None:
    opened.key("X")
    assert opened.bench.state(opened.line).state is State.STALE
    assert opened.bench.state(opened.line).take is None
    opened.bench.undo()
    assert opened.bench.state(opened.line).state is State.CURRENT


def test_what_went_into_the_bin_comes_back_to_its_old_place(opened: Desk) -> None:
    takes = (opened.take(), opened.reading(), opened.reading())
    opened.key("[", "X")
    assert opened.bench.session.store.history(opened.line) == (takes[0], takes[2])
    opened.panel.refresh()
    assert opened.panel.bin.isVisibleTo(opened.panel)
    assert "1" in opened.panel.bin.text()
    opened.key("Shift+X")
    assert opened.bench.session.store.history(opened.line) == takes
    assert opened.take() == takes[1]  # and it is at the ear
    assert TakeStore(opened.bench.session.store.folder).history(opened.line) == takes  # as another start finds it
    opened.panel.refresh()
    assert not opened.panel.bin.isVisibleTo(opened.panel)
    opened.key("X")
    opened.panel.show_bin()
    (menu,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    (entry,) = menu.actions()
    entry.trigger()
    menu.close()
    assert opened.bench.session.store.history(opened.line) == takes


def test_an_older_text_is_heard_but_does_not_become_the_line(opened: Desk) -> None:
    old = opened.take()
    new = opened.reading(text="Something else is said here.")
    opened.key("[")
    assert opened.player.transport.auditioning
    assert opened.panel.choice.at_ear() == old
    assert opened.take() == new
    opened.key("Return")
    assert opened.bench.messages[-1].level == "warning"
    opened.commands.run("take.lock")
    assert opened.bench.state(opened.line).state is State.LOCKED
    assert opened.take() == old


def test_a_stale_line_can_go_through_its_old_takes(opened: Desk) -> None:
    first, second = opened.take(), opened.reading()
    opened.bench.edit("Text", edits.replace_line(opened.bench.project, opened.line, text="Not rendered yet."))
    assert opened.take() == second
    opened.key("[")
    assert opened.take() == first
    assert opened.bench.state(opened.line).state is State.STALE


def test_a_locked_line_keeps_its_take(opened: Desk) -> None:
    first, second = opened.take(), opened.reading()
    opened.commands.run("take.lock")
    opened.key("R", "X")
    assert opened.take() == second
    opened.key("[")
    assert opened.take() == second
    assert opened.panel.choice.at_ear() == first
    opened.commands.run("take.lock")
    assert opened.bench.state(opened.line).state is State.CURRENT


def test_the_list_says_what_differed(opened: Desk, qtbot: QtBot) -> None:
    opened.reading()
    project = edits.set_delivery(opened.bench.project, [opened.line], speed=1.2, emotion="happy")
    opened.bench.edit("Direct", project)
    desk.render(opened.bench)
    opened.panel.refresh()
    rows = [opened.panel.model.row(opened.panel.model.index(n)) for n in range(opened.panel.model.rowCount())]
    assert [row.number for row in rows] == [3, 2, 1]
    assert [row.state for row in rows] == [State.CURRENT, None, None]
    assert rows[1].about == "emotion neutral · speed 1"
    opened.key("[")
    opened.panel.refresh()
    assert opened.panel.model.row(opened.panel.model.index(1)).at_ear


def test_two_readings_differ_in_the_seed_only(opened: Desk) -> None:
    store = opened.bench.session.store
    first, second = store.get(opened.take()), store.get(opened.reading())
    assert first is not None
    assert second is not None
    assert [d.what for d in differences(first.request, second.request)] == ["seed"]


def test_the_list_works_with_the_keyboard(opened: Desk, qtbot: QtBot) -> None:
    first, _ = opened.take(), opened.reading()
    opened.panel.refresh()
    qtbot.keyClick(opened.panel.list, Qt.Key.Key_Down)
    assert opened.take() == first
    qtbot.keyClick(opened.panel.list, Qt.Key.Key_BracketRight)
    assert opened.take() != first


def test_a_take_says_when_it_was_made(qapp: QApplication) -> None:
    now = QDateTime.currentDateTime()
    assert when(now.toUTC().toString(Qt.DateFormat.ISODateWithMs)) == QLocale().toString(
        now.time(), QLocale.FormatType.ShortFormat
    )
    long_ago = when("2020-02-03T12:00:00.000+00:00")
    assert "20" in long_ago
    assert ":" in long_ago
    assert when("") == when("yesterday") == ""
