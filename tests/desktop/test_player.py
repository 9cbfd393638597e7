"""What the window plays: lines, as they are spoken, through edits, with the playhead and the word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.audio.files import Samples
from studio.audio.mix import Mixer
from studio.desktop.player import Player
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.playback.device import ClockedDevice
from studio.render.states import State
from tests.playback import desk

Opened = tuple[Workbench, Player, ClockedDevice, list[str]]


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Opened]]:
    made: list[tuple[Workbench, Player]] = []

    def open_it(text: str = desk.SCRIPT, *, rendered: bool = True, **settings: float) -> Opened:
        bench = desk.workbench(tmp_path, text, **settings)
        if rendered:
            desk.render(bench)
        player, device = desk.player(bench)
        made.append((bench, player))
        return bench, player, device, desk.ids(bench)

    yield open_it
    for bench, player in made:
        player.close()
        bench.close()


def mix(bench: Workbench) -> Samples:
    return np.concatenate(list(Mixer(bench.timeline).blocks()))


def until_silent(
    player: Player, device: ClockedDevice, qtbot: QtBot, there: Callable[[int], bool] = lambda heard: True
) -> Samples:
    """Turn the device until nothing plays. ``there``: whether more than a block comes behind so many samples."""
    parts: list[Samples] = []

    def turn() -> bool:
        for _ in range(20):
            player.transport.wait_until_read(1)
            if not there(sum(map(len, parts))):
                break
            block = device.pull(960)
            if player.waiting:
                break
            parts.append(block)
        player.tick()
        return not player.playing

    qtbot.waitUntil(turn, timeout=10_000)
    return np.concatenate(parts)


def test_a_rendered_line_plays_as_it_is_exported(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    clip = bench.clip(ids[1])
    assert clip is not None
    player.play_line(ids[1])
    assert player.playing
    heard = desk.pull(player, device, clip.length + 960)
    assert np.array_equal(heard[: clip.length], mix(bench)[clip.start : clip.end])
    assert not player.playing


def test_an_unrendered_line_is_heard_while_it_is_spoken(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened(rendered=False, delay=0.05)
    bench.warm()
    with qtbot.waitSignal(bench.heard, timeout=10_000):
        player.play_line(ids[1])
    assert bench.state(ids[1]).state is State.RENDERING
    player.transport.wait_until_read(1)
    assert device.pull(960).any()
    until_silent(player, device, qtbot)
    clip = bench.clip(ids[1])
    assert clip is not None
    assert bench.state(ids[1]).state is State.CURRENT
    assert abs(player.position - clip.end) <= 1


def test_what_is_heard_while_it_is_spoken_is_the_take(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened(rendered=False)
    came = [0]  # samples of the timeline that were spoken so far

    def count_in(line_id: str, samples: Samples, rate: int) -> None:
        came[0] += len(samples) * bench.timeline.rate // rate

    bench.heard.connect(count_in)
    player.play_line(ids[1])
    # a device that is quicker than the voice would hear a gap, as it should
    heard = until_silent(player, device, qtbot, lambda so_far: came[0] > so_far + 4_800 or not bench.queue)
    qtbot.waitUntil(lambda: bench.state(ids[1]).state is State.CURRENT)
    clip = bench.clip(ids[1])
    assert clip is not None
    expected = mix(bench)[clip.start : clip.end]
    count = len(expected) - 144  # the end is faded in the take, and not known yet while it is spoken
    begins = int(np.flatnonzero(heard)[0])
    differences = [np.abs(heard[b : b + count] - expected[:count]).max() for b in range(max(0, begins - 3), begins + 1)]
    assert min(differences) < 1e-6  # the take is kept in 24 bits


def test_a_line_whose_words_were_spoken_before_plays_at_once(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened("ANN: The same words.\nANN: The same words.", rendered=False)
    assert bench.state(ids[1]).state is State.STALE
    desk.render(bench, [ids[0]])
    player.play_line(ids[1])
    heard = until_silent(player, device, qtbot)
    clip = bench.clip(ids[1])
    assert clip is not None
    assert np.array_equal(heard[: clip.length], mix(bench)[clip.start : clip.end])


def test_playing_on_renders_what_is_ahead_and_waits_for_it(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened(rendered=False)
    player.play_from(ids[0])
    until_silent(player, device, qtbot)
    qtbot.waitUntil(lambda: not bench.queue)
    assert all(bench.state(i).state is State.CURRENT for i in ids)
    assert player.position == bench.timeline.length


def test_the_old_take_plays_until_the_new_one_lands(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened()
    old = mix(bench)
    clip = bench.clip(ids[0])
    assert clip is not None
    bench.edit("Change text", edits.replace_line(bench.project, ids[0], text="Something else."))
    assert bench.state(ids[0]).state is State.STALE
    player.play_all()
    heard = [desk.pull(player, device, 9_600)]
    qtbot.waitUntil(lambda: bench.state(ids[0]).state is State.CURRENT)  # it was rendered ahead
    player._follow()
    heard.append(desk.pull(player, device, clip.length - 9_600))
    assert np.array_equal(np.concatenate(heard), old[: clip.length])
    until_silent(player, device, qtbot)
    assert player.position == bench.timeline.length


def test_an_edit_elsewhere_is_not_heard(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    clip = bench.clip(ids[0])
    assert clip is not None
    player.play_line(ids[0])
    heard = [desk.pull(player, device, 4_800)]
    bench.edit("Gain", edits.replace_line(bench.project, ids[3], gain=-6.0))
    player._follow()
    heard.append(desk.pull(player, device, clip.length - 4_800))
    assert np.array_equal(np.concatenate(heard), mix(bench)[clip.start : clip.end])


def test_a_pause_before_it_moves_the_playhead_with_the_line(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    clip = bench.clip(ids[1])
    assert clip is not None
    expected = mix(bench)[clip.start : clip.end]
    player.play_line(ids[1])
    heard = [desk.pull(player, device, 9_600)]
    bench.edit("Pause", edits.replace_line(bench.project, ids[0], pause_after=2_000))
    player._follow()
    heard.append(desk.pull(player, device, clip.length - 9_600))
    assert np.array_equal(np.concatenate(heard), expected)
    moved = bench.clip(ids[1])
    assert moved is not None
    assert moved.start > clip.start
    assert player.position == moved.end


def test_the_word_being_heard_is_told(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    words: list[tuple[str, int]] = []
    player.word_changed.connect(lambda line_id, word: words.append((line_id, word)))
    clip = bench.clip(ids[0])
    assert clip is not None
    player.play_line(ids[0])
    for _ in range(clip.length // 480 + 3):
        desk.pull(player, device, 480)
    assert words == [(ids[0], 0), (ids[0], 1), ("", -1)]


def test_a_line_that_cannot_be_spoken_stops(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened(rendered=False, fail=1)
    player.play_line(ids[0])
    qtbot.waitUntil(lambda: bench.state(ids[0]).state is State.FAILED, timeout=10_000)
    assert not player.playing
    assert not device.pull(960).any()


def test_a_line_that_fails_still_plays_what_it_had(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, device, ids = opened()
    old = mix(bench)
    clip = bench.clip(ids[0])
    assert clip is not None
    project = edits.replace_line(bench.project, ids[0], text="New words.")
    for voice in project.voices:
        project = edits.replace_voice(project, voice.id, settings={"fail": 1.0})
    bench.edit("Break", project)
    player.play_line(ids[0])
    desk.pull(player, device, 960)
    qtbot.waitUntil(lambda: bench.state(ids[0]).state is State.FAILED, timeout=10_000)
    heard = desk.pull(player, device, clip.length)
    assert np.array_equal(heard, old[: clip.length])


def test_a_line_that_is_deleted_while_it_is_awaited_stops(opened: Callable[..., Opened], qtbot: QtBot) -> None:
    bench, player, _, lines = opened(rendered=False)
    player.play_line(lines[0])
    assert player.playing
    bench.edit("Delete", edits.remove_lines(bench.project, [lines[0]]))
    qtbot.waitUntil(lambda: not player.playing and not bench.queue, timeout=10_000)


def test_selected_lines_play_without_those_between(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    clips = [bench.clip(i) for i in (ids[0], ids[2])]
    assert clips[0] is not None
    assert clips[1] is not None
    player.play_lines([ids[0], ids[2]])
    heard = desk.pull(player, device, clips[0].length + clips[1].length)
    expected = mix(bench)
    assert np.array_equal(heard[: clips[0].length], expected[clips[0].start : clips[0].end])
    assert np.array_equal(heard[clips[0].length :], expected[clips[1].start : clips[1].end])


def test_a_region_plays_exactly_and_again_while_looping_is_on(opened: Callable[..., Opened]) -> None:
    bench, player, device, _ = opened()
    whole = mix(bench)
    player.play_region(10_000, 30_000)
    heard = desk.pull(player, device, 20_960)
    assert np.array_equal(heard[1_000:19_000], whole[11_000:29_000])  # fades where it is cut in and out
    assert not player.playing
    player.loop = True
    player.play_region(10_000, 30_000)
    heard = desk.pull(player, device, 40_000)
    assert player.playing
    assert np.array_equal(heard[21_000:39_000], whole[11_000:29_000])
    player.stop()


def test_space_plays_the_active_line_and_stops(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    bench.select([ids[2]])
    player.toggle()
    clip = bench.clip(ids[2])
    assert clip is not None
    desk.pull(player, device, 960)
    assert player.position == clip.start + 960
    player.toggle()
    assert not player.playing


def test_mute_and_solo_decide_who_is_heard(opened: Callable[..., Opened]) -> None:
    bench, player, device, ids = opened()
    ann, bob = (c.id for c in bench.project.characters)
    player.set_mute(ann, True)
    player.play_line(ids[0])
    assert not desk.pull(player, device, 9_600).any()
    player.stop()
    player.set_mute(ann, False)
    player.set_solo(bob, True)
    player.play_line(ids[0])
    assert not desk.pull(player, device, 9_600)[144:].any()
    player.play_line(ids[1])
    assert desk.pull(player, device, 9_600).any()
    assert player.is_solo(bob)


def test_the_shuttle_goes_faster_and_turns(opened: Callable[..., Opened]) -> None:
    _, player, device, _ = opened()
    speeds = []
    player.seek(96_000)
    for direction in (1, 1, 1, 1, -1, -1):
        player.shuttle(direction)
        desk.pull(player, device, 960)
        speeds.append(player.speed)
    assert speeds == [1.0, 1.5, 2.0, 2.0, -1.0, -1.5]
    player.stop()
    assert player.speed == 1.0


def test_a_project_that_is_opened_while_another_plays_is_the_one_that_plays(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    bench, player, device, _ = opened()
    player.play_all()
    desk.pull(player, device, 4_800)
    other = desk.workbench(tmp_path / "other", "EVE: Another project.")
    desk.render(other)
    bench.open(other.session)
    assert not player.playing
    player.play_all()
    assert desk.pull(player, device, 9_600).any()
    assert bench.timeline.length == player.duration
