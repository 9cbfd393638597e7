"""Finds plug-ins and hands them out. Nothing of a plug-in is imported before it is used.

In this order; of two with one id the first wins and the other is listed with the reason:

1. the folders of this distribution's ``plugins`` package;
2. installed distributions that announce a package in the entry-point group ``lineread.plugins``;
3. the folders of ``LINEREAD_PLUGIN_PATH`` (separated like PATH): a plug-in's own folder, or one full of them.

``LINEREAD_NO_PLUGINS=1`` leaves only the first.
"""

from __future__ import annotations

import dataclasses
import difflib
import importlib.metadata
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import plugins as built_in
from studio.errors import LinereadError
from studio.export.manifest import BUILT_IN, PluginInfo, broken, read_manifest

GROUP = "lineread.plugins"
MANIFEST = "plugin.toml"
PATH_VARIABLE = "LINEREAD_PLUGIN_PATH"
OFF_VARIABLE = "LINEREAD_NO_PLUGINS"
_HEAD = 8192  # characters of a file that an importer's patterns look at


def plugins() -> tuple[PluginInfo, ...]:
    """Everything that was found, the broken too, in order of precedence."""
    found: list[PluginInfo] = []
    owners: dict[tuple[str, str], PluginInfo] = {}
    for info in _found():
        if info.error:
            found.append(info)
            continue
        owner = owners.setdefault((info.kind, info.id), info)
        if owner is not info:
            reason = f"The {info.kind} id {info.id!r} is already taken by {owner.package} ({owner.origin})."
            info = dataclasses.replace(info, error=reason)
        found.append(info)
    return tuple(found)


def exporter(identity: str) -> PluginInfo:
    """The exporter of that id. Raises LinereadError with the ones there are."""
    return _by_id(identity, "exporter")


def importer(identity: str) -> PluginInfo:
    """The importer of that id. Raises LinereadError with the ones there are."""
    return _by_id(identity, "importer")


def importer_for(path: Path, head: str | None = None) -> PluginInfo:
    """The importer that fits a file by its suffix and its first characters (read from it unless given)."""
    known = [info for info in plugins() if info.kind == "importer" and not info.error]
    if head is None:
        head = _head(path)
    name = path.name.lower()
    best: tuple[int, PluginInfo] | None = None
    for info in known:
        by_suffix = any(name.endswith(suffix.lower()) for suffix in info.suffixes)
        by_head = any(re.search(pattern, head, re.MULTILINE) for pattern in info.heads)
        # A suffix counts more than a look inside; an importer that could look and saw nothing counts less.
        score = 4 * by_suffix + 2 * by_head + (by_suffix and not info.heads)
        if score and (best is None or score > best[0]):
            best = (score, info)
    if best is None:
        suffixes = ", ".join(sorted({s for info in known for s in info.suffixes}))
        raise LinereadError(f"No importer reads {path.name}.", f"Known: {suffixes}. Or name one with --as.")
    return best[1]


def _by_id(identity: str, kind: str) -> PluginInfo:
    known: dict[str, PluginInfo] = {}
    for info in plugins():
        if info.id == identity and info.error and (info.kind == kind or not info.kind) and identity not in known:
            known[identity] = info
        elif info.kind == kind and not info.error:
            known[info.id] = info
    if identity in known:
        found = known[identity]
        if found.error:
            raise LinereadError(f"The plug-in {identity} cannot be used: {found.error}", "`lineread plugins` lists it.")
        return found
    names = sorted(name for name, info in known.items() if not info.error)
    close = difflib.get_close_matches(identity, names, n=1)
    hint = f"Did you mean {close[0]}? " if close else ""
    raise LinereadError(f"There is no {kind} {identity!r}.", f"{hint}There are: {', '.join(names)}.")


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError as error:
        raise LinereadError(f"{path} cannot be read: {error.strerror}.") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _found() -> Iterator[PluginInfo]:
    for home in built_in.__path__:
        for folder in sorted(Path(home).iterdir()):
            if (folder / MANIFEST).is_file():
                yield from _read(folder / MANIFEST, f"{built_in.__name__}.{folder.name}", BUILT_IN)
    if os.environ.get(OFF_VARIABLE, "") not in ("", "0"):
        return
    yield from _installed()
    for entry in os.environ.get(PATH_VARIABLE, "").split(os.pathsep):
        if entry.strip():
            yield from _in_folder(Path(entry.strip()).expanduser())


