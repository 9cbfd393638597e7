"""One line on its way: its pieces being spoken, judged and put together in order, and what is known of it at the end.

The pieces of a line are spoken at the same time, and its sound is given in their order. A piece is given when it has
been accepted, except the first of a line that somebody waits for: that is given as it comes, so it cannot be taken
back and spoken again, and what is wrong with it is only told.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np

from engine.align import align
from engine.backends.qwen3 import guards
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.backends.qwen3.speaking import Attempt
from engine.delivery import post
from engine.delivery.level import RATE, Array, Limiter
from engine.delivery.pace import PHONEMES_PER_SECOND, expected_seconds
from engine.delivery.reading import NOWHERE
from engine.delivery.spans import Silence, Span, Speech
from engine.errors import EngineError
from engine.models import Checkpoint
from engine.protocol import Check, Pause, PlanItem, Result, Segment, SpeechRequest, Text, Word
from engine.quality import Listener

UNDETERMINED = "und"  # a language for which the aligner lays words out by their length


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
    checks: tuple[Check, ...] = ()
    words: tuple[Word, ...] = ()  # in samples of the raw piece, offsets into the line
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
        samples = attempt.sound()
        checks = guards.doubts(
            self.speech.text, self.budget, attempt.first_codes(), samples, RATE, ended=attempt.spoken
        )
        language = self.speech.language if not checks else UNDETERMINED
        places = [p for p in self.speech.reading.at if p != NOWHERE]
        words: tuple[Word, ...] = ()
        if places:
            start, end = min(places), max(places) + 1
            aligned = align(samples, RATE, shown_part(request.segments, start, end), language, request.lexicon)
            words = tuple(msgspec.structs.replace(w, offset=w.offset + start) for w in aligned.words)
            if not checks:
                checks = aligned.checks()
        if self.best is None or guards.badness(checks) < guards.badness(self.checks):
            self.best, self.checks, self.words = attempt, checks, words
        self.attempt = None
        self.accepted = not checks or self.streamed or self.tries > guards.RETRIES or not again
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
        self._cursor = 0
        self._given = 0  # parts of the attempt at the cursor's piece
        self._chain: post.Chain | None = None
        self._start = 0  # of the piece at the cursor, in samples of the line
        self._limiter, self._listener = Limiter(), Listener(RATE)
        self._position = 0  # samples before the limiter
        self._words: list[Word] = []

    def judge(self, piece: Piece) -> bool:
        """Accept a piece that has ended, or say that it is to be spoken again (False)."""
        again = sum(p.tries - 1 for p in self.pieces if p.tries) < guards.LINE_RETRIES
        return piece.judge(self.request, again)

    def advance(self) -> Iterator[Array | Result]:
        """What can be given now, in order; the Result when everything was."""
        while self._cursor < len(self._parts):
            part = self._parts[self._cursor]
            if isinstance(part, Silence):
                yield from self._give(np.zeros(round(part.seconds * RATE), np.float32))
            else:
                yield from self._piece(part)
                if not part.accepted:
                    return
            self._cursor += 1
        yield from self._heard(self._limiter.flush())
        yield self._result()

    def _piece(self, piece: Piece) -> Iterator[Array]:
        source = piece.best if piece.accepted else piece.attempt if piece.streamed else None
        if source is None:
            return
        if self._chain is None:
            self._chain, self._given, self._start = post.chain(piece.speech.controls, RATE), 0, self._position
        fresh, self._given = source.parts[self._given :], len(source.parts)
        for samples in fresh:
            yield from self._give(self._chain.push(samples))
        if piece.accepted:
            yield from self._give(self._chain.flush())
            self._words += self._moved(piece, self._chain.cut)
            self._chain = None

    def _moved(self, piece: Piece, cut: int) -> Iterator[Word]:
        """The piece's words where they lie in the line: behind what came before, without its edges, at its speed."""
        speed, length = piece.speech.controls.speed, self._position - self._start

        def moved(at: int) -> int:
            return self._start + min(max(round((at - cut) / speed), 0), length)

        for word in piece.words:
            phones = tuple(msgspec.structs.replace(p, start=moved(p.start), end=moved(p.end)) for p in word.phones)
            yield msgspec.structs.replace(word, start=moved(word.start), end=moved(word.end), phones=phones)

    def _give(self, samples: Array) -> Iterator[Array]:
        self._position += len(samples)
        yield from self._heard(self._limiter.push(samples))

    def _heard(self, samples: Array) -> Iterator[Array]:
        if len(samples):
            self._first = self._first or time.perf_counter()
            self._listener.feed(samples)
            yield samples

    def _result(self) -> Result:
        done = time.perf_counter()
        speeches = [piece.speech for piece in self.pieces]
        seconds = sum(expected_seconds(s.text, s.language) for s in speeches)
        checks = {check.code: check for piece in reversed(self.pieces) for check in reversed(piece.checks)}
        heard = self._listener.checks(
            phonemes=round(seconds * PHONEMES_PER_SECOND),
            speed=min((s.controls.speed for s in speeches), default=1.0),
            wanted_silence=sum(s.seconds for s in self._parts if isinstance(s, Silence)),
            limited=self._limiter.reduction,
            gain=max((s.controls.volume for s in speeches), default=0.0),
        )
        for check in heard:
            checks.setdefault(check.code, check)
        return Result(
            samples=self._listener.samples,
            rate=RATE,
            words=tuple(sorted(self._words, key=lambda w: (w.start, w.offset))),
            plan=self._plan,
            checks=tuple(checks.values()),
            milliseconds={
                "first": 1000 * ((self._first or done) - self._began),
                "total": 1000 * (done - self._began),
            },
        )


def shown_part(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    """The segments between two characters of the shown line; what is said for a segment stays with it."""
    found: list[Segment] = []
    offset = 0
    for segment in segments:
        if isinstance(segment, Pause):
            continue
        if not isinstance(segment, Text):
            if start <= offset < end:
                found.append(segment)
            continue
        low, high = max(start - offset, 0), min(end - offset, len(segment.text))
        if low < high:
            found.append(msgspec.structs.replace(segment, text=segment.text[low:high], phonemes=None))
        offset += len(segment.text)
    return tuple(found)


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
