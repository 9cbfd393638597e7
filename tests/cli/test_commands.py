"""The command as a person or a script uses it: a script goes in, takes, stems and subtitles come out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from tests.command import Lineread

SCRIPT = """\
Title: Two People

# Scene 1: The kitchen

ANN: Did you hear that?
BOB (quietly): [emotion_afraid]No.[/emotion] [pause_400ms] What was it?
ANN: It was {nginx|engine x}.
"""


@pytest.fixture
def project(tmp_path: Path, lineread: Lineread) -> Path:
    (tmp_path / "two.txt").write_text(SCRIPT, encoding="utf-8")
    path = tmp_path / "two"
    ran = lineread("new", path, "--script", tmp_path / "two.txt", "--voice-engine", "fake")
    assert ran.code == 0, ran.err
    return path


def test_from_a_script_to_stems_and_subtitles(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    assert "3 lines rendered" in lineread("render", project).out
    assert "0 lines rendered" in lineread("render", project).out
    ran = lineread("export", project, "--to", "stems,srt,vtt,ass", "--out", tmp_path / "out", "-o", "stems.lines=true")
    assert ran.code == 0, ran.err
    assert "3 of 3 current" in ran.out
    delivery = json.loads((tmp_path / "out" / "delivery.json").read_text(encoding="utf-8"))
    kinds = [f["what"] for f in delivery["files"]]
    assert (kinds.count("stem"), kinds.count("mix"), kinds.count("line")) == (2, 1, 3)
    stems = [f["path"] for f in delivery["files"] if f["what"] in ("stem", "mix")]
    lengths = {soundfile.info(str(tmp_path / "out" / p)).frames for p in stems}
    assert len(lengths) == 1


def test_show_says_everything_about_a_line(project: Path, lineread: Lineread) -> None:
    before = lineread("show", project, "--json").json
    lines = before["lines"]
    assert {line["state"] for line in lines} == {"stale"}
    assert lines[0]["end"] > lines[0]["start"], "a length is estimated before anything is rendered"
    lineread("render", project)
    after = lineread("show", project, "--json").json
    lines = after["lines"]
    wanted = {"id", "character", "voice", "text", "spoken", "state", "take", "start", "end", "rate", "words",
              "status", "note"}  # fmt: skip
    assert wanted <= lines[0].keys()
    assert lines[2]["spoken"] == "It was engine x."
    assert lines[1]["start"] >= lines[0]["end"]
    assert [w["word"] for w in lines[0]["words"]] == ["Did", "you", "hear", "that?"]
    assert all(lines[0]["start"] <= w["start"] < w["end"] <= lines[0]["end"] for w in lines[0]["words"])


def test_only_the_edited_line_is_spoken_again(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    lineread("render", project)
    ids = [line["id"] for line in lineread("show", project, "--json").json["lines"]]
    (tmp_path / "two.txt").write_text(SCRIPT.replace("hear that", "see that"), encoding="utf-8")
    shown = lineread("import", project, tmp_path / "two.txt")
    assert "1 changed, 0 new, 0 gone" in shown.out
    assert "Nothing was changed" in shown.out
    assert lineread("import", project, tmp_path / "two.txt", "--yes").code == 0
    assert [x["id"] for x in lineread("show", project, "--json").json["lines"]] == ids
    assert lineread("render", project, "--json").json["rendered"] == 1


def test_the_plan_says_how_and_why_not(project: Path, lineread: Lineread) -> None:
    plan = json.loads(lineread("plan", project, "--json").out)
    items = {i["control"]: i for i in plan[1]["plan"]}
    assert items["pause"]["value"] == "400 ms"
    assert items["emotion"]["method"] == "cannot"  # the tones know no fear
    assert "Tones can do" in items["emotion"]["note"]
    assert "400 ms" in lineread("plan", project, "--line", plan[1]["id"]).out


def test_the_text_export_is_the_same_document_again(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    assert lineread("export", project, "--to", "text", "--out", tmp_path / "out").code == 0
    text = next((tmp_path / "out").glob("*.txt"))
    assert "Nothing differs." in lineread("import", project, text).out


def test_another_engine_is_one_option(project: Path, lineread: Lineread) -> None:
    ran = lineread("render", project, "--voice-engine", "hibari", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["rendered"] == 3
    assert {c["engine"] for c in lineread("show", project, "--json").json["cast"]} == {"hibari"}


def test_a_voice_in_words_is_designed_when_the_project_is_made(tmp_path: Path, lineread: Lineread) -> None:
    script = 'Cast:\n  HOST: "a deep, hoarse old man, flumptious"\n\nHOST: Good evening.\n'
    (tmp_path / "s.txt").write_text(script, encoding="utf-8")
    ran = lineread("new", tmp_path / "p", "--script", tmp_path / "s.txt")
    assert ran.code == 0, ran.err
    assert "flumptious" in ran.err
    assert lineread("render", tmp_path / "p", "--json").json["rendered"] == 1


def test_speak_writes_sound_and_word_times(tmp_path: Path, lineread: Lineread) -> None:
    out, words = tmp_path / "hello.flac", tmp_path / "words.json"
    ran = lineread("speak", "Hello [emotion_happy]there[/emotion], friend.", "--out", out, "--words", words, "--json")
    assert ran.code == 0, ran.err
    assert soundfile.info(str(out)).samplerate == 48_000
    timed = json.loads(words.read_bytes())["words"]
    assert [w["word"] for w in timed] == ["Hello", "there", "friend"]
    assert timed[-1]["end"] <= soundfile.info(str(out)).frames


def test_design_says_what_it_understood(tmp_path: Path, lineread: Lineread) -> None:
    file = tmp_path / "old.json"
    ran = lineread("design", "a deep, hoarse old man, slow and calm, flumptious", "--out", file, "--json")
    assert ran.code == 0, ran.err
    assert any("flumptious" in str(x) for x in ran.json["ignored"])
    out = tmp_path / "old.wav"
    assert lineread("speak", "Good evening.", "--voice", file, "--out", out).code == 0
    assert out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "nowhere"], "There is no project in nowhere"),
        (["new", "p", "--script", "nothing.txt"], "There is no file nothing.txt"),
        (["speak", "Hello.", "--voice", "nobody"], "no voice called “nobody”"),
        (["speak", "Hello.", "--emotion", "hungry"], "no emotion “hungry”"),
        (["speak", "Hello.", "--emotion", "sad very"], "not an intensity"),
        (["speak", "Hello.", "--out", "x.xyz"], "no audio suffix"),
        (["speak", "你好，世界。", "--out", "x.wav"], "speak"),
        (["render", "nowhere"], "There is no project"),
        (["export", "nowhere", "--to", "srt", "--out", "o"], "There is no project"),
        (["design", "x", "--engine", "nothing"], "no voice engine called “nothing”"),
    ],
)
def test_what_cannot_be_done_is_one_clear_message(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lineread: Lineread
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = lineread(*arguments)
    assert ran.code == 1
    assert said in ran.err
    assert not list(tmp_path.rglob("*.wav"))
    assert not (tmp_path / "nowhere").exists(), "asking must not make a folder"


def test_wrong_usage_is_exit_code_two(lineread: Lineread) -> None:
    assert lineread("speak", "x", "--speed", "9").code == 2
    assert lineread("nonsense").code == 2


def test_an_unknown_line_or_exporter_is_named(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    assert "There is no line L-zzz" in lineread("render", project, "--line", "L-zzz").err
    ran = lineread("export", project, "--to", "stemz", "--out", tmp_path / "o")
    assert ran.code == 1
    assert "stemz" in ran.err
    assert "stems" in ran.err


def test_a_damaged_project_comes_back(project: Path, lineread: Lineread) -> None:
    lineread("render", project, "--voice-engine", "fake")
    (project / "project.json").write_bytes(b'{"format": "lineread", "vers')
    ran = lineread("show", project)
    assert ran.code == 1
    assert "lineread recover" in ran.err
    assert lineread("recover", project).code == 0
    assert lineread("show", project).code == 0


def test_a_dry_run_writes_nothing(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    ran = lineread("export", project, "--to", "stems,srt", "--out", tmp_path / "out", "--dry-run")
    assert "3 missing" in ran.out
    assert not (tmp_path / "out").exists()


def test_doctor_voices_and_plugins_answer(lineread: Lineread) -> None:
    doctor = lineread("doctor", "--json")
    assert doctor.code == 0, doctor.out
    engines = json.loads(lineread("voices", "--json").out)
    assert len(next(e for e in engines if e["engine"] == "hibari")["voices"]) >= 12
    ids = {p["id"] for p in json.loads(lineread("plugins", "--json").out)}
    assert {"stems", "srt", "vtt", "ass", "text"} <= ids
