"""What ships with the program to be looked at and listened to: sample scripts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SAMPLES = ("lighthouse", "article", "barks", "lecture")


def sample(name: str) -> Path:
    """The file of a sample script. KeyError when there is none of this name."""
    if name not in SAMPLES:
        raise KeyError(name)
    return Path(str(files(__name__) / f"{name}.lineread"))
