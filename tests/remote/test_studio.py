"""A script is spoken by a server through the same commands as by any other engine, and its takes outlive a move."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

from tests.command import Lineread
from tests.remote.speech_server import SpeechServer, running

SCRIPT = """\
Title: Two People

# Scene 1: The kitchen

ANN: Did you hear that noise outside?
BOB: [speed_1.2]No, I did not.[/speed] [pause_400ms] What was it?
ANN: It was {nginx|engine x}, of course.
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "s.txt"
    path.write_text(SCRIPT)
    return path


def takes(project: Path) -> set[str]:
    return {path.stem for path in (project / "takes").glob("*/*.json")}


def test_from_an_address_to_stems(server: SpeechServer, done: Lineread, script: Path, tmp_path: Path) -> None:
    server.does.engine = "hibari"
    done("models", "add", "--server", server.url, "--name", "gpu")
    assert "gpu" in done("models").said
    assert "low" in done("voices").said
    project = tmp_path / "P"
    done("new", project, "--script", script, "--voice-engine", "remote")
    done("render", project)
    assert sorted(body["input"] for body in server.asked[1:]) == [
        "Did you hear that noise outside?",
        "It was engine x, of course.",
        "No, I did not.",
        "What was it?",
    ]
    shown = done("show", project, "--json").json
    assert {state: n for state, n in shown["states"].items() if n} == {"current": 3}
    done("export", project, "--to", "stems", "--out", tmp_path / "stems")
    assert [soundfile.info(wav).samplerate for wav in sorted((tmp_path / "stems").rglob("*.wav"))]


def test_takes_are_found_again_when_the_server_has_moved(
    server: SpeechServer, done: Lineread, script: Path, tmp_path: Path
) -> None:
    done("models", "add", "--server", server.url, "--name", "gpu")
    project = tmp_path / "P"
    done("new", project, "--script", script, "--voice-engine", "remote")
    done("render", project)
    before = takes(project)
    assert len(before) == 3
    with running() as elsewhere:
        done("models", "remove", "gpu")
        done("models", "add", "--server", elsewhere.url, "--name", "cloud")
        done("render", project)
        assert takes(project) == before
        assert len(elsewhere.asked) == 1  # the word it was added with
        elsewhere.does.models = ({"id": "tones-2"},)
        done("models", "remove", "cloud")
        done("models", "add", "--server", elsewhere.url, "--name", "cloud")
        done("render", project)
        assert len(takes(project) - before) == 3


def test_a_server_that_is_down_is_told_for_each_line_and_loses_nothing(
    server: SpeechServer, done: Lineread, script: Path, tmp_path: Path
) -> None:
    done("models", "add", "--server", server.url, "--name", "gpu")
    project = tmp_path / "P"
    done("new", project, "--script", script, "--voice-engine", "remote")
    server.does.fail = [(400, {}, "text/plain", b"the license ran out")] * 3
    said = " ".join(done("render", project, code=3).said.split())
    assert "the license ran out" in said
    done("render", project)
    assert len(takes(project)) == 3
