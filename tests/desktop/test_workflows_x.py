"""Three people and their day, each from an empty profile to the delivered files: by mouse, and by keyboard alone."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.desktop.x_stage import ROOT, Person, studio, under_x

pytestmark = under_x

TALK = """\
1
00:00:00,500 --> 00:00:03,000
HOST: Welcome to the engine room.

2
00:00:03,200 --> 00:00:06,000
EXPERT: Today we look at nginx.

3
00:00:06,500 --> 00:00:09,000
HOST: Why does everybody use it?

4
00:00:09,500 --> 00:00:11,900
EXPERT: Because nginx is small, and it is fast.

5
00:00:12,000 --> 00:00:15,200
HOST: And the rest of the story is told in a line that is too long for its slot.
"""
SHEET = """\
id,character,line,direction,context,file
gate-01,GUARD,Who goes there?,serious,at the gate,gate_01
gate-02,SCOUT,A friend.,calm,at the gate,gate_02
gate-03,GUARD,Then come closer.,,at the gate,gate_03
gate-04,SCOUT,The night is cold.,tired,in the yard,gate_04
"""
CHANGED = """\
id,character,line,direction,context,file
gate-01,GUARD,Who goes there?,serious,at the gate,gate_01
gate-02,SCOUT,A good friend of yours.,calm,at the gate,gate_02
gate-03,GUARD,Then come closer.,,at the gate,gate_03
gate-05,SCOUT,Thank you.,,in the yard,gate_05
"""
PLAY = """\
Title: The Door

# One

ANN: Did you hear that?
BOB: No. What was it?

# Two

