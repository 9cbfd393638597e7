"""What an export is going to be, and what it was: the values that the command line, CI and a person read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from engine.assets import Consent, Origin
from plugins.api import Exporter, ExportPlan, KeptTake, Loss, PlannedFile, Project, Report, Timeline
from studio.export.manifest import PluginInfo

REPORT = "delivery.json"
GOOD = ("current", "locked")  # states of a line whose take is the one to be heard


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCounts:
    """Ids of the lines by what a person must know before sending them out. Lines that say nothing do not count."""

    total: int
    current: tuple[str, ...]
    stale: tuple[str, ...]
    suspect: tuple[str, ...]
    failed: tuple[str, ...]
    missing: tuple[str, ...]  # no take: silent in the delivery

    @staticmethod
    def of(timeline: Timeline) -> LineCounts:
        clips = sorted(
            (c for t in timeline.tracks for c in t.clips if c.path is not None or c.state != "empty"),
            key=lambda c: c.number,
        )

        def with_state(*states: str) -> tuple[str, ...]:
            return tuple(c.line_id for c in clips if c.state in states and c.path is not None)

        return LineCounts(
            total=len(clips),
            current=tuple(c.line_id for c in clips if c.state in GOOD and c.path is not None),
            stale=with_state("stale"),
            suspect=with_state("suspect"),
            failed=tuple(c.line_id for c in clips if c.state == "failed"),
            missing=tuple(c.line_id for c in clips if c.path is None),
        )

    @property
    def summary(self) -> str:
        """``84 of 84 current, 0 suspect``, and the rest where there is any."""
        said = [f"{len(self.current)} of {self.total} current", f"{len(self.suspect)} suspect"]
        rest = {name: len(getattr(self, name)) for name in ("stale", "failed", "missing")}
        said += [f"{count} {name}" for name, count in rest.items() if count]
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """One file that several exporters would write, each under its own idea of upper and lower case."""

    path: str
    by: tuple[str, ...]


class Credit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One voice that is heard in a delivery. ``asset``: the folder of a cloned or frozen one, in the project's."""

    name: str
    kind: str  # "clone", "frozen", "designed", "preset", "recorded"
    engine: str = ""
    model: str = ""
    weights: str = ""  # digest of the model's, where its takes know it
    description: str = ""
    asset: str = ""
    characters: tuple[str, ...] = ()
    lines: int = 0
    consent: Consent | None = None
    origin: Origin | None = None
    recordings: tuple[str, ...] = ()  # sha256 of what it was made from
    later: tuple[str, ...] = ()  # moods whose recordings came to a clone after its consent was given


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedExport:
    info: PluginInfo
    exporter: Exporter
    plan: ExportPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlan:
    """Everything a person wants to know before anything is written."""

    project: Project
    timeline: Timeline
    exports: tuple[PlannedExport, ...]
    collisions: tuple[Collision, ...]
    counts: LineCounts
    credits: tuple[Credit, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)  # what a delta adds to delivery.json

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        return tuple(file for export in self.exports for file in export.plan.files)

    @property
    def losses(self) -> tuple[tuple[str, Loss], ...]:
        """(exporter id, loss), in order."""
        return tuple((export.info.id, loss) for export in self.exports for loss in export.plan.losses)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFile:
    """``path`` is relative to the delivery, with forward slashes."""

    path: str
    bytes: int
    sha256: str
    what: str
    line_id: str
    character_id: str
    exporter: str
    depends: str = ""  # as planned
    take: str = ""  # as planned
    gain: float | None = None  # dB that a session adds to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was written. ``reports`` by exporter id; ``replaced``: paths that held an older file."""

    dest: Path
    plan: DeliveryPlan
    files: tuple[DeliveredFile, ...]
    reports: Mapping[str, Report]
    replaced: tuple[str, ...]
    seconds: float

    @property
    def summary(self) -> str:
        return self.plan.counts.summary

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(note for report in self.reports.values() for note in report.notes))

    def as_dict(self, version: str) -> dict[str, Any]:
        """The content of delivery.json: the same export gives the same bytes, so no clock is in it."""
        timeline, counts = self.plan.timeline, self.plan.counts
        by_line: dict[str, list[str]] = {}
        for file in self.files:
            if file.line_id:
                by_line.setdefault(file.line_id, []).append(file.path)
        return {
            "lineread": version,
            "project": {"id": timeline.project_id, "name": timeline.name},
            "rate": timeline.rate,
            "length": timeline.length,
            "summary": counts.summary,
            "totals": {
                "lines": counts.total,
                **{n: len(getattr(counts, n)) for n in ("current", "stale", "suspect", "failed", "missing")},
            },
            "voices": [msgspec.to_builtins(credit) for credit in self.plan.credits],
            "exporters": [_exporter(export, self.reports[export.info.id]) for export in self.plan.exports],
            "files": [
                {k: v for k in DeliveredFile.__slots__ if (v := getattr(file, k)) not in ("", None)}
                for file in self.files
            ],
            "lines": [
                {
                    "id": clip.line_id,
                    "number": clip.number,
                    "character": track.name,
                    "text": clip.text,
                    "state": clip.state,
                    "take": clip.take,
                    "start": clip.start,
                    "end": clip.end,
                    "gain": clip.gain,
                    "track_gain": track.gain,
                    "direction": clip.direction,
                    "checks": list(clip.checks),
                    "files": by_line.get(clip.line_id, []),
                    **({"takes": [_take(take) for take in clip.takes]} if clip.takes else {}),
                }
                for clip, track in sorted(
                    ((c, t) for t in timeline.tracks for c in t.clips), key=lambda entry: entry[0].number
                )
            ],
            **self.plan.more,
        }


def _take(take: KeptTake) -> dict[str, Any]:
    return {"key": take.key, "number": take.number, "about": take.about, "suits": take.suits}


def _exporter(export: PlannedExport, report: Report) -> dict[str, Any]:
    return {
        "id": export.info.id,
        "options": dict(export.plan.options),
        "measures": dict(report.measures),
        "notes": list(report.notes),
        "losses": [
            {k: v for k in ("what", "detail", "line_id") if (v := getattr(loss, k))} for loss in export.plan.losses
        ],
    }
