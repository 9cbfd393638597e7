"""Two ways for the rows of a batch to read and speak: row by row on a processor, all in one shape on a GPU.

A processor reads prompts one after the other and carries no row that does not move; it stops between the parts of its
work. A GPU reads prompts padded side by side and speaks in graphs; it is never stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Protocol

import torch
from torch import Tensor

from engine.backends.qwen3.batch.cache import Ragged, Rectangle, bucket
from engine.backends.qwen3.batch.draw import Cuts, cuts
from engine.backends.qwen3.batch.frame import Draws, Frame, FrameModel
from engine.backends.qwen3.batch.graph import graphs_for
from engine.backends.qwen3.batch.row import Row
from engine.backends.qwen3.model.stack import finish

Parts = Generator[None, None, None]
PIECE = 64  # prompt tokens read at once on a processor: about as long as a frame of a full batch takes
PIECE_TOGETHER = 512
TOKENS_TOGETHER = 8192  # of all prompts that are read side by side, padding counted
ROWS = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256)  # for which graphs are captured


class Way(Protocol):
    """Keys and values of a batch's rows, and what is done with them."""

    def read(self, rows: Sequence[Row]) -> Parts:
        """A piece of the prompt of the first of some rows, or of all."""

    def speak(self, rows: Sequence[Row], frames: int) -> Parts:
        """Up to so many frames in rows that have read their prompts. Both may raise torch.OutOfMemoryError."""

    def moved(self) -> None:
        """Tensors of the state were made anew."""

    def release(self, slot: int) -> None:
        """A row has no line any more."""

    def clear(self, rows: int) -> None:
        """Give all memory back; so many rows will be used at most."""

    @property
    def bytes(self) -> int:
        """Of keys and values that are held now."""


class RowByRow:
    """What a processor does: exactly the rows that move, with exactly what each has."""

    def __init__(self, frame: Frame, dtype: torch.dtype, limit: int | None) -> None:
        self._frame = frame
        self._caches = Ragged(frame.model.talker.stack, len(frame.state.alive), dtype, limit)

    @property
    def bytes(self) -> int:
        return self._caches.bytes

    def moved(self) -> None:
        pass  # nothing is captured

    def release(self, slot: int) -> None:
        self._caches.release(slot)

    def clear(self, rows: int) -> None:
        pass  # each row's was given back with the row

    def read(self, rows: Sequence[Row]) -> Parts:
        row, model = rows[0], self._frame.model
        start, end = row.read, min(row.read + PIECE, row.tokens)
        slot = _slot(row)
        self._caches.reserve(slot, row.room)
        turns = model.talker.stack.turns(torch.arange(start, end)[None])
        attend = self._caches.reading(slot, start, end - start)
        hidden = yield from model.talker.stack.run(vectors(model, row)[None, start:end].clone(), turns, attend)
        if row.slot is not None:
            _has_read(self._frame, [row], [end], hidden[:, -1])

    def speak(self, rows: Sequence[Row], frames: int) -> Parts:
        frame, state = self._frame, self._frame.state
        for row in rows:
            self._caches.reserve(_slot(row), max(row.room, row.tokens + min(frames, row.max_frames - len(row.frames))))
        frame.prepare(frames)
        end = frame.model.config.codec_eos_token_id
        reach = {row: row.tokens for row in rows}
        for _ in range(frames):
            there = [row for row in rows if row.slot is not None]
            moves = frame.moving(torch.tensor([_slot(row) for row in there], dtype=torch.int64)).tolist()
            rows = [row for row, moving in zip(there, moves, strict=True) if moving]
            if not rows:
                return
            chosen = torch.tensor([_slot(row) for row in rows])
            draws = draws_of(frame.model, rows)
            first, numbers = frame.first(chosen, draws)
            ends = first == end
            going = [row for row, ended in zip(rows, ends.tolist(), strict=True) if not ended]
            if going:
                for row in going:
                    reach[row] += 1
                attend = self._caches.speaking([_slot(row) for row in going], [reach[row] for row in going])
                moving = torch.ones(len(going), dtype=torch.bool)
                yield from frame.complete(chosen[~ends], first[~ends], numbers[~ends], moving, draws, attend)
            state.alive[chosen[ends]] = False  # only now: a frame that is given up half way has changed nothing
            rows = going


