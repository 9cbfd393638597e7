"""A line spoken by a server, piece by piece: each finished on this side and joined, silences between."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from engine.backends import Anew, Samples
from engine.backends.remote import client
from engine.backends.remote.info import RATE, chosen
from engine.backends.remote.spoken import Speaker
from engine.delivery.assembly import Assembly
from engine.delivery.judge import LINE_RETRIES, RETRIES, Verdict, badness, judge
from engine.delivery.spans import Silence, Span, Speech, spans
from engine.plan import compile_plan
from engine.protocol import Controls, Result, SpeechRequest, SpokenBy

_JUDGING = threading.Lock()  # it computes, which gains nothing by being done for several lines at once
_APART = 104_729  # between the seeds of two attempts, so that no piece's attempt is another's
LONGEST = 900  # characters in one request, where the model is not one that loses endings: OpenAI takes 4,096


def pieces(request: SpeechRequest) -> tuple[Span, ...]:
    """The calls of a line. Raises EngineError for what its voices cannot do."""
    qwen = chosen(request.voice).dialect.qwen
    return spans(request, longest=None if qwen else LONGEST)


def speak(
    request: SpeechRequest, parts: tuple[Span, ...], speaker: Speaker, urgent: bool, exchange: client.Exchange
) -> Iterator[Samples | Anew | Result]:
    """The samples of a line, then its Result. Raises EngineError, client.Stopped.

    The first piece of an ``urgent`` line is given as it comes; when it turns out to be doubtful it is withdrawn.
    """
    began = time.monotonic()
    assembly = Assembly(RATE)
    tries = _Tries(request, speaker, exchange)
    first = next((index for index, part in enumerate(parts) if isinstance(part, Speech)), -1)
    for index, part in enumerate(parts):
        if isinstance(part, Silence):
            yield from assembly.silence(part)
            continue
        taken: _Taken | None = None
        if urgent and index == first:
            came: list[Samples] = []
            assembly.begin(_left(part))
            for samples in speaker.speak(part, request.seed, True, exchange):
                came.append(samples)
                yield from assembly.push(samples)
            taken = tries.judged(part, came)
            if not tries.another(part, taken):
                yield from assembly.end(part, taken.verdict)
                continue
            yield Anew()
            assembly = Assembly(RATE)
            for before in parts[:index]:
                if isinstance(before, Silence):
                    yield from assembly.silence(before)
        best = tries.best(part, taken)
        assembly.begin(_left(part))
        for samples in best.samples:
            yield from assembly.push(samples)
        yield from assembly.end(part, best.verdict)
    yield from assembly.finish()
    yield assembly.result(compile_plan(request), _models(request), {"server": (time.monotonic() - began) * 1000})


@dataclass(frozen=True, slots=True)
class _Taken:
    """A piece as the server said it, and what is wrong with it."""

    samples: list[Samples]
    verdict: Verdict


class _Tries:
    """Asks again for pieces that are doubtful, where a server has seeds: another one gives another reading."""

    def __init__(self, request: SpeechRequest, speaker: Speaker, exchange: client.Exchange) -> None:
        self._request = request
        self._speaker = speaker
        self._exchange = exchange
        self._left = LINE_RETRIES

    def best(self, part: Speech, taken: _Taken | None) -> _Taken:
        """The best of the attempts at a piece; ``taken``: the first, where it was made already."""
        best = taken or self._attempt(part, 0)
        number = 1
        while number <= RETRIES and self.another(part, best):
            self._left -= 1
            made = self._attempt(part, number)
            if badness(made.verdict.checks) < badness(best.verdict.checks):
                best = made
            number += 1
        return best

    def another(self, part: Speech, taken: _Taken) -> bool:
        """Whether a piece is worth being said again."""
        return bool(taken.verdict.checks) and self._left > 0 and chosen(part.voice).dialect.seed

    def judged(self, part: Speech, samples: list[Samples]) -> _Taken:
        heard = np.concatenate([np.zeros(0, np.float32), *samples])
        with _JUDGING:
            return _Taken(samples, judge(heard, RATE, part, self._request))

    def _attempt(self, part: Speech, number: int) -> _Taken:
        seed = self._request.seed + number * _APART
        return self.judged(part, list(self._speaker.speak(part, seed, False, self._exchange)))


def _left(part: Speech) -> Controls:
    """The controls that are done on this side."""
    if chosen(part.voice).dialect.native_speed:
        return msgspec.structs.replace(part.controls, speed=1.0)
    return part.controls


def _models(request: SpeechRequest) -> tuple[SpokenBy, ...]:
    """The servers' models; what weights they have nobody here knows."""
    servers = {name: chosen(spec).server for name, spec in {"": request.voice, **request.voices}.items()}
    return tuple(SpokenBy(model=server.model or server.name, voice=name) for name, server in servers.items())
