"""How long a frame of the timeline takes: zooming, scrolling, the playhead, a fresh layout.

Two thousand clips over one hour on eight tracks, 1600 x 600 pixels, painted by Qt's own rasteriser
without a screen. CPU time of the process, not time on the wall: other programs run here too.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from benchmarks.tables import Row, show
from studio.audio.peaks import build_peaks
from studio.desktop.theme import apply_theme
from studio.desktop.timeline.arrangement import Arrangement
from studio.desktop.timeline.canvas import Canvas
from studio.desktop.timeline.loader import Loader
from studio.desktop.timeline.scale import Scale
from studio.desktop.timeline.waves import Close, close_up
from studio.timeline.layout import PALETTE
from studio.timeline.types import Clip, Timeline, Track

RATE, HOUR, TRACKS, CLIPS = 48_000, 48_000 * 3600, 8, 2000
TEXT = "Nobody had answered her letter so she walked down to the river and waited for the boat"
WORDS = TEXT.split()


def voices() -> dict[str, Close]:
    """Twenty takes that look like speech."""
    random = np.random.default_rng(1)
    made = {}
    for n in range(20):
        length = int(RATE * (1.0 + 6 * random.random()))
        swell = np.abs(np.sin(np.arange(length) * (2.2 + n / 9) * np.pi / RATE)) ** 0.7
        made[f"{n:032d}"] = close_up((random.standard_normal(length) * 0.2 * swell).astype(np.float32))
    return made


def timeline(dense: bool) -> tuple[Timeline, dict[str, Close]]:
    """One speaker after the other, or, if ``dense``, all eight at once: eight hours of sound in one."""
    takes = voices()
    keys = list(takes)
    states = ["current"] * 12 + ["stale", "suspect", "locked", "failed", "empty"]
    tracks = []
    for t in range(TRACKS):
        clips = []
        for i in range(CLIPS // TRACKS):
            n = i * TRACKS + t
            slot = HOUR // (CLIPS // TRACKS) if dense else HOUR // CLIPS
            start = i * slot if dense else n * slot
            key = keys[n % len(keys)]
            state = states[n % len(states)]
            length = round(slot * (0.75 + 0.2 * (n % 5) / 4))
            clips.append(
                Clip(
                    line_id=f"L{n}", number=n + 1, scene_id="S", marked_text="", start=start, length=length,
                    text=" ".join(WORDS[(n + k) % len(WORDS)] for k in range(12)),
                    state=state, take=None if state == "empty" else key, path=Path(f"{key}.flac"), source_rate=RATE,
                )
            )  # fmt: skip
        tracks.append(Track(character_id=f"C{t}", name=f"SPEAKER {t}", color=PALETTE[t], clips=tuple(clips)))
    return Timeline(
        project_id="P", name="Benchmark", rate=RATE, length=HOUR, language="en", tracks=tuple(tracks)
    ), takes  # fmt: skip


class Ready(Loader):
    """Every take's samples are at hand: what is measured is the drawing."""

    def __init__(self, samples: dict[str, Close]) -> None:
        super().__init__()
        self._samples = samples

    def get(self, clip: Clip) -> Close | None:
        return self._samples.get(clip.take or "")


def frames(canvas: Canvas, steps: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of CPU time of each step with the painting it causes, sorted."""
    application = QApplication.instance()
    assert application is not None
    application.processEvents()
    took = []
    for step in steps:
        began = time.process_time()
        step()
        application.processEvents()
        took.append((time.process_time() - began) * 1000)
    return sorted(took)


def journey(canvas: Canvas) -> list[Callable[[], object]]:
    """As a person would: from the whole hour down to single samples and back, scrolling at each height."""
    steps: list[Callable[[], object]] = [lambda: canvas.set_scale(Scale(0.0, HOUR / canvas.width(), canvas.width()))]
    for direction in (1.25, 1 / 1.25):
        for _ in range(60):
            steps.append(partial(canvas.zoom, direction, 700.0))
            steps += [partial(canvas.scroll_by, pixels) for pixels in (37, 37, 37, -37, -37)]
    return steps


def main() -> None:
    application = QApplication.instance() or QApplication([])
    apply_theme("dark")
    rows: list[Row] = []
    for dense, name in ((False, "in turn"), (True, "all at once")):
        document, takes = timeline(dense)
        peaks = {key: build_peaks(take.samples / np.float32(32767)).levels[0].tobytes() for key, take in takes.items()}
        canvas = Canvas(Ready(takes), lambda line_id: False)
        canvas.resize(1600, 600)
        canvas.show()
        began = time.process_time()
        arrangement = Arrangement(document, peaks.__getitem__)
        fresh = time.process_time() - began
        canvas.show_arrangement(arrangement)
        application.processEvents()
        steps = journey(canvas)
        took = frames(canvas, steps)
        canvas.set_scale(Scale(0.0, 400.0, canvas.width()))
        heads = frames(canvas, [partial(canvas.set_playhead, x * 400) for x in range(0, 1600, 2)])
        again = time.process_time()
        Arrangement(document, peaks.__getitem__, arrangement)
        again = time.process_time() - again
        rows += [
            Row(f"{name}: zoom or scroll frame, median", took[len(took) // 2], "ms"),
            Row(f"{name}: 95 % of frames under", took[int(len(took) * 0.95)], "ms", 16),
            Row(f"{name}: worst frame of {len(took)}", took[-1], "ms", 33),
            Row(f"{name}: playhead, 99 % of steps under", heads[int(len(heads) * 0.99)], "ms", 2),
            Row(f"{name}: arrays and pyramids from nothing", fresh * 1000, "ms"),
            Row(f"{name}: arrays after an edit", again * 1000, "ms"),
        ]
        assert canvas.rect() == QRect(0, 0, 1600, 600)
        canvas.close()
    show("Timeline, 2,000 clips, one hour, eight tracks, 1600 x 600", rows)


if __name__ == "__main__":
    main()
