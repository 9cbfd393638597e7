"""A `speech_tokenizer` folder in the official layout with random weights, for tests and speed tables.

The published weights are not needed to prove that two implementations compute the same thing, but random ones
must be scaled with care: layer scales that hide the transformer, codebooks of which one vector wins everywhere,
or an output that is silent or clipped would let a wrong implementation pass.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import msgspec
import torch
from safetensors.torch import save_file

from engine.backends.qwen3.model.codec.config import CodecConfig
from engine.backends.qwen3.model.codec.layout import codec_layout

TRUE: dict[str, Any] = {
    "model_type": "qwen3_tts_tokenizer_12hz",
    "architectures": ["Qwen3TTSTokenizerV2Model"],
    "encoder_valid_num_quantizers": 16,
    "input_sample_rate": 24000,
    "output_sample_rate": 24000,
    "decode_upsample_rate": 1920,
    "encode_downsample_rate": 1920,
    "encoder_config": {
        "model_type": "mimi",
        "audio_channels": 1,
        "num_filters": 64,
        "kernel_size": 7,
        "residual_kernel_size": 3,
        "last_kernel_size": 3,
        "num_residual_layers": 1,
        "dilation_growth_rate": 2,
        "compress": 2,
        "upsampling_ratios": [8, 6, 5, 4],
        "hidden_size": 512,
        "num_hidden_layers": 8,
        "num_attention_heads": 8,
        "num_key_value_heads": 8,
        "head_dim": 64,
        "intermediate_size": 2048,
        "hidden_act": "gelu",
        "norm_eps": 1e-5,
        "layer_scale_initial_scale": 0.01,
        "rope_theta": 10000.0,
        "max_position_embeddings": 8000,
        "sliding_window": 250,
        "num_quantizers": 32,
        "num_semantic_quantizers": 1,
        "codebook_size": 2048,
        "codebook_dim": 256,
        "vector_quantization_hidden_dimension": 256,
        "pad_mode": "constant",
        "use_causal_conv": True,
        "use_conv_shortcut": False,
        "_frame_rate": 12.5,
    },
    "decoder_config": {
        "latent_dim": 1024,
        "codebook_dim": 512,
        "codebook_size": 2048,
        "decoder_dim": 1536,
        "hidden_size": 512,
        "intermediate_size": 1024,
        "hidden_act": "silu",
        "num_hidden_layers": 8,
        "num_attention_heads": 16,
        "num_key_value_heads": 16,
        "head_dim": 64,
        "rms_norm_eps": 1e-5,
        "layer_scale_initial_scale": 0.01,
        "rope_theta": 10000,
        "max_position_embeddings": 8000,
        "sliding_window": 72,
        "num_quantizers": 16,
        "num_semantic_quantizers": 1,
        "upsample_rates": [8, 5, 4, 3],
        "upsampling_ratios": [2, 2],
        "vector_quantization_hidden_dimension": 512,
        "semantic_codebook_size": 4096,
    },
}
TINY: dict[str, dict[str, Any]] = {
    "encoder_config": {
        "num_filters": 4,
        "hidden_size": 32,
        "upsample_groups": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "intermediate_size": 32,
        "codebook_dim": 16,
        "vector_quantization_hidden_dimension": 16,
    },
    "decoder_config": {
        "latent_dim": 32,
        "codebook_dim": 32,
        "decoder_dim": 48,
        "hidden_size": 32,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "vector_quantization_hidden_dimension": 32,
    },
}
# The official feature extractor (transformers' EncodecFeatureExtractor), as it saves itself.
PREPROCESSOR: dict[str, Any] = {
    "feature_extractor_type": "EncodecFeatureExtractor",
    "feature_size": 1,
    "sampling_rate": 24000,
    "padding_value": 0.0,
    "padding_side": "right",
    "return_attention_mask": True,
    "chunk_length_s": None,
    "overlap": None,
}


def codec_config(size: str) -> dict[str, Any]:
    """`speech_tokenizer/config.json` of ``size`` "tiny" or "true"."""
    config = json.loads(json.dumps(TRUE))
    if size == "tiny":
        for part, fields in TINY.items():
            config[part].update(fields)
    elif size != "true":
        raise ValueError(f"size is 'tiny' or 'true', not {size!r}")
    return config


def codec_weights(config: CodecConfig, seed: int = 0) -> dict[str, torch.Tensor]:
    """Random float32 tensors for a configuration, scaled so that every layer matters."""
    random = torch.Generator().manual_seed(seed)
    weights: dict[str, torch.Tensor] = {}
    for name, shape in codec_layout(config).items():
        drawn = torch.randn(shape, generator=random)
        weights[name] = _scaled(name, drawn, config)
    for name in [n for n in weights if n.endswith("cluster_usage")]:
        total = name.removesuffix("cluster_usage") + ("embed_sum" if name.startswith("encoder") else "embedding_sum")
        weights[total] *= weights[name][:, None]
    return weights


def make_codec(folder: Path, size: str = "tiny", dtype: str = "float32", seed: int = 0) -> None:
    """Write config.json, model.safetensors and preprocessor_config.json into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    fields = codec_config(size)
    weights = codec_weights(msgspec.convert(fields, CodecConfig), seed)
    kind = getattr(torch, dtype)
    (folder / "config.json").write_text(json.dumps(fields, indent=2), encoding="utf-8")
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=2), encoding="utf-8")
    save_file({k: v.to(kind) for k, v in weights.items()}, folder / "model.safetensors", {"format": "pt"})


def _scaled(name: str, drawn: torch.Tensor, config: CodecConfig) -> torch.Tensor:
    """One standard normal tensor brought to the size its place needs."""
    last = len(config.decoder_config.upsample_rates) + 2
    leaf = name.rsplit(".", 1)[-1]
    if leaf in ("alpha", "beta"):
        return drawn * 0.3
    if leaf in ("scale", "gamma"):
        return 0.3 + drawn * 0.05
    if leaf == "initialized":
        return torch.ones_like(drawn)
    if leaf == "cluster_usage":
        return 0.5 + drawn.abs()
    if leaf in ("embed_sum", "embedding_sum"):
        return drawn * 0.9 ** int(name.split(".layers.")[1].split(".")[0])  # later codebooks refine
    if leaf == "bias":
        return drawn * (0.01 if name == f"decoder.decoder.{last}.conv.bias" else 0.05)
    if "norm" in name.rsplit(".", 2)[-2]:
        return 1.0 + drawn * 0.1
    return drawn * _gain(name, last) / math.sqrt(_inputs(name, drawn.shape, config))


def _inputs(name: str, shape: torch.Size, config: CodecConfig) -> int:
    """How many products add up to one output of this tensor."""
    parts = name.split(".")
    upsampled = name.startswith("decoder.upsample.") and parts[3] == "0"
    transposed = upsampled or (name.startswith("decoder.decoder.") and name.endswith(".block.1.conv.weight"))
    return shape[0] * (1 if upsampled else 2) if transposed else math.prod(shape[1:])


def _gain(name: str, last: int) -> float:
    if name == f"decoder.decoder.{last}.conv.weight":
        return 0.06  # loud, but below full scale
    if name.startswith("decoder.decoder.") and ".conv2." in name:
        return 0.3  # residual units add up
    if name.startswith("encoder.encoder."):
        return 1.5  # ELU takes away
    return 1.0
