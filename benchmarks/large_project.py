"""A project as large as the window promises: 5,000 lines, three hours, fourteen people, every state.

It is made in seconds because lines with the same words and the same voice share one take.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from engine.backends.fake.backend import Backend
from engine.protocol import Check, Result
from studio.document import edits
from studio.document.model import Line, Project
from studio.render.orders import Order
from studio.render.takes import TakeStore
from studio.script import parse_script
from studio.session.session import Session

LINES = 5_000
CAST = (
    "HOST", "EXPERT", "GUARD", "ANNA", "NARRATOR", "旁白", "BERTRAM", "CAPTAIN", "DOLORES", "ELISE", "FATHER GREGORY",
    "GHOST", "INNKEEPER", "SCOUT",
)  # fmt: skip
_SAID = (
    "the old lighthouse keeper climbed stairs and never looked back nobody had answered her letter so she walked "
    "down to river waited until morning boat came with oil rope lantern whatever courage we have left"
)
_WORDS = _SAID.split()
_TEXTS = 60
_SCENE = 50  # lines


def text() -> str:
    """The script, the same every time."""
    choose = random.Random(7)
    said = [" ".join(choose.choice(_WORDS) for _ in range(choose.choice((1, 2, 4, 6, 8, 12)))) for _ in range(_TEXTS)]
    said = [words.capitalize() + "." for words in said]
    said[3] = "[emotion_happy]" + said[3] + "[/emotion]"
    said[4] = said[4].replace(" ", " [pause_400ms] ", 1)
    out = ["Title: The Long Play"]
    for n in range(LINES):
        if n % _SCENE == 0:
            out += ["", f"# Scene {n // _SCENE + 1}: {choose.choice(_WORDS)} and {choose.choice(_WORDS)}", ""]
        who = choose.choice(CAST)
        if n % 53 == 20:
            out.append(f"{who}: Nobody can say number {n}.")
        elif n % 37 == 5:
            out.append(f"{who}: The take of number {n} is an old one.")
        else:
            out.append(f"{who}: {choose.choice(said)}")
    return "\n".join(out)


def make(folder: Path) -> Session:
    """The project in ``folder``: most lines current, some stale, suspect, failed, locked, marked as pick-ups."""
    session = Session.create(folder, parse_script(text())[0], "fake")
    lines = list(session.project.lines())
    orders = {line.id: order for line in lines if (order := session.states()[line.id].order) is not None}
    for n, line in enumerate(lines):
        if n % 53 == 20:
            session.store.failed(orders[line.id], "The speech process ended.", "Try again, or choose another voice.")
        elif n % 37 != 5:
            _speak(session.store, orders[line.id], session.project.rate, suspect=n % 41 == 3)
    old = orders[lines[0].id]
    for n in range(5, LINES, 37):
        if n % 53 != 20:
            session.store.adopt(dataclasses.replace(old, line_id=lines[n].id))
    session.refresh()
    session.apply("Direct", _directed(session, session.project))
    session.save()
    return session


def _speak(store: TakeStore, order: Order, rate: int, suspect: bool) -> None:
    if store.get(order.key) is not None:
        store.adopt(order)
        return
    parts, result = [], Result(samples=0, rate=rate)
    for part in Backend().speak(order.request, lambda: False):
        if isinstance(part, Result):
            result = part
        else:
            parts.append(part)
    if suspect:
        result = msgspec.structs.replace(result, checks=(Check(code="short", message="It is shorter than its words."),))
    store.put(order, np.concatenate(parts), result, rate)


def _directed(session: Session, project: Project) -> Project:
    """Locks, remarks, pick-ups, deliveries and markers, as a production has them."""
    changes = {line.id: dict(_direction(n, line, session)) for n, line in enumerate(project.lines())}
    project = edits.replace_each(project, {i: change for i, change in changes.items() if change})
    for n in range(12):
        project = edits.add_marker(project, f"Cue {n + 1}", (n * 900 + 3) * project.rate)
    return project


def _direction(n: int, line: Line, session: Session) -> Iterator[tuple[str, object]]:
    take = session.states()[line.id].take
    if n % 29 == 7 and n % 37 != 5 and take is not None:
        yield from (("locked", True), ("take", take.key))
    if n % 61 == 3:
        yield from (("note", "more afraid, please"), ("status", "pick-up" if n % 2 else "approved"))
    if n % 200 == 9:
        yield "gain", -2.0


__all__ = ["CAST", "LINES", "make", "text"]
