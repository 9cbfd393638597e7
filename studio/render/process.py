"""One speech process as the studio sees it: start, speak, cancel, kill.

The process may crash, hang or be killed at any moment; here that is an ordinary event
(:class:`WorkerDied`) with the end of what it said on stderr.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine import protocol
from engine.protocol import Cancel, Chunk, Design, Designed, Done, Failed, Load, Loaded, Ready, Speak
from studio.errors import LinereadError

KILL_AFTER = 2.0  # seconds between asking a line to stop and ending its process


class WorkerDied(Exception):
    """The process ended in the middle of a request; ``tail`` is the end of its stderr."""

    def __init__(self, tail: str) -> None:
        super().__init__(tail)
        self.tail = tail


class SpeechFailed(LinereadError):
    """The engine said why it cannot do this; ``kind`` is its word for it, ``detail`` is for the log."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message, failed.hint)
        self.kind = failed.kind
        self.detail = failed.detail


class SpeechProcess:
    """A worker, started on first use and started again after a crash. One request at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._tail: deque[str] = deque(maxlen=40)
        self._lock = threading.Lock()
        self._next = 0
        self._current: int | None = None
        self._cancelled = False
        self._enforcer: threading.Timer | None = None  # ends a process that does not stop when asked

    def speak(
        self,
        request: protocol.SpeechRequest,
        on_chunk: Callable[[NDArray[np.float32], int], None],
        unwanted: Callable[[], bool] = lambda: False,
    ) -> tuple[NDArray[np.float32], protocol.Result]:
        """Speak one line; ``on_chunk(samples, rate)`` sees the audio as it comes.

        ``unwanted`` is asked once the line can be cancelled, so that a :meth:`cancel` just before is not lost.

        Returns all samples, float32 mono at ``Result.rate``, and the result. Raises SpeechFailed, WorkerDied.
        """
        pieces: list[NDArray[np.float32]] = []

        def take(payload: bytes, rate: int) -> None:
            samples = np.frombuffer(payload, "<f4")
            pieces.append(samples)
            on_chunk(samples, rate)

        answer = self._ask(lambda number: Speak(id=number, request=request), take, unwanted)
        if not isinstance(answer, Done):
            raise WorkerDied(f"unexpected answer {type(answer).__name__}")
        return (np.concatenate(pieces) if pieces else np.zeros(0, np.float32)), answer.result

    def design(self, engine: str, description: str, language: str) -> protocol.VoiceDesign:
        answer = self._ask(lambda n: Design(id=n, engine=engine, description=description, language=language))
        if not isinstance(answer, Designed):
            raise WorkerDied(f"unexpected answer {type(answer).__name__}")
        return answer.design

    def load(self, engine: str) -> None:
        """Make an engine warm."""
        answer = self._ask(lambda n: Load(id=n, engine=engine))
        if not isinstance(answer, Loaded):
            raise WorkerDied(f"unexpected answer {type(answer).__name__}")

    def cancel(self) -> None:
        """Ask the current line to stop; end the process when it has not within two seconds. Returns at once."""
        with self._lock:
            process, number = self._process, self._current
            if process is None or number is None or process.stdin is None:
                return
            self._cancelled = True
            with contextlib.suppress(OSError, ValueError):
                protocol.write(process.stdin, Cancel(id=number))

        def end() -> None:
            with self._lock:
                still = self._current == number
            if still:
                process.kill()

        with self._lock:
            if self._current == number and self._enforcer is None:
                self._enforcer = threading.Timer(KILL_AFTER, end)
                self._enforcer.daemon = True
                self._enforcer.start()

    def close(self) -> None:
        """End the process, politely first."""
        self._end()

    def kill(self) -> None:
        """End the process now."""
        process = self._process
        if process is not None:
            process.kill()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def _ask(
        self,
        make: Callable[[int], Speak | Design | Load],
        on_chunk: Callable[[bytes, int], None] = lambda payload, rate: None,
        unwanted: Callable[[], bool] = lambda: False,
    ) -> protocol.FromWorker:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        with self._lock:
            self._next += 1
            number = self._current = self._next
            self._cancelled = False
        try:
            protocol.write(process.stdin, make(number))
            if unwanted():
                self.cancel()
            while (answer := protocol.read_answer(process.stdout)) is not None:
                message, payload = answer
                if isinstance(message, Ready) or message.id != number:
                    continue  # the rest of a line that was cancelled
                if isinstance(message, Chunk):
                    on_chunk(payload, message.rate)
                    continue
                if isinstance(message, Failed):
                    raise SpeechFailed(message)
                return message
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self._current = None
                enforcer, self._enforcer = self._enforcer, None
            if enforcer is not None:
                enforcer.cancel()
                enforcer.join()
        cancelled = self._cancelled
        tail = self._end()
        if cancelled:
            raise SpeechFailed(Failed(id=number, message="The line was cancelled.", kind="cancelled"))
        raise WorkerDied(tail)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._tail.clear()
            root = str(Path(protocol.__file__).parent.parent)
            threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
            path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "engine.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**os.environ, **threads, "PYTHONPATH": path},
                    start_new_session=True,  # Ctrl+C is ours to handle
                )
            except OSError as error:
                raise LinereadError(
                    f"The voice engine's process could not be started: {error.strerror}.",
                    "`lineread doctor` checks it.",
                ) from error
            self._listener = threading.Thread(
                target=self._listen, args=(self._process,), name="worker stderr", daemon=True
            )
            self._listener.start()
        return self._process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None
        with contextlib.suppress(ValueError, OSError):
            for row in process.stderr:
                self._tail.append(row.decode("utf-8", "replace").rstrip())

    def _end(self) -> str:
        """End the process and collect it; returns the tail of its stderr and how it ended."""
        process = self._process
        self._process = None
        if process is None:
            return ""
        with contextlib.suppress(OSError, ValueError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            code = process.wait(KILL_AFTER)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        if self._listener is not None:
            self._listener.join()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        return "\n".join([*self._tail, f"(the process ended with code {code})"][-12:])
