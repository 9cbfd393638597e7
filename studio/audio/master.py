"""From the mix to what is delivered: one gain for the programme, one gain curve for everything, exact sums.

Loudness is set for the programme or per character, never per line, so the drama between the lines stays.
Whatever is done is done to every clip alike, and rounding happens per clip: the integers of the lines add
up to their stem, and the stems to the mix, sample for sample. In a float file the mix is the
float64 sum of the float32 stems in track order, rounded once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.audio.bwf import Loudness
from studio.audio.encode import quantise
from studio.audio.fades import gain_of
from studio.audio.files import Samples
from studio.audio.loudness import LoudnessMeter
from studio.audio.mix import Block, Mixer, Part
from studio.audio.truepeak import CELL, Limiter, TruePeakMeter
from studio.errors import LinereadError
from studio.timeline.types import Clip

Numbers = NDArray[Any]  # int32 of the delivery's depth, or float32 of full scale 1
MIX = "\0mix"  # beside the track ids, which are printable
MAXIMUM_GAIN = 40.0  # dB: what is quieter than that is not a programme to be made louder
MAKE_UP = 2.0  # dB: more would only be squashed
_CORRECTIONS = 3
_CLOSE_ENOUGH = 0.1  # LU
_DIGITS = 2  # of a gain in dB: what a report says is what was done
_SMALL_STEP = 0.4  # LU: hits its mark without being measured again
Step = Callable[[float], None]  # told the fraction of the programme that is done; may raise to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The static gains in dB, and what was measured before them in LUFS (-inf: silent)."""

    programme_gain: float = 0.0
    balance: Mapping[str, float] = field(default_factory=dict)  # by track
    track_loudness: Mapping[str, float] = field(default_factory=dict)  # with the track's own gain
    programme_loudness: float | None = None  # after the balance, before the programme gain


def find_levels(
    mixer: Mixer,
    *,
    target: float | None,
    balance: bool = False,
    ceiling: float | None = None,
    step: Step | None = None,
) -> Levels:
    """Gains that bring the programme to ``target`` LUFS (None: as it is).

    With ``balance`` every character's lines together are first brought to one loudness: the target, or
    else the loudness of the programme as it was. With ``ceiling`` (dBTP) the gain also makes up, by at
    most ``MAKE_UP`` dB, for what the limiter takes away.
    """
    if target is None and not balance:
        return Levels()
    passes = 1 + balance + (balance and target is None) + (_CORRECTIONS if ceiling is not None else 0)
    done = iter(range(passes))

    def one_pass() -> Step | None:
        first = next(done)
        return None if step is None else lambda fraction: step((first + fraction) / passes)

    tracks: dict[str, float] = {}
    gains: dict[str, float] = {}
    if balance:
        tracks = _track_loudness(mixer, one_pass())
        common = target if target is not None else _mix_loudness(mixer, {}, one_pass())
        gains = {name: _stepped(common - loudness) for name, loudness in tracks.items()}
    programme = _mix_loudness(mixer, gains, one_pass())
    levels = Levels(balance=gains, track_loudness=tracks, programme_loudness=programme)
    if target is None:
        return levels
    first = gain = _stepped(target - programme)
    for _ in range(_CORRECTIONS if ceiling is not None else 0):
        master = Master(mixer, replace(levels, programme_gain=gain), ceiling=ceiling or 0.0, depth="float")
        reached = _run(master, one_pass())
        short = target - reached
        if not master.reduction or short < _CLOSE_ENOUGH:
            break
        gain = min(gain + 1.25 * short, first + MAKE_UP)  # the limiter eats a part of what is added
        if short < _SMALL_STEP or gain == first + MAKE_UP:
            break
    return replace(levels, programme_gain=round(gain, _DIGITS))


def _bounded(gain: float) -> float:
    """A gain that makes sense; 0 dB for silence."""
    return max(-MAXIMUM_GAIN, min(MAXIMUM_GAIN, gain)) if math.isfinite(gain) else 0.0


