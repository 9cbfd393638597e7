"""Linear layers in int8 on the CPU: weights per output channel, activations per row, sums exact in int32.

Decoding reads every weight for every frame, so a byte for a weight instead of two or four is most of the speed of a
single line; the integer dot products of today's processors are most of the speed of a batch. Each row has a scale
of its own and the sums are integers, so a row's result does not depend, to the last bit, on the rows beside it.
The kernel is FBGEMM's, reached through the one operator that takes the activations' scale as an argument.
"""

from __future__ import annotations

import functools
import warnings

import torch
from torch import Tensor

_WEIGHT_LEVELS = 127
_SLAB = 64  # rows of a weight that are rounded at once


class Int8Linear:
    """float32 [..., K] times the transpose of a ``weight`` [N, K] of any float type -> float32 [..., N].

    Keeps K * N bytes and one scale for each of the N outputs; the weight itself is not kept.
    """

    activations = torch.float32

    def __init__(self, weight: Tensor) -> None:
        weight = weight.detach().to("cpu")
        scales = weight.abs().amax(1).float().clamp_min_(torch.finfo(torch.float32).tiny).div_(_WEIGHT_LEVELS)
        values = torch.empty(weight.shape, dtype=torch.int8)
        for start in range(0, len(weight), _SLAB):  # float32 copies of all of it would leave holes in the heap
            part = slice(start, start + _SLAB)
            values[part] = (weight[part] / scales[part, None]).round_()
        self._packed = _pack(values, scales)
        self._levels = activation_levels()
        self.out_features, self.in_features = weight.shape

    def __call__(self, x: Tensor) -> Tensor:
        scales = x.abs().amax(-1, keepdim=True).clamp_min_(torch.finfo(torch.float32).tiny).div_(self._levels)
        return _multiply(x / scales, self._packed).mul_(scales)

    def add_to(self, total: Tensor, x: Tensor) -> Tensor:
        return total.add_(self(x))


def supported() -> bool:
    """Whether this build and processor have the int8 kernels (x86 with FBGEMM)."""
    return "fbgemm" in torch.backends.quantized.supported_engines


@functools.cache
def activation_levels() -> int:
    """How far an activation may reach from zero: 127, or 63 where the processor's 16-bit partial sums would clip.

    Processors without VNNI add two products in 16 bits; the largest ones are tried and compared with the exact sum.
    """
    width = 64
    weight = torch.full((16, width), _WEIGHT_LEVELS, dtype=torch.int8)
    packed = _pack(weight, torch.ones(16))
    largest = _multiply(torch.full((1, width), 127.0), packed)
    return 127 if bool((largest == 127.0 * _WEIGHT_LEVELS * width).all()) else 63


def _pack(values: Tensor, scales: Tensor) -> torch.ScriptObject:
    zeros = torch.zeros(len(scales), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # quantised tensors are to move to another package; the kernel takes no other
        quantised = torch._make_per_channel_quantized_tensor(values, scales.double(), zeros, 0)
        packed: torch.ScriptObject = torch.ops.quantized.linear_prepack(quantised, None)
    return packed


def _multiply(x: Tensor, packed: torch.ScriptObject) -> Tensor:
    # the operator rounds x itself: u8 = round(x / 1) + 128
    result: Tensor = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(x, 1.0, 128, packed)
    return result
