"""A voice gets another name, and the tags in the script that call it by its name go with it."""

from __future__ import annotations

from dataclasses import replace

from studio.document import edits
from studio.document.model import Line, Project
from studio.script.voices import names_voices, rename_voice_tags, voice_tags


def rename_voice(project: Project, voice_id: str, name: str) -> Project:
    """The voice with its new name. Tags follow where they mean this voice and no other has the name.

    A name that a tag cannot hold (it has a bracket in it) leaves the tags calling the voice by its id. Raises
    LinereadError when there is no such voice.
    """
    old = project.voice(voice_id)
    renamed = edits.replace_voice(project, voice_id, name=name)
    if old is None or old.name == name:
        return renamed
    called = old.name.casefold()
    first = next((v for v in project.voices if called in (v.id.casefold(), v.name.casefold())), None)
    if first is not old:
        return renamed  # the name has always meant another voice
    tag = name if [t.name for t in voice_tags(f"[voice_{name}]")] == [name] else voice_id

    def followed(line: Line) -> Line:
        text = rename_voice_tags(line.text, old.name, tag) if names_voices(line.text) else line.text
        return line if text == line.text else replace(line, text=text)

    scenes = []
    for scene in renamed.scenes:
        lines = tuple(map(followed, scene.lines))
        same = all(a is b for a, b in zip(lines, scene.lines, strict=True))
        scenes.append(scene if same else replace(scene, lines=lines))
    return replace(renamed, scenes=tuple(scenes))
