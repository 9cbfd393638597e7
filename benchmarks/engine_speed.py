"""What direction costs: the embedded engine against the plain model, in one run, on one thread.

    python benchmarks/engine_speed.py [--rounds N]

The plain model is `hibari.Hibari` from phoneme ids to samples; ours is everything after the text front:
score, timbre, blocks, level, limiter, checks. The ratio is what the issue limits to 1.1 for usual voices.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from hibari import Hibari
from rich.console import Console
from rich.table import Table

from engine.backends.hibari.backend import Backend
from engine.protocol import Controls, Result, SpeechRequest, Text, VoiceSpec
from engine.text.english import EnglishFront, Sentence

LINES = (
    "She walked slowly along the river, wondering why nobody had answered her letter.",
    "When the train finally arrived, the passengers had already been waiting for more than an hour.",
    "Is there anything else that you would like to know about our new product?",
    "Nobody knows what happened to the three small children who lived near the forest, and nobody asks.",
)


class KnownFront(EnglishFront):
    """Remembers every line it has read, so that only what comes after the front is timed."""

    def __init__(self) -> None:
        self._known: dict[str, list[Sentence]] = {}

    def sentences(self, segments, language="en", lexicon=()):  # type: ignore[no-untyped-def]
        key = "".join(s.text for s in segments)
        if key not in self._known:
            self._known[key] = super().sentences(segments, language, lexicon)
        return self._known[key]


def best(action: Callable[[], object], rounds: int) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    plain, front = Hibari(), KnownFront()
    ours = Backend(front)
    ours.load()
    ids = [plain.ids(p) for line in LINES for p in plain.phonemize(line)]
    noise = np.random.default_rng(0)
    raw = best(lambda: [plain.from_ids(i, rng=noise) for i in ids], rounds)
    rows: list[tuple[str, VoiceSpec, Controls]] = [
        (v.name, VoiceSpec(engine="hibari", preset=v.name), Controls()) for v in ours.info.voices
    ]
    base = VoiceSpec(engine="hibari")
    rows += [(f"+ {e}", base, Controls(emotion=e)) for e in ("happy", "sad", "angry")]
    rows += [("+ speed 0.75", base, Controls(speed=0.75)), ("+ speed 1.5", base, Controls(speed=1.5))]
    table = Table("what", "ms", "x plain model", "x real time", "first chunk, ms")
    table.add_row("plain model", f"{1000 * raw:.0f}", "1.00", "", "")
    for name, voice, controls in rows:
        results: list[Result] = []

        def speak(voice: VoiceSpec = voice, controls: Controls = controls, into: list[Result] = results) -> None:
            for line in LINES:
                asked = SpeechRequest(segments=(Text(text=line, controls=controls),), voice=voice)
                into += [r for r in ours.speak(asked, lambda: False) if isinstance(r, Result)]

        speak()
        results.clear()
        seconds = best(speak, rounds)
        audio = sum(r.samples / r.rate for r in results) / rounds
        first = min(r.milliseconds["first"] for r in results)
        table.add_row(name, f"{1000 * seconds:.0f}", f"{seconds / raw:.2f}", f"{audio / seconds:.0f}", f"{first:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
