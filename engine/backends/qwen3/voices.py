"""Who speaks: a voice as the prompts of its checkpoint, and what a cloned voice leaves on disk.

A clone's vector and codes are computed once for each recording and checkpoint and kept beside the recording, below
the asset's ``cache`` folder; a cache that does not fit or cannot be read is made again. Two checkpoints do not share
one: vectors of one size mean nothing to another.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import safetensors
import safetensors.torch
import soundfile
import soxr
import torch
from torch import Tensor

from engine import assets
from engine.assets import VoiceAsset
from engine.backends.qwen3 import info
from engine.backends.qwen3.model.codec.state import State
from engine.backends.qwen3.model.prompt import AUTOMATIC, Prompt, Reference
from engine.backends.qwen3.releases import LANGUAGES
from engine.delivery.instruct import base
from engine.delivery.level import RATE, Array
from engine.delivery.spans import Speech
from engine.errors import EngineError

if TYPE_CHECKING:
    from engine.backends.qwen3.loaded import Loaded

SHORTEST_SECONDS, LONGEST_SECONDS = 1.0, 60.0  # of a reference: the field's advice is 3 to 30
QUIET_PEAK = 10 ** (-50 / 20)
APPENDED_SECONDS = 0.5  # silence after a reference, so that its last sound does not run into the line
REMEMBERED = 75  # frames of a reference that the codec hears before the line: a window of its attention is 72
_CACHE_FORMAT = "lineread-qwen3-1"
_NAMES = {tag: name for name, tag in LANGUAGES.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """A piece ready for the model, and the codec's past that its sound continues, if any; that is not to be changed."""

    prompt: Prompt
    past: State | None = None


class Voices:
    """Prompts for one loaded checkpoint; remembers the clones it has met."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._clones: dict[tuple[str, str], tuple[Reference, State | None]] = {}  # by recording and transcript

    def prompt(self, speech: Speech) -> Spoken:
        """Raises EngineError: kind "voice", "language", "consent", "text", "request"."""
        prompts, kind = self._loaded.model.prompts, self._loaded.checkpoint.kind
        language = _NAMES.get(base(speech.language), AUTOMATIC)
        if kind == "custom_voice":
            speaker = info.speaker(speech.voice, self._loaded.checkpoint)
            return Spoken(prompts.custom_voice(speech.text, speaker, language, speech.instruction))
        if kind == "voice_design":
            return Spoken(prompts.voice_design(speech.text, described(speech), language))
        reference, past = self._clone(speech)
        return Spoken(prompts.clone(speech.text, reference, language), past)

    def _clone(self, speech: Speech) -> tuple[Reference, State | None]:
        """The voice of the asset's recording in the mood of the piece."""
        folder = Path(speech.voice.asset)
        if not speech.voice.asset:
            raise EngineError(
                "This voice has no recording to speak from.",
                "Clone a voice, or choose one of a CustomVoice checkpoint.",
                kind="voice",
            )
        asset = assets.load(folder)
        assets.agreed(asset)
        taken = asset.reference(speech.controls.emotion)
        known = self._clones.get((taken.sha256, taken.transcript))
        if known is None:
            vector, codes = self._computed(folder, asset, taken)
            if taken.transcript.strip():
                known = Reference(vector, codes, taken.transcript), self._past(codes)
            else:
                known = Reference(vector), None
            self._clones[taken.sha256, taken.transcript] = known
        return known

    def _past(self, codes: Tensor) -> State:
        """The codec as it is at the end of the recording, so that the line's first frame follows the silence there."""
        decoder = self._loaded.codec.decoder
        state = decoder.state()
        decoder.decode(codes[-REMEMBERED:].T[None].to(decoder.device), state)
        return state

    def _computed(self, folder: Path, asset: VoiceAsset, taken: assets.Reference) -> tuple[Tensor, Tensor]:
        """Vector [H] and codes [T, 16] of a recording, from the cache where it has them."""
        path = folder / assets.CACHE / f"{self._loaded.checkpoint.digest}.safetensors"
        kept = _read_cache(path, {r.sha256 for r in asset.references})
        names = f"{taken.sha256}.vector", f"{taken.sha256}.codes"
        if names[0] not in kept or names[1] not in kept:
            samples = recording(folder / taken.file, taken.sha256, asset.name)
            silence = np.zeros(round(APPENDED_SECONDS * RATE), np.float32)
            with torch.inference_mode():
                kept[names[0]] = self._loaded.speaker(samples)
                kept[names[1]] = self._loaded.codec.encode(
                    torch.from_numpy(np.concatenate([samples, silence]))
                ).T.contiguous()
            _write_cache(path, kept)
        return kept[names[0]], kept[names[1]].to(torch.int64)


def described(speech: Speech) -> str:
    """A designed voice is told who it is, then how it speaks."""
    who = speech.voice.description.strip()
    if who and who[-1] not in ".!?。！？…":
        who += "。" if base(speech.language) in ("zh", "ja") else "."
    return " ".join(part for part in (who, speech.instruction) if part)


def recording(path: Path, sha256: str, name: str) -> Array:
    """A reference as mono float32 at 24 kHz. Raises EngineError(kind="voice") for one that cannot be used."""
    again = f"Make the voice “{name}” again from its recording."
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise EngineError(f"The recording {path} is not the one the voice was made from.", again, kind="voice")
        frames, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise EngineError(f"The recording {path} cannot be read: {error}.", again, kind="voice") from None
    samples = np.ascontiguousarray(frames.mean(axis=1))
    seconds = len(samples) / rate
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise EngineError(
            f"The recording of “{name}” is {seconds:.1f} s long.",
            f"A voice is cloned from {SHORTEST_SECONDS:g} to {LONGEST_SECONDS:g} s, best from 5 to 15 s.",
            kind="voice",
        )
    if not np.isfinite(samples).all() or float(np.abs(samples).max()) < QUIET_PEAK:
        raise EngineError(f"Nothing can be heard in the recording of “{name}”.", again, kind="voice")
    return samples if rate == RATE else np.asarray(soxr.resample(samples, rate, RATE), np.float32)


def _read_cache(path: Path, wanted: set[str]) -> dict[str, Tensor]:
    """What is kept of recordings that the voice still has; nothing when the file is not there or damaged."""
    try:
        with safetensors.safe_open(path, "pt") as file:
            if (file.metadata() or {}).get("format") != _CACHE_FORMAT:
                return {}
            return {name: file.get_tensor(name) for name in file.keys() if name.split(".")[0] in wanted}  # noqa: SIM118
    except (OSError, safetensors.SafetensorError):
        return {}


def _write_cache(path: Path, tensors: dict[str, Tensor]) -> None:
    """Written beside and moved into place; a voice in a folder that cannot be written is computed each time."""
    small = {
        name: (t.to("cpu", torch.int16) if name.endswith("codes") else t.to("cpu", torch.float32)).contiguous()
        for name, t in tensors.items()
    }
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(safetensors.torch.save(small, {"format": _CACHE_FORMAT}))
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
