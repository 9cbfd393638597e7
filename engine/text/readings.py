"""What is said for written forms that no rule can derive: ``readings.toml``, and hibari's own tables.

hibari's tables are read as files: importing the package would load numpy and scipy before anything is spoken.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import tomllib
from pathlib import Path
from typing import Any

from engine.errors import EngineError

READINGS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("readings.toml").read_text(encoding="utf-8")
)


@functools.cache
def hibari_asset(name: str) -> Any:
    """A JSON file of hibari's ``assets``. Raises EngineError(kind="model") when the package is not there."""
    spec = importlib.util.find_spec("hibari")
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(
            "The package hibari-tts, which holds the English dictionary, is not installed.",
            "Install it with: pip install hibari-tts",
            kind="model",
        )
    return json.loads((Path(spec.submodule_search_locations[0]) / "assets" / name).read_text(encoding="utf-8"))


_TABLES: dict[str, Any] = hibari_asset("normalize.json")
ABBREVIATIONS: dict[str, str] = _TABLES["abbreviations"]  # "approx." -> "approximately"
CURRENCIES: dict[str, list[str]] = _TABLES["currency"]  # "¥" -> ["yen", "yen"]
MONTHS: dict[str, str] = _TABLES["months"]  # "jan" -> "January"
MONTH_NAMES = list(MONTHS.values())
ROMAN_CARDINAL: list[str] = _TABLES["roman_cardinal"]  # "Chapter" IV
ROMAN_ORDINAL: list[str] = _TABLES["roman_ordinal"]  # "Henry" VIII
TITLES: dict[str, str] = _TABLES["titles"]  # "Dr" before a name
UNITS: dict[str, list[str]] = _TABLES["units"]  # "km" -> ["kilometer", "kilometers"]
