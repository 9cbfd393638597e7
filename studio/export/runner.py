"""A delivery: several exporters into one folder, all of it or nothing.

The exporters write into a temporary folder beside the destination. Only when every file is there are they
moved into place one by one, each an atomic rename; when something fails on the way, what was replaced
comes back. ``delivery.json`` then says, for people and for programs, what is in the folder.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from plugins.api import Cancelled, ExportCancelled, ExportPlan, Progress, Project, Report, Timeline
from studio import VERSION
from studio.atomic import writing_failed
from studio.errors import LinereadError
from studio.export.credits import credits_export, voice_credits
from studio.export.digest import digests_of
from studio.export.host import exporter
from studio.export.options import checked, unknown_option
from studio.export.printable import printable
from studio.export.report import REPORT, Collision, DeliveredFile, Delivery, DeliveryPlan, LineCounts, PlannedExport

_OLD = 24 * 3600  # seconds after which a temporary folder belongs to nobody
_WRITING = 0.9  # of the progress bar


def plan_exports(
    ids: Sequence[str],
    timeline: Timeline,
    project: Project,
    options: Mapping[str, Any] | None = None,
    folder: Path | None = None,
) -> DeliveryPlan:
    """What the exporters would write, what meets, and what will be lost. Writes nothing.

    ``folder`` is the project's, where the consents of its cloned voices are; a project without a name has its name.

    An option ``key`` goes to every exporter that has it, ``exporter.key`` to one. One that nobody has, a bad
    value, or an unknown exporter raises a LinereadError.
    """
    timeline = printable(timeline)
    if not timeline.name.strip():
        timeline = dataclasses.replace(timeline, name=folder.name if folder is not None else "lineread")
    infos = [exporter(identity) for identity in dict.fromkeys(ids)]
    given = _distributed(options or {}, {info.id: {o.name for o in info.options} for info in infos})
    exports = []
    for info in infos:
        values = checked(info, given[info.id])
        made = info.load_exporter()
        plan: ExportPlan = _foreign(info.id, made.plan, timeline, project, values)
        for file in plan.files:
            _check_path(info.id, file.path)
        exports.append(PlannedExport(info=info, exporter=made, plan=plan))
    credits = voice_credits(project, timeline, folder)
    named = credits_export(credits, timeline) if exports else None
    if named is not None:
        exports.append(named)
    return DeliveryPlan(
        project=project,
        timeline=timeline,
        exports=tuple(exports),
        collisions=_collisions(exports),
        counts=LineCounts.of(timeline),
        credits=credits,
    )


def run_exports(
    plan: DeliveryPlan,
    dest: Path,
    progress: Progress = lambda fraction, what: None,
    cancelled: Cancelled = lambda: False,
) -> Delivery:
    """Write the delivery. On failure (LinereadError) or ExportCancelled the folder is as it was before."""
    began = time.monotonic()
    if plan.collisions:
        worst = plan.collisions[0]
        raise LinereadError(
            f"{worst.path} would be written by {' and '.join(worst.by)}.", "Export them into different folders."
        )
    if dest.exists() and not dest.is_dir():
        raise LinereadError(f"{dest} is a file, not a folder.", "Choose another place for the delivery.")
    work = _workplace(dest)
    try:
        files, reports = _write_all(plan, work / "new", dest, progress, cancelled)
        delivery = Delivery(
            dest=dest,
            plan=plan,
            files=tuple(files),
            reports=reports,
            replaced=tuple(f.path for f in files if (dest / f.path).exists()),
            seconds=time.monotonic() - began,
        )
        report = msgspec.json.encode(delivery.as_dict(VERSION))
        (work / "new" / REPORT).write_bytes(msgspec.json.format(report, indent=1) + b"\n")
        _move(work, dest, [*(f.path for f in files), REPORT])
    except OSError as error:
        raise writing_failed(_meant(error, work / "new", dest), error) from error
    except LinereadError as error:  # people know the delivery, not the folder it is made in
        error.message = error.message.replace(str(work / "new"), str(dest))
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    progress(1.0, "done")
    return delivery


def _write_all(
    plan: DeliveryPlan, new: Path, dest: Path, progress: Progress, cancelled: Cancelled
) -> tuple[list[DeliveredFile], dict[str, Report]]:
    new.mkdir(parents=True)
    files: list[DeliveredFile] = []
    reports: dict[str, Report] = {}
    share = _WRITING / max(1, len(plan.exports))
    for index, export in enumerate(plan.exports):
        if cancelled():
            raise ExportCancelled
        first = index * share

        def inner(fraction: float, what: str, first: float = first, label: str = export.info.label) -> None:
            progress(first + share * min(1.0, max(0.0, fraction)), f"{label}: {what}")

        placed = dataclasses.replace(export.plan, destination=dest.resolve())
        report: Report = _foreign(export.info.id, export.exporter.write, placed, plan.project, new, inner, cancelled)
        reports[export.info.id] = report
        planned = {file.path: file for file in export.plan.files}
        written = {file.path: file for file in report.files}
        for path in sorted(planned.keys() ^ written.keys()):
            what = "did not write" if path in planned else "wrote, without having planned it,"
            raise LinereadError(f"The exporter {export.info.id} {what} {path}.", "That is a defect of the plug-in.")
        for path in planned:
            if not (new / path).is_file():
                raise LinereadError(f"The exporter {export.info.id} did not write {path}.")
        progress(first + share, f"{export.info.label}: checking the files")
        digests = digests_of([new / path for path in planned], cancelled)
        for (path, file), (size, digest) in zip(planned.items(), digests, strict=True):
            files.append(
                DeliveredFile(
                    path=path, bytes=size, sha256=digest, what=file.what, line_id=file.line_id,
                    character_id=file.character_id, exporter=export.info.id, depends=file.depends,
                    gain=written[path].gain, take=file.take,
                )
            )  # fmt: skip
    if cancelled():
        raise ExportCancelled
    return files, reports


def _meant(error: OSError, new: Path, dest: Path) -> Path:
    """The file of the delivery that could not be written. A full disk often does not say which; it is the newest."""
    path = Path(error.filename) if error.filename else None
    if path is None:
        files = [p for p in new.rglob("*") if p.is_file()]
        path = max(files, key=lambda p: p.stat().st_mtime_ns, default=dest)
    return dest / path.relative_to(new) if path.is_relative_to(new) else path


def _foreign(identity: str, step: Callable[..., Any], *arguments: Any) -> Any:
    """Run a plug-in's code; what it did not foresee becomes an error with its name."""
    try:
        return step(*arguments)
    except (LinereadError, ExportCancelled, OSError):
        raise
    except (Exception, SystemExit) as error:
        what = f"{type(error).__name__}: {error}"
        raise LinereadError(f"The exporter {identity} failed: {what}", "That is a defect of the plug-in.") from error


