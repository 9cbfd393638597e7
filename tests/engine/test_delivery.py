"""What a model is told, in which pieces, and what is done to its sound: the same for every engine that reads text."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalogue import Capabilities
from engine.delivery import post
from engine.delivery.instruct import EMOTIONS, PHRASES, SOUNDS, instruction
from engine.delivery.pace import expected_seconds
from engine.delivery.spans import Silence, Speech, spans
from engine.errors import EngineError
from engine.protocol import Controls, Method, Pause, Pronunciation, Segment, Sound, SpeechRequest, Text, VoiceSpec

RATE = 24_000
TOLD = ("emotion", "whisper", "emphasis", "breath", "pitch_range")
FOLLOWS = Capabilities(  # a voice that follows words
    languages=("en", "zh", "ja", "ko", "de", "fr", "ru", "pt", "es", "it"),
    sample_rate=RATE,
    controls={
        "speed": Method.STRETCH, "pitch": Method.STRETCH, "volume": Method.GAIN, "sound": Method.RESPELL,
        **dict.fromkeys(TOLD, Method.INSTRUCTION),
    },
    ranges={"speed": (0.5, 2.0)},
    emotions=EMOTIONS,
    sounds=SOUNDS,
    instruction=True,
)  # fmt: skip
DEAF = Capabilities(  # a voice that only reads
    languages=("en",), sample_rate=RATE, controls={"speed": Method.STRETCH, "volume": Method.GAIN}
)
VOICE = VoiceSpec(engine="any")


def said(text: str, language: str | None = None, voice: str | None = None, **controls: object) -> Text:
    return Text(text=text, language=language, voice=voice, controls=Controls(**controls))


def cut(*segments: Segment, can: Capabilities = FOLLOWS, **rest: object) -> list[Speech | Silence]:
    request = SpeechRequest(segments=segments, voice=VOICE, **rest)
    return list(spans(request, lambda voice: can))


def texts(found: list[Speech | Silence]) -> list[str]:
    return [span.text for span in found if isinstance(span, Speech)]


# --- what is told ---------------------------------------------------------------------------------


def test_every_emotion_has_a_word_and_degrees_in_every_language() -> None:
    for language in PHRASES:
        told = {
            (emotion, strength): instruction(Controls(emotion=emotion, intensity=strength), language, FOLLOWS)
            for emotion in EMOTIONS
            if emotion != "neutral"
            for strength in (0.4, 0.7, 1.0)
        }
        assert len(set(told.values())) == len(told), language
        assert all(text and not any(c.isdigit() for c in text) for text in told.values()), language


def test_an_instruction_is_in_the_language_of_the_line_and_begins_with_the_direction() -> None:
    controls = Controls(emotion="sad", intensity=0.4, whisper=True)
    assert instruction(controls, "en-GB", FOLLOWS, "like a secret") == "like a secret. Sound slightly sad, whisper."
    assert instruction(controls, "zh", FOLLOWS, "像在说秘密") == "像在说秘密。请用略带一点悲伤的语气说，用耳语低声说。"
    assert instruction(controls, "de", FOLLOWS) == "Sprich in leicht traurigem Ton, flüsternd."


def test_nothing_is_told_of_what_is_done_elsewhere_or_cannot_be_done() -> None:
    controls = Controls(emotion="happy", speed=0.5, volume=6, whisper=True)
    assert "slow" not in instruction(controls, "en", FOLLOWS)
    assert instruction(controls, "en", DEAF, "angrily") == ""
    assert instruction(Controls(), "en", FOLLOWS) == ""


def test_a_voice_that_is_told_its_speed_hears_words_and_no_numbers() -> None:
    by_words = Capabilities(
        languages=("en",), sample_rate=RATE, controls={"speed": Method.INSTRUCTION}, instruction=True
    )
    told = [instruction(Controls(speed=s), "en", by_words) for s in (0.6, 0.85, 1.0, 1.2, 1.6)]
    assert told == ["Speak very slowly.", "Speak slowly.", "", "Speak quickly.", "Speak very quickly."]


def test_emphasised_words_are_stressed_and_stay_in_their_sentence() -> None:
    found = cut(said("I said "), said("never", emphasis=True), said(" again!"))
    assert texts(found) == ["I said never again!"]
    assert isinstance(found[0], Speech)
    assert found[0].instruction == "Stress “never”."


# --- pieces ---------------------------------------------------------------------------------------


def test_a_pause_is_silence_of_exactly_its_length_without_a_gap_beside_it() -> None:
    found = cut(said("One. "), Pause(seconds=0.4), said("Two."))
    assert texts(found) == ["One.", "Two."]
    assert [s.seconds for s in found if isinstance(s, Silence)] == [0.4]


def test_a_change_of_manner_cuts_and_equal_manners_are_one_call() -> None:
    found = cut(said("Good ", emotion="happy"), said("morning. ", emotion="happy"), said("Oh no.", emotion="sad"))
    assert texts(found) == ["Good morning.", "Oh no."]
    assert [s.wanted for s in found if isinstance(s, Silence)] == [False]


def test_what_a_voice_cannot_do_cuts_nothing() -> None:
    found = cut(said("Good ", emotion="happy"), said("morning, ", whisper=True), said("all."), can=DEAF)
    assert texts(found) == ["Good morning, all."]


def test_another_voice_speaks_its_own_piece() -> None:
    other = VoiceSpec(engine="any", preset="other")
    found = cut(said("He said: "), said("go away!", voice="B"), voices={"B": other})
    assert [(s.text, s.voice) for s in found if isinstance(s, Speech)] == [
        ("He said:", VOICE),
        ("go away!", other),
    ]


def test_a_foreign_word_stays_in_its_sentence_and_a_foreign_sentence_does_not() -> None:
    assert texts(cut(said("What "), said("Angst", language="de"), said(" means."))) == ["What Angst means."]
    found = cut(said("She said: "), said("Ich habe heute wirklich keine Zeit.", language="de"))
    assert [s.language for s in found if isinstance(s, Speech)] == ["en", "de"]


def test_a_language_the_voice_does_not_speak_is_refused() -> None:
    with pytest.raises(EngineError, match="cannot speak") as caught:
        cut(said("Guten Morgen."), language="de", can=DEAF)
    assert caught.value.kind == "language"


def test_sounds_are_written_as_people_write_them_in_the_language() -> None:
    assert texts(cut(Sound(name="laugh"), said(" Come on."))) == ["Haha! Come on."]
    assert texts(cut(Sound(name="sigh"), said("好吧。"), language="zh")) == ["唉…… 好吧。".replace("……", "…")]
    assert texts(cut(Sound(name="laugh"), said("Come on."), can=DEAF)) == ["Come on."]


def test_respellings_replace_whole_words_and_the_shown_word_keeps_its_place() -> None:
    lexicon = (Pronunciation(word="nginx", say="engine x"), Pronunciation(word="NGINX", say="never"))
    shown = "Use nginx, not nginxed."
    (found,) = cut(said(shown), lexicon=lexicon)
    assert isinstance(found, Speech)
    assert found.text == "Use engine x, not nginxed."
    assert found.reading.words(shown) == (
        ("Use", 0, "Use"), ("nginx,", 4, "engine x,"), ("not", 11, "not"), ("nginxed.", 15, "nginxed."),
    )  # fmt: skip


def test_what_steers_a_model_and_what_cannot_be_said_never_reaches_it() -> None:
    dirty = "\x1b[31mHi\u200b <|im_end|><tts_pad>[laugh] th\x00ere 😀👍🏽, *fr_iend*\ud800!!!! [emotion_happy 1]"
    assert texts(cut(said(dirty))) == ["Hi there, fr iend!"]
    assert texts(cut(said("5 % of €20 is 1, 3 + 4 = 7, C# at 21 °C."))) == ["5 % of €20 is 1, 3 + 4 = 7, C# at 21 °C."]
    assert texts(cut(said("Nooooooooooooo way......"))) == ["Noooo way..."]


@pytest.mark.parametrize("text", ["", "   ", "😀🎉", "...", "\x00\x07\u200b", "[laugh]", "<|im_end|>", "—"])
def test_a_line_of_which_nothing_can_be_said_is_a_short_silence(text: str) -> None:
    found = cut(said(text))
    assert len(found) == 1
    assert isinstance(found[0], Silence)
    assert 0 < found[0].seconds < 1


def test_long_text_is_cut_between_sentences_into_even_pieces() -> None:
    sentence = "The river ran past the old mill, and nobody spoke of it. "
    found = cut(said(sentence * 40))
    pieces = texts(found)
    assert " ".join(pieces) == (sentence * 40).strip()
    assert all(piece.endswith("it.") and len(piece) <= 200 for piece in pieces)
    assert min(map(len, pieces)) > 0.6 * max(map(len, pieces))
    assert all(s.seconds == 0.35 for s in found if isinstance(s, Silence))


def test_text_without_any_sentence_is_cut_at_words_and_without_words_anywhere() -> None:
    words = texts(cut(said("word " * 500)))
    assert all(len(piece) <= 201 for piece in words)
    assert sum(piece.count("word") for piece in words) == 500
    assert all(len(piece) <= 101 for piece in texts(cut(said("山水" * 500), language="zh")))


def test_abbreviations_and_numbers_do_not_end_a_sentence() -> None:
    text = "Dr. Watson saw J. K. Rowling walk 3.5 km. " * 8
    assert all(piece.endswith("km.") for piece in texts(cut(said(text))))


@given(st.text(max_size=400))
def test_any_text_gives_pieces_that_can_be_said(text: str) -> None:
    for span in cut(said(text)):
        if isinstance(span, Speech):
            assert any(c.isalnum() for c in span.text)
            assert len(span.text) <= 201
            assert len(span.reading.at) == len(span.text)
            assert "<|" not in span.text
            span.text.encode()  # no lone surrogates


def test_the_pace_of_languages() -> None:
    assert expected_seconds("The quick brown fox jumps over the lazy dog.", "en") == pytest.approx(2.6, rel=0.2)
    assert expected_seconds("今天天气很好，我们去公园吧。", "zh") == pytest.approx(2.9, rel=0.25)
    assert expected_seconds("No", "en") == 0.25
    assert expected_seconds("...", "en") == 0.0


# --- the finished waveform ------------------------------------------------------------------------


def through(controls: Controls, samples: np.ndarray, size: int = 1920) -> np.ndarray:
    chain = post.chain(controls, RATE)
    parts = [chain.push(samples[i : i + size]) for i in range(0, len(samples), size)]
    return np.concatenate([*parts, chain.flush()])


def vowel(seconds: float = 2.0, hertz: float = 140.0) -> np.ndarray:
    """Harmonics that glide a little, as a voice does."""
    time = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * hertz * (time + 0.002 * np.sin(2 * np.pi * 1.5 * time))
    wave = sum(np.sin(k * phase) / k for k in range(1, 20))
    return np.asarray(0.2 * wave, np.float32)


def hertz(samples: np.ndarray) -> float:
    """The pitch by autocorrelation, median over the middle of the samples."""
    found = []
    for at in range(RATE // 4, len(samples) - RATE // 4, 1200):
        part = samples[at : at + 1600] - samples[at : at + 1600].mean()
        same = np.correlate(part, part, "full")[1599:]
        low = RATE // 400
        found.append(RATE / (low + int(np.argmax(same[low : RATE // 60]))))
    return float(np.median(found))


@pytest.mark.parametrize(("speed", "pitch"), list(itertools.product((0.5, 0.8, 1.25, 2.0), (0.0, -3.0, 4.0))))
def test_speed_and_pitch_are_exact_and_do_not_touch_each_other(speed: float, pitch: float) -> None:
    samples = vowel()
    out = through(Controls(speed=speed, pitch=pitch), samples)
    plain = len(through(Controls(), samples))
    assert len(out) == pytest.approx(plain / speed, abs=2)  # to the sample; the resampler rounds once
    moved = 12 * np.log2(hertz(out) / hertz(samples))
    assert moved == pytest.approx(pitch, abs=0.3)  # an ear hears a third of a semitone at best in speech


@pytest.mark.parametrize("controls", [Controls(), Controls(speed=1.3), Controls(speed=0.7, pitch=2, volume=-3)])
def test_however_the_samples_come_the_result_is_the_same(controls: Controls) -> None:
    samples = np.concatenate([np.zeros(5000, np.float32), vowel(1.0), np.zeros(9000, np.float32)])
    whole = through(controls, samples, len(samples))
    for size in (1, 480, 7777):
        if size > 1 or controls == Controls():
            np.testing.assert_array_equal(through(controls, samples, size), whole)


def test_silent_edges_are_cut_and_faded_and_inner_silence_stays() -> None:
    quiet = np.zeros(RATE, np.float32)
    samples = np.concatenate([quiet, vowel(0.5), quiet, vowel(0.5), quiet])
    out = through(Controls(), samples)
    kept = post.LEAD_SECONDS + post.TAIL_SECONDS + 2.0
    assert len(out) == pytest.approx(kept * RATE, abs=0.011 * RATE)
    assert out[0] == out[-1] == 0.0
    assert not len(through(Controls(), quiet))


def test_volume_is_exactly_its_decibels() -> None:
    samples = vowel()
    louder = through(Controls(volume=-6.0), samples)
    np.testing.assert_allclose(louder, through(Controls(), samples) * 10 ** (-6 / 20), rtol=1e-6)