def _stepped(gain: float) -> float:
    """A gain that can be written down and used again as it is."""
    return round(_bounded(gain), _DIGITS)


def _run(master: Master, step: Step | None) -> float:
    for block in master.blocks():
        if step is not None:
            step((block.start + block.length) / max(1, master.length))
    return master.loudness


def _track_loudness(mixer: Mixer, step: Step | None) -> dict[str, float]:
    meters = {track.character_id: LoudnessMeter(mixer.rate) for track in mixer.tracks}
    for start, length, stems in mixer.stems():
        for name, meter in meters.items():
            stem = stems.get(name)
            if stem is None:
                meter.add_silence(length)
            else:
                meter.add(stem)
        if step is not None:
            step((start + length) / max(1, mixer.timeline.length))
    return {name: meter.integrated() for name, meter in meters.items()}


def _mix_loudness(mixer: Mixer, gains: Mapping[str, float], step: Step | None) -> float:
    meter = LoudnessMeter(mixer.rate)
    for start, length, stems in mixer.stems():
        if stems:
            mix = np.zeros(length, np.float32)
            for name, stem in stems.items():
                mix += stem * np.float32(gain_of(gains.get(name, 0.0)))
            meter.add(mix)
        else:
            meter.add_silence(length)
        if step is not None:
            step((start + length) / max(1, mixer.timeline.length))
    return meter.integrated()


@dataclass(frozen=True, slots=True)
class MasterPart:
    """A clip's share of a block, from ``offset`` in it, in the delivery's numbers."""

    track: str
    clip: Clip
    offset: int
    samples: Numbers
    media: Numbers | None = None  # the same without the gain that is kept apart; None where none is


@dataclass(frozen=True, slots=True)
class MasterBlock:
    """``stems`` holds only the tracks that sound; ``mix`` is their sum, None in silence."""

    start: int
    length: int
    parts: tuple[MasterPart, ...]
    stems: Mapping[str, Numbers]
    mix: Numbers | None


