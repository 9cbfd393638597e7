"""A line spoken by a server, piece by piece: each finished on this side and joined, silences between."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import numpy as np

from engine.align import Alignment, align
from engine.backends import Samples
from engine.backends.remote import client
from engine.backends.remote.info import RATE, chosen
from engine.backends.remote.spoken import Speaker
from engine.delivery import post
from engine.delivery.level import Limiter
from engine.delivery.pace import PHONEMES_PER_SECOND, expected_seconds
from engine.delivery.spans import Silence, Span, Speech, spans
from engine.errors import EngineError
from engine.plan import compile_plan
from engine.protocol import Result, SpeechRequest
from engine.quality import Listener

_HOPELESS = ("broken", "silence")  # says all there is to say
_ALIGNING = threading.Lock()  # it computes, which gains nothing by being done for several lines at once
LONGEST = 900  # characters in one request, where the model is not one that loses endings: OpenAI takes 4,096


def pieces(request: SpeechRequest) -> tuple[Span, ...]:
    """The calls of a line. Raises EngineError for what its voices cannot do."""
    qwen = chosen(request.voice).dialect.qwen
    return spans(request, longest=None if qwen else LONGEST)


def speak(
    request: SpeechRequest, parts: tuple[Span, ...], speaker: Speaker, urgent: bool, exchange: client.Exchange
) -> Iterator[Samples | Result]:
    """The samples of a line, then its Result. Raises EngineError, client.Stopped."""
    listener = Listener(RATE)
    limiter = Limiter()
    heard: list[Samples] = []

    def settled(samples: Samples) -> Iterator[Samples]:
        if len(samples):
            listener.feed(samples)
            heard.append(samples)
            yield samples

    for part in parts:
        for samples in _said(part, request.seed, speaker, urgent, exchange):
            yield from settled(limiter.push(samples))
    yield from settled(limiter.flush())
    speeches = [p for p in parts if isinstance(p, Speech)]
    seconds = sum(expected_seconds(s.text, s.language) / s.controls.speed for s in speeches)
    checks = listener.checks(
        phonemes=round(seconds * PHONEMES_PER_SECOND),
        wanted_silence=sum(p.seconds for p in parts if isinstance(p, Silence)),
        limited=limiter.reduction,
        gain=max((s.controls.volume for s in speeches), default=0.0, key=abs),
    )
    found = _words(request, heard)
    yield Result(
        samples=listener.samples,
        rate=RATE,
        words=found.words if found else (),
        plan=compile_plan(request),
        checks=(*checks, *found.checks()) if found and not any(c.code in _HOPELESS for c in checks) else checks,
    )


def _words(request: SpeechRequest, heard: list[Samples]) -> Alignment | None:
    """Where the words lie in the finished line; None where nothing is heard, or where nobody can tell."""
    if not heard:
        return None
    try:
        with _ALIGNING:
            return align(np.concatenate(heard), RATE, request.segments, request.language, request.lexicon)
    except EngineError:  # phonemes that cannot be read: the line is well without word times
        return None


def _said(part: Span, seed: int, speaker: Speaker, urgent: bool, exchange: client.Exchange) -> Iterator[Samples]:
    if isinstance(part, Silence):
        yield np.zeros(round(part.seconds * RATE), np.float32)
        return
    controls = part.controls
    if chosen(part.voice).dialect.native_speed:
        controls = msgspec.structs.replace(controls, speed=1.0)
    chain = post.chain(controls, RATE)
    for samples in speaker.speak(part, seed, urgent, exchange):
        yield chain.push(samples)
    yield chain.flush()
