"""One piece of a line, said by a server: what is asked for, and its samples as they come back."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from engine import assets
from engine.backends import Samples
from engine.backends.remote import client, sound
from engine.backends.remote.dialect import QWEN_LANGUAGES
from engine.backends.remote.info import RATE, Voice, chosen
from engine.delivery.instruct import base
from engine.delivery.pace import expected_seconds
from engine.delivery.reading import NOWHERE, Reading
from engine.delivery.spans import Speech
from engine.errors import EngineError
from engine.models import Server
from engine.protocol import Controls, VoiceSpec

PATH = "/audio/speech"
ATTEMPTS = 3  # at audio that broke off or would not end
_FORMATS = ("wav", "pcm", "flac", "mp3")  # tried in this order where a server refuses one
_FRAMES_PER_SECOND = 12.5  # of Qwen3-TTS
_SEEDS = 1 << 31  # what every server's seed can hold
_SLOWEST = 4.0  # times the expected length is still speech; more is a model that does not find the end
_SLACK_SECONDS = 8.0


class Speaker:
    """Speaks pieces; remembers what its servers turned out to like. Used from several threads."""

    def __init__(self) -> None:
        self._refused: dict[tuple[str, str], frozenset[str]] = {}  # (address, model) -> formats it does not have

    def speak(self, speech: Speech, seed: int, urgent: bool, exchange: client.Exchange) -> Iterator[Samples]:
        """Mono samples at ``RATE``, before anything is done to them on this side. Raises EngineError, client.Stopped.

        An ``urgent`` piece is handed on while it comes. Any other is held until it is complete, so that one that
        breaks off, or runs away, can be asked for again.
        """
        voice = chosen(speech.voice)
        longest = _SLACK_SECONDS + _SLOWEST * expected_seconds(speech.text, speech.language)
        for attempt in range(ATTEMPTS):
            again = attempt + 1 < ATTEMPTS
            given = False
            try:
                parts = self._parts(voice, speech, (seed + attempt * 7_919) % _SEEDS, urgent, longest, exchange)
                for part in parts if urgent else list(parts):
                    given = True
                    yield part
                return
            except client.Broken:
                if given or not again:
                    raise
            except EngineError as error:
                if error.kind != "runaway" or given or not again:
                    raise

    def _parts(
        self, voice: Voice, speech: Speech, seed: int, urgent: bool, longest: float, exchange: client.Exchange
    ) -> Iterator[Samples]:
        server = voice.server
        endpoint = endpoint_of(server)
        with self.answer(
            server, lambda form: fields(voice, speech, seed, urgent, longest, form), urgent, exchange
        ) as answer:
            got = 0
            for part in sound.samples(answer.blocks(), answer.headers, server.rate, RATE, endpoint.name):
                got += len(part)
                if got > longest * RATE:
                    raise EngineError(
                        f"The voice did not stop: {got / RATE:.0f} s for “{_short(speech.text)}”.",
                        "Change the line a little, or take another seed.",
                        kind="runaway",
                    )
                yield part

    @contextlib.contextmanager
    def answer(
        self, server: Server, body: Callable[[str], dict[str, Any]], urgent: bool, exchange: client.Exchange
    ) -> Iterator[client.Answer]:
        """The answer in the first format that the server has.

        A WAV states its rate and its length, so a cut one is noticed; raw PCM is what servers stream soonest.
        """
        key = (server.url, server.model)
        first = "pcm" if urgent else "wav"
        for form in sorted(_FORMATS, key=lambda f: f != first):
            if form in self._refused.get(key, ()):
                continue
            try:
                with client.asked(endpoint_of(server), "POST", PATH, body(form), exchange) as answer:
                    yield answer
                    return
            except client.Refused as refused:
                if refused.status not in (400, 415, 422) or "format" not in refused.said.lower():
                    raise
                self._refused[key] = self._refused.get(key, frozenset()) | {form}
                last = refused
        raise last


def fields(voice: Voice, speech: Speech, seed: int, urgent: bool, longest: float, form: str) -> dict[str, Any]:
    """The body of a request: OpenAI's fields, and of a server's own only those that it is known to have.

    Raises EngineError for a cloned voice that nobody agreed to: then nothing of it leaves this machine.
    """
    server, dialect = voice.server, voice.dialect
    body: dict[str, Any] = {"input": speech.text, "response_format": form}
    if server.model:
        body["model"] = server.model
    if voice.name:
        body["voice"] = voice.name
    instruction = " ".join(filter(None, (voice.description, speech.instruction)))
    if instruction:
        body["instructions"] = instruction
    if dialect.native_speed and speech.controls.speed != 1:
        body["speed"] = speech.controls.speed
    if urgent:
        body["stream_format"] = "audio"
    if dialect.seed:
        body["seed"] = seed
    if voice.asset:
        body |= _reference(voice, speech.controls.emotion)
    if dialect.qwen:
        body["task_type"] = "Base" if voice.asset else "VoiceDesign" if voice.description else "CustomVoice"
        body["language"] = QWEN_LANGUAGES.get(base(speech.language), "Auto")
        body["max_new_tokens"] = math.ceil(longest * _FRAMES_PER_SECOND)
        if voice.asset and "ref_text" not in body:
            body["x_vector_only_mode"] = True
        if urgent:
            body["initial_codec_chunk_frames"] = 1
    return body


def _reference(voice: Voice, mood: str) -> dict[str, Any]:
    """The recording for a mood as a data URL, with what is said in it. Raises EngineError."""
    folder = Path(voice.asset)
    asset = assets.load(folder)
    assets.agreed(asset)
    reference = asset.reference(mood)
    file = folder / reference.file
    try:
        recorded = file.read_bytes()
    except OSError as error:
        raise EngineError(
            f"The recording {file} cannot be read: {error.strerror}.", "Make the voice again.", kind="voice"
        ) from error
    if hashlib.sha256(recorded).hexdigest() != reference.sha256:
        raise EngineError(
            f"The recording {file} is not the one that was agreed to.",
            "Bring the old file back, or make the voice again.",
            kind="consent",
        )
    made = {"ref_audio": "data:audio/wav;base64," + base64.b64encode(recorded).decode()}
    if reference.transcript.strip():
        made["ref_text"] = reference.transcript
    return made


def rate(server: Server, text: str) -> int:
    """The sample rate at which a server says a short text. Raises EngineError when it cannot speak."""
    name = server.voices[0] if server.voices else ""
    voice = Voice(server=server, name=name, description="" if name else "A calm voice.")
    reading = Reading(text, (NOWHERE,) * len(text))
    speech = Speech(reading=reading, language="en", voice=VoiceSpec(engine="remote"), controls=Controls())
    exchange = client.Exchange()
    speaker = Speaker()
    with speaker.answer(
        server, lambda form: fields(voice, speech, 0, False, _SLACK_SECONDS, form), False, exchange
    ) as answer:
        own, parts = sound.opened(answer.blocks(), answer.headers, server.rate, server.name)
        for _ in parts:  # to the end: a server that breaks off is told now
            pass
    return own


def endpoint_of(server: Server) -> client.Endpoint:
    return client.Endpoint(name=server.name, url=server.url, token_variable=server.token_variable)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
