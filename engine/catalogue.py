"""Which engines there are, what they can do and which voices they bring: facts, without loading a model.

The studio reads this to derive line states, to grey out controls and to list voices; so it must stay
light (standard library and msgspec only) and quick.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from typing import Protocol

import msgspec

from engine.errors import EngineError
from engine.protocol import Method, VoiceSpec


class CatalogueVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice that ships with an engine."""

    name: str  # the preset's id: lower case, no spaces
    label: str
    description: str
    tags: tuple[str, ...] = ()  # "woman", "old", "robot", ...
    language: str = "en"
    settings: Mapping[str, float] = {}


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine can do. A control that is missing from ``controls`` cannot be done."""

    languages: tuple[str, ...]
    sample_rate: int
    controls: Mapping[str, Method]  # control name -> how
    ranges: Mapping[str, tuple[float, float]] = {}  # control name -> lowest, highest
    emotions: tuple[str, ...] = ("neutral",)
    sounds: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()  # controls that are only near
    design: bool = False
    cloning: bool = False
    instruction: bool = False
    streaming: bool = False
    word_times: bool = False
    phonemes: str = ""  # the alphabet of phoneme input, for people
    together: int = 1  # lines that gain by being spoken at the same time in one process


class EngineInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An engine's identity: id, version and model digest are part of every take's key."""

    id: str
    label: str
    version: str  # raised whenever the same request gives other audio
    model: str  # digest or exact package version of the weights
    capabilities: Capabilities
    voices: tuple[CatalogueVoice, ...]
    default_voice: str
    settings: Mapping[str, tuple[float, float, float, str]] = {}  # of a voice: lowest, highest, neutral, meaning
    missing: str = ""  # why it cannot speak on this machine as things are; "": it can
    remedy: str = ""  # what to do about that


class Info(Protocol):
    """The light module ``engine.backends.<id>.info``; the heavy one beside it is called ``backend``."""

    def describe(self) -> EngineInfo:
        """The engine as it is on this machine now: its models may come and go. Cheap."""

    def capabilities(self, spec: VoiceSpec) -> Capabilities:
        """What this voice can do, which may depend on the model behind it. Raises EngineError."""

    def voice_digest(self, spec: VoiceSpec) -> str:
        """Other sound, other digest, whatever the voice is called. Raises EngineError."""


BACKENDS = ("hibari", "qwen3", "remote", "fake")


def describe(engine: str) -> EngineInfo:
    """The engine's facts. Raises EngineError when there is no such engine."""
    return _info(engine).describe()


@functools.cache
def _info(engine: str) -> Info:
    if engine not in BACKENDS:
        raise EngineError(
            f"There is no voice engine called “{engine}”.", f"Choose one of: {', '.join(BACKENDS)}.", kind="voice"
        )
    module: Info = importlib.import_module(f"engine.backends.{engine}.info")
    return module


def engines() -> tuple[EngineInfo, ...]:
    return tuple(describe(name) for name in BACKENDS)


def capabilities(spec: VoiceSpec) -> Capabilities:
    """What one voice can do. Raises EngineError when there is no such engine or model."""
    return _info(spec.engine).capabilities(spec)


def describe_voice(spec: VoiceSpec) -> EngineInfo:
    """The engine's facts with this voice's own capabilities. Raises EngineError."""
    return msgspec.structs.replace(describe(spec.engine), capabilities=capabilities(spec))


def voice(spec: VoiceSpec) -> CatalogueVoice:
    """The catalogue entry behind a voice, or one made for a voice that is no preset. Raises EngineError."""
    info = describe(spec.engine)
    if not spec.preset and (spec.asset or spec.description):
        return CatalogueVoice(name="", label=info.label, description=spec.description)
    name = spec.preset or info.default_voice
    if not name:
        raise EngineError(info.missing or f"{info.label} has no voice to begin with.", info.remedy, kind="voice")
    for entry in info.voices:
        if entry.name == name:
            return entry
    if info.missing:
        raise EngineError(info.missing, info.remedy, kind="voice")
    raise EngineError(
        f"There is no voice called “{name}” in {info.label.lower()}.",
        info.remedy or "`lineread voices` lists the voices there are.",
        kind="voice",
    )


def voice_digest(spec: VoiceSpec) -> str:
    """Identifies how a voice sounds, for take keys: other settings, other digest; other name, same digest."""
    voice(spec)
    return _info(spec.engine).voice_digest(spec)
