"""Ren'Py and Godot without a screen: their dialogue comes in, and every line finds its voice and its words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import soundfile

from plugins.conformance import PROGRAMMES
from studio.export.runner import plan_exports, run_exports
from tests.command import Lineread

pytestmark = pytest.mark.interop

RENPY = shutil.which("renpy") or shutil.which("renpy", path="/usr/games")
GODOT = shutil.which("godot3-server") or shutil.which("godot3")
SCRIPT = """\
define e = Character("Eileen")
define t = Character("Old Tom")
label start:
    e "You've created a new {i}Ren'Py{/i} game."
    t "Did I?{w=0.5} I \\"hardly\\" noticed."
    "The wind turned."
    menu:
        "Go on":
            e "你好，世界。"
        "Stay":
            pass
    return
"""
# Asked after everything else was set up: which sound belongs to each line, and whether the game has it.
CHECK = """\
init 999 python:
    import json, os
    found = {}
    for identifier in renpy.game.script.translator.default_translates:
        path = config.auto_voice(identifier)
        found[identifier] = [path, bool(path) and renpy.loadable(path)]
    with open(os.environ["FOUND"], "w") as file:
        json.dump(found, file)
"""
# Debian's Ren'Py 8.0.3 leaves the ends of its rows unset, which Debian's Python 3.11 refuses.
MENDED = """\
import ast, builtins

plain = builtins.compile

def mended(source, *given, **named):
    for node in ast.walk(source) if isinstance(source, ast.AST) else ():
        if getattr(node, "lineno", None) is not None:
            node.end_lineno, node.end_col_offset = node.lineno, node.col_offset
    return plain(source, *given, **named)

builtins.compile = mended
"""
GODOT_CHECK = """\
extends SceneTree

func _init():
    var words = load("res://godot/translation.%s.translation")
    var found = {"messages": {}, "sounds": {}}
    var manifest = File.new()
    manifest.open("res://manifest.json", File.READ)
    for line in JSON.parse(manifest.get_as_text()).result["lines"]:
        found["messages"][line["id"]] = words.get_message(line["id"])
        if line["file"] != "":
            var sound = load("res://" + line["file"])
            found["sounds"][line["id"]] = [sound.mix_rate, sound.get_length()]
    var out = File.new()
    out.open(OS.get_environment("FOUND"), File.WRITE)
    out.store_string(to_json(found))
    quit()
"""


def run_renpy(home: Path, *arguments: str) -> str:
    (home / "mended").mkdir(exist_ok=True)
    (home / "mended" / "sitecustomize.py").write_text(MENDED, encoding="utf-8")
    (home / "found.json").unlink(missing_ok=True)
    environment = {
        "PATH": "/usr/bin:/bin:/usr/games", "HOME": str(home), "PYTHONPATH": str(home / "mended"), "LANG": "C.UTF-8",
        "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "FOUND": str(home / "found.json"),
    }  # fmt: skip
    command = [str(RENPY), str(home / "project"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=home, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(RENPY is None, reason="needs the Debian package renpy")
def test_renpy_extracts_its_dialogue_and_finds_every_voice(tmp_path: Path, done: Lineread) -> None:
    game = tmp_path / "project" / "game"
    game.mkdir(parents=True)
    (game / "script.rpy").write_text(SCRIPT, encoding="utf-8")
    run_renpy(tmp_path, "dialogue", "None")
    table, voiced = tmp_path / "project" / "dialogue.tab", tmp_path / "voiced"
    done("new", voiced, "--script", table, "--voice-engine", "fake")
    lines = {line["id"]: line["text"] for line in done("show", voiced, "--json").json["lines"]}
    assert list(lines.values()) == [
        "You've created a new Ren'Py game.", 'Did I?[pause_500ms] I "hardly" noticed.', "The wind turned.",
        "你好，世界。",
    ]  # fmt: skip
    done("render", voiced)
    done("export", voiced, "--to", "game", "-o", "renpy=true", "-o", "format=ogg", "--out", game / "voice")
    (game / "check.rpy").write_text(CHECK, encoding="utf-8")
    run_renpy(tmp_path, "lint", "lint.txt")
    assert "The game contains 4 dialogue blocks" in (tmp_path / "lint.txt").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert found.keys() == lines.keys()
    assert all(loadable for _, loadable in found.values())
    assert all(identifier in path for identifier, (path, _) in found.items())

    first = next(iter(lines))
    script = SCRIPT.replace("a new", "another")
    (game / "script.rpy").write_text(script, encoding="utf-8")
    run_renpy(tmp_path, "dialogue", "None")  # a changed line has another identifier in Ren'Py
    changed = done("import", voiced, table, "--json").json
    assert ([line["id"] for line in changed["gone"]], changed["changed"]) == ([first], [])


@pytest.mark.skipif(GODOT is None, reason="needs the Debian package godot3-server")
@pytest.mark.parametrize("name", ["odd", "names"])
def test_godot_imports_the_words_and_the_sounds(name: str, tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES[name](tmp_path / "takes")
    home = tmp_path / "project"
    run_exports(plan_exports(["game"], timeline, project, {"godot": True, "ascii": True, "rate": 44_100}), home)
    (home / "project.godot").write_text("config_version=4\n", encoding="utf-8")
    (home / "check.gd").write_text(GODOT_CHECK % timeline.language, encoding="utf-8")
    environment = {**os.environ, "HOME": str(tmp_path), "FOUND": str(tmp_path / "found.json")}
    for arguments in (["--editor", "--quit"], ["-s", "res://check.gd"]):
        command = [str(GODOT), "--path", str(home), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    words, sounds = found["messages"], found["sounds"]
    clips = {clip.line_id: clip for clip in timeline.clips()}
    expected = {i: clip.text for i, clip in clips.items() if clip.text and clip.language == timeline.language}
    assert {key: text.replace("\u2060", "") for key, text in words.items() if text} == expected
    files = {
        line["id"]: line["file"] for line in json.loads((home / "manifest.json").read_text())["lines"] if line["file"]
    }
    assert sounds.keys() == files.keys()
    for identity, (rate, seconds) in sounds.items():
        info = soundfile.info(str(home / files[identity]))
        assert (rate, round(seconds * rate)) == (info.samplerate, info.frames)
