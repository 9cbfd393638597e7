"""What a model is told in words, in the language of the line: its controls and its direction as one instruction.

Only controls that the capabilities name as ``Method.INSTRUCTION`` are said; the others are done elsewhere or
cannot be done. Phrases are plain and hold no numbers: this kind of model follows "slowly" and ignores "0.8".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from engine.catalogue import Capabilities
from engine.protocol import Controls, Method

SLIGHT, PLAIN = 0.55, 0.85  # an emotion below the first is "slightly", from the second on "very"
_VERY_SLOW, _SLOW, _QUICK, _VERY_QUICK = 0.75, 0.95, 1.05, 1.35
_NARROW, _WIDE = 0.75, 1.25
_SOFT, _LOUD = -2.0, 2.0  # decibels
_LOW, _HIGH = -0.5, 0.5  # semitones
_BREATHY = 0.25
_STRESSED = 60  # characters: longer emphasis is a manner, not a word to stress


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """One language of ``words.toml``."""

    start: str
    join: str
    end: str
    tone: str
    degree: tuple[str, str, str]
    speed: tuple[str, str, str, str]
    pitch: tuple[str, str]
    pitch_range: tuple[str, str]
    volume: tuple[str, str]
    breath: str
    whisper: str
    emphasis: str
    stress: str
    emotions: dict[str, str]
    sounds: dict[str, str]


PHRASES: dict[str, Phrases] = msgspec.convert(
    tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")), dict[str, Phrases]
)
EMOTIONS = ("neutral", *PHRASES["en"].emotions)
SOUNDS = tuple(PHRASES["en"].sounds)


def phrases(language: str) -> Phrases:
    """The phrases of a language tag ("pt-BR" is "pt"); English ones for a language that has none."""
    return PHRASES.get(base(language), PHRASES["en"])


def base(language: str) -> str:
    """The language of a tag without its region: "en-GB", "EN_us" are "en"."""
    return language.lower().replace("_", "-").split("-")[0]


def instruction(
    controls: Controls, language: str, can: Capabilities, direction: str = "", stressed: Sequence[str] = ()
) -> str:
    """One instruction, "" when there is nothing to say or the voice follows no words.

    The free ``direction`` comes first, as it was written. ``stressed`` are the emphasised words of the stretch;
    without them ``controls.emphasis`` counts for the whole of it.
    """
    if not can.instruction:
        return ""
    words = phrases(language)
    told = list(_told(controls, words, can))
    if can.controls.get("emphasis") is Method.INSTRUCTION:
        short = [s for s in stressed if len(s) <= _STRESSED]
        told += [words.stress.format(s) for s in short]
        if controls.emphasis or len(short) < len(stressed):
            told.append(words.emphasis)
    said = f"{words.start}{words.join.join(told)}{words.end}" if told else ""
    return _joined(direction.strip(), said[:1].upper() + said[1:], language)


def _joined(direction: str, said: str, language: str) -> str:
    if not direction or not said:
        return direction or said
    wide = base(language) in ("zh", "ja")
    if direction[-1] not in ".!?。！？…":
        direction += "。" if wide else "."
    return direction + ("" if wide else " ") + said


def _told(controls: Controls, words: Phrases, can: Capabilities) -> Iterator[str]:
    def said(control: str) -> bool:
        return can.controls.get(control) is Method.INSTRUCTION

    if said("emotion") and controls.emotion in words.emotions and controls.intensity > 0:
        degree = words.degree[(controls.intensity >= SLIGHT) + (controls.intensity >= PLAIN)]
        yield words.tone.format(degree + words.emotions[controls.emotion])
    if said("whisper") and controls.whisper:
        yield words.whisper
    if said("speed") and not _SLOW < controls.speed < _QUICK:
        yield words.speed[(controls.speed > _VERY_SLOW) + (controls.speed >= _QUICK) + (controls.speed >= _VERY_QUICK)]
    if said("pitch") and not _LOW < controls.pitch < _HIGH:
        yield words.pitch[controls.pitch > 0]
    if said("pitch_range") and not _NARROW < controls.pitch_range < _WIDE:
        yield words.pitch_range[controls.pitch_range > 1]
    if said("volume") and not _SOFT < controls.volume < _LOUD:
        yield words.volume[controls.volume > 0]
    if said("breath") and controls.breath >= _BREATHY:
        yield words.breath
