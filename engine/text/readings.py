"""The data of ``readings.toml``: what is said for written forms that no rule can derive."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

READINGS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("readings.toml").read_text(encoding="utf-8")
)
