"""The state of every line: derived from the document, the takes and the queue, never stored."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable
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


def line_states(project: Project, store: TakeStore, only: Iterable[Line] | None = None) -> dict[str, LineState]:
    """The states of every line, or of ``only`` some, by id. What is queued or rendering the queue knows."""
    desk = OrderDesk(project, store.folder.parent)
    return {line.id: _line_state(line, desk.order(line), store) for line in (project.lines() if only is None else only)}


def busy(state: LineState, now: State | None) -> LineState:
    """The state while the queue has the line: what plays stays, ``now`` is what it is called."""
    return state if now is None else dataclasses.replace(state, state=now, reason="", hint="")


def _line_state(line: Line, order: Order | NoOrder, store: TakeStore) -> LineState:
    if isinstance(order, NoOrder):
        if line.locked and line.take and store.has(line.take):
            return LineState(state=State.LOCKED, take=store.get(line.take), reason=order.reason)
        kept = None if order.forbidden or order.state == State.EMPTY else _kept(line, store)
        return LineState(state=State(order.state), take=kept, reason=order.reason)
    chosen = store.get(line.take) if line.take and store.has(line.take) else None
    if line.locked and chosen is not None:
        return LineState(state=State.LOCKED, take=chosen, order=order)
    take = chosen if chosen is not None and chosen.text_key == order.text_key else None
    if take is None and store.has(order.key):
        take = store.get(order.key)
    if take is not None:
        if take.checks:
            reason = " ".join(c.message for c in take.checks)
            return LineState(state=State.SUSPECT, take=take, order=order, reason=reason)
        return LineState(state=State.CURRENT, take=take, order=order)
    old = _kept(line, store)
    failure = store.failure(line.id, order.key)
    if failure is not None:
        return LineState(state=State.FAILED, take=old, order=order, reason=failure.message, hint=failure.hint)
    return LineState(state=State.STALE, take=old, order=order, reason="Not rendered since it was last changed.")


def _kept(line: Line, store: TakeStore) -> Take | None:
    """What plays while the line has no take of its own: the chosen one, or the last it had."""
    if line.take and store.has(line.take):
        return store.get(line.take)
    return next((store.get(key) for key in reversed(store.history(line.id)) if store.has(key)), None)
