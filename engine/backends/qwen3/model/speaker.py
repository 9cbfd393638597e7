"""Who speaks, as one vector: the ECAPA-TDNN speaker encoder of the base checkpoints.

Architecture: Desplanques et al. 2020 (https://arxiv.org/abs/2005.07143). The vector is as wide as the talker, so that
one of a 0.6B checkpoint means nothing to a 1.7B one. It is computed once for a recording, in float32.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import SpeakerEncoderConfig, read_config
from engine.backends.qwen3.model.layout import speaker_encoder_layout
from engine.backends.qwen3.model.mel import HOP, WINDOW, log_mel
from engine.backends.qwen3.model.weights import read_tensors
from engine.errors import EngineError

PREFIX = "speaker_encoder."
Weights = Mapping[str, Tensor]


class SpeakerEncoder:
    """``weights`` are named as in the checkpoint, without ``speaker_encoder.``."""

    def __init__(self, weights: Weights, config: SpeakerEncoderConfig) -> None:
        self._config = config
        dilations = config.enc_dilations
        self._first = _Conv(weights, "blocks.0.conv", dilations[0])
        self._blocks = [
            _Block(weights, f"blocks.{n}", dilations[n], config.enc_res2net_scale)
            for n in range(1, len(config.enc_channels) - 1)
        ]
        self._join = _Conv(weights, "mfa.conv", dilations[-1])
        self._pool = _Pooling(weights)
        self._last = _Conv(weights, "fc")
        edges = zip(config.enc_kernel_sizes, dilations, strict=True)
        frames = max((kernel - 1) * dilation // 2 for kernel, dilation in edges) + 1
        self.shortest = max(frames * HOP, (WINDOW - HOP) // 2 + 1)
        self.device = weights["fc.weight"].device

    @classmethod
    def load(cls, folder: Path, device: torch.device | str = "cpu") -> SpeakerEncoder:
        """From a base checkpoint's folder. Raises EngineError(kind="model"): another kind, or damaged."""
        config = read_config(folder).speaker_encoder_config
        layout = {PREFIX + name: shape for name, shape in speaker_encoder_layout(config).items()}
        entries = {name: e for name, e in headers.read_headers(folder).items() if name.startswith(PREFIX)}
        if not entries:
            raise EngineError(
                f"The checkpoint in {folder} has no speaker encoder.",
                "Voices are cloned with a Base checkpoint.",
                kind="model",
            )
        headers.check(entries, layout, folder)
        weights = read_tensors(entries, layout, torch.float32, device)
        return cls({name.removeprefix(PREFIX): tensor for name, tensor in weights.items()}, config)

    @torch.inference_mode()
    def vector(self, samples: Tensor) -> Tensor:
        """Mono samples [n] at 24 kHz -> float32 [enc_dim].

        Raises EngineError(kind="voice") for fewer than ``shortest`` samples (53 ms), or samples that are no numbers.
        """
        if samples.ndim != 1:
            raise ValueError(f"samples are one channel [n], not {list(samples.shape)}")
        if len(samples) < self.shortest or not samples.isfinite().all():
            raise EngineError(
                f"The recording holds no voice: {len(samples)} samples.", "Record three seconds or more.", "voice"
            )
        x = self._first(log_mel(samples.to(self.device), self._config.mel_dim, self._config.sample_rate)[None]).relu()
        parts = []
        for block in self._blocks:
            x = block(x)
            parts.append(x)
        x = self._join(torch.cat(parts, dim=1)).relu()
        return self._last(self._pool(x))[0, :, 0]


class _Conv:
    """[1, in, time] -> [1, out, time], the edges mirrored."""

    def __init__(self, weights: Weights, name: str, dilation: int = 1) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        self._dilation = dilation
        self._edge = (self._weight.shape[-1] - 1) * dilation

    def __call__(self, x: Tensor) -> Tensor:
        if self._edge:
            x = functional.pad(x, (self._edge // 2, self._edge - self._edge // 2), mode="reflect")
        return functional.conv1d(x, self._weight, self._bias, dilation=self._dilation)


class _Block:
    """Squeeze-excitation Res2Net: channels in groups, each group hearing the one before it."""

    def __init__(self, weights: Weights, name: str, dilation: int, groups: int) -> None:
        self._into, self._out = _Conv(weights, f"{name}.tdnn1.conv"), _Conv(weights, f"{name}.tdnn2.conv")
        self._groups = [_Conv(weights, f"{name}.res2net_block.blocks.{n}.conv", dilation) for n in range(groups - 1)]
        self._squeeze, self._excite = (_Conv(weights, f"{name}.se_block.conv{n}") for n in (1, 2))

    def __call__(self, x: Tensor) -> Tensor:
        first, *others = self._into(x).relu().chunk(len(self._groups) + 1, dim=1)
        heard = [first]
        for number, (group, conv) in enumerate(zip(others, self._groups, strict=True)):
            heard.append(conv(group + heard[-1] if number else group).relu())
        y = self._out(torch.cat(heard, dim=1)).relu()
        return x + y * self._excite(self._squeeze(y.mean(dim=2, keepdim=True)).relu()).sigmoid()


class _Pooling:
    """[1, channels, time] -> [1, 2 * channels, 1]: mean and deviation, weighted by attention over time.

    The attention hears each frame beside the plain mean and deviation of all; those are constant in time, so their
    part of the first matrix is applied once.
    """

    def __init__(self, weights: Weights) -> None:
        matrix = weights["asp.tdnn.conv.weight"]
        self._frame, *self._whole = matrix.chunk(3, dim=1)
        self._bias = weights["asp.tdnn.conv.bias"]
        self._out = _Conv(weights, "asp.conv")

    def __call__(self, x: Tensor) -> Tensor:
        mean, deviation = _statistics(x, torch.full_like(x[:, :1], 1.0 / x.shape[2]))
        constant = sum(functional.conv1d(s, m) for s, m in zip((mean, deviation), self._whole, strict=True))
        hidden = functional.conv1d(x, self._frame, self._bias) + constant
        attention = self._out(hidden.relu().tanh()).softmax(dim=2)
        return torch.cat(_statistics(x, attention), dim=1)


def _statistics(x: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """Weighted mean and standard deviation over time, [1, channels, 1] each."""
    mean = (weight * x).sum(2, keepdim=True)
    return mean, (weight * (x - mean).square()).sum(2, keepdim=True).clamp(min=1e-12).sqrt()
