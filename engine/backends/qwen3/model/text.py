"""Words to the ids of the Qwen2 vocabulary: byte-level BPE, through ``tokenizers``.

What a script says is always spoken text. The reference tokenises a whole chat message, so that ``<|im_end|>`` in a
line ends the message; here control tokens come from the configuration only, and the same characters in a line are
ordinary characters. For every other text the ids are the reference's.

The splitting is that of Qwen2 (``Qwen2Converter`` of transformers 4.57). The reference passes
``fix_mistral_regex=True``, by which transformers 4.57.3 replaces it with Mistral's for some checkpoints in local
folders (vocabulary above 100,000, and a ``config.json`` without ``transformers_version`` or of 4.57.3 on); a
checkpoint fetched by its name, the way the models were published and measured, keeps Qwen2's, and so do we.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE

from engine.backends.qwen3.model.config import ModelConfig
from engine.errors import EngineError

_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_ROLE = 3  # tokens of "<|im_start|>assistant\n", which the prompt layout counts on


@dataclass(frozen=True, slots=True)
class Message:
    """The ids of a line: the three of its role, and those of its text."""

    role: list[int]
    text: list[int]


class TextEncoder:
    """The text side of a checkpoint."""

    def __init__(self, tokenizer: Tokenizer, config: ModelConfig) -> None:
        """``tokenizer`` knows no added tokens: those are the configuration's."""
        self._tokenizer = tokenizer
        self._start = config.im_start_token_id
        self._end = config.im_end_token_id

    @classmethod
    def read(cls, folder: Path, config: ModelConfig) -> TextEncoder:
        """From ``tokenizer.json``, or ``vocab.json`` and ``merges.txt``. Raises EngineError(kind="model")."""
        try:
            tokenizer = _from_json(folder) if (folder / "tokenizer.json").is_file() else _from_tables(folder)
        except FileNotFoundError as error:
            missing = Path(error.filename).name
            raise EngineError(
                f"There is no {missing} in {folder}.", "Download the checkpoint again.", "model"
            ) from None
        except Exception as error:  # noqa: BLE001 - tokenizers raises bare Exception for whatever it cannot parse
            message = f"The tokenizer in {folder} cannot be read: {error}."
            raise EngineError(message, "Download the checkpoint again.", "model") from None
        encoder = cls(tokenizer, config)
        role = encoder.message("a").role
        size = tokenizer.get_vocab_size(with_added_tokens=False)
        if len(role) != _ROLE or tokenizer.id_to_token(role[1]) != "assistant":
            raise EngineError(
                f"The tokenizer in {folder} does not know “assistant” as one token; it is not this model's.",
                "Download the checkpoint again.",
                "model",
            )
        if size > config.talker_config.text_vocab_size:
            raise EngineError(
                f"The tokenizer in {folder} has {size} tokens, the model {config.talker_config.text_vocab_size}.",
                "The folder mixes files of different checkpoints; download it again.",
                "model",
            )
        return encoder

    def ids(self, text: str) -> list[int]:
        """Plain ids of a text; control tokens in it are characters. A lone surrogate is read as U+FFFD."""
        clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        ids: list[int] = self._tokenizer.encode(clean, add_special_tokens=False).ids
        return ids

    def message(self, text: str) -> Message:
        """``<|im_start|>assistant\\n`` and the text. Line breaks before the first word become part of the role."""
        ids = [self._start, *self.ids(f"assistant\n{text}")]
        return Message(ids[:_ROLE], ids[_ROLE:])

    def instruction(self, text: str) -> list[int]:
        """``<|im_start|>user\\n`` text ``<|im_end|>\\n``."""
        return [self._start, *self.ids(f"user\n{text}"), self._end, *self.ids("\n")]


def _from_json(folder: Path) -> Tokenizer:
    fields: dict[str, Any] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    fields |= {"added_tokens": [], "truncation": None, "padding": None}
    return Tokenizer.from_str(json.dumps(fields))


def _from_tables(folder: Path) -> Tokenizer:
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    lines = (folder / "merges.txt").read_text(encoding="utf-8").split("\n")
    first = 1 if lines[0].startswith("#version:") else 0
    merges = [(left, right) for left, right in (line.split() for line in lines[first:] if line.strip())]
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=merges))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    return tokenizer
