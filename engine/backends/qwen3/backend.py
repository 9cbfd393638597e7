"""The Qwen3 voices as the worker drives them: lines in, a little of every line's sound at each step.

Steps in their order: lines nobody wants leave, pieces get a row of their checkpoint's batch, every batch speaks some
frames, codes become sound, pieces that have ended are judged (and spoken again where they are doubtful), and each
line gives what is next in it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from engine import models
from engine.backends.qwen3 import info
from engine.catalogue import EngineInfo
from engine.delivery.spans import Speech, spans
from engine.errors import EngineError
from engine.models import Checkpoint
from engine.plan import compile_plan
from engine.protocol import Result, SpeechRequest, VoiceDesign, VoiceSpec

if TYPE_CHECKING:
    from engine.backends import Anew, Samples
    from engine.backends.qwen3.line import Line
    from engine.backends.qwen3.loaded import Loaded, Shelf
    from engine.backends.qwen3.model.sampling import SamplingSettings

ID = "qwen3"
CANCELLED = "The line was cancelled."


class Backend:
    """Many lines at the same time, from any of the local checkpoints."""

    def __init__(self) -> None:
        """Raises EngineError(kind="model") where PyTorch or what else it needs is not installed."""
        for module in ("torch", "safetensors", "tokenizers"):
            if importlib.util.find_spec(module) is None:
                raise EngineError(
                    f"The Qwen3 voices need the package {module}, which is not installed.",
                    "Install it with: pip install 'lineread[qwen3]'",
                    kind="model",
                )
        from engine.backends.qwen3 import loaded

        self._shelf: Shelf = loaded.Shelf(loaded.setup())
        self._lines: list[Line] = []
        self._whole: set[tuple[str, str]] = set()  # whose files are the ones that were added
        self._kept: list[tuple[Line, Samples | Anew | Result | EngineError]] = []

    @property
    def info(self) -> EngineInfo:
        return info.describe()

    def load(self) -> None:
        """Load the checkpoint of the default voice. Raises EngineError."""
        facts = info.describe()
        if facts.missing:
            raise EngineError(facts.missing, facts.remedy, kind="model")
        self._shelf.get(info.resolve(VoiceSpec(engine=ID, preset=facts.default_voice)))

    def design(self, description: str, language: str) -> VoiceDesign:
        """A voice that is told who it is with every line. Raises EngineError(kind="design") without a checkpoint."""
        words = " ".join(description.split())
        if not words:
            raise EngineError("There is no description.", "Say who speaks: “a warm old man, unhurried”.", kind="design")
        spec = VoiceSpec(engine=ID, description=words)
        found = info.resolve(spec)
        return VoiceDesign(voice=msgspec.structs.replace(spec, model=found.name), understood=(words,))

    def speak(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Samples | Anew | Result]:
        """One line, as if somebody waited for it. See engine.backends.Backend."""
        line = self.start(request, cancelled, urgent=True)
        while True:
            others: list[tuple[Line, Samples | Anew | Result | EngineError]] = []
            for whose, part in self.step():
                if whose is not line:
                    others.append((whose, part))
                elif isinstance(part, EngineError):
                    self._kept += others
                    raise part
                else:
                    yield part
                    if isinstance(part, Result):
                        self._kept += others
                        return
            self._kept += others

    def start(self, request: SpeechRequest, cancelled: Callable[[], bool], urgent: bool) -> Line:
        """See engine.backends.BatchBackend. The first piece of an urgent line is given as it is spoken."""
        from engine.backends.qwen3.line import Line, parts_of

        plan = compile_plan(request)
        parts = parts_of(spans(request, info.capabilities), self._checkpoint, _settings, urgent)
        line = Line(request, cancelled, urgent, parts, plan)
        self._lines.append(line)
        self._lines.sort(key=lambda one: not one.urgent)
        return line

    def _checkpoint(self, speech: Speech) -> Checkpoint:
        """The checkpoint a piece is spoken with.

        Raises EngineError, also when it has other weights than it was added with: a take's key names the weights.
        """
        if speech.voice.engine != ID:
            raise EngineError(
                f"A part of this line has a voice of another engine ({speech.voice.engine}).",
                "Give that part its own line, or a voice of this engine.",
                kind="voice",
            )
        found = info.resolve(speech.voice)
        if (found.path, found.digest) not in self._whole:
            if not models.unchanged(found):
                raise EngineError(
                    f"The files of “{found.name}” are not those that were added.",
                    f"`lineread models add {found.path}` takes it as it is now; its lines become stale.",
                    kind="model",
                )
            self._whole.add((found.path, found.digest))
        return found

    def step(self) -> Sequence[tuple[Line, Samples | Anew | Result | EngineError]]:
        """See engine.backends.BatchBackend."""
        given, self._kept = self._kept, []
        for line in tuple(self._lines):
            try:
                self._seat(line)
            except EngineError as error:
                given.append((line, self._fail(line, error)))
        if given:
            return given  # who was cancelled is told at once
        for loaded in self._shelf:
            given += self._speak(loaded)
        for line in tuple(self._lines):
            try:
                for part in self._advance(line):
                    given.append((line, part))
            except EngineError as error:
                given.append((line, self._fail(line, error)))
        return given

    def _seat(self, line: Line) -> None:
        """Give the line's pieces that have none a row, or see that nobody wants it. Raises EngineError."""
        if line.cancelled():
            raise EngineError(CANCELLED, kind="cancelled")
        for piece in line.pieces:
            if piece.attempt is None and not piece.accepted:
                loaded = self._shelf.get(piece.checkpoint)
                if loaded is None:
                    return  # there is room when the checkpoints that speak now are done
                loaded.begin(piece, line)

    def _speak(self, loaded: Loaded) -> list[tuple[Line, Samples | Anew | Result | EngineError]]:
        """Some codes or sound of the pieces in a batch."""
        failed: list[tuple[Line, Samples | Anew | Result | EngineError]] = []
        lost = loaded.speak(lambda: any(line.cancelled() for line in self._lines))
        for line in tuple(self._lines):
            if any(piece.attempt in lost for piece in line.pieces):
                error = EngineError(
                    "There is not enough memory for this line, even alone.",
                    "Close other programs, or choose the 0.6B checkpoint.",
                    kind="memory",
                )
                failed.append((line, self._fail(line, error)))
        return failed

    def _advance(self, line: Line) -> Iterator[Samples | Anew | Result]:
        for piece in line.pieces:
            if piece.attempt is not None and not piece.attempt.ended and piece.attempt.repeats():
                piece.attempt.stopped = True
                self._shelf.forget(piece)
        for piece in line.pieces:  # in their order, so that who is spoken again does not hang on who ended first
            if piece.accepted:
                continue
            if piece.attempt is None or not piece.attempt.done or not line.judge(piece):
                break
        for part in line.advance():
            yield part
            if isinstance(part, Result):
                self._lines.remove(line)

    def _fail(self, line: Line, error: EngineError) -> EngineError:
        self._lines.remove(line)
        for piece in line.pieces:
            self._shelf.forget(piece)
            if piece.attempt is not None:
                piece.attempt.abandon()
        return error


def _settings(speech: Speech) -> SamplingSettings | None:
    """The voice's own sampling, where it has any. Raises EngineError(kind="voice") for a setting there is not."""
    from engine.backends.qwen3.model.sampling import SamplingSettings

    chosen = info.checked(speech.voice)
    if not chosen:
        return None
    kinds = {f.name: f.type for f in msgspec.structs.fields(SamplingSettings)}
    return SamplingSettings(**{name: kinds[name](value) for name, value in chosen.items()})
