"""Voices that belong to the project: cloned with a consent, designed and then frozen, with a recording for each mood.

Each is a folder under ``voices/`` (:mod:`engine.assets`) and a voice of the project that points to it. What is made
here is on disk at once; the project that knows of it is returned, for whoever asked to make it an edit.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine import assets, catalogue
from engine.assets import MOOD, Consent, Origin, Reference, VoiceAsset
from engine.errors import EngineError
from engine.protocol import SpeechRequest, VoiceSpec
from plugins.naming import slug
from studio.atomic import write_atomically, writing_failed
from studio.audio.reference import RATE, Examined, check_transcript, cleaned, write_reference
from studio.document import edits
from studio.document.ids import fresh
from studio.document.model import EMOTIONS, Project, Voice
from studio.errors import LinereadError
from studio.render.orders import voice_spec

FOLDER = "voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who agrees to being cloned, what for, and when (ISO date; "" is today)."""

    who: str
    purpose: str
    when: str = ""

    @classmethod
    def parse(cls, text: str, when: str = "") -> Agreement:
        """From ``"Mara Lind; the audio drama Lighthouse"``. Raises LinereadError."""
        who, _, purpose = text.partition(";")
        return cls(who=who.strip(), purpose=purpose.strip(), when=when.strip())

    def signed(self, sha256: str) -> Consent:
        """The record of it for a recording. Raises LinereadError that says what is missing."""
        if not self.who.strip() or not self.purpose.strip():
            raise LinereadError(
                "A voice is cloned only with the consent of the person it belongs to.",
                'Say who agreed and what for: --consent "Mara Lind; the audio drama Lighthouse".',
            )
        when = self.when or datetime.now(UTC).astimezone().date().isoformat()
        try:
            day = date.fromisoformat(when)
        except ValueError as error:
            raise LinereadError(f"“{when}” is not a date.", "Write it as 2026-03-31.") from error
        if day > datetime.now(UTC).astimezone().date():
            raise LinereadError(f"{when} has not come yet.", "Give the day on which the consent was given.")
        return Consent(who=self.who.strip(), when=when, purpose=self.purpose.strip(), sha256=sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said in a recording, in which language and mood. Without a transcript only the voice's sound is taken."""

    transcript: str = ""
    language: str = ""
    mood: str = MOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A voice of the project as a list shows it. ``problem`` says why it does not speak."""

    voice: Voice
    kind: str  # "preset", "designed", "clone", "frozen"
    asset: VoiceAsset | None = None
    problem: str = ""
    hint: str = ""


# --- looking --------------------------------------------------------------------------------------


def owned(project: Project, folder: Path) -> tuple[Owned, ...]:
    """Every voice of the project, with where it comes from and whether it can speak."""
    return tuple(_owned(voice, folder) for voice in project.voices)


def _owned(voice: Voice, folder: Path) -> Owned:
    asset: VoiceAsset | None = None
    try:
        if voice.asset:
            asset = assets.load(folder / voice.asset)
        catalogue.voice_digest(voice_spec(voice, folder))
        problem, hint = "", ""
    except EngineError as error:
        problem, hint = error.message, error.hint
    if voice.asset:
        kind = "frozen" if asset is not None and asset.origin is not None else "clone"
    else:
        kind = "designed" if voice.description or voice.settings else "preset"
    return Owned(voice=voice, kind=kind, asset=asset, problem=problem, hint=hint)


def find_voice(project: Project, name: str) -> Voice:
    """The project's voice of that name or id. Raises LinereadError."""
    for voice in project.voices:
        if name in (voice.id, voice.name):
            return voice
    for voice in project.voices:
        if name.casefold() == voice.name.casefold():
            return voice
    raise LinereadError(f"There is no voice called “{name}” in this project.", "`lineread voices list` names them.")


def cloning_engines() -> tuple[str, ...]:
    """The engines that speak from recordings, those that can on this machine first, the tones last.

    An engine that has no model here yet is among them: the voice can be made before the model is there.
    """
    infos = [info for info in catalogue.engines() if info.capabilities.cloning or info.missing]
    return tuple(i.id for i in sorted(infos, key=lambda i: (i.id == "fake", bool(i.missing))))


# --- cloning --------------------------------------------------------------------------------------


def clone(
    project: Project, folder: Path, taken: Examined, words: Words, agreement: Agreement, *, name: str, engine: str,
    model: str = "",
) -> tuple[Project, Voice]:  # fmt: skip
    """A voice from a recording. ``folder`` is the project's.

    Raises LinereadError when the recording, its transcript, the name or the consent will not do, and EngineError.
    """
    check_engine(engine)
    check_name(project, name)
    consent = agreement.signed(taken.sha256)
    _check(taken, words)
    home = new_home(folder, name)
    with _undone(home):
        reference = _reference(home, taken.samples, words, taken.sha256)
        _write(home, VoiceAsset(name=name.strip(), references=(reference,), consent=consent))
    voice = voice_of(project, folder, home, name, engine, model)
    return edits.add_voice(project, voice), voice


def add_mood(folder: Path, voice: Voice, taken: Examined, words: Words) -> VoiceAsset:
    """One more recording of a voice, in a mood; it takes the place of one in the same mood.

    Raises LinereadError, EngineError.
    """
    home, asset = owned_asset(folder, voice)
    _check(taken, words)
    reference = _reference(home, taken.samples, words, taken.sha256)
    return _replaced(home, asset, reference)


def remove_mood(folder: Path, voice: Voice, mood: str) -> VoiceAsset:
    """Take the recording of a mood out of a voice. Raises LinereadError for the last one."""
    home, asset = owned_asset(folder, voice)
    rest = tuple(r for r in asset.references if r.mood != mood)
    if len(rest) == len(asset.references):
        raise LinereadError(f"{voice.name} has no recording in the mood “{mood}”.", f"It has {_moods(asset)}.")
    if not rest:
        raise LinereadError(f"{voice.name} has only this recording.", "Remove the voice, or add another mood first.")
    _write(home, msgspec.structs.replace(asset, references=rest))
    _drop(home, asset.references, rest)
    return msgspec.structs.replace(asset, references=rest)


def consent(folder: Path, voice: Voice, agreement: Agreement) -> VoiceAsset:
    """Record who agreed, for the recordings in use. Raises LinereadError, EngineError."""
    home, asset = owned_asset(folder, voice)
    if asset.origin is not None:
        raise LinereadError(f"{voice.name} was designed, so there is nobody to ask.")
    sources = [r.source_sha256 for r in (asset.reference(MOOD), *asset.references) if r.source_sha256]
    if not sources:
        raise LinereadError(
            f"The voice {voice.name} does not say which recording it was made from.", "Clone it again from the file."
        )
    made = msgspec.structs.replace(asset, consent=agreement.signed(sources[0]))
    _write(home, made)
    return made


def withdraw(folder: Path, voice: Voice) -> VoiceAsset:
    """The consent is taken back: from now on the voice does not speak."""
    home, asset = owned_asset(folder, voice)
    made = msgspec.structs.replace(asset, consent=None)
    _write(home, made)
    return made


# --- freezing -------------------------------------------------------------------------------------


def freeze(
    project: Project, folder: Path, request: SpeechRequest, samples: NDArray[np.float32], rate: int, *,
    name: str, description: str = "", voice_id: str = "",
) -> tuple[Project, Voice]:  # fmt: skip
    """A designed voice that stays the same: what it said to ``request`` becomes the reference it is cloned from.

    With ``voice_id`` the project's voice of that id becomes the frozen one, so whoever has it keeps it.
    Raises LinereadError when what is to be heard cannot be these words, and for an engine that speaks from no
    recordings; EngineError.
    """
    spec = request.voice
    check_engine(spec.engine)
    if not voice_id:
        check_name(project, name)
    sound = cleaned(samples, rate)
    words = Words(transcript=request.shown, language=request.language)
    if check_transcript(words.transcript, len(sound) / RATE) is not None:
        raise LinereadError(
            f"The voice took {len(sound) / RATE:.1f} s for its words, so it did not say them as written.",
            "Try another audition, or another seed.",
        )
    home = new_home(folder, name)
    origin = Origin(
        engine=spec.engine, model=spec.model, description=description or spec.description, seed=request.seed
    )
    with _undone(home):
        reference = _reference(home, sound, words)
        _write(home, VoiceAsset(name=name.strip(), references=(reference,), origin=origin))
    if not voice_id:
        made = voice_of(project, folder, home, name, spec.engine, description=origin.description)
        return edits.add_voice(project, made), made
    changes = {"engine": spec.engine, "preset": "", "model": "", "settings": {}, "asset": _relative(folder, home)}
    project = edits.replace_voice(project, voice_id, **changes)
    voice = project.voice(voice_id)
    assert voice is not None
    return project, voice


# --- removing -------------------------------------------------------------------------------------


def remove(project: Project, folder: Path, voice: Voice, *, erase: bool = False) -> Project:
    """Take a voice out of the project; ``erase`` deletes its recordings as well, unless another voice uses them."""
    project = edits.remove_voice(project, voice.id)
    if erase and voice.asset and not any(v.asset == voice.asset for v in project.voices):
        shutil.rmtree(folder / voice.asset, ignore_errors=True)
    return project


# --- inside ---------------------------------------------------------------------------------------


def check_engine(engine: str) -> None:
    """Raises LinereadError for an engine that speaks from no recordings, EngineError for one that does not exist."""
    info = catalogue.describe(engine)
    if not info.capabilities.cloning and not info.missing:
        catalogue.capabilities(VoiceSpec(engine=engine, asset="any"))  # says which model is missing, where one is
        able = ", ".join(name for name in cloning_engines() if name != engine)
        raise LinereadError(f"{info.label} cannot speak from a recording.", f"Choose one that can: {able}.")


def check_name(project: Project, name: str) -> None:
    """Raises LinereadError for a name that is empty or taken."""
    if not name.strip():
        raise LinereadError("A voice needs a name.", "Give it one: --name MARA.")
    if any(v.name.casefold() == name.strip().casefold() for v in project.voices):
        raise LinereadError(
            f"There is a voice called {name.strip()} in this project already.",
            "Choose another name, or add a mood to it: --mood happy.",
        )


def _check(taken: Examined, words: Words) -> None:
    """Raises LinereadError for a recording, a mood or a transcript that will not do."""
    wrong = next((f for f in taken.findings if f.wrong), None)
    if wrong is not None:
        raise LinereadError(f"{taken.path.name} will not do. {wrong.message}", wrong.hint)
    if words.mood not in EMOTIONS:
        raise LinereadError(f"There is no mood “{words.mood}”.", f"Choose one of: {', '.join(EMOTIONS)}.")
    if not words.transcript.strip():
        return
    if taken.chosen:
        raise LinereadError(
            f"{taken.path.name} is too long for its transcript to be that of the stretch that is taken.",
            f"Name the stretch and give its words: --from {taken.start:.1f} --to {taken.end:.1f}.",
        )
    unlikely = check_transcript(words.transcript, taken.seconds)
    if unlikely is not None:
        raise LinereadError(unlikely.message, unlikely.hint)


def _reference(home: Path, samples: NDArray[np.float32], words: Words, source: str = "") -> Reference:
    """Write a cleaned recording into the voice's folder and say what it is."""
    file = home / f"{words.mood}.wav"
    number = 2
    while file.exists():  # a reference is never written over: an old voice.json may still name it
        file, number = home / f"{words.mood}-{number}.wav", number + 1
    return Reference(
        file=file.name,
        sha256=write_reference(file, samples),
        seconds=round(len(samples) / RATE, 3),
        transcript=" ".join(words.transcript.split()),
        language=words.language if words.transcript.strip() else "",
        mood=words.mood,
        source_sha256=source,
    )


def _replaced(home: Path, asset: VoiceAsset, reference: Reference) -> VoiceAsset:
    kept = tuple(r for r in asset.references if r.mood != reference.mood)
    made = msgspec.structs.replace(asset, references=(*kept, reference))
    _write(home, made)
    _drop(home, asset.references, made.references)
    return made


def _drop(home: Path, before: Iterable[Reference], after: Iterable[Reference]) -> None:
    """Delete recordings that no reference names any more, and what engines had computed of them."""
    for file in {r.file for r in before} - {r.file for r in after}:
        (home / file).unlink(missing_ok=True)
    shutil.rmtree(home / assets.CACHE, ignore_errors=True)


def owned_asset(folder: Path, voice: Voice) -> tuple[Path, VoiceAsset]:
    """The folder of a voice that is made of recordings, and what stands in it. Raises LinereadError, EngineError."""
    if not voice.asset:
        raise LinereadError(
            f"The voice {voice.name} is not made of recordings.", "Clone one: `lineread voices add --clone FILE`."
        )
    home = folder / voice.asset
    return home, assets.load(home)


def _write(home: Path, asset: VoiceAsset) -> None:
    write_atomically(home / assets.FILE, assets.encode(asset))


def new_home(folder: Path, name: str) -> Path:
    """A new folder for a voice of that name."""
    short = slug(name) if any(c.isalnum() for c in name) else "voice"
    home, number = folder / FOLDER / short, 2
    while home.exists():
        home, number = folder / FOLDER / f"{short}-{number}", number + 1
    try:
        home.mkdir(parents=True)
    except OSError as error:
        raise writing_failed(home, error) from error
    return home


@contextlib.contextmanager
def _undone(home: Path) -> Iterator[None]:
    """The folder goes away when the voice in it could not be made."""
    try:
        yield
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def voice_of(
    project: Project, folder: Path, home: Path, name: str, engine: str, model: str = "", description: str = ""
) -> Voice:
    """The project's voice for an asset's folder; not in the project yet."""
    return Voice(
        id=fresh("V", {v.id for v in project.voices}),
        name=name.strip(),
        engine=engine,
        model=model,
        asset=_relative(folder, home),
        description=description,
    )


def _relative(folder: Path, home: Path) -> str:
    return home.relative_to(folder).as_posix()


def _moods(asset: VoiceAsset) -> str:
    return ", ".join(asset.moods)
