"""Codes to samples: quantiser, transformer, and the ladder of upsampling convolutions, frame after frame.

Nothing is decoded twice. A step takes the next frames of any number of lines, which may be at different
positions, and what it needs of their past from a `State`; however the frames are cut into steps, the samples
are the same.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from engine.backends.qwen3.model.codec.config import DecoderConfig
from engine.backends.qwen3.model.codec.stages import Block, Layer, Quantiser, Rise, conv, snake
from engine.backends.qwen3.model.codec.state import State
from engine.backends.qwen3.model.codec.transformer import Transformer

BLOCK = 8  # frames x rows of one step where the caller does not say: many use the weights well, few stay in cache


class CodecDecoder:
    """The decoder of the 12 Hz tokenizer.

    ``weights`` are float32 (float64 for a float64 decoder), named as in the checkpoint without ``decoder.``; each
    is asked for once, so that a mapping may read it from the file at that moment.
    """

    def __init__(self, weights: Mapping[str, Tensor], config: DecoderConfig, dtype: torch.dtype) -> None:
        self.config = config
        self.dtype = dtype
        self.sample_type = torch.promote_types(dtype, torch.float32)
        self._quantiser = Quantiser(weights, config, dtype)
        self._pre = Layer(conv(weights, "pre_conv", dtype))
        self._transformer = Transformer(weights, config, dtype)
        ladder: list[Layer | Rise | Block] = [
            Rise(weights, f"upsample.{n}", factor, dtype) for n, factor in enumerate(config.upsampling_ratios)
        ]
        ladder.append(Layer(conv(weights, "decoder.0", dtype)))
        for n, rate in enumerate(config.upsample_rates, start=1):
            ladder.append(Block(weights, f"decoder.{n}.block", rate, dtype))
        last = len(config.upsample_rates) + 1
        ladder.append(Layer(conv(weights, f"decoder.{last + 1}", dtype), snake(weights, f"decoder.{last}", dtype)))
        self._ladder = ladder
        self._tails = [(c.reach, c.width) for stage in (self._pre, *ladder) for c in stage.convs]
        self.device = self._transformer.device

    def state(self, rows: int = 1) -> State:
        """An empty past for lines that have not begun."""
        config = self.config

        def empty(*shape: int) -> Tensor:
            return torch.zeros(shape, dtype=self.dtype, device=self.device)

        past = (config.num_hidden_layers, rows, config.num_key_value_heads, config.sliding_window - 1, config.head)
        positions = torch.zeros(rows, dtype=torch.int64, device=self.device)
        tails = tuple(empty(rows, reach, width) for reach, width in self._tails)
        return State(positions, empty(*past), empty(*past), tails)

    @torch.inference_mode()
    def step(self, codes: Tensor, state: State) -> Tensor:
        """The next frames of every row of ``state``, which is advanced in place.

        ``codes`` is int64 [rows, 16, frames], each 0..2047. Gives float32 [rows, frames * 1920] in -1..1.
        """
        tails = iter(state.tails)
        x = self._pre(self._quantiser(codes), tails)
        x = self._transformer(x, state)
        for stage in self._ladder:
            x = stage(x, tails)
        state.positions.add_(codes.shape[-1])
        return x.squeeze(-1).to(self.sample_type).clamp_(-1.0, 1.0)

    def decode(self, codes: Tensor, state: State | None = None, block: int | None = None) -> Tensor:
        """Whole lines: int64 [rows, 16, frames] -> float32 [rows, frames * 1920].

        ``block`` is how many frames are decoded at once; it changes memory and speed, not the samples. With a
        ``state`` the lines go on where it is, and it is advanced.
        """
        rows, _, frames = codes.shape
        state = self.state(rows) if state is None else state
        size = block or max(1, BLOCK // max(1, rows))
        samples = torch.empty(rows, frames * self.config.frame, dtype=self.sample_type, device=self.device)
        for start in range(0, frames, size):
            part = codes[..., start : start + size]
            at = start * self.config.frame
            samples[:, at : at + part.shape[-1] * self.config.frame] = self.step(part, state)
        return samples
