"""The timeline as hands use it: every drag one undoable step, positions exact, nothing lost to Escape."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from studio.desktop.commands import Commands
from studio.desktop.player import Player
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
from studio.desktop.timeline.canvas import ROW_HEIGHT, TOP
from studio.desktop.timeline.items import RULER_HEIGHT
from studio.desktop.timeline.panel import TimelinePanel
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.document.model import Line
from studio.playback.device import ClockedDevice
from studio.render.states import State
from studio.script import parse_script
from studio.session.session import Session
from studio.timeline.types import Clip
from tests.desktop.conftest import SCRIPT

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


@dataclass
class Desk:
    """The panel in a window, with hands."""

    bench: Workbench
    player: Player
    commands: Commands
    panel: TimelinePanel
    ids: list[str]

    def clip(self, n: int) -> Clip:
        clip = self.bench.clip(self.ids[n])
        assert clip is not None
        return clip

    def line(self, n: int) -> Line:
        line = self.bench.line(self.ids[n])
        assert line is not None
        return line

    def steps(self) -> int:
        return len(self.bench.session.history.labels())

    def spot(self, n: int, part: float = 0.4) -> QPointF:
        """A point on a clip, low enough not to be its label."""
        rect = self.panel.canvas.clip_rect(self.ids[n])
        assert rect is not None
        return QPointF(rect.left() + rect.width() * part, rect.top() + rect.height() * 0.8)

    def mouse(
        self, kind: QEvent.Type, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:  # fmt: skip
        viewport = self.panel.canvas.viewport()
        moving = kind == QEvent.Type.MouseMove
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        event = QMouseEvent(
            kind, at, viewport.mapToGlobal(at), Qt.MouseButton.NoButton if moving else button, held, modifiers
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at, modifiers, button)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseMove, at, modifiers, button)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at, modifiers, button)

    def click(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(at, modifiers)
        self.release(at, modifiers)

    def drag(
        self, start: QPointF, by: QPointF, modifiers: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:  # fmt: skip
        self.press(start, modifiers, button)
        for part in (0.5, 1.0):
            self.move(start + by * part, modifiers, button)
        self.release(start + by, modifiers, button)

    def double_click(self, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.click(at, modifiers)
        self.mouse(QEvent.Type.MouseButtonDblClick, at, modifiers)
        self.release(at, modifiers)

    def ms(self, samples: int) -> int:
        return round(samples * 1000 / self.bench.project.rate)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with every line spoken; copied for each test."""
    folder = tmp_path_factory.mktemp("rendered") / "project"
    session = Session.create(folder, parse_script(SCRIPT)[0], "fake")
    with session.render(session.wanting()) as renderer:
        renderer.wait()
    session.save()
    return folder


@pytest.fixture
def desk(qtbot: QtBot, rendered: Path, tmp_path: Path, preferences: Preferences) -> Iterator[Desk]:
    apply_theme("dark")
    shutil.copytree(rendered, tmp_path / "project")
    bench = Workbench(preferences)
    bench.open(Session.open(tmp_path / "project"))
    window = QMainWindow()
    qtbot.addWidget(window)
    player = Player(bench, ClockedDevice())
    commands = Commands(window, bench.preferences)
    panel = TimelinePanel(bench, player, commands)
    window.setCentralWidget(panel)
    window.resize(1400, 460)
    window.show()
    qtbot.waitExposed(window)
    panel.refresh()
    panel.commands.run("timeline.fit")
    bench.preferences.options.snap = False
    yield Desk(bench, player, commands, panel, [line.id for line in bench.project.lines()])
    player.close()
    bench.close()


# --- looking ----------------------------------------------------------------------------------------


def test_every_line_has_a_place_and_clips_are_where_the_timeline_says(desk: Desk) -> None:
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    assert [c.line_id for c in arrangement.script] == desk.ids
    for n in range(5):
        rect = desk.panel.canvas.clip_rect(desk.ids[n])
        assert rect is not None
        assert rect.left() == pytest.approx(desk.panel.canvas.scale_now.x(desk.clip(n).start))
    picture = desk.panel.grab().toImage()
    ground = picture.pixelColor(1100, TOP + 300)
    spot = desk.spot(0)
    assert picture.pixelColor(round(spot.x()) + desk.panel.canvas.x(), round(spot.y())) != ground


def test_selection_goes_both_ways(desk: Desk) -> None:
    desk.click(desk.spot(1))
    assert desk.bench.selection == (desk.ids[1],)
    desk.click(desk.spot(3), CTRL)
    assert desk.bench.selection == (desk.ids[1], desk.ids[3])
    assert desk.bench.active == desk.ids[3]
    desk.bench.select([desk.ids[0]], origin="script")
    marked = [row.clips[i].line_id for row in rows(desk) for i in range(len(row.clips)) if row.selected[i]]
    assert marked == [desk.ids[0]]
    desk.click(desk.spot(3), SHIFT)
    assert desk.bench.selection == tuple(desk.ids[:4])


