"""Speaks in tones: one tone for each word, 60 ms a letter, a gap between words.

A voice that is an asset has the pitch of its recordings: of the one in the line's emotion where there is one.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile

from engine import assets
from engine.assets import MOOD
from engine.backends import Samples
from engine.backends.fake.info import INFO, KNOBS
from engine.errors import EngineError
from engine.plan import compile_plan
from engine.protocol import (
    Check,
    Controls,
    Pause,
    Result,
    Segment,
    Sound,
    SpeechRequest,
    Text,
    VoiceDesign,
    VoiceSpec,
    Word,
)

RATE = INFO.capabilities.sample_rate
_LETTER = 0.06  # seconds
_GAP = 0.05
_EMOTION = {"neutral": (1.0, 1.0), "happy": (1.15, 1.1), "sad": (0.88, 0.85), "angry": (1.05, 1.1)}  # pitch, rate


class Backend:
    info = INFO

    def load(self) -> None:
        pass

    def speak(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Samples | Result]:
        position = 0
        offset = 0
        words: list[Word] = []
        silent = True
        for segment in request.segments:
            settings = _settings(request, segment)
            if isinstance(segment, Pause):
                pieces = [("", np.zeros(round(segment.seconds * RATE), np.float32), 0)]
            elif isinstance(segment, Sound):
                pieces = [("", _tone(0.3, segment.controls, settings, request.seed), 0)]
            else:
                pieces = list(_spoken(segment, settings, request))
            for shown, samples, at in pieces:
                _misbehave(settings)
                if cancelled():
                    raise EngineError("The line was cancelled.", kind="cancelled")
                if shown:
                    end = position + len(samples) - _gap(segment)
                    words.append(Word(text=shown, start=position, end=end, offset=offset + at))
                silent = silent and not samples.any()
                position += len(samples)
                yield samples
            if isinstance(segment, Text):
                offset += len(segment.text)
        checks = (Check(code="silence", message="Nothing is to be heard."),) if silent and words else ()
        yield Result(samples=position, rate=RATE, words=tuple(words), plan=compile_plan(request), checks=checks)

    def design(self, description: str, language: str) -> VoiceDesign:
        hertz = 110.0 if "deep" in description.lower() else 330.0
        return VoiceDesign(voice=VoiceSpec(engine="fake", preset="middle", settings={"hertz": hertz}))


def _settings(request: SpeechRequest, segment: Segment) -> dict[str, float]:
    name = None if isinstance(segment, Pause) else segment.voice
    spec = request.voice if name is None else request.voices.get(name, request.voice)
    if spec.asset:
        mood = MOOD if isinstance(segment, Pause) else segment.controls.emotion
        base: Mapping[str, float] = {"hertz": _recorded_pitch(Path(spec.asset), mood)}
    else:
        preset = next((v for v in INFO.voices if v.name == (spec.preset or INFO.default_voice)), None)
        if preset is None:
            hint = "Choose low, middle or high."
            raise EngineError(f"Tones has no voice called “{spec.preset}”.", hint, kind="voice")
        base = preset.settings
    settings = {**base, **spec.settings}
    unknown = sorted(set(settings) - set(KNOBS))
    if unknown:
        raise EngineError(f"Tones has no setting “{unknown[0]}”.", f"It knows {', '.join(KNOBS)}.", kind="voice")
    return settings


def _recorded_pitch(folder: Path, mood: str) -> float:
    """Hertz that repeat most in the loudest half second of a reference; nobody's voice without a consent."""
    asset = assets.load(folder)
    assets.agreed(asset)
    file = folder / asset.reference(mood).file
    try:
        samples, rate = soundfile.read(file, dtype="float64")
    except (soundfile.SoundFileError, OSError) as error:
        raise EngineError(f"The recording {file} cannot be read.", "Make the voice again.", kind="voice") from error
    if len(samples) < rate // 10:
        raise EngineError(f"The recording {file} is too short.", "Make the voice again.", kind="voice")
    length = min(len(samples), rate // 2)
    energy = np.cumsum(np.concatenate(([0.0], samples**2)))
    first = int(np.argmax(energy[length:] - energy[: len(energy) - length]))
    part = samples[first : first + length] - samples[first : first + length].mean()
    likeness = np.fft.irfft(np.abs(np.fft.rfft(part, 2 * length)) ** 2)[:length]
    shortest, longest = rate // 500, min(rate // 60, length - 1)
    return float(rate / (shortest + int(np.argmax(likeness[shortest : longest + 1]))))


def _spoken(segment: Text, settings: dict[str, float], request: SpeechRequest) -> Iterator[tuple[str, Samples, int]]:
    lexicon = {p.word.lower(): p.phonemes or p.say or p.word for p in reversed(request.lexicon)}
    for found in re.finditer(r"\S+", segment.text):
        said = segment.phonemes or segment.say or lexicon.get(found[0].strip(".,!?").lower(), found[0])
        letters = max(1, sum(c.isalnum() for c in said))
        tone = _tone(letters * _LETTER, segment.controls, settings, request.seed)
        yield found[0], np.concatenate([tone, np.zeros(_gap(segment), np.float32)]), found.start()


def _gap(segment: Segment) -> int:
    """Samples of silence after a word."""
    return 0 if isinstance(segment, Pause) else round(_GAP * RATE / segment.controls.speed)


def _tone(seconds: float, controls: Controls, settings: dict[str, float], seed: int) -> Samples:
    pitch, rate = _EMOTION.get(controls.emotion, (1.0, 1.0))
    strength = controls.intensity
    hertz = settings["hertz"] * 2 ** (controls.pitch / 12) * pitch**strength * (1 + (seed % 7) * 0.01)
    count = max(1, round(seconds * RATE / (controls.speed * rate**strength)))
    time_axis = np.arange(count) / RATE
    level = 0.0 if settings.get("silent") else 0.2 * 10 ** (controls.volume / 20) * (1.4 if controls.emphasis else 1.0)
    wave = np.sin(2 * np.pi * hertz * time_axis)
    if controls.whisper:
        wave = np.random.default_rng(seed).standard_normal(count) * 0.3
    edge = min(count // 2, 120)
    ramp = np.ones(count)
    if edge:
        ramp[:edge] = np.linspace(0, 1, edge)
        ramp[-edge:] = np.linspace(1, 0, edge)
    samples: Samples = np.clip(wave * ramp * level, -0.9, 0.9).astype(np.float32)
    return samples


def _misbehave(settings: dict[str, float]) -> None:
    if settings.get("delay"):
        time.sleep(settings["delay"])
    if settings.get("fail"):
        raise EngineError("This voice was told to fail.", "Set fail to 0.", kind="model")
    if settings.get("crash"):
        os._exit(77)
    if settings.get("crash_once"):
        mark = Path(os.environ["LINEREAD_FAKE_CRASH_MARK"])
        if not mark.exists():
            mark.touch()
            os._exit(77)
    while settings.get("endless"):
        time.sleep(0.05)
