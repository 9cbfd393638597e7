"""What the Qwen3-TTS family can do on this machine, checkpoint by checkpoint: facts, read without a model.

What a voice can do depends on the checkpoint behind it. Directions in words are followed by the 1.7B CustomVoice and
VoiceDesign only; a clone takes its moods from its recordings; no checkpoint knows tags, numbers or seconds. Source:
the README and the code of QwenLM/Qwen3-TTS (qwen-tts 0.1.1), and its maintainers' answers in the project's issues.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from engine import assets, models
from engine.backends.qwen3.releases import LANGUAGES, RELEASES, SPEAKERS
from engine.catalogue import Capabilities, CatalogueVoice, EngineInfo
from engine.delivery.instruct import EMOTIONS, SOUNDS
from engine.errors import EngineError
from engine.models import Checkpoint, Kind
from engine.protocol import Method, VoiceSpec

VERSION = "1"
RATE = 24_000
TOGETHER = 32  # lines: beyond it a step costs a CPU nearly as much more as it brings
INSTALL = "pip install 'lineread[qwen3]'"
_LABEL = "Qwen3-TTS"
_NEEDS = ("torch", "safetensors", "tokenizers")
_NARRATOR = "ryan"  # the default among the released voices: a project's language is English unless it says otherwise
_TOLD = ("emotion", "whisper", "emphasis", "breath", "pitch_range")  # brought about by words alone
_GETTING = "`lineread models get` says how to download one, `lineread models add FOLDER` makes it known."

# Of a voice: lowest, highest, neutral, meaning. Names and neutral values are the official package's.
SETTINGS = {
    "temperature": (0.1, 1.5, 0.9, "liveliness of the reading; higher is freer and less sure"),
    "top_k": (1.0, 200.0, 50.0, "how many of the likeliest sounds are drawn from"),
    "top_p": (0.1, 1.0, 1.0, "share of probability that is drawn from"),
    "repetition_penalty": (1.0, 1.5, 1.05, "how much a sound that was used is avoided"),
    "subtalker_temperature": (0.1, 1.5, 0.9, "liveliness of the timbre"),
    "subtalker_top_k": (1.0, 200.0, 50.0, "how many of the likeliest timbre codes are drawn from"),
    "subtalker_top_p": (0.1, 1.0, 1.0, "share of probability that timbre codes are drawn from"),
}

_PURPOSE: dict[Kind, tuple[str, str]] = {  # what a voice of this kind is, and the checkpoint that speaks it
    "custom_voice": ("A preset voice", "CustomVoice"),
    "voice_design": ("A voice from a description", "VoiceDesign"),
    "base": ("A cloned or frozen voice", "Base"),
}

_last: tuple[tuple[Checkpoint, ...], EngineInfo] | None = None  # what was described last, and of which checkpoints


def describe() -> EngineInfo:
    """Voices and abilities of all registered checkpoints together; a voice's own are :func:`capabilities`."""
    global _last  # asked for every stretch of a script; made again when the list of models changes
    try:
        known = models.checkpoints()
    except EngineError as error:
        return _described((), error.message, error.hint)
    if _last is None or _last[0] is not known:
        _last = known, _described(known, *_missing(known))
    return _last[1]


def _described(known: tuple[Checkpoint, ...], missing: str, remedy: str) -> EngineInfo:
    voices = tuple(_voices(known))
    if known and not voices and not missing:
        remedy = "Clone or design a voice, or add a CustomVoice checkpoint: `lineread models get`."
    names = [v.name for v in voices]
    each = [_capabilities(c) for c in known]
    return EngineInfo(
        id="qwen3",
        label=_LABEL,
        version=VERSION,
        model="",  # part of a voice's digest: another checkpoint changes the voices that stand on it, no others
        capabilities=msgspec.structs.replace(
            next((c for c in each if c.instruction), each[0] if each else _around()),
            languages=tuple(dict.fromkeys(x for c in each for x in c.languages)) or tuple(LANGUAGES.values()),
            design=any(c.design for c in each),
            cloning=any(c.cloning for c in each),
        ),
        voices=voices,
        default_voice=_NARRATOR if _NARRATOR in names else next(iter(names), ""),
        settings=SETTINGS,
        missing=missing,
        remedy=remedy,
    )


