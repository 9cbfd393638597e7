"""How a code is drawn from logits, in the order of the reference, with settings of its own for every row.

Order: repetition penalty over the codes so far, minimum length, codes that are no sound, temperature, top-k, top-p,
softmax, draw. A draw divides the probabilities by exponential noise and takes the largest, which is what
``torch.multinomial`` does: with the same generator both give the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec
import torch
from torch import Tensor

from engine.errors import EngineError

FRAMES_AT_MOST = 2047  # 164 s: the package's own default of 2048 new tokens, of which the last is not spoken


class SamplingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Sampling of one line, under the reference's names; defaults are its own. ``top_k`` 0 and ``top_p`` 1 are off."""

    do_sample: bool = True
    top_k: int = 50
    top_p: float = 1.0
    temperature: float = 0.9
    repetition_penalty: float = 1.05
    subtalker_dosample: bool = True
    subtalker_top_k: int = 50
    subtalker_top_p: float = 1.0
    subtalker_temperature: float = 0.9
    min_new_tokens: int = 2

    def __post_init__(self) -> None:
        for name in ("temperature", "subtalker_temperature", "repetition_penalty", "top_p", "subtalker_top_p"):
            if not getattr(self, name) > 0:
                raise EngineError(f"{name} must be above 0.", "To always take the likeliest code, set do_sample off.")


def read_settings(folder: Path) -> SamplingSettings:
    """What a checkpoint's ``generation_config.json`` recommends. Raises EngineError(kind="model")."""
    path = folder / "generation_config.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=SamplingSettings)
    except FileNotFoundError:
        raise EngineError(f"There is no {path.name} in {folder}.", "Download the checkpoint again.", "model") from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EngineError(f"{path} cannot be read: {error}.", "Download the checkpoint again.", "model") from None


class Noise(Protocol):
    """Exponential noise for a draw, [rows, width] float32; ``drawn`` says which rows use it."""

    def __call__(self, drawn: Sequence[bool], width: int, device: torch.device) -> Tensor: ...


class SharedNoise:
    """One generator for the whole batch, as the reference draws: what a row gets depends on its neighbours."""

    def __init__(self, seed: int, device: torch.device | str = "cpu") -> None:
        self._generator = torch.Generator(device).manual_seed(seed)

    def __call__(self, drawn: Sequence[bool], width: int, device: torch.device) -> Tensor:
        return torch.empty(len(drawn), width, device=device).exponential_(generator=self._generator)


class RowNoise:
    """One generator for each row: a row draws what it would draw alone, and only where it draws at all."""

    def __init__(self, seeds: Sequence[int], device: torch.device | str = "cpu") -> None:
        self._generators = [torch.Generator(device).manual_seed(seed) for seed in seeds]

    def __call__(self, drawn: Sequence[bool], width: int, device: torch.device) -> Tensor:
        noise = torch.ones(len(drawn), width, device=device)
        for row, generator, draws in zip(noise, self._generators, drawn, strict=True):
            if draws:
                row.exponential_(generator=generator)
        return noise


class Sampler:
    """Temperature, top-k, top-p and the draw for a batch; each row with its own settings."""

    def __init__(
        self,
        sampled: Sequence[bool],
        temperature: Sequence[float],
        top_k: Sequence[int],
        top_p: Sequence[float],
        noise: Noise,
        device: torch.device | str,
    ) -> None:
        self._noise = noise
        self._drawn = tuple(sampled)
        self._sampled = torch.tensor(sampled, device=device)
        self._temperature = torch.tensor(temperature, device=device)[:, None]
        self._widest = max(top_k)
        self._top_k = torch.tensor(top_k, device=device)[:, None]
        self._cuts = min(top_p) < 1
        self._tail = torch.tensor([1 - p for p in top_p], device=device)[:, None]

    def __call__(self, logits: Tensor) -> Tensor:
        """Choose one code for each row. [B, V] float32 logits -> [B] int64."""
        likeliest = logits.argmax(-1)
        if not any(self._drawn):
            return likeliest
        probabilities = torch.softmax(self._kept(logits / self._temperature), -1)
        drawn = (probabilities / self._noise(self._drawn, logits.shape[-1], logits.device)).argmax(-1)
        return torch.where(self._sampled, drawn, likeliest)

    def _kept(self, scores: Tensor) -> Tensor:
        if self._widest:
            best = scores.topk(min(self._widest, scores.shape[-1])).values
            last = best.gather(-1, (self._top_k - 1).clamp(0, best.shape[-1] - 1))
            scores = scores.masked_fill((scores < last) & (self._top_k > 0), float("-inf"))
        if self._cuts:
            rising, order = scores.sort(-1)
            below = rising.softmax(-1).cumsum(-1) <= self._tail
            below[..., -1] = False
            dropped = below.scatter(-1, order, below) & (self._tail > 0)
            scores = scores.masked_fill(dropped, float("-inf"))
        return scores


def talker_sampler(settings: Sequence[SamplingSettings], noise: Noise, device: torch.device | str) -> Sampler:
    """The sampler of code 0."""
    return Sampler(
        [s.do_sample for s in settings],
        [s.temperature for s in settings],
        [s.top_k for s in settings],
        [s.top_p for s in settings],
        noise,
        device,
    )


def predictor_sampler(settings: Sequence[SamplingSettings], noise: Noise, device: torch.device | str) -> Sampler:
    """The sampler of codes 1 to 15."""
    return Sampler(
        [s.subtalker_dosample for s in settings],
        [s.subtalker_temperature for s in settings],
        [s.subtalker_top_k for s in settings],
        [s.subtalker_top_p for s in settings],
        noise,
        device,
    )


class History:
    """What code 0 has been, and what it may not be: penalty, minimum length, and the ids that are no sound."""

    def __init__(
        self, settings: Sequence[SamplingSettings], vocabulary: int, end: int, device: torch.device | str
    ) -> None:
        self._end = end
        self._penalty = torch.tensor([s.repetition_penalty for s in settings], device=device)[:, None]
        self._shortest = torch.tensor([s.min_new_tokens for s in settings], device=device)
        self._seen = torch.zeros(len(settings), vocabulary, dtype=torch.bool, device=device)
        self._silent = torch.zeros(vocabulary, dtype=torch.bool, device=device)
        self._silent[vocabulary - 1024 :] = True
        self._silent[end] = False

    def __call__(self, logits: Tensor, step: int) -> Tensor:
        """The logits of step ``step`` with what has been and what may not be taken into account. [B, V] -> [B, V]."""
        punished = torch.where(logits < 0, logits * self._penalty, logits / self._penalty)
        scores = torch.where(self._seen, punished, logits)
        scores[:, self._end] = scores[:, self._end].masked_fill(step < self._shortest, float("-inf"))
        return scores.masked_fill(self._silent, float("-inf"))

    def add(self, codes: Tensor) -> None:
        """Remember the codes [B] chosen at this step."""
        self._seen.scatter_(1, codes[:, None], True)
