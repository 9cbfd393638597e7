"""The timeline as sound: any set of tracks, block by block, in memory that does not grow with the programme.

A clip's file is opened when the playhead reaches it and closed behind it, converted to the programme's
rate while it is read, and added in float32. Nothing is computed where nothing sounds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from studio.audio.fades import fade, gain_of
from studio.audio.files import Samples, open_audio, to_mono
from studio.audio.resample import StreamResampler
from studio.audio.threads import ahead
from studio.errors import LinereadError
from studio.timeline.types import Clip, Timeline, Track

BLOCK = 65_536  # samples: 1.4 s at 48 kHz
_READ = 16_384  # samples of a take's file at a time
_LONG = 8 * BLOCK  # samples from where reading ahead is worth a thread


@dataclass(frozen=True, slots=True)
class Part:
    """What one clip adds to a block: ``samples`` from ``offset`` in the block, without the track's gain."""

    track: str
    clip: Clip
    offset: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class Block:
    """``length`` samples of the programme from ``start``, as the parts that sound there."""

    start: int
    length: int
    parts: tuple[Part, ...]

    def stem(self, track: str, gain: float = 1.0) -> Samples | None:
        """One track's sum, times a factor; None where it is silent."""
        own = [part for part in self.parts if part.track == track]
        if not own:
            return None
        made = np.zeros(self.length, np.float32)
        for part in own:
            made[part.offset : part.offset + len(part.samples)] += part.samples
        if gain != 1.0:
            made *= np.float32(gain)
        return made


class Mixer:
    """Reads a timeline's takes and gives blocks of sound. Silent are clips without a take."""

    def __init__(self, timeline: Timeline, *, block: int = BLOCK) -> None:
        self.timeline = timeline
        self.rate = timeline.rate
        self.block = block
        self.gains: Mapping[str, float] = {t.character_id: gain_of(t.gain) for t in timeline.tracks}

    @property
    def tracks(self) -> tuple[Track, ...]:
        return self.timeline.tracks

    def parts(
        self, tracks: Collection[str] | None = None, *, start: int = 0, end: int | None = None
    ) -> Iterator[Block]:
        """Every block from ``start`` to ``end`` (default: the programme), with what each clip adds to it."""
        end = self.timeline.length if end is None else end
        blocks = self._read(tracks, start, end)
        return ahead(blocks) if end - start > _LONG and self.block >= BLOCK else blocks

    def _read(self, tracks: Collection[str] | None, start: int, end: int) -> Generator[Block, None, None]:
        waiting = [
            (clip, track.character_id)
            for track in self.tracks
            if tracks is None or track.character_id in tracks
            for clip in track.clips
            if clip.path is not None and clip.length > 0 and clip.end > start and clip.start < end
        ]
        waiting.sort(key=lambda entry: (-entry[0].start, -entry[0].number))
        sounding: list[tuple[_ClipSound, str]] = []
        try:
            for position in range(start, end, self.block):
                stop = min(position + self.block, end)
                while waiting and waiting[-1][0].start < stop:
                    clip, track_id = waiting.pop()
                    sounding.append((_ClipSound(clip, self.rate, max(position, clip.start) - clip.start), track_id))
                made = []
                for sound, track_id in sounding:
                    first = max(position, sound.clip.start)
                    samples = sound.read(min(stop, sound.clip.end) - first)
                    made.append(Part(track_id, sound.clip, first - position, samples))
                for sound, _ in sounding:
                    if sound.clip.end <= stop:
                        sound.close()
                sounding = [entry for entry in sounding if entry[0].clip.end > stop]
                yield Block(position, stop - position, tuple(made))
        finally:
            for sound, _ in sounding:
                sound.close()

    def stems(
        self, tracks: Collection[str] | None = None, *, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int, dict[str, Samples]]]:
        """(start, length, the sounding tracks' samples), with clip and track gain."""
        for block in self.parts(tracks, start=start, end=end):
            names = dict.fromkeys(part.track for part in block.parts)
            stems = {name: block.stem(name, self.gains[name]) for name in names}
            yield block.start, block.length, {name: stem for name, stem in stems.items() if stem is not None}

    def blocks(
        self, tracks: Collection[str] | None = None, *, start: int = 0, end: int | None = None
    ) -> Iterator[Samples]:
        """The mix of the tracks (default: all), (n,) float32, clip and track gain in it, nothing else."""
        for _, length, stems in self.stems(tracks, start=start, end=end):
            mix = np.zeros(length, np.float32)
            for stem in stems.values():
                mix += stem
            yield mix

    def clip(self, clip: Clip) -> Samples:
        """One whole line as it sounds: at the programme's rate, clip gain and fades in it. (clip.length,)"""
        if clip.path is None:
            return np.zeros(clip.length, np.float32)
        sound = _ClipSound(clip, self.rate, 0)
        try:
            return sound.read(clip.length)
        finally:
            sound.close()


