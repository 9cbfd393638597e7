"""Going through the takes of a line: what each key means for the document and for what is heard.

Which take a line has is a field of the document (``Line.take``), so every choice is an undoable step; flipping to and
fro is one step. A take is heard where the last one was in the line, and as loud.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from studio.audio.files import read_audio
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Line, Project
from studio.errors import LinereadError
from studio.playback.meters import match, speech_level
from studio.render.orders import Order
from studio.render.takes import Take, TakeStore
from studio.session.session import Session

ORIGIN = "takes"


class TakeChoice(QObject):
    """The takes of the active line, and which of them is at the ear."""

    changed = Signal()  # the one at the ear, or the list

    def __init__(self, workbench: Workbench, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.player = player
        self.comparing = False  # a choice was made and not kept yet
        self._line = ""
        self._heard = ""  # the take that was flipped to, while it is not what plays
        self._before = ""  # the other side of A/B
        self._reference = 0.0  # the level that all are brought to
        self._levels: dict[str, float] = {}
        workbench.selection_changed.connect(self._selection_changed)
        workbench.opened.connect(self._selection_changed)

    # -- looking ---------------------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        bench = self.workbench
        return bench.line(bench.active) if bench.is_open and bench.active else None

    @property
    def store(self) -> TakeStore:
        return self.workbench.session.store

    def chosen(self) -> Take | None:
        """The take that plays for the line."""
        line = self.line
        return self.workbench.session.states()[line.id].take if line is not None else None

    def at_ear(self) -> str:
        """Key of the take that was heard last: what keep, bin and lock mean. "" when the line has none."""
        chosen = self.chosen()
        return self._heard or (chosen.key if chosen is not None else "")

    def takes(self) -> list[Take]:
        """The takes of the line, oldest first. One that plays is always among them."""
        line = self.line
        if line is None:
            return []
        keys = list(self.store.history(line.id))
        chosen = self.chosen()
        if chosen is not None and chosen.key not in keys:
            keys.append(chosen.key)
        return [take for key in keys if self.store.has(key) and (take := self.store.get(key)) is not None]

    def binned(self) -> list[Take]:
        """The takes of the line that are in the bin, the last one first."""
        line = self.line
        keys = reversed(self.store.binned(line.id)) if line is not None else ()
        shown = self.chosen()
        found = (self.store.get(key) for key in keys if shown is None or key != shown.key)
        return [take for take in found if take is not None]

    def number(self, key: str) -> int:
        """1 for the oldest; 0 for none of the line's."""
        return next((n for n, take in enumerate(self.takes(), 1) if take.key == key), 0)

    # -- doing -----------------------------------------------------------------------------------

    def reroll(self) -> None:
        """Another reading: the next seed that has not been heard, rendered and played."""
        line = self.line
        if line is None:
            return
        if line.locked:
            self._locked()
            return
        self._start()
        step = fresh_seed_step(self.workbench.session, line, self.store.history(line.id))
        self._before, self._heard = self.at_ear(), ""
        self.workbench.edit(
            self.tr("Re-roll"), edits.reseed(self.workbench.project, [line.id], step), ORIGIN, f"reroll:{line.id}"
        )
        self.player.play_line(line.id)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Flip to an older (-1) or newer (1) take."""
        takes = self.takes()
        if not takes:
            return
        now = self.number(self.at_ear()) - 1
        self.hear(takes[min(len(takes) - 1, max(0, now + by))].key)

    def compare(self) -> None:
        """A/B: the take that was heard before this one."""
        if self._before and self.number(self._before):
            self.hear(self._before)
        else:
            self.step(-1 if self.number(self.at_ear()) > 1 else 1)

    def hear(self, key: str) -> None:
        """Choose a take and play it from where the last one was."""
        line, take = self.line, self.store.get(key)
        if line is None or take is None:
            return
        self._start()
        fraction, now = self._fraction(line.id), self.at_ear()
        if key != now:
            self._before = now
        gain = match(self._level(key), self._reference)
        if self._would_play(line, take):
            self._heard = ""
            if line.take != key:
                self._choose(line.id, key)
            self.player.play_line(line.id, fraction, gain, as_it_is=True)
        else:
            self._heard = key
            try:
                samples, rate = read_audio(self.store.path(key))
            except LinereadError as error:
                self.workbench.complain(error)
                return
            self.player.audition(samples[round(fraction * len(samples)) :] * np.float32(gain), rate)
        self.changed.emit()

    def keep(self) -> None:
        """This take is the line's, whatever else there is."""
        line, key = self.line, self.at_ear()
        if line is None or not key:
            return
        number = self.number(key)
        if self._heard and self.chosen() is not None:
            self.workbench.say(
                self.tr("Take {number} says something else than the line.").format(number=number),
                self.tr("Lock it to use it all the same, or re-roll the line."),
                "warning",
            )
            return
        if line.take != key:
            self._choose(line.id, key)
        self.workbench.session.history.seal()
        self.workbench.say(self.tr("Take {number} is kept.").format(number=number))
        self._end()

    def bin(self) -> None:
        """Out of the list; the file stays, and undo brings the choice back."""
        line, key = self.line, self.at_ear()
        if line is None or not key:
            return
        if line.locked:
            self._locked()
            return
        number = self.number(key)
        chosen = self.chosen()
        rest = [take for take in self.takes() if take.key != key]
        if chosen is not None and chosen.key == key:
            self.workbench.edit(self.tr("Bin a take"), self._without(line, rest), ORIGIN)
        try:
            self.store.bin(line.id, key)
        except LinereadError as error:
            self.workbench.complain(error)
            return
        self._heard = self._before = ""
        self.workbench.session.refresh([line.id])
        self.workbench.states_changed.emit(frozenset([line.id]))
        self.workbench.say(self.tr("Take {number} is in the bin.").format(number=number))
        self.changed.emit()

    def restore(self, key: str = "") -> None:
        """Bring a take back from the bin, the last one if none is named, and hear it."""
        line, takes = self.line, self.binned()
        if line is None or not takes:
            return
        key = key or takes[0].key
        try:
            self.store.restore(line.id, key)
        except LinereadError as error:
            self.workbench.complain(error)
            return
        self.workbench.say(self.tr("Take {number} is back from the bin.").format(number=self.number(key)))
        self.hear(key)

    def lock(self) -> None:
        """Keep the take at the ear whatever is written, or stop doing so."""
        line, key = self.line, self.at_ear()
        if line is None:
            return
        project = self.workbench.project
        if line.locked:
            self.workbench.edit(self.tr("Unlock"), edits.replace_line(project, line.id, locked=False), ORIGIN)
        elif key:
            locked = edits.replace_line(project, line.id, take=key, locked=True)
            self.workbench.edit(self.tr("Lock"), locked, ORIGIN)
        else:
            self.workbench.say(
                self.tr("There is nothing to lock."), self.tr("Render the line first, then lock its take."), "warning"
            )
        self._end()

    # -- inside ----------------------------------------------------------------------------------

    def _choose(self, line_id: str, key: str) -> None:
        project = edits.replace_line(self.workbench.project, line_id, take=key)
        self.workbench.edit(self.tr("Choose take"), project, ORIGIN, f"take:{line_id}")

    def _without(self, line: Line, rest: Sequence[Take]) -> Project:
        """The project when the take that plays is gone: the newest that can stand for it, or none."""
        project = self.workbench.project
        order = self.workbench.session.desk(project).order(line)
        same = [t for t in rest if isinstance(order, Order) and t.text_key == order.text_key]
        if same:
            return edits.replace_line(project, line.id, take=same[-1].key)
        # Its seed would find the binned take again.
        step = fresh_seed_step(self.workbench.session, line, self.store.history(line.id))
        project = edits.reseed(project, [line.id], step)
        return edits.replace_line(project, line.id, take=rest[-1].key) if rest else project

    def _would_play(self, line: Line, take: Take) -> bool:
        """Whether choosing the take makes it what plays: not if it says something else than a current one."""
        chosen = self.chosen()
        if chosen is not None and chosen.key == take.key:
            return True
        if line.locked:
            return False
        order = self.workbench.session.desk().order(line)
        return isinstance(order, Order) and (take.text_key == order.text_key or not self.store.has(order.key))

    def _fraction(self, line_id: str) -> float:
        """How far into the line the playhead is while it plays; else 0."""
        clip = self.workbench.clip(line_id)
        if clip is None or not clip.length or not self.player.transport.playing:
            return 0.0
        inside = (self.player.position - clip.start) / clip.length
        return inside if 0 <= inside < 0.97 else 0.0

    def _level(self, key: str) -> float:
        if key not in self._levels:
            try:
                self._levels[key] = speech_level(self.store.path(key))
            except LinereadError:
                return 0.0
        return self._levels[key]

    def _start(self) -> None:
        """The first flip decides how loud all the others are."""
        self.comparing = True
        if not self._reference and (key := self.at_ear()):
            self._reference = self._level(key)

    def _end(self) -> None:
        self.comparing = False
        self._heard, self._before, self._reference = "", "", 0.0
        self.changed.emit()

    def _selection_changed(self) -> None:
        active = self.workbench.active or "" if self.workbench.is_open else ""
        if active != self._line:
            self._line = active
            self._end()

    def _locked(self) -> None:
        self.workbench.say(
            self.tr("The line is locked."), self.tr("Unlock it (Ctrl+Shift+L) to give it another take."), "warning"
        )


def fresh_seed_step(session: Session, line: Line, history: Sequence[str]) -> int:
    """How far the seed must go so that a reading comes that the line has not had."""
    had = set(history)
    for step in range(1, len(had) + 2):
        turned = edits.reseed(session.project, [line.id], step)
        order = session.desk(turned).order(edits.line(turned, line.id))
        if not isinstance(order, Order) or order.key not in had:
            return step
    return len(had) + 1
