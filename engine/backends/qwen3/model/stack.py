"""A Qwen3 decoder over a static cache: the arithmetic that talker and code predictor share.

Query, key and value are one matrix, and so are gate and up. The talker's "multimodal" rotary positions have three
equal rows in speech, so plain one-dimensional positions are exact. Every row of a batch has its own position: a
cache slot is written at the row's position and read while it is not after it, so rows need no padding on the left and
what lies beyond a row's end is never seen.

How a matrix is multiplied (``Linear``) and how keys and values are kept (``Attend``) are given from outside: the same
layers run in int8 on a processor, over ragged rows, and inside a CUDA graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
import torch.nn.functional as F  # noqa: N812 - the name every reader of torch code knows
from torch import Tensor

from engine.backends.qwen3.model.config import StackConfig
from engine.backends.qwen3.model.weights import Source


class Linear(Protocol):
    """A weight [N, K] and how it is multiplied with."""

    def __call__(self, x: Tensor) -> Tensor:
        """[..., K] -> [..., N]."""

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        """``total`` [..., N] with the product of ``x`` [..., K] added in place, where that saves something."""


class Dense:
    """A weight as it is."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = weight

    def __call__(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight)

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        if x.is_cuda:  # the multiplication's own epilogue: a kernel less, and a rounding less
            total.flatten(0, -2).addmm_(x.flatten(0, -2), self.weight.t())
            return total
        return total.add_(F.linear(x, self.weight))


