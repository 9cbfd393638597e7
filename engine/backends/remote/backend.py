"""Speaks lines through servers, several at the same time: each line has a thread that waits for its server.

The threads only wait and convert; what came is collected by :meth:`Backend.step`. A cancelled line is given up at
once: its connection is closed, which also tells the server that nobody listens any more.
"""

from __future__ import annotations

import collections
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from engine import models
from engine.backends import Anew, Samples
from engine.backends.remote import client, info, line, spoken
from engine.delivery.spans import Span
from engine.errors import EngineError
from engine.protocol import Result, SpeechRequest, VoiceDesign, VoiceSpec

_STEP_SECONDS = 0.05  # how long a step waits for something to come: a cancel is seen within it
_Item: TypeAlias = "Samples | Anew | Result | EngineError"


class Spoken:
    """A line on its way."""

    def __init__(
        self, request: SpeechRequest, parts: tuple[Span, ...], cancelled: Callable[[], bool], urgent: bool
    ) -> None:
        self.request = request
        self.parts = parts
        self.cancelled = cancelled
        self.urgent = urgent
        self.exchange = client.Exchange()


class Backend:
    """Every registered server, as one engine."""

    def __init__(self) -> None:
        self.info = info.describe()
        self._speaker = spoken.Speaker()
        self._came: queue.SimpleQueue[tuple[Spoken, _Item]] = queue.SimpleQueue()
        self._waiting: collections.deque[Spoken] = collections.deque()
        self._speaking: list[Spoken] = []

    def load(self) -> None:
        """Raises EngineError when there is no server to speak with."""
        described = info.describe()
        if described.missing:
            raise EngineError(described.missing, described.remedy, kind="model")

    def start(self, request: SpeechRequest, cancelled: Callable[[], bool], urgent: bool) -> Spoken:
        taken = Spoken(request, line.pieces(request), cancelled, urgent)
        self._waiting.append(taken)
        self._fill()
        return taken

    def step(self) -> Sequence[tuple[Spoken, _Item]]:
        given: list[tuple[Spoken, _Item]] = []
        for taken in [t for t in (*self._speaking, *self._waiting) if t.cancelled()]:
            taken.exchange.stop()
            self._end(taken)
            given.append((taken, EngineError("The line was cancelled.", kind="cancelled")))
        for taken, item in self._arrived(0.0 if given else _STEP_SECONDS):
            if taken not in self._speaking:  # was given up while this came
                continue
            given.append((taken, item))
            if isinstance(item, Result | EngineError):
                self._end(taken)
        self._fill()
        return given

    def speak(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Samples | Anew | Result]:
        taken = self.start(request, cancelled, urgent=True)
        try:
            while True:
                for whose, item in self.step():
                    if whose is not taken:
                        continue
                    if isinstance(item, EngineError):
                        raise item
                    yield item
                    if isinstance(item, Result):
                        return
        finally:
            taken.exchange.stop()

    def design(self, description: str, language: str) -> VoiceDesign:
        able = [s for s in models.servers() if s.design]
        if not able:
            raise EngineError(
                "None of the speech servers can make a voice from a description.",
                "Add one that serves a voice design model, or design the voice with another engine.",
                kind="design",
            )
        if not description.strip():
            raise EngineError("There is no description to make a voice from.", "Describe the voice.", kind="design")
        voice = VoiceSpec(engine="remote", model=able[0].name, description=description.strip())
        return VoiceDesign(voice=voice, understood=(description.strip(),))

    def _arrived(self, seconds: float) -> Iterator[tuple[Spoken, _Item]]:
        """What has come since; waits a little when there is nothing."""
        try:
            yield self._came.get(timeout=seconds) if seconds else self._came.get_nowait()
            while True:
                yield self._came.get_nowait()
        except queue.Empty:
            return

    def _fill(self) -> None:
        """Set waiting lines going: urgent ones at once, the others as connections become free."""
        for taken in sorted(self._waiting, key=lambda t: not t.urgent):
            if not taken.urgent and len(self._speaking) >= info.TOGETHER:
                break
            self._waiting.remove(taken)
            self._speaking.append(taken)
            threading.Thread(target=self._run, args=(taken,), name="line", daemon=True).start()

    def _end(self, taken: Spoken) -> None:
        for where in (self._speaking, self._waiting):
            if taken in where:
                where.remove(taken)

    def _run(self, taken: Spoken) -> None:
        began = time.monotonic()
        first = 0.0
        try:
            for item in line.speak(taken.request, taken.parts, self._speaker, taken.urgent, taken.exchange):
                first = first or time.monotonic() - began
                if isinstance(item, Result):
                    spent = {"first_sound": first * 1000, "server": (time.monotonic() - began) * 1000}
                    item = msgspec.structs.replace(item, milliseconds=spent)
                self._came.put((taken, item))
        except client.Stopped:
            pass
        except EngineError as error:
            self._came.put((taken, error))
        except Exception as error:  # noqa: BLE001 - the other lines go on; the detail stands in the log
            traceback.print_exc()
            self._came.put(
                (
                    taken,
                    EngineError(
                        f"The answer of the speech server was not understood ({type(error).__name__}: {error}).",
                        "Report it with the log.",
                        kind="defect",
                    ),
                )
            )
