"""A line as the calls a model gets: each under one voice, language and manner, with silences between.

A pause becomes silence to the sample. Where the voice, or a control that the model or the waveform can do, changes
in mid-line, the line is spoken in pieces; a control that cannot be done cuts nothing. Long text is cut between
sentences into pieces of about equal length: this family speaks ever faster past a hundred characters and loses
endings of longer texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from engine import catalogue
from engine.catalogue import Capabilities
from engine.delivery.instruct import base, instruction, phrases
from engine.delivery.reading import NOWHERE, Reading, aside, clean, joined, read
from engine.errors import EngineError
from engine.plan import speaks
from engine.protocol import Controls, Method, Pause, Sound, SpeechRequest, Text, VoiceSpec

LONGEST = {"zh": 100, "ja": 100, "ko": 120}  # characters in one call; ISSUE lists of this family: rate and endings
LONGEST_ELSEWHERE = 200
MIXED = 24  # characters: a shorter stretch in another language stays in the sentence, models read mixed text
EMPTY_SECONDS = 0.3  # a line of which nothing can be said is a short silence
LONGEST_PAUSE = 60.0  # seconds
GAPS = {".": 0.35, "!": 0.32, "?": 0.38, "…": 0.5, ",": 0.12, ";": 0.2, ":": 0.2, "—": 0.16}  # after a piece, seconds
GAP_WITHIN = 0.06
_WIDE = str.maketrans("。！？，；：、", ".!?,;:,")
_SENTENCE = re.compile(
    r"[.!?…]+[\"”'’)\]»]*\s+(?=[^\s\W\d_a-zß-öø-ÿ]|[\"“'‘(\[«¿¡\d—-])|[。！？]+[」』”’）]*\s*|…+\s+|\n+"
)
_INITIAL = re.compile(r"(?:^|[\s(\"“'])(?:[A-Z]\.)*(?:[A-Z]|Dr|Mr|Mrs|Ms|St|No|Prof|vs|z\.B|M|Mme)\.$")
_CLAUSE = re.compile(r"[,;:—–、，；：]+[\"”'’)\]»」』）]*\s*")
_NEUTRAL = Controls()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One call: what is read, by whom and how. ``controls`` hold for the whole of it, emphasis aside."""

    reading: Reading
    language: str
    voice: VoiceSpec
    controls: Controls
    instruction: str = ""

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Seconds of nothing; ``wanted`` ones were asked for, the others are the gap between two pieces."""

    seconds: float
    wanted: bool = True


Span = Speech | Silence


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring words under the same voice, language and controls."""

    reading: Reading
    voice: VoiceSpec
    language: str
    controls: Controls
    stressed: tuple[str, ...]


def spans(
    request: SpeechRequest,
    capabilities: Callable[[VoiceSpec], Capabilities] = catalogue.capabilities,
    longest: int | None = None,
) -> tuple[Span, ...]:
    """The pieces of a line in order; always at least one. ``longest``: characters of a piece, None: by language.

    Raises EngineError(kind="language") for a language that a voice cannot speak, and what ``capabilities`` raises.
    """
    found: list[Span] = []
    for run in _runs(request, capabilities):
        if isinstance(run, Silence):
            if found and isinstance(found[-1], Silence) and not found[-1].wanted:
                found.pop()
            found.append(run)
            continue
        for piece in pieces(run.reading, run.language, longest):
            if found and isinstance(found[-1], Speech):
                found.append(Silence(seconds=_gap(found[-1]), wanted=False))
            found.append(_speech(run, piece, capabilities(run.voice), request.direction))
    if found and isinstance(found[-1], Silence) and not found[-1].wanted:
        found.pop()
    return tuple(found) or (Silence(seconds=EMPTY_SECONDS, wanted=False),)


def _speech(run: _Run, piece: Reading, can: Capabilities, direction: str) -> Speech:
    stressed = tuple(s for s in run.stressed if s in piece.text)
    return Speech(
        reading=_closed(piece, run.language),
        language=run.language,
        voice=run.voice,
        controls=run.controls,
        instruction=instruction(run.controls, run.language, can, direction, stressed),
    )


def _closed(piece: Reading, language: str) -> Reading:
    """A piece that ends in a letter gets a full stop: without one these models are slow to stop."""
    piece = Reading(piece.text.replace("\n", " "), piece.at)
    if not piece.text[-1].isalnum():
        return piece
    stop = "。" if base(language) in ("zh", "ja") else "."
    return joined([piece, Reading(stop, (NOWHERE,))])


def _gap(before: Speech) -> float:
    last = before.text.rstrip("\"”'’)]»」』）").translate(_WIDE)[-1:]
    return round(GAPS.get(last, GAP_WITHIN) / before.controls.speed, 3)


def _runs(request: SpeechRequest, capabilities: Callable[[VoiceSpec], Capabilities]) -> Iterator[_Run | Silence]:
    waiting: list[_Run] = []
    offset = 0

    def flush() -> Iterator[_Run]:
        if waiting:
            whole = clean(joined(r.reading for r in waiting))
            first = waiting[0]
            stressed = tuple(s for r in waiting for s in r.stressed)
            waiting.clear()
            yield _Run(whole, first.voice, first.language, first.controls, stressed)

    for segment in request.segments:
        if isinstance(segment, Pause):
            yield from flush()
            yield Silence(seconds=min(max(segment.seconds, 0.0), LONGEST_PAUSE))
            continue
        run = _run(segment, offset, request, capabilities)
        if isinstance(segment, Text):
            offset += len(segment.text)
        if waiting and not _same(waiting[-1], run) and run.reading.speakable:
            yield from flush()
        if waiting and not _same(waiting[-1], run):  # marks between two manners belong to the first
            run = _Run(run.reading, waiting[-1].voice, waiting[-1].language, waiting[-1].controls, ())
        waiting.append(run)
    yield from flush()


