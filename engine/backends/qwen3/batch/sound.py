"""The codec for many lines at once on a GPU: rows of one state, graphs by rows and frames, and a stream of its own.

The next frames of all lines are one replay, while the language model's graphs run on their own stream; the samples are
fetched when the next ones are asked for. Rows and frames are filled up to those of a bucket: spare rows decode into a
row that nobody has, and spare frames only ever follow a line's last.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.backends.qwen3.batch.graph import graphs_for
from engine.backends.qwen3.batch.ways import ROWS
from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.state import State

FRAMES = (1, 2, 4, 8, 12)  # for which graphs are captured
Samples = NDArray[np.float32]


class Coming:
    """Samples [rows, n] that are being made."""

    def __init__(self, host: Tensor, ready: torch.cuda.Event | None) -> None:
        self._host = host
        self._ready = ready

    def samples(self) -> Samples:
        """Waits for them."""
        if self._ready is not None:
            self._ready.synchronize()
        samples: Samples = self._host.numpy()
        return samples


class SoundRows:
    """Lines that are being decoded; each has a row until it is freed."""

    def __init__(self, decoder: CodecDecoder, rows: int, captured: bool = True) -> None:
        """Not ``captured``: the graphs' twins."""
        self._decoder = decoder
        self._cuda = decoder.device.type == "cuda"
        self._stream = torch.cuda.Stream(decoder.device) if self._cuda else None  # type: ignore[no-untyped-call]
        self._graphs = graphs_for(decoder.device, self._keep, captured)
        self._buffers: dict[tuple[int, int], tuple[Tensor, Tensor, Tensor]] = {}
        self._state = decoder.state(rows + 1)  # the last is for what fills up
        self._free = list(reversed(range(rows)))

    @torch.inference_mode()
    def begin(self, past: State | None) -> int:
        """A row for a line that begins at silence or at ``past``, which is left as it is."""
        with self._aside():
            if not self._free:
                self._grow()
            row = self._free.pop()
            at = torch.tensor([row], device=self._decoder.device)
            if past is None:
                self._state.clear(at)
            else:
                self._state.put(at, past)
        return row

    def free(self, row: int) -> None:
        """The row's line has all its sound, or wants none."""
        self._free.append(row)

    @torch.inference_mode()
    def push(self, rows: Sequence[int], codes: Tensor) -> Coming:
        """The next frames of some rows: int64 [rows, 16, frames] on the processor. At most twelve frames."""
        count, books, frames = codes.shape
        many = next((size for size in ROWS if size >= count), count)
        long = next(size for size in FRAMES if size >= frames)
        with self._aside():
            if (many, long) not in self._buffers:
                self._buffers[many, long] = self._buffer(many, long, books)
            said, places, made = self._buffers[many, long]
            filled = torch.zeros(many, books, long, dtype=torch.int64)
            filled[:count, :, :frames] = codes
            said.copy_(filled)
            spare = [self._state.rows - 1] * (many - count)
            places.copy_(torch.tensor([*rows, *spare]))

            def work() -> None:
                some = self._state.take(places)
                made.copy_(self._decoder.step(said, some))
                self._state.put(places, some)

            self._graphs.run((many, long), work, 1)
            wanted = made[:count, : frames * self._decoder.config.frame]
            host = torch.empty(wanted.shape, dtype=torch.float32, pin_memory=self._cuda)
            host.copy_(wanted, non_blocking=True)
            ready = None
            if self._stream is not None:
                ready = torch.cuda.Event()  # type: ignore[no-untyped-call]
                ready.record(self._stream)
        return Coming(host, ready)

    def _buffer(self, rows: int, frames: int, books: int) -> tuple[Tensor, Tensor, Tensor]:
        device = self._decoder.device
        return (
            torch.zeros(rows, books, frames, dtype=torch.int64, device=device),
            torch.zeros(rows, dtype=torch.int64, device=device),
            torch.zeros(rows, frames * self._decoder.config.frame, device=device),
        )

    @contextlib.contextmanager
    def _aside(self) -> Iterator[None]:
        """On the codec's stream, after what was asked for on the others: a line's past may have been decoded there."""
        if self._stream is None:
            yield
            return
        self._stream.wait_stream(torch.cuda.current_stream(self._decoder.device))
        with torch.cuda.stream(self._stream):
            yield

    def _grow(self) -> None:
        rows = self._state.rows - 1
        grown = self._decoder.state(2 * rows + 1)
        here = torch.arange(rows, device=self._decoder.device)
        grown.put(here, self._state.take(here))
        self._state = grown
        self._free = list(reversed(range(rows, 2 * rows)))
        self._graphs.drop()

    def _keep(self) -> Callable[[], None]:
        copy = self._state.clone()
        every = torch.arange(self._state.rows, device=self._decoder.device)
        return lambda: self._state.put(every, copy)
