"""The state of every line: derived from the document, the takes and the queue, never stored."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from studio.document.model import Line, Project
from studio.render.orders import NoOrder, Order, OrderDesk
from studio.render.takes import Take, TakeStore


class State(enum.StrEnum):
    EMPTY = "empty"  # nothing to say
    UNVOICED = "unvoiced"  # nobody to say it
    QUEUED = "queued"
    RENDERING = "rendering"
    CURRENT = "current"  # the take belongs to what is written
    STALE = "stale"  # what is written has no take yet; an older one may still play
    SUSPECT = "suspect"  # current, but a check asks you to listen
    LOCKED = "locked"  # keeps its take, whatever is written
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """``take`` is what plays now: for a stale line the last one it had, or None."""

    state: State
    take: Take | None = None
    order: Order | None = None
    reason: str = ""
    hint: str = ""


def line_states(project: Project, store: TakeStore, runtime: Mapping[str, State] | None = None) -> dict[str, LineState]:
    """Every line's state by id. ``runtime`` says which lines are queued or rendering just now."""
    desk = OrderDesk(project)
    runtime = runtime or {}
    return {line.id: _line_state(line, desk.order(line), store, runtime.get(line.id)) for line in project.lines()}


def _line_state(line: Line, order: Order | NoOrder, store: TakeStore, busy: State | None) -> LineState:
    if isinstance(order, NoOrder):
        if line.locked and line.take and store.has(line.take):
            return LineState(state=State.LOCKED, take=store.get(line.take), reason=order.reason)
        return LineState(state=State(order.state), reason=order.reason)
    chosen = store.get(line.take) if line.take and store.has(line.take) else None
    if line.locked and chosen is not None:
        return LineState(state=State.LOCKED, take=chosen, order=order)
    belongs = chosen if chosen is not None and chosen.text_key == order.text_key else None
    if belongs is None and store.has(order.key):
        belongs = store.get(order.key)
    if belongs is not None and busy is None:
        if belongs.checks:
            return LineState(
                state=State.SUSPECT, take=belongs, order=order, reason=" ".join(c.message for c in belongs.checks)
            )
        return LineState(state=State.CURRENT, take=belongs, order=order)
    old = belongs or chosen or _last(line, store)
    if busy is not None:
        return LineState(state=busy, take=old, order=order)
    failure = store.failure(line.id, order.key)
    if failure is not None:
        return LineState(state=State.FAILED, take=old, order=order, reason=failure.message, hint=failure.hint)
    return LineState(state=State.STALE, take=old, order=order, reason="Not rendered since it was last changed.")


def _last(line: Line, store: TakeStore) -> Take | None:
    return next((store.get(key) for key in reversed(store.history(line.id)) if store.has(key)), None)
