"""The mix is the takes at their places, stems sum to it, and memory does not grow with the programme."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.conformance import PROGRAMMES, _programme
from studio.audio.files import read_audio, write_audio
from studio.audio.master import MAKE_UP, Levels, Master, find_levels
from studio.audio.mix import Mixer, at_rate
from studio.audio.resample import resample
from studio.audio.truepeak import true_peak
from studio.errors import LinereadError
from studio.timeline.types import Clip, Timeline


@pytest.fixture(params=sorted(PROGRAMMES))
def programme(request: pytest.FixtureRequest, tmp_path: Path) -> Timeline:
    return PROGRAMMES[request.param](tmp_path)[0]


def whole(mixer: Mixer, **where: int) -> np.ndarray:
    blocks = list(mixer.blocks(**where))
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def take(folder: Path, length: int, rate: int = 48_000, seed: int = 0, level: float = 0.2) -> Path:
    sound = np.random.default_rng(seed).uniform(-level, level, length).astype(np.float32)
    path = folder / f"{seed}-{rate}.flac"
    write_audio(path, sound, rate)
    return path


def clip(number: int, start: int, path: Path | None, length: int, **more: object) -> Clip:
    return Clip(
        line_id=f"L-{number}", number=number, scene_id="S", text="x", marked_text="x", start=start, length=length,
        state="current", path=path, **more,
    )  # fmt: skip


def test_every_sample_of_a_take_is_where_it_belongs(tmp_path: Path) -> None:
    path = take(tmp_path, 65_537)
    timeline, _ = _programme("p", {"A": [clip(1, 12_345, path, 65_537)]})
    expected = np.zeros(timeline.length, np.float32)
    expected[12_345:] = read_audio(path)[0]
    for block in (1_000, 65_536, 77_777):
        assert np.array_equal(whole(Mixer(timeline, block=block)), expected)


def test_a_part_of_a_file_is_a_part(tmp_path: Path) -> None:
    path = take(tmp_path, 65_537)
    made = clip(1, 90_001, path, 30_011, source_start=1_200, source_length=30_011)
    timeline, _ = _programme("p", {"A": [made]})
    assert np.array_equal(whole(Mixer(timeline))[90_001:], read_audio(path)[0][1_200:31_211])


def test_the_mix_is_the_same_wherever_one_enters(programme: Timeline) -> None:
    mixer = Mixer(programme, block=20_000)
    mix = whole(mixer)
    assert len(mix) == programme.length
    for start in (1, 12_346, 40_000, 100_003):
        end = min(start + 50_001, programme.length)
        if start < end:
            assert np.array_equal(whole(mixer, start=start, end=end), mix[start:end])


def test_a_take_at_24_khz_is_converted_once_and_in_time(tmp_path: Path) -> None:
    path = take(tmp_path, 24_000, 24_000)
    timeline, _ = _programme("p", {"A": [clip(1, 7, path, 48_000, source_rate=24_000)]})
    assert np.array_equal(whole(Mixer(timeline))[7:], resample(read_audio(path)[0], 24_000, 48_000))


def test_gains_and_fades_are_in_the_sound(tmp_path: Path) -> None:
    path = tmp_path / "one.wav"
    write_audio(path, np.full(10_000, 0.5, np.float32), 48_000)
    made = clip(1, 0, path, 10_000, gain=-6.0, fade_in=144, fade_out=144)
    timeline, _ = _programme("p", {"A": [made]})
    timeline = replace(timeline, tracks=(replace(timeline.tracks[0], gain=3.0),))
    mix = whole(Mixer(timeline))
    assert mix[5_000] == pytest.approx(0.5 * 10 ** (-3 / 20), rel=1e-4)
    assert abs(mix[0]) < 0.005
    assert abs(mix[-1]) < 0.005
    assert np.abs(np.diff(mix)).max() < 0.01  # no click


def test_one_clip_is_heard_as_in_the_mix(programme: Timeline) -> None:
    mixer = Mixer(programme)
    for track in programme.tracks[:2]:
        for made in track.clips[:2]:
            others = [c for t in programme.tracks for c in t.clips if c is not made]
            if all(c.end <= made.start or c.start >= made.end for c in others):
                assert np.array_equal(mixer.clip(made), whole(mixer, start=made.start, end=made.end))


@pytest.mark.parametrize("depth", ["16", "24", "float"])
@pytest.mark.parametrize(("target", "balance"), [(None, False), (-9.0, False), (-20.0, True), (None, True)])
def test_lines_sum_to_stems_and_stems_to_the_mix(
    programme: Timeline, depth: str, target: float | None, balance: bool
) -> None:
    mixer = Mixer(programme, block=16_384)
    master = Master(mixer, find_levels(mixer, target=target, balance=balance), ceiling=-1.0, depth=depth)
    position = 0
    for block in master.blocks():
        assert block.start == position
        position += block.length
        if block.mix is None:
            assert not block.stems
            continue
        order = [block.stems[t.character_id] for t in programme.tracks if t.character_id in block.stems]
        if depth == "float":
            assert np.array_equal(np.sum([s.astype(np.float64) for s in order], axis=0).astype(np.float32), block.mix)
        else:
            assert np.array_equal(np.sum(order, axis=0), block.mix)
            limit = 1 << (int(depth) - 1)
            assert np.abs(block.mix).max() < limit * 0.9
        for name, stem in block.stems.items():
            lines = np.zeros(block.length, stem.dtype)
            for part in block.parts:
                if part.track == name:
                    lines[part.offset : part.offset + len(part.samples)] += part.samples
            assert np.array_equal(lines, stem)
    assert position == programme.length
    assert master.true_peak() <= -0.9 or programme.length == 0


def test_takes_under_the_ceiling_pass_through_24_bits_untouched(tmp_path: Path) -> None:
    path = take(tmp_path, 48_017)
    timeline, _ = _programme("p", {"A": [clip(1, 12_345, path, 48_017)]})
    blocks = list(Master(Mixer(timeline), Levels(), depth="24").blocks())
    mix = np.concatenate([np.zeros(b.length, np.int32) if b.mix is None else b.mix for b in blocks])
    assert np.array_equal(mix[12_345:], (read_audio(path)[0] * 2**23).astype(np.int32))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int, int]]:
    home = tmp_path_factory.mktemp("sources")
    return [
        (take(home, length, rate, seed, 0.7), rate, length)
        for seed, (rate, length) in enumerate(((24_000, 30_011), (48_000, 65_537), (44_100, 1), (22_050, 9_999)))
    ]


PLACED = st.tuples(
    st.integers(0, 3), st.integers(0, 2), st.integers(0, 200_000), st.integers(0, 60_000), st.floats(-12, 12),
    st.integers(0, 3_000), st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PLACED, max_size=8), st.sampled_from(["16", "24"]), st.sampled_from([4_096, 65_536]))
def test_whatever_is_placed_wherever_sums_exactly(
    sources: list[tuple[Path, int, int]],
    placed: list[tuple[int, int, int, int, float, int, bool]],
    depth: str,
    block: int,
) -> None:
    clips: dict[str, list[Clip]] = {"A": [], "B": [], "C": []}
    for number, (source, track, start, skip, gain, fades, longer) in enumerate(placed, 1):
        path, rate, length = sources[source]
        skip = min(skip, length - 1)
        own = round((length - skip) * 48_000 / rate) + (777 if longer else 0)
        made = clip(
            number, start, path, own, source_rate=rate, source_start=skip, source_length=length - skip, gain=gain,
            fade_in=min(fades, own // 2), fade_out=min(fades, own // 2),
        )  # fmt: skip
        clips["ABC"[track]].append(made)
    timeline, _ = _programme("p", clips)
    mixer = Mixer(timeline, block=block)
    master = Master(mixer, find_levels(mixer, target=-12.0, ceiling=-1.0), ceiling=-1.0, depth=depth)
    mix = np.zeros(timeline.length, np.int64)
    lines = np.zeros(timeline.length, np.int64)
    for made_block in master.blocks():
        where = slice(made_block.start, made_block.start + made_block.length)
        if made_block.mix is not None:
            mix[where] = made_block.mix
        for part in made_block.parts:
            first = made_block.start + part.offset
            lines[first : first + len(part.samples)] += part.samples
    assert np.array_equal(lines, mix)
    assert true_peak((mix / (1 << (int(depth) - 1))).astype(np.float32)) <= -0.95


def speakers(folder: Path, levels: dict[str, float]) -> Timeline:
    """Each speaker says four lines, the second half as loud as the first."""
    clips: dict[str, list[Clip]] = {name: [] for name in levels}
    position = 0
    for number in range(4 * len(levels)):
        name = list(levels)[number % len(levels)]
        half = 0.5 if number >= 2 * len(levels) else 1.0
        path = take(folder, 48_000, seed=number, level=levels[name] * half)
        clips[name].append(clip(number + 1, position, path, 48_000))
        position += 60_007
    return _programme("p", clips)[0]


def delivered(timeline: Timeline, target: float | None, balance: bool) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    mixer = Mixer(timeline)
    master = Master(mixer, find_levels(mixer, target=target, balance=balance), ceiling=-0.1, depth="float")
    mix = np.zeros(timeline.length)
    stems = {t.name: np.zeros(timeline.length) for t in timeline.tracks}
    for block in master.blocks():
        where = slice(block.start, block.start + block.length)
        if block.mix is not None:
            mix[where] = block.mix
        for track in timeline.tracks:
            if track.character_id in block.stems:
                stems[track.name][where] = block.stems[track.character_id]
    return mix, stems


def test_the_programme_reaches_its_loudness_and_keeps_its_dynamics(tmp_path: Path) -> None:
    timeline = speakers(tmp_path, {"LOUD": 0.3, "SOFT": 0.05})
    mix, stems = delivered(timeline, -18.0, balance=False)
    meter = pyloudnorm.Meter(48_000, filter_class="DeMan")
    assert meter.integrated_loudness(mix) == pytest.approx(-18, abs=0.1)
    loud, soft = (meter.integrated_loudness(stems[n]) for n in ("LOUD", "SOFT"))
    assert loud - soft == pytest.approx(20 * np.log10(6), abs=0.3)


def test_balanced_characters_are_equally_loud_and_keep_the_drama_between_their_lines(tmp_path: Path) -> None:
    timeline = speakers(tmp_path, {"LOUD": 0.3, "SOFT": 0.05})
    _, stems = delivered(timeline, -18.0, balance=True)
    meter = pyloudnorm.Meter(48_000, filter_class="DeMan")
    loud, soft = (meter.integrated_loudness(stems[n]) for n in ("LOUD", "SOFT"))
    assert loud == pytest.approx(soft, abs=0.1)
    first, last = timeline.tracks[0].clips[0], timeline.tracks[0].clips[-1]
    level = [np.std(stems["LOUD"][c.start : c.end]) for c in (first, last)]
    assert level[0] / level[1] == pytest.approx(2.0, rel=0.02)


def test_the_gain_makes_up_for_what_the_limiter_takes(tmp_path: Path) -> None:
    """Speech with peaks 20 dB over its loudness, which a ceiling of -1 dBTP has to bend a little."""
    noise = np.random.default_rng(5)
    time = np.arange(48_000 * 8) / 48_000
    sound = noise.standard_normal(len(time)) * 0.05 * (0.2 + np.sin(2 * np.pi * 2.3 * time) ** 8)
    path = tmp_path / "take.flac"
    write_audio(path, np.clip(sound, -1, 1).astype(np.float32), 48_000, "PCM_24")
    timeline, _ = _programme("p", {"A": [clip(1, 0, path, len(time))]})
    mixer = Mixer(timeline)
    plain, made_up = (find_levels(mixer, target=-14.5, ceiling=c) for c in (None, -1.0))
    master = Master(mixer, made_up, ceiling=-1.0)
    for _ in master.blocks():
        pass
    assert master.reduction > 1
    assert plain.programme_gain < made_up.programme_gain <= plain.programme_gain + MAKE_UP
    assert master.loudness == pytest.approx(-14.5, abs=0.12)
    assert master.true_peak() <= -0.95


def test_another_rate_keeps_the_places(programme: Timeline) -> None:
    other = at_rate(programme, 44_100)
    assert other.rate == 44_100
    for before, after in zip(programme.clips(), other.clips(), strict=True):
        assert after.start == round(before.start * 44_100 / 48_000)
        assert abs(after.end - before.end * 44_100 / 48_000) <= 0.5
    assert len(whole(Mixer(other))) == round(programme.length * 44_100 / 48_000)
    assert at_rate(programme, 48_000) is programme


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.unlink(), "does not exist"),
        (lambda path: path.write_bytes(b"not audio"), "cannot be read"),
        (lambda path: path.write_bytes(path.read_bytes()[:2_000]), "cannot be read|too early|shorter"),
        (lambda path: write_audio(path, np.zeros(100, np.float32), 48_000), "shorter"),
        (lambda path: write_audio(path, np.zeros(48_000, np.float32), 44_100), "should have 48000 Hz"),
    ],
)
def test_a_damaged_take_is_named_with_its_line(damage: Callable[[Path], object], said: str, tmp_path: Path) -> None:
    path = take(tmp_path, 48_000)
    made = clip(7, 100, path, 48_000, source_rate=48_000, source_length=48_000)
    timeline, _ = _programme("p", {"A": [made]})
    damage(path)
    with pytest.raises(LinereadError, match=said) as caught:
        whole(Mixer(timeline))
    assert "Line 7 (L-7)" in str(caught.value)
    assert path.name in str(caught.value)


HOURS = """
import json, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_mixer import clip
from plugins.conformance import _programme
from studio.audio.mix import Mixer
from studio.audio.master import Master, find_levels
path, minutes = Path(sys.argv[1]), int(sys.argv[2])
clips = {f"S{i}": [] for i in range(8)}
for number in range(minutes * 6):
    clips[f"S{number % 8}"].append(clip(number + 1, number * 480_000, path, 240_000, source_rate=48_000))
timeline, _ = _programme("p", clips)
mixer = Mixer(timeline)
levels = find_levels(mixer, target=-16)
for block in Master(mixer, levels).blocks():
    pass
peak = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
print(json.dumps(int(peak.split()[1])))  # of this program; what getrusage says begins with the one that started it
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
def test_memory_is_the_same_for_two_minutes_and_for_forty(tmp_path: Path) -> None:
    path = take(tmp_path, 240_000)
    peaks = []
    for minutes in ("2", "40"):
        command = [sys.executable, "-c", HOURS, path, minutes, Path(__file__).parent]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(json.loads(done.stdout) / 1024)
    assert peaks[1] < peaks[0] + 30
    assert peaks[1] < 600
