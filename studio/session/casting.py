"""Giving every character a voice, so that a new script speaks at once.

A cast header may name any voice of the catalogue; a name that does not exist is reported with the
nearest one, and the character gets a voice all the same. The choice is part of the project afterwards:
nothing is cast twice.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

from engine import catalogue
from engine.catalogue import CatalogueVoice, EngineInfo
from engine.errors import EngineError
from studio.document.ids import fresh
from studio.document.model import Character, Project, Voice
from studio.document.problems import Problem
from studio.render.process import SpeechProcess

DEFAULT_ENGINE = "hibari"


def cast(project: Project, engine: str | None = None) -> tuple[Project, tuple[Problem, ...]]:
    """The project with a voice for every character, and what had to be chosen or corrected.

    ``engine`` gives voices to those who have none; None: the one that speaks for most characters now.
    Raises EngineError when there is no such engine.
    """
    engine = engine or _usual(project)
    info = catalogue.describe(engine)
    problems: list[Problem] = []
    kept: list[Voice] = []
    for voice in _designed([_found(v, project, engine) for v in project.voices], problems):
        named = _known(voice)
        if named is None:
            problems.append(_unknown_voice(voice, info))
        else:
            kept.append(named)
    good = {v.id: v for v in kept}
    used = [v.preset for v in kept if v.engine == engine]
    characters: list[Character] = []
    for character in project.characters:
        if character.voice in good:
            characters.append(character)
            continue
        preset = _free(info, used, character.language or project.language)
        used.append(preset.name)
        same = (v for v in kept if (v.engine, v.preset) == (engine, preset.name) and not (v.settings or v.asset))
        shared = next(same, None)  # more characters than voices: some speak with the same one
        voice = shared or Voice(id=fresh("V", good), name=preset.label, engine=engine, preset=preset.name)
        if shared is None:
            kept.append(voice)
            good[voice.id] = voice
        characters.append(dataclasses.replace(character, voice=voice.id))
        problems.append(
            Problem(
                message=f"{character.name} had no voice; {preset.label} ({preset.name}) was chosen.",
                code="voice-chosen",
            )
        )
    return dataclasses.replace(project, voices=tuple(kept), characters=tuple(characters)), tuple(problems)


def _usual(project: Project) -> str:
    """The engine of most of the cast."""
    engines = {v.id: v.engine for v in project.voices if v.engine in catalogue.BACKENDS}
    spoken = Counter(engines[c.voice] for c in project.characters if c.voice in engines)
    return spoken.most_common(1)[0][0] if spoken else DEFAULT_ENGINE


def _found(voice: Voice, project: Project, engine: str) -> Voice:
    """A voice of which only the name is known, with the engine that has it: the one asked for, the project's, any."""
    if voice.engine:
        return voice
    for name in dict.fromkeys((engine, *(v.engine for v in project.voices), *catalogue.BACKENDS)):
        if name in catalogue.BACKENDS:
            owned = dataclasses.replace(voice, engine=name)
            if voice.description or _known(owned) is not None:
                return owned
    return dataclasses.replace(voice, engine=engine)


def recast(project: Project, engine: str) -> Project:
    """The same project spoken by another engine: its voices one after another, whatever was cast before."""
    bare = dataclasses.replace(
        project, voices=(), characters=tuple(dataclasses.replace(c, voice=None) for c in project.characters)
    )
    return cast(bare, engine)[0]


def _designed(voices: Iterable[Voice], problems: list[Problem]) -> Iterator[Voice]:
    """Voices that are only described become real ones; words that were not understood are reported."""
    process: SpeechProcess | None = None
    try:
        for voice in voices:
            made_already = voice.preset or voice.settings or voice.model or voice.asset
            if made_already or not voice.description or voice.engine not in catalogue.BACKENDS:
                yield voice
                continue
            process = process or SpeechProcess()
            made = process.design(voice.engine, voice.description, language_of(voice.description))
            if made.ignored:
                said = f"Of the voice “{voice.description}” this was not understood: {', '.join(made.ignored)}."
                problems.append(Problem(message=said, code="design-words"))
            yield dataclasses.replace(
                voice, preset=made.voice.preset, settings=dict(made.voice.settings), model=made.voice.model
            )
    finally:
        if process is not None:
            process.close()


def language_of(description: str) -> str:
    """The language a description is written in: "zh" where it holds Chinese characters, else "en"."""
    return "zh" if any("\u4e00" <= c <= "\u9fff" for c in description) else "en"


def _known(voice: Voice) -> Voice | None:
    """The voice with its preset spelled as the catalogue does, or None when there is no such preset."""
    if voice.engine not in catalogue.BACKENDS:
        return None
    info = catalogue.describe(voice.engine)
    if not voice.preset and (voice.asset or voice.description):
        return voice
    if not voice.preset:
        return dataclasses.replace(voice, preset=info.default_voice)
    wanted = voice.preset.casefold()
    for entry in info.voices:
        if wanted in (entry.name.casefold(), entry.label.casefold()):
            return voice if voice.preset == entry.name else dataclasses.replace(voice, preset=entry.name)
    return None


def _unknown_voice(voice: Voice, info: EngineInfo) -> Problem:
    near = difflib.get_close_matches(voice.preset.casefold(), [v.name for v in info.voices], 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return Problem(
        message=f"There is no voice called “{voice.preset or voice.name}”.",
        hint=f"{meant}`lineread voices` lists them.",
        code="unknown-voice",
    )


def _free(info: EngineInfo, used: list[str], language: str) -> CatalogueVoice:
    """The voice used least: of ordinary people, at home in the language if there is one, in the catalogue's order."""
    if not info.voices:
        raise EngineError(info.missing or f"{info.label} has no voices of its own.", info.remedy, kind="voice")
    special = {"robot", "giant", "whisperer", "monster"}
    ordinary = [v for v in info.voices if not special & set(v.tags)] or list(info.voices)
    spoken = language.lower().split("-")[0]
    return min(ordinary, key=lambda v: (used.count(v.name), v.language.lower().split("-")[0] not in (spoken, "", "*")))
