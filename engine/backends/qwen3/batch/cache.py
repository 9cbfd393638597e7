"""Where keys and values of a batch live: ragged rows on a processor, one rectangle on a GPU.

A processor reads exactly what a row has, row by row: nothing is padded, and a row's sums are those of the row alone.
A GPU needs fixed shapes for its graphs: rows share a rectangle that grows by buckets, and a mask hides the rest.
Neither is ever made for the longest line the model could speak.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from engine.backends.qwen3.model.stack import Attend, Cache, Masked, Stack, causal_mask

BUCKETS = (64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192)


def bucket(tokens: int) -> int:
    """The smallest bucket that holds so many tokens."""
    for size in BUCKETS:
        if size >= tokens:
            return size
    return -(-tokens // BUCKETS[-1]) * BUCKETS[-1]


class Ragged:
    """A tensor of its own for every row: [layers, 2, key heads, tokens, head_dim]. The rows are on a processor."""

    def __init__(self, stack: Stack, rows: int, dtype: torch.dtype, limit: int | None = None) -> None:
        """``limit``: bytes that may be held; above it a reservation is out of memory."""
        self._shape = (len(stack.layers), 2, stack.key_heads)
        self._width = stack.head_dim
        self._dtype = dtype
        self._limit = limit
        self._rows: list[Tensor | None] = [None] * rows

    @property
    def bytes(self) -> int:
        """What is held now."""
        return sum(row.nbytes for row in self._rows if row is not None)

    def reserve(self, row: int, tokens: int) -> bool:
        """Make room for so many tokens in a row; whether anything moved. Raises torch.OutOfMemoryError."""
        before = self._rows[row]
        if before is not None and before.shape[3] >= tokens:
            return False
        shape = (*self._shape, bucket(tokens), self._width)
        needed = torch.Size(shape).numel() * self._dtype.itemsize
        _within(self._limit, self.bytes + needed)
        grown = torch.zeros(shape, dtype=self._dtype)
        if before is not None:
            grown[..., : before.shape[3], :] = before
        self._rows[row] = grown
        return True

    def release(self, row: int) -> None:
        """Forget a row; who attends to it now still has it."""
        self._rows[row] = None

    def reading(self, row: int, start: int, tokens: int) -> Attend:
        """For ``tokens`` prompt tokens of one row, after its first ``start``."""
        kept = self._kept(row)
        seen = torch.ones(tokens, start + tokens, dtype=torch.bool).tril(start)
        return _Rows([(kept, start, start + tokens)], None if tokens == 1 else seen)

    def speaking(self, rows: Sequence[int], reach: Sequence[int]) -> Attend:
        """For one token in each row; ``reach``: the tokens each row has with it."""
        return _Rows([(self._kept(row), end - 1, end) for row, end in zip(rows, reach, strict=True)], None)

    def _kept(self, row: int) -> Tensor:
        kept = self._rows[row]
        assert kept is not None, "a row is reserved before it is read or spoken"
        return kept


class _Rows:
    def __init__(self, rows: list[tuple[Tensor, int, int]], seen: Tensor | None) -> None:
        self._rows = rows
        self._seen = seen

    def __call__(self, layer: int, query: Tensor, key_value: Tensor) -> Tensor:
        count, tokens, heads, width = query.shape
        groups = key_value.shape[2] // 2
        new = key_value.view(count, tokens, 2, groups, width).permute(0, 2, 3, 1, 4)
        asked = query.transpose(1, 2).reshape(count, 1, groups, -1, width)
        mixed = []
        mask = None if self._seen is None else self._seen.repeat(heads // groups, 1)
        for index, (kept, start, end) in enumerate(self._rows):
            row = kept[layer, :, :, :end]
            row[:, :, start:] = new[index]
            keys, values = row.unsqueeze(1)
            mixed.append(F.scaled_dot_product_attention(asked[index].to(keys.dtype), keys, values, mask))
        return torch.cat(mixed).view(count, heads, tokens, width).transpose(1, 2).flatten(2)


class Rectangle:
    """One tensor for all rows, every row as long as the longest bucket in use."""

    def __init__(self, stack: Stack, rows: int, dtype: torch.dtype, limit: int | None = None) -> None:
        self._stack = stack
        self._count = rows
        self._dtype = dtype
        self._limit = limit
        self._cache: Cache | None = None

    @property
    def bytes(self) -> int:
        """What is held now."""
        return 0 if self._cache is None else self._cache.kept.nbytes

    def reserve(self, tokens: int) -> bool:
        """Make room for so many tokens in every row; whether anything moved. Raises torch.OutOfMemoryError."""
        before = self._cache
        if before is not None and before.slots >= tokens:
            return False
        stack = self._stack
        slots = bucket(tokens)
        numbers = 2 * len(stack.layers) * self._count * stack.key_heads * slots * stack.head_dim
        _within(self._limit, numbers * self._dtype.itemsize + self.bytes)
        grown = stack.cache(self._count, slots, self._dtype)
        if before is not None:
            grown.kept[..., : before.slots, :] = before.kept
        self._cache = grown
        return True

    def reading(self, rows: Sequence[int], positions: Tensor) -> Attend:
        """For prompt tokens at ``positions`` [B, T] of some rows; what pads a row is written over before it is seen."""
        assert self._cache is not None, "a row is reserved before it is read"
        at = positions.clamp_max(self._cache.slots - 1)
        reach = self._cache.slots
        return Masked(self._cache, at, reach, causal_mask(at, reach), torch.tensor(rows, device=positions.device))

    def speaking(self, positions: Tensor, reach: int) -> Attend:
        """For one token in each of the first rows, at ``positions`` [B], all of them seen up to ``reach`` slots."""
        assert self._cache is not None, "a row is reserved before it speaks"
        seen = min(reach, self._cache.slots)
        at = positions[:, None]
        return Masked(self._cache, at, seen, causal_mask(at, seen))


class Together:
    """Rows that are all at the same position, as they are inside a frame: slices instead of indices, and no mask."""

    def __init__(self, stack: Stack, rows: int, tokens: int) -> None:
        self._cache = stack.cache(rows, tokens)
        self._rows = 0
        self._start = self._end = 0
        self._seen: Tensor | None = None
        self._first = causal_mask(torch.arange(2, device=stack.norm.device)[None], 2).repeat(
            1, 1, stack.heads // stack.key_heads, 1
        )

    def at(self, rows: int, start: int, tokens: int) -> Together:
        """For ``tokens`` (two at the start, else one) of the first ``rows`` rows."""
        self._rows, self._start, self._end = rows, start, start + tokens
        self._seen = self._first if tokens > 1 else None
        return self

    def __call__(self, layer: int, query: Tensor, key_value: Tensor) -> Tensor:
        count, tokens, heads, width = query.shape
        kept = self._cache.kept[layer, : self._rows, :, :, : self._end]
        kept[:, :, :, self._start :] = key_value.view(count, tokens, 2, -1, width).permute(0, 2, 3, 1, 4)
        asked = query.transpose(1, 2).reshape(count, kept.shape[2], -1, width)
        mixed = F.scaled_dot_product_attention(asked, kept[:, 0], kept[:, 1], attn_mask=self._seen)
        return mixed.reshape(count, heads, tokens, width).transpose(1, 2).flatten(2)


def _within(limit: int | None, needed: int) -> None:
    if limit is not None and needed > limit:
        raise torch.OutOfMemoryError(f"{needed} bytes of keys and values, {limit} allowed")