class Attend(Protocol):
    """Where a layer's new keys and values go and what its queries see of those kept."""

    def __call__(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """query [B, T, heads, d], key and value [B, T, key heads, d] -> [B, T, heads * d]."""


def rms_norm(x: Tensor, weight: Tensor | None, eps: float) -> Tensor:
    """Root-mean-square norm over the last axis, computed in float32.

    In half precision the reference rounds once more, before the weight; in float32 both are the same to the bit.
    """
    return F.rms_norm(x, x.shape[-1:], weight, eps)


def causal_mask(positions: Tensor, reach: int) -> Tensor:
    """Which of ``reach`` cache slots a token may see. [B, T] positions -> [B, 1, T, reach] bool."""
    return (torch.arange(reach, device=positions.device) <= positions[..., None]).unsqueeze(1)


@dataclass(slots=True)
class Cache:
    """Keys and values of every layer: [layers, rows, key heads, slots, head_dim]. A slot is a position."""

    keys: Tensor
    values: Tensor

    @property
    def slots(self) -> int:
        return self.keys.shape[3]

    @property
    def rows(self) -> int:
        return self.keys.shape[1]


class Masked:
    """Attention over one rectangle of slots, with a mask for what a row does not have: every shape is fixed.

    The query heads that share a key head stand as further tokens of it, so keys are read once and no kernel needs to
    know of grouped heads.
    """

    def __init__(
        self, cache: Cache, positions: Tensor, reach: int, mask: Tensor | None, rows: Tensor | None = None
    ) -> None:
        """``positions`` [B, T] are written; the first ``reach`` slots are seen where ``mask`` [B, 1, T, reach] allows.

        ``rows`` [B]: which rows of the cache; None for the first B. The ends of the positions must be in the cache.
        """
        self._cache = cache
        self._positions = positions
        self._reach = reach
        self._count = positions.shape[0]
        self._chosen = rows
        self._rows = (torch.arange(self._count, device=positions.device) if rows is None else rows)[:, None]
        self._allowed = mask
        self._bias: Tensor | None = None

    def __call__(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        keys, values = self._cache.keys[layer], self._cache.values[layer]
        keys[self._rows, :, self._positions] = key.to(keys.dtype)
        values[self._rows, :, self._positions] = value.to(values.dtype)
        if self._chosen is None:
            keys, values = keys[: self._count, :, : self._reach], values[: self._count, :, : self._reach]
        else:
            keys, values = keys[self._chosen, :, : self._reach], values[self._chosen, :, : self._reach]
        rows, tokens, heads, width = query.shape
        query = query.transpose(1, 2).reshape(rows, keys.shape[1], -1, width)
        if self._allowed is not None and self._bias is None:
            self._bias = _bias(self._allowed, query.shape[2] // tokens, keys.dtype)
        mixed = F.scaled_dot_product_attention(query.to(keys.dtype), keys, values, attn_mask=self._bias)
        return mixed.reshape(rows, heads, tokens, width).transpose(1, 2).flatten(2)


def _bias(allowed: Tensor, shared: int, dtype: torch.dtype) -> Tensor:
    """What is added to the scores: 0 or -inf, for each of ``shared`` query heads one after the other."""
    if allowed.shape[2] > 1:
        allowed = allowed.repeat(1, 1, shared, 1)
    return torch.zeros(allowed.shape, dtype=dtype, device=allowed.device).masked_fill_(~allowed, float("-inf"))


@dataclass(slots=True)
class Layer:
    qkv: Linear
    out: Linear
    gate_up: Linear
    down: Linear
    query_key_norm: Tensor  # [heads + key heads, head_dim]
    attention_norm: Tensor
    mlp_norm: Tensor


class Stack:
    """Decoder layers and the final norm."""

    def __init__(self, layers: list[Layer], norm: Tensor, config: StackConfig, longest: int) -> None:
        """``longest``: the number of positions the rotary tables are made for."""
        self.layers = layers
        self.norm = norm
        self.config = config
        self.heads = config.num_attention_heads
        self.key_heads = config.num_key_value_heads
        self.head_dim = config.head_dim
        self.eps = config.rms_norm_eps
        steps = torch.arange(0, self.head_dim, 2, dtype=torch.int64).float() / self.head_dim
        angles = torch.outer(torch.arange(longest).float(), 1.0 / config.rope_theta**steps)
        cos, sin = angles.cos(), angles.sin()
        self.cos = torch.cat([cos, cos], -1).to(norm.device, norm.dtype)
        self.sin = torch.cat([-sin, sin], -1).to(norm.device, norm.dtype)  # the sign of the half that is turned in

    @classmethod
    def take(
        cls,
        weights: Source,
        prefix: str,
        config: StackConfig,
        longest: int,
        linear: Callable[[Tensor], Linear] = Dense,
    ) -> Stack:
        """Build from tensors under their checkpoint names, taken one after the other: none is held twice."""
        layers = []
        for index in range(config.num_hidden_layers):
            at = f"{prefix}layers.{index}."
            attention, mlp = f"{at}self_attn.", f"{at}mlp."
            norms = [weights.pop(f"{attention}{name}_norm.weight") for name in "qk"]
            layers.append(
                Layer(
                    qkv=linear(torch.cat([weights.pop(f"{attention}{name}_proj.weight") for name in "qkv"])),
                    out=linear(weights.pop(f"{attention}o_proj.weight")),
                    gate_up=linear(torch.cat([weights.pop(f"{mlp}{name}_proj.weight") for name in ("gate", "up")])),
                    down=linear(weights.pop(f"{mlp}down_proj.weight")),
                    query_key_norm=torch.cat(
                        [
                            norms[0].expand(config.num_attention_heads, -1),
                            norms[1].expand(config.num_key_value_heads, -1),
                        ]
                    ),
                    attention_norm=weights.pop(f"{at}input_layernorm.weight"),
                    mlp_norm=weights.pop(f"{at}post_attention_layernorm.weight"),
                )
            )
        return cls(layers, weights.pop(f"{prefix}norm.weight"), config, longest)

    def cache(self, rows: int, slots: int, dtype: torch.dtype | None = None) -> Cache:
        """An empty cache for ``rows`` rows of at most ``slots`` tokens each."""
        shape = (len(self.layers), rows, self.key_heads, slots, self.head_dim)
        return Cache(self.norm.new_zeros(shape, dtype=dtype), self.norm.new_zeros(shape, dtype=dtype))

    def forward(self, x: Tensor, positions: Tensor, cache: Cache, reach: int, mask: Tensor | None) -> Tensor:
        """Run tokens through all layers. x [B, T, H], positions [B, T] -> hidden [B, T, H], normed.

        ``reach`` is how many cache slots are attended to, at least the highest position + 1; ``mask`` as made by
        ``causal_mask``, or None where every token may see all of them.
        """
        return self.run(x, positions, Masked(cache, positions, reach, mask))

    def run(self, x: Tensor, positions: Tensor, attend: Attend) -> Tensor:
        """Run tokens through all layers, keys and values kept by ``attend``. Shapes as in ``forward``."""
        cos, sin = self.cos[positions].unsqueeze(2), self.sin[positions].unsqueeze(2)
        turned = self.heads + self.key_heads
        x = x.clone()  # the caller's, and added to in place from here on
        for index, layer in enumerate(self.layers):
            heads = layer.qkv(rms_norm(x, layer.attention_norm, self.eps))
            heads = heads.view(*x.shape[:2], -1, self.head_dim)
            query_key = rms_norm(heads[:, :, :turned], None, self.eps) * layer.query_key_norm
            rotated = torch.addcmul(query_key * cos, query_key.roll(self.head_dim // 2, -1), sin)
            query, key = rotated[:, :, : self.heads], rotated[:, :, self.heads :]
            x = layer.out.add_to(x, attend(index, query, key, heads[:, :, turned:]).to(x.dtype))
            gate, up = layer.gate_up(rms_norm(x, layer.mlp_norm, self.eps)).chunk(2, -1)
            x = layer.down.add_to(x, F.silu(gate) * up)
        return rms_norm(x, self.norm, self.eps)
