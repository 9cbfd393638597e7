"""A production of 5,000 lines, three hours and fourteen people, worked on before a real screen."""

from __future__ import annotations

from pathlib import Path

from benchmarks.large_project import LINES, make
from studio.desktop.preferences import Preferences
from tests.desktop.x_stage import Person, studio, under_x

pytestmark = under_x


def drags(person: Person, start: tuple[int, int], by: tuple[int, int], *held: str) -> None:
    """With the left button, in steps as a hand does it."""
    x, y = start
    person.does("mousemove", str(x), str(y))
    for key in held:
        person.does("keydown", key)
    person.does("mousedown", "1")
    for part in (4, 2, 1):
        person.does("mousemove", str(x + by[0] // part), str(y + by[1] // part))
    person.sees("dragging")
    person.does("mouseup", "1")
    for key in held:
        person.does("keyup", key)


def test_five_thousand_lines_are_worked_on_without_losing_the_place(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    session = make(folder / "The Long Play")
    states = [str(s.state) for s in session.states().values()]
    stale, current = states.count("stale"), states.count("current")
    preferences = Preferences(folder / "profile")
    preferences.options.theme = "dark"
    preferences.remember(session.folder.path)
    with studio(folder) as person:
        person.waits(lambda: person.looks["states"].get("stale") == stale)
        lines = list(session.project.lines())

        # from end to end
        person.presses("ctrl+1", "End")
        person.waits(lambda: person.looks["active"] == lines[-1].text)
        person.waits_for(lines[-1].text, exact=False)
        person.sees("last-line")
        person.presses("Home")
        person.waits(lambda: person.looks["active"] == lines[0].text)

        # what is filtered is what is changed, and nothing else
        person.clicks("Show lines that are: stale")
        person.waits_for(f"{stale} of {LINES}")
        person.presses("ctrl+1", "ctrl+a")
        person.waits(lambda: person.looks["selected"] == stale)
        person.sees("filtered")
        person.presses("Delete")
        person.waits(lambda: sum(person.looks["states"].values()) == LINES - stale)
        person.presses("ctrl+z")
        person.waits(lambda: person.looks["states"].get("stale") == stale)
        assert person.looks["selected"] == stale, "what came back is selected"
        person.clicks("Show all lines")
        person.waits(lambda: person.finds(f"{stale} of {LINES}") is None)

        # find says what a replacement costs, and that is what it costs
        person.presses("ctrl+1", "Home", "ctrl+h")
        person.waits(lambda: person.looks["focus"] == "Find")
        person.types("lighthouse")
        person.clicks("Replace with")
        person.types("tower")
        cost = person.waits_for("lines go stale", exact=False)["text"]
        person.sees("replace")
        person.clicks("Replace every place")
        person.waits(lambda: person.looks["states"].get("stale", 0) > stale)
        assert person.looks["states"]["stale"] == stale + int(cost.split()[0])
        person.presses("ctrl+z")
        person.waits(lambda: person.looks["states"] == {s: states.count(s) for s in set(states)})
        person.presses("Escape")
        person.waits(lambda: person.finds("Replace every place") is None)

        # many lines at once, and one step back
        person.presses("ctrl+1", "Home", "ctrl+a")
        person.waits(lambda: person.looks["selected"] == LINES)
        person.presses("ctrl+c", "ctrl+v")
        person.waits(lambda: sum(person.looks["states"].values()) == 2 * LINES)
        person.presses("ctrl+z")
        person.waits(lambda: sum(person.looks["states"].values()) == LINES)

        def left() -> int:
            """Where the second line begins on the screen."""
            return int((person.finds("clip 2", exact=True) or {"left": -1})["left"])

        # the timeline: a clip is dragged, a gap is pulled, a clip is fitted
        person.presses("ctrl+1", "Home", "Down")
        person.waits(lambda: person.looks["active"] == lines[1].text)
        at = person.waits_for("clip 2", exact=True)
        drags(person, (at["x"], at["bottom"] - 8), (90, 0))
        person.waits(lambda: left() > at["left"] + 60)
        person.presses("ctrl+z")
        person.waits(lambda: left() == at["left"])
        drags(person, (at["left"] - 3, at["bottom"] - 8), (60, 0), "alt")
        person.waits(lambda: left() > at["left"] + 30)
        person.presses("ctrl+z")
        person.waits(lambda: left() == at["left"])
        drags(person, (at["right"] - 2, at["bottom"] - 8), (-20, 0))
        person.waits(lambda: person.looks["states"].get("stale") == stale + 1)
        person.sees("fitted")
        person.presses("ctrl+z")
        person.waits(lambda: person.looks["states"].get("current") == current)

        # re-rolled in one hand; the place is kept
        person.presses("ctrl+1", "r")
        person.waits(lambda: person.looks["takes"] == 2 and not person.looks["queue"])
        person.presses("bracketleft", "Return", "ctrl+0")
        assert person.looks["active"] == lines[1].text
        person.sees("whole")
        person.presses("ctrl+s")
        person.waits(lambda: "Saved." in person.looks["messages"])
