"""What crosses the pipe between the studio and a worker, and nothing else.

Framing: one JSON object on one line, UTF-8. A message whose ``payload`` field is larger than zero is
followed by exactly that many raw bytes (float32 little-endian mono samples).

Units: times in samples at the rate the backend states, pitch in semitones, volume in decibels,
pauses in seconds, speed as a factor (2 = twice as fast).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import IO

import msgspec

VERSION = 1


class Controls(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one stretch of text is to be spoken, with everything inherited already resolved."""

    emotion: str = "neutral"
    intensity: float = 1.0  # 0..1, how much of the emotion's recipe
    speed: float = 1.0  # 0.5..2
    pitch: float = 0.0  # semitones, -12..12
    pitch_range: float = 1.0  # 0..2, width of the intonation
    volume: float = 0.0  # decibels, -40..12
    breath: float = 0.0  # 0..1
    whisper: bool = False
    emphasis: bool = False


class Text(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="text"):
    """A stretch of words under one set of controls.

    ``text`` is what the script shows; ``say`` what is spoken instead of it, ``phonemes`` wins over both.
    The ``text`` fields of a request, joined, are the line as shown: word offsets count in that string.
    """

    text: str
    say: str | None = None
    phonemes: str | None = None
    controls: Controls = Controls()
    language: str | None = None
    voice: str | None = None  # a key of SpeechRequest.voices


class Pause(msgspec.Struct, frozen=True, kw_only=True, tag="pause"):
    seconds: float


class Sound(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="sound"):
    """A non-verbal sound: laugh, sigh, breath, gasp, cough, hmm."""

    name: str
    controls: Controls = Controls()
    voice: str | None = None


Segment = Text | Pause | Sound


class VoiceSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A voice as a backend understands it: a preset of its catalogue, a voice asset or a description, and settings."""

    engine: str
    preset: str = ""
    settings: Mapping[str, float] = {}
    model: str = ""  # which of the engine's local checkpoints or servers, by its registered name; "": the fitting one
    asset: str = ""  # folder of a cloned or frozen voice (engine.assets), absolute
    description: str = ""  # the words the voice was designed from


class Pronunciation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one word is said: a respelling ("engine x") or phonemes in the backend's alphabet."""

    word: str
    say: str | None = None
    phonemes: str | None = None


class SpeechRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    segments: tuple[Segment, ...]
    voice: VoiceSpec
    voices: Mapping[str, VoiceSpec] = {}  # for spans that change the voice
    language: str = "en"
    seed: int = 0
    lexicon: tuple[Pronunciation, ...] = ()  # earlier entries win
    direction: str = ""

    @property
    def shown(self) -> str:
        """The line as the script shows it, without tags."""
        return "".join(s.text for s in self.segments if isinstance(s, Text))


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    symbol: str
    start: int
    end: int


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One shown word and the samples it occupies. ``offset`` counts characters in the shown line."""

    text: str
    start: int
    end: int
    offset: int
    phones: tuple[Phone, ...] = ()


class Method(enum.StrEnum):
    """How a voice carries out a control."""

    NATIVE = "native"  # the model's own input
    PARAMETRIC = "parametric"  # changed inside the model, before there is a waveform
    INSTRUCTION = "instruction"  # said to the model in words
    SPLIT = "split-and-silence"  # spoken in pieces with silence between
    STRETCH = "time-stretch"  # on the finished waveform
    GAIN = "gain"  # a level change
    RESPELL = "respelling"  # other words are given to the model
    CANNOT = "cannot"


class PlanItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One control of a line and how this voice will do it."""

    control: str  # "emotion", "speed", "pause", "sound", ...
    value: str  # as a person would write it: "happy 0.6", "1.2", "400 ms"
    method: Method
    offset: int = 0  # characters of the shown line it covers
    length: int = 0
    approximate: bool = False
    note: str = ""


class Check(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reason to listen before trusting: silence, clipping, runaway, ..."""

    code: str
    message: str


class SpokenBy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The model behind a voice of a line, as it was when it spoke; for engines that have several."""

    model: str  # by its registered name
    digest: str = ""  # of its weights; "": of a model that is somewhere else
    voice: str = ""  # a key of SpeechRequest.voices; "": the line's own


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a finished line, beside its samples."""

    samples: int
    rate: int
    words: tuple[Word, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    checks: tuple[Check, ...] = ()
    milliseconds: Mapping[str, float] = {}  # where the time went
    models: tuple[SpokenBy, ...] = ()


class VoiceDesign(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A voice made from a description, and what of the description did nothing."""

    voice: VoiceSpec
    understood: tuple[str, ...] = ()  # "deep -> pitch -6"
    ignored: tuple[str, ...] = ()
    delivery: Controls = Controls()  # the manner the description asks for


# --- requests, studio to worker -------------------------------------------------------------------


class Speak(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="speak"):
    id: int
    request: SpeechRequest
    urgent: bool = False  # somebody waits for its first sound; matters to engines that speak many lines together


class Design(msgspec.Struct, frozen=True, kw_only=True, tag="design"):
    id: int
    engine: str
    description: str
    language: str = "en"


class Cancel(msgspec.Struct, frozen=True, kw_only=True, tag="cancel"):
    id: int


class Load(msgspec.Struct, frozen=True, kw_only=True, tag="load"):
    """Make a backend warm before the first line needs it."""

    id: int
    engine: str


class Stop(msgspec.Struct, frozen=True, kw_only=True, tag="stop"):
    pass


ToWorker = Speak | Design | Cancel | Load | Stop

# --- answers, worker to studio --------------------------------------------------------------------


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    version: int
    pid: int
    payload: int = 0


class Loaded(msgspec.Struct, frozen=True, kw_only=True, tag="loaded"):
    id: int
    payload: int = 0


class Chunk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="chunk"):
    """The next samples of a line; the bytes follow."""

    id: int
    rate: int
    payload: int
    anew: bool = False  # what came before is withdrawn: the line begins with these


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    id: int
    result: Result
    payload: int = 0


class Designed(msgspec.Struct, frozen=True, kw_only=True, tag="designed"):
    id: int
    design: VoiceDesign
    payload: int = 0


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    id: int
    message: str
    hint: str = ""
    kind: str = "request"
    detail: str = ""  # the traceback, for the log
    payload: int = 0


FromWorker = Ready | Loaded | Chunk | Done | Designed | Failed

_encoder = msgspec.json.Encoder()
_to_worker = msgspec.json.Decoder(ToWorker)
_from_worker = msgspec.json.Decoder(FromWorker)


def write(stream: IO[bytes], message: ToWorker | FromWorker, payload: bytes | memoryview = b"") -> None:
    """Put one message, and its payload, on the pipe and push it out."""
    stream.write(_encoder.encode(message))
    stream.write(b"\n")
    if payload:
        stream.write(payload)
    stream.flush()


def read_request(stream: IO[bytes]) -> ToWorker | None:
    """The next request, or None when the studio has closed the pipe."""
    line = stream.readline()
    return _to_worker.decode(line) if line else None


def read_answer(stream: IO[bytes]) -> tuple[FromWorker, bytes] | None:
    """The next answer and its payload, or None when the worker has ended (also in mid-message)."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    message = _from_worker.decode(line)
    if not message.payload:
        return message, b""
    payload = stream.read(message.payload)
    return (message, payload) if len(payload) == message.payload else None
