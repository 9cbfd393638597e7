"""An open project with the fake engine in a real speech process, and a player whose device a test turns by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from studio.audio.files import Samples
from studio.desktop.player import Player
from studio.desktop.preferences import Preferences
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.script import parse_script
from studio.session.session import Session

SCRIPT = """ANN: Hello there.
BOB: And a second line, somewhat longer.
ANN: The third one.
BOB: Good bye.
"""


def workbench(folder: Path, text: str = SCRIPT, **settings: float) -> Workbench:
    """``settings`` are knobs of the fake engine, for every voice."""
    session = Session.create(folder / "talk", parse_script(text)[0], "fake")
    project = session.project
    if settings:
        for voice in project.voices:
            project = edits.replace_voice(project, voice.id, settings=settings)
        session.apply("knobs", project)
    bench = Workbench(Preferences(folder / "profile"))
    bench.open(session)
    return bench


def render(bench: Workbench, line_ids: list[str] | None = None) -> None:
    """Have takes before the test begins."""
    with bench.session.render(bench.session.wanting("stale", line_ids or ())) as renderer:
        assert renderer.wait(30)
    bench.session.refresh()
    bench._timeline = None


def player(bench: Workbench) -> tuple[Player, ClockedDevice]:
    device = ClockedDevice()
    return Player(bench, device), device


def ids(bench: Workbench) -> list[str]:
    return [line.id for line in bench.project.lines()]


def pull(one: Player, device: ClockedDevice, count: int, block: int = 960) -> Samples:
    """``count`` samples, with the reader always in time."""
    parts: list[Any] = []
    while count > 0:
        assert one.transport.wait_until_read(5)
        parts.append(device.pull(min(block, count)))
        count -= len(parts[-1])
    one.tick()
    return np.concatenate(parts)
