"""What comes back from people, through the command: recordings by line id, tables, and a delivery that is judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from studio.session.session import Session
from tests.command import Lineread

SCRIPT = (
    "Title: Two\n\n# Kitchen\n\nANN: Did you hear that? [#id L-aa]\nBOB: No. [#id L-bb]\nANN: It was. [#id L-aab]\n"
)


@pytest.fixture
def project(tmp_path: Path, lineread: Lineread) -> Path:
    (tmp_path / "two.txt").write_text(SCRIPT, encoding="utf-8")
    ran = lineread("new", tmp_path / "two", "--script", tmp_path / "two.txt", "--voice-engine", "fake")
    assert ran.code == 0, ran.said
    return tmp_path / "two"


def tone(path: Path, seconds: float, rate: int = 44_100, channels: int = 2) -> Any:
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = 0.25 * np.sin(2 * np.pi * 330 * np.arange(round(seconds * rate)) / rate)
    soundfile.write(path, np.stack([samples] * channels, axis=1), rate, "PCM_24")
    return samples


def states(project: Path) -> dict[str, str]:
    return {line_id: str(state.state) for line_id, state in Session.open(project).states().items()}


def test_human_recordings_become_the_takes_of_their_lines(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    folder = tmp_path / "from the studio"
    heard = tone(folder / "day 1" / "L-aa_take3.wav", 1.5)
    tone(folder / "BOB_l-bb.flac", 0.5, 48_000, 1)
    tone(folder / "nobody.wav", 0.5)
    (folder / "readme.txt").write_text("hello")
    ran = lineread("import", project, folder, "--yes")
    assert ran.code == 0, ran.said
    assert "2 recordings for lines" in ran.said
    assert "nobody.wav fits no line" in ran.said
    assert states(project) == {"L-aa": "current", "L-bb": "current", "L-aab": "stale"}
    session = Session.open(project)
    take = session.states()["L-aa"].take
    assert take is not None
    assert (take.engine, take.request.voice.preset, take.rate) == ("recording", "L-aa_take3.wav", 48_000)
    samples, rate = soundfile.read(session.store.path(take.key))
    assert (len(samples), rate) == (72_000, 48_000)
    assert np.abs(samples).max() == pytest.approx(np.abs(heard).max(), rel=0.01)
    assert next(c for c in session.timeline().clips() if c.line_id == "L-bb").length == 24_000
    (tmp_path / "two.txt").write_text(SCRIPT.replace("hear that", "hear it"), encoding="utf-8")
    assert lineread("import", project, tmp_path / "two.txt", "--yes").code == 0
    assert states(project)["L-aa"] == "stale"  # other words than were recorded
    ran = lineread("import", project, folder / "BOB_l-bb.flac", "--as", "recordings", "--json")
    assert ran.json["recordings"] == {"L-bb": str(folder / "BOB_l-bb.flac")}


def test_two_files_for_one_line_are_reported(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    tone(tmp_path / "in" / "L-aab.wav", 0.5)
    tone(tmp_path / "in" / "L-aab_2.wav", 0.5)
    tone(tmp_path / "in" / "L-aa and L-bb.wav", 0.5)
    ran = lineread("import", project, tmp_path / "in")
    assert ran.code == 0
    assert "are both for line L-aab" in ran.said
    assert "fits the lines L-aa, L-bb" in ran.said
    ran = lineread("import", project, tmp_path, "--as", "recordings")
    (tmp_path / "none").mkdir()
    ran = lineread("import", project, tmp_path / "none")
    assert ran.code == 1
    assert "holds no sounds" in ran.said


def test_a_pack_goes_out_and_its_delta_and_both_are_judged(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    assert lineread("render", project).code == 0
    out, update = tmp_path / "pack", tmp_path / "update"
    assert lineread("export", project, "--to", "game", "--out", out, "-o", "wwise=true", "-o", "depth=16").code == 0
    assert lineread("verify", out).code == 0
    ran = lineread("verify", out, "--project", project, "--json")
    assert (ran.code, ran.json["good"]) == (0, True)
    sheet = tmp_path / "sheet"
    assert lineread("export", project, "--to", "csv", "--out", sheet).code == 0
    table = next(sheet.glob("*.csv"))
    table.write_bytes(table.read_bytes().replace(b"It was.", b"It was not.").replace(b"id,scene", b"Schluessel,scene"))
    ran = lineread("import", project, table, "-o", "columns=id=Schluessel", "--yes")
    assert "1 changed, 0 new, 0 gone, 0 moved" in ran.said
    assert lineread("export", project, "--to", "game", "--since", out, "--out", update).code == 0
    ran = lineread("verify", update)
    assert ran.code == 3
    assert "1 stale" in ran.said
    assert lineread("render", project).code == 0
    ran = lineread("export", project, "--to", "game", "--since", out, "--out", update, "--suffix", "_v2")
    assert ran.code == 0
    assert "1 changed" in ran.said
    assert [p.name for p in update.rglob("*_v2.wav")] == ["L-aab_v2.wav"]
    report = json.loads((update / "delivery.json").read_text(encoding="utf-8"))
    assert report["exporters"][0]["options"]["depth"] == "16"  # as the pack before
    ran = lineread("verify", out, "--project", project)
    assert (ran.code, "sounds different now" in ran.said) == (3, True)
    next(out.rglob("L-aa.wav")).unlink()
    ran = lineread("verify", out, "--json")
    assert ran.code == 3
    assert [f["code"] for f in ran.json["findings"]] == ["missing-file"]
    assert lineread("verify", project).code == 1
