"""The parts the codec decoder is a row of: quantiser, convolutions with their past, residual units, upsampling.

A stage takes a signal [rows, time, channels] and the tails of its convolutions in the order they run, changes
the tails in place, and returns the next signal. `convs` lists what needs a tail, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from engine.backends.qwen3.model.codec.config import DecoderConfig
from engine.backends.qwen3.model.codec.conv import CausalConv, Snake, Upsample

EPSILON = 1e-5  # a codebook entry used less than this is divided by this
Weights = Mapping[str, Tensor]
Tails = Iterator[Tensor]


class Quantiser:
    """Codes [rows, books, time] -> [rows, time, width]: the semantic vector plus the sum of the acoustic ones."""

    def __init__(self, weights: Weights, config: DecoderConfig, dtype: torch.dtype) -> None:
        parts = {"rvq_first": 1, "rvq_rest": config.num_quantizers - 1}
        self._semantic, self._acoustic = (
            torch.cat([_codebook(weights, f"quantizer.{part}.vq.layers.{n}._codebook") for n in range(count)]).to(dtype)
            for part, count in parts.items()
        )
        self._semantic_out, self._acoustic_out = (
            weights[f"quantizer.{part}.output_proj.weight"].squeeze(2).to(dtype) for part in parts
        )
        self._offsets = torch.arange(config.num_quantizers - 1, device=self._semantic.device) * config.codebook_size

    def __call__(self, codes: Tensor) -> Tensor:
        codes = codes.transpose(1, 2)
        semantic = functional.embedding(codes[..., 0], self._semantic)
        acoustic = functional.embedding(codes[..., 1:] + self._offsets, self._acoustic).sum(2)
        return functional.linear(semantic, self._semantic_out) + functional.linear(acoustic, self._acoustic_out)


class Layer:
    """A convolution, with an activation before it or without."""

    def __init__(self, conv: CausalConv | Upsample, snake: Snake | None = None) -> None:
        self.convs = [conv] if conv.reach else []
        self._conv = conv
        self._snake = snake

    def __call__(self, x: Tensor, tails: Tails) -> Tensor:
        rows, time, width = x.shape
        reach = self._conv.reach
        if not reach and self._snake is None:
            return self._conv(x)
        whole = x.new_empty(rows, reach + time, width)
        if self._snake is None:
            whole[:, reach:] = x
        else:
            self._snake(x, whole[:, reach:])
        if reach:
            tail = next(tails)
            whole[:, :reach] = tail
            tail.copy_(whole[:, time:])
        return self._conv(whole)


class Unit:
    """A residual unit: two activated convolutions, of which the first looks back."""

    def __init__(self, first: Layer, second: Layer) -> None:
        self.convs = first.convs + second.convs
        self._first, self._second = first, second

    def __call__(self, x: Tensor, tails: Tails) -> Tensor:
        return self._second(self._first(x, tails), tails).add_(x)


class Block:
    """One rise in rate, then three residual units with dilations 1, 3 and 9."""

    def __init__(self, weights: Weights, name: str, rate: int, dtype: torch.dtype) -> None:
        rise = upsample(weights, f"{name}.1", rate, dtype)
        self._stages: list[Layer | Unit] = [Layer(rise, snake(weights, f"{name}.0", dtype))]
        for number, dilation in enumerate((1, 3, 9), start=2):
            unit = f"{name}.{number}"
            first = Layer(conv(weights, f"{unit}.conv1", dtype, dilation), snake(weights, f"{unit}.act1", dtype))
            second = Layer(conv(weights, f"{unit}.conv2", dtype), snake(weights, f"{unit}.act2", dtype))
            self._stages.append(Unit(first, second))
        self.convs = [c for stage in self._stages for c in stage.convs]

    def __call__(self, x: Tensor, tails: Tails) -> Tensor:
        for stage in self._stages:
            x = stage(x, tails)
        return x


class Rise:
    """A doubling of the rate, then a ConvNeXt block; its `gamma` is multiplied into the last matrix."""

    def __init__(self, weights: Weights, name: str, factor: int, dtype: torch.dtype) -> None:
        self._up = Layer(upsample(weights, f"{name}.0", factor, dtype))
        block = f"{name}.1"
        depthwise = weights[f"{block}.dwconv.conv.weight"]
        self._depthwise = Layer(
            CausalConv(depthwise.to(dtype), weights[f"{block}.dwconv.conv.bias"].to(dtype), groups=len(depthwise))
        )
        self.convs = self._up.convs + self._depthwise.convs
        gamma = weights[f"{block}.gamma"]
        self._norm = weights[f"{block}.norm.weight"].to(dtype), weights[f"{block}.norm.bias"].to(dtype)
        self._wide = weights[f"{block}.pwconv1.weight"].to(dtype), weights[f"{block}.pwconv1.bias"].to(dtype)
        self._narrow = (
            (gamma[:, None] * weights[f"{block}.pwconv2.weight"]).to(dtype),
            (gamma * weights[f"{block}.pwconv2.bias"]).to(dtype),
        )

    def __call__(self, x: Tensor, tails: Tails) -> Tensor:
        x = self._up(x, tails)
        y = functional.layer_norm(self._depthwise(x, tails), x.shape[-1:], *self._norm, 1e-6)
        return x + functional.linear(functional.gelu(functional.linear(y, *self._wide)), *self._narrow)


def conv(weights: Weights, name: str, dtype: torch.dtype, dilation: int = 1) -> CausalConv:
    """The checkpoint's convolution of that name."""
    return CausalConv(weights[f"{name}.conv.weight"].to(dtype), weights[f"{name}.conv.bias"].to(dtype), dilation)


def upsample(weights: Weights, name: str, stride: int, dtype: torch.dtype) -> Upsample:
    """The checkpoint's transposed convolution of that name."""
    return Upsample(weights[f"{name}.conv.weight"].to(dtype), weights[f"{name}.conv.bias"].to(dtype), stride)


def snake(weights: Weights, name: str, dtype: torch.dtype) -> Snake:
    """The checkpoint's activation of that name."""
    return Snake(weights[f"{name}.alpha"], weights[f"{name}.beta"], dtype)


def _codebook(weights: Weights, name: str) -> Tensor:
    return weights[f"{name}.embedding_sum"] / weights[f"{name}.cluster_usage"].clamp(min=EPSILON)[:, None]
