"""From a sentence to frames: durations, the map of time, pitch and energy, as a conductor reads a score.

There are three clocks, all in frames of 12.5 ms (they may be fractional):

- *planned*: the durations the prosody network is given, whole units of 25 ms, at the manner's own pace (the
  emotion's and the speaker's rate, not the speed asked for, so that every speed has the same melody and pauses);
- *decoded*: the frames the decoder renders, planned time stretched in part;
- *spoken*: the frames that become samples, exactly as long as the director asked.

One weight per planned frame says how long it lasts on each of the other clocks, so words, phonemes, pitch
contours and samples all follow the same map, and the total is exact at every speed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.backends.hibari.manner import Manner
from engine.backends.hibari.model import FRAMES_PER_UNIT, PAD, Array, Model

if TYPE_CHECKING:
    from engine.backends.hibari.variation import Variation
    from engine.text.english import Sentence

STRESS = "ˈˌ"
VOWELS = frozenset("aeiouɑɐɒæɔəɚɛɜɪʊʌᵊᵻAIOQWYy")
SILENT = frozenset(';:,.!?—…"“”() ')
PUNCTUATION = SILENT - {" "}
# The sound of a phoneme begins this many frames before its duration says (measured: frication of s, z and
# sh between vowels in 27 places, median 4.8 frames at both ends; best correlation of voicing and of frication with
# the durations over 24 sentences at 4.5).
LEAD = 4.5
QUIET = -1.5  # model's energy under which a frame is silence, about 70 dB under full scale
VOICED_HZ = 40.0
RISE, MOST_RISE = 3.0, 8.0  # semitones: end of a yes-no question over its mean, and the most that is added for it
QUESTION_WORDS = frozenset({"wʌt", "wʌts", "wɪʧ", "hu", "huz", "hum", "wI", "hW", "wɛn", "wɛɹ", "wɛɹz"})
# How far, in semitones, the decoder's belief of the pitch follows the pulses. Told to be deeper than it learnt, it
# booms in voiced consonants and weak syllables: the loudest frame of 17 lines is 4 dB over its own loudest at -3, 10 at
# -5, 15 at -7. Where the pulses go further, synth.py reads its gains at the harmonics it thinks of.
TOLD = (-2.0, 4.0)
# A letter written more than twice ("sooo", "Nooooo") is spoken longer: this much for each that is too many.
DRAWN = re.compile(r"([^\W\d_])\1{2,}")
NOT_DRAWN = re.compile(r"[IVX]+|[ivx]+|([A-Z])\1\1|www\b.*")  # Chapter III, AAA batteries
DRAWN_STEP, DRAWN_MOST = 0.5, 3.5
VOWEL_LETTERS = frozenset("aeiouyhw")  # in "ahhh", "owww" and "heyyy" it is the vowel that is long
SLIDE = 0.85  # a step down of more than three semitones in 12.5 ms is not melody
UNIT = float(FRAMES_PER_UNIT)

# The speeds at which the decoder itself renders; the rest is done by showing its frames again or leaving some out.
# Measured, word error on 230 words and DNSMOS: at speed 2, frames left out 4.3 % and 2.8, the decoder squeezed 41 %
# and 2.9; at speed 0.5, frames shown twice 1.7 % and 3.3, the decoder stretched to 0.6 0.9 % and 3.5. Taking the
# nearest frame is as good as mixing two.
DECODE_LIMIT = (0.6, 1.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Score:
    """One sentence, ready for the decoder. P planned, C decoded and S spoken frames, L ids."""

    encoding: Array  # [128, L] what the decoder hears of each id
    hidden: NDArray[np.intp]  # [C] id whose encoding the decoder hears
    decode_f0: Array  # [C] Hz, as the decoder should believe
    decode_energy: Array  # [C]
    source: Array  # [S] decoded frame, fractional, that each spoken frame shows
    f0: Array  # [S] Hz of the pulses, 0 where there is no voice
    level: Array  # [S] the model's energy, to find silence
    segment: NDArray[np.intp]  # [S] which segment a frame belongs to
    bounds: NDArray[np.float64]  # [L + 1] spoken frame at which each id's sound begins
    first: int  # spoken frames from the first sound ...
    last: int  # ... to past the last one


def planned_durations(raw: Array) -> NDArray[np.intp]:
    """Whole 25 ms units, at least one each, whose running sum follows the real durations.

    The rounding error is carried along, so that a hundred small errors in one direction do not add up.
    """
    result = np.empty(len(raw), np.intp)
    owed = 0.0
    for i, want in enumerate(np.maximum(raw, 0.0)):
        result[i] = max(1, round(want + owed))
        owed += want - result[i]
    return result


def compose(
    model: Model,
    ids: Sequence[int],
    sentence: Sentence,
    manners: Mapping[int, Manner],
    variation: Variation | None = None,
) -> Score:
    """The score of a sentence. ``ids`` has a pad at both ends; ``manners``: request segment -> manner."""
    encoded = model.encode(ids)
    count = len(ids)
    text = "\0" + sentence.phonemes + "\0"
    owner = np.array([sentence.segment[0], *sentence.segment, sentence.segment[-1]], np.intp)
    per_id = {
        name: np.array([getattr(manners[s], name) for s in owner], np.float32) for name in ("rate", "speed", "stretch")
    }
    stressed = _stressed_vowels(text)
    silent = np.array([c in SILENT or c == "\0" for c in text])
    wanted = encoded.durations / per_id["rate"] * np.where(stressed, per_id["stretch"], 1.0).astype(np.float32)
    wanted *= _drawn_out(sentence)
    if variation:
        wanted *= variation.pace(count)
    wanted[silent] = encoded.durations[silent]  # pauses have their own factor
    speed = per_id["speed"]
    decode_speed = np.clip(speed, *DECODE_LIMIT)
    units = planned_durations(wanted)
    f0, energy = model.prosody(np.repeat(encoded.prosody, units, axis=1))
    f0 = _held_at_edges(f0)
    planned = len(f0)

    ends = np.cumsum(units) * UNIT
    starts = np.concatenate([[0.0], ends[:-1]])
    sound = np.clip(np.append(starts, planned) - LEAD, 0.0, planned)  # planned frame where an id is heard
    sound[0], sound[-1] = 0.0, planned
    frame = np.arange(planned) + 0.5
    heard = np.clip(np.searchsorted(sound, frame, side="right") - 1, 0, count - 1)
    whole = np.maximum(wanted, 1e-3) * UNIT
    ratio = (whole / (units * UNIT))[heard]  # undoes the rounding of the plan
    segments = owner[heard]
    hushed = (energy < QUIET) & (f0 < VOICED_HZ)
    rest = hushed & _near_punctuation(text, sound, planned)
    pause = np.array([manners[s].pause for s in segments], np.float32)
    ratio = ratio * np.where(rest, pause, 1.0)

    to_decoded = _clock(ratio / decode_speed[heard])
    to_spoken = _clock(ratio / speed[heard])
    place = np.arange(planned + 1, dtype=np.float64)
    decoded, spoken = (max(1, round(float(c[-1]))) for c in (to_decoded, to_spoken))
    back_decoded = np.interp(np.arange(decoded) + 0.5, to_decoded, place)
    back_spoken = np.interp(np.arange(spoken) + 0.5, to_spoken, place)
    source = np.interp(back_spoken, place, to_decoded) - 0.5

    # What the decoder hears of a phoneme comes LEAD frames after its sound, whatever the squeeze.
    entry = np.interp(sound, place, to_decoded) + LEAD
    entry[0] = 0.0
    hidden = np.clip(np.searchsorted(entry, np.arange(decoded) + 0.5, side="right") - 1, 0, count - 1)

    curve = _pitch(f0, segments, heard, stressed, manners, variation.spread() if variation else 1.0)
    if variation:
        curve = curve + variation.melody(planned)
    if _asks(text):
        curve = curve + _rise(f0, curve)
    voiced = f0 > VOICED_HZ
    # A warp moves the harmonics that the decoder gives gain to: it is told the pitch that comes to lie on the pulses.
    size = _smooth(np.array([manners[s].size for s in segments], np.float32))
    told = f0 * np.exp2(np.clip(curve - 12.0 * np.log2(size), *TOLD) / 12.0)
    effort = _smooth(np.array([manners[s].effort for s in segments], np.float32))
    trembling = max(m.tremor for m in manners.values())
    level = energy + effort * np.clip((energy + 2.0) / 4.0, 0.0, 1.0)
    bounds = np.interp(sound, place, to_spoken)
    loud = np.flatnonzero(~(energy < QUIET))
    first, last = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, 0)
    spoken_f0 = _resampled_f0(np.where(voiced, f0 * np.exp2(curve / 12.0), 0.0), voiced, back_spoken)
    if trembling:
        spoken_f0 = spoken_f0 * _tremble(
            spoken, segments[np.minimum(back_spoken.astype(np.intp), planned - 1)], manners
        )
    return Score(
        encoding=encoded.hidden,
        hidden=hidden,
        decode_f0=_resampled_f0(told, voiced, back_decoded),
        decode_energy=np.interp(back_decoded - 0.5, np.arange(planned), level).astype(np.float32),
        source=source.astype(np.float32),
        f0=spoken_f0.astype(np.float32),
        level=np.interp(back_spoken - 0.5, np.arange(planned), energy).astype(np.float32),
        segment=segments[np.minimum(back_spoken.astype(np.intp), planned - 1)],
        bounds=bounds,
        first=int(np.floor(np.interp(first, place, to_spoken))),
        last=int(np.ceil(np.interp(last, place, to_spoken))),
    )


def _held_at_edges(f0: Array) -> Array:
    """The pitch without the slide towards zero in the last two frames of a voiced stretch.

    The network's pitch runs down to zero where voice ends; moved by a control, those frames would fall under the
    voicing limit or stretch the melody's width. They take the pitch of the frame inside them.
    """
    held = f0.copy()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], f0 > VOICED_HZ, [False]]).astype(np.int8)))
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        for i in range(min(start + 1, stop - 2), start - 1, -1):
            if held[i] < SLIDE * held[i + 1]:
                held[i] = held[i + 1]
        for i in range(max(stop - 2, start + 1), stop):
            if held[i] < SLIDE * held[i - 1]:
                held[i] = held[i - 1]
    return held


def _clock(weights: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])


def _stressed_vowels(text: str) -> NDArray[np.bool_]:
    """Primary-stressed vowels: the vowel after the mark, and the mark, whose duration is the vowel's too."""
    marks = np.zeros(len(text), bool)
    for i, symbol in enumerate(text[:-1]):
        if symbol == "ˈ" and text[i + 1] in VOWELS:
            marks[i : i + 2] = True
    return marks


