"""Which engines there are, what they can do and which voices they bring: facts, without loading a model.

The studio reads this to derive line states, to grey out controls and to list voices; so it must stay
light (standard library and msgspec only) and quick.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

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


# A backend is a package engine.backends.<id> with a light module ``info`` (INFO: EngineInfo, and
# voice_digest(spec) -> str) and a module ``backend`` (Backend) that may load a model.
BACKENDS = ("hibari", "fake")


@functools.cache
def describe(engine: str) -> EngineInfo:
    """The engine's facts. Raises EngineError when there is no such engine."""
    if engine not in BACKENDS:
        raise EngineError(
            f"There is no voice engine called “{engine}”.", f"Choose one of: {', '.join(BACKENDS)}.", kind="voice"
        )
    info: EngineInfo = importlib.import_module(f"engine.backends.{engine}.info").INFO
    return info


def engines() -> tuple[EngineInfo, ...]:
    return tuple(describe(name) for name in BACKENDS)


def voice(spec: VoiceSpec) -> CatalogueVoice:
    """The catalogue entry behind a voice. Raises EngineError when the preset does not exist."""
    info = describe(spec.engine)
    name = spec.preset or info.default_voice
    for entry in info.voices:
        if entry.name == name:
            return entry
    raise EngineError(
        f"There is no voice called “{name}” in {info.label.lower()}.",
        "`lineread voices` lists the voices there are.",
        kind="voice",
    )


def voice_digest(spec: VoiceSpec) -> str:
    """Identifies how a voice sounds, for take keys: other settings, other digest; other name, same digest."""
    voice(spec)
    digest: str = importlib.import_module(f"engine.backends.{spec.engine}.info").voice_digest(spec)
    return digest
