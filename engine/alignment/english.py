"""The template of an English line: the embedded voice saying the same words, whose times are known exactly."""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence

import numpy as np

from engine.alignment.features import Array
from engine.backends.hibari.backend import Backend
from engine.protocol import Pause, Pronunciation, Result, Segment, SpeechRequest, Text, VoiceSpec, Word

VOICE = VoiceSpec(engine="hibari", preset="narrator")
# Said once to know how any sound is spoken: what a frame is compared with when its own word does not fit.
PANGRAM = (
    "The quick brown fox jumps over the lazy dog, while one young child always thought she saw "
    "a vision; boys measure how pure the choice is."
)
_lock = threading.Lock()


@functools.cache
def _backend() -> Backend:
    made = Backend()
    made.load()
    return made


def spoken(
    segments: Sequence[Segment], language: str = "en", lexicon: Sequence[Pronunciation] = ()
) -> tuple[Array, tuple[Word, ...]]:
    """The line in the template's voice at 24 kHz, plainly spoken, and its words. Pauses and sounds take no time.

    Raises EngineError as the English front does: kind "language" for text in another script, "text" for phonemes
    that are none.
    """
    plain: list[Segment] = []
    for segment in segments:
        if isinstance(segment, Text):
            plain.append(Text(text=segment.text, say=segment.say, phonemes=segment.phonemes, language=segment.language))
        else:
            plain.append(Pause(seconds=0.0))  # still parts two words
    request = SpeechRequest(segments=tuple(plain), voice=VOICE, language=language, lexicon=tuple(lexicon))
    chunks: list[Array] = []
    words: tuple[Word, ...] = ()
    with _lock:
        for part in _backend().speak(request, lambda: False):
            if isinstance(part, Result):
                words = part.words
            else:
                chunks.append(part)
    return np.concatenate(chunks), words


@functools.cache
def every_sound() -> Array:
    """The pangram, as samples."""
    return spoken((Text(text=PANGRAM),))[0]


__all__ = ["every_sound", "spoken"]