def _same(one: _Run, other: _Run) -> bool:
    return (one.voice, one.language, one.controls) == (other.voice, other.language, other.controls)


def _run(
    segment: Text | Sound, offset: int, request: SpeechRequest, capabilities: Callable[[VoiceSpec], Capabilities]
) -> _Run:
    voice = request.voice if segment.voice is None else request.voices.get(segment.voice, request.voice)
    can = capabilities(voice)
    controls = done(segment.controls, can)
    if isinstance(segment, Sound):
        said = phrases(request.language).sounds.get(segment.name, "") if segment.name in can.sounds else ""
        return _Run(aside(said) if said else Reading("", ()), voice, request.language, controls, ())
    reading = read(segment, offset, request.lexicon)
    language = _language(segment, request)
    if reading.speakable and not speaks(can, language):
        raise EngineError(
            f"This voice cannot speak “{language}”.",
            f"It speaks {', '.join(can.languages)}; choose another voice for these words.",
            kind="language",
        )
    stressed = (segment.text.strip(),) if segment.controls.emphasis and reading.speakable else ()
    if stressed and sum(isinstance(s, Text) and bool(s.text.strip()) for s in request.segments) == 1:
        return _Run(reading, voice, language, msgspec.structs.replace(controls, emphasis=True), ())
    return _Run(reading, voice, language, controls, stressed)


def _language(segment: Text, request: SpeechRequest) -> str:
    """The language a segment is spoken under: a few foreign words do not leave their sentence."""
    language = segment.language or request.language
    if base(language) == base(request.language) or len(segment.text.strip()) > MIXED:
        return language
    others = (s for s in request.segments if isinstance(s, Text) and s is not segment and s.voice == segment.voice)
    return request.language if any(any(c.isalnum() for c in s.text) for s in others) else language


def done(controls: Controls, can: Capabilities) -> Controls:
    """The controls without those that this voice cannot do and without emphasis, which is told word by word."""
    kept = {
        name: getattr(controls, name)
        for name in Controls.__struct_fields__
        if name not in ("emphasis", "intensity") and can.controls.get(name, Method.CANNOT) is not Method.CANNOT
    }
    for name, (low, high) in can.ranges.items():
        if name in kept:
            kept[name] = min(max(kept[name], low), high)
    if kept.get("emotion", "neutral") not in can.emotions:
        kept.pop("emotion", None)
    if kept.get("emotion", "neutral") != "neutral":
        kept["intensity"] = controls.intensity
    return msgspec.structs.replace(_NEUTRAL, **kept)


# --- long text ------------------------------------------------------------------------------------


def pieces(reading: Reading, language: str, longest: int | None = None) -> list[Reading]:
    """The text in pieces of at most ``longest`` characters, cut between sentences where there are any.

    Pieces are about equally long, so that none is a leftover word. A piece in which nothing can be said is dropped.
    """
    longest = longest or LONGEST.get(base(language), LONGEST_ELSEWHERE)
    units = [unit for sentence in _sentences(reading) for unit in _divided(sentence, longest)]
    packed = [joined(units[a:b]).stripped() for a, b in _packed([len(u) for u in units], longest)]
    return [piece for piece in packed if piece.speakable]


def _packed(lengths: list[int], longest: int) -> list[tuple[int, int]]:
    """Neighbours together, none longer than ``longest``: ranges of indices whose lengths are as even as can be."""
    total = sum(lengths)
    aim = total / max(1, -(-total // longest))
    best: list[tuple[float, int]] = [(0.0, 0)]  # of the first n: cost, and where the last piece begins
    for end in range(1, len(lengths) + 1):
        size = 0
        choices: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            size += lengths[start]
            if size > longest and choices:
                break
            choices.append((best[start][0] + (size - aim) ** 2, start))
        best.append(min(choices))
    ranges: list[tuple[int, int]] = []
    end = len(lengths)
    while end:
        ranges.append((best[end][1], end))
        end = best[end][1]
    return ranges[::-1]


def _sentences(reading: Reading) -> list[Reading]:
    found: list[Reading] = []
    start = 0
    for match in _SENTENCE.finditer(reading.text):
        if match.group()[0] == "." and _INITIAL.search(reading.text[max(0, match.start() - 12) : match.start() + 1]):
            continue
        found.append(reading[start : match.end()])
        start = match.end()
    return [*found, reading[start:]] if start < len(reading) else found


def _divided(sentence: Reading, longest: int) -> list[Reading]:
    """A sentence that is too long, cut at its clauses, else between words, else anywhere."""
    if len(sentence) <= longest:
        return [sentence]
    parts: list[Reading] = []
    rest = sentence
    while len(rest) > longest:
        window = rest.text[:longest]
        cuts = [m.end() for m in _CLAUSE.finditer(window)]
        at = next((c for c in reversed(cuts) if c >= longest // 3), 0) or window.rfind(" ") + 1 or longest
        parts.append(rest[:at])
        rest = rest[at:]
    return [*parts, rest]
