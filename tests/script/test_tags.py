"""The control tags mean what the table of the product says, however they are typed."""

from __future__ import annotations

import pytest

from engine.protocol import Pause, Sound, Text
from studio.document.model import Delivery
from studio.script import (
    line_problems,
    normalised,
    parse_text,
    print_text,
    segments,
    shown_text,
    split_text,
    spoken_text,
)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("[LAUGH]", "[laugh]"),
        ("[speed:1.2]", "[speed_1.2]"),
        ("[Speed 1.20x]", "[speed_1.2]"),
        ("[pitch 2]", "[pitch_+2]"),
        ("[pitch: −2 st]", "[pitch_-2]"),
        ("[volume_-3dB]", "[volume_-3]"),
        ("[pause_0.4s]", "[pause_400ms]"),
        ("[PAUSE 400 ms]", "[pause_400ms]"),
        ("[emotion: Sad, 0.60]", "[emotion_sad_0.6]"),
        ("[emotion happy]", "[emotion_happy]"),
        ("[/Emotion_Happy]", "[/emotion_happy]".replace("_happy", "")),
        ("[lang: ZH]", "[lang_zh]"),
        ("[voice OLD TOM]", "[voice_OLD TOM]"),
        ("[#remark ]", "[# remark]"),
    ],
)
def test_every_way_of_typing_a_tag_has_one_normal_form(typed: str, normal: str) -> None:
    before = "[emotion_happy]" if "/" in typed else ""
    assert normalised(before + typed) == before + normal
    assert not line_problems(before + typed)


@pytest.mark.parametrize(
    ("text", "column", "code", "hint"),
    [
        ("Oh [laugth] no", 4, "unknown-tag", "[laugh]"),
        ("[happy]", 1, "unknown-tag", "[emotion_happy]"),
        ("a [emotion_hapy]", 3, "unknown-emotion", "[emotion_happy]"),
        ("a [emotion_sad_7]", 3, "malformed-tag", "[emotion_sad_0.6]"),
        ("[speed_9]", 1, "malformed-tag", "[speed_1.2]"),
        ("[speed]", 1, "malformed-tag", "[speed_1.2]"),
        ("[pause_400]", 1, "malformed-tag", "[pause_400ms]"),
        ("[lang_chinese]", 1, "malformed-tag", "[lang_zh]"),
        ("see [figure 3]", 5, "unknown-tag", "\\["),
        ("x[/speed]", 2, "stray-close", "Remove"),
        ("{nginx}", 1, "malformed-tag", "\\{"),
        ("a [laugh and", 3, "unclosed", "\\["),
        ("a {b", 3, "unclosed", "\\{"),
        ("a [# never closed", 3, "unclosed", "]"),
    ],
)
def test_what_is_no_tag_is_reported_with_its_column_and_a_suggestion(
    text: str, column: int, code: str, hint: str
) -> None:
    (problem,) = line_problems(text)
    assert (problem.line, problem.column, problem.code) == (1, column, code)
    assert hint in problem.hint
    assert normalised(text) == text


def test_a_range_is_named_when_a_number_is_outside_it() -> None:
    (problem,) = line_problems("[speed_3]")
    assert "0.5 to 2" in problem.message


def test_shown_and_spoken_lines_have_no_tags_and_no_double_spaces() -> None:
    text = "Well [laugh] that [# aside] , [pause_1s] is {nginx|engine x} [whisper] now [/whisper]. [sigh]"
    assert shown_text(text) == "Well that, is nginx now."
    assert spoken_text(text) == "Well that, is engine x now."
    assert shown_text("an [odd one] here") == "an here"
    assert shown_text("a \\[bracket] and C:\\temp \\{x}") == "a [bracket] and C:\\temp {x}"


def test_backslashes_before_a_tag_are_counted_in_pairs() -> None:
    assert shown_text("\\\\[laugh]x") == "\\x"
    assert shown_text("\\\\\\[laugh]x") == "\\[laugh]x"
    assert shown_text("\\\\server\\share") == "\\\\server\\share"
    assert print_text(parse_text("\\\\[laugh]")) == "\\\\[laugh]"


def test_controls_are_resolved_over_the_delivery_of_the_line() -> None:
    base = Delivery(emotion="calm", intensity=0.5, speed=1.1, pitch=1.0, volume=-2.0)
    a, b, c, d = segments("one [emotion_sad][speed_1.2]two [pitch_-3]three[/emotion] four", base, "en")
    assert isinstance(a, Text)
    assert isinstance(b, Text)
    assert isinstance(c, Text)
    assert isinstance(d, Text)
    assert (a.controls.emotion, a.controls.intensity, a.controls.speed) == ("calm", 0.5, 1.1)
    assert (b.controls.emotion, b.controls.intensity, round(b.controls.speed, 6)) == ("sad", 1.0, 1.32)
    assert (c.controls.pitch, c.controls.volume) == (-2.0, -2.0)
    assert (d.controls.emotion, d.controls.pitch) == ("calm", -2.0)
    assert "".join((a.text, b.text, c.text, d.text)) == "one two three four"


def test_controls_stay_within_their_ranges() -> None:
    (made,) = segments("[speed_2][pitch_12][volume_12]x", Delivery(speed=1.9, pitch=9.0, volume=9.0), "en")
    assert isinstance(made, Text)
    assert (made.controls.speed, made.controls.pitch, made.controls.volume) == (2.0, 12.0, 12.0)


def test_pauses_sounds_voices_and_languages_are_segments() -> None:
    text = "a[pause_0.4s][laugh][voice_OLD TOM]b[lang_zh]你好[/lang][/voice][whisper]{c|see}"
    a, pause, laugh, b, ni, c = segments(text, Delivery(), "en")
    assert pause == Pause(seconds=0.4)
    assert isinstance(laugh, Sound)
    assert laugh.name == "laugh"
    assert isinstance(b, Text)
    assert isinstance(ni, Text)
    assert isinstance(c, Text)
    assert (b.voice, b.language, ni.voice, ni.language) == ("OLD TOM", None, "OLD TOM", "zh")
    assert (c.text, c.say, c.controls.whisper, c.voice) == ("c", "see", True, None)
    assert a == Text(text="a")


def test_an_inner_span_wins_and_overlapping_spans_end_on_their_own() -> None:
    made = segments("[speed_1.5]a[speed_0.5][whisper]b[/speed]c[/whisper]d", Delivery(), "en")
    texts = [s for s in made if isinstance(s, Text)]
    assert [(s.text, s.controls.speed, s.controls.whisper) for s in texts] == [
        ("a", 1.5, False), ("b", 0.5, True), ("c", 1.5, True), ("d", 1.5, False),
    ]  # fmt: skip


def test_a_line_is_split_without_breaking_tags_or_losing_spans() -> None:
    text = "One [emotion_sad_0.6]two three[/emotion] four"
    second = "[emotion_sad_0.6]three[/emotion] four"
    assert split_text(text, text.index(" three")) == ("One [emotion_sad_0.6]two", second)
    assert split_text(text, text.index("sad")) == ("One [emotion_sad_0.6]", "[emotion_sad_0.6]two three[/emotion] four")
    for at in range(len(text) + 1):
        first, second = split_text(text, at)
        assert not line_problems(first)
        assert not line_problems(second)
        assert (shown_text(first) + shown_text(second)).replace(" ", "") == "Onetwothreefour"
    first, second = split_text("a \\[b", 3)
    assert (first, second) == ("a", "\\[b")
