"""Continuous batching: lines come, speak frame by frame beside each other, and leave; their rows are used again.

A line's codes are a function of its prompt, settings and seed. They do not depend on the lines beside it, on when it
came, or on whether it was put aside and taken up again: its random numbers are counted, not drawn from a stream; its
prompt is read in pieces of a fixed size; and what was put aside is read again from the codes it has spoken.
In int8 this holds to the last bit; in float32 matrices of other shapes round otherwise by about 1e-6, which changes a
code only where two are tied that closely; in bfloat16 ties are common and codes may part.

The batch is not thread-safe: one thread adds, steps and removes.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.backends.qwen3.batch.cache import Ragged, Rectangle, bucket
from engine.backends.qwen3.batch.draw import cuts
from engine.backends.qwen3.batch.frame import Draws, Frame, FrameModel, State
from engine.backends.qwen3.batch.graph import Graphs, graphs_for
from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.errors import EngineError

PIECE = 64  # prompt tokens read at once on a processor: about as long as a frame of a full batch takes
PIECE_CUDA = 512
KEPT = 16  # frames between two looks at what was spoken, at most
LEAD = 12  # frames an urgent line is ahead before it shares: about a second of speech


class Priority(enum.IntEnum):
    """Who goes first: a line somebody waits for, or one of a render."""

    URGENT = 0
    RENDER = 1


class End(enum.StrEnum):
    """Why a line has no more frames."""

    SPOKEN = "spoken"  # the model said so
    LONGEST = "longest"  # its frames are used up
    MEMORY = "memory"  # it does not fit, even alone


@dataclass(slots=True, eq=False)
class Row:
    """A line in the batch; compared by identity."""

    prompt: Prompt
    settings: SamplingSettings
    seed: int
    max_frames: int
    priority: Priority
    expected: int
    text: list[Tensor]  # text vectors of the frames, as they came
    closed: bool
    slot: int | None = None
    read: int = 0  # tokens of the prompt that were read
    frames: list[Tensor] = field(default_factory=list)  # [16] each, on the CPU
    retried: int = -1  # its tokens when it was last read anew for want of memory

    @property
    def known(self) -> int:
        return sum(len(part) for part in self.text)

    @property
    def ready(self) -> bool:
        """Whether there is a text vector for the next frame."""
        return self.closed or len(self.frames) < self.known

    @property
    def reading(self) -> bool:
        return self.slot is not None and self.read < self.tokens

    @property
    def tokens(self) -> int:
        """Tokens to be read before the next frame: the prompt, and what was spoken before the line was put aside."""
        return len(self.prompt.rows) + len(self.frames)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a step gave for a line: codes [n, 16] int64 on the CPU, and why it ended, if it did."""

    row: Row
    codes: Tensor
    end: End | None


