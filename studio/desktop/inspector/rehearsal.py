"""Speech in the background for auditions: one process, one wish at a time, the newest wins.

A plain thread drives the process; signals bring the sound back into the window's thread. The thread starts
with the first wish and ends with the window: nothing of it outlives the window.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.protocol import SpeechRequest
from studio.errors import LinereadError
from studio.render.process import SpeechFailed, SpeechProcess, WorkerDied

REMEMBERED = 32  # sounds that are played again without being spoken again
IDLE = 180_000  # milliseconds without a wish after which the process gives its memory back
PATIENCE = 3.0  # seconds a process is given to end


@dataclass(frozen=True, slots=True)
class _Wish:
    ticket: int
    request: SpeechRequest | None = None
    design: tuple[str, str, str] | None = None  # engine, description, language
    warm: str = ""  # an engine to be loaded


class Rehearsal(QObject):
    """Speaks and designs behind the window. Every wish has a ticket that comes back with its answer."""

    heard = Signal(int, object, int)  # ticket, float32 samples, rate
    designed = Signal(int, object)  # ticket, VoiceDesign
    failed = Signal(int, str, str)  # ticket, message, hint
    busy_changed = Signal(bool)
    _answered = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._busy = False
        self._sounds: OrderedDict[bytes, tuple[NDArray[np.float32], int]] = OrderedDict()
        self._asked: dict[int, bytes] = {}
        self._windows: weakref.WeakSet[QWidget] = weakref.WeakSet()
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._driver = _Driver(self._answered.emit)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.close)
        # The driver knows nothing of Qt, so it can still be ended when this object is gone.
        self.destroyed.connect(self._driver.close)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def busy(self) -> bool:
        return self._busy

    def speak(self, request: SpeechRequest) -> int:
        """Speak; what was being spoken is cancelled. Returns the ticket that :attr:`heard` will name."""
        ticket = self._next()
        key = msgspec.json.encode(request)
        known = self._sounds.get(key)
        if known is not None:
            self._sounds.move_to_end(key)
            self._driver.wish(None)
            self._answered.emit(ticket, known)
            return ticket
        self._asked = {ticket: key}
        self._driver.wish(_Wish(ticket, request=request))
        return ticket

    def design(self, engine: str, description: str, language: str) -> int:
        """Make a voice of a description."""
        ticket = self._next()
        self._driver.wish(_Wish(ticket, design=(engine, description, language)))
        return ticket

    def warm(self, engine: str) -> None:
        """Load an engine before it is needed, unless something is wished for already."""
        if not self._busy:
            self._idle.start()
            self._driver.wish(_Wish(-1, warm=engine))

    def cancel(self) -> None:
        """Nothing is wanted any more."""
        self._ticket += 1
        self._driver.wish(None)
        self._set_busy(False)

    def close(self) -> None:
        """End the process and the thread; a later wish starts them again."""
        self._idle.stop()
        self._ticket += 1
        self._driver.close()
        self._set_busy(False)

    def follow(self, window: QWidget) -> None:
        """End with this window."""
        if window not in self._windows:
            self._windows.add(window)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched in self._windows:
            self.close()
        return False

    def _next(self) -> int:
        self._idle.start()
        self._ticket += 1
        self._set_busy(True)
        return self._ticket

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def _take(self, ticket: int, answer: object) -> None:
        if ticket != self._ticket:
            return  # a newer wish has replaced it
        self._set_busy(False)
        if isinstance(answer, LinereadError):
            self.failed.emit(ticket, answer.message, answer.hint)
        elif isinstance(answer, tuple):
            samples, rate = answer
            key = self._asked.pop(ticket, None)
            if key is not None:
                self._sounds[key] = (samples, rate)
                while len(self._sounds) > REMEMBERED:
                    self._sounds.popitem(last=False)
            self.heard.emit(ticket, samples, rate)
        else:
            self.designed.emit(ticket, answer)


class _Driver:
    """The thread and its process."""

    def __init__(self, answer: Callable[[int, object], None]) -> None:
        self._answer = answer
        self._changed = threading.Condition()
        self._wish: _Wish | None = None
        self._newest = 0
        self._warming = False  # an engine is being loaded: whatever is wished for next will want it
        self._thread: threading.Thread | None = None
        self._process: SpeechProcess | None = None

    def wish(self, wish: _Wish | None) -> None:
        """The newest wish replaces what waits and cancels what is being spoken."""
        with self._changed:
            self._wish = wish
            self._newest += 1
            if wish is not None and self._thread is None:
                self._process = SpeechProcess()
                self._thread = threading.Thread(
                    target=self._drive, args=(self._process,), name="rehearsal", daemon=True
                )
                self._thread.start()
            process = None if self._warming else self._process
            self._changed.notify_all()
        if process is not None:
            process.cancel()

    def close(self) -> None:
        with self._changed:
            thread, process = self._thread, self._process
            self._thread = self._process = None
            self._wish = None
            self._newest += 1
            self._changed.notify_all()
        if process is not None and thread is not None:
            process.kill()
            thread.join(PATIENCE)

    def _drive(self, process: SpeechProcess) -> None:
        while True:
            with self._changed:
                while self._wish is None and self._process is process:
                    self._changed.wait()
                if self._process is not process or self._wish is None:
                    break
                wish, self._wish, number = self._wish, None, self._newest
                self._warming = bool(wish.warm)
            answer = self._fulfil(process, wish, number)
            self._warming = False
            if answer is not None and number == self._newest:
                try:
                    self._answer(wish.ticket, answer)
                except RuntimeError:
                    break  # the window has gone
        process.close()

    def _fulfil(self, process: SpeechProcess, wish: _Wish, number: int) -> object:
        try:
            if wish.warm:
                process.load(wish.warm)
                return None
            if wish.design is not None:
                return process.design(*wish.design)
            assert wish.request is not None
            samples, result = process.speak(wish.request, lambda chunk, rate: None, lambda: number != self._newest)
        except SpeechFailed as error:
            return None if error.kind == "cancelled" else LinereadError(error.message, error.hint)
        except WorkerDied:
            translate = QCoreApplication.translate
            return LinereadError(
                translate("Rehearsal", "The voice engine's process ended."),
                translate("Rehearsal", "Try again; `lineread doctor` checks it."),
            )
        except LinereadError as error:
            return error
        return samples, result.rate


def rehearsal_of(workbench: QObject) -> Rehearsal:
    """The one rehearsal that the panels of a window share; it lives as long as the workbench."""
    found = workbench.findChild(Rehearsal)
    return found if isinstance(found, Rehearsal) else Rehearsal(workbench)
