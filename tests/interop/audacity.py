"""Drives Audacity under Xvfb through mod-script-pipe, each start with a home of its own.

What it takes (Debian's Audacity 3.2.4, found by trying and by looking at its threads):

- The module must be on *and* its date must be the file's, in the configuration, or Audacity asks about it in a dialog.
- The first start in a new home looks for plug-ins in a further process of itself. That loads the module too and makes
  the two pipes anew, so that the window waits at pipes that nobody can find any more. So the first start is only for
  finding the plug-ins; from the second on they are known.
- The pipes are opened for reading and writing at once: opening one end of a FIFO waits for the other for ever.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MODULE = Path("/usr/lib/audacity/modules/mod-script-pipe.so")
PIPES = tuple(Path(f"/tmp/audacity_script_pipe.{end}.{os.getuid()}") for end in ("to", "from"))  # its fixed names
_ANSWER = 20.0  # seconds
_START = 60.0

CONFIGURATION = """PrefsVersion=1.1.1r1
[Version]
Major=3
Minor=2
Micro=4
[Locale]
Language=en
[GUI]
ShowSplashScreen=0
[Update]
DefaultUpdatesChecking=0
UpdateNoticeShown=1
[FileFormats]
[FileFormats/ExportFormat_SF1_Type]
WAV_10000=6
[Module]
mod-script-pipe=1
[ModulePath]
mod-script-pipe={module}
[ModuleDateTime]
mod-script-pipe={date}
"""  # WAV_10000=6: what it exports as WAV is 32-bit float


class NoAnswer(Exception):
    """Audacity did not say that a command is finished."""


def missing() -> str:
    """Why Audacity cannot be asked here; nothing if it can."""
    for program, package in (("audacity", "audacity"), ("Xvfb", "xvfb"), ("xdotool", "xdotool")):
        if shutil.which(program) is None:
            return f"{program} is not installed (apt install {package})"
    if not MODULE.exists():
        return f"this Audacity has no {MODULE}"
    with contextlib.suppress(OSError):
        os.close(os.open(PIPES[0], os.O_WRONLY | os.O_NONBLOCK))
        return "another Audacity of this user holds the pipes"
    return ""


@contextlib.contextmanager
def audacity(home: Path) -> Iterator[Audacity]:
    """A running Audacity that answers."""
    settings = home / ".audacity-data"
    settings.mkdir(parents=True)
    date = datetime.datetime.fromtimestamp(int(MODULE.stat().st_mtime), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    (settings / "audacity.cfg").write_text(CONFIGURATION.format(module=MODULE, date=date), encoding="utf-8")
    with _display(home / "xvfb.log") as display:
        with _running(home, display, home / "first.log") as process:
            _wait_for_plugins(process, settings)
        for attempt in range(3):
            with _running(home, display, home / f"audacity{attempt}.log") as process:
                found = Audacity(process, display)
                try:
                    found.wait_for_pipes()
                    found.ask("GetInfo: Type=Tracks")
                except NoAnswer:
                    continue
                yield found
                return
    raise NoAnswer(f"Audacity was started three times and did not answer; see {home}/audacity*.log")


def _wait_for_plugins(process: subprocess.Popen[bytes], settings: Path) -> None:
    """Until its window is made (which makes the folder of macros) and the process that looks for plug-ins has ended."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    _until(process, lambda: (settings / "Macros").is_dir() and not children.read_text().split(), "made no window")


def _until(process: subprocess.Popen[bytes], reached: Callable[[], bool], otherwise: str) -> None:
    """Look ten times a second for as long as the process runs."""
    until = time.monotonic() + _START
    while not reached():
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < until:
                continue
        raise NoAnswer(f"Audacity {otherwise}")


@contextlib.contextmanager
def _display(log: Path) -> Iterator[str]:
    """A screen of its own; the X server says which when it is ready."""
    read, write = os.pipe()
    with log.open("wb") as file:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24"], pass_fds=[write], stderr=file
        )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def _running(home: Path, display: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    for pipe in PIPES:
        pipe.unlink(missing_ok=True)
    temporary = home / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)  # what is left of a project there would be offered for recovery
    temporary.mkdir()
    environment = {
        **os.environ, "HOME": str(home), "TMPDIR": str(temporary), "XDG_RUNTIME_DIR": str(temporary), "TZ": "UTC",
        "DISPLAY": display, "GTK_USE_PORTAL": "0",
    }  # fmt: skip
    with log.open("wb") as file:
        process = subprocess.Popen(["audacity"], env=environment, stdout=file, stderr=file)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in PIPES:
            pipe.unlink(missing_ok=True)


class Audacity:
    def __init__(self, process: subprocess.Popen[bytes], display: str) -> None:
        self._process, self._display = process, display
        self._to = self._from = -1

    def wait_for_pipes(self) -> None:
        """They come shortly before the window; a command is heard when the window is there."""
        _until(self._process, lambda: all(pipe.is_fifo() for pipe in PIPES), "made no pipes")
        self._x("search", "--sync", "--onlyvisible", "--class", "audacity")
        self._to = os.open(PIPES[0], os.O_RDWR)
        self._from = os.open(PIPES[1], os.O_RDWR | os.O_NONBLOCK)

    def ask(self, command: str, *, answer: float = _ANSWER) -> str:
        """What Audacity says to a command, without its last row, which says whether it went well."""
        self.say(command)
        return self.heard(answer)

    def say(self, command: str) -> None:
        os.write(self._to, f"{command}\n".encode())

    def heard(self, answer: float = _ANSWER) -> str:
        until, said = time.monotonic() + answer, b""
        while (end := re.search(rb"BatchCommand finished: .*\n\n", said)) is None:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise NoAnswer(said.decode())
            said += os.read(self._from, 65_536)
        return said[: end.start()].decode()

    def info(self, what: str) -> Any:
        """Tracks, Clips or Labels, as Audacity lists them."""
        return json.loads(self.ask(f"GetInfo: Type={what} Format=JSON"))

    def import_labels(self, path: Path) -> None:
        """Through the menu's dialog: there is no command with a file name for labels."""
        self.say("ImportLabels:")
        window = self._x("search", "--sync", "--name", "Select a text file").split()[0]
        self._x("windowfocus", "--sync", window)
        self._x("type", "--delay", "20", str(path))
        self._x("key", "Return")
        self.heard()

    def _x(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env={**os.environ, "DISPLAY": self._display}, capture_output=True, text=True,
            check=False, timeout=_START,
        )  # fmt: skip
        if done.returncode:
            raise NoAnswer(f"xdotool {' '.join(arguments)}: {done.stderr}")
        return done.stdout
