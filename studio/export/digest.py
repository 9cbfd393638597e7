"""Size and sha256 of what was written, without reading the silence back.

A stem is mostly a hole in its file. Reading four gigabytes of zeros through the page cache takes longer than
hashing them, and pushes everything else out of memory; so holes are asked for and hashed from one page of zeros.
"""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO

from plugins.api import Cancelled, ExportCancelled

_CHUNK = 1 << 20
_ZEROS = memoryview(bytes(_CHUNK))
_THREADS = 2  # hashing lets the interpreter go


def digests_of(paths: Sequence[Path], cancelled: Cancelled) -> list[tuple[int, str]]:
    """(bytes, sha256 in hexadecimal) of each file. Raises ExportCancelled soon after ``cancelled`` says so."""
    stop = threading.Event()

    def digest(path: Path) -> tuple[int, str]:
        made = hashlib.sha256()
        size = 0
        with path.open("rb", buffering=0) as file:
            for chunk in _chunks(file):
                if stop.is_set():
                    break
                made.update(chunk)
                size += len(chunk)
        return size, made.hexdigest()

    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = [pool.submit(digest, path) for path in paths]
        try:
            while not all(future.done() for future in waiting):
                wait(waiting, timeout=0.1)
                if cancelled():
                    raise ExportCancelled
        finally:
            stop.set()
        return [future.result() for future in waiting]


def _chunks(file: BinaryIO) -> Iterator[bytes | memoryview]:
    size = os.fstat(file.fileno()).st_size
    position = 0
    while position < size:
        data, end = _data_after(file, position, size)
        while position < data:
            yield (zeros := _ZEROS[: data - position])
            position += len(zeros)
        file.seek(position)
        while position < end and (chunk := file.read(min(_CHUNK, end - position))):
            yield chunk
            position += len(chunk)
        if position < end:
            return  # the file became shorter meanwhile


def _data_after(file: BinaryIO, position: int, size: int) -> tuple[int, int]:
    """Where the next bytes that are no hole begin and end; the rest of the file where nobody can tell."""
    if not hasattr(os, "SEEK_DATA"):
        return position, size
    try:
        data = os.lseek(file.fileno(), position, os.SEEK_DATA)
        return data, os.lseek(file.fileno(), data, os.SEEK_HOLE)
    except OSError as error:  # ENXIO: nothing but hole to the end; others: the file system does not know
        return (size, size) if error.errno == errno.ENXIO else (position, size)