def rows(desk: Desk) -> list:  # type: ignore[type-arg]
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    return arrangement.rows


def test_a_line_selected_elsewhere_is_scrolled_into_view(desk: Desk) -> None:
    desk.panel.canvas.show_span(desk.clip(0).start, desk.clip(0).start + 4800)
    desk.bench.select([desk.ids[4]], origin="script")
    rect = desk.panel.canvas.clip_rect(desk.ids[4])
    assert rect is not None
    assert 0 <= rect.left() < desk.panel.canvas.width()


def test_a_line_that_was_just_added_and_selected_is_shown_with_the_next_arrangement(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.canvas.show_span(desk.clip(0).start, desk.clip(0).start + 4800)
    new = edits.new_line(desk.bench.project, desk.bench.project.characters[0].id, "One more.")
    desk.bench.edit("Add line", edits.add_lines(desk.bench.project, [new], after=desk.ids[4]), "script")
    desk.bench.select([new.id], origin="script")

    def in_view() -> bool:
        rect = desk.panel.canvas.clip_rect(new.id)
        return rect is not None and 0 <= rect.left() < desk.panel.canvas.width()

    qtbot.waitUntil(in_view)


def test_a_hidden_timeline_costs_nothing_and_catches_up(desk: Desk) -> None:
    desk.panel.hide()
    before = desk.panel._arrangement
    desk.bench.edit("Pin", edits.pin(desk.bench.project, desk.ids[2], 400_000), "script")
    assert not desk.panel._settle.isActive()
    assert desk.panel._arrangement is before
    desk.panel.show()
    assert desk.panel._arrangement is not before


def test_a_costly_timeline_catches_up_while_changes_never_rest(desk: Desk, qtbot: QtBot) -> None:
    desk.panel._cost, before = 10.0, desk.panel._arrangement
    desk.bench.edit("Pin", edits.pin(desk.bench.project, desk.ids[2], 400_000), "script")

    def shown() -> bool:
        desk.bench.timeline_changed.emit()
        return desk.panel._arrangement is not before

    qtbot.waitUntil(shown, timeout=20_000)


def test_another_theme_and_another_pixel_ratio_are_followed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = desk.panel.canvas
    at = QPointF(canvas.width() - 60, canvas.row_top(0) + 30).toPoint()
    assert canvas.grab().toImage().pixelColor(at).lightness() < 60
    apply_theme("light")
    try:
        assert canvas.grab().toImage().pixelColor(at).lightness() > 200
    finally:
        apply_theme("dark")
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(canvas.viewport(), QEvent(QEvent.Type.DevicePixelRatioChange))
    canvas.grab()
    assert canvas.strips[0]._image.width() == 2 * canvas.width()


def test_tracks_that_are_not_heard_are_veiled(desk: Desk) -> None:
    ann, bob = (h.character_id for h in desk.panel.headers.headers)
    desk.player.set_solo(bob, True)
    assert [s.silent for s in desk.panel.canvas.strips] == [True, False]
    desk.player.set_solo(bob, False)
    desk.player.set_mute(ann, True)
    assert [s.silent for s in desk.panel.canvas.strips] == [True, False]


def test_a_pause_without_ripple_moves_one_line(desk: Desk) -> None:
    desk.bench.preferences.options.ripple = False
    before = [desk.clip(n).start for n in range(5)]
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    gap = arrangement.gap_before(desk.ids[1])
    assert gap is not None
    desk.panel.tools.set_gap(gap, 30)
    assert desk.clip(1).start == desk.clip(0).end + 30 * 48
    assert [desk.clip(n).start for n in (0, 2, 3, 4)] == [before[n] for n in (0, 2, 3, 4)]


def test_an_error_while_drawing_is_reported_and_the_window_lives(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *error: reported.append(error[1]))
    strip = desk.panel.canvas.strips[0]

    def broken(*_: object) -> None:
        raise RuntimeError("drawing")

    monkeypatch.setattr(strip, "draw", broken)
    strip.renew()
    desk.panel.grab()
    assert [str(error) for error in reported] == ["drawing"]


def test_a_rubber_band_selects_what_it_touches(desk: Desk) -> None:
    canvas = desk.panel.canvas
    first, last = desk.spot(0), canvas.clip_rect(desk.ids[4])
    assert last is not None
    desk.drag(QPointF(canvas.width() - 5, canvas.row_top(1) + 130), QPointF(-canvas.width() + 10, -190))
    assert set(desk.bench.selection) == set(desk.ids)
    assert first.x() < last.right()


def test_wheel_scrolls_and_with_control_zooms_at_the_cursor(desk: Desk) -> None:
    canvas = desk.panel.canvas

    def wheel(modifiers: Qt.KeyboardModifier, down: int) -> None:
        at = QPointF(300, 100)
        QApplication.sendEvent(
            canvas.viewport(),
            QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, down), Qt.MouseButton.NoButton, modifiers,
                        Qt.ScrollPhase.NoScrollPhase, False),
        )  # fmt: skip

    under = canvas.scale_now.sample(300)
    for _ in range(8):
        wheel(CTRL, 120)
    assert canvas.scale_now.sample(300) == pytest.approx(under, abs=canvas.scale_now.per_px * 8)
    first = canvas.scale_now.first
    wheel(NONE, -120)
    assert canvas.scale_now.first > first
    height = canvas.row_height(0)
    wheel(CTRL | SHIFT, 120)
    assert canvas.row_height(0) > height


