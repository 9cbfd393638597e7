"""What rendering costs beside the bare model, how soon sound comes, and what an unchanged project costs."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Row, best, show
from engine import protocol
from studio.document.edits import replace_line
from studio.document.merge import compare
from studio.document.model import Character, Line, Project, Scene, Voice
from studio.project import ProjectFolder
from studio.project.codec import encode
from studio.render.process import SpeechProcess
from studio.script import parse_script
from studio.session.session import Session

SENTENCES = (
    "The old lighthouse keeper climbed the stairs, and he never looked back.",
    "Nobody had answered her letter, so she walked down to the river and waited.",
    "I told you twice already: the boat leaves at seven, with or without you.",
    "What was that sound behind the door?",
    "Bring the lantern, the long rope, and whatever courage you have left.",
    "There were twelve of us when we set out, and only nine came home.",
)
TWENTY_WORDS = (
    "The committee reviewed the long proposal this morning and then asked whether the old library "
    "should be built again next year."
)


def project(lines: int) -> Project:
    """A script of as many different lines, with one voice."""
    return Project(
        id="P-bench",
        name="Benchmark",
        voices=(Voice(id="V-1", name="Narrator", preset="narrator"),),
        characters=(Character(id="C-1", name="NARRATOR", voice="V-1"),),
        scenes=(
            Scene(
                id="S-1",
                lines=tuple(
                    Line(id=f"L-{i}", character="C-1", text=f"{SENTENCES[i % len(SENTENCES)]} That is number {i}.")
                    for i in range(lines)
                ),
            ),
        ),
    )


_RAW = """
import sys, time, numpy as np
from hibari import Hibari
texts = sys.stdin.read().split("\\n")
model = Hibari(threads=1)
model(texts[0], seed=0); model(texts[1], seed=0)
began = time.perf_counter()
samples = sum(len(model(t, seed=0)) for t in texts)
print(time.perf_counter() - began, samples / 24000)
"""


def raw_seconds(texts: list[str]) -> tuple[float, float]:
    """Seconds the bare model takes for these texts on one thread, and the seconds of audio."""
    done = subprocess.run(
        [sys.executable, "-c", _RAW], input="\n".join(texts), capture_output=True, text=True, check=True
    )
    took, audio = done.stdout.split()
    return float(took), float(audio)


def render_seconds(folder: Path, document: Project, workers: int) -> float:
    """Seconds from a warm engine to the last stored take."""
    session = Session(ProjectFolder.create(folder, document), document)
    orders = session.wanting()
    warm = [dataclasses.replace(o, line_id=f"warm-{i}", key=f"{i:032d}") for i, o in enumerate(orders[:workers])]
    with session.render(warm, workers) as renderer:
        renderer.wait()
        began = time.perf_counter()
        for order in orders:
            renderer.submit(order)
        renderer.wait()
        return time.perf_counter() - began


def main() -> None:
    document = project(200)
    texts = [line.text for line in document.lines()]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as home:
        raw, audio = raw_seconds(texts)
        one = render_seconds(Path(home, "one"), document, 1)
        two = render_seconds(Path(home, "two"), document, 2)
        again, _ = raw_seconds(texts)
        raw = min(raw, again)
        rows += [
            Row("bare model, one thread (x real time)", audio / raw, "x"),
            Row("render with one worker (x real time)", audio / one, "x"),
            Row("render / bare model", one / raw, "x", 1.25),
            Row("throughput of two workers / one", one / two, "x", 1.7, at_most=False),
        ]
        show("Render, 200 lines", rows)

        process = SpeechProcess()
        began = time.perf_counter()
        process.load("hibari")
        ready = time.perf_counter() - began
        request = protocol.SpeechRequest(
            segments=(protocol.Text(text=TWENTY_WORDS),), voice=protocol.VoiceSpec(engine="hibari")
        )

        def first_chunk() -> float:
            moments: list[float] = []
            asked = time.perf_counter()
            process.speak(request, lambda samples, rate: moments.append(time.perf_counter() - asked))
            return moments[0]

        first_chunk()
        first = sorted(first_chunk() for _ in range(9))
        process.close()
        show(
            "Waiting",
            [
                Row("worker start to ready", ready, "s", 2.0),
                Row("first chunk of a 20-word line, median", first[4] * 1000, "ms", 150),
                Row("first chunk of a 20-word line, worst of nine", first[-1] * 1000, "ms"),
            ],
        )

        big = project(2000)
        folder = ProjectFolder.create(Path(home, "big"), _with_tones(big))
        _lineread("render", str(folder.path), "--workers", "2")
        unchanged = best(lambda: _lineread("render", str(folder.path)), 3)
        document = _with_tones(big)
        scene = document.scenes[0]
        changed = (dataclasses.replace(scene.lines[0], text="Another text."), *scene.lines[1:])
        folder.load()
        folder.save(dataclasses.replace(document, scenes=(dataclasses.replace(scene, lines=changed),)))
        report = _lineread("render", str(folder.path), "--json")
        edited = replace_line(big, "L-1990", text="New.")
        script = "Cast:\n  ANN: narrator\n\n" + "".join(
            f"ANN: [emotion_happy]Line {i}[/emotion], and {SENTENCES[i % 6]}\n" for i in range(10_000)
        )
        show(
            "Documents",
            [
                Row("second render of an unchanged 2,000-line project", unchanged, "s", 1.0),
                Row("lines spoken after one edit", float(report.count('"rendered": 1,')), "", 1.0),
                Row("parse of 10,000 script lines", best(lambda: parse_script(script), 3), "s", 0.5),
                Row("edit of one line of 2,000", best(lambda: replace_line(big, "L-1990", text="New.")) * 1e6, "us"),
                Row("compare of 2,000 lines with an edited script", best(lambda: compare(big, edited)) * 1000, "ms"),
                Row("encode of 2,000 lines", best(lambda: encode(big)) * 1000, "ms"),
                Row("save of 2,000 lines (with fsync and autosave)", _save_seconds(folder, big) * 1000, "ms", 50),
            ],
        )


def _with_tones(document: Project) -> Project:
    return dataclasses.replace(document, voices=(Voice(id="V-1", name="Low", engine="fake", preset="low"),))


def _save_seconds(folder: ProjectFolder, document: Project) -> float:
    names = iter(f"Benchmark {i}" for i in range(100))
    folder.load()
    return best(lambda: folder.save(dataclasses.replace(document, name=next(names))))


def _lineread(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "studio.cli.main", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
