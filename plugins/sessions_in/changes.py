"""What happened to the lines in a session, and the project as it wants to be after that.

A session is compared with the delivery it came from (``delivery.json`` beside it or above): only what differs from
that was done by the mixer. A moved line is held at its new sample, and so is the line after it, because lines without
a place of their own follow the one before. Gains are compared with those that the session was sent with, which are
those of the line and the track where they were not in the sound itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from plugins.api import Problem, Project
from studio.document.model import Character, Line

MUTED = "muted"  # the status of a line that the mixer muted
_FADER = " fader dB"
_HEARD = 0.005  # dB below which a gain is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One line's item. ``start`` in seconds of the session, where the line itself begins; ``gain`` in dB, None where
    the format has none."""

    start: float | Fraction
    gain: float | None = None
    muted: bool = False
    take: str = ""  # key of the one that the mixer chose; "": the format does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """Items by line id, and gains of tracks (dB) by character id."""

    items: Mapping[str, Placed] = field(default_factory=dict)
    tracks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a line stood in the delivery: ``start`` in samples at its rate, gains in dB.

    ``item``: what the session's item added to the sound. ``takes``: the gains of the others that it held, by key;
    ``odd``: those that say the words otherwise than the line asks for.
    """

    start: int
    gain: float
    track_gain: float
    item: float = 0.0
    take: str = ""
    takes: Mapping[str, float] = field(default_factory=dict)
    odd: frozenset[str] = frozenset()

    def added(self, take: str) -> float:
        """dB that the session's item added to the sound of a take."""
        return self.takes.get(take, self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The delivery that a session belongs to. ``rate`` is 0 where there is none."""

    rate: int = 0
    handles: float = 0.0  # milliseconds
    faders: Mapping[str, float] = field(default_factory=dict)  # dB of the session's faders, by character's name
    lines: Mapping[str, Sent] = field(default_factory=dict)

    def handle(self, line_id: str) -> float:
        """Seconds in the line's file before the line itself."""
        line = self.lines.get(line_id)
        if line is None or not self.rate:
            return 0.0
        return min(round(self.handles * self.rate / 1000), line.start) / self.rate


def delivered(path: Path, exporter: str) -> Delivered:
    """What is known of the delivery that the file ``path`` belongs to, which ``exporter`` wrote."""
    for folder in (path.parent, path.parent.parent):
        try:
            data: Any = json.loads((folder / "delivery.json").read_text(encoding="utf-8"))
            exporters = [*data["exporters"], *data.get("unchanged_exporters", ())]
            own: Mapping[str, Any] = next((x for x in exporters if x["id"] == exporter), {})
            faders = {
                name.removesuffix(_FADER): float(gain)
                for name, gain in own.get("measures", {}).items()
                if name.endswith(_FADER)
            }
            files = [f for f in (*data["files"], *data.get("unchanged", ())) if f.get("exporter") == exporter]
            gains = {
                (f["line_id"], f.get("take", "")): float(f["gain"]) for f in files if "gain" in f and f.get("line_id")
            }
            others: dict[str, list[str]] = {}
            for file in files:
                if file.get("take"):
                    others.setdefault(file["line_id"], []).append(file["take"])
            return Delivered(
                rate=int(data["rate"]),
                handles=float(own.get("options", {}).get("handles") or 0.0),
                faders=faders,
                lines={
                    line["id"]: _sent(line, gains, faders.get(line["character"], 0.0), others.get(line["id"], ()))
                    for line in data["lines"]
                },
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return Delivered()


def _sent(line: Mapping[str, Any], gains: Mapping[tuple[str, str], float], fader: float, others: Sequence[str]) -> Sent:
    def added(take: str) -> float:
        key = (line["id"], take)
        return gains[key] - fader if key in gains else 0.0

    return Sent(
        start=int(line["start"]),
        gain=float(line["gain"]),
        track_gain=float(line["track_gain"]),
        item=added(""),
        take=line.get("take") or "",
        takes={take: added(take) for take in others},
        odd=frozenset(take["key"] for take in line.get("takes", ()) if not take.get("suits", True)),
    )


def unknown_delivery(sent: Delivered) -> tuple[Problem, ...]:
    """What a person must know when nothing says how the session was sent."""
    if sent.rate:
        return ()
    message = "There is no delivery.json with this session, so nothing can be said of positions."
    return (Problem(message=message, line=1, column=1, code="no-delivery"),)


def applied(current: Project, state: SessionState, sent: Delivered) -> Project:
    """``current`` with what the mixer did since the session was ``sent``.

    A gain counts from what was delivered, so that the same session read twice changes nothing the second time.
    """
    rate = sent.rate or current.rate
    held = False
    tracks: dict[str, float] = {}
    scenes = []
    for scene in current.scenes:
        lines = []
        for line in scene.lines:
            was = sent.lines.get(line.id)
            if was is not None:
                tracks[line.character] = was.track_gain
            item = state.items.get(line.id)
            if item is None:
                lines.append(line)
                continue
            start = math.floor(item.start * current.rate + 0.5)
            moved = was is not None and abs(start - was.start * current.rate / rate) >= 1
            lines.append(_line(line, item, was, start if moved or (held and was is not None) else None))
            held = moved
        same = all(a is b for a, b in zip(lines, scene.lines, strict=True))
        scenes.append(scene if same else replace(scene, lines=tuple(lines)))
    characters = []
    for character in current.characters:
        base = tracks.get(character.id, character.gain)
        fader = state.tracks.get(character.id)
        change = 0.0 if fader is None else fader - sent.faders.get(character.name, 0.0)
        characters.append(_character(character, base, change))
    return replace(current, scenes=tuple(scenes), characters=tuple(characters))


def _line(line: Line, item: Placed, was: Sent | None, start: int | None) -> Line:
    changes: dict[str, Any] = {}
    if start is not None and start != line.start and start >= 0:
        changes["start"] = start
    if item.gain is not None:
        base = was.gain if was else line.gain
        change = item.gain - (was.added(item.take) if was is not None else 0.0)
        if abs(change) >= _HEARD and math.isfinite(change):
            changes["gain"] = _bounded(base + change)
    if was is not None and item.take and item.take != was.take:
        changes["take"] = item.take
        if item.take in was.odd:  # the line asks for another reading, and would get that one
            changes["locked"] = True
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
