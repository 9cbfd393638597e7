"""A whole line: sentences one after the other, pauses and sounds between words, and where every word came to lie."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.backends.hibari import info, manner, synth, variation
from engine.backends.hibari.manner import Manner
from engine.backends.hibari.model import HOP, PAD, RATE, Array, Model
from engine.backends.hibari.parameters import VoiceParameters, cast, digest, resolve
from engine.backends.hibari.score import QUIET, SILENT, Score, compose
from engine.backends.hibari.sounds import SOUNDS
from engine.delivery.level import TARGET_LUFS, loudness
from engine.errors import EngineError
from engine.protocol import Controls, Pause, Phone, Sound, SpeechRequest, VoiceSpec, Word

if TYPE_CHECKING:
    from engine.text.english import Sentence, SpokenWord

BASE = VoiceSpec(engine=info.INFO.id)
HEAD_FRAMES, TAIL_FRAMES = 3.0, 5.0  # kept around the sound of a sentence, at normal speed
FADE = 192  # samples, 8 ms, on both sides of an inserted silence
# Seconds between the sentences of a line, at normal speed and beside what is kept around them.
GAPS = {".": 0.38, "!": 0.34, "?": 0.40, "…": 0.55, ",": 0.12, ";": 0.22, ":": 0.22, "—": 0.18}
GAP_WITHIN = 0.06  # where a sentence was cut, or the voice changes in it
# Spoken once per voice to find its level: every vowel, every manner of consonant.
CALIBRATION = "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɔɡ, wˌIl wˈʌn jˈʌŋ ʧˈIld ˈɔlwˌAz θˈɔt ʃi sˈɔ vˈɔYs."
_JOINED = {"ˈ", "ˌ"}  # belong to the phone after them; ː to the one before


@dataclasses.dataclass(slots=True)
class Track:
    """What one line needs beside its sentences, and what is counted while it is spoken."""

    request: SpeechRequest
    voices: Mapping[str | None, VoiceParameters]
    inserted: int = 0  # samples of pauses and sounds

    def voice(self, segment: int) -> VoiceParameters:
        """The voice of a segment; a key that is not known means the line's own."""
        key = getattr(self.request.segments[segment], "voice", None)
        return self.voices.get(key, self.voices[None])

    def controls(self, segment: int) -> Controls:
        event = self.request.segments[segment]
        return Controls() if isinstance(event, Pause) else event.controls

    def noise(self, index: int) -> np.random.Generator:
        """The random numbers of one sentence: from the seed and its place, so that no sentence disturbs the next."""
        source = hashlib.blake2b(f"{self.request.seed}/{index}".encode(), digest_size=8).digest()
        return np.random.default_rng(int.from_bytes(source, "little"))


@dataclasses.dataclass(frozen=True, slots=True)
class _Insertion:
    at: int  # sample of the sentence
    samples: Array


