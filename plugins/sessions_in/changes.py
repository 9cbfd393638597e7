"""What happened to the lines in a session, and the project as it wants to be after that.

A session is compared with the delivery it came from (``delivery.json`` beside it or above): only what differs from
that was done by the mixer. A moved line is held at its new sample, and so is the line after it, because lines without
a place of their own follow the one before.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.api import Project
from studio.document.model import Character, Line

MUTED = "muted"  # the status of a line that the mixer muted
_HEARD = 0.005  # dB below which a gain is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One line's item. ``start`` in seconds of the session, ``gain`` in dB over what was delivered."""

    start: float
    gain: float = 0.0
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """Items by line id, and gains of tracks (dB) by character id."""

    items: Mapping[str, Placed] = field(default_factory=dict)
    tracks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a line stood in the delivery: ``start`` in samples at its rate, gains in dB."""

    start: int
    gain: float
    track_gain: float


def delivered(path: Path) -> tuple[int, dict[str, Sent]]:
    """The delivery's rate and lines, of the one that a session belongs to; (0, {}) where there is none."""
    for folder in (path.parent, path.parent.parent):
        try:
            data: Any = json.loads((folder / "delivery.json").read_text(encoding="utf-8"))
            return int(data["rate"]), {
                line["id"]: Sent(
                    start=int(line["start"]), gain=float(line["gain"]), track_gain=float(line["track_gain"])
                )
                for line in data["lines"]
            }
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return 0, {}


def applied(current: Project, state: SessionState, rate: int, sent: Mapping[str, Sent]) -> Project:
    """``current`` with what the mixer did. ``sent`` at ``rate``: how the lines were when they were sent out.

    A gain counts from what was delivered, so that the same session read twice changes nothing the second time.
    """
    held = False
    tracks: dict[str, float] = {}
    scenes = []
    for scene in current.scenes:
        lines = []
        for line in scene.lines:
            item = state.items.get(line.id)
            if item is None:
                lines.append(line)
                continue
            start = math.floor(item.start * current.rate + 0.5)
            was = sent.get(line.id)
            moved = was is not None and abs(start - was.start * current.rate / rate) >= 1
            base = was.gain if was else line.gain
            lines.append(_line(line, item, base, start if moved or (held and was is not None) else None))
            held = moved
            if was is not None:
                tracks[line.character] = was.track_gain
        same = all(a is b for a, b in zip(lines, scene.lines, strict=True))
        scenes.append(scene if same else replace(scene, lines=tuple(lines)))
    characters = tuple(_character(c, tracks.get(c.id, c.gain), state.tracks.get(c.id, 0.0)) for c in current.characters)
    return replace(current, scenes=tuple(scenes), characters=characters)


def _line(line: Line, item: Placed, base: float, start: int | None) -> Line:
    changes: dict[str, Any] = {}
    if start is not None and start != line.start and start >= 0:
        changes["start"] = start
    if abs(item.gain) >= _HEARD and math.isfinite(item.gain):
        changes["gain"] = _bounded(base + item.gain)
    if item.muted != (line.status == MUTED):
        changes["status"] = MUTED if item.muted else ""
    changes = {name: value for name, value in changes.items() if value != getattr(line, name)}
    return replace(line, **changes) if changes else line


def _character(character: Character, base: float, gain: float) -> Character:
    if abs(gain) < _HEARD or not math.isfinite(gain):
        return character
    changed = _bounded(base + gain)
    return character if changed == character.gain else replace(character, gain=changed)


def _bounded(gain: float) -> float:
    return round(max(-60.0, min(24.0, gain)), 3)


def decibels(factor: float) -> float:
    """A factor as dB; -inf for silence."""
    return 20 * math.log10(factor) if factor > 0 else -math.inf
