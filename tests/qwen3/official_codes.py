"""What the official package says to the cases: for the parity tests, and for the stored codes.

``python -m tests.qwen3.official_codes`` writes golden/codes.json anew.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tests.qwen3 import official
from tests.qwen3.cases import CASES, SEED, TRANSCRIPT, Case, Checkpoints, reference

GOLDEN = Path(__file__).parent / "golden" / "codes.json"


def official_codes(model: Any, case: Case) -> list[Tensor]:
    """One [frames, 16] tensor for each line, from one padded batch."""
    said: dict[str, list[Tensor]] = {}
    inner, talk = model.model.generate, model.model.talker.generate

    def listen(**given: Any) -> Any:
        said["codes"], hidden = inner(**given)
        return said["codes"], hidden

    def least(**given: Any) -> Any:
        return talk(**(given | {"min_new_tokens": case.sampling.min_new_tokens}))

    settings = {name: value for name, value in case.settings.items() if name != "min_new_tokens"}
    given: dict[str, Any] = {
        "text": [line.text for line in case.lines],
        "language": [line.language for line in case.lines],
        "non_streaming_mode": not case.streamed,
        "max_new_tokens": case.max_frames + 1,
        **settings,
    }
    model.model.generate, model.model.talker.generate = listen, least
    try:
        with official.quiet():
            torch.manual_seed(SEED)
            if case.kind == "custom_voice":
                instructions = [line.instruction for line in case.lines]
                model.generate_custom_voice(
                    speaker=[line.speaker for line in case.lines], instruct=instructions, **given
                )
            elif case.kind == "voice_design":
                model.generate_voice_design(instruct=[line.instruction for line in case.lines], **given)
            else:
                voices = [_item(line.reference or 0) for line in case.lines]
                model.generate_voice_clone(voice_clone_prompt=voices, **given)
    finally:
        model.model.generate, model.model.talker.generate = inner, talk
    return said["codes"]


def _item(frames: int) -> Any:
    voice = reference(frames)
    return official.package().VoiceClonePromptItem(
        ref_code=voice.codes,
        ref_spk_embedding=voice.vector,
        x_vector_only_mode=voice.codes is None,
        icl_mode=voice.codes is not None,
        ref_text=TRANSCRIPT,
    )


def main() -> None:
    torch.set_num_threads(1)
    golden = {}
    with tempfile.TemporaryDirectory() as folder:
        checkpoints = Checkpoints(Path(folder))
        models: dict[Path, Any] = {}
        for case in CASES:
            path = checkpoints.folder(case)
            if path not in models:
                models[path] = official.load(path)
            golden[case.name] = [line.tolist() for line in official_codes(models[path], case)]
    rows = (f"{json.dumps(name)}: {json.dumps(said, separators=(',', ':'))}" for name, said in golden.items())
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
