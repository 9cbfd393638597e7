"""Random numbers that belong to a row, not to a batch: Philox4x32-10 as plain tensor operations.

A generator with a state would have to be advanced for each row by itself and cannot be replayed inside a CUDA
graph. Here a number is a function of (seed of the line, frame, draw): whatever shares the batch with a line, and
whatever it was split into, the line draws the same numbers, on every device.

Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), and the known
answers published with Random123.
"""

from __future__ import annotations

import torch
from torch import Tensor

_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_WEYL = (0x9E3779B9, 0xBB67AE85)
_ROUNDS = 10
_LOW = 0xFFFFFFFF
_LANES = 4


def philox(counter: tuple[Tensor, Tensor, Tensor, Tensor], key: tuple[Tensor, Tensor]) -> tuple[Tensor, ...]:
    """Four 32-bit words for each counter and key. All are int64 tensors of one shape holding 32-bit values."""
    x0, x1, x2, x3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        # the product's 64 bits wrap into int64; the shift copies the sign, which the mask removes
        a, b = x0 * _MULTIPLIERS[0], x2 * _MULTIPLIERS[1]
        x0, x1, x2, x3 = ((b >> 32) & _LOW) ^ x1 ^ k0, b & _LOW, ((a >> 32) & _LOW) ^ x3 ^ k1, a & _LOW
        k0, k1 = (k0 + _WEYL[0]) & _LOW, (k1 + _WEYL[1]) & _LOW
    return x0, x1, x2, x3


def uniforms(seed: Tensor, frame: Tensor, draws: int) -> Tensor:
    """``draws`` numbers in [0, 1 - 2^-18) for each row: float32 [B, draws].

    ``seed`` and ``frame`` are int64 [B]; any 64 bits are a seed. The gap below 1 is wider than what a sum of 3072
    probabilities is off by, so that a number times the sum is always below the sum.
    """
    blocks = -(-draws // _LANES)
    shape = (seed.shape[0], blocks)
    block = torch.arange(blocks, device=seed.device).expand(shape)
    low = (frame & _LOW).unsqueeze(1).expand(shape)
    high = ((frame >> 32) & _LOW).unsqueeze(1).expand(shape)
    zero = torch.zeros_like(low)
    key = (seed & _LOW).unsqueeze(1).expand(shape), ((seed >> 32) & _LOW).unsqueeze(1).expand(shape)
    words = torch.stack(philox((block, low, high, zero), key), -1).flatten(1)
    return (words[:, :draws] >> 8).to(torch.float32) * (2.0**-24 * (1 - 2.0**-18))
