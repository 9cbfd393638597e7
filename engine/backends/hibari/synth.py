"""From a score to samples, in blocks: decoder, timbre, pulses and noise, one inverse STFT.

The signal model is that of hibari/dsp.py (n_fft 1200, hop 300, Hann, 24 kHz):

    S = exp(lh) e^{i pi tanh(theta)} STFT(pulses(f0)) + exp(ln) Z + exp(lr) e^{i phi}

written frame-major, because the head gives frame-major values and every step is then contiguous. What a
director adds (breath, whisper, roughness, tilt) is added to these parts, before there is a waveform.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from engine.backends.hibari import timbre
from engine.backends.hibari.manner import Manner
from engine.backends.hibari.model import BINS, HOP, RATE, Array, Head, Model
from engine.backends.hibari.parameters import VoiceParameters
from engine.backends.hibari.score import VOICED_HZ, Score

N_FFT = 1200
OVERLAP = N_FFT // HOP
REACH = 2  # frames before and after that share samples with a frame
WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)).astype(np.float32)
SOURCE_WINDOW = WINDOW / np.float32(N_FFT / 4)
SYNTHESIS_WINDOW = WINDOW / np.float32(1.5)  # squared Hann windows a quarter apart sum to 1.5
TOP_HARMONIC_HZ = 11_000.0

FIRST_BLOCK = 96  # frames, 1.2 s: small, so that sound begins early
BLOCK = 400  # frames, 5 s: bounds memory
CONTEXT = 20  # frames on either side that the decoder needs to hear (it reaches 27, the last ones hardly count)

BREATH_GAIN = 0.16  # aspiration against the harmonics at breath 1
# A harmonic's amplitude as noise; without the fundamental, which would leave a narrow band that still has a pitch.
WHISPER = (0.30 / (1.0 + (450.0 / np.maximum(timbre.HZ, 1.0)) ** 3)).astype(np.float32)
# A robot's harmonics have phases of their own, the same in every frame: a delay that grows to 4 ms at 12 kHz. All
# equal they would be as mechanical, but peak at twice the amplitude.
CHIRP = (np.pi * 0.004 / 12_000 * timbre.HZ**2).astype(np.float32)
LOG_LIMIT = 7.0  # as in hibari/dsp.py

# Semitones between the pulses and the pitch the head was told: up to the first its gains are taken as they are, over
# the second they are read at its own harmonics only.
NEAR, FAR = 0.5, 1.5
# Bins in which that is done, and how much: to 800 Hz wholly, to 1.2 kHz less and less. Over that the gains between the
# harmonics are as good as on them.
VALLEYS = 60
VALLEY_FADE = np.clip((VALLEYS - np.arange(VALLEYS)) / 20, 0.0, 1.0).astype(np.float32)

# A frame's level over which it is held back, decibels under full scale at volume 0: what a stressed open vowel reaches
# in a loud voice. Of what is over it this part remains. Two harmonics on one formant are up to 6 dB louder than meant.
FULL_DB, KNEE = -13.0, 0.35
FRAME_POWER = float(np.square(SYNTHESIS_WINDOW).sum())


@dataclasses.dataclass(frozen=True, slots=True)
class Shading:
    """Per spoken frame, what the manners add to the spectral parts. None where nothing is added."""

    tilt: Array | None
    breath: Array | None
    whisper: Array | None


def blocks(start: int, stop: int) -> list[tuple[int, int]]:
    """Frames cut so that the first block is short and the others are even. The same cut for the same length."""
    total = stop - start
    if total <= FIRST_BLOCK + FIRST_BLOCK // 2:
        return [(start, stop)] if total > 0 else []
    rest = total - FIRST_BLOCK
    count = -(-rest // BLOCK)
    edges = [start, *(start + FIRST_BLOCK + rest * i // count for i in range(count + 1))]
    return list(itertools.pairwise(edges))


def render(
    model: Model,
    score: Score,
    voice: VoiceParameters,
    manners: Mapping[int, Manner],
    noise: np.random.Generator,
    start: int,
    stop: int,
    full: float = np.inf,
) -> Iterator[Array]:
    """Samples of the spoken frames ``start`` to ``stop`` (they may lie outside the score: silence), in blocks.

    Blocks joined are exactly ``(stop - start) * HOP`` samples. Same score and generator state, same samples.
    Frames louder than ``full`` (root mean square) are held back softly.
    """
    low, high = start - REACH, stop + REACH
    inside = np.clip(np.arange(low, high), 0, len(score.f0) - 1)
    segment = score.segment[inside]
    used = sorted(set(segment.tolist()))
    excitation = _pulses(score.f0[inside], _per_frame(segment, manners, "rough"), noise)
    shading = Shading(*(_per_frame(segment, manners, n) for n in ("tilt", "breath", "whisper")))
    bias = timbre.bias(voice)
    heads = {s: model.head(timbre.positions(voice, manners[s].formant), bias) for s in used}
    robot = np.float32(max(manners[s].robot for s in used))
    spacing, strange = _learnt(score, inside, np.array([manners[s].size for s in segment.tolist()]))
    buffer = np.zeros((high - low + OVERLAP, HOP), np.float32)
    done = 0
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(excitation, N_FFT // 2, mode="reflect"), N_FFT)[::HOP]
    for a, b in blocks(0, high - low):
        spectra = _spectra(model, score, heads, inside[a:b], segment[a:b])
        if strange[a:b].any():
            _fill_valleys(spectra[:, 0], spacing[a:b], strange[a:b])
        harmonics = scipy.fft.rfft(windows[a:b] * SOURCE_WINDOW, axis=1, overwrite_x=True)
        frames = _frames(harmonics, spectra, shading, a, b, score.f0[inside[a:b]] > VOICED_HZ, robot, noise)
        _hold_back(frames, full)
        for k in range(OVERLAP):
            buffer[a + k : b + k] += frames[:, k]
        # Row r of the buffer is complete when frames up to r have been added; row 2 * REACH is frame ``start``.
        ready = b if b < high - low else high - low
        yield buffer[2 * REACH + done : ready].reshape(-1)
        done = max(done, ready - 2 * REACH)


def _per_frame(segment: NDArray[np.intp], manners: Mapping[int, Manner], name: str) -> Array | None:
    values = {s: float(getattr(manners[s], name)) for s in set(segment.tolist())}
    if not any(values.values()):
        return None
    return np.array([values[s] for s in segment.tolist()], np.float32)


def _spectra(
    model: Model, score: Score, heads: Mapping[int, Head], frames: NDArray[np.intp], segment: NDArray[np.intp]
) -> Array:
    """The five parts of some spoken frames, [n, 5, 601]."""
    source = score.source[frames]
    a = max(0, int(np.floor(source[0])) - CONTEXT)
    b = min(len(score.hidden), int(np.ceil(source[-1])) + 1 + CONTEXT)
    # ``hidden`` holds ids; their encodings are laid out only for this block.
    features = model.decode(
        np.take(score.encoding, score.hidden[a:b], axis=1), score.decode_f0[a:b], score.decode_energy[a:b]
    )
    features = _at(features, source - a)
    distinct: dict[int, Head] = {id(heads[s]): heads[s] for s in set(segment.tolist())}
    if len(distinct) == 1:
        return next(iter(distinct.values()))(features)
    spectra = np.empty((len(frames), 5, BINS), np.float32)
    for key, head in distinct.items():
        mask = np.array([id(heads[s]) == key for s in segment.tolist()])
        spectra[mask] = head(features[mask])
    return spectra


def _at(features: Array, place: Array) -> Array:
    """Rows at fractional places. The head is linear, so mixing features mixes log gains and phases."""
    near = np.clip(np.rint(place), 0, len(features) - 1).astype(np.intp)
    if np.abs(place - near).max(initial=0.0) < 1e-3:
        return features[near[0] : near[-1] + 1] if near[-1] - near[0] + 1 == len(near) else features[near]
    return features[near]


def _learnt(score: Score, frames: NDArray[np.intp], size: NDArray[np.float64]) -> tuple[Array, Array]:
    """Of some spoken frames: how many bins lie from one harmonic that the head thinks of to the next, after the warp
    of ``size``, and how far off them (0..1) the pulses' harmonics are. Between voiced stretches pitches are straight
    lines: frames there still touch the pulses beside them."""
    voiced, sounding = np.flatnonzero(score.decode_f0 > VOICED_HZ), np.flatnonzero(score.f0 > VOICED_HZ)
    if not len(voiced) or not len(sounding):
        return np.ones(len(frames), np.float32), np.zeros(len(frames), np.float32)
    told = np.interp(np.rint(score.source[frames]), voiced, score.decode_f0[voiced]) * size
    pulses = np.interp(frames, sounding, score.f0[sounding])
    off = np.abs(12.0 * np.log2(pulses / told))
    strange = np.clip((off - NEAR) / (FAR - NEAR), 0.0, 1.0)
    return (told / timbre.BIN_HZ).astype(np.float32), strange.astype(np.float32)


def _fill_valleys(gain: Array, spacing: Array, strange: Array) -> None:
    """Lays straight lines between the values of the log gains [n, 601] at the harmonics the head learnt, in place.

    Between the harmonics of its own voice nothing was ever heard in training, so the gains there are anything: around
    300 Hz up to 25 dB over the harmonics beside them. Pulses of another pitch must not meet them.
    """
    rows = np.arange(len(gain))[:, None]
    count = int(np.ceil(VALLEYS / float(spacing.min()))) + 2
    place = np.minimum(spacing[:, None] * np.arange(1, count + 1, dtype=np.float32), BINS - 2)
    low = place.astype(np.intp)
    part = place - low
    peaks = gain[rows, low] * (1 - part) + gain[rows, low + 1] * part
    harmonic = np.arange(VALLEYS, dtype=np.float32) / spacing[:, None]
    under = np.clip(harmonic.astype(np.intp), 1, count - 1)
    part = np.clip(harmonic - under, 0.0, 1.0)  # under the first harmonic, its gain
    filled = peaks[rows, under - 1] * (1 - part) + peaks[rows, under] * part
    gain[:, :VALLEYS] += (filled - gain[:, :VALLEYS]) * (strange[:, None] * VALLEY_FADE)


def _hold_back(frames: Array, full: float) -> None:
    """Lowers windowed frames [n, 4, HOP] that are louder than ``full``, in place. As frames overlap, nothing steps."""
    power = np.einsum("nkh,nkh->n", frames, frames) / FRAME_POWER
    over = power > full * full
    if over.any():
        gain = (full * full / power[over]) ** ((1.0 - KNEE) / 2)
        frames[over] *= gain.astype(np.float32)[:, None, None]


def _frames(
    harmonics: NDArray[np.complex64],
    spectra: Array,
    shading: Shading,
    a: int,
    b: int,
    voiced: NDArray[np.bool_],
    robot: np.float32,
    noise: np.random.Generator,
) -> Array:
    """Windowed waveforms of some frames, [n, 4, HOP]. ``spectra`` [n, 5, 601] is overwritten."""
    lh, theta, ln, lr, phi = (spectra[:, i] for i in range(5))
    if shading.tilt is not None:
        tilt = shading.tilt[a:b, None] * timbre.TILT
        lh += tilt
        ln += tilt
        lr += tilt
    gains = [np.exp(np.minimum(x, LOG_LIMIT, out=x), out=x) for x in (lh, ln, lr)]
    harmonic, hiss, free = gains
    if shading.breath is not None:
        breath = shading.breath[a:b, None] * (voiced[:, None] * BREATH_GAIN * timbre.ASPIRATION)
        np.hypot(hiss, harmonic * breath.astype(np.float32), out=hiss)
        harmonic *= 1.0 - 0.3 * shading.breath[a:b, None]
    if shading.whisper is not None:
        hushed = shading.whisper[a:b, None]
        np.hypot(hiss, _envelope(harmonic) * (hushed * voiced[:, None] * WHISPER), out=hiss)
        harmonic *= 1.0 - hushed
        free *= 1.0 - 0.95 * hushed
    turn = np.empty(harmonics.shape, np.complex64)
    np.tanh(theta, out=theta)
    theta *= np.float32(np.pi) * (1 - robot)
    if robot:
        theta += robot * CHIRP
    np.cos(theta, out=turn.real)
    np.sin(theta, out=turn.imag)
    turn *= harmonic
    harmonics *= turn
    z = noise.standard_normal((b - a, 2 * BINS), dtype=np.float32).view(np.complex64)
    z *= hiss
    harmonics += z
    np.cos(phi, out=turn.real)
    np.sin(phi, out=turn.imag)
    turn *= free
    harmonics += turn
    frames: Array = scipy.fft.irfft(harmonics, n=N_FFT, axis=1, overwrite_x=True)
    frames *= SYNTHESIS_WINDOW
    return frames.reshape(b - a, OVERLAP, HOP)


def _envelope(harmonic: Array, reach: int = 8) -> Array:
    """Harmonic gains [n, 601] smoothed over 340 Hz: between its harmonics the gain ripples, and noise shaped by the
    ripple would have a pitch."""
    power = np.pad(harmonic * harmonic, ((0, 0), (reach + 1, reach)), mode="edge")
    total = np.cumsum(power, axis=1, dtype=np.float64)
    width = 2 * reach + 1
    return np.asarray(np.sqrt((total[:, width:] - total[:, :-width]) / width), np.float32)


def _pulses(f0: Array, rough: Array | None, noise: np.random.Generator) -> Array:
    """A band-limited pulse train of the pitch [frames] -> samples [frames * HOP]; silence where there is no voice.

    Every harmonic under 11 kHz at unit amplitude: sum of cos(h t) for h to H = sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2.
    Roughness makes the periods uneven (jitter) and every second pulse weaker, as in a hoarse or creaking voice.
    """
    frames = len(f0)
    if rough is not None:
        f0 = f0 * np.exp(0.035 * rough * noise.standard_normal(frames, dtype=np.float32))
    voiced = f0 > VOICED_HZ
    filled = np.maximum(f0, VOICED_HZ)
    padded = np.pad(filled, 1, mode="edge")
    half = HOP // 2
    part = (((np.arange(HOP) + 0.5) / HOP - 0.5) % 1.0).astype(np.float32)
    hz = np.empty((frames, HOP), np.float32)
    np.multiply(padded[:-2, None], 1 - part[:half], out=hz[:, :half])
    hz[:, :half] += padded[1:-1, None] * part[:half]
    np.multiply(padded[1:-1, None], 1 - part[half:], out=hz[:, half:])
    hz[:, half:] += padded[2:, None] * part[half:]
    # At the edges of a voiced stretch the pitch holds: sliding to the floor would be heard as a chirp.
    lone = np.flatnonzero(voiced & ~(np.append(voiced[1:], False) & np.append(False, voiced[:-1])))
    hz[lone] = f0[lone, None]
    line = hz.reshape(-1)
    turns = np.cumsum(line, dtype=np.float64)
    turns *= 1.0 / RATE
    cycle = np.floor(turns) if rough is not None else None
    np.modf(turns, turns)
    angle = (turns * (2 * np.pi)).astype(np.float32)
    top = np.floor(TOP_HARMONIC_HZ / line)
    top += 0.5
    below = np.sin(angle * 0.5)
    below *= 2
    peak = np.abs(below) <= 2e-3
    train: Array = np.sin(top * angle)
    below[peak] = 1
    train /= below
    train[peak] = top[peak]
    train -= 0.5
    if cycle is not None and rough is not None:
        train *= 1.0 - 0.55 * np.repeat(rough, HOP) * (cycle % 2).astype(np.float32)
    train.reshape(frames, HOP)[~voiced] = 0
    return train
