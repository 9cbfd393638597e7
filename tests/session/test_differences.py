"""Two states of a project in rows: the lines in the order of the script, then the cast, then everything else."""

from __future__ import annotations

import dataclasses

from studio.document import edits
from studio.document.model import Delivery, Line, Project, Pronunciation, Voice
from studio.script import parse_script
from studio.session.differences import changed_words, rows

SCRIPT = "ANN: One.\nBOB: Two.\nANN: Three.\nBOB: Four.\nANN: Five."


def project() -> Project:
    return parse_script(SCRIPT)[0]


def with_lines(one: Project, lines: list[Line]) -> Project:
    return dataclasses.replace(one, scenes=(dataclasses.replace(one.scenes[0], lines=tuple(lines)),))


def test_the_same_differs_in_nothing() -> None:
    one = project()
    assert rows(one, one) == []


def test_lines_stand_in_the_order_of_the_script_with_what_is_gone_where_it_was() -> None:
    before = project()
    lines = list(before.lines())
    lines[0] = dataclasses.replace(lines[0], text="One, two.")
    new = dataclasses.replace(lines[2], id="L-new", text="In between.")
    after = with_lines(before, [lines[0], lines[2], new, lines[4], lines[3]])
    found = rows(before, after)
    assert [(r.kind, r.number, r.name) for r in found] == [
        ("changed", 1, "ANN"), ("gone", 2, "BOB"), ("new", 3, "ANN"), ("moved", 4, "ANN"),
    ]  # fmt: skip
    assert (found[0].before, found[0].after) == ("One.", "One, two.")
    assert found[1].before == "Two."
    assert [(d.name, d.before, d.after) for d in found[3].details] == [("place", "5", "4")]


def test_direction_cast_and_dictionary_are_said_field_by_field() -> None:
    before = project()
    line = next(before.lines())
    after = edits.replace_line(
        before, line.id, delivery=Delivery(emotion="sad", speed=1.25), locked=True, character=before.characters[1].id
    )
    character = dataclasses.replace(after.characters[0], gain=-3.0)
    after = dataclasses.replace(
        after,
        characters=(character, *after.characters[1:]),
        lexicon=(Pronunciation(word="nginx", say="engine x"),),
        gaps=dataclasses.replace(after.gaps, question=900),
        language="de",
    )
    found = rows(before, after)
    said = [(r.of, r.kind, r.name, [(d.name, d.before, d.after) for d in r.details]) for r in found]
    assert said == [
        ("line", "changed", "BOB", [
            ("character", "ANN", "BOB"), ("emotion", "", "sad"), ("speed", "", "1.25"), ("locked", "no", "yes"),
        ]),
        ("character", "changed", "ANN", [("gain", "0", "-3")]),
        ("lexicon", "new", "nginx", [("say", "", "engine x")]),
        ("project", "changed", before.name, [("language", "en", "de")]),
        ("project", "changed", before.name, [("question", "400", "900")]),
    ]  # fmt: skip


def test_a_voice_of_a_line_is_called_by_its_name_and_columns_are_said_one_by_one() -> None:
    before = edits.add_voice(project(), Voice(id="V9", name="Old Tom", engine="fake"))
    line = next(before.lines())
    before = edits.replace_line(before, line.id, fields={"file": "a", "mood": "same"})
    after = edits.replace_line(before, line.id, voice="V9", fields={"file": "b", "mood": "same"})
    assert [(d.name, d.before, d.after) for d in rows(before, after)[0].details] == [
        ("voice", "", "Old Tom"), ("file", "a", "b"),
    ]  # fmt: skip


def test_the_words_that_differ_are_found_in_both_texts() -> None:
    before, after = "We go down the stairs.", "We go slowly down the steps."
    gone, come = changed_words(before, after)
    assert [before[a : a + n] for a, n in gone] == ["stairs"]
    assert [after[a : a + n].strip() for a, n in come] == ["slowly", "steps"]
    assert changed_words("Entirely this.", "Something else, and nothing in common") == ((), ())
