"""A Qwen3 decoder over a static cache: the arithmetic that talker and code predictor share.

Query, key and value are one matrix, and so are gate and up. The talker's "multimodal" rotary positions have three
equal rows in speech, so plain one-dimensional positions are exact. Every row of a batch has its own position: a
cache slot is written at the row's position and read while it is not after it, so rows need no padding on the left and
what lies beyond a row's end is never seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 - the name every reader of torch code knows
from torch import Tensor

from engine.backends.qwen3.model.config import StackConfig


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    """Root-mean-square norm over the last axis, computed in float32 and rounded before the weight, as the reference."""
    wide = x.float()
    return weight * (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)).to(x.dtype)


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


@dataclass(slots=True)
class Layer:
    qkv: Tensor
    out: Tensor
    gate_up: Tensor
    down: Tensor
    query_norm: Tensor
    key_norm: Tensor
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
        angles = torch.cat([angles, angles], -1)
        self.cos = angles.cos().to(norm.device, norm.dtype)
        self.sin = angles.sin().to(norm.device, norm.dtype)

    @classmethod
    def take(cls, weights: dict[str, Tensor], prefix: str, config: StackConfig, longest: int) -> Stack:
        """Build from tensors under their checkpoint names, taking them out of ``weights``: none is held twice."""
        layers = []
        for index in range(config.num_hidden_layers):
            at = f"{prefix}layers.{index}."
            attention, mlp = f"{at}self_attn.", f"{at}mlp."
            layers.append(
                Layer(
                    qkv=torch.cat([weights.pop(f"{attention}{name}_proj.weight") for name in "qkv"]),
                    out=weights.pop(f"{attention}o_proj.weight"),
                    gate_up=torch.cat([weights.pop(f"{mlp}{name}_proj.weight") for name in ("gate", "up")]),
                    down=weights.pop(f"{mlp}down_proj.weight"),
                    query_norm=weights.pop(f"{attention}q_norm.weight"),
                    key_norm=weights.pop(f"{attention}k_norm.weight"),
                    attention_norm=weights.pop(f"{at}input_layernorm.weight"),
                    mlp_norm=weights.pop(f"{at}post_attention_layernorm.weight"),
                )
            )
        return cls(layers, weights.pop(f"{prefix}norm.weight"), config, longest)

    def cache(self, rows: int, slots: int) -> Cache:
        """An empty cache for ``rows`` rows of at most ``slots`` tokens each."""
        shape = (len(self.layers), rows, self.key_heads, slots, self.head_dim)
        return Cache(self.norm.new_zeros(shape), self.norm.new_zeros(shape))

    def forward(self, x: Tensor, positions: Tensor, cache: Cache, reach: int, mask: Tensor | None) -> Tensor:
        """Run tokens through all layers. x [B, T, H], positions [B, T] -> hidden [B, T, H], normed.

        ``reach`` is how many cache slots are attended to, at least the highest position + 1; ``mask`` as made by
        ``causal_mask``, or None where every token may see all of them.
        """
        rows = torch.arange(x.shape[0], device=x.device)[:, None]
        cos, sin = self.cos[positions].unsqueeze(2), self.sin[positions].unsqueeze(2)
        for index, layer in enumerate(self.layers):
            keys, values = cache.keys[index], cache.values[index]
            query, key, value = self._project(layer, rms_norm(x, layer.attention_norm, self.eps))
            keys[rows, :, positions] = _rotate(key, cos, sin)
            values[rows, :, positions] = value
            mixed = F.scaled_dot_product_attention(
                _rotate(query, cos, sin).transpose(1, 2),
                keys[: x.shape[0], :, :reach],
                values[: x.shape[0], :, :reach],
                attn_mask=mask,
                enable_gqa=True,
            )
            x = x + F.linear(mixed.transpose(1, 2).flatten(2), layer.out)
            gate, up = F.linear(rms_norm(x, layer.mlp_norm, self.eps), layer.gate_up).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, layer.down)
        return rms_norm(x, self.norm, self.eps)

    def _project(self, layer: Layer, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        heads = F.linear(x, layer.qkv).view(*x.shape[:2], -1, self.head_dim)
        query, key, value = heads.split([self.heads, self.key_heads, self.key_heads], -2)
        return rms_norm(query, layer.query_norm, self.eps), rms_norm(key, layer.key_norm, self.eps), value


def _rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    left, right = x.chunk(2, -1)
    return x * cos + torch.cat([-right, left], -1) * sin
