"""The project folder: ``project.json``, ``takes/``, ``voices/`` and ``.local/`` (autosaves, lock).

Everything under ``.local`` belongs to this machine and may be deleted; the rest travels.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import itertools
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import filelock
import msgspec

from studio.atomic import write_atomically, writing_failed
from studio.document.model import Project
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.project.codec import decode, encode

AUTOSAVES = 20
_STAMP = "%Y-%m-%dT%H-%M-%SZ"


class Holder(msgspec.Struct, frozen=True):
    """Who has a project open for writing."""

    program: str
    user: str
    host: str
    pid: int
    since: str


class CopyCancelled(Exception):
    """Whoever waited for a copy does not want it any more."""


class ProjectFolder:
    """One project on disk. Reading needs no lock; :meth:`save` wants :meth:`hold` first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digest: bytes | None = None

    @property
    def file(self) -> Path:
        return self.path / "project.json"

    @property
    def takes(self) -> Path:
        return self.path / "takes"

    @property
    def local(self) -> Path:
        return self.path / ".local"

    @classmethod
    def create(cls, path: Path, project: Project) -> ProjectFolder:
        """A new project folder. Raises LinereadError when there is something in the way."""
        folder = cls(path)
        if folder.file.exists():
            raise LinereadError(f"There is a project in {path} already.", "Choose another name, or import into it.")
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise LinereadError(f"{path} exists and is not empty.", "Choose a new name for the project's folder.")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LinereadError(
                f"The folder {path} could not be made: {error.strerror}.", "Choose another place."
            ) from error
        folder.save(project)
        return folder

    def copy_to(
        self, target: Path, project: Project, going_on: Callable[[int], bool] = lambda copied: True
    ) -> ProjectFolder:
        """A copy of the whole folder, takes and voices included, with ``project`` in it.

        ``going_on`` is told how many files are copied and may end it; then nothing is left of the copy. Raises
        LinereadError, CopyCancelled.
        """
        if target.exists():
            raise LinereadError(f"{target} exists already.", "Choose a new name.")
        count = itertools.count()

        def one(source: str, place: str) -> str:
            if not going_on(next(count)):
                raise CopyCancelled
            return shutil.copy2(source, place)

        left_out = shutil.ignore_patterns(".local", ".*.part")  # what is being written meanwhile is not there yet
        try:
            shutil.copytree(self.path, target, ignore=left_out, copy_function=one)
        except CopyCancelled:
            shutil.rmtree(target, ignore_errors=True)
            raise
        except OSError as error:
            shutil.rmtree(target, ignore_errors=True)
            several = isinstance(error, shutil.Error) and error.args and error.args[0]
            reason = several[0][2] if several else error.strerror
            raise LinereadError(f"{target} could not be written: {reason}.", "Choose another place.") from error
        copy = ProjectFolder(target)
        copy.save(project)
        return copy

    def load(self) -> tuple[Project, tuple[Problem, ...]]:
        """The project and what had to be repaired. Raises LinereadError."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError as error:
            raise self._absent() from error
        except OSError as error:
            raise LinereadError(f"{self.file} cannot be read: {error.strerror}.", "Check its permissions.") from error
        project, problems = decode(data, str(self.file))
        self._digest = _digest(data)
        return project, problems

    def save(self, project: Project) -> None:
        """Replace ``project.json`` in one step; what was there goes into the autosave ring.

        Raises LinereadError when another program changed the file since it was loaded, or the disk is full.
        """
        if self._digest is not None:
            self._must_be_there()
        before = self._on_disk()
        if before is not None and self._digest is not None and _digest(before) != self._digest:
            kept = self.autosave(project)
            raise LinereadError(
                f"{self.file} was changed by another program since it was opened.",
                f"Your version is kept in {kept}; open the project again and merge.",
            )
        data = encode(project)
        if before == data:
            return
        if before is not None:
            self._keep(before)
        write_atomically(self.file, data)
        self._digest = _digest(data)

    def autosave(self, project: Project) -> Path:
        """Keep this state in the ring without touching ``project.json``; returns the file."""
        self._must_be_there()
        return self._keep(encode(project))

    # -- what is to be rendered ---------------------------------------------------------------------

    def keep_queue(self, line_ids: Iterable[str]) -> None:
        """Lines that wait to be spoken, so that they still do after a restart; none of them ends it."""
        with contextlib.suppress(OSError, LinereadError):  # a disk that takes nothing is said by whoever saves
            if waiting := list(line_ids):
                self._must_be_there()
                write_atomically(self._make_local() / "queue.json", msgspec.json.encode(waiting))
            else:
                (self.local / "queue.json").unlink(missing_ok=True)

    def queue(self) -> frozenset[str]:
        """Lines that waited when the program ended."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            return frozenset(msgspec.json.decode((self.local / "queue.json").read_bytes(), type=list[str]))
        return frozenset()

    # -- work that is not saved yet ----------------------------------------------------------------

    @property
    def draft(self) -> Path:
        """The one file that is there exactly while somebody has work that is not saved."""
        return self.local / "unsaved.json"

    def keep_draft(self, project: Project) -> None:
        """Keep the present state, so that a crash or a power cut costs seconds. Raises LinereadError."""
        self._must_be_there()
        self._make_local()
        write_atomically(self.draft, encode(project))

    def drop_draft(self, keep: bool = False) -> None:
        """The work was saved, or is not wanted: then ``keep`` puts it into the ring, where it can still be found."""
        with contextlib.suppress(OSError, LinereadError):
            if keep and self.draft.exists():
                self._keep(self.draft.read_bytes())
            self.draft.unlink(missing_ok=True)

    # -- the ring ----------------------------------------------------------------------------------

    def autosaves(self) -> list[Path]:
        """The ring, newest first."""
        return sorted((self.local / "autosave").glob("*.json"), reverse=True)

    def recover(self) -> Path:
        """Put the newest state that can be read, saved or not, in the place of ``project.json``; returns its file.

        The damaged file is kept beside it. Raises LinereadError when no autosave is good.
        """
        for candidate in (self.draft, *self.autosaves()):
            with contextlib.suppress(LinereadError, OSError):
                data = candidate.read_bytes()
                decode(data, candidate.name)
                if self.file.exists():
                    self.file.replace(self.file.with_name(f"project.damaged-{_stamp()}.json"))
                write_atomically(self.file, data)
                self._digest = _digest(data)
                return candidate
        raise LinereadError(
            f"There is no readable autosave in {self.local / 'autosave'}.",
            "Bring project.json back from a backup; the takes are safe in their folder.",
        )

    @contextlib.contextmanager
    def hold(self, program: str) -> Iterator[None]:
        """Own the project while it may be written. Raises LinereadError that says who holds it."""
        if not self.path.is_dir():
            raise self._absent()
        self._make_local()
        lock = filelock.FileLock(self.local / "lock", timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise LinereadError(self._held_by(), "Close it there, or work on a copy of the folder.") from error
        except OSError as error:
            raise writing_failed(self.local / "lock", error) from error
        note = self.local / "holder.json"
        me = Holder(program, _user(), platform.node(), os.getpid(), _stamp())
        with contextlib.suppress(OSError):  # who holds it can be read, or not; the lock holds in any case
            note.write_bytes(msgspec.json.encode(me))
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                note.unlink(missing_ok=True)
            lock.release()

    def _must_be_there(self) -> None:
        """A folder that was pulled away is not made again: it would be in the way of the one that comes back."""
        if not self.path.is_dir():
            raise LinereadError(
                f"The project's folder {self.path} is gone.", "Bring it back, or save the project under another name."
            )

    def _absent(self) -> LinereadError:
        return LinereadError(f"There is no project in {self.path}.", "`lineread new PROJECT --script FILE` makes one.")

    def _held_by(self) -> str:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            holder = msgspec.json.decode((self.local / "holder.json").read_bytes(), type=Holder)
            return (
                f"{self.path} is open in {holder.program} "
                f"(process {holder.pid} of {holder.user} on {holder.host}, since {_local(holder.since)})."
            )
        return f"{self.path} is open in another program."

    def _on_disk(self) -> bytes | None:
        try:
            return self.file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LinereadError(f"{self.file} cannot be read: {error.strerror}.", "Check its permissions.") from error

    def _keep(self, data: bytes) -> Path:
        ring = self._make_local() / "autosave"
        try:
            ring.mkdir(exist_ok=True)
        except OSError as error:
            raise writing_failed(ring, error) from error
        file = ring / f"{_stamp()}-{time.time_ns() % 10**9:09d}.json"
        write_atomically(file, data)
        for old in self.autosaves()[AUTOSAVES:]:
            old.unlink(missing_ok=True)
        return file

    def _make_local(self) -> Path:
        try:
            self.local.mkdir(exist_ok=True)
            ignore = self.local / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n")
        except OSError as error:
            raise writing_failed(self.local, error) from error
        return self.local


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _stamp() -> str:
    return datetime.now(UTC).strftime(_STAMP)


def _local(stamp: str) -> str:
    """A stamp as a person here reads it."""
    try:
        when = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return stamp
    return when.astimezone().strftime("%Y-%m-%d %H:%M")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
