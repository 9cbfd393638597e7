"""The codec's configuration: `speech_tokenizer/config.json` with its official field names.

Defaults are those of the official package (qwen-tts 0.1.1, transformers' MimiConfig): a field the file leaves out
means what it means there. Fields that change nothing for speech (dropout, initialisers, caches) are not read.
"""

from __future__ import annotations

import math

import msgspec

from engine.errors import EngineError

MODEL_TYPE = "qwen3_tts_tokenizer_12hz"


class EncoderConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The Mimi encoder: 24 kHz samples to `num_quantizers` codes for each 1920 samples."""

    audio_channels: int = 1
    num_filters: int = 64
    kernel_size: int = 7
    residual_kernel_size: int = 3
    last_kernel_size: int = 3
    num_residual_layers: int = 1
    dilation_growth_rate: int = 2
    compress: int = 2
    use_causal_conv: bool = True
    use_conv_shortcut: bool = False
    pad_mode: str = "constant"
    upsampling_ratios: tuple[int, ...] = (8, 6, 5, 4)  # of the decoder; the encoder's strides are these reversed
    hidden_size: int = 512
    num_hidden_layers: int = 8
    num_attention_heads: int = 8
    num_key_value_heads: int = 8
    head_dim: int | None = None
    intermediate_size: int = 2048
    hidden_act: str = "gelu"
    norm_eps: float = 1e-5
    rope_theta: float = 10000.0
    attention_bias: bool = False
    num_quantizers: int = 32
    num_semantic_quantizers: int = 1
    codebook_size: int = 2048
    codebook_dim: int | None = 256
    vector_quantization_hidden_dimension: int = 256

    @property
    def head(self) -> int:
        """Width of one attention head."""
        return self.head_dim or self.hidden_size // self.num_attention_heads

    @property
    def code_width(self) -> int:
        """Width of one codebook vector."""
        return self.codebook_dim or self.hidden_size


class DecoderConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The decoder: 16 codes to 1920 samples, everything causal."""

    codebook_dim: int = 512  # quantiser output; a codebook vector is half as wide. The official file always has it
    codebook_size: int = 2048
    num_quantizers: int = 16
    latent_dim: int = 1024
    hidden_size: int = 1024
    intermediate_size: int = 3072
    hidden_act: str = "silu"
    num_hidden_layers: int = 8
    num_attention_heads: int = 16
    num_key_value_heads: int = 16
    head_dim: int | None = None
    attention_bias: bool = False
    sliding_window: int = 72
    rms_norm_eps: float = 1e-5
    rope_theta: float = 10000.0
    decoder_dim: int = 1536
    upsample_rates: tuple[int, ...] = (8, 5, 4, 3)
    upsampling_ratios: tuple[int, ...] = (2, 2)

    @property
    def head(self) -> int:
        """Width of one attention head."""
        return self.head_dim or self.hidden_size // self.num_attention_heads

    @property
    def frame(self) -> int:
        """Samples one frame of codes becomes."""
        return math.prod(self.upsample_rates) * math.prod(self.upsampling_ratios)


class CodecConfig(msgspec.Struct, frozen=True, kw_only=True):
    """`speech_tokenizer/config.json`."""

    model_type: str = MODEL_TYPE
    encoder_config: EncoderConfig = EncoderConfig()
    decoder_config: DecoderConfig = DecoderConfig()
    encoder_valid_num_quantizers: int = 16
    input_sample_rate: int = 24000
    output_sample_rate: int = 24000
    decode_upsample_rate: int = 1920
    encode_downsample_rate: int = 1920


def parse_config(data: bytes, source: str) -> CodecConfig:
    """Read a configuration; ``source`` names the file in errors.

    Raises `EngineError` (kind ``model``) for what is no configuration, another codec, or a variant this
    implementation has no code for.
    """
    try:
        config = msgspec.json.decode(data, type=CodecConfig)
    except (ValueError, RecursionError) as error:
        raise EngineError(
            f"{source} is not a speech tokenizer configuration: {error}.",
            "Download the folder speech_tokenizer of the checkpoint again.",
            kind="model",
        ) from None
    if config.model_type != MODEL_TYPE:
        raise EngineError(
            f"{source} describes the codec '{config.model_type}', not the 12 Hz tokenizer.",
            "Use a Qwen3-TTS-12Hz checkpoint; its speech_tokenizer folder belongs to it.",
            kind="model",
        )
    if wrong := _unsupported(config):
        raise EngineError(
            f"{source}: {wrong}.",
            "The file is damaged, or the checkpoint is newer than this version of Lineread.",
            kind="model",
        )
    return config


def _unsupported(config: CodecConfig) -> str:
    """What of a configuration has no code here, in words; empty when everything has."""
    encoder, decoder = config.encoder_config, config.decoder_config
    stride = math.prod(encoder.upsampling_ratios) * 2
    rules = (
        (encoder.use_causal_conv, "encoder_config.use_causal_conv must be true"),
        (not encoder.use_conv_shortcut, "encoder_config.use_conv_shortcut must be false"),
        (encoder.pad_mode == "constant", "encoder_config.pad_mode must be 'constant'"),
        (encoder.audio_channels == 1, "encoder_config.audio_channels must be 1"),
        (encoder.hidden_act == "gelu", "encoder_config.hidden_act must be 'gelu'"),
        (not encoder.attention_bias, "encoder_config.attention_bias must be false"),
        (decoder.hidden_act == "silu", "decoder_config.hidden_act must be 'silu'"),
        (not decoder.attention_bias, "decoder_config.attention_bias must be false"),
        (decoder.sliding_window > 0, "decoder_config.sliding_window must be positive"),
        (
            decoder.frame == config.decode_upsample_rate,
            f"decode_upsample_rate is {config.decode_upsample_rate}, the decoder's factors give {decoder.frame}",
        ),
        (
            stride == config.encode_downsample_rate,
            f"encode_downsample_rate is {config.encode_downsample_rate}, the encoder's strides give {stride}",
        ),
        (
            config.encoder_valid_num_quantizers == decoder.num_quantizers <= encoder.num_quantizers,
            "the encoder and the decoder differ in the number of codes per frame",
        ),
    )
    return next((words for holds, words in rules if not holds), "")
