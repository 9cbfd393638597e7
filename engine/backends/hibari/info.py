"""What the embedded engine is and can do: facts for the studio, read without loading a model."""

from __future__ import annotations

import importlib.metadata

from engine.backends.hibari.parameters import RANGES, cast, digest, resolve
from engine.backends.hibari.recipes import RECIPES
from engine.catalogue import Capabilities, EngineInfo
from engine.protocol import Method, VoiceSpec

DEFAULT_VOICE = "narrator"
SOUNDS = ("laugh", "sigh", "breath", "gasp", "cough", "hmm")


def _model() -> str:
    try:
        return f"hibari-tts {importlib.metadata.version('hibari-tts')}"
    except importlib.metadata.PackageNotFoundError:
        return "hibari-tts (not installed)"


INFO = EngineInfo(
    id="hibari",
    label="Embedded voices",
    version="2",
    model=_model(),
    settings=RANGES,
    capabilities=Capabilities(
        languages=("en",),
        sample_rate=24_000,
        controls={
            "emotion": Method.PARAMETRIC,
            "speed": Method.NATIVE,
            "pitch": Method.PARAMETRIC,
            "pitch_range": Method.PARAMETRIC,
            "volume": Method.GAIN,
            "breath": Method.PARAMETRIC,
            "whisper": Method.PARAMETRIC,
            "emphasis": Method.PARAMETRIC,
            "pause": Method.SPLIT,
            "sound": Method.PARAMETRIC,
            "voice": Method.PARAMETRIC,
            "respelling": Method.RESPELL,
            "phonemes": Method.NATIVE,
        },
        ranges={  # where quality holds: benchmarks/voices_report.py measures the ends
            "speed": (0.5, 2.0),
            "pitch": (-9.0, 9.0),
            "pitch_range": (0.0, 2.0),
            "volume": (-40.0, 12.0),
            "breath": (0.0, 1.0),
            "pause": (0.0, 60.0),
        },
        emotions=tuple(RECIPES),
        sounds=SOUNDS,
        approximate=("sound",),
        design=True,
        cloning=False,
        instruction=False,
        streaming=True,
        word_times=True,
        phonemes="misaki (American English)",
    ),
    voices=cast().voices,
    default_voice=DEFAULT_VOICE,
)


def describe() -> EngineInfo:
    return INFO


def capabilities(spec: VoiceSpec) -> Capabilities:
    """The same for every voice of this engine."""
    return INFO.capabilities


def voice_digest(spec: VoiceSpec) -> str:
    """Other sound, other digest. Raises EngineError for an unknown preset or a wrong setting."""
    return digest(resolve(spec, DEFAULT_VOICE))
