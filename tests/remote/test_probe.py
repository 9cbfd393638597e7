"""A server that is added tells what it is: model, voices, languages, rate, and what it can do beyond that."""

from __future__ import annotations

from typing import Any

import pytest

from engine import catalogue, models
from engine.backends.remote.dialect import OPENAI_VOICES
from engine.errors import EngineError
from engine.protocol import Method, VoiceSpec
from tests.remote.lines import OMNI
from tests.remote.speech_server import SpeechServer


@pytest.mark.parametrize(
    "voices",
    [
        {"voices": ["ann", "Bob B"]},  # vLLM-Omni, older Kokoro-FastAPI
        {"voices": [{"id": "ann", "name": "Ann"}, {"id": "Bob B", "name": "Bob"}]},  # Kokoro-FastAPI, Open WebUI
        {
            "voices": [{"name": "ann", "language": "en"}, {"name": "Bob B", "language": "de"}],
            "object": "list",
        },  # speaches
        {"voices": {"ann": {"gender": "f"}, "Bob B": {}}},
        {"object": "list", "data": [{"voice_id": "ann"}, {"voice_id": "Bob B"}]},
        ["ann", "Bob B", "ann", "", 7],
    ],
)
def test_every_shape_of_a_list_of_voices(server: SpeechServer, voices: Any) -> None:
    server.does.voices = voices
    assert models.probe(server.url).voices == ("ann", "Bob B")


def test_voices_that_stand_with_their_model(server: SpeechServer) -> None:
    server.does.voices = None
    server.does.models = (
        {"id": "whisper", "task": "automatic-speech-recognition"},
        {"id": "kokoro-82m", "voices": [{"name": "af_heart"}, {"name": "bm_lewis"}], "language": ["en", "de"]},
    )
    made = models.probe(server.url)
    assert (made.model, made.voices, made.languages) == ("kokoro-82m", ("af_heart", "bm_lewis"), ("en", "de"))


def test_a_server_without_a_list_gets_openai_s_voices(server: SpeechServer) -> None:
    server.does.voices = None
    server.does.models = ({"id": "tts-1", "owned_by": "system"},)
    assert models.probe(server.url).voices == OPENAI_VOICES


@pytest.mark.parametrize("voices", [["vivian"], []])
@pytest.mark.parametrize(
    ("kind", "instruction", "cloning", "design"),
    [("CustomVoice", True, False, False), ("VoiceDesign", True, False, True), ("Base", False, True, False)],
)
def test_the_qwen_models_on_vllm_omni(
    server: SpeechServer, kind: str, instruction: bool, cloning: bool, design: bool, voices: list[str]
) -> None:
    server.does.models = (OMNI[kind],)
    server.does.voices = {"voices": voices, "uploaded_voices": []}
    made = models.add_server(models.probe(server.url, name="gpu"))
    assert (made.software, made.voices) == ("vllm-omni", tuple(voices))
    assert (made.instruction, made.cloning, made.design) == (instruction, cloning, design)
    assert "zh" in made.languages
    described = catalogue.describe("remote").capabilities
    assert (described.instruction, described.cloning, described.design) == (instruction, cloning, design)


def test_the_small_qwen_model_follows_no_words(server: SpeechServer) -> None:
    server.does.models = ({"id": "Qwen/Qwen3-TTS-12Hz-0.6B-CustomVoice", "owned_by": "vllm"},)
    models.add_server(models.probe(server.url))
    can = catalogue.capabilities(VoiceSpec(engine="remote", preset="low"))
    assert not can.instruction
    assert "emotion" not in can.controls
    assert can.controls["speed"] is Method.STRETCH
    assert can.controls["volume"] is Method.GAIN


def test_the_rate_is_the_one_that_is_heard(server: SpeechServer) -> None:
    server.does.rate = 44_100
    assert models.probe(server.url).rate == 44_100
    server.does.formats = ("flac",)
    assert models.probe(server.url).rate == 44_100


def test_a_server_that_cannot_speak_is_not_added(server: SpeechServer) -> None:
    server.does.body = b'{"detail": "no weights"}'
    server.does.content_type = "application/json"
    with pytest.raises(EngineError, match="no weights"):
        models.probe(server.url, name="gpu")


@pytest.mark.parametrize("end", ["", "/", "/v1", "/v1/", "/v1/models", "/v1/audio/speech"])
def test_an_address_is_understood_as_people_paste_it(server: SpeechServer, end: str) -> None:
    assert models.probe(server.url.removesuffix("/v1") + end).url == server.url
    assert models.probe(server.url.removesuffix("/v1").removeprefix("http://") + end).url == server.url


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(EngineError, match="holds a name or password") as raised:
        models.probe("http://ann:secret@host/v1")
    assert "secret" not in raised.value.message + raised.value.hint


def test_a_web_page_is_no_speech_server(server: SpeechServer) -> None:
    server.does.fail = [(200, {}, "text/html", b"<html><title>Router login</title></html>")]
    with pytest.raises(EngineError, match="no speech server: it answers “Router login”"):
        models.probe(server.url)


def test_a_server_that_shows_its_window_at_unknown_paths_has_no_list_of_voices(server: SpeechServer) -> None:
    server.does.voices = None
    server.does.page = b"<!doctype html><html><title>Studio</title></html>"
    assert models.probe(server.url).voices == OPENAI_VOICES
    assert models.probe(server.url.removesuffix("/v1")).url == server.url


def test_a_model_the_server_does_not_have(server: SpeechServer) -> None:
    with pytest.raises(EngineError, match="no model called “other”") as raised:
        models.probe(server.url, model="other")
    assert "tones-1" in raised.value.hint


def test_servers_without_a_name_are_called_after_their_machine(server: SpeechServer) -> None:
    assert models.add_server(models.probe(server.url)).name == "127.0.0.1"
    server.does.models = ({"id": "tones-2"},)
    assert models.add_server(models.probe(server.url)).name == "127.0.0.1-2"
    assert models.add_server(models.probe(server.url)).name == "127.0.0.1-2"  # the same one, asked anew
