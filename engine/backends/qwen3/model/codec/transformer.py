"""The decoder's transformer over frames: eight layers that look back over a sliding window of 72 frames.

Query, key and value are one matrix, gate and up another, and the layer scales are multiplied into the output
matrices once, when the weights are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.backends.qwen3.model.codec.config import DecoderConfig
from engine.backends.qwen3.model.codec.state import State


@dataclass(frozen=True, slots=True)
class _Layer:
    norm: Tensor
    qkv: Tensor
    out: Tensor
    norm_mlp: Tensor
    gate_up: Tensor
    down: Tensor


class Transformer:
    """[rows, time, latent] -> the same shape. ``weights`` are named as in the checkpoint, without ``decoder.``."""

    def __init__(self, weights: Mapping[str, Tensor], config: DecoderConfig, dtype: torch.dtype) -> None:
        self._config = config
        self._input = _linear(weights, "pre_transformer.input_proj", dtype)
        self._output = _linear(weights, "pre_transformer.output_proj", dtype)
        self._norm = weights["pre_transformer.norm.weight"].to(dtype)
        self._layers = [_layer(weights, f"pre_transformer.layers.{n}", dtype) for n in range(config.num_hidden_layers)]
        self.device = self._norm.device
        half = torch.arange(0, config.head, 2, device=self.device).float()
        self._frequencies = 1.0 / (config.rope_theta ** (half / config.head))

    def __call__(self, x: Tensor, state: State) -> Tensor:
        """Advance ``state`` (keys and values, not its positions) by the frames of ``x``."""
        config = self._config
        rows, time, _ = x.shape
        past = config.sliding_window - 1
        h = functional.linear(x, *self._input)
        cos, sin = self._rotations(state.positions, time, h.dtype)
        seen = _visible(state.positions, time, past)
        heads, groups = config.num_attention_heads, config.num_key_value_heads
        for number, layer in enumerate(self._layers):
            normed = functional.rms_norm(h, h.shape[-1:], layer.norm, config.rms_norm_eps)
            qkv = functional.linear(normed, layer.qkv).view(rows, time, heads + 2 * groups, config.head).transpose(1, 2)
            query, key, value = torch.split(qkv, [heads, groups, groups], dim=1)
            query, key = _rotated(query, cos, sin), _rotated(key, cos, sin)
            key = torch.cat([state.keys[number], key], dim=2)
            value = torch.cat([state.values[number], value], dim=2)
            if past:
                state.keys[number].copy_(key[:, :, time:])
                state.values[number].copy_(value[:, :, time:])
            mixed = functional.scaled_dot_product_attention(
                query, key, value, attn_mask=seen, enable_gqa=heads != groups
            )
            h = h + functional.linear(mixed.transpose(1, 2).reshape(rows, time, -1), layer.out)
            normed = functional.rms_norm(h, h.shape[-1:], layer.norm_mlp, config.rms_norm_eps)
            gate, up = functional.linear(normed, layer.gate_up).chunk(2, dim=-1)
            h = h + functional.linear(functional.silu(gate) * up, layer.down)
        h = functional.rms_norm(h, h.shape[-1:], self._norm, config.rms_norm_eps)
        return functional.linear(h, *self._output)

    def _rotations(self, positions: Tensor, time: int, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """cos and sin [rows, 1, time, head / 2]; the angles are float32 whatever the model is, as the official's."""
        steps = positions[:, None] + torch.arange(time, device=positions.device)
        angles = steps[:, None, :, None].float() * self._frequencies
        return angles.cos().to(dtype), angles.sin().to(dtype)


def _visible(positions: Tensor, time: int, past: int) -> Tensor:
    """[rows, 1, time, past + time]: whether a frame sees a key; ``past`` keys precede the new ones."""
    query = torch.arange(time, device=positions.device)[:, None]
    key = torch.arange(past + time, device=positions.device) - past
    window = (key <= query) & (key >= query - past)
    return (window & (key >= -positions[:, None, None])).unsqueeze(1)


def _rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    low, high = x.chunk(2, dim=-1)
    return torch.cat([low * cos - high * sin, high * cos + low * sin], dim=-1)


def _linear(weights: Mapping[str, Tensor], name: str, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    return weights[f"{name}.weight"].to(dtype), weights[f"{name}.bias"].to(dtype)


def _layer(weights: Mapping[str, Tensor], name: str, dtype: torch.dtype) -> _Layer:
    attention, mlp = f"{name}.self_attn", f"{name}.mlp"
    return _Layer(
        norm=weights[f"{name}.input_layernorm.weight"].to(dtype),
        qkv=torch.cat([weights[f"{attention}.{part}_proj.weight"] for part in "qkv"]).to(dtype),
        out=(weights[f"{name}.self_attn_layer_scale.scale"][:, None] * weights[f"{attention}.o_proj.weight"]).to(dtype),
        norm_mlp=weights[f"{name}.post_attention_layernorm.weight"].to(dtype),
        gate_up=torch.cat([weights[f"{mlp}.gate_proj.weight"], weights[f"{mlp}.up_proj.weight"]]).to(dtype),
        down=(weights[f"{name}.mlp_layer_scale.scale"][:, None] * weights[f"{mlp}.down_proj.weight"]).to(dtype),
    )
