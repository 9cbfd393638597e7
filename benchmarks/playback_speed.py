"""From the key to the first sample, what the playhead costs, and what an edit of a large project costs the session."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Row, show


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from studio.desktop.player import Player
    from studio.desktop.preferences import Preferences
    from studio.desktop.workbench import Workbench
    from studio.document import edits
    from studio.playback.device import ClockedDevice
    from studio.script import parse_script
    from studio.session.session import Session

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        text = "\n".join(f"{'ANN' if n % 2 else 'BOB'}: This is line number {n}, spoken." for n in range(5_000))
        session = Session.create(Path(home, "p"), parse_script(text)[0], "fake")
        ids = [line.id for line in session.project.lines()]
        with session.render(session.wanting(line_ids=ids[:20])) as renderer:
            renderer.wait()
        session.refresh()
        bench = Workbench(Preferences(Path(home, "profile")))
        bench.open(session)
        device = ClockedDevice()
        player = Player(bench, device)
        player.play_line(ids[0])
        player.transport.wait_until_read(5)
        device.pull(960)
        player.stop()

        def first_sample(line_id: str, wait: bool) -> float:
            began = time.perf_counter()
            player.play_line(line_id)
            while not device.pull(240).any():
                if wait:
                    application.processEvents()
            took = time.perf_counter() - began
            player.stop()
            return took

        rendered = sorted(first_sample(i, False) for i in ids[2:12])[5]
        first_sample(ids[100], True)  # starts the process
        spoken = sorted(first_sample(i, True) for i in ids[101:106])[2]
        player.play_line(ids[3])
        costs = []
        for _ in range(60):
            device.pull(240)
            began = time.perf_counter()
            player.tick()
            costs.append(time.perf_counter() - began)
        player.stop()
        began = time.perf_counter()
        bench.edit("Reword", edits.replace_line(bench.project, ids[2_500], text="Other words."))
        edited = time.perf_counter() - began
        began = time.perf_counter()
        assert bench.timeline.length
        laid = time.perf_counter() - began
        show(
            "Playback and edits, 5,000 lines",
            [
                Row("a rendered line, key to first sample, median", rendered * 1000, "ms", 60),
                Row("an unrendered line, warm (tones), median", spoken * 1000, "ms", 300),
                Row("one tick of the playhead, 95 %", sorted(costs)[57] * 1000, "ms", 2),
                Row("an edit, without panels", edited * 1000, "ms"),
                Row("states and layout after it", laid * 1000, "ms", 50),
            ],
        )
        player.close()
        bench.close()


if __name__ == "__main__":
    main()
