"""Work that is not saved yet survives a crash: a draft beside the project, and somewhere else when that is not there.

Whoever edits hands over each new state; a thread writes the newest one, so that no edit waits for a disk. A draft
is there exactly while there is unsaved work that nobody has decided about: saving and closing end it, a crash does not.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studio.atomic import write_atomically
from studio.document.model import Project
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.project.codec import decode, encode


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was not saved when the program ended last."""

    project: Project
    when: datetime  # local time
    file: Path


class Keeper:
    """Keeps the drafts of one open project; in ``refuge``, a folder of the user's own, when the project's is gone."""

    def __init__(self, folder: ProjectFolder, refuge: Path, on_problem: Callable[[LinereadError], None]) -> None:
        self._folder = folder
        self._refuge = place_in(refuge, folder)
        self._on_problem = on_problem
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._last: Future[None] | None = None
        self._newest: Project | None = None  # what is to be written
        self._kept: Project | None = None  # what was written, here or there
        self._remembered: Project | None = None  # what the ring was given last
        self._told = ""

    def keep(self, project: Project) -> None:
        """Write this state as soon as possible; returns at once. A state that is written is not written again."""
        if project is not self._newest or project is not self._kept:
            self._newest = project
            self._last = self._thread.submit(self._write)

    def remember(self, project: Project) -> None:
        """One more state in the ring of autosaves, unless it has it. Where that is not possible, the draft says so."""
        if project is not self._remembered:
            self._remembered = project
            self._thread.submit(self._remember, project)

    def wait(self) -> None:
        """Until the newest state is on the disk, or could not be written."""
        if self._last is not None:
            self._last.result()

    def settle(self, keep: bool = False) -> None:
        """There is nothing unsaved any more; ``keep`` leaves the draft among the autosaves."""
        self.wait()
        self._newest = self._kept = None
        drop(self._folder, self._refuge, keep)

    def close(self) -> None:
        """End the thread. The draft stays as it is: :meth:`settle` first where somebody has decided."""
        self._thread.shutdown()

    def _write(self) -> None:
        project = self._newest
        if project is None or project is self._kept:
            return
        try:
            self._folder.keep_draft(project)
        except LinereadError as error:
            self._flee(project, error)
        else:
            self._kept, self._told = project, ""
            with contextlib.suppress(OSError):
                self._refuge.unlink(missing_ok=True)

    def _remember(self, project: Project) -> None:
        with contextlib.suppress(LinereadError):
            self._folder.autosave(project)

    def _flee(self, project: Project, error: LinereadError) -> None:
        """The project's folder takes nothing: keep it elsewhere. Said once, not every few seconds."""
        try:
            write_atomically(self._refuge, encode(project))
        except LinereadError:
            told = error
        else:
            self._kept = project
            kept = f"Your work is kept in {self._refuge} meanwhile."
            told = LinereadError(error.message, f"{kept} {error.hint}")
        if told.message != self._told:
            self._told = told.message
            self._on_problem(told)


def place_in(refuge: Path, folder: ProjectFolder) -> Path:
    """Where the draft of a project is kept when its own folder does not take it."""
    digest = hashlib.blake2b(os.fsencode(folder.path.absolute()), digest_size=6).hexdigest()
    return refuge / f"{folder.path.name[:40]}-{digest}.json"


def unsaved(folder: ProjectFolder, refuge: Path) -> Unsaved | None:
    """The newest work that a crash has left behind; None when all is saved. What cannot be read is nothing."""
    found: list[Unsaved] = []
    saved: bytes | None = None
    with contextlib.suppress(OSError):
        saved = folder.file.read_bytes()
    for file in (folder.draft, place_in(refuge, folder)):
        with contextlib.suppress(OSError, LinereadError):
            data = file.read_bytes()
            if data != saved:
                found.append(Unsaved(decode(data, file.name)[0], datetime.fromtimestamp(file.stat().st_mtime), file))
    return max(found, key=lambda one: one.when, default=None)


def drop(folder: ProjectFolder, refuge_file: Path, keep: bool) -> None:
    """End the drafts of a project, wherever they are; ``keep`` leaves the newest among its autosaves."""
    with contextlib.suppress(OSError, LinereadError):
        if refuge_file.exists():
            if keep and folder.path.is_dir():
                folder.autosave(decode(refuge_file.read_bytes(), refuge_file.name)[0])
            refuge_file.unlink()
    folder.drop_draft(keep)
