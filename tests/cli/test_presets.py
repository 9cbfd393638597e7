"""A choice of exporters and options is saved once and used by a build that knows only its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Lineread

SHEET = """\
id,character,line,direction,file
HB_001,MARA,My brother has a price.,quietly,vo/harbour/a1.wav
HB_002,TOM,Huh?,,vo/harbour/a2.wav
HB_003,MARA,The gate is closed.,,
"""


@pytest.fixture
def game(tmp_path: Path, done: Lineread) -> Path:
    (tmp_path / "v1.csv").write_text(SHEET, encoding="utf-8")
    done("new", tmp_path / "game", "--script", tmp_path / "v1.csv", "--voice-engine", "fake")
    done("render", tmp_path / "game")
    return tmp_path / "game"


def options_of(delivery: Path) -> dict[str, object]:
    report = json.loads((delivery / "delivery.json").read_text(encoding="utf-8"))
    return {x["id"]: x["options"] for x in report["exporters"]}["game"]


def test_a_preset_is_used_by_its_name_and_what_is_said_wins(game: Path, tmp_path: Path, done: Lineread) -> None:
    done("export", game, "--to", "game", "-o", "wwise=yes", "-o", "lipsync=tsv", "--save-preset", "Build", "--out",
         tmp_path / "a")  # fmt: skip
    done("export", game, "--preset", "build", "-o", "wwise=no", "--to", "srt", "--out", tmp_path / "b")
    one, other = options_of(tmp_path / "a"), options_of(tmp_path / "b")
    assert {key for key in one if one[key] != other[key]} == {"wwise"}
    assert (tmp_path / "a/wwise/import.txt").is_file()
    assert not (tmp_path / "b/wwise").exists()
    assert list((tmp_path / "b").glob("*.srt"))


def test_an_unknown_preset_names_those_there_are(game: Path, tmp_path: Path, lineread: Lineread) -> None:
    ran = lineread("export", game, "--preset", "Biuld", "--out", tmp_path / "a")
    assert (ran.code, "mixer-reaper" in ran.err) == (1, True)
    lineread("export", game, "--to", "csv", "--save-preset", "Build", "--out", tmp_path / "a", "--dry-run")
    ran = lineread("export", game, "--preset", "Biuld", "--out", tmp_path / "a")
    assert "Did you mean Build? There are: Build, mixer-" in ran.err
    (game / "exports.json").write_text("{", encoding="utf-8")
    ran = lineread("export", game, "--preset", "Build", "--out", tmp_path / "a")
    assert ran.code == 1
    assert "exports.json cannot be read" in ran.err


def test_a_delta_is_made_as_the_delivery_was(game: Path, tmp_path: Path, done: Lineread) -> None:
    done("export", game, "--to", "game", "-o", "wwise=yes", "--out", tmp_path / "a")
    sheet = SHEET.replace("Huh?", "Who is there?")
    (tmp_path / "v2.csv").write_text(sheet, encoding="utf-8")
    done("import", game, tmp_path / "v2.csv", "--yes")
    done("render", game)
    done("export", game, "--since", tmp_path / "a", "--out", tmp_path / "b")
    assert options_of(tmp_path / "b") == options_of(tmp_path / "a")
    assert [p.name for p in (tmp_path / "b").rglob("*.wav")] == ["HB_002.wav"]


def test_sounds_are_called_as_the_table_says(game: Path, tmp_path: Path, done: Lineread) -> None:
    done("export", game, "--to", "game", "-o", "template={lang}/{file}", "--out", tmp_path / "a")
    found = {p.relative_to(tmp_path / "a").as_posix() for p in (tmp_path / "a").rglob("*.wav")}
    assert found == {"en/vo/harbour/a1.wav", "en/vo/harbour/a2.wav", "en/HB_003.wav"}
