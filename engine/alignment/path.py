"""The cheapest way through a template, frame by frame: time warping with pauses between words.

States stand in a row: filler, pause, first word, pause, second word, ..., pause, filler. Each frame of the audio stays
in its state, goes to the next or leaves one out, so a template is stretched freely but squeezed to half at most, and
every frame of the audio counts once. A pause may be left out without cost.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from engine.alignment.features import Array

PAUSE, FILLER = -1, -2
# In units of the distance at which frames that belong together usually lie.
STAY, SKIP, PAST_PAUSE = 0.7, 1.2, 0.5
ENTER_FILLER = 10.0
SILENT = 0.5  # the cost of a pause where it is as loud as the threshold of silence
FAR = np.float32(1e9)
BAND = 1600  # states that are kept open in a long line, 16 s
BLOCK = 256  # frames whose distances are held at once


@dataclasses.dataclass(frozen=True, slots=True)
class States:
    """The row of states. ``features`` of pauses and fillers mean nothing."""

    features: Array  # [S, D]
    kind: NDArray[np.intp]  # [S] word index, PAUSE or FILLER
    sounds: NDArray[np.bool_]  # [S] pauses in which anything may be heard


@dataclasses.dataclass(frozen=True, slots=True)
class Heard:
    """The audio side: features [T, D], cost of a pause [T] and of unknown speech [T], and the unit of all costs."""

    features: Array
    silence: Array
    filler: Array
    unit: float


@dataclasses.dataclass(frozen=True, slots=True)
class Path:
    states: NDArray[np.intp]  # [T]
    own: Array  # [T] cost of the frame in its state
    total: float
    early: Array  # [words] total if the audio ended after that word


def nearest(a: Array, b: Array) -> Array:
    """Euclidean distances [A, B] between rows."""
    square = np.square(a).sum(axis=1)[:, None] + np.square(b).sum(axis=1) - 2 * (a @ b.T)
    return np.asarray(np.sqrt(np.maximum(square, 0.0)), np.float32)


class Trellis:
    """Costs of moving between the states of one template."""

    def __init__(self, states: States, heard: Heard) -> None:
        self._states, self._heard = states, heard
        kind, unit = states.kind, heard.unit
        speech = kind >= 0
        self._pauses = kind == PAUSE
        self.stay = np.where(speech, unit * STAY, 0.0).astype(np.float32)
        self.skip = np.full(len(kind), unit * SKIP, np.float32)
        self.skip[1:][self._pauses[:-1]] = unit * PAST_PAUSE
        self.step = np.zeros(len(kind), np.float32)
        self.step[-1] = self.skip[-1] = unit * ENTER_FILLER

    def best(self) -> Path | None:
        """The cheapest path through all states, and what it would cost to end sooner.

        None when there are too few frames to come to the end.
        """
        frames, count = len(self._heard.features), len(self._states.kind)
        width = min(count, BAND)
        low = self._band(frames, count, width)
        back = np.zeros((frames, width), np.int8)
        cost = np.full(width, FAR, np.float32)
        block = np.empty((0, 0), np.float32)
        stay, step, skip = (np.empty(width, np.float32) for _ in range(3))
        for t in range(frames):
            if t % BLOCK == 0:
                stop = min(t + BLOCK, frames)
                first, last = int(low[t]), int(low[stop - 1]) + width
                block = self._local(t, stop, first, last)
            at = int(low[t])
            here = block[t % BLOCK, at - first : at - first + width]
            if t == 0:
                entry = np.array([ENTER_FILLER * self._heard.unit, 0.0, 0.0], np.float32)
                cost[:3] = here[:3] + entry[: len(cost[:3])]
                continue
            moved = at - int(low[t - 1])
            if moved:
                cost = np.concatenate([cost[moved:], np.full(moved, FAR, np.float32)])
            np.add(cost, self.stay[at : at + width], out=stay)
            step[0], skip[:2] = FAR, FAR
            step[1:] = cost[:-1]
            step += self.step[at : at + width]
            skip[2:] = cost[:-2]
            skip += self.skip[at : at + width]
            walks = step < stay
            np.minimum(stay, step, out=stay)
            leaps = skip < stay
            np.minimum(stay, skip, out=stay)
            np.copyto(back[t], walks, casting="unsafe")
            back[t][leaps] = 2
            cost = stay + here
        return self._traced(cost, back, low, width)

    def _band(self, frames: int, count: int, width: int) -> NDArray[np.intp]:
        """The first open state of each frame: as much of the template as of the audio's speech has passed."""
        if width == count:
            return np.zeros(frames, np.intp)
        cheap = self._heard.silence > self._heard.unit * SILENT
        passed = np.cumsum(cheap) / max(1, int(cheap.sum()))
        return np.clip(passed * count - width / 2, 0, count - width).astype(np.intp)

    def _local(self, start: int, stop: int, first: int, last: int) -> Array:
        """The cost [stop - start, last - first] of each frame in each state."""
        heard, states = self._heard, self._states
        costs = nearest(heard.features[start:stop], states.features[first:last])
        kind = states.kind[first:last]
        costs[:, kind == PAUSE] = heard.silence[start:stop, None]
        costs[:, kind == FILLER] = heard.filler[start:stop, None]
        open_places = states.sounds[first:last]
        if open_places.any():
            either = np.minimum(heard.silence[start:stop], heard.filler[start:stop])
            costs[:, open_places] = either[:, None]
        return costs

    def _traced(self, cost: Array, back: NDArray[np.int8], low: NDArray[np.intp], width: int) -> Path | None:
        frames, count = len(back), len(self._states.kind)
        offset = int(low[-1])
        full = np.full(count, FAR, np.float32)
        full[offset : offset + width] = cost
        state = count - 3 + int(np.argmin(full[-3:]))
        total = float(full[state])
        if total >= FAR / 2:
            return None
        states = np.empty(frames, np.intp)
        for t in range(frames - 1, -1, -1):
            states[t] = state
            state -= int(back[t, state - int(low[t])])
        own = np.empty(frames, np.float32)
        kind = self._states.kind
        picked = self._states.features[states]
        own[:] = np.sqrt(np.square(self._heard.features - picked).sum(axis=1))
        own[kind[states] == PAUSE] = self._heard.silence[kind[states] == PAUSE]
        own[kind[states] == FILLER] = self._heard.filler[kind[states] == FILLER]
        places = np.flatnonzero(self._pauses)[1:]  # the pause after each word
        return Path(states, own, total, np.minimum(full[places], full[places - 1]))


def totals(variants: Array, kind: NDArray[np.intp], heard: Heard) -> Array:
    """The cost of the best path through each of some templates [V, S, D] with the same states, [V].

    No path is kept, so many templates cost little more than one.
    """
    trellis = Trellis(States(variants[0], kind, np.zeros(len(kind), bool)), heard)
    local = np.stack([nearest(heard.features, features) for features in variants], axis=1)  # [T, V, S]
    local[:, :, kind == PAUSE] = heard.silence[:, None, None]
    local[:, :, kind == FILLER] = heard.filler[:, None, None]
    cost = np.full(local.shape[1:], FAR, np.float32)
    cost[:, 0] = local[0, :, 0] + ENTER_FILLER * heard.unit
    cost[:, 1:3] = local[0, :, 1:3]
    for here in local[1:]:
        stay = cost + trellis.stay
        np.minimum(stay[:, 1:], cost[:, :-1] + trellis.step[1:], out=stay[:, 1:])
        np.minimum(stay[:, 2:], cost[:, :-2] + trellis.skip[2:], out=stay[:, 2:])
        cost = stay + here
    return np.asarray(cost[:, -3:].min(axis=1))