def capabilities(spec: VoiceSpec) -> Capabilities:
    """What this voice can do with the checkpoint it stands on. Raises EngineError."""
    can = _capabilities(resolve(spec))
    if not spec.asset:
        return can
    moods = assets.load(Path(spec.asset)).moods
    if len(moods) < 2:
        return can
    return msgspec.structs.replace(  # another recording of the same person in that mood
        can,
        controls={**can.controls, "emotion": Method.NATIVE},
        emotions=tuple(dict.fromkeys((assets.MOOD, *moods))),
    )


def voice_digest(spec: VoiceSpec) -> str:
    """Of the checkpoint, the speaker or recordings or description, and the settings. Raises EngineError.

    A clone that nobody agreed to has none: kind "consent".
    """
    checkpoint = resolve(spec)
    heard: list[object] = [checkpoint.digest]
    if spec.asset:
        asset = assets.load(Path(spec.asset))
        assets.agreed(asset)
        heard.append(assets.digest(asset))
    elif checkpoint.kind == "custom_voice":
        heard.append(speaker(spec, checkpoint))
    else:
        heard.append(spec.description.strip())
    heard.append({k: v for k, v in sorted(checked(spec).items()) if v != SETTINGS[k][2]})
    return hashlib.blake2b(msgspec.json.encode(heard), digest_size=16).hexdigest()


def checked(spec: VoiceSpec) -> dict[str, float]:
    """The voice's settings. Raises EngineError(kind="voice") for an unknown one or one out of range."""
    for name, value in spec.settings.items():
        if name not in SETTINGS:
            raise EngineError(f"{_LABEL} has no setting “{name}”.", f"It knows {', '.join(SETTINGS)}.", kind="voice")
        low, high = SETTINGS[name][:2]
        if not low <= value <= high:
            raise EngineError(
                f"The setting {name} is {value:g}.", f"Choose a value from {low:g} to {high:g}.", kind="voice"
            )
    return dict(spec.settings)


def resolve(spec: VoiceSpec) -> Checkpoint:
    """The checkpoint a voice speaks with: the one it names, else the largest registered one that fits.

    A recording needs Base, a preset CustomVoice with that speaker, a description VoiceDesign; a voice that says none
    of them is the default preset. Raises EngineError: kind "model" when the checkpoint is not there, "voice" when the
    voice does not fit the one it names.
    """
    known = models.checkpoints()
    if not known:
        raise EngineError(*_missing(known), kind="model")
    named = models.checkpoint(spec.model) if spec.model else None
    kind = _kind(spec, named)
    if named is not None:
        if named.kind != kind:
            what, wanted = _PURPOSE[kind]
            raise EngineError(
                f"{what} needs a {wanted} checkpoint; “{named.name}” is {_PURPOSE[named.kind][1]}.",
                "Choose another checkpoint for this voice, or none: the fitting one is taken then.",
                kind="voice",
            )
        if kind == "custom_voice":
            speaker(spec, named)
        return named
    fitting = [c for c in known if c.kind == kind]
    if not fitting:
        what, wanted = _PURPOSE[kind]
        release = next(r for r in RELEASES if r.kind == kind)
        raise EngineError(
            f"{what} needs a {wanted} checkpoint, and there is none on this machine.",
            f"`lineread models get {release.name}` says how to download it.",
            kind="model",
        )
    if kind == "custom_voice" and spec.preset:
        having = [c for c in fitting if spec.preset.casefold() in map(str.casefold, c.speakers)]
        if not having:
            speaker(spec, fitting[0])
        fitting = having
    return max(fitting, key=_strength)


def _strength(checkpoint: Checkpoint) -> tuple[bool, float]:
    """What a voice that names no checkpoint prefers: directions that are followed, then size."""
    try:
        return checkpoint.instruction, float(checkpoint.size.removesuffix("B"))
    except ValueError:
        return checkpoint.instruction, checkpoint.parameters / 1e9