class _ClipSound:
    """A clip's samples in order, at the programme's rate."""

    def __init__(self, clip: Clip, rate: int, skip: int) -> None:
        self.clip = clip
        self._gain = np.float32(gain_of(clip.gain))
        assert clip.path is not None
        self._path: Path = clip.path
        try:
            self._file: soundfile.SoundFile = open_audio(clip.path)
        except LinereadError as error:
            raise self._problem(error.message) from error
        try:
            file_rate = int(self._file.samplerate)
            if clip.source_rate and clip.source_rate != file_rate:
                raise self._problem(f"{clip.path} has {file_rate} Hz and should have {clip.source_rate} Hz.")
            available = self._file.frames - clip.source_start
            self._left = clip.source_length or available  # samples of the file still to come
            if available < self._left:
                raise self._problem(f"{clip.path} is {self._left - available} samples shorter than its take.")
            self._stream = StreamResampler(file_rate, rate) if file_rate != rate else None
            self._ready = np.zeros(0, np.float32)
            self._position = 0
            if clip.source_start:
                self._seek(clip.source_start)
            if skip and self._stream is None:
                passed = min(skip, self._left)
                self._seek(clip.source_start + passed)
                self._left -= passed
                self._position = skip
            while self._position < skip:  # a conversion begins at the beginning, to be the same wherever one enters
                self.read(min(skip - self._position, BLOCK))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._file.close()

    def read(self, length: int) -> Samples:
        made = np.zeros(length, np.float32)
        filled = 0
        while filled < length:
            if not len(self._ready):
                if not self._left and self._stream is None:
                    break  # the clip is longer than its sound
                self._ready = self._more(length - filled)
                continue
            part = self._ready[: length - filled]
            made[filled : filled + len(part)] = part
            self._ready = self._ready[len(part) :]
            filled += len(part)
        if self._gain != 1.0:
            made *= self._gain
        clip = self.clip
        fade(made, self._position, clip.length, clip.fade_in, clip.fade_out)
        self._position += length
        return made

    def _more(self, wanted: int) -> Samples:
        if self._stream is None:
            return self._frames(min(wanted, self._left))
        samples = self._frames(min(_READ, self._left))
        last = not self._left
        converted = self._stream.push(samples, last=last)
        if last:
            self._stream = None
        return converted

    def _frames(self, count: int) -> Samples:
        try:
            frames = self._file.read(count, dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, OSError) as error:
            raise self._problem(f"{self._path} cannot be read: {error}.") from error
        if len(frames) < count:
            raise self._problem(f"{self._path} ends {self._left - len(frames)} samples too early.")
        self._left -= count
        return to_mono(frames)

    def _seek(self, position: int) -> None:
        try:
            self._file.seek(position)
        except (soundfile.SoundFileError, OSError) as error:
            raise self._problem(f"{self._path} cannot be read: {error}.") from error

    def _problem(self, what: str) -> LinereadError:
        return LinereadError(
            f"Line {self.clip.number} ({self.clip.line_id}) has no sound: {what}", "Render that line again."
        )


def at_rate(timeline: Timeline, rate: int) -> Timeline:
    """The same programme at another sample rate; each position is converted from its absolute sample.

    The takes are then converted from their own rate straight to the new one.
    """
    old = timeline.rate
    if rate == old:
        return timeline

    def new(position: int) -> int:
        return (2 * position * rate + old) // (2 * old)

    def span(start: int, length: int) -> tuple[int, int]:
        return new(start), new(start + length) - new(start)

    def moved(clip: Clip) -> Clip:
        start, length = span(clip.start, clip.length)
        return dataclasses.replace(
            clip,
            start=start,
            length=length,
            fade_in=new(clip.fade_in),
            fade_out=new(clip.fade_out),
            words=tuple(w._replace(start=new(w.start), end=new(w.end)) for w in clip.words),
            phones=tuple(p._replace(start=new(p.start), end=new(p.end)) for p in clip.phones),
        )

    tracks = tuple(dataclasses.replace(t, clips=tuple(moved(c) for c in t.clips)) for t in timeline.tracks)
    scenes = []
    for scene in timeline.scenes:
        start, length = span(scene.start, scene.length)
        scenes.append(dataclasses.replace(scene, start=start, length=length))
    markers = []
    for marker in timeline.markers:
        start, length = span(marker.start, marker.length)
        markers.append(dataclasses.replace(marker, start=start, length=length))
    return dataclasses.replace(
        timeline, rate=rate, length=new(timeline.length), tracks=tracks, scenes=tuple(scenes), markers=tuple(markers)
    )