def test_samples_are_read_behind_the_window_when_zoomed_in(desk: Desk, qtbot: QtBot) -> None:
    clip = desk.clip(1)
    with qtbot.waitSignal(desk.panel._loader.loaded, timeout=5000):
        desk.panel.canvas.show_span(clip.start, clip.start + 400)
        desk.panel.grab()
    close = desk.panel._loader.get(clip)
    assert close is not None
    assert len(close.samples) == clip.source_length


def test_a_take_that_cannot_be_read_keeps_its_peaks(desk: Desk, qtbot: QtBot) -> None:
    clip = desk.clip(1)
    assert clip.path is not None
    clip.path.write_bytes(b"not a flac")
    with qtbot.waitSignal(desk.panel._loader.loaded, timeout=5000):
        desk.panel.canvas.show_span(clip.start, clip.start + 400)
        desk.panel.grab()
    assert desk.panel._loader.get(clip) is None


def test_the_playhead_follows_the_player_and_the_view_the_playhead(desk: Desk) -> None:
    canvas = desk.panel.canvas
    desk.player.seek(desk.clip(2).start)
    assert canvas.playhead.x() == pytest.approx(canvas.scale_now.x(desk.clip(2).start), abs=1)
    canvas.show_span(0, 24_000)
    desk.player.play_all()
    desk.player.moved.emit(desk.clip(3).start)
    assert 0 <= canvas.playhead.x() <= canvas.width()
    desk.player.stop()
    desk.player.word_changed.emit(desk.ids[1], 0)
    assert canvas._word_shade.isVisible()
    desk.player.word_changed.emit("", -1)
    assert not canvas._word_shade.isVisible()


def test_moving_the_playhead_draws_no_track_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.panel.grab()
    drawn: list[object] = []
    for strip in desk.panel.canvas.strips:
        monkeypatch.setattr(strip, "draw", lambda *_: drawn.append(1))
    for sample in range(0, 48_000, 4800):
        desk.panel.canvas.set_playhead(sample)
        desk.panel.grab()
    assert not drawn


# --- moving and pausing -----------------------------------------------------------------------------


def test_dragging_a_clip_pins_it_there_and_carries_the_lines_behind_it(desk: Desk) -> None:
    before = [desk.clip(n).start for n in range(5)]
    steps = desk.steps()
    desk.drag(desk.spot(1), QPointF(40, 0))
    by = desk.clip(1).start - before[1]
    assert by == pytest.approx(40 * desk.panel.canvas.scale_now.per_px, abs=desk.panel.canvas.scale_now.per_px)
    assert desk.line(1).start == desk.clip(1).start
    assert [desk.clip(n).start for n in (2, 3, 4)] == [before[n] + by for n in (2, 3, 4)]
    assert desk.clip(0).start == before[0]
    assert desk.steps() == steps + 1
    desk.bench.undo()
    assert [desk.clip(n).start for n in range(5)] == before


def test_without_ripple_nothing_else_moves(desk: Desk) -> None:
    desk.commands.run("timeline.ripple")
    assert not desk.bench.preferences.options.ripple
    before = [desk.clip(n).start for n in range(5)]
    desk.drag(desk.spot(1), QPointF(30, 0))
    assert desk.clip(1).start > before[1]
    assert [desk.clip(n).start for n in (0, 2, 3, 4)] == [before[n] for n in (0, 2, 3, 4)]


