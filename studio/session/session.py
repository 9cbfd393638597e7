"""What is open: a project folder, its history, its takes, and who wants to know of changes.

The desktop, the command line and a server stand on this and on nothing below it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import plan
from engine.protocol import PlanItem, VoiceSpec
from studio.document.history import History
from studio.document.model import Character, Line, Project, Voice
from studio.document.problems import Problem
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.render.orders import Order, OrderDesk, delivery, plan_request, voice_spec
from studio.render.scheduler import Priority, Renderer, RenderEvent
from studio.render.states import LineState, State, line_states
from studio.render.takes import Take, TakeStore
from studio.session.casting import cast, recast
from studio.timeline.layout import Layouts
from studio.timeline.types import TakeInfo, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit changed. ``origin`` lets the one who made it ignore the echo."""

    label: str
    origin: str
    lines: frozenset[str]  # ids of lines that are new, gone or not the same


Listener = Callable[[Change], None]

# What lines inherit from the project: when it changes, every state is derived anew.
_INHERITED = ("characters", "voices", "lexicon", "language", "seed")


class Session:
    """One open project."""

    def __init__(self, folder: ProjectFolder, project: Project, problems: tuple[Problem, ...] = ()) -> None:
        self.folder = folder
        self.problems = problems
        self.store = TakeStore(folder.takes)
        self.history = History(project)
        self._listeners: list[Listener] = []
        self._states: dict[str, LineState] | None = None
        self._infos: dict[str, TakeInfo] = {}  # by take key
        self._sounds: dict[str, TakeInfo] = {}  # the take that plays, by line id
        self._words: dict[str, str] = {}  # the state's word, by line id
        self._layouts = Layouts()
        self._old: set[str] = set()  # lines whose state is to be derived again when somebody asks
        self._moved = False  # lines may be in another order since the states were put in theirs

    @classmethod
    def open(cls, path: Path) -> Session:
        """Open a project folder (or the ``project.json`` in it). Raises LinereadError."""
        folder = ProjectFolder(path.parent if path.name == "project.json" else path)
        project, problems = folder.load()
        return cls(folder, project, problems)

    @classmethod
    def create(cls, path: Path, project: Project, engine: str) -> Session:
        """A new project folder with every character given a voice. Raises LinereadError, EngineError."""
        project, problems = cast(project, engine)
        return cls(ProjectFolder.create(path, project), project, problems)

    @property
    def project(self) -> Project:
        return self.history.project

    # -- changing --------------------------------------------------------------------------------

    def apply(self, label: str, project: Project, origin: str = "", key: str = "") -> None:
        """Make ``project`` the present state as one named step; ``key`` joins quick steps of one kind."""
        before = self.project
        if project is before:
            return
        self.history.push(label, project, key)
        self._changed(label, origin, before)

    def undo(self, origin: str = "") -> None:
        before, label = self.project, self.history.undo_label
        if label:
            self.history.undo()
            self._changed(f"Undo {label}", origin, before)

    def redo(self, origin: str = "") -> None:
        before, label = self.project, self.history.redo_label
        if label:
            self.history.redo()
            self._changed(f"Redo {label}", origin, before)

    def save(self) -> None:
        self.folder.save(self.project)
        self.history.saved()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _changed(self, label: str, origin: str, before: Project) -> None:
        after = self.project
        change = Change(label=label, origin=origin, lines=changed_lines(before, after))
        altered = altered_characters(before, after)
        others = all(getattr(before, x) is getattr(after, x) for x in _INHERITED if x != "characters")
        self._moved = self._moved or before.scenes is not after.scenes
        if altered is None or not others:
            self._states = None
        else:
            self._old.update(change.lines)
            self._old.update(line.id for line in after.lines() if line.character in altered)
        for listener in tuple(self._listeners):
            listener(change)

    def voice(self, voice: Voice) -> VoiceSpec:
        """One of the project's voices, as its engine knows it."""
        return voice_spec(voice, self.folder.path)

    def desk(self, project: Project | None = None) -> OrderDesk:
        """Makes the orders of this project's lines, or of a changed version of it."""
        return OrderDesk(project or self.project, self.folder.path)

    # -- looking ---------------------------------------------------------------------------------

    def states(self) -> dict[str, LineState]:
        """Every line's state, derived once and then only where something changed. In the order of the script."""
        if self._states is None:
            self._states = line_states(self.project, self.store)
            self._sounds, self._words = {}, {}
            self._note(self._states)
        elif self._old:
            lines = {line.id: line for line in self.project.lines() if line.id in self._old}
            new = line_states(self.project, self.store, lines.values())
            for gone in self._old - lines.keys():
                self._words.pop(gone, None)
                self._sounds.pop(gone, None)
            self._note(new)
            self._states = self._states | new
        if self._moved:
            order = [line.id for line in self.project.lines()]
            if order != list(self._states):
                self._states = {line_id: self._states[line_id] for line_id in order}
        self._old.clear()
        self._moved = False
        return self._states

    def _note(self, states: Mapping[str, LineState]) -> None:
        """What the layout asks of these lines."""
        for line_id, state in states.items():
            self._words[line_id] = str(state.state)
            if state.take is not None:
                self._sounds[line_id] = self._info(state.take)
            else:
                self._sounds.pop(line_id, None)

    def refresh(self, line_ids: Iterable[str] | None = None) -> None:
        """Look at the takes of these lines, or of all, again: something was rendered."""
        if line_ids is None:
            self._states = None
        else:
            self._old.update(line_ids)

    def sharing(self, key: str) -> frozenset[str]:
        """Ids of the lines that ask for this very take: two lines may say the same in the same way."""
        known = (self._states or {}).items()
        return frozenset(i for i, state in known if state.order is not None and state.order.key == key)

    def timeline(self) -> Timeline:
        """The lines and their takes laid out in time."""
        self.states()
        return self._layouts.layout(self.project, self._sounds, self._words)

    def _info(self, take: Take) -> TakeInfo:
        """A take as the timeline wants it; takes never change, so each is made once."""
        info = self._infos.get(take.key)
        if info is None or info.length != take.samples:
            info = self._infos[take.key] = take_info(self.store, take)
        return info

    def plan(self, line: Line) -> tuple[PlanItem, ...]:
        """The delivery plan of a line; empty for one that cannot be spoken at all."""
        order = self.states()[line.id].order
        if order is None:
            return ()
        directed = delivery(line, self.project.character(line.character)).direction
        return plan.compile_plan(plan_request(order, directed))

    # -- rendering -------------------------------------------------------------------------------

    def wanting(self, which: str = "stale", line_ids: Iterable[str] = ()) -> list[Order]:
        """Orders of the lines that ``which`` means: "stale" (and failed), "all", or exactly ``line_ids``.

        Raises LinereadError for an id that does not exist or a line that cannot be spoken.
        """
        states = self.states()
        ids = list(line_ids)
        for line_id in ids:
            state = states.get(line_id)
            if state is None:
                raise LinereadError(f"There is no line {line_id}.", "`lineread show` lists the lines and their ids.")
            if state.order is None:
                raise LinereadError(f"Line {line_id} cannot be rendered: {state.reason}")
        if ids:
            return [order for i in ids if (order := states[i].order) is not None]
        open_states = {State.STALE, State.FAILED}
        return [
            s.order
            for line in self.project.lines()
            if (s := states[line.id]).order is not None
            and s.state is not State.LOCKED
            and (which == "all" or s.state in open_states)
        ]

    def render(
        self,
        orders: Iterable[Order],
        workers: int = 1,
        listener: Callable[[RenderEvent], None] | None = None,
        priority: Priority = Priority.REST,
        anew: bool = False,
    ) -> Renderer:
        """Start rendering; the caller closes what is returned. ``anew`` speaks also what has a take."""
        renderer = Renderer(self.store, self.project.rate, workers, listener)
        for order in orders:
            renderer.submit(order, priority, anew)
        return renderer


