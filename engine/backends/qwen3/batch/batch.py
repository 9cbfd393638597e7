"""Continuous batching: lines come, speak frame by frame beside each other, and leave; their rows are used again.

A line's codes are a function of its prompt, settings and seed. They do not depend on the lines beside it, on when it
came, or on whether it was put aside and taken up again: its random numbers are counted, not drawn from a stream; its
prompt is read in pieces of a fixed size; and what was put aside is read again from the codes it has spoken.
In int8 this holds to the last bit; in float32 matrices of other shapes round otherwise by about 1e-6, which changes a
code only where two are tied that closely; in bfloat16 ties are common and codes may part.

A step may be left in the middle and goes on with the next one; what comes or leaves meanwhile changes nobody.
The batch is not thread-safe: one thread adds, steps and removes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import torch
from torch import Tensor

from engine.backends.qwen3.batch.frame import Frame, FrameModel
from engine.backends.qwen3.batch.row import End, Piece, Priority, Row
from engine.backends.qwen3.batch.ways import RowByRow, SideBySide, Way
from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.errors import EngineError

KEPT = 16  # frames between two looks at what was spoken, at most
LEAD = 12  # frames an urgent line is ahead before it shares: about a second of speech


class Batch:
    """Rows of one model that speak together."""

    def __init__(
        self,
        model: FrameModel,
        rows: int,
        *,
        cache_limit: int | None = None,
        cache_dtype: torch.dtype | None = None,
        fixed_shapes: bool | None = None,
        captured: bool = True,
    ) -> None:
        """``rows``: at most so many lines speak at once. ``cache_limit``: bytes of keys and values.

        ``cache_dtype``: what keys and values are kept in, by default the activations' type. ``fixed_shapes``: one
        rectangle of keys and values, and graphs; by default on CUDA only. Not ``captured``: the graphs' twins.
        """
        self.model = model
        self.capacity = rows
        self._fixed = model.device.type == "cuda" if fixed_shapes is None else fixed_shapes
        self._slots: list[Row | None] = [None] * rows
        self._waiting: list[Row] = []
        self._usable = rows
        self._state = model.state(rows, KEPT)
        frame, dtype = Frame(model, self._state), cache_dtype or model.dtype
        self._way: Way = (
            SideBySide(frame, dtype, cache_limit, captured) if self._fixed else RowByRow(frame, dtype, cache_limit)
        )
        self._work: Generator[None, None, list[Piece]] | None = None
        self._speaking: list[tuple[Row, int]] = []  # whose frames are not yet given, and their slots
        self._left: list[Piece] = []  # given with the next step

    # --- lines ------------------------------------------------------------------------------------

    def add(
        self,
        prompt: Prompt,
        settings: SamplingSettings,
        *,
        seed: int,
        max_frames: int,
        priority: Priority = Priority.RENDER,
        expected: int = 0,
        closed: bool = True,
    ) -> Row:
        """Take a line in; it waits while all rows are taken. Longest ``expected`` frames first within a priority.

        ``closed=False``: more text will come through :meth:`extend`, and the line pauses where it has none.
        Raises EngineError where prompt and ``max_frames`` are more than the model has positions for.
        """
        most = self.model.talker.stack.cos.shape[0]
        if len(prompt.rows) + max_frames > most:
            raise EngineError(
                f"The line is too long for the model: {len(prompt.rows)} tokens and {max_frames} frames of {most}.",
                "Split it, or use a shorter reference.",
            )
        row = Row(prompt, settings, seed, max_frames, priority, expected, [prompt.trailing], closed)
        self._waiting.append(row)
        if priority is Priority.URGENT:
            self._abandon()  # of a frame half spoken nothing is lost but time, and somebody waits
        return row

    @torch.inference_mode()
    def extend(self, row: Row, text: Tensor, *, last: bool) -> None:
        """More text vectors [S, H] for a line that was added with ``closed=False``; ``last``: the text is complete."""
        if row.closed:
            raise ValueError("the line's text is complete")
        row.text.append(text)
        row.closed = last
        if row.slot is not None:
            self._write_text(row, row.slot)

    @torch.inference_mode()
    def remove(self, row: Row) -> None:
        """Forget a line: nothing more is spoken of it, and its row is free at once."""
        if row in self._waiting:
            self._waiting.remove(row)
        self._free(row)

    @property
    def rows(self) -> int:
        """Lines that have a row now."""
        return sum(row is not None for row in self._slots)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def usable(self) -> int:
        """How many rows may be taken: the capacity, or less after memory ran out, until the batch is empty."""
        return self._usable

    @property
    def cache_bytes(self) -> int:
        return self._way.bytes

    # --- time -------------------------------------------------------------------------------------

    @torch.inference_mode()
    def step(self, frames: int = 1, pause: Callable[[], bool] = lambda: False) -> list[Piece]:
        """Read prompts and speak up to ``frames`` frames in every row that can. Returns what was spoken, if anything.

        While an urgent line is less than a second ahead, a processor speaks the urgent lines alone. ``pause`` is
        asked every few milliseconds on a processor; when it says yes, the step is left, and the next goes on with it.
        """
        given, self._left = self._left, []
        while True:
            if self._work is None:
                self._work = self._working(min(frames, KEPT))
            try:
                next(self._work)
            except StopIteration as end:
                self._work = None
                pieces: list[Piece] = end.value
                return given + pieces
            except (MemoryError, RuntimeError) as error:
                self._work = None
                if not _out_of_memory(error) or not (self.rows or self._waiting):
                    raise
                given += self._collected()
                given += self._halve()
            else:
                if pause():
                    return given

    def _working(self, frames: int) -> Generator[None, None, list[Piece]]:
        self._admit()
        yield from self._read_prompts()
        rows = [row for row in self._slots if row is not None and not row.reading and row.ready]
        if not rows:
            return []
        if not self._fixed:
            ahead = [row for row in rows if row.priority is Priority.URGENT and len(row.frames) < LEAD]
            rows = ahead or rows
        self._speaking = [(row, row.slot) for row in rows if row.slot is not None]
        yield from self._way.speak(rows, frames)
        return self._collected()

    @torch.inference_mode()
    def _abandon(self) -> None:
        """Leave what is half done: frames that are whole are kept, the rest is done again."""
        if self._work is not None:
            self._work.close()
            self._work = None
            self._left += self._collected()

    def _admit(self) -> None:
        if not self.rows and not self._waiting:
            self._usable = self.capacity
        self._waiting.sort(key=lambda row: (row.priority, -row.expected))
        if self._waiting and self._waiting[0].priority is Priority.URGENT and self.rows >= self._usable:
            others = [row for row in self._slots if row is not None and row.priority is not Priority.URGENT]
            if others:
                self._put_aside(min(others, key=lambda row: len(row.frames)))
        for slot in range(self._usable):
            if self._slots[slot] is None and self._waiting:
                self._seat(self._waiting.pop(0), slot)

    def _seat(self, row: Row, slot: int) -> None:
        row.slot, row.read = slot, 0
        self._slots[slot] = row
        self._state.seat(slot, row.settings, row.seed, row.max_frames, row.frames)
        self._state.pad.copy_(row.prompt.pad)
        self._write_text(row, slot)

    def _write_text(self, row: Row, slot: int) -> None:
        if self._state.write_text(slot, torch.cat(row.text), row.closed):
            self._way.moved()

    def _read_prompts(self) -> Generator[None, None, None]:
        """Read what was not read yet: the urgent lines' prompts whole, of the others a piece between two frames."""
        reading = [row for row in self._slots if row is not None and row.reading]
        urgent = [row for row in reading if row.priority is Priority.URGENT]
        speaking = any(row is not None and not row.reading for row in self._slots)
        while rows := [row for row in urgent or reading if row.reading]:
            yield from self._way.read(rows)
            if speaking and not urgent:
                return

    def _collected(self) -> list[Piece]:
        """What the rows have spoken since `prepare`."""
        speaking, self._speaking = self._speaking, []
        state = self._state
        frames = int(state.tick) if speaking else 0
        spoke, said = state.spoke[:frames].cpu(), state.said[:frames].cpu()
        alive = state.alive.tolist()
        pieces = []
        for row, slot in speaking:
            if row.slot is None:  # it was removed meanwhile
                state.clear(slot)
                continue
            codes = said[:, slot][spoke[:, slot]]
            row.frames += list(codes)
            row.read = row.tokens
            end = None
            if not alive[slot]:
                end = End.LONGEST if len(row.frames) >= row.max_frames else End.SPOKEN
                self._free(row)
            if len(codes) or end:
                pieces.append(Piece(row, codes, end))
        state.tick.zero_()  # given once
        return pieces

    # --- memory -----------------------------------------------------------------------------------

    def _free(self, row: Row) -> None:
        if row.slot is None:
            return
        self._slots[row.slot] = None
        self._state.clear(row.slot)
        self._way.release(row.slot)
        row.slot = None

    def _put_aside(self, row: Row) -> None:
        """A line waits again; what it has spoken is read again when it is taken up."""
        self._free(row)
        self._waiting.append(row)

    def _halve(self) -> list[Piece]:
        """Memory ran out: half the lines wait. A line that does not fit alone is given up."""
        rows = [row for row in self._slots if row is not None]
        if len(rows) == 1 and self._way.bytes and rows[0].retried != rows[0].tokens:
            rows[0].retried = rows[0].tokens  # a cache that grows is there twice; made anew it is there once
            self._put_aside(rows[0])
            self._way.clear(self._usable)
            return []
        if len(rows) <= 1:
            failed = rows or self._waiting[:1]
            for row in failed:
                self.remove(row)
            self._way.clear(self._usable)
            return [Piece(row, torch.empty(0, self.model.groups, dtype=torch.int64), End.MEMORY) for row in failed]
        rows.sort(key=lambda row: (row.priority, -len(row.frames)))
        self._usable = len(rows) // 2
        for row in rows:
            self._put_aside(row)
        self._way.clear(self._usable)
        return []


def _out_of_memory(error: BaseException) -> bool:
    """Whether an allocation failed: CUDA and Python say so by type, the processor's allocator by its message."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return "DefaultCPUAllocator" in str(error) and "memory" in str(error)
