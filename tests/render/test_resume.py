"""A render that is killed goes on where it was, and ends with the same bytes as one left in peace."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.document.model import Character, Line, Project, Scene, Voice
from studio.project import ProjectFolder

LINES = 40


def make(path: Path) -> Path:
    ProjectFolder.create(
        path,
        Project(
            id="P-1",
            name="Long",
            voices=(Voice(id="V-1", name="Low", engine="fake", preset="low", settings={"delay": 0.004}),),
            characters=(Character(id="C-1", name="ANN", voice="V-1"),),
            scenes=(
                Scene(
                    id="S-1",
                    lines=tuple(
                        Line(id=f"L-{i:02d}", character="C-1", text=f"This is line number {i} of many.")
                        for i in range(LINES)
                    ),
                ),
            ),
        ),
    )
    return path


def render(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "studio.cli.main", "render", str(path), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def takes(path: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted((path / "takes").rglob("*")) if f.suffix in (".flac", ".json")}


@pytest.mark.timeout(180)
def test_kills_at_random_moments_change_nothing_in_the_end(tmp_path: Path) -> None:
    calm, rough = make(tmp_path / "calm"), make(tmp_path / "rough")
    assert render(calm).wait(60) == 0
    chance = random.Random(11)
    kept = 0
    for _ in range(8):
        process = render(rough)
        deadline = time.monotonic() + 30
        wanted = kept + chance.randrange(0, 8)
        while len(list((rough / "takes").rglob("*.json"))) < wanted and time.monotonic() < deadline:
            try:
                process.wait(0.005)
                break
            except subprocess.TimeoutExpired:
                continue
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        ProjectFolder(rough).load()
        now = len(list((rough / "takes").rglob("*.json")))
        assert now >= kept, "a finished take has vanished"
        kept = now
    assert render(rough).wait(60) == 0
    assert takes(rough) == takes(calm)
    assert len(takes(calm)) == 2 * LINES


@pytest.mark.timeout(60)
def test_a_take_that_was_cut_short_on_disk_is_made_again(tmp_path: Path) -> None:
    path = make(tmp_path / "p")
    assert render(path).wait(60) == 0
    before = takes(path)
    victim = next((path / "takes").rglob("*.flac"))
    victim.write_bytes(victim.read_bytes()[:100])
    (path / "takes" / "log.jsonl").write_bytes((path / "takes" / "log.jsonl").read_bytes()[:-30])
    assert render(path).wait(60) == 0
    assert takes(path) == before
