"""The audio device as the window has it: opened when it is needed, chosen by name, said when it is silent."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from studio.desktop.workbench import Workbench
from studio.playback.device import AudioOutput, Output, Status
from studio.playback.transport import Transport


class SoundOutput(QObject):
    """One output for the life of the window; each project's transport is plugged into it."""

    changed = Signal()
    devices_changed = Signal(object)  # list[str]: other devices are there than names() said
    _status = Signal(object)  # Status, from the device's thread into this one

    def __init__(self, workbench: Workbench, output: Output | None = None) -> None:
        super().__init__()  # no parent: whoever plays holds it
        self._workbench = workbench
        self.output: Output = output or AudioOutput(calling(self, "_status"), calling(self, "devices_changed"))
        self._transport: Transport | None = None
        self._open = False
        self._was_silent = False
        self._status.connect(self._status_changed)
        self.devices_changed.connect(self._take_up)

    @property
    def status(self) -> Status:
        return self.output.status

    @property
    def silent(self) -> bool:
        return bool(self.output.status.notice)

    def names(self) -> list[str]:
        """The devices there are, as far as known; ``devices_changed`` follows when that is not true any more."""
        return self.output.names()

    def plug(self, transport: Transport) -> None:
        """Play this transport from now on."""
        self._transport = transport
        if self._open:
            self._open = False
            self.prepare()

    def prepare(self) -> None:
        """Open the device behind the window; returns at once."""
        transport = self._transport
        if not self._open and transport is not None:
            self._open = True
            name = self._workbench.preferences.options.device
            self.output.open(transport.render, transport.rate, lambda: transport.idle, name)

    def wake(self) -> None:
        """Something is to be heard."""
        self.prepare()
        self.output.wake()

    def choose(self, name: str) -> None:
        """A device by name, "" for the system's own; remembered."""
        self._workbench.preferences.options.device = name
        self._workbench.preferences.save()
        self.retry()

    def retry(self) -> None:
        """Look for the device again, now."""
        self.prepare()
        self.output.choose(self._workbench.preferences.options.device)
        self.changed.emit()

    def close(self) -> None:
        self.output.close()

    def about(self) -> str:
        """Where sound goes, or why nothing is heard."""
        status = self.status
        if status.missing:
            return self.tr("The audio device “{name}” is not there.").format(name=status.missing)
        if status.notice:
            return self.tr("No audio device could be opened ({reason}).").format(reason=status.notice)
        return self.tr("Sound goes to {device}.").format(device=status.name or self.tr("the system's device"))

    def _take_up(self, names: list[str]) -> None:
        """Somebody looks at the devices, and there is one again: no need to wait for the next search."""
        chosen = self._workbench.preferences.options.device
        if self.silent and (chosen in names if chosen else names):
            self.retry()

    def _status_changed(self, status: Status) -> None:
        if status.notice:
            hint = self.tr("Choose another device in the transport bar; until then the playhead moves in silence.")
            self._workbench.say(self.about(), hint, "warning")
        elif self._was_silent:
            self._workbench.say(self.tr("Sound is back. {where}").format(where=self.about()))
        self._was_silent = bool(status.notice)
        self.changed.emit()


def calling(owner: QObject, signal: str) -> Callable[..., None]:
    """Emit a signal from another thread, which may outlive its owner."""
    reference = weakref.ref(owner)

    def emit(*values: object) -> None:
        alive = reference()
        if alive is not None and isValid(alive):
            getattr(alive, signal).emit(*values)

    return emit
