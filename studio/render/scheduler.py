"""Who speaks when: a queue of orders, one or more speech processes, and what comes out of them.

What the user just asked for goes first, then what the playhead reaches next, then what is in sight, then
the rest; inside a class the order of asking. The newest order of a line replaces the older one. A process
that dies takes nothing with it: its line is tried once more, then it is that line's failure.

While a worker speaks the next line, a second thread converts and stores the last one.
"""

from __future__ import annotations

import contextlib
import enum
import heapq
import itertools
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine import catalogue
from engine.errors import EngineError
from engine.protocol import Result
from studio.errors import LinereadError
from studio.render.orders import Order
from studio.render.process import SpeechFailed, SpeechProcess, WorkerDied
from studio.render.states import State
from studio.render.takes import Take, TakeStore

ATTEMPTS = 2  # a line that ends its process is tried once more


def lines_together(engine: str) -> int:
    """How many lines an engine speaks at the same time; 1 for an engine that there is not."""
    try:
        return catalogue.describe(engine).capabilities.together
    except EngineError:
        return 1


class Priority(enum.IntEnum):
    ASKED = 0
    AHEAD = 1
    VISIBLE = 2
    REST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    line_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The next samples of a line that is being spoken: float32 mono at ``rate``."""

    line_id: str
    samples: NDArray[np.float32]
    rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    line_id: str
    take: Take
    again: bool = False  # it was there already


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    line_id: str
    message: str
    hint: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    line_id: str


RenderEvent = Started | Heard | Finished | Failure | Cancelled


@dataclass(slots=True)
class _Job:
    order: Order
    anew: bool = False
    attempts: int = 0
    heard: int = 0  # samples given to the listener, whatever attempt they came from
    cancelled: bool = False
    kept: bool = False  # spoken, and on its way to the disk: too late to cancel


@dataclass(slots=True, eq=False)
class _Speaker:
    """A speech process and what it has in hand: one line, or several of an engine that speaks them together."""

    process: SpeechProcess
    first: bool  # engines that speak lines together get this process only: one model in memory, one batch
    engine: str = ""
    busy: int = 0
    idle: int = 0  # threads that wait for work
    threads: list[threading.Thread] = field(default_factory=list)

    def takes(self, engine: str, priority: int) -> bool:
        together = lines_together(engine)
        if together == 1 or self.busy == 0:
            return self.busy == 0 and (together == 1 or self.first)
        return self.engine == engine and self.busy < together + (priority == Priority.ASKED)


class Renderer:
    """Renders orders into a store. ``listener`` is called from its threads with every event."""

    def __init__(
        self, store: TakeStore, rate: int, workers: int = 1, listener: Callable[[RenderEvent], None] | None = None
    ) -> None:
        if not 1 <= workers <= 64:
            raise LinereadError(f"{workers} workers cannot be.", "Use 1 to 64; one for each free core is best.")
        self._store = store
        self._rate = rate
        self._listener = listener or (lambda event: None)
        self._heaps: dict[str, list[tuple[int, int, _Job | None]]] = {}  # by engine; None: it is to be loaded
        self._jobs: dict[str, _Job] = {}  # the newest job of each line that is queued or rendering
        self._states: dict[str, State] = {}
        self._speaking: dict[str, tuple[_Job, SpeechProcess]] = {}
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._open = 0  # jobs not yet finished, failed or cancelled
        self._closing = False
        self._finished: queue.Queue[tuple[_Job, NDArray[np.float32], Result] | None] = queue.Queue(maxsize=8)
        self._speakers = [_Speaker(SpeechProcess(), first=i == 0) for i in range(workers)]
        self._storing = threading.Thread(target=self._keep, name="takes", daemon=True)
        with self._changed:
            for speaker in self._speakers:
                self._staff(speaker)
        self._storing.start()

    # -- asking ----------------------------------------------------------------------------------

    def submit(self, order: Order, priority: Priority = Priority.REST, anew: bool = False) -> None:
        """Queue a line. An older order of the same line is cancelled; ``anew`` speaks it even if it has its take."""
        with self._changed:
            older = self._jobs.get(order.line_id)
            if older is not None and older.order.key == order.key and not older.cancelled:
                if self._states.get(order.line_id) is State.QUEUED:
                    self._push(older, priority)
                return
        if older is not None:
            self.cancel([order.line_id])
        with self._changed:
            job = _Job(order, anew)
            self._jobs[order.line_id] = job
            self._states[order.line_id] = State.QUEUED
            self._open += 1
            self._push(job, priority)

    def warm(self, engine: str) -> None:
        """Load an engine in every process that has nothing better to do, so that the next line starts at once."""
        with self._changed:
            heap = self._heaps.setdefault(engine, [])
            for _ in self._speakers if lines_together(engine) == 1 else self._speakers[:1]:
                heapq.heappush(heap, (Priority.AHEAD, next(self._count), None))
            self._changed.notify_all()

    def cancel(self, line_ids: Iterable[str] | None = None) -> None:
        """Give up these lines, or all. Queued ones go at once, the one being spoken within two seconds."""
        gone: list[str] = []
        stop: list[SpeechProcess] = []
        with self._changed:
            for line_id in list(self._jobs) if line_ids is None else list(line_ids):
                job = self._jobs.get(line_id)
                if job is None or job.cancelled or job.kept:
                    continue
                del self._jobs[line_id]
                job.cancelled = True
                self._states.pop(line_id, None)
                self._open -= 1
                gone.append(line_id)
                speaking = self._speaking.get(line_id)
                if speaking is not None and speaking[0] is job:
                    stop.append(speaking[1])
            self._changed.notify_all()
        for process in stop:
            process.cancel()
        for line_id in gone:
            self._listener(Cancelled(line_id=line_id))

    def states(self) -> dict[str, State]:
        """Which lines are queued or rendering."""
        with self._changed:
            return dict(self._states)

    def wait(self, timeout: float | None = None) -> bool:
        """Until nothing is queued or rendering; False when ``timeout`` seconds were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, timeout)

    def close(self) -> None:
        """Cancel what is left and end the processes."""
        self.cancel()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for speaker in self._speakers:
            for thread in speaker.threads:
                thread.join()
            speaker.process.close()
        self._finished.put(None)
        self._storing.join()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- doing -----------------------------------------------------------------------------------

    def _push(self, job: _Job, priority: int) -> None:
        heap = self._heaps.setdefault(job.order.request.voice.engine, [])
        heapq.heappush(heap, (priority, next(self._count), job))
        self._changed.notify_all()

    def _next(self, speaker: _Speaker) -> tuple[str, _Job | None, bool] | None:
        """What this speaker does next: an engine, its line or None to load it, and whether somebody waits for it."""
        with self._changed:
            speaker.idle += 1
            while True:
                for heap in self._heaps.values():
                    while heap and (job := heap[0][2]) is not None and not self._queued(job):
                        heapq.heappop(heap)
                if self._closing:
                    return None
                able = [(heap[0], e) for e, heap in self._heaps.items() if heap and speaker.takes(e, heap[0][0])]
                if able:
                    (priority, _, job), engine = min(able, key=lambda one: one[0][:2])
                    heapq.heappop(self._heaps[engine])
                    if job is not None:
                        self._states[job.order.line_id] = State.RENDERING
                        self._speaking[job.order.line_id] = (job, speaker.process)
                    speaker.idle -= 1
                    speaker.busy += 1
                    speaker.engine = engine
                    if not speaker.idle and lines_together(engine) > 1:
                        self._staff(speaker)
                    return engine, job, priority == Priority.ASKED
                self._changed.wait()

    def _queued(self, job: _Job) -> bool:
        return not job.cancelled and self._states.get(job.order.line_id) is State.QUEUED

    def _staff(self, speaker: _Speaker) -> None:
        thread = threading.Thread(target=self._drive, args=(speaker,), name="speech", daemon=True)
        speaker.threads.append(thread)
        thread.start()

    def _drive(self, speaker: _Speaker) -> None:
        while (work := self._next(speaker)) is not None:
            engine, job, urgent = work
            if job is None:
                with contextlib.suppress(LinereadError, WorkerDied):  # the first line will say what is wrong
                    speaker.process.load(engine)
            else:
                self._render(speaker.process, job, urgent)
            with self._changed:
                speaker.busy -= 1
                if job is not None and self._speaking.get(job.order.line_id, (None,))[0] is job:
                    del self._speaking[job.order.line_id]
                self._changed.notify_all()

    def _render(self, process: SpeechProcess, job: _Job, urgent: bool) -> None:
        order = job.order
        self._listener(Started(line_id=order.line_id))
        if not job.anew and self._store.has(order.key):
            try:
                self._store.adopt(order)
            except LinereadError as error:
                self._fail(job, error.message, error.hint)
                return
            take = self._store.get(order.key)
            assert take is not None
            self._end(job, Finished(line_id=order.line_id, take=take, again=True))
        else:
            self._speak(process, job, urgent)

    def _speak(self, process: SpeechProcess, job: _Job, urgent: bool) -> None:
        line_id = job.order.line_id

        spoken = 0  # samples of this attempt

        def heard(samples: NDArray[np.float32], rate: int) -> None:
            nonlocal spoken
            spoken += len(samples)
            new = spoken - job.heard  # the same request gives the same samples: none is to be heard twice
            if new > 0 and not job.cancelled:
                job.heard = spoken
                self._listener(Heard(line_id=line_id, samples=samples[-new:], rate=rate))

        while not job.cancelled:
            job.attempts += 1
            spoken = 0
            try:
                audio, result = process.speak(job.order.request, heard, lambda: job.cancelled, urgent)
            except SpeechFailed as error:
                self._fail(job, error.message, error.hint, error.detail)
            except WorkerDied as death:
                if death.with_another:
                    job.attempts -= 1
                if job.attempts < ATTEMPTS:
                    continue
                self._fail(
                    job,
                    "The voice engine's process ended while it spoke this line, twice.",
                    "Render the other lines, then change this one a little; `lineread doctor` checks the engine.",
                    death.tail,
                )
            except LinereadError as error:
                self._fail(job, error.message, error.hint)
            else:
                self._finished.put((job, audio, result))
            return

    def _keep(self) -> None:
        while (item := self._finished.get()) is not None:
            job, audio, result = item
            with self._changed:
                if job.cancelled:
                    continue  # a take that nobody is told of would be there, and its line stale all the same
                job.kept = True
            try:
                take = self._store.put(job.order, audio, result, self._rate)
            except LinereadError as error:
                self._fail(job, error.message, error.hint)
            else:
                self._end(job, Finished(line_id=job.order.line_id, take=take))

    def _fail(self, job: _Job, message: str, hint: str, detail: str = "") -> None:
        if not job.cancelled:
            try:
                self._store.failed(job.order, message, hint)
            except LinereadError as error:
                detail = f"{detail}\n{error}".strip()
        self._end(job, Failure(line_id=job.order.line_id, message=message, hint=hint, detail=detail))

    def _end(self, job: _Job, event: RenderEvent) -> None:
        line_id = job.order.line_id
        with self._changed:
            if job.cancelled:
                return
            job.cancelled = True  # nothing more comes of it
            if self._jobs.get(line_id) is job:
                del self._jobs[line_id]
                self._states.pop(line_id, None)
        self._listener(event)
        with self._changed:
            self._open -= 1
            self._changed.notify_all()
