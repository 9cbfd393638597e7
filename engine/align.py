"""Word times for audio that has none: where each word of a line lies in the finished sound, and whether it is there.

English is aligned with the embedded voice saying the same words (``engine.alignment.english``): no download, no second
model, a few hundredths of real time on one core. Other languages are laid out by syllables between the pauses that are
heard (``engine.alignment.approximate``), and marked as approximate.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec
import numpy as np
import soxr
from numpy.typing import NDArray

from engine.alignment import approximate
from engine.alignment.features import HOP, RATE, Array, Spectrum, analyse, cepstra
from engine.alignment.path import FILLER, PAUSE, SILENT, Heard, Path, States, Trellis, nearest, totals
from engine.errors import EngineError
from engine.protocol import Check, Phone, Pronunciation, Segment, Sound, Text, Word

WARPS = (0.85, 0.92, 1.0, 1.08, 1.16)  # sizes of head that are tried: giants to children
STRETCH = (0.5, 2.0)  # how far a template's tempo is brought to the audio's before it is warped
ROUGH_FRAMES, ROUGH_STEP, LONGEST_ROUGH = 3000, 2, 12_000  # the choice of a warp looks at every second frame
FILLER_RANK = 0.08  # speech of other words costs as much as the nearest of the pangram's frames, up to this part
# The cost of a pause: for each decibel over the threshold of silence, the most; and over speech, in fillers.
PER_DB, LOUDEST = 1.0 / 6.0, 3.5
SOUNDING_DB, HIDDEN = 6.0, 1.6
# A frame's rank is the part of the pangram's frames that it resembles more than the one it was aligned with: 0.00 to
# 0.14 on average over a line that says its text, 0.15 to 0.32 over one that says something else (ten voices).
EVEN_RANK, RANK_SLOPE = 0.145, 60.0
# The last word, before other speech, is drawn over it by the path. Its frames from where they are nearer to the pangram
# (this rank) are other speech when that saves so many units: 6 found it in six of 168 whole lines, five of them of a
# formant synthesiser, 8 in one.
SURPLUS_RANK, SURPLUS_UNITS = 0.08, 8.0
SHORTEST_WORD = 5  # frames
EXTRA_SECONDS = 0.2
DOUBTFUL = 0.5
# A word at the end is not there when leaving it out is cheaper by this many units for each.
LEAVE_OUT, MOST_UNHEARD = 3.0, 8


@dataclasses.dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a line in its audio. Times in samples at the audio's rate."""

    words: tuple[Word, ...]
    confidence: float  # 0..1 that the audio says this text; under 0.5 it probably says something else
    approximate: bool  # laid out by length, not by sound
    unheard: int = 0  # words at the end that the audio does not hold
    extra_start: float = 0.0  # seconds of other speech before the first word
    extra_end: float = 0.0  # seconds of other speech after the last word

    def checks(self) -> tuple[Check, ...]:
        """Reasons to listen before trusting, in words."""
        found = []
        if self.confidence < DOUBTFUL:
            found.append(Check(code="other-words", message="The audio does not seem to say this text."))
        if self.unheard:
            lost = " ".join(w.text for w in self.words[-self.unheard :])
            found.append(Check(code="cut-off", message=f"The end is missing: “{lost}” cannot be heard."))
        for seconds, where in ((self.extra_start, "before the first word"), (self.extra_end, "after the last word")):
            if seconds >= EXTRA_SECONDS:
                found.append(Check(code="extra-speech", message=f"There is {seconds:.1f} s of other speech {where}."))
        return tuple(found)


def align(
    samples: Array,
    rate: int,
    segments: Sequence[Segment] | str,
    language: str = "en",
    lexicon: Sequence[Pronunciation] = (),
) -> Alignment:
    """Find the words of ``segments`` (or of a plain text) in finished mono audio, full scale 1.

    A pause may be heard between any two words; where a Sound stands, anything may. The language "auto" is taken for
    English where the letters allow it. Raises EngineError only for phonemes or respellings that nobody can read.
    """
    given: Sequence[Segment] = (Text(text=segments),) if isinstance(segments, str) else segments
    heard = samples if rate == RATE else np.asarray(soxr.resample(samples, rate, RATE), np.float32)
    spectrum = analyse(np.asarray(heard, np.float32)) if len(heard) else None
    if spectrum is None or not np.isfinite(spectrum.level).all() or spectrum.level.max() < approximate.NOTHING_DB:
        return _nothing(given, language, len(samples))
    found = None
    if _base(language) in ("en", "", "auto"):
        found = _english(spectrum, given, lexicon)
    if found is None:
        words, confidence = approximate.lay_out(spectrum, given, language)
        found = Alignment(words, confidence, approximate=True)
    return _at_rate(found, rate, len(samples))


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _nothing(segments: Sequence[Segment], language: str, length: int) -> Alignment:
    """Nothing can be heard: every word is missing."""
    words = tuple(
        Word(text=unit.text, start=0, end=length, offset=unit.offset) for unit in approximate.units(segments, language)
    )
    return Alignment(words, 0.0 if words else 1.0, approximate=True, unheard=len(words))


