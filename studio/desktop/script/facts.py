"""What one row knows of its line: everything the delegate paints, read once from the workbench and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.audio.peaks import SoFar
from studio.desktop.script.display import badges
from studio.desktop.script.overruns import Overruns
from studio.desktop.workbench import Workbench
from studio.document.model import Character, Line, Project, Scene
from studio.render.states import LineState, State
from studio.render.takes import Take
from studio.script import shown_text
from studio.script.voices import names_voices, unknown_voices
from studio.timeline.layout import PALETTE, character_colors, closing_gap, estimated_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    line: Line
    character: str  # name
    color: str  # "#rrggbb"
    badges: tuple[tuple[str, str], ...]
    seconds: float
    estimated: bool
    pause: int  # milliseconds after the line
    pause_given: bool  # asked for, not taken from the punctuation
    state: State
    reason: str
    hint: str
    take: Take | None
    take_number: int  # from 1; 0 when there is none
    takes: int
    voice_names: tuple[str, ...] = ()  # what its voice tags may say, where it has any
    odd_voices: frozenset[str] = frozenset()  # what they say and nobody is called
    growing: SoFar | None = None  # what is heard of it while it is spoken
    over: float = 0.0  # seconds that it is too long for its slot


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneFacts:
    scene_id: str
    title: str
    note: str
    lines: int
    seconds: float


GONE = LineFacts(
    line=Line(id="", character="", text=""), character="", color=PALETTE[0], badges=(), seconds=0.0, estimated=True,
    pause=0, pause_given=False, state=State.EMPTY, reason="", hint="", take=None, take_number=0, takes=0,
)  # fmt: skip


class Reader:
    """Reads facts; what is the same for many lines is looked up once for each project."""

    def __init__(self, workbench: Workbench, overruns: Overruns) -> None:
        self._workbench = workbench
        self._overruns = overruns
        self._cast: Mapping[str, Character] = {}
        self._colors: Mapping[str, str] = {}
        self._voices: Mapping[str, str] = {}
        self._known: tuple[object, object] = (None, None)

    def _look(self, project: Project) -> None:
        if self._known[0] is project.characters and self._known[1] is project.voices:
            return
        self._known = (project.characters, project.voices)
        self._cast = {c.id: c for c in project.characters}
        characters = {c.id: c for c in project.characters}
        self._colors = character_colors(characters, characters)
        self._voices = {v.id: v.name for v in project.voices}

    def color(self, character_id: str) -> str:
        self._look(self._workbench.project)
        return self._colors.get(character_id, PALETTE[0])

    def voice_names(self, line: Line) -> tuple[str, ...]:
        """What a voice tag in this line may say."""
        return self._workbench.voice_names(line)

    def line(self, line: Line) -> LineFacts:
        bench = self._workbench
        project = bench.project
        self._look(project)
        character = self._cast.get(line.character)
        state: LineState = bench.state(line.id)
        take = state.take
        seconds = self._seconds(line, character, take)
        history = bench.session.store.history(line.id) if take is not None else ()
        number = history.index(take.key) + 1 if take is not None and take.key in history else len(history)
        names = bench.voice_names(line) if names_voices(line.text) else ()
        return LineFacts(
            line=line,
            character=character.name if character is not None else line.character,
            color=self._colors.get(line.character, PALETTE[0]),
            badges=badges(line, self._voices.get(line.voice or "", "")),
            seconds=seconds,
            estimated=take is None or state.state in (State.STALE, State.QUEUED, State.RENDERING, State.FAILED),
            pause=self._pause(line, project),
            pause_given=line.pause_after is not None,
            state=state.state,
            reason=state.reason,
            hint=state.hint,
            take=take,
            take_number=number,
            takes=len(history),
            voice_names=names,
            odd_voices=frozenset(tag.name for tag, _ in unknown_voices(line.text, names)) if names else frozenset(),
            growing=bench.growing(line.id),
            over=self._overruns.seconds(line.id),
        )

    def scene(self, scene: Scene) -> SceneFacts:
        project = self._workbench.project
        self._look(project)
        seconds = 0.0
        for line in scene.lines:
            take = self._workbench.state(line.id).take
            seconds += self._seconds(line, self._cast.get(line.character), take) + self._pause(line, project) / 1000
        return SceneFacts(
            scene_id=scene.id, title=scene.title, note=scene.note, lines=len(scene.lines), seconds=seconds
        )

    @staticmethod
    def _seconds(line: Line, character: Character | None, take: Take | None) -> float:
        if take is not None:
            return take.samples / take.rate
        speed = line.delivery.speed or (character.delivery.speed if character is not None else None) or 1.0
        return estimated_seconds(line.text, speed)

    @staticmethod
    def _pause(line: Line, project: Project) -> int:
        if line.pause_after is not None:
            return line.pause_after
        return closing_gap(shown_text(line.text), project.gaps)
