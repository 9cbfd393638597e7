"""A script names voices; whose they are is found: the project's own first, then the engine's in use, then any."""

from __future__ import annotations

import dataclasses

from studio.document.merge import compare, merged
from studio.document.model import Project, Voice
from studio.render.orders import Order, OrderDesk
from studio.script import parse_script
from studio.session.casting import cast


def read(text: str) -> Project:
    return parse_script(text, "script.txt")[0]


def voices_of(project: Project) -> dict[str, tuple[str, str, str]]:
    """Character -> engine, preset and name of its voice."""
    known = {v.id: v for v in project.voices}
    return {c.name: (v.engine, v.preset, v.name) for c in project.characters if (v := known[c.voice or ""])}


def test_a_name_is_looked_for_in_the_engine_asked_for_and_then_in_the_others() -> None:
    project, problems = cast(read("Cast:\n  MARA: low\n  TOM: clara\n\nMARA: Hello.\nTOM: Hello.\n"), "fake")
    assert not problems
    assert voices_of(project) == {"MARA": ("fake", "low", "low"), "TOM": ("hibari", "clara", "clara")}


def test_a_name_of_the_projects_own_voice_leaves_that_voice_as_it_is() -> None:
    project, _ = cast(read("MARA: Hello.\n"), "fake")
    made = Voice(id="V-own", name="Martin", engine="fake", asset="voices/martin", settings={"hertz": 300.0})
    own = dataclasses.replace(project, voices=(*project.voices, made))
    incoming = read("Cast:\n  MARA: Martin\n\nMARA: Hello.\n")  # an embedded voice has this name too
    difference = compare(own, incoming)
    assert not difference.changed_voices
    after, problems = cast(merged(own, incoming, difference))
    assert not problems
    assert made in after.voices
    assert after.characters[0].voice == "V-own"


def test_who_comes_later_gets_a_voice_of_the_engine_that_speaks_already() -> None:
    project, _ = cast(read("MARA: Hello.\n"), "fake")
    incoming = read("MARA: Hello.\nTOM: And hello.\n")
    after, _ = cast(merged(project, incoming, compare(project, incoming)))
    assert {engine for engine, _, _ in voices_of(after).values()} == {"fake"}


def test_a_voice_tag_may_name_a_character() -> None:
    project, _ = cast(read("Cast:\n  TOM: high\n\nMARA: He said: [voice_tom]Go home![/voice]\nTOM: Did I?\n"), "fake")
    desk = OrderDesk(project)
    line = next(project.lines())
    order = desk.order(line)
    assert isinstance(order, Order)
    assert order.request.voices["tom"].preset == "high"
    assert "TOM" in desk.voice_names(line)
