"""Samples to codes: the Mimi encoder, of which the 12 Hz tokenizer uses the first 16 codebooks.

A reference recording is encoded once, so what counts here is equality with the official encoder: it runs in
float32 whatever the rest of the model is. The convolutions are causal and run in pieces, so that half a minute
of recording does not need half a gigabyte; the transformer sees the whole recording. (The official
implementation gives it a full causal mask; the window of 250 steps in its configuration is not applied.)
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from engine.backends.qwen3.model.codec.config import EncoderConfig

PIECE = 8 * 24000  # samples the convolutions take at once; a multiple of their stride
EPSILON = 1e-5  # a codebook entry used less than this is divided by this
Weights = Mapping[str, Tensor]


class CodecEncoder:
    """The encoder of the 12 Hz tokenizer. ``weights`` are named as in the checkpoint without ``encoder.``."""

    def __init__(self, weights: Weights, config: EncoderConfig, books: int) -> None:
        self._front = _Front(weights, config)
        self._layers = [
            _Layer(weights, f"encoder_transformer.layers.{n}", config) for n in range(config.num_hidden_layers)
        ]
        self._halve = weights["downsample.conv.weight"]
        half = torch.arange(0, config.head, 2, device=self._halve.device).float()
        self._frequencies = 1.0 / (config.rope_theta ** (half / config.head))
        semantic = config.num_semantic_quantizers
        self._quantisers = [
            _Quantiser(weights, "quantizer.semantic_residual_vector_quantizer", min(books, semantic)),
            _Quantiser(weights, "quantizer.acoustic_residual_vector_quantizer", max(0, books - semantic)),
        ]

    @torch.inference_mode()
    def encode(self, samples: Tensor) -> Tensor:
        """Mono samples [n] at 24 kHz, n > 0 -> int64 codes [16, ceil(n / 1920)]."""
        x = self._front(samples.to(self._halve)[None, None])
        h = x.transpose(1, 2)
        steps = torch.arange(h.shape[1], device=h.device)
        angles = steps[:, None].float() * self._frequencies
        cos, sin = angles.cos().to(h.dtype), angles.sin().to(h.dtype)
        for layer in self._layers:
            h = layer(h, cos, sin)
        x = h.transpose(1, 2)
        # the past of the halving convolution is its first step, and an odd last step is doubled
        x = functional.pad(x, (2, x.shape[-1] % 2), mode="replicate")
        x = functional.conv1d(x, self._halve, stride=2)
        return torch.cat([quantiser(x) for quantiser in self._quantisers])


class _Front:
    """Samples [1, 1, n] -> [1, hidden, ceil(n / 960)]."""

    def __init__(self, weights: Weights, config: EncoderConfig) -> None:
        self._first = _Conv(weights, "encoder.layers.0")
        self._stages: list[tuple[list[tuple[_Conv, _Conv]], _Conv]] = []
        at = 1
        for ratio in reversed(config.upsampling_ratios):
            units = []
            for n in range(config.num_residual_layers):
                name = f"encoder.layers.{at}.block"
                dilation = config.dilation_growth_rate**n
                units.append((_Conv(weights, f"{name}.1", dilation=dilation), _Conv(weights, f"{name}.3")))
                at += 1
            self._stages.append((units, _Conv(weights, f"encoder.layers.{at + 1}", stride=ratio)))
            at += 2
        self._last = _Conv(weights, f"encoder.layers.{at + 1}")

    def __call__(self, samples: Tensor) -> Tensor:
        tails: dict[_Conv, Tensor] = {}
        pieces = []
        for start in range(0, samples.shape[-1], PIECE):
            x = self._first(samples[..., start : start + PIECE], tails)
            for units, down in self._stages:
                for first, second in units:
                    x = x + second(functional.elu(first(functional.elu(x), tails)), tails)
                x = down(functional.elu(x), tails)
            pieces.append(self._last(functional.elu(x), tails))
        return torch.cat(pieces, dim=-1)


class _Conv:
    """A causal convolution over a signal that comes in pieces; the last piece is filled up with zeros."""

    def __init__(self, weights: Weights, name: str, stride: int = 1, dilation: int = 1) -> None:
        self._weight, self._bias = weights[f"{name}.conv.weight"], weights[f"{name}.conv.bias"]
        self._stride, self._dilation = stride, dilation
        self._reach = (self._weight.shape[-1] - 1) * dilation + 1 - stride

    def __call__(self, x: Tensor, tails: dict[_Conv, Tensor]) -> Tensor:
        past = tails.get(self)
        if past is None:
            past = x.new_zeros(*x.shape[:2], self._reach)
        whole = torch.cat([past, functional.pad(x, (0, -x.shape[-1] % self._stride))], dim=-1)
        tails[self] = whole[..., whole.shape[-1] - self._reach :]
        return functional.conv1d(whole, self._weight, self._bias, self._stride, 0, self._dilation)


class _Layer:
    """Attention and a feed-forward network, each normalised before and scaled after."""

    def __init__(self, weights: Weights, name: str, config: EncoderConfig) -> None:
        self._heads, self._groups, self._width = config.num_attention_heads, config.num_key_value_heads, config.head
        self._epsilon = config.norm_eps
        self._query, self._key, self._value, self._out = (
            weights[f"{name}.self_attn.{part}_proj.weight"] for part in "qkvo"
        )
        self._up, self._down = weights[f"{name}.mlp.fc1.weight"], weights[f"{name}.mlp.fc2.weight"]
        self._norm, self._norm_mlp = (
            (weights[f"{name}.{norm}.weight"], weights[f"{name}.{norm}.bias"])
            for norm in ("input_layernorm", "post_attention_layernorm")
        )
        self._scale, self._scale_mlp = (weights[f"{name}.{part}_layer_scale.scale"] for part in ("self_attn", "mlp"))

    def __call__(self, h: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        x = functional.layer_norm(h, h.shape[-1:], *self._norm, self._epsilon)
        query = _rotated(self._split(functional.linear(x, self._query), self._heads), cos, sin)
        key = _rotated(self._split(functional.linear(x, self._key), self._groups), cos, sin)
        value = self._split(functional.linear(x, self._value), self._groups)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, is_causal=True, enable_gqa=self._heads != self._groups
        )
        h = h + self._scale * functional.linear(mixed.transpose(1, 2).flatten(2), self._out)
        x = functional.layer_norm(h, h.shape[-1:], *self._norm_mlp, self._epsilon)
        return h + self._scale_mlp * functional.linear(functional.gelu(functional.linear(x, self._up)), self._down)

    def _split(self, x: Tensor, heads: int) -> Tensor:
        return x.view(*x.shape[:2], heads, self._width).transpose(1, 2)


class _Quantiser:
    """[1, hidden, time] -> codes [books, time]: each codebook describes what the ones before it left over."""

    def __init__(self, weights: Weights, name: str, books: int) -> None:
        self._into = weights.get(f"{name}.input_proj.weight")
        self._books = [_codebook(weights, f"{name}.layers.{n}.codebook") for n in range(books)]

    def __call__(self, x: Tensor) -> Tensor:
        if self._into is not None:
            x = functional.conv1d(x, self._into)
        rest = x[0].T
        codes = []
        for book in self._books:
            nearest = torch.cdist(rest[None].float(), book[None].float())[0].argmin(dim=-1)
            rest = rest - book[nearest]
            codes.append(nearest)
        return torch.stack(codes) if codes else torch.zeros(0, len(rest), dtype=torch.int64, device=rest.device)


def _codebook(weights: Weights, name: str) -> Tensor:
    return weights[f"{name}.embed_sum"] / weights[f"{name}.cluster_usage"].clamp(min=EPSILON)[:, None]


def _rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    low, high = x.chunk(2, dim=-1)
    return torch.cat([low * cos - high * sin, high * cos + low * sin], dim=-1)