def _distributed(options: Mapping[str, Any], known: Mapping[str, set[str]]) -> dict[str, dict[str, Any]]:
    """Each exporter's own options. What is said for one exporter wins over what is said for all."""
    given: dict[str, dict[str, Any]] = {identity: {} for identity in known}
    for key, value in options.items():
        if "." in key:
            continue
        users = [identity for identity, names in known.items() if key in names]
        if not users:
            raise unknown_option(key, set().union(*known.values()), " and ".join(known))
        for identity in users:
            given[identity][key] = value
    for key, value in options.items():
        identity, dot, name = key.partition(".")
        if not dot:
            continue
        if identity not in known:
            raise LinereadError(
                f"The option {key} is for {identity}, which is not being exported.", f"There are: {', '.join(known)}."
            )
        given[identity][name] = value
    return given


def _check_path(identity: str, path: str) -> None:
    pure = PurePosixPath(path)
    if not path or "\\" in path or pure.is_absolute() or any(p in ("..", ".") for p in path.split("/")):
        raise LinereadError(f"The exporter {identity} plans to write {path!r}, which is outside of the delivery.")


def _collisions(exports: Sequence[PlannedExport]) -> tuple[Collision, ...]:
    """Paths that are one file on a system that knows no case, or a file where another needs a folder."""
    owners: dict[str, list[tuple[str, str]]] = {REPORT: [(REPORT, "the delivery report")]}
    for export in exports:
        for file in export.plan.files:
            owners.setdefault(file.path.casefold(), []).append((file.path, export.info.id))
    found = [
        Collision(path=claims[0][0], by=tuple(by for _, by in claims)) for claims in owners.values() if len(claims) > 1
    ]
    for path, claims in owners.items():
        for parent in PurePosixPath(path).parents:
            above = owners.get(parent.as_posix())
            if above is not None:
                found.append(Collision(path=above[0][0], by=(above[0][1], claims[0][1])))
    return tuple(dict.fromkeys(found))


def _workplace(dest: Path) -> Path:
    """A fresh folder on the same file system: beside the destination, or within where that cannot be."""
    name = f".{dest.name}.{secrets.token_hex(4)}.part"
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        beside = not dest.exists() or dest.stat().st_dev == dest.parent.stat().st_dev
        home = dest.parent if beside and os.access(dest.parent, os.W_OK) else dest
        for left in home.glob(f".{_escaped(dest.name)}.????????.part"):
            if time.time() - left.stat().st_mtime > _OLD:
                shutil.rmtree(left, ignore_errors=True)
        work = home / name
        work.mkdir()
    except OSError as error:
        raise writing_failed(dest, error) from error
    return work


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _move(work: Path, dest: Path, paths: Sequence[str]) -> None:
    """Rename every file into place; on failure undo what was done, newest first."""
    undo: list[Callable[[], object]] = []
    try:
        for path in paths:
            target, kept = dest / path, work / "old" / path
            for folder in reversed([p for p in target.parents if not p.exists()]):
                folder.mkdir()
                undo.append(folder.rmdir)
            if target.is_dir():
                raise LinereadError(f"{target} is a folder where a file would be written.", "Move it away.")
            if target.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                target.replace(kept)
                undo.append(partial(kept.replace, target))
            (work / "new" / path).replace(target)
            undo.append(target.unlink)
    except BaseException:
        for step in reversed(undo):
            step()
        raise
