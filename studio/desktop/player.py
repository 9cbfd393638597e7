"""What the window plays, and where the playhead is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from studio.desktop.workbench import Workbench


class Player(QObject):
    """The transport as panels use it. Positions are samples of the programme at the project's rate."""

    moved = Signal(int)  # the playhead, some 60 times a second while it moves
    changed = Signal()  # playing, speed, loop, device, mute, solo
    word_changed = Signal(str, int)  # line id and the index of the word being heard; ("", -1) when there is none

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.workbench = workbench
        self.position = 0
        self.playing = False
        self.speed = 1.0
        self.loop = False

    def toggle(self) -> None:
        """Space: play the active line, or stop."""
        raise NotImplementedError

    def play_line(self, line_id: str) -> None:
        """One line; renders it first when it has no take, and plays its chunks as they come."""
        raise NotImplementedError

    def play_from(self, line_id: str) -> None:
        """The programme from this line on."""
        raise NotImplementedError

    def play_lines(self, line_ids: Iterable[str]) -> None:
        """These lines one after another, as laid out."""
        raise NotImplementedError

    def audition(self, samples: NDArray[np.float32], rate: int) -> None:
        """A sound that is not on the timeline: a voice's sample, another take."""
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def seek(self, sample: int) -> None:
        """Put the playhead there, playing or not."""
        raise NotImplementedError

    def set_mute(self, character_id: str, mute: bool) -> None:
        raise NotImplementedError

    def set_solo(self, character_id: str, solo: bool) -> None:
        raise NotImplementedError
