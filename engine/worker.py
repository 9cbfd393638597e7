"""The speech process: ``python -m engine.worker``. Reads requests from stdin, writes answers to stdout.

One thread reads, so that a cancel is seen while a line is being spoken; the main thread speaks: one line at a
time, or several a little each where the engine does that. Whatever a library prints goes to stderr, never into
the pipe. A closed stdin ends the process at once.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import IO, TypeAlias, cast

import msgspec
import numpy as np

from engine import protocol
from engine.backends import Anew, Backend, BatchBackend, Line, Samples
from engine.catalogue import BACKENDS, describe
from engine.errors import EngineError
from engine.protocol import Cancel, Chunk, Design, Designed, Done, Failed, Load, Loaded, Ready, Result, Speak, Stop

Request: TypeAlias = Speak | Design | Load


class Worker:
    """Holds the backends that were asked for; answers in the order asked, lines of a batching engine together."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests = requests
        self._answers = answers
        self._waiting: queue.SimpleQueue[Speak | Design | Load | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._backends: dict[str, Backend] = {}
        self._together: dict[str, dict[Line, int]] = {}  # engine -> lines it is speaking, and their requests' ids

    def run(self) -> None:
        self._send(Ready(version=protocol.VERSION, pid=os.getpid()))
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        ending = False
        while not ending or self._together:
            for request in self._arrived():
                if request is None:
                    ending = True
                elif isinstance(request, Speak) and self._batches(request):
                    self._answer(request, self._begin)
                else:
                    self._answer(request, self._do)
                    self._cancelled.discard(request.id)
            for engine in tuple(self._together):
                self._step(engine)

    def _arrived(self) -> Iterator[Speak | Design | Load | None]:
        """What has been asked since; waits for it when nothing is being spoken."""
        try:
            yield self._waiting.get(block=not self._together)
            while True:
                yield self._waiting.get_nowait()
        except queue.Empty:
            return

    def _read(self) -> None:
        try:
            while True:
                request = protocol.read_request(self._requests)
                if request is None:
                    os._exit(0)  # the studio has gone; nobody waits for the line being spoken
                if isinstance(request, Stop):
                    break
                if isinstance(request, Cancel):
                    self._cancelled.add(request.id)
                else:
                    self._waiting.put(request)
        except (msgspec.DecodeError, OSError, ValueError):
            traceback.print_exc()
        self._waiting.put(None)

    def _answer(self, request: Request, how: Callable[[Request], None]) -> None:
        try:
            if request.id in self._cancelled:
                raise EngineError("The line was cancelled.", kind="cancelled")
            how(request)
        except EngineError as error:
            self._failed(request.id, error)
        except Exception as error:  # noqa: BLE001 - a defect in one line must not end the process; the detail is logged
            self._failed(request.id, error)

    def _do(self, request: Request) -> None:
        if isinstance(request, Speak):
            self._speak(request)
        elif isinstance(request, Design):
            design = self._backend(request.engine).design(request.description, request.language)
            self._send(Designed(id=request.id, design=design))
        else:
            self._backend(request.engine).load()
            self._send(Loaded(id=request.id))

    def _failed(self, number: int, error: Exception) -> None:
        if isinstance(error, EngineError):
            failed = Failed(id=number, message=error.message, hint=error.hint, kind=error.kind)
        elif isinstance(error, MemoryError):
            failed = Failed(
                id=number,
                message="There is not enough memory for this line.",
                kind="memory",
                hint="Close other programs, or use fewer workers.",
            )
        else:
            failed = Failed(
                id=number,
                message=f"The voice engine stumbled over this line ({type(error).__name__}: {error}).",
                hint="Change the line a little, or report it with the log.",
                kind="defect",
                detail="".join(traceback.format_exception(error)),
            )
        self._send(failed)

    # -- one line at a time ----------------------------------------------------------------------

    def _speak(self, request: Speak) -> None:
        backend = self._backend(request.request.voice.engine)
        rate = backend.info.capabilities.sample_rate
        for part in backend.speak(request.request, lambda: request.id in self._cancelled):
            if isinstance(part, Result):
                self._send(Done(id=request.id, result=part))
                return
            self._sound(request.id, part, rate)
        raise EngineError("The voice engine ended a line without a result.", kind="defect")

    # -- many lines together ---------------------------------------------------------------------

    def _batches(self, request: Speak) -> bool:
        engine = request.request.voice.engine
        return engine in BACKENDS and describe(engine).capabilities.together > 1

    def _begin(self, request: Request) -> None:
        assert isinstance(request, Speak)
        engine = request.request.voice.engine
        backend = cast("BatchBackend", self._backend(engine))
        number = request.id
        line = backend.start(request.request, lambda: number in self._cancelled, request.urgent)
        self._together.setdefault(engine, {})[line] = number

    def _step(self, engine: str) -> None:
        lines = self._together[engine]
        backend = cast("BatchBackend", self._backends[engine])
        rate = backend.info.capabilities.sample_rate
        try:
            for line, part in backend.step():
                number = lines[line]
                if isinstance(part, Result):
                    self._send(Done(id=number, result=part))
                elif isinstance(part, EngineError):
                    self._failed(number, part)
                else:
                    self._sound(number, part, rate)
                    continue
                del lines[line]
                self._cancelled.discard(number)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - the engine is in an unknown state: its lines fail, it is made anew
            for number in lines.values():
                self._failed(number, error)
            lines.clear()
            del self._backends[engine]
        if not lines:
            del self._together[engine]

    # --------------------------------------------------------------------------------------------

    def _sound(self, number: int, samples: Samples | Anew, rate: int) -> None:
        if isinstance(samples, Anew):
            self._send(Chunk(id=number, rate=rate, payload=0, anew=True))
            return
        data = np.ascontiguousarray(samples, dtype="<f4")
        if data.size:
            self._send(Chunk(id=number, rate=rate, payload=data.nbytes), data.tobytes())

    def _backend(self, engine: str) -> Backend:
        if engine not in self._backends:
            describe(engine)
            made: Backend = importlib.import_module(f"engine.backends.{engine}.backend").Backend()
            self._backends[engine] = made
        return self._backends[engine]

    def _send(self, message: protocol.FromWorker, payload: bytes | memoryview = b"") -> None:
        protocol.write(self._answers, message, payload)


def main() -> None:
    faulthandler.enable()
    answers = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)  # whatever prints, prints to stderr
    sys.stdout = sys.stderr
    try:
        Worker(sys.stdin.buffer, answers).run()
    except BrokenPipeError:
        os._exit(0)  # the studio has gone


if __name__ == "__main__":
    main()