class Master:
    """Gives the delivery's blocks once; afterwards the measures of what was given.

    ``depth``: "16" (with TPDF dither), "24" or "float". ``ceiling``: dBTP, at most -0.1 for integers, so
    that neither the rounding nor the dither of eight stems can reach full scale. ``apart``: gains in dB, by line, that
    a part's ``media`` is to be without.
    """

    def __init__(
        self, mixer: Mixer, levels: Levels, *, ceiling: float = -1.0, depth: str = "24",
        apart: Mapping[str, float] | None = None,
    ) -> None:  # fmt: skip
        if depth != "float" and ceiling > -0.1:
            raise LinereadError(f"A true-peak ceiling of {ceiling} dB leaves no room.", "Use -0.1 or less.")
        if mixer.block % CELL:
            raise ValueError(f"the mixer's block of {mixer.block} samples is not a multiple of {CELL}")
        self._mixer = mixer
        self._depth = 0 if depth == "float" else int(depth)
        self._gains = {
            name: np.float32(gain * gain_of(levels.programme_gain + levels.balance.get(name, 0.0)))
            for name, gain in mixer.gains.items()
        }
        self._apart = {line_id: np.float32(gain_of(-gain)) for line_id, gain in (apart or {}).items()}
        self._limiter = Limiter(mixer.rate, ceiling)
        self._meter = LoudnessMeter(mixer.rate)
        self._peak = TruePeakMeter()
        self._noise: dict[str, np.random.Generator] = {}

    @property
    def length(self) -> int:
        """Samples of the programme."""
        return self._mixer.timeline.length

    @property
    def loudness(self) -> float:
        """LUFS of the mix that was given."""
        return self._meter.integrated()

    @property
    def loudness_range(self) -> float:
        return self._meter.loudness_range()

    @property
    def reduction(self) -> float:
        """dB that the limiter took at its deepest."""
        return self._limiter.deepest

    def true_peak(self) -> float:
        """dBTP of the mix that was given."""
        return self._peak.finish()

    def measured(self) -> Loudness:
        """Everything that was measured of the mix that was given."""
        return Loudness.of(self._meter, self._peak)

    def blocks(self) -> Iterator[MasterBlock]:
        """The programme, in order. One block is held back for the limiter to look ahead."""
        held: deque[Block] = deque()
        for block in self._mixer.parts():
            scaled = self._scaled(block)
            self._limiter.detect(self._signals(scaled), block.length)
            held.append(scaled)
            if len(held) > 1:
                yield self._given(held.popleft())
        self._limiter.detect({}, 4 * CELL)
        while held:
            yield self._given(held.popleft())

    def _scaled(self, block: Block) -> Block:
        parts = []
        for part in block.parts:
            gain = self._gains[part.track]
            samples = part.samples * gain if gain != 1 else part.samples
            parts.append(Part(part.track, part.clip, part.offset, samples))
        return Block(block.start, block.length, tuple(parts))

    def _signals(self, block: Block) -> dict[str, Samples]:
        """What must stay under the ceiling: the mix, and where characters overlap each of them."""
        names = dict.fromkeys(part.track for part in block.parts)
        stems = {name: stem for name in names if (stem := block.stem(name)) is not None}
        if not stems:
            return {}
        mix = np.zeros(block.length, np.float32)
        for stem in stems.values():
            mix += stem
        return {MIX: mix, **stems} if len(stems) > 1 else {MIX: mix}

    def _given(self, block: Block) -> MasterBlock:
        curve = self._limiter.curve(block.length)
        parts = []
        stems: dict[str, Numbers] = {}
        for part in block.parts:
            samples = part.samples
            if curve is not None:
                samples = samples * curve[part.offset : part.offset + len(samples)]
            numbers: Numbers = quantise(samples, self._depth, self._dither(part.track)) if self._depth else samples
            media = self._without(part.clip.line_id, samples)
            parts.append(MasterPart(part.track, part.clip, part.offset, numbers, media))
            stem = stems.setdefault(part.track, np.zeros(block.length, numbers.dtype))
            stem[part.offset : part.offset + len(samples)] += numbers
        mix = self._sum(stems, block.length)
        self._measure(mix, block.length)
        return MasterBlock(block.start, block.length, tuple(parts), stems, mix)

    def _without(self, line_id: str, samples: Samples) -> Numbers | None:
        """A part's samples before the gain that a session adds itself."""
        factor = self._apart.get(line_id)
        if factor is None:
            return None
        plain = samples * factor
        if not self._depth:
            return plain
        noise = None
        if self._depth == 16:
            noise = self._noise.setdefault(f"{line_id}\0", np.random.default_rng(1))
        return quantise(plain, self._depth, noise)

    def _dither(self, track: str) -> np.random.Generator | None:
        if self._depth != 16:
            return None
        if track not in self._noise:
            names = [t.character_id for t in self._mixer.tracks]
            self._noise[track] = np.random.default_rng(1 + names.index(track))
        return self._noise[track]

    def _sum(self, stems: Mapping[str, Numbers], length: int) -> Numbers | None:
        if not stems:
            return None
        order = [stems[t.character_id] for t in self._mixer.tracks if t.character_id in stems]
        if len(order) == 1:
            return order[0]
        if self._depth:
            total = np.zeros(length, np.int32)
            for stem in order:
                total += stem.astype(np.int32, copy=False)
            return total
        exact = np.zeros(length, np.float64)
        for stem in order:
            exact += stem
        return exact.astype(np.float32)

    def _measure(self, mix: Numbers | None, length: int) -> None:
        if mix is None:
            self._meter.add_silence(length)
            self._peak.add(np.zeros(64, np.float32))
            return
        heard = mix.astype(np.float32)
        if self._depth:
            heard *= np.float32(1 / (1 << (self._depth - 1)))
        self._meter.add(heard)
        self._peak.add(heard)