@pytest.mark.parametrize("ripple", [True, False])
@pytest.mark.parametrize("chosen", [(0, 1), (1, 3), (0, 1, 2, 3, 4), (2, 4)])
def test_several_clips_move_by_the_same_samples(desk: Desk, chosen: tuple[int, ...], ripple: bool) -> None:
    desk.bench.preferences.options.ripple = ripple
    before = [desk.clip(n).start for n in range(5)]
    desk.bench.select([desk.ids[n] for n in chosen])
    desk.drag(desk.spot(chosen[0]), QPointF(25, 0))
    moved = {desk.clip(n).start - before[n] for n in chosen}
    assert len(moved) == 1
    assert moved != {0}
    if not ripple:
        assert all(desk.clip(n).start == before[n] for n in range(5) if n not in chosen)


def test_a_clip_cannot_be_dragged_before_the_beginning(desk: Desk) -> None:
    desk.drag(desk.spot(1), QPointF(-900, 0))
    assert desk.clip(1).start == 0


def test_escape_cancels_every_drag(desk: Desk, qtbot: QtBot) -> None:
    steps, project = desk.steps(), desk.bench.project
    rect = desk.panel.canvas.clip_rect(desk.ids[1])
    assert rect is not None
    desk.bench.select([desk.ids[1]])
    handle = QPointF(rect.center().x(), rect.top() + desk.panel.canvas.strips[0].gain_y(0.0))
    for start, modifiers in (
        (desk.spot(1), NONE),
        (desk.spot(1), ALT),
        (QPointF(rect.right() - 2, rect.center().y()), NONE),
        (handle, NONE),
        (QPointF(400, 10), NONE),
        (QPointF(400, 10), SHIFT),
    ):
        desk.press(start, modifiers)
        desk.move(start + QPointF(20, 12), modifiers)
        desk.move(start + QPointF(60, 20), modifiers)
        assert desk.panel.gestures.dragging
        qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Escape)
        assert not desk.panel.gestures.dragging
        desk.move(start + QPointF(90, 20), modifiers)
        desk.release(start + QPointF(90, 20), modifiers)
        assert not desk.panel.canvas.overlay.isVisible()
    assert desk.steps() == steps
    assert desk.bench.project is project
    assert desk.panel.tools.region is None
    assert desk.player.position == 0


def test_alt_double_click_unpins(desk: Desk) -> None:
    before = desk.clip(1).start
    desk.drag(desk.spot(1), QPointF(40, 0))
    assert desk.line(1).start is not None
    desk.double_click(desk.spot(1), ALT)
    assert desk.line(1).start is None
    assert desk.clip(1).start == before


def test_taking_hold_again_right_after_a_click_drags(desk: Desk) -> None:
    """For Qt the second press is a double click; for a hand it is the beginning of a drag."""
    before, at = desk.clip(1).start, desk.spot(1)
    desk.click(at)
    desk.mouse(QEvent.Type.MouseButtonDblClick, at)
    desk.move(at + QPointF(20, 0))
    desk.move(at + QPointF(40, 0))
    desk.release(at + QPointF(40, 0))
    assert desk.clip(1).start > before
    assert not desk.player.playing


def test_alt_dragging_a_gap_sets_the_pause_to_the_millisecond(desk: Desk) -> None:
    canvas = desk.panel.canvas
    gap = canvas.scale_now.x((desk.clip(0).end + desk.clip(1).start) / 2)
    silence = desk.clip(1).start - desk.clip(0).end
    start = QPointF(gap, canvas.row_top(0) + 40)
    desk.press(start, ALT)
    desk.move(start + QPointF(20, 0), ALT)
    desk.move(start + QPointF(50, 0), ALT)
    shown = canvas.overlay.text
    desk.release(start + QPointF(50, 0), ALT)
    after = desk.clip(1).start - desk.clip(0).end
    assert after == pytest.approx(silence + 50 * canvas.scale_now.per_px, abs=canvas.scale_now.per_px + 48)
    assert desk.line(0).pause_after == desk.ms(after)
    assert f" {desk.ms(after)} ms" in shown
    assert desk.bench.state(desk.ids[0]).state is State.CURRENT


def test_a_gap_pulled_below_zero_is_an_interruption_and_comes_back(desk: Desk) -> None:
    tools = desk.panel.tools

    def set_gap(ms: int) -> None:
        arrangement = desk.panel.arrangement
        assert arrangement is not None
        gap = arrangement.gap_before(desk.ids[2])
        assert gap is not None
        tools.set_gap(gap, ms)
        assert desk.ms(desk.clip(2).start - gap.start) == ms

    for ms in (-250, 120, 0, 2000, -10, 350):
        set_gap(ms)


