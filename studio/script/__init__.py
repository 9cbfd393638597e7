"""Text to document and back: control tags, the script a writer types, and screenplays."""

from __future__ import annotations

from studio.script.lower import segments
from studio.script.shown import line_problems, shown_text, spoken_text
from studio.script.tags import Marked, normalised, parse_text, print_text

__all__ = [
    "Marked",
    "line_problems",
    "normalised",
    "parse_text",
    "print_text",
    "segments",
    "shown_text",
    "spoken_text",
]