class Speaker:
    """The model with its vocabulary, and the level of every voice it has met."""

    def __init__(self, model: Model, vocabulary: Mapping[str, int]) -> None:
        self._model = model
        self._vocabulary = vocabulary
        known = cast()
        self._levels = {
            digest(resolve(VoiceSpec(engine=info.INFO.id, preset=v.name), info.DEFAULT_VOICE)): known.levels[v.name]
            for v in known.voices
            if v.name in known.levels
        }

    def line(self, sentences: Sequence[Sentence], track: Track, words: list[Word]) -> Iterator[Array]:
        """Samples of a line before limiting, in chunks; ``words`` is filled with its words as they come."""
        position = 0
        for index, sentence in enumerate(sentences):
            last = index == len(sentences) - 1
            for chunk in self._sentence(sentence, index, track, words, position):
                position += len(chunk)
                yield chunk
            if not last and sentence.phonemes and sentences[index + 1].phonemes:
                gap = self._gap(sentence, track)
                position += len(gap)
                yield gap

    def level(self, voice: VoiceParameters) -> float:
        """Decibels that bring a voice to the common loudness; measured on its first use if it is not a preset."""
        key = digest(voice)
        if key not in self._levels:
            self._levels[key] = round(TARGET_LUFS - self.measure(voice), 2)
        return self._levels[key] + voice.volume

    def measure(self, voice: VoiceParameters) -> float:
        """LUFS of the calibration sentence in a voice, without its gain."""
        spoken = self._plain(CALIBRATION, voice, manner.resolve(voice, Controls(), {}), np.random.default_rng(0))
        return loudness(np.concatenate(list(spoken)))

    def _ids(self, phonemes: str) -> list[int]:
        try:
            return [PAD, *(self._vocabulary[symbol] for symbol in phonemes), PAD]
        except KeyError as error:
            raise EngineError(
                f"The embedded voices have no phoneme {error.args[0]!r}.",
                "Their alphabet is misaki's for American English; write a respelling in letters instead.",
                kind="text",
            ) from error

    def _plain(self, phonemes: str, voice: VoiceParameters, how: Manner, noise: np.random.Generator) -> Iterator[Array]:
        from engine.text.english import Sentence

        sentence = Sentence(phonemes, (0,) * len(phonemes), (), ())
        score = compose(self._model, self._ids(phonemes), sentence, {0: how})
        yield from synth.render(self._model, score, voice, {0: how}, noise, score.first - 3, score.last + 5)

    def _gap(self, sentence: Sentence, track: Track) -> Array:
        end = sentence.segment[-1]
        how = manner.resolve(track.voice(end), track.controls(end), info.INFO.capabilities.ranges)
        mark = sentence.phonemes.rstrip('”")')[-1:]
        seconds = GAPS.get(mark, GAP_WITHIN) * how.pause / how.speed / how.rate**0.5
        return np.zeros(round(seconds * RATE), np.float32)

    def _sentence(
        self, sentence: Sentence, index: int, track: Track, words: list[Word], position: int
    ) -> Iterator[Array]:
        noise = track.noise(index)
        if not sentence.phonemes:
            for stop in sentence.breaks:
                yield self._insertion(stop.segment, track, noise)
            return
        voice = track.voice(sentence.segment[0])
        ranges = info.INFO.capabilities.ranges
        manners = {s: manner.resolve(voice, track.controls(s), ranges) for s in set(sentence.segment)}
        score = compose(
            self._model, self._ids(sentence.phonemes), sentence, manners, variation.of(track.request.seed, index)
        )
        first = score.first - round(HEAD_FRAMES / manners[sentence.segment[0]].speed)
        past = score.last + round(TAIL_FRAMES / manners[sentence.segment[-1]].speed)
        length = (past - first) * HOP
        insertions = [
            _Insertion(
                _place(score, b.at, len(sentence.phonemes), first, length), self._insertion(b.segment, track, noise)
            )
            for b in sentence.breaks
        ]
        insertions = [i for i in insertions if len(i.samples)]
        _note_words(sentence, score, first, length, insertions, position, words)
        gain = self._gain(score, manners, voice, first, past)
        for insertion in insertions:
            gain = _faded(gain, insertion.at, length)
        done = 0
        waiting = list(insertions)
        full = 10 ** ((synth.FULL_DB - self.level(voice)) / 20)
        for block in synth.render(self._model, score, voice, manners, noise, first, past, full):
            shaped = block * (gain[done : done + len(block)] if gain.ndim else gain)
            begin = 0
            while waiting and waiting[0].at < done + len(block):
                cut = waiting[0].at - done
                yield shaped[begin:cut]
                yield waiting.pop(0).samples
                begin = cut
            yield shaped[begin:]
            done += len(block)
        for insertion in waiting:
            yield insertion.samples

    def _gain(
        self, score: Score, manners: Mapping[int, Manner], voice: VoiceParameters, start: int, stop: int
    ) -> Array:
        """Linear gain per sample, or one number: the voice's level and the volume asked for, exact in decibels."""
        level = self.level(voice)
        values = {s: np.float32(10 ** ((level + m.gain) / 20)) for s, m in manners.items()}
        if len(set(values.values())) == 1:
            return np.asarray(next(iter(values.values())), np.float32)
        frames = score.segment[np.clip(np.arange(start, stop), 0, len(score.segment) - 1)]
        steps = np.array([values[s] for s in frames.tolist()], np.float32)
        centre = (np.arange(stop - start) + 0.5) * HOP
        return np.interp(np.arange((stop - start) * HOP), centre, steps).astype(np.float32)

    def _insertion(self, segment: int, track: Track, noise: np.random.Generator) -> Array:
        """The samples of a pause or a sound."""
        event = track.request.segments[segment]
        if isinstance(event, Pause):
            longest = info.INFO.capabilities.ranges["pause"][1]
            samples = np.zeros(round(min(max(event.seconds, 0.0), longest) * RATE), np.float32)
        elif isinstance(event, Sound) and event.name in SOUNDS:
            samples = self._sound(event, track.voice(segment), noise)
        else:
            return np.zeros(0, np.float32)
        track.inserted += len(samples)
        return samples

    def _sound(self, event: Sound, voice: VoiceParameters, noise: np.random.Generator) -> Array:
        recipe = SOUNDS[event.name]
        how = manner.resolve(voice, event.controls, info.INFO.capabilities.ranges)
        how = dataclasses.replace(
            how,
            rate=recipe.rate,
            pitch=how.pitch + recipe.pitch,
            spread=recipe.spread * voice.pitch_range,
            contour=recipe.contour,
            effort=how.effort + recipe.effort,
            breath=max(how.breath, recipe.breath),
            whisper=max(how.whisper, recipe.whisper),
            accent=0.0,
            stretch=1.0,
        )
        made = np.concatenate(list(self._plain(recipe.phonemes, voice, how, noise)))
        if recipe.backwards:
            made = made[::-1]
        made = made * np.float32(10 ** ((self.level(voice) + how.gain + recipe.gain) / 20))
        ramp = np.linspace(0, 1, 2 * FADE, dtype=np.float32)
        made[: len(ramp)] *= ramp
        made[-len(ramp) :] *= ramp[::-1]
        edge = np.zeros(round(0.06 * RATE), np.float32)
        return np.concatenate([edge, made, edge])


