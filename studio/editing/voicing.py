"""Voices to choose from, to hear and to vary: the library, sample sentences, settings and variations."""

from __future__ import annotations

import random
from dataclasses import dataclass

import msgspec

from engine import catalogue
from engine.assets import VoiceAsset
from engine.errors import EngineError
from engine.protocol import Controls, SpeechRequest, Text, VoiceSpec
from studio.document import edits
from studio.document.ids import fresh
from studio.document.model import Delivery, Project, Voice
from studio.script.lower import segments
from studio.session.session import Session
from studio.session.voices import owned

# What a voice says when it introduces itself: a statement, a question, and something to feel.
SAMPLES = {
    "en": "Hello. This is how I sound. Shall we begin? I can hardly wait!",
    "zh": "你好，这就是我的声音。我们开始吧？我已经等不及了！",
    "ja": "こんにちは。これが私の声です。始めましょうか。",
    "ko": "안녕하세요. 제 목소리입니다. 시작할까요?",
    "de": "Hallo. So klinge ich. Wollen wir anfangen?",
    "fr": "Bonjour. Voici ma voix. On commence ?",
    "ru": "Здравствуйте. Вот мой голос. Начнём?",
    "pt": "Olá. Esta é a minha voz. Vamos começar?",
    "es": "Hola. Así sueno yo. ¿Empezamos?",
    "it": "Ciao. Questa è la mia voce. Cominciamo?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One voice of the library: the project's own (``voice`` is its id) or one that ships with an engine."""

    spec: VoiceSpec
    label: str
    description: str = ""
    tags: tuple[str, ...] = ()
    voice: str = ""
    kind: str = ""  # of the project's own: "preset", "designed", "clone", "frozen"
    asset: VoiceAsset | None = None  # of a cloned or frozen one
    problem: str = ""  # why it does not speak, and what to do about it

    def matches(self, words: str, also: str = "") -> bool:
        """Whether every word is in its name, tags or description, or in what is ``also`` shown of it."""
        text = " ".join((self.label, self.spec.preset, self.description, *self.tags, also)).casefold()
        return all(word in text for word in words.casefold().split())


def library(session: Session) -> tuple[Listed, ...]:
    """The project's voices, then what its engines ship with and is not in the project yet."""
    project = session.project
    own = []
    known = set()
    for one in owned(project, session.folder.path):
        voice = one.voice
        spec = session.voice(voice)
        entry = _entry(spec)
        if not voice.settings:
            known.add((voice.engine, entry.name if entry else voice.preset))
        described = voice.description or (entry.description if entry else "")
        tags = entry.tags if entry and not voice.settings else ()
        own.append(
            Listed(
                spec=spec,
                label=voice.name,
                description=described,
                tags=tags,
                voice=voice.id,
                kind=one.kind,
                asset=one.asset,
                problem=f"{one.problem} {one.hint}".strip(),
            )
        )
    shipped = [
        Listed(
            spec=VoiceSpec(engine=info.id, preset=entry.name),
            label=entry.label,
            description=entry.description,
            tags=entry.tags,
        )
        for info in (catalogue.describe(name) for name in engines(project))
        for entry in info.voices
        if (info.id, entry.name) not in known
    ]
    return (*own, *shipped)


def engines(project: Project) -> tuple[str, ...]:
    """The engines a project's voices come from; the first of the catalogue when it has none yet."""
    used = tuple(dict.fromkeys(v.engine for v in project.voices if v.engine in catalogue.BACKENDS))
    return used or catalogue.BACKENDS[:1]


def clones(engine: str) -> bool:
    """Whether an engine speaks from recordings, so that its designs can be frozen."""
    return engine in catalogue.BACKENDS and catalogue.describe(engine).capabilities.cloning


def _entry(spec: VoiceSpec) -> catalogue.CatalogueVoice | None:
    try:
        return catalogue.voice(spec)
    except EngineError:
        return None


def adopt(project: Project, engine: str, preset: str) -> tuple[Project, str]:
    """The project with a voice of the catalogue in it, and that voice's id; it may have been there before."""
    for voice in project.voices:
        if (voice.engine, voice.preset) == (engine, preset) and not voice.settings:
            return project, voice.id
    entry = catalogue.voice(VoiceSpec(engine=engine, preset=preset))
    return keep(project, VoiceSpec(engine=engine, preset=preset), entry.label)


def keep(project: Project, spec: VoiceSpec, name: str, description: str = "") -> tuple[Project, str]:
    """The project with a new voice, and its id. Its name is unlike the others'."""
    taken = {v.name.casefold() for v in project.voices}
    base, number = name.strip() or "Voice", 2
    name = base
    while name.casefold() in taken:
        name, number = f"{base} {number}", number + 1
    voice = Voice(
        id=fresh("V", {v.id for v in project.voices}),
        name=name,
        engine=spec.engine,
        preset=spec.preset,
        settings=dict(spec.settings),
        model=spec.model,
        description=description or spec.description,
    )
    return edits.add_voice(project, voice), voice.id


def sample_request(spec: VoiceSpec, language: str, manner: Controls | None = None) -> SpeechRequest:
    """The voice introducing itself, in the project's language or the first one its engine speaks."""
    can = catalogue.capabilities(spec).languages
    short = language.lower().split("-")[0]
    if short not in can and "*" not in can:
        short = can[0]
    text = SAMPLES.get(short, SAMPLES["en"])
    said = segments(text, Delivery(), short)
    if manner is not None:
        said = tuple(Text(text=s.text, controls=manner) if isinstance(s, Text) else s for s in said)
    return SpeechRequest(segments=said, voice=spec, language=short)


# --- settings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One adjustable number of an engine's voices."""

    name: str
    low: float
    high: float
    neutral: float
    meaning: str = ""


def voice_settings(engine: str) -> tuple[Setting, ...]:
    """What can be adjusted in a voice of ``engine``, and how far, as the engine says it."""
    return tuple(
        Setting(name=name, low=low, high=high, neutral=neutral, meaning=meaning)
        for name, (low, high, neutral, meaning) in catalogue.describe(engine).settings.items()
    )


def value_of(spec: VoiceSpec, setting: Setting) -> float:
    """A setting's value in a voice: its own, its preset's or the neutral one."""
    entry = _entry(spec)
    preset = dict(entry.settings) if entry is not None else {}
    return spec.settings.get(setting.name, preset.get(setting.name, setting.neutral))


def _varies(setting: Setting, spec: VoiceSpec) -> bool:
    """Whether a variation may turn a setting: what goes both ways, and of the rest what the design asks for."""
    if setting.name in _FIXED or setting.name.startswith("eq_"):
        return False
    return setting.name in spec.settings or setting.low < setting.neutral < setting.high


_FIXED = ("volume", "whisper", "robot")  # what a variation leaves as it is
VARIED = 0.12  # of a setting's range


def variations(spec: VoiceSpec, seed: int = 0) -> tuple[VoiceSpec, VoiceSpec, VoiceSpec]:
    """A design and two to either side of it: what one turns up the other turns down, by up to ``VARIED``."""
    chance = random.Random(f"{spec.engine}:{sorted(spec.settings.items())}:{seed}")
    settings = [s for s in voice_settings(spec.engine) if _varies(s, spec)]
    offsets = {s.name: (s.high - s.low) * VARIED * chance.choice((-1, 1)) * chance.uniform(0.5, 1) for s in settings}

    def moved(sign: float) -> VoiceSpec:
        changed = dict(spec.settings)
        for setting in settings:
            value, offset = value_of(spec, setting), sign * offsets[setting.name]
            if not setting.low <= value + offset <= setting.high:
                offset *= -1.5  # no room on this side: further on the other
            changed[setting.name] = round(min(max(value + offset, setting.low), setting.high), 3)
        return msgspec.structs.replace(spec, settings=changed)

    return (spec if seed == 0 else moved(0.5)), moved(1), moved(-1)
