"""The checkpoints that were released, where they are, and who speaks in them.

Source: the README of QwenLM/Qwen3-TTS (models, features and speakers). Sizes are those of bfloat16 weights with the
float32 speech tokenizer that lies in each folder.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.models import Release

RELEASES = (
    Release(
        name="1.7B-CustomVoice",
        repository="Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice",
        kind="custom_voice",
        download_bytes=4_520_000_000,
        purpose="nine voices that follow directions in words",
    ),
    Release(
        name="0.6B-CustomVoice",
        repository="Qwen/Qwen3-TTS-12Hz-0.6B-CustomVoice",
        kind="custom_voice",
        download_bytes=2_500_000_000,
        purpose="the same nine voices, smaller and faster, without directions",
    ),
    Release(
        name="1.7B-VoiceDesign",
        repository="Qwen/Qwen3-TTS-12Hz-1.7B-VoiceDesign",
        kind="voice_design",
        download_bytes=4_520_000_000,
        purpose="new voices from a description in words",
    ),
    Release(
        name="1.7B-Base",
        repository="Qwen/Qwen3-TTS-12Hz-1.7B-Base",
        kind="base",
        download_bytes=4_540_000_000,
        purpose="voices cloned from a recording; designed voices once they are frozen",
    ),
    Release(
        name="0.6B-Base",
        repository="Qwen/Qwen3-TTS-12Hz-0.6B-Base",
        kind="base",
        download_bytes=2_520_000_000,
        purpose="the same, smaller and faster",
    ),
)

# The configuration's name of a language -> the tag scripts use.
LANGUAGES = {
    "chinese": "zh",
    "english": "en",
    "japanese": "ja",
    "korean": "ko",
    "german": "de",
    "french": "fr",
    "russian": "ru",
    "portuguese": "pt",
    "spanish": "es",
    "italian": "it",
}


class Speaker(NamedTuple):
    """What is known of a preset voice beside its id."""

    label: str
    description: str
    language: str  # its own; it speaks the others too
    tags: tuple[str, ...]


SPEAKERS = {
    "vivian": Speaker("Vivian", "Bright, slightly edgy young woman.", "zh", ("woman", "young")),
    "serena": Speaker("Serena", "Warm, gentle young woman.", "zh", ("woman", "young")),
    "uncle_fu": Speaker("Uncle Fu", "Seasoned man with a low, mellow timbre.", "zh", ("man", "old")),
    "dylan": Speaker("Dylan", "Young man from Beijing with a clear, natural timbre.", "zh", ("man", "young")),
    "eric": Speaker("Eric", "Lively man from Chengdu, bright and slightly husky.", "zh", ("man",)),
    "ryan": Speaker("Ryan", "Dynamic man with strong rhythmic drive.", "en", ("man",)),
    "aiden": Speaker("Aiden", "Sunny American man with a clear midrange.", "en", ("man",)),
    "ono_anna": Speaker("Ono Anna", "Playful Japanese woman with a light, nimble timbre.", "ja", ("woman",)),
    "sohee": Speaker("Sohee", "Warm Korean woman with rich emotion.", "ko", ("woman",)),
}
