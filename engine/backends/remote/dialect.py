"""What one kind of server understands beyond OpenAI's own fields, and how its model is driven.

OpenAI's interface has no language, seed or reference recording; servers have added theirs. A field is sent only to
servers known to have it: others refuse unknown fields, or, worse, ignore them. Known from: OpenAI's API reference;
vLLM-Omni's Speech API (docs/serving/speech_api.md and its request model); the request models of Kokoro-FastAPI,
speaches and the Chatterbox servers.

Light: the studio reads it through ``info``.
"""

from __future__ import annotations

import msgspec

from engine.models import Server

OPENAI_VOICES = (
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer", "verse",
)  # fmt: skip
QWEN_LANGUAGES = {
    "zh": "Chinese", "en": "English", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French",
    "ru": "Russian", "pt": "Portuguese", "es": "Spanish", "it": "Italian",
}  # fmt: skip


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """Facts about a kind of server and the model behind it."""

    native_speed: bool = False  # the model itself speaks faster; elsewhere a time-stretch on this side is exact
    seed: bool = False
    languages: tuple[str, ...] = ("*",)  # where the server does not say
    instruction: bool = False
    cloning: bool = False  # takes a reference recording: ref_audio, ref_text
    design: bool = False  # makes a voice from a description
    presets: bool = True  # has voices of its own
    qwen: bool = False  # takes task_type, language by its English name, max_new_tokens
    voices: tuple[str, ...] = OPENAI_VOICES  # where the server lists none


def of(server: Server) -> Dialect:
    """The dialect of a registered server, from its software and its model's name."""
    return known(server.software, server.model)


def known(software: str, model: str) -> Dialect:
    """Raises nothing: an unknown server is taken to understand OpenAI's fields and no more."""
    name = model.lower()
    omni = software == "vllm-omni"
    if "qwen3-tts" in name or "qwen3_tts" in name:
        if not omni:  # other wrappers of the model take its voices and its instruction, and no more for certain
            return Dialect(languages=tuple(QWEN_LANGUAGES), instruction=_follows(name), voices=())
        base, design = "base" in name, "voicedesign" in name
        return Dialect(
            seed=True,
            languages=tuple(QWEN_LANGUAGES),
            instruction=_follows(name),
            cloning=base,
            design=design,
            presets=not base and not design,
            qwen=True,
            voices=(),
        )
    if omni:
        cloning = any(word in name for word in _OMNI_CLONING)
        return Dialect(seed=True, cloning=cloning, presets=not cloning or "voxcpm" in name, voices=())
    if "kokoro" in name or software == "kokoro-fastapi":
        return Dialect(native_speed=True, voices=("af_heart",))
    if "piper" in name:
        return Dialect(native_speed=True)
    if name in ("tts-1", "tts-1-hd") and software == "openai":
        return Dialect(native_speed=True)
    if name.startswith("gpt-4o") and "tts" in name:  # which accepts a speed and does nothing with it
        return Dialect(instruction=True)
    if "chatterbox" in name or software == "chatterbox":
        return Dialect(seed=True, voices=("default",))
    return Dialect()


_OMNI_CLONING = ("fish", "s2-pro", "cosyvoice", "omnivoice", "voxcpm", "moss-tts", "glm-tts", "higgs")


def _follows(name: str) -> bool:
    """Of the Qwen3-TTS models the 1.7B ones with speakers or design follow words; 0.6B and Base do not."""
    return "0.6b" not in name and "base" not in name
