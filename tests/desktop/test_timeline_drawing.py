"""What a pixel of the timeline shows: scales, ticks, peaks and samples."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.peaks import BASE, build_peaks
from studio.desktop.timeline.arrangement import Arrangement
from studio.desktop.timeline.scale import (
    CLOSEST,
    FRAME_RATES,
    Scale,
    frame_at,
    frame_start,
    position_text,
    ticks,
    widest,
)
from studio.desktop.timeline.waves import ESTIMATE, NOTHING, SOUND, STATES, Row, close_up
from studio.render.states import State
from studio.timeline.types import Clip, Timeline, Track

RATE = 48_000
HOUR = 3600 * RATE


def clip(n: int, start: int, length: int, take: str | None = "a", **more: object) -> Clip:
    return Clip(
        line_id=f"L{n}", number=n, scene_id="S", text=f"Line {n}", marked_text=f"Line {n}", start=start,
        length=length, state=str(more.pop("state", "current")), take=take, source_rate=RATE, **more,
    )  # fmt: skip


def row(clips: list[Clip], sounds: dict[str, NDArray[np.float32]]) -> Row:
    peaks = {key: build_peaks(sound).levels[0].tobytes() for key, sound in sounds.items()}
    track = Track(character_id="C", name="ANN", color="#4477aa", clips=tuple(clips))
    return Row(track, RATE, peaks.__getitem__)


def noise(length: int, seed: int = 0, level: float = 0.3) -> NDArray[np.float32]:
    return (np.random.default_rng(seed).standard_normal(length) * level).clip(-1, 1).astype(np.float32)


# --- scale ------------------------------------------------------------------------------------------


def test_the_sample_under_the_cursor_stays_there_from_an_hour_to_single_samples() -> None:
    scale = Scale(0.0, widest(HOUR, RATE, 1600), 1600)
    assert scale.last >= HOUR
    scale = scale.scrolled(300, HOUR)
    for _ in range(100):
        before = scale.first + 700 * scale.per_px
        scale = scale.zoomed(1.25, 700, HOUR, RATE)
        assert abs(scale.x(before) - 700) <= 1
    assert scale.per_px == CLOSEST
    assert scale.x(scale.sample(700) + 1) - scale.x(scale.sample(700)) == pytest.approx(24)


def test_the_view_never_leaves_the_programme() -> None:
    scale = Scale(0.0, 100.0, 1000)
    assert scale.scrolled(-500, RATE).first == 0
    assert scale.scrolled(1e9, HOUR).first < HOUR
    assert scale.showing(1000, 2000, HOUR, RATE).x(2000) < 1000


@pytest.mark.parametrize("unit", ["time", "samples", "frames"])
@pytest.mark.parametrize("per_px", [CLOSEST, 0.5, 1.0, 13.7, 480.0, 9_000.0, 120_000.0])
def test_ticks_are_apart_and_in_order_at_every_zoom(unit: str, per_px: float) -> None:
    scale = Scale(1_000_000.0, per_px, 1600)
    made = ticks(scale, RATE, unit, FRAME_RATES["29.97"])
    labelled = [t for t in made if t.label]
    assert 1 <= len(labelled) <= 21
    assert all(b.sample >= a.sample for a, b in itertools.pairwise(made))
    assert len(made) < 400
    places = [scale.x(t.sample) for t in labelled]
    assert all(b - a >= 80 for a, b in itertools.pairwise(places))


def test_positions_read_as_people_write_them() -> None:
    assert position_text(RATE * 3725 + 24_000, RATE, "time", Fraction(25)) == "1:02:05.500"
    assert position_text(1_234_567, RATE, "samples", Fraction(25)).replace("\u2009", " ") == "1 234 567"
    assert position_text(RATE * 61 + 1920, RATE, "frames", Fraction(25)) == "00:01:01:01"


@pytest.mark.parametrize("name", FRAME_RATES)
def test_a_frame_begins_at_its_own_sample_and_never_drifts(name: str) -> None:
    frames = FRAME_RATES[name]
    for number in (0, 1, 2, 1001, 107_892):
        assert frame_at(frame_start(number, RATE, frames), RATE, frames) == number
        assert abs(Fraction(frame_start(number, RATE, frames)) - number * Fraction(RATE) / frames) <= Fraction(1, 2)


# --- columns ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [256.0, 700.0, 1024.0, 5000.0])
def test_a_column_shows_the_lowest_and_highest_sample_it_covers(step: float) -> None:
    sound = noise(40_000)
    shown = row([clip(1, 10_000, 40_000)], {"a": sound})
    edges = 8_000 + np.arange(120) * step
    columns = shown.columns(edges)
    slack = 1 / 32767 + 1e-6
    for n in range(len(edges) - 1):
        begin, end = int(edges[n]) - 10_000, int(edges[n + 1]) - 10_000
        if begin < 0 or end > 40_000:
            continue
        margin = int(step) + BASE  # a pair of the level in use is no wider than a column
        wide = sound[max(0, begin - margin) : end + margin]
        narrow = sound[begin + margin : max(0, end - margin)]
        assert columns.sounding[n]
        assert wide.min() - slack <= columns.low[n] <= columns.high[n] <= wide.max() + slack
        if len(narrow):
            assert columns.low[n] <= narrow.min() + slack
            assert columns.high[n] >= narrow.max() - slack


def test_the_loudest_sample_is_seen_at_every_zoom() -> None:
    sound = np.zeros(100_000, np.float32)
    sound[77_777] = 0.9
    shown = row([clip(1, 5_000, 100_000)], {"a": sound})
    close = close_up(sound)
    for step in (0.25, 1.0, 3.0, 17.0, 100.0, 255.0, 256.0, 1000.0, 30_000.0):
        first = 5_000 + 77_777 - step * 20.5
        columns = shown.columns(first + np.arange(42) * step, lambda _: close)
        assert columns.high.max() == pytest.approx(0.9, abs=0.02), step


def test_single_samples_are_joined_by_a_line() -> None:
    sound = np.sin(np.arange(4000) / 9).astype(np.float32) * 0.8
    shown = row([clip(1, 0, 4000)], {"a": sound})
    close = close_up(sound)
    columns = shown.columns(100 + np.arange(800) * 0.1, lambda _: close)
    assert columns.sounding.all()
    assert (columns.low[1:] <= columns.high[:-1] + 1e-4).all()
    assert (columns.high[1:] >= columns.low[:-1] - 1e-4).all()
    middle = (columns.low + columns.high) / 2
    assert np.abs(middle - 0.8 * np.sin((100.05 + np.arange(799) * 0.1) / 9)).max() < 0.01


def test_silence_between_clips_shows_nothing() -> None:
    shown = row([clip(1, 0, 10_000), clip(2, 30_000, 10_000)], {"a": noise(10_000)})
    columns = shown.columns(np.arange(0, 41_000, 500.0))
    assert (columns.clip[:20] == 0).all()
    assert (columns.clip[20:60] == -1).all()
    assert not columns.sounding[20:60].any()
    assert (columns.clip[60:80] == 1).all()


def test_gain_is_seen_and_takes_of_another_rate_fill_their_clip() -> None:
    quiet = row([clip(1, 0, 10_000, gain=-6.0206)], {"a": np.full(10_000, 0.8, np.float32)})
    assert quiet.columns(np.arange(0, 10_000, 500.0)).high.max() == pytest.approx(0.4, abs=0.01)
    half = Clip(
        line_id="L", number=1, scene_id="S", text="", marked_text="", start=0, length=20_000, state="current",
        take="a", source_rate=24_000,
    )  # fmt: skip
    shown = row([half], {"a": noise(10_000)})
    assert shown.columns(np.arange(0, 20_001, 1000.0)).sounding.all()


def test_a_clip_without_a_take_is_there_and_silent() -> None:
    shown = row([clip(1, 0, 10_000, None, state="empty"), clip(2, 10_000, 10_000)], {"a": noise(10_000)})
    columns = shown.columns(np.arange(0, 20_001, 500.0))
    assert (columns.clip >= 0).all()
    assert not columns.sounding[:20].any()
    assert columns.sounding[20:].all()
    assert list(shown.kind) == [ESTIMATE, SOUND]
    assert NOTHING not in shown.kind


def test_from_far_away_a_column_shows_the_state_that_asks_for_attention() -> None:
    clips = [clip(n, n * 1000, 900, state="failed" if n == 7 else "current") for n in range(20)]
    columns = row(clips, {"a": noise(900)}).columns(np.array([0.0, 5000.0, 10_000.0, 20_000.0]))
    assert [STATES[rank] for rank in columns.rank] == [State.CURRENT, State.FAILED, State.CURRENT]


def test_a_thousand_clips_in_a_column_are_no_slower_than_one() -> None:
    clips = [clip(n, n * 1000, 900) for n in range(2000)]
    shown = row(clips, {"a": noise(900)})
    columns = shown.columns(np.linspace(0, 2_000_000, 9))
    assert columns.sounding.all()
    assert (columns.high > 0.3).all()


def test_an_empty_track_and_a_track_without_length_draw() -> None:
    assert not row([], {}).columns(np.arange(0.0, 1000.0, 10.0)).sounding.any()
    shown = row([clip(1, 500, 0, None, state="empty")], {})
    assert not shown.columns(np.arange(0.0, 1000.0, 10.0)).sounding.any()


@pytest.mark.parametrize("rate", [48_000, 24_000, 16_000])
@pytest.mark.parametrize("hertz", [80.0, 122.0, 200.0, 310.0])
def test_the_pitch_of_a_voice_is_found_and_silence_has_none(hertz: float, rate: int) -> None:
    time = np.arange(rate) / rate
    voice = sum(np.sin(2 * np.pi * hertz * k * time) / k for k in range(1, 12)) * 0.2
    sound = np.concatenate((voice, np.zeros(rate // 2))).astype(np.float32)
    found = close_up(sound, rate).contour
    pitch = found.pitch[5:90]
    assert np.abs(pitch / hertz - 1).max() < 0.02
    assert np.isnan(found.pitch[110:]).all()
    assert found.energy[50] > -20 > -90 > found.energy[-2]
    assert len(close_up(np.zeros(0, np.float32)).contour.pitch) == 0


def test_overlaps_within_a_track_are_found() -> None:
    shown = row([clip(1, 0, 10_000), clip(2, 8_000, 1_000), clip(3, 9_500, 5_000)], {"a": noise(10_000)})
    assert shown.overlaps == [(8_000, 9_000), (9_500, 10_000)]
    assert shown.at(8_500) == 1
    assert shown.at(9_200) == 0
    assert shown.at(20_000) == -1


def test_waves_are_kept_when_only_positions_change() -> None:
    sounds = {"a": noise(10_000), "b": noise(5_000, 1)}
    peaks = {key: build_peaks(sound).levels[0].tobytes() for key, sound in sounds.items()}

    def made(start: int, second: str, before: Arrangement | None = None) -> Arrangement:
        clips = (clip(1, 0, 10_000), clip(2, start, 5_000, second))
        tracks = (Track(character_id="C", name="ANN", color="#4477aa", clips=clips),)
        timeline = Timeline(project_id="P", name="", rate=RATE, length=50_000, language="en", tracks=tracks)
        return Arrangement(timeline, peaks.__getitem__, before)

    first = made(20_000, "b")
    assert made(30_000, "b", first).rows[0].pyramid is first.rows[0].pyramid
    assert made(30_000, "a", first).rows[0].pyramid is not first.rows[0].pyramid
