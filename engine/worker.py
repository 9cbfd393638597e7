"""The speech process: ``python -m engine.worker``. Reads requests from stdin, writes answers to stdout.

One thread reads, so that a cancel is seen while a line is being spoken; the main thread speaks one line
at a time. Whatever a library prints goes to stderr, never into the pipe. A closed stdin ends the process at once.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import queue
import sys
import threading
import traceback
from typing import IO

import msgspec
import numpy as np

from engine import protocol
from engine.backends import Backend
from engine.catalogue import describe
from engine.errors import EngineError
from engine.protocol import Cancel, Chunk, Design, Designed, Done, Failed, Load, Loaded, Ready, Result, Speak, Stop


class Worker:
    """Holds the backends that were asked for and answers requests in the order they came."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests = requests
        self._answers = answers
        self._waiting: queue.SimpleQueue[Speak | Design | Load | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._backends: dict[str, Backend] = {}

    def run(self) -> None:
        self._send(Ready(version=protocol.VERSION, pid=os.getpid()))
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while (request := self._waiting.get()) is not None:
            self._answer(request)
            self._cancelled.discard(request.id)

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

    def _answer(self, request: Speak | Design | Load) -> None:
        try:
            if request.id in self._cancelled:
                raise EngineError("The line was cancelled.", kind="cancelled")
            if isinstance(request, Speak):
                self._speak(request)
            elif isinstance(request, Design):
                design = self._backend(request.engine).design(request.description, request.language)
                self._send(Designed(id=request.id, design=design))
            else:
                self._backend(request.engine).load()
                self._send(Loaded(id=request.id))
        except EngineError as error:
            self._send(Failed(id=request.id, message=error.message, hint=error.hint, kind=error.kind))
        except MemoryError:
            self._send(
                Failed(
                    id=request.id,
                    message="There is not enough memory for this line.",
                    kind="memory",
                    hint="Close other programs, or use fewer workers.",
                )
            )
        except Exception as error:  # noqa: BLE001 - a defect in one line must not end the process; the detail is logged
            self._send(
                Failed(
                    id=request.id,
                    message=f"The voice engine stumbled over this line ({type(error).__name__}: {error}).",
                    hint="Change the line a little, or report it with the log.",
                    kind="defect",
                    detail=traceback.format_exc(),
                )
            )

    def _speak(self, request: Speak) -> None:
        backend = self._backend(request.request.voice.engine)
        rate = backend.info.capabilities.sample_rate
        for part in backend.speak(request.request, lambda: request.id in self._cancelled):
            if isinstance(part, Result):
                self._send(Done(id=request.id, result=part))
                return
            data = np.ascontiguousarray(part, dtype="<f4")
            if data.size:
                self._send(Chunk(id=request.id, rate=rate, payload=data.nbytes), data.tobytes())
        raise EngineError("The voice engine ended a line without a result.", kind="defect")

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
