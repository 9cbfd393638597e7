"""The thread that reads ahead, so that opening a file never happens in an audio callback."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.audio.mix import BLOCK
from studio.errors import LinereadError
from studio.playback.programme import Programme

AHEAD = 3  # pages: four seconds, or two at double speed

Wish = tuple[Programme, int]


class Reader:
    """Loads the pages that are wished for, most urgent first."""

    def __init__(self, on_problem: Callable[[LinereadError], None] | None = None) -> None:
        self._on_problem = on_problem
        self._wishes: tuple[Wish, ...] = ()
        self._told: set[str] = set()
        self._event = threading.Event()
        self._idle = threading.Event()
        self._lock = threading.Lock()  # of the wishes and the two events, never held while reading
        self._closing = False
        self._thread: threading.Thread | None = None

    def want(self, wishes: tuple[Wish, ...]) -> None:
        """These pages next. Cheap: an audio callback asks."""
        if wishes == self._wishes:
            return
        with self._lock:
            self._wishes = wishes
            self._idle.clear()
            self._event.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="read ahead", daemon=True)
            self._thread.start()

    def wait(self, timeout: float | None = None) -> bool:
        """Until everything wished for is there."""
        return self._thread is None or self._idle.wait(timeout)

    def close(self) -> None:
        self._closing = True
        self._event.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while not self._closing:
            with self._lock:
                self._event.clear()
                wishes = self._wishes
            missing = next((w for w in wishes if not w[0].has(w[1])), None)
            if missing is None:
                with self._lock:
                    if not self._event.is_set():
                        self._idle.set()
                self._event.wait()
                continue
            problem = missing[0].load(missing[1])
            if problem is not None and problem.message not in self._told:
                self._told.add(problem.message)
                if self._on_problem is not None:
                    self._on_problem(problem)


def pages_from(programme: Programme, position: int, speed: float, count: int = AHEAD) -> tuple[Wish, ...]:
    """The pages that playing from ``position`` needs, and the one behind it, for a turn."""
    index = max(0, position) // BLOCK
    step = -1 if speed < 0 else 1
    return tuple((programme, index + step * n) for n in (*range(count + 1), -1) if index + step * n >= 0)
