"""A recording of a voice as a cloning engine wants it: examined, one stretch of it taken, cleaned, at one level.

What is wrong with a recording is said with numbers before a model ever hears it, because a model copies the noise,
the clipping and the telephone as faithfully as the voice. The recording itself is never changed.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.audio.files import Samples, open_audio, write_audio
from studio.audio.listening import (
    FRAME,
    Pieces,
    active_frames,
    bandwidth,
    clipped_runs,
    frame_levels,
    noise_level,
    speech_level,
)
from studio.audio.loudness import measure_loudness
from studio.audio.resample import resample
from studio.audio.truepeak import true_peak
from studio.errors import LinereadError

RATE = 24_000  # Hz: what the cloning engines listen at
SHORTEST, LONGEST = 3.0, 30.0  # seconds of a reference
GOOD = 15.0  # seconds beyond which more of a voice adds nothing but time
LOOKED_AT = 600.0  # seconds of a long recording in which a stretch is looked for
TARGET = -20.0  # LUFS of a reference
CEILING = -1.0  # dBTP
_MARGIN = 0.12  # seconds that stay before the first and after the last word
_FADE = 0.01  # seconds
_QUIET = -42.0  # LUFS below which so much must be added that the recorder's own noise is heard
_NOISY, _DROWNED = 25.0, 8.0  # dB between speech and noise: worth saying, and too little to clone
_NARROW = 7_000.0  # Hz: a telephone ends at 3400, a wideband call just under 8000
_CLIPPED_RUNS = 3  # flat tops that are no accident
_ONE_SIDED = 30.0  # dB between two channels of which one is as good as silent
_OFFSET = 0.003  # of full scale
_LETTERS = (4.0, 30.0)  # letters a second that people speak, from very slowly to in a hurry
_SIGNS = (1.0, 11.0)  # the same for Chinese characters, kana and syllables of Hangul
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a recording. With ``wrong`` no voice can be made from it as it is."""

    code: str  # "short", "long", "silence", "clipping", "noise", "narrow", "quiet", "one-sided", "inverted", ...
    message: str
    hint: str = ""
    value: float = 0.0  # the number in the message: seconds, dB, Hz, runs
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A recording and what was made of it. ``samples`` are ready to be written: mono float32 at :data:`RATE`.

    ``start`` and ``end`` are the seconds of the recording that were taken, ``chosen`` says that nobody asked for
    exactly those. ``noise`` is the distance of speech from noise in dB, ``bandwidth`` in Hz.
    """

    path: Path
    sha256: str  # of the recording's file
    rate: int
    channels: int
    length: float  # seconds of the whole recording
    start: float
    end: float
    chosen: bool
    loudness: float  # LUFS before it was levelled
    noise: float
    bandwidth: float
    samples: Samples
    findings: tuple[Finding, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    @property
    def good(self) -> bool:
        """Whether a voice can be made from it."""
        return not any(f.wrong for f in self.findings)


def examine(path: Path, start: float | None = None, end: float | None = None) -> Examined:
    """Listen to a recording, or to the seconds ``start`` to ``end`` of it, and clean it.

    Raises LinereadError for a file that is no sound and for a stretch that is not in it.
    """
    digest = file_digest(path)
    with open_audio(path) as sound:
        rate, channels, frames = int(sound.samplerate), int(sound.channels), int(sound.frames)
    length = frames / rate
    if start is not None or end is not None:
        _check_stretch(path, length, start, end)
    first = round((start or 0.0) * rate)
    last = min(frames, round(end * rate)) if end is not None else frames
    looked = min(last, first + round(LOOKED_AT * rate))
    data = _read(path, first, looked - first)
    findings: list[Finding] = []
    mono = _one_channel(data, findings)
    offset = float(mono.mean()) if len(mono) else 0.0
    if abs(offset) > _OFFSET:
        findings.append(
            Finding(code="offset", value=offset, message=f"A constant offset of {offset:.1%} of full scale is removed.")
        )
    mono -= np.float32(offset)
    levels = frame_levels(mono, rate)
    active = active_frames(levels)
    taken, chosen = (0, len(mono)), False
    if not active.any():
        findings.append(_silent(length))
    elif len(mono) / rate > LONGEST:
        taken, chosen = _best_stretch(mono, rate, active), True
    part = mono[taken[0] : taken[1]]
    if active.any():
        trimmed = _trimmed(part, rate)
        taken, part = (taken[0] + trimmed[0], taken[0] + trimmed[1]), part[trimmed[0] : trimmed[1]]
        if chosen:
            findings.append(_long((last - first) / rate, (first + taken[0]) / rate, (first + taken[1]) / rate))
        findings += _heard(part, rate)
    loudness = measure_loudness(part, rate) if active.any() else -math.inf
    if active.any() and loudness < _QUIET:
        findings.append(
            Finding(
                code="quiet", value=loudness,
                message=f"It is very quiet ({loudness:.0f} LUFS) and is raised by {TARGET - loudness:.0f} dB, noise "
                "and all.",
                hint="Record it louder, or nearer to the microphone.",
            )
        )  # fmt: skip
    return Examined(
        path=path,
        sha256=digest,
        rate=rate,
        channels=channels,
        length=length,
        start=(first + taken[0]) / rate,
        end=(first + taken[1]) / rate,
        chosen=chosen,
        loudness=loudness,
        noise=_distance(part, rate) if active.any() else 0.0,
        bandwidth=bandwidth(part, rate) if active.any() else 0.0,
        samples=levelled(part, rate, loudness),
        findings=tuple(findings),
    )


def levelled(samples: Samples, rate: int, loudness: float | None = None) -> Samples:
    """Mono samples at :data:`RATE`, at -20 LUFS or as near as the ceiling allows, with soft ends."""
    if loudness is None:
        loudness = measure_loudness(samples, rate)
    made = np.array(resample(samples, rate, RATE), dtype=np.float32)
    if not math.isfinite(loudness) or not len(made):
        return made
    made *= np.float32(10 ** (min(TARGET - loudness, CEILING - true_peak(made)) / 20))
    edge = min(round(_FADE * RATE), len(made) // 2)
    if edge:
        ramp = np.linspace(0, 1, edge, dtype=np.float32)
        made[:edge] *= ramp
        made[-edge:] *= ramp[::-1]
    return made


def cleaned(samples: Samples, rate: int) -> Samples:
    """A sound of our own making as a reference: silence at its ends cut, levelled. Raises LinereadError for silence."""
    if not active_frames(frame_levels(samples, rate)).any():
        raise LinereadError("There is nothing to be heard.", "Try again with another seed.")
    first, last = _trimmed(samples, rate)
    return levelled(samples[first:last], rate)


def write_reference(path: Path, samples: Samples) -> str:
    """Write a reference as 24-bit mono WAV; the sha256 of the file. Raises LinereadError."""
    write_audio(path, samples, RATE, "PCM_24")
    return file_digest(path)


def file_digest(path: Path) -> str:
    """sha256 of a file's bytes. Raises LinereadError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise LinereadError(f"The audio file {path} does not exist.", "Check the name.") from error
    except OSError as error:
        raise LinereadError(f"The audio file {path} cannot be read: {error.strerror}.") from error


