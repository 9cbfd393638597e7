"""A hundred things that are not as they should be: a clear message or a repair, no traceback, no lost text."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.command import Lineread

_CASES = json.loads((Path(__file__).parent / "malformed.json").read_text(encoding="utf-8"))
SCRIPTS: list[str] = _CASES["scripts"]
TAGS: list[str] = _CASES["tags"]


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_a_broken_script_still_becomes_a_project(number: int, tmp_path: Path, lineread: Lineread) -> None:
    script = SCRIPTS[number]
    (tmp_path / "s.txt").write_text(script, encoding="utf-8")
    ran = lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt", "--voice-engine", "fake")
    assert ran.code in (0, 1)
    if ran.code:
        assert ran.err.startswith("error")
        return
    shown = lineread("show", tmp_path / "p", "--json").json
    written = json.dumps(shown, ensure_ascii=False)
    project = (tmp_path / "p" / "project.json").read_text(encoding="utf-8")
    for word in re.findall(r"[A-Za-z]{4,}", script):
        assert word.lower() in (written + project + ran.err).lower(), f"{word!r} is lost"
    assert lineread("render", tmp_path / "p").code in (0, 1, 3)


@pytest.mark.parametrize("tag", TAGS)
def test_a_broken_tag_is_kept_reported_and_never_spoken(tag: str, tmp_path: Path, lineread: Lineread) -> None:
    (tmp_path / "s.txt").write_text(f"ANN: before {tag} after\n", encoding="utf-8")
    assert lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt", "--voice-engine", "fake").code == 0
    lines = lineread("show", tmp_path / "p", "--json").json["lines"]
    assert isinstance(lines, list)
    line = lines[0]
    assert "before" in line["text"]
    assert "after" in line["text"]
    assert "[" not in line["spoken"]
    assert lineread("render", tmp_path / "p").code == 0
    words = lineread("show", tmp_path / "p", "--json").json["lines"][0]["words"]
    spoken = [w["word"] for w in words if any(c.isalnum() for c in w["word"])]
    assert spoken == ["before", "after"] or line["problems"]


@pytest.fixture
def rendered(tmp_path: Path, lineread: Lineread) -> Path:
    (tmp_path / "s.txt").write_text("ANN: One.\nBOB: Two words.\n", encoding="utf-8")
    lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt", "--voice-engine", "fake")
    assert lineread("render", tmp_path / "p").code == 0
    return tmp_path / "p"


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _noise(path: Path) -> None:
    path.write_bytes(random.Random(3).randbytes(path.stat().st_size))


def _same_size_other_sound(path: Path) -> None:
    size = path.stat().st_size
    soundfile.write(path, np.zeros(8, np.float32), 8_000, format="FLAC")
    path.write_bytes(path.read_bytes().ljust(size, b"\0"))


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        _truncated,
        _noise,
        _same_size_other_sound,
        lambda p: p.write_bytes(b""),
        lambda p: p.write_text("hello"),
    ],
    ids=["gone", "half", "noise", "another file", "empty", "text"],
)
@pytest.mark.parametrize("suffix", [".flac", ".json"])
def test_a_damaged_take_is_made_again_or_named(
    harm: object, suffix: str, rendered: Path, tmp_path: Path, lineread: Lineread
) -> None:
    assert callable(harm)
    victim = next((rendered / "takes").rglob(f"*{suffix}"))
    harm(victim)
    assert lineread("show", rendered).code == 0
    ran = lineread("export", rendered, "--to", "stems", "--out", tmp_path / "out")
    if ran.code:
        assert "Render that line again" in ran.err
        assert not (tmp_path / "out").exists()
    ids = [x["id"] for x in lineread("show", rendered, "--json").json["lines"]]
    assert lineread("render", rendered, "--line", ids[0], "--line", ids[1]).code == 0
    assert lineread("export", rendered, "--to", "stems", "--out", tmp_path / "out").code == 0


@pytest.mark.parametrize("seed", range(12))
def test_a_project_file_with_random_damage_never_crashes(seed: int, rendered: Path, lineread: Lineread) -> None:
    chance = random.Random(seed)
    file = rendered / "project.json"
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    file.write_bytes(bytes(data))
    assert lineread("show", rendered).code in (0, 1)
    assert lineread("render", rendered).code in (0, 1, 3)
