"""The voices that a line's tags name: which of them do not exist, and how one is called something else."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import replace

from studio.document.problems import Problem
from studio.script.tags import Open, parse_text, print_text


def names_voices(text: str) -> bool:
    """Whether a line may have voice tags at all; cheap, for rows that are drawn."""
    return "[" in text and "voice" in text.casefold()


def voice_tags(text: str) -> Iterator[Open]:
    """The voice tags of a line, in order."""
    if names_voices(text):
        for node in parse_text(text):
            if isinstance(node, Open) and node.kind == "voice":
                yield node


def unknown_voices(text: str, known: Collection[str]) -> tuple[tuple[Open, Problem], ...]:
    """The tags that name a voice which is not among ``known``, with what is wrong and the nearest names."""
    there = {name.casefold(): name for name in known}
    found = []
    for tag in voice_tags(text):
        name = (tag.name or "").casefold()
        if name not in there:
            near = [there[n] for n in difflib.get_close_matches(name, there, n=3, cutoff=0.5)]
            hint = f"Near it: {', '.join(near)}." if near else "The line's own voice speaks."
            message = f"There is no voice called “{tag.name}” for this line."
            found.append((tag, Problem(message=message, hint=hint, column=tag.start + 1, code="unknown-voice")))
    return tuple(found)


def rename_voice_tags(text: str, old: str, new: str) -> str:
    """``text`` with the tags of the voice ``old`` naming ``new``; everything else as it stands."""
    made = text
    for tag in reversed(list(voice_tags(text))):
        if (tag.name or "").casefold() == old.casefold():
            made = made[: tag.start] + print_text((replace(tag, name=new),)) + made[tag.end :]
    return made