def _at_rate(found: Alignment, rate: int, length: int) -> Alignment:
    def moved(at: int) -> int:
        return min(max(round(at * rate / RATE), 0), length)

    words = tuple(
        Word(
            text=w.text,
            start=moved(w.start),
            end=moved(w.end),
            offset=w.offset,
            phones=tuple(Phone(symbol=p.symbol, start=moved(p.start), end=moved(p.end)) for p in w.phones),
        )
        for w in found.words
    )
    return dataclasses.replace(found, words=words)


# --- English --------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class _Template:
    """The template's frames laid in a row of states."""

    kind: NDArray[np.intp]
    place: Array  # [S] frame of the template that each state shows, fractional; 0 in pauses
    sounds: NDArray[np.bool_]
    first: NDArray[np.intp]  # [words + 1] first state of each word; last the end

    def features(self, frames: Array) -> Array:
        low = np.minimum(self.place.astype(np.intp), len(frames) - 1)
        part = (self.place - low)[:, None].astype(np.float32)
        return np.asarray(frames[low] * (1 - part) + frames[np.minimum(low + 1, len(frames) - 1)] * part, np.float32)


def _english(spectrum: Spectrum, segments: Sequence[Segment], lexicon: Sequence[Pronunciation]) -> Alignment | None:
    """None where the English front cannot read the line, or the audio is far too short for it."""
    from engine.alignment import english  # opens the embedded voice

    if sum(len(s.text) for s in segments if isinstance(s, Text)) > len(spectrum):
        return None  # a hundred letters a second: nobody said that
    try:
        said, words = english.spoken(segments, "en", lexicon)
    except EngineError as error:
        if error.kind != "language":
            raise
        return None
    if not words:
        return None
    template = analyse(said)
    openings = _openings(words, segments)
    states = _row(words, template, int(spectrum.speech.sum()), openings)
    pangram = analyse(english.every_sound())
    own = cepstra(spectrum)
    warp = _warp(own, spectrum, template, pangram, states)
    heard, background = _heard(own, spectrum, pangram, warp, states, template)
    row = States(states.features(cepstra(template, warp)), states.kind, states.sounds)
    path = Trellis(row, heard).best()
    if path is None:
        return None
    found = _read(path, states, words, spectrum, heard, background)
    return dataclasses.replace(  # where a Sound stands, what is heard beside the words is that
        found,
        extra_start=0.0 if 0 in openings else found.extra_start,
        extra_end=0.0 if len(words) in openings else found.extra_end,
    )


def _row(words: Sequence[Word], template: Spectrum, speech: int, openings: frozenset[int]) -> _Template:
    """Filler, pause, word, pause, ..., pause, filler; the words together as long as the speech of the audio."""
    edges = [(w.start / HOP, max(w.end / HOP, w.start / HOP + 2)) for w in words]
    total = sum(end - start for start, end in edges)
    rate = float(np.clip(max(speech, 10) / total, *STRETCH))
    kind, place, first = [FILLER, PAUSE], [0.0, 0.0], []
    sounds = [False, 0 in openings]
    for index, (start, end) in enumerate(edges):
        count = max(3, round((end - start) * rate))
        first.append(len(kind))
        kind += [index] * count + [PAUSE]
        place += [*np.linspace(start, min(end - 1, len(template) - 1), count).tolist(), 0.0]
        sounds += [False] * count + [index + 1 in openings]
    first.append(len(kind))
    kind.append(FILLER)
    place.append(0.0)
    sounds.append(False)
    return _Template(np.array(kind), np.array(place, np.float32), np.array(sounds), np.array(first))


def _openings(words: Sequence[Word], segments: Sequence[Segment]) -> frozenset[int]:
    """Before which words (their number: after the last) a Sound stands."""
    found, offset = set(), 0
    for segment in segments:
        if isinstance(segment, Text):
            offset += len(segment.text)
        elif isinstance(segment, Sound):
            found.add(sum(w.offset < offset for w in words))
    return frozenset(found)


