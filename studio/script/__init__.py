"""Text to document and back: control tags, the script a writer types, and screenplays."""

from __future__ import annotations

from studio.script.files import read_text
from studio.script.fountain import parse_fountain
from studio.script.lower import segments
from studio.script.reading import parse_script
from studio.script.shown import line_problems, shown_text, split_text, spoken_text
from studio.script.tags import Marked, normalised, parse_text, print_text
from studio.script.writing import print_script

__all__ = [
    "Marked",
    "line_problems",
    "normalised",
    "parse_fountain",
    "parse_script",
    "parse_text",
    "print_script",
    "print_text",
    "read_text",
    "segments",
    "shown_text",
    "split_text",
    "spoken_text",
]
