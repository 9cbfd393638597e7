"""The delivery plan: for every control of a line, how its voice will do it, or why it cannot.

Pure and light: it reads the request and the engine's capabilities, never a model. What is shown to the
user before a render and what is stored with the take afterwards is the same list.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import catalogue
from engine.catalogue import Capabilities, EngineInfo
from engine.protocol import Controls, Method, Pause, PlanItem, Sound, SpeechRequest, Text, VoiceSpec

_NUMBERS = ("speed", "pitch", "pitch_range", "volume", "breath")
_SWITCHES = ("whisper", "emphasis")
_UNITS = {"speed": "x", "pitch": " semitones", "pitch_range": "x", "volume": " dB", "breath": ""}
_NEUTRAL = Controls()


def compile_plan(request: SpeechRequest) -> tuple[PlanItem, ...]:
    """The plan of a line, in the order of its text. Raises EngineError for an unknown engine or voice."""
    items: list[PlanItem] = []
    offset = 0
    if request.direction:
        items.append(_direction(request, catalogue.describe_voice(request.voice)))
    for segment in request.segments:
        if isinstance(segment, Pause):
            items.append(
                PlanItem(control="pause", value=f"{segment.seconds * 1000:.0f} ms", method=Method.SPLIT, offset=offset)
            )
            continue
        info = catalogue.describe_voice(_spec(request, segment.voice))
        if isinstance(segment, Sound):
            items.append(_sound(segment, info, offset))
            continue
        items += _text(request, segment, info, offset)
        offset += len(segment.text)
    return tuple(_joined(items))


def _spec(request: SpeechRequest, voice: str | None) -> VoiceSpec:
    return request.voice if voice is None else request.voices.get(voice, request.voice)


def _direction(request: SpeechRequest, info: EngineInfo) -> PlanItem:
    if info.capabilities.instruction:
        return PlanItem(control="direction", value=request.direction, method=Method.INSTRUCTION)
    return PlanItem(
        control="direction",
        value=request.direction,
        method=Method.CANNOT,
        note=f"{info.label} cannot follow words; choose an emotion, or set speed, pitch and volume.",
    )


def _sound(segment: Sound, info: EngineInfo, offset: int) -> PlanItem:
    if segment.name in info.capabilities.sounds:
        return PlanItem(
            control="sound",
            value=segment.name,
            method=info.capabilities.controls.get("sound", Method.PARAMETRIC),
            offset=offset,
            approximate="sound" in info.capabilities.approximate,
        )
    return PlanItem(
        control="sound",
        value=segment.name,
        method=Method.CANNOT,
        offset=offset,
        note=f"{info.label} cannot make this sound; it is left out.",
    )


def _text(request: SpeechRequest, segment: Text, info: EngineInfo, offset: int) -> Iterator[PlanItem]:
    at = (offset, len(segment.text))
    can = info.capabilities
    controls = segment.controls
    if segment.voice is not None:
        known = segment.voice in request.voices
        note = "" if known else f"The project has no voice called “{segment.voice}”; the line's own voice is used."
        method = Method.SPLIT if known else Method.CANNOT
        yield _made("voice", segment.voice, method, at, note)
    language = segment.language or request.language
    if not speaks(can, language):
        note = f"{info.label} can speak {', '.join(can.languages)}."
        yield _made("language", language, Method.CANNOT, at, note)
    if segment.phonemes is not None or segment.say is not None:
        if segment.phonemes is None or can.phonemes:
            value = f"/{segment.phonemes}/" if segment.phonemes is not None else str(segment.say)
            yield _made("pronunciation", value, Method.RESPELL, at)
        else:
            note = f"{info.label} reads no phonemes; write how the word is said."
            yield _made("pronunciation", f"/{segment.phonemes}/", Method.CANNOT, at, note)
    if controls.emotion != "neutral":
        value = controls.emotion if controls.intensity == 1 else f"{controls.emotion} {controls.intensity:g}"
        if controls.emotion in can.emotions:
            yield _item("emotion", value, can, at)
        else:
            note = f"{info.label} can do {', '.join(can.emotions)}."
            yield _made("emotion", value, Method.CANNOT, at, note)
    for name in _NUMBERS:
        number = getattr(controls, name)
        if number != getattr(_NEUTRAL, name):
            sign = "+" if name in ("pitch", "volume") and number > 0 else ""
            yield _item(name, f"{sign}{number:g}{_UNITS[name]}", can, at, number)
    for name in _SWITCHES:
        if getattr(controls, name):
            yield _item(name, "on", can, at)


def _made(control: str, value: str, method: Method, at: tuple[int, int], note: str = "") -> PlanItem:
    return PlanItem(control=control, value=value, method=method, offset=at[0], length=at[1], note=note)


def _item(name: str, value: str, can: Capabilities, at: tuple[int, int], number: float | None = None) -> PlanItem:
    method = can.controls.get(name, Method.CANNOT)
    note = "" if method is not Method.CANNOT else f"This voice has no {name.replace('_', ' ')} control; it is left out."
    if number is not None and name in can.ranges and method is not Method.CANNOT:
        low, high = can.ranges[name]
        if not low <= number <= high:
            note = f"Outside this voice's range {low:g} to {high:g}; the nearest value is used."
    return PlanItem(
        control=name,
        value=value,
        method=method,
        offset=at[0],
        length=at[1],
        approximate=name in can.approximate,
        note=note,
    )


def _joined(items: list[PlanItem]) -> Iterator[PlanItem]:
    """Neighbouring items that say the same become one, so that a line-wide control is one row."""
    waiting: dict[tuple[str, str], PlanItem] = {}
    order: list[tuple[str, str]] = []
    done: list[PlanItem] = []
    for item in items:
        key = (item.control, item.value)
        before = waiting.get(key)
        if before is not None and item.length and before.offset + before.length == item.offset:
            waiting[key] = PlanItem(
                control=item.control,
                value=item.value,
                method=item.method,
                offset=before.offset,
                length=before.length + item.length,
                approximate=item.approximate,
                note=item.note,
            )
            continue
        if before is not None:
            done.append(before)
            order.remove(key)
        waiting[key] = item
        order.append(key)
    done += [waiting[key] for key in order]
    return iter(sorted(done, key=lambda i: (i.offset, i.control)))


def speaks(can: Capabilities, language: str) -> bool:
    """Whether a language tag ("en", "en-GB") is one of the engine's."""
    return language.lower().replace("_", "-").split("-")[0] in can.languages or "*" in can.languages
