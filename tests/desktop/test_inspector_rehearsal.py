"""Speech in the background: the newest wish wins, and nothing outlives the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.protocol import SpeechRequest, Text, VoiceSpec
from studio.desktop.inspector.rehearsal import Rehearsal, rehearsal_of
from studio.desktop.workbench import Workbench


def request(text: str = "Hello there", **settings: float) -> SpeechRequest:
    return SpeechRequest(segments=(Text(text=text),), voice=VoiceSpec(engine="fake", settings=settings))


@pytest.fixture
def rehearsal(qtbot: QtBot) -> Iterator[Rehearsal]:
    one = Rehearsal()
    yield one
    one.close()


def test_it_speaks_in_another_process(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rehearsal.heard, timeout=15_000) as heard:
        ticket = rehearsal.speak(request())
    assert heard.args[0] == ticket
    assert len(heard.args[1]) > 10_000
    assert heard.args[2] == 24_000
    assert not rehearsal.busy


def test_the_newest_wish_cancels_the_one_before(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    got: list[int] = []
    rehearsal.heard.connect(lambda ticket, samples, rate: got.append(ticket))
    rehearsal.speak(request("a very long line " * 40, delay=0.05))
    newest = rehearsal.speak(request("short"))
    qtbot.waitUntil(lambda: bool(got), timeout=15_000)
    assert got == [newest]


def test_a_sound_that_was_heard_is_not_spoken_again(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rehearsal.heard, timeout=15_000) as first:
        rehearsal.speak(request())
    with qtbot.waitSignal(rehearsal.heard, timeout=1000) as second:
        rehearsal.speak(request())
    assert second.args[1] is first.args[1]


def test_it_designs(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rehearsal.designed, timeout=15_000) as designed:
        rehearsal.design("fake", "a deep voice", "en")
    assert designed.args[1].voice.settings == {"hertz": 110.0}


def test_a_voice_that_fails_says_why_and_the_next_one_speaks(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rehearsal.failed, timeout=15_000) as failed:
        rehearsal.speak(request(fail=1))
    assert failed.args[1:] == ["This voice was told to fail.", "Set fail to 0."]
    with qtbot.waitSignal(rehearsal.heard, timeout=15_000):
        rehearsal.speak(request())


def test_a_process_that_crashes_is_started_again(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rehearsal.failed, timeout=15_000) as failed:
        rehearsal.speak(request(crash=1))
    assert failed.args[1] == "The voice engine's process ended."
    with qtbot.waitSignal(rehearsal.heard, timeout=15_000):
        rehearsal.speak(request())


def test_closing_ends_the_thread_in_the_middle_of_a_line(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    rehearsal.speak(request("a very long line " * 40, delay=0.05))
    qtbot.waitUntil(lambda: any(t.name == "rehearsal" for t in threading.enumerate()))
    rehearsal.close()
    assert not any(t.name == "rehearsal" for t in threading.enumerate())
    assert not rehearsal.busy


def test_it_speaks_again_after_it_was_closed(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    for text in ("one", "two"):
        with qtbot.waitSignal(rehearsal.heard, timeout=15_000):
            rehearsal.speak(request(text))
        rehearsal.close()


def test_an_engine_is_loaded_before_it_is_wanted(rehearsal: Rehearsal, qtbot: QtBot) -> None:
    rehearsal.warm("fake")
    with qtbot.waitSignal(rehearsal.heard, timeout=15_000):
        rehearsal.speak(request())
    rehearsal.warm("fake")
    assert not rehearsal.busy


def test_the_panels_of_a_window_share_one(bench: Workbench) -> None:
    assert rehearsal_of(bench) is rehearsal_of(bench)
