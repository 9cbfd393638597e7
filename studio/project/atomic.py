"""Writing a file so that a power cut leaves either the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from studio.errors import LinereadError


def write_atomically(path: Path, data: bytes) -> None:
    """Temporary name in the same folder, fsync, rename. Raises LinereadError naming the file."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise write_error(path, error) from error


def write_error(path: Path, error: OSError) -> LinereadError:
    """What a person needs to hear when a file could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LinereadError(f"The disk is full: {path} could not be written.", "Free some space and try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LinereadError(f"{path} may not be written.", "Check the folder's permissions, or choose another.")
    return LinereadError(f"{path} could not be written: {error.strerror}.", "Check the folder and try again.")
