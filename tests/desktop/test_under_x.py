"""A person at the keyboard: the real program in a real X display, driven by key presses and judged by its files.

``LINEREAD_SHOTS=docs/images`` keeps the pictures that the README shows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.render.states import State
from studio.session.session import Session

_TOOLS = ("Xvfb", "xdotool", "import")
pytestmark = [
    pytest.mark.skipif(
        any(shutil.which(t) is None for t in _TOOLS),
        reason="Debian: apt install xvfb xdotool imagemagick",
    ),
    pytest.mark.timeout(180),
]


class Person:
    """Presses keys and looks at the screen."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.folder = folder

    def does(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.does("key", "--clearmodifiers", key)

    def sees(self, name: str) -> Path:
        """A picture of the screen."""
        kept = os.environ.get("LINEREAD_SHOTS")
        file = Path(kept or self.folder) / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=True)
        return file

    def waits(self, what: Callable[[], bool], seconds: float = 40) -> None:
        """Until something is so, looked at ten times a second."""
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, "it did not come to that"
            self.does("sleep", "0.1")


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        display = f":{number.readline().strip()}"
    assert display != ":", f"Xvfb did not start (exit code {server.wait()})"
    yield Person(display, tmp_path)
    server.terminate()
    server.wait()


@pytest.fixture
def studio(person: Person, tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """The program with a fresh profile: it opens the sample. Returns what is on disk now."""
    log = (tmp_path / "studio.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "studio.cli.main", "studio", "--profile", str(tmp_path / "profile")],
        env=person.environment,
        stdout=log,
        stderr=log,
    )
    try:
        sample = tmp_path / "profile" / "sample"
        person.waits(lambda: (sample / "project.json").exists())
        tasks = Path(f"/proc/{process.pid}/task")  # the engine starts behind the window, after its first paint
        person.waits(lambda: any(f.read_text().split() for f in tasks.glob("*/children")))
        person.does("sleep", "0.5")
        yield lambda: Session.open(sample)
    finally:
        process.terminate()
        process.wait(20)
        log.close()
    assert b"Traceback" not in (tmp_path / "studio.log").read_bytes()


def test_the_first_minute_with_the_keyboard_alone(person: Person, studio: Callable[[], Session]) -> None:
    def count(state: State) -> int:
        return sum(s.state is state for s in studio().states().values())

    person.does("mousemove", "420", "185", "click", "1")  # a window without a manager has no focus of its own
    person.presses("space")
    person.waits(lambda: count(State.CURRENT) >= 1)
    person.presses("ctrl+r")
    person.waits(lambda: count(State.CURRENT) + count(State.SUSPECT) == 21)
    first = next(iter(studio().project.lines())).id
    person.presses("Escape", "r")
    person.waits(lambda: len(studio().store.history(first)) == 2)
    person.presses("Escape", "Down", "Down")
    person.sees("studio-dark")
    person.presses("ctrl+s")
    person.waits(lambda: next(iter(studio().project.lines())).seed != 0)
    person.presses("ctrl+z", "ctrl+s")
    person.waits(lambda: next(iter(studio().project.lines())).seed == 0)
    person.presses("ctrl+e")
    person.does("sleep", "1.5")
    person.sees("export-dark")
