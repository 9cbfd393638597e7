"""Store what the official package makes of a few sounds, for the tests that run without it.

    python -m tests.qwen3.official_sounds

Codes of the encoder whole; of decoded lines every 611th sample, of speaker vectors all, to seven places.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import torch

from benchmarks.qwen3_checkpoint import make
from tests.qwen3 import official
from tests.qwen3.sounds import frames, noise

GOLDEN = Path(__file__).parent / "golden" / "sounds.json"
ENCODED = (1, 1921, 12345, 100_001)
SPOKEN = (1280, 24000, 72_001)
DECODED = 90  # frames: more than the attention's window of 72
EVERY = 611  # samples


def main() -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        model = official.load(make(Path(folder), "tiny", "base")).model
        with official.quiet():
            stored: dict[str, Any] = {
                "codes": {n: _codes(model, n) for n in ENCODED},
                "samples": _rounded(model.speech_tokenizer.model.decoder(frames(DECODED))[0, 0, ::EVERY]),
                "vectors": {n: _rounded(model.extract_speaker_embedding(noise(n).numpy(), 24000)) for n in SPOKEN},
            }
    GOLDEN.write_text(json.dumps(stored), encoding="utf-8")


def _codes(model: Any, samples: int) -> list[list[int]]:
    codes: list[list[int]] = model.speech_tokenizer.encode(noise(samples).numpy(), sr=24000).audio_codes[0].T.tolist()
    return codes


def _rounded(values: torch.Tensor) -> list[float]:
    return [round(float(value), 7) for value in values]


if __name__ == "__main__":
    main()
