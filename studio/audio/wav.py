"""WAV files written by hand: silence costs nothing, and four gigabytes are not the end.

libsndfile would have to be given every zero of eight stems that are silent most of the time. Here
a silent stretch is skipped over in the file, which the file system keeps as a hole and everybody reads
as zeros. Over 4 GiB the header becomes RF64 (EBU Tech 3306): a ``JUNK`` chunk keeps the place.
:mod:`studio.audio.bwf` makes the chunks around the audio that a Broadcast WAV has.
"""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

_PCM, _FLOAT = 1, 3
_LIMIT = 0xFFFFFFFF


class WavFile:
    """Frames go into an open binary file; ``finish`` completes the header. ``depth``: 16, 24 or 32 (float).

    ``head`` and ``tail`` are further chunks, complete and of even size, before ``fmt`` and after the audio.
    """

    def __init__(
        self,
        file: BinaryIO,
        rate: int,
        channels: int,
        depth: int,
        frames: int | None = None,
        *,
        head: bytes = b"",
        tail: bytes = b"",
    ) -> None:
        self._file = file
        self._rate, self._channels, self._depth = rate, channels, depth
        self._frame = channels * depth // 8
        self._head, self._tail = head, tail
        self._small = frames is not None and frames * self._frame + len(head) + len(tail) + 100 < _LIMIT
        self.frames = 0
        self._header = len(self._make_header())
        file.seek(self._header)

    def write(self, frames: NDArray[np.int32] | NDArray[np.float32]) -> None:
        """(n, channels) or (n,): integers of the file's depth, or float32 for a float file."""
        self._file.write(self._pack(frames))
        self.frames += len(frames)

    def write_silence(self, length: int) -> None:
        self._file.seek(length * self._frame, os.SEEK_CUR)
        self.frames += length

    def finish(self, head: bytes | None = None) -> int:
        """Complete the file; its size in bytes. ``head`` replaces the first one, of the same size."""
        if head is not None:
            if len(head) != len(self._head):
                raise ValueError(f"a head of {len(head)} bytes in the place of {len(self._head)}")
            self._head = head
        data = self.frames * self._frame
        end = self._header + data + data % 2
        self._file.truncate(end)
        self._file.seek(end)
        self._file.write(self._tail)
        self._file.seek(0)
        self._file.write(self._make_header())
        return end + len(self._tail)

    def _pack(self, frames: NDArray[np.int32] | NDArray[np.float32]) -> memoryview | bytes:
        if self._depth == 32:
            return np.ascontiguousarray(frames, dtype="<f4").data
        if self._depth == 16:
            return np.ascontiguousarray(frames.astype("<i2")).data
        octets = np.ascontiguousarray(frames, dtype="<i4").view(np.uint8).reshape(-1, 4)
        packed = np.empty((len(octets), 3), np.uint8)
        for column in range(3):  # three strided copies are three times as fast as one of rows
            packed[:, column] = octets[:, column]
        return packed.data

    def _make_header(self) -> bytes:
        data = self.frames * self._frame
        tag = _FLOAT if self._depth == 32 else _PCM
        chunks = b"" if self._small else struct.pack("<4sI28x", b"JUNK", 28)
        chunks += self._head
        chunks += struct.pack(
            "<4sIHHIIHH", b"fmt ", 16, tag, self._channels, self._rate, self._rate * self._frame, self._frame,
            self._depth,
        )  # fmt: skip
        if tag == _FLOAT:
            chunks += struct.pack("<4sII", b"fact", 4, min(self.frames, _LIMIT))
        size = 4 + len(chunks) + 8 + data + data % 2 + len(self._tail)
        if size <= _LIMIT:
            return struct.pack("<4sI4s", b"RIFF", size, b"WAVE") + chunks + struct.pack("<4sI", b"data", data)
        ds64 = struct.pack("<4sIQQQI", b"ds64", 28, size, data, self.frames, 0)
        return (
            struct.pack("<4sI4s", b"RF64", _LIMIT, b"WAVE") + ds64 + chunks[36:] + struct.pack("<4sI", b"data", _LIMIT)
        )
