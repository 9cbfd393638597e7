"""A project printed as a script and read again is the same project; and whatever is typed, no word is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document.model import Project
from studio.script import normalised, parse_script, parse_text, print_script, print_text
from tests.script.strategies import projects, texts


@settings(max_examples=120, deadline=None)
@given(projects())
def test_a_project_survives_being_printed_and_read(project: Project) -> None:
    script = print_script(project)
    again, _ = parse_script(script)
    assert again == project
    assert print_script(again) == script


@settings(max_examples=120, deadline=None)
@given(st.one_of(texts, st.text(alphabet="[]{}|\\#/_ aspeed12:\n", max_size=40)))
def test_tags_are_read_and_printed_without_loss(text: str) -> None:
    marked = parse_text(text)
    assert "".join(text[node.start : node.end] for node in marked) == text
    assert parse_text(print_text(marked)) == marked
    assert normalised(normalised(text)) == normalised(text)