@pytest.mark.parametrize("before", [None, 0, 200, -100])
def test_every_pause_can_be_set_whatever_the_next_line_says_itself(desk: Desk, before: int | None) -> None:
    desk.bench.edit("", edits.replace_line(desk.bench.project, desk.ids[2], pause_before=before))
    for ms in (500, 150, 0, 90):
        arrangement = desk.panel.arrangement
        assert arrangement is not None
        gap = arrangement.gap_before(desk.ids[2])
        assert gap is not None
        desk.panel.tools.set_gap(gap, ms)
        assert desk.ms(desk.clip(2).start - desk.clip(1).end) == ms


def test_a_gap_before_a_pinned_line_moves_the_pin(desk: Desk) -> None:
    desk.bench.edit("", edits.pin(desk.bench.project, desk.ids[1], desk.clip(1).start + 9600))
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    gap = arrangement.gap_before(desk.ids[1])
    assert gap is not None
    desk.panel.tools.set_gap(gap, 1234)
    assert desk.line(1).start == desk.clip(0).end + (1234 * 48)


def test_clips_stick_to_markers_edges_and_the_playhead_unless_shift_is_held(desk: Desk) -> None:
    desk.bench.preferences.options.snap = True
    target = desk.clip(1).start + 20_000
    desk.bench.edit("", edits.add_marker(desk.bench.project, "Here", target))
    near = (target - desk.clip(1).start) / desk.panel.canvas.scale_now.per_px + 3
    desk.drag(desk.spot(1), QPointF(near, 0))
    assert desk.clip(1).start == target
    desk.bench.undo()
    desk.press(desk.spot(1))
    desk.move(desk.spot(1) + QPointF(near, 0), SHIFT)
    desk.release(desk.spot(1) + QPointF(near, 0), SHIFT)
    assert desk.clip(1).start != target
    desk.bench.undo()
    desk.player.seek(target)
    desk.bench.edit("", edits.remove_marker(desk.bench.project, desk.bench.project.markers[0].id))
    desk.drag(desk.spot(1), QPointF(near, 0))
    assert desk.clip(1).start == desk.player.position


def test_positions_stick_to_frames_while_the_ruler_counts_them(desk: Desk) -> None:
    desk.bench.preferences.options.snap = True
    desk.commands.run("timeline.unit_frames_25")
    desk.panel.canvas.show_span(desk.clip(1).start, desk.clip(1).end)
    desk.drag(desk.spot(1), QPointF(47, 0))
    assert desk.clip(1).start % 1920 == 0


# --- fitting and gain -------------------------------------------------------------------------------


def test_dragging_the_right_edge_sets_the_speed_that_fits(desk: Desk) -> None:
    clip, canvas = desk.clip(1), desk.panel.canvas
    rect = canvas.clip_rect(desk.ids[1])
    assert rect is not None
    start = QPointF(rect.right() - 2, rect.center().y())
    by = QPointF(-rect.width() * 0.4, 0)
    desk.press(start)
    desk.move(start + by * 0.2)
    assert not canvas.overlay.warns
    desk.move(start + by)
    assert canvas.overlay.warns
    assert "×" in canvas.overlay.text
    desk.release(start + by)
    speed = desk.line(1).delivery.speed
    assert speed == pytest.approx(1 / 0.6, rel=0.05)
    assert desk.bench.state(desk.ids[1]).state is State.STALE
    assert desk.clip(1).length == clip.length, "the old take plays until the new one lands"


def test_fitting_a_stale_clip_again_counts_from_the_speed_it_was_spoken_at(desk: Desk) -> None:
    clip = desk.clip(1)
    desk.panel.tools.fit(clip, round(clip.length / 1.5))
    assert desk.line(1).delivery.speed == 1.5
    desk.panel.tools.fit(desk.clip(1), round(clip.length / 1.25))
    assert desk.line(1).delivery.speed == 1.25


def test_a_locked_line_is_not_fitted_and_it_is_said_why(desk: Desk) -> None:
    take = desk.bench.state(desk.ids[1]).take
    assert take is not None
    desk.bench.edit("", edits.replace_line(desk.bench.project, desk.ids[1], locked=True, take=take.key))
    desk.panel.tools.fit(desk.clip(1), 10_000)
    assert desk.line(1).delivery.speed is None
    assert "locked" in desk.bench.messages[-1].text


