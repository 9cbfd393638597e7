"""A description in English or Chinese becomes a voice, and every word of it is accounted for."""

from __future__ import annotations

import pytest

from engine.backends.hibari.parameters import RANGES
from engine.backends.hibari.recipes import RECIPES
from engine.errors import EngineError
from engine.voices.design import design, read_description, vocabulary

OLD_MAN = "a deep, hoarse old man, slow and calm"


def test_english_and_chinese_descriptions_of_one_voice_come_out_alike() -> None:
    english, chinese = read_description(OLD_MAN), read_description("一个低沉沙哑的老人，语速缓慢，语气平静")
    assert english.settings == chinese.settings
    assert english.manner == chinese.manner
    assert english.ignored == chinese.ignored == ()
    assert len(english.understood) == len(chinese.understood) == 5


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("warm female narrator, calm", "温暖的女声旁白，平静"),
        ("a young man, bright and fast", "一个年轻的男人，声音明亮，语速快"),
        ("a little girl, cheerful", "一个小女孩，开心"),
        ("a slightly breathy woman", "一个略带气声的女人"),
        ("a very deep man", "一个非常低沉的男人"),
        ("a robot", "机器人"),
        ("a 70-year-old woman, trembling", "一位70岁的女士，声音颤抖"),
    ],
)
def test_pairs_of_descriptions_agree(english: str, chinese: str) -> None:
    assert read_description(english).settings == read_description(chinese).settings
    assert read_description(english).manner == read_description(chinese).manner


def test_an_old_deep_man_is_lower_larger_rougher_and_slower_than_the_base_voice() -> None:
    settings = read_description(OLD_MAN).settings
    assert settings["pitch"] < -8
    assert settings["formant"] < 0.9
    assert settings["roughness"] > 0.4
    assert settings["rate"] < 0.9
    assert read_description(OLD_MAN).manner.emotion == "calm"


def test_speakers_are_ordered_by_the_size_of_their_heads() -> None:
    order = ["a giant", "a man", "a boy", "a little girl"]
    formants = [read_description(who).settings["formant"] for who in order]
    assert formants == sorted(formants)
    assert formants[0] <= 0.76


def test_a_modifier_changes_how_much() -> None:
    slightly, plain, very = (
        read_description(f"a woman, {m} hoarse").settings["roughness"] for m in ("slightly", "", "very")
    )
    assert slightly == pytest.approx(plain / 2)
    assert very == pytest.approx(plain * 1.5)


@pytest.mark.parametrize("text", ["not a hoarse man", "a man, not hoarse", "不沙哑的男人"])
def test_a_negated_word_does_nothing(text: str) -> None:
    assert "roughness" not in read_description(text).settings


def test_negation_reaches_over_or_but_not_further() -> None:
    settings = read_description("not hoarse or loud, a breathy man").settings
    assert {"roughness", "effort"} & set(settings) <= {"effort"}
    assert settings["breath"] > 0.2
    assert "rate" not in read_description("a not too fast young woman").settings
    assert read_description("a not too fast young woman").settings["pitch"] > 0


def test_unknown_words_are_reported_and_function_words_are_not() -> None:
    made = read_description("a Scottish man with a voice like thunder")
    assert made.ignored == ("Scottish", "thunder")
    assert read_description("一个会飞的男人").ignored == ("会飞",)


def test_contradictions_are_reported_and_the_first_word_wins() -> None:
    made = read_description("a loud but quiet man woman")
    assert "quiet (contradicts loud)" in made.ignored
    assert "woman (contradicts man)" in made.ignored
    assert made.settings["effort"] > 0


@pytest.mark.parametrize(
    ("text", "tone"),
    [("a 12-year-old boy", 1.13), ("a man of 35", 0.86), ("in her 60s", 0.97), ("八十岁的老奶奶", 0.97)],
)
def test_years_say_the_age(text: str, tone: float) -> None:
    assert read_description(text).settings.get("formant") == pytest.approx(tone)


def test_every_setting_stays_within_what_the_engine_takes() -> None:
    words = vocabulary()
    piled = read_description("very " + " very ".join(w for w in words.entries if w.isascii()))
    for name, value in piled.settings.items():
        lowest, highest, _, _ = RANGES[name]
        assert lowest <= value <= highest


def test_the_vocabulary_names_only_what_the_engine_has() -> None:
    words = vocabulary()
    for meaning in words.entries.values():
        assert set(meaning.settings) <= set(RANGES)
        assert not meaning.emotion or meaning.emotion in RECIPES
        assert meaning.sex in ("", "man", "woman")
        assert meaning.age in ("", *words.base["man"])
    assert len([w for w in words.entries if w.isascii()]) > 250
    assert len([w for w in words.entries if not w.isascii()]) > 250


def test_a_description_that_says_nothing_is_refused_with_an_example() -> None:
    with pytest.raises(EngineError) as refused:
        design("purple banana")
    assert refused.value.kind == "design"
    assert "purple" in refused.value.message
    assert "old man" in refused.value.hint


def test_a_design_is_a_voice_of_the_engine() -> None:
    made = design(OLD_MAN)
    assert made.voice.engine == "hibari"
    assert made.voice.preset
    assert made.delivery.emotion == "calm"
    assert any(u.startswith("hoarse -> roughness") for u in made.understood)


@pytest.mark.parametrize("text", ["", "   ", "，。", "123", "🎤", "\x00", "a" * 10_000, "低" * 5_000, "very very very"])
def test_no_description_breaks_the_reader(text: str) -> None:
    read_description(text)
