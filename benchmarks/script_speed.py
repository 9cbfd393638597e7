"""What the script editor costs with 5,000 lines: opening, scrolling, typing, pasting, filtering, undo.

Runs offscreen with the raster engine, in one process, without the other panels of the window.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.tables import Row, show

LINES = 5000
_NAMES = ("HOST", "EXPERT", "GUARD", "ANNA", "NARRATOR", "旁白")
_TEXT = (
    "the old lighthouse keeper climbed stairs and never looked back nobody had answered her letter so she walked "
    "down to river waited until morning boat came with oil rope lantern whatever courage we have left"
)


def script(lines: int, seed: int = 1) -> str:
    """Lines of three to thirty words, every fifth with a tag, in scenes of fifty, the same every time."""
    choose = random.Random(seed)
    known = _TEXT.split()
    out = []
    for number in range(lines):
        if number % 50 == 0:
            out.append(f"# Scene {number // 50 + 1}")
        words = [choose.choice(known) for _ in range(choose.randint(3, 30))]
        if number % 5 == 0:
            words[0] = f"[emotion_happy]{words[0]}[/emotion]"
        out.append(f"{choose.choice(_NAMES)}: {' '.join(words)} {number}.")
    return "\n".join(out)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QMainWindow

    from studio.desktop.commands import Commands
    from studio.desktop.player import Player
    from studio.desktop.preferences import Preferences
    from studio.desktop.script.filter import Filter
    from studio.desktop.script.panel import ScriptPanel
    from studio.desktop.theme import apply_theme
    from studio.desktop.workbench import Workbench
    from studio.document import edits
    from studio.render.states import State
    from studio.script import parse_script
    from studio.session.session import Session

    application = QApplication.instance() or QApplication([])
    apply_theme("dark")
    events = QEventLoop.ProcessEventsFlag.AllEvents

    def settle(seconds: float = 0.5) -> None:
        """Let what waits behind the window finish."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            application.processEvents(events, 20)

    def timed(step: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
        """Milliseconds; frames are measured in processor time, because the machine is shared."""
        began = clock()
        step()
        return (clock() - began) * 1000

    with tempfile.TemporaryDirectory() as home:
        project, _ = parse_script(script(LINES))
        session = Session.create(Path(home, "big"), project, "fake")
        window = QMainWindow()
        bench = Workbench(Preferences(Path(home)))
        commands = Commands(window, bench.preferences)
        panel = ScriptPanel(bench, Player(bench), commands, window)
        window.setCentralWidget(panel)
        window.resize(1100, 900)
        window.show()
        settle()
        view, viewport = panel.view, panel.view.viewport()

        def open_and_paint() -> None:
            bench.open(session)
            viewport.repaint()

        opened = timed(open_and_paint)
        answering = timed(application.processEvents)
        settle(2)

        bar = view.verticalScrollBar()

        def frame(distance: int) -> float:
            def step() -> None:
                bar.setValue(bar.value() + distance)
                viewport.repaint()

            return timed(step, time.thread_time)

        new = sorted(frame(60) for _ in range(300))
        back = sorted(frame(-60) for _ in range(100))
        pages = sorted(frame(viewport.height()) for _ in range(60))

        lines = list(bench.project.lines())
        middle = lines[LINES // 2].id
        bench.select([middle], middle, "benchmark")
        panel.actions_.edit_active()
        settle()
        editor = panel.writing.editor
        assert editor is not None

        def key(letter: str) -> float:
            def step() -> None:
                QTest.keyClick(editor, letter)
                editor.viewport().repaint()
                viewport.repaint()

            return timed(step, time.thread_time)

        keys = sorted(key(letter) for letter in ("and then the night came down " * 7)[:200])
        commit = timed(lambda: (editor.flush(), viewport.repaint()))
        panel.writing.stop()

        def filtered(wanted: Filter) -> float:
            def step() -> None:
                panel.filters.set_filter(wanted)
                viewport.repaint()

            return timed(step)

        settle()
        by_text = filtered(Filter(text="lantern"))
        by_state = filtered(Filter(states=frozenset([State.STALE]), character=bench.project.characters[1].id))
        all_again = filtered(Filter())

        text = script(1000, seed=2)
        paste = timed(lambda: (panel.actions_.paste_text(text), viewport.repaint()))
        settle()
        undo = timed(lambda: (bench.undo(), viewport.repaint()))
        settle()
        redo = timed(lambda: (bench.redo(), viewport.repaint()))
        bench.undo()
        scattered = [line.id for line in bench.project.lines()][::10]
        bench.edit("Delete", edits.remove_lines(bench.project, scattered))
        settle()
        undo_many = timed(lambda: (bench.undo(), viewport.repaint()))

        panel.find_bar.open("the", replace=True)
        panel.find_bar.by.setText("that")
        find = timed(panel.searching.look)
        panel.find_bar.leave()
        bench.close()
        window.close()

    def share(values: list[float], part: float) -> float:
        return values[min(len(values) - 1, int(len(values) * part))]

    show(
        f"Script of {LINES:,} lines",
        [
            Row("open to first paint", opened / 1000, "s", 1.0),
            Row("first events after it", answering, "ms"),
            Row("scroll by a row or two, median", share(new, 0.5), "ms", 8),
            Row("scroll by a row or two, 95 %", share(new, 0.95), "ms", 8),
            Row("scroll back over painted rows, 95 %", share(back, 0.95), "ms", 8),
            Row("scroll by a page of new rows, median", share(pages, 0.5), "ms", 16),
            Row("key to paint, median", share(keys, 0.5), "ms", 16),
            Row("key to paint, 95 %", share(keys, 0.95), "ms", 16),
            Row("what was typed reaches the document", commit, "ms", 50),
            Row("filter by text", by_text, "ms", 50),
            Row("filter by state and character", by_state, "ms", 50),
            Row("show all again", all_again, "ms", 50),
            Row("paste of 1,000 lines", paste / 1000, "s", 1.0),
            Row("undo of that", undo, "ms", 50),
            Row("redo of that", redo, "ms"),
            Row("undo of deleting every tenth line", undo_many, "ms"),
            Row("find, and what replacing would cost", find, "ms"),
        ],
    )


if __name__ == "__main__":
    main()
