"""A writer types a script without a manual and gets what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.text.exporter import TextExporter
from plugins.text.importers import FountainImporter, ScriptImporter
from resources import SAMPLES, sample
from studio.document.model import Delivery, Line, Project
from studio.script import line_problems, parse_fountain, parse_script, print_script, read_text
from studio.timeline.types import Timeline

ROOT = Path(__file__).parents[2]


def lines(script: str) -> list[Line]:
    return list(parse_script(script)[0].lines())


def speakers(script: str) -> list[tuple[str, str]]:
    project, _ = parse_script(script)
    names = {c.id: c.name for c in project.characters}
    return [(names[line.character], line.text) for line in project.lines()]


def test_names_in_any_script_speak() -> None:
    script = (
        "MARA: 1.\nAnna-Lena: Two.\nDr. Smith: Three.\nGUARD 2: Four.\n小明：五。\nВера: Шесть.\nTHE KING (aside): 7."
    )
    assert [name for name, _ in speakers(script)] == [
        "MARA", "Anna-Lena", "Dr. Smith", "GUARD 2", "小明", "Вера", "THE KING",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    ["7:30 is early.", "https://example.com is a link", "MARA - she waits.", "She said: no.", "C:\\temp is a folder",
     "他说：不。", "It was late; he left: gone.", "(MARA: aside)", "3: a number", "At 10:15: nothing"],
)  # fmt: skip
def test_words_with_a_colon_are_not_always_a_speaker(row: str) -> None:
    assert speakers(row) == [("NARRATOR", row)]


def test_a_line_goes_on_until_a_blank_row_or_the_next_speaker() -> None:
    script = "MARA: One\n  two\nthree.\nTOM:\nFour.\n(sadly)\n\nFive\nsix."
    assert speakers(script) == [("MARA", "One two three."), ("TOM", "Four. (sadly)"), ("NARRATOR", "Five six.")]
    assert lines("TOM:\n(sadly)\nFour.")[0].delivery.emotion == "sad"


@pytest.mark.parametrize(
    ("words", "delivery"),
    [
        ("happy 0.6, speed 1.1", Delivery(emotion="happy", intensity=0.6, speed=1.1)),
        ("whispering", Delivery(whisper=True)),
        ("Sadly", Delivery(emotion="sad")),
        ("very tired, slowly", Delivery(emotion="tired", intensity=1.0, speed=0.85)),
        ("surprised, faster towards the end", Delivery(emotion="surprised", direction="faster towards the end")),
        ("pitch +2, volume -3 dB, range 1.5", Delivery(pitch=2.0, volume=-3.0, pitch_range=1.5)),
        ("开心，小声", Delivery(emotion="happy", whisper=True)),
        ("to Tom", Delivery(direction="to Tom")),
    ],
)
def test_directions_become_delivery_and_the_rest_stays_words(words: str, delivery: Delivery) -> None:
    assert lines(f"MARA ({words}): Yes.")[0].delivery == delivery


def test_a_known_direction_may_stand_before_the_words() -> None:
    line = lines("MARA: (sadly) I know.")[0]
    assert (line.text, line.delivery.emotion) == ("I know.", "sad")
    assert lines("MARA: (I think) so.")[0].text == "(I think) so."


def test_the_head_binds_the_cast() -> None:
    project, problems = parse_script(
        "Title: Play\nRate: 44100\nGaps: scene 2000\nVoices:\n  deep: hibari/grom, pitch -2\nCast:\n"
        "  MARA: clara, calm 0.4, color #112233, gain -2\n    nginx = engine x\n  TOM: deep {breath 0.2}\n"
        '  HOST: "warm female narrator"\n  OLD TOM: deep, slowly, language fr\nSay:\n  cache = /kˈæʃ/\n'
        "Markers:\n  0:02.5 Door\n\nMARA (voice leo, interrupting 300ms): Yes."
    )
    assert not problems
    assert (project.name, project.rate, project.gaps.scene) == ("Play", 44_100, 2000)
    mara, tom, host, old = project.characters
    assert mara.delivery == Delivery(emotion="calm", intensity=0.4)
    assert (mara.color, mara.gain, mara.lexicon[0].say) == ("#112233", -2.0, "engine x")
    voices = {v.id: v for v in project.voices}
    assert [voices[c.voice or ""].name for c in project.characters] == ["clara", "TOM", "HOST", "deep"]
    assert voices[host.voice or ""].description == "warm female narrator"
    assert voices[tom.voice or ""].settings == {"breath": 0.2}
    assert (old.language, old.delivery.speed) == ("fr", 0.85)
    assert project.lexicon[0].phonemes == "kˈæʃ"
    assert project.markers[0].start == 110_250
    line = next(project.lines())
    assert line.pause_before == -300
    assert voices[line.voice or ""].preset == "leo"


def test_a_stranger_to_the_cast_is_added_and_the_likely_name_suggested() -> None:
    project, (problem,) = parse_script("Cast:\n  MARA: clara\n\nMARRA: Hello.\nMARRA: Again.")
    assert [c.name for c in project.characters] == ["MARA", "MARRA"]
    assert (problem.line, problem.column, problem.code) == (4, 1, "not-in-cast")
    assert "MARA" in problem.hint


def test_problems_of_tags_are_found_at_their_place_in_the_file() -> None:
    _, problems = parse_script("# One\n\nMARA (happy): Oh [laff] no\n  and [speed_9] on.\n")
    assert [(p.line, p.column) for p in problems] == [(3, 18), (4, 7)]
    project, problems = parse_script("MARA: One.\nMARA (speed 9): Two.")
    assert problems[0].line == 2
    assert list(project.lines())[1].delivery.direction == "speed 9"


def test_remarks_stay_with_the_line_below_or_the_end_of_the_scene() -> None:
    project, _ = parse_script("# One\n// quiet\n[# and slow]\nMARA: Hello.\n// the end\n# Two\nTOM: Hi.")
    assert next(project.lines()).note == "quiet\nand slow"
    assert project.scenes[0].note == "the end"


def test_a_copied_line_with_its_id_gets_a_new_id() -> None:
    project, (problem,) = parse_script("A: One. [#id L-1]\nA: Two. [#id L-1]")
    first, second = project.lines()
    assert first.id == "L-1"
    assert second.id != "L-1"
    assert problem.code == "duplicate-id"


def test_a_script_for_a_project_uses_its_cast_and_voices() -> None:
    base, _ = parse_script("Title: Play\nCast:\n  MARA: clara, calm\n\n# One\nMARA: Old.")
    project, problems = parse_script("# One\nMara: New.\nTOM: Hello.", base=base)
    assert not problems
    assert project.characters[0] == base.characters[0]
    assert (project.id, project.name, project.scenes[0].id) == (base.id, "Play", base.scenes[0].id)
    assert [c.name for c in project.characters] == ["MARA", "TOM"]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_flawless_and_survive_the_text_export(name: str) -> None:
    text, odd = read_text(sample(name))
    project, problems = parse_script(text, name)
    assert not odd
    assert not problems
    assert len(list(project.lines())) >= 8
    assert all(c.voice for c in project.characters)
    assert not [p for line in project.lines() for p in line_problems(line.text)]
    assert parse_script(print_script(project))[0] == project


def test_every_example_of_the_page_about_scripts_works() -> None:
    page = (ROOT / "docs" / "script.md").read_text(encoding="utf-8")
    examples = re.findall(r"```\n(.*?)```", page, re.DOTALL)
    assert len(examples) >= 5
    for example in examples:
        project, problems = parse_script(example)
        assert not problems, (example, problems)
        assert list(project.lines())
        assert parse_script(print_script(project))[0] == project


def test_a_clean_print_without_ids_has_the_same_words_and_directions() -> None:
    project, _ = parse_script(sample("lighthouse").read_text(encoding="utf-8"))
    clean = print_script(project, ids=False)
    assert "[#id" not in clean
    again, problems = parse_script(clean)
    assert not problems
    assert [(line.text, line.delivery) for line in again.lines()] == [
        (line.text, line.delivery) for line in project.lines()
    ]


def test_text_goes_out_through_the_plugin_and_comes_in_again(tmp_path: Path) -> None:
    project, _ = parse_script(sample("barks").read_text(encoding="utf-8"))
    timeline = Timeline(project_id=project.id, name=project.name, rate=project.rate, length=0, tracks=(), language="en")
    plan = TextExporter().plan(timeline, project, {"ids": True})
    report = TextExporter().write(plan, project, tmp_path, lambda f, what: None, lambda: False)
    path = tmp_path / report.files[0].path
    assert path.stat().st_size == report.files[0].bytes
    assert ScriptImporter().read(path, {}).project == project


FOUNTAIN = """\
Title: _**Brick & Steel**_
Author: Stu

