"""One attempt at a piece: its codes as the batch gives them, and its sound as the codec makes it of them.

Codes are decoded in chunks whose sizes are always the same, so that the samples of a piece are the same to the bit
whoever waits for it and whatever is spoken beside it. The chunks grow: the first sound comes after one frame.
A processor makes one chunk after the other and can stop between two; a GPU makes those of all lines at once, while it
speaks the next frames.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.backends.qwen3 import guards
from engine.backends.qwen3.batch.row import End, Priority, Row
from engine.backends.qwen3.batch.sound import Coming, SoundRows
from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.state import State
from engine.delivery.level import Array

GROWING = (1, 2, 4, 8)  # frames of a piece's first chunks
LARGEST = 12  # frames of a chunk on a GPU
LARGEST_SLOW = 2  # on a processor in float32: a seventh of a second
LARGEST_QUICK = 3  # and in bfloat16: a ninth; a fourth frame would make each cheaper by a thirtieth


class Attempt:
    """What was spoken so far."""

    def __init__(self, row: Row, past: State | None) -> None:
        """``past``: the codec's, after a reference; it is left as it is."""
        self.row = row
        self.past = past
        self.parts: list[Array] = []  # decoded, in order
        self.end: End | None = None
        self.stopped = False  # by us: it repeats itself
        self._codes = torch.empty(0, 16, dtype=torch.int64)
        self._taken = 0  # frames given to the codec
        self._decoded = 0  # frames that came back

    def add(self, codes: Tensor, end: End | None) -> None:
        """The next codes [n, 16], and why there are no more."""
        if len(codes):
            self._codes = torch.cat([self._codes, codes]) if len(self._codes) else codes
        self.end = end

    @property
    def urgent(self) -> bool:
        return self.row.priority is Priority.URGENT

    @property
    def spoken(self) -> bool:
        """Whether the model itself came to an end."""
        return self.end is End.SPOKEN

    @property
    def ended(self) -> bool:
        return self.end is not None or self.stopped

    @property
    def done(self) -> bool:
        """Whether all is decoded of what will ever be."""
        return self.ended and self._decoded == len(self._codes)

    def abandon(self) -> None:
        """Nobody wants its sound either."""
        self.stopped = True
        self._taken = self._decoded = len(self._codes)

    def repeats(self) -> bool:
        return guards.repeats(self.first_codes())

    def first_codes(self) -> NDArray[np.int64]:
        codes: NDArray[np.int64] = self._codes[:, 0].numpy()
        return codes

    def sound(self) -> Array:
        return np.concatenate(self.parts) if self.parts else np.zeros(0, np.float32)

    def due(self, most: int) -> int:
        """Frames to be decoded next, at most ``most``; 0 when there are not enough yet."""
        number = self._chunks(most)
        wanted = min(GROWING[number], most) if number < len(GROWING) else most
        left = len(self._codes) - self._taken
        return wanted if left >= wanted else left if self.ended else 0

    def _chunks(self, most: int) -> int:
        """Chunks given to the codec so far, counted as far as they grow."""
        frames = 0
        for number, size in enumerate(GROWING):
            if frames >= self._taken:
                return number
            frames += min(size, most)
        return len(GROWING)

    def take(self, count: int) -> Tensor:
        """The next codes to decode, [16, n]."""
        part = self._codes[self._taken : self._taken + count]
        self._taken += count
        return part.T

    def give(self, samples: Array, frames: int) -> None:
        """What came of codes that were taken."""
        if self._decoded < self._taken:  # else it was abandoned meanwhile
            self.parts.append(samples)
            self._decoded += frames


class Voicing(Protocol):
    """How codes become sound on a device."""

    together: bool  # whether sound is made beside codes, and all lines' at once

    def due(self, attempts: Sequence[Attempt]) -> list[Attempt]:
        """Those for which sound can be made."""

    def make(self, attempts: Sequence[Attempt], pause: Callable[[], bool]) -> None:
        """Sound of attempts, in their order; stops early where ``pause`` says so, though never before some is made."""


class OneByOne:
    """On a processor: it gains nothing by more rows, and one by one no attempt's last bit depends on another."""

    together = False

    def __init__(self, decoder: CodecDecoder) -> None:
        self._decoder = decoder
        self._most = LARGEST_SLOW if decoder.dtype is torch.float32 else LARGEST_QUICK
        self._states: dict[Attempt, State] = {}

    def due(self, attempts: Sequence[Attempt]) -> list[Attempt]:
        return [attempt for attempt in attempts if attempt.due(self._most)]

    def make(self, attempts: Sequence[Attempt], pause: Callable[[], bool]) -> None:
        self._states = {attempt: state for attempt, state in self._states.items() if not attempt.done}
        for attempt in attempts:
            while count := attempt.due(self._most):
                state = self._states.get(attempt)
                if state is None:
                    state = self._decoder.state() if attempt.past is None else attempt.past.clone()
                    self._states[attempt] = state
                codes = attempt.take(count)[None].to(self._decoder.device)
                attempt.give(self._decoder.step(codes, state)[0].cpu().numpy(), count)
                if pause():
                    return


class SideBySide:
    """On a GPU: chunks of one size in one call, on a stream of their own; what was begun is fetched a step later."""

    together = True

    def __init__(self, decoder: CodecDecoder, rows: int) -> None:
        self._rows = SoundRows(decoder, rows)
        self._places: dict[Attempt, int] = {}
        self._coming: list[tuple[Coming, list[tuple[Attempt, int]]]] = []

    def due(self, attempts: Sequence[Attempt]) -> list[Attempt]:
        return [attempt for attempt in attempts if not attempt.done]

    def make(self, attempts: Sequence[Attempt], pause: Callable[[], bool]) -> None:
        self._fetch()
        for attempt in [attempt for attempt in self._places if attempt.done]:
            self._rows.free(self._places.pop(attempt))
        groups: dict[int, list[Attempt]] = {}
        for attempt in attempts:
            count = attempt.due(LARGEST)
            if count:
                groups.setdefault(count, []).append(attempt)
        for count, members in groups.items():
            for attempt in members:
                if attempt not in self._places:
                    self._places[attempt] = self._rows.begin(attempt.past)
            codes = torch.stack([attempt.take(count) for attempt in members])
            coming = self._rows.push([self._places[attempt] for attempt in members], codes)
            self._coming.append((coming, [(attempt, count) for attempt in members]))
        if any(attempt.urgent for attempt in attempts):
            self._fetch()  # somebody waits

    def _fetch(self) -> None:
        coming, self._coming = self._coming, []
        for sound, members in coming:
            samples = sound.samples()
            for row, (attempt, count) in enumerate(members):
                attempt.give(samples[row], count)


def voicing(decoder: CodecDecoder, rows: int) -> Voicing:
    """What is right for the decoder's device; ``rows``: lines that speak at once."""
    return SideBySide(decoder, 2 * rows) if decoder.device.type == "cuda" else OneByOne(decoder)
