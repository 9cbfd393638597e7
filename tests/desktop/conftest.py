"""The window under test: offscreen, with its own profile, and nothing left behind when a test ends."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6", reason="the desktop extra is not installed")
pytest.importorskip("pyqtgraph", reason="the desktop extra is not installed")

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.app import translate
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_text_size, apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice
from studio.script import parse_script
from studio.session.session import Session

SCRIPT = """\
Title: Two People

# Scene 1: The kitchen

ANN: Did you hear that?
BOB (quietly): [emotion_sad]No.[/emotion] [pause_400ms] What was it?
ANN: It was {nginx|engine x}.

# Scene 2: The stairs

BOB: Then we go down. Slowly, please.
ANN: After you!
"""


def _children() -> set[int]:
    """Processes of ours that are alive."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found |= {int(pid) for pid in task.read_text().split()}
        except OSError:
            continue
    return found


def _threads() -> set[str]:
    return {t.name for t in threading.enumerate() if t.is_alive() and t is not threading.main_thread()}


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    """No window, thread, process or key that is held may outlive its test."""
    threads, children = _threads(), _children()
    yield
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:  # Qt remembers those of the last event
        ground = QWindow()
        ground.resize(8, 8)
        QTest.mouseClick(ground, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(4, 4))
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.clipboard().clear()  # what Python put there must not outlive Python
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    gc.collect()
    assert not [w for w in qapp.topLevelWidgets() if w.isVisible()], "a window is still open"
    assert _threads() <= threads, f"threads are left: {_threads() - threads}"
    assert _children() <= children, f"processes are left: {_children() - children}"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "profile")


@pytest.fixture
def make_session(tmp_path: Path) -> Callable[..., Session]:
    """A project from script text, spoken by the tones."""

    def make(script: str = SCRIPT, name: str = "project") -> Session:
        project, problems = parse_script(script)
        assert not [p for p in problems if p.code != "voice-chosen"]
        return Session.create(tmp_path / name, project, "fake")

    return make


@pytest.fixture
def bench(qapp: QApplication, preferences: Preferences, make_session: Callable[..., Session]) -> Iterator[Workbench]:
    """A workbench with the small project open."""
    workbench = Workbench(preferences)
    workbench.open(make_session())
    yield workbench
    workbench.close()


@pytest.fixture
def window(qtbot: QtBot, preferences: Preferences, make_session: Callable[..., Session]) -> Iterator[Window]:
    """The whole window with the small project open, all its panels made."""
    apply_theme("dark")
    made = Window(Workbench(preferences), ClockedDevice())
    assert made.files.open_path(make_session().folder.path)
    made.show()
    qtbot.waitExposed(made)
    made.finish_start()
    yield made
    if made.workbench.is_open:
        made.workbench.session.history.saved()
    made.close()
    apply_text_size(100)
    apply_theme("dark")


@pytest.fixture
def make_window(
    qtbot: QtBot, preferences: Preferences, make_session: Callable[..., Session]
) -> Iterator[Callable[..., Window]]:
    """The whole window, large and with the keyboard, with a project of this script open."""
    made: list[Window] = []

    def make(script: str = SCRIPT) -> Window:
        apply_theme("dark")
        window = Window(Workbench(preferences), ClockedDevice())
        made.append(window)
        assert window.files.open_path(make_session(script).folder.path)
        window.resize(1600, 1000)
        window.show()
        qtbot.waitExposed(window)
        window.finish_start()
        window.activateWindow()
        return window

    yield make
    for window in made:
        window.workbench.session.history.saved()
        window.close()


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    """Whatever is made now speaks Chinese."""
    translators = translate(qapp, "zh")
    assert len(translators) == 2
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
