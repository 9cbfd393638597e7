"""The words of the product as frozen values: Project, Scene, Line, Character, Voice, Delivery, ...

A value that is ``None`` is inherited: a line's from its character, a character's from the neutral
delivery. Ids are made once (:mod:`studio.document.ids`) and tie script line, audio file, subtitle cue,
DAW item and game-table row together for ever.

Units: gains and volume in decibels, pitch in semitones, pauses in milliseconds, positions in samples
at ``Project.rate``, speed as a factor (2 = twice as fast).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

EMOTIONS = (
    "neutral", "happy", "excited", "sad", "angry", "afraid", "tender", "calm",
    "serious", "sarcastic", "tired", "surprised", "bored", "disgusted", "proud",
)  # fmt: skip
SOUNDS = ("laugh", "sigh", "breath", "gasp", "cough", "hmm")

# Lowest and highest value of each numeric control: the one place that knows them.
RANGES: Mapping[str, tuple[float, float]] = {
    "intensity": (0.0, 1.0),
    "speed": (0.5, 2.0),
    "pitch": (-12.0, 12.0),
    "pitch_range": (0.0, 2.0),
    "volume": (-40.0, 12.0),
    "breath": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How something is spoken. Every field may be None: inherited."""

    emotion: str | None = None
    intensity: float | None = None  # 0..1
    speed: float | None = None  # factor, 0.5..2
    pitch: float | None = None  # semitones
    pitch_range: float | None = None  # factor, 0 monotone .. 2
    volume: float | None = None  # decibels
    breath: float | None = None  # 0..1
    whisper: bool | None = None
    direction: str = ""  # natural language: "surprised, faster towards the end"

    def over(self, base: Delivery) -> Delivery:
        """This delivery, with what it leaves open taken from ``base``. An emotion brings its own intensity."""
        values = {}
        for f in dataclasses.fields(self):
            mine = getattr(self, f.name)
            values[f.name] = getattr(base, f.name) if mine is None or mine == "" else mine
        if self.emotion is not None and self.intensity is None:
            values["intensity"] = None
        return Delivery(**values)


DELIVERY = tuple(f.name for f in dataclasses.fields(Delivery))  # what can be said of how something is spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice of the project: an engine's preset, a cloned or designed one, and settings over it."""

    id: str
    name: str
    engine: str = "hibari"  # "": only a name was written; casting finds whose voice it is
    preset: str = ""
    model: str = ""  # the engine's checkpoint or server, by its registered name; "": the one that fits
    asset: str = ""  # folder of a cloned or frozen voice, relative to the project's: "voices/mara"
    settings: Mapping[str, float] = field(default_factory=dict)
    description: str = ""  # the words it was designed from


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronunciation:
    """How a word is said: ``say`` is a respelling, ``phonemes`` the engine's alphabet (wins)."""

    word: str
    say: str = ""
    phonemes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    id: str
    name: str
    voice: str | None = None  # Voice.id
    delivery: Delivery = Delivery()
    color: str = ""  # "#rrggbb", or "" for the palette
    gain: float = 0.0  # decibels, on the track
    language: str | None = None
    lexicon: tuple[Pronunciation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing said by one character. ``text`` keeps its control tags."""

    id: str
    character: str  # Character.id
    text: str
    delivery: Delivery = Delivery()
    voice: str | None = None  # Voice.id, over the character's
    language: str | None = None
    seed: int = 0  # another seed is another take
    pause_before: int | None = None  # milliseconds; below 0: starts before the previous line has ended
    pause_after: int | None = None  # milliseconds; None: from the punctuation
    start: int | None = None  # pinned to this sample of the programme
    gain: float = 0.0  # decibels, on the clip; never renders again
    take: str | None = None  # key of the take that was chosen; None: the one that belongs to the text
    locked: bool = False  # keeps its take whatever changes
    lexicon: tuple[Pronunciation, ...] = ()
    note: str = ""  # remarks standing above the line; never spoken
    status: str = ""  # free word of the production: "approved", "pick-up"
    fields: Mapping[str, str] = field(default_factory=dict)  # columns of a table it came from, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    id: str
    title: str = ""
    lines: tuple[Line, ...] = ()
    note: str = ""  # remarks after the last line


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    id: str
    name: str
    start: int  # samples
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Silence after a line when it says nothing itself, in milliseconds, by how it ends."""

    sentence: int = 350  # . and no punctuation at all
    question: int = 400  # ?
    exclamation: int = 300  # !
    comma: int = 180  # , ; :
    ellipsis: int = 600  # …
    dash: int = 0  # — : broken off, the next line comes at once
    scene: int = 1200  # added at the end of a scene
    lead: int = 0  # before the first line


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    id: str
    name: str
    rate: int = 48_000
    language: str = "en"
    seed: int = 0
    voices: tuple[Voice, ...] = ()
    characters: tuple[Character, ...] = ()
    scenes: tuple[Scene, ...] = ()
    lexicon: tuple[Pronunciation, ...] = ()
    markers: tuple[Marker, ...] = ()
    gaps: Gaps = Gaps()
    note: str = ""

    def lines(self) -> Iterator[Line]:
        """Every line, in the order of the script."""
        for scene in self.scenes:
            yield from scene.lines

    def character(self, character_id: str) -> Character | None:
        return next((c for c in self.characters if c.id == character_id), None)

    def voice(self, voice_id: str | None) -> Voice | None:
        return next((v for v in self.voices if v.id == voice_id), None)
