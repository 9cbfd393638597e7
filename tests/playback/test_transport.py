"""What is heard: the export's own samples, and nothing that clicks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.audio.files import Samples
from studio.errors import LinereadError
from studio.playback.plan import stretches
from studio.playback.programme import translate
from studio.playback.sources import LiveLine, Sound
from studio.playback.transport import Transport
from studio.timeline.types import Timeline
from tests.playback.programmes import RATE, clip, mix, noise, programme_of, timeline


@pytest.fixture
def transport() -> Iterator[Transport]:
    made = Transport(RATE)
    yield made
    made.close()


@pytest.fixture
def talk(tmp_path: Path) -> Timeline:
    """Three speakers, one of them over another, across several pages."""
    return timeline(
        (clip(tmp_path, 1, 0, 1.2), clip(tmp_path, 4, 3.0, 1.5)),
        (clip(tmp_path, 2, 1.0, 0.9, gain=-3),),
        (clip(tmp_path, 3, 1.1, 1.7),),
        gains=(0.0, 2.0, -1.5),
    )


def pull(transport: Transport, count: int, block: int = 960) -> Samples:
    """``count`` samples as a device would ask for them, with the reader always in time."""
    parts = []
    while count:
        assert transport.wait_until_read(5)
        parts.append(transport.render(min(block, count)))
        count -= len(parts[-1])
    return np.concatenate(parts)


def show(transport: Transport, programme: Timeline) -> None:
    transport.show(programme_of(programme))


def test_the_whole_programme_is_the_export_to_the_last_bit(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, None)])
    expected = mix(talk)
    heard = pull(transport, len(expected) + 960)
    assert np.array_equal(heard[: len(expected)], expected)
    assert not heard[len(expected) :].any()
    assert not transport.playing
    assert transport.position == len(expected)


def test_playing_from_anywhere_is_the_export_after_the_fade(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(70_001, 150_000)])
    heard = pull(transport, 80_000, 777)
    expected = mix(talk)[70_001:150_000]
    assert np.array_equal(heard[144:79_999], expected[144:])
    assert abs(heard[0]) < abs(expected[0])


def test_lines_play_one_after_another_without_what_is_between(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, 57_600), (144_000, 216_000)])
    heard = pull(transport, 57_600 + 72_000)
    expected = mix(talk)
    assert np.array_equal(heard[57_600 + 144 :], expected[144_000 + 144 : 216_000])


def test_a_loop_comes_back_to_the_same_samples(transport: Transport, tmp_path: Path) -> None:
    short = timeline((clip(tmp_path, 1, 0, 0.2), clip(tmp_path, 2, 0.3, 0.2)))
    show(transport, short)
    transport.loop = True
    transport.play([(14_400, 24_000)])
    heard = pull(transport, 3 * 9_600, 500)
    expected = mix(short)[14_400:24_000]
    assert np.array_equal(heard, np.tile(expected, 3))


def test_stopping_fades_within_three_milliseconds(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, None)])
    pull(transport, 24_000)
    transport.stop()
    after = transport.render(960)
    assert after[:100].any()
    assert not after[144:].any()
    assert np.abs(np.diff(after)).max() < 0.41  # no more than the noise itself
    assert transport.idle
    assert transport.position == 24_000


def test_a_seek_while_playing_goes_on_there(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, None)])
    pull(transport, 9_600)
    transport.seek(100_000)
    heard = pull(transport, 4_800)
    assert np.array_equal(heard[144:], mix(talk)[100_144:104_800])


def test_muting_a_speaker_leaves_the_others(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.set_audible({"C-0", "C-2"})
    transport.play([(0, None)])
    heard = pull(transport, talk.length)
    only = Timeline(
        project_id="P", name="P", rate=RATE, length=talk.length, language="en", tracks=(talk.tracks[0], talk.tracks[2])
    )
    assert np.array_equal(heard, mix(only))


def test_double_speed_halves_the_time_and_backwards_turns_it_round(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.set_speed(2.0)
    transport.play([(0, None)])
    heard = pull(transport, 9_600)
    assert np.allclose(heard, mix(talk)[0:19_200:2], atol=1e-6)
    assert transport.position == 19_200
    transport.set_speed(-1.0)
    back = pull(transport, 4_800)
    assert np.allclose(back, mix(talk)[19_200:14_400:-1], atol=1e-6)
    pull(transport, 20_000)
    assert not transport.playing
    assert transport.position == 0


def test_scrubbing_lets_a_moment_be_heard_and_stays(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.scrub(60_000)
    heard = pull(transport, 9_600)
    assert heard[1_000:4_000].any()
    assert not heard[-1_000:].any()
    assert transport.position == 60_000
    assert transport.idle


def test_a_sound_beside_the_programme_stops_it(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, None)])
    pull(transport, 9_600)
    sound = noise(99, 0.1)
    transport.audition(Sound(sound, RATE, RATE))
    heard = pull(transport, 4_800)
    assert np.array_equal(heard[144:], sound[144:])
    assert transport.position == 9_600
    transport.render(960)
    assert transport.idle


def test_a_missing_take_is_silent_and_said_once(talk: Timeline) -> None:
    problems: list[LinereadError] = []
    transport = Transport(RATE, problems.append)
    path = talk.tracks[0].clips[0].path
    assert path is not None
    path.unlink()
    show(transport, talk)
    transport.play([(0, None)])
    heard = pull(transport, talk.length)
    transport.close()
    assert not heard[:40_000].any()
    assert heard[60_000:].any()
    assert len(problems) == 1
    assert "L-1" in problems[0].message


def test_nothing_is_lost_while_the_reader_is_late(transport: Transport, talk: Timeline) -> None:
    show(transport, talk)
    transport.play([(0, None)])
    waited = 0
    while not (block := transport.render(480)).any():  # a callback that comes before the page
        waited += 1
        assert waited < 100_000
    assert np.array_equal(block, mix(talk)[:480])


# -- while it is spoken ------------------------------------------------------------------------------


def test_a_line_is_heard_while_it_is_spoken(transport: Transport, tmp_path: Path) -> None:
    sound = noise(5, 0.5)
    live = LiveLine("L-9", "C-0", RATE)
    transport.show(programme_of(timeline((replace(clip(tmp_path, 9, 1.0, 0.3), path=None),)), live))
    transport.play([(48_000, None)])
    assert not pull(transport, 960).any()
    assert transport.waiting
    live.push(sound[:5_000], RATE)
    first = pull(transport, 4_800)
    live.push(sound[5_000:], RATE)
    live.finish()
    rest = pull(transport, 24_000)
    assert np.array_equal(np.concatenate((first, rest))[144:24_000], sound[144:])
    assert not transport.playing


def test_a_line_spoken_at_another_rate_is_as_long_as_its_take(transport: Transport) -> None:
    live = LiveLine("L-9", "C-0", RATE)
    for part in np.split(noise(1, 0.5)[:12_000], 10):
        live.push(part, 24_000)
    live.finish()
    assert live.length == 24_000


def test_playing_waits_for_a_line_and_goes_on_when_its_take_lands(transport: Transport, tmp_path: Path) -> None:
    first, second, third = clip(tmp_path, 1, 0, 0.5), clip(tmp_path, 2, 0.7, 0.6), clip(tmp_path, 3, 1.5, 0.4)
    done = timeline((first, second, third))
    live = LiveLine("L-2", "C-0", RATE)
    estimate = replace(second, path=None, length=20_000)
    early = replace(third, start=second.start + 22_000)
    transport.show(programme_of(timeline((first, estimate, early)), live, last=False))
    transport.play([(0, None)])
    expected = mix(done)
    heard = [pull(transport, second.start + 960)]
    assert transport.waiting
    assert np.array_equal(heard[0][: second.start], expected[: second.start])
    spoken = noise(2, 0.6)
    live.push(spoken[:10_000], RATE)
    heard = [pull(transport, 9_600)]
    live.push(spoken[10_000:], RATE)
    live.finish()
    transport.show(programme_of(done, before=transport.programme), [(0, None)])
    heard.append(pull(transport, done.length - second.start - 9_600))
    assert np.abs(np.concatenate(heard)[144:] - expected[second.start + 144 :]).max() < 1e-3


# -- edits while it plays ----------------------------------------------------------------------------


def test_an_edit_elsewhere_is_not_heard(transport: Transport, tmp_path: Path) -> None:
    before = timeline((clip(tmp_path, 1, 0, 1.0), clip(tmp_path, 2, 2.0, 1.0)))
    after = timeline((clip(tmp_path, 1, 0, 1.0), clip(tmp_path, 2, 2.0, 1.0, seed=7)))
    show(transport, before)
    transport.play([(0, None)])
    heard = [pull(transport, 9_600)]
    transport.show(programme_of(after, before=transport.programme))
    heard.append(pull(transport, after.length - 9_600))
    assert np.array_equal(np.concatenate(heard), mix(after))


def test_the_playhead_goes_with_the_line_it_is_in(transport: Transport, tmp_path: Path) -> None:
    before = timeline((clip(tmp_path, 1, 0, 0.5), clip(tmp_path, 2, 1.0, 2.0)))
    after = timeline((clip(tmp_path, 1, 0, 0.5), clip(tmp_path, 2, 4.0, 2.0)))
    show(transport, before)
    transport.play([(48_000, 144_000)])
    heard = [pull(transport, 9_600)]
    transport.show(programme_of(after, before=transport.programme), [(192_000, 288_000)])
    heard.append(pull(transport, 96_000 - 9_600))
    assert np.array_equal(np.concatenate(heard), mix(before)[48_000:144_000])
    assert transport.position == 288_000


def test_the_old_take_is_heard_to_its_end(transport: Transport, tmp_path: Path) -> None:
    before = timeline((clip(tmp_path, 1, 0, 0.5), clip(tmp_path, 2, 0.6, 0.5)))
    after = timeline((clip(tmp_path, 1, 0, 0.9, seed=8), clip(tmp_path, 2, 1.0, 0.5)))
    show(transport, before)
    transport.play([(0, None)])
    heard = [pull(transport, 9_600)]
    transport.show(programme_of(after, before=transport.programme))
    heard.append(pull(transport, before.length - 9_600))
    assert np.array_equal(np.concatenate(heard)[:24_000], mix(before)[:24_000])
    assert np.array_equal(np.concatenate(heard)[28_800:], mix(before)[28_800:])
    assert transport.position == after.length


def test_a_position_is_found_again_after_an_edit(tmp_path: Path) -> None:
    old = programme_of(timeline((clip(tmp_path, 1, 0, 0.5), clip(tmp_path, 2, 1.0, 0.5))))
    gone = programme_of(timeline((clip(tmp_path, 2, 0.2, 0.5),)))
    assert translate(old, gone, 100) is None  # what sounds is heard to its end
    assert translate(old, gone, 24_000 + 4_800) == 0
    assert translate(old, gone, 48_000 + 50) == 9_600 + 50
    later = programme_of(timeline((clip(tmp_path, 1, 0.5, 0.5), clip(tmp_path, 2, 1.1, 0.5))))
    assert translate(old, later, 100) == 24_100
    assert translate(old, later, 24_000 + 14_400) == round(1.1 * RATE)  # the pause became shorter


def test_lines_that_follow_one_another_are_one_stretch(tmp_path: Path) -> None:
    clips = [clip(tmp_path, n, n, 0.5) for n in (1, 2, 3, 5)]
    assert stretches([clips[3], clips[0], clips[1]]) == [(48_000, 120_000), (240_000, 264_000)]
