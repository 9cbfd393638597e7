"""Ardour opens the session, finds every region on its sample, and its own render nulls against the mix."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

HERE = Path(__file__).parent

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("ardour7-lua") is None, reason="Ardour is not installed (apt install ardour)"),
]


def export(home: Path, name: str, **options: object) -> tuple[Path, Path, np.ndarray]:
    """The session's folder where it was moved to, a home for Ardour, and the mix."""
    (home / "takes").mkdir()
    timeline, project = PROGRAMMES[name](home / "takes")
    run_exports(plan_exports(["ardour", "stems"], timeline, project, options), home / "out")
    (mix,) = (home / "out").glob("*_mix.wav")
    sound = soundfile.read(mix, dtype="float64")[0]
    (session,) = (home / "out" / "ardour").iterdir()
    (home / "home").mkdir()
    shutil.move(session, moved := home / "elsewhere" / session.name)
    return moved, home / "home", sound


def ardour(home: Path, *command: str | Path, **environment: str) -> str:
    """Debian's build of Ardour 7.3 aborts on its heap in one run of fifteen: three attempts."""
    for _ in range(3):
        done = subprocess.run(
            command, env={**os.environ, "HOME": str(home), **environment}, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        if done.returncode == 0:
            return done.stdout + done.stderr
    raise AssertionError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")


@pytest.mark.parametrize(("rate", "handles"), [(48_000, 0), (48_000, 25), (44_100, 0), (96_000, 0)])
def test_ardour_reads_every_region_on_its_sample(rate: int, handles: int, tmp_path: Path) -> None:
    session, home, _ = export(tmp_path, "odd", rate=rate, handles=handles)
    said = ardour(
        home, "ardour7-lua", HERE / "ardour_positions.lua", SESSION_DIR=str(session), SESSION_NAME=session.name
    )
    assert "ERROR" not in said
    rows = [row.split("\t") for row in said.splitlines()]

    def at(sample: int) -> int:
        return (2 * sample * rate + 48_000) // 96_000

    who, found, colors = "", {}, {}
    for row in rows:
        if row[0] == "ROUTE":
            who = row[1]
            colors[who] = int(row[2])
        elif row[0] == "REGION":
            found[row[1][:6]] = (who, *map(int, row[2:5]))
    assert ["RATE", str(rate)] in [[row[0], row[1].removesuffix(".0")] for row in rows if row[0] == "RATE"]
    assert found == {
        f"L-000{n}": (who, at(start), at(start + length) - at(start), round(handles * rate / 1000))
        for n, (who, (start, length)) in enumerate(zip(("ALICE", "BOB", "ALICE"), POSITIONS, strict=True), 1)
    }
    assert {"ALICE", "BOB", "Master"} == set(colors)
    assert colors["BOB"] != colors["ALICE"]
    places = {row[1][:6]: int(row[2]) for row in rows if row[0] == "LOCATION"}
    assert {n: places[f"L-000{n}"] for n in (1, 2, 3)} == {n: at(start) for n, (start, _) in enumerate(POSITIONS, 1)}
    assert places["a mark"] == at(4711)


def test_ardour_offers_the_other_takes_as_playlists_of_their_track(tmp_path: Path) -> None:
    session, home, _ = export(tmp_path, "takes")
    said = ardour(
        home, "ardour7-lua", HERE / "ardour_positions.lua", SESSION_DIR=str(session), SESSION_NAME=session.name
    )
    assert "ERROR" not in said
    rows = [row.split("\t") for row in said.splitlines()]
    found = {(row[1], row[2][:6], row[2].rpartition(" · ")[2][:6]): tuple(map(int, row[3:])) for row in rows
             if row[0] == "TAKE"}  # fmt: skip
    (one, first), (two, second), (three, third) = POSITIONS
    assert found == {
        ("ALICE.takes 2", "L-0001", "take 1"): (one, first + 9_999),
        ("ALICE.takes 2", "L-0003", "take 1"): (three, third + 9_999),
        ("ALICE.takes 3", "L-0001", "L-0001"): (one, first),  # it has no third: the one that plays
        ("ALICE.takes 3", "L-0003", "take 3"): (three, round(third // 3 * 48_000 / 44_100)),
        ("ALICE.takes 4", "L-0001", "L-0001"): (one, first),
        ("ALICE.takes 4", "L-0003", "take 4"): (three, 1),
        ("BOB.takes 2", "L-0002", "take 1"): (two, second + 9_999),
        ("BOB.takes 3", "L-0002", "take 3"): (two, round(second // 3 * 48_000 / 44_100)),
    }
    comments = [row[1] for row in rows if row[0] == "COMMENT"]
    assert [row.split()[:2] for row in comments] == [["0:00.257", "L-0001"], ["0:04.167", "L-0003"],
                                                     ["0:01.875", "L-0002"]]  # fmt: skip


@pytest.mark.parametrize(("name", "master", "factor"), [
    ("odd", "mono", 1.0), ("odd", "stereo", 10 ** (-3 / 20)), ("overlaps", "mono", 1.0), ("names", "mono", 1.0),
    ("rates", "mono", 1.0),
])  # fmt: skip
def test_ardours_render_nulls_against_the_mix(name: str, master: str, factor: float, tmp_path: Path) -> None:
    session, home, mix = export(tmp_path, name, master=master, start="01:00:00:00")
    assert np.abs(mix).max() > 0.01
    for _ in range(3):  # on a busy machine its disk reader is late, and then the render begins with silence
        said = ardour(home, "ardour7-export", "-b", "float", "-o", tmp_path / "render.wav", session, session.name)
        assert "ERROR" not in said
        render = soundfile.read(tmp_path / "render.wav", dtype="float64", always_2d=True)[0]
        assert len(render) == len(mix)
        difference = np.abs(render - mix[:, None] * factor).max()
        if difference < 1e-7:
            return
    pytest.fail(f"three renders differ from the mix, the last by {difference}")
