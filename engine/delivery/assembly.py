"""A line put together from its pieces in order: finished on this side, silences between, one limiter over all.

Every engine that speaks in pieces gives its line through here, so that samples, word times and checks are made one way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
import numpy as np

from engine.delivery import post
from engine.delivery.judge import Verdict, line_checks
from engine.delivery.level import Array, Limiter
from engine.delivery.spans import Silence, Speech
from engine.protocol import Controls, PlanItem, Result, SpokenBy, Word
from engine.quality import Listener


class Assembly:
    """Takes pieces as they come and gives the samples of the line that are settled."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._limiter, self._listener = Limiter(), Listener(rate)
        self._position = 0  # samples before the limiter
        self._chain: post.Chain | None = None
        self._start = 0  # of the piece that is open
        self._speed = 1.0
        self._words: list[Word] = []
        self._verdicts: list[Verdict] = []
        self._parts: list[Speech | Silence] = []

    def silence(self, part: Silence) -> Iterator[Array]:
        """Nothing, to the sample."""
        self._parts.append(part)
        yield from self._give(np.zeros(round(part.seconds * self._rate), np.float32))

    @property
    def open(self) -> bool:
        """Whether a piece has begun that has not ended."""
        return self._chain is not None

    def begin(self, controls: Controls) -> None:
        """A piece begins; ``controls`` without what the model itself has done."""
        self._chain, self._start, self._speed = post.chain(controls, self._rate), self._position, controls.speed

    def push(self, samples: Array) -> Iterator[Array]:
        """The next samples of the piece, as the model gave them."""
        assert self._chain is not None
        yield from self._give(self._chain.push(samples))

    def end(self, speech: Speech, verdict: Verdict) -> Iterator[Array]:
        """The piece was whole, and this is what is known of it."""
        assert self._chain is not None
        yield from self._give(self._chain.flush())
        self._words += self._moved(verdict, self._chain.cut)
        self._verdicts.append(verdict)
        self._parts.append(speech)
        self._chain = None

    def finish(self) -> Iterator[Array]:
        """The rest of the line."""
        yield from self._heard(self._limiter.flush())

    def result(
        self, plan: tuple[PlanItem, ...], models: tuple[SpokenBy, ...], milliseconds: Mapping[str, float]
    ) -> Result:
        """What is known of the line; after :meth:`finish`."""
        words = sorted(self._words, key=lambda w: (w.start, w.offset))
        return Result(
            samples=self._listener.samples,
            rate=self._rate,
            words=tuple(words),
            plan=plan,
            checks=line_checks(self._listener, self._verdicts, self._parts, limited=self._limiter.reduction),
            models=models,
            milliseconds=milliseconds,
        )

    def _moved(self, verdict: Verdict, cut: int) -> Iterator[Word]:
        """The piece's words where they lie in the line: behind what came before, without its edges, at its speed."""
        length = self._position - self._start

        def moved(at: int) -> int:
            return self._start + min(max(round((at - cut) / self._speed), 0), length)

        for word in verdict.words:
            phones = tuple(msgspec.structs.replace(p, start=moved(p.start), end=moved(p.end)) for p in word.phones)
            yield msgspec.structs.replace(word, start=moved(word.start), end=moved(word.end), phones=phones)

    def _give(self, samples: Array) -> Iterator[Array]:
        self._position += len(samples)
        yield from self._heard(self._limiter.push(samples))

    def _heard(self, samples: Array) -> Iterator[Array]:
        if len(samples):
            self._listener.feed(samples)
            yield samples
