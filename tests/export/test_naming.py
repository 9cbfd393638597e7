"""File names that every system accepts and that never meet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.naming import LONGEST, check_template, fill_template, folded, safe_name, slug, without_collisions
from studio.errors import LinereadError

VALUES = {
    "id": "L-3f8k2m9q", "number": 7, "scene": "opening", "scene_number": 1, "character": "ALICE",
    "slug": "hello-there", "emotion": "happy", "voice": "Ada", "lang": "en", "state": "current", "project": "p",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Alice", "Alice"), ("CON", "_CON"), ("con.txt", "_con.txt"), ("aux ", "_aux"), ("a/b\\c", "a_b_c"),
        ("what?", "what_"), ("end. ", "end"), ("...", "unnamed"), ("", "unnamed"), ("a\tb\nc", "a_b_c"),
        ("e\u0301cole", "école"), ("COM1", "_COM1"), ("\u202eevil", "evil"), ("Ж愛", "Ж愛"), ("LPT¹", "_LPT¹"),
    ],
)  # fmt: skip
def test_a_name_becomes_safe_and_stays_readable(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=300), st.booleans())
def test_any_text_becomes_a_name_that_every_system_takes(text: str, ascii_only: bool) -> None:
    name = safe_name(text, ascii_only=ascii_only)
    assert name
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('<>:"/\\|?*\x00')
    assert name == name.strip(" .")
    assert len(name) <= LONGEST + 1
    assert len(name.encode()) <= 241
    assert safe_name(name, ascii_only=ascii_only) == name
    if ascii_only:
        assert name.isascii()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Hello there, my friend!", "hello-there-my-friend"), ("Don't!", "dont"), ("…", "line"),
        ("Straße nach Łódź", "straße-nach-łódź"), ("你好，世界", "你好-世界"),
        ("a very long line that goes on and on and on", "a-very-long-line-that-goes-on"),
    ],
)  # fmt: skip
def test_a_slug_is_the_first_words_of_a_line(text: str, made: str) -> None:
    assert slug(text) == made


def test_a_slug_in_ascii() -> None:
    assert slug("Straße nach Łódź", ascii_only=True) == "strasse-nach-lodz"
    assert slug("你好", ascii_only=True) == "line"


def test_a_template_is_filled() -> None:
    assert fill_template("{scene}_{number:04d}_{character}_{slug}", VALUES) == "opening_0007_ALICE_hello-there"
    assert fill_template("{lang}/{id}", VALUES) == "en/L-3f8k2m9q"
    assert fill_template("{character}/../{id}", VALUES | {"character": "a/b"}) == "a_b/L-3f8k2m9q"
    assert fill_template("{character}", VALUES | {"character": "..", "id": "x"}) == "character"


@pytest.mark.parametrize("template", ["{nobody}", "{number", "{number:zz}", "{id.__class__}", "{}", "", "/"])
def test_a_template_that_cannot_be_used_is_refused(template: str) -> None:
    with pytest.raises(LinereadError):
        check_template(template)


def test_names_that_differ_only_in_case_get_a_stable_mark() -> None:
    wanted = [("a/Hello", "L-1"), ("a/hello", "L-2"), ("a/HELLO", "L-3"), ("b/hello", "L-4")]
    assert without_collisions(wanted) == [
        ("a/Hello", None), ("a/hello_L-2", "a/hello"), ("a/HELLO_L-3", "a/HELLO"), ("b/hello", None)
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["a", "A", "é", "e\u0301", "ß", "ss", "x" * 90, "a_L-1"]), max_size=12))
def test_no_two_files_ever_meet(names: list[str]) -> None:
    wanted = [(safe_name(name), f"L-{i % 3}") for i, name in enumerate(names)]
    made = [path for path, _ in without_collisions(wanted)]
    assert len({folded(path) for path in made}) == len(made)


def test_a_long_name_leaves_room_for_what_programs_put_beside_it() -> None:
    """Ardour's peak files have the name of the sound and forty bytes more; encrypted folders end at 143 bytes."""
    for text in ("愛" * 200, "é" * 200, "x" * 300, "a\u0301" * 99):
        name = safe_name(text)
        assert len(name.encode()) <= 127
        assert len(name) <= 80
        assert name


def test_a_path_of_a_table_becomes_folders_that_stay_inside() -> None:
    values = {"id": "L-1", "file": r"C:\vo\..\act 1/../con/a:b"}
    assert fill_template("{file}_{id}", values) == "C_/vo/act 1/_con/a_b_L-1"
    assert fill_template("{file}", {"file": "../.."}) == "_"
