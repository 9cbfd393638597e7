"""How fast an hour with eight characters becomes stems, mix and subtitles, and how much memory that takes.

Run: python benchmarks/export_speed.py [--minutes 60] [--characters 8] [--rate 24000] [-o key=value ...]
The takes are made first (24 kHz FLAC of speech-like noise) and not counted. Exits with 1 below 100 x real
time or above 600 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from studio.audio.files import write_audio
from studio.document.model import Character, Line, Project, Scene
from studio.export.options import parse_assignments
from studio.export.runner import plan_exports, run_exports
from studio.timeline.layout import layout
from studio.timeline.types import TakeInfo

TEXT = "This is one of the many lines that somebody says in the course of an hour."


def takes(folder: Path, seconds: float, characters: int, rate: int) -> tuple[Project, dict[str, TakeInfo]]:
    """A script that is ``seconds`` long; forty different files serve all of its lines."""
    noise = np.random.default_rng(1)
    infos: list[TakeInfo] = []
    words = TEXT.split()
    for index in range(40):
        length = int(rate * noise.uniform(2.0, 7.0))
        syllables = 0.5 + 0.5 * np.sin(np.arange(length) * (2 * np.pi * 4.5 / rate))
        sound = np.convolve(noise.standard_normal(length), np.ones(12) / 12, "same") * syllables * 0.25
        path = folder / f"{index}.flac"
        write_audio(path, sound.astype(np.float32), rate)
        edges = np.linspace(0, length, len(words) + 1).astype(int).tolist()
        offset = 0
        timed = []
        for word, start, end in zip(words, edges, edges[1:], strict=False):
            timed.append((word, start, end, offset))
            offset += len(word) + 1
        infos.append(TakeInfo(path=path, key=f"take{index}", rate=rate, length=length, words=tuple(timed)))
    cast = tuple(Character(id=f"C-{i}", name=f"SPEAKER {i + 1}") for i in range(characters))
    lines: list[Any] = []
    made: dict[str, TakeInfo] = {}
    total = 0.0
    while total < seconds:
        take = infos[len(lines) % len(infos)]
        line = Line(id=f"L-{len(lines):06d}", character=cast[len(lines) * 5 % characters].id, text=TEXT)
        if len(lines) % 11 == 3:
            line = Line(id=line.id, character=line.character, text=TEXT, pause_before=-400)
        lines.append(line)
        made[line.id] = take
        total += take.length / rate + 0.35
    return Project(id="P-bench", name="hour", characters=cast, scenes=(Scene(id="S", lines=tuple(lines)),)), made


def export(folder: Path, arguments: argparse.Namespace) -> None:
    """In a process of its own, so that its peak memory is the export's."""
    project, made = takes(folder, arguments.minutes * 60, arguments.characters, arguments.rate)
    began = time.perf_counter()
    timeline = layout(project, made, dict.fromkeys(made, "current"))
    laid_out = time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    plan = plan_exports(arguments.to.split(","), timeline, project, parse_assignments(arguments.option))
    delivery = run_exports(plan, folder / "out")
    took = time.perf_counter() - began
    result = {
        "programme_s": round(timeline.length / timeline.rate, 1),
        "lines": len(made),
        "files": len(delivery.files),
        "layout_ms": round(laid_out * 1000, 1),
        "export_s": round(took, 2),
        "x_real_time": round(timeline.length / timeline.rate / took, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "before_mb": round(before),
        **delivery.reports.get("stems", next(iter(delivery.reports.values()))).measures,
    }
    sys.stdout.write(json.dumps(result) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--characters", type=int, default=8)
    parser.add_argument("--rate", type=int, default=24_000)
    parser.add_argument("--to", default="stems,srt,vtt,ass")
    parser.add_argument("-o", dest="option", action="append", default=[])
    parser.add_argument("--inside", type=Path)
    arguments = parser.parse_args()
    if arguments.inside is not None:
        export(arguments.inside, arguments)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, *sys.argv[1:], "--inside", folder]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.stderr.write(done.stderr)
        return 2
    result = json.loads(done.stdout)
    sys.stdout.write("".join(f"{name:24} {value}\n" for name, value in result.items()))
    return 0 if result["x_real_time"] >= 100 and result["peak_mb"] < 600 else 1


if __name__ == "__main__":
    sys.exit(main())
