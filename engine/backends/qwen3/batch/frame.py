"""One frame of many rows: code 0, the codes 1 to 15, their embedding and the text, and the talker's next step.

Everything a row needs is in tensors with a row axis, so the same function runs eagerly over any choice of rows on a
processor and, over the first rows of a bucket, inside a captured graph: no value is read on the host, no shape
depends on one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from engine.backends.qwen3.batch.cache import Together
from engine.backends.qwen3.batch.draw import Cuts, RowSampling, draw
from engine.backends.qwen3.batch.int8 import Int8Linear
from engine.backends.qwen3.batch.philox import uniforms
from engine.backends.qwen3.model.stack import Attend, Dense, Linear, Stack
from engine.backends.qwen3.model.talker import Talker

Rows = slice | Tensor


class FrameModel:
    """The weights a frame needs, in the form they are multiplied in.

    ``int8`` puts the talker's and the predictor's matrices into int8 one by one, each given up as the next is made;
    the activations are float32 then. The talker given is changed by it.
    """

    def __init__(self, talker: Talker, int8: bool = False) -> None:
        predictor = talker.predictor
        if int8:
            for stack in (talker.stack, predictor.stack):
                _to_int8(stack)
        linear: Callable[[Tensor], Linear] = Int8Linear if int8 else Dense
        self.int8 = int8
        self.talker = talker
        self.head = linear(talker.head)
        self.heads = [linear(head) for head in predictor.heads]
        self.dtype = torch.float32 if int8 else talker.head.dtype
        self.device = talker.device
        self.config = talker.config
        self.groups = predictor.groups
        self._projection = predictor._projection

    def first_logits(self, hidden: Tensor) -> Tensor:
        """[B, H] -> [B, 3072] float32."""
        return self.head(hidden).float()

    def into_predictor(self, hidden: Tensor) -> Tensor:
        """The talker's hidden state in the predictor's width."""
        if self._projection is None:
            return hidden
        weight, bias = self._projection
        return F.linear(hidden.to(weight.dtype), weight, bias).to(self.dtype)

    def predictor_rows(self, group: int, codes: Tensor) -> Tensor:
        """Codes [B] of a group as the predictor reads them: [B, width]."""
        predictor = self.talker.predictor
        return F.embedding(codes + predictor._starts[group], predictor._table).to(self.dtype)

    def embed(self, codes: Tensor) -> Tensor:
        """Frames [..., 16] as the talker reads them: the sum of sixteen embeddings. [..., H]."""
        table = self.talker.codes
        return F.embedding(codes + table.starts, table.table).to(self.dtype).sum(-2)


def _to_int8(stack: Stack) -> None:
    for layer in stack.layers:
        for name in ("qkv", "out", "gate_up", "down"):
            matrix = getattr(layer, name)
            if isinstance(matrix, Dense):
                setattr(layer, name, Int8Linear(matrix.weight))
        layer.query_key_norm = layer.query_key_norm.float()
        layer.attention_norm = layer.attention_norm.float()
        layer.mlp_norm = layer.mlp_norm.float()
    stack.norm, stack.cos, stack.sin = stack.norm.float(), stack.cos.float(), stack.sin.float()


@dataclass(slots=True)
class State:
    """What is known of every row. A row is one line's; rows without a line are not alive."""

    hidden: Tensor  # [B, H] of the last token read
    position: Tensor  # [B] tokens read
    frame: Tensor  # [B] frames spoken
    alive: Tensor  # [B] bool
    seed: Tensor  # [B] int64
    penalty: Tensor  # [B] of codes that have been
    shortest: Tensor  # [B] frames before the end may come
    longest: Tensor  # [B] frames at which a row is ended
    seen: Tensor  # [B, 3072] bool: codes 0 that have been
    text: Tensor  # [B, S, H] text vectors of the frames to come
    known: Tensor  # [B] how many of them there are
    closed: Tensor  # [B] bool: no more will come
    pad: Tensor  # [H] after the last
    said: Tensor  # [K, B, 16] codes of the last K frames
    spoke: Tensor  # [K, B] bool: whether a row spoke in that frame
    tick: Tensor  # [1] the next of K
    talker: RowSampling
    predictor: RowSampling

    @classmethod
    def empty(cls, model: FrameModel, rows: int, text: int, kept: int) -> State:
        width, device = model.talker.stack.norm.shape[0], model.device

        def made(*shape: int, dtype: torch.dtype = torch.int64) -> Tensor:
            return torch.zeros(*shape, dtype=dtype, device=device)

        return cls(
            hidden=made(rows, width, dtype=model.dtype),
            position=made(rows),
            frame=made(rows),
            alive=made(rows, dtype=torch.bool),
            seed=made(rows),
            penalty=torch.ones(rows, device=device),
            shortest=made(rows),
            longest=made(rows),
            seen=made(rows, model.config.vocab_size, dtype=torch.bool),
            text=made(rows, text, width, dtype=model.dtype),
            known=made(rows),
            closed=made(rows, dtype=torch.bool),
            pad=made(width, dtype=model.dtype),
            said=made(kept, rows, model.groups),
            spoke=made(kept, rows, dtype=torch.bool),
            tick=made(1),
            talker=RowSampling.empty(rows, device),
            predictor=RowSampling.empty(rows, device),
        )

    def copy(self) -> list[Tensor]:
        """Every tensor that a frame changes, as it is now."""
        return [getattr(self, name).clone() for name in _CHANGED]

    def restore(self, copy: list[Tensor]) -> None:
        for name, tensor in zip(_CHANGED, copy, strict=True):
            getattr(self, name).copy_(tensor)


