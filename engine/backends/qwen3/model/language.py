"""A checkpoint's language model, ready to speak codes: configuration, text side, talker, prompts, default sampling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import ModelConfig, read_config
from engine.backends.qwen3.model.layout import TEXT_TABLE, model_layout
from engine.backends.qwen3.model.prompt import PromptBuilder
from engine.backends.qwen3.model.sampling import SamplingSettings, read_settings
from engine.backends.qwen3.model.stack import Dense, Linear
from engine.backends.qwen3.model.talker import Talker
from engine.backends.qwen3.model.text import TextEncoder
from engine.backends.qwen3.model.weights import Weights


@dataclass(frozen=True, slots=True)
class LanguageModel:
    config: ModelConfig
    text: TextEncoder
    talker: Talker
    prompts: PromptBuilder
    settings: SamplingSettings  # what the checkpoint recommends

    @classmethod
    def load(
        cls,
        folder: Path,
        dtype: torch.dtype = torch.float32,
        device: torch.device | str = "cpu",
        linear: Callable[[Tensor], Linear] = Dense,
    ) -> LanguageModel:
        """Load a checkpoint folder in the official layout. Raises EngineError(kind="model") naming what is wrong.

        Everything light is read first, so that a wrong folder is refused before any weight is. ``linear`` says how
        the layers' matrices are held, as they are read: quantised ones are never there in full.
        """
        config = read_config(folder)
        settings = read_settings(folder)
        text = TextEncoder.read(folder, config)
        entries = headers.read_headers(folder)
        headers.check(entries, model_layout(config), folder)
        with torch.no_grad():
            weights = Weights(entries, dtype, device, mapped=(TEXT_TABLE,))
            talker = Talker.take(weights, config.talker_config, linear=linear)
        return cls(config, text, talker, PromptBuilder(config, text, talker), settings)