def take_info(store: TakeStore, take: Take) -> TakeInfo:
    """A take as the timeline wants it."""
    return TakeInfo(
        path=store.path(take.key),
        key=take.key,
        rate=take.rate,
        length=take.samples,
        words=tuple((w.text, w.start, w.end, w.offset) for w in take.words),
        phones=tuple((p.symbol, p.start, p.end) for w in take.words for p in w.phones),
        checks=tuple(c.message for c in take.checks),
    )


def altered_characters(before: Project, after: Project) -> set[str] | None:
    """Ids of the characters whose own lines are spoken otherwise; None when anybody's lines may be.

    Names and voices are meant by tags in the lines of others. How a track looks and how loud it is nobody hears.
    """
    if before.characters is after.characters:
        return set()
    if [(c.id, c.name, c.voice) for c in before.characters] != [(c.id, c.name, c.voice) for c in after.characters]:
        return None

    def spoken(character: Character) -> Character:
        return dataclasses.replace(character, color="", gain=0.0, note="")

    pairs = zip(before.characters, after.characters, strict=True)
    return {new.id for old, new in pairs if old is not new and spoken(old) != spoken(new)}


def changed_lines(before: Project, after: Project) -> frozenset[str]:
    """Ids of the lines that are not the same in both, cheap because untouched lines are the same object."""
    old = {line.id: line for line in before.lines()}
    new = {line.id: line for line in after.lines()}
    gone = old.keys() - new.keys()
    return frozenset(gone | {i for i, line in new.items() if old.get(i) is not line})


__all__ = ["Change", "Session", "cast", "changed_lines", "recast", "take_info"]
