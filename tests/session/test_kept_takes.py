"""What goes out with a line besides the take that plays: its other readings that were kept, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.api import Clip
from studio.document import edits
from studio.script import parse_script
from studio.session.kept_takes import with_kept_takes
from studio.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    project, _ = parse_script("ALICE: Hello there.\nBOB: Yes.\n")
    return Session.create(tmp_path / "p", project, "fake")


def speak(session: Session, **changes: object) -> str:
    """Change the first line and render it; the key of the take."""
    line = next(session.project.lines())
    if changes:
        session.apply("edit", edits.replace_line(session.project, line.id, **changes))
    with session.render(session.wanting("all")) as renderer:
        renderer.wait()
    session.refresh()
    take = session.states()[line.id].take
    assert take is not None
    return take.key


def first(session: Session) -> Clip:
    return with_kept_takes(session, session.timeline()).clips()[0]


def test_readings_of_the_same_words_go_along_in_the_order_they_were_made(session: Session) -> None:
    one = speak(session)
    assert first(session).takes == ()  # the one that plays is alone
    two, three = speak(session, seed=1), speak(session, seed=2)
    clip = first(session)
    assert [(take.key, take.number, take.suits, take.about) for take in clip.takes] == [
        (one, 1, True, ""), (two, 2, True, ""), (three, 3, True, "")
    ]  # fmt: skip
    assert clip.take == three
    assert all(take.path.is_file() and take.length for take in clip.takes)
    other = with_kept_takes(session, session.timeline()).clips()[1]
    assert other.takes == ()


def test_another_delivery_says_what_it_has_otherwise_and_does_not_suit(session: Session) -> None:
    line = next(session.project.lines())
    sad = edits.set_delivery(session.project, [line.id], emotion="sad", speed=1.2)
    session.apply("sad", sad)
    speak(session)
    session.undo()
    speak(session)
    old, now = first(session).takes
    assert (old.suits, now.suits) == (False, True)
    assert "emotion sad" in old.about
    assert "speed 1.2" in old.about


def test_other_words_and_binned_takes_stay_behind(session: Session) -> None:
    one = speak(session)
    speak(session, text="Hello, you.")
    assert first(session).takes == ()
    session.undo()
    session.refresh()
    assert first(session).take == one
    two = speak(session, seed=5)
    assert [take.key for take in first(session).takes] == [one, two]
    session.store.bin(next(session.project.lines()).id, one)
    assert first(session).takes == ()
