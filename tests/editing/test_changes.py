"""What a writer does to a script, as pure changes of documents."""

from __future__ import annotations

from studio.document import edits
from studio.document.model import Project
from studio.editing import changes
from studio.script import parse_script


def project(text: str = "ANN: One.\nBOB: Two.\nANN: Three.\n# Later\nBOB: Four.\nANN: Five.\n") -> Project:
    return parse_script(text)[0]


def texts(one: Project) -> list[list[str]]:
    return [[line.text for line in scene.lines] for scene in one.scenes]


def ids(one: Project, *wanted: str) -> list[str]:
    by_text = {line.text: line.id for line in one.lines()}
    return [by_text[text] for text in wanted]


def test_a_line_goes_over_the_edge_of_a_scene() -> None:
    one = project()
    up = changes.shifted(one, ids(one, "Four."), -1)
    assert texts(up) == [["One.", "Two.", "Three.", "Four."], ["Five."]]
    down = changes.shifted(one, ids(one, "Three."), 1)
    assert texts(down) == [["One.", "Two."], ["Three.", "Four.", "Five."]]
    assert texts(changes.shifted(one, ids(one, "One.", "Two."), 1)) == [["Three.", "One.", "Two."], ["Four.", "Five."]]
    assert changes.shifted(one, ids(one, "One."), -1) is one
    assert changes.shifted(one, ids(one, "Five."), 1) is one


def test_a_drop_goes_before_a_line_above_a_heading_or_to_the_end() -> None:
    one = project()
    two, four = ids(one, "Two.", "Four.")
    assert texts(changes.moved(one, [four], two)) == [["One.", "Four.", "Two.", "Three."], ["Five."]]
    assert texts(changes.moved(one, [two], one.scenes[1].id)) == [["One.", "Three.", "Two."], ["Four.", "Five."]]
    assert texts(changes.moved(one, [two], None)) == [["One.", "Three."], ["Four.", "Five.", "Two."]]
    assert changes.moved(one, [two], ids(one, "Three.")[0]) is one


def test_copies_have_ids_of_their_own() -> None:
    one = project()
    two, made = changes.duplicated(one, ids(one, "One.", "Three."))
    assert texts(two)[0] == ["One.", "Two.", "Three.", "One.", "Three."]
    assert len({line.id for line in two.lines()}) == 7
    assert [edits.line(two, i).text for i in made] == ["One.", "Three."]


def test_what_is_copied_can_be_pasted_with_everything_a_line_says() -> None:
    one = project()
    first, three = ids(one, "One.", "Three.")
    one = edits.set_delivery(one, [first], emotion="sad")
    one = edits.replace_line(one, first, pause_after=900, note="softer")
    text = changes.script_of(one, [first, three])
    assert "Title:" not in text
    assert "ANN (sad): One." in text
    two, made = changes.pasted(one, changes.script_of(one, [first, three], ids=True), three)
    copy = edits.line(two, made[0])
    assert (copy.text, copy.delivery.emotion, copy.pause_after, copy.note) == ("One.", "sad", 900, "softer")
    assert copy.id != first
    assert texts(two)[0] == ["One.", "Two.", "Three.", "One.", "Three."]


def test_rows_without_a_speaker_are_lines_of_who_speaks_above() -> None:
    one = project()
    two, made = changes.pasted(one, "First row\nsecond row\n\nthird row", ids(one, "Two.")[0])
    assert texts(two)[0] == ["One.", "Two.", "First row", "second row", "third row", "Three."]
    assert {edits.line(two, i).character for i in made} == {edits.line(one, ids(one, "Two.")[0]).character}
    assert two.characters == one.characters


def test_pasted_strangers_join_the_cast_with_a_voice() -> None:
    one = project()
    two, made = changes.pasted(one, "CARLA: Hello.\nANN: You again?", ids(one, "One.")[0])
    carla = next(c for c in two.characters if c.name == "CARLA")
    assert carla.voice in {v.id for v in two.voices}
    assert [edits.line(two, i).text for i in made] == ["Hello.", "You again?"]
    assert edits.line(two, made[1]).character == next(one.lines()).character


def test_pasted_scenes_divide_the_scene_they_fall_into() -> None:
    one = project()
    two, _ = changes.pasted(one, "ANN: More.\n# Between\nBOB: New.", ids(one, "Two.")[0])
    assert [s.title for s in two.scenes] == ["", "Between", "Later"]
    assert texts(two) == [["One.", "Two.", "More."], ["New.", "Three."], ["Four.", "Five."]]


def test_the_first_line_of_an_empty_script_has_a_speaker_with_a_voice() -> None:
    empty = Project(id="P", name="New")
    one, made = changes.first_line(empty)
    assert one.characters[0].voice
    assert edits.line(one, made[0]).text == ""
    two, made = changes.pasted(empty, "Hello there.\nAnd again.", None)
    assert texts(two) == [["Hello there.", "And again."]]
