"""Reading before, and writing behind, whoever computes: decoders, filters, hashes and disks let the interpreter go.

Both keep the order, so that the bytes are the same as without; both are a few blocks ahead or behind at most, so that
memory does not grow and a cancel is heard soon.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
_BEHIND = 4  # steps that may wait


def ahead(blocks: Generator[T, None, None]) -> Iterator[T]:
    """The same, with the next one being made in another thread while this one is used."""
    try:
        with ThreadPoolExecutor(1) as reader:
            coming = reader.submit(next, blocks, None)
            while (block := coming.result()) is not None:
                coming = reader.submit(next, blocks, None)
                yield block
    finally:
        blocks.close()


class Behind:
    """Does steps one after the other in a thread of its own. The first error is raised by a later call.

    Leaving it by an error drops what has not begun; what has begun is waited for either way.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def do(self, step: Callable[..., None], *arguments: Any) -> None:
        """Have it done. Waits where too much is waiting already."""
        self._raised(_BEHIND)
        self._waiting.append(self._thread.submit(step, *arguments))

    def finish(self) -> None:
        """Wait until all of it is done."""
        self._raised(0)

    def _raised(self, left: int) -> None:
        while self._waiting and (len(self._waiting) > left or self._waiting[0].done()):
            self._waiting.popleft().result()

    def __enter__(self) -> Behind:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=kind is not None)


__all__ = ["Behind", "ahead"]
