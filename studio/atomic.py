"""Writing a file so that a crash or a power cut leaves either the old one or the new one, never half of it.

A file is written under a temporary name beside its place, flushed to the disk, and renamed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from studio.errors import LinereadError


def writing_failed(path: Path, error: OSError) -> LinereadError:
    """What a person needs to hear when a file could not be written: the same words for every file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LinereadError(f"The disk is full: {path} could not be written.", "Free some space and do it again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LinereadError(f"{path} may not be written.", "Check the folder's permissions, or choose another.")
    reason = error.strerror or str(error)
    return LinereadError(f"{path} could not be written: {reason}.", "Check the folder and try again.")


def temporary_beside(path: Path) -> Path:
    """A name in the same folder, so that renaming is one atomic step; hidden, and never a file's own name."""
    return path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes ``path``'s place when the block ends well, and vanishes when it does not.

    Raises LinereadError that names the file.
    """
    temporary = temporary_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise writing_failed(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """The whole content of a file at once. Raises LinereadError that names it."""
    with replacing(path) as file:
        file.write(data)