class Batch:
    """Rows of one model that speak together."""

    def __init__(
        self, model: FrameModel, rows: int, *, cache_limit: int | None = None, fixed_shapes: bool | None = None
    ) -> None:
        """``rows``: at most so many lines speak at once. ``cache_limit``: bytes of keys and values.

        ``fixed_shapes``: one rectangle of keys and values, and graphs; by default on CUDA only.
        """
        self.model = model
        self.capacity = rows
        self._fixed = model.device.type == "cuda" if fixed_shapes is None else fixed_shapes
        kind = Rectangle if self._fixed else Ragged
        self._cache_limit = cache_limit
        self._caches: Ragged | Rectangle = kind(model.talker.stack, rows, model.dtype, cache_limit)
        self._piece = PIECE_CUDA if model.device.type == "cuda" else PIECE
        self._slots: list[Row | None] = [None] * rows
        self._waiting: list[Row] = []
        self._usable = rows
        self._state = State.empty(model, rows, 1, KEPT)
        self._frame = Frame(model, self._state)
        self._graphs: Graphs = graphs_for(model.device, self._keep)

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
        return self._caches.bytes

    # --- time -------------------------------------------------------------------------------------

    @torch.inference_mode()
    def step(self, frames: int = 1) -> list[Piece]:
        """Read prompts and speak up to ``frames`` frames in every row that can. Returns what was spoken, if anything.

        While an urgent line is less than a second ahead, a processor speaks the urgent lines alone.
        """
        failed: list[Piece] = []
        while True:
            try:
                self._admit()
                self._read_prompts()
                return failed + self._speak(min(frames, KEPT))
            except (MemoryError, RuntimeError) as error:
                if not _out_of_memory(error) or not (self.rows or self._waiting):
                    raise
            failed += self._halve()

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
        state, how = self._state, row.settings
        row.slot, row.read = slot, 0
        self._slots[slot] = row
        state.alive[slot] = False
        state.position[slot] = 0
        state.frame[slot] = len(row.frames)
        state.seed[slot] = _as_int64(row.seed)
        state.penalty[slot] = how.repetition_penalty
        state.shortest[slot] = how.min_new_tokens
        state.longest[slot] = row.max_frames
        state.seen[slot] = False
        if row.frames:
            state.seen[slot, torch.stack(row.frames)[:, 0].to(self.model.device)] = True
        state.pad.copy_(row.prompt.pad)
        state.talker.set(slot, greedy=not how.do_sample, temperature=how.temperature, top_k=how.top_k, top_p=how.top_p)
        state.predictor.set(
            slot,
            greedy=not how.subtalker_dosample,
            temperature=how.subtalker_temperature,
            top_k=how.subtalker_top_k,
            top_p=how.subtalker_top_p,
        )
        self._write_text(row, slot)

    def _write_text(self, row: Row, slot: int) -> None:
        state = self._state
        if row.known > state.text.shape[1]:
            text = state.text
            state.text = text.new_zeros(text.shape[0], bucket(row.known), text.shape[2])
            state.text[:, : text.shape[1]] = text
            self._graphs.drop()
        text = torch.cat(row.text)
        state.text[slot, : len(text)] = text
        state.known[slot] = len(text)
        state.closed[slot] = row.closed

    def _read_prompts(self) -> None:
        """Read what was not read yet: the urgent lines' prompts whole, of the others a piece between two frames."""
        reading = [row for row in self._slots if row is not None and row.reading]
        if not reading:
            return
        urgent = [row for row in reading if row.priority is Priority.URGENT]
        speaking = any(row is not None and not row.reading for row in self._slots)
        for row in urgent or reading:
            while row.reading:
                self._read_piece(row)
                if speaking and not urgent:
                    return

    def _read_piece(self, row: Row) -> None:
        assert row.slot is not None
        slot, start = row.slot, row.read
        end = min(start + self._piece, row.tokens)
        if self._caches.reserve(slot, row.tokens + 1):
            self._graphs.drop()
        vectors = self._vectors(row)[None, start:end]
        positions = torch.arange(start, end, device=self.model.device)[None]
        attend = self._caches.reading(slot, start, end - start)
        hidden = self.model.talker.stack.run(vectors, positions, attend)
        row.read = end
        self._state.position[slot] = end
        if end == row.tokens:
            self._state.hidden[slot] = hidden[0, -1]
            self._state.alive[slot] = True

    def _vectors(self, row: Row) -> Tensor:
        """The prompt, and after it the frames already spoken, as the talker read them. [T, H]."""
        prompt = row.prompt.rows.to(self.model.device, self.model.dtype)
        if not row.frames:
            return prompt
        said = torch.stack(row.frames).to(self.model.device)
        text = torch.cat([*row.text, row.prompt.pad.expand(len(said), -1)])[: len(said)]
        return torch.cat([prompt, self.model.embed(said) + text.to(self.model.device, self.model.dtype)])

    # --- frames -----------------------------------------------------------------------------------

    def _speak(self, frames: int) -> list[Piece]:
        rows = [row for row in self._slots if row is not None and not row.reading and row.ready]
        if not rows:
            return []
        if not self._fixed:
            ahead = [row for row in rows if row.priority is Priority.URGENT and len(row.frames) < LEAD]
            rows = ahead or rows
        for row in rows:
            assert row.slot is not None
            coming = min(frames, row.max_frames - len(row.frames))
            # one more: a row that has ended is carried along to the end of the step, and writes where it stands
            if self._caches.reserve(row.slot, row.tokens + coming + self._fixed):
                self._graphs.drop()
        self._state.tick.zero_()
        self._state.spoke.zero_()
        if self._fixed:
            self._speak_fixed(rows, frames)
        else:
            self._speak_ragged(rows, frames)
        return self._spoken(rows, frames)

    def _draws(self, rows: Sequence[Row]) -> Draws:
        config = self.model.config
        first = [row.settings for row in rows if row.settings.do_sample]
        others = [row.settings for row in rows if row.settings.subtalker_dosample]
        return Draws(
            cuts([s.top_k for s in first], [s.top_p for s in first], config.vocab_size),
            cuts(
                [s.subtalker_top_k for s in others],
                [s.subtalker_top_p for s in others],
                config.code_predictor_config.vocab_size,
            ),
        )

    def _speak_fixed(self, rows: Sequence[Row], frames: int) -> None:
        """All rows up to the last in use, in the shapes of a bucket; rows that do not move are carried along."""
        last = max(row.slot for row in rows if row.slot is not None) + 1
        count = next((size for size in _ROWS if size >= last), self.capacity)
        count = min(count, self.capacity)
        reach = bucket(max(row.tokens for row in rows) + frames)
        draws = self._draws(rows)
        chosen = slice(0, count)
        frame = self._frame

        def work() -> None:
            moving = frame.moving(chosen)
            first, numbers = frame.first(chosen, draws)
            attend = self._caches.speaking(range(count), self._state.position[chosen], [reach])
            frame.complete(chosen, first, numbers, moving, draws, attend)

        self._graphs.run((count, reach, draws), work, frames)

    def _speak_ragged(self, rows: Sequence[Row], frames: int) -> None:
        """The rows that move and no others; those that end leave before the rest of their last frame."""
        frame, state = self._frame, self._state
        slots = [row.slot for row in rows if row.slot is not None]
        reach = {row.slot: row.tokens for row in rows}
        for _ in range(frames):
            chosen = torch.tensor(slots)
            slots = [slot for slot, moves in zip(slots, frame.moving(chosen).tolist(), strict=True) if moves]
            if not slots:
                return
            chosen = torch.tensor(slots)
            draws = self._draws([row for slot in slots if (row := self._slots[slot]) is not None])
            first, numbers = frame.first(chosen, draws)
            ends = first == self.model.config.codec_eos_token_id
            state.alive[chosen[ends]] = False
            slots = chosen[~ends].tolist()
            if not slots:
                return
            for slot in slots:
                reach[slot] += 1
            attend = self._caches.speaking(slots, state.position[chosen[~ends]], [reach[slot] for slot in slots])
            moving = torch.ones(len(slots), dtype=torch.bool)
            frame.complete(chosen[~ends], first[~ends], numbers[~ends], moving, draws, attend)

    def _spoken(self, rows: Sequence[Row], frames: int) -> list[Piece]:
        state = self._state
        spoke, said = state.spoke[:frames].cpu(), state.said[:frames].cpu()
        alive = state.alive.tolist()
        pieces = []
        for row in rows:
            slot = row.slot
            assert slot is not None
            codes = said[:, slot][spoke[:, slot]]
            row.frames += list(codes)
            row.read = row.tokens
            end = None
            if not alive[slot]:
                end = End.LONGEST if len(row.frames) >= row.max_frames else End.SPOKEN
                self._free(row)
            if len(codes) or end:
                pieces.append(Piece(row, codes, end))
        return pieces

    # --- memory -----------------------------------------------------------------------------------

    def _free(self, row: Row) -> None:
        if row.slot is None:
            return
        self._slots[row.slot] = None
        self._state.alive[row.slot] = False
        self._state.position[row.slot] = 0
        self._caches.release(row.slot)
        row.slot = None

    def _put_aside(self, row: Row) -> None:
        """A line waits again; what it has spoken is read again when it is taken up."""
        self._free(row)
        self._waiting.append(row)

    def _halve(self) -> list[Piece]:
        """Memory ran out: half the lines wait. A line that does not fit alone is given up."""
        rows = [row for row in self._slots if row is not None]
        if len(rows) == 1 and self._caches.bytes and rows[0].retried != rows[0].tokens:
            rows[0].retried = rows[0].tokens  # a cache that grows is there twice; made anew it is there once
            self._put_aside(rows[0])
            self._empty_caches()
            return []
        if len(rows) <= 1:
            failed = rows or self._waiting[:1]
            for row in failed:
                self.remove(row)
            self._empty_caches()
            return [Piece(row, torch.empty(0, self.model.groups, dtype=torch.int64), End.MEMORY) for row in failed]
        rows.sort(key=lambda row: (row.priority, -len(row.frames)))
        self._usable = len(rows) // 2
        for row in rows:
            self._put_aside(row)
        self._empty_caches()
        return []

    def _empty_caches(self) -> None:
        self._graphs.drop()
        if isinstance(self._caches, Rectangle):
            self._caches = Rectangle(self.model.talker.stack, self._usable, self.model.dtype, self._cache_limit)
        if self.model.device.type == "cuda":
            torch.cuda.empty_cache()

    def _keep(self) -> Callable[[], None]:
        copy = self._state.copy()
        return lambda: self._state.restore(copy)


_ROWS = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256)


def _as_int64(seed: int) -> int:
    """Any integer's lowest 64 bits, as a signed one."""
    low = seed & 0xFFFFFFFFFFFFFFFF
    return low - (1 << 64) if low >> 63 else low


def _out_of_memory(error: BaseException) -> bool:
    """Whether an allocation failed: CUDA and Python say so by type, the processor's allocator by its message."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return "DefaultCPUAllocator" in str(error) and "memory" in str(error)
