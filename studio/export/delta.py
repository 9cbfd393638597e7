"""Delta deliveries: against a delivery made before, only what changed, what is new, and a list of what went.

Laid over the earlier delivery, a delta is the whole delivery again: files of unchanged lines are not made anew, so they
stay byte for byte what they were. A line's file is made again when its take, its gain or its length is another, when
its name changes, or when the exporter's options do. An exporter that says what a file's bytes come from
(``PlannedFile.depends``: sessions do, which hold gains, positions and names themselves) has it made again only when
that is another. ``CHANGES.csv`` says it line by line, with where the lines are and were.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.api import Clip, PlannedFile, WrittenFile
from studio.errors import LinereadError
from studio.export.beside import file_beside
from studio.export.report import REPORT, DeliveryPlan, PlannedExport

CHANGES = "CHANGES.csv"
_HEARD = ("take", "gain", "track_gain", "length")
_SHOWN = ("text", "character", "direction")
_PLACED = ("start", "end", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A delivery made before. ``files`` by (exporter, what, line, take or path); ``lines`` by id."""

    folder: Path
    data: Mapping[str, Any]
    lines: Mapping[str, Mapping[str, Any]]
    files: Mapping[tuple[str, str, str], Mapping[str, Any]]
    options: Mapping[str, Mapping[str, Any]]
    planned: Mapping[str, str]  # path in the delivery -> path without version suffixes
    measures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """``kind``: changed (another sound), text (words only), moved, new, removed. ``why`` names what differs.

    ``start`` and ``start_before`` are samples of the programme, None where the line is not."""

    kind: str
    line_id: str
    number: int
    character: str
    text: str
    before: str = ""
    why: tuple[str, ...] = ()
    start: int | None = None
    start_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    lines: tuple[LineChange, ...] = ()
    moves: tuple[LineChange, ...] = ()  # lines that only stand elsewhere
    placed: bool = True  # some format of the delivery knows places; else nobody is told of moves
    by_id: Mapping[str, LineChange] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        return len(self.moves) if self.placed else 0

    @property
    def summary(self) -> str:
        """``10 changed, 2 new, 1 removed``"""
        kinds = [change.kind for change in self.lines]
        said = [f"{n} {kind}" for kind in ("changed", "text", "new", "removed") if (n := kinds.count(kind))]
        return ", ".join(said + ([f"{self.moved} moved"] if self.moved else [])) or "nothing changed"


