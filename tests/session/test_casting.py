"""Everybody gets a voice: each another one while there are any, and no voice stands twice in the project."""

from __future__ import annotations

from engine import catalogue
from studio.document import edits
from studio.document.model import Project
from studio.session.casting import DEFAULT_ENGINE, cast


def test_more_characters_than_voices_share_them() -> None:
    project = Project(id="p", name="Crowd")
    for number in range(40):
        project = edits.add_character(project, f"GUARD {number}")
    made, _ = cast(project)
    presets = [voice.preset for voice in made.voices]
    assert len(presets) == len(set(presets)) <= len(catalogue.describe(DEFAULT_ENGINE).voices)
    given = [character.voice for character in made.characters]
    assert None not in given
    assert max(given.count(voice.id) for voice in made.voices) - min(given.count(v.id) for v in made.voices) <= 1
