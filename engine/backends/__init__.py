"""One package for each engine: ``info`` says what it is and is light, ``backend`` speaks and may be heavy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from engine.catalogue import EngineInfo
from engine.errors import EngineError
from engine.protocol import Result, SpeechRequest, VoiceDesign

if TYPE_CHECKING:  # facts about an engine are read without its libraries
    import numpy as np
    from numpy.typing import NDArray

Samples: TypeAlias = "NDArray[np.float32]"


class Anew:
    """What was given of a line is withdrawn, for it turned out to be doubtful: the line begins again."""


class Backend(Protocol):
    """What every engine offers the worker. One request at a time."""

    info: EngineInfo

    def load(self) -> None:
        """Become warm: load weights, run once. Safe to call twice. Raises EngineError."""

    def speak(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Samples | Anew | Result]:
        """Yield float32 mono chunks in [-1, 1] at ``capabilities.sample_rate``, then one Result, last.

        The chunks joined, from the last Anew on, are the same for the same request and seed, however they are cut
        and whether or not anybody waited for them. ``cancelled``
        is asked between chunks; when it says yes, raise EngineError(kind="cancelled"). Raises EngineError
        for a language or voice it cannot do.
        """

    def design(self, description: str, language: str) -> VoiceDesign:
        """A voice from a description. Raises EngineError when the engine cannot design."""


class Line(Protocol):
    """A request being spoken among others; compared by identity."""

    request: SpeechRequest


class BatchBackend(Backend, Protocol):
    """An engine that speaks several lines at the same time (``capabilities.together`` above 1)."""

    def start(self, request: SpeechRequest, cancelled: Callable[[], bool], urgent: bool) -> Line:
        """Take a line in. Returns at once; an ``urgent`` line gets its first sound before others get more of theirs.

        Raises EngineError for a request it cannot do. ``cancelled`` is asked in every :meth:`step`.
        """

    def step(self) -> Sequence[tuple[Line, Samples | Anew | Result | EngineError]]:
        """Speak a little of every line taken in, for a tenth of a second or so, and give what came of it.

        A line's last item is its Result or its EngineError (kind="cancelled" when nobody wanted it any more);
        after it the line is gone. A line's samples do not depend on the lines beside it.
        """