def read_delivery(path: Path) -> Past:
    """What an earlier delivery says of itself. Raises LinereadError for a folder that is none."""
    folder = path.parent if path.name == REPORT else path
    try:
        data = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        files = [*data["files"], *data.get("unchanged", ())]
        exporters = [*data.get("unchanged_exporters", ()), *data["exporters"]]
        return Past(
            folder=folder,
            data=data,
            lines={line["id"]: line for line in data["lines"]},
            files={
                (
                    f.get("exporter", ""),
                    f.get("what", ""),
                    _which(f.get("line_id", ""), f.get("take", ""), f["path"]),
                ): f
                for f in files
            },
            options={x["id"]: x["options"] for x in exporters},
            planned=data.get("planned", {}),
            measures={x["id"]: x.get("measures", {}) for x in exporters},
        )
    except FileNotFoundError as error:
        raise LinereadError(
            f"{folder} is no delivery: it has no {REPORT}.", "Choose the folder of an export."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LinereadError(f"{folder / REPORT} cannot be read: {error}.", "Export the delivery again.") from error


def compare_lines(past: Past, plan: DeliveryPlan) -> Changes:
    """What became of the lines since: heard, read, gone."""
    found: list[LineChange] = []
    moves: list[LineChange] = []
    timeline = plan.timeline
    rate = past.data.get("rate", timeline.rate)
    placed = any(all(loss.what != "positions" for loss in export.plan.losses) for export in plan.exports)
    now = {clip.line_id: (clip, track) for track in timeline.tracks for clip in track.clips}
    for line_id, (clip, track) in sorted(now.items(), key=lambda entry: entry[1][0].number):
        old = past.lines.get(line_id)
        common: dict[str, Any] = {
            "line_id": line_id, "number": clip.number, "character": track.name, "text": clip.text, "start": clip.start
        }  # fmt: skip
        if old is None:
            found.append(LineChange(kind="new", **common))
            continue
        values: dict[str, Any] = {
            "take": clip.take, "gain": clip.gain, "track_gain": track.gain, "length": clip.length, "text": clip.text,
            "character": track.name, "direction": clip.direction, "start": clip.start, "end": clip.end,
            "number": clip.number,
        }  # fmt: skip
        start, end = (_at(old[name], rate, timeline.rate) for name in ("start", "end"))
        length = end - start if rate == timeline.rate else -1
        before = {**old, "start": start, "end": end, "length": length}
        common["start_before"] = start
        why = [name for name in (*_HEARD, *_SHOWN) if name in before and before[name] != values[name]]
        if why:
            kind = "changed" if set(why) & set(_HEARD) else "text"
            found.append(LineChange(kind=kind, why=tuple(why), before=old["text"], **common))
        elif why := [name for name in _PLACED if before.get(name) != values[name]]:
            moves.append(LineChange(kind="moved", why=tuple(why), before=old["text"], **common))
    for line_id, old in past.lines.items():
        if line_id not in now:
            found.append(
                LineChange(
                    kind="removed", line_id=line_id, number=old["number"], character=old["character"],
                    text=old["text"], before=old["text"], start_before=_at(old["start"], rate, timeline.rate),
                )
            )  # fmt: skip
    by_id = {change.line_id: change for change in found}
    return Changes(lines=tuple(found), moves=tuple(moves), placed=placed, by_id=by_id)


def _at(samples: int, rate: int, new_rate: int) -> int:
    """A position at another rate, the nearest sample."""
    return (2 * samples * new_rate + rate) // (2 * rate)


def past_options(past: Past, ids: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Options for a delta: as the earlier delivery was made, over that what is said now."""
    kept = {
        f"{identity}.{key}": value
        for identity in ids
        for key, value in past.options.get(identity, {}).items()
        if key not in given
    }
    return {**kept, **given}


def plan_delta(plan: DeliveryPlan, past: Past, suffix: str = "") -> tuple[DeliveryPlan, Changes]:
    """The part of a delivery that is not in the earlier one. ``suffix`` ("_v2") goes to files that replace others."""
    changes = compare_lines(past, plan)
    still = (
        not changes.lines and not changes.moves and plan.timeline.length == past.data.get("length")
        and all(_same_takes(clip, past.lines[clip.line_id]) for clip in plan.timeline.clips())
    )  # fmt: skip
    exports: list[PlannedExport] = []
    unchanged: list[Mapping[str, Any]] = []
    planned: dict[str, str] = {}
    versions: dict[str, tuple[str, str]] = {}  # line -> (new file, earlier file)
    for export in plan.exports:
        identity = export.info.id
        same = _plain(past.options.get(identity)) == _plain(export.plan.options)
        wanted = []
        kept: list[WrittenFile] = []
        for file in export.plan.files:
            old = past.files.get((identity, file.what, _which(file.line_id, file.take, file.path)))
            base = past.planned.get(old["path"], old["path"]) if old else ""
            change = changes.by_id.get(file.line_id) if file.line_id else None
            heard = change is not None and change.kind in ("changed", "new")
            if file.depends and old is not None and "depends" in old:
                keep = same and old["depends"] == file.depends
            else:
                keep = same and base == file.path and not heard and (bool(file.line_id) or still)
            if keep and old is not None:
                unchanged.append(old)
                kept.append(_kept(old))
                if old["path"] != base:
                    planned[old["path"]] = base
                continue
            new = file
            if suffix and old is not None and file.line_id:
                new = replace(file, path=_versioned(file.path, suffix))
                if new.path == old["path"]:
                    raise LinereadError(f"{new.path} is in the earlier delivery already.", "Choose another suffix.")
                planned[new.path] = file.path
            if file.what == "line":
                versions[file.line_id] = (new.path, old["path"] if old else "")
            wanted.append(new)
        wanted = _beside(wanted, kept, planned, versions)
        reduced = replace(
            export.plan, files=tuple(wanted), earlier=past.folder if same else None, kept=tuple(kept),
            measures=past.measures.get(identity, {}) if same else {},
        )  # fmt: skip
        if wanted:
            exports.append(replace(export, plan=reduced))
    exports.append(_changes_file(changes, past, versions, plan))
    more = {
        "since": {"delivery": past.folder.name, "project": past.data.get("project"), "summary": changes.summary},
        "unchanged": sorted(unchanged, key=lambda file: str(file["path"])),
        "planned": planned,
        "removed": _removed(past, changes),
        "unchanged_exporters": _unchanged_exporters(past, [export.info.id for export in exports]),
    }
    return replace(plan, exports=tuple(exports), more=more), changes


def _kept(file: Mapping[str, Any]) -> WrittenFile:
    return WrittenFile(
        path=file["path"], bytes=file["bytes"], what=file.get("what", ""), line_id=file.get("line_id", ""),
        gain=file.get("gain"), take=file.get("take", ""),
    )  # fmt: skip


def _same_takes(clip: Clip, old: Mapping[str, Any]) -> bool:
    """Whether the line has the takes to choose from that it had."""
    return [take.key for take in clip.takes] == [take["key"] for take in old.get("takes", ())]


def _which(line_id: str, take: str, path: str) -> str:
    """What a file of one kind is known by: its line, its line's take, or where it is."""
    return f"{line_id} {take}" if take else line_id or path


def _beside(
    wanted: Sequence[PlannedFile], kept: Sequence[WrittenFile], planned: dict[str, str],
    versions: dict[str, tuple[str, str]],
) -> list[PlannedFile]:  # fmt: skip
    """The files to be written, with other names where a file that stays has theirs (lines were renumbered)."""
    taken = {file.path.casefold() for file in kept}
    made = []
    for file in wanted:
        if file.path.casefold() in taken:
            new = replace(file, path=_versioned(file.path, f"_{file.line_id}"))
            planned[new.path] = planned.pop(file.path, file.path)
            if file.line_id in versions and file.what == "line":
                versions[file.line_id] = (new.path, versions[file.line_id][1])
            file = new
        made.append(file)
    return made


def _unchanged_exporters(past: Past, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """Exporters of which nothing is in this delta: the next one stands on them all the same."""
    return [
        {"id": identity, "options": dict(options), "measures": dict(past.measures.get(identity, {}))}
        for identity, options in past.options.items()
        if identity not in ids and identity != "changes"
    ]


def _plain(options: Mapping[str, Any] | None) -> Any:
    return None if options is None else json.loads(json.dumps(dict(options)))


def _versioned(path: str, suffix: str) -> str:
    head, dot, tail = path.rpartition(".")
    return f"{head}{suffix}{dot}{tail}" if dot and "/" not in tail else path + suffix


def _removed(past: Past, changes: Changes) -> list[str]:
    gone = {change.line_id for change in changes.lines if change.kind == "removed"}
    return sorted(file["path"] for file in past.files.values() if file.get("line_id") in gone)


def _changes_file(
    changes: Changes, past: Past, versions: Mapping[str, tuple[str, str]], plan: DeliveryPlan
) -> PlannedExport:
    made = io.StringIO(newline="")
    table = csv.writer(made)
    table.writerow(["change", "id", "number", "character", "text", "text before", "what", "file", "file before",
                    "start sample", "start sample before"])  # fmt: skip
    moves = changes.moves if changes.placed else ()
    known = {change.line_id for change in (*changes.lines, *moves)}
    renamed = [
        LineChange(kind="renamed", line_id=clip.line_id, number=clip.number, character=track.name, text=clip.text)
        for track in plan.timeline.tracks for clip in track.clips
        if clip.line_id in versions and clip.line_id not in known
    ]  # fmt: skip
    for change in (*changes.lines, *renamed, *moves):
        old = [f["path"] for (_, what, key), f in past.files.items() if key == change.line_id and what == "line"]
        new, before = versions.get(change.line_id, ("", old[0] if old else ""))
        row = [change.kind, change.line_id, change.number, change.character, change.text]
        before_text = change.before if change.before != change.text else ""
        places = ["" if at is None else at for at in (change.start, change.start_before)]
        table.writerow([*row, before_text, " ".join(change.why), new, before, *places])
    text = made.getvalue().encode("utf-8-sig")
    return file_beside(CHANGES, text, "changes", "Changes", plan.timeline)
