"""The open parameters of a voice: the one place that names them, with units and ranges.

A preset of ``voices.toml``, a designed voice and a matched voice are all a set of these numbers over the
bundled model. Light: read by the studio process to tell voices apart.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from engine.catalogue import CatalogueVoice
from engine.errors import EngineError
from engine.protocol import VoiceSpec

# name -> (lowest, highest, neutral, what it does and its unit)
RANGES: dict[str, tuple[float, float, float, str]] = {
    "pitch": (-16.0, 12.0, 0.0, "semitones over the model's own voice, whose median is about 195 Hz"),
    "pitch_range": (0.0, 2.0, 1.0, "width of the intonation, factor"),
    "formant": (0.7, 1.35, 1.0, "size of the head: formants are multiplied by it; 0.75 a giant, 1.2 a child"),
    "formant_high": (0.8, 1.25, 1.0, "further factor for what lies over 2 kHz: mouth against throat"),
    "tilt": (-15.0, 15.0, 0.0, "brightness: decibels between 200 Hz and 8 kHz"),
    "eq_150": (-18.0, 18.0, 0.0, "decibels around 150 Hz"),
    "eq_350": (-18.0, 18.0, 0.0, "decibels around 350 Hz"),
    "eq_700": (-18.0, 18.0, 0.0, "decibels around 700 Hz"),
    "eq_1200": (-18.0, 18.0, 0.0, "decibels around 1.2 kHz"),
    "eq_2000": (-18.0, 18.0, 0.0, "decibels around 2 kHz"),
    "eq_3000": (-18.0, 18.0, 0.0, "decibels around 3 kHz"),
    "eq_4500": (-18.0, 18.0, 0.0, "decibels around 4.5 kHz"),
    "eq_7500": (-18.0, 18.0, 0.0, "decibels around 7.5 kHz"),
    "breath": (0.0, 1.0, 0.0, "noise in the voice; 1 is as much as the voice itself"),
    "roughness": (0.0, 1.0, 0.0, "hoarseness: uneven pitch periods, every second one weaker"),
    "tremor": (0.0, 1.0, 0.0, "slow shaking of pitch and level, as of the old; 1 is a semitone"),
    "rate": (0.6, 1.6, 1.0, "this speaker's own rate of speaking, factor"),
    "pause": (0.3, 2.5, 1.0, "length of the pauses at punctuation, factor"),
    "effort": (-2.0, 2.0, 0.0, "vocal effort: soft to loud, units of the model's energy (about 5.5 dB each)"),
    "whisper": (0.0, 1.0, 0.0, "1 speaks without any voice"),
    "robot": (0.0, 1.0, 0.0, "flat, stepped pitch and equal pulse phases"),
    "volume": (-24.0, 12.0, 0.0, "decibels over the even level that all voices have"),
}


class VoiceParameters(msgspec.Struct, frozen=True, kw_only=True):
    """One voice, every parameter resolved. Units and ranges: ``RANGES``."""

    pitch: float = 0.0
    pitch_range: float = 1.0
    formant: float = 1.0
    formant_high: float = 1.0
    tilt: float = 0.0
    eq_150: float = 0.0
    eq_350: float = 0.0
    eq_700: float = 0.0
    eq_1200: float = 0.0
    eq_2000: float = 0.0
    eq_3000: float = 0.0
    eq_4500: float = 0.0
    eq_7500: float = 0.0
    breath: float = 0.0
    roughness: float = 0.0
    tremor: float = 0.0
    rate: float = 1.0
    pause: float = 1.0
    effort: float = 0.0
    whisper: float = 0.0
    robot: float = 0.0
    volume: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Cast:
    """What ``voices.toml`` says: the catalogue, and the measured level of each preset in decibels."""

    voices: tuple[CatalogueVoice, ...]
    levels: Mapping[str, float]  # decibels added so that the preset speaks at the common loudness


@functools.cache
def cast() -> Cast:
    """The voices that ship with this engine."""
    read = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))
    table: dict[str, dict[str, Any]] = read["voices"]
    voices = tuple(
        CatalogueVoice(
            name=name,
            label=entry["label"],
            description=entry["description"],
            tags=tuple(entry["tags"]),
            language="en",
            settings=checked(entry.get("settings", {})),
        )
        for name, entry in table.items()
    )
    return Cast(voices, {name: float(entry["level"]) for name, entry in table.items() if "level" in entry})


def checked(settings: Mapping[str, float]) -> dict[str, float]:
    """The settings as floats. Raises EngineError(kind="voice") naming one that is unknown or out of range."""
    result = {}
    for name, value in settings.items():
        if name not in RANGES:
            raise EngineError(
                f"A voice of the embedded engine has no setting called “{name}”.",
                f"Settings are: {', '.join(RANGES)}.",
                kind="voice",
            )
        lowest, highest, _, what = RANGES[name]
        if not lowest <= float(value) <= highest:
            raise EngineError(
                f"The voice setting “{name}” is {value:g}; it goes from {lowest:g} to {highest:g}.",
                f"{name}: {what}.",
                kind="voice",
            )
        result[name] = float(value)
    return result


def preset(spec: VoiceSpec, default: str) -> CatalogueVoice:
    """The catalogue entry behind a voice. Raises EngineError when there is none of that name."""
    name = spec.preset or default
    for voice in cast().voices:
        if voice.name == name:
            return voice
    raise EngineError(
        f"The embedded engine has no voice called “{name}”.", "`lineread voices` lists the voices there are.", "voice"
    )


def resolve(spec: VoiceSpec, default: str) -> VoiceParameters:
    """Preset, and settings over it. Raises EngineError for an unknown preset or a wrong setting."""
    return VoiceParameters(**{**preset(spec, default).settings, **checked(spec.settings)})


def digest(parameters: VoiceParameters) -> str:
    """Identifies how a voice sounds: 16 bytes of blake2b over its parameters, as hexadecimal."""
    return hashlib.blake2b(msgspec.json.encode(parameters), digest_size=16).hexdigest()
