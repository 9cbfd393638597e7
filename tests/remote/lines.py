"""What the tests of the remote engine share: registered servers, requests and lines spoken to their end."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import numpy as np
import soundfile

from engine import assets, models
from engine.assets import Consent, Reference, VoiceAsset
from engine.backends import Anew
from engine.backends.remote.backend import Backend, Spoken
from engine.errors import EngineError
from engine.models import Server
from engine.protocol import Result, SpeechRequest, Text, VoiceSpec
from tests.remote.speech_server import SpeechServer

OMNI = {
    kind: {"id": f"Qwen/Qwen3-TTS-12Hz-1.7B-{kind}", "object": "model", "owned_by": "vllm"}
    for kind in ("CustomVoice", "VoiceDesign", "Base")
}
VOICE = VoiceSpec(engine="remote")


def added(server: SpeechServer, name: str = "gpu", **facts: object) -> Server:
    """The server asked and registered; what it was asked so far is forgotten."""
    made = models.add_server(msgspec.structs.replace(models.probe(server.url, name=name), **facts))
    server.asked.clear()
    return made


def request(*segments: object, voice: VoiceSpec = VOICE, **more: object) -> SpeechRequest:
    made = tuple(Text(text=s) if isinstance(s, str) else s for s in segments)
    return SpeechRequest(segments=made, voice=voice, **more)


def finished(backend: Backend, *lines: Spoken) -> list[tuple[np.ndarray, Result | EngineError]]:
    """Every line's samples and how it ended."""
    sounds: dict[Spoken, list[np.ndarray]] = {line: [] for line in lines}
    ends: dict[Spoken, Result | EngineError] = {}
    while not all(line in ends for line in lines):
        for line, item in backend.step():
            if isinstance(item, Result | EngineError):
                ends[line] = item
            elif line in sounds and not isinstance(item, Anew):
                sounds[line].append(item)
    return [(np.concatenate([np.zeros(0, np.float32), *sounds[line]]), ends[line]) for line in lines]


def spoken(backend: Backend, asked: SpeechRequest, urgent: bool = False) -> tuple[np.ndarray, Result]:
    ((samples, end),) = finished(backend, backend.start(asked, lambda: False, urgent))
    if isinstance(end, EngineError):
        raise end
    assert end.samples == len(samples)
    return samples, end


def clone(folder: Path, hertz: dict[str, float], agreed: bool = True, transcript: str = "A word or two.") -> VoiceSpec:
    """A cloned voice whose recordings are tones: mood -> hertz."""
    folder.mkdir(parents=True, exist_ok=True)
    references = []
    for mood, pitch in hertz.items():
        file = folder / f"{mood}.wav"
        soundfile.write(file, 0.2 * np.sin(2 * np.pi * pitch * np.arange(48_000) / 24_000), 24_000)
        references.append(
            Reference(
                file=file.name, sha256=hashlib.sha256(file.read_bytes()).hexdigest(), seconds=2.0, mood=mood,
                transcript=transcript, language="en", source_sha256="s",
            )
        )  # fmt: skip
    consent = Consent(who="Mara", when="2026-01-02", purpose="this test", sha256="s") if agreed else None
    asset = VoiceAsset(name="Mara", references=tuple(references), consent=consent)
    (folder / assets.FILE).write_bytes(assets.encode(asset))
    return VoiceSpec(engine="remote", asset=str(folder))


def pitch(samples: np.ndarray, rate: int = 48_000) -> float:
    """Hertz of the strongest partial."""
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples))
