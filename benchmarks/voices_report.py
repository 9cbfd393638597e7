"""What independent ears say of every voice, emotion and extreme setting of the embedded engine.

    python benchmarks/voices_report.py [--levels] [--quick]

Word error: Whisper tiny.en on 328 words, normalised. DNSMOS: speechmos overall. Likeness: resemblyzer, two lines
of a voice, and the nearest other voice. ``--levels`` measures each preset's level and writes voices.toml.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

import ears  # noqa: E402

from engine.backends.hibari.backend import Backend  # noqa: E402
from engine.backends.hibari.info import DEFAULT_VOICE  # noqa: E402
from engine.backends.hibari.parameters import resolve  # noqa: E402
from engine.delivery.level import TARGET_LUFS  # noqa: E402
from engine.protocol import Controls, Result, SpeechRequest, Text, VoiceSpec  # noqa: E402

RATE = 24_000
SCRIPT = (ROOT / "tests" / "engine" / "ears_script.txt").read_text(encoding="utf-8").splitlines()
EXTREMES: dict[str, Controls] = {
    "whisper": Controls(whisper=True),
    "speed 0.5": Controls(speed=0.5),
    "speed 1.5": Controls(speed=1.5),
    "speed 2": Controls(speed=2.0),
    "pitch -6": Controls(pitch=-6.0),
    "pitch +6": Controls(pitch=6.0),
    "pitch_range 0": Controls(pitch_range=0.0),
    "pitch_range 2": Controls(pitch_range=2.0),
    "breath 1": Controls(breath=1.0),
    "emphasis": Controls(emphasis=True),
}


def spoken(backend: Backend, text: str, voice: VoiceSpec, controls: Controls) -> np.ndarray:
    asked = SpeechRequest(segments=(Text(text=text, controls=controls),), voice=voice)
    return np.concatenate([c for c in backend.speak(asked, lambda: False) if not isinstance(c, Result)])


def heard(
    backend: Backend, voice: VoiceSpec, controls: Controls, lines: list[str]
) -> tuple[float, float, int, list[Any]]:
    """Word error in per cent, DNSMOS, words, and the recordings (two lines of script each)."""
    errors = words = 0
    takes = []
    for i in range(0, len(lines), 2):
        text = " ".join(lines[i : i + 2])
        take = spoken(backend, text, voice, controls)
        wrong, said = ears.word_errors(text, ears.transcribe(take, RATE))
        errors, words = errors + wrong, words + said
        takes.append(take)
    return 100 * errors / words, ears.quality(np.concatenate(takes)[: 19 * RATE], RATE), words, takes


def write_levels(backend: Backend) -> None:
    path = ROOT / "engine" / "backends" / "hibari" / "voices.toml"
    text = path.read_text(encoding="utf-8")
    speaker, _ = backend._ready()
    for voice in backend.info.voices:
        parameters = resolve(VoiceSpec(engine="hibari", preset=voice.name), DEFAULT_VOICE)
        gain = round(TARGET_LUFS - speaker.measure(parameters), 2)
        text = re.sub(rf"(\[voices\.{voice.name}\]\n(?:.*\n)*?level = )-?[\d.]+", rf"\g<1>{gain}", text)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--levels", action="store_true")
    options.add_argument("--quick", action="store_true", help="a quarter of the script, voices only")
    chosen = options.parse_args()
    backend, out = Backend(), Console()
    if chosen.levels:
        write_levels(backend)
        return
    lines = SCRIPT[::4] if chosen.quick else SCRIPT
    table = Table("voice", "words", "word error %", "DNSMOS", "two lines", "nearest other", "its likeness")
    measured = {}
    for voice in backend.info.voices:
        spec = VoiceSpec(engine="hibari", preset=voice.name)
        measured[voice.name] = heard(backend, spec, Controls(), lines)
    prints = {n: [ears.speaker(t, RATE) for t in m[3][:4]] for n, m in measured.items()}
    pairs: list[Any] = []
    for name, (errors, mos, words, _) in measured.items():
        own = [float(a @ b) for i, a in enumerate(prints[name]) for b in prints[name][:i]]
        others = {n: float(np.mean([[a @ b for a in prints[name]] for b in p])) for n, p in prints.items() if n != name}
        pairs += others.values()
        near = max(others, key=others.__getitem__)
        row = (name, str(words), f"{errors:.1f}", f"{mos:.2f}", f"{np.mean(own):.3f}", near, f"{others[near]:.3f}")
        table.add_row(*row)
    out.print(table)
    moods = [m[1] for n, m in measured.items() if n not in ("hush", "unit7")]
    out.print(f"pairs under 0.85: {100 * np.mean(np.array(pairs) < 0.85):.0f} %, highest {max(pairs):.3f}")
    out.print(f"DNSMOS without whisperer and robot: mean {np.mean(moods):.2f}, lowest {min(moods):.2f}")
    if chosen.quick:
        return
    base = measured[DEFAULT_VOICE][0]
    table = Table("control", "word error %", "over the base", "DNSMOS")
    rows = {e: Controls(emotion=e) for e in backend.info.capabilities.emotions if e != "neutral"} | EXTREMES
    for name, controls in rows.items():
        errors, mos, _, _ = heard(backend, VoiceSpec(engine="hibari"), controls, lines)
        table.add_row(name, f"{errors:.1f}", f"{errors - base:+.1f}", f"{mos:.2f}")
    out.print(table)


if __name__ == "__main__":
    main()
