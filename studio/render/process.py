"""One speech process as the studio sees it: start, speak, cancel, kill.

The process may crash, hang or be killed at any moment; here that is an ordinary event
(:class:`WorkerDied`) with the end of what it said on stderr.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine import protocol
from engine.protocol import Cancel, Chunk, Design, Designed, Done, Failed, Load, Loaded, Ready, Speak
from studio.errors import LinereadError

KILL_AFTER = 2.0  # seconds between asking a line to stop and ending its process


class WorkerDied(Exception):
    """The process ended in the middle of a request; ``tail`` is the end of its stderr.

    ``with_another``: it was ended because another of its lines did not stop; this one did nothing wrong.
    """

    def __init__(self, tail: str, with_another: bool = False) -> None:
        super().__init__(tail)
        self.tail = tail
        self.with_another = with_another


class SpeechFailed(LinereadError):
    """The engine said why it cannot do this; ``kind`` is its word for it, ``detail`` is for the log."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message, failed.hint)
        self.kind = failed.kind
        self.detail = failed.detail


def _wanted() -> bool:
    return False


@dataclass(slots=True, eq=False)
class _Asked:
    """A request on its way: what came back so far is in ``answers``; None ends them: the process has gone."""

    number: int
    unwanted: Callable[[], bool]
    answers: queue.SimpleQueue[tuple[protocol.FromWorker, bytes] | None]
    enforcer: threading.Timer | None = None  # ends a process that does not stop the line when asked


