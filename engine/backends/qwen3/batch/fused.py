"""What stands between the multiplications as a kernel each, made by torch's compiler; plain functions are the twins.

A frame is a hundred passes through a layer. A captured graph starts its kernels without the host, but each still takes
two microseconds or so; compiled, the norm and rotation of queries and keys, the gate, and what follows the sorting in a
draw are one or two kernels instead of four to nine. Whether that pays on a machine is measured, not assumed: the first
line waits for the compiler.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar, cast

import torch
from torch import Tensor

from engine.backends.qwen3.batch.draw import pick
from engine.backends.qwen3.batch.frame import FrameModel
from engine.backends.qwen3.model.stack import Glue, gated, rms_norm

SHAPES = 64  # one row or several, one token, two or many: a kernel for each is made once
F = TypeVar("F", bound=Callable[..., object])


def turn(heads: Tensor, cos: Tensor, sin: Tensor, eps: float) -> None:
    """``stack.turn`` in words that the compiler takes: it knows no output into a part of a tensor."""
    turned = heads[:, :, : cos.shape[2]]
    normed = rms_norm(turned, None, eps)
    turned.copy_(torch.addcmul(normed * cos, normed.roll(turned.shape[-1] // 2, -1), sin))


def fuse(model: FrameModel, backend: str = "inductor") -> None:
    """Compile the model's small functions when they are first called. ``backend`` as torch.compile knows them."""
    torch._dynamo.config.recompile_limit = max(torch._dynamo.config.recompile_limit, SHAPES)
    glue = Glue(_compiled(turn, backend), _compiled(gated, backend))
    for stack in (model.talker.stack, model.predictor.stack):
        stack.glue = glue
    model.pick = _compiled(pick, backend)


@functools.cache
def _made(function: Callable[..., object], backend: str) -> Callable[..., object]:
    made: Callable[..., object] = torch.compile(function, fullgraph=True, dynamic=True, backend=backend)
    return made


def _compiled(function: F, backend: str) -> F:
    return cast("F", _made(function, backend))
