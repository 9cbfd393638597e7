"""What a row shows, and the steps from one order of rows to another: no window needed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from studio.desktop.script.columns import columns
from studio.desktop.script.completion import begun, offers
from studio.desktop.script.display import badges, display
from studio.desktop.script.filter import Filter
from studio.desktop.script.find import Search
from studio.desktop.script.rows import MOST_MOVES, Insert, Move, Order, Remove, Step, row_keys, steps
from studio.desktop.script.textlayout import lay_out
from studio.desktop.script.wave import columns_of
from studio.desktop.script.wording import Wording, clock
from studio.document.model import Delivery, Line, Project
from studio.render.states import State
from studio.script import parse_script, shown_text
from studio.script.shown import right_to_left


def project(text: str = "ANN: One.\nBOB: Two.\nANN: Three.\n# Later\nBOB: Four.\nANN: Five.\n") -> Project:
    return parse_script(text)[0]


# --- rows -----------------------------------------------------------------------------------------


def done(old: Sequence[str], made: Sequence[Step]) -> list[str]:
    """What a model does with the steps."""
    rows = list(old)
    for step in made:
        match step:
            case Remove(first, last):
                del rows[first : last + 1]
            case Insert(first, keys):
                rows[first:first] = keys
            case Move(first, last, before):
                assert not first <= before <= last + 1, "a move onto itself is none"
                block = rows[first : last + 1]
                del rows[first : last + 1]
                at = before if before < first else before - len(block)
                rows[at:at] = block
            case Order(keys):
                assert sorted(keys) == sorted(rows)
                rows = list(keys)
    return rows


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("abc", "abc", []),
        ("abc", "abxc", [Insert(2, ("x",))]),
        ("abcd", "ad", [Remove(1, 2)]),
        ("abcde", "acdeb", [Move(1, 1, 5)]),
        ("abcde", "dabce", [Move(3, 3, 0)]),
        ("abcdef", "adebcf", [Move(3, 4, 1)]),
        ("", "ab", [Insert(0, ("a", "b"))]),
        ("ab", "", [Remove(0, 1)]),
    ],
)
def test_a_small_change_is_one_step(old: str, new: str, made: list[Step]) -> None:
    assert steps(old, new) == made
    assert done(old, steps(old, new)) == list(new)


def test_any_change_of_rows_is_reached() -> None:
    choose = random.Random(7)
    for _ in range(400):
        old = [f"k{i}" for i in range(choose.randint(0, 12))]
        new = [k for k in old if choose.random() < 0.8] + [f"n{i}" for i in range(choose.randint(0, 4))]
        choose.shuffle(new)
        assert done(old, steps(old, new)) == new


def test_a_shuffle_of_everything_is_one_step() -> None:
    old = [f"k{i}" for i in range(400)]
    new = list(old)
    random.Random(3).shuffle(new)
    made = steps(["first", *old, "last"], ["first", *new, "last"])
    assert len(made) == 1
    assert isinstance(made[0], Order)
    assert len(made) < MOST_MOVES


def test_one_untitled_scene_has_no_heading() -> None:
    assert len(row_keys(project("ANN: One.\nANN: Two.\n"))) == 2
    assert len(row_keys(project())) == 7


# --- what a row shows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "[emotion_sad]It burned[/emotion] [pause_400ms] until May.",
        "The server runs {nginx|engine x} here.",
        r"A \[bracket\] and [laugh] more, [wobble] too.",
        "[laugh]",
        "One\ntwo.",
        "旁白，[pause_1s]再来。",
    ],
)
def test_every_word_of_the_shown_line_is_found_in_the_row(text: str) -> None:
    shown = shown_text(text)
    row = display(text)
    for word in shown.split():
        start, end = row.word(shown.index(word), len(word))
        assert (row.text[start], row.text[end - 1]) == (word[0], word[-1])


def test_a_click_among_labels_finds_its_place_in_the_source() -> None:
    text = "[emotion_sad]It burned[/emotion] {nginx|engine x} until May."
    row = display(text)
    assert text[row.source_at(row.text.index("burned")) :].startswith("burned")
    assert text[row.source_at(row.text.index("until")) :].startswith("until")
    assert text[row.source_at(row.text.index("nginx")) :].startswith("nginx")


def test_tags_become_labels_and_unknown_ones_are_marked() -> None:
    row = display("[emotion_happy_0.5]Yes[/emotion] [wobble] [pause_300ms]")
    labels = [row.text[c.start : c.end].strip().replace("\xa0", " ").replace("\u2060", "") for c in row.chips]
    assert labels == ["happy 0.5", "/emotion", "[wobble]", "300 ms"]
    assert [c.kind for c in row.chips] == ["span", "close", "error", "pause"]


def test_a_label_stands_on_one_row(qapp: QApplication) -> None:
    row = display("Sit down, [emotion_tender]then. You look like something the sea sent back.[/emotion] [# to her] Sit")
    for width in range(120, 420, 6):
        layout = lay_out(row, qapp.font(), width)
        for chip in row.chips:
            rows = {layout.lineForTextPosition(at).lineNumber() for at in range(chip.start, chip.end)}
            assert len(rows) == 1, (width, row.text[chip.start : chip.end])


def test_hebrew_and_arabic_run_from_the_right() -> None:
    assert display("מגדלור [pause_300ms] ישן").right_to_left
    assert right_to_left("  مرحبا")
    assert not right_to_left("12 Hello שלום")


def test_badges_say_only_what_the_line_says_itself() -> None:
    line = Line(id="L", character="C", text="x")
    assert badges(line) == ()
    loud = Line(
        id="L", character="C", text="x", voice="V", language="zh",
        delivery=Delivery(emotion="sad", intensity=0.5, speed=1.2, pitch=-2, whisper=True, direction="slower"),
    )  # fmt: skip
    assert [label for _, label in badges(loud, "Clara")] == [
        "Clara", "sad 0.5", "×1.2", "-2 st", "whisper", "zh", "“slower”",
    ]  # fmt: skip


def test_lengths_read_like_lengths() -> None:
    words = Wording()
    assert (words.length(2.44), words.length(2.44, True), words.length(65), words.length(0)) == (
        "2.4 s", "~2.4 s", "1:05", "",
    )  # fmt: skip
    assert (clock(3725), words.takes(2, 3), words.takes(0, 0)) == ("1:02:05", "2/3", "")


@pytest.mark.parametrize("width", [320, 480, 560, 640, 720, 800, 1000, 1600, 3000])
def test_columns_never_overlap(width: int) -> None:
    parts = sorted((c for _, c in columns(width, 8).named() if c.width), key=lambda c: c.x)
    assert all(a.end <= b.x for a, b in pairwise(parts))
    assert parts[-1].end <= width


def test_a_waveform_has_the_columns_asked_for() -> None:
    pairs = b"".join(int(v).to_bytes(2, "little", signed=True) for v in (-100, 50, -20000, 10, -32768, 300))
    assert columns_of(pairs, 3).tolist() == [100, 20000, 32767]
    assert columns_of(pairs, 1).tolist() == [32767]
    assert len(columns_of(pairs, 12)) == 12
    assert len(columns_of(b"", 12)) == 0


# --- tags, filter, find ---------------------------------------------------------------------------


def test_completion_begins_after_a_bracket_and_offers_closing_first() -> None:
    assert begun("Hello [emo") == "emo"
    assert begun("Hello [emotion_sad] ") is None
    assert begun(r"Hello \[emo") is None
    assert offers("[whisper]Hello [speed_2] ")[:2] == ["/speed", "/whisper"]
    assert offers("", ["Clara"])[-1] == "voice_Clara"


def test_a_filter_combines_what_it_asks() -> None:
    line = Line(id="L", character="C", text="The Lamp", note="slower", status="pick-up")
    assert Filter().passes(line, State.STALE, "ANN")
    assert Filter(states=frozenset([State.STALE])).passes(line, State.STALE, "ANN")
    assert not Filter(states=frozenset([State.LOCKED])).passes(line, State.STALE, "ANN")
    assert Filter(states=frozenset([State.LOCKED]), pick_ups=True).passes(line, State.STALE, "ANN")
    assert Filter(text="lamp").passes(line, State.STALE, "ANN")
    assert Filter(text="SLOW").passes(line, State.STALE, "ANN")
    assert Filter(text="ann").passes(line, State.STALE, "ANN")
    assert not Filter(text="lamp", character="D").passes(line, State.STALE, "ANN")


def test_search_and_replace_with_and_without_patterns() -> None:
    lines = [Line(id="a", character="C", text="The lamp, the LAMP."), Line(id="b", character="C", text="1+1")]
    assert [h[0] for h in Search("lamp").hits(lines)] == ["a", "a"]
    assert len(Search("lamp", case=True).hits(lines)) == 1
    assert Search("+").texts(lines, "-") == {"b": "1-1"}
    assert Search("lamp").replaced("a lamp", r"\1") == r"a \1"
    assert Search(r"(\d)\+(\d)", regex=True).replaced("1+2", r"\2+\1") == "2+1"
    assert Search("(", regex=True).error
    assert Search("lamp").one_replaced("lamp lamp", 5, "light") == ("lamp light", 10)
