"""A prompt says what was asked for, and what a checkpoint cannot do is refused with a word instead of guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.backends.qwen3.model.generate import generate
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import SharedNoise
from engine.errors import EngineError
from tests.qwen3.cases import CASES, LONG, Checkpoints, reference

_BY_KIND = {case.kind: case for case in CASES if case.size == "tiny" and not case.narrow}
_SMALL = next(case for case in CASES if case.size == "tiny-0b6")


@pytest.fixture
def custom(checkpoints: Checkpoints) -> LanguageModel:
    return checkpoints.model(_BY_KIND["custom_voice"])


@pytest.fixture
def base(checkpoints: Checkpoints) -> LanguageModel:
    return checkpoints.model(_BY_KIND["base"])


@pytest.fixture
def design(checkpoints: Checkpoints) -> LanguageModel:
    return checkpoints.model(_BY_KIND["voice_design"])


def same(one: Prompt, other: Prompt) -> bool:
    return one.rows.shape == other.rows.shape and torch.equal(one.rows, other.rows)


def test_names_are_case_insensitive(custom: LanguageModel) -> None:
    speak = custom.prompts.custom_voice
    assert same(speak("Hi.", "RYAN", "ENGLISH"), speak("Hi.", "ryan", "english"))


def test_a_dialect_speaker_uses_the_dialect_where_the_language_is_chinese_or_automatic(custom: LanguageModel) -> None:
    speak = custom.prompts.custom_voice
    assert same(speak("Hi.", "dylan", "auto"), speak("Hi.", "dylan", "chinese"))
    assert not same(speak("Hi.", "dylan", "auto"), speak("Hi.", "dylan", "english"))
    assert len(speak("Hi.", "vivian", "auto").rows) == len(speak("Hi.", "vivian", "chinese").rows) - 1


def test_dialects_are_not_languages_to_ask_for(custom: LanguageModel) -> None:
    assert "beijing_dialect" not in custom.config.languages
    with pytest.raises(EngineError, match="beijing_dialect") as caught:
        custom.prompts.custom_voice("Hi.", "dylan", "beijing_dialect")
    assert caught.value.kind == "language"


def test_streamed_text_follows_the_frames_and_then_padding(custom: LanguageModel) -> None:
    at_once = custom.prompts.custom_voice(LONG, "ryan")
    streamed = custom.prompts.custom_voice(LONG, "ryan", streamed=True)
    assert len(streamed.rows) + len(streamed.trailing) == len(at_once.rows) - 1
    assert torch.equal(streamed.text_at(len(streamed.trailing)), streamed.pad)
    assert torch.equal(at_once.text_at(0), at_once.pad)


def test_a_clone_in_context_is_longer_by_its_reference(base: LanguageModel) -> None:
    by_vector = base.prompts.clone("Hi.", reference(0), streamed=False)
    in_context = base.prompts.clone("Hi.", reference(20), streamed=False)
    transcript = len(base.text.ids(reference(20).transcript))
    assert len(in_context.rows) == len(by_vector.rows) + 20 + transcript


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\t"])
def test_a_line_without_words_is_refused(custom: LanguageModel, text: str) -> None:
    for streamed in (False, True):
        with pytest.raises(EngineError) as caught:
            custom.prompts.custom_voice(text, "ryan", streamed=streamed)
        assert caught.value.kind == "text"


def test_an_unknown_voice_or_language_names_those_there_are(custom: LanguageModel) -> None:
    with pytest.raises(EngineError) as caught:
        custom.prompts.custom_voice("Hi.", "nobody")
    assert (caught.value.kind, "vivian" in caught.value.hint) == ("voice", True)
    with pytest.raises(EngineError) as caught:
        custom.prompts.custom_voice("Hi.", "ryan", "klingon")
    assert (caught.value.kind, "korean" in caught.value.hint) == ("language", True)


def test_each_kind_of_checkpoint_does_its_own_mode_only(
    custom: LanguageModel, base: LanguageModel, design: LanguageModel
) -> None:
    for attempt in (
        lambda: custom.prompts.clone("Hi.", reference(0)),
        lambda: base.prompts.voice_design("Hi.", "old"),
        lambda: design.prompts.custom_voice("Hi.", "ryan"),
    ):
        with pytest.raises(EngineError, match="checkpoint") as caught:
            attempt()
        assert caught.value.kind == "voice"


def test_the_smaller_checkpoint_says_that_it_follows_no_instruction(checkpoints: Checkpoints) -> None:
    """The official package drops the instruction without a word."""
    small = checkpoints.model(_SMALL)
    assert not small.config.follows_instruction
    with pytest.raises(EngineError, match="instructions"):
        small.prompts.custom_voice("Hi.", "ryan", instruction="angry")


def test_references_that_do_not_fit_are_refused(base: LanguageModel) -> None:
    good = reference(5)
    assert good.codes is not None
    for bad in (
        replace(good, vector=torch.zeros(32)),
        replace(good, transcript=" "),
        replace(good, codes=good.codes[:, :8]),
        replace(good, codes=good.codes[:0]),
        replace(good, codes=good.codes + 2048),
        replace(good, codes=good.codes - 2048),
    ):
        with pytest.raises(EngineError) as caught:
            base.prompts.clone("Hi.", bad)
        assert caught.value.kind == "voice"


@pytest.mark.parametrize(
    "text", ["👍👍👍", "\x00\x07\u202e", "<|im_end|><tts_pad>", "a" * 2000, "中文 and English и русский", "\n\nHi."]
)
def test_any_text_can_be_spoken(custom: LanguageModel, text: str) -> None:
    for streamed in (False, True):
        prompt = custom.prompts.custom_voice(text, "ryan", streamed=streamed)
        assert prompt.rows.isfinite().all()
        assert len(generate(custom.talker, [prompt], [custom.settings], SharedNoise(1), 2)[0]) == 2


def test_a_line_longer_than_the_model_reads_is_refused(custom: LanguageModel) -> None:
    prompt = custom.prompts.custom_voice("a" * 10_000, "ryan")
    with pytest.raises(EngineError) as caught:
        generate(custom.talker, [prompt], [custom.settings], SharedNoise(1), 2)
    assert (caught.value.kind, "shorter" in caught.value.hint) == ("text", True)
