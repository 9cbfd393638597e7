"""The whole window with a large project: start, edits of one line and of all, filters, a drag, undo, memory.

Start and opening are time on the wall; steps are CPU time of the process, because other programs run here too.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.tables import Row, show

_TIMES = 5  # of each step; the best is shown
_DRAG_STEPS = 60


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    from PySide6.QtWidgets import QApplication

    from studio.desktop.preferences import Preferences
    from studio.desktop.theme import apply_theme
    from studio.desktop.window import Window
    from studio.desktop.workbench import Workbench
    from studio.playback.device import ClockedDevice

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme("dark")
    with tempfile.TemporaryDirectory() as home:
        window = Window(Workbench(Preferences(Path(home, "profile"))), ClockedDevice())
        window.resize(1600, 900)
        window.show()
        application.processEvents()
        usable = time.perf_counter() - began
        window.finish_start()
        show(
            "The window: 5,000 lines, three hours, fourteen people, every state",
            [Row("program to a usable window, imports included", usable, "s", 1.5), *_large(window, Path(home, "p"))],
        )
        window.workbench.session.history.saved()
        window.close()
        application.processEvents()


def _large(window: object, folder: Path) -> list[Row]:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.large_project import make
    from studio.desktop.app import settle_memory
    from studio.desktop.script.filter import Filter
    from studio.desktop.timeline.panel import TimelinePanel
    from studio.desktop.window import Window
    from studio.document import edits
    from studio.render.states import State
    from studio.session.session import Session

    assert isinstance(window, Window)
    make(folder)
    bench, turn = window.workbench, QApplication.processEvents

    def settle(seconds: float = 0.4) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            turn()
            time.sleep(0.002)

    def timed(step: Callable[[], object]) -> float:
        start = time.process_time()
        step()
        turn()
        return (time.process_time() - start) * 1000

    def both(step: Callable[[], object], back: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds of a step and of the way back, until painted."""
        there, again = [], []
        for _ in range(_TIMES):
            there.append(timed(step))
            settle()
            again.append(timed(back))
            settle()
        return min(there), min(again)

    started = time.perf_counter()
    bench.open(Session.open(folder))
    turn()
    opened = time.perf_counter() - started
    settle(2)
    settle_memory()
    ids = [line.id for line in bench.project.lines()]
    filters, script = window.script.filters, window.script

    def reword() -> None:
        bench.edit("Reword", edits.replace_line(bench.project, ids[20], text="Other words."))

    one, undone = both(reword, bench.undo)
    far, _ = both(lambda: bench.select([ids[3_000]], ids[3_000]), lambda: bench.select([ids[7]], ids[7]))
    everything, _ = both(lambda: window.commands.run("edit.select_all"), lambda: bench.select([ids[7]], ids[7]))
    by_state, off = both(lambda: filters.set_filter(Filter(states=frozenset([State.STALE]))), filters.clear)
    by_text, _ = both(lambda: filters.set_filter(Filter(text="lighthouse")), filters.clear)
    first = bench.project.characters[0].id
    level, _ = both(
        lambda: bench.edit("Gain", edits.replace_character(bench.project, first, gain=-2.0)), bench.undo
    )  # fmt: skip
    pasted = "\n".join(f"HOST: Pasted line {n} with some words." for n in range(1000))
    paste, unpaste = both(lambda: script.actions_.paste_text(pasted), bench.undo)

    panel = window.findChild(TimelinePanel)
    assert panel is not None
    canvas = panel.canvas
    bench.select([ids[7]], ids[7])
    settle()
    rect = canvas.clip_rect(ids[7])
    assert rect is not None
    frames: list[float] = []

    left, at = Qt.MouseButton.LeftButton, rect.center() + QPointF(0, 12)
    places = [at + QPointF(n * 2, 0) for n in range(_DRAG_STEPS)]

    def drag() -> None:
        QTest.mousePress(canvas.viewport(), left, pos=at.toPoint())
        frames.extend(timed(partial(QTest.mouseMove, canvas.viewport(), p.toPoint())) for p in places)
        QTest.mouseRelease(canvas.viewport(), left, pos=places[-1].toPoint())

    drop, undrop = timed(drag) - sum(frames), timed(bench.undo)
    settle()
    window.commands.run("edit.select_all")
    settle()
    speed, unspeed = both(
        lambda: bench.edit("Speed", edits.set_delivery(bench.project, ids, speed=1.05)), bench.undo
    )  # fmt: skip
    status, unstatus = both(lambda: script.actions_.set_status("approved"), bench.undo)
    gain, _ = both(lambda: window.commands.run("clip.gain_up"), bench.undo)
    nudge, _ = both(lambda: window.commands.run("timeline.nudge_right"), bench.undo)
    frames.sort()
    return [
        Row("open, until painted", opened, "s", 1.0),
        Row("an edit of one line, until painted", one, "ms"),
        Row("its undo", undone, "ms", 50),
        Row("select a line far away", far, "ms", 50),
        Row("select all lines", everything, "ms", 100),
        Row("filter by state", by_state, "ms", 50),
        Row("filter by text", by_text, "ms", 50),
        Row("all lines again", off, "ms", 50),
        Row("gain of a track", level, "ms", 100),
        Row("paste of 1,000 lines", paste, "ms", 1000),
        Row("its undo", unpaste, "ms", 200),
        Row("drag of a clip, 95 % of frames under", frames[int(len(frames) * 0.95)], "ms", 16),
        Row("the clip let go, everything behind it moved", drop, "ms", 200),
        Row("its undo", undrop, "ms", 200),
        Row("speed of all lines", speed, "ms", 600),
        Row("its undo", unspeed, "ms", 600),
        Row("status of all lines", status, "ms", 600),
        Row("its undo", unstatus, "ms", 600),
        Row("gain of all clips", gain, "ms", 600),
        Row("all clips moved", nudge, "ms", 600),
        Row("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 500),
    ]


if __name__ == "__main__":
    main()
