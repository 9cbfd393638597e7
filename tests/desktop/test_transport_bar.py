"""The bar that plays: its buttons, its numbers, and what it says when nothing can be heard."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.commands import Commands
from studio.desktop.player import Player
from studio.desktop.status import StatusStrip
from studio.desktop.theme import theme
from studio.desktop.transport import TransportBar
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice, Status
from studio.playback.readout import read_out
from tests.playback import desk

Opened = tuple[Workbench, Player, ClockedDevice, TransportBar, Commands]


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    bench = desk.workbench(tmp_path)
    desk.render(bench)
    player, device = desk.player(bench)
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window, bench.preferences)
    bar = TransportBar(bench, player, commands)
    window.setCentralWidget(bar)
    window.show()
    yield bench, player, device, bar, commands
    player.close()
    bench.close()


@pytest.mark.parametrize(
    ("position", "unit", "text"),
    [
        (0, "time", "0:00.000"),
        (48_000 * 3_723 + 24_000, "time", "1:02:03.500"),
        (1_234_567, "samples", "1,234,567"),
        (48_000 * 62 + 1_919, "25", "00:01:02:00"),
        (48_000 * 62 + 1_920, "25", "00:01:02:01"),
        (-5, "time", "0:00.000"),
    ],
)
def test_a_position_reads_in_every_unit(position: int, unit: str, text: str) -> None:
    assert read_out(position, 48_000, unit) == text


def test_every_control_has_a_name_and_every_command_a_key_or_a_menu(opened: Opened) -> None:
    _, _, _, bar, commands = opened
    for control in bar.findChildren(QWidget):
        if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName(), control
    assert all(c.menu for c in commands.all())


def test_the_play_button_plays_the_line_and_stops_it(opened: Opened, qtbot: QtBot) -> None:
    _, player, device, bar, _ = opened
    button = bar._buttons["transport.play_line"][0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert player.playing
    desk.pull(player, device, 9_600)
    assert bar.readout.text() == "0:00.200"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not player.playing


def test_the_readout_changes_its_unit(opened: Opened) -> None:
    bench, player, _, bar, _ = opened
    player.seek(48_000)
    bar.set_unit("samples")
    assert bar.readout.text() == "48,000"
    assert bar.duration.text() == f"/ {bench.timeline.length:,}"


def test_the_next_line_is_selected_and_heard_if_something_played(opened: Opened) -> None:
    bench, player, _, _, commands = opened
    ids = desk.ids(bench)
    commands.run("transport.next")
    assert bench.active == ids[1]
    assert not player.playing
    player.play_line(ids[1])
    commands.run("transport.next")
    assert bench.active == ids[2]
    assert player.playing
    clip = bench.clip(ids[2])
    assert clip is not None
    assert player.position == clip.start


def test_the_next_line_is_the_next_one_that_a_filter_has_left(opened: Opened) -> None:
    bench, _, _, _, commands = opened
    ids = desk.ids(bench)
    bench.is_shown = lambda line_id: line_id in (ids[0], ids[3])
    commands.run("transport.next")
    assert bench.active == ids[3]
    commands.run("transport.next")
    assert bench.active == ids[3]
    commands.run("transport.previous")
    assert bench.active == ids[0]


def test_the_shuttle_shows_its_speed(opened: Opened) -> None:
    _, player, _, bar, commands = opened
    player.seek(96_000)
    for key in ("J", "J"):
        command = commands.row_command(key)
        assert command is not None
        commands.run(command.id)
    assert bar.speed.text() == "−1.5×"
    commands.run("transport.halt")
    assert bar.speed.text() == ""


def test_loop_is_ticked_everywhere(opened: Opened) -> None:
    _, player, _, bar, commands = opened
    commands.run("transport.loop")
    assert player.loop
    assert commands.action("transport.loop").isChecked()
    assert bar._buttons["transport.loop"][0].isChecked()


def test_silence_is_said_and_playing_goes_on(opened: Opened) -> None:
    bench, player, device, bar, _ = opened
    device.status = Status(notice="the device is gone")
    player.sound._status.emit(device.status)
    assert bar.device.text() == "No sound"
    assert "the device is gone" in bar.device.toolTip()
    assert bench.messages[-1].level == "warning"
    player.play_all()
    desk.pull(player, device, 9_600)
    assert player.position == 9_600


def test_the_device_menu_offers_the_devices_and_remembers_the_choice(opened: Opened) -> None:
    bench, _, device, bar, _ = opened
    bar._fill_devices(device.names())
    actions = bar.device.menu().actions()
    assert [a.text() for a in actions] == ["The system's device", "by hand"]
    actions[1].trigger()
    assert bench.preferences.options.device == "by hand"
    assert device.status.name == "by hand"


def test_a_chosen_device_that_is_away_stays_in_the_menu_and_the_list_follows_what_is_plugged_in(
    opened: Opened, qtbot: QtBot
) -> None:
    bench, player, _, bar, _ = opened
    bench.preferences.options.device = "Headphones & more"
    menu = bar.device.menu()
    menu.popup(bar.mapToGlobal(bar.rect().center()))
    assert [a.text() for a in menu.actions()] == ["The system's device", "by hand", "Headphones && more (not there)"]
    assert menu.actions()[2].isChecked()
    player.sound.devices_changed.emit(["by hand", "Headphones & more"])
    assert [a.text() for a in menu.actions()] == ["The system's device", "by hand", "Headphones && more"]
    menu.close()


def test_a_device_that_is_seen_again_is_taken_up_at_once(opened: Opened) -> None:
    bench, player, device, bar, _ = opened
    bench.preferences.options.device = "Headphones"
    device.status = Status(notice="Headphones is not there", missing="Headphones")
    player.sound.devices_changed.emit(["Speakers"])
    assert device.status.missing
    player.sound.devices_changed.emit(["Speakers", "Headphones"])
    assert device.status == Status(name="Headphones")
    assert bar.device.text() == ""


def test_sound_that_comes_back_is_said(opened: Opened) -> None:
    bench, player, device, bar, _ = opened
    for status in (Status(notice="the device is gone"), Status(name="Speakers")):
        device.status = status
        player.sound._status.emit(status)
    assert bench.messages[-1].text == "Sound is back. Sound goes to Speakers."
    assert bench.messages[-1].level == "info"
    assert bar.device.text() == ""


def test_the_bar_and_the_status_strip_say_the_same_length(opened: Opened, qtbot: QtBot) -> None:
    bench, _, _, bar, _ = opened
    strip = StatusStrip(bench)
    for pause in range(1_000, 1_010):
        bench.edit("Pause", edits.replace_line(bench.project, desk.ids(bench)[0], pause_after=pause))
        strip.refresh()
        qtbot.waitUntil(lambda: bar.duration.text() == f"/ {strip._length.text()}")
    strip.close()


def test_what_was_said_long_ago_stands_there_quietly(opened: Opened, qtbot: QtBot) -> None:
    bench, *_ = opened
    strip = StatusStrip(bench)
    bench.say("The silence is too short.", level="warning")
    assert theme().warning in strip._message.text()
    strip._news.start(0)
    qtbot.waitUntil(lambda: theme().quiet in strip._message.text())
    assert "The silence is too short." in strip._message.text()
    strip.close()


def test_the_meter_shows_what_plays_and_empties(opened: Opened, qtbot: QtBot) -> None:
    _, player, device, bar, _ = opened
    player.play_all()
    desk.pull(player, device, 36_000)
    bar.meter.measure()
    assert -40 < bar.meter.reading.momentary < -10
    assert bar.meter.reading.true_peak > -20
    player.stop()
    device.pull(960)
    qtbot.waitUntil(lambda: bar.meter.reading.momentary == -math.inf, timeout=3_000)
    bar.meter.reset()
    assert bar.meter.reading.true_peak == -math.inf