def _kind(spec: VoiceSpec, named: Checkpoint | None) -> Kind:
    if spec.asset:
        return "base"
    if spec.preset:
        return "custom_voice"
    if spec.description:
        return "voice_design"
    return "custom_voice" if named is None or named.kind == "base" else named.kind


def speaker(spec: VoiceSpec, checkpoint: Checkpoint) -> str:
    """The preset as the checkpoint spells it. Raises EngineError(kind="voice")."""
    wanted = (spec.preset or (_NARRATOR if _NARRATOR in checkpoint.speakers else checkpoint.speakers[0])).casefold()
    for known in checkpoint.speakers:
        if known.casefold() == wanted:
            return known
    raise EngineError(
        f"“{checkpoint.name}” has no voice called “{spec.preset}”.",
        f"It has {', '.join(checkpoint.speakers)}.",
        kind="voice",
    )


def _missing(known: Iterable[Checkpoint]) -> tuple[str, str]:
    """Why nothing can be spoken here, and what to do; both empty when it can."""
    if not any(known):
        return "There is no Qwen3-TTS checkpoint on this machine yet.", _GETTING
    absent = _absent()
    if absent:
        return f"Qwen3-TTS needs {', '.join(absent)}, which this Python does not have.", INSTALL
    return "", ""


@functools.cache
def _absent() -> tuple[str, ...]:
    return tuple(name for name in _NEEDS if importlib.util.find_spec(name) is None)


def _voices(known: Iterable[Checkpoint]) -> Iterator[CatalogueVoice]:
    """Every speaker once, the released ones first and in the README's order."""
    speaking = [c for c in known if c.kind == "custom_voice"]
    names = dict.fromkeys(s.casefold() for c in speaking for s in c.speakers)
    for name in (*(s for s in SPEAKERS if s in names), *(s for s in names if s not in SPEAKERS)):
        holders = [c for c in speaking if name in map(str.casefold, c.speakers)]
        about = SPEAKERS.get(name)
        if about is None:
            yield CatalogueVoice(
                name=name,
                label=name.replace("_", " ").title(),
                description=f"A voice of the checkpoint {holders[0].name}.",
                language=holders[0].languages[0],
            )
            continue
        dialect = next((c.dialects[name] for c in holders if name in c.dialects), "")
        spoken = f" Speaks Chinese in the {dialect.partition('_')[0].title()} dialect." if dialect else ""
        yield CatalogueVoice(
            name=name, label=about.label, description=about.description + spoken, tags=about.tags,
            language=about.language,
        )  # fmt: skip


def _capabilities(checkpoint: Checkpoint) -> Capabilities:
    plain = _around()
    can = msgspec.structs.replace(
        plain,
        languages=checkpoint.languages,
        design=checkpoint.kind == "voice_design",
        cloning=checkpoint.kind == "base",
        instruction=checkpoint.instruction,
    )
    if not checkpoint.instruction:
        return can
    return msgspec.structs.replace(
        can,
        controls={**plain.controls, **dict.fromkeys(_TOLD, Method.INSTRUCTION)},
        emotions=EMOTIONS,
        approximate=(*plain.approximate, *_TOLD),
    )


def _around() -> Capabilities:
    """What is done around every checkpoint, whatever it can do itself."""
    return Capabilities(
        languages=(),
        sample_rate=RATE,
        controls={
            "speed": Method.STRETCH,
            "pitch": Method.STRETCH,
            "volume": Method.GAIN,
            "pause": Method.SPLIT,
            "voice": Method.SPLIT,
            "sound": Method.RESPELL,
            "respelling": Method.RESPELL,
        },
        ranges={"speed": (0.5, 2.0), "pitch": (-12.0, 12.0), "volume": (-40.0, 12.0), "pause": (0.0, 60.0)},
        sounds=SOUNDS,
        approximate=("sound",),
        streaming=True,
        word_times=True,
        together=TOGETHER,
    )
