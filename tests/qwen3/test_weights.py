"""A checkpoint that is not whole, or not of this family, is refused with a clear word before anything is computed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import StackConfig, read_config
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.layout import stack_layout
from engine.backends.qwen3.model.weights import read_tensors
from engine.errors import EngineError

Tiny = Callable[..., Path]
NORM = "talker.model.norm.weight"


@pytest.fixture
def folder(checkpoint: Tiny, tmp_path: Path) -> Path:
    """A checkpoint to spoil."""
    return Path(shutil.copytree(checkpoint("custom_voice"), tmp_path / "checkpoint"))


def refusal(folder: Path) -> EngineError:
    with pytest.raises(EngineError) as caught:
        LanguageModel.load(folder)
    assert caught.value.kind == "model"
    assert caught.value.hint
    return caught.value


def change(folder: Path, edit: Callable[[dict[str, torch.Tensor]], object]) -> None:
    weights = load_file(folder / "model.safetensors")
    edit(weights)
    save_file(weights, folder / "model.safetensors", {"format": "pt"})


@pytest.mark.parametrize(
    "name", ["config.json", "generation_config.json", "vocab.json", "merges.txt", "model.safetensors"]
)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert name in refusal(folder).message


@pytest.mark.parametrize("content", [b"<html>404</html>", b"[]", b""])
@pytest.mark.parametrize("name", ["config.json", "generation_config.json", "vocab.json"])
def test_a_file_of_garbage_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert name.split(".")[0] in refusal(folder).message or "tokenizer" in refusal(folder).message


def test_bytes_that_are_no_text_are_a_broken_file(folder: Path) -> None:
    (folder / "config.json").write_bytes(b'{"tts_model_size": "\xff"}')
    assert "config.json cannot be read" in refusal(folder).message


def test_missing_unexpected_and_misshapen_tensors_are_named_together(folder: Path) -> None:
    def spoil(weights: dict[str, torch.Tensor]) -> None:
        del weights[NORM]
        weights["talker.extra"] = torch.zeros(1)
        weights["talker.codec_head.weight"] = torch.zeros(3, 64)

    change(folder, spoil)
    message = refusal(folder).message
    assert f"missing: {NORM}" in message
    assert "unexpected: talker.extra" in message
    assert "talker.codec_head.weight is [3, 64] in model.safetensors, not [3072, 64]" in message


def test_many_missing_tensors_are_counted(folder: Path) -> None:
    change(folder, lambda weights: [weights.pop(name) for name in list(weights)[:10]])
    assert "and 7 more" in refusal(folder).message


@pytest.mark.parametrize("keep", [0, 5, 100, 40_000, -1])
def test_a_truncated_download_says_so(folder: Path, keep: int) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:keep])
    error = refusal(folder)
    assert "model.safetensors" in error.message
    assert "again" in error.hint


def test_a_git_pointer_is_recognised(folder: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    (folder / "model.safetensors").write_text(pointer, encoding="utf-8")
    assert "git lfs pull" in refusal(folder).hint


def test_weights_of_another_kind_do_not_fit(folder: Path, checkpoint: Tiny) -> None:
    shutil.copy(checkpoint("base") / "model.safetensors", folder)
    assert "unexpected: speaker_encoder." in refusal(folder).message


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("tts_model_type", "singer", "singer"),
        ("tokenizer_type", "qwen3_tts_tokenizer_25hz", "12 Hz"),
        ("talker_config.use_sliding_window", True, "sliding window"),
        ("talker_config.attention_bias", True, "biases"),
        ("talker_config.hidden_act", "gelu", "gelu"),
        ("talker_config.rope_scaling", {"rope_type": "yarn", "factor": 4}, "rotary"),
        ("talker_config.code_predictor_config.num_code_groups", 8, "num_code_groups"),
        ("talker_config.num_key_value_heads", 3, "heads"),
    ],
)
def test_a_model_we_do_not_run_is_refused_by_name(folder: Path, field: str, value: object, told: str) -> None:
    path = folder / "config.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    *outer, last = field.split(".")
    inner = fields
    for name in outer:
        inner = inner[name]
    inner[last] = value
    path.write_text(json.dumps(fields), encoding="utf-8")
    assert told in refusal(folder).message


def test_several_files_with_an_index_load_as_one(folder: Path, checkpoint: Tiny) -> None:
    whole = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    names = sorted(whole)
    placed = {name: f"model-0000{1 + at % 2}-of-00002.safetensors" for at, name in enumerate(names)}
    for file in set(placed.values()):
        save_file({name: whole[name] for name in names if placed[name] == file}, folder / file)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": placed}), encoding="utf-8")
    entries = headers.read_headers(folder)
    read = read_tensors(entries, entries, torch.float32)
    assert all(torch.equal(read[name], whole[name]) for name in names)
    LanguageModel.load(folder)
    lost = folder / "model-00002-of-00002.safetensors"
    lost.unlink()
    assert lost.name in refusal(folder).message


def test_an_index_does_not_reach_outside_its_folder(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder.parent / "model.safetensors")
    index = {"weight_map": {NORM: "../model.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    assert "outside" in refusal(folder).message


@pytest.mark.parametrize("stored", [torch.float32, torch.bfloat16, torch.float16])
@pytest.mark.parametrize("wanted", [torch.float32, torch.bfloat16, torch.float16])
def test_types_are_converted_as_torch_converts(tmp_path: Path, stored: torch.dtype, wanted: torch.dtype) -> None:
    tensors = {"a": torch.randn(7, 3).to(stored), "b": torch.arange(5), "c": torch.randn(()).to(stored)}
    save_file(tensors, tmp_path / "model.safetensors")
    entries = headers.read_headers(tmp_path)
    for mapped in ((), ("a", "c")):
        read = read_tensors(entries, entries, wanted, mapped=mapped)
        for name in ("a", "c"):
            assert torch.equal(read[name].to(wanted), tensors[name].to(wanted))
            assert read[name].dtype == (stored if mapped else wanted)
        assert torch.equal(read["b"], tensors["b"])


def test_a_file_cut_after_its_header_was_read_is_noticed(folder: Path) -> None:
    entries = headers.read_headers(folder)
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(EngineError, match="ended while it was read"):
        read_tensors(entries, entries, torch.float32)


def test_configurations_without_optional_fields_mean_the_official_defaults(folder: Path) -> None:
    path = folder / "config.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    del fields["speaker_encoder_config"], fields["talker_config"]["code_predictor_config"]["rope_theta"]
    path.write_text(json.dumps(fields), encoding="utf-8")
    config = read_config(folder)
    assert config.speaker_encoder_config.enc_channels == (512, 512, 512, 512, 1536)
    assert config.talker_config.code_predictor_config.rope_theta == 10_000


_MEASURE = """
import sys, torch
from pathlib import Path
from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import StackConfig
from engine.backends.qwen3.model.stack import Stack
from engine.backends.qwen3.model.weights import Weights
torch.set_num_threads(1)
torch.zeros(7_000_000)  # a large free lets the allocator keep what is freed after it: the ordinary state of a process
entries = headers.read_headers(Path(sys.argv[1]))
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = peak()
with torch.no_grad():
    weights = Weights(entries, torch.float32)
    shape = StackConfig(vocab_size=8, hidden_size=1024, intermediate_size=3072, num_hidden_layers=6,
                        num_key_value_heads=8)
    stack = Stack.take(weights, "", shape, 64)
sys.stdout.write(str(peak() - before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_loading_holds_the_weights_once(tmp_path: Path) -> None:
    """Peak memory of reading and fusing is below 1.15 times the weights: nothing is held twice, not even by a map."""
    shape = StackConfig(
        vocab_size=8, hidden_size=1024, intermediate_size=3072, num_hidden_layers=6, num_key_value_heads=8
    )
    weights = {name: torch.ones(extent) for name, extent in stack_layout("", shape).items()}
    save_file(weights, tmp_path / "model.safetensors")
    size = sum(tensor.nbytes for tensor in weights.values())
    del weights
    command = [sys.executable, "-c", _MEASURE, str(tmp_path)]
    peak = int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=100).stdout) * 1024
    assert 0.9 * size < peak < 1.15 * size  # counted from an earlier peak, 28 MB above what was in use
