"""One frame of many rows: code 0, the codes 1 to 15, their embedding and the text, and the talker's next step.

Everything a row needs is in tensors with a row axis, so the same function runs eagerly over any choice of rows on a
processor and, over the first rows of a bucket, inside a captured graph: no value is read on the host, no shape
depends on one. It stops between its parts, so that a processor can be asked to stop within a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from engine.backends.qwen3.batch.cache import Together
from engine.backends.qwen3.batch.draw import Cuts, Pick, RowSampling, draw, pick
from engine.backends.qwen3.batch.philox import uniforms
from engine.backends.qwen3.batch.state import State
from engine.backends.qwen3.model.stack import Attend
from engine.backends.qwen3.model.talker import Talker

Rows = slice | Tensor


class FrameModel:
    """The weights a frame needs."""

    def __init__(self, talker: Talker) -> None:
        self.talker = talker
        self.predictor = talker.predictor
        self.dtype = talker.stack.dtype
        self.device = talker.device
        self.config = talker.config
        self.groups = talker.predictor.groups
        self.pick: Pick = pick

    def embed(self, codes: Tensor) -> Tensor:
        """Frames [..., 16] as the talker reads them: the sum of sixteen embeddings. [..., H]."""
        table = self.talker.codes
        return F.embedding(codes + table.starts, table.table).to(self.dtype).sum(-2)

    def state(self, rows: int, kept: int) -> State:
        """An empty state for so many rows, and so many frames between two looks."""
        config = self.config
        return State.empty(rows, kept, self.groups, config.hidden_size, config.vocab_size, self.dtype, self.device)


@dataclass(frozen=True, slots=True)
class Draws:
    """What the draws of code 0, and of the others, have to cut."""

    talker: Cuts
    predictor: Cuts


class Frame:
    """Frames of a state. The predictor's own small cache is here: it starts anew with every frame."""

    def __init__(self, model: FrameModel, state: State) -> None:
        self.model = model
        self.state = state
        rows, stack = len(state.alive), model.predictor.stack
        self._places = torch.arange(rows, device=model.device)
        self._inner = Together(stack, rows, model.groups)
        places = torch.arange(model.groups, device=model.device)[None]
        parts = [places[:, :2], *(places[:, n : n + 1] for n in range(2, model.groups))]
        with torch.inference_mode():  # as what is made during a frame: a compiler tells the two kinds apart
            self._turns = [stack.turns(part) for part in parts]
        vocabulary = model.config.vocab_size
        self._end = model.config.codec_eos_token_id
        silent = torch.zeros(vocabulary, dtype=torch.bool, device=model.device)
        silent[vocabulary - 1024 :] = True
        silent[self._end] = False
        self._silent = silent
        self._is_end = torch.arange(vocabulary, device=model.device) == self._end

    def prepare(self, frames: int) -> None:
        """Look ahead: the random numbers of the next frames. Not a part of what is captured."""
        state = self.state
        state.tick.zero_()
        state.spoke.zero_()
        ahead = (state.frame + torch.arange(frames, device=state.frame.device)[:, None]).flatten()
        drawn = uniforms(state.seed.repeat(frames), ahead, self.model.groups)
        state.numbers[:frames] = drawn.view(frames, -1, self.model.groups)

    def moving(self, rows: Rows) -> Tensor:
        """Rows that may speak: alive, and with a text vector for the frame. bool [B]."""
        state = self.state
        return state.alive[rows] & (state.closed[rows] | (state.frame[rows] < state.known[rows]))

    def first(self, rows: Rows, draws: Draws) -> tuple[Tensor, Tensor]:
        """Code 0 of each row and the row's numbers for the frame's draws: int64 [B], float32 [B, 16]."""
        state = self.state
        # a row that moves at all moves from the first frame after `prepare` on, so the tick counts its frames
        numbers = state.numbers.index_select(0, state.tick)[0, rows]
        logits = self.model.talker.logits(state.hidden[rows])
        penalty = state.penalty[rows].unsqueeze(1)
        punished = torch.where(logits < 0, logits * penalty, logits / penalty)
        logits = torch.where(state.seen[rows], punished, logits)
        early = (state.frame[rows] < state.shortest[rows]).unsqueeze(1)
        logits = logits.masked_fill(self._silent | (self._is_end & early), float("-inf"))
        return draw(logits, numbers[:, 0], state.talker.rows(rows), draws.talker, self.model.pick), numbers

    def complete(
        self, rows: Rows, first: Tensor, numbers: Tensor, moving: Tensor, draws: Draws, attend: Attend
    ) -> Generator[None, None, None]:
        """Speak the frame that begins with ``first`` in the rows that move, and let the talker read it.

        The state is as it was until the last part is done.
        """
        state, model = self.state, self.model
        speaks = moving & (first != self._end)
        hidden = state.hidden[rows]
        codes = yield from self._predicted(hidden, first, numbers, state.predictor.rows(rows), draws.predictor)
        position, frame = state.position[rows], state.frame[rows]
        places = self._places[rows]
        text = state.text[places, frame.clamp_max(state.text.shape[1] - 1)]
        text = torch.where((frame < state.known[rows]).unsqueeze(1), text, state.pad)
        following = model.embed(codes).add_(text)
        stack = model.talker.stack
        read = (yield from stack.run(following[:, None], stack.turns(position[:, None]), attend))[:, 0]
        seen = state.seen[rows]
        state.seen[rows] = seen.scatter(1, first[:, None], seen.gather(1, first[:, None]) | moving[:, None])
        goes_on = speaks & (frame + 1 < state.longest[rows])  # before frame, which may be a view, is counted on
        state.alive[rows] = torch.where(moving, goes_on, state.alive[rows])
        state.hidden[rows] = torch.where(speaks.unsqueeze(1), read, hidden)
        state.position[rows] = position + speaks
        state.frame[rows] = frame + speaks
        state.said[state.tick, places] = codes
        state.spoke[state.tick, places] = speaks
        state.tick.add_(1)

    def _predicted(
        self, hidden: Tensor, first: Tensor, numbers: Tensor, how: RowSampling, cut: Cuts
    ) -> Generator[None, None, Tensor]:
        predictor = self.model.predictor
        rows = len(first)
        x = torch.stack([predictor.entered(hidden), predictor.embedded(0, first)], 1)
        out = yield from predictor.stack.run(x, self._turns[0], self._inner.at(rows, 0, 2))
        codes = [first]
        for group in range(1, self.model.groups):
            logits = predictor.heads[group - 1](out[:, -1])
            codes.append(draw(logits, numbers[:, group], how, cut, self.model.pick))
            if group + 1 < self.model.groups:
                x = predictor.embedded(group, codes[-1])[:, None]
                out = yield from predictor.stack.run(x, self._turns[group], self._inner.at(rows, group + 1, 1))
        return torch.stack(codes, 1)
