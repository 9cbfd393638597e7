"""Frames as CUDA graphs, and their eager twin: the same function, called instead of replayed.

A frame is more than a thousand small kernels; started one by one they take longer than they run. A graph is started
at once. It is captured for a number of rows, a reach of the cache and the widths of the draws, and belongs to the
tensors it was captured with: when the cache or the state is made anew, its graphs are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Protocol

import torch

if TYPE_CHECKING:
    from torch.cuda import _POOL_HANDLE


class Graph(Protocol):
    """Work that is done once when captured and again with every replay, on the same tensors."""

    def capture(self, work: Callable[[], None], put_back: Callable[[], None]) -> None:
        """Learn the work. It may be done meanwhile; ``put_back`` is called each time, so nothing has changed."""

    def replay(self) -> None:
        """Do it."""


class Twin:
    """A graph that calls: what the tests run and what a processor runs."""

    def __init__(self) -> None:
        self._work: Callable[[], None] | None = None

    def capture(self, work: Callable[[], None], put_back: Callable[[], None]) -> None:
        work()  # a capture warms up, so the twin does to the state what that does
        put_back()
        self._work = work

    def replay(self) -> None:
        assert self._work is not None, "a graph is captured before it is replayed"
        self._work()


class CudaGraph:
    """A captured graph. Graphs that share a pool run one after the other, never at the same time."""

    def __init__(self, pool: _POOL_HANDLE) -> None:
        self._pool = pool
        self._graph = torch.cuda.CUDAGraph()

    def capture(self, work: Callable[[], None], put_back: Callable[[], None]) -> None:
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):  # libraries choose kernels and allocate workspaces before the capture
            for _ in range(2):
                work()
                put_back()
        torch.cuda.current_stream().wait_stream(aside)
        with torch.cuda.graph(self._graph, pool=self._pool):
            work()

    def replay(self) -> None:
        self._graph.replay()


class Graphs:
    """The graphs captured so far."""

    def __init__(self, make: Callable[[], Graph], keep: Callable[[], Callable[[], None]]) -> None:
        """``keep`` remembers the state and gives what puts it back: a capture changes it."""
        self._make = make
        self._keep = keep
        self._known: dict[Hashable, Graph] = {}

    def run(self, key: Hashable, work: Callable[[], None], times: int) -> None:
        """Replay the graph of ``key`` so many times; captured from ``work`` when there is none yet."""
        graph = self._known.get(key)
        if graph is None:
            graph = self._make()
            graph.capture(work, self._keep())
            self._known[key] = graph
        for _ in range(times):
            graph.replay()

    def drop(self) -> None:
        """The tensors have moved."""
        self._known.clear()

    def __len__(self) -> int:
        return len(self._known)


def graphs_for(device: torch.device, keep: Callable[[], Callable[[], None]], captured: bool = True) -> Graphs:
    """CUDA graphs on a CUDA device, twins elsewhere, and everywhere where nothing is to be ``captured``."""
    if device.type != "cuda" or not captured:
        return Graphs(Twin, keep)
    pool = torch.cuda.graph_pool_handle()
    return Graphs(lambda: CudaGraph(pool), keep)
