"""After a change only those lines are looked at again that may be spoken otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.document import edits
from studio.render.states import State
from studio.script import parse_script
from studio.session.session import Session

SCRIPT = """\
ANN: Did you hear that?
BOB: No. [voice_ANN]What was it?[/voice]
ANN: It was the door.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = Session.create(tmp_path / "project", parse_script(SCRIPT)[0], "fake")
    with made.render(made.wanting()) as renderer:
        assert renderer.wait(20)
    made.refresh()
    assert [s.state for s in made.states().values()] == [State.CURRENT] * 3
    return made


def test_a_track_that_is_louder_or_has_another_colour_is_spoken_as_before(session: Session) -> None:
    before = list(session.states().values())
    ann = session.project.characters[0].id
    session.apply("Gain", edits.replace_character(session.project, ann, gain=-3.0, color="#336699"))
    assert all(a is b for a, b in zip(session.states().values(), before, strict=True))
    assert session.timeline().tracks[0].gain == -3.0


def test_a_character_who_speaks_faster_makes_only_their_own_lines_stale(session: Session) -> None:
    before = list(session.states().values())
    ann = session.project.characters[0].id
    session.apply("Faster", edits.set_character_delivery(session.project, ann, speed=1.3))
    after = list(session.states().values())
    assert [s.state for s in after] == [State.STALE, State.CURRENT, State.STALE]
    assert after[1] is before[1]
    session.undo()
    assert [s.state for s in session.states().values()] == [State.CURRENT] * 3


def test_another_voice_is_heard_in_the_lines_that_mean_it_by_a_tag(session: Session) -> None:
    ann, bob = session.project.characters
    assert ann.voice != bob.voice
    session.apply("Voice", edits.set_voice(session.project, ann.id, bob.voice))
    assert [s.state for s in session.states().values()] == [State.STALE] * 3


def test_states_stand_in_the_order_of_the_script_when_lines_move(session: Session) -> None:
    session.states()
    first, *rest = [line.id for line in session.project.lines()]
    session.apply("Move", edits.move_lines(session.project, [first], scene=session.project.scenes[0].id))
    moved = [line.id for line in session.project.lines()]
    assert moved != [first, *rest]
    assert list(session.states()) == moved
    session.undo()
    assert list(session.states()) == [first, *rest]