def _place(score: Score, at: int, count: int, start: int, length: int) -> int:
    """The sample of the sentence at which something before phoneme ``at`` happens: the quietest frame there."""
    if at <= 0:
        return 0
    if at >= count:
        return length
    frame = round(float(score.bounds[at + 1]))
    low, high = max(1, frame - 5), min(len(score.level), frame + 3)
    if low < high:
        frame = low + int(np.argmin(score.level[low:high]))
    return min(max((frame - start) * HOP, 0), length)


def _faded(gain: Array, at: int, length: int) -> Array:
    """The gain with a fade out to sample ``at`` and in from it, so that nothing clicks at an inserted silence."""
    curve = np.array(np.broadcast_to(gain, (length,)), np.float32)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(FADE) / FADE)).astype(np.float32)
    before, after = min(FADE, at), min(FADE, length - at)
    curve[at - before : at] *= ramp[::-1][FADE - before :]
    curve[at : at + after] *= ramp[:after]
    return curve


def _note_words(
    sentence: Sentence,
    score: Score,
    start: int,
    length: int,
    insertions: Sequence[_Insertion],
    position: int,
    words: list[Word],
) -> None:
    """Appends the sentence's words. Times are the model's own durations, corrected where silence is known."""

    def sample(frame: float) -> int:
        return min(max(round((frame - start) * HOP), 0), length)

    def moved(at: int, *, ends: bool) -> int:
        late = sum(len(i.samples) for i in insertions if (i.at < at if ends else i.at <= at))
        return position + at + late

    for word in sentence.words:
        begin, end = _sounding(score, _edge(sentence, score, word.first), _edge(sentence, score, word.last))
        first, last = sample(begin), max(sample(begin) + 1, sample(end))
        # A break beside the word: the quietest frame, where it was cut, is the word's edge.
        middle = (first + last) / 2
        for insertion in insertions:
            if first < insertion.at < middle:
                first = insertion.at
            elif middle <= insertion.at < last:
                last = insertion.at
        shift = moved(first, ends=False) - first
        words.append(
            Word(
                text=word.text,
                start=first + shift,
                end=last + shift,
                offset=word.offset,
                phones=_phones(sentence, word, score, sample, shift, first, last),
            )
        )


def _edge(sentence: Sentence, score: Score, at: int) -> float:
    """The spoken frame where a word that begins at the phoneme ``at``, or has ended there, meets its neighbour.

    Between words that run into each other the model lets the space last as well. Nothing is silent there: it is how the
    next word begins (a forced aligner finds the edge one frame into the space, at every speed).
    """
    space = next((i for i in (at - 1, at) if sentence.phonemes[i : i + 1] == " "), None)
    if space is None or not 0 < space < len(sentence.phonemes) - 1:
        return float(score.bounds[at + 1])
    if sentence.phonemes[space - 1] in SILENT or sentence.phonemes[space + 1] in SILENT:
        return float(score.bounds[at + 1])
    return min(float(score.bounds[space + 1]) + 1.0, float(score.bounds[space + 2]))


def _sounding(score: Score, begin: float, end: float) -> tuple[float, float]:
    """A word's frames without the silence that its first or last phoneme swallowed."""
    low, high = max(0, int(begin)), min(len(score.level), max(int(np.ceil(end)), int(begin) + 1))
    loud = np.flatnonzero(score.level[low:high] >= QUIET)
    if not len(loud):
        return begin, end
    return max(begin, float(low + loud[0])), min(end, float(low + loud[-1] + 1))


def _phones(
    sentence: Sentence,
    word: SpokenWord,
    score: Score,
    sample: Callable[[float], int],
    shift: int,
    first: int,
    last: int,
) -> tuple[Phone, ...]:
    """The word's phonemes; a stress mark counts to the phoneme after it, a length mark to the one before."""
    groups: list[list[int]] = []
    opened = False
    for at in range(word.first, word.last):
        symbol = sentence.phonemes[at]
        if symbol == " ":
            continue
        if groups and (opened or symbol == "ː"):
            groups[-1].append(at)
        else:
            groups.append([at])
        opened = symbol in _JOINED
    edges = [min(max(sample(score.bounds[g[0] + 1]), first), last) for g in groups]
    if edges:
        edges[0] = first
    edges.append(last)
    return tuple(
        Phone(symbol="".join(sentence.phonemes[i] for i in group), start=a + shift, end=max(a, b) + shift)
        for group, a, b in zip(groups, edges, edges[1:], strict=False)
    )
