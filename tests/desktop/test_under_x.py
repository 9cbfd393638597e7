"""The first minute of a person at the keyboard: the sample speaks, is rendered, read once more, saved and undone."""

from __future__ import annotations

from pathlib import Path

from studio.session.session import Session
from tests.desktop.x_stage import studio, under_x

pytestmark = under_x


def test_the_first_minute_with_the_keyboard_alone(tmp_path: Path) -> None:
    folder = tmp_path / "first-minute"
    sample = folder / "profile" / "sample"

    def seed() -> int:
        """Of the first line, as it is on the disk."""
        return next(iter(Session.open(sample).project.lines())).seed

    with studio(folder) as person:
        person.presses("space")
        person.waits(lambda: person.looks["states"].get("current", 0) >= 1)
        person.presses("ctrl+r")
        person.waits_until_spoken(21)
        person.presses("Escape", "r")
        person.waits(lambda: person.looks["takes"] == 2 and not person.looks["queue"])
        person.presses("ctrl+s")
        person.waits(lambda: seed() != 0)
        person.presses("ctrl+z", "ctrl+s")
        person.waits(lambda: seed() == 0)
        person.presses("Escape", "Down", "Down")
        person.sees("dark")
        person.menu("View", "Cast")
        person.waits_for("OLD SILAS")
        person.sees("cast")
        person.menu("View", "Direction")
        person.menu("View", "Light theme")
        person.waits_for("Intonation")
        person.sees("light")
