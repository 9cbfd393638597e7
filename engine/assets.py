"""A voice that was made here: cloned from a recording, or designed and then frozen.

A folder with ``voice.json`` and its reference recordings (mono WAV). It belongs to the project, travels with
it, and says by itself where the voice comes from and who agreed to it. Below ``cache`` an engine keeps what it
has computed from the references; that may be deleted.

Light: the studio reads and writes it, an engine speaks from it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from engine.errors import EngineError

FILE = "voice.json"
CACHE = "cache"
MOOD = "neutral"


class Reference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One recording of the voice, cleaned and trimmed."""

    file: str  # beside voice.json
    sha256: str  # of that file
    seconds: float
    transcript: str = ""  # what is said in it; "": only the sound of the voice can be taken from it
    language: str = ""  # of the transcript
    mood: str = MOOD  # the emotion it is spoken in
    source_sha256: str = ""  # of the recording it was made from


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """Who agreed to this voice being cloned, when, and what for."""

    who: str
    when: str  # ISO date
    purpose: str
    sha256: str  # of the recording that was agreed to


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a frozen voice was made by."""

    engine: str
    model: str = ""
    description: str = ""
    seed: int = 0


class VoiceAsset(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of ``voice.json``. A clone has a consent, a frozen design an origin."""

    format: str = "lineread-voice"
    version: int = 1
    name: str
    references: tuple[Reference, ...]
    consent: Consent | None = None
    origin: Origin | None = None

    def reference(self, mood: str) -> Reference:
        """The recording for an emotion; the neutral or first one when there is none in that mood."""
        return next(
            (r for wanted in (mood, MOOD) for r in self.references if r.mood == wanted),
            self.references[0],
        )

    @property
    def moods(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r.mood for r in self.references))


def load(folder: Path) -> VoiceAsset:
    """Read a voice. Raises EngineError(kind="voice") when it is missing, damaged or has no recording."""
    file = folder / FILE
    try:
        asset = msgspec.json.decode(file.read_bytes(), type=VoiceAsset)
    except OSError as error:
        raise EngineError(
            f"The voice in {folder} cannot be read: {error.strerror}.",
            "Bring the folder back, or give the character another voice.",
            kind="voice",
        ) from error
    except (ValueError, RecursionError) as error:
        raise EngineError(
            f"{file} is damaged: {error}.", "Make the voice again from its recording.", kind="voice"
        ) from error
    if not asset.references:
        raise EngineError(f"The voice in {folder} has no recording.", "Make the voice again.", kind="voice")
    return asset


def encode(asset: VoiceAsset) -> bytes:
    """The bytes of ``voice.json``."""
    return msgspec.json.format(msgspec.json.encode(asset)) + b"\n"


def digest(asset: VoiceAsset) -> str:
    """Identifies how the voice sounds: its recordings and what is said in them, not its name."""
    heard = msgspec.json.encode([(r.sha256, r.transcript, r.language, r.mood) for r in asset.references])
    return hashlib.blake2b(heard, digest_size=16).hexdigest()


def agreed(asset: VoiceAsset) -> None:
    """Raises EngineError(kind="consent") for a cloned voice that nobody agreed to, or not for these recordings."""
    if asset.origin is not None:
        return
    consent = asset.consent
    if consent is None or not (consent.who.strip() and consent.when.strip() and consent.purpose.strip()):
        raise EngineError(
            f"Nobody has agreed to the voice “{asset.name}” being cloned, so it does not speak.",
            "Record who agreed, when and what for: `lineread voices consent`.",
            kind="consent",
        )
    if consent.sha256 not in {r.source_sha256 for r in asset.references}:
        raise EngineError(
            f"The consent for “{asset.name}” was given to another recording.",
            "Record the consent for the recording in use: `lineread voices consent`.",
            kind="consent",
        )
