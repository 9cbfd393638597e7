"""A plug-in's manifest: what it is and how to reach its code, read without running any of it."""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, cast

from plugins.api import API_VERSION, Exporter, Importer
from plugins.options import all_options
from studio.errors import LinereadError
from studio.export.options import Option, read_option

KINDS = ("exporter", "importer")
_KEYS = {"id", "label", "kind", "suffixes", "python_name", "capabilities", "options", "use", "heads"}
_ID = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
BUILT_IN = "built-in"
_COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, "<": operator.lt, ">": operator.gt}
_RANGE = re.compile(r"(>=|<=|==|<|>)?\s*(\d+)(?:\.\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginInfo:
    """One exporter or importer. With an ``error`` it is only listed."""

    id: str
    label: str = ""
    kind: str = ""
    suffixes: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    heads: tuple[str, ...] = ()  # regular expressions that a file of this importer matches in its first characters
    python_name: str = ""
    package: str = ""
    origin: str = ""  # BUILT_IN, the distribution, or the folder
    api: str = ""
    error: str = ""
    prepare: Callable[[], None] | None = field(default=None, compare=False, repr=False)  # makes it importable

    def load_exporter(self) -> Exporter:
        """The exporter itself; its code is imported now."""
        return cast("Exporter", self._load("exporter", ("plan", "write")))

    def load_importer(self) -> Importer:
        """The importer itself; its code is imported now."""
        return cast("Importer", self._load("importer", ("read",)))

    def tried(self) -> PluginInfo:
        """The same, with the error that it cannot be started. Imports the code of others, never what is built in."""
        if self.error or self.origin == BUILT_IN:
            return self
        try:
            _ = self.load_exporter() if self.kind == "exporter" else self.load_importer()
        except LinereadError as error:
            return replace(self, error=str(error))
        return self

    def _load(self, kind: str, methods: tuple[str, ...]) -> object:
        if self.error:
            raise LinereadError(f"The plug-in {self.id} cannot be used: {self.error}", "`lineread plugins` lists it.")
        if self.kind != kind:
            raise LinereadError(f"{self.id} is an {self.kind}, not an {kind}.")
        module_name, _, class_name = self.python_name.partition(":")
        try:
            if self.prepare is not None:
                self.prepare()
            made = getattr(import_module(module_name), class_name)()
        except (Exception, SystemExit) as error:  # whatever foreign code raises, the studio goes on
            what = f"{type(error).__name__}: {error}"
            raise LinereadError(
                f"The plug-in {self.id} ({self.origin}) cannot be started: {what}.", "Update or remove it."
            ) from error
        missing = [name for name in methods if not callable(getattr(made, name, None))]
        if missing:
            raise LinereadError(f"The plug-in {self.id} ({self.origin}) is not an {kind}: it has no {missing[0]}().")
        return made


def api_fits(wanted: str) -> bool:
    """Whether this version of the api is in a range like ``>=1,<2``. A range nobody can read does not fit."""
    for condition in wanted.split(","):
        match = _RANGE.fullmatch(condition.strip())
        if match is None:
            return False
        if not _COMPARE[match[1] or "=="](API_VERSION, int(match[2])):
            return False
    return True


def read_manifest(
    text: str, package: str, origin: str, prepare: Callable[[], None] | None = None
) -> tuple[PluginInfo, ...]:
    """The plug-ins of a ``plugin.toml``. What is wrong with one stands in its ``error``."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (broken(package, origin, f"plugin.toml is not valid TOML: {error}"),)
    api = document.get("api")
    if not isinstance(api, str):
        return (broken(package, origin, 'plugin.toml does not say which api it is for (api = ">=1,<2").'),)
    tables = document.get("plugin")
    if not isinstance(tables, list) or not tables:
        return (broken(package, origin, "plugin.toml announces no [[plugin]]."),)
    made = []
    for table in tables:
        identity = str(table.get("id", package)) if isinstance(table, dict) else package
        try:
            made.append(_read_plugin(document, table, package, origin, api, prepare))
        except LinereadError as error:
            made.append(broken(package, origin, str(error), identity))
    return tuple(made)


def broken(package: str, origin: str, error: str, identity: str = "") -> PluginInfo:
    return PluginInfo(id=identity or package, package=package, origin=origin, error=error)


def _read_plugin(
    document: Mapping[str, Any], table: Any, package: str, origin: str, api: str, prepare: Callable[[], None] | None
) -> PluginInfo:
    if not isinstance(table, dict):
        raise LinereadError("[[plugin]] is not a table.")
    unknown = set(table) - _KEYS
    if unknown:
        raise LinereadError(f"[[plugin]] has an unknown key {min(unknown)!r}.")
    for key in ("id", "kind", "python_name"):
        if not isinstance(table.get(key), str):
            raise LinereadError(f"[[plugin]] has no {key}.")
    if not _ID.fullmatch(table["id"]):
        raise LinereadError(f"The id {table['id']!r} is not a word of small letters, digits and hyphens.")
    if table["kind"] not in KINDS:
        raise LinereadError(f"The kind {table['kind']!r} is neither exporter nor importer.")
    module_name, colon, class_name = table["python_name"].partition(":")
    if not colon or not class_name.isidentifier() or f"{module_name}.".find(f"{package}.") != 0:
        raise LinereadError(f"python_name {table['python_name']!r} is not {package}.module:Class.")
    for key in ("suffixes", "capabilities", "heads"):
        if not all(isinstance(item, str) for item in table.get(key, [])):
            raise LinereadError(f"{key} is not a list of strings.")
    info = PluginInfo(
        id=table["id"],
        label=str(table.get("label", table["id"])),
        kind=table["kind"],
        suffixes=tuple(table.get("suffixes", ())),
        capabilities=tuple(table.get("capabilities", ())),
        options=tuple(read_option(name, option) for name, option in all_options(document, table).items()),
        heads=tuple(table.get("heads", ())),
        python_name=table["python_name"],
        package=package,
        origin=origin,
        api=api,
        prepare=prepare,
    )
    for pattern in info.heads:
        try:
            re.compile(pattern)
        except re.error as error:
            raise LinereadError(f"heads: {pattern!r} is not a regular expression: {error}.") from error
    if not api_fits(api):
        raise LinereadError(f"It is made for api {api}; this Lineread has {API_VERSION}.", "Update one of them.")
    return info