def _installed() -> Iterator[PluginInfo]:
    seen: set[str] = set()
    for entry in importlib.metadata.entry_points(group=GROUP):
        package = entry.value.partition(":")[0].strip()
        if package.startswith(f"{built_in.__name__}.") or package in seen:
            continue
        seen.add(package)
        dist = entry.dist
        origin = f"{dist.name} {dist.version}" if dist is not None else "installed"
        manifest = _installed_manifest(dist, package)
        if manifest is None:
            yield broken(package, origin, f"The package {package} has no {MANIFEST}.")
        else:
            yield from _read(manifest, package, origin)


def _installed_manifest(dist: importlib.metadata.Distribution | None, package: str) -> Path | None:
    """Where the manifest of an installed package lies, found without importing it or its parents."""
    inside = "/".join([*package.split("."), MANIFEST])
    for file in (dist.files or []) if dist is not None else []:
        if file.as_posix() == inside:
            return Path(str(file.locate()))
    spec = _spec(package)  # an editable installation lists no files
    for place in (spec.submodule_search_locations or []) if spec is not None else []:
        if (Path(place) / MANIFEST).is_file():
            return Path(place) / MANIFEST
    return None


def _spec(package: str) -> ModuleSpec | None:
    """Like importlib.util.find_spec, which would import the parents."""
    search: list[str] | None = None
    spec: ModuleSpec | None = None
    names = package.split(".")
    for count in range(1, len(names) + 1):
        spec = None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = find(".".join(names[:count]), search, None) if find is not None else None
            if spec is not None:
                break
        if spec is None or spec.submodule_search_locations is None:
            return None
        search = list(spec.submodule_search_locations)
    return spec


def _in_folder(folder: Path) -> Iterator[PluginInfo]:
    if not folder.is_dir():
        yield broken(folder.name, str(folder), f"{PATH_VARIABLE} names a folder that does not exist: {folder}")
        return
    own = [folder] if (folder / MANIFEST).is_file() else sorted(p for p in folder.iterdir() if p.is_dir())
    for place in own:
        if not (place / MANIFEST).is_file():
            continue
        if not place.name.isidentifier():
            yield broken(place.name, str(place), f"The folder {place.name!r} cannot be a Python package.")
            continue
        yield from _read(place / MANIFEST, place.name, str(place), place)


def _read(manifest: Path, package: str, origin: str, folder: Path | None = None) -> tuple[PluginInfo, ...]:
    try:
        text = manifest.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return (broken(package, origin, f"{MANIFEST} cannot be read: {error}"),)
    if folder is None:
        return read_manifest(text, package, origin)
    return read_manifest(text, package, origin, lambda: _make_importable(package, folder))


def _make_importable(package: str, folder: Path) -> None:
    """Import a package from its folder without touching sys.path, where it could hide other packages."""
    loaded = sys.modules.get(package)
    if loaded is not None:
        if str(folder.resolve()) in [str(Path(p).resolve()) for p in getattr(loaded, "__path__", [])]:
            return
        raise LinereadError(f"Another package is already called {package}.", f"Rename the folder {folder}.")
    init = folder / "__init__.py"
    if init.is_file():
        spec = importlib.util.spec_from_file_location(package, init, submodule_search_locations=[str(folder)])
    else:
        spec = ModuleSpec(package, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    try:
        if spec.loader is not None:
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[package]
        raise
