"""Files that are read: by which importer, and with which options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plugins.api import Imported
from studio.errors import LinereadError
from studio.export.host import importer, importer_for
from studio.export.manifest import PluginInfo
from studio.export.options import checked

RECORDINGS = "recordings"  # id of the importer of what people spoke
SOUNDS = frozenset((".wav", ".flac", ".aif", ".aiff", ".mp3", ".ogg", ".opus", ".w64", ".caf"))


def importer_of(path: Path) -> PluginInfo:
    """What reads a file, or a folder of recordings. Raises LinereadError."""
    if path.is_dir() or path.suffix.lower() in SOUNDS:
        return importer(RECORDINGS)
    return importer_for(path)


def read_import(info: PluginInfo, path: Path, given: Mapping[str, Any]) -> Imported:
    """What is in a file. Raises LinereadError for options that make no sense and for what cannot be read."""
    return info.load_importer().read(path, checked(info, given))


def joined(read: Sequence[Imported]) -> Imported:
    """Several recordings that were read one by one, as if they lay in one folder."""
    if len(read) == 1:
        return read[0]
    return replace(
        read[0],
        problems=tuple(problem for one in read for problem in one.problems),
        recordings=tuple(recording for one in read for recording in one.recordings),
    )


def headers(info: PluginInfo, path: Path, given: Mapping[str, Any] = MappingProxyType({})) -> tuple[str, ...]:
    """The names of a table's columns; empty for what is no table or cannot be read."""
    return tuple(_asked(info, "headers", path, given) or ())


def meanings(info: PluginInfo, path: Path, given: Mapping[str, Any] = MappingProxyType({})) -> dict[str, str]:
    """The column of each field that a table can have, "" for none; empty for what is no table or cannot be read."""
    return dict(_asked(info, "meanings", path, given) or {})


def _asked(info: PluginInfo, question: str, path: Path, given: Mapping[str, Any]) -> Any:
    """What an importer says of a file that it has not read yet, where it can say it."""
    try:
        ask = getattr(info.load_importer(), question, None)
        return ask(path, checked(info, given)) if ask is not None else None
    except LinereadError:
        return None
