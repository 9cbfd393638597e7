"""What is made ahead or written behind keeps its order, its errors, and ends when nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from studio.audio.threads import Behind, ahead


def numbers(closed: list[bool], fail_at: int = -1) -> Generator[int, None, None]:
    try:
        for number in range(100):
            if number == fail_at:
                raise OSError("the disk is gone")
            yield number
    finally:
        closed.append(True)


def test_blocks_made_ahead_come_in_their_order_and_none_is_lost() -> None:
    closed: list[bool] = []
    assert list(ahead(numbers(closed))) == list(range(100))
    assert closed == [True]


def test_an_error_while_reading_ahead_comes_after_the_blocks_before_it() -> None:
    reading = ahead(numbers([], fail_at=3))
    assert [next(reading) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(OSError, match="gone"):
        next(reading)


def test_who_stops_half_way_leaves_no_thread_and_no_open_file() -> None:
    closed: list[bool] = []
    before = threading.active_count()
    reading = ahead(numbers(closed))
    assert next(reading) == 0
    reading.close()  # type: ignore[attr-defined]
    assert closed == [True]
    assert threading.active_count() == before


def test_steps_written_behind_are_done_in_order_and_the_first_error_is_told() -> None:
    done: list[int] = []

    def step(number: int) -> None:
        if number == 2:
            raise OSError("the disk is full")
        done.append(number)

    def write() -> None:
        with Behind() as behind:
            for number in range(100):
                behind.do(step, number)
            behind.finish()

    with pytest.raises(OSError, match="full"):
        write()
    assert done[:2] == [0, 1]
    assert len(done) < 20  # soon, not at the end
