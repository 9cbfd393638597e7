"""Asks a speech server what it is and what it can do, once, when it is added.

It reads the list of models and, where there is one, the list of voices, and lets the server say one short word: a
server that cannot is not added, and the answer tells at which sample rate it speaks.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from engine import models
from engine.backends.remote import client, dialect, words
from engine.errors import EngineError
from engine.models import Server

_VOICE_PATHS = ("/audio/voices", "/voices")
_ENOUGH = 1 << 22  # bytes of a list
_WORD = "Hello."
_RATE = 24_000  # OpenAI's, and that of nearly all others
_OWNERS = {"vllm": "vllm-omni", "kokoro": "kokoro-fastapi", "speaches": "speaches", "resemble": "chatterbox"}


def probe(url: str, model: str = "", token_variable: str = "", name: str = "") -> Server:
    """The server as it may be registered. ``url`` with or without "/v1". Raises EngineError(kind="server")."""
    endpoint, listed = _models(_trimmed(url), token_variable, name)
    chosen = _model(model, listed, endpoint.name)
    entry = next((m for m in listed if m.get("id") == chosen), {})
    software = _software(endpoint.url, entry, listed)
    speaks = dialect.known(software, chosen)
    voices = _voices(endpoint, chosen, entry)
    if not voices and speaks.presets:
        voices = speaks.voices
    made = Server(
        name=name or _free(endpoint, chosen),
        url=endpoint.url,
        model=chosen,
        voices=voices,
        languages=_languages(entry) or speaks.languages,
        instruction=speaks.instruction,
        cloning=speaks.cloning,
        design=speaks.design,
        token_variable=token_variable,
        rate=_RATE,
        software=software,
    )
    return _heard(made)


def _free(endpoint: client.Endpoint, model: str) -> str:
    """A name for a server that was given none: its host's, with a number when another server has that one."""
    taken = {s.name.casefold(): (s.url, s.model) for s in models.servers()}
    names = (endpoint.name, *(f"{endpoint.name}-{n}" for n in range(2, len(taken) + 3)))
    return next(n for n in names if taken.get(n.casefold(), (endpoint.url, model)) == (endpoint.url, model))


def _trimmed(url: str) -> str:
    url = url.strip().rstrip("/")
    if "://" not in url:
        url = f"http://{url}"
    parts = urllib.parse.urlsplit(url)
    if parts.username or parts.password:
        raise EngineError(
            "The address holds a name or password; it would stand in a file.",
            "Put the token into an environment variable and name that: --token-variable NAME.",
            kind="server",
        )
    return url.removesuffix("/audio/speech").removesuffix("/models")


def _models(url: str, token_variable: str, name: str) -> tuple[client.Endpoint, list[Mapping[str, Any]]]:
    """The address that has a list of models, and the list; empty for a server that has none."""
    host = urllib.parse.urlsplit(url).hostname or url
    addresses = [url] if url.endswith("/v1") else [f"{url}/v1", url]
    page: EngineError | None = None
    for address in addresses:
        endpoint = client.Endpoint(name=name or host, url=address, token_variable=token_variable)
        try:
            answer = _asked(endpoint, "/models")
        except _NoList as error:
            page = page or error
            continue
        if answer is not None:
            return endpoint, [m for m in _entries(answer, ("data", "models")) if isinstance(m, Mapping)]
    if page is not None:
        raise page
    return client.Endpoint(name=name or host, url=addresses[0], token_variable=token_variable), []


class _NoList(EngineError):
    """There is something at this address, and it is not what was asked for."""


def _asked(endpoint: client.Endpoint, path: str) -> Any:
    """A JSON document, None when the server has no such path. Raises _NoList, EngineError."""
    try:
        with client.asked(endpoint, "GET", path, None, client.Exchange()) as answer:
            body = b""
            for block in answer.blocks():
                body += block
                if len(body) > _ENOUGH:
                    break
    except client.Refused as refused:
        if refused.status in (404, 405, 501):
            return None
        raise
    try:
        return json.loads(body)
    except ValueError as error:
        said = words.of_error(answer.media_type, body.decode("utf-8", "replace"))
        raise _NoList(
            f"At {endpoint.url}{path} there is no speech server: it answers “{said}”.",
            "Check the address, which usually ends in /v1; a proxy in between may have answered.",
            kind="server",
        ) from error


def _entries(answer: Any, keys: Iterable[str]) -> list[Any]:
    """The list in an answer: the answer itself, or below one of ``keys``."""
    if isinstance(answer, Mapping):
        answer = next((answer[k] for k in keys if isinstance(answer.get(k), list | Mapping)), [])
    if isinstance(answer, Mapping):
        return [{"id": key, **(value if isinstance(value, Mapping) else {})} for key, value in answer.items()]
    return answer if isinstance(answer, list) else []


def _model(wanted: str, listed: list[Mapping[str, Any]], name: str) -> str:
    """The wanted model, or the one that speaks. Raises EngineError when the server does not have the wanted one."""
    there = [str(m["id"]) for m in listed if m.get("id")]
    if wanted:
        if there and wanted not in there:
            some = ", ".join(there[:8])
            raise EngineError(f"The server “{name}” has no model called “{wanted}”.", f"It has: {some}.", kind="server")
        return wanted
    for word in ("kokoro", "gpt-4o-mini-tts", "tts", "speech", "voice", "piper", "chatterbox", "cosy", "fish"):
        for model in there:
            if word in model.lower() and "stt" not in model.lower() and "transcri" not in model.lower():
                return model
    return there[0] if len(there) == 1 else ""


def _software(url: str, entry: Mapping[str, Any], listed: list[Mapping[str, Any]]) -> str:
    if (urllib.parse.urlsplit(url).hostname or "").endswith("openai.com"):
        return "openai"
    owners = [str(m.get("owned_by", "")).lower() for m in (entry, *listed)]
    return next((known for owner in owners for word, known in _OWNERS.items() if word in owner), "")


def _voices(endpoint: client.Endpoint, model: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The voices a server lists: names, or objects with an id; in a model's entry, or at a path of their own."""
    found = _entries(entry.get("voices"), ())
    for path in _VOICE_PATHS:
        if found:
            break
        try:
            found = _entries(_asked(endpoint, path), ("voices", "data", "items"))
        except _NoList:  # servers with a window of their own show it at every path they do not know
            continue
    names = []
    for voice in found:
        if isinstance(voice, Mapping):
            of = voice.get("model_id", voice.get("model", model))
            if isinstance(of, str) and of and model and of != model:
                continue  # speaches lists the voices of all its models
            voice = next((voice[k] for k in ("id", "voice_id", "name", "voice") if voice.get(k)), "")
        if isinstance(voice, str) and voice.strip():
            names.append(voice.strip())
    return tuple(dict.fromkeys(names))


def _languages(entry: Mapping[str, Any]) -> tuple[str, ...]:
    given = entry.get("languages", entry.get("language"))
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list):
        return ()
    tags = (str(tag).lower().replace("_", "-").split("-")[0] for tag in given)
    return tuple(dict.fromkeys(tag for tag in tags if len(tag) == 2))


def _heard(server: Server) -> Server:
    """The server with the rate it speaks at. Raises EngineError when it cannot speak."""
    from engine.backends.remote import spoken  # numpy and soundfile, which the light part does without

    if not server.voices and not server.design:
        return server  # speaks from recordings only; there is none to try yet
    return msgspec.structs.replace(server, rate=spoken.rate(server, _WORD))
