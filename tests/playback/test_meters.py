"""The meter agrees with the standard's own measure."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from studio.audio.files import write_audio
from studio.audio.loudness import measure_loudness
from studio.playback.meters import Meter, match, speech_level
from tests.playback.programmes import RATE, noise


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("hertz", [60.0, 200.0, 1_000.0, 5_000.0])
def test_a_steady_tone_reads_as_the_standard_says(rate: int, hertz: float) -> None:
    tone = (0.25 * np.sin(2 * np.pi * hertz * np.arange(rate) / rate)).astype(np.float32)
    meter = Meter(rate)
    for block in np.array_split(tone, 50):
        meter.put(block)
    reading = meter.read()
    assert reading.momentary == pytest.approx(measure_loudness(tone[rate // 2 :], rate), abs=0.1)
    assert reading.peak == pytest.approx(20 * math.log10(0.25), abs=0.1)
    assert reading.true_peak == pytest.approx(20 * math.log10(0.25), abs=0.1)


def test_what_was_loud_passes_and_the_peak_stays_until_it_is_reset() -> None:
    meter = Meter(RATE)
    meter.put(noise(1, 0.5))
    assert meter.read().momentary > -40
    for _ in range(4):
        meter.fall()
    assert meter.read().momentary == -math.inf
    assert meter.read().true_peak > -20
    meter.reset()
    assert meter.read().true_peak == -math.inf


def test_a_pause_does_not_make_a_take_quieter(tmp_path: Path) -> None:
    plain, paused = tmp_path / "a.flac", tmp_path / "b.flac"
    sound = noise(3, 0.4)
    write_audio(plain, sound, RATE, "PCM_24")
    write_audio(paused, np.concatenate((sound, np.zeros(RATE, np.float32), 0.5 * sound)), RATE, "PCM_24")
    assert speech_level(paused) == pytest.approx(speech_level(plain) * math.sqrt((1 + 0.25) / 2), rel=0.02)
    assert match(speech_level(plain), 2 * speech_level(plain)) == pytest.approx(2)
    assert match(0.0, 1.0) == 1.0
