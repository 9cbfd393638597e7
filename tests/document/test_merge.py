"""A changed sheet comes back: ids, takes, seeds and what was set in the studio stay with their lines."""

from __future__ import annotations

import dataclasses
import random

from studio.document import edits
from studio.document.merge import Difference, compare, merged
from studio.document.model import Delivery, Line, Project
from studio.script import parse_script, print_script

SHEET = """\
Cast:
  MARA: clara
  TOM: leo

# One
MARA: The fog came in over the wall this morning.
TOM: Did you see the lamp go out last night?
MARA: No.
TOM: No.
MARA: It went out at four, and nobody was there to light it.

# Two
TOM: We leave at dawn.
"""


def worked_on() -> Project:
    """The sheet as it is after a day in the studio."""
    project, problems = parse_script(SHEET, "Play")
    assert not problems
    lines = list(project.lines())
    project = edits.replace_line(project, lines[0].id, take="t0", seed=7, delivery=Delivery(emotion="calm"))
    project = edits.replace_line(project, lines[4].id, start=48_000, gain=-2.0, status="approved")
    return edits.replace_line(project, lines[5].id, locked=True)


def reimport(project: Project, sheet: str, with_base: bool = True) -> tuple[Difference, Project]:
    incoming, _ = parse_script(sheet, base=project if with_base else None)
    difference = compare(project, incoming)
    return difference, merged(project, incoming, difference)


def test_the_same_sheet_changes_nothing() -> None:
    project = worked_on()
    for with_base in (True, False):
        difference, after = reimport(project, SHEET, with_base)
        assert difference.empty, difference.summary()
        assert [line.id for line in after.lines()] == [line.id for line in project.lines()]
        assert after.scenes == project.scenes
        assert after.characters == project.characters


def test_an_edited_line_keeps_its_id_take_seed_and_studio_settings() -> None:
    project = worked_on()
    difference, after = reimport(project, SHEET.replace("this morning", "before this morning came"))
    assert difference.summary() == "1 changed"
    assert difference.changed[0].fields == ("text",)
    first = next(after.lines())
    assert first.id == next(project.lines()).id
    assert (first.take, first.seed, first.delivery.emotion) == ("t0", 7, "calm")
    assert "before this" in first.text


def test_new_gone_and_moved_lines_are_told_apart() -> None:
    project = worked_on()
    rows = SHEET.split("\n")
    sheet = "\n".join([*rows[:5], "TOM: Somebody is at the door.", *rows[5:7], *rows[8:]])
    difference, after = reimport(project, sheet)
    assert difference.summary() == "1 new, 1 gone"
    assert difference.gone[0].text == "No."
    kept, _ = parse_script(sheet, base=project)
    with_gone = merged(project, kept, compare(project, kept), remove_gone=False)
    assert [line.text for line in with_gone.lines()].count("No.") == 2
    swapped = "\n".join([*rows[:5], rows[6], rows[5], *rows[7:]])
    difference, after = reimport(project, swapped)
    assert difference.summary() == "1 moved"
    assert {line.id for line in after.lines()} == {line.id for line in project.lines()}


def test_a_script_with_ids_may_be_rearranged_and_rewritten_at_will() -> None:
    project = worked_on()
    rows = print_script(project).split("\n")
    first = next(i for i, row in enumerate(rows) if "The fog" in row)
    rows[first] = rows[first].replace("The fog came in over the wall this morning.", "Nothing.")
    rows[first], rows[first + 4] = rows[first + 4], rows[first]
    difference, after = reimport(project, "\n".join(rows))
    assert len(difference.changed) == 1
    assert difference.changed[0].before.text.startswith("The fog")
    assert after.scenes[0].lines[4].take == "t0"


def test_what_a_whole_script_leaves_out_is_meant_to_be_gone() -> None:
    project = worked_on()
    script = print_script(project).replace(" (calm)", "").replace(" status=approved", "")
    incoming, _ = parse_script(script)
    assert compare(project, incoming).empty
    difference = compare(project, incoming, whole=True)
    assert {field for change in difference.changed for field in change.fields} == {"delivery", "status"}
    assert merged(project, incoming, difference) == incoming


def test_a_change_in_the_cast_is_reported() -> None:
    project = worked_on()
    sheet = SHEET.replace("TOM: leo", "TOM: max, slow\n  ANNA: mara")
    difference, after = reimport(project, sheet)
    assert [c.name for c in difference.new_characters] == ["ANNA"]
    assert [(c.before.name, c.fields) for c in difference.changed_characters] == [("TOM", ("voice", "delivery"))]
    tom = next(c for c in after.characters if c.name == "TOM")
    voice = after.voice(tom.voice)
    assert voice is not None
    assert voice.name == "max"


def test_five_thousand_lines_are_compared_in_a_moment() -> None:
    rng = random.Random(1)
    words = [f"word{n}" for n in range(400)]
    rows = [f"MARA: {' '.join(rng.choices(words, k=9))}." if n % 5 else "TOM: Huh?" for n in range(5000)]
    project, _ = parse_script("\n".join(rows))
    for n in range(0, 5000, 7):
        rows[n] += " And more."
    del rows[1000:1020]
    rows[3000:3000] = [f"TOM: New {n}." for n in range(30)]
    incoming, _ = parse_script("\n".join(rows))
    difference = compare(project, incoming)
    after = merged(project, incoming, difference)
    assert [line.text for line in after.lines()] == [line.text for line in incoming.lines()]
    assert 25 <= len(difference.new) <= 45
    assert len({line.id for line in after.lines()}) == len(rows)


def test_another_script_altogether_is_all_new() -> None:
    old, _ = parse_script("\n".join(f"A: alpha bravo charlie delta {n}." for n in range(4000)))
    new, _ = parse_script("\n".join(f"A: one of five words, {n}." for n in range(4000)))
    difference = compare(old, new)
    assert len(difference.new) == len(difference.gone) == 4000


def test_a_gone_line_is_given_with_everything_it_had() -> None:
    project = worked_on()
    difference, _ = reimport(project, SHEET.split("# Two")[0])
    assert difference.gone == (dataclasses.replace(list(project.lines())[5]),)
    assert isinstance(difference.gone[0], Line)
    assert difference.gone[0].locked


def test_a_line_with_another_given_id_is_another_line() -> None:
    """A game's tables name files by id: what was gate-04 must not go on under that name as gate-05."""
    before, _ = parse_script("ANN: Who goes there? [#id gate-01]\nBOB: The night is cold. [#id gate-04]\n")
    after, _ = parse_script("ANN: Who goes there? [#id gate-01]\nBOB: The night was cold. [#id gate-05]\n")
    difference = compare(before, after)
    assert difference.summary() == "1 new, 1 gone"
    assert [line.id for line in merged(before, after, difference).lines()] == ["gate-01", "gate-05"]
