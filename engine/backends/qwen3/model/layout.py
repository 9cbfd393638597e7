"""The names and shapes of a checkpoint's tensors, generated from its configuration.

One table serves the strict check of a checkpoint, the loader and the random checkpoints of the benchmarks. The names
are those of the official package's state dictionary (qwen-tts 0.1.1); a test compares them at true size. Light: no
torch. The codec has its own table in ``codec.layout``.
"""

from __future__ import annotations

from engine.backends.qwen3.model.config import ModelConfig, SpeakerEncoderConfig, StackConfig, TalkerConfig

Layout = dict[str, tuple[int, ...]]

TEXT_TABLE = "talker.model.text_embedding.weight"


def model_layout(config: ModelConfig) -> Layout:
    """Name -> shape of every tensor of ``model.safetensors``."""
    table = talker_layout(config.talker_config)
    if config.tts_model_type == "base":
        encoder = speaker_encoder_layout(config.speaker_encoder_config)
        table |= {f"speaker_encoder.{name}": shape for name, shape in encoder.items()}
    return table


def talker_layout(config: TalkerConfig) -> Layout:
    """Name -> shape of the talker's and the code predictor's tensors, with the prefix ``talker.``."""
    predictor = config.code_predictor_config
    width, text = config.hidden_size, config.text_hidden_size
    table: Layout = {
        "talker.model.codec_embedding.weight": (config.vocab_size, width),
        TEXT_TABLE: (config.text_vocab_size, text),
        "talker.text_projection.linear_fc1.weight": (text, text),
        "talker.text_projection.linear_fc1.bias": (text,),
        "talker.text_projection.linear_fc2.weight": (width, text),
        "talker.text_projection.linear_fc2.bias": (width,),
        "talker.codec_head.weight": (config.vocab_size, width),
    }
    table |= stack_layout("talker.model.", config)
    table |= stack_layout("talker.code_predictor.model.", predictor)
    for group in range(predictor.num_code_groups - 1):
        name = f"talker.code_predictor.model.codec_embedding.{group}.weight"
        table[name] = (predictor.vocab_size, width)
        table[f"talker.code_predictor.lm_head.{group}.weight"] = (predictor.vocab_size, predictor.hidden_size)
    if predictor.hidden_size != width:
        name = "talker.code_predictor.small_to_mtp_projection"
        table |= {f"{name}.weight": (predictor.hidden_size, width), f"{name}.bias": (predictor.hidden_size,)}
    return table


def stack_layout(prefix: str, config: StackConfig) -> Layout:
    """Name -> shape of a decoder's tensors: layers and final norm."""
    width, inner = config.hidden_size, config.intermediate_size
    queries, keys = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
    table: Layout = {f"{prefix}norm.weight": (width,)}
    for index in range(config.num_hidden_layers):
        name = f"{prefix}layers.{index}"
        table |= {
            f"{name}.self_attn.q_proj.weight": (queries, width),
            f"{name}.self_attn.k_proj.weight": (keys, width),
            f"{name}.self_attn.v_proj.weight": (keys, width),
            f"{name}.self_attn.o_proj.weight": (width, queries),
            f"{name}.self_attn.q_norm.weight": (config.head_dim,),
            f"{name}.self_attn.k_norm.weight": (config.head_dim,),
            f"{name}.mlp.gate_proj.weight": (inner, width),
            f"{name}.mlp.up_proj.weight": (inner, width),
            f"{name}.mlp.down_proj.weight": (width, inner),
            f"{name}.input_layernorm.weight": (width,),
            f"{name}.post_attention_layernorm.weight": (width,),
        }
    return table


def speaker_encoder_layout(config: SpeakerEncoderConfig) -> Layout:
    """Name -> shape of the speaker encoder's tensors, without the prefix ``speaker_encoder.``."""
    table: Layout = {}

    def conv(name: str, out: int, into: int, kernel: int) -> None:
        table[f"{name}.weight"] = (out, into, kernel)
        table[f"{name}.bias"] = (out,)

    channels, kernels = config.enc_channels, config.enc_kernel_sizes
    conv("blocks.0.conv", channels[0], config.mel_dim, kernels[0])
    for block in range(1, len(channels) - 1):
        into, out = channels[block - 1], channels[block]
        name, part = f"blocks.{block}", out // config.enc_res2net_scale
        conv(f"{name}.tdnn1.conv", out, into, 1)
        for step in range(config.enc_res2net_scale - 1):
            conv(f"{name}.res2net_block.blocks.{step}.conv", part, part, kernels[block])
        conv(f"{name}.tdnn2.conv", out, out, 1)
        conv(f"{name}.se_block.conv1", config.enc_se_channels, out, 1)
        conv(f"{name}.se_block.conv2", out, config.enc_se_channels, 1)
    wide = channels[-1]
    conv("mfa.conv", wide, sum(channels[1:-1]), kernels[-1])
    conv("asp.tdnn.conv", config.enc_attention_channels, wide * 3, 1)
    conv("asp.conv", wide, config.enc_attention_channels, 1)
    conv("fc", config.enc_dim, wide * 2, 1)
    return table