class SideBySide:
    """What a GPU does: all rows up to the last in use, in the shapes of a bucket; some are only carried along."""

    def __init__(self, frame: Frame, dtype: torch.dtype, limit: int | None, captured: bool = True) -> None:
        self._frame = frame
        self._dtype, self._limit = dtype, limit
        self._count = len(frame.state.alive)
        self._cache = self._made(self._count)
        self.graphs = graphs_for(frame.model.device, self._keep, captured)

    def _made(self, rows: int) -> Rectangle:
        return Rectangle(self._frame.model.talker.stack, rows, self._dtype, self._limit)

    def _keep(self) -> Callable[[], None]:
        state = self._frame.state
        copy = state.copy()
        return lambda: state.restore(copy)

    @property
    def bytes(self) -> int:
        return self._cache.bytes

    def moved(self) -> None:
        self.graphs.drop()

    def release(self, slot: int) -> None:
        pass  # what a row left is masked until it is written over

    def clear(self, rows: int) -> None:
        self.graphs.drop()
        self._count = rows
        self._cache = self._made(rows)
        if self._frame.model.device.type == "cuda":
            torch.cuda.empty_cache()

    def read(self, rows: Sequence[Row]) -> Parts:
        if self._cache.reserve(max(row.room for row in rows)):
            self.graphs.drop()
        pieces = sorted(((min(row.tokens - row.read, PIECE_TOGETHER), row) for row in rows), key=lambda p: p[0])
        while pieces:
            many = max(1, min(len(pieces), TOKENS_TOGETHER // pieces[-1][0]))
            group, pieces = pieces[-many:], pieces[:-many]  # those of similar length share a call
            self._read_group([row for _, row in group], [count for count, _ in group])
        return
        yield

    def _read_group(self, rows: list[Row], counts: list[int]) -> None:
        frame = self._frame
        stack, device = frame.model.talker.stack, frame.model.device
        pieces = [vectors(frame.model, row)[row.read : row.read + n] for row, n in zip(rows, counts, strict=True)]
        x = torch.nn.utils.rnn.pad_sequence(pieces, batch_first=True)
        starts = torch.tensor([row.read for row in rows], device=device)
        positions = starts[:, None] + torch.arange(x.shape[1], device=device)
        attend = self._cache.reading([_slot(row) for row in rows], positions)
        turns = stack.turns(positions.clamp_max(stack.cos.shape[0] - 1))
        hidden = finish(stack.run(x, turns, attend))
        last = torch.tensor(counts, device=device) - 1
        ends = [row.read + count for row, count in zip(rows, counts, strict=True)]
        _has_read(frame, rows, ends, hidden[torch.arange(len(rows), device=device), last])

    def speak(self, rows: Sequence[Row], frames: int) -> Parts:
        frame = self._frame
        # one more: a row that has ended is carried along to the end of the step, and writes where it stands
        room = max(row.tokens + min(frames, row.max_frames - len(row.frames)) + 1 for row in rows)
        if self._cache.reserve(max(room, *(row.room for row in rows))):
            self.graphs.drop()
        last = max(_slot(row) for row in rows) + 1
        count = min(next((size for size in ROWS if size >= last), self._count), self._count)
        reach = bucket(max(row.tokens for row in rows) + frames)
        draws = draws_of(frame.model, rows)
        chosen = slice(0, count)
        frame.prepare(frames)

        def work() -> None:
            moving = frame.moving(chosen)
            first, numbers = frame.first(chosen, draws)
            attend = self._cache.speaking(frame.state.position[chosen], reach)
            finish(frame.complete(chosen, first, numbers, moving, draws, attend))

        self.graphs.run((count, reach, draws), work, frames)
        return
        yield


def draws_of(model: FrameModel, rows: Sequence[Row]) -> Draws:
    """What the rows' settings ask of the draws."""
    config = model.config
    first = [row.settings for row in rows if row.settings.do_sample]
    others = [row.settings for row in rows if row.settings.subtalker_dosample]
    return Draws(
        _cuts([(s.top_k, s.top_p) for s in first], config.vocab_size, len(rows)),
        _cuts(
            [(s.subtalker_top_k, s.subtalker_top_p) for s in others],
            config.code_predictor_config.vocab_size,
            len(rows),
        ),
    )


def _cuts(drawn: Sequence[tuple[int, float]], vocabulary: int, rows: int) -> Cuts:
    return cuts([k for k, _ in drawn], [p for _, p in drawn], vocabulary, rows - len(drawn))


def vectors(model: FrameModel, row: Row) -> Tensor:
    """The prompt, and after it the frames already spoken, as the talker reads them. [T, H]."""
    prompt = row.prompt.rows.to(model.device, model.dtype)
    if not row.frames:
        return prompt
    said = torch.stack(row.frames).to(model.device)
    text = torch.cat([*row.text, row.prompt.pad.expand(len(said), -1)])[: len(said)]
    return torch.cat([prompt, model.embed(said) + text.to(model.device, model.dtype)])


def _has_read(frame: Frame, rows: Sequence[Row], ends: Sequence[int], hidden: Tensor) -> None:
    """``hidden`` [B, H] after each row's last token."""
    state = frame.state
    slots = torch.tensor([_slot(row) for row in rows], device=hidden.device)
    state.position[slots] = torch.tensor(ends, device=hidden.device)
    state.hidden[slots] = hidden
    state.alive[slots] = torch.tensor(
        [e == row.tokens for row, e in zip(rows, ends, strict=True)], device=hidden.device
    )
    for row, end in zip(rows, ends, strict=True):
        row.read = end


def _slot(row: Row) -> int:
    assert row.slot is not None, "a row is seated before it reads or speaks"
    return row.slot
