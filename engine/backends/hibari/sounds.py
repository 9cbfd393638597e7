"""Non-verbal sounds, made by the same model in the line's own voice, and therefore only near the real thing.

Each is a few phonemes under a manner of its own: a laugh is a row of breathy, falling syllables, a gasp an inward
breath, which is a whispered vowel played backwards. Sources: Bachorowski, Smoski and Owren 2001, "The acoustic
features of human laughter" (about 4.5 syllables a second, falling); Trouvain 2014, "Laughing, breathing, clicking".
"""

from __future__ import annotations

import dataclasses

from engine.backends.hibari.recipes import Contour


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SoundRecipe:
    """Phonemes and how they are spoken; pitch in semitones over the voice, gain in decibels over its level."""

    phonemes: str
    pitch: float = 0.0
    contour: Contour = ()
    spread: float = 0.3
    rate: float = 1.0
    effort: float = 0.0
    breath: float = 0.0
    whisper: float = 0.0
    gain: float = 0.0
    backwards: bool = False


SOUNDS: dict[str, SoundRecipe] = {
    "laugh": SoundRecipe(
        phonemes="hˈɑ hˈɑ hˈɑ hʌ.", pitch=3.0, contour=((0, 2.0), (0.3, 3.0), (1, -4.0)), spread=0.6,
        rate=1.25, effort=0.3, breath=0.7, gain=-1.0,
    ),
    "sigh": SoundRecipe(
        phonemes="hˈɑ.", pitch=-1.0, contour=((0, 2.0), (1, -5.0)), rate=0.55, effort=-1.0, breath=1.0, gain=-5.0,
    ),
    "breath": SoundRecipe(phonemes="hˈʌ.", whisper=1.0, rate=0.8, gain=-8.0, backwards=True),
    "gasp": SoundRecipe(phonemes="hˈɑ.", whisper=1.0, rate=1.1, effort=0.8, gain=-2.0, backwards=True),
    "cough": SoundRecipe(
        phonemes="kˈʌh kˈʌh.", pitch=-3.0, rate=1.3, effort=0.8, breath=1.0, whisper=0.6, gain=-2.0,
    ),
    "hmm": SoundRecipe(
        phonemes="hˈm.", pitch=-1.5, contour=((0, 1.0), (0.5, -1.0), (1, 0.5)), rate=0.6, effort=-0.3, gain=-2.0,
    ),
}  # fmt: skip
