"""Edits change what they are about, share the rest, cost next to nothing and refuse ids that do not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.document import edits
from studio.document.history import History
from studio.document.model import Character, Line, Project, Pronunciation, Scene, Voice
from studio.errors import LinereadError


def play(lines: int = 6, scenes: int = 2) -> Project:
    each = lines // scenes
    return Project(
        id="P-1",
        name="Play",
        voices=(Voice(id="V-1", name="clara", preset="clara"),),
        characters=(Character(id="C-1", name="MARA", voice="V-1"), Character(id="C-2", name="TOM")),
        scenes=tuple(
            Scene(
                id=f"S-{s}",
                lines=tuple(
                    Line(id=f"L-{s * each + n}", character=f"C-{n % 2 + 1}", text=f"Line {s * each + n}.")
                    for n in range(each)
                ),
            )
            for s in range(scenes)
        ),
    )


def ids(project: Project) -> list[str]:
    return [line.id for line in project.lines()]


def test_replacing_a_line_shares_everything_else() -> None:
    before = play()
    after = edits.replace_line(before, "L-4", text="New words.", gain=-3.0)
    assert edits.line(after, "L-4").text == "New words."
    assert after.scenes[0] is before.scenes[0]
    assert edits.line(before, "L-4").text == "Line 4."


def test_delivery_is_set_on_many_and_made_inherited_again() -> None:
    project = edits.set_delivery(play(), ["L-0", "L-5"], emotion="sad", speed=0.9)
    assert [line.delivery.emotion for line in project.lines()] == ["sad", None, None, None, None, "sad"]
    project = edits.set_delivery(project, ["L-0"], emotion=None)
    assert edits.line(project, "L-0").delivery.speed == 0.9
    assert edits.line(project, "L-0").delivery.emotion is None


def test_lines_are_added_moved_and_removed() -> None:
    project = play()
    new = edits.new_line(project, "C-1", "Added.")
    project = edits.add_lines(project, [new], after="L-1")
    assert ids(project) == ["L-0", "L-1", new.id, "L-2", "L-3", "L-4", "L-5"]
    project = edits.move_lines(project, ["L-0", new.id], before="L-4")
    assert ids(project) == ["L-1", "L-2", "L-3", "L-0", new.id, "L-4", "L-5"]
    project = edits.move_lines(project, ["L-5"], scene="S-0")
    assert [len(s.lines) for s in project.scenes] == [3, 4]
    assert ids(edits.remove_lines(project, [new.id, "L-5"])) == ["L-1", "L-2", "L-3", "L-0", "L-4"]
    same = play()
    assert ids(edits.move_lines(same, ["L-1", "L-2"], before="L-1")) == ids(same)


def test_a_line_is_split_and_joined_again() -> None:
    project = edits.replace_line(play(), "L-0", take="abc", pause_after=700, note="Mind the gap")
    project = edits.split_line(project, "L-0", "Line", "0.")
    first, second = list(project.lines())[:2]
    assert (first.id, first.text, first.take, first.pause_after) == ("L-0", "Line", None, None)
    assert (second.text, second.pause_after, second.note) == ("0.", 700, "")
    joined = edits.join_lines(project, ["L-0", second.id])
    assert edits.line(joined, "L-0").text == "Line 0."
    assert edits.line(joined, "L-0").pause_after == 700
    with pytest.raises(LinereadError, match="follow one another"):
        edits.join_lines(project, ["L-0", "L-2"])
    with pytest.raises(LinereadError, match="different characters"):
        edits.join_lines(project, ["L-1", "L-2"])


def test_the_cast_keeps_its_promises() -> None:
    project = edits.add_character(play(), "ANNA", voice="V-1", color="#112233")
    with pytest.raises(LinereadError, match="already"):
        edits.add_character(project, "anna")
    with pytest.raises(LinereadError, match="2 lines"):
        edits.remove_character(project, "C-2")
    project = edits.remove_character(project, "C-2", lines_to="C-1")
    assert {line.character for line in project.lines()} == {"C-1"}
    project = edits.rename_character(project, "C-1", "Mara Jane")
    assert project.characters[0].name == "Mara Jane"
    project = edits.remove_voice(project, "V-1")
    assert all(c.voice is None for c in project.characters)


def test_scenes_are_divided_moved_and_dissolved() -> None:
    project = edits.add_scene(play(), "Middle", before_line="L-2")
    assert [[line.id for line in s.lines] for s in project.scenes] == [["L-0", "L-1"], ["L-2"], ["L-3", "L-4", "L-5"]]
    middle = project.scenes[1].id
    assert [s.title for s in edits.move_scene(project, middle, 2).scenes] == ["", "", "Middle"]
    assert ids(edits.remove_scene(project, middle)) == ids(project)
    assert "L-2" not in ids(edits.remove_scene(project, middle, with_lines=True))


def test_a_word_is_pronounced_for_project_character_or_line() -> None:
    project = edits.pronounce(play(), "nginx", "engine x")
    project = edits.pronounce(project, "nginx", "engine ex", scope="C-1")
    project = edits.pronounce(project, "nginx", phonemes="ɛ", scope="L-3")
    assert project.lexicon == (Pronunciation(word="nginx", say="engine x"),)
    assert project.characters[0].lexicon[0].say == "engine ex"
    assert edits.line(project, "L-3").lexicon[0].phonemes == "ɛ"
    assert edits.pronounce(project, "nginx").lexicon == ()


def test_markers_stay_in_order_and_rerolls_forget_the_take() -> None:
    project = edits.add_marker(edits.add_marker(play(), "end", 900), "door", 100)
    assert [m.name for m in project.markers] == ["door", "end"]
    project = edits.replace_line(project, "L-1", take="abc", seed=4)
    again = edits.line(edits.reseed(project, ["L-1"]), "L-1")
    assert (again.seed, again.take) == (5, None)
    with pytest.raises(LinereadError):
        edits.pin(project, "L-1", -1)


@pytest.mark.parametrize(
    "edit",
    [
        lambda p: edits.replace_line(p, "L-x", text=""),
        lambda p: edits.replace_lines(p, ["L-0", "L-x"], text=""),
        lambda p: edits.set_delivery(p, ["L-x"], speed=1.0),
        lambda p: edits.remove_lines(p, ["L-x"]),
        lambda p: edits.move_lines(p, ["L-0"], before="L-x"),
        lambda p: edits.move_lines(p, ["L-0"], scene="S-x"),
        lambda p: edits.split_line(p, "L-x", "a", "b"),
        lambda p: edits.new_line(p, "C-x", "words"),
        lambda p: edits.set_voice(p, "C-1", "V-x"),
        lambda p: edits.rename_character(p, "C-x", "name"),
        lambda p: edits.remove_character(p, "C-2", lines_to="C-x"),
        lambda p: edits.replace_voice(p, "V-x", preset="leo"),
        lambda p: edits.replace_scene(p, "S-x", title="t"),
        lambda p: edits.replace_marker(p, "M-x", name="t"),
        lambda p: edits.pronounce(p, "word", "say", scope="X"),
        lambda p: edits.replace_line(p, "L-0", colour="red"),
        lambda p: edits.set_delivery(p, ["L-0"], mood="odd"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_next_step(edit: Callable[[Project], Project]) -> None:
    with pytest.raises(LinereadError) as caught:
        edit(play())
    assert caught.value.hint


def test_undo_goes_back_step_by_step_and_typing_is_one_step() -> None:
    start = play()
    history = History(start)
    for text in ("H", "He", "Hey"):
        history.push("Change text", edits.replace_line(history.project, "L-0", text=text), key="text L-0")
    history.seal()
    history.push("Change text", edits.replace_line(history.project, "L-0", text="Hey you"), key="text L-0")
    history.push("Delete line", edits.remove_lines(history.project, ["L-5"]))
    assert [label for label, _ in history.labels()] == ["Change text", "Change text", "Delete line"]
    assert history.undo_label == "Delete line"
    history.undo()
    assert edits.line(history.undo(), "L-0").text == "Hey"
    assert history.undo() is start
    assert history.undo() is start
    assert not history.changed
    assert edits.line(history.redo(), "L-0").text == "Hey"
    history.push("Move", edits.move_lines(history.project, ["L-0"], before="L-3"))
    assert history.redo_label == ""
    assert history.changed
    history.saved()
    assert not history.changed


def test_history_forgets_the_oldest_beyond_its_limit() -> None:
    history = History(play(), limit=3)
    for n in range(9):
        history.push(f"Edit {n}", edits.replace_line(history.project, "L-0", text=str(n)))
    assert [label for label, _ in history.labels()] == ["Edit 6", "Edit 7", "Edit 8"]
    for _ in range(9):
        history.undo()
    assert edits.line(history.project, "L-0").text == "5"
