"""How each emotion is spoken: one documented recipe over the prosody the model predicts by itself.

Sources for the directions (not the numbers, which were tuned by measurement): Murray and Arnott 1993, "Toward
the simulation of emotion in synthetic speech"; Banse and Scherer 1996, "Acoustic profiles in vocal emotion
expression"; Juslin and Laukka 2003, "Communication of emotions in vocal expression and music performance".
Arousal shows in rate, level and range; valence in timbre and contour.
Light: the studio lists the emotions without loading a model.
"""

from __future__ import annotations

import dataclasses

Contour = tuple[tuple[float, float], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """An emotion at full intensity, as differences from how the voice speaks by itself."""

    why: str
    rate: float = 1.0  # factor on the rate of speaking
    pitch: float = 0.0  # semitones
    spread: float = 1.0  # factor on the width of the intonation
    effort: float = 0.0  # model's energy units, about 5.5 dB each; timbre follows as the model learnt it
    tilt: float = 0.0  # decibels between 200 Hz and 8 kHz
    breath: float = 0.0  # 0..1
    pause: float = 1.0  # factor on the pauses at punctuation
    contour: Contour = ()  # (place in the phrase 0..1, semitones), joined by straight lines
    accent: float = 0.0  # semitones more on stressed vowels
    stretch: float = 1.0  # factor on the length of stressed vowels
    tremor: float = 0.0  # 0..1, shaking
    rough: float = 0.0  # 0..1
    formant: float = 1.0  # smile (over 1) or pout (under 1)


RECIPES: dict[str, Recipe] = {
    "neutral": Recipe(why="as the voice speaks by itself"),
    "happy": Recipe(
        why="lifted and wide with rising phrase ends; the smile shortens the mouth and brightens",
        rate=1.05, pitch=1.8, spread=1.4, effort=0.35, tilt=2.5, pause=0.85,
        contour=((0, 0.4), (0.7, 0), (1, 1.2)), accent=0.6, formant=1.025,
    ),
    "excited": Recipe(
        why="high arousal, positive: highest and widest, fast, loud, hardly a pause",
        rate=1.12, pitch=3.0, spread=1.45, effort=0.6, tilt=2.0, pause=0.65,
        contour=((0, 1.0), (0.5, 0), (1, 0.8)), accent=1.0, stretch=1.06, formant=1.02,
    ),
    "sad": Recipe(
        why="low arousal, negative: low, narrow, slow, dark, sinking all through the phrase",
        rate=0.87, pitch=-1.6, spread=0.6, effort=-0.7, tilt=-3.5, breath=0.22, pause=1.35,
        contour=((0, 0.6), (1, -1.4)), formant=0.985,
    ),
    "angry": Recipe(
        why="hot anger: loud, pressed, bright; hammered accents that fall abruptly",
        rate=1.06, pitch=1.0, spread=1.3, effort=1.0, tilt=4.0, pause=0.7,
        contour=((0, 1.0), (0.85, 0), (1, -1.8)), accent=1.5, stretch=1.05, rough=0.16,
    ),
    "afraid": Recipe(
        why="high and quick but weak and shaking; breath in the voice",
        rate=1.1, pitch=2.8, spread=0.85, effort=-0.3, tilt=-0.5, breath=0.3, pause=0.8,
        contour=((0, 0), (0.8, 0.4), (1, 1.0)), tremor=0.45, formant=1.01,
    ),
    "tender": Recipe(
        why="soft, slow, near: little effort, air, gentle falls",
        rate=0.93, pitch=-0.4, spread=0.85, effort=-1.0, tilt=-2.5, breath=0.3, pause=1.15,
        contour=((0, 0), (0.4, 0.5), (1, -0.6)), stretch=1.06,
    ),
    "calm": Recipe(
        why="unhurried and level, long pauses",
        rate=0.92, pitch=-0.7, spread=0.78, effort=-0.35, tilt=-1.0, pause=1.3,
        contour=((0, 0), (1, -0.5)),
    ),
    "serious": Recipe(
        why="low and measured with firm falls",
        rate=0.94, pitch=-1.3, spread=0.8, effort=0.2, tilt=0.5, pause=1.15,
        contour=((0, 0.3), (0.85, 0), (1, -1.2)), accent=0.3,
    ),
    "sarcastic": Recipe(
        why="slow, drawn-out stressed vowels, wide falls from a high start (Cheang and Pell 2008: lower, slower)",
        rate=0.92, pitch=-0.8, spread=1.25, effort=-0.1, tilt=1.0, pause=1.1,
        contour=((0, 1.8), (0.35, -0.4), (0.7, 0.8), (1, -1.6)), accent=0.8, stretch=1.25,
    ),
    "tired": Recipe(
        why="slack: slow, low, breathy, each phrase running down",
        rate=0.84, pitch=-1.8, spread=0.65, effort=-0.9, tilt=-2.0, breath=0.25, pause=1.5,
        contour=((0, 0.4), (0.5, -0.3), (1, -1.8)), stretch=1.05, rough=0.08,
    ),
    "surprised": Recipe(
        why="leaps up and stays open at the end",
        rate=1.02, pitch=2.6, spread=1.5, effort=0.4, tilt=1.5, pause=0.9,
        contour=((0, -0.5), (0.5, 0.5), (1, 3.0)), accent=0.8, stretch=1.08,
    ),
    "bored": Recipe(
        why="flat, slow, slack",
        rate=0.88, pitch=-1.2, spread=0.4, effort=-0.5, tilt=-1.5, pause=1.25,
        contour=((0, 0), (1, -0.4)), stretch=1.1,
    ),
    "disgusted": Recipe(
        why="low, pressed, slow on the stressed vowels, sharp falls",
        rate=0.92, pitch=-1.2, spread=1.1, effort=0.2, tilt=-1.0, pause=1.1,
        contour=((0, 0.8), (0.5, 0), (1, -2.2)), accent=0.6, stretch=1.18, rough=0.14, formant=0.975,
    ),
    "proud": Recipe(
        why="full, steady, a little higher, broad accents, unhurried",
        rate=0.95, pitch=0.6, spread=1.15, effort=0.5, tilt=0.5, pause=1.2,
        contour=((0, 0), (0.5, 0.8), (1, -0.6)), accent=0.5, stretch=1.08,
    ),
}  # fmt: skip


def blended(name: str, intensity: float) -> Recipe:
    """The recipe at an intensity 0..1; 0 is neutral. An emotion that is not in the list is neutral."""
    full = RECIPES.get(name, RECIPES["neutral"])
    if intensity >= 1.0 or full is RECIPES["neutral"]:
        return full
    part = max(0.0, intensity)

    def factor(value: float) -> float:
        return float(value**part)

    return Recipe(
        why=full.why,
        rate=factor(full.rate),
        pitch=full.pitch * part,
        spread=factor(full.spread),
        effort=full.effort * part,
        tilt=full.tilt * part,
        breath=full.breath * part,
        pause=factor(full.pause),
        contour=tuple((u, v * part) for u, v in full.contour),
        accent=full.accent * part,
        stretch=factor(full.stretch),
        tremor=full.tremor * part,
        rough=full.rough * part,
        formant=factor(full.formant),
    )
