"""Sound into files: one writer for every format, block by block, complete or not there at all.

WAV is written by :mod:`studio.audio.wav`, the rest by libsndfile (1.2 and later knows MP3 and Opus). Where
a build of it lacks MP3, :mod:`studio.audio.ffmpeg` takes over.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.atomic import temporary_beside, writing_failed
from studio.audio.bwf import Broadcast, BroadcastFile
from studio.audio.ffmpeg import FfmpegFile
from studio.audio.files import CheckedFile
from studio.audio.wav import WavFile
from studio.errors import LinereadError


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFormat:
    """What a format can carry. ``depths``: the words of the option; ``rates`` in Hz, empty for any."""

    label: str
    suffix: str
    lossless: bool
    depths: tuple[str, ...] = ()
    rates: tuple[int, ...] = ()
    container: str = ""  # libsndfile's names
    subtype: str = ""

    def check(self, rate: int, depth: str) -> None:
        """LinereadError, in the words of an exporter's options, where the format has no such rate or depth."""
        if self.lossless and depth not in self.depths:
            raise LinereadError(f"{self.label} has no {depth} samples.", f"Set depth to {' or '.join(self.depths)}.")
        if self.rates and rate not in self.rates:
            rates = ", ".join(map(str, self.rates))
            raise LinereadError(f"{self.label} cannot have {rate} Hz.", f"Set rate to one of {rates}.")


AUDIO_FORMATS: Mapping[str, AudioFormat] = {
    "wav": AudioFormat(label="WAV", suffix=".wav", lossless=True, depths=("16", "24", "float"), container="WAV"),
    "flac": AudioFormat(label="FLAC", suffix=".flac", lossless=True, depths=("16", "24"), container="FLAC"),
    "mp3": AudioFormat(
        label="MP3", suffix=".mp3", lossless=False, container="MP3", subtype="MPEG_LAYER_III",
        rates=(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000),
    ),
    "ogg": AudioFormat(label="Ogg Vorbis", suffix=".ogg", lossless=False, container="OGG", subtype="VORBIS"),
    "opus": AudioFormat(
        label="Opus", suffix=".opus", lossless=False, container="OGG", subtype="OPUS",
        rates=(8000, 12000, 16000, 24000, 48000),
    ),
}  # fmt: skip

_SUBTYPES = {"16": "PCM_16", "24": "PCM_24"}
_CHUNK = 16_384  # libsndfile's Vorbis and Opus encoders keep a whole write on the stack


def quantise(samples: NDArray[np.floating], depth: int, noise: np.random.Generator | None = None) -> NDArray[np.int32]:
    """Samples of full scale 1 to integers of ``depth`` bits, clipped; with ``noise``, TPDF dither of 2 LSB width.

    A sample that came from an integer of that depth comes back as that integer.
    """
    full = float(1 << (depth - 1))
    scaled = samples.astype(np.float64) * full
    if noise is not None:
        scaled += noise.random(samples.shape) - noise.random(samples.shape)
    return np.clip(np.rint(scaled, out=scaled), -full, full - 1).astype(np.int32)


class AudioWriter(Protocol):
    """An open audio file. Leaving it by an error leaves nothing behind."""

    path: Path
    bytes: int  # after close

    def write(self, block: NDArray[Any]) -> None:
        """(n,) or (n, channels): floats of full scale 1, or int32 already quantised to the file's depth."""

    def write_silence(self, length: int) -> None: ...

    def close(self) -> None:
        """Complete the file and give it its name."""

    def discard(self) -> None:
        """Give up: nothing remains."""

    def __enter__(self) -> AudioWriter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Sink(Protocol):
    """What a format's encoder must do with frames."""

    def write(self, frames: NDArray[Any]) -> None: ...

    def write_silence(self, length: int) -> None: ...

    def finish(self) -> object: ...


