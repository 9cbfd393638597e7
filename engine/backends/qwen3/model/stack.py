"""A Qwen3 decoder over a static cache: the arithmetic that talker and code predictor share.

Query, key and value are one matrix, and so are gate and up. The talker's "multimodal" rotary positions have three
equal rows in speech, so plain one-dimensional positions are exact. Every row of a batch has its own position: a
cache slot is written at the row's position and read while it is not after it, so rows need no padding on the left and
what lies beyond a row's end is never seen.

How a matrix is multiplied (``Linear``), how keys and values are kept (``Attend``) and what stands between the
multiplications (``Glue``) are given from outside: the same layers run in int8 on a processor, over ragged rows, and
inside a CUDA graph. A pass stops after each layer, so that who drives it may do something else in between.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import torch
import torch.nn.functional as F  # noqa: N812 - the name every reader of torch code knows
from torch import Tensor

from engine.backends.qwen3.model.config import StackConfig
from engine.backends.qwen3.model.weights import Source

T = TypeVar("T")
FOLDED_TOKENS = 8  # so many, or as many rows on a GPU, are rotated by tables that are made for all layers at once


class Linear(Protocol):
    """A weight [N, K] and how it is multiplied with."""

    @property
    def activations(self) -> torch.dtype:
        """The type of what comes in and what goes out."""

    def __call__(self, x: Tensor) -> Tensor:
        """[..., K] -> [..., N]."""

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        """``total`` [..., N] with the product of ``x`` [..., K] added in place, where that saves something."""


class Dense:
    """A weight as it is."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = weight

    @property
    def activations(self) -> torch.dtype:
        return self.weight.dtype

    def __call__(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight)

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        total.flatten(0, -2).addmm_(x.flatten(0, -2), self.weight.t())  # a kernel less, and a rounding less
        return total


class Attend(Protocol):
    """Where a layer's new keys and values go and what its queries see of those kept."""

    def __call__(self, layer: int, query: Tensor, key_value: Tensor) -> Tensor:
        """query [B, T, heads, d], keys and after them values [B, T, 2 * key heads, d] -> [B, T, heads * d]."""


def rms_norm(x: Tensor, weight: Tensor | None, eps: float) -> Tensor:
    """Root-mean-square norm over the last axis, computed in float32.

    In half precision the reference rounds once more, before the weight.
    """
    if x.device.type != "cpu" or x.dtype is not torch.float32:
        return F.rms_norm(x, x.shape[-1:], weight, eps)
    size: Tensor = torch.linalg.vector_norm(
        x, dim=-1, keepdim=True
    )  # the norm in steps of its own takes twice as long there
    normed: Tensor = x * size.square_().div_(x.shape[-1]).add_(eps).rsqrt_()
    return normed if weight is None else normed.mul_(weight)


def causal_mask(positions: Tensor, reach: int) -> Tensor:
    """Which of ``reach`` cache slots a token may see. [B, T] positions -> [B, 1, T, reach] bool."""
    return (torch.arange(reach, device=positions.device) <= positions[..., None]).unsqueeze(1)


