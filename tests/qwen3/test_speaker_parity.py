"""The speaker encoder against the official package, at its true width and small, for recordings of many lengths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from engine.backends.qwen3.model.config import SpeakerEncoderConfig
from engine.backends.qwen3.model.mel import mel_filters
from engine.backends.qwen3.model.speaker import SpeakerEncoder
from tests.qwen3 import official
from tests.qwen3.sounds import noise

official.package()

with official.quiet():
    from librosa.filters import mel as librosa_mel
    from qwen_tts.core.models.configuration_qwen3_tts import Qwen3TTSSpeakerEncoderConfig
    from qwen_tts.core.models.modeling_qwen3_tts import Qwen3TTSSpeakerEncoder, mel_spectrogram


@pytest.fixture(scope="module")
def theirs(checkpoint: Callable[[str], Path]) -> Any:
    return official.load(checkpoint("base"))


@pytest.mark.parametrize("samples", [1280, 1281, 2048, 5000, 24_000, 72_001, 240_000])
def test_vectors_equal_the_official_ones(checkpoint: Callable[[str], Path], theirs: Any, samples: int) -> None:
    with official.quiet():
        vector = theirs.model.extract_speaker_embedding(noise(samples).numpy(), 24000)
    assert (SpeakerEncoder.load(checkpoint("base")).vector(noise(samples)) - vector).abs().max() < 1e-5


def test_mel_bands_are_those_of_librosa() -> None:
    bands = torch.from_numpy(librosa_mel(sr=24000, n_fft=1024, n_mels=128, fmin=0, fmax=12000))
    assert (mel_filters(128, 24000) - bands).abs().max() < 1e-8


def test_at_true_width_the_vector_is_the_official_one() -> None:
    torch.manual_seed(0)
    with official.quiet(), torch.inference_mode():
        model = Qwen3TTSSpeakerEncoder(Qwen3TTSSpeakerEncoderConfig()).eval()
        mel = mel_spectrogram(noise(24_000)[None], 1024, 128, 24000, 256, 1024, 0, 12000)
        vector = model(mel.transpose(1, 2))[0]
    own = SpeakerEncoder(model.state_dict(), SpeakerEncoderConfig()).vector(noise(24_000))
    assert (own - vector).abs().max() < 1e-5 * max(1.0, float(vector.abs().max()))