EXT. BRICK'S PATIO - DAY #1#

A gorgeous day. The sun is shining.

STEEL
Beer's *ready*!

BRICK (V.O.)
(sadly)
Are they cold?
(beat)
Well? [[too much?]]
(quickly)
Go.

STEEL
They drank long.

BRICK (CONT'D) ^
They drank fast!

CUT TO:

.SNIPER SCOPE

@McAvoy
Now [really] now.
"""


def test_a_fountain_screenplay_becomes_lines_scenes_and_remarks(tmp_path: Path) -> None:
    path = tmp_path / "brick.fountain"
    path.write_text(FOUNTAIN, encoding="utf-8")
    imported = FountainImporter().read(path, {"action": "remarks"})
    project = imported.project
    names = {c.id: c.name for c in project.characters}
    assert project.name == "Brick & Steel"
    assert project.note == "Author: Stu"
    assert [s.title for s in project.scenes] == ["EXT. BRICK'S PATIO - DAY #1#", "SNIPER SCOPE"]
    assert [(names[line.character], line.text) for line in project.lines()] == [
        ("STEEL", "Beer's [emphasis]ready[/emphasis]!"), ("BRICK", "Are they cold? [pause_700ms] Well?"),
        ("BRICK", "Go."), ("STEEL", "They drank long."), ("BRICK", "They drank fast!"),
        ("McAvoy", "Now \\[really] now."),
    ]  # fmt: skip
    said = list(project.lines())
    assert said[0].note == "A gorgeous day. The sun is shining."
    assert said[1].delivery.emotion == "sad"
    assert said[1].fields == {"extension": "V.O."}
    assert said[2].delivery.speed == 1.2
    assert (said[4].pause_before or 0) < 0
    assert project.scenes[0].note == "CUT TO:"
    assert not imported.problems


def test_the_narrator_reads_the_action_when_wanted() -> None:
    project, _ = parse_fountain(FOUNTAIN, action="narrator")
    first = next(project.lines())
    assert first.text == "A gorgeous day. The sun is shining."
    assert isinstance(project, Project)
    assert next(c.name for c in project.characters if c.id == first.character) == "NARRATOR"
