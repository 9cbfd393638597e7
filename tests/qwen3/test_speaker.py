"""The speaker encoder: the official vectors, and a clear answer for what holds no voice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from engine.backends.qwen3.model.mel import log_mel, mel_filters
from engine.backends.qwen3.model.speaker import SpeakerEncoder
from engine.errors import EngineError
from tests.qwen3.official_sounds import GOLDEN, SPOKEN
from tests.qwen3.sounds import noise

Make = Callable[[str], Path]


@pytest.mark.parametrize("samples", SPOKEN)
def test_the_vector_is_the_official_one(checkpoint: Make, samples: int) -> None:
    stored = torch.tensor(json.loads(GOLDEN.read_text(encoding="utf-8"))["vectors"][str(samples)])
    vector = SpeakerEncoder.load(checkpoint("base")).vector(noise(samples))
    assert (vector - stored).abs().max() < 1e-5
    assert stored.std() > 0.1


def test_another_voice_has_another_vector(checkpoint: Make) -> None:
    encoder = SpeakerEncoder.load(checkpoint("base"))
    low = torch.sin(torch.arange(48_000) * 0.03)
    assert (encoder.vector(low) - encoder.vector(noise(48_000))).abs().max() > 0.1


def test_a_tone_is_loudest_in_its_band() -> None:
    hz = 1000.0
    mel = log_mel(torch.sin(torch.arange(24_000) * (2 * torch.pi * hz / 24_000)))
    assert mel.shape == (128, 93)
    heard = mel.mean(dim=1).argmax()
    centre = int(mel_filters(128, 24_000)[heard].argmax()) * 24_000 / 1024
    assert abs(centre - hz) < 24_000 / 1024


def test_the_shortest_voice_and_what_is_shorter(checkpoint: Make) -> None:
    encoder = SpeakerEncoder.load(checkpoint("base"))
    assert encoder.vector(noise(encoder.shortest)).isfinite().all()
    assert encoder.vector(torch.zeros(24_000)).isfinite().all()
    for samples in (noise(encoder.shortest - 1), torch.zeros(0), torch.full((24_000,), torch.inf)):
        with pytest.raises(EngineError) as caught:
            encoder.vector(samples)
        assert caught.value.kind == "voice"


def test_a_checkpoint_that_cannot_clone_says_so(checkpoint: Make) -> None:
    with pytest.raises(EngineError, match="speaker encoder") as caught:
        SpeakerEncoder.load(checkpoint("custom_voice"))
    assert "Base" in caught.value.hint
