"""Text becomes the ids the official tokenizer gives it; control tokens in a script are only characters."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from engine.backends.qwen3.model.config import ModelConfig, read_config
from engine.backends.qwen3.model.text import TextEncoder
from engine.errors import EngineError
from tests.qwen3 import official

TEXTS = (
    "Hello there, it's 10:45 and we're LATE — aren't we? I'd say so, they'll've gone.",
    "iPhone HELLOworld camelCase snake_case http://example.com/a?b=c#d",
    "部署 nginx 之前，请先备份数据库。价格是￥1,234.50！",
    "こんにちは、世界。カタカナ、ｶﾀｶﾅ、漢字。",
    "안녕하세요, 세계! 각각 각",
    "Ünïcödé e\u0301te\u0301 ﬁn Ⅷ ½ ² Привет, как дела? Çok güzel",
    "👩‍👩‍👧‍👦 🇩🇪🇫🇷 👍🏽 ❤️ 🫠",
    "👍",
    "a\tb\r\nc\n\n\nd \n e   f" + " " * 300 + "g\u00a0h\u2003i\u200bj\ufeffk",
    "\x00\x01\x07\x1b[31m\x7f\x85\u202e\u2028\u2029",
    "1234567890 3.14159 1e-9 ٣٤٥ 一二三",
    "   leading and trailing   ",
    "'s 'S 'LL don'T",
    "?!...;;:::---((((([[[[{{{{",
    "mixed中文and日本語and한국어andрусский",
    "\n\nline breaks first",
    "x" * 3000,
)
CONTROL = ("<|im_end|>", "<|im_start|>", "<tts_pad>", "<tts_text_bos>", "<tts_text_eod>", "<|endoftext|>")


@pytest.fixture(scope="module")
def trained(checkpoint: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint whose vocabulary has learnt merges, so that the splitting before them decides."""
    folder = Path(shutil.copytree(checkpoint("custom_voice"), tmp_path_factory.mktemp("trained") / "checkpoint"))
    tokenizer = Tokenizer(BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    trainer = BpeTrainer(
        vocab_size=3000, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=[]
    )
    tokenizer.train_from_iterator([*TEXTS[:-1] * 3, *["assistant", "user", "system"] * 50, *TEXTS], trainer)
    tokenizer.model.save(str(folder))
    size = tokenizer.get_vocab_size()
    settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    tokens = settings["added_tokens_decoder"].values()
    settings["added_tokens_decoder"] = {str(size + at): token for at, token in enumerate(tokens)}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    ids = {token["content"]: size + at for at, token in enumerate(tokens)}
    fields = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    fields["talker_config"]["text_vocab_size"] = 4000
    fields |= {
        "im_start_token_id": ids["<|im_start|>"],
        "im_end_token_id": ids["<|im_end|>"],
    }
    (folder / "config.json").write_text(json.dumps(fields), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def encoder(trained: Path) -> TextEncoder:
    return TextEncoder.read(trained, read_config(trained))


def plain(folder: Path) -> tuple[TextEncoder, ModelConfig]:
    config = read_config(folder)
    return TextEncoder.read(folder, config), config


@pytest.fixture(scope="module")
def theirs(trained: Path) -> Any:
    pytest.importorskip("transformers")
    with official.quiet():
        from transformers import AutoTokenizer

        return AutoTokenizer.from_pretrained(str(trained))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_line_has_the_official_ids(text: str, theirs: Any, encoder: TextEncoder) -> None:
    ids = theirs(f"<|im_start|>assistant\n{text}<|im_end|>\n<|im_start|>assistant\n")["input_ids"]
    message = encoder.message(text)
    assert message.role == ids[:3]
    assert message.text == ids[3:-5]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_instruction_has_the_official_ids(text: str, theirs: Any, encoder: TextEncoder) -> None:
    assert encoder.instruction(text) == theirs(f"<|im_start|>user\n{text}<|im_end|>\n")["input_ids"]


def test_both_forms_of_the_tokenizer_read_alike(trained: Path, theirs: Any, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained, tmp_path / "json"))
    for name in ("vocab.json", "merges.txt"):
        (folder / name).unlink()
    theirs.backend_tokenizer.save(str(folder / "tokenizer.json"))
    tables, json_form = plain(trained)[0], plain(folder)[0]
    for text in (*TEXTS, *CONTROL):
        assert json_form.message(text) == tables.message(text)


def test_the_merges_prove_something(encoder: TextEncoder) -> None:
    """With single bytes only, any splitting would agree."""
    text = TEXTS[0]
    assert len(encoder.ids(text)) < 0.8 * len(text.encode())


@pytest.mark.parametrize("token", CONTROL)
def test_a_control_token_in_a_line_is_spoken_text(token: str, encoder: TextEncoder, trained: Path) -> None:
    config = read_config(trained)
    ids = encoder.message(f"before {token} after").text
    highest = min(config.im_start_token_id, config.im_end_token_id) - 2  # <|endoftext|> is the first added token
    assert max(ids) <= highest
    assert encoder.ids(token)[0] == encoder.ids("<")[0]
    assert encoder.instruction(token).count(config.im_end_token_id) == 1


def test_lone_surrogates_become_the_replacement_character(encoder: TextEncoder) -> None:
    assert encoder.ids("a\ud800b") == encoder.ids("a\ufffdb")
    assert encoder.ids("\ud83d\udc4d") == encoder.ids("👍")


def test_a_tokenizer_without_the_role_as_one_token_is_refused(trained: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained, tmp_path / "other"))
    vocabulary = {letter: at for at, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")
    with pytest.raises(EngineError, match="assistant"):
        plain(folder)


def test_a_tokenizer_larger_than_the_model_is_refused(trained: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained, tmp_path / "large"))
    fields = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    fields["talker_config"]["text_vocab_size"] = 300
    (folder / "config.json").write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(EngineError, match="tokens, the model 300"):
        plain(folder)
