"""What every panel of the window shares: the session, the selection, the renderer, messages.

Panels never know each other. They read from here, change through :meth:`Workbench.edit`, and listen to
its signals; a panel that caused a change names itself as ``origin`` and ignores the echo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from studio.audio.peaks import PeakBuilder, SoFar
from studio.desktop.below import shown
from studio.desktop.preferences import Preferences
from studio.document.model import Line, Project
from studio.errors import LinereadError
from studio.render.scheduler import (
    Cancelled,
    Failure,
    Finished,
    Heard,
    Priority,
    Renderer,
    RenderEvent,
    Started,
)
from studio.render.states import LineState, State, busy
from studio.session.session import Change, Session
from studio.timeline.types import Clip, Timeline


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person should know: in the status bar now, in the message history for ever."""

    text: str
    hint: str = ""
    level: str = "info"  # "info", "warning", "error"
    at: datetime = field(default_factory=datetime.now)


class Workbench(QObject):
    """One open project as the window sees it."""

    opened = Signal()  # another session; everything is new
    changed = Signal(object)  # Change: the document
    states_changed = Signal(object)  # frozenset of line ids whose state or take is not the same
    timeline_changed = Signal()  # positions, lengths or clips
    selection_changed = Signal(str)  # origin
    heard = Signal(str, object, int)  # line id, float32 samples, rate: audio of a line being spoken
    queue_changed = Signal()
    messaged = Signal(object)  # Message
    _rendered = Signal(object)  # RenderEvent, from the renderer's threads into this one

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.messages: list[Message] = []
        self._session: Session | None = None
        self._open = False
        self._renderer: Renderer | None = None
        self._workers = 0  # that the renderer has
        self._timeline: Timeline | None = None
        self._clips: dict[str, Clip] = {}
        self._lines: dict[str, Line] | None = None
        self._selection: tuple[str, ...] = ()
        self._active: str | None = None
        self._busy: dict[str, State] = {}
        self._queue_kept = False  # it goes on after a restart
        self._growing: dict[str, tuple[PeakBuilder, int]] = {}  # what has been heard of lines being spoken
        self.is_shown: Callable[[str], bool] = lambda line_id: True  # whoever filters the script answers
        self._rendered.connect(self._take_event)

    # -- the project -----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """What is open, or was: panels of a window that is closing are painted once more."""
        assert self._session is not None, "no project is open"
        return self._session

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def project(self) -> Project:
        return self.session.project

    def open(self, session: Session) -> None:
        """Show another session. The caller has asked about unsaved changes."""
        self.close()
        self._session, self._open = session, True
        session.listen(self._document_changed)
        self._forget()
        lines = next(iter(session.project.lines()), None)
        self._selection = (lines.id,) if lines else ()
        self._active = lines.id if lines else None
        self.opened.emit()

    def close(self) -> None:
        """End the renderer's processes and let the session go."""
        if self._renderer is not None:
            self._renderer.close()
        self._renderer = None
        self._open = False
        self._busy.clear()
        self._queue_kept = False
        self._growing.clear()
        self._forget()

    def edit(self, label: str, project: Project, origin: str = "", key: str = "") -> None:
        """Make ``project`` the present state as one undoable step."""
        self.session.apply(label, project, origin, key)

    def look_again(self) -> None:
        """Something beside the document has changed that lines are spoken with, like a voice's recordings."""
        self.session.refresh()
        self._timeline = None
        self.states_changed.emit(frozenset(line.id for line in self.project.lines()))
        self.timeline_changed.emit()

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def save(self) -> bool:
        """Save; False, with a message, when that was not possible."""
        try:
            self.session.save()
        except LinereadError as error:
            self.complain(error)
            return False
        self.say(self.tr("Saved."))
        return True

    def line(self, line_id: str) -> Line | None:
        """The line of that id; None when it is gone, and when no project is open."""
        if not self._open:
            return None
        if self._lines is None:
            self._lines = {line.id: line for line in self.project.lines()}
        return self._lines.get(line_id)

    def state(self, line_id: str) -> LineState:
        """A line's state, the queue included."""
        return busy(self.session.states()[line_id], self._busy.get(line_id))

    def voice_names(self, line: Line) -> tuple[str, ...]:
        """What a voice tag in this line may say."""
        return self.session.desk().voice_names(line)

    def growing(self, line_id: str) -> SoFar | None:
        """The peaks of what has been heard of a line that is being spoken; None when it is not."""
        found = self._growing.get(line_id)
        return found[0].so_far(found[1]) if found is not None else None

    @property
    def timeline(self) -> Timeline:
        if self._timeline is None:
            self._timeline = self.session.timeline()
            self._clips = {clip.line_id: clip for track in self._timeline.tracks for clip in track.clips}
        return self._timeline

    def clip(self, line_id: str) -> Clip | None:
        """Where a line is in time."""
        assert self.timeline is not None
        return self._clips.get(line_id)

    # -- the selection ---------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected lines, in script order."""
        return self._selection

    @property
    def active(self) -> str | None:
        """The line that single-line commands mean."""
        return self._active

    def select(self, line_ids: Iterable[str], active: str | None = None, origin: str = "") -> None:
        wanted = set(line_ids)
        chosen = tuple(line.id for line in self.project.lines() if line.id in wanted) if wanted else ()
        active = active if active in chosen else (chosen[-1] if chosen else None)  # a row that is going is no line
        if (chosen, active) == (self._selection, self._active):
            return
        self._selection, self._active = chosen, active
        self.selection_changed.emit(origin)

    # -- rendering -------------------------------------------------------------------------------

    @property
    def renderer(self) -> Renderer:
        """The running renderer; its speech processes start with the first order, as many as are asked for then."""
        workers = self.preferences.workers
        if self._renderer is not None and self._workers != workers and not self._busy:
            self._renderer.close()
            self._renderer = None
        if self._renderer is None:
            self._workers = workers
            self._renderer = Renderer(self.session.store, self.project.rate, workers, self._rendered.emit)
        return self._renderer

    def warm(self) -> None:
        """Load the engines the cast needs behind the window, so that the first line speaks at once."""
        for engine in dict.fromkeys(v.engine for v in self.project.voices):
            self.renderer.warm(engine)

    def render(self, line_ids: Iterable[str], priority: Priority = Priority.ASKED, anew: bool = False) -> int:
        """Queue these lines; what cannot be spoken is said in a message. Returns how many were queued."""
        asked = 0
        for line_id in line_ids:
            state = self.session.states().get(line_id)
            if state is None or state.state is State.LOCKED:
                continue
            if state.order is None:
                if state.state is State.UNVOICED:
                    self.say(state.reason, level="warning")
                continue
            self.renderer.submit(state.order, priority, anew)
            self._busy[line_id] = State.QUEUED
            asked += 1
        if asked and (asked > 1 or priority is Priority.REST):
            self._queue_kept = True
            self.session.folder.keep_queue(self._busy)
        if asked:
            self.states_changed.emit(frozenset(self._busy))
            self.queue_changed.emit()
        return asked

    def render_stale(self) -> int:
        """Queue every line without a current take, in the order of the script."""
        return self.render((o.line_id for o in self.session.wanting()), Priority.REST)

    def resume(self) -> int:
        """Queue again what was waiting when the program ended. Returns how many lines."""
        waited = self.session.folder.queue()
        if not waited:
            return 0
        self.session.folder.keep_queue(())  # what is left of it is kept again
        return self.render((o.line_id for o in self.session.wanting() if o.line_id in waited), Priority.REST)

    def cancel(self, line_ids: Iterable[str] | None = None) -> None:
        """Take these lines, or all, out of the queue."""
        if self._renderer is not None:
            self._renderer.cancel(None if line_ids is None else list(line_ids))

    @property
    def queue(self) -> dict[str, State]:
        """Lines that are queued or rendering."""
        return dict(self._busy)

    def _take_event(self, event: RenderEvent) -> None:
        if not self._open:
            return
        line_id = event.line_id
        touched = frozenset([line_id])
        if isinstance(event, Heard):
            self._growing.setdefault(line_id, (PeakBuilder(), event.rate))[0].add(event.samples)
            self.heard.emit(line_id, event.samples, event.rate)
            return
        self._growing.pop(line_id, None)
        if isinstance(event, Started):
            self._busy[line_id] = State.RENDERING
        else:
            self._busy.pop(line_id, None)
            if self._queue_kept and not self._busy:
                self._queue_kept = False
                self.session.folder.keep_queue(())
            if isinstance(event, Failure):
                line = self.line(line_id)
                about = f"“{line.text[:40]}”: " if line else ""
                self.say(about + shown(event.message), event.hint, "error")
            if isinstance(event, Finished):
                touched |= self.session.sharing(event.take.key)
            if isinstance(event, Finished | Failure):
                self.session.refresh(touched)
            assert isinstance(event, Finished | Failure | Cancelled)
            if isinstance(event, Finished | Failure):
                self._timeline = None
        self.states_changed.emit(touched)
        if isinstance(event, Finished | Failure):
            self.timeline_changed.emit()
        self.queue_changed.emit()

    # -- messages --------------------------------------------------------------------------------

    def say(self, text: str, hint: str = "", level: str = "info") -> None:
        message = Message(shown(text), shown(hint), level)
        self.messages.append(message)
        self.messaged.emit(message)

    def complain(self, error: LinereadError) -> None:
        """An error a person can act on."""
        self.say(error.message, error.hint, "error")

    # -- inside ----------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._timeline = None
        self._lines = None

    def _stand_in(self, before: list[str] | None, change: Change) -> tuple[str, ...]:
        """What is selected when nothing of it is left: lines that came back, or the one above those that went."""
        if before is None:
            return ()
        if came := change.lines.difference(before):
            return tuple(line.id for line in self.project.lines() if line.id in came)
        at = before.index(self._selection[0]) if self._selection and self._selection[0] in before else 0
        near = next((i for i in (*reversed(before[:at]), *before[at:]) if self.line(i) is not None), None)
        return (near,) if near is not None else ()

    def _document_changed(self, change: Change) -> None:
        before = None if self._lines is None else list(self._lines)
        self._forget()
        kept = tuple(i for i in self._selection if self.line(i) is not None) or self._stand_in(before, change)
        moved = kept != self._selection
        self._selection = kept
        if self._active not in kept:
            self._active = kept[-1] if kept else None
        self.changed.emit(change)
        self.timeline_changed.emit()
        if moved:
            self.selection_changed.emit("document")
