"""From a line's text and its resolved delivery to the segments a voice is asked to speak.

Every inherited value is settled here, so that an engine never has to know what a character, a line or a
span is: each segment carries its own complete controls.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from engine.protocol import Controls, Pause, Segment, Sound, Text
from studio.document.model import RANGES, Delivery
from studio.script import tags
from studio.script.shown import pieces


def controls(delivery: Delivery) -> Controls:
    """The delivery with nothing left open, within :data:`RANGES`."""
    return Controls(
        emotion=delivery.emotion or "neutral",
        intensity=_within("intensity", delivery.intensity, 1.0),
        speed=_within("speed", delivery.speed, 1.0),
        pitch=_within("pitch", delivery.pitch, 0.0),
        pitch_range=_within("pitch_range", delivery.pitch_range, 1.0),
        volume=_within("volume", delivery.volume, 0.0),
        breath=_within("breath", delivery.breath, 0.0),
        whisper=bool(delivery.whisper),
    )


def segments(text: str, delivery: Delivery, language: str) -> tuple[Segment, ...]:
    """What is to be spoken of ``text``: words, pauses and sounds, in order.

    ``delivery`` is the line's, resolved over its character's. An emotion tag replaces the emotion and its
    intensity, speed multiplies, pitch and volume add. The texts, joined, are ``shown_text(text)``.
    A voice is named as in the tag. Tags, known or unknown, are never in what is spoken.
    """
    base = controls(delivery)
    spans: dict[str, list[tags.Open]] = {kind: [] for kind in tags.SPANS}
    now, lang, voice = base, None, None
    made: list[Segment] = []
    for piece in pieces(text):
        match piece.node:
            case tags.Open(kind=kind) as node:
                spans[kind].append(node)
            case tags.Close(kind=kind):
                spans[kind].pop()
            case tags.Pause(milliseconds=milliseconds):
                made.append(Pause(seconds=milliseconds / 1000))
                continue
            case tags.Sound(name=name):
                made.append(Sound(name=name, controls=now, voice=voice))
                continue
            case tags.Say(spoken=spoken):
                made.append(Text(text=piece.shown, say=spoken, controls=now, language=lang, voice=voice))
                continue
            case tags.Plain() if piece.shown:
                _add(made, Text(text=piece.shown, controls=now, language=lang, voice=voice))
                continue
            case _:
                continue
        now = _resolved(base, spans)
        lang = spans["lang"][-1].name if spans["lang"] else None
        lang = None if lang == language else lang
        voice = spans["voice"][-1].name if spans["voice"] else None
    return tuple(made)


def _add(made: list[Segment], new: Text) -> None:
    """Join what is spoken alike; a lone space belongs to the words before it."""
    last = made[-1] if made else None
    if isinstance(last, Text) and last.say is None:
        alike = (last.controls, last.language, last.voice) == (new.controls, new.language, new.voice)
        if alike or new.text.isspace():
            made[-1] = Text(text=last.text + new.text, controls=last.controls, language=last.language, voice=last.voice)
            return
    made.append(new)


def _resolved(base: Controls, spans: Mapping[str, list[tags.Open]]) -> Controls:
    emotion = spans["emotion"][-1] if spans["emotion"] else None
    intensity = base.intensity
    if emotion is not None:
        intensity = 1.0 if emotion.number is None else emotion.number
    return Controls(
        emotion=emotion.name if emotion else base.emotion,
        intensity=intensity,
        speed=_within("speed", base.speed * _innermost(spans["speed"], 1.0), 1.0),
        pitch=_within("pitch", base.pitch + _innermost(spans["pitch"], 0.0), 0.0),
        pitch_range=base.pitch_range,
        volume=_within("volume", base.volume + _innermost(spans["volume"], 0.0), 0.0),
        breath=base.breath,
        whisper=base.whisper or bool(spans["whisper"]),
        emphasis=base.emphasis or bool(spans["emphasis"]),
    )


def _innermost(spans: list[tags.Open], otherwise: float) -> float:
    number = spans[-1].number if spans else None
    return otherwise if number is None else number


def _within(name: str, value: float | None, otherwise: float) -> float:
    low, high = RANGES[name]
    if value is None or not math.isfinite(value):
        return otherwise
    return min(max(float(value), low), high)
