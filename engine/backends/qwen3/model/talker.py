"""The talker: a Qwen3 decoder that reads text and codes, summed, and says code 0 of the next frame."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from engine.backends.qwen3.model.config import TalkerConfig
from engine.backends.qwen3.model.predictor import CodeEmbedding, CodePredictor
from engine.backends.qwen3.model.stack import Cache, Dense, Linear, Stack, causal_mask
from engine.backends.qwen3.model.weights import Source

LONGEST = 8192  # positions: eleven minutes of speech, the most any checkpoint's generation settings ask for


class TextEmbedding:
    """Text ids to talker vectors: a table and a two-layer projection.

    The table is a third of the smaller model and a line touches a few of its rows, so it stays where it is (a view of
    the checkpoint's file) and only the rows asked for are brought to the device.
    """

    def __init__(self, table: Tensor, layers: tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]) -> None:
        self._table = table
        self._layers = layers

    def __call__(self, ids: list[int]) -> Tensor:
        """[n] ids -> [n, H]."""
        (weight, bias), second = self._layers
        rows = self._table[torch.tensor(ids, dtype=torch.int64)].to(weight.device, weight.dtype)
        return F.linear(F.silu(F.linear(rows, weight, bias)), *second)


class Talker:
    """The language model of a checkpoint, with its code predictor."""

    def __init__(
        self,
        config: TalkerConfig,
        stack: Stack,
        head: Linear,
        text: TextEmbedding,
        codes: CodeEmbedding,
        predictor: CodePredictor,
    ) -> None:
        self.config = config
        self.stack = stack
        self.head = head
        self.text = text
        self.codes = codes
        self.predictor = predictor

    @classmethod
    def take(
        cls,
        weights: Source,
        config: TalkerConfig,
        longest: int = LONGEST,
        linear: Callable[[Tensor], Linear] = Dense,
    ) -> Talker:
        """Build from tensors under their checkpoint names; ``linear`` says how the matrices are held."""
        predictor = "talker.code_predictor."
        groups = config.num_code_groups
        tables = [weights.pop("talker.model.codec_embedding.weight")]
        tables += [weights.pop(f"{predictor}model.codec_embedding.{g}.weight") for g in range(groups - 1)]
        codes = CodeEmbedding(torch.cat(tables), [len(table) for table in tables])
        del tables
        layers = [
            tuple(weights.pop(f"talker.text_projection.linear_fc{n}.{part}") for part in ("weight", "bias"))
            for n in (1, 2)
        ]
        text = TextEmbedding(weights.pop("talker.model.text_embedding.weight"), (layers[0], layers[1]))  # type: ignore[arg-type]
        return cls(
            config,
            Stack.take(weights, "talker.model.", config, longest, linear),
            linear(weights.pop("talker.codec_head.weight")),
            text,
            codes,
            CodePredictor.take(weights, predictor, config.code_predictor_config, codes, linear),
        )

    @property
    def device(self) -> torch.device:
        return self.stack.norm.device

    def prefill(self, prompts: Tensor, lengths: Tensor, cache: Cache) -> Tensor:
        """Read prompts, padded on the right. [B, T, H], [B] -> hidden state of each prompt's last token [B, H]."""
        rows, longest, _ = prompts.shape
        positions = torch.arange(longest, device=prompts.device).expand(rows, -1)
        hidden = self.stack.forward(
            prompts.to(self.stack.dtype, copy=True), positions, cache, longest, causal_mask(positions, longest)
        )
        return hidden[torch.arange(rows, device=prompts.device), lengths - 1]

    def step(self, x: Tensor, positions: Tensor, cache: Cache, reach: int) -> Tensor:
        """Read one token in each row. [B, H], [B] -> [B, H]; ``reach`` at least the highest position + 1.

        ``x`` is given up.
        """
        at = positions[:, None]
        read = x[:, None].to(self.stack.dtype)
        return self.stack.forward(read, at, cache, reach, causal_mask(at, reach))[:, 0]

    def logits(self, hidden: Tensor) -> Tensor:
        """[B, H] -> [B, 3072] float32."""
        return self.head(hidden).float()
