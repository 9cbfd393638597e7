"""Models from the command line: what a person sees of them, and that nothing is downloaded or deleted."""

from __future__ import annotations

import json
import shlex
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks.qwen3_checkpoint import make
from engine import models
from tests.command import Lineread

KINDS = ("base", "custom_voice", "voice_design")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small random checkpoint of each kind, side by side."""
    parent = tmp_path_factory.mktemp("checkpoints")
    for kind in KINDS:
        make(parent / kind, "tiny", kind)
    return parent


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of models of one's own, and no network."""
    monkeypatch.setenv(models.VARIABLE, str(tmp_path / "models.json"))

    def refused(*_: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def test_without_models_it_says_what_to_do(lineread: Lineread) -> None:
    assert "`lineread models get`" in lineread("models").out
    assert lineread("models", "--json").json == {"checkpoints": [], "servers": []}
    assert lineread("models", "check").code == 0


def test_a_folder_of_checkpoints_is_added_seen_and_forgotten(folder: Path, lineread: Lineread) -> None:
    ran = lineread("models", "add", folder)
    assert ran.code == 0, ran.err
    assert all(kind in ran.out for kind in KINDS)
    listed = lineread("models", "list", "--json").json["checkpoints"]
    assert isinstance(listed, list)
    assert [(c["name"], c["state"]) for c in listed] == [(kind, "ok") for kind in KINDS]
    assert lineread("models", "check", "--json").code == 0
    described = lineread("models", "describe", "custom_voice").out
    assert "preset voices, directions in words" in described
    assert "dylan (beijing dialect)" in described
    assert "Its files stay" in lineread("models", "remove", "BASE").out
    assert (folder / "base" / "model.safetensors").exists()
    assert "base" not in lineread("models").out
    assert "There are: custom_voice, voice_design" in lineread("models", "describe", "base").err


def test_a_name_of_ones_own(folder: Path, lineread: Lineread) -> None:
    assert lineread("models", "add", folder / "base", "--name", "clones").code == 0
    again = lineread("models", "add", folder / "base", "--json").json["added"]
    assert again[0]["name"] == "clones"
    ran = lineread("models", "add", folder / "voice_design", "--name", "Clones")
    assert ran.code == 1
    assert "already a model called" in ran.err
    assert "--name is one name" in lineread("models", "add", folder, "--name", "x").err


def test_a_damaged_one_is_told_everywhere(folder: Path, tmp_path: Path, lineread: Lineread) -> None:
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    assert lineread("models", "add", own).code == 0
    weights = own / "base" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    listed = lineread("models")
    assert "damaged" in listed.out
    assert "ends at" in listed.err
    assert lineread("models", "check", "custom_voice").code == 0
    checked = lineread("models", "check")
    assert checked.code == 1
    assert str(weights) in checked.out
    lineread("models", "remove", "custom_voice")  # a voice to try: random weights babble for as long as they may
    doctor = {f["what"]: f for f in json.loads(lineread("doctor", "--json").out)["findings"]}
    assert doctor["model base"]["state"] == "problem"
    assert doctor["model voice_design"]["state"] == "ok"
    assert "no voice of its own to try" in doctor["engine qwen3"]["message"]


def test_other_weights_in_the_same_place_are_noticed(tmp_path: Path, lineread: Lineread) -> None:
    make(tmp_path / "mine", "tiny", "base", seed=1)
    lineread("models", "add", tmp_path / "mine")
    make(tmp_path / "mine", "tiny", "base", seed=2)
    assert "changed" in lineread("models").out
    assert lineread("models", "check").code == 1
    assert lineread("models", "add", tmp_path / "mine").code == 0
    assert lineread("models", "check").code == 0


def test_the_good_of_several_are_added(folder: Path, tmp_path: Path, lineread: Lineread) -> None:
    own = tmp_path / "own"
    shutil.copytree(folder, own)
    (own / "base" / "merges.txt").unlink()
    ran = lineread("models", "add", own, "--json")
    assert ran.code == 1
    assert [c["name"] for c in ran.json["added"]] == ["custom_voice", "voice_design"]
    assert "merges.txt" in ran.json["problems"][0]["message"]


@pytest.mark.parametrize("arguments", [(), ("x", "--server", "http://x/v1"), ("x", "--token-variable", "T")])
def test_wrong_usage(arguments: tuple[str, ...], lineread: Lineread) -> None:
    assert lineread("models", "add", *arguments).code == 2


def test_a_folder_that_is_none_is_one_message(tmp_path: Path, lineread: Lineread) -> None:
    for path in (tmp_path / "gone", tmp_path):
        ran = lineread("models", "add", path)
        assert ran.code == 1
        assert "lineread models get" in ran.err


def test_the_download_command_is_exact_and_nothing_is_downloaded(tmp_path: Path, lineread: Lineread) -> None:
    ran = lineread("models", "get", "1.7b-customvoice", "--into", tmp_path / "my models", "--json")
    (release,) = json.loads(ran.out)
    words = {what: shlex.split(command) for what, command in release["commands"].items()}
    target = str(tmp_path / "my models" / "Qwen3-TTS-12Hz-1.7B-CustomVoice")
    repository = "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice"
    assert words["huggingface"] == ["hf", "download", repository, "--local-dir", target]
    assert words["modelscope"] == ["modelscope", "download", "--model", repository, "--local_dir", target]
    assert words["add"] == ["lineread", "models", "add", target]
    assert not (tmp_path / "my models").exists()
    everything = lineread("models", "get").out
    assert all(r.repository in everything for r in models.releases())
    assert "There are: 1.7B-CustomVoice" in lineread("models", "get", "9B").err


def test_voices_and_casting_use_what_was_added(folder: Path, tmp_path: Path, lineread: Lineread) -> None:
    missing = next(e for e in json.loads(lineread("voices", "--json").out) if e["engine"] == "qwen3")
    assert "no Qwen3-TTS checkpoint" in missing["missing"]
    assert missing["remedy"] in lineread("voices").out
    (tmp_path / "s.txt").write_text("ANN: Good morning.\nBOB: (angry) Is it?\n", encoding="utf-8")
    ran = lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt", "--voice-engine", "qwen3")
    assert ran.code == 1
    assert "lineread models get" in ran.err
    lineread("models", "add", folder)
    assert "Warm Korean woman" in lineread("voices").out
    ran = lineread("new", tmp_path / "q", "--script", tmp_path / "s.txt", "--voice-engine", "qwen3")
    assert ran.code == 0, ran.err
    cast = lineread("show", tmp_path / "q", "--json").json["cast"]
    assert {c["engine"] for c in cast} == {"qwen3"}


def test_lines_of_a_model_that_is_gone_say_why(folder: Path, tmp_path: Path, lineread: Lineread) -> None:
    lineread("models", "add", folder)
    (tmp_path / "s.txt").write_text("ANN: Good morning.\n", encoding="utf-8")
    lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt", "--voice-engine", "qwen3")
    lineread("models", "remove", "custom_voice")
    shown = lineread("show", tmp_path / "p", "--json").json["lines"][0]
    assert shown["state"] == "unvoiced"
    assert "add a CustomVoice checkpoint: `lineread models get`" in shown["reason"]


def test_the_page_about_them_names_every_published_checkpoint() -> None:
    page = (Path(__file__).parents[2] / "docs" / "qwen3.md").read_text(encoding="utf-8")
    for release in models.releases():
        row = next(row for row in page.splitlines() if row.startswith(f"| {release.name} "))
        assert f"`{release.repository}`" in row
        assert f"{release.download_bytes / 1e9:.1f} GB" in row
