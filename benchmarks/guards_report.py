"""What the guards over spoken lines find: how often they doubt a good line, and which spoilt ones they notice.

    python -m benchmarks guards_report

Good lines come from voices that do say their text: the embedded one (whispered, slow and quick among them), and where
the Debian packages are installed flite's statistical voices (models of real speakers) and espeak-ng (a formant
synthesiser), in ten languages; from "Huh?" to paragraphs, also stretched and squeezed. They are then spoilt the way
these models fail: a segment over and over, silence, noise, a lost ending, a sentence said twice, babble before or
after, other words. The weights of the real models are not at hand, so this is what the thresholds of
``engine.delivery.judge`` stand on; doubts about codes are tried on sequences with held vowels and pauses.
"""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import soxr

from benchmarks.align_report import SCRIPT, Take, espeak, flite
from benchmarks.tables import Row, show
from engine.backends.hibari.backend import Backend
from engine.backends.qwen3.guards import FRAMES_PER_SECOND, repeats
from engine.delivery.judge import judge
from engine.delivery.level import Array
from engine.delivery.post import Stretch
from engine.delivery.reading import Reading
from engine.delivery.spans import Speech
from engine.protocol import Controls, Result, SpeechRequest, Text, VoiceSpec

RATE = 24_000
VOICE = VoiceSpec(engine="hibari")
GOAL_FALSE, GOAL_FOUND = 3.0, 90.0  # per cent
BARKS = [
    "Huh?", "No!", "Yes.", "Stop!", "Wait.", "What?", "Go!", "Over here!", "Not now.", "Help me!", "Oh no.", "Run!",
    "Who's there?", "I see.", "Fine.", "Never mind.", "Good morning.", "Thank you.", "Look out!", "Come on, hurry!",
]  # fmt: skip
PARAGRAPHS = [" ".join(SCRIPT[i : i + 3]) for i in range(0, 15, 3)]
LINES = [*BARKS, *SCRIPT[:24], *PARAGRAPHS]
MANNERS = {
    "plain": Controls(), "whispered": Controls(whisper=True), "slow": Controls(speed=0.6), "quick": Controls(speed=1.6),
    "sad": Controls(emotion="sad"), "angry": Controls(emotion="angry"),
}  # fmt: skip
ELSEWHERE = {
    "de": "Guten Morgen, mein alter Freund. Ich habe gestern lange auf dich gewartet, aber du bist nicht gekommen.",
    "fr": "Bonjour mon vieil ami. Je t'ai attendu longtemps hier soir, mais tu n'es pas venu.",
    "es": "Buenos días, viejo amigo. Ayer te esperé mucho tiempo, pero no viniste.",
    "it": "Buongiorno, vecchio amico. Ieri ti ho aspettato a lungo, ma non sei venuto.",
    "ru": "Доброе утро, старый друг. Вчера я долго ждал тебя, но ты так и не пришёл.",
    "pt": "Bom dia, velho amigo. Ontem esperei muito tempo por você, mas você não veio.",
    "zh": "早上好，我的老朋友。昨天我等了你很久，可是你没有来。",
    "ko": "안녕하세요, 오랜 친구여. 어제 오랫동안 기다렸지만 당신은 오지 않았어요.",
}
SHORT = {"de": "Nein!", "fr": "Attends.", "es": "¿Qué?", "it": "Fermo!", "ru": "Стой!", "pt": "Calma.", "zh": "不！"}


@dataclass(frozen=True, slots=True)
class Said:
    """A line as some voice said it, at 24 kHz."""

    text: str
    language: str
    samples: Array
    group: str


def found(said: Said, samples: Array, ended: bool = True) -> list[str]:
    """The doubts about samples that should say a text."""
    reading = Reading(said.text, tuple(range(len(said.text))))
    speech = Speech(reading=reading, language=said.language, voice=VOICE, controls=Controls())
    request = SpeechRequest(segments=(Text(text=said.text),), voice=VOICE, language=said.language)
    return [c.code for c in judge(samples, RATE, speech, request, ended=ended).checks]


# --- good lines -----------------------------------------------------------------------------------


def good_lines() -> Iterator[Said]:
    for number, (name, controls) in enumerate(MANNERS.items()):
        yield from _embedded(("narrator", "martin", "grom", "pip", "clara", "mabel")[number], name, controls)
    for voice in ("rms", "awb", "slt"):
        yield from _others(f"flite {voice}", functools.partial(flite, voice), LINES)
    for voice in ("en-us", "en-us+f3", "en-us+whisper"):
        yield from _others(f"espeak-ng {voice}", functools.partial(espeak, voice), LINES[::2])
    for language in ELSEWHERE:
        name = {"zh": "cmn"}.get(language, language)
        lines = [text for table in (ELSEWHERE, SHORT) if (text := table.get(language))]
        yield from _others(f"espeak-ng {language}", functools.partial(espeak, name), lines, language)


