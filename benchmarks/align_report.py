"""How well engine.align finds words: in voices whose times are known, and whether it knows when the text is another.

    python benchmarks/align_report.py [--quick]

- the embedded voices, whose word times are exact, each against the template's voice;
- flite's statistical voices rms, awb and slt (real speakers' models) and espeak-ng (a formant synthesiser), where the
  Debian packages flite and espeak-ng are installed: their own word times are the truth;
- the embedded voices against PocketSphinx' forced alignment, an independent referee;
- right text against another of the same length; a last word cut off the audio, or left out of the text.
"""

from __future__ import annotations

import argparse
import ctypes
import itertools
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

import ears  # noqa: E402

from benchmarks.tables import Row, show  # noqa: E402
from engine.align import Alignment, align  # noqa: E402
from engine.backends.hibari.backend import Backend  # noqa: E402
from engine.protocol import Result, SpeechRequest, Text, VoiceSpec  # noqa: E402

SCRIPT = [
    *(ROOT / "tests" / "engine" / "ears_script.txt").read_text(encoding="utf-8").splitlines(),
    "Wait, who are you? I told you to stay away from here!",
    "No! Stop it. You cannot go in there, not yet, not without the key.",
    "Well, to be honest, I had hoped for something better; but this will do, for now.",
]
EMBEDDED = ("narrator", "martin", "grom", "pip", "clara", "mabel")
GOAL_MEDIAN, GOAL_MOST, GOAL_COST = 30.0, 80.0, 5.0  # ms, ms (90 %), per cent of real time


@dataclass(frozen=True, slots=True)
class Take:
    """A line in some voice, with the true start of each word in seconds, and the true end of the last."""

    text: str
    samples: NDArray[np.float32]
    rate: int
    starts: list[float]


def embedded(voice: str, lines: list[str]) -> Iterator[Take]:
    backend = Backend()
    for seed, text in enumerate(lines):
        asked = SpeechRequest(segments=(Text(text=text),), voice=VoiceSpec(engine="hibari", preset=voice), seed=seed)
        parts = list(backend.speak(asked, lambda: False))
        result = parts.pop()
        assert isinstance(result, Result)
        samples = np.concatenate([p for p in parts if not isinstance(p, Result)])
        yield Take(text, samples, result.rate, [w.start / result.rate for w in result.words])


class _Wave(ctypes.Structure):  # cst_wave of flite
    _fields_ = [
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    ]


