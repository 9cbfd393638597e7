"""What moves while it sounds: the wave of a line that is being spoken, and the levels of the tracks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.audio.peaks import PeakBuilder, base_peaks
from studio.desktop.script.facts import LineFacts
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice
from studio.render.states import State
from tests.playback import desk


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    apply_theme("dark")
    text = "ANN: This is the line that is being spoken while somebody looks on.\nBOB: And this is another one."
    bench = desk.workbench(tmp_path, text, delay=0.05)
    made = Window(bench, ClockedDevice())
    made.resize(1280, 760)
    made.show()
    qtbot.waitUntil(lambda: made._timeline is not None)
    bench.opened.emit()
    yield made
    bench.session.history.saved()
    made.close()


def wave(window: Window, bench: Workbench, line_id: str) -> tuple[int, LineFacts]:
    """Pixels of the wave's colour in the clip, and what the row shows."""
    canvas = window._timeline.canvas
    rect = canvas.clip_rect(line_id).toRect()
    image = canvas.grab(rect).toImage()
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), -1)
    facts = window.script.model.facts(window.script.model.row(line_id))
    assert isinstance(facts, LineFacts)
    return len(np.unique(pixels[image.height() // 2])), facts


def test_the_wave_grows_while_the_line_is_spoken(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    first = desk.ids(bench)[0]
    before, facts = wave(window, bench, first)
    assert facts.growing is None
    bench.render([first])
    qtbot.waitUntil(lambda: bench.growing(first) is not None, timeout=10_000)

    def grown() -> bool:
        colors, shown = wave(window, bench, first)
        return shown.growing is not None and shown.growing.samples > 0 and colors > before

    qtbot.waitUntil(grown, timeout=5_000)
    assert bench.state(first).state is State.RENDERING
    qtbot.waitUntil(lambda: bench.state(first).state is State.CURRENT, timeout=10_000)
    assert bench.growing(first) is None
    assert wave(window, bench, first)[1].growing is None


def test_peaks_so_far_are_those_of_the_whole() -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, 10_000).astype(np.float32)
    builder = PeakBuilder()
    for first in range(0, len(samples), 700):
        builder.add(samples[first : first + 700])
        known = min(first + 700, len(samples))
        so_far = builder.so_far(24_000)
        assert (so_far.samples, so_far.rate) == (known, 24_000)
        assert np.array_equal(so_far.pairs, base_peaks(samples[:known]))
    assert np.array_equal(builder.finish().levels[0], base_peaks(samples))


def test_track_levels_move_with_what_is_heard(window: Window, qtbot: QtBot) -> None:
    bench, player = window.workbench, window.player
    ids = desk.ids(bench)
    bench.render(ids)
    qtbot.waitUntil(lambda: not bench.queue, timeout=15_000)
    panel = window._timeline
    ann, bob = panel.headers.headers
    player.play_all()
    desk.pull(player, player.sound.output, 9_600)
    qtbot.waitUntil(lambda: ann.level.level > -30.0)
    assert bob.level.level == -np.inf
    player.stop()
    qtbot.waitUntil(lambda: ann.level.level == -np.inf, timeout=6_000)
    qtbot.waitUntil(lambda: not panel.headers._metering.isActive())
