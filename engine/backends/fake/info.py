"""What the fake engine is: every control, every language, and knobs to make it misbehave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from engine import assets
from engine.catalogue import Capabilities, CatalogueVoice, EngineInfo
from engine.protocol import Method, VoiceSpec

_PARAMETRIC = ("speed", "pitch", "pitch_range", "volume", "breath", "whisper", "emphasis", "emotion", "sound")

INFO = EngineInfo(
    id="fake",
    label="Tones",
    version="2",
    model="none",
    capabilities=Capabilities(
        languages=("*",),
        sample_rate=24_000,
        controls=dict.fromkeys(_PARAMETRIC, Method.PARAMETRIC),
        emotions=("neutral", "happy", "sad", "angry"),
        sounds=("laugh", "sigh", "breath", "gasp", "cough", "hmm"),
        design=True,
        cloning=True,
        streaming=True,
        word_times=True,
        phonemes="letters",
    ),
    voices=(
        CatalogueVoice(name="low", label="Low tone", description="A tone at 110 Hz.", settings={"hertz": 110.0}),
        CatalogueVoice(name="middle", label="Middle tone", description="A tone at 220 Hz.", settings={"hertz": 220.0}),
        CatalogueVoice(name="high", label="High tone", description="A tone at 440 Hz.", settings={"hertz": 440.0}),
    ),
    default_voice="middle",
    settings={"hertz": (50.0, 1000.0, 220.0, "hertz of the tone")},
)

# Settings a test may give a voice beside "hertz".
#   delay: seconds of waiting before each word;  fail: 1 fails the line;  crash: 1 ends the process
#   crash_once: ends the process while the file named by LINEREAD_FAKE_CRASH_MARK does not exist yet
#   silent: 1 gives silence;  endless: 1 never answers and ignores a cancel
KNOBS = ("hertz", "delay", "fail", "crash", "crash_once", "silent", "endless")


def describe() -> EngineInfo:
    return INFO


def capabilities(spec: VoiceSpec) -> Capabilities:
    """The same for every voice of this engine."""
    return INFO.capabilities


def voice_digest(spec: VoiceSpec) -> str:
    """Of an asset its recordings and the settings over it. Raises EngineError for a clone nobody agreed to."""
    if spec.asset:
        asset = assets.load(Path(spec.asset))
        assets.agreed(asset)
        return _digest({**_sound(spec.settings), "asset": assets.digest(asset)})
    preset = next(v for v in INFO.voices if v.name == (spec.preset or INFO.default_voice))
    return _digest(_sound({**preset.settings, **spec.settings}))


def _sound(settings: Mapping[str, float]) -> dict[str, float]:
    """The settings that can be heard."""
    return {k: v for k, v in settings.items() if k not in ("delay", "fail", "crash", "crash_once")}


def _digest(sound: Mapping[str, object]) -> str:
    return hashlib.blake2b(json.dumps(sound, sort_keys=True).encode(), digest_size=16).hexdigest()
