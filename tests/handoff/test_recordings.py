"""What comes back from people, through the command: recordings by line id, tables, and a delivery that is judged."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from studio.cli.main import main
from studio.session.session import Session

SCRIPT = (
    "Title: Two\n\n# Kitchen\n\nANN: Did you hear that? [#id L-aa]\nBOB: No. [#id L-bb]\nANN: It was. [#id L-aab]\n"
)
Ran = tuple[int, str]
Lineread = Callable[..., Ran]


@pytest.fixture
def lineread(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lineread:
    """Run the command in this process: exit code, and what it said."""

    def run(*arguments: object) -> Ran:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["lineread", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out if "--json" in arguments else out + err

    return run


@pytest.fixture
def project(tmp_path: Path, lineread: Lineread) -> Path:
    (tmp_path / "two.txt").write_text(SCRIPT, encoding="utf-8")
    code, said = lineread("new", tmp_path / "two", "--script", tmp_path / "two.txt", "--voice-engine", "fake")
    assert code == 0, said
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
    code, said = lineread("import", project, folder, "--yes")
    assert code == 0, said
    assert "2 recordings for lines" in said
    assert "nobody.wav fits no line" in said
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
    assert lineread("import", project, tmp_path / "two.txt", "--yes")[0] == 0
    assert states(project)["L-aa"] == "stale"  # other words than were recorded
    code, said = lineread("import", project, folder / "BOB_l-bb.flac", "--as", "recordings", "--json")
    assert json.loads(said)["recordings"] == {"L-bb": str(folder / "BOB_l-bb.flac")}


def test_two_files_for_one_line_are_reported(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    tone(tmp_path / "in" / "L-aab.wav", 0.5)
    tone(tmp_path / "in" / "L-aab_2.wav", 0.5)
    tone(tmp_path / "in" / "L-aa and L-bb.wav", 0.5)
    code, said = lineread("import", project, tmp_path / "in")
    assert code == 0
    assert "are both for line L-aab" in said
    assert "fits the lines L-aa, L-bb" in said
    code, said = lineread("import", project, tmp_path, "--as", "recordings")
    (tmp_path / "none").mkdir()
    code, said = lineread("import", project, tmp_path / "none")
    assert code == 1
    assert "holds no sounds" in said


def test_a_pack_goes_out_and_its_delta_and_both_are_judged(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    assert lineread("render", project)[0] == 0
    out, update = tmp_path / "pack", tmp_path / "update"
    assert lineread("export", project, "--to", "game", "--out", out, "-o", "wwise=true", "-o", "depth=16")[0] == 0
    assert lineread("verify", out)[0] == 0
    code, said = lineread("verify", out, "--project", project, "--json")
    assert (code, json.loads(said)["good"]) == (0, True)
    sheet = tmp_path / "sheet"
    assert lineread("export", project, "--to", "csv", "--out", sheet)[0] == 0
    table = next(sheet.glob("*.csv"))
    table.write_bytes(table.read_bytes().replace(b"It was.", b"It was not.").replace(b"id,scene", b"Schluessel,scene"))
    code, said = lineread("import", project, table, "-o", "columns=id=Schluessel", "--yes")
    assert "1 changed, 0 new, 0 gone, 0 moved" in said
    assert lineread("export", project, "--to", "game", "--since", out, "--out", update)[0] == 0
    code, said = lineread("verify", update)
    assert code == 3
    assert "1 stale" in said
    assert lineread("render", project)[0] == 0
    code, said = lineread("export", project, "--to", "game", "--since", out, "--out", update, "--suffix", "_v2")
    assert code == 0
    assert "1 changed" in said
    assert [p.name for p in update.rglob("*_v2.wav")] == ["L-aab_v2.wav"]
    report = json.loads((update / "delivery.json").read_text(encoding="utf-8"))
    assert report["exporters"][0]["options"]["depth"] == "16"  # as the pack before
    code, said = lineread("verify", out, "--project", project)
    assert (code, "sounds different now" in said) == (3, True)
    next(out.rglob("L-aa.wav")).unlink()
    code, said = lineread("verify", out, "--json")
    assert code == 3
    assert [f["code"] for f in json.loads(said)["findings"]] == ["missing-file"]
    assert lineread("verify", project)[0] == 1