def check_transcript(transcript: str, seconds: float) -> Finding | None:
    """Whether so much text can be said in so many seconds; None when it can, or when there is no text."""
    text = transcript.strip()
    if not text:
        return None
    signs = len(_SIGN.findall(text))
    letters = sum(c.isalpha() or c.isdigit() for c in text) - signs
    if signs + letters == 0:
        return Finding(code="transcript", message="There is not a word in the transcript.", wrong=True)
    # Seconds the text takes at the quickest and at the slowest pace of either kind of script.
    quickest = letters / _LETTERS[1] + signs / _SIGNS[1]
    slowest = letters / _LETTERS[0] + signs / _SIGNS[0]
    if quickest <= seconds <= max(slowest, 1.0) + 2.0:
        return None
    much = "more than anybody says" if quickest > seconds else "too little for what is said"
    return Finding(
        code="transcript",
        value=seconds,
        wrong=True,
        message=f"The transcript ({len(text)} characters) is {much} in {seconds:.1f} s.",
        hint="Give exactly the words of the stretch that is taken, or no transcript.",
    )


def _check_stretch(path: Path, length: float, start: float | None, end: float | None) -> None:
    first, last = start or 0.0, length if end is None else end
    if not 0 <= first < last or first >= length:
        raise LinereadError(
            f"{first:.1f} s to {last:.1f} s is no stretch of {path.name}, which is {length:.1f} s long.",
            "Give seconds from its beginning: --from 2.5 --to 12.",
        )
    if min(last, length) - first > LONGEST:
        raise LinereadError(
            f"{first:.1f} s to {last:.1f} s is longer than {LONGEST:g} seconds.", "Choose 3 to 30 seconds of it."
        )


def _read(path: Path, start: int, length: int) -> NDArray[np.float32]:
    """(n, channels) float32."""
    with open_audio(path) as sound:
        try:
            sound.seek(start)
            data: NDArray[np.float32] = sound.read(length, dtype="float32", always_2d=True)
        except (RuntimeError, OSError) as error:
            raise LinereadError(f"The audio file {path} cannot be read: {error}.") from error
    return np.nan_to_num(data, copy=False)


def _one_channel(data: NDArray[np.float32], findings: list[Finding]) -> Samples:
    """The channels as one: what is silent is left out, what is turned over is turned back."""
    if data.shape[1] == 1 or not len(data):
        return np.ascontiguousarray(data[:, 0])
    power = np.maximum((data.astype(np.float32) ** 2).mean(axis=0, dtype=np.float64), 1e-20)
    below = 10 * np.log10(power.max() / power)
    heard = np.flatnonzero(below < _ONE_SIDED)
    if len(heard) < data.shape[1] and power.max() > 1e-12:
        names = ("left", "right") if data.shape[1] == 2 else tuple(str(n + 1) for n in range(data.shape[1]))
        used = " and ".join(names[n] for n in heard)
        findings.append(
            Finding(
                code="one-sided", value=float(below.max()), message=f"Only the {used} channel holds the voice; the "
                f"other is {min(below.max(), 99):.0f} dB below it and is left out.",
            )
        )  # fmt: skip
    first = data[:, heard[0]].astype(np.float64)
    mixed = first.copy()
    for channel in heard[1:]:
        other = data[:, channel].astype(np.float64)
        likeness = float((first * other).mean() / math.sqrt(power[heard[0]] * power[channel]))
        if likeness < -0.5:
            findings.append(
                Finding(
                    code="inverted", value=likeness, message="The channels are turned over against each other and "
                    "would cancel out; one is turned back.",
                )
            )  # fmt: skip
        mixed += -other if likeness < -0.5 else other
    return np.asarray(mixed / len(heard), dtype=np.float32)