def _warp(own: Array, spectrum: Spectrum, template: Spectrum, pangram: Spectrum, states: _Template) -> float:
    """The size of head with which the template comes nearest to the audio."""
    if len(own) > LONGEST_ROUGH:
        return 1.0
    step = max(ROUGH_STEP, -(-len(own) // ROUGH_FRAMES))
    kept = np.sort(np.concatenate([np.flatnonzero(states.kind < 0), np.flatnonzero(states.kind >= 0)[::step]]))
    variants = np.stack([states.features(cepstra(template, warp))[kept] for warp in WARPS])
    heard, _ = _heard(own[::step], _every(spectrum, step), pangram, 1.0, states, template)
    return WARPS[int(np.argmin(totals(variants, states.kind[kept], heard)))]


def _every(spectrum: Spectrum, step: int) -> Spectrum:
    return Spectrum(spectrum.power[::step], spectrum.level[::step], spectrum.threshold, spectrum.speech[::step])


def _heard(
    own: Array, spectrum: Spectrum, pangram: Spectrum, warp: float, states: _Template, template: Spectrum
) -> tuple[Heard, Array]:
    """The audio's side of the trellis, and every frame's distances to the pangram, sorted, [T, P]."""
    frames = states.features(cepstra(template, warp))[states.kind >= 0]
    some = own[spectrum.speech] if spectrum.speech.any() else own
    some = some[:: max(1, len(some) // 400)]
    near = np.partition(nearest(some, frames[:: max(1, len(frames) // 2000)]), 2, axis=1)[:, :3]
    unit = float(np.median(near.mean(axis=1)))
    background = nearest(own, cepstra(pangram, warp)[pangram.speech][::2])
    background.sort(axis=1)
    silence = unit * (SILENT + np.clip((spectrum.level - spectrum.threshold) * PER_DB, -0.3, LOUDEST - SILENT))
    filler = background[:, int(FILLER_RANK * background.shape[1])]
    sounding = spectrum.level > spectrum.threshold + SOUNDING_DB  # a pause must not hide speech
    silence = np.where(sounding, np.maximum(silence, HIDDEN * filler), silence)
    return Heard(own, silence.astype(np.float32), filler, unit), background


def _read(
    path: Path, states: _Template, words: Sequence[Word], spectrum: Spectrum, heard: Heard, background: Array
) -> Alignment:
    """Words, confidence and what is missing or too much, from the path."""
    kind = states.kind[path.states]
    reached = np.searchsorted(path.states, np.arange(len(states.kind) + 1))  # the first frame in or past each state
    placed = [_placed(word, i, states, reached) for i, word in enumerate(words)]
    on = kind >= 0
    rank = (background[on] < path.own[on, None]).mean(axis=1) if on.any() else np.ones(1)
    confidence = float(1.0 / (1.0 + np.exp(-RANK_SLOPE * (EVEN_RANK - rank.mean()))))
    other = background[:, int(SURPLUS_RANK * background.shape[1])]
    odd = np.where(spectrum.speech, path.own - other, 0.0) / heard.unit
    begin, past_first = int(reached[states.first[0]]), int(reached[states.first[1] - 1])
    last, past_last = int(reached[states.first[-2]]), int(reached[states.first[-1] - 1])
    if before := _surplus(odd[:past_first][::-1], past_first - begin):
        placed[0] = msgspec.structs.replace(placed[0], start=before * HOP)
    if after := _surplus(odd[last:], past_last - last):
        placed[-1] = msgspec.structs.replace(placed[-1], end=(len(odd) - after) * HOP)
    before = max(before, int(np.argmax(kind != FILLER)))
    after = max(after, int(np.argmax(kind[::-1] != FILLER)))
    return Alignment(
        tuple(placed),
        confidence,
        approximate=False,
        unheard=_unheard(path, heard),
        extra_start=float(spectrum.speech[:before].sum() * HOP / RATE),
        extra_end=float(spectrum.speech[len(kind) - after :].sum() * HOP / RATE),
    )


def _surplus(odd: NDArray[np.floating], word: int) -> int:
    """How many frames at the end of ``odd`` are other speech. The first ``word`` frames are a word; some stays."""
    saved = np.cumsum(odd[::-1])[: len(odd) - min(word, SHORTEST_WORD)]
    if not len(saved) or saved.max() < SURPLUS_UNITS:
        return 0
    return int(np.argmax(saved)) + 1


def _unheard(path: Path, heard: Heard) -> int:
    """How many words at the end it is cheaper to leave out than to find."""
    cheapest = path.total
    missing = 0
    for k in range(1, min(len(path.early), MOST_UNHEARD + 1)):
        cost = float(path.early[-1 - k]) + LEAVE_OUT * heard.unit * k
        if cost < cheapest:
            cheapest, missing = cost, k
    return missing


def _placed(word: Word, index: int, states: _Template, reached: NDArray[np.intp]) -> Word:
    """The word, and its phones in the measure of the template's, where the path runs through them."""
    first, last = int(states.first[index]), int(states.first[index + 1]) - 1
    place = states.place[first:last]

    def sample(template_sample: int) -> int:
        state = first + int(np.searchsorted(place, template_sample / HOP - 1e-3))
        return int(reached[min(state, last)]) * HOP

    start, end = int(reached[first]) * HOP, int(reached[last]) * HOP
    phones = []
    for number, phone in enumerate(word.phones):
        begin = start if number == 0 else sample(phone.start)
        finish = end if number == len(word.phones) - 1 else sample(phone.end)
        phones.append(Phone(symbol=phone.symbol, start=begin, end=max(begin, finish)))
    return Word(text=word.text, start=start, end=max(end, start + 1), offset=word.offset, phones=tuple(phones))
