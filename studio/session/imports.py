"""What a person said about a file is remembered for the next one like it: the columns of a sheet, its tab, its order.

A table is like another by its headers, in whatever order; any other file by its importer. What was told of one goes
into the project's ``imports.json`` and travels with it, so that whoever imports the next version has to say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from studio.atomic import write_atomically
from studio.errors import LinereadError
from studio.export.manifest import PluginInfo
from studio.export.options import checked

FILE = "imports.json"
_ANY = "*"  # in the place of headers, for what is no table
_KEPT = 100  # kinds of files of one importer; the oldest goes first

_Known = dict[str, dict[str, dict[str, str]]]  # importer -> headers -> option -> value


def recalled(folder: Path, info: PluginInfo, path: Path, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` over what was told of a file like this one before."""
    known = _read(folder).get(info.id)
    if not known:
        return dict(given)
    names = {option.name for option in info.options}
    before = known.get(_headers(info, path), {})
    return {**{name: value for name, value in before.items() if name in names}, **given}


def remember(folder: Path, info: PluginInfo, path: Path, options: Mapping[str, str]) -> None:
    """Keep what was told of a file that was imported; nothing told is forgotten. Raises LinereadError."""
    headers = _headers(info, path) if options else ""
    if not headers:
        return
    known = _read(folder)
    own = known.setdefault(info.id, {})
    told = {name: value for name, value in options.items() if value}
    if own.get(headers, {}) == told:
        return
    own.pop(headers, None)
    if told:
        own[headers] = told
    known[info.id] = dict(list(own.items())[-_KEPT:])
    write_atomically(folder / FILE, msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")


def _headers(info: PluginInfo, path: Path) -> str:
    """Those of the first sheet, the same for every order; empty for a table that cannot be read."""
    try:
        ask = getattr(info.load_importer(), "headers", None)
        if ask is None:
            return _ANY
        names = {name.strip() for name in ask(path, checked(info, {}))}
    except LinereadError:
        return ""  # reading it will say what is wrong
    return " | ".join(sorted(names - {""}))


def _read(folder: Path) -> _Known:
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=_Known)
    except (OSError, ValueError, RecursionError):
        return {}  # nothing told yet, or a damaged file: guesses serve
