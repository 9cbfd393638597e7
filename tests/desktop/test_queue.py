"""A night's rendering: what was waiting when the program ended goes on when the project is opened again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from studio.desktop.preferences import Preferences
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice
from studio.session.session import Session

MakeSession = Callable[..., Session]
KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from studio.desktop.preferences import Preferences
from studio.desktop.workbench import Workbench
from studio.session.session import Session

application = QApplication([])
bench = Workbench(Preferences(Path(sys.argv[2])))
bench.open(Session.open(Path(sys.argv[1])))
bench.render_stale()
bench.queue_changed.connect(lambda: len(bench.queue) < 5 and os.kill(os.getpid(), signal.SIGKILL))
application.exec()
"""


def opened(preferences: Preferences, session: Session) -> Window:
    window = Window(Workbench(preferences), ClockedDevice())
    assert window.files.open_path(session.folder.path)
    return window


def test_rendering_goes_on_after_the_program_was_killed(
    qtbot: QtBot, preferences: Preferences, make_session: MakeSession
) -> None:
    session = make_session()
    subprocess.run(
        [sys.executable, "-c", KILLED, str(session.folder.path), str(preferences.folder)], check=False, timeout=60
    )
    assert len(session.folder.queue()) == 5, "all five were asked for"
    window = opened(preferences, session)
    bench = window.workbench
    assert "Rendering goes on with" in bench.messages[-1].text
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert {str(s.state) for s in bench.session.states().values()} == {"current"}
    assert not session.folder.queue()
    window.close()


def test_what_was_cancelled_or_is_done_does_not_begin_again(
    qtbot: QtBot, preferences: Preferences, make_session: MakeSession
) -> None:
    session = make_session()
    window = opened(preferences, session)
    bench = window.workbench
    bench.render_stale()
    assert session.folder.queue()
    bench.cancel()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert not session.folder.queue()
    window.close()
    window = opened(preferences, session)
    assert not window.workbench.queue
    window.close()
