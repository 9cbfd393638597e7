"""At true size a checkpoint's tensors have the official names and shapes, so that published weights load unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import torch

from benchmarks.qwen3_checkpoint import TRUE_IDS, make, model_config
from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import ModelConfig
from engine.backends.qwen3.model.layout import model_layout
from tests.qwen3 import official

official.package()

with official.quiet():
    from qwen_tts.core.models import Qwen3TTSConfig, Qwen3TTSForConditionalGeneration

KINDS = ("base", "custom_voice", "voice_design")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["tiny", "tiny-0b6", "0b6", "1b7"])
def test_the_table_is_the_official_state_dictionary(size: str, kind: str) -> None:
    fields = model_config(size, kind, TRUE_IDS)
    ours = model_layout(msgspec.convert(fields, ModelConfig, strict=False))
    with official.quiet(), torch.device("meta"):
        theirs = Qwen3TTSForConditionalGeneration(Qwen3TTSConfig(**json.loads(json.dumps(fields))))
    assert {name: tuple(tensor.shape) for name, tensor in theirs.state_dict().items()} == ours


@pytest.mark.parametrize(("size", "tensors"), [("0b6", 402), ("1b7", 404)])
def test_the_count_is_that_of_the_published_files(size: str, tensors: int) -> None:
    assert len(model_layout(msgspec.convert(model_config(size, "voice_design", TRUE_IDS), ModelConfig))) == tensors


@pytest.mark.parametrize("kind", KINDS)
def test_a_random_checkpoint_loads_whole_in_the_official_package(kind: str, tmp_path: Path) -> None:
    folder = make(tmp_path / kind, "tiny", kind)
    theirs = official.load(folder).model.state_dict()
    entries = headers.read_headers(folder)
    assert set(theirs) == set(entries)
    assert all(tuple(theirs[name].shape) == entry.shape for name, entry in entries.items())
