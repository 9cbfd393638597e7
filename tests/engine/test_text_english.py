"""The segments of a line become sentences of phonemes, and every shown word knows which of them are its own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.protocol import Controls, Pause, Pronunciation, Segment, Sound, Text
from engine.text.english import EnglishFront, Sentence
from engine.text.pronounce import MARKS, alphabet
from engine.text.words import shown_words

FRONT = EnglishFront()


def read(*parts: Segment | str, lexicon: tuple[Pronunciation, ...] = (), language: str = "en") -> list[Sentence]:
    return FRONT.sentences(tuple(Text(text=p) if isinstance(p, str) else p for p in parts), language, lexicon)


def said(*parts: Segment | str, lexicon: tuple[Pronunciation, ...] = ()) -> str:
    return " | ".join(s.phonemes for s in read(*parts, lexicon=lexicon))


def words(*parts: Segment | str, lexicon: tuple[Pronunciation, ...] = ()) -> dict[str, str]:
    return {w.text: s.phonemes[w.first : w.last] for s in read(*parts, lexicon=lexicon) for w in s.words}


# --- sentences and words ------------------------------------------------------------------------------------------


def test_each_sentence_is_one() -> None:
    assert said("Hello there. How are you? Fine!") == "həlˈO ðˈɛɹ. | hˌW ɑɹ ju? | fˈIn!"


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith left.",
        "J. K. Rowling wrote it.",
        "Cats, e.g. mine, sleep.",
        "It costs $3.50 now.",
        "“What?” he said.",
        "well... maybe",
        "See config.yaml now.",
        "Meet at 5 p.m. sharp.",
    ],
)
def test_a_dot_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert len(read(text)) == 1


def test_a_figure_owns_all_its_phonemes() -> None:
    assert words("In 2024, yes.")["2024"] == "twˈɛnti twˈɛntifˌɔɹ"


def test_punctuation_belongs_to_no_word() -> None:
    for word in words("Well—wait, “really”? (Yes.)").values():
        assert word[0] not in MARKS
        assert word[-1] not in MARKS


def test_a_respelling_of_three_words_is_shared_among_them() -> None:
    found = words("In ", Text(text="New York City", say="en why see"), " now.")
    assert list(found) == ["In", "New", "York", "City", "now"]
    assert all(found.values())


def test_grammar_reaches_across_segments() -> None:
    assert said("the ", Text(text="apple", controls=Controls(emphasis=True))) == said("the apple")
    assert said("the apple").startswith("ði ")
    assert said("un", Text(text="believ", controls=Controls(emphasis=True)), "able") == said("unbelievable")
    assert said("$5", " million") == "fˈIv mˈɪljᵊn dˈɑləɹz"


def test_every_phoneme_knows_its_segment() -> None:
    sentence = read("I ", Text(text="really", controls=Controls(emphasis=True)), " mean it.")[0]
    assert len(sentence.segment) == len(sentence.phonemes)
    word = sentence.words[1]
    assert set(sentence.segment[word.first : word.last]) == {1}
    assert list(sentence.segment) == sorted(sentence.segment)


# --- pauses, sounds, voices ---------------------------------------------------------------------------------------


def test_a_pause_stands_before_the_word_after_it() -> None:
    sentence = read("Hello, ", Pause(seconds=0.4), "world.")[0]
    assert sentence.phonemes[sentence.breaks[0].at :] == "wˈɜɹld."
    assert sentence.breaks[0].segment == 1


def test_a_pause_between_two_sentences_ends_the_first() -> None:
    first, second = read("Stop.", Pause(seconds=0.2), "Now.")
    assert [(b.at, b.segment) for b in first.breaks] == [(len(first.phonemes), 1)]
    assert second.breaks == ()


def test_a_pause_does_not_take_the_full_stop_away() -> None:
    sentence = read("Stop", Pause(seconds=0.2), "!")[0]
    assert sentence.phonemes == "stˈɑp!"
    assert sentence.breaks[0].at == len("stˈɑp!")


def test_breaks_at_the_edges_of_a_line_come_through() -> None:
    only = read(Sound(name="laugh"))
    assert [(s.phonemes, s.breaks[0].segment) for s in only] == [("", 0)]
    around = read(Sound(name="gasp"), "No.", Sound(name="sigh"), Pause(seconds=1))
    assert len(around) == 1
    assert [b.segment for b in around[0].breaks] == [0, 2, 3]
    assert [b.at for b in around[0].breaks] == [0, 4, 4]


def test_another_voice_is_another_sentence() -> None:
    first, second, third = read("He said ", Text(text="come here", voice="b"), " and left.")
    assert (first.segment[0], second.segment[0], third.segment[0]) == (0, 1, 2)
    assert second.words[0].offset == len("He said ")


def test_every_break_comes_once_and_in_order() -> None:
    parts: list[Segment | str] = []
    for i in range(6):
        parts += [f"Part {i}" + ". "[: i % 3], Pause(seconds=0.1), Sound(name="hmm")]
    found = [b.segment for s in read(*parts) for b in s.breaks]
    assert found == [i for i, p in enumerate(parts) if not isinstance(p, str)]


# --- respellings and the dictionary -------------------------------------------------------------------------------

NGINX = Pronunciation(word="nginx", say="engine x")


def test_a_dictionary_entry_is_used_in_any_capitals_and_with_an_ending() -> None:
    found = words("nginx, Nginx's, NGINX!", lexicon=(NGINX,))
    assert found["nginx"] == found["NGINX"] == "ˈɛnʤən ˈɛks"
    assert found["Nginx's"] == "ˈɛnʤən ˈɛksᵻz"


def test_an_entry_does_not_touch_a_longer_word() -> None:
    assert said("category", lexicon=(Pronunciation(word="cat", say="dog"),)) == said("category")


def test_the_first_entry_wins_and_exact_capitals_go_first() -> None:
    entries = (
        Pronunciation(word="read", say="red"),
        Pronunciation(word="read", say="blue"),
        Pronunciation(word="READ", say="green"),
    )
    assert said("read", lexicon=entries) == said("red")
    assert said("READ", lexicon=entries) == said("green")


def test_an_entry_of_several_words_and_with_phonemes() -> None:
    entry = Pronunciation(word="New York", phonemes="nu jˈɔɹk")
    assert words("In new york.", lexicon=(entry,)) == {"In": "ɪn", "new": "nu", "york": "jˈɔɹk"}


def test_phonemes_and_respellings_of_a_segment_are_spoken() -> None:
    assert said(Text(text="tomato", phonemes="təmˈɑTO"), "es") == "təmˈɑTOz"
    assert said(Text(text="世界", say="shr jyeh"), ".") == said("shr jyeh.")
    assert said("Say ", Text(text="(hidden)", say=""), " this.") == said("Say this.")


def test_a_phoneme_that_does_not_exist_is_named() -> None:
    with pytest.raises(EngineError) as refused:
        read(Text(text="cat", phonemes="kœ@t"))
    assert refused.value.kind == "text"
    assert "“@”" in refused.value.message
    with pytest.raises(EngineError, match="“g”") as plain_g:
        read("go", lexicon=(Pronunciation(word="go", phonemes="gˈO"),))
    assert "ɡ" in plain_g.value.hint


def test_text_cannot_pass_phonemes_in_brackets() -> None:
    assert "ˈʌŋk" not in said("[x](/ˈʌŋk/)")
    assert said("[x](/y/)") == said("x")


# --- languages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "run", "script"),
    [
        ("Hello 世界 now", "世界", "Han"),
        ("Привет!", "Привет", "Cyrillic"),
        ("ok こんにちは", "こんにちは", "Kana"),
        ("안녕 you", "안녕", "Hangul"),
        ("μῆνιν", "μῆνιν", "Greek"),
    ],
)
def test_another_script_is_refused_by_name_and_place(text: str, run: str, script: str) -> None:
    with pytest.raises(EngineError) as refused:
        read(text)
    assert refused.value.kind == "language"
    assert run in refused.value.message
    assert script in refused.value.message
    assert f"character {text.index(run) + 1}" in refused.value.message
    assert "|" in refused.value.hint


def test_another_language_is_refused_and_english_is_not() -> None:
    with pytest.raises(EngineError, match="German"):
        read(Text(text="Hallo", language="de"))
    with pytest.raises(EngineError, match="Chinese"):
        read("Hello", language="zh")
    assert read(Text(text="Hello", language="en-GB"), language="en-US")


@pytest.mark.parametrize("text", ["Café naïve Zoë", "½ µm ≥ 5 °C", "Łódź — Dvořák™", "π is α", "ｆｕｌｌ １２"])
def test_accents_and_signs_are_english_enough(text: str) -> None:
    assert read(text)[0].phonemes


# --- odd text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "   ", "...", "!!!", "🎉", "— “ ” —", "🎉 ... ?!", "***", "[]", "()", "\n\n", "\u200b"]
)
def test_nothing_to_say_is_no_sentence(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Huh?",
        "Mm-hm.",
        "Shh!",
        "Ugh",
        "Hmm...",
        "Ah!",
        "Pfft.",
        "Psst!",
        "Uh-huh.",
        "Hahaha!",
        "Brrr",
        "Grr!",
        "Tsk tsk.",
        "Eww!",
        "Zzz",
        "Argh!",
        "Whew.",
    ],
)
def test_an_interjection_is_one_short_sound_and_not_spelled(text: str) -> None:
    (sentence,) = read(text)
    assert 2 <= len(sentence.phonemes) <= 16
    assert "ˌɛs" not in sentence.phonemes
    assert "Aʧ" not in sentence.phonemes


def test_shouting_is_spoken_as_words() -> None:
    assert said("STOP IT NOW!").replace("ˌ", "ˈ").count("ˈ") <= 4
    assert said("HELLO")[:3] == said("hello")[:3]


@pytest.mark.parametrize(
    "run",
    [
        "x" * 10_000,
        "Ab" * 5_000,
        "word " * 2_000,
        "a-" * 2_000,
        "1," * 2_000,
        "http://a.b/" + "x/" * 4_000,
        "ha" * 5_000,
        "é" * 10_000,
        "A." * 2_000,
    ],
)
def test_a_very_long_line_is_cut_and_does_not_hang(run: str) -> None:
    sentences = read(run)
    assert sentences
    assert max(len(s.phonemes) for s in sentences) <= 400


def test_no_part_of_a_long_unknown_word_is_dropped() -> None:
    half = words("brundlesnatchworbling")["brundlesnatchworbling"]
    whole = words("brundlesnatchworbling" * 2)["brundlesnatchworbling" * 2]
    assert len(whole) > 1.6 * len(half)


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    text = ", ".join(["the quick brown fox jumps over the lazy dog"] * 20)
    sentences = read(text)
    assert len(sentences) > 1
    assert all(s.phonemes.endswith(",") for s in sentences[:-1])
    assert sum(len(s.words) for s in sentences) == 9 * 20


# --- whatever is written ------------------------------------------------------------------------------------------

_WRITTEN = """hello I'm 2024 $9.99 7:30 pm x-ray don't NASA snake_case 3–5 km Dr. Mr. e.g. (the king) “Hi,” — wait...
C++ a/b/c 🎉 **bold** [x](/y/) W-what Nooooo 50% & #tag @me foo() St. Henry VIII Huh?! <b> https://a.com/b?c=d 1/2 -5
°C .NET 'em rock 'n' roll mid-2020s … café U.S. [ ] { | nginx New York 10⁶ x² ¹"""
_WORDS = st.sampled_from(_WRITTEN.split())
_LINE = st.one_of(
    st.lists(_WORDS, max_size=14).map(" ".join),
    st.text(alphabet=st.sampled_from("abcAB 19.,:;-—'\"!?()[]$%/&#@_*+=<>\n…“”"), max_size=60),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z"), max_codepoint=0x24F), max_size=40),
)
_SPOKEN_ALWAYS = "hello world don't x-ray 2024 $9.99 7:30 NASA café really? “yes,” no! (maybe) U.S.A snake_case Dr."
_SEGMENT = st.one_of(
    _LINE.map(lambda t: Text(text=t)),
    st.builds(Text, text=_LINE, say=_LINE),
    st.builds(Text, text=_LINE, voice=st.sampled_from([None, "b"])),
    st.builds(Pause, seconds=st.just(0.2)),
    st.builds(Sound, name=st.just("laugh")),
)
_LEXICON = (NGINX, Pronunciation(word="New York", phonemes="nu jˈɔɹk"), Pronunciation(word="2024", say="the year"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SEGMENT, max_size=6))
@example([Text(text="Stop.Now"), Pause(seconds=1), Text(text="x")])
def test_words_offsets_and_phonemes_always_fit(segments: list[Segment]) -> None:
    sentences = FRONT.sentences(segments, "en", _LEXICON)
    shown = "".join(s.text for s in segments if isinstance(s, Text))
    known = alphabet()
    last = -1
    for sentence in sentences:
        assert set(sentence.phonemes) <= known
        assert not set(sentence.phonemes) & set("[](){}<>|/")
        assert len(sentence.phonemes) == len(sentence.segment) <= 400
        assert all(isinstance(segments[i], Text) for i in sentence.segment)
        at = 0
        for word in sentence.words:
            assert word.offset > last
            last = word.offset
            assert shown[word.offset : word.offset + len(word.text)] == word.text
            assert at <= word.first < word.last <= len(sentence.phonemes)
            assert not {sentence.phonemes[word.first], sentence.phonemes[word.last - 1]} & (MARKS | {" "})
            at = word.last
        assert [b.at for b in sentence.breaks] == sorted(b.at for b in sentence.breaks)
        assert all(0 <= b.at <= len(sentence.phonemes) for b in sentence.breaks)
    breaks = [b.segment for s in sentences for b in s.breaks]
    assert breaks == [i for i, s in enumerate(segments) if not isinstance(s, Text)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "hello",
                "world",
                "don't",
                "x-ray",
                "2024",
                "$9.99",
                "7:30",
                "NASA",
                "café",
                "really?",
                "“yes,”",
                "no!",
                "(maybe)",
                "U.S.A",
                "snake_case",
                "Dr.",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_shown_word_has_exactly_one_spoken_word(parts: list[str]) -> None:
    text = " ".join(parts)
    found = [(w.text, w.offset) for s in read(text) for w in s.words]
    assert found == [(w.text, w.start) for w in shown_words(text)]
