"""A line spoken by a server, piece by piece: each finished on this side and joined, silences between."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from engine.backends import Samples
from engine.backends.remote import client
from engine.backends.remote.info import RATE, chosen
from engine.backends.remote.spoken import Speaker
from engine.delivery import post
from engine.delivery.level import Limiter
from engine.delivery.pace import PHONEMES_PER_SECOND, expected_seconds
from engine.delivery.spans import Silence, Span, Speech, spans
from engine.plan import compile_plan
from engine.protocol import Result, SpeechRequest
from engine.quality import Listener

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
    for part in parts:
        for samples in _said(part, request.seed, speaker, urgent, exchange):
            settled = limiter.push(samples)
            if len(settled):
                listener.feed(settled)
                yield settled
    rest = limiter.flush()
    if len(rest):
        listener.feed(rest)
        yield rest
    speeches = [p for p in parts if isinstance(p, Speech)]
    seconds = sum(expected_seconds(s.text, s.language) / s.controls.speed for s in speeches)
    yield Result(
        samples=listener.samples,
        rate=RATE,
        plan=compile_plan(request),
        checks=listener.checks(
            phonemes=round(seconds * PHONEMES_PER_SECOND),
            speed=min((s.controls.speed for s in speeches), default=1.0) if len(speeches) == 1 else 1.0,
            wanted_silence=sum(p.seconds for p in parts if isinstance(p, Silence)),
            limited=limiter.reduction,
            gain=speeches[0].controls.volume if len(speeches) == 1 else 0.0,
        ),
    )


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
