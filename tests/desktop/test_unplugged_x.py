"""The audio device is pulled out while the window plays, and put back: real PulseAudio, real display, real window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.x_stage import Person, studio, under_x

pytestmark = [
    *under_x,
    pytest.mark.skipif(
        any(shutil.which(t) is None for t in ("pulseaudio", "pactl")),
        reason="Debian: apt install pulseaudio pulseaudio-utils",
    ),
]
SINK = ("module-null-sink", "sink_name=desk", "sink_properties=device.description=Speakers")


class SoundServer:
    """A PulseAudio of its own, with one device that can be pulled out."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self.folder = folder
        self.environment = {"PULSE_RUNTIME_PATH": str(folder), "PULSE_SERVER": f"unix:{folder / 'native'}"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             "--load=module-native-protocol-unix auth-anonymous=1"],
            env={**os.environ, **self.environment, "HOME": str(self.folder)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def asks(self, *words: str) -> str:
        made = subprocess.run(
            ["pactl", *words], env={**os.environ, **self.environment}, capture_output=True, text=True, check=False
        )
        return made.stdout

    @property
    def answers(self) -> bool:
        return "Server Name" in self.asks("info")

    def plugs_in(self) -> None:
        self.asks("load-module", *SINK)

    def pulls_out(self) -> None:
        self.asks("unload-module", "module-null-sink")

    def dies(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    made = SoundServer(tmp_path / "pulse")
    made.start()
    yield made
    made.dies()


def last(person: Person) -> str:
    return str((person.looks["messages"] or [""])[-1])


def goes_on(person: Person) -> None:
    """The playhead moves on from where it is, and has not jumped."""
    before = int(person.looks["position"])
    person.waits(lambda: person.looks["position"] > before + 24_000, 20)
    assert person.looks["playing"]


def test_the_device_is_pulled_out_while_it_plays_and_the_playhead_goes_on(tmp_path: Path, server: SoundServer) -> None:
    with studio(tmp_path / "person", **server.environment) as person:
        person.waits(lambda: server.answers)
        server.plugs_in()
        person.waits(lambda: person.finds("Sound goes to PulseAudio"))
        person.presses("ctrl+r")
        person.waits_until_spoken(21)
        person.presses("ctrl+shift+space")
        goes_on(person)
        server.pulls_out()
        person.waits(lambda: "No audio device could be opened" in last(person))
        assert person.finds("No sound", exact=True)
        person.sees("pulled-out")
        goes_on(person)
        server.plugs_in()
        person.waits(lambda: "Sound is back" in last(person))
        assert not person.finds("No sound", exact=True)
        goes_on(person)
        person.clicks("Sound goes to PulseAudio", exact=False)
        person.waits_for("Speakers")
        person.sees("devices")
        person.presses("Escape")
        server.dies()
        person.waits(lambda: "No audio device could be opened" in last(person))
        goes_on(person)
        person.presses("Escape")
        person.waits(lambda: not person.looks["playing"], 5)