def _silent(length: float) -> Finding:
    return Finding(
        code="silence", value=length, wrong=True, message=f"In its {length:.1f} s there is nothing to be heard.",
        hint="Choose another recording, or check which input was recorded.",
    )  # fmt: skip


def _long(seconds: float, start: float, end: float) -> Finding:
    return Finding(
        code="long", value=seconds, message=f"It is {_clock(seconds)} long; {start:.1f} s to {end:.1f} s of it is "
        "taken, where most is spoken without a break.",
        hint=f"To take another stretch: --from {start:.1f} --to {end:.1f} (3 to 30 seconds).",
    )  # fmt: skip


def _heard(part: Samples, rate: int) -> list[Finding]:
    """What is to be said of the stretch that is taken."""
    seconds = len(part) / rate
    findings = []
    if seconds < SHORTEST:
        findings.append(
            Finding(
                code="short", value=seconds, wrong=True,
                message=f"Only {seconds:.1f} s are spoken; a voice needs {SHORTEST:g} to {LONGEST:g} seconds.",
                hint="Record a few sentences; 8 to 15 seconds are best.",
            )
        )  # fmt: skip
    runs = clipped_runs(part)
    if runs.count >= _CLIPPED_RUNS:
        findings.append(
            Finding(
                code="clipping", value=runs.count,
                message=f"It is clipped in {runs.count} places, {runs.longest / rate * 1000:.1f} ms at the longest.",
                hint="The voice will sound as rough. Record it with less gain.",
            )
        )  # fmt: skip
    distance = _distance(part, rate)
    if distance < _NOISY and seconds >= SHORTEST:  # in less there may be no pause in which the noise is alone
        drowned = distance < _DROWNED
        findings.append(
            Finding(
                code="noise", value=distance, wrong=drowned,
                message=f"The noise is only {distance:.0f} dB below the voice"
                + (", too near to tell them apart." if drowned else "."),
                hint="The voice will have it too. Record in a quieter room, or nearer to the microphone.",
            )
        )  # fmt: skip
    highest = bandwidth(part, rate)
    if highest < _NARROW:
        findings.append(
            Finding(
                code="narrow", value=highest,
                message=f"There is nothing above {highest / 1000:.1f} kHz, as on the telephone.",
                hint="The voice will sound so. Use a recording of at least 16 kHz.",
            )
        )  # fmt: skip
    return findings


def _distance(part: Samples, rate: int) -> float:
    """dB from the noise up to the speech, 0 to 90."""
    levels = frame_levels(part, rate)
    noise = 10 ** (noise_level(levels) / 10)
    speech = max(10 ** (speech_level(levels) / 10) - noise, 1e-15)
    return min(90.0, max(0.0, 10 * math.log10(speech / noise)))


def _trimmed(part: Samples, rate: int) -> tuple[int, int]:
    """First and last sample of what is spoken, with a margin."""
    spoken = np.flatnonzero(active_frames(frame_levels(part, rate)))
    if not len(spoken):
        return 0, len(part)
    margin, step = round(_MARGIN * rate), round(FRAME * rate)
    return max(0, int(spoken[0]) * step - margin), min(len(part), (int(spoken[-1]) + 1) * step + margin)


def _best_stretch(mono: Samples, rate: int, active: NDArray[np.bool_]) -> tuple[int, int]:
    """Samples of a stretch of up to 15 s, from pause to pause, in which most is spoken and least is clipped."""
    pieces = Pieces.of(active)
    step = round(FRAME * rate)
    flat = clipped_runs(mono).frames(len(active), step)
    spoken = np.cumsum(np.concatenate(([0.0], active - 5.0 * flat)))
    best: tuple[float, int, int] = (-math.inf, 0, min(len(active), round(GOOD / FRAME)))
    longest, shortest = round(GOOD / FRAME), round(SHORTEST / FRAME)
    for number, first in enumerate(pieces.starts):
        for last in pieces.ends[number:]:
            if last - first > longest:
                break
            score = float(spoken[last] - spoken[first]) - 0.25 * (last - first)
            if last - first >= shortest and score > best[0]:
                best = (score, first, last)
    margin = round(_MARGIN * rate)
    return max(0, best[1] * step - margin), min(len(mono), best[2] * step + margin)


def _clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{int(seconds // 60)} min {seconds % 60:.0f} s"


__all__ = ["Examined", "Finding", "check_transcript", "cleaned", "examine", "file_digest", "write_reference"]
