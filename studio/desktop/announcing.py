"""What happens without a control being touched is told to screen readers: messages, and the active line's new state."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from studio.desktop.below import shown
from studio.desktop.theme import state_word
from studio.desktop.workbench import Message, Workbench
from studio.render.states import State

_ON_THE_WAY = (State.QUEUED, State.RENDERING)


class Announcer(QObject):
    """One for a window."""

    announced = Signal(str)

    def __init__(self, window: QWidget, workbench: Workbench) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self._last: tuple[str | None, State | None] = (None, None)
        workbench.messaged.connect(self._message)
        workbench.states_changed.connect(self._states)
        workbench.changed.connect(lambda _change: self._look())
        workbench.selection_changed.connect(lambda _origin: self._look())
        workbench.opened.connect(self._look)

    def announce(self, text: str, urgent: bool = False) -> None:
        """Have ``text`` said; ``urgent`` interrupts what is being said."""
        event = QAccessibleAnnouncementEvent(self._window, text)
        kinds = QAccessible.AnnouncementPoliteness
        event.setPoliteness(kinds.Assertive if urgent else kinds.Polite)
        QAccessible.updateAccessibility(event)
        self.announced.emit(text)

    def _message(self, message: Message) -> None:
        self.announce(f"{message.text} {message.hint}".strip(), message.level == "error")

    def _states(self, line_ids: frozenset[str]) -> None:
        """The active line's state, when a render has changed it; a failure tells its reason in a message."""
        before, active = self._last, self._workbench.active
        if active not in line_ids:
            return
        self._look()
        state = self._last[1]
        if state is None or before == self._last or state in (*_ON_THE_WAY, State.FAILED):
            return
        reason = shown(self._workbench.state(active).reason) if active else ""
        parts = (state_word(state), reason if state is State.SUSPECT else "")
        self.announce(self.tr(": ").join(part for part in parts if part))

    def _look(self) -> None:
        bench = self._workbench
        active = bench.active if bench.is_open else None
        known = active is not None and bench.line(active) is not None
        self._last = (active, bench.state(active).state if known and active is not None else None)
