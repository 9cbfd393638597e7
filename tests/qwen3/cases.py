"""The lines on which our language model and the official one must agree, code for code.

Every mode, both text layouts, batches whose prompts differ in length, and every sampling setting, on tiny random
checkpoints in float32. References of cloned voices are given as vectors and codes, so that nothing but the language
model decides.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from benchmarks.qwen3_checkpoint import make
from engine.backends.qwen3.model.generate import generate
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.prompt import Prompt, Reference
from engine.backends.qwen3.model.sampling import Noise, SamplingSettings, SharedNoise

SEED = 7
LONG = "A much longer line of text, here it goes."
TRANSCRIPT = "reference words"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    language: str = "Auto"
    speaker: str = ""
    instruction: str = ""
    reference: int | None = None  # frames of a cloned voice's codes; 0: by its vector alone


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    kind: str
    lines: tuple[Line, ...]
    size: str = "tiny"
    streamed: bool = False
    settings: dict[str, float | int | bool] = field(default_factory=dict)
    max_frames: int = 14
    narrow: bool = False  # on weights that often choose to end, or one of a few codes

    @property
    def sampling(self) -> SamplingSettings:
        return SamplingSettings(**self.settings)


_CUSTOM = (Line("Hello there.", "English", "Ryan", "Very happy."),)
_BATCH = (Line("Hi.", "Auto", "vivian"), Line(LONG, "Chinese", "eric", "Angry"), Line("嗯。", "chinese", "Dylan"))
_DESIGN = (Line("Bonjour à tous !", "French", instruction="Old man"), Line(LONG, instruction="Robot, calm"))
_CLONE = (Line("One.", "English", reference=9), Line(LONG, "German", reference=4), Line("Two two.", reference=30))
_VECTOR = (Line("One.", "English", reference=0), Line(LONG, reference=0))
_GREEDY = {"do_sample": False, "subtalker_dosample": False}

_MODES = (
    Case("custom voice with instruction", "custom_voice", _CUSTOM),
    Case("custom voices, padded, dialects", "custom_voice", _BATCH),
    Case("custom voice, text streamed", "custom_voice", _CUSTOM, streamed=True),
    Case("custom voices, padded, text streamed", "custom_voice", _BATCH, streamed=True),
    Case("smaller size, no projection", "custom_voice", (Line(LONG, "Korean", "sohee"),), size="tiny-0b6"),
    Case("designed voices, padded", "voice_design", _DESIGN),
    Case("designed voices, text streamed", "voice_design", _DESIGN, streamed=True),
    Case("clones in context, padded", "base", _CLONE, streamed=True),
    Case("clones in context, text at once", "base", _CLONE),
    Case("clones by vector, padded", "base", _VECTOR, streamed=True),
    Case("clones by vector, text at once", "base", _VECTOR),
    Case("lines that end at different frames", "custom_voice", _BATCH, narrow=True, max_frames=40),
)
_SETTINGS: dict[str, dict[str, float | int | bool]] = {
    "only the talker samples": {"subtalker_dosample": False},
    "only the code predictor samples": {"do_sample": False},
    "top-p": {"top_p": 0.7, "subtalker_top_p": 0.8},
    "top-p without top-k": {"top_k": 0, "top_p": 0.9, "subtalker_top_k": 0, "subtalker_top_p": 0.5},
    "top-k 1 and 5": {"top_k": 1, "subtalker_top_k": 5},
    "top-k wider than the vocabulary": {"top_k": 5000, "subtalker_top_k": 5000},
    "temperatures": {"temperature": 1.0, "subtalker_temperature": 1.7},
    "cold": {"temperature": 0.2, "subtalker_temperature": 0.1},
    "repetition penalty": {"repetition_penalty": 1.8, "temperature": 0.4},
    "no repetition penalty": {"repetition_penalty": 1.0},
}

CASES = (
    *(replace(case, name=f"{case.name}, greedy", settings=_GREEDY) for case in _MODES),
    *(replace(case, name=f"{case.name}, sampled") for case in _MODES),
    *(Case(name, "custom_voice", _BATCH[:2], settings=settings) for name, settings in _SETTINGS.items()),
    Case("repeated codes, penalty", "custom_voice", _BATCH, settings={"repetition_penalty": 1.5}, narrow=True),
    Case("repeated codes, no penalty", "custom_voice", _BATCH, settings={"repetition_penalty": 1.0}, narrow=True),
    Case("repeated codes, greedy", "custom_voice", _BATCH, settings=_GREEDY, narrow=True, streamed=True),
    Case("at least six tokens", "custom_voice", _BATCH, settings={"min_new_tokens": 6}, narrow=True),
    Case("one frame at most", "custom_voice", _BATCH, max_frames=1),
)


def reference(frames: int, width: int = 64) -> Reference:
    """A cloned voice with so many frames of codes, or by its vector alone."""
    random = torch.Generator().manual_seed(frames)
    vector = torch.randn(width, generator=random)
    codes = torch.randint(0, 2048, (frames, 16), generator=random) if frames else None
    return Reference(vector, codes, TRANSCRIPT)


def prompts(model: LanguageModel, case: Case) -> list[Prompt]:
    made = []
    for line in case.lines:
        if case.kind == "custom_voice":
            made.append(
                model.prompts.custom_voice(line.text, line.speaker, line.language, line.instruction, case.streamed)
            )
        elif case.kind == "voice_design":
            made.append(model.prompts.voice_design(line.text, line.instruction, line.language, case.streamed))
        else:
            voice = reference(line.reference or 0)
            made.append(model.prompts.clone(line.text, voice, line.language, case.streamed))
    return made


def codes(model: LanguageModel, case: Case, noise: Noise | None = None) -> list[Tensor]:
    """What our plain loop says, with one generator for the batch as the official package has."""
    settings = [case.sampling] * len(case.lines)
    return generate(model.talker, prompts(model, case), settings, noise or SharedNoise(SEED), case.max_frames)


class Checkpoints:
    """Tiny checkpoints made when first asked for, and models loaded from them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._models: dict[Path, LanguageModel] = {}

    def folder(self, case: Case) -> Path:
        path = self._folder / f"{case.size}-{case.kind}"
        if not path.exists():
            make(path, case.size, case.kind)
        narrow = path.with_name(f"{path.name}-narrow")
        if case.narrow and not narrow.exists():
            shutil.copytree(path, narrow)
            weights = load_file(path / "model.safetensors")
            weights["talker.codec_head.weight"][[*range(10), 2150]] *= 6  # a wider spread: one of them often wins
            save_file(weights, narrow / "model.safetensors", {"format": "pt"})
        return narrow if case.narrow else path

    def model(self, case: Case) -> LanguageModel:
        path = self.folder(case)
        if path not in self._models:
            self._models[path] = LanguageModel.load(path)
        return self._models[path]