def flite(voice: str, lines: list[str]) -> Iterator[Take]:
    """Raises OSError when libflite is not there."""
    library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for name in ("usenglish", "cmulex"):
        ctypes.CDLL(f"libflite_{name}.so.1", mode=ctypes.RTLD_GLOBAL)
    library.flite_init()
    pointer = ctypes.c_void_p
    for name, result, arguments in (
        ("flite_synth_text", pointer, (ctypes.c_char_p, pointer)),
        ("utt_wave", pointer, (pointer,)),
        ("utt_relation", pointer, (pointer, ctypes.c_char_p)),
        ("relation_head", pointer, (pointer,)),
        ("item_next", pointer, (pointer,)),
        ("ffeature_float", ctypes.c_float, (pointer, ctypes.c_char_p)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{voice}.so.1"), f"register_cmu_us_{voice}")
    register.restype, register.argtypes = pointer, (pointer,)
    speaker = register(None)
    for text in lines:
        spoken = library.flite_synth_text(text.encode(), speaker)
        wave = ctypes.cast(library.utt_wave(spoken), ctypes.POINTER(_Wave)).contents
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.float32) / 32768
        word = library.relation_head(library.utt_relation(spoken, b"Word"))
        starts = []
        while word:
            starts.append(library.ffeature_float(word, b"R:SylStructure.daughter1.daughter1.R:Segment.p.end"))
            word = library.item_next(word)
        yield Take(text, samples, wave.sample_rate, starts)


class _Event(ctypes.Structure):  # espeak_EVENT
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


def espeak(voice: str, lines: list[str]) -> Iterator[Take]:
    """Raises OSError when libespeak-ng is not there."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    synchronous, utf8, word = 2, 1, 1
    rate = library.espeak_Initialize(synchronous, 200, None, 0)
    chunks: list[NDArray[np.int16]] = []
    starts: list[float] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
    def take(samples: Any, count: int, events: Any) -> int:
        if samples and count:
            chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        for index in itertools.count():
            if not events[index].type:
                return 0
            if events[index].type == word and events[index].length:
                starts.append(events[index].audio_position / 1000)
        return 0

    library.espeak_SetSynthCallback(take)
    library.espeak_SetVoiceByName(voice.encode())
    for text in lines:
        chunks.clear()
        starts.clear()
        data = text.encode() + b"\0"
        library.espeak_Synth(data, len(data), 0, 1, 0, utf8, None, None)
        yield Take(text, np.concatenate(chunks).astype(np.float32) / 32768, rate, list(starts))


def errors(take: Take, found: Alignment) -> list[float]:
    """Milliseconds between true and found starts; nothing where the synthesiser counts other words."""
    if len(take.starts) != len(found.words):
        return []
    return [abs(w.start / take.rate - s) * 1000 for w, s in zip(found.words, take.starts, strict=True)]


def referee(takes: list[Take]) -> list[Row]:
    """How far PocketSphinx and the alignment are apart, next to PocketSphinx and the truth."""
    ours, true = [], []
    for take in takes:
        words = align(take.samples, take.rate, take.text).words
        heard = ears.aligned_words(take.samples, take.rate, ["".join(ears.plain_words(w.text)) for w in words])
        for word, start, found in zip(words, take.starts, heard or [], strict=False):
            ours.append(1000 * abs(word.start / take.rate - found[0]))
            true.append(1000 * abs(start - found[0]))
    if not ours:
        return []
    return [
        Row("PocketSphinx and the alignment, median", float(np.median(ours)), "ms"),
        Row("PocketSphinx and the engine's own times, median", float(np.median(true)), "ms"),
    ]


def telling_apart(takes: list[Take]) -> list[Row]:
    """Confidence for right and wrong text, cut and extra endings."""
    right, wrong, cut, extra, false_cut, false_extra = ([] for _ in range(6))
    by_length = sorted({t.text for t in takes}, key=len)
    for take in takes:
        good = align(take.samples, take.rate, take.text)
        right.append(good.confidence)
        false_cut.append(bool(good.unheard))
        false_extra.append("extra-speech" in {c.code for c in good.checks()})
        place = by_length.index(take.text)
        other = by_length[place + 1] if place + 1 < len(by_length) else by_length[place - 1]
        wrong.append(align(take.samples, take.rate, other).confidence)
        if len(take.starts) != len(good.words) or len(good.words) < 5:
            continue
        kept = take.samples[: round(take.starts[-1] * take.rate)]
        quiet = np.zeros(take.rate // 5, np.float32)
        cut.append(bool(align(np.concatenate([kept, quiet]), take.rate, take.text).unheard))
        shorter = take.text[: good.words[-2].offset].strip()
        extra.append("extra-speech" in {c.code for c in align(take.samples, take.rate, shorter).checks()})
    a, b = np.array(right)[:, None], np.array(wrong)[None]
    return [
        Row("area under the curve, right text against another", float((a > b).mean()), "", 0.99, at_most=False),
        Row("right text: confidence of the lowest 5 %", float(np.percentile(right, 5)), "", 0.5, at_most=False),
        Row("other text: confidence of the highest 5 %", float(np.percentile(wrong, 95)), "", 0.5),
        Row("last word cut off: noticed", 100 * float(np.mean(cut)), "%", 95, at_most=False),
        Row("  and falsely, in whole lines", 100 * float(np.mean(false_cut)), "%", 2),
        Row("two words too many in the audio: noticed", 100 * float(np.mean(extra)), "%", 75, at_most=False),
        Row("  and falsely, in whole lines", 100 * float(np.mean(false_extra)), "%", 4),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="every fourth line")
    lines = SCRIPT[::4] if options.parse_args().quick else SCRIPT
    align(np.zeros(2400, np.float32) + 0.1, 24_000, "Ready.")  # opens the template's voice
    rows: list[Row] = []
    everything: list[Take] = []
    spent = length = 0.0
    for maker, voices in ((embedded, EMBEDDED), (flite, ("rms", "awb", "slt")), (espeak, ("en-us", "en-us+f3"))):
        for voice in voices:
            try:
                takes = list(maker(voice, lines))
            except OSError as missing:
                sys.stdout.write(f"  {maker.__name__} is left out: {missing}\n")
                break
            everything += takes[::3]
            apart: list[float] = []
            for take in takes:
                began = time.process_time()
                found = align(take.samples, take.rate, take.text)
                spent += time.process_time() - began
                length += len(take.samples) / take.rate
                apart += errors(take, found)
            name = f"{maker.__name__} {voice}, {len(apart)} words"
            rows.append(Row(f"{name}: median", float(np.median(apart)), "ms", GOAL_MEDIAN))
            rows.append(Row(f"{name}: 90 %", float(np.percentile(apart, 90)), "ms", GOAL_MOST))
    rows.append(Row("processor time, of real time", 100 * spent / length, "%", GOAL_COST))
    show("start of words against the truth", rows)
    show("an independent referee", referee(list(embedded("martin", lines[::2]))))
    show("whether the audio says the text", telling_apart(everything))


if __name__ == "__main__":
    main()
