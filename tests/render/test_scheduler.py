"""The queue, the speech process and the take store, with the fake engine in a real process."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine import protocol
from studio.document.model import Character, Line, Project, Scene, Voice
from studio.render.orders import Order, OrderDesk
from studio.render.process import SpeechFailed, SpeechProcess, WorkerDied
from studio.render.scheduler import Cancelled, Failure, Finished, Heard, Priority, Renderer, RenderEvent, Started
from studio.render.states import State, line_states
from studio.render.takes import TakeStore

RATE = 48_000


def project(*texts: str, **settings: float) -> Project:
    return Project(
        id="P-1",
        name="Test",
        voices=(Voice(id="V-1", name="Low", engine="fake", preset="low", settings=settings),),
        characters=(Character(id="C-1", name="ANN", voice="V-1"),),
        scenes=(Scene(id="S-1", lines=tuple(Line(id=f"L-{i}", character="C-1", text=t) for i, t in enumerate(texts))),),
    )


def orders(document: Project) -> list[Order]:
    desk = OrderDesk(document)
    made = [desk.order(line) for line in document.lines()]
    assert all(isinstance(o, Order) for o in made)
    return [o for o in made if isinstance(o, Order)]


def test_every_line_becomes_a_take_with_word_times(tmp_path: Path) -> None:
    document = project("Hello there friend.", "And a second line.")
    store = TakeStore(tmp_path)
    with Renderer(store, RATE, workers=2) as renderer:
        for order in orders(document):
            renderer.submit(order)
        assert renderer.wait(30)
    states = line_states(document, store)
    assert {s.state for s in states.values()} == {State.CURRENT}
    take = states["L-0"].take
    assert take is not None
    assert [w.text for w in take.words] == ["Hello", "there", "friend."]
    assert take.words[-1].end <= take.samples
    assert store.path(take.key).stat().st_size == take.size


def test_the_first_chunk_comes_before_the_line_is_finished(tmp_path: Path) -> None:
    events: list[RenderEvent] = []
    with Renderer(TakeStore(tmp_path), RATE, listener=events.append) as renderer:
        renderer.submit(orders(project("one two three"))[0])
        assert renderer.wait(30)
    kinds = [type(e) for e in events]
    assert kinds == [Started, Heard, Heard, Heard, Finished]


def test_an_unchanged_line_is_not_spoken_again(tmp_path: Path) -> None:
    order = orders(project("Once only."))[0]
    events: list[RenderEvent] = []
    with Renderer(TakeStore(tmp_path), RATE, listener=events.append) as renderer:
        renderer.submit(order)
        assert renderer.wait(30)
        renderer.submit(order)
        assert renderer.wait(30)
    assert [e.again for e in events if isinstance(e, Finished)] == [False, True]
    assert sum(isinstance(e, Heard) for e in events) == 2  # two words, spoken once


def test_what_was_asked_for_is_spoken_before_the_rest(tmp_path: Path) -> None:
    started: list[str] = []
    first = threading.Event()

    def listen(event: RenderEvent) -> None:
        if isinstance(event, Started):
            started.append(event.line_id)
            first.set()

    document = project("a a a a a a", "b", "c", "d", delay=0.05)
    with Renderer(TakeStore(tmp_path), RATE, listener=listen) as renderer:
        todo = orders(document)
        renderer.submit(todo[0])
        assert first.wait(20)
        renderer.submit(todo[1])
        renderer.submit(todo[2], Priority.AHEAD)
        renderer.submit(todo[3], Priority.ASKED)
        assert renderer.wait(30)
    assert started == ["L-0", "L-3", "L-2", "L-1"]


def test_cancel_answers_at_once_and_the_next_line_still_speaks(tmp_path: Path) -> None:
    events: list[RenderEvent] = []
    heard = threading.Event()

    def listen(event: RenderEvent) -> None:
        events.append(event)
        if isinstance(event, Heard):
            heard.set()

    store = TakeStore(tmp_path)
    slow, quick = orders(project(" ".join(["word"] * 200), delay=0.05))[0], orders(project("unused", "Quick."))[1]
    with Renderer(store, RATE, listener=listen) as renderer:
        renderer.submit(slow)
        assert heard.wait(20)
        renderer.cancel(["L-0"])
        assert Cancelled(line_id="L-0") in events
        assert renderer.states() == {}
        renderer.submit(quick)
        assert renderer.wait(20)
    assert not store.has(slow.key)
    assert store.has(quick.key)


def test_a_worker_that_ignores_a_cancel_is_replaced(tmp_path: Path) -> None:
    started = threading.Event()
    stuck = orders(project("Stuck.", endless=1))[0]
    good = orders(project("x", "Good."))[1]
    store = TakeStore(tmp_path)
    with Renderer(store, RATE, listener=lambda e: started.set() if isinstance(e, Started) else None) as renderer:
        renderer.submit(stuck)
        assert started.wait(20)
        renderer.cancel()
        renderer.submit(good)
        assert renderer.wait(30)
    assert store.has(good.key)


def test_a_line_that_kills_its_worker_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_FAKE_CRASH_MARK", str(tmp_path / "mark"))
    store = TakeStore(tmp_path / "takes")
    order = orders(project("Crash once.", crash_once=1))[0]
    with Renderer(store, RATE) as renderer:
        renderer.submit(order)
        assert renderer.wait(30)
    assert store.has(order.key)


def test_a_line_that_always_crashes_fails_alone_and_stays_failed(tmp_path: Path) -> None:
    document = project("Crash.", crash=1)
    events: list[RenderEvent] = []
    with Renderer(TakeStore(tmp_path), RATE, listener=events.append) as renderer:
        bad, good = orders(document)[0], orders(project("x", "Good."))[1]
        renderer.submit(bad)
        renderer.submit(good)
        assert renderer.wait(30)
    failure = next(e for e in events if isinstance(e, Failure))
    assert "code 77" in failure.detail
    assert failure.hint
    again = TakeStore(tmp_path)
    assert line_states(document, again)["L-0"].state is State.FAILED
    assert again.has(good.key)


def test_a_refusal_reaches_the_user_with_its_next_step(tmp_path: Path) -> None:
    document = project("Fail.", fail=1)
    with Renderer(TakeStore(tmp_path), RATE) as renderer:
        renderer.submit(orders(document)[0])
        assert renderer.wait(30)
    state = line_states(document, TakeStore(tmp_path))["L-0"]
    assert (state.state, state.reason, state.hint) == (
        State.FAILED, "This voice was told to fail.", "Set fail to 0.",
    )  # fmt: skip


def test_the_newest_order_of_a_line_wins(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    old = orders(project("word " * 100, delay=0.02))[0]
    new = orders(project("New words."))[0]
    events: list[RenderEvent] = []
    with Renderer(store, RATE, listener=events.append) as renderer:
        renderer.submit(old)
        renderer.submit(new)
        assert renderer.wait(30)
    assert store.has(new.key)
    assert not store.has(old.key)


def test_a_worker_killed_from_outside_is_noticed_and_started_again() -> None:
    process = SpeechProcess()
    request = protocol.SpeechRequest(
        segments=(protocol.Text(text="one two three"),),
        voice=protocol.VoiceSpec(engine="fake", settings={"delay": 0.05}),
    )

    def kill(samples: object, rate: int) -> None:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)

    with pytest.raises(WorkerDied):
        process.speak(request, kill)
    samples, result = process.speak(request, lambda s, r: None)
    assert len(samples) == result.samples
    process.close()


def test_an_unknown_setting_is_refused_by_name() -> None:
    process = SpeechProcess()
    request = protocol.SpeechRequest(
        segments=(protocol.Text(text="one"),), voice=protocol.VoiceSpec(engine="fake", settings={"sparkle": 1.0})
    )
    with pytest.raises(SpeechFailed, match="sparkle"):
        process.speak(request, lambda s, r: None)
    process.close()


def test_a_line_that_is_tried_again_is_heard_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_FAKE_CRASH_MARK", str(tmp_path / "mark"))
    document = project("one two [voice_Odd]three[/voice] four")
    odd = Voice(id="V-2", name="Odd", engine="fake", preset="low", settings={"crash_once": 1})
    document = dataclasses.replace(document, voices=(*document.voices, odd))
    events: list[RenderEvent] = []
    with Renderer(TakeStore(tmp_path / "takes"), RATE, listener=events.append) as renderer:
        renderer.submit(orders(document)[0])
        assert renderer.wait(30)
    assert (tmp_path / "mark").exists()
    finished = [e for e in events if isinstance(e, Finished)]
    assert len(finished) == 1
    heard = [e for e in events if isinstance(e, Heard)]
    assert len(heard) == 4  # the two words before the end of the process, and then only what is new
    assert abs(sum(len(e.samples) for e in heard) * RATE // heard[0].rate - finished[0].take.samples) <= 2


def test_the_log_knows_when_a_line_got_its_take(tmp_path: Path) -> None:
    order = orders(project("When?"))[0]
    store = TakeStore(tmp_path)
    assert store.made("L-0", order.key) == ""
    with Renderer(store, RATE) as renderer:
        renderer.submit(order)
        assert renderer.wait(30)
    made = datetime.fromisoformat(store.made("L-0", order.key))
    assert timedelta() <= datetime.now(UTC) - made < timedelta(minutes=1)
    assert TakeStore(tmp_path).made("L-0", order.key) == made.isoformat(timespec="milliseconds")
    assert store.made("L-1", order.key) == ""
