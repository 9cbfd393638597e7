"""The codec against the official package: tensors at true size, codes of recordings, decoded samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import torch

from benchmarks.qwen3_codec_checkpoint import codec_config, make_codec
from engine.backends.qwen3.model.codec import Codec
from engine.backends.qwen3.model.codec.config import CodecConfig
from engine.backends.qwen3.model.codec.layout import codec_layout
from tests.qwen3 import official
from tests.qwen3.sounds import HALF_A_MINUTE, LENGTHS, frames, noise

official.package()

with official.quiet():
    from qwen_tts.core import Qwen3TTSTokenizerV2Config, Qwen3TTSTokenizerV2Model
    from qwen_tts.inference.qwen3_tts_tokenizer import Qwen3TTSTokenizer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("codec")
    make_codec(made)
    return made


@pytest.fixture(scope="module")
def ours(folder: Path) -> Codec:
    return Codec.load(folder)


@pytest.fixture(scope="module")
def theirs(folder: Path) -> Any:
    with official.quiet():
        return Qwen3TTSTokenizer.from_pretrained(str(folder))


@pytest.mark.parametrize("size", ["tiny", "true"])
def test_the_table_is_the_official_state_dictionary(size: str) -> None:
    fields = codec_config(size)
    with official.quiet(), torch.device("meta"):
        model = Qwen3TTSTokenizerV2Model(Qwen3TTSTokenizerV2Config(**json.loads(json.dumps(fields))))
    table = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    assert table == codec_layout(msgspec.convert(fields, CodecConfig))


def test_a_field_left_out_means_what_it_means_there() -> None:
    fields = {"encoder_config": {}, "decoder_config": {"codebook_dim": 512}}
    with official.quiet(), torch.device("meta"):
        model = Qwen3TTSTokenizerV2Model(Qwen3TTSTokenizerV2Config(**json.loads(json.dumps(fields))))
    table = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    assert table == codec_layout(msgspec.convert(fields, CodecConfig))


@pytest.mark.parametrize("samples", [*LENGTHS, HALF_A_MINUTE])
def test_codes_equal_the_official_ones(ours: Codec, theirs: Any, samples: int) -> None:
    with official.quiet():
        codes = theirs.encode(noise(samples).numpy(), sr=24000).audio_codes[0].T
    assert torch.equal(ours.encode(noise(samples)), codes)


@pytest.mark.parametrize("count", [1, 2, 71, 72, 73, 150])
def test_samples_equal_the_official_ones(ours: Codec, theirs: Any, count: int) -> None:
    with official.quiet(), torch.inference_mode():
        samples = theirs.model.decoder(frames(count, rows=2))[:, 0]
    assert samples.std() > 0.05
    # two orders of summing some hundred float32 products, about thirty layers deep
    assert (ours.decode(frames(count, rows=2)) - samples).abs().max() < 2e-5


def test_every_codebook_and_the_transformer_are_heard(theirs: Any) -> None:
    """Random weights could hide a wrong implementation: each code must change the sound, and early frames late ones."""
    with official.quiet(), torch.inference_mode():
        codes = frames(40)
        plain = theirs.model.decoder(codes)
        for book in range(16):
            other = codes.clone()
            other[:, book, 0] = (other[:, book, 0] + 1) % 2048
            difference = (theirs.model.decoder(other) - plain).abs()[0, 0]
            assert difference[:1920].max() > 1e-2
            assert difference[-1920:].max() > 1e-4