_CHANGED = ("hidden", "position", "frame", "alive", "seen", "said", "spoke", "tick")
assert set(_CHANGED) <= {field.name for field in fields(State)}


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
        self._places = torch.arange(len(state.alive), device=model.device)
        self._inner = Together(model.talker.predictor.stack, len(state.alive), model.groups)
        vocabulary = model.config.vocab_size
        self._end = model.config.codec_eos_token_id
        silent = torch.zeros(vocabulary, dtype=torch.bool, device=model.device)
        silent[vocabulary - 1024 :] = True
        silent[self._end] = False
        self._silent = silent
        self._is_end = torch.arange(vocabulary, device=model.device) == self._end

    def moving(self, rows: Rows) -> Tensor:
        """Rows that may speak: alive, and with a text vector for the frame. bool [B]."""
        state = self.state
        return state.alive[rows] & (state.closed[rows] | (state.frame[rows] < state.known[rows]))

    def first(self, rows: Rows, draws: Draws) -> tuple[Tensor, Tensor]:
        """Code 0 of each row and the row's numbers for the frame's draws: int64 [B], float32 [B, 16]."""
        state = self.state
        numbers = uniforms(state.seed[rows], state.frame[rows], self.model.groups)
        logits = self.model.first_logits(state.hidden[rows])
        penalty = state.penalty[rows].unsqueeze(1)
        punished = torch.where(logits < 0, logits * penalty, logits / penalty)
        logits = torch.where(state.seen[rows], punished, logits)
        early = (state.frame[rows] < state.shortest[rows]).unsqueeze(1)
        logits = logits.masked_fill(self._silent | (self._is_end & early), float("-inf"))
        return draw(logits, numbers[:, 0], state.talker.rows(rows), draws.talker), numbers

    def complete(
        self, rows: Rows, first: Tensor, numbers: Tensor, moving: Tensor, draws: Draws, attend: Attend
    ) -> None:
        """Speak the frame that begins with ``first`` in the rows that move, and let the talker read it."""
        state, model = self.state, self.model
        speaks = moving & (first != self._end)
        hidden = state.hidden[rows]
        codes = self._predicted(hidden, first, numbers, state.predictor.rows(rows), draws.predictor)
        position, frame = state.position[rows], state.frame[rows]
        longest = state.text.shape[1] - 1
        text = state.text[self._places[rows], frame.clamp_max(longest)]
        text = torch.where((frame < state.known[rows]).unsqueeze(1), text, state.pad)
        following = model.embed(codes) + text
        read = model.talker.stack.run(following[:, None], position[:, None], attend)[:, 0]
        seen = state.seen[rows]
        state.seen[rows] = seen.scatter(1, first[:, None], seen.gather(1, first[:, None]) | moving[:, None])
        goes_on = speaks & (frame + 1 < state.longest[rows])  # before frame, which may be a view, is counted on
        state.alive[rows] = torch.where(moving, goes_on, state.alive[rows])
        state.hidden[rows] = torch.where(speaks.unsqueeze(1), read, hidden)
        state.position[rows] = position + speaks
        state.frame[rows] = frame + speaks
        self._write(rows, codes, speaks)

    def _write(self, rows: Rows, codes: Tensor, speaks: Tensor) -> None:
        state = self.state
        said = torch.zeros_like(state.said[0])
        said[rows] = codes
        spoke = torch.zeros_like(state.spoke[0])
        spoke[rows] = speaks
        state.said.index_copy_(0, state.tick, said[None])
        state.spoke.index_copy_(0, state.tick, spoke[None])
        state.tick.add_(1)

    def _predicted(self, hidden: Tensor, first: Tensor, numbers: Tensor, how: RowSampling, cut: Cuts) -> Tensor:
        model, stack = self.model, self.model.talker.predictor.stack
        rows = len(first)
        places = torch.arange(model.groups, device=first.device).expand(rows, -1)
        x = torch.stack([model.into_predictor(hidden), model.predictor_rows(0, first)], 1)
        out = stack.run(x, places[:, :2], self._inner.at(rows, 0, 2))
        codes = [first]
        for group in range(1, model.groups):
            logits = model.heads[group - 1](out[:, -1]).float()
            codes.append(draw(logits, numbers[:, group], how, cut))
            if group + 1 < model.groups:
                x = model.predictor_rows(group, codes[-1])[:, None]
                at = places[:, group + 1 : group + 2]
                out = stack.run(x, at, self._inner.at(rows, group + 1, 1))
        return torch.stack(codes, 1)
