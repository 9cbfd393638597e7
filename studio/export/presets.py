"""Named choices of exporters with their options: in a project's ``exports.json``, which travels with it.

Some are there for everybody: what a mixer receives, one folder with the session of the program, the stems from zero, a
second of handle around each line, the subtitles, and the table of lines in which pick-ups are asked for.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from studio.atomic import write_atomically
from studio.errors import LinereadError
from studio.export.report import DeliveryPlan

FILE = "exports.json"


class ExportPreset(msgspec.Struct):
    """What is exported: ids of exporters, and their options as "exporter.option"."""

    exporters: list[str]
    options: dict[str, Any] = {}

    def with_options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The preset's options, and over them what is said now, of one exporter or of all."""
        return {**{k: v for k, v in self.options.items() if k.partition(".")[2] not in given}, **given}


_HANDLE = 1000  # milliseconds around a line: what manuals of DAWs recommend
BUILT_IN: Mapping[str, ExportPreset] = {
    f"mixer-{session}": ExportPreset([session, "stems", "srt", "csv"], options)
    for session, options in (
        ("reaper", {"reaper.handles": _HANDLE}),
        ("ardour", {"ardour.handles": _HANDLE}),
        ("aaf", {"aaf.handles": _HANDLE}),
        # some of its readers play a clip's file from the beginning, so the handles are those of the lines beside it
        ("dawproject", {"stems.lines": True, "stems.handles": _HANDLE}),
    )
}


def read_presets(folder: Path) -> dict[str, ExportPreset]:
    """A project's presets by name. Raises LinereadError for a file that cannot be read."""
    file = folder / FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, ExportPreset])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise LinereadError(f"{file} cannot be read: {error}.", "Mend it, or move it away.") from error


def find_preset(folder: Path, name: str) -> ExportPreset:
    """The preset of that name, the project's or one for everybody, in upper or lower case.

    Raises LinereadError where there is none.
    """
    known = {**BUILT_IN, **read_presets(folder)}
    found = {key.casefold(): key for key in reversed(known)}.get(name.casefold())
    if found is not None:
        return known[name if name in known else found]
    close = difflib.get_close_matches(name, known, n=1)
    guess = f"Did you mean {close[0]}? " if close else ""
    raise LinereadError(f"{folder} has no preset {name!r}.", f"{guess}There are: {', '.join(sorted(known))}.")


def preset_of(ids: Sequence[str], plan: DeliveryPlan) -> ExportPreset:
    """A delivery that was planned, to be planned again: its exporters, and the options that are not as usual."""
    options = {
        f"{export.info.id}.{option.name}": export.plan.options[option.name]
        for export in plan.exports
        for option in export.info.options
        if export.info.id in ids and export.plan.options[option.name] != option.default
    }
    return ExportPreset(list(ids), options)


def save_preset(folder: Path, name: str, preset: ExportPreset) -> None:
    """Keep it with the project, in place of one of that name. Raises LinereadError."""
    _write(folder, {**read_presets(folder), name: preset})


def delete_preset(folder: Path, name: str) -> bool:
    """Whether the project had one of that name. Raises LinereadError."""
    known = read_presets(folder)
    if known.pop(name, None) is None:
        return False
    _write(folder, known)
    return True


def _write(folder: Path, presets: Mapping[str, ExportPreset]) -> None:
    write_atomically(folder / FILE, msgspec.json.format(msgspec.json.encode(presets), indent=1) + b"\n")