class _Running:
    """One life of the process: its pipes, its listeners and the requests it was given."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.asked: dict[int, _Asked] = {}
        self.tail: deque[str] = deque(maxlen=40)
        self.killed = False  # by us, because a cancelled line did not stop
        self.lock = threading.Lock()  # of ``asked``
        self.writing = threading.Lock()
        self.ended = threading.Event()  # no answer will come any more
        self.threads = [
            threading.Thread(target=target, args=(stream,), name=f"worker {name}", daemon=True)
            for target, stream, name in (
                (self._hear, process.stdout, "stdout"),
                (self._listen, process.stderr, "stderr"),
            )
        ]
        for thread in self.threads:
            thread.start()

    def write(self, message: protocol.ToWorker) -> None:
        assert self.process.stdin is not None
        with self.writing:
            protocol.write(self.process.stdin, message)

    def _hear(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(ValueError, OSError, msgspec.DecodeError):
            while (answer := protocol.read_answer(stream)) is not None:
                message = answer[0]
                if not isinstance(message, Ready):
                    with self.lock:
                        one = self.asked.get(message.id)
                    if one is not None:  # else the rest of a line that was cancelled
                        one.answers.put(answer)
        with self.lock:
            self.ended.set()
            for one in self.asked.values():
                one.answers.put(None)

    def _listen(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(ValueError, OSError):
            for row in stream:
                self.tail.append(row.decode("utf-8", "replace").rstrip())

    def end(self) -> str:
        """End the process and collect it; returns the tail of its stderr and how it ended."""
        with contextlib.suppress(OSError, ValueError), self.writing:
            if self.process.stdin is not None:
                self.process.stdin.close()
        try:
            code = self.process.wait(KILL_AFTER)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for thread in self.threads:
            thread.join()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return "\n".join([*self.tail, f"(the process ended with code {code})"][-12:])


class SpeechProcess:
    """A worker, started on first use and started again after a crash. May be asked from several threads at once."""

    def __init__(self) -> None:
        self._life: _Running | None = None
        self._lock = threading.Lock()
        self._next = 0

    def speak(
        self,
        request: protocol.SpeechRequest,
        on_chunk: Callable[[NDArray[np.float32], int], None],
        unwanted: Callable[[], bool] = _wanted,
        urgent: bool = False,
    ) -> tuple[NDArray[np.float32], protocol.Result]:
        """Speak one line; ``on_chunk(samples, rate)`` sees the audio as it comes.

        ``unwanted`` is asked once the line can be cancelled, so that a :meth:`cancel` just before is not lost.
        Somebody waits for an ``urgent`` line's first sound. When an engine withdraws what it gave, because it was
        doubtful, what was heard stays heard: ``on_chunk`` goes on where it was, in the line as it is now.

        Returns all samples, float32 mono at ``Result.rate``, and the result. Raises SpeechFailed, WorkerDied.
        """
        pieces: list[NDArray[np.float32]] = []
        spoken = heard = 0  # samples of the line as it is now, and of those that were given to on_chunk

        def take(payload: bytes, rate: int, anew: bool) -> None:
            nonlocal spoken, heard
            if anew:
                pieces.clear()
                spoken = 0
            samples = np.frombuffer(payload, "<f4")
            pieces.append(samples)
            spoken += len(samples)
            if spoken > heard:
                on_chunk(samples[heard - spoken :], rate)
                heard = spoken

        answer = self._ask(lambda number: Speak(id=number, request=request, urgent=urgent), take, unwanted)
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
        """Ask every line that is unwanted to stop; end the process when one has not within two seconds.

        A line asked without ``unwanted`` stops too. Returns at once.
        """
        life = self._life
        if life is None:
            return
        with life.lock:
            gone = [one for one in life.asked.values() if one.unwanted is _wanted or one.unwanted()]
        for one in gone:
            self._cancel(life, one)

    def _cancel(self, life: _Running, one: _Asked) -> None:
        def end() -> None:
            with life.lock:
                life.killed = one.number in life.asked
            if life.killed:
                life.process.kill()

        with life.lock:
            if one.enforcer is not None or one.number not in life.asked:
                return
            one.enforcer = threading.Timer(KILL_AFTER, end)
            one.enforcer.daemon = True
            one.enforcer.start()
        with contextlib.suppress(OSError, ValueError):
            life.write(Cancel(id=one.number))

    def close(self) -> None:
        """End the process, politely first."""
        with self._lock:
            life, self._life = self._life, None
        if life is not None:
            life.end()

    def kill(self) -> None:
        """End the process now."""
        life = self._life
        if life is not None:
            life.process.kill()

    @property
    def pid(self) -> int | None:
        return self._life.process.pid if self._life is not None else None

    def _ask(
        self,
        make: Callable[[int], Speak | Design | Load],
        on_chunk: Callable[[bytes, int, bool], None] = lambda payload, rate, anew: None,
        unwanted: Callable[[], bool] = _wanted,
    ) -> protocol.FromWorker:
        with self._lock:
            life = self._running()
            self._next += 1
            one = _Asked(self._next, unwanted, queue.SimpleQueue())
            with life.lock:
                life.asked[one.number] = one
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError, ValueError):
                life.write(make(one.number))
            if life.ended.is_set():
                one.answers.put(None)
            if unwanted():
                self._cancel(life, one)
            while (answer := one.answers.get()) is not None:
                message, payload = answer
                if isinstance(message, Chunk):
                    on_chunk(payload, message.rate, message.anew)
                elif isinstance(message, Failed):
                    raise SpeechFailed(message)
                else:
                    return message
        finally:
            with life.lock:
                del life.asked[one.number]
            if one.enforcer is not None:
                one.enforcer.cancel()
                one.enforcer.join()
        with self._lock:
            if self._life is life:
                self._life = None
        tail = life.end()
        if one.enforcer is not None:
            raise SpeechFailed(Failed(id=one.number, message="The line was cancelled.", kind="cancelled"))
        raise WorkerDied(tail, with_another=life.killed)

    def _running(self) -> _Running:
        if self._life is not None and self._life.process.poll() is None:
            return self._life
        if self._life is not None:
            self._life.end()
        root = str(Path(protocol.__file__).parent.parent)
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
        try:
            process = subprocess.Popen(
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
        self._life = _Running(process)
        return self._life