def open_writer(
    path: Path,
    rate: int,
    channels: int = 1,
    format: str = "wav",
    subtype: str = "24",
    *,
    frames: int | None = None,
    broadcast: Broadcast | None = None,
) -> AudioWriter:
    """A writer of one of :data:`AUDIO_FORMATS`. ``subtype`` is the depth: "16", "24" or "float".

    ``frames``, where the length is known, makes the plainest header. ``broadcast`` makes a WAV a Broadcast WAV;
    the other formats have no place for it. Wrong combinations and a file that cannot be made raise a LinereadError.
    """
    known = AUDIO_FORMATS.get(format)
    if known is None:
        raise LinereadError(f"There is no audio format {format!r}.", f"Choose from {', '.join(AUDIO_FORMATS)}.")
    if known.lossless and subtype not in known.depths:
        raise LinereadError(f"{known.label} has no depth {subtype!r}.", f"Choose from {', '.join(known.depths)}.")
    if known.rates and rate not in known.rates:
        rates = ", ".join(str(r) for r in known.rates)
        raise LinereadError(f"{known.label} cannot have {rate} Hz.", f"Set the rate to one of {rates}.")
    return _FileWriter(path, rate, channels, format, subtype, frames, broadcast)


class _FileWriter:
    """Temporary name, flush to the disk, rename; and one wording for what can go wrong on the way."""

    def __init__(
        self,
        path: Path,
        rate: int,
        channels: int,
        format: str,
        subtype: str,
        frames: int | None,
        broadcast: Broadcast | None,
    ) -> None:
        self.path = path
        self.bytes = 0
        known = AUDIO_FORMATS[format]
        self._depth = 0 if not known.lossless or subtype == "float" else int(subtype)
        self._noise = np.random.default_rng(0x11E) if self._depth == 16 else None
        self._part = temporary_beside(path)
        self._open = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = self._part.open("w+b")
        except OSError as error:
            raise writing_failed(path, error) from error
        try:
            if format == "wav" and broadcast is not None:
                self._sink: _Sink = BroadcastFile(self._file, rate, channels, self._depth or 32, frames, broadcast)
            elif format == "wav":
                self._sink = WavFile(self._file, rate, channels, self._depth or 32, frames)
            elif known.container in soundfile.available_formats():
                self._sink = _SoundfileSink(self._file, rate, channels, known, subtype, self._depth)
            else:
                self._sink = FfmpegFile(self._file, rate, channels, format)
        except BaseException:
            self.discard()
            raise

    def write(self, block: NDArray[Any]) -> None:
        if self._depth and block.dtype.kind == "f":
            block = quantise(block, self._depth, self._noise)
        elif not self._depth and block.dtype.kind == "f":
            block = block.astype(np.float32, copy=False)
        self._guarded(lambda: self._sink.write(block))

    def write_silence(self, length: int) -> None:
        self._guarded(lambda: self._sink.write_silence(length))

    def close(self) -> None:
        if not self._open:
            return

        def complete() -> None:
            self._sink.finish()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self.bytes = self._part.stat().st_size
            self._part.replace(self.path)

        self._guarded(complete)
        self._open = False

    def discard(self) -> None:
        if not self._open:
            return
        self._open = False
        try:
            self._file.close()
        except OSError:  # the disk is full: closing flushes, and what it would write is not wanted any more
            pass
        self._part.unlink(missing_ok=True)

    def _guarded(self, step: Any) -> None:
        try:
            step()
        except OSError as error:
            self.discard()
            raise writing_failed(self.path, error) from error
        except BaseException:
            self.discard()
            raise

    def __enter__(self) -> AudioWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


class _SoundfileSink:
    """FLAC, MP3, Vorbis and Opus through libsndfile."""

    def __init__(self, file: BinaryIO, rate: int, channels: int, known: AudioFormat, subtype: str, depth: int) -> None:
        self._checked = CheckedFile(file)
        self._shift = 32 - depth if depth else 0  # libsndfile takes integers left-aligned in 32 bits
        self._channels = channels
        self._sound = soundfile.SoundFile(
            self._checked, "w", rate, channels, subtype=known.subtype or _SUBTYPES[subtype], format=known.container
        )

    def write(self, frames: NDArray[Any]) -> None:
        if self._shift:
            frames = frames << self._shift
        for first in range(0, len(frames), _CHUNK):
            self._run(lambda part=frames[first : first + _CHUNK]: self._sound.write(part))

    def write_silence(self, length: int) -> None:
        kind = np.int32 if self._shift else np.float32
        zeros = np.zeros((min(length, _CHUNK), self._channels), kind)
        for first in range(0, length, _CHUNK):
            self._run(lambda part=zeros[: length - first]: self._sound.write(part))

    def finish(self) -> None:
        self._run(self._sound.close)

    def _run(self, step: Any) -> None:
        try:
            step()
        except (soundfile.SoundFileError, AssertionError):
            self._checked.check()  # the reason, where there is one
            raise
        self._checked.check()
