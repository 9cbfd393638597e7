"""Broadcast WAV: what a file says about itself, so that it finds its place without a session.

``bext`` (EBU Tech 3285 version 2) carries the position since midnight and the loudness, ``iXML`` whatever text
the plug-in made, ``cue`` and ``LIST adtl`` a labelled region per line (Microsoft RIFF MCI, 1991). Two
rules that readers taught: every chunk's body is even, because libsndfile's RF64 reader does not skip a
pad byte, and all ``labl`` come before ``ltxt``, because it stops at the first sub-chunk that it does not know.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from studio.audio.loudness import LoudnessMeter
from studio.audio.truepeak import TruePeakMeter
from studio.audio.wav import WavFile

_UNSET = 0x7FFF  # a loudness that is not known (EBU Tech 3285, 2.3)
_LIMIT = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch of the file with a name. ``start`` and ``length`` in samples of the file."""

    start: int
    length: int
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """LUFS, LU and dBTP; -inf and None stand for not known."""

    integrated: float = -math.inf
    range: float | None = None
    true_peak: float = -math.inf
    momentary: float = -math.inf
    short_term: float = -math.inf

    @classmethod
    def of(cls, meter: LoudnessMeter, peak: TruePeakMeter) -> Loudness:
        """What the meters say after the last block."""
        short_term = meter.loudest(3.0)
        return cls(
            integrated=meter.integrated(),
            range=meter.loudness_range() if math.isfinite(short_term) else None,  # it is made of 3 s windows
            true_peak=peak.finish(),
            momentary=meter.loudest(0.4),
            short_term=short_term,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """What a file says about itself. ``description``, ``reference`` and ``originator`` are ASCII by the standard."""

    description: str = ""  # 256 characters
    originator: str = "Lineread"  # 32
    reference: str = ""  # 32
    date: str = ""  # "yyyy-mm-dd", or "" for not said
    time: str = ""  # "hh:mm:ss"
    position: int = 0  # samples since midnight of the file's first sample
    ixml: str = ""
    regions: Sequence[Region] = ()
    measured: Callable[[], Loudness] | None = field(default=None, compare=False)  # asked when the audio is complete


def bext(about: Broadcast, rate: int, depth: int, channels: int, loudness: Loudness) -> bytes:
    """The ``bext`` chunk. Its size depends on nothing that is known only after the audio."""
    values = (loudness.integrated, loudness.range, loudness.true_peak, loudness.momentary, loudness.short_term)
    mode = {1: "mono", 2: "stereo"}.get(channels, "multichannel")
    history = f"A=PCM,F={rate},W={depth},M={mode},T={about.originator}\r\n".encode("ascii", "replace")
    body = struct.pack(
        "<256s32s32s10s8sIIH64s5h180x", _ascii(about.description), _ascii(about.originator), _ascii(about.reference),
        _ascii(about.date), _ascii(about.time), about.position & _LIMIT, about.position >> 32, 2, b"",
        *(_hundredths(value) for value in values),
    )  # fmt: skip
    return _chunk(b"bext", body + history)


def trailer(about: Broadcast) -> bytes:
    """What stands after the audio: ``iXML``, ``cue`` and ``LIST adtl``."""
    made = _chunk(b"iXML", about.ixml.encode()) if about.ixml else b""
    regions = [region for region in about.regions if region.start + region.length <= _LIMIT]
    if not regions:
        return made
    points, labels, spans, notes = b"", b"", b"", b""
    for name, region in enumerate(regions, 1):
        points += struct.pack("<II4sIII", name, region.start, b"data", 0, 0, region.start)
        labels += _chunk(b"labl", struct.pack("<I", name) + region.label.encode() + b"\0")
        spans += _chunk(b"ltxt", struct.pack("<II4sHHHH", name, region.length, b"rgn ", 0, 0, 0, 0))
        if region.text:
            notes += _chunk(b"note", struct.pack("<I", name) + region.text.encode() + b"\0")
    return (
        made
        + _chunk(b"cue ", struct.pack("<I", len(regions)) + points)
        + _chunk(b"LIST", b"adtl" + labels + spans + notes)
    )


class BroadcastFile:
    """A :class:`WavFile` that says in its header how loud it is.

    It measures one channel by itself, unless somebody does it anyway (``Broadcast.measured``).
    """

    def __init__(
        self, file: BinaryIO, rate: int, channels: int, depth: int, frames: int | None, about: Broadcast
    ) -> None:
        self._about = about
        self._format = (rate, depth, channels)
        self._scale = np.float32(1 if depth == 32 else 1 / (1 << (depth - 1)))
        self._wav = WavFile(
            file, rate, channels, depth, frames, head=bext(about, *self._format, Loudness()), tail=trailer(about)
        )
        self._meter = LoudnessMeter(rate) if channels == 1 and about.measured is None else None
        self._peak = TruePeakMeter()

    def write(self, frames: NDArray[np.int32] | NDArray[np.float32]) -> None:
        self._wav.write(frames)
        if self._meter is not None:
            heard = frames.reshape(-1).astype(np.float32) * self._scale
            self._meter.add(heard)
            self._peak.add(heard)

    def write_silence(self, length: int) -> None:
        self._wav.write_silence(length)
        if self._meter is not None:
            self._meter.add_silence(length)
            self._peak.add(np.zeros(min(64, length), np.float32))

    def finish(self) -> int:
        """Complete the file; its size in bytes."""
        return self._wav.finish(bext(self._about, *self._format, self._measured()))

    def _measured(self) -> Loudness:
        if self._about.measured is not None:
            return self._about.measured()
        return Loudness() if self._meter is None else Loudness.of(self._meter, self._peak)


def _chunk(name: bytes, body: bytes) -> bytes:
    body += b"\0" * (len(body) % 2)
    return struct.pack("<4sI", name, len(body)) + body


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace")


def _hundredths(value: float | None) -> int:
    if value is None or not math.isfinite(value):
        return _UNSET
    return max(-0x7FFF, min(0x7FFE, round(value * 100)))
