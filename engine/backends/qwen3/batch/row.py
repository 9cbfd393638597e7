"""A line as the batch sees it: what it is to say, how, and how far it has come."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from torch import Tensor

from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import SamplingSettings


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

    @property
    def room(self) -> int:
        """Tokens it will come to have, as far as is known: a cache made for them need not grow."""
        return max(self.tokens, len(self.prompt.rows) + min(self.expected, self.max_frames)) + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """What a step gave for a line: codes [n, 16] int64 on the CPU, and why it ended, if it did."""

    row: Row
    codes: Tensor
    end: End | None
