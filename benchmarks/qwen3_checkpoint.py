"""A whole Qwen3-TTS checkpoint folder in the official layout with random weights, for tests and speed tables.

    python -m benchmarks.qwen3_checkpoint FOLDER tiny|tiny-0b6|0b6|1b7 base|custom_voice|voice_design [dtype]

The published weights are not needed to prove that two implementations compute the same thing, nor to measure speed.
Random ones must be scaled with care: matrices get a standard deviation of 0.6 / sqrt(inputs) and embeddings 0.6, so
that logits differ enough for a wrong implementation to choose other codes. It needs no official package, and what it
writes loads strictly in it.

Sizes: "0b6" and "1b7" are the true ones. "tiny" (21 MB, most of it the codec) has a code predictor narrower than its
talker, as the 1.7B has, and says it is a "1b7"; "tiny-0b6" has them equally wide and says it is a "0b6".
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import msgspec
import torch
from safetensors.torch import save_file
from tokenizers.pre_tokenizers import ByteLevel

from benchmarks.qwen3_codec_checkpoint import make_codec
from engine.backends.qwen3.model.config import ModelConfig
from engine.backends.qwen3.model.layout import Layout, model_layout

SIZES = ("tiny", "tiny-0b6", "0b6", "1b7")
LANGUAGES = {
    "chinese": 2055,
    "english": 2050,
    "german": 2053,
    "italian": 2070,
    "portuguese": 2071,
    "spanish": 2054,
    "japanese": 2058,
    "korean": 2064,
    "french": 2061,
    "russian": 2069,
}
DIALECTS = {"beijing_dialect": 2074, "sichuan_dialect": 2062}
SPEAKERS = {
    "serena": 3066,
    "vivian": 3065,
    "uncle_fu": 3010,
    "ryan": 3061,
    "aiden": 2861,
    "ono_anna": 2873,
    "sohee": 2864,
    "eric": 2875,
    "dylan": 2878,
}
SPOKEN = {"eric": "sichuan_dialect", "dylan": "beijing_dialect"}
CONTROL = {  # the tokens a prompt is made of, and the field of config.json that says their ids
    "<|im_start|>": "im_start_token_id",
    "<|im_end|>": "im_end_token_id",
    "<tts_pad>": "tts_pad_token_id",
    "<tts_text_bos>": "tts_bos_token_id",
    "<tts_text_eod>": "tts_eos_token_id",
}
TRUE_IDS = {"<|endoftext|>": 151643} | dict(zip(CONTROL, (151644, 151645, 151671, 151672, 151673), strict=True))
GENERATION = {
    "do_sample": True,
    "repetition_penalty": 1.05,
    "temperature": 0.9,
    "top_p": 1.0,
    "top_k": 50,
    "subtalker_dosample": True,
    "subtalker_temperature": 0.9,
    "subtalker_top_p": 1.0,
    "subtalker_top_k": 50,
    "max_new_tokens": 8192,
}


def talker_config(size: str) -> dict[str, Any]:
    """``talker_config`` of ``config.json`` without speakers and languages."""
    wide = size == "1b7"
    fields: dict[str, Any] = {
        "vocab_size": 3072,
        "hidden_size": 2048 if wide else 1024,
        "intermediate_size": 6144 if wide else 3072,
        "num_hidden_layers": 28,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "hidden_act": "silu",
        "max_position_embeddings": 32768,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000,
        "rope_scaling": {"interleaved": True, "mrope_section": [24, 20, 20], "rope_type": "default"},
        "num_code_groups": 16,
        "text_hidden_size": 2048,
        "text_vocab_size": 151936,
        "position_id_per_seconds": 13,
        "codec_bos_id": 2149,
        "codec_eos_token_id": 2150,
        "codec_pad_id": 2148,
        "codec_think_id": 2154,
        "codec_nothink_id": 2155,
        "codec_think_bos_id": 2156,
        "codec_think_eos_id": 2157,
        "code_predictor_config": {
            "vocab_size": 2048,
            "hidden_size": 1024,
            "intermediate_size": 3072,
            "num_hidden_layers": 5,
            "num_attention_heads": 16,
            "num_key_value_heads": 8,
            "head_dim": 128,
            "max_position_embeddings": 65536,
            "rms_norm_eps": 1e-6,
            "rope_theta": 1000000,
            "num_code_groups": 16,
        },
    }
    if size.startswith("tiny"):
        fields |= {
            "hidden_size": 64,
            "intermediate_size": 96,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "text_hidden_size": 48,
            "text_vocab_size": 512,
            "rope_scaling": {"interleaved": True, "mrope_section": [4, 2, 2], "rope_type": "default"},
        }
        fields["code_predictor_config"] |= {
            "hidden_size": 64 if size == "tiny-0b6" else 32,
            "intermediate_size": 64,
            "num_hidden_layers": 2,
            "num_attention_heads": 2,
            "num_key_value_heads": 1,
            "head_dim": 16,
        }
    return fields


def model_config(size: str, kind: str, ids: dict[str, int]) -> dict[str, Any]:
    """``config.json``; ``ids`` of the control tokens."""
    talker = talker_config(size)
    own = kind == "custom_voice"
    talker |= {
        "spk_id": SPEAKERS if own else {},
        "spk_is_dialect": {name: SPOKEN.get(name, False) for name in SPEAKERS} if own else {},
        "codec_language_id": LANGUAGES | DIALECTS if own else LANGUAGES,
    }
    encoder: dict[str, Any] = {"enc_dim": talker["hidden_size"], "sample_rate": 24000}
    if size.startswith("tiny"):
        encoder |= {
            "enc_channels": [16, 16, 16, 16, 48],
            "enc_attention_channels": 8,
            "enc_res2net_scale": 4,
            "enc_se_channels": 8,
        }
    return {
        "architectures": ["Qwen3TTSForConditionalGeneration"],
        "model_type": "qwen3_tts",
        "tokenizer_type": "qwen3_tts_tokenizer_12hz",
        "tts_model_size": "0b6" if size.endswith("0b6") else "1b7",
        "tts_model_type": kind,
        "talker_config": talker,
        "speaker_encoder_config": encoder,
        "transformers_version": "4.57.2",
    } | {field: ids[token] for token, field in CONTROL.items()}


def write_tokenizer(folder: Path, size: str) -> dict[str, int]:
    """``vocab.json``, ``merges.txt`` and ``tokenizer_config.json``; returns the ids of the control tokens.

    Byte-level with nine merges, which make "assistant" one token. At true size the vocabulary is filled up with tokens
    that no text reaches, so that the control tokens have their true ids.
    """
    vocabulary = {letter: at for at, letter in enumerate(sorted(ByteLevel.alphabet()))}
    merges, word = [], "a"
    for letter in "ssistant":
        merges.append(f"{word} {letter}")
        word += letter
        vocabulary[word] = len(vocabulary)
    ids = TRUE_IDS
    if size.startswith("tiny"):
        ids = {token: len(vocabulary) + at for at, token in enumerate(TRUE_IDS)}
    else:
        vocabulary |= {f"~{at}~": at for at in range(len(vocabulary), min(ids.values()))}
    every = {at: f"<|unused_{at}|>" for at in range(len(vocabulary), max(ids.values()) + 1)}
    every |= {at: token for token, at in ids.items()}
    flags = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
    settings = {
        "added_tokens_decoder": {str(at): {"content": token} | flags for at, token in sorted(every.items())},
        "additional_special_tokens": list(CONTROL),
        "add_prefix_space": False,
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "model_max_length": 131072,
        "tokenizer_class": "Qwen2Tokenizer",
    }
    _write(folder / "vocab.json", vocabulary)
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]), encoding="utf-8")
    _write(folder / "tokenizer_config.json", settings)
    return ids


def make(folder: Path, size: str = "tiny", kind: str = "custom_voice", dtype: str = "float32", seed: int = 0) -> Path:
    """Write a checkpoint into ``folder`` and return it. Random numbers are the same on every machine's CPU."""
    if size not in SIZES:
        raise ValueError(f"size is one of {', '.join(SIZES)}, not {size!r}")
    folder.mkdir(parents=True, exist_ok=True)
    fields = model_config(size, kind, write_tokenizer(folder, size))
    _write(folder / "config.json", fields)
    _write(folder / "generation_config.json", GENERATION)
    _write(folder / "preprocessor_config.json", {"processor_class": "Qwen3TTSProcessor"})
    layout = model_layout(msgspec.convert(fields, ModelConfig, strict=False))
    save_file(random_weights(layout, dtype, seed), folder / "model.safetensors", {"format": "pt"})
    make_codec(folder / "speech_tokenizer", "tiny" if size.startswith("tiny") else "true", dtype, seed)
    return folder


def random_weights(layout: Layout, dtype: str = "float32", seed: int = 0) -> dict[str, torch.Tensor]:
    """Well-scaled random tensors for names and shapes."""
    random = torch.Generator().manual_seed(seed)
    return {name: _draw(name, shape, random, dtype) for name, shape in layout.items()}


def _draw(name: str, shape: tuple[int, ...], random: torch.Generator, dtype: str) -> torch.Tensor:
    drawn = torch.randn(shape, generator=random)
    if name.endswith("bias"):
        drawn *= 0.05
    elif "norm" in name:
        drawn = 1 + drawn * 0.1
    elif name.endswith("embedding.weight") or "codec_embedding" in name:
        drawn *= 0.6
    else:
        drawn *= (1.0 if name.startswith("speaker_encoder") else 0.6) / math.sqrt(math.prod(shape[1:]))
    return drawn.to(getattr(torch, dtype))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), *sys.argv[2:])
