"""Voice tags: which name nobody, and how they follow a voice that gets another name."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studio.document.model import Project, Voice
from studio.editing.renaming import rename_voice
from studio.render.orders import Order, OrderDesk
from studio.script import parse_script
from studio.script.voices import rename_voice_tags, unknown_voices, voice_tags
from studio.session.casting import cast


def project(text: str = "ANN: Say [voice_Old Tom]boo[/voice] and [voice: OLD TOM]run[/voice].") -> Project:
    made, _ = cast(parse_script(text)[0], "fake")
    tom = Voice(id="V-tom", name="Old Tom", engine="fake", preset="high")
    return replace(made, voices=(*made.voices, tom))


def text_of(made: Project) -> str:
    return next(made.lines()).text


def key_of(made: Project) -> str:
    order = OrderDesk(made).order(next(made.lines()))
    assert isinstance(order, Order)
    assert order.request.voices
    return order.key


def test_tags_follow_the_name_and_nothing_has_to_be_spoken_again() -> None:
    before = project()
    after = rename_voice(before, "V-tom", "Young Tim")
    assert text_of(after) == "Say [voice_Young Tim]boo[/voice] and [voice_Young Tim]run[/voice]."
    assert after.voices[-1].name == "Young Tim"
    assert key_of(after) == key_of(before)
    assert key_of(replace(before, voices=(*before.voices[:-1], replace(before.voices[-1], preset="low")))) != key_of(
        before
    )


def test_a_name_that_a_tag_cannot_hold_leaves_the_id() -> None:
    after = rename_voice(project(), "V-tom", "Tom [old]")
    assert [tag.name for tag in voice_tags(text_of(after))] == ["V-tom", "V-tom"]
    assert key_of(after) == key_of(project())


def test_a_name_that_means_another_voice_is_left_alone() -> None:
    other = project()
    other = replace(other, voices=(Voice(id="V-first", name="old tom", engine="fake"), *other.voices))
    assert text_of(rename_voice(other, "V-tom", "Tim")) == text_of(other)


def test_lines_without_such_a_tag_stay_the_same_objects() -> None:
    made = project("ANN: Nothing here.\nANN: [voice_low]Nor here.[/voice]")
    assert list(rename_voice(made, "V-tom", "Tim").lines()) == list(made.lines())
    assert next(rename_voice(made, "V-tom", "Tim").lines()) is next(made.lines())


def test_a_voice_that_nobody_is_called_is_told_with_near_names() -> None:
    made = project("ANN: [voice_old Tim]Boo.[/voice] [voice_high]Hm.[/voice] [voice_xyzzy]What?")
    names = OrderDesk(made).voice_names(next(made.lines()))
    assert {"Old Tom", "V-tom", "high"} <= set(names)
    found = unknown_voices(text_of(made), names)
    assert [tag.name for tag, _ in found] == ["old Tim", "xyzzy"]
    assert "Old Tom" in found[0][1].hint
    assert found[1][1].hint == "The line's own voice speaks."
    assert unknown_voices("No tags, [laugh] no voices.", ()) == ()


@given(st.text(alphabet="ab [voice_Tom]/{|}\\", max_size=60))
def test_renaming_there_and_back_changes_no_more_than_the_form(text: str) -> None:
    made = rename_voice_tags(text, "Tom", "Zoe")
    assert [t.name for t in voice_tags(made)] == ["Zoe" if t.name == "Tom" else t.name for t in voice_tags(text)]
    if not any(t.name.casefold() == "tom" for t in voice_tags(text)):
        assert made == text
