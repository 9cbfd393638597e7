"""A mixer receives one folder by one command, asks for pick-ups, and gets what changed, in its place."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import rpp
import soundfile

from tests.command import Lineread

SCRIPT = """\
MARA: My brother has a price.
TOM: Huh?
MARA: The gate is closed.
"""


@pytest.fixture
def play(tmp_path: Path, done: Lineread) -> Path:
    (tmp_path / "play.txt").write_text(SCRIPT, encoding="utf-8")
    done("new", tmp_path / "play", "--script", tmp_path / "play.txt", "--voice-engine", "fake")
    done("render", tmp_path / "play")
    return tmp_path / "play"


def items(session: Path) -> dict[str, tuple[int, list[str], int]]:
    """By line id: where the item stands, the files of its takes, and which of them plays."""
    found = {}
    for item in rpp.loads(session.read_text(encoding="utf-8")).findall(".//ITEM"):
        takes = [row for row in item.children if row == "TAKE" or (isinstance(row, list) and row[0] == "TAKE")]
        playing = next((n for n, row in enumerate(takes, 1) if "SEL" in row), 0)
        files = [source.find("FILE")[1] for source in item.findall("SOURCE")]
        found[item.find("NAME")[1].split()[0]] = (round(float(item.find("POSITION")[1]) * 48_000), files, playing)
    return found


@pytest.mark.parametrize(("preset", "suffix"), [
    ("mixer-reaper", ".rpp"), ("mixer-ardour", ".ardour"), ("mixer-aaf", ".aaf"), ("Mixer-DAWproject", ".dawproject")
])  # fmt: skip
def test_one_command_makes_one_folder_with_everything(
    preset: str, suffix: str, play: Path, tmp_path: Path, done: Lineread
) -> None:
    done("export", play, "--preset", preset, "--out", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "delivery.json").read_text(encoding="utf-8"))
    assert {"session", "stem", "mix", "line"} <= {file["what"] for file in report["files"]}
    assert len(list((tmp_path / "out").rglob(f"*{suffix}"))) == 1
    assert list((tmp_path / "out").glob("*.srt"))
    (table,) = (tmp_path / "out").glob("*.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {line["id"] for line in report["lines"]}
    ends = {line["id"]: line["end"] - line["start"] for line in report["lines"]}
    for file in report["files"]:
        if file["what"] == "line":  # a second after each, and before it as far as there is one
            frames = soundfile.info(tmp_path / "out" / file["path"]).frames
            assert ends[file["line_id"]] + 48_000 <= frames <= ends[file["line_id"]] + 96_000
    stems = [file["path"] for file in report["files"] if file["what"] == "stem"]
    (mix,) = (file["path"] for file in report["files"] if file["what"] == "mix")
    sounds = [soundfile.read(tmp_path / "out" / path, dtype="int32")[0] for path in (*stems, mix)]
    assert np.array_equal(sum(sounds[:-1]), sounds[-1])
    done("verify", tmp_path / "out")


def test_pick_ups_come_back_as_takes_and_a_versioned_delta(play: Path, tmp_path: Path, done: Lineread) -> None:
    done("export", play, "--preset", "mixer-reaper", "--out", tmp_path / "out")
    (session,) = (tmp_path / "out").rglob("*.rpp")
    before = items(session)
    first, second, third = before
    # the mixer asks for another reading of the second line
    (tmp_path / "pickups.csv").write_text(f"id,status,note\n{second},retake,too flat\n", encoding="utf-8")
    done("import", play, tmp_path / "pickups.csv", "--yes")
    # another reading, and the third line is held where it is
    project = json.loads((play / "project.json").read_text(encoding="utf-8"))
    wishes = {line["id"]: line.get("status") for scene in project["scenes"] for line in scene["lines"]}
    assert wishes == {first: None, second: "retake", third: None}
    held = before[third][0]
    for scene in project["scenes"]:
        for line in scene["lines"]:
            if line["id"] == second:
                line["seed"] = 7
            if line["id"] == third:
                line["start"] = held
    (play / "project.json").write_text(json.dumps(project), encoding="utf-8")
    done("render", play)
    done("export", play, "--since", tmp_path / "out", "--suffix", "_v2", "--out", tmp_path / "delta")
    sounds = [path.name for path in (tmp_path / "delta" / "reaper").rglob("*.wav")]
    assert len(sounds) == 2  # the new reading, and the one before as its other take
    assert sum("_v2" in name for name in sounds) == 1
    shutil.copytree(tmp_path / "delta", tmp_path / "out", dirs_exist_ok=True)
    after = items(session)
    assert {line: place for line, (place, _, _) in after.items()} == {line: p for line, (p, _, _) in before.items()}
    assert (len(after[second][1]), after[second][2]) == (2, 0)
    assert after[first] == before[first]
    assert all((session.parent / name).is_file() for _, files, _ in after.values() for name in files)
    changes = (tmp_path / "delta" / "CHANGES.csv").read_text(encoding="utf-8-sig")
    assert f"changed,{second}" in changes
