"""What a plug-in may be told: the options of its manifest, and the check of what a person typed.

A plug-in sees a complete mapping: every option of its manifest, converted, the defaults filled in. None
stands for an optional number or text that was left open or said to be ``none``.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.errors import LinereadError

if TYPE_CHECKING:
    from studio.export.manifest import PluginInfo

TYPES = ("string", "integer", "number", "boolean", "choice")
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}
_NOTHING = {"none", "off", ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a plug-in, as its manifest says."""

    name: str
    type: str
    default: Any = None
    label: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    optional: bool = False  # may be none
    unit: str = ""  # of a number, as it is written behind it: "LUFS", "ms"


def read_option(name: str, table: Any) -> Option:
    """An option from its table in a manifest. Raises LinereadError for a table that makes no sense."""
    if not isinstance(table, Mapping):
        raise LinereadError(f"The option {name} is not a table.")
    unknown = set(table) - {"type", "default", "label", "help", "choices", "minimum", "maximum", "optional", "unit"}
    if unknown:
        raise LinereadError(f"The option {name} has an unknown key {min(unknown)!r}.")
    kind = table.get("type")
    if kind not in TYPES:
        raise LinereadError(f"The option {name} has the type {kind!r}.", f"There are {', '.join(TYPES)}.")
    option = Option(
        name=name,
        type=kind,
        label=str(table.get("label", name)),
        help=str(table.get("help", "")),
        choices=tuple(str(c) for c in table.get("choices", ())),
        minimum=table.get("minimum"),
        maximum=table.get("maximum"),
        optional=bool(table.get("optional", False)),
        unit=str(table.get("unit", "")),
    )
    if kind == "choice" and not option.choices:
        raise LinereadError(f"The option {name} has nothing to choose from.")
    if "default" not in table and not option.optional:
        raise LinereadError(f"The option {name} has no default and is not optional.")
    default = _converted("the manifest", option, table["default"]) if "default" in table else None
    return Option(**{f: getattr(option, f) for f in option.__slots__} | {"default": default})


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """``["format=flac", "srt.split=false"]`` as a mapping. The last of one key wins."""
    made: dict[str, str] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise LinereadError(f"The option {assignment!r} has no value.", "Write it as key=value.")
        made[key.strip()] = value.strip()
    return made


def checked(info: PluginInfo, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every option of the plug-in, from what was given and the defaults. Raises LinereadError."""
    known = {option.name: option for option in info.options}
    for key in given:
        if key not in known:
            raise unknown_option(key, known, info.id)
    return {
        name: _converted(info.id, option, given[name]) if name in given else option.default
        for name, option in known.items()
    }


def unknown_option(key: str, known: Iterable[str], where: str) -> LinereadError:
    names = sorted(known)
    if not names:
        return LinereadError(f"{where} has no option {key!r}.", "It has none at all.")
    close = difflib.get_close_matches(key, names, n=1)
    hint = f"Did you mean {close[0]}? " if close else ""
    return LinereadError(f"{where} has no option {key!r}.", f"{hint}There are: {', '.join(names)}.")


def _converted(where: str, option: Option, value: Any) -> Any:
    text = value.strip() if isinstance(value, str) else value
    if option.optional and (text is None or (isinstance(text, str) and text.lower() in _NOTHING)):
        return None
    if option.type == "string":
        return str(text)
    if option.type == "boolean":
        return _boolean(where, option, text)
    if option.type == "choice":
        return _choice(where, option, text)
    return _number(where, option, text)


def _boolean(where: str, option: Option, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise LinereadError(f"{where}: {option.name} cannot be {value!r}.", "Say true or false.")


def _choice(where: str, option: Option, value: Any) -> str:
    word = str(value)
    for choice in option.choices:
        if choice.lower() == word.lower():
            return choice
    close = difflib.get_close_matches(word, option.choices, n=1)
    hint = f"Did you mean {close[0]}? " if close else ""
    raise LinereadError(
        f"{where}: {option.name} cannot be {word!r}.", f"{hint}Choose from {', '.join(option.choices)}."
    )


def _number(where: str, option: Option, value: Any) -> float | int:
    try:
        number: float | int = int(value) if option.type == "integer" else float(value)
        if isinstance(value, bool) or not math.isfinite(number) or number != float(value):
            raise ValueError
    except (TypeError, ValueError) as error:
        kind = "a whole number" if option.type == "integer" else "a number"
        none = " or none" if option.optional else ""
        raise LinereadError(f"{where}: {option.name} cannot be {value!r}.", f"It is {kind}{none}.") from error
    low, high = option.minimum, option.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = " and ".join([f"at least {low:g}"] * (low is not None) + [f"at most {high:g}"] * (high is not None))
        raise LinereadError(f"{where}: {option.name} cannot be {value}.", f"It is {bounds}.")
    return number