ANN: It was the door.
BOB: Then we go down.
"""


def report(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "delivery.json").read_text()))


def begins(person: Person, script: Path, by_mouse: bool) -> None:
    """A project from a script."""
    if by_mouse:
        person.menu("File", "New project from a script…")
    else:
        person.presses("ctrl+n")
    person.chooses("Choose a script", script)
    person.chooses("Where to keep the project")
    person.waits(lambda: person.looks["project"].endswith(script.stem))


def renders(person: Person, lines: int, by_mouse: bool) -> None:
    if by_mouse:
        person.menu("Render", "Render what is stale")
    else:
        person.presses("ctrl+r")
    person.waits_until_spoken(lines)


def delivers(
    person: Person, wanted: set[str], by_mouse: bool, name: str = "export", further: Callable[[], None] | None = None
) -> None:
    """Tick the exporters, do what is further wanted, look at what will be written, export."""
    if by_mouse:
        person.menu("File", "Export…")
    else:
        person.presses("ctrl+e")
    person.waits(lambda: person.looks["focus"] == "Exporters")
    for label in ("Stems and mix", "Subtitles (SRT)", *sorted(wanted - {"Stems and mix", "Subtitles (SRT)"})):
        ticked = label in ("Stems and mix", "Subtitles (SRT)")  # what is ticked when the dialog opens
        if ticked != (label in wanted):
            if by_mouse:
                person.ticks(label)
            else:
                person.presses("Home")
                person.goes_down_to(label)
                person.presses("space")
    if further is not None:
        further()
    person.waits(lambda: (person.finds("Export", exact=True) or {}).get("enabled"))
    person.sees(name)
    if by_mouse:
        person.clicks("Export")
    else:
        person.presses("Return")
    person.waits_for("Show in folder", seconds=60)
    person.sees(f"{name}-done")
    person.presses("Escape")
    person.waits(lambda: "Export" not in person.looks["titles"])


def has_takes(person: Person, count: int) -> bool:
    return bool(person.looks["takes"] == count and not person.looks["queue"])


def runs(person: Person, by_mouse: bool, menu: str, label: str) -> None:
    """A command, from its menu or from the palette."""
    if by_mouse:
        person.menu(menu, label)
    else:
        person.commands(label.rstrip("…"))


@pytest.mark.parametrize("by_mouse", [False, True], ids=["keyboard", "mouse"])
def test_a_script_becomes_a_voice_over(tmp_path: Path, by_mouse: bool) -> None:
    folder = tmp_path / f"voiceover-{'mouse' if by_mouse else 'keyboard'}"
    folder.mkdir()
    (folder / "talk.srt").write_text(TALK)
    with studio(folder) as person:
        person.sees("sample")
        begins(person, folder / "talk.srt", by_mouse)
        person.sees("slots")

        runs(person, by_mouse, "Cast", "Design a voice…")  # HOST is selected
        if by_mouse:
            person.clicks("Describe the voice")
        person.waits(lambda: person.looks["focus"] == "Describe the voice")
        person.types("warm female narrator, calm")
        if by_mouse:
            person.clicks("Design", exact=True)
        else:
            person.presses("Return")
        person.waits_for("Keep, give to HOST")
        person.sees("designed")
        if by_mouse:
            person.clicks("Keep, give to HOST")
        else:
            person.goes_to("Keep, give to HOST")
            person.presses("space")
        person.waits_for("Voice")
        renders(person, 5, by_mouse)
        person.sees("rendered")

        # "nginx" is read wrong: say it like this, in the whole project
        if by_mouse:
            person.clicks("Today we look at nginx.", exact=False, times=2)
        else:
            person.presses("ctrl+1", "Down", "Return")
        person.waits(lambda: person.looks["active"] == "Today we look at nginx.")
        person.waits(lambda: person.looks["focus"] == "Text of the line")
        person.presses("End", "Left", "ctrl+shift+Left")
        runs(person, by_mouse, "Cast", "Say it like this…")
        person.waits_for("Said like")
        if by_mouse:
            person.clicks("Said like")
        person.types("engine x")
        person.sees("pronounce")
        if by_mouse:
            person.clicks("Save")
        else:
            person.presses("Return")
        person.waits_for_states(stale=2)  # the two lines with that word, no other
        person.sees("two-stale")
        renders(person, 5, by_mouse)

        # a line that is too long for its subtitle: spoken as much faster as it takes
        if by_mouse:
            person.clicks("Welcome to the engine room.", exact=False)
            person.menu("View", "Direction")
        else:
            person.presses("ctrl+1", "Escape", "Home", "alt+Return", "ctrl+1")
        runs(person, by_mouse, "Direct", "Next line that is too long for its slot")
        person.waits(lambda: person.looks["active"].startswith("Because nginx"))
        person.waits_for("s too long", exact=False)
        person.sees("too-long")
        if by_mouse:
            person.clicks("Fit ×", exact=False)
        else:
            person.commands("Fit the selected lines to their slots")
        person.waits(partial(has_takes, person, 3))
        person.waits_for("to spare", exact=False)
        person.sees("fits")

        # the last line again, twice; back to the first reading, and lock it
        if by_mouse:
            person.clicks("And the rest of the story", exact=False)
        else:
            person.presses("ctrl+1", "Escape", "End")
        person.waits(lambda: person.looks["active"].startswith("And the rest"))
        for takes in (2, 3):
            runs(person, True, "Takes", "Re-roll") if by_mouse else person.presses("r")
            person.waits(partial(has_takes, person, takes))
        person.presses("bracketleft", "bracketleft", "Return")
        if person.finds("A/B", exact=True) is None:
            runs(person, by_mouse, "View", "Takes")
        person.waits_for("Keep")
        person.sees("takes")
        runs(person, by_mouse, "Takes", "Lock the line to this take")
        person.waits_for_states(locked=1)

        delivers(person, {"Stems and mix", "Subtitles (SRT)", "Audacity (labels and files)"}, by_mouse)
        person.presses("ctrl+s")
        person.waits(lambda: "Saved." in person.looks["messages"])
    delivered = folder / "talk delivery"
    names = {f.name for f in delivered.rglob("*") if f.is_file()}
    assert {"delivery.json", "talk.srt"} <= names
    assert len([n for n in names if n.endswith(".wav")]) >= 3
    assert any(n.endswith(".txt") for n in names)


@pytest.mark.parametrize("by_mouse", [False, True], ids=["keyboard", "mouse"])
def test_a_sheet_becomes_the_voices_of_a_game(tmp_path: Path, by_mouse: bool) -> None:
    folder = tmp_path / f"game-{'mouse' if by_mouse else 'keyboard'}"
    folder.mkdir()
    sheet = folder / "gate.csv"
    sheet.write_text(SHEET)
    with studio(folder) as person:
        begins(person, sheet, by_mouse)
        person.sees("table")
        renders(person, 4, by_mouse)

        # what a check doubts, by the keyboard alone in both: filter, hear, approve
        runs(person, by_mouse, "Edit", "Filter lines")
        person.waits(lambda: person.looks["focus"] == "Show only lines with this text")
        person.types("SCOUT")
        person.sees("filtered")
        person.presses("ctrl+a", "BackSpace", "ctrl+1", "Home", "a")
        person.presses("space")
        person.waits(lambda: person.looks["playing"])
        person.waits(lambda: not person.looks["playing"])

        def tables() -> None:
            """With what the game's engine reads; the choice is kept under a name for the build."""
            person.switches("Wwise", by_mouse)
            person.switches("Unreal", by_mouse)
            person.goes_into("Preset", by_mouse)
            person.types("Build")
            if by_mouse:
                person.clicks("Save")
            else:
                person.goes_to("Save")
                person.presses("space")
            person.waits_for("wwise/import.txt", exact=False)

        delivers(person, {"Game pack"}, by_mouse, "pack", tables)
        pack = folder / "gate delivery"
        first = {line["id"]: line for line in report(pack)["lines"]}  # type: ignore[attr-defined]
        assert sorted(first) == ["gate-01", "gate-02", "gate-03", "gate-04"]

        # the changed sheet: one changed, one new, one gone
        sheet.write_text(CHANGED)
        if by_mouse:
            person.menu("File", "Import…")
        else:
            person.presses("ctrl+i")
        person.chooses("Import", sheet)
        person.waits_for("1 new", exact=False)
        person.sees("changes")
        if by_mouse:
            person.clicks("Apply")
        else:
            person.presses("Return")
        person.waits_for_states(stale=2)
        person.sees("stale")
        renders(person, 4, by_mouse)

        def only_changes() -> None:
            person.switches("Only what changed since the last delivery", by_mouse)
            person.waits_for("Since the last delivery", exact=False)

        delivers(person, {"Game pack"}, by_mouse, "delta", only_changes)

        # an actor has spoken two lines; his files are called by their ids
        voices = folder / "from the actor"
        voices.mkdir()
        for name in ("gate-01", "gate-03"):
            soundfile.write(voices / f"{name}.wav", np.sin(np.arange(48_000) / 30) * 0.3, 48_000)
        runs(person, by_mouse, "File", "Import recordings…")
        person.chooses("A folder of recordings", voices)
        person.waits(lambda: person.looks["titles"] == ["Import from the actor"])
        person.sees("recordings")
        if by_mouse:
            person.clicks("Apply")
        else:
            person.presses("Return")
        person.presses("ctrl+1", "Home")
        person.waits(partial(has_takes, person, 2))
        person.sees("actor")
        person.presses("ctrl+s")
        person.waits(lambda: "Saved." in person.looks["messages"])

    # the same choice in a build, that knows only its name
    built = folder / "built"
    for said in (["export", str(folder / "gate"), "--preset", "Build", "--out", str(built)], ["verify", str(built)]):
        subprocess.run(
            [sys.executable, "-m", "studio.cli.main", *said], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
    assert {"import.txt"} <= {f.name for f in (built / "wwise").iterdir()}
    assert sorted(f.stem for f in built.rglob("*.wav")) == ["gate-01", "gate-02", "gate-03", "gate-05"]
    assert {line["id"] for line in report(pack)["lines"]} == {"gate-01", "gate-02", "gate-03", "gate-05"}  # type: ignore[attr-defined]
    changes = next(pack.rglob("CHANGES.csv")).read_text()
    assert all(f"gate-0{number}" in changes for number in (2, 4, 5))
    assert "gate-03" not in changes, "nothing happened to it"


@pytest.mark.parametrize("by_mouse", [False, True], ids=["keyboard", "mouse"])
def test_stems_go_to_a_mixer_and_his_wishes_come_back(tmp_path: Path, by_mouse: bool) -> None:
    folder = tmp_path / f"mixer-{'mouse' if by_mouse else 'keyboard'}"
    folder.mkdir()
    (folder / "door.txt").write_text(PLAY)
    with studio(folder) as person:
        begins(person, folder / "door.txt", by_mouse)
        renders(person, 4, by_mouse)
        usual = {"Stems and mix", "Subtitles (SRT)"}
        reaper = partial(person.picks, "Mixer: REAPER", "Preset", by_mouse)
        delivers(person, usual, by_mouse, "session", reaper)
        delivered = folder / "The Door delivery"
        lines = report(delivered)["lines"]
        assert len(lines) == 4
        with (folder / "pickups.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "status", "note"])
            rows.writerow([lines[2]["id"], "pick-up", "more afraid"])
        if by_mouse:
            person.menu("File", "Import…")
        else:
            person.presses("ctrl+i")
        person.chooses("Import", folder / "pickups.csv")
        person.waits_for("1 changed", exact=False)
        person.sees("wishes")
        if by_mouse:
            person.clicks("Apply")
        else:
            person.presses("Return")
        runs(person, by_mouse, "View", "Pick-up list")
        person.waits_for("It was the door.", exact=False)
        person.presses("ctrl+1", "Home")
        person.waits(lambda: person.looks["active"] == "It was the door.")
        person.sees("pick-ups")
        person.presses("ctrl+1", "r")
        person.waits(lambda: person.looks["takes"] == 2 and not person.looks["queue"])
        delivers(person, usual, by_mouse, "again", reaper)
        assert len(list(delivered.rglob("*.rpp"))) == 1
        after = report(delivered)["lines"]
        assert [one["id"] for one in after] == [one["id"] for one in lines]  # type: ignore[attr-defined]
