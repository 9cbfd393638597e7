"""The code predictor: from the talker's hidden state and code 0 of a frame, codes 1 to 15 one after the other."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from engine.backends.qwen3.model.config import CodePredictorConfig
from engine.backends.qwen3.model.stack import Dense, Linear, Stack, causal_mask
from engine.backends.qwen3.model.weights import Source

Choose = Callable[[Tensor], Tensor]  # [B, V] float32 logits -> [B] codes


class CodeEmbedding:
    """The embeddings of all code groups in one table: a frame is one look-up of sixteen rows.

    Group 0 has the talker's vocabulary (3072), the others the codec's 2048 codes.
    """

    def __init__(self, table: Tensor, sizes: list[int]) -> None:
        """``table`` [sum of sizes, width]; ``sizes``: the vocabulary of each group."""
        self.table = table
        starts = [sum(sizes[:group]) for group in range(len(sizes))]
        self.starts = torch.tensor(starts, device=table.device)

    @property
    def first(self) -> Tensor:
        """The table of group 0, with the special ids of the prompt. [3072, width]."""
        return self.table[: int(self.starts[1])]

    def frames(self, codes: Tensor) -> Tensor:
        """The sum of a frame's sixteen embeddings. [..., 16] codes -> [..., width]."""
        return self.table[codes + self.starts].sum(-2)


class CodePredictor:
    """Five layers over at most sixteen tokens: the talker's hidden state, code 0, ... code 14."""

    def __init__(
        self,
        stack: Stack,
        heads: list[Linear],
        embedding: CodeEmbedding,
        projection: tuple[Tensor, Tensor] | None,
    ) -> None:
        """``heads``: fifteen of [2048, width]; ``projection`` (weight, bias) from the talker's width, None where they
        agree. The projection of code embeddings is done once for the whole table.
        """
        self.stack = stack
        self.heads = heads
        self.groups = len(heads) + 1
        self._projection = projection
        self._table = embedding.table if projection is None else F.linear(embedding.table, *projection)
        self._starts = embedding.starts

    def entered(self, hidden: Tensor) -> Tensor:
        """The talker's hidden state [B, H] in the predictor's width."""
        if self._projection is None:
            return hidden.to(self.stack.dtype)
        weight, bias = self._projection
        return F.linear(hidden.to(weight.dtype), weight, bias).to(self.stack.dtype)

    def embedded(self, group: int, codes: Tensor) -> Tensor:
        """Codes [B] of a group as the predictor reads them: [B, width]."""
        return F.embedding(codes + self._starts[group], self._table).to(self.stack.dtype)

    @classmethod
    def take(
        cls,
        weights: Source,
        prefix: str,
        config: CodePredictorConfig,
        embedding: CodeEmbedding,
        linear: Callable[[Tensor], Linear] = Dense,
    ) -> CodePredictor:
        """Build from tensors under their checkpoint names; ``linear`` says how the matrices are held."""
        groups = config.num_code_groups
        stack = Stack.take(weights, f"{prefix}model.", config, groups, linear)
        heads = [linear(weights.pop(f"{prefix}lm_head.{group}.weight")) for group in range(groups - 1)]
        name = f"{prefix}small_to_mtp_projection."
        agree = embedding.table.shape[1] == config.hidden_size
        projection = None if agree else (weights.pop(f"{name}weight"), weights.pop(f"{name}bias"))
        return cls(stack, heads, embedding, projection)

    def frame(self, hidden: Tensor, first: Tensor, choose: Choose) -> Tensor:
        """Complete a frame. hidden [B, H] of the talker, code 0 [B] -> codes [B, 16]."""
        rows = hidden.shape[0]
        cache = self.stack.cache(rows, self.groups)
        positions = torch.arange(self.groups, device=hidden.device).expand(rows, -1)
        x = torch.stack([self.entered(hidden), self.embedded(0, first)], 1)
        out = self.stack.forward(x, positions[:, :2], cache, 2, causal_mask(positions[:, :2], 2))
        codes = [first]
        for group in range(1, self.groups):
            codes.append(choose(self.heads[group - 1](out[:, -1]).float()))
            if group + 1 < self.groups:
                x = self.embedded(group, codes[-1])[:, None]
                out = self.stack.forward(x, positions[:, group + 1 : group + 2], cache, group + 2, None)
        return torch.stack(codes, 1)
