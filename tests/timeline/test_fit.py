"""A line has a slot: it fits, it uses the silence behind, it is spoken faster within limits, or somebody is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.timeline.fit import FASTEST, FLAG, MODES, SLOWEST, Fit, fits, fitted, slot_of, too_long
from studio.timeline.layout import layout
from studio.timeline.types import TakeInfo

RATE = 48_000


def programme(
    *slots: tuple[int, int], speed: float | None = None, silent: bool = False, **fields: str
) -> tuple[Project, dict[str, TakeInfo]]:
    """Lines at every second; (slot, length) of each in milliseconds."""
    lines = tuple(
        Line(id=f"L-{n}", character="A", text="Hello.", start=n * RATE, fields={"slot": str(slot), **fields})
        for n, (slot, _) in enumerate(slots)
    )
    takes = {
        line.id: TakeInfo(path=Path("x"), key="k", rate=RATE, length=length * 48)
        for line, (_, length) in zip(lines, slots, strict=True)
    }
    cast = (Character(id="A", name="ANN", delivery=Delivery(speed=speed)),)
    project = Project(id="P", name="p", rate=RATE, characters=cast, scenes=(Scene(id="S", lines=lines),))
    return project, {} if silent else takes


def judged(project: Project, takes: dict[str, TakeInfo], mode: str | None = None, fill: bool = False) -> list[Fit]:
    return list(fits(project, layout(project, takes, {}), mode, fill=fill))


def test_a_line_shorter_than_its_slot_fits_in_every_mode() -> None:
    for mode in MODES:
        (one,) = judged(*programme((800, 700)), mode)
        assert (one.verdict, one.over, one.left, one.speed) == ("fits", -100 * 48, 0, None)


def test_the_silence_behind_is_used_up_to_the_next_line() -> None:
    one, two, last = judged(*programme((800, 950), (800, 1100), (800, 1100), fit="gap"))
    assert (one.verdict, one.over, one.room, one.left) == ("gap", 150 * 48, 200 * 48, 0)
    assert (two.verdict, two.left) == ("over", 100 * 48)
    assert (last.verdict, last.room) == ("gap", None)


def test_a_line_is_spoken_faster_within_limits_and_the_rest_is_told() -> None:
    one, two = judged(*programme((800, 900), (800, 1100), fit="stretch"))
    assert (one.verdict, one.speed, one.left) == ("stretch", 1.13, 0)
    assert (two.verdict, two.speed, two.left) == ("over", 1.25, 80 * 48)
    assert [fit.line_id for fit in too_long([one, two])] == ["L-1"]


def test_the_limits_are_of_the_characters_own_speed() -> None:
    (one,) = judged(*programme((800, 1200), speed=1.2), "stretch")
    assert one.speed == 1.5
    (again,) = judged(*programme((800, 1200), speed=1.9), "stretch")
    assert again.speed == 2.0  # the control ends there


def test_short_lines_are_slowed_down_only_when_asked() -> None:
    project, takes = programme((800, 700), (800, 300))
    assert all(fit.speed is None for fit in judged(project, takes, "stretch"))
    one, two = judged(project, takes, "stretch", fill=True)
    assert (one.verdict, one.speed) == ("stretch", 0.88)
    assert two.speed == SLOWEST


def test_what_was_fitted_and_spoken_fits() -> None:
    """The voice speaks the line faster by that factor; looked at again, nothing is proposed."""
    project, takes = programme((800, 900), fit="stretch")
    changed = fitted(project, judged(project, takes))
    (line,) = changed.lines()
    assert line.delivery.speed == 1.13
    spoken = {"L-0": replace(takes["L-0"], length=round(900 * 48 / 1.13))}
    (again,) = judged(changed, spoken)
    assert (again.verdict, again.speed) == ("fits", None)
    assert fitted(changed, [again]) is not None
    assert next(fitted(changed, [again]).lines()) is line


def test_a_line_that_is_flagged_is_marked_and_unmarked() -> None:
    project, takes = programme((800, 900), (800, 700))
    changed = fitted(project, judged(project, takes, "flag"))
    assert [(line.status, line.fields["fit"]) for line in changed.lines()] == [(FLAG, "flag"), ("", "flag")]
    shorter = {**takes, "L-0": takes["L-1"]}
    assert [line.status for line in fitted(changed, judged(changed, shorter)).lines()] == ["", ""]
    scene = changed.scenes[0]
    approved = replace(
        changed, scenes=(replace(scene, lines=tuple(replace(line, status="approved") for line in scene.lines)),)
    )
    assert {line.status for line in fitted(approved, judged(approved, takes)).lines()} == {"approved"}


def test_nothing_is_set_for_a_line_that_was_not_spoken_or_is_locked() -> None:
    project, _ = programme((100, 0), silent=True)
    (one,) = judged(project, {}, "stretch")
    assert (one.verdict, one.estimated, one.speed) == ("unspoken", True, None)
    project, takes = programme((800, 900))
    scene = project.scenes[0]
    locked = replace(project, scenes=(replace(scene, lines=(replace(scene.lines[0], locked=True),)),))
    (two,) = judged(locked, takes, "stretch")
    assert (two.verdict, two.speed, two.left) == ("locked", None, 100 * 48)


@pytest.mark.parametrize("slot", ["", "none", "-5", "0", "inf", "nan"])
def test_a_slot_that_makes_no_sense_is_none(slot: str) -> None:
    assert slot_of(Line(id="L", character="A", text="", fields={"slot": slot}), RATE) is None


def test_a_mode_that_is_not_known_is_a_defect() -> None:
    with pytest.raises(ValueError, match="natural, gap, stretch, flag"):
        judged(*programme((800, 900)), "squeeze")


@given(slot=st.integers(50, 5000), length=st.integers(50, 5000), usual=st.floats(0.5, 2), fill=st.booleans())
def test_a_speed_never_leaves_its_limits_and_what_is_left_is_true(
    slot: int, length: int, usual: float, fill: bool
) -> None:
    usual = round(usual, 2)
    (one,) = judged(*programme((slot, length), speed=usual), "stretch", fill)
    speed = one.speed or usual
    assert max(0.5, usual * SLOWEST - 1e-9) <= speed <= min(2.0, usual * FASTEST + 1e-9)
    assert one.left == max(0, one.over, 0) if one.speed is None else one.left >= 0
    if one.left == 0:
        assert length * 48 * usual / speed <= one.slot + 1
