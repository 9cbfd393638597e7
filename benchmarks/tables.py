"""How a benchmark prints: one row for each measure, with its goal and whether it was reached."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    value: float
    unit: str
    goal: float | None = None
    at_most: bool = True  # the goal is a ceiling; otherwise a floor


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table."""
    sys.stdout.write(f"\n{title}\n")
    for row in rows:
        goal = ""
        if row.goal is not None:
            good = row.value <= row.goal if row.at_most else row.value >= row.goal
            sign = "<=" if row.at_most else ">="
            goal = f"{sign} {row.goal:g} {row.unit}   {'reached' if good else 'MISSED'}"
        sys.stdout.write(f"  {row.what:<58} {row.value:>9.3f} {row.unit:<6} {goal}\n")
    sys.stdout.flush()


def best(step: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    shortest = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        step()
        shortest = min(shortest, time.perf_counter() - began)
    return shortest
