"""The official names and shapes of the codec's tensors, generated from its configuration.

One table serves the strict check of a checkpoint and the random checkpoints of the benchmarks. The names are
those of the official package's state dictionary (qwen-tts 0.1.1); a test compares them at true size.
"""

from __future__ import annotations

from engine.backends.qwen3.model.codec.config import CodecConfig, DecoderConfig, EncoderConfig

Layout = dict[str, tuple[int, ...]]


def codec_layout(config: CodecConfig) -> Layout:
    """Name -> shape of every tensor of `speech_tokenizer/model.safetensors`."""
    encoder = {f"encoder.{name}": shape for name, shape in encoder_layout(config.encoder_config).items()}
    decoder = {f"decoder.{name}": shape for name, shape in decoder_layout(config.decoder_config).items()}
    return encoder | decoder


def encoder_layout(config: EncoderConfig) -> Layout:
    """Name -> shape of the Mimi encoder's tensors, without the prefix ``encoder.``."""
    table: Layout = {}

    def conv(name: str, out: int, into: int, kernel: int) -> None:
        table[f"{name}.conv.weight"] = (out, into, kernel)
        table[f"{name}.conv.bias"] = (out,)

    width, at = config.num_filters, 1
    conv("encoder.layers.0", width, config.audio_channels, config.kernel_size)
    for ratio in reversed(config.upsampling_ratios):
        for _ in range(config.num_residual_layers):
            conv(f"encoder.layers.{at}.block.1", width // config.compress, width, config.residual_kernel_size)
            conv(f"encoder.layers.{at}.block.3", width, width // config.compress, 1)
            at += 1
        conv(f"encoder.layers.{at + 1}", width * 2, width, ratio * 2)  # after an ELU, which has no tensors
        width, at = width * 2, at + 2
    conv(f"encoder.layers.{at + 1}", config.hidden_size, width, config.last_kernel_size)

    size, heads = config.hidden_size, config.num_attention_heads * config.head
    groups = config.num_key_value_heads * config.head
    for layer in range(config.num_hidden_layers):
        name = f"encoder_transformer.layers.{layer}"
        table |= {
            f"{name}.self_attn.q_proj.weight": (heads, size),
            f"{name}.self_attn.k_proj.weight": (groups, size),
            f"{name}.self_attn.v_proj.weight": (groups, size),
            f"{name}.self_attn.o_proj.weight": (size, heads),
            f"{name}.mlp.fc1.weight": (config.intermediate_size, size),
            f"{name}.mlp.fc2.weight": (size, config.intermediate_size),
        }
        for norm in ("input_layernorm", "post_attention_layernorm"):
            table |= {f"{name}.{norm}.weight": (size,), f"{name}.{norm}.bias": (size,)}
        table |= {f"{name}.self_attn_layer_scale.scale": (size,), f"{name}.mlp_layer_scale.scale": (size,)}

    table["downsample.conv.weight"] = (size, size, 4)
    semantic = config.num_semantic_quantizers
    for part, count in (("semantic", semantic), ("acoustic", config.num_quantizers - semantic)):
        name = f"quantizer.{part}_residual_vector_quantizer"
        for layer in range(count):
            book = f"{name}.layers.{layer}.codebook"
            table |= {
                f"{book}.initialized": (1,),
                f"{book}.cluster_usage": (config.codebook_size,),
                f"{book}.embed_sum": (config.codebook_size, config.code_width),
            }
        if config.vector_quantization_hidden_dimension != size:
            table[f"{name}.input_proj.weight"] = (config.vector_quantization_hidden_dimension, size, 1)
            table[f"{name}.output_proj.weight"] = (size, config.vector_quantization_hidden_dimension, 1)
    return table


def decoder_layout(config: DecoderConfig) -> Layout:
    """Name -> shape of the decoder's tensors, without the prefix ``decoder.``."""
    table: Layout = {}

    def conv(name: str, out: int, into: int, kernel: int) -> None:
        table[f"{name}.conv.weight"] = (out, into, kernel)
        table[f"{name}.conv.bias"] = (out,)

    def transposed(name: str, into: int, out: int, kernel: int) -> None:
        table[f"{name}.conv.weight"] = (into, out, kernel)
        table[f"{name}.conv.bias"] = (out,)

    def snake(name: str, width: int) -> None:
        table[f"{name}.alpha"] = table[f"{name}.beta"] = (width,)

    half = config.codebook_dim // 2
    for part, count in (("rvq_first", 1), ("rvq_rest", config.num_quantizers - 1)):
        table[f"quantizer.{part}.input_proj.weight"] = (half, config.codebook_dim, 1)
        table[f"quantizer.{part}.output_proj.weight"] = (config.codebook_dim, half, 1)
        for layer in range(count):
            book = f"quantizer.{part}.vq.layers.{layer}._codebook"
            table |= {f"{book}.cluster_usage": (config.codebook_size,)}
            table |= {f"{book}.embedding_sum": (config.codebook_size, half)}

    conv("pre_conv", config.latent_dim, config.codebook_dim, 3)
    size, heads = config.hidden_size, config.num_attention_heads * config.head
    groups = config.num_key_value_heads * config.head
    for layer in range(config.num_hidden_layers):
        name = f"pre_transformer.layers.{layer}"
        table |= {
            f"{name}.self_attn.q_proj.weight": (heads, size),
            f"{name}.self_attn.k_proj.weight": (groups, size),
            f"{name}.self_attn.v_proj.weight": (groups, size),
            f"{name}.self_attn.o_proj.weight": (size, heads),
            f"{name}.mlp.gate_proj.weight": (config.intermediate_size, size),
            f"{name}.mlp.up_proj.weight": (config.intermediate_size, size),
            f"{name}.mlp.down_proj.weight": (size, config.intermediate_size),
            f"{name}.input_layernorm.weight": (size,),
            f"{name}.post_attention_layernorm.weight": (size,),
            f"{name}.self_attn_layer_scale.scale": (size,),
            f"{name}.mlp_layer_scale.scale": (size,),
        }
    latent = config.latent_dim
    table |= {
        "pre_transformer.norm.weight": (size,),
        "pre_transformer.input_proj.weight": (size, latent),
        "pre_transformer.input_proj.bias": (size,),
        "pre_transformer.output_proj.weight": (latent, size),
        "pre_transformer.output_proj.bias": (latent,),
    }

    for at, factor in enumerate(config.upsampling_ratios):
        transposed(f"upsample.{at}.0", latent, latent, factor)
        name = f"upsample.{at}.1"
        conv(f"{name}.dwconv", latent, 1, 7)
        table |= {
            f"{name}.gamma": (latent,),
            f"{name}.norm.weight": (latent,),
            f"{name}.norm.bias": (latent,),
            f"{name}.pwconv1.weight": (latent * 4, latent),
            f"{name}.pwconv1.bias": (latent * 4,),
            f"{name}.pwconv2.weight": (latent, latent * 4),
            f"{name}.pwconv2.bias": (latent,),
        }

    conv("decoder.0", config.decoder_dim, latent, 7)
    width = config.decoder_dim
    for at, rate in enumerate(config.upsample_rates, start=1):
        snake(f"decoder.{at}.block.0", width)
        transposed(f"decoder.{at}.block.1", width, width // 2, 2 * rate)
        width //= 2
        for unit in (2, 3, 4):
            name = f"decoder.{at}.block.{unit}"
            snake(f"{name}.act1", width)
            conv(f"{name}.conv1", width, width, 7)
            snake(f"{name}.act2", width)
            conv(f"{name}.conv2", width, width, 1)
    last = len(config.upsample_rates) + 1
    snake(f"decoder.{last}", width)
    conv(f"decoder.{last + 1}", 1, width, 7)
    return table
