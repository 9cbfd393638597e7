"""Options that many plug-ins have in common are written once, in groups, and a manifest takes them by name.

A group is a table of options: in a file of this folder for everybody, or in a manifest's own ``[options.GROUP]``.

    [[plugin]]
    use = ["sound", "session"]        # every option of these groups, after the plug-in's own

    [plugin.options.depth]
    use = "sound"                     # the option of this name there, but for what is said here
    choices = ["16", "24"]
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.errors import LinereadError

Group = Mapping[str, Mapping[str, Any]]


def all_options(document: Mapping[str, Any], plugin: Mapping[str, Any]) -> dict[str, Any]:
    """The option tables of one ``[[plugin]]`` of a manifest, with what it uses. Raises LinereadError."""
    own, used, groups = plugin.get("options", {}), plugin.get("use", []), document.get("options", {})
    if not isinstance(own, Mapping):
        raise LinereadError("options is not a table.")
    if not isinstance(used, list) or not isinstance(groups, Mapping):
        raise LinereadError("use is not a list of groups." if isinstance(groups, Mapping) else "[options] is no table.")
    made: dict[str, Any] = {}
    for name, table in own.items():
        if isinstance(table, Mapping) and "use" in table:
            group = _group(groups, table["use"])
            if name not in group:
                raise LinereadError(f"The group {table['use']} has no option {name}.")
            table = {**group[name], **{key: value for key, value in table.items() if key != "use"}}
        made[name] = table
    for wanted in used:
        for name, table in _group(groups, wanted).items():
            made.setdefault(name, table)
    return made


def _group(groups: Mapping[str, Any], name: Any) -> Group:
    found = groups.get(name) or shared().get(name) if isinstance(name, str) else None
    if not isinstance(found, Mapping):
        names = ", ".join(sorted({*groups, *shared()}))
        raise LinereadError(f"There is no group of options {name!r}.", f"There are: {names}.")
    return found


@functools.cache
def shared() -> Mapping[str, Group]:
    """The groups for everybody: a file each."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(__file__).parent.glob("*.toml"))
    }
