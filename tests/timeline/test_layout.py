"""Where lines are placed: gaps by punctuation, pauses, interruptions, pins; in whole samples, never drifting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.document.model import Character, Delivery, Gaps, Line, Marker, Project, Scene
from studio.timeline.layout import PALETTE, closing_gap, estimated_seconds, layout
from studio.timeline.types import Clip, TakeInfo, Timeline

GAPS = Gaps()
SECOND = 48_000


def line(number: int, text: str = "Hello.", character: str = "A", **more: object) -> Line:
    return Line(id=f"L-{number}", character=character, text=text, **more)


def project(*scenes: tuple[Line, ...], **more: object) -> Project:
    return Project(
        id="P", name="p",
        characters=(Character(id="A", name="ALICE"), Character(id="B", name="BOB")),
        scenes=tuple(Scene(id=f"S-{i}", title=f"Scene {i}", lines=lines) for i, lines in enumerate(scenes, 1)),
        **more,
    )  # fmt: skip


def placed(made: Project, length: int = SECOND, rate: int = 48_000, **states: str) -> Timeline:
    """Every line has a take of ``length`` samples at ``rate``."""
    takes = {
        x.id: TakeInfo(path=Path(x.id), key="k", rate=rate, length=length, words=(("Hello", 0, length, 0),))
        for x in made.lines()
    }
    return layout(made, takes, states)


def starts(timeline: Timeline) -> list[int]:
    return [c.start for c in sorted(timeline.clips(), key=lambda c: c.number)]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Hello.", GAPS.sentence), ("Hello", GAPS.sentence), ("Really?", GAPS.question), ("No!", GAPS.exclamation),
        ("First,", GAPS.comma), ("Well…", GAPS.ellipsis), ("Well...", GAPS.ellipsis), ("But I —", GAPS.dash),
        ("But I-", GAPS.dash), ("But I --", GAPS.dash), ("“Really?”", GAPS.question), ("(No!) ", GAPS.exclamation),
        ("你好。", GAPS.sentence), ("真的？", GAPS.question), ("『行く！』", GAPS.exclamation), ("好的，", GAPS.comma),
        ("嗯……", GAPS.ellipsis), ("هل؟", GAPS.question), ("What?!", GAPS.exclamation), ("", 0), ("...", GAPS.ellipsis),
    ],
)  # fmt: skip
def test_a_line_is_followed_by_the_gap_that_its_end_asks_for(text: str, gap: int) -> None:
    assert closing_gap(text, GAPS) == gap


def test_lines_follow_each_other_with_their_gaps() -> None:
    made = placed(project((line(1, "Really?"), line(2, "Yes [laugh]"), line(3))))
    assert starts(made) == [0, 48_000 + 19_200, 2 * 48_000 + 19_200 + 16_800]
    assert made.length == starts(made)[-1] + 48_000


def test_what_a_line_asks_for_wins_over_the_punctuation() -> None:
    after = placed(project((line(1, pause_after=1_000), line(2))))
    before = placed(project((line(1), line(2, pause_before=1_000))))
    both = placed(project((line(1, pause_after=500), line(2, pause_before=1_000))))
    none = placed(project((line(1, pause_after=0), line(2))))
    assert [starts(t)[1] - 48_000 for t in (after, before, both, none)] == [48_000, 48_000, 72_000, 0]


def test_a_pause_after_the_last_line_belongs_to_the_programme() -> None:
    assert placed(project((line(1, pause_after=2_000),))).length == 48_000 * 3
    assert placed(project((line(1),))).length == 48_000


def test_an_interruption_starts_before_the_other_has_ended_even_across_scenes() -> None:
    one = placed(project((line(1), line(2, character="B", pause_before=-300))))
    two = placed(project((line(1),), (line(2, character="B", pause_before=-300),)))
    assert starts(one) == starts(two) == [0, 48_000 - 14_400]
    assert starts(placed(project((line(1, pause_before=-300),)))) == [0]


def test_after_a_short_interjection_the_longer_line_is_let_finish() -> None:
    made = project((line(1), line(2, character="B", pause_before=-800), line(3)))
    takes = {
        f"L-{i}": TakeInfo(path=Path("x"), key="k", rate=48_000, length=n)
        for i, n in ((1, 48_000), (2, 4_800), (3, 48_000))
    }
    assert starts(layout(made, takes, {})) == [0, 9_600, 48_000 + 16_800]


def test_a_pinned_line_starts_at_its_sample_and_the_rest_follows() -> None:
    made = placed(project((line(1), line(2, start=480_001), line(3), line(4, start=100), line(5))))
    assert starts(made) == [0, 480_001, 480_001 + 64_800, 100, 100 + 64_800]
    assert made.length == 480_001 + 64_800 + 48_000


def test_scenes_are_kept_apart_and_the_first_line_may_wait() -> None:
    made = placed(project((line(1),), (), (line(2),), gaps=replace(GAPS, lead=250)))
    assert starts(made) == [12_000, 12_000 + 48_000 + 16_800 + 57_600]
    assert [(s.title, s.start, s.length) for s in made.scenes] == [
        ("Scene 1", 12_000, 48_000), ("Scene 2", 60_000, 0), ("Scene 3", 134_400, 48_000)
    ]  # fmt: skip


@given(st.lists(st.integers(0, 1_001), min_size=1, max_size=60), st.sampled_from([44_100, 48_000, 22_050]))
def test_positions_never_drift(pauses: list[int], rate: int) -> None:
    lines = tuple(line(i, pause_after=pause) for i, pause in enumerate(pauses))
    made = placed(project(lines, rate=rate), length=rate // 3, rate=rate)
    exact = 0.0
    for start, pause in zip(starts(made), pauses, strict=True):
        assert abs(start - exact) <= 0.5 * len(pauses)
        exact += rate // 3 + pause * rate / 1000
    for one, two, pause in zip(starts(made), starts(made)[1:], pauses, strict=False):
        assert abs(two - one - rate // 3 - pause * rate / 1000) <= 0.5


def test_takes_at_another_rate_have_exact_lengths_and_words() -> None:
    made = project((line(1),))
    words = (("Hello", 3, 12_001, 0), ("there", 12_001, 24_001, 6))
    take = TakeInfo(path=Path("x"), key="k", rate=22_050, length=24_001, words=words)
    (clip,) = layout(made, {"L-1": take}, {}).clips()
    assert clip.length == round(24_001 * 48_000 / 22_050)
    assert [(w.start, w.end) for w in clip.words] == [
        (round(a * 48_000 / 22_050), round(b * 48_000 / 22_050)) for _, a, b, _ in words
    ]
    assert clip.words[-1].end == clip.end
    assert (clip.source_rate, clip.source_length) == (22_050, 24_001)


def test_a_line_without_a_take_is_a_silent_estimate() -> None:
    made = project((line(1, "This takes about two seconds to say."), line(2)))
    clip, other = layout(made, {}, {"L-1": "unvoiced"}).clips()
    assert clip.path is None
    assert clip.state == "unvoiced"
    assert 1.5 * SECOND < clip.length < 3.5 * SECOND
    assert other.start > clip.end


def test_estimates_know_scripts_speed_and_pauses() -> None:
    assert 1.0 < estimated_seconds("你好，世界。") < 2.5
    assert estimated_seconds("Hello there, my friend.", 2.0) == pytest.approx(
        estimated_seconds("Hello there, my friend.") / 2
    )
    plain = estimated_seconds("Hello there. My friend.")
    assert estimated_seconds("Hello there. [pause_400ms]My friend.[pause 1s]") == pytest.approx(plain + 1.4, abs=0.1)
    assert estimated_seconds("") == 0
    assert estimated_seconds("[pause_2s]") == 2
    assert estimated_seconds("[emotion_happy]Hi[/emotion]") == estimated_seconds("Hi")


def test_speed_shortens_an_estimate_by_line_or_character() -> None:
    fast = Delivery(speed=2.0)
    text = "A line that is long enough."
    by_line = layout(project((line(1, text, delivery=fast),)), {}, {}).length
    quick = replace(project((line(1, text),)), characters=(Character(id="A", name="A", delivery=fast),))
    assert by_line == layout(quick, {}, {}).length < layout(project((line(1, text),)), {}, {}).length


def test_tracks_follow_the_cast_and_colours_differ() -> None:
    made = project((line(1, character="B"), line(2, character="ghost"), line(3)))
    painted = replace(made, characters=(*made.characters, Character(id="C", name="C", color=PALETTE[0])))
    timeline = layout(painted, {}, {})
    assert [t.name for t in timeline.tracks] == ["ALICE", "BOB", "C", "ghost"]
    assert len({t.color for t in timeline.tracks}) == 4
    assert timeline.tracks[2].color == PALETTE[0]


def test_what_a_clip_says_of_its_line() -> None:
    marked = "[emotion_sad]Oh {nginx|engine x}.[/emotion]"
    made = project(
        (line(1, marked, gain=-2.0, note="n", status="ok", language="de", fields={"k": "v"}),),
        markers=(Marker(id="M", name="here", start=5),),
    )
    timeline = placed(made, **{"L-1": "locked"})
    (clip,) = timeline.clips()
    assert clip.text == "Oh nginx."
    assert clip.marked_text == marked
    assert (clip.state, clip.gain, clip.note, clip.status, clip.language) == ("locked", -2.0, "n", "ok", "de")
    assert clip.fields == {"k": "v"}
    assert timeline.markers[0].start == 5
    assert clip.fade_in == clip.fade_out == 144


def test_words_are_placed_when_somebody_looks() -> None:
    first, second = (placed(project((line(1),))).clips()[0] for _ in range(2))
    assert first.words == second.words
    assert first == second
    assert isinstance(first, Clip)
    assert list(first.words) == [("Hello", 0, 48_000, 0)]
    assert (len(first.words), first.words[0].end, first.words[:1][0].text) == (1, 48_000, "Hello")
