"""Checkpoints in memory: how they run on this machine, and which of them stay when there is no room for all.

``LINEREAD_QWEN3_DEVICE``   "cpu", "cuda", "cuda:1"; by default a GPU where torch sees one
``LINEREAD_QWEN3_DTYPE``    "int8", "bfloat16", "float16", "float32"; by default int8 on a processor, bfloat16 on a GPU
                            (int8 where the device has no such product: the default)
``LINEREAD_QWEN3_COMPILE``  1: on a GPU, compile what stands between the multiplications; the first line waits for it
``LINEREAD_QWEN3_THREADS``  threads of a processor; by default one, several processes share the machine
``LINEREAD_QWEN3_MEMORY``   gigabytes that checkpoints may take together; by default three fifths of the memory
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.backends.qwen3.batch import fused, int8, memory, weight8
from engine.backends.qwen3.batch.batch import Batch
from engine.backends.qwen3.batch.frame import FrameModel
from engine.backends.qwen3.batch.int8 import Int8Linear
from engine.backends.qwen3.batch.row import End, Priority, Row
from engine.backends.qwen3.line import Line, Piece, seed_of
from engine.backends.qwen3.model.codec.codec import Codec
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.speaker import SpeakerEncoder
from engine.backends.qwen3.model.stack import Dense, Linear
from engine.backends.qwen3.speaking import Attempt, voicing
from engine.backends.qwen3.voices import Voices
from engine.delivery.level import Array
from engine.errors import EngineError
from engine.models import Checkpoint

ROWS = {"cpu": 16, "cuda": 64}  # lines that speak at once
FRAMES = {"cpu": 1, "cuda": 8}  # spoken in one step
SLICE = 0.08  # seconds of a step on a processor
SHARE = 0.6  # of the memory
_TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True, slots=True)
class Setup:
    """How checkpoints run here."""

    device: torch.device
    dtype: torch.dtype  # that weights are loaded in
    linear: Callable[[Tensor], Linear]  # how matrices are held
    compiled: bool  # what stands between the multiplications
    codec_dtype: torch.dtype
    cache_dtype: torch.dtype | None  # of keys and values; None: as the activations
    memory: int  # bytes


def setup() -> Setup:
    """From the environment and the machine. Raises EngineError(kind="model") for a word that is none of them."""
    try:
        device = torch.device(os.environ.get("LINEREAD_QWEN3_DEVICE") or _best_device())
        allowed = _number("LINEREAD_QWEN3_MEMORY", 0.0) * 1e9 or SHARE * _memory(device)
        threads = int(_number("LINEREAD_QWEN3_THREADS", 1))
    except (RuntimeError, ValueError) as error:
        raise EngineError(f"The settings of the Qwen3 voices are not understood: {error}.", kind="model") from None
    if device.type == "cuda" and not torch.cuda.is_available():
        raise EngineError("torch sees no GPU here.", "Set LINEREAD_QWEN3_DEVICE to cpu, or leave it out.", kind="model")
    torch.set_num_threads(max(1, threads))
    fallback = "bfloat16" if device.type == "cuda" else "int8" if int8.supported() else "float32"
    word = os.environ.get("LINEREAD_QWEN3_DTYPE") or fallback
    if word not in (*_TYPES, "int8"):
        raise EngineError(
            f"LINEREAD_QWEN3_DTYPE is “{word}”.", f"It is one of int8, {', '.join(_TYPES)}.", kind="model"
        )
    small = _int8(device) if word == "int8" else None
    if small is None:
        word = fallback if word == "int8" else word
    dtype = _TYPES.get(word, torch.bfloat16)
    codec = dtype if word == "float32" or _quick(device) else torch.float32
    # what int8 rounds is coarser than what bfloat16 does to keys and values, and they are read at every frame
    cache = torch.bfloat16 if small is not None and _quick(device) else None
    compiled = device.type == "cuda" and _number("LINEREAD_QWEN3_COMPILE", 0) > 0
    return Setup(device, dtype, small or Dense, compiled, codec, cache, int(allowed))


def _int8(device: torch.device) -> Callable[[Tensor], Linear] | None:
    """Matrices in int8 as the device multiplies them; None where it cannot."""
    if device.type == "cuda":
        return weight8.WeightInt8 if weight8.supported(device) else None
    return Int8Linear if int8.supported() else None


def _best_device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _number(variable: str, otherwise: float) -> float:
    return float(os.environ.get(variable) or otherwise)


def _memory(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).total_memory)
    if hasattr(os, "sysconf"):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return 16_000_000_000


def _quick(device: torch.device) -> bool:
    """Whether the device multiplies in half precision faster than in float32."""
    return device.type == "cuda" or bool(torch.cpu._is_avx512_bf16_supported())


class Loaded:
    """One checkpoint, ready to speak."""

    def __init__(self, checkpoint: Checkpoint, how: Setup) -> None:
        """Raises EngineError: kind "model" for a damaged folder, "memory"."""
        folder = Path(checkpoint.path)
        self.checkpoint = checkpoint
        self.how = how
        self.model = LanguageModel.load(folder, how.dtype, how.device, how.linear)
        self.codec = Codec.load(folder / "speech_tokenizer", how.codec_dtype, how.device)
        memory.trim()
        rows = ROWS.get(how.device.type, ROWS["cpu"])
        model = FrameModel(self.model.talker)
        if how.compiled:
            fused.fuse(model)
        self.batch = Batch(model, rows, cache_dtype=how.cache_dtype)
        self._voicing = voicing(self.codec.decoder, rows)
        self._behind = 0.0  # seconds that more was spent on codes than on sound
        self.voices = Voices(self)
        self._attempts: dict[Row, Attempt] = {}
        self._open: list[Attempt] = []  # of which not all sound was made yet

    @functools.cached_property
    def _encoder(self) -> SpeakerEncoder:
        return SpeakerEncoder.load(Path(self.checkpoint.path), device=self.how.device)

    def speaker(self, samples: Array) -> Tensor:
        """The vector [H] of a voice from its samples at 24 kHz."""
        return self._encoder.vector(torch.from_numpy(samples))

    def begin(self, piece: Piece, line: Line) -> None:
        """Another attempt at a piece. Raises EngineError for a voice or text it cannot do."""
        spoken = self.voices.prompt(piece.speech)
        settings = piece.settings or self.model.settings
        row = self.batch.add(
            spoken.prompt,
            settings,
            seed=seed_of(line.request.seed, piece.number, piece.tries),
            max_frames=piece.budget.longest,
            priority=Priority.URGENT if line.urgent else Priority.RENDER,
            expected=round(piece.budget.expected),
        )
        piece.attempt = Attempt(row, spoken.past)
        piece.tries += 1
        self._attempts[row] = piece.attempt
        self._open.append(piece.attempt)

    def speak(self, cancelled: Callable[[], bool]) -> list[Attempt]:
        """Some codes or some sound, for a tenth of a second; gives the attempts for which there was no memory.

        A processor leaves what it does as soon as ``cancelled`` says so, and goes on with it the next time.
        """
        self._open = [one for one in self._open if not one.done]
        began = time.perf_counter()

        def pause() -> bool:
            return time.perf_counter() - began > SLICE or cancelled()

        if self._voicing.together:
            lost = self._codes(pause)
            self._voicing.make(self._open, pause)
            return lost
        due = self._due()
        if due:
            self._voicing.make(due, pause)
            self._behind = max(self._behind - (time.perf_counter() - began), -SLICE)
            return []
        lost = self._codes(pause)
        self._behind = min(self._behind + time.perf_counter() - began, SLICE)
        return lost

    def _due(self) -> list[Attempt]:
        """The attempts whose sound comes before further codes: those somebody waits for; of the rest, in turn."""
        urgent = [one for one in self._open if one.urgent]
        if not self._speaking:
            return self._voicing.due(self._open)
        if urgent:
            return self._voicing.due(urgent)
        return self._voicing.due(self._open) if self._behind >= 0 else []

    @property
    def _speaking(self) -> bool:
        return bool(self.batch.rows or self.batch.waiting)

    def _codes(self, pause: Callable[[], bool]) -> list[Attempt]:
        lost: list[Attempt] = []
        if not self._speaking:
            return lost
        for said in self.batch.step(FRAMES.get(self.how.device.type, FRAMES["cpu"]), pause):
            attempt = self._attempts.get(said.row)
            if attempt is None:
                continue
            attempt.add(said.codes, said.end)
            if said.end is End.MEMORY:
                lost.append(attempt)
            if said.end is not None:
                del self._attempts[said.row]
        return lost

    def forget(self, attempt: Attempt) -> None:
        """No more codes are wanted of this attempt."""
        if self._attempts.pop(attempt.row, None) is not None:
            self.batch.remove(attempt.row)

    @property
    def busy(self) -> bool:
        """Whether codes or sound are still to come."""
        return bool(self._attempts) or any(not one.done for one in self._open)

    @property
    def bytes(self) -> int:
        return self.checkpoint.disk_bytes


class Shelf:
    """The loaded checkpoints, the one used last at the end."""

    def __init__(self, how: Setup, load: Callable[[Checkpoint, Setup], Loaded] = Loaded) -> None:
        self.how = how
        self._load = load
        self._loaded: dict[tuple[str, str], Loaded] = {}  # by place and digest: a folder may get other weights

    def __iter__(self) -> Iterator[Loaded]:
        return iter(tuple(self._loaded.values()))

    def get(self, checkpoint: Checkpoint) -> Loaded | None:
        """The checkpoint in memory; None while others that are speaking leave no room for it. Raises EngineError."""
        found = self._loaded.pop(_key(checkpoint), None)
        if found is None:
            if not self._make_room(checkpoint.disk_bytes):
                return None
            found = self._load(checkpoint, self.how)
        self._loaded[_key(checkpoint)] = found
        return found

    def forget(self, piece: Piece) -> None:
        """No more codes are wanted of what is being spoken of a piece."""
        loaded = self._loaded.get(_key(piece.checkpoint))
        if loaded is not None and piece.attempt is not None:
            loaded.forget(piece.attempt)

    def _make_room(self, needed: int) -> bool:
        """Let go of checkpoints that do not speak, least recently used first, until there is room."""
        while self._loaded and sum(one.bytes for one in self._loaded.values()) + needed > self.how.memory:
            idle = next((d for d, one in self._loaded.items() if not one.busy), None)
            if idle is None:
                return False
            del self._loaded[idle]
        return True


def _key(checkpoint: Checkpoint) -> tuple[str, str]:
    return checkpoint.path, checkpoint.digest
