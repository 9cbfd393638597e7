"""A checkpoint's language model, ready to speak codes: configuration, text side, talker, prompts, default sampling."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.config import ModelConfig, read_config
from engine.backends.qwen3.model.layout import TEXT_TABLE, model_layout, talker_layout
from engine.backends.qwen3.model.prompt import PromptBuilder
from engine.backends.qwen3.model.sampling import SamplingSettings, read_settings
from engine.backends.qwen3.model.talker import Talker
from engine.backends.qwen3.model.text import TextEncoder
from engine.backends.qwen3.model.weights import read_tensors


@dataclass(frozen=True, slots=True)
class LanguageModel:
    config: ModelConfig
    text: TextEncoder
    talker: Talker
    prompts: PromptBuilder
    settings: SamplingSettings  # what the checkpoint recommends

    @classmethod
    def load(
        cls, folder: Path, dtype: torch.dtype = torch.float32, device: torch.device | str = "cpu"
    ) -> LanguageModel:
        """Load a checkpoint folder in the official layout. Raises EngineError(kind="model") naming what is wrong.

        Everything light is read first, so that a wrong folder is refused before any weight is.
        """
        config = read_config(folder)
        settings = read_settings(folder)
        text = TextEncoder.read(folder, config)
        entries = headers.read_headers(folder)
        headers.check(entries, model_layout(config), folder)
        names = talker_layout(config.talker_config)
        with torch.no_grad():
            weights = read_tensors(entries, names, dtype, device, mapped=(TEXT_TABLE,))
            talker = Talker.take(weights, config.talker_config)
        return cls(config, text, talker, PromptBuilder(config, text, talker), settings)
