"""Lines that are decoded while they are being spoken, many at once and each at its own position.

The past of all of them lies in one `State` with a row for each line, so that the next frames of sixteen lines are
one call. A row is begun, pushed and begun again; what it held before does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.state import State


class Streams:
    """Rows 0 .. rows - 1, each at the beginning of a line."""

    def __init__(self, decoder: CodecDecoder, rows: int) -> None:
        self._decoder = decoder
        self._state = decoder.state(rows)

    def begin(self, row: int, after: State | None = None) -> None:
        """Begin a line in a row: at silence, or where a `snapshot` (one row, left as it is) was taken."""
        at = self._index([row])
        if after is None:
            self._state.clear(at)
        else:
            self._state.put(at, after)

    def push(self, codes: Tensor, rows: Sequence[int] | None = None) -> Tensor:
        """The next frames of some rows, or of all: int64 [rows, 16, frames] -> float32 [rows, frames * 1920].

        Rows whose lines are shorter may be given any codes at their end; what comes of those is to be cut off.
        """
        codes = codes.to(self._decoder.device)
        if rows is None or list(rows) == list(range(self._state.rows)):
            return self._decoder.step(codes, self._state)
        at = self._index(rows)
        some = self._state.take(at)
        samples = self._decoder.step(codes, some)
        self._state.put(at, some)
        return samples

    def position(self, row: int) -> int:
        """Frames a row's line has had, those before a snapshot it began after included."""
        return int(self._state.positions[row])

    def snapshot(self, row: int) -> State:
        """What later frames of a row depend on; `begin` takes it, in these streams or others of the decoder."""
        return self._state.take(self._index([row]))

    def _index(self, rows: Sequence[int]) -> Tensor:
        return torch.tensor(rows, device=self._decoder.device)
