"""What differs between two takes, from the requests that made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from engine.protocol import Controls, Pause, Sound, SpeechRequest, Text

_CONTROLS = tuple(f.name for f in msgspec.structs.fields(Controls))


@dataclass(frozen=True, slots=True)
class Difference:
    """``what``: "text", "voice", "emotion", "speed", ..., "seed"; ``value`` in the take, ``other`` in the reference."""

    what: str
    value: str
    other: str


def differences(take: SpeechRequest, reference: SpeechRequest) -> tuple[Difference, ...]:
    """Everything that was asked for otherwise, what is heard most first. Two readings differ in the seed only."""
    found: list[Difference] = []

    def compare(what: str, value: str, other: str) -> None:
        if value != other:
            found.append(Difference(what, value, other))

    compare("text", take.shown, reference.shown)
    compare("voice", _voice(take), _voice(reference))
    for name in _CONTROLS:
        compare(name, _control(take, name), _control(reference, name))
    compare("pauses", _pauses(take), _pauses(reference))
    compare("sounds", _sounds(take), _sounds(reference))
    compare("pronunciation", _said(take), _said(reference))
    compare("direction", take.direction, reference.direction)
    compare("language", take.language, reference.language)
    compare("seed", str(take.seed), str(reference.seed))
    return tuple(found)


def _voice(request: SpeechRequest) -> str:
    voice = request.voice
    settings = ", ".join(f"{name} {value:g}" for name, value in sorted(voice.settings.items()))
    return f"{voice.preset or voice.engine} ({settings})" if settings else voice.preset or voice.engine


def _control(request: SpeechRequest, name: str) -> str:
    values = dict.fromkeys(
        getattr(s.controls, name) for s in request.segments if not isinstance(s, Pause) and _heard(s)
    )
    return "/".join(_plain(value) for value in values)


def _heard(segment: Text | Sound) -> bool:
    return isinstance(segment, Sound) or bool(segment.text.strip())


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _pauses(request: SpeechRequest) -> str:
    return _listed(f"{s.seconds:g} s" for s in request.segments if isinstance(s, Pause))


def _sounds(request: SpeechRequest) -> str:
    return _listed(s.name for s in request.segments if isinstance(s, Sound))


def _said(request: SpeechRequest) -> str:
    spoken = [
        f"{s.text}: {s.say or s.phonemes}" for s in request.segments if isinstance(s, Text) and (s.say or s.phonemes)
    ]
    return _listed([*spoken, *(f"{p.word}: {p.say or p.phonemes}" for p in request.lexicon)])


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)
