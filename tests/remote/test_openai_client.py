"""Our server of the tests and our requests are OpenAI-shaped: checked with OpenAI's own client and request types."""

from __future__ import annotations

import io
import typing

import numpy as np
import pytest
import soundfile

from engine.backends.remote.backend import Backend
from engine.protocol import Controls, Text
from tests.remote.lines import added, request, spoken
from tests.remote.speech_server import SpeechServer

openai = pytest.importorskip("openai")


@pytest.mark.parametrize("form", ["wav", "flac", "mp3"])
def test_openai_s_client_is_served_by_the_twin(server: SpeechServer, form: str) -> None:
    with openai.OpenAI(base_url=server.url, api_key="none", max_retries=0) as client:
        assert [m.id for m in client.models.list()] == ["tones-1"]
        answer = client.audio.speech.create(
            model="tones-1", voice="low", input="Hello there.", response_format=form, speed=1.5
        )
        samples, rate = soundfile.read(io.BytesIO(answer.content))
    assert rate == 24_000
    assert np.abs(samples).max() > 0.1


def test_openai_s_client_streams_from_the_twin_what_we_hear(server: SpeechServer) -> None:
    added(server)
    with (
        openai.OpenAI(base_url=server.url, api_key="none", max_retries=0) as client,
        client.audio.speech.with_streaming_response.create(
            model="tones-1", voice="low", input="Hello there.", response_format="pcm"
        ) as answer,
    ):
        theirs = b"".join(answer.iter_bytes(1_000))
    ours, _ = spoken(Backend(), request("Hello there."))
    # at twice the rate, less the silence that is cut off the edges
    assert 0 <= len(theirs) - len(ours) < 0.3 * 48_000


def test_errors_are_openai_s(server: SpeechServer) -> None:
    server.does.token = "right"
    with (
        openai.OpenAI(base_url=server.url, api_key="wrong", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError),
    ):
        client.audio.speech.create(model="tones-1", voice="low", input="Hello.")


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("model", ["tones-1", "kokoro", "gpt-4o-mini-tts", "tts-1"])
def test_a_server_that_is_not_known_for_more_gets_openai_s_fields_and_values_only(
    server: SpeechServer, model: str, urgent: bool
) -> None:
    from openai.types.audio import SpeechCreateParams

    server.does.models = ({"id": model},)
    added(server)
    fast = Text(text="Hello there.", controls=Controls(speed=1.5, emotion="happy", volume=2.0))
    spoken(Backend(), request(fast, seed=5, language="de"), urgent)
    (body,) = server.asked
    types = typing.get_type_hints(SpeechCreateParams)
    assert set(body) <= set(types)
    assert SpeechCreateParams.__required_keys__ <= set(body)
    assert body["response_format"] in typing.get_args(types["response_format"])
    assert body.get("stream_format", "audio") in typing.get_args(types["stream_format"])
    assert all(isinstance(body[name], str) for name in ("input", "model", "voice"))
    assert ("instructions" in body) == (model == "gpt-4o-mini-tts")
