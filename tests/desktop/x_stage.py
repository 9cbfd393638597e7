"""A person before a screen of their own: hands (xdotool) and eyes (``eyes.py``) in a real X display."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

TOOLS = ("Xvfb", "xdotool", "import")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
under_x = [
    pytest.mark.skipif(
        any(shutil.which(t) is None for t in TOOLS), reason="Debian: apt install xvfb xdotool imagemagick"
    ),
    pytest.mark.timeout(300),
]


class Person:
    """Sits before the open program. ``LINEREAD_SHOTS=FOLDER`` keeps a picture of every step."""

    def __init__(self, environment: dict[str, str], folder: Path, program: subprocess.Popen[str]) -> None:
        self.environment = environment
        self.folder = folder
        self._program = program
        self._shot = 0

    # -- eyes ------------------------------------------------------------------------------------

    def _asks(self, question: dict[str, Any]) -> Any:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(question) + "\n")
        self._program.stdin.flush()
        answer = self._program.stdout.readline()
        assert answer, "the program has ended"
        return json.loads(answer)

    @property
    def looks(self) -> dict[str, Any]:
        """What there is to be seen: titles, focus, counts of states, messages."""
        return dict(self._asks({"look": True}))

    def reads(self) -> list[str]:
        """Every text on the windows that can be used now."""
        return list(self._asks({"all": True}))

    def finds(self, text: str, exact: bool = False) -> dict[str, Any] | None:
        """Where on the screen that can be read."""
        found = self._asks({"find": text, "exact": exact})
        return dict(found) if found else None

    def waits(self, what: Callable[[], object], seconds: float = 30) -> None:
        """Until something is so, looked at ten times a second."""
        deadline = time.monotonic() + seconds
        while not what():
            if time.monotonic() > deadline:
                self.sees("stuck")
                raise AssertionError(f"it did not come to that: {self.looks}")
            subprocess.run(["xdotool", "sleep", "0.1"], env=self.environment, check=True)

    def waits_for(self, text: str, exact: bool = False, seconds: float = 30) -> dict[str, Any]:
        """Until a text can be read and stands still; where it is."""
        seen: list[dict[str, Any] | None] = [None]

        def still() -> bool:
            seen.append(self.finds(text, exact))
            return seen[-1] is not None and seen[-1] == seen[-2]

        self.waits(still, seconds)
        assert seen[-1] is not None
        return seen[-1]

    def waits_for_states(self, seconds: float = 40, **counts: int) -> None:
        """Until so many lines are in these states; nothing is queued then."""

        def settled() -> bool:
            seen = self.looks
            return not seen["queue"] and all(seen["states"].get(k, 0) == n for k, n in counts.items())

        self.waits(settled, seconds)

    def waits_until_spoken(self, lines: int) -> None:
        """Until every line has a take: current, suspect or locked."""

        def spoken() -> bool:
            states = self.looks["states"]
            return sum(states.get(s, 0) for s in ("current", "suspect", "locked")) == lines and not self.looks["queue"]

        self.waits(spoken, 90)

    def sees(self, name: str) -> Path:
        """A picture of the screen."""
        self._shot += 1
        file = self.folder / f"{self._shot:02d}-{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=True)
        return file

    # -- hands -----------------------------------------------------------------------------------

    def does(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, stdout=subprocess.DEVNULL)
        self.looks  # noqa: B018 - an answer means that what was pressed has been taken

    def _attends(self) -> None:
        """Look at the window in front: there is no window manager here that would do it."""
        if not self.looks["focus"]:
            title = self.looks["titles"][0].partition("[*]")[0]
            self.does("search", "--onlyvisible", "--name", title, "windowfocus", "--sync")
            self.waits(lambda: self.looks["focus"], 10)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self._attends()
            self.does("key", "--clearmodifiers", key)

    def types(self, text: str) -> None:
        self.does("type", "--delay", "4", text)

    def chooses(self, title: str, path: Path | None = None) -> None:
        """Answer a file dialog by typing a name, or by taking the one it offers."""
        self.waits(lambda: title in self.looks["titles"])
        if path is not None:
            self.presses("ctrl+a")
            self.types(str(path))
        for _ in range(3):  # the first Return may only take what the field completes
            if title in self.looks["behind"]:
                self.presses("Return")

    def clicks(self, text: str, exact: bool = True, button: int = 1, times: int = 1) -> None:
        """Click what says ``text``."""
        at = self.waits_for(text, exact)
        assert at["enabled"], f"{text} is disabled"
        self.clicks_at(at["x"], at["y"], button, times)

    def clicks_at(self, x: int, y: int, button: int = 1, times: int = 1) -> None:
        self.does("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", str(button))

    def ticks(self, text: str) -> None:
        """Click the box at the left of a row that says ``text``, and see that its tick has changed."""
        was = text in self.looks["ticked"]
        row = {"find": text, "exact": True, "in": "rows"}
        self.waits(lambda: self._asks(row))
        at = self._asks(row)
        self.clicks_at(at["left"] + 12, at["y"])
        self.waits(lambda: (text in self.looks["ticked"]) != was, 5)

    def goes_into(self, name: str, by_mouse: bool) -> None:
        """Put the keyboard into the field with a list of that name."""
        if by_mouse:
            at = self._asks({"find": name, "exact": True, "in": "choices"})
            self.clicks_at(at["x"], at["y"])
        else:
            self.goes_to(name)

    def switches(self, name: str, by_mouse: bool) -> None:
        """Click the check box of that name, or go to it and press Space."""
        if by_mouse:
            at = self._asks({"find": name, "exact": True, "in": "boxes"})
            self.clicks_at(at["left"] + 9, at["y"])
        else:
            self.goes_to(name)
            self.presses("space")

    def picks(self, choice: str, of: str, by_mouse: bool) -> None:
        """Choose from the list of that name."""
        if by_mouse:
            at = self._asks({"find": of, "exact": True, "in": "choices"})
            self.clicks_at(at["right"] - 12, at["y"])
            self.clicks(choice)
        else:
            self.goes_to(of)
            self.presses("alt+Down")
            self.goes_down_to(choice)
            self.presses("Return")

    def menu(self, *titles: str) -> None:
        """Go through the menus with the mouse."""
        for title in titles:
            self.waits(partial(self._asks, {"find": title, "in": "menus"}))
            at = self._asks({"find": title, "in": "menus"})
            self.clicks_at(at["x"], at["y"])

    def goes_to(self, name: str, key: str = "Tab", most: int = 60) -> None:
        """Press Tab until the control of that name has the keyboard."""
        for _ in range(most):
            if self.looks["focus"] == name:
                return
            self.presses(key)
        raise AssertionError(f"{name} cannot be reached with {key}: {self.looks['focus']}")

    def goes_down_to(self, row: str, most: int = 80) -> None:
        """Press Down until that row of the list is the current one."""
        for _ in range(most):
            if self.looks["row"] == row:
                return
            self.presses("Down")
        raise AssertionError(f"there is no row {row}: {self.looks}")

    def commands(self, words: str) -> None:
        """Run a command through the palette, with the keyboard alone."""
        self.presses("ctrl+k")
        self.waits(lambda: self.looks["focus"] == "Command")
        self.types(words)
        self.presses("Return")


@contextmanager
def studio(folder: Path, **environment: str) -> Iterator[Person]:
    """The program with an empty profile on a screen of its own. It must end well, and complain to nobody.

    ``LINEREAD_SCREEN=1440x900`` is another size of the screen.
    """
    size = os.environ.get("LINEREAD_SCREEN", "1920x1080")
    folder.mkdir(parents=True, exist_ok=True)
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as number:
        display = f":{number.readline().strip()}"
    assert display != ":", f"Xvfb did not start (exit code {server.wait()})"
    screen = {
        **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8", "HOME": str(folder), **environment,
    }  # fmt: skip
    shots = Path(os.environ.get("LINEREAD_SHOTS") or folder / "shots") / folder.name
    shots.mkdir(parents=True, exist_ok=True)
    log = folder / "studio.log"
    with log.open("wb") as out:
        program = subprocess.Popen(
            [sys.executable, str(HERE / "eyes.py"), "--profile", str(folder / "profile")],
            env=screen, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out, text=True,
        )  # fmt: skip
        try:
            person = Person(screen, shots, program)
            person.waits(lambda: person.looks["project"])
            person.waits_for("Timeline")
            yield person
        finally:
            program.terminate()
            program.communicate(timeout=20)
            server.terminate()
            server.wait()
    assert "Traceback" not in log.read_text(errors="replace"), log.read_text(errors="replace")[-3000:]
    assert not list((folder / "profile").glob("report-*")), "a defect was reported"
