"""The embedded expressive engine: a request in, chunks of samples and one result out.

Sentence by sentence: text front, score, blocks of samples, gain, pauses and sounds, limiter. What was said of
each control is in the plan; what looks odd in the outcome is in the checks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.backends.hibari import info, line
from engine.backends.hibari.model import RATE, Array, Model, vocabulary
from engine.backends.hibari.parameters import VoiceParameters, resolve
from engine.catalogue import EngineInfo
from engine.delivery.level import Limiter
from engine.errors import EngineError
from engine.plan import compile_plan, speaks
from engine.protocol import Controls, Pause, Pronunciation, Result, Segment, SpeechRequest, Text, VoiceDesign, Word
from engine.quality import Listener

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.text.english import Sentence

EMPTY_SECONDS = 0.3  # a line of punctuation only ("...") is a short silence


class Front(Protocol):
    """What turns text into sentences of phonemes: engine.text.english.EnglishFront."""

    def load(self) -> None: ...

    def sentences(
        self, segments: Sequence[Segment], language: str, lexicon: Sequence[Pronunciation]
    ) -> list[Sentence]: ...


class Backend:
    """Speaks English with the voices of ``voices.toml`` and any other set of their parameters."""

    info: EngineInfo = info.INFO

    def __init__(self, front: Front | None = None) -> None:
        self._front = front
        self._speaker: line.Speaker | None = None

    def load(self) -> None:
        """Become warm: open the model, read the dictionary, speak one word. Raises EngineError."""
        if self._speaker is None:
            self._ready()
            assert self._front is not None
            self._front.load()
            request = SpeechRequest(segments=(Text(text="Ready."),), voice=line.BASE)
            for _ in self.speak(request, lambda: False):
                pass

    def _ready(self) -> tuple[line.Speaker, Front]:
        if self._front is None:
            from engine.text.english import EnglishFront

            self._front = EnglishFront()
        if self._speaker is None:
            self._speaker = line.Speaker(Model(), vocabulary())
        return self._speaker, self._front

    def speak(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Array | Result]:
        """See engine.backends.Backend. Chunks are about a second; the first is the shortest."""
        began = time.perf_counter()
        plan = compile_plan(request)
        _refuse_other_languages(request)
        voices = _voices(request)
        speaker, front = self._ready()
        sentences = front.sentences(request.segments, request.language, request.lexicon)
        read = time.perf_counter()
        limiter, listener = Limiter(), Listener(RATE)
        words: list[Word] = []
        track = line.Track(request, voices)
        first_sound = 0.0
        for chunk in _limited(speaker.line(sentences, track, words), limiter):
            if cancelled():
                raise EngineError("The rendering was stopped.", kind="cancelled")
            listener.feed(chunk)
            first_sound = first_sound or time.perf_counter()
            yield chunk
        if not listener.samples:
            silence = np.zeros(round(EMPTY_SECONDS * RATE), np.float32)
            listener.feed(silence)
            yield silence
        done = time.perf_counter()
        controls = [s.controls for s in request.segments if isinstance(s, Text)] or [Controls()]
        yield Result(
            samples=listener.samples,
            rate=RATE,
            words=tuple(words),
            plan=plan,
            checks=listener.checks(
                phonemes=sum(len(s.phonemes) for s in sentences),
                speed=min(c.speed for c in controls),
                wanted_silence=track.inserted / RATE,
                limited=limiter.reduction,
                gain=max(c.volume for c in controls),
            ),
            milliseconds={
                "text": 1000 * (read - began),
                "first": 1000 * ((first_sound or done) - began),
                "total": 1000 * (done - began),
            },
        )

    def design(self, description: str, language: str) -> VoiceDesign:
        """A voice from a description. Raises EngineError(kind="design") when nothing of it is understood."""
        from engine.voices.design import design

        return design(description, language)


def _limited(chunks: Iterator[Array], limiter: Limiter) -> Iterator[Array]:
    for chunk in chunks:
        settled = limiter.push(chunk)
        if len(settled):
            yield settled
    rest = limiter.flush()
    if len(rest):
        yield rest


def _refuse_other_languages(request: SpeechRequest) -> None:
    can = info.INFO.capabilities
    for segment in request.segments:
        if isinstance(segment, Text) and segment.text.strip():
            language = segment.language or request.language
            if not speaks(can, language):
                raise EngineError(
                    f"The embedded voices speak English only; “{segment.text.strip()[:40]}” is marked as {language!r}.",
                    "Choose an engine that speaks this language, or write the words in English.",
                    kind="language",
                )


def _voices(request: SpeechRequest) -> Mapping[str | None, VoiceParameters]:
    """Every voice of the request, by its key; the line's own under None. Raises EngineError(kind="voice")."""
    found: dict[str | None, VoiceParameters] = {None: resolve(request.voice, info.DEFAULT_VOICE)}
    used = {s.voice for s in request.segments if not isinstance(s, Pause)}
    for key, spec in request.voices.items():
        if key not in used:
            continue
        if spec.engine != info.INFO.id:
            raise EngineError(
                f"The voice “{key}” belongs to the engine “{spec.engine}” and cannot speak inside this line.",
                "Give that passage a line of its own.",
                kind="voice",
            )
        found[key] = resolve(spec, info.DEFAULT_VOICE)
    return found
