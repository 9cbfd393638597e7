"""Drawing a code for each row of a batch by the row's own settings, from a number that is the row's own.

The order is the official one (temperature, top-k, top-p, softmax); the draw is by the inverse of the cumulative
distribution, so one uniform number decides and nothing is read back to the host. Where a whole row must equal
``torch.multinomial`` of the official package, ``model.sampling`` does that instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class RowSampling:
    """One setting for each row. ``greedy`` bool [B], ``temperature`` float32 [B], ``top_k`` int64 [B] (0: all),
    ``top_p`` float32 [B]."""

    greedy: Tensor
    temperature: Tensor
    top_k: Tensor
    top_p: Tensor

    @classmethod
    def empty(cls, rows: int, device: torch.device) -> RowSampling:
        return cls(
            greedy=torch.zeros(rows, dtype=torch.bool, device=device),
            temperature=torch.ones(rows, device=device),
            top_k=torch.zeros(rows, dtype=torch.int64, device=device),
            top_p=torch.ones(rows, device=device),
        )

    def rows(self, index: slice | Tensor) -> RowSampling:
        return RowSampling(self.greedy[index], self.temperature[index], self.top_k[index], self.top_p[index])

    def set(self, row: int, *, greedy: bool, temperature: float, top_k: int, top_p: float) -> None:
        self.greedy[row] = greedy
        self.temperature[row] = temperature
        self.top_k[row] = top_k
        self.top_p[row] = top_p


def draw(logits: Tensor, uniform: Tensor, how: RowSampling, width: int) -> Tensor:
    """One index for each row: int64 [B].

    ``logits`` float32 [B, V] with -inf where a code may not be; ``uniform`` float32 [B] in [0, 1); ``width`` is at
    least every row's top-k and V where a row has none: the sorted candidates are as many.
    """
    values, candidates = logits.topk(width, dim=-1)
    rank = torch.arange(width, device=logits.device)
    top_k = torch.where(how.top_k > 0, how.top_k, width).unsqueeze(-1)
    values = (values / how.temperature.unsqueeze(-1)).masked_fill(rank >= top_k, float("-inf"))
    weights = values.softmax(-1)
    before = weights.cumsum(-1) - weights
    weights = torch.where(before < how.top_p.unsqueeze(-1), weights, 0.0)
    reached = weights.cumsum(-1)
    chosen = (reached <= uniform.unsqueeze(-1) * reached[:, -1:]).sum(-1)
    last = (weights > 0).sum(-1) - 1  # candidates are sorted, so those with a weight come first
    drawn = candidates.gather(-1, torch.minimum(chosen, last).unsqueeze(-1)).squeeze(-1)
    return torch.where(how.greedy, logits.argmax(-1), drawn)


def candidates_needed(top_k: int, vocabulary: int) -> int:
    """The width ``draw`` needs for a row, as one of few values so that few graphs are captured."""
    if 0 < top_k <= 64 <= vocabulary:
        return 64
    return vocabulary
