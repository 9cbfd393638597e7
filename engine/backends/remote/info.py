"""What the registered speech servers are: their voices, and what each voice can do on its server.

Light, and without the network: everything stands in the registry since the server was added (``probe``). A voice's
digest is made of the server's model and the voice, so that a server may move to another address and be called by
another name without one take becoming stale.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from engine import assets, models
from engine.backends.remote import dialect
from engine.catalogue import Capabilities, CatalogueVoice, EngineInfo
from engine.delivery import instruct
from engine.errors import EngineError
from engine.models import Server
from engine.protocol import Method, VoiceSpec

RATE = 48_000  # what is handed on: servers speak at 16 to 48 kHz, and nothing of them shall be lost
TOGETHER = 8  # requests on their way at the same time
_VERSION = "1"
_REMEDY = "Add one: `lineread models add --server http://host:port/v1 --name gpu`."
_TOLD = ("whisper", "emphasis", "breath", "pitch_range")  # what only words can bring about


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice and the server that speaks it."""

    server: Server
    name: str = ""  # of one of the server's own voices, as the server writes it
    asset: str = ""  # folder of a cloned voice
    description: str = ""  # what a voice is designed from

    @property
    def dialect(self) -> dialect.Dialect:
        return dialect.of(self.server)


def describe() -> EngineInfo:
    servers: tuple[Server, ...] = ()
    try:
        servers = models.servers()
        missing, remedy = _missing(servers)
    except EngineError as error:
        missing, remedy = error.message, error.hint
    voices = tuple(_listed(servers))
    can = [_capabilities(s, None) for s in servers]
    return EngineInfo(
        id="remote",
        label="Speech server",
        version=_VERSION,
        model="",  # of the voice: it is part of its digest
        capabilities=msgspec.structs.replace(
            _capabilities(servers[0] if servers else Server(name="", url=""), None),
            languages=tuple(dict.fromkeys(language for c in can for language in c.languages)) or ("*",),
            design=any(c.design for c in can),
            cloning=any(c.cloning for c in can),
            instruction=any(c.instruction for c in can),
        ),
        voices=voices,
        default_voice=voices[0].name if voices else "",
        missing=missing,
        remedy=remedy,
    )


def capabilities(spec: VoiceSpec) -> Capabilities:
    """What this voice can do on its server. Raises EngineError."""
    voice = chosen(spec)
    return _capabilities(voice.server, assets.load(Path(voice.asset)) if voice.asset else None)


def voice_digest(spec: VoiceSpec) -> str:
    """Of the server's model, the voice, its recordings or its description.

    Raises EngineError, also for a cloned voice that nobody agreed to: its lines cannot be ordered.
    """
    voice = chosen(spec)
    asset = assets.load(Path(voice.asset)) if voice.asset else None
    if asset is not None:
        assets.agreed(asset)
    heard = [
        voice.server.model or voice.server.name,
        slug(voice.name),
        assets.digest(asset) if asset is not None else "",
        voice.description,
        dict(spec.settings),
    ]
    return hashlib.blake2b(json.dumps(heard, sort_keys=True).encode(), digest_size=16).hexdigest()


def chosen(spec: VoiceSpec) -> Voice:
    """The server and the voice behind a spec. Raises EngineError(kind="voice" or "model")."""
    servers = models.servers()
    if not servers:
        raise EngineError("No speech server is known yet.", _REMEDY, kind="model")
    if spec.asset:
        server = _able(spec, servers, "cloning", "speak in a cloned voice")
        return Voice(server=server, asset=spec.asset)
    if spec.description and not spec.preset:
        server = _able(spec, servers, "design", "make a voice from a description")
        return Voice(server=server, description=spec.description)
    wanted, _, at = spec.preset.partition("@")
    named = spec.model or at
    candidates = (models.server(named),) if named else servers
    for server in candidates:
        if not spec.preset and server.voices:
            return Voice(server=server, name=server.voices[0])
        for name in server.voices:
            if slug(name) == slug(wanted):
                return Voice(server=server, name=name)
    if not spec.preset:
        raise EngineError(
            f"The server “{candidates[0].name}” has no voices of its own.",
            "Give the character a cloned or a designed voice.",
            kind="voice",
        )
    where = f"The server “{named}” has" if named else "The speech servers have"
    raise EngineError(
        f"{where} no voice called “{wanted}”.", "`lineread voices` lists the voices there are.", kind="voice"
    )


def slug(name: str) -> str:
    """A server's voice as a preset's id: lower case, without spaces and "@"."""
    return "-".join(name.lower().replace("@", " ").split())


def _able(spec: VoiceSpec, servers: tuple[Server, ...], ability: str, what: str) -> Server:
    if spec.model:
        server = models.server(spec.model)
        if getattr(server, ability):
            return server
        raise EngineError(f"The server “{server.name}” cannot {what}.", "Choose another server or voice.", kind="voice")
    for server in servers:
        if getattr(server, ability):
            return server
    raise EngineError(f"None of the speech servers can {what}.", "Add one that can, or choose another voice.", "voice")


def _listed(servers: tuple[Server, ...]) -> Iterator[CatalogueVoice]:
    """Every server's voices; one that an earlier server has too is called ``voice@server``."""
    taken: set[str] = set()
    for server in servers:
        for name in server.voices:
            preset = slug(name)
            if preset in taken:
                preset = f"{preset}@{slug(server.name)}"
            if not preset or preset in taken:
                continue
            taken.add(preset)
            yield CatalogueVoice(
                name=preset,
                label=name.replace("_", " ").strip().title() if name.islower() else name,
                description=f"A voice of {server.model or 'the speech server'} on {server.name}.",
                tags=(server.name,),
                language="" if len(server.languages) != 1 or server.languages[0] == "*" else server.languages[0],
            )


def _missing(servers: tuple[Server, ...]) -> tuple[str, str]:
    if not servers:
        return "No speech server is known yet.", _REMEDY
    locked = [s for s in servers if s.token_variable and not os.environ.get(s.token_variable, "").strip()]
    if len(locked) == len(servers):
        names = ", ".join(dict.fromkeys(s.token_variable for s in locked))
        return "The speech servers need a token that is not there.", f"Set {names} in the environment."
    return "", ""


def _capabilities(server: Server, asset: assets.VoiceAsset | None) -> Capabilities:
    speaks = dialect.of(server)
    told = server.instruction and (asset is None or speaks.instruction)
    controls = {
        "speed": Method.NATIVE if speaks.native_speed else Method.STRETCH,
        "pitch": Method.STRETCH,
        "volume": Method.GAIN,
        "sound": Method.RESPELL,
    }
    emotions: tuple[str, ...] = ("neutral",)
    if told:
        controls |= {"emotion": Method.INSTRUCTION, **dict.fromkeys(_TOLD, Method.INSTRUCTION)}
        emotions = instruct.EMOTIONS
    elif asset is not None and len(asset.moods) > 1:  # another recording of the same person in that mood
        controls["emotion"] = Method.NATIVE
        emotions = tuple(dict.fromkeys((assets.MOOD, *asset.moods)))
    return Capabilities(
        languages=server.languages,
        sample_rate=RATE,
        controls=controls,
        emotions=emotions,
        sounds=instruct.SOUNDS,
        approximate=tuple(c for c, m in controls.items() if m in (Method.INSTRUCTION, Method.RESPELL)),
        design=server.design,
        cloning=server.cloning,
        instruction=told,
        streaming=True,
        word_times=True,
        together=TOGETHER,
    )
