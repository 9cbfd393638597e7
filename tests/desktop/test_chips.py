"""Emotions as quick choices: as many as there is room for, the same as the field beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from studio.desktop.commands import Commands
from studio.desktop.inspector.panel import InspectorPanel
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice


@pytest.fixture
def panel(bench: Workbench, qtbot: QtBot) -> Iterator[InspectorPanel]:
    window = QMainWindow()
    player = Player(bench, ClockedDevice())
    made = InspectorPanel(bench, player, Commands(window, bench.preferences))
    window.setCentralWidget(made)
    window.resize(900, 800)
    window.show()
    qtbot.waitExposed(window)
    made.refresh()
    yield made
    player.close()
    window.close()


def seen(panel: InspectorPanel) -> list[QToolButton]:
    return [button for button in panel.chips.buttons if not button.isHidden() and not panel.chips.isHidden()]


def test_a_chip_sets_the_emotion_and_a_second_click_takes_it_back(panel: InspectorPanel, bench: Workbench) -> None:
    line = bench.active or ""
    sad = next(b for b in seen(panel) if b.property("value") == "sad")
    sad.click()
    panel.refresh()
    assert bench.line(line).delivery.emotion == "sad"
    assert [b.property("value") for b in panel.chips.buttons if b.isChecked()] == ["sad"]
    sad.click()
    panel.refresh()
    assert bench.line(line).delivery.emotion is None
    assert not sad.isChecked()


def test_there_are_as_many_as_fit(panel: InspectorPanel, qtbot: QtBot) -> None:
    many = len(seen(panel))
    assert many >= 4
    panel.window().resize(480, 800)
    qtbot.waitUntil(lambda: 0 < len(seen(panel)) < many)
    panel.window().resize(320, 800)
    qtbot.waitUntil(lambda: seen(panel) == [])
    assert panel.fields["emotion"].width() > 150


def test_chips_show_what_is_in_force_and_nothing_when_lines_differ(panel: InspectorPanel, bench: Workbench) -> None:
    ids = [line.id for line in bench.project.lines()]
    bench.edit("x", edits.set_delivery(bench.project, ids[:1], emotion="happy"))
    panel.refresh()
    assert [b.property("value") for b in panel.chips.buttons if b.isChecked()] == ["happy"]
    bench.select(ids[:3])
    panel.refresh()
    assert not any(b.isChecked() for b in panel.chips.buttons)