def _drawn_out(sentence: Sentence) -> Array:
    """Factor on the duration of each id: what the shown words write long, by repeating a letter, is spoken long.

    The letter's place in its word tells which of the word's vowels, or consonants, it is.
    """
    factors = np.ones(len(sentence.phonemes) + 2, np.float32)
    for word in sentence.words:
        run = DRAWN.search(word.text.lower())
        if run is None or NOT_DRAWN.fullmatch(word.text):
            continue
        vowel = run[1] in VOWEL_LETTERS
        sounds = [
            at
            for at in range(word.first, word.last)
            if sentence.phonemes[at] not in STRESS
            and sentence.phonemes[at] not in SILENT
            and (sentence.phonemes[at] in VOWELS) == vowel
        ]
        if not sounds:
            continue
        place = (run.start() + run.end()) / 2 / len(word.text)
        at = sounds[min(int(place * len(sounds)), len(sounds) - 1)]
        factor = min(1.0 + DRAWN_STEP * (len(run[0]) - 2), DRAWN_MOST)
        first = at - 1 if at > word.first and sentence.phonemes[at - 1] in STRESS else at
        factors[first + 1 : at + 2] = factor
    return factors


def _near_punctuation(text: str, sound: NDArray[np.float64], planned: int) -> NDArray[np.bool_]:
    """Frames from half a second before a punctuation mark's sound to its end: pauses begin in the last phoneme."""
    near = np.zeros(planned, bool)
    for i, symbol in enumerate(text):
        if symbol in PUNCTUATION:
            near[max(0, int(sound[i]) - 40) : int(sound[i + 1]) + 16] = True
    return near


