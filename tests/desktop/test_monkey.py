"""Nobody can break the window: a monkey does what it likes with it, and afterwards everything still agrees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice
from studio.project.codec import encode
from studio.script import parse_script
from studio.session.session import Session
from tests.desktop.monkey import Monkey, watched

STEPS = 120


def script(lines: int) -> str:
    scenes = "".join(
        ("\n# Scene\n\n" if at % 8 == 0 else "") + f"{('ANN', 'BOB')[at % 2]}: Line {at} is here, is it not?\n"
        for at in range(lines)
    )
    return f"Title: Many\n\n{scenes}"


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    found: list[str] = []
    with watched(found):
        yield found


@pytest.mark.parametrize(("seed", "lines"), [(1, 0), (2, 1), (3, 21), (4, 200)])
def test_a_monkey_breaks_nothing(
    seed: int, lines: int, troubles: list[str], qtbot: QtBot, tmp_path: Path, preferences: Preferences,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    project, _ = parse_script(script(lines))
    other, _ = parse_script(script(3))
    Session.create(tmp_path / "other", other, "fake")
    (tmp_path / "script.txt").write_text(script(5), encoding="utf-8")
    (tmp_path / "odd.csv").write_bytes(bytes(range(256)))
    apply_theme("dark")
    window = Window(Workbench(preferences), ClockedDevice())
    assert window.files.open_path(Session.create(tmp_path / "project", project, "fake").folder.path)
    window.show()
    qtbot.waitExposed(window)
    window.finish_start()
    files = tuple(tmp_path / name for name in ("project", "other", "script.txt", "odd.csv"))
    monkey = Monkey(window, seed, tmp_path, files)
    monkey.troubles = troubles
    try:
        for _ in range(STEPS):
            monkey.act()
            monkey.check()
        monkey.settle()
        monkey.check_anew()
        monkey.check_history()
        if window.workbench.is_open:
            assert window.workbench.save()
            saved = Session.open(window.workbench.session.folder.path).project
            assert encode(saved) == encode(window.workbench.project)
    finally:
        monkey.settle()
        if window.workbench.is_open:
            window.workbench.session.history.saved()
        window.close()
        QApplication.processEvents()
    assert not window.isVisible()
    assert not troubles
