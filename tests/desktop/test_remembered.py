"""What the window remembers: another window with the same profile looks as the last one did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from studio.desktop.preferences import Options, Preferences
from studio.desktop.timeline.scale import FRAME_RATES
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.playback.device import ClockedDevice
from studio.session.session import Session

Open = Callable[[Session], Window]


@pytest.fixture
def open_window(tmp_path: Path, qtbot: QtBot) -> Open:
    def made(session: Session) -> Window:
        window = Window(Workbench(Preferences(tmp_path / "profile")), ClockedDevice())
        window.show()
        window.finish_start()
        window.workbench.open(session)
        return window

    return made


def test_the_timeline_and_the_transport_are_as_they_were(
    open_window: Open, make_session: Callable[..., Session]
) -> None:
    session = make_session()
    window = open_window(session)
    for command in ("timeline.unit_frames_29.97", "timeline.follow_smooth"):
        window.commands.run(command)
    window.transport.set_unit("30")
    window._timeline.canvas.set_row_height(1, 117)
    window.close()

    again = open_window(Session.open(session.folder.path))
    panel = again._timeline
    ruler = panel.canvas.ruler
    assert (ruler.unit, ruler.frames) == ("frames", FRAME_RATES["29.97"])
    assert panel.unit.text().startswith("29.97")
    assert panel.tools.follow == "smooth"
    assert again.transport.readout.text().count(":") == 3
    assert [panel.canvas.row_height(row) for row in (0, 1)] == [60, 117]
    panel.canvas.set_row_height(1, 60)
    assert again.workbench.preferences.options.row_heights == {}
    again.close()


def test_what_is_written_by_hand_and_makes_no_sense_is_the_usual(
    open_window: Open, make_session: Callable[..., Session], tmp_path: Path
) -> None:
    session = make_session()
    character = session.project.characters[0].id
    odd = Options(
        follow="sideways", ruler_unit="bars", frame_rate="7", position_unit="beats",
        row_heights={f"{session.project.id}/{character}": -3},
    )  # fmt: skip
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "preferences.json").write_bytes(msgspec.json.encode(odd))
    window = open_window(session)
    panel = window._timeline
    assert panel.canvas.ruler.unit == "time"
    assert panel.canvas.row_height(0) == 30
    assert window.transport.readout.text() == "0:00.000"
    window.close()


def test_heights_of_old_projects_are_forgotten(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    for n in range(500):
        preferences.remember_heights(f"P-{n}", {"C-1": 80})
    assert len(preferences.options.row_heights) == 400
    assert preferences.heights("P-499") == {"C-1": 80}
    assert preferences.heights("P-1") == {}
