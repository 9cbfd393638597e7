"""Sounds the codec and the speaker encoder are tried on: noise whose level rises and falls, of any length."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

# one sample, shorter than a frame, around a frame and half a frame, odd, several frames, past one piece of the encoder
LENGTHS = (1, 2, 385, 959, 960, 961, 1919, 1920, 1921, 3841, 12345, 24000, 100_001, 192_001)
HALF_A_MINUTE = 720_000


def noise(samples: int, seed: int = 0) -> Tensor:
    """float32 [samples], standing in for speech at 24 kHz."""
    level = 0.02 + 0.2 * np.abs(np.sin(np.arange(samples) / 3000))
    drawn = np.random.default_rng(seed).standard_normal(samples) * level
    return torch.from_numpy(drawn.clip(-1, 1).astype(np.float32))


def frames(count: int, rows: int = 1, seed: int = 1) -> Tensor:
    """int64 [rows, 16, count], random codes."""
    return torch.randint(0, 2048, (rows, 16, count), generator=torch.Generator().manual_seed(seed))
