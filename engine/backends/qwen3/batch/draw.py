"""Drawing a code for each row of a batch by the row's own settings, from a number that is the row's own.

The order is the official one (temperature, top-k, top-p, softmax); the draw is by the inverse of the cumulative
distribution, so one uniform number decides and nothing is read back to the host. Where a whole row must equal
``torch.multinomial`` of the official package, ``model.sampling`` does that instead.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

_USUAL = 64  # top-k is 50 in every published checkpoint's settings


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


class Choice(enum.StrEnum):
    """How the rows of a batch choose."""

    DRAWN = "drawn"  # all are drawn
    LIKELIEST = "likeliest"  # all take the likeliest
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Cuts:
    """What the rows of a batch need for their draws, as few values, so that few graphs are captured."""

    best: int  # how many of the best scores are sorted: at least every row's top-k; 0 where no row cuts
    nucleus: bool = False  # whether a row has a top-p
    even: bool = False  # ``best`` is every row's top-k
    choice: Choice = Choice.DRAWN


def cuts(top_k: Sequence[int], top_p: Sequence[float], vocabulary: int, likeliest: int = 0) -> Cuts:
    """For the settings of a batch's rows that are drawn; beside them ``likeliest`` rows take the likeliest."""
    if not top_k:
        return Cuts(0, choice=Choice.LIKELIEST)
    choice = Choice.MIXED if likeliest else Choice.DRAWN
    nucleus = any(p < 1 for p in top_p)
    widest = max(top_k)
    if nucleus and 0 in top_k:
        widest = vocabulary
    if not widest:
        return Cuts(0, nucleus, choice=choice)
    if not nucleus and widest == min(top_k) and widest <= vocabulary:
        return Cuts(widest, even=True, choice=choice)
    return Cuts(_USUAL if widest <= _USUAL < vocabulary else vocabulary, nucleus, choice=choice)


def pick(logits: Tensor, temperature: Tensor, lowest: Tensor | None, uniform: Tensor) -> Tensor:
    """The first index whose cumulative probability is above ``uniform`` [B, 1], of logits from ``lowest`` [B, 1] on."""
    scores = logits / temperature
    if lowest is not None:
        scores = scores.masked_fill(logits < lowest, float("-inf"))
    weights = scores.softmax(-1)
    reached = weights.cumsum(-1)
    # a weight of nothing is never hit, also where a parallel sum rises a little over it
    hit = (reached > uniform * reached[:, -1:]) & (weights > 0)
    return hit.view(torch.uint8).argmax(-1)


Pick = Callable[[Tensor, Tensor, "Tensor | None", Tensor], Tensor]


def draw(logits: Tensor, uniform: Tensor, how: RowSampling, needed: Cuts, pick: Pick = pick) -> Tensor:
    """One index for each row: int64 [B].

    ``logits`` [B, V] of any float type with -inf where a code may not be; ``uniform`` float32 [B] as ``uniforms``
    gives them. The cumulative sum runs in the vocabulary's order, not in that of the scores: two scores that are
    nearly tied may change places between a batch and a single run, and must not change what is drawn elsewhere.
    ``pick`` may be given compiled.
    """
    if needed.choice is Choice.LIKELIEST:
        return logits.argmax(-1)
    temperature = how.temperature.unsqueeze(-1)
    drawn = pick(logits, temperature, _lowest(logits, temperature, how, needed), uniform.unsqueeze(-1))
    return drawn if needed.choice is Choice.DRAWN else torch.where(how.greedy, logits.argmax(-1), drawn)


def _lowest(logits: Tensor, temperature: Tensor, how: RowSampling, needed: Cuts) -> Tensor | None:
    """The lowest logit of each row that may be drawn: [B, 1]."""
    if not needed.best:
        return None
    best = logits.topk(needed.best, dim=-1).values
    if needed.even:
        return best[:, -1:]
    top_k = how.top_k.unsqueeze(-1)
    kept = top_k.clamp_max(needed.best)
    if needed.nucleus:
        rank = torch.arange(needed.best, device=logits.device)
        scores = best / temperature
        weights = scores.masked_fill((rank >= kept) & (top_k > 0), float("-inf")).softmax(-1)
        before = weights.cumsum(-1) - weights
        top_p = how.top_p.unsqueeze(-1)
        inside = ((before < top_p) & (weights > 0)).sum(-1, keepdim=True)
        kept = torch.where(top_p < 1, inside, kept)
    lowest = best.gather(-1, (kept - 1).clamp_min(0))
    return torch.where(kept > 0, lowest, float("-inf"))