def test_the_gain_handle_changes_the_clip_and_renders_nothing(desk: Desk) -> None:
    desk.bench.select([desk.ids[1], desk.ids[2]])
    canvas = desk.panel.canvas
    rect = canvas.clip_rect(desk.ids[1])
    assert rect is not None
    handle = QPointF(rect.center().x(), rect.top() + canvas.strips[0].gain_y(0.0))
    steps = desk.steps()
    desk.drag(handle, QPointF(0, 12))
    assert desk.line(1).gain < -3
    assert desk.line(1).gain == desk.line(2).gain
    assert desk.steps() == steps + 1
    assert desk.bench.state(desk.ids[1]).state is State.CURRENT
    desk.commands.run("clip.gain_reset")
    assert (desk.line(1).gain, desk.line(2).gain) == (0.0, 0.0)


# --- keys and menus ---------------------------------------------------------------------------------


def test_keys_nudge_by_pixel_and_millisecond_as_one_step(desk: Desk, qtbot: QtBot) -> None:
    desk.bench.select([desk.ids[1]])
    start, steps = desk.clip(1).start, desk.steps()
    for _ in range(3):
        qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Right, CTRL)
    assert desk.clip(1).start == start + 3 * 48
    assert desk.steps() == steps + 1
    qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Left)
    assert desk.clip(1).start == start + 3 * 48 - desk.panel.tools.pixel()
    desk.commands.run("timeline.nudge_right_frame")
    desk.commands.run("clip.unpin")
    assert desk.clip(1).start == start


def test_arrows_walk_through_the_script(desk: Desk, qtbot: QtBot) -> None:
    desk.bench.select([desk.ids[0]])
    qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Down, SHIFT)
    assert desk.bench.selection == (desk.ids[1], desk.ids[2])
    qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_Up)
    assert desk.bench.selection == (desk.ids[1],)


def test_row_keys_run_their_commands(desk: Desk, qtbot: QtBot) -> None:
    desk.player.seek(30_000)
    qtbot.keyClick(desk.panel.canvas, Qt.Key.Key_M)
    assert [m.start for m in desk.bench.project.markers] == [30_000]


def test_every_command_has_a_label_an_id_and_keys_of_its_own(desk: Desk) -> None:
    commands = desk.commands.all()
    keys = [desk.commands.keys(c.id) for c in commands if desk.commands.keys(c.id)]
    assert len(keys) == len(set(keys))
    assert all(c.label and c.menu for c in commands)
    desk.bench.select([desk.ids[1]])
    desk.commands.refresh()
    assert desk.commands.action("timeline.fit_selection").isEnabled()


