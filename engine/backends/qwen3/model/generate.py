"""A plain loop over frames for prompts that start together: the reference for everything faster.

``batch`` runs many lines that come and go; what it gives for a row is what this loop gives for the row alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import (
    FRAMES_AT_MOST,
    History,
    Noise,
    SamplingSettings,
    predictor_sampler,
    talker_sampler,
)
from engine.backends.qwen3.model.talker import Talker
from engine.errors import EngineError


@torch.inference_mode()
def generate(
    talker: Talker,
    prompts: Sequence[Prompt],
    settings: Sequence[SamplingSettings],
    noise: Noise,
    max_frames: int = FRAMES_AT_MOST,
) -> list[Tensor]:
    """Speak prompts to their ends. One [frames, 16] int64 tensor of codes for each prompt, on the CPU.

    ``max_frames`` is one less than the reference's ``max_new_tokens``: it samples a last code 0 that it drops.
    """
    frames: list[list[Tensor]] = [[] for _ in prompts]
    for codes, alive in frames_of(talker, prompts, settings, noise, max_frames):
        for row, (said, speaks) in enumerate(zip(codes.cpu(), alive.tolist(), strict=True)):
            if speaks:
                frames[row].append(said)
    groups = talker.config.num_code_groups
    return [torch.stack(row) if row else torch.empty(0, groups, dtype=torch.int64) for row in frames]


@torch.inference_mode()
def frames_of(
    talker: Talker,
    prompts: Sequence[Prompt],
    settings: Sequence[SamplingSettings],
    noise: Noise,
    max_frames: int = FRAMES_AT_MOST,
) -> Iterator[tuple[Tensor, Tensor]]:
    """The frames of prompts as they come: codes [B, 16], and which rows [B] have not ended before this frame."""
    end = talker.config.codec_eos_token_id
    device = talker.device
    rows = len(prompts)
    lengths = torch.tensor([len(prompt.rows) for prompt in prompts], device=device)
    longest = int(lengths.max())
    if longest + max_frames > talker.stack.cos.shape[0]:
        raise EngineError(
            f"This line is too long: its prompt has {longest} tokens, and {max_frames} frames are to follow.",
            "Split it into shorter lines.",
            "text",
        )
    cache = talker.stack.cache(rows, longest + max_frames)
    prompted = torch.nn.utils.rnn.pad_sequence([prompt.rows for prompt in prompts], batch_first=True)
    history = History(settings, talker.config.vocab_size, end, device)
    choose, complete = talker_sampler(settings, noise, device), predictor_sampler(settings, noise, device)
    alive = torch.ones(rows, dtype=torch.bool, device=device)
    hidden = talker.prefill(prompted, lengths, cache)
    for step in range(max_frames + 1):
        first = torch.where(alive, choose(history(talker.logits(hidden), step)), end)
        history.add(first)
        alive = alive & (first != end)
        if step == max_frames or not bool(alive.any()):
            return
        codes = talker.predictor.frame(hidden, first, complete)
        yield codes, alive
        text = torch.stack([prompt.text_at(step) for prompt in prompts])
        hidden = talker.step(talker.codes.frames(codes) + text, lengths + step, cache, longest + step + 1)
