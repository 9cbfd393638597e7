"""A script is spoken by a server through the same commands as by any other engine, and its takes outlive a move."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import soundfile

from studio.cli.main import main
from tests.remote.speech_server import SpeechServer, running

SCRIPT = """\
Title: Two People

# Scene 1: The kitchen

ANN: Did you hear that noise outside?
BOB: [speed_1.2]No, I did not.[/speed] [pause_400ms] What was it?
ANN: It was {nginx|engine x}, of course.
"""

Lineread = Callable[..., Any]


@pytest.fixture
def lineread(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lineread:
    """Run the command in this process; its standard output, as JSON where it is that. A failure is the test's."""

    def run(*arguments: object, code: int = 0) -> Any:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["lineread", *map(str, arguments)])
        ended = 0
        try:
            main()
        except SystemExit as stop:
            ended = stop.code if isinstance(stop.code, int) else 1
        out, err = capfd.readouterr()
        assert ended == code, out + err
        return json.loads(out) if "--json" in arguments else out + err

    return run


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "s.txt"
    path.write_text(SCRIPT)
    return path


def takes(project: Path) -> set[str]:
    return {path.stem for path in (project / "takes").glob("*/*.json")}


def test_from_an_address_to_stems(server: SpeechServer, lineread: Lineread, script: Path, tmp_path: Path) -> None:
    server.does.engine = "hibari"
    lineread("models", "add", "--server", server.url, "--name", "gpu")
    assert "gpu" in lineread("models")
    assert "low" in lineread("voices")
    project = tmp_path / "P"
    lineread("new", project, "--script", script, "--voice-engine", "remote")
    lineread("render", project)
    assert sorted(body["input"] for body in server.asked[1:]) == [
        "Did you hear that noise outside?",
        "It was engine x, of course.",
        "No, I did not.",
        "What was it?",
    ]
    shown = lineread("show", project, "--json")
    assert {state: n for state, n in shown["states"].items() if n} == {"current": 3}
    lineread("export", project, "--to", "stems", "--out", tmp_path / "stems")
    assert [soundfile.info(wav).samplerate for wav in sorted((tmp_path / "stems").rglob("*.wav"))]


def test_takes_are_found_again_when_the_server_has_moved(
    server: SpeechServer, lineread: Lineread, script: Path, tmp_path: Path
) -> None:
    lineread("models", "add", "--server", server.url, "--name", "gpu")
    project = tmp_path / "P"
    lineread("new", project, "--script", script, "--voice-engine", "remote")
    lineread("render", project)
    before = takes(project)
    assert len(before) == 3
    with running() as elsewhere:
        lineread("models", "remove", "gpu")
        lineread("models", "add", "--server", elsewhere.url, "--name", "cloud")
        lineread("render", project)
        assert takes(project) == before
        assert len(elsewhere.asked) == 1  # the word it was added with
        elsewhere.does.models = ({"id": "tones-2"},)
        lineread("models", "remove", "cloud")
        lineread("models", "add", "--server", elsewhere.url, "--name", "cloud")
        lineread("render", project)
        assert len(takes(project) - before) == 3


def test_a_server_that_is_down_is_told_for_each_line_and_loses_nothing(
    server: SpeechServer, lineread: Lineread, script: Path, tmp_path: Path
) -> None:
    lineread("models", "add", "--server", server.url, "--name", "gpu")
    project = tmp_path / "P"
    lineread("new", project, "--script", script, "--voice-engine", "remote")
    server.does.fail = [(400, {}, "text/plain", b"the license ran out")] * 3
    said = " ".join(lineread("render", project, code=3).split())
    assert "the license ran out" in said
    lineread("render", project)
    assert len(takes(project)) == 3
