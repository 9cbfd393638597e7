"""Laying out again after an edit: the same as from nothing, and without making what did not change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document import edits
from studio.document.model import Character, Gaps, Line, Project, Scene, Voice
from studio.timeline.layout import Layouts, layout
from studio.timeline.types import Clip, TakeInfo

TEXTS = ("Hello.", "Who is there?", "", "No, [pause_400ms] I — ", "你好。", "Wait…")


def script(count: int = 12) -> Project:
    lines = tuple(Line(id=f"L{n}", character="AB"[n % 2], text=TEXTS[n % len(TEXTS)]) for n in range(count))
    return Project(
        id="P", name="p",
        voices=(Voice(id="V", name="Vera"), Voice(id="W", name="Will")),
        characters=(Character(id="A", name="ANN", voice="V"), Character(id="B", name="BOB")),
        scenes=(Scene(id="S1", lines=lines[: count // 2]), Scene(id="S2", title="Two", lines=lines[count // 2 :])),
    )  # fmt: skip


def take(name: str, length: int = 30_000) -> TakeInfo:
    return TakeInfo(
        path=Path(name), key=name, rate=24_000, length=length,
        words=(("Hello", 0, length // 2, 0),), phones=(("h", 0, length // 4),),
    )  # fmt: skip


def changed(project: Project, kind: int, n: int, value: int) -> Project:
    """One of the edits that a person can make, at the ``n``-th line."""
    ids = [line.id for line in project.lines()]
    if not ids:
        return edits.add_lines(project, [edits.new_line(project, "A", "Again.")])
    one, other = ids[n % len(ids)], ids[value % len(ids)]
    steps = (
        lambda: edits.replace_line(project, one, text=TEXTS[value % len(TEXTS)]),
        lambda: edits.replace_line(project, one, pause_after=value),
        lambda: edits.replace_line(project, one, pause_before=value - 500),
        lambda: edits.pin(project, one, value * 1000),
        lambda: edits.replace_line(project, one, gain=float(value % 9), note=str(value)),
        lambda: edits.replace_line(project, one, character="AB"[value % 2], voice=("V", None)[value % 2]),
        lambda: edits.add_lines(project, [edits.new_line(project, "B", TEXTS[value % len(TEXTS)])], after=one),
        lambda: edits.remove_lines(project, {one}),
        lambda: edits.move_lines(project, {one}, before=other),
        lambda: edits.replace_character(project, "A", gain=float(value % 7), color="#112233"),
        lambda: edits.set_character_delivery(project, "B", speed=0.5 + value % 3 / 2, emotion="happy"),
        lambda: edits.replace_voice(project, "V", name=f"Vera {value}"),
        lambda: replace(project, gaps=Gaps(sentence=value, scene=2 * value)),
        lambda: replace(project, rate=(44_100, 48_000)[value % 2], language=("en", "zh")[value % 2]),
        lambda: edits.add_scene(project, before_line=one),
    )
    return steps[kind % len(steps)]()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 16), st.integers(0, 40), st.integers(0, 1000)), min_size=1, max_size=12
    )
)  # fmt: skip
def test_laid_out_again_is_laid_out_from_nothing(steps: list[tuple[int, int, int]]) -> None:
    project, layouts = script(), Layouts()
    takes: dict[str, TakeInfo] = {}
    states: dict[str, str] = {}
    before = project
    for kind, n, value in steps:
        ids = [line.id for line in project.lines()]
        if kind == 15 and ids:
            takes[ids[n % len(ids)]] = take(f"take-{value}", 1000 * (value % 40))
            states[ids[n % len(ids)]] = ("current", "stale")[value % 2]
        elif kind == 16:
            project, before = before, project  # undo, and redo after it
        else:
            before, project = project, changed(project, kind, n, value)
        again, anew = layouts.layout(project, takes, states), layout(project, takes, states)
        assert again == anew
        assert repr(again) == repr(anew)


def test_clips_that_did_not_change_are_the_same_objects() -> None:
    project, layouts = script(), Layouts()
    takes = {"L9": take("nine")}
    clips = {c.line_id: c for c in layouts.layout(project, takes, {}).clips()}
    tracks = layouts.layout(project, takes, {}).tracks
    noted = edits.replace_line(project, "L5", note="Louder?")
    again = layouts.layout(noted, takes, {})
    assert [c.line_id for c in again.clips() if c is not clips[c.line_id]] == ["L5"]
    assert again.tracks[0] is tracks[0]  # L5 is on the other one
    later = edits.replace_line(noted, "L5", pause_after=5000)
    moved = {c.line_id: c for c in layouts.layout(later, takes, {}).clips()}
    assert moved["L4"] is clips["L4"]
    assert moved["L9"].start > clips["L9"].start
    assert moved["L9"].words[0].start == moved["L9"].start
    assert type(moved["L9"]) is Clip