def offered(chosen: str = "") -> list[str]:
    """What the open menu holds, after choosing one of it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.objectName(): action for action in menu.actions()}
    menu.close()
    if chosen:
        actions[chosen].trigger()
    QApplication.processEvents()
    return list(actions)


def test_the_menu_is_that_of_what_was_clicked(desk: Desk, qtbot: QtBot) -> None:
    def open_at(at: QPointF, chosen: str = "") -> list[str]:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at.toPoint(), QPoint(50, 50), NONE)
        QApplication.sendEvent(desk.panel.canvas.viewport(), event)
        return offered(chosen)

    canvas = desk.panel.canvas
    assert "clip.fit" in open_at(desk.spot(1))
    assert desk.bench.selection == (desk.ids[1],)
    assert "timeline.fit" in open_at(QPointF(canvas.width() - 4, 300))
    assert "timeline.unit_samples" in open_at(QPointF(400, 8), "timeline.marker")
    assert [m.start for m in desk.bench.project.markers] == [canvas.scale_now.sample(400)], "where it was clicked"
    desk.panel.tools.add_marker(48_000)
    flag = QPointF(canvas.scale_now.x(48_000) + 4, RULER_HEIGHT + 6)
    desk.player.seek(canvas.scale_now.sample(400))
    assert "timeline.marker_rename" in open_at(flag, "timeline.marker_delete")
    assert [m.start for m in desk.bench.project.markers] == [canvas.scale_now.sample(400)], "the one that was clicked"


def test_the_menu_of_a_gap_asks_for_its_pause(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.bench.select([desk.ids[0]])
    scale = desk.panel.canvas.scale_now
    middle = (desk.clip(1).end + desk.clip(2).start) / 2
    at = QPointF(scale.x(middle), desk.spot(2).y())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at.toPoint(), QPoint(50, 50), NONE)
    QApplication.sendEvent(desk.panel.canvas.viewport(), event)
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (901, True))
    assert "clip.pause" in offered("clip.pause")
    assert desk.ms(desk.clip(2).start - desk.clip(1).end) == 901


def test_the_menu_of_a_track_is_about_that_track(desk: Desk) -> None:
    desk.bench.select([desk.ids[0]])
    header = desk.panel.headers.headers[1]
    header.gain.setValue(-3.0)

    def choose(command_id: str) -> None:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), QPoint(50, 50), NONE)
        QApplication.sendEvent(header, event)
        assert command_id in offered(command_id)

    choose("track.mute")
    assert desk.player.is_muted(header.character_id)
    choose("track.gain_reset")
    assert header.gain.value() == 0.0
    choose("track.select")
    chosen = {line.character for i in desk.bench.selection if (line := desk.bench.line(i)) is not None}
    assert chosen == {header.character_id}
    desk.bench.select([desk.ids[0]])
    desk.commands.run("track.solo")
    assert desk.player.is_solo(desk.line(0).character), "without a menu the active line's track is meant"


def test_typed_pauses_and_lengths(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.bench.select([desk.ids[1]])
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (777, True))
    desk.commands.run("clip.pause")
    assert desk.ms(desk.clip(1).start - desk.clip(0).end) == 777
    monkeypatch.setattr(QInputDialog, "getDouble", lambda *_: (desk.clip(1).length / 48_000 / 1.25, True))
    desk.commands.run("clip.fit")
    assert desk.line(1).delivery.speed == pytest.approx(1.25, abs=0.002)


# --- ruler, region, markers -------------------------------------------------------------------------


def test_a_click_in_the_ruler_puts_the_playhead_there(desk: Desk) -> None:
    desk.click(QPointF(300, 8))
    assert desk.player.position == desk.panel.canvas.scale_now.sample(300)
    desk.drag(QPointF(300, 8), QPointF(100, 0))
    assert desk.player.position == desk.panel.canvas.scale_now.sample(400)


def test_what_the_playhead_is_dragged_over_can_be_heard(desk: Desk, qtbot: QtBot) -> None:
    device, x = desk.player.sound.output, desk.spot(0).x()
    assert isinstance(device, ClockedDevice)

    def heard() -> bool:  # as soon as the samples are read
        desk.drag(QPointF(x - 20, 8), QPointF(20, 0))
        return bool(device.pull(9_600).any())

    qtbot.waitUntil(heard, timeout=20_000)
    assert desk.player.position == desk.panel.canvas.scale_now.sample(x)
    desk.click(QPointF(x, 8))
    assert not device.pull(9_600).any(), "a click puts it there and is silent"


def test_shift_drag_in_the_ruler_makes_a_region_and_its_edges_can_be_dragged(desk: Desk, qtbot: QtBot) -> None:
    scale = desk.panel.canvas.scale_now
    with qtbot.waitSignal(desk.panel.tools.region_changed):
        desk.drag(QPointF(500, 8), QPointF(-200, 0), SHIFT)
    assert desk.panel.tools.region == (scale.sample(300), scale.sample(500))
    desk.drag(QPointF(500, 8), QPointF(50, 0))
    assert desk.panel.tools.region == (scale.sample(300), scale.sample(550))
    desk.commands.run("timeline.region_clear")
    assert desk.panel.tools.region is None
    desk.bench.select(desk.ids[1:3])
    desk.commands.run("timeline.region")
    assert desk.panel.tools.region == (desk.clip(1).start, desk.clip(2).end)


def test_markers_are_added_dragged_renamed_and_deleted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.panel.tools.add_marker(48_000)
    scale = desk.panel.canvas.scale_now
    at = QPointF(scale.x(48_000) + 4, RULER_HEIGHT + 6)
    desk.drag(at, QPointF(60, 0))
    (marker,) = desk.bench.project.markers
    assert marker.start == pytest.approx(48_000 + 60 * scale.per_px, abs=scale.per_px)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Music", True))
    desk.double_click(QPointF(scale.x(marker.start) + 4, RULER_HEIGHT + 6))
    assert desk.bench.project.markers[0].name == "Music"
    desk.player.seek(0)
    desk.commands.run("timeline.marker_next")
    assert desk.player.position == marker.start
    desk.commands.run("timeline.marker_delete")
    assert not desk.bench.project.markers


def test_middle_drag_pans(desk: Desk) -> None:
    desk.panel.canvas.show_span(48_000, 96_000)
    first = desk.panel.canvas.scale_now.first
    desk.drag(QPointF(400, 200), QPointF(-100, 0), button=MIDDLE)
    moved = desk.panel.canvas.scale_now.first - first
    assert moved == pytest.approx(100 * desk.panel.canvas.scale_now.per_px, rel=0.02)


# --- headers ----------------------------------------------------------------------------------------


def test_headers_stand_beside_their_rows_and_edit_their_character(desk: Desk, qtbot: QtBot) -> None:
    canvas, headers = desk.panel.canvas, desk.panel.headers.headers
    assert [h.name.text() for h in headers] == ["ANN", "BOB"]
    for row, header in enumerate(headers):
        assert (header.y(), header.height()) == (canvas.row_top(row), canvas.row_height(row))
    headers[0].gain.setValue(-3.0)
    headers[0].gain.setValue(-3.5)
    assert desk.bench.project.characters[0].gain == -3.5
    assert desk.bench.session.history.labels()[-1][0] == "Change track gain"
    desk.bench.undo()
    assert desk.bench.project.characters[0].gain == 0.0
    desk.panel.refresh()
    assert headers[0].gain.value() == 0.0
    headers[1].name.begin()
    headers[1].name.setText("BERT")
    qtbot.keyClick(headers[1].name, Qt.Key.Key_Return)
    assert desk.bench.project.characters[1].name == "BERT"
    headers[1].name.begin()
    headers[1].name.setText("ann")
    qtbot.keyClick(headers[1].name, Qt.Key.Key_Return)
    assert desk.bench.project.characters[1].name == "BERT"
    assert headers[1].name.text() == "BERT"
    headers[0].mute.click()
    assert desk.player.is_muted(headers[0].character_id)
    headers[0].solo.click()
    assert desk.player.is_solo(headers[0].character_id)


def test_wheel_and_double_click_on_a_tracks_gain(desk: Desk, qtbot: QtBot) -> None:
    gain = desk.panel.headers.headers[0].gain

    def wheel(modifiers: Qt.KeyboardModifier) -> None:
        at = QPointF(5, 5)
        QApplication.sendEvent(
            gain,
            QWheelEvent(at, gain.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers,
                        Qt.ScrollPhase.NoScrollPhase, False),
        )  # fmt: skip

    wheel(NONE)
    wheel(CTRL)
    assert desk.bench.project.characters[0].gain == 0.6
    assert gain.text() == "+0.6 dB"
    qtbot.mouseDClick(gain.lineEdit(), LEFT)
    assert desk.bench.project.characters[0].gain == 0.0


def test_rows_can_be_made_taller_and_scrolled(desk: Desk) -> None:
    canvas = desk.panel.canvas
    border = QPointF(300, canvas.row_top(0) + canvas.row_height(0) - 2)
    desk.drag(border, QPointF(0, 40))
    assert canvas.row_height(0) == ROW_HEIGHT + 40
    for _ in range(20):
        desk.commands.run("timeline.taller")
    assert not desk.panel.down.isHidden()
    desk.panel.down.setValue(50)
    assert canvas.row_top(0) == TOP - 50
    desk.commands.run("timeline.heights_reset")
    assert canvas.row_top(0) == TOP


# --- the document moves on --------------------------------------------------------------------------


def test_edits_elsewhere_are_shown(desk: Desk, qtbot: QtBot) -> None:
    new = edits.new_line(desk.bench.project, desk.bench.project.characters[0].id, "One more.")
    desk.bench.edit("Add line", edits.add_lines(desk.bench.project, [new], after=desk.ids[0]))
    qtbot.waitUntil(lambda: not desk.panel._settle.isActive())
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    assert [c.line_id for c in arrangement.script][1] == new.id
    project = edits.remove_lines(desk.bench.project, list(desk.ids))
    desk.bench.edit("Remove", edits.remove_lines(project, [new.id]))
    desk.panel.refresh()
    assert desk.panel.canvas.clip_rect(desk.ids[0]) is None
    desk.panel.grab()


def test_a_project_without_lines_and_another_project_open(desk: Desk, tmp_path: Path) -> None:
    empty = dataclasses.replace(desk.bench.project, scenes=(), characters=(), markers=())
    desk.bench.edit("Empty", empty)
    desk.panel.refresh()
    desk.panel.grab()
    assert not desk.panel._hint.isHidden()
    desk.click(QPointF(300, 200))
    desk.bench.undo()
    desk.bench.open(desk.bench.session)
    assert desk.panel._hint.isHidden()


def test_states_of_the_queue_colour_the_clip(desk: Desk) -> None:
    desk.bench.edit("", edits.replace_line(desk.bench.project, desk.ids[1], text="Something else."))
    arrangement = desk.panel.arrangement
    assert arrangement is not None
    place = arrangement.places[desk.ids[1]]
    row = arrangement.rows[place.row]
    stale = int(row.rank[place.index])
    desk.bench._busy[desk.ids[1]] = State.QUEUED
    desk.bench.states_changed.emit(frozenset([desk.ids[1]]))
    assert int(row.rank[place.index]) > stale
    desk.bench._busy.clear()


def test_a_clip_is_described_in_words(desk: Desk) -> None:
    spot = desk.spot(1)
    text = desk.panel.gestures.tip(spot.x(), spot.y())
    assert text.startswith("Line 2, current")
    assert "No. What was it?" in text
