"""Devices that are there, that fail, and that go away: the clock runs on and somebody is told."""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from studio.audio.files import Samples
from studio.playback import device
from studio.playback.device import AudioOutput, Status


class FakeMiniaudio(types.ModuleType):
    """A sound system whose device can be pulled out."""

    MiniaudioError = OSError

    class Backend:
        NULL, CUSTOM = 14, 13

    class SampleFormat:
        FLOAT32 = 5

    def __init__(self) -> None:
        super().__init__("miniaudio")
        self.plugged = True
        self.opened: list[Any] = []
        module = self

        class PlaybackDevice:
            backend = "Fake"

            def __init__(self, **options: Any) -> None:
                if not module.plugged:
                    raise OSError("no device")
                self.options = options
                self.running = False
                module.opened.append(self)

            def start(self, frames: Any) -> None:
                self.running = True
                self._frames = frames
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

            def _run(self) -> None:
                while self.running and module.plugged:
                    self._frames.send(480)

            def close(self) -> None:
                self.running = False
                self._thread.join()

        class Devices:
            def __init__(self, backends: list[Any]) -> None:
                pass

            def get_playbacks(self) -> list[dict[str, Any]]:
                return [{"name": "Speakers", "id": 1}, {"name": "Headphones", "id": 2}] if module.plugged else []

        self.PlaybackDevice = PlaybackDevice
        self.Devices = Devices

    def get_enabled_backends(self) -> set[Any]:
        return set()


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeMiniaudio:
    made = FakeMiniaudio()
    monkeypatch.setitem(sys.modules, "miniaudio", made)
    monkeypatch.setattr(device, "RETRY", 0.05)
    monkeypatch.setattr(device, "LOST", 0.05)
    return made


class Listener:
    """Counts what is rendered and waits for notices."""

    def __init__(self) -> None:
        self.rendered = 0
        self.statuses: list[Status] = []
        self._said = threading.Condition()

    def render(self, count: int) -> Samples:
        with self._said:
            self.rendered += count
            self._said.notify_all()
        return np.zeros(count, np.float32)

    def say(self, status: Status) -> None:
        with self._said:
            self.statuses.append(status)
            self._said.notify_all()

    def until(self, statuses: int = 0, more: int = 0) -> None:
        with self._said:
            goal = self.rendered + more
            assert self._said.wait_for(lambda: len(self.statuses) >= statuses and self.rendered >= goal, 5)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def output(listener: Listener) -> Iterator[AudioOutput]:
    made = AudioOutput(listener.say)
    yield made
    made.close()


def test_a_device_asks_for_samples(system: FakeMiniaudio, output: AudioOutput, listener: Listener) -> None:
    output.open(listener.render, 48_000, lambda: False, "Headphones")
    listener.until(1, more=4_800)
    assert output.status.name == "Headphones"
    assert system.opened[0].options["device_id"] == 2
    assert not output.status.notice


def test_without_a_device_time_goes_on_and_a_notice_says_why(
    system: FakeMiniaudio, output: AudioOutput, listener: Listener
) -> None:
    system.plugged = False
    output.open(listener.render, 48_000, lambda: False)
    listener.until(1, more=1_920)
    assert output.status == Status(notice="the system has none")


def test_without_the_library_too(monkeypatch: pytest.MonkeyPatch, output: AudioOutput, listener: Listener) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    output.open(listener.render, 48_000, lambda: False)
    listener.until(1, more=960)
    assert "miniaudio" in output.status.notice
    assert output.names() == []


def test_a_device_that_is_pulled_out_comes_back(system: FakeMiniaudio, output: AudioOutput, listener: Listener) -> None:
    output.open(listener.render, 48_000, lambda: False)
    listener.until(1, more=480)
    system.plugged = False
    listener.until(2, more=960)
    assert output.status.notice
    system.plugged = True
    listener.until(3, more=480)
    assert output.status.name == "Fake"
    assert [bool(s.notice) for s in listener.statuses] == [False, True, False]


def test_what_is_plugged_in_while_somebody_looks_is_told(system: FakeMiniaudio, listener: Listener) -> None:
    told: list[list[str]] = []
    changed = threading.Event()
    output = AudioOutput(listener.say, lambda names: (told.append(names), changed.set())[0])
    assert output.names() == []
    assert changed.wait(5)
    assert told == [["Speakers", "Headphones"]]
    changed.clear()
    system.plugged = False
    assert output.names() == ["Speakers", "Headphones"]
    assert changed.wait(5)
    assert told[-1] == []
    output.close()


def test_a_name_that_is_not_there_is_said(system: FakeMiniaudio, output: AudioOutput, listener: Listener) -> None:
    output.open(listener.render, 48_000, lambda: False, "Old speakers")
    listener.until(1)
    assert "Old speakers" in output.status.notice
    output.choose("")
    listener.until(2)
    assert output.status.name == "Fake"


def test_a_device_rests_in_a_long_silence_and_wakes(
    system: FakeMiniaudio, output: AudioOutput, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "REST", 0.05)
    idle = threading.Event()
    idle.set()
    output.open(listener.render, 48_000, idle.is_set)
    listener.until(1, more=480)
    first = system.opened[0]
    while first.running:
        idle.wait(0.01)
    idle.clear()
    output.wake()
    listener.until(1, more=4_800)
    assert len(system.opened) == 2
