"""What a codec decoder has to remember between two calls, with one row for each line being decoded.

Everything is causal, so the memory is exactly the past that later samples can depend on: for each convolution
its last `reach` inputs, for each attention layer the last `window - 1` keys and values. At true size that is
5.2 MB a row in float32.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class State:
    """Tensors that are changed in place. A state of one row is also a snapshot."""

    positions: Tensor  # [rows] int64, frames decoded so far
    keys: Tensor  # [layers, rows, heads, window - 1, width], newest last
    values: Tensor
    tails: tuple[Tensor, ...]  # one for each convolution: [rows, reach, channels], its last inputs

    @property
    def rows(self) -> int:
        return len(self.positions)

    @property
    def bytes(self) -> int:
        """Memory of the whole state."""
        return sum(t.numel() * t.element_size() for t in (self.positions, self.keys, self.values, *self.tails))

    def take(self, rows: Tensor) -> State:
        """A copy of some rows, in the order asked for. ``rows`` is [n] int64 on the state's device."""
        return State(
            self.positions[rows], self.keys[:, rows], self.values[:, rows], tuple(tail[rows] for tail in self.tails)
        )

    def put(self, rows: Tensor, other: State) -> None:
        """Overwrite some rows with those of ``other``, in its order."""
        self.positions[rows] = other.positions
        self.keys[:, rows] = other.keys
        self.values[:, rows] = other.values
        for mine, theirs in zip(self.tails, other.tails, strict=True):
            mine[rows] = theirs

    def clear(self, rows: Tensor) -> None:
        """Bring rows back to the beginning of a line."""
        self.positions[rows] = 0
        for tail in self.tails:
            tail[rows] = 0  # keys and values of the time before a line are masked, not zeroed

    def clone(self) -> State:
        """A copy of every row."""
        return self.take(torch.arange(self.rows, device=self.positions.device))
