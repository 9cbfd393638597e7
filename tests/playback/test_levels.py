"""How loud each track is: read from the pages that are played, and falling as a needle does."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from studio.audio.mix import BLOCK
from studio.playback.meters import TrackMeters
from studio.playback.sources import LiveLine
from studio.playback.transport import Transport
from tests.playback.programmes import RATE, clip, mix, programme_of, timeline


def test_a_track_is_as_loud_as_its_stem(tmp_path: Path) -> None:
    made = timeline((clip(tmp_path, 1, 0.0, 3.0),), (clip(tmp_path, 2, 2.0, 1.0),), gains=(-6.0, 0.0))
    programme = programme_of(made)
    for page in range(3):
        assert programme.load(page) is None
    mixed = mix(made)
    levels = programme.levels(RATE, 4800)
    assert levels == {"C-0": pytest.approx(float(np.abs(mixed[RATE : RATE + 4800]).max()))}
    over = programme.levels(BLOCK - 100, 200)  # over the edge of a page
    assert over["C-0"] == pytest.approx(float(np.abs(mixed[BLOCK - 100 : BLOCK + 100]).max()))
    assert set(programme.levels(round(2.5 * RATE), 100)) == {"C-0", "C-1"}
    assert programme.levels(made.length + 10, 100) == {}


def test_a_line_that_is_being_spoken_has_a_level(tmp_path: Path) -> None:
    live = LiveLine("L-1", "C-0", RATE)
    live.push(np.full(RATE, 0.5, np.float32), RATE)
    programme = programme_of(timeline((clip(tmp_path, 1, 0.0, 3.0),)), live)
    assert programme.levels(1000, 500) == {"C-0": 0.5}


def test_what_is_not_heard_has_no_level(tmp_path: Path) -> None:
    made = timeline((clip(tmp_path, 1, 0.0, 1.0),), (clip(tmp_path, 2, 0.0, 1.0),))
    transport = Transport(RATE)
    transport.show(programme_of(made))
    transport.play([(0, None)])
    assert transport.wait_until_read(5)
    transport.render(960)
    assert set(transport.levels(0, 960)) == {"C-0", "C-1"}
    transport.set_audible({"C-1"})
    assert set(transport.levels(0, 960)) == {"C-1"}
    transport.stop()
    assert transport.levels(0, 960) == {}
    transport.close()


def test_levels_rise_at_once_and_fall_by_twenty_decibels_in_1700_ms() -> None:
    meters = TrackMeters()
    assert meters.put({"A": 1.0}, 0.04) == {"A": 0.0}
    for _ in range(17):
        levels = meters.put({}, 0.1)
    assert levels["A"] == pytest.approx(-20.0)
    assert meters.put({"A": 0.5}, 0.0)["A"] == pytest.approx(20 * math.log10(0.5))
    assert meters.put({}, 10.0) == {}
