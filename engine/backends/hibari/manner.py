"""How one stretch of text is to be spoken, in the model's own quantities: voice, emotion and controls joined."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from engine.backends.hibari.parameters import VoiceParameters
from engine.backends.hibari.recipes import RECIPES, Contour, blended
from engine.protocol import Controls

EMPHASIS_SEMITONES = 2.2
EMPHASIS_RATE = 0.78
EMPHASIS_EFFORT = 0.45


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Numbers of one segment. Where the text changes segment, frames move from one to the next smoothly."""

    rate: float = 1.0  # of the speaker and the emotion: the model plans with it
    speed: float = 1.0  # asked by the director: exact
    pitch: float = 0.0  # semitones over the model's voice
    spread: float = 1.0  # width of the intonation
    effort: float = 0.0  # model's energy units
    tilt: float = 0.0  # decibels between 200 Hz and 8 kHz, over the voice's own
    breath: float = 0.0  # 0..1
    whisper: float = 0.0  # 0..1
    pause: float = 1.0  # factor
    contour: Contour = ()
    accent: float = 0.0  # semitones on stressed vowels
    stretch: float = 1.0  # factor on stressed vowels
    tremor: float = 0.0
    rough: float = 0.0
    robot: float = 0.0
    gain: float = 0.0  # decibels, exact
    formant: float = 1.0  # smile or pout, over the voice's own
    size: float = 1.0  # what formants are multiplied by: this mouth and the voice's own head
    lift: float = 0.0  # of ``pitch``, what emphasis adds: smoothed over the word


def resolve(voice: VoiceParameters, controls: Controls, ranges: Mapping[str, tuple[float, float]]) -> Manner:
    """Voice, recipe and controls joined; controls outside the engine's ranges take the nearest value."""

    def within(name: str) -> float:
        value = float(getattr(controls, name))
        low, high = ranges.get(name, (value, value))
        return min(max(value, low), high)

    recipe = blended(controls.emotion, controls.intensity) if controls.emotion in RECIPES else RECIPES["neutral"]
    strong = controls.emphasis
    whisper = 1.0 if controls.whisper else voice.whisper
    # A voice that is narrow or hushed by nature keeps its nature under an emotion: factors multiply.
    return Manner(
        rate=voice.rate * recipe.rate * (EMPHASIS_RATE if strong else 1.0),
        speed=within("speed"),
        pitch=voice.pitch + recipe.pitch + within("pitch"),
        lift=EMPHASIS_SEMITONES if strong else 0.0,
        spread=voice.pitch_range * recipe.spread * within("pitch_range"),
        effort=voice.effort + recipe.effort + (EMPHASIS_EFFORT if strong else 0.0),
        tilt=recipe.tilt + (2.0 if whisper else 0.0),
        breath=min(1.0, voice.breath + recipe.breath + within("breath")),
        whisper=whisper,
        pause=voice.pause * recipe.pause,
        contour=recipe.contour,
        accent=recipe.accent,
        stretch=recipe.stretch,
        tremor=min(1.0, voice.tremor + recipe.tremor),
        rough=min(1.0, voice.roughness + recipe.rough),
        robot=voice.robot,
        formant=round(recipe.formant, 3),
        size=voice.formant * round(recipe.formant, 3),
        gain=within("volume"),
    )