def _embedded(voice: str, name: str, controls: Controls) -> Iterator[Said]:
    backend = Backend()
    for seed, text in enumerate(LINES if name == "plain" else LINES[::2]):
        spoken = Text(text=text, controls=controls)
        asked = SpeechRequest(segments=(spoken,), voice=VoiceSpec(engine="hibari", preset=voice), seed=seed)
        parts = [p for p in backend.speak(asked, lambda: False) if not isinstance(p, Result)]
        yield Said(text, "en", _with_edges(np.concatenate(parts)), f"embedded, {name}")


def _others(
    group: str, voice: Callable[[list[str]], Iterator[Take]], lines: list[str], language: str = "en"
) -> Iterator[Said]:
    try:
        takes = list(voice(lines))
    except OSError:  # not installed here
        return
    for number, take in enumerate(takes):
        samples = np.asarray(soxr.resample(take.samples, take.rate, RATE), np.float32)
        speed = (1.0, 1.0, 0.7, 1.4)[number % 4]
        if speed != 1.0:
            stretch = Stretch(speed, RATE)
            samples = np.concatenate([stretch.push(samples), stretch.flush()])
        yield Said(take.text, language, _with_edges(samples), group)


def _with_edges(samples: Array) -> Array:
    """A breath of nearly nothing before and after, as these models give it."""
    random = np.random.default_rng(len(samples))
    return np.concatenate([samples, (1e-4 * random.standard_normal(RATE // 8)).astype(np.float32)])


# --- spoilt ones ----------------------------------------------------------------------------------


def spoilt(said: Said, other: Said, random: np.random.Generator) -> Iterator[tuple[str, Array, bool]]:
    """What was done, the sound, and whether the model would have said that it came to its end."""
    sound = said.samples
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    begin, end = int(loud[0]), int(loud[-1])
    middle = (begin + end) // 2
    piece = sound[middle : middle + min(RATE * 6 // 10, (end - begin) // 3)]
    level = float(np.sqrt(np.mean(sound[begin:end] ** 2)))
    babble = other.samples[::-1][: RATE * 3 // 2]
    noise = (level * random.standard_normal(2 * RATE)).astype(np.float32)
    tail = sound[end:]
    yield "nothing but silence", (1e-4 * random.standard_normal(len(sound))).astype(np.float32), True
    yield "a segment six times", np.concatenate([sound[:middle], np.tile(piece, 6), sound[middle:]]), True
    yield "a segment twice more", np.concatenate([sound[:middle], np.tile(piece, 2), sound[middle:]]), True
    yield "three seconds of silence inside", np.concatenate([sound[:middle], np.zeros(3 * RATE), sound[middle:]]), True
    yield "two seconds of noise after", np.concatenate([sound[:end], noise, tail]), True
    yield "soft noise after", np.concatenate([sound[:end], 0.1 * noise, tail]), True
    yield "a hum after", np.concatenate([sound[:end], _hum(level, 3.0), tail]), True
    yield "the last fifth cut off", sound[: end - (end - begin) // 5], True
    yield "the last two fifths gone", np.concatenate([_faded(sound[: end - (end - begin) * 2 // 5]), tail]), True
    yield (
        "the middle third gone",
        np.concatenate([sound[: begin + (end - begin) // 3], sound[-(len(sound) // 3) :]]),
        True,
    )
    yield "said twice", np.concatenate([sound, sound]), True
    yield "babble before", np.concatenate([babble, sound]), True
    yield "babble after", np.concatenate([sound, babble]), True
    yield "another line's words", other.samples, True
    yield "babble without end", np.concatenate([sound, np.tile(babble, 12)])[: 60 * RATE], False


def _hum(level: float, seconds: float) -> Array:
    at = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * 140 * k * at) / k for k in range(1, 20))
    return np.asarray(level * wave, np.float32)


def _faded(sound: Array) -> Array:
    size = min(RATE // 20, len(sound))
    return np.concatenate([sound[:-size], sound[-size:] * np.linspace(1, 0, size, dtype=np.float32)])


# --- codes ----------------------------------------------------------------------------------------


def plausible_codes(random: np.random.Generator, seconds: float) -> np.ndarray:
    """Codebook 0 of speech as it may look: a code for one to three frames, held vowels, pauses of one or two codes."""
    wanted = round(seconds * FRAMES_PER_SECOND)
    used = random.choice(2048, 300, replace=False)
    codes: list[int] = []
    while len(codes) < wanted:
        kind = random.random()
        if kind < 0.02:  # a held vowel or a drawn "hmm", up to a second and a half, that flickers
            size = int(random.integers(8, 19))
            codes += random.choice(used[:2], size, p=(0.9, 0.1)).tolist()
        elif kind < 0.06:  # a pause, up to 1.2 s, of a few codes
            codes += random.choice(used[2:6], int(random.integers(3, 15)), p=(0.7, 0.1, 0.1, 0.1)).tolist()
        else:
            codes += [int(random.choice(used))] * int(random.integers(1, 4))
    return np.array(codes[:wanted])


def _doubted_on_the_way(codes: np.ndarray) -> bool:
    """Whether a line would have been stopped at any frame."""
    return any(repeats(codes[:size]) for size in range(1, len(codes) + 1))


def code_rows() -> Iterator[Row]:
    random = np.random.default_rng(5)
    good = [plausible_codes(random, s) for s in (1, 3, 6, 10, 16) for _ in range(12)]
    wrong = sum(map(_doubted_on_the_way, good))
    yield Row("codes: 60 lines with held vowels and pauses, doubted", 100 * wrong / len(good), "%", GOAL_FALSE)
    for period in (1, 2, 6, 12, 25):
        noticed = []
        for _ in range(12):
            phrase = random.integers(0, 2048, period)
            loop = np.concatenate([plausible_codes(random, 2), np.resize(phrase, max(60, 4 * period))])
            flicker = random.random(len(loop)) < 0.03
            noticed.append(_doubted_on_the_way(np.where(flicker, random.integers(0, 2048, len(loop)), loop)))
        what = f"codes: a phrase of {period / FRAMES_PER_SECOND:.2f} s over and over, noticed"
        yield Row(what, 100 * float(np.mean(noticed)), "%", GOAL_FOUND, at_most=False)


# --- tables ---------------------------------------------------------------------------------------


def report(good: list[Said]) -> Iterable[tuple[str, list[Row]]]:
    groups: dict[str, list[list[str]]] = {}
    began, heard = time.process_time(), 0.0
    for said in good:
        groups.setdefault(said.group, []).append(found(said, said.samples))
        heard += len(said.samples) / RATE
    cost = 100 * (time.process_time() - began) / heard
    codes = Counter(code for doubts in groups.values() for one in doubts for code in one)
    every = [one for doubts in groups.values() for one in doubts]
    rows = [Row(f"{group} ({len(each)} lines)", _share(each), "%") for group, each in groups.items()]
    rows += [Row(f"  of all: {code}", 100 * n / len(every), "%") for code, n in codes.most_common()]
    rows.append(
        Row(f"all {len(every)} good lines doubted", 100 * float(np.mean([bool(x) for x in every])), "%", GOAL_FALSE)
    )
    rows.append(Row("cost, of the sound's length", cost, "%"))
    yield "Good lines that are doubted", rows
    for language, step in (("English", 4), ("other languages", 1)):
        chosen = [x for x in good if (x.language == "en") == (language == "English") and len(x.samples) > RATE]
        chosen = [x for x in chosen if not found(x, x.samples)][::step]
        random = np.random.default_rng(3)
        noticed: dict[str, list[list[str]]] = {}
        for number, said in enumerate(chosen):
            other = chosen[(number + len(chosen) // 2) % len(chosen)]
            for what, sound, ended in spoilt(said, other, random):
                noticed.setdefault(what, []).append(found(said, np.asarray(sound, np.float32), ended))
        yield (
            f"Spoilt lines that are noticed, {language} ({len(chosen)} of each)",
            [Row(f"{what}: {_most(each)}", _share(each), "%") for what, each in noticed.items()],
        )


def _share(doubts: list[list[str]]) -> float:
    """Per cent that were doubted."""
    return 100 * float(np.mean([bool(one) for one in doubts]))


def _most(doubts: list[list[str]]) -> str:
    return ", ".join(code for code, _ in Counter(c for one in doubts for c in one).most_common(2)) or "-"


def main() -> None:
    good = list(good_lines())
    for title, rows in report(good):
        show(title, rows)
    show("The same phrase over and over", code_rows())


if __name__ == "__main__":
    main()
