"""A checkpoint folder as it comes from a download: whole, broken in the ways downloads break, or something else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from safetensors.torch import load_file, save_file

from engine import models
from engine.backends.qwen3.checkpoint import check as _check
from engine.backends.qwen3.checkpoint import find as _find
from engine.backends.qwen3.checkpoint import inspect as _inspect
from engine.errors import EngineError

Made = Callable[..., Path]
Folder = Path


@pytest.fixture
def copy(checkpoint: Made, tmp_path: Path) -> Made:
    """A checkpoint of one's own to break: files are links until they are replaced."""

    def made(kind: str = "custom_voice", name: str = "model") -> Path:
        return shutil.copytree(checkpoint(kind), tmp_path / name, copy_function=os.link)

    return made


def put(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def edit(path: Path, **fields: object) -> None:
    """Set fields of a JSON file; None takes one out."""
    content = {**json.loads(path.read_bytes()), **fields}
    put(path, json.dumps({k: v for k, v in content.items() if v is not None}).encode())


def shard(folder: Path) -> None:
    """The same weights in two files and an index, as large checkpoints are published."""
    tensors = load_file(folder / "model.safetensors")
    names = sorted(tensors)
    parts = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, held in parts.items():
        save_file({n: tensors[n] for n in held}, folder / file)
    index = {"metadata": {}, "weight_map": {n: file for file, held in parts.items() for n in held}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    (folder / "model.safetensors").unlink()


def test_a_folder_says_what_it_is(checkpoint: Made) -> None:
    made = _inspect(checkpoint("custom_voice"))
    assert (made.kind, made.size, made.dtype, made.instruction) == ("custom_voice", "1.7B", "float32", True)
    assert len(made.speakers) == 9
    assert made.dialects == {"eric": "sichuan_dialect", "dylan": "beijing_dialect"}
    assert set(made.languages) == {"zh", "en", "ja", "ko", "de", "fr", "ru", "pt", "es", "it"}
    assert made.disk_bytes == sum(f.stat().st_size for f in checkpoint("custom_voice").rglob("*") if f.is_file())
    weights = [load_file(made.folder / name) for name in ("model.safetensors", "speech_tokenizer/model.safetensors")]
    assert made.parameters == sum(tensor.numel() for part in weights for tensor in part.values())


def test_abilities_are_those_of_the_kind_and_size(checkpoint: Made) -> None:
    assert _inspect(checkpoint("base")).abilities == ("cloned voices",)
    assert _inspect(checkpoint("base")).speakers == ()
    assert _inspect(checkpoint("voice_design")).abilities == ("voices from a description", "directions in words")
    assert _inspect(checkpoint("custom_voice", "tiny-0b6")).abilities == ("preset voices",)
    assert _inspect(checkpoint("custom_voice", "tiny-0b6")).size == "0.6B"


def test_nothing_heavy_is_imported(checkpoint: Made) -> None:
    code = (
        "import sys; from pathlib import Path; from engine import models;"
        "models.inspect(Path(sys.argv[1])); from engine.backends.qwen3 import info; info.describe();"
        "sys.exit(any(m in sys.modules for m in ('torch', 'numpy', 'safetensors', 'tokenizers')))"
    )
    assert subprocess.run([sys.executable, "-c", code, checkpoint("base")], check=False).returncode == 0


def test_the_digest_is_of_what_can_be_heard(copy: Made) -> None:
    folder = copy()
    first = _inspect(folder).digest
    edit(folder / "config.json", transformers_version="9.9.9")
    moved = folder.rename(folder.with_name("elsewhere"))
    assert _inspect(moved).digest == first, "neither a program's version nor the place is heard"
    shard(moved)
    assert _inspect(moved).digest == first, "the same weights in two files"
    edit(moved / "generation_config.json", temperature=0.5)
    assert _inspect(moved).digest != first


def test_a_fine_tuned_model_has_its_own_digest(copy: Made) -> None:
    folder = copy()
    first = _inspect(folder).digest
    tensors = load_file(folder / "model.safetensors")
    tensors["talker.model.norm.weight"] += 0.01  # names, shapes and sizes stay
    (folder / "model.safetensors").unlink()
    save_file(tensors, folder / "model.safetensors")
    assert _inspect(folder).digest != first


def test_one_row_of_one_matrix_is_another_model(copy: Made) -> None:
    folder = copy()
    first = _inspect(folder).digest
    tensors = load_file(folder / "model.safetensors")
    tensors["talker.codec_head.weight"][2150] *= 1.01  # the end flag's, among three thousand
    (folder / "model.safetensors").unlink()
    save_file(tensors, folder / "model.safetensors")
    assert _inspect(folder).digest != first


def test_what_nobody_touched_is_not_read_again_and_what_was_replaced_is_noticed(
    copy: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(models.VARIABLE, str(tmp_path / "models.json"))
    folder = copy()
    known = models.add_checkpoint(folder, "mine")
    with monkeypatch.context() as patch:
        patch.setattr("engine.backends.qwen3.checkpoint.digest", lambda *_: pytest.fail("the weights were read again"))
        assert models.inspect(folder, known).digest == known.digest
        assert models.unchanged(known)
    edit(folder / "config.json")  # the same file at another time
    assert models.unchanged(known)
    weights = folder / "model.safetensors"
    put(weights, weights.read_bytes()[:-4] + b"\x00\x00\x80\x3f")
    assert not models.unchanged(known)


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3833402552\n"
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title>"


def _truncate(path: Path, keep: float) -> None:
    content = path.read_bytes()
    put(path, content[: int(len(content) * keep)])


def _flip(path: Path, word: bytes) -> None:
    put(path, path.read_bytes().replace(word, word[:1] + b"\xcd" + word[2:], 1))


def _dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("blob-that-was-cleaned"))


def _swap(folder: Path, other: str, kind: str, checkpoint: Made) -> None:
    put(folder / other, (checkpoint(kind) / other).read_bytes())


def _rename(folder: Path, old: str, new: str) -> None:
    (folder / old).rename(folder / new)


def _without_speakers(path: Path) -> None:
    talker = json.loads(path.read_bytes())["talker_config"]
    edit(path, talker_config={**talker, "spk_id": {}})


DEFECTS: dict[str, tuple[Callable[[Folder, Made], object], str, str]] = {
    # what is done to the folder; what is said; which next step
    "no config": (lambda f, _: (f / "config.json").unlink(), "no config.json", "again"),
    "no generation config": (lambda f, _: (f / "generation_config.json").unlink(), "generation_config.json", "again"),
    "no weights": (lambda f, _: (f / "model.safetensors").unlink(), "no model.safetensors", "again"),
    "no vocabulary": (lambda f, _: (f / "vocab.json").unlink(), "no vocab.json", "again"),
    "no merges": (lambda f, _: (f / "merges.txt").unlink(), "no merges.txt", "again"),
    "no codec": (lambda f, _: shutil.rmtree(f / "speech_tokenizer"), "speech_tokenizer is missing", "models get"),
    "no codec weights": (
        lambda f, _: (f / "speech_tokenizer/model.safetensors").unlink(), "model.safetensors", "again",
    ),
    "truncated": (lambda f, _: _truncate(f / "model.safetensors", 0.6), "ends at", "again"),
    "truncated header": (lambda f, _: _truncate(f / "model.safetensors", 0.0003), "not a whole", "again"),
    "truncated codec": (lambda f, _: _truncate(f / "speech_tokenizer/model.safetensors", 0.9), "ends at", "again"),
    "too long": (
        lambda f, _: put(f / "model.safetensors", (f / "model.safetensors").read_bytes() + b"\0" * 9),
        "9 bytes more", "again",
    ),
    "a flipped byte in the header": (
        lambda f, _: _flip(f / "model.safetensors", b"talker.codec_head"), "damaged header", "again",
    ),
    "empty": (lambda f, _: put(f / "model.safetensors", b""), "is empty", "again"),
    "lfs pointer": (lambda f, _: put(f / "model.safetensors", LFS), "Git LFS pointer", "git lfs pull"),
    "lfs pointer as json": (lambda f, _: put(f / "vocab.json", LFS), "Git LFS pointer", "git lfs pull"),
    "web page": (lambda f, _: put(f / "model.safetensors", PAGE), "web page", "models get"),
    "web page as config": (lambda f, _: put(f / "config.json", PAGE), "web page", "models get"),
    "server's answer": (
        lambda f, _: put(f / "model.safetensors", b'{"error":"Access to model is restricted"}'),
        "Access to model is restricted", "models get",
    ),
    "still downloading": (
        lambda f, _: _rename(f, "model.safetensors", "model.safetensors.incomplete"), "still being downloaded", "Add",
    ),
    "interrupted cache": (lambda f, _: _dangle(f / "model.safetensors"), "interrupted", "Run the download again"),
    "another format": (
        lambda f, _: _rename(f, "model.safetensors", "model-q8_0.gguf"), "another program's format", "models get",
    ),
    "config is no json": (lambda f, _: put(f / "config.json", b'{"talker'), "is damaged", "again"),
    "config is a list": (lambda f, _: put(f / "config.json", b"[]"), "no configuration", "again"),
    "a bare language model": (
        lambda f, _: put(f / "config.json", b'{"model_type":"qwen3","architectures":["Qwen3ForCausalLM"]}'),
        "another model (Qwen3ForCausalLM)", "models get",
    ),
    "the codec alone": (
        lambda f, _: put(f / "config.json", b'{"model_type":"qwen3_tts_tokenizer_12hz"}'),
        "speech tokenizer alone", "models get",
    ),
    "unknown kind": (lambda f, _: edit(f / "config.json", tts_model_type="singer"), "“singer”", "CustomVoice"),
    "the 25 Hz tokenizer": (
        lambda f, _: edit(f / "config.json", tokenizer_type="qwen3_tts_tokenizer_25hz"), "25hz", "12 Hz",
    ),
    "quantised elsewhere": (
        lambda f, _: edit(f / "config.json", quantization={"bits": 4}), "quantised", "as it was published",
    ),
    "no speakers": (
        lambda f, _: _without_speakers(f / "config.json"), "no speaker", "fine-tuned",
    ),
    "weights of another kind": (
        lambda f, c: _swap(f, "model.safetensors", "base", c), "unexpected: speaker_encoder", "mixes files",
    ),
    "config of another kind": (
        lambda f, c: _swap(f, "config.json", "base", c), "missing: speaker_encoder", "mixes files",
    ),
    "a shard is missing": (
        lambda f, _: (shard(f), (f / "model-00002-of-00002.safetensors").unlink()), "no model-00002", "again",
    ),
    "an index out of its folder": (
        lambda f, _: (
            shard(f),
            put(f / "model.safetensors.index.json", b'{"weight_map":{"a":"../model.safetensors"}}'),
            put(f.parent / "model.safetensors", b"xxxxxxxxx"),
        ),
        "outside its folder", "again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_is_named_with_its_file_and_a_next_step(defect: str, copy: Made, checkpoint: Made) -> None:
    folder = copy()
    spoil, said, step = DEFECTS[defect]
    spoil(folder, checkpoint)
    with pytest.raises(EngineError) as raised:
        _inspect(folder)
    assert raised.value.kind == "model"
    assert said in raised.value.message
    assert step in raised.value.hint
    assert str(folder) in raised.value.message
    assert any(said in told for told in _check(folder))


def test_the_strict_check_tells_everything_at_once(copy: Made) -> None:
    folder = copy()
    assert _check(folder) == ()
    _truncate(folder / "speech_tokenizer/model.safetensors", 0.5)
    (folder / "merges.txt").unlink()
    (folder / "preprocessor_config.json").unlink()
    told = _check(folder)
    assert len(told) == 3
    assert "Lineread does" in told[-1], "a file that only other programs want is no defect of ours"


def test_a_missing_formality_does_not_keep_a_model_from_speaking(copy: Made) -> None:
    folder = copy()
    (folder / "preprocessor_config.json").unlink()
    assert _inspect(folder).kind == "custom_voice"


def test_download_caches_and_parent_folders_are_searched(copy: Made, tmp_path: Path) -> None:
    kept = copy("base", "cache/models--Qwen--Qwen3-TTS-12Hz-1.7B-Base/snapshots/old")
    cached = kept.parent.parent
    shutil.copytree(kept, cached / "snapshots/new", copy_function=os.link)
    (cached / "refs").mkdir()
    (cached / "refs/main").write_text("old")
    scoped = copy("voice_design", "cache/hub/Qwen/Qwen3-TTS-12Hz-1___7B-VoiceDesign")
    other = tmp_path / "cache/models--Qwen--Qwen3-0.6B/snapshots/x"
    other.mkdir(parents=True)
    (other / "config.json").write_text('{"model_type":"qwen3"}')
    assert set(_find(tmp_path)) == {kept, scoped}
    assert _find(cached) == _find(cached / "snapshots") == _find(kept) == (kept,)
    assert _find(kept / "model.safetensors") == _find(kept / "speech_tokenizer") == (kept,)
    assert _inspect(kept).name == "1.7B-Base"
    assert _inspect(scoped).name == "1.7B-VoiceDesign"
    (cached / "refs/main").unlink()
    os.utime(cached / "snapshots/new", (4e9, 4e9))
    assert _find(cached) == (cached / "snapshots/new",)


def test_a_cache_of_links_is_a_checkpoint(checkpoint: Made, tmp_path: Path) -> None:
    snapshot = tmp_path / "models--me--Narrator/snapshots/abc"
    shutil.copytree(checkpoint("base"), snapshot, copy_function=lambda src, dst: Path(dst).symlink_to(src))
    made = _inspect(_find(tmp_path)[0])
    assert made.name == "Narrator"
    assert msgspec.structs.replace(made, name="", path="") == msgspec.structs.replace(
        _inspect(checkpoint("base")), name="", path=""
    )


def test_a_folder_without_a_checkpoint_says_so(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "no Qwen3-TTS checkpoint"), (tmp_path / "gone", "no folder")):
        with pytest.raises(EngineError, match=said) as raised:
            _find(path)
        assert "lineread models get" in raised.value.hint
    (tmp_path / "model.safetensors").write_bytes(LFS)
    assert _find(tmp_path) == (tmp_path,), "meant as one: what is wrong with it is told, not that it is none"
