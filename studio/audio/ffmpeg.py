"""The way out where libsndfile was built without an encoder: pydub, which runs ffmpeg.

The audio waits in a temporary WAV, so that memory stays bounded.
"""

from __future__ import annotations

import shutil
import tempfile
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from studio.audio.wav import WavFile
from studio.errors import LinereadError

_CODECS = {"mp3": ("mp3", "libmp3lame"), "ogg": ("ogg", "libvorbis"), "opus": ("opus", "libopus")}


class FfmpegFile:
    """Takes float frames; ``finish`` encodes them into the file it was given."""

    def __init__(self, file: BinaryIO, rate: int, channels: int, format: str) -> None:
        if shutil.which("ffmpeg") is None:
            raise LinereadError(f"This installation cannot write {format}.", "Install ffmpeg, or choose wav or flac.")
        self._target = file
        self._format = format
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 - closed by finish, or with the object
        self._wav = WavFile(self._waiting, rate, channels, 32)

    def write(self, frames: NDArray[Any]) -> None:
        self._wav.write(frames.astype(np.float32, copy=False))

    def write_silence(self, length: int) -> None:
        self._wav.write_silence(length)

    def finish(self) -> None:
        from pydub import AudioSegment

        self._wav.finish()
        self._waiting.seek(0)
        container, codec = _CODECS[self._format]
        sound = AudioSegment.from_file(self._waiting, format="wav")
        made = sound.export(format=container, codec=codec)
        shutil.copyfileobj(made, self._target)
        made.close()
        self._waiting.close()
