"""One small table per game engine, all from the same facts, so that every one of them knows a line by its id.

Sources: Wwise, "Importing media files from tab delimited text files" (audiokinetic.com/library/edge); Unreal,
Engine/Source/Editor/UnrealEd/Classes/Commandlets/ExportDialogueScriptCommandlet.h (FDialogueScriptEntry) and DataTable
import from CSV; Unity Localization 1.5, CSV extension; FMOD Studio 2.02, "Dialogue and Localization" (keys.txt); Godot
4, "Importing translations"; Ren'Py, config.auto_voice; Yarn Spinner 2, string tables.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from plugins.api import Timeline
from plugins.game.facts import COLUMNS, Fact, manifest_row

Writer = Callable[[Timeline, Sequence[Fact]], str]


def manifest(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """manifest.csv"""
    return _csv([list(COLUMNS), *map(manifest_row, facts)])


def wwise(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """Import with Project > Import Audio Files > tab delimited; the paths are relative to this file."""
    rows = [["Audio File", "Object Path", "Object Type", "Notes", "Event"]]
    for fact in _sounding(facts):
        name = _wwise_name(fact.clip.line_id)
        who = _wwise_name(fact.track.name)
        path = f"\\Actor-Mixer Hierarchy\\Default Work Unit\\<Actor-Mixer>{who}\\<Sound Voice>{name}"
        event = f"\\Events\\Default Work Unit\\{who}\\Play_{name}@Play"
        rows.append([_up(fact).replace("/", "\\"), path, "Sound Voice", _note(fact), event])
    return "".join("\t".join(_one_row(cell) for cell in row) + "\r\n" for row in rows)


def unreal_dialogue(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A dialogue script as Unreal's ExportDialogueScript writes it."""
    rows = [["SpokenDialogue", "VoiceActorDirection", "SpeakingVoice", "TargetVoices", "AudioFileName",
             "DialogueAsset", "IsRecorded", "LocalizationKeys"]]  # fmt: skip
    for fact in facts:
        audio = PurePosixPath(fact.sound.file).name if fact.sound else ""
        recorded = "True" if fact.sound else "False"
        rows.append([fact.clip.text, fact.clip.direction, fact.track.name, "", audio, "", recorded, fact.clip.line_id])
    return _csv(rows)


def unreal_table(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A DataTable: the first column is the row's name, the others the fields of a struct with these names."""
    rows = [["---", "Character", "Scene", "Text", "Direction", "Language", "File", "Seconds"]]
    for fact in facts:
        file = str(PurePosixPath(fact.sound.file).with_suffix("")) if fact.sound else ""
        clip = fact.clip
        rows.append([clip.line_id, fact.track.name, fact.scene, clip.text, clip.direction, clip.language, file,
                     f"{fact.seconds:.6f}"])  # fmt: skip
    return _csv(rows, csv.QUOTE_ALL)


def unity(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A string table of Unity Localization. Ids are 63-bit hashes of the keys, so they stay when rows move."""
    languages = _languages(timeline, facts)
    rows = [["Key", "Id", "Shared Comments", *(f"{_LANGUAGE_NAMES.get(x, x)}({x})" for x in languages)]]
    for fact in facts:
        number = int.from_bytes(hashlib.sha256(fact.clip.line_id.encode()).digest()[:8], "big") >> 1
        texts = [fact.clip.text if fact.clip.language == x else "" for x in languages]
        rows.append([fact.clip.line_id, str(number), _note(fact), *texts])
    return _csv(rows)


def godot(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A translation of Godot: keys, then a column for each language.

    Godot reads ``\\n`` as a new row and has no way to write a backslash before such a letter (String.c_unescape), so
    a word joiner, which nobody sees, stands between them.
    """
    languages = _languages(timeline, facts)
    rows = [["keys", *languages]]
    for fact in facts:
        text = re.sub(r"\\(?=[abfnrtv'\"?])", "\\\\\u2060", fact.clip.text)
        text = re.sub(r"\\(?!\u2060)", r"\\\\", text)
        rows.append([fact.clip.line_id, *(text if fact.clip.language == x else "" for x in languages)])
    return _csv(rows)


def fmod(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """keys.txt of an audio table: the key, and the file relative to the folder that keys.txt is in."""
    return "".join(f"{fact.clip.line_id}, {fact.sound.file}\n" for fact in _sounding(facts) if fact.sound)


def renpy(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A script that finds a line's file by its id. The pack's folder goes into the game as ``game/voice``."""
    rows = [f"    {_quoted(f.clip.line_id)}: {_quoted('voice/' + f.sound.file)},\n" for f in facts if f.sound]
    return (
        "# Put the folder of this pack into your game as game/voice.\n"
        "define lineread_voices = {\n" + "".join(rows) + "}\n\n"
        "init python:\n"
        "    def lineread_voice(identifier):\n"
        "        return lineread_voices.get(identifier)\n\n"
        "define config.auto_voice = lineread_voice\n"
    )


def yarn(timeline: Timeline, facts: Sequence[Fact]) -> str:
    """A string table of Yarn Spinner; a line that came from one keeps its file, line number and lock."""
    rows = [["language", "id", "text", "file", "node", "lineNumber", "lock", "comment"]]
    for fact in facts:
        own = fact.clip.fields
        text = fact.clip.text if fact.track.name == "NARRATOR" else f"{fact.track.name}: {fact.clip.text}"
        rows.append([fact.clip.language, fact.clip.line_id, text, own.get("file", ""), fact.scene,
                     own.get("lineNumber", ""), own.get("lock", ""), fact.clip.note])  # fmt: skip
    return _csv(rows)


# Option of the plug-in: the file's path in the pack, and what writes it.
TABLES: Mapping[str, tuple[tuple[str, Writer], ...]] = {
    "wwise": (("wwise/import.txt", wwise),),
    "unreal": (("unreal/dialogue.csv", unreal_dialogue), ("unreal/table.csv", unreal_table)),
    "unity": (("unity/strings.csv", unity),),
    "fmod": (("keys.txt", fmod),),
    "godot": (("godot/translation.csv", godot),),
    "renpy": (("renpy/lineread_voices.rpy", renpy),),
    "yarn": (("yarn/strings.csv", yarn),),
}

_LANGUAGE_NAMES = {
    "zh": "Chinese (Simplified)", "en": "English", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French",
    "ru": "Russian", "pt": "Portuguese", "es": "Spanish", "it": "Italian",
}  # fmt: skip


def _languages(timeline: Timeline, facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys([timeline.language, *(fact.clip.language for fact in facts)]))


def _sounding(facts: Iterable[Fact]) -> Iterable[Fact]:
    return (fact for fact in facts if fact.sound is not None)


def _up(fact: Fact) -> str:
    """The file as seen from a folder of the pack."""
    return f"../{fact.sound.file}" if fact.sound else ""


def _note(fact: Fact) -> str:
    return " — ".join(part for part in (fact.clip.text, fact.clip.direction) if part)


def _wwise_name(text: str) -> str:
    """Wwise refuses some characters in names; letters, digits, spaces, hyphens and underscores it takes."""
    return re.sub(r"[^\w \-]+", "_", text).strip() or "unnamed"


def _one_row(cell: str) -> str:
    return " ".join(cell.split()) if re.search(r"[\t\r\n]", cell) else cell


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _csv(rows: Iterable[Sequence[str]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return made.getvalue()
