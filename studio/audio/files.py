"""Takes on disk: reading them in blocks, writing them whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.atomic import replacing
from studio.errors import LinereadError

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """``length`` in samples (frames) at ``rate`` Hz."""

    rate: int
    length: int
    channels: int
    format: str
    subtype: str


def open_audio(path: Path) -> soundfile.SoundFile:
    """An open WAV, FLAC, ... to read from. Missing or damaged: a LinereadError that names it."""
    try:
        return soundfile.SoundFile(os.fspath(path))
    except (soundfile.SoundFileError, OSError, TypeError, ValueError) as error:
        if not path.exists():
            raise LinereadError(f"The audio file {path} does not exist.") from error
        raise LinereadError(f"The audio file {path} cannot be read: {error}.") from error


def audio_info(path: Path) -> AudioInfo:
    with open_audio(path) as sound:
        return AudioInfo(sound.samplerate, sound.frames, sound.channels, sound.format, sound.subtype)


def to_mono(frames: NDArray[np.float32]) -> Samples:
    """(n, channels) to (n,): the mean, so that a voice recorded on both channels keeps its level."""
    if frames.ndim == 1:
        return frames
    if frames.shape[1] == 1:
        return frames[:, 0]
    return np.asarray(frames.mean(axis=1, dtype=np.float64), dtype=np.float32)


def read_audio(path: Path, start: int = 0, length: int | None = None) -> tuple[Samples, int]:
    """``length`` samples from ``start`` as mono float32 in -1..1, and the file's rate."""
    with open_audio(path) as sound:
        try:
            if start:
                sound.seek(start)
            frames = sound.read(-1 if length is None else length, dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, OSError) as error:
            raise LinereadError(f"The audio file {path} cannot be read: {error}.") from error
        return to_mono(frames), int(sound.samplerate)


class CheckedFile:
    """A binary file as soundfile writes to it, that remembers a failed write.

    libsndfile calls back into Python, where an exception would only be printed, and some encoders ignore
    short writes: without this a full disk makes a short file and no error. When the file was given up (and
    closed), what libsndfile still wants to put into it on its own way out goes nowhere.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None

    def check(self) -> None:
        """Raise what a write met since the file was opened."""
        if self._error is not None:
            raise self._error

    def write(self, data: bytes) -> int:
        if self._error is None and not self._file.closed:
            try:
                return self._file.write(data)
            except OSError as error:
                self._error = error
        return 0

    def read(self, count: int = -1) -> bytes:
        return self._file.read(count)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if self._file.closed:
            return 0
        try:
            return self._file.seek(offset, whence)  # may flush, and a flush may meet the full disk
        except OSError as error:
            self._error = self._error or error
            return 0

    def tell(self) -> int:
        if self._file.closed:
            return 0
        try:
            return self._file.tell()
        except OSError as error:
            self._error = self._error or error
            return 0


def write_audio(path: Path, samples: NDArray[Any], rate: int, subtype: str = "PCM_16") -> int:
    """A whole take at once; its size in bytes. The suffix gives the format, ``subtype`` soundfile's depth."""
    with replacing(path) as file:
        checked = CheckedFile(file)
        try:
            soundfile.write(checked, samples, rate, subtype=subtype, format=path.suffix[1:].upper())
        except (soundfile.SoundFileError, AssertionError):
            checked.check()
            raise
        checked.check()
    return path.stat().st_size
