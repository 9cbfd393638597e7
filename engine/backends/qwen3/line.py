"""One line on its way: its pieces being spoken, judged and put together in order, and what is known of it at the end.

The pieces of a line are spoken at the same time, and its sound is given in their order. A piece is given when it has
been accepted, except the first of a line that somebody waits for: that is given as it comes. When it turns out to be
doubtful it is withdrawn and spoken again like any other, so that a line is the same whether or not anybody waited.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.backends import Anew
from engine.backends.qwen3 import guards
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.backends.qwen3.speaking import Attempt
from engine.delivery.assembly import Assembly
from engine.delivery.judge import LINE_RETRIES, RETRIES, Verdict, badness, judge
from engine.delivery.level import RATE, Array
from engine.delivery.spans import Silence, Span, Speech
from engine.errors import EngineError
from engine.models import Checkpoint
from engine.protocol import PlanItem, Result, SpeechRequest, SpokenBy


def seed_of(seed: int, piece: int, attempt: int) -> int:
    """The seed of one attempt at one piece: no piece disturbs the next."""
    source = hashlib.blake2b(f"{seed}/{piece}/{attempt}".encode(), digest_size=8).digest()
    return int.from_bytes(source, "little")


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of text under one voice, and the attempts at it."""

    speech: Speech
    number: int
    checkpoint: Checkpoint
    settings: SamplingSettings | None  # None: the checkpoint's own
    streamed: bool = False  # given as it comes
    attempt: Attempt | None = None
    tries: int = 0
    best: Attempt | None = None
    verdict: Verdict = field(default_factory=Verdict)  # on the best
    accepted: bool = False
    budget: guards.Budget = field(init=False)

    def __post_init__(self) -> None:
        self.budget = guards.budget(self.speech.text, self.speech.language)

    def judge(self, request: SpeechRequest, again: bool) -> bool:
        """Look at the attempt that has ended: accept it, or say that another is wanted (False).

        ``again``: whether the line may have another attempt.
        """
        attempt = self.attempt
        assert attempt is not None
        told = ("loop",) if attempt.stopped else ()
        verdict = judge(attempt.sound(), RATE, self.speech, request, told=told, ended=attempt.spoken)
        if self.best is None or badness(verdict.checks) < badness(self.verdict.checks):
            self.best, self.verdict = attempt, verdict
        self.attempt = None
        self.accepted = not verdict.checks or self.tries > RETRIES or not again
        return self.accepted


class Line:
    """A request being spoken; compared by identity."""

    def __init__(
        self,
        request: SpeechRequest,
        cancelled: Callable[[], bool],
        urgent: bool,
        parts: Sequence[Piece | Silence],
        plan: tuple[PlanItem, ...],
    ) -> None:
        self.request = request
        self.cancelled = cancelled
        self.urgent = urgent
        self.pieces = [part for part in parts if isinstance(part, Piece)]
        self._parts = parts
        self._plan = plan
        self._began = time.perf_counter()
        self._first = 0.0
        self._withdrawn = False  # since it was last asked to advance
        self._rewind()

    def _rewind(self) -> None:
        self._assembly = Assembly(RATE)
        self._cursor = 0
        self._given = 0  # parts of the attempt at the cursor's piece

    def judge(self, piece: Piece) -> bool:
        """Accept a piece that has ended, or say that it is to be spoken again (False)."""
        again = sum(p.tries - 1 for p in self.pieces if p.tries) < LINE_RETRIES
        accepted = piece.judge(self.request, again)
        if piece.streamed and not accepted:
            piece.streamed = False
            self._withdrawn = True
            self._rewind()
        return accepted

    def advance(self) -> Iterator[Array | Anew | Result]:
        """What can be given now, in order; the Result when everything was."""
        if self._withdrawn:
            self._withdrawn = False
            yield Anew()
        for samples in self._settled():
            self._first = self._first or time.perf_counter()
            yield samples
        if self._cursor == len(self._parts):
            done = time.perf_counter()
            spent = {"first": 1000 * ((self._first or done) - self._began), "total": 1000 * (done - self._began)}
            yield self._assembly.result(self._plan, self._models(), spent)

    def _settled(self) -> Iterator[Array]:
        while self._cursor < len(self._parts):
            part = self._parts[self._cursor]
            if isinstance(part, Silence):
                yield from self._assembly.silence(part)
            else:
                yield from self._piece(part)
                if not part.accepted:
                    return
            self._cursor += 1
        yield from self._assembly.finish()

    def _piece(self, piece: Piece) -> Iterator[Array]:
        source = piece.best if piece.accepted else piece.attempt if piece.streamed else None
        if source is None:
            return
        if not self._assembly.open:
            self._assembly.begin(piece.speech.controls)
            self._given = 0
        fresh, self._given = source.parts[self._given :], len(source.parts)
        for samples in fresh:
            yield from self._assembly.push(samples)
        if piece.accepted:
            yield from self._assembly.end(piece.speech, piece.verdict)

    def _models(self) -> tuple[SpokenBy, ...]:
        voices = {"": self.request.voice, **self.request.voices}
        spoken: dict[str, SpokenBy] = {}
        for piece in self.pieces:
            for name in (name for name, spec in voices.items() if spec == piece.speech.voice):
                made = SpokenBy(model=piece.checkpoint.name, digest=piece.checkpoint.digest, voice=name)
                spoken.setdefault(name, made)
        return tuple(spoken.values())


def parts_of(
    spans: Sequence[Span],
    checkpoint: Callable[[Speech], Checkpoint],
    settings: Callable[[Speech], SamplingSettings | None],
    urgent: bool,
) -> list[Piece | Silence]:
    """The spans as pieces to speak; the first of an urgent line is given as it comes. Raises EngineError."""
    parts: list[Piece | Silence] = []
    number = 0
    for span in spans:
        if isinstance(span, Silence):
            parts.append(span)
            continue
        if not span.text:
            raise EngineError("A piece of the line has no text.", kind="text")
        parts.append(Piece(span, number, checkpoint(span), settings(span), streamed=urgent and number == 0))
        number += 1
    return parts
