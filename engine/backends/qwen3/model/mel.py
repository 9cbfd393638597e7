"""Log-mel frames as the speaker encoder was trained on: 128 bands up to 12 kHz, every 256 samples at 24 kHz.

The bands are Slaney's (linear below 1 kHz, logarithmic above, each of unit area), as librosa computes them.
"""

from __future__ import annotations

import functools
import math

import torch
from torch import Tensor
from torch.nn import functional

WINDOW = 1024
HOP = 256
LOWEST = 1e-5  # of a band, before the logarithm
_HZ_PER_MEL = 200.0 / 3
_LOG_FROM_HZ = 1000.0
_LOG_STEP = math.log(6.4) / 27.0


def log_mel(samples: Tensor, bands: int = 128, rate: int = 24000) -> Tensor:
    """Samples [n], n > 384 -> [bands, n // 256] natural logarithms of magnitudes, on the samples' device."""
    edge = (WINDOW - HOP) // 2
    padded = functional.pad(samples.float()[None], (edge, edge), mode="reflect")[0]
    window = torch.hann_window(WINDOW, device=samples.device)
    spectrum = torch.stft(padded, WINDOW, HOP, window=window, center=False, return_complex=True)
    magnitude = torch.sqrt(torch.view_as_real(spectrum).square().sum(-1) + 1e-9)
    filters = mel_filters(bands, rate).to(samples.device)
    return torch.matmul(filters, magnitude).clamp(min=LOWEST).log()


@functools.cache
def mel_filters(bands: int, rate: int) -> Tensor:
    """float32 [bands, 513]: the weight of each frequency of the spectrum in each band."""
    hz = torch.linspace(0, rate / 2, WINDOW // 2 + 1, dtype=torch.float64)
    edges = _hz(torch.linspace(0, _mel(rate / 2), bands + 2, dtype=torch.float64))
    widths = edges.diff()
    rising = (hz - edges[:-2, None]) / widths[:-1, None]
    falling = (edges[2:, None] - hz) / widths[1:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    return (torch.minimum(rising, falling).clamp(min=0) * area[:, None]).float()


def _mel(hz: float) -> float:
    if hz < _LOG_FROM_HZ:
        return hz / _HZ_PER_MEL
    return _LOG_FROM_HZ / _HZ_PER_MEL + math.log(hz / _LOG_FROM_HZ) / _LOG_STEP


def _hz(mel: Tensor) -> Tensor:
    knee = _LOG_FROM_HZ / _HZ_PER_MEL
    return torch.where(mel < knee, mel * _HZ_PER_MEL, _LOG_FROM_HZ * torch.exp(_LOG_STEP * (mel - knee)))
