"""One attempt at a piece: its codes as the batch gives them, and its sound as the codec makes it of them.

Codes are decoded in chunks whose sizes are always the same, so that the samples of a piece are the same to the bit
whoever waits for it and whatever is spoken beside it. The chunks grow: the first sound comes after one frame.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.backends.qwen3 import guards
from engine.backends.qwen3.batch.batch import End, Row
from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.state import State
from engine.delivery.level import Array

GROWING = (1, 2, 4, 8)  # frames of a piece's first chunks
CHUNK = {"cpu": 4, "cuda": 12}  # frames of a chunk at most: a processor must be able to stop between two


class Attempt:
    """What was spoken so far."""

    def __init__(self, row: Row, state: State) -> None:
        """``state``: the codec's past, empty or that after a reference; it is changed."""
        self.row = row
        self.state = state
        self.parts: list[Array] = []  # decoded, in order
        self.end: End | None = None
        self.stopped = False  # by us: it repeats itself
        self._codes = torch.empty(0, 16, dtype=torch.int64)
        self._decoded = 0

    def add(self, codes: Tensor, end: End | None) -> None:
        """The next codes [n, 16], and why there are no more."""
        if len(codes):
            self._codes = torch.cat([self._codes, codes]) if len(self._codes) else codes
        self.end = end

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
        self.stopped, self._decoded = True, len(self._codes)

    def repeats(self) -> bool:
        return guards.repeats(self.first_codes())

    def first_codes(self) -> NDArray[np.int64]:
        codes: NDArray[np.int64] = self._codes[:, 0].numpy()
        return codes

    def sound(self) -> Array:
        return np.concatenate(self.parts) if self.parts else np.zeros(0, np.float32)

    def due(self, most: int) -> int:
        """Frames to be decoded next; 0 when there are not enough yet."""
        number = len(self.parts)
        wanted = min(GROWING[number], most) if number < len(GROWING) else most
        left = len(self._codes) - self._decoded
        return wanted if left >= wanted else left if self.ended else 0

    def take(self, count: int) -> Tensor:
        """The next codes to decode, [16, n]."""
        part = self._codes[self._decoded : self._decoded + count]
        self._decoded += count
        return part.T


def decode(decoder: CodecDecoder, attempts: Iterable[Attempt], together: bool) -> None:
    """Make the next chunk of sound in every attempt that has one due.

    ``together``: those whose chunks are of one size in one call, which a GPU needs; a processor gains nothing, and
    one by one no attempt's last bit depends on another.
    """
    most = CHUNK.get(decoder.device.type, CHUNK["cpu"])
    groups: dict[int, list[Attempt]] = {}
    for attempt in attempts:
        count = attempt.due(most)
        if count:
            groups.setdefault(count, []).append(attempt)
    for count, members in groups.items():
        for rows in [members] if together else [[m] for m in members]:
            codes = torch.stack([attempt.take(count) for attempt in rows]).to(decoder.device)
            state = rows[0].state if len(rows) == 1 else _joined([r.state for r in rows])
            samples = decoder.step(codes, state).float().cpu().numpy()
            for index, attempt in enumerate(rows):
                if len(rows) > 1:
                    attempt.state = state.take(torch.tensor([index], device=decoder.device))
                attempt.parts.append(samples[index])


def _joined(states: list[State]) -> State:
    return State(
        torch.cat([s.positions for s in states]),
        torch.cat([s.keys for s in states], 1),
        torch.cat([s.values for s in states], 1),
        tuple(torch.cat(tails) for tails in zip(*(s.tails for s in states), strict=True)),
    )
