"""From every format ever released to today's, one small pure function for each step.

A function stays for ever once a version has been released, with a golden project beside its test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.errors import LinereadError

FORMAT = "lineread"
VERSION = 1

Raw = dict[str, Any]


class DamagedProject(LinereadError):
    """What is in the file is no project any more: an autosave may take its place. A newer format is not damage."""


# _STEPS[n] turns version n into n + 1.
_STEPS: dict[int, Callable[[Raw], Raw]] = {}


def migrated(raw: Raw, name: str) -> Raw:
    """``raw`` in today's version. Raises LinereadError for a newer or unreadable version."""
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DamagedProject(f"{name} does not say which version it is.", "Restore it with `lineread recover`.")
    if version > VERSION:
        raise LinereadError(
            f"{name} was made by a newer Lineread (format {version}; this one reads up to {VERSION}).",
            "Update Lineread; the project has not been touched.",
        )
    for step in range(version, VERSION):
        raw = _STEPS[step](raw)
    return {k: v for k, v in raw.items() if k not in ("format", "version")}
