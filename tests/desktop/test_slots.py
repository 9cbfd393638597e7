"""Lines from subtitles and their slots: what is too long is said, fitted with the factor shown, or may use the gap."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.desktop.inspector.panel import InspectorPanel
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.render.states import State
from tests.desktop.inspector_stage import Stage


@pytest.fixture
def stage(bench: Workbench, qtbot: QtBot) -> Stage:
    made = Stage(bench, qtbot)
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    return made


@pytest.fixture
def panel(stage: Stage) -> InspectorPanel:
    made = InspectorPanel(stage.bench, stage.ear, stage.commands)
    stage.show(made)
    return made


def give_slot(stage: Stage, line_id: str, share: float, fit: str = "natural") -> float:
    """A slot that is ``share`` of the take's length; its seconds."""
    bench = stage.bench
    clip = bench.clip(line_id)
    assert clip is not None
    seconds = round(clip.length * share / bench.project.rate, 3)
    fields = {"slot": str(round(seconds * 1000)), "fit": fit}
    bench.edit("Slot", edits.replace_line(bench.project, line_id, fields=fields))
    return seconds


def test_a_line_without_a_slot_says_nothing_of_one(stage: Stage, panel: InspectorPanel) -> None:
    assert not panel.slots.view.isVisible()
    assert not stage.commands.run("direct.fit_slot")


def test_a_line_too_long_is_fitted_with_one_click_and_rendered(stage: Stage, panel: InspectorPanel) -> None:
    line_id, bench = stage.ids[0], stage.bench
    seconds = give_slot(stage, line_id, 0.9)
    bench.select([line_id], line_id)
    panel.refresh()
    view = panel.slots.view
    assert view.isVisible()
    assert f"Slot {seconds:.2f} s" in view.told.text()
    assert "too long" in view.told.text()
    factor = float(view.fit.text().partition("×")[2])
    assert 1.1 <= factor <= 1.13
    view.fit.click()
    line = bench.line(line_id)
    assert line is not None
    assert line.delivery.speed == pytest.approx(factor, abs=0.006)
    stage.qtbot.waitUntil(lambda: bench.state(line_id).state is State.CURRENT, timeout=15_000)
    clip = bench.clip(line_id)
    assert clip is not None
    assert clip.length / bench.project.rate <= seconds + 0.02
    panel.refresh()
    assert "to spare" in view.told.text()
    assert not view.fit.isVisible()
    bench.undo()
    assert bench.line(line_id).delivery.speed is None


def test_what_cannot_be_fitted_naturally_is_said(stage: Stage, panel: InspectorPanel) -> None:
    line_id, bench = stage.ids[0], stage.bench
    give_slot(stage, line_id, 0.5)
    bench.select([line_id], line_id)
    panel.refresh()
    assert panel.slots.view.fit.text() == "Fit ×1.25"
    assert "remain too long" in panel.slots.view.fit.toolTip()
    panel.slots.view.fit.click()
    assert bench.messages[-1].level == "warning"
    stage.qtbot.waitUntil(lambda: not bench.queue, timeout=15_000)


def test_the_silence_behind_a_line_is_used_when_it_is_long_enough(stage: Stage, panel: InspectorPanel) -> None:
    line_id, bench = stage.ids[0], stage.bench
    bench.edit("Pause", edits.replace_line(bench.project, line_id, pause_after=4000))
    give_slot(stage, line_id, 0.9)
    bench.select([line_id], line_id)
    panel.refresh()
    view = panel.slots.view
    assert view.gap.isVisible()
    view.gap.click()
    panel.refresh()
    assert "of silence" in view.told.text()
    assert bench.state(line_id).state is State.CURRENT, "nothing is spoken again"
    assert not view.gap.isVisible()


def test_lines_that_are_too_long_are_gone_through_by_key(stage: Stage, panel: InspectorPanel) -> None:
    bench = stage.bench
    for number in (1, 3):
        give_slot(stage, stage.ids[number], 0.6)
    bench.select([stage.ids[0]], stage.ids[0])
    seen = []
    for _ in range(3):
        stage.commands.run("direct.next_long")
        seen.append(stage.ids.index(str(bench.active)))
    assert seen == [1, 3, 1]
    bench.select(stage.ids)
    assert stage.commands.run("direct.fit_slot")
    assert bench.line(stage.ids[1]).delivery.speed == bench.line(stage.ids[3]).delivery.speed == 1.25
    assert stage.labels()[-1] == "Fit 2 lines to the slot"
    stage.qtbot.waitUntil(lambda: not bench.queue, timeout=15_000)