def _smooth(values: Array, width: int = 5) -> Array:
    """A moving average, so that a control does not step where segments meet."""
    if len(values) < 2 or (values == values[0]).all():
        return values
    kernel = np.full(width, 1.0 / width)
    return np.convolve(np.pad(values, width // 2, mode="edge"), kernel, mode="valid").astype(np.float32)


def _pitch(
    f0: Array,
    segments: NDArray[np.intp],
    heard: NDArray[np.intp],
    stressed: NDArray[np.bool_],
    manners: Mapping[int, Manner],
    width: float,
) -> Array:
    """Semitones to add to each planned frame of the model's own pitch."""
    voiced = f0 > VOICED_HZ
    if not voiced.any():
        return np.zeros(len(f0), np.float32)
    height = 12.0 * np.log2(np.maximum(f0, VOICED_HZ))
    middle = float(height[voiced].mean())
    distance = np.where(voiced, height - middle, 0.0)
    where = np.flatnonzero(voiced)
    start, end = int(where[0]), int(where[-1]) + 1
    phrase = np.clip((np.arange(len(f0)) - start) / max(1, end - start), 0.0, 1.0)
    used = sorted(set(segments.tolist()))
    fixed = np.zeros(len(f0), np.float32)
    spread = np.ones(len(f0), np.float32)
    accents = _smooth(stressed[heard].astype(np.float32), 9)
    for s in used:
        manner, mask = manners[s], segments == s
        added = np.full(len(f0), manner.pitch + manner.lift, np.float32)
        if manner.contour:
            added += np.interp(phrase, *np.array(manner.contour).T).astype(np.float32)
        if manner.accent:
            added += manner.accent * accents
        fixed[mask] = added[mask]
        spread[mask] = manner.spread * width * (1.0 - manner.robot)
    curve = _smooth(fixed) + distance * (_smooth(spread) - 1.0)
    robot = max(manners[s].robot for s in used)
    if robot:  # whole tones, like an early speech chip
        target = 2.0 * np.round((height + curve) / 2.0)
        curve = np.where(voiced, curve + robot * (target - height - curve), curve)
    return np.asarray(curve, np.float32)


def _asks(text: str) -> bool:
    """Whether a sentence of phonemes is a question that rises: those with a question word fall in English."""
    if not text.rstrip('\0 ”")').endswith("?"):
        return False
    first = text.strip('\0 “"(').split(" ")[0].translate({ord(c): None for c in STRESS})
    return first not in QUESTION_WORDS


def _rise(f0: Array, curve: Array) -> Array:
    """Semitones that lift the end of a yes-no question as far as it does not rise by itself."""
    voiced = np.flatnonzero(f0 > VOICED_HZ)
    if len(voiced) < 8:
        return np.zeros(len(f0), np.float32)
    height = 12.0 * np.log2(f0[voiced]) + curve[voiced]
    tail = max(3, min(12, len(voiced) // 5))
    missing = RISE - float(height[-tail:].mean() - height[:-tail].mean())
    start = voiced[max(0, len(voiced) - 3 * tail)]
    shape = np.clip((np.arange(len(f0)) - start) / max(1, voiced[-1] - start), 0.0, 1.0)
    return np.asarray(np.clip(missing, 0.0, MOST_RISE) * shape, np.float32)


def _resampled_f0(f0: Array, voiced: NDArray[np.bool_], at: NDArray[np.float64]) -> Array:
    """Pitch at fractional frames: interpolated inside voiced stretches, never between voice and silence."""
    place = at - 0.5
    low = np.clip(np.floor(place), 0, len(f0) - 1).astype(np.intp)
    high = np.minimum(low + 1, len(f0) - 1)
    part = np.clip(place - low, 0.0, 1.0).astype(np.float32)
    near = np.where(part < 0.5, low, high)
    both = voiced[low] & voiced[high]
    return np.where(both, f0[low] * (1 - part) + f0[high] * part, f0[near]).astype(np.float32)


def _tremble(frames: int, segments: NDArray[np.intp], manners: Mapping[int, Manner]) -> Array:
    """Factor on the pitch: 5.2 Hz, the rate of vocal tremor, up to a semitone, not quite regular."""
    depth = np.array([manners[s].tremor for s in segments], np.float32)
    seconds = np.arange(frames) / 80.0
    wave = np.sin(2 * np.pi * 5.2 * seconds) + 0.4 * np.sin(2 * np.pi * 3.1 * seconds + 1.0)
    return np.exp2(depth * wave / 12.0).astype(np.float32)


__all__ = ["PAD", "Score", "compose", "planned_durations"]
