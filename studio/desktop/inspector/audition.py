"""A panel's ear: asks the rehearsal to speak and gives the sound to the player; errors become messages."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QToolButton, QWidget
from shiboken6 import isValid

from engine.protocol import SpeechRequest
from studio.desktop.inspector.rehearsal import Rehearsal, rehearsal_of
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench


class Audition(QObject):
    """Hears one thing at a time for ``panel``; what another panel asked for is not ours."""

    designed = Signal(object)  # VoiceDesign
    waiting_changed = Signal(str)  # name of what is being spoken for this panel, "" for nothing

    def __init__(self, workbench: Workbench, player: Player, panel: QWidget) -> None:
        super().__init__(panel)
        self._workbench = workbench
        self._player = player
        self._panel = panel
        self._ticket = 0
        self._name = ""
        self._then: Callable[[NDArray[np.float32], int], None] | None = None  # who wants the sound instead of the ear
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        self.rehearsal: Rehearsal = rehearsal_of(workbench)
        self.rehearsal.heard.connect(self._heard)
        self.rehearsal.designed.connect(self._designed)
        self.rehearsal.failed.connect(self._failed)
        self.rehearsal.busy_changed.connect(self._busy_changed)

    @property
    def waiting(self) -> str:
        """The name of what is being spoken."""
        return self._name if self.rehearsal.busy else ""

    def button(self, name: str, button: QToolButton) -> None:
        """A button that shows whether the sound ``name`` is being made."""
        self._buttons[name] = (button, button.text())

    def hear(self, request: SpeechRequest, name: str) -> None:
        """Speak; asked again while it is being spoken: stop."""
        if self.waiting == name:
            self.rehearsal.cancel()
            return
        self._player.stop()
        self._then = None
        self._speak(request, name)

    def fetch(self, request: SpeechRequest, name: str, then: Callable[[NDArray[np.float32], int], None]) -> None:
        """Speak without letting it be heard: ``then`` gets the samples and their rate, unless something else is asked
        for before."""
        self._then = then
        self._speak(request, name)

    def _speak(self, request: SpeechRequest, name: str) -> None:
        self.rehearsal.follow(self._panel.window())
        self._ticket = self.rehearsal.speak(request)
        self._set_name(name)

    def design(self, engine: str, description: str, language: str) -> None:
        self.rehearsal.follow(self._panel.window())
        self._ticket = self.rehearsal.design(engine, description, language)
        self._set_name("design")

    def warm(self, engine: str) -> None:
        """Somebody will want to hear something soon."""
        self.rehearsal.follow(self._panel.window())
        self.rehearsal.warm(engine)

    def _set_name(self, name: str) -> None:
        self._name = name
        for mine, (button, text) in self._buttons.items():
            if isValid(button):  # a dialog's buttons go with it
                button.setText("■" if mine == name else text)
        self.waiting_changed.emit(name)

    def _busy_changed(self, busy: bool) -> None:
        if not busy:
            self._set_name("")

    def _heard(self, ticket: int, samples: NDArray[np.float32], rate: int) -> None:
        if ticket != self._ticket:
            return
        then, self._then = self._then, None
        if then is not None:
            then(samples, rate)
        else:
            self._player.audition(samples, rate)

    def _designed(self, ticket: int, design: object) -> None:
        if ticket == self._ticket:
            self.designed.emit(design)

    def _failed(self, ticket: int, message: str, hint: str) -> None:
        if ticket == self._ticket:
            self._workbench.say(message, hint, "error")
