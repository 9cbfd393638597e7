"""What a frame has to know of every row, in tensors with a row axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from engine.backends.qwen3.batch.cache import bucket
from engine.backends.qwen3.batch.draw import RowSampling
from engine.backends.qwen3.model.sampling import SamplingSettings


@dataclass(slots=True)
class State:
    """A row is one line's; rows without a line are not alive."""

    hidden: Tensor  # [B, H] of the last token read
    position: Tensor  # [B] tokens read
    frame: Tensor  # [B] frames spoken
    alive: Tensor  # [B] bool
    seed: Tensor  # [B] int64
    penalty: Tensor  # [B] of codes that have been
    shortest: Tensor  # [B] frames before the end may come
    longest: Tensor  # [B] frames at which a row is ended
    seen: Tensor  # [B, 3072] bool: codes 0 that have been
    text: Tensor  # [B, S, H] text vectors of the frames to come
    known: Tensor  # [B] how many of them there are
    closed: Tensor  # [B] bool: no more will come
    pad: Tensor  # [H] after the last
    numbers: Tensor  # [K, B, 16] random numbers of the next K frames
    said: Tensor  # [K, B, 16] codes of the last K frames
    spoke: Tensor  # [K, B] bool: whether a row spoke in that frame
    tick: Tensor  # [1] the next of K
    talker: RowSampling
    predictor: RowSampling

    @classmethod
    def empty(
        cls, rows: int, kept: int, groups: int, width: int, vocabulary: int, dtype: torch.dtype, device: torch.device
    ) -> State:
        """``kept``: the frames K between two looks at what was spoken."""

        def made(*shape: int, dtype: torch.dtype = torch.int64) -> Tensor:
            return torch.zeros(*shape, dtype=dtype, device=device)

        return cls(
            hidden=made(rows, width, dtype=dtype),
            position=made(rows),
            frame=made(rows),
            alive=made(rows, dtype=torch.bool),
            seed=made(rows),
            penalty=torch.ones(rows, device=device),
            shortest=made(rows),
            longest=made(rows),
            seen=made(rows, vocabulary, dtype=torch.bool),
            text=made(rows, 1, width, dtype=dtype),
            known=made(rows),
            closed=made(rows, dtype=torch.bool),
            pad=made(width, dtype=dtype),
            numbers=made(kept, rows, groups, dtype=torch.float32),
            said=made(kept, rows, groups),
            spoke=made(kept, rows, dtype=torch.bool),
            tick=made(1),
            talker=RowSampling.empty(rows, device),
            predictor=RowSampling.empty(rows, device),
        )

    def seat(self, slot: int, settings: SamplingSettings, seed: int, longest: int, spoken: Sequence[Tensor]) -> None:
        """A line takes a row; ``spoken``: its frames [16], where it was put aside."""
        self.clear(slot)
        self.frame[slot] = len(spoken)
        self.seed[slot] = _as_int64(seed)
        self.penalty[slot] = settings.repetition_penalty
        self.shortest[slot] = settings.min_new_tokens
        self.longest[slot] = longest
        self.seen[slot] = False
        if spoken:
            self.seen[slot, torch.stack(list(spoken))[:, 0].to(self.seen.device)] = True
        self.talker.set(
            slot,
            greedy=not settings.do_sample,
            temperature=settings.temperature,
            top_k=settings.top_k,
            top_p=settings.top_p,
        )
        self.predictor.set(
            slot,
            greedy=not settings.subtalker_dosample,
            temperature=settings.subtalker_temperature,
            top_k=settings.subtalker_top_k,
            top_p=settings.subtalker_top_p,
        )

    def clear(self, slot: int) -> None:
        """A row has no line."""
        self.alive[slot] = False
        self.position[slot] = 0

    def write_text(self, slot: int, text: Tensor, closed: bool) -> bool:
        """The text vectors [S, H] of a row, as far as they are known; whether the tensor of them was made anew."""
        grown = len(text) > self.text.shape[1]
        if grown:
            before = self.text
            self.text = before.new_zeros(before.shape[0], bucket(len(text)), before.shape[2])
            self.text[:, : before.shape[1]] = before
        self.text[slot, : len(text)] = text
        self.known[slot] = len(text)
        self.closed[slot] = closed
        return grown

    def copy(self) -> list[Tensor]:
        """Every tensor that a frame changes, as it is now."""
        return [getattr(self, name).clone() for name in _CHANGED]

    def restore(self, copy: list[Tensor]) -> None:
        for name, tensor in zip(_CHANGED, copy, strict=True):
            getattr(self, name).copy_(tensor)


_CHANGED = ("hidden", "position", "frame", "alive", "seen", "said", "spoke", "tick")
assert set(_CHANGED) <= {field.name for field in fields(State)}


def _as_int64(seed: int) -> int:
    """Any integer's lowest 64 bits, as a signed one."""
    low = seed & 0xFFFFFFFFFFFFFFFF
    return low - (1 << 64) if low >> 63 else low
