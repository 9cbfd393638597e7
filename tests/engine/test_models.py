"""The list of models of a machine: kept whatever happens to it, and read often at no cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine import models
from engine.errors import EngineError
from engine.models import Checkpoint, Server


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config" / "models.json"
    monkeypatch.setenv(models.VARIABLE, str(path))
    return path


def server(name: str = "", model: str = "tts-1", url: str = "http://gpu:8091/v1") -> Server:
    return Server(name=name, url=url, model=model, voices=("ryan",), token_variable="GPU_TOKEN")


def test_nothing_is_there_and_nothing_is_made_by_asking(registry: Path) -> None:
    assert (models.checkpoints(), models.servers()) == ((), ())
    assert not registry.parent.exists()


def test_a_server_is_remembered_and_replaced_by_itself() -> None:
    assert models.add_server(server()).name == "server"
    assert models.add_server(server(model="tts-2")).name == "server-2"
    assert models.add_server(server(name="gpu")).name == "gpu", "the same address and model, under a new name"
    assert [s.name for s in models.servers()] == ["gpu", "server-2"]
    assert models.server("GPU").token_variable == "GPU_TOKEN"
    with pytest.raises(EngineError, match="already a model called “GPU”"):
        models.add_server(server(name="GPU", model="tts-3"))


def test_what_is_forgotten_is_named_when_it_is_asked_for() -> None:
    models.add_server(server(name="one"))
    models.add_server(server(name="two", model="tts-2"))
    assert models.remove("ONE").name == "one"
    with pytest.raises(EngineError, match="no model called “one”") as raised:
        models.remove("one")
    assert "two" in raised.value.hint
    with pytest.raises(EngineError, match="no checkpoint called “two”"):
        models.checkpoint("two")


def test_another_process_is_seen_at_once(registry: Path) -> None:
    models.add_server(server(name="mine"))
    code = "from engine import models; models.add_server(models.Server(name='theirs', url='http://other/v1'))"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert [s.name for s in models.servers()] == ["mine", "theirs"]
    registry.unlink()
    assert models.servers() == ()


def test_two_that_write_at_the_same_time_lose_nothing() -> None:
    code = (
        "import sys; from engine import models\n"
        "for n in range(5):\n"
        "    models.add_server(models.Server(name='', url=f'http://{sys.argv[1]}-{n}/v1'))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(who)]) for who in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(models.servers()) == 15
    assert len({s.name for s in models.servers()}) == 15


@pytest.mark.parametrize(
    ("content", "said", "step"),
    [
        (b'{"checkpoints": [', "cannot be read", "Move the file away"),
        (b'{"servers": [{"name": 7}]}', "cannot be read", "Move the file away"),
        (b"", "cannot be read", "Move the file away"),
        (b'{"version": 99}', "newer Lineread", "Update"),
    ],
)
def test_a_damaged_list_is_told_and_not_overwritten(registry: Path, content: bytes, said: str, step: str) -> None:
    registry.parent.mkdir()
    registry.write_bytes(content)
    for ask in (models.checkpoints, lambda: models.add_server(server())):
        with pytest.raises(EngineError, match=said) as raised:
            ask()
        assert step in raised.value.hint
    assert registry.read_bytes() == content


def test_a_list_that_cannot_be_written_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(models.VARIABLE, str(tmp_path / "file" / "models.json"))
    with pytest.raises(EngineError, match="could not be written") as raised:
        models.add_server(server())
    assert models.VARIABLE in raised.value.hint


def test_what_a_newer_minor_version_adds_does_no_harm(registry: Path) -> None:
    models.add_server(server(name="gpu"))
    content = json.loads(registry.read_bytes())
    content["servers"][0]["colour"] = "green"
    registry.write_text(json.dumps(content))
    os.utime(registry, ns=(1, 1))
    assert models.servers()[0].name == "gpu"


def test_the_file_is_where_each_system_keeps_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(models.VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    places = {"linux": "lineread", "darwin": "Application Support/Lineread", "win32": "Lineread"}
    for system, folder in places.items():
        monkeypatch.setattr(sys, "platform", system)
        assert models.registry_path().as_posix().endswith(f"{folder}/models.json")


def test_a_checkpoint_says_what_it_is_good_for() -> None:
    made = Checkpoint(name="x", path="/x", kind="voice_design", size="1.7B", digest="0", instruction=True)
    assert made.abilities == ("voices from a description", "directions in words")
