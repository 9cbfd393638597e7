"""A window with the panels that direct, and an ear in the place of a loudspeaker."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.commands import Commands
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice


class Ear(Player):
    """Remembers what it was asked to let hear."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench, ClockedDevice())
        self.auditioned: list[tuple[NDArray[np.float32], int]] = []

    def audition(self, samples: NDArray[np.float32], rate: int) -> None:
        self.auditioned.append((samples, rate))


@dataclass
class Stage:
    """What a panel is given, in a window of its own."""

    bench: Workbench
    qtbot: QtBot
    window: QMainWindow = field(init=False)

    def __post_init__(self) -> None:
        self.window = QMainWindow()
        self.commands = Commands(self.window, self.bench.preferences)
        self.ear = Ear(self.bench)
        self.ids = [line.id for line in self.bench.project.lines()] if self.bench.is_open else []

    def show(self, panel: QWidget) -> None:
        self.window.setCentralWidget(panel)
        self.window.resize(340, 900)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.qtbot.waitUntil(panel.isVisible)

    def heard(self, count: int = 1) -> tuple[NDArray[np.float32], int]:
        """The last sound, once there have been ``count``."""
        self.qtbot.waitUntil(lambda: len(self.ear.auditioned) >= count, timeout=15_000)
        return self.ear.auditioned[-1]

    def labels(self) -> list[str]:
        """The steps that undo knows."""
        return [label for label, in_force in self.bench.session.history.labels() if in_force]
