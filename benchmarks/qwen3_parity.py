"""How near our language model's logits are to the official package's at true size, frame by frame.

    python -m benchmarks.qwen3_parity [0b6|1b7]

Teacher-forced: both read the same prompt and the same random frames, and every logit of the talker and of the code
predictor's fifteen heads is compared; ours goes token by token through its cache, the reference reads all at once. In
float32 the difference is the order of sums. Half precision is compared with float32 by direction and by the likeliest
code; tokens that run free are not compared there, one tie sends them apart. Needs ``qwen-tts``; all layers of the 0.6B
take about 7 GB and two minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from benchmarks.qwen3_checkpoint import TRUE_IDS, model_config, random_weights
from benchmarks.tables import Row, show
from engine.backends.qwen3.model.config import ModelConfig
from engine.backends.qwen3.model.layout import talker_layout
from engine.backends.qwen3.model.talker import Talker
from tests.qwen3 import official

PROMPT, FRAMES = 24, 12


@dataclass(frozen=True, slots=True)
class Logits:
    talker: Tensor  # [frames, 3072]
    predictor: Tensor  # [frames, 15, 2048]


@dataclass(frozen=True, slots=True)
class Reading:
    """What both models read: text ids of a prompt, and the codes of the frames after it."""

    ids: list[int]
    codes: Tensor  # [frames, 16]

    @classmethod
    def draw(cls, vocabulary: int, seed: int = 0) -> Reading:
        random = torch.Generator().manual_seed(seed)
        ids = torch.randint(0, vocabulary, (PROMPT,), generator=random).tolist()
        return cls(ids, torch.randint(0, 2048, (FRAMES, 16), generator=random))


@torch.inference_mode()
def ours(talker: Talker, reading: Reading) -> Logits:
    """Logits of code 0 before each frame, and of codes 1 to 15 within it, one token at a time."""
    cache = talker.stack.cache(1, PROMPT + FRAMES)
    prompt = talker.text(reading.ids)[None]
    hidden = talker.prefill(prompt, torch.tensor([PROMPT]), cache)
    first, rest = [], []
    for frame, codes in enumerate(reading.codes):
        first.append(talker.logits(hidden)[0])
        told: list[Tensor] = []
        forced = iter(codes[1:])

        def force(logits: Tensor, told: list[Tensor] = told, forced: Iterator[Tensor] = forced) -> Tensor:
            told.append(logits[0])
            return next(forced)[None]

        talker.predictor.frame(hidden, codes[:1], force)
        rest.append(torch.stack(told))
        at = torch.tensor([PROMPT + frame])
        hidden = talker.step(talker.codes.frames(codes[None]), at, cache, PROMPT + frame + 1)
    return Logits(torch.stack(first), torch.stack(rest))


@torch.inference_mode()
def theirs(talker: Any, reading: Reading) -> Logits:
    """The same from the official talker, all positions in one pass."""
    predictor = talker.code_predictor
    tables = [talker.get_input_embeddings(), *predictor.get_input_embeddings()]
    embedded = torch.stack([table(reading.codes[:, group]) for group, table in enumerate(tables)], 1)
    text = talker.text_projection(talker.get_text_embeddings()(torch.tensor([reading.ids])))
    read = torch.cat([text, embedded.sum(1)[None]], 1)
    hidden = talker.model(inputs_embeds=read, use_cache=False).last_hidden_state[0, PROMPT - 1 : -1]
    within = torch.cat([hidden[:, None], embedded[:, :-1]], 1)
    states = predictor.model(inputs_embeds=predictor.small_to_mtp_projection(within), use_cache=False)
    told = [head(states.last_hidden_state[:, group + 1]) for group, head in enumerate(predictor.lm_head)]
    return Logits(talker.codec_head(hidden).float(), torch.stack(told, 1).float())


def official_talker(fields: dict[str, Any], weights: dict[str, Tensor]) -> Any:
    """The official talker around tensors that are not copied."""
    with official.quiet():
        official.package()
        from qwen_tts.core.models import Qwen3TTSConfig, Qwen3TTSForConditionalGeneration

        with torch.device("meta"):
            talker = Qwen3TTSForConditionalGeneration(Qwen3TTSConfig(**json.loads(json.dumps(fields)))).talker
        talker.load_state_dict({name.removeprefix("talker."): tensor for name, tensor in weights.items()}, assign=True)
        for model in (talker.model, talker.code_predictor.model):
            model.rotary_emb = type(model.rotary_emb)(config=model.config)
    return talker.eval()


def compare(fields: dict[str, Any], dtypes: tuple[torch.dtype, ...]) -> list[Row]:
    """Rows of a table for a ``config.json``: the official model in float32 against ours in each type."""
    config = msgspec.convert(fields, ModelConfig, strict=False).talker_config
    weights = random_weights(talker_layout(config))
    reading = Reading.draw(config.text_vocab_size)
    reference = theirs(official_talker(fields, weights), reading)
    rows = []
    for dtype in dtypes:
        name = str(dtype).removeprefix("torch.")
        talker = Talker.take({key: tensor.to(dtype) for key, tensor in weights.items()}, config)
        told = ours(talker, reading)
        for part in ("talker", "predictor"):
            mine, other = getattr(told, part), getattr(reference, part)
            if dtype == torch.float32:
                worst = ((mine - other).abs().max() / other.abs().max()).item()
                rows.append(Row(f"{name}, {part}: largest difference, of the largest logit", worst * 1e6, "ppm", 100))
            else:
                apart = 1 - F.cosine_similarity(mine, other, -1).min().item()
                rows.append(Row(f"{name}, {part}: cosine below 1, at worst", apart * 1e6, "ppm", 1000))
            same = (mine.argmax(-1) == other.argmax(-1)).double().mean().item()
            rows.append(Row(f"{name}, {part}: likeliest code agrees", 100 * same, "%"))
        del talker
    return rows


def main() -> None:
    if official.find() is None:
        sys.stdout.write("The official package qwen-tts is not installed; there is nothing to compare with.\n")
        return
    torch.set_num_threads(1)
    for size in sys.argv[1:] or ["0b6"]:
        rows = compare(model_config(size, "voice_design", TRUE_IDS), (torch.float32, torch.bfloat16))
        show(f"Qwen3-TTS {size}, all layers: our logits against the official package's in float32", rows)


if __name__ == "__main__":
    main()
