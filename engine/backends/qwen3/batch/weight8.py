"""Weights in int8 on a GPU, activations as they are: half the bytes to read, and one kernel as before.

There is a scale for each output channel; the product is torch's own for such weights. Where this build or device has
none, `supported` says so and the weights stay in bfloat16.
"""

from __future__ import annotations

import functools

import torch
from torch import Tensor

_LEVELS = 127


class WeightInt8:
    """bfloat16 [..., K] times the transpose of a ``weight`` [N, K] -> bfloat16 [..., N]."""

    activations = torch.bfloat16

    def __init__(self, weight: Tensor) -> None:
        real = weight.detach().float()
        scales = real.abs().amax(1).clamp_min(torch.finfo(torch.float32).tiny) / _LEVELS
        self._values = torch.round(real / scales.unsqueeze(1)).to(torch.int8)
        self._scales = scales.to(self.activations)

    def __call__(self, x: Tensor) -> Tensor:
        product = torch._weight_int8pack_mm(x.reshape(-1, x.shape[-1]), self._values, self._scales)
        return product.view(*x.shape[:-1], -1)

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        return total.add_(self(x))


@functools.cache
def supported(device: torch.device) -> bool:
    """Whether the product exists there and is right, for one row and for several."""
    weight = torch.linspace(-1, 1, 256 * 128, device=device).view(256, 128)
    x = torch.linspace(-1, 1, 3 * 128, device=device).view(3, 128).to(torch.bfloat16)
    expected = x.float() @ weight.T
    try:
        made = WeightInt8(weight)
        results = (made(x), made(x[:1]))
    except (RuntimeError, NotImplementedError):
        return False
    bound = 0.03 * float(expected.abs().max())  # bfloat16 keeps eight bits, int8 seven
    return all(bool(((r.float() - expected[: len(r)]).abs() < bound).all()) for r in results)
