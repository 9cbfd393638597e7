"""The configuration of a Qwen3-TTS checkpoint, typed, under the names its ``config.json`` uses.

Defaults are those of the official package (qwen-tts 0.1.1, ``configuration_qwen3_tts.py``): a field that a
checkpoint leaves out means what it means there. What the architecture allows but no released checkpoint uses
(sliding windows, attention biases, scaled rotary positions) is refused by name instead of being computed wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from engine.errors import EngineError

MODEL_TYPES = ("base", "custom_voice", "voice_design")
TOKENIZER_TYPE = "qwen3_tts_tokenizer_12hz"


class SpeakerEncoderConfig(msgspec.Struct, frozen=True, kw_only=True):
    """ECAPA-TDNN over log-mel frames; its output is as wide as the talker."""

    mel_dim: int = 128
    enc_dim: int = 1024
    enc_channels: tuple[int, ...] = (512, 512, 512, 512, 1536)
    enc_kernel_sizes: tuple[int, ...] = (5, 3, 3, 3, 1)
    enc_dilations: tuple[int, ...] = (1, 2, 3, 4, 1)
    enc_attention_channels: int = 128
    enc_res2net_scale: int = 8
    enc_se_channels: int = 128
    sample_rate: int = 24_000


class StackConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What talker and code predictor share: a Qwen3 decoder."""

    vocab_size: int
    hidden_size: int = 1024
    intermediate_size: int = 3072
    num_hidden_layers: int
    num_attention_heads: int = 16
    num_key_value_heads: int
    head_dim: int = 128
    hidden_act: str = "silu"
    max_position_embeddings: int = 32_768
    rms_norm_eps: float = 1e-6
    rope_theta: float = 10_000.0
    rope_scaling: Mapping[str, Any] | None = None
    attention_bias: bool = False
    use_sliding_window: bool = False
    num_code_groups: int = 32


class CodePredictorConfig(StackConfig, frozen=True, kw_only=True):
    """Codes 1 to 15 of a frame, one after the other."""

    vocab_size: int = 2048
    num_hidden_layers: int = 5
    num_key_value_heads: int = 8


class TalkerConfig(StackConfig, frozen=True, kw_only=True):
    """Code 0 of each frame, and the ids its prompt is made of."""

    vocab_size: int = 3072
    intermediate_size: int = 2048
    num_hidden_layers: int = 20
    num_key_value_heads: int = 2
    head_dim: int = 0  # 0: hidden_size / num_attention_heads
    code_predictor_config: CodePredictorConfig = CodePredictorConfig()
    text_vocab_size: int = 151_936
    text_hidden_size: int = 2048
    codec_eos_token_id: int = 4198
    codec_think_id: int = 4202
    codec_nothink_id: int = 4203
    codec_think_bos_id: int = 4204
    codec_think_eos_id: int = 4205
    codec_pad_id: int = 4196
    codec_bos_id: int = 4197
    spk_id: Mapping[str, int] = {}
    spk_is_dialect: Mapping[str, str | bool] = {}  # False, or the dialect's key of codec_language_id
    codec_language_id: Mapping[str, int] = {}

    def __post_init__(self) -> None:
        if self.head_dim == 0:
            msgspec.structs.force_setattr(self, "head_dim", self.hidden_size // self.num_attention_heads)


class ModelConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of ``config.json``."""

    talker_config: TalkerConfig
    speaker_encoder_config: SpeakerEncoderConfig = SpeakerEncoderConfig()
    tokenizer_type: str = TOKENIZER_TYPE
    tts_model_size: str = ""  # "0b6" or "1b7"
    tts_model_type: str = ""  # one of MODEL_TYPES
    im_start_token_id: int = 151_644
    im_end_token_id: int = 151_645
    tts_pad_token_id: int = 151_671
    tts_bos_token_id: int = 151_672
    tts_eos_token_id: int = 151_673

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages a request may name, lower case; dialects are reached through their speakers only."""
        return tuple(name for name in self.talker_config.codec_language_id if "dialect" not in name)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Preset speakers, lower case; empty unless the checkpoint is of type custom_voice."""
        return tuple(self.talker_config.spk_id)

    @property
    def follows_instruction(self) -> bool:
        """Whether an instruction in words changes the speech: the 0.6B custom voices and base checkpoints ignore it."""
        return self.tts_model_type in ("custom_voice", "voice_design") and self.tts_model_size != "0b6"


def read_config(folder: Path) -> ModelConfig:
    """The configuration of a checkpoint folder. Raises EngineError(kind="model") naming what is wrong with it."""
    path = folder / "config.json"
    try:
        config = msgspec.json.decode(path.read_bytes(), type=ModelConfig)
    except FileNotFoundError:
        raise EngineError(
            f"There is no config.json in {folder}.",
            "Choose the folder a Qwen3-TTS checkpoint was downloaded to.",
            "model",
        ) from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EngineError(f"{path} cannot be read: {error}.", "Download the checkpoint again.", "model") from None
    _refuse(config, path)
    return config


def _refuse(config: ModelConfig, path: Path) -> None:
    talker = config.talker_config
    predictor = talker.code_predictor_config
    wrong: list[str] = []
    if config.tts_model_type not in MODEL_TYPES:
        wrong.append(f"tts_model_type is “{config.tts_model_type}”, not one of {', '.join(MODEL_TYPES)}")
    if config.tokenizer_type != TOKENIZER_TYPE:
        wrong.append(f"tokenizer_type is “{config.tokenizer_type}”; only the 12 Hz tokenizer was released")
    if talker.num_code_groups != predictor.num_code_groups:
        wrong.append("talker and code predictor disagree on num_code_groups")
    for name, stack in (("talker", talker), ("code predictor", predictor)):
        if stack.use_sliding_window:
            wrong.append(f"the {name} asks for a sliding window")
        if stack.attention_bias:
            wrong.append(f"the {name} asks for attention biases")
        if stack.hidden_act != "silu":
            wrong.append(f"the {name} asks for the activation “{stack.hidden_act}”")
        if stack.num_key_value_heads < 1 or stack.num_attention_heads % stack.num_key_value_heads or stack.head_dim % 2:
            wrong.append(f"the {name}'s heads do not divide")
        rope = stack.rope_scaling or {}
        if rope.get("rope_type", rope.get("type", "default")) != "default":
            wrong.append(f"the {name} asks for scaled rotary positions")
    if wrong:
        raise EngineError(
            f"{path} describes a model this engine does not run: {'; '.join(wrong)}.",
            "Use one of the released 12 Hz checkpoints: Base, CustomVoice or VoiceDesign, 0.6B or 1.7B.",
            "model",
        )
