"""A folder that an actor or a studio sends: one sound per line, named by the line's id or by our own manifest."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.api import Imported, LinereadError, Options, Project, Recording

SUFFIXES = (".wav", ".flac", ".aif", ".aiff", ".mp3", ".ogg", ".opus", ".w64", ".caf")
MANIFESTS = ("manifest.json", "delivery.json")


class RecordingsImporter:
    """A name may hold more than the id: ``L-3f8k2m9q_take2.wav``. Files of a delivery are known by its manifest."""

    def read(self, path: Path, options: Options) -> Imported:
        folder = path if path.is_dir() else path.parent
        known = _delivered(folder)
        files = sorted(p for p in (folder.rglob("*") if path.is_dir() else [path]) if p.suffix.lower() in SUFFIXES)
        files = [p for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
        if not files:
            raise LinereadError(f"{path.name} holds no sounds.", f"Expected are {', '.join(SUFFIXES)}.")
        found = [Recording(path=p, line_id=known.get(p.relative_to(folder).as_posix(), p.stem)) for p in files]
        return Imported(project=Project(id="", name=path.stem), over=lambda current: current, recordings=tuple(found))


def _delivered(folder: Path) -> dict[str, str]:
    """File to line id, as a manifest or delivery report in the folder says; {} without one that can be read."""
    for name in MANIFESTS:
        try:
            manifest = json.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if not isinstance(manifest, dict):
            continue
        made: dict[str, str] = {}
        for entry in (*_list(manifest.get("lines")), *_list(manifest.get("files"))):
            if not isinstance(entry, dict):
                continue
            file, identity = entry.get("file", entry.get("path")), entry.get("line_id", entry.get("id"))
            if isinstance(file, str) and isinstance(identity, str):
                made[file] = identity
        if made:
            return made
    return {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
