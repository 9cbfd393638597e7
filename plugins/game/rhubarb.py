"""The three files of Rhubarb Lip Sync, which Unity, Unreal, Godot, Spine, Moho, After Effects and Vegas plug-ins read.

Layouts after github.com/DanielSWolf/rhubarb-lip-sync (rhubarb/src/exporters): times in seconds with two decimals;
in TSV the last row is where the mouth comes to rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.etree import ElementTree

from plugins.api import units
from plugins.game.mouth import REST, MouthCue

SUFFIXES = {"tsv": ".tsv", "json": ".json", "xml": ".xml"}


def centiseconds(cues: Sequence[MouthCue], rate: int) -> list[tuple[str, int, int]]:
    """Cues in the format's unit, each time rounded by itself; what becomes nothing goes."""
    made: list[tuple[str, int, int]] = []
    for cue in cues:
        start, end = units(cue.start, rate, 100), units(cue.end, rate, 100)
        if end <= start and made:
            continue
        if made and made[-1][0] == cue.shape:
            made[-1] = (cue.shape, made[-1][1], end)
        elif end > start or len(cues) == 1:
            made.append((cue.shape, start, end))
    return made


def write(kind: str, cues: Sequence[MouthCue], rate: int, sound: str) -> str:
    """The file of that kind; ``sound`` is the name of the sound it belongs to."""
    rounded = centiseconds(cues, rate)
    length = rounded[-1][2] if rounded else 0
    if kind == "tsv":
        rows = [f"{_seconds(start)}\t{shape}\n" for shape, start, _ in rounded]
        return "".join(rows) + f"{_seconds(length)}\t{REST}\n"
    if kind == "json":
        value = {
            "metadata": {"soundFile": sound, "duration": length / 100},
            "mouthCues": [{"start": start / 100, "end": end / 100, "value": shape} for shape, start, end in rounded],
        }
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    root = ElementTree.Element("rhubarbResult")
    metadata = ElementTree.SubElement(root, "metadata")
    ElementTree.SubElement(metadata, "soundFile").text = sound
    ElementTree.SubElement(metadata, "duration").text = _seconds(length)
    body = ElementTree.SubElement(root, "mouthCues")
    for shape, start, end in rounded:
        cue = ElementTree.SubElement(body, "mouthCue", start=_seconds(start), end=_seconds(end))
        cue.text = shape
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _seconds(value: int) -> str:
    whole, part = divmod(value, 100)
    return f"{whole}.{part:02d}"
