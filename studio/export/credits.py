"""Who speaks in a delivery: each voice's engine and model, and for a clone the consent it stands on.

It goes into ``delivery.json``; where a voice was cloned or frozen also into ``VOICES.txt``, so that whoever gets the
files knows what they were made of without having the project. The takes themselves say which voice made them: what is
heard counts, not what the cast says today.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from engine import assets, catalogue
from engine.assets import VoiceAsset
from engine.errors import EngineError
from engine.protocol import SpeechRequest, SpokenBy, VoiceSpec
from plugins.api import Project
from studio.document.model import Voice
from studio.export.beside import file_beside
from studio.export.report import Credit, PlannedExport
from studio.timeline.types import Timeline

FILE = "VOICES.txt"
RECORDED = "recorded"  # the engine of a take that a person spoke
_KINDS = {
    "clone": "cloned from a recording of a person", "frozen": "designed, then kept the same",
    "designed": "designed from a description", "preset": "ships with its engine", "recorded": "spoken by a person",
}  # fmt: skip


class _Record(msgspec.Struct, frozen=True):
    """What of a take's record is of interest here."""

    engine: str
    request: SpeechRequest
    models: tuple[SpokenBy, ...] = ()


def voice_credits(project: Project, timeline: Timeline, folder: Path | None) -> tuple[Credit, ...]:
    """An entry for each voice that is heard, those with most lines first. ``folder`` is the project's."""
    found: dict[str, Credit] = {}
    for track in timeline.tracks:
        for clip in track.clips:
            for spec, model in _spoken_by(clip.path) if clip.path is not None else ():
                made = _credit(spec, model, project, folder)
                key = f"{made.kind} {made.engine} {made.model} {made.weights} {made.name} {made.asset}"
                known = found.get(key, made)
                characters = tuple(dict.fromkeys((*known.characters, track.name)))
                found[key] = msgspec.structs.replace(known, characters=characters, lines=known.lines + 1)
    return tuple(sorted(found.values(), key=lambda c: (-c.lines, c.name)))


@functools.lru_cache(maxsize=50_000)
def _spoken_by(take: Path) -> tuple[tuple[VoiceSpec, SpokenBy | None], ...]:
    """The voices in a take, each with its model where the take names it; a take never changes.

    None for a sound that is no take of a project.
    """
    try:
        record = msgspec.json.decode(take.with_suffix(".json").read_bytes(), type=_Record)
    except (OSError, ValueError, RecursionError):
        return ()
    models = {spoken.voice: spoken for spoken in record.models}
    voices = {"": record.request.voice, **record.request.voices}
    return tuple((spec, models.get(name)) for name, spec in voices.items())


def _credit(spec: VoiceSpec, spoken: SpokenBy | None, project: Project, folder: Path | None) -> Credit:
    voice = next((v for v in project.voices if _is(v, spec)), None)
    if spec.engine == RECORDED:
        return Credit(name="", kind=RECORDED)
    name = voice.name if voice is not None else ""
    model, weights = (spoken.model, spoken.digest) if spoken is not None else (spec.model or _model(spec.engine), "")
    made = Credit(name=name or spec.preset, kind="preset", engine=spec.engine, model=model, weights=weights)
    if not spec.asset:
        if spec.description or spec.settings:
            return msgspec.structs.replace(made, kind="designed", description=spec.description)
        return made
    short = Path(spec.asset).name
    asset = _asset(folder / "voices" / short) if folder is not None else None
    if asset is None:
        return msgspec.structs.replace(made, name=name or short, kind="clone", asset=short)
    return msgspec.structs.replace(
        made,
        name=asset.name,
        kind="frozen" if asset.origin is not None else "clone",
        asset=short,
        consent=asset.consent,
        origin=asset.origin,
        recordings=tuple(r.source_sha256 or r.sha256 for r in asset.references),
        later=_later(asset),
    )


def _model(engine: str) -> str:
    """Of an engine that has only one."""
    try:
        return catalogue.describe(engine).model
    except EngineError:  # an engine that is not installed here spoke it elsewhere
        return ""


def _later(asset: VoiceAsset) -> tuple[str, ...]:
    """Moods that were recorded after the consent, which was given to one recording."""
    if asset.origin is not None or asset.consent is None:
        return ()
    return tuple(r.mood for r in asset.references if r.source_sha256 != asset.consent.sha256)


def _is(voice: Voice, spec: VoiceSpec) -> bool:
    """Whether a take was made with this voice; the project may have moved since."""
    if spec.asset:
        return bool(voice.asset) and Path(voice.asset).name == Path(spec.asset).name
    mine = (voice.engine, voice.preset, dict(voice.settings), voice.description)
    return mine == (spec.engine, spec.preset, dict(spec.settings), spec.description)


def _asset(home: Path) -> VoiceAsset | None:
    try:
        return assets.load(home)
    except EngineError:
        return None


def credits_export(credits: Sequence[Credit], timeline: Timeline) -> PlannedExport | None:
    """VOICES.txt as one more exporter of a delivery; None where every voice ships with its engine."""
    if not any(c.asset for c in credits):
        return None
    text = credits_text(credits, timeline.name).encode()
    options = {"content": hashlib.sha256(text).hexdigest()}  # a consent that changed makes it another file in a delta
    return file_beside(FILE, text, "voices", "Voices", timeline, options)


def credits_text(credits: Sequence[Credit], project: str) -> str:
    """The content of VOICES.txt."""
    rows = [f"Voices of {project}", ""]
    for credit in credits:
        made_by = [f"; {credit.engine}"] * bool(credit.engine) + [f", model {credit.model}"] * bool(credit.model)
        made_by += [f" (weights {credit.weights})"] * bool(credit.weights)
        rows.append(credit.name or "(no name)")
        rows.append(f"  {_KINDS[credit.kind]}" + "".join(made_by))
        rows.append(
            f"  speaks for {', '.join(credit.characters)}; {credit.lines} {'line' if credit.lines == 1 else 'lines'}"
        )
        if credit.consent is not None:
            rows.append(f"  consent of {credit.consent.who}, {credit.consent.when}, for: {credit.consent.purpose}")
            rows.append(f"  given to the recording with sha256 {credit.consent.sha256}")
            if credit.later:
                rows.append(f"  OTHER RECORDINGS, to which it was not given: {', '.join(credit.later)}")
        elif credit.kind == "clone":
            rows.append("  NO CONSENT IS RECORDED")
        if credit.origin is not None and credit.origin.description:
            rows.append(f"  designed as: {credit.origin.description} (seed {credit.origin.seed})")
        rows.append("")
    return "\n".join(rows)
