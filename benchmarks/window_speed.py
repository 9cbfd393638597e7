"""The whole window with a large project: start, an edit, undo, memory."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Row, show


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    from PySide6.QtWidgets import QApplication

    from studio.desktop.preferences import Preferences
    from studio.desktop.theme import apply_theme
    from studio.desktop.window import Window
    from studio.desktop.workbench import Workbench
    from studio.document import edits
    from studio.playback.device import ClockedDevice
    from studio.script import parse_script
    from studio.session.session import Session

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme("dark")
    with tempfile.TemporaryDirectory() as home:
        window = Window(Workbench(Preferences(Path(home, "profile"))), ClockedDevice())
        window.show()
        application.processEvents()
        usable = time.perf_counter() - began
        window.finish_start()
        text = "\n".join(
            f"{'ANN' if n % 2 else 'BOB'}: This is line number {n}, spoken by one of us." for n in range(5_000)
        )
        folder = Path(home, "p")
        Session.create(folder, parse_script(text)[0], "fake")
        began = time.perf_counter()
        window.files.open_path(folder)
        application.processEvents()
        opened = time.perf_counter() - began
        bench = window.workbench
        ids = [line.id for line in bench.project.lines()]

        def timed(step: object) -> float:
            assert callable(step)
            start = time.perf_counter()
            step()
            application.processEvents()
            return time.perf_counter() - start

        edited = timed(lambda: bench.edit("Reword", edits.replace_line(bench.project, ids[20], text="Other words.")))
        undone = timed(bench.undo)
        moved = timed(lambda: bench.select([ids[3_000]], ids[3_000]))
        show(
            "The window, 5,000 lines",
            [
                Row("program to a usable window, imports included", usable, "s", 1.5),
                Row("open 5,000 lines", opened, "s", 1.0),
                Row("an edit, until painted", edited * 1000, "ms"),
                Row("undo, until painted", undone * 1000, "ms", 50),
                Row("select a line far away", moved * 1000, "ms"),
                Row("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 500),
            ],
        )
        bench.session.history.saved()
        window.close()
        application.processEvents()


if __name__ == "__main__":
    main()