def turn(heads: Tensor, cos: Tensor, sin: Tensor, eps: float) -> None:
    """Norm and rotate queries and keys in place.

    ``heads`` [B, T, n, d]; ``cos`` and ``sin`` [B or 1, T, m, d] are for the first m heads, the norm's weights in them.
    """
    turned = heads[:, :, : cos.shape[2]]
    normed = rms_norm(turned, None, eps)
    torch.addcmul(normed * cos, normed.roll(turned.shape[-1] // 2, -1), sin, out=turned)


def gated(gate_up: Tensor) -> Tensor:
    """[..., 2 n] -> [..., n]: silu of the first half times the second."""
    gate, up = gate_up.chunk(2, -1)
    return F.silu(gate).mul_(up)


@dataclass(frozen=True, slots=True)
class Glue:
    """What stands between the multiplications of a layer; compiled on a GPU it is a kernel each."""

    turn: Callable[[Tensor, Tensor, Tensor, float], None] = turn
    gated: Callable[[Tensor], Tensor] = gated


@dataclass(slots=True)
class Cache:
    """Keys and values of every layer: [layers, rows, 2, key heads, slots, head_dim]. A slot is a position."""

    kept: Tensor

    @property
    def slots(self) -> int:
        return self.kept.shape[4]

    @property
    def rows(self) -> int:
        return self.kept.shape[1]


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
        self._width = cache.kept.shape[-1]
        self._count = positions.shape[0]
        self._chosen = rows
        self._rows = (torch.arange(self._count, device=positions.device) if rows is None else rows)[:, None]
        self._allowed = mask
        self._bias: Tensor | None = None

    def __call__(self, layer: int, query: Tensor, key_value: Tensor) -> Tensor:
        kept = self._cache.kept[layer]
        kept[self._rows, :, :, self._positions] = key_value.view(*key_value.shape[:2], 2, -1, self._width).to(
            kept.dtype
        )
        seen = kept[: self._count] if self._chosen is None else kept[self._chosen]
        keys, values = seen[:, 0, :, : self._reach], seen[:, 1, :, : self._reach]
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


class Turns:
    """The rotations of some tokens in every layer, with the weights of the queries' and keys' norms in them."""

    def __init__(self, cos: Tensor, sin: Tensor, norms: Tensor, rolled: Tensor) -> None:
        """``cos`` and ``sin`` [B, T, 1, d]; ``norms`` [layers, heads, d], and the same with their halves exchanged."""
        self._cos, self._sin, self._norms, self._rolled = cos, sin, norms, rolled
        rows, tokens = cos.shape[:2]
        self._at_once = tokens * (1 if cos.is_cuda else rows) <= FOLDED_TOKENS
        if self._at_once:
            self._cos, self._sin = cos * norms[:, None, None], sin * rolled[:, None, None]

    def __getitem__(self, layer: int) -> tuple[Tensor, Tensor]:
        """cos and sin [B, T, heads, d] of a layer."""
        if self._at_once:
            return self._cos[layer], self._sin[layer]
        return self._cos * self._norms[layer], self._sin * self._rolled[layer]


class Stack:
    """Decoder layers and the final norm."""

    def __init__(self, layers: list[Layer], norm: Tensor, config: StackConfig, longest: int) -> None:
        """``longest``: the number of positions the rotary tables are made for."""
        dtype = layers[0].qkv.activations
        for layer in layers:
            layer.attention_norm, layer.mlp_norm = layer.attention_norm.to(dtype), layer.mlp_norm.to(dtype)
        self.layers = layers
        self.norm = norm.to(dtype)
        self.glue = Glue()
        self.config = config
        self.heads = config.num_attention_heads
        self.key_heads = config.num_key_value_heads
        self.head_dim = config.head_dim
        self.eps = config.rms_norm_eps
        self._norms = torch.stack([layer.query_key_norm for layer in layers]).to(dtype)
        self._rolled = self._norms.roll(self.head_dim // 2, -1)
        steps = torch.arange(0, self.head_dim, 2, dtype=torch.int64).float() / self.head_dim
        angles = torch.outer(torch.arange(longest).float(), 1.0 / config.rope_theta**steps)
        cos, sin = angles.cos(), angles.sin()
        self.cos = torch.cat([cos, cos], -1).to(norm.device, dtype)
        self.sin = torch.cat([-sin, sin], -1).to(norm.device, dtype)  # the sign of the half that is turned in

    @property
    def dtype(self) -> torch.dtype:
        """Of what runs through the layers."""
        return self.norm.dtype

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
        shape = (len(self.layers), rows, 2, self.key_heads, slots, self.head_dim)
        return Cache(self.norm.new_zeros(shape, dtype=dtype))

    def turns(self, positions: Tensor) -> Turns:
        """The rotations of tokens at ``positions`` [B, T]."""
        return Turns(self.cos[positions].unsqueeze(2), self.sin[positions].unsqueeze(2), self._norms, self._rolled)

    def forward(self, x: Tensor, positions: Tensor, cache: Cache, reach: int, mask: Tensor | None) -> Tensor:
        """Run tokens through all layers. x [B, T, H], positions [B, T] -> hidden [B, T, H], normed.

        ``reach`` is how many cache slots are attended to, at least the highest position + 1; ``mask`` as made by
        ``causal_mask``, or None where every token may see all of them. ``x`` is given up.
        """
        return finish(self.run(x, self.turns(positions), Masked(cache, positions, reach, mask)))

    def run(self, x: Tensor, turns: Turns, attend: Attend) -> Generator[None, None, Tensor]:
        """Run tokens through all layers, keys and values kept by ``attend``; stops after each layer.

        Shapes as in ``forward``. ``x`` is given up: it is added to in place.
        """
        glue = self.glue
        for index, layer in enumerate(self.layers):
            heads = layer.qkv(rms_norm(x, layer.attention_norm, self.eps)).view(*x.shape[:2], -1, self.head_dim)
            glue.turn(heads, *turns[index], self.eps)
            x = layer.out.add_to(x, attend(index, heads[:, :, : self.heads], heads[:, :, self.heads :]).to(x.dtype))
            x = layer.down.add_to(x, glue.gated(layer.gate_up(rms_norm(x, layer.mlp_norm, self.eps))))
            yield
        return rms_norm(x, self.norm, self.eps)


def finish(work: Generator[None, None, T]) -> T:
    """Do work that stops in between without stopping; what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result
