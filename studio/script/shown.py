"""What a reader sees and what a voice says of a line's text, once its tags are taken out.

Taking a tag out leaves two spaces, or a space before a comma, where the writer meant one; that is
repaired here, in the one place, so that subtitles, word offsets and speech agree on the shown line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from studio.document.problems import Problem
from studio.script.tags import SPANS, Close, Node, Open, Plain, Say, Unknown, parse_text, print_text

_CLINGING = ",.!?;:…)，。！？；：、）"
MOST_PROBLEMS = 100  # of one line; a pasted binary would give a million


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for char in text[:400]:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


@dataclass(slots=True)
class Piece:
    """A node and what it shows. Tags show nothing."""

    node: Node
    shown: str


def pieces(text: str) -> list[Piece]:
    """Every node of ``text`` with its shown stretch; the stretches, joined, are the shown line."""
    made: list[Piece] = []
    last: Piece | None = None  # the last piece that shows something
    tag_between = False
    for node in parse_text(text):
        if not isinstance(node, Plain | Say):
            tag_between = True
            made.append(Piece(node, ""))
            continue
        shown = node.text if isinstance(node, Plain) else node.shown
        if tag_between:
            if last is None or last.shown[-1:].isspace():
                shown = shown.lstrip(" \t") if isinstance(node, Plain) else shown
            if last is not None and isinstance(last.node, Plain) and shown[:1] and shown[0] in _CLINGING:
                last.shown = last.shown.rstrip(" \t")
        piece = Piece(node, shown)
        made.append(piece)
        if shown:
            last, tag_between = piece, False
    if tag_between and last is not None and isinstance(last.node, Plain):
        last.shown = last.shown.rstrip(" \t")
    return made


def shown_text(text: str) -> str:
    """The line as a reader sees it: no tags, no remarks, the first form of every respelling."""
    if "[" not in text and "{" not in text:
        return text
    return "".join(piece.shown for piece in pieces(text))


def spoken_text(text: str) -> str:
    """The words of the line as they are said: no tags, no remarks, respellings in place."""
    if "[" not in text and "{" not in text:
        return text
    return "".join(piece.node.spoken if isinstance(piece.node, Say) else piece.shown for piece in pieces(text))


def split_text(text: str, offset: int) -> tuple[str, str]:
    """The text before and after a place, which is an offset into ``text`` as it stands.

    A tag is not cut in two. Spans that are open at the place are opened again in the second text.
    """
    opened: dict[str, list[Open]] = {kind: [] for kind in SPANS}
    at = max(0, min(offset, len(text)))
    for node in parse_text(text):
        if node.start >= at:
            break
        if isinstance(node, Plain):
            while node.start < at < node.end and text[at] in "[{" and text[at - 1] == "\\":
                at -= 1  # not between a backslash and its bracket
            continue
        at = max(at, node.end)
        if isinstance(node, Open):
            opened[node.kind].append(node)
        elif isinstance(node, Close):
            opened[node.kind].pop()
    spans = sorted((node for several in opened.values() for node in several), key=lambda node: node.start)
    return text[:at].rstrip(), print_text(tuple(spans)) + text[at:].lstrip()


def line_problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with the tags of one line's text; ``line`` and ``column`` count from 1 in that text."""
    if "[" not in text and "{" not in text:
        return ()
    found: list[Problem] = []
    for node in parse_text(text):
        if isinstance(node, Unknown):
            row = text.count("\n", 0, node.start)
            column = node.start - text.rfind("\n", 0, node.start)
            found.append(Problem(message=node.message, line=row + 1, column=column, hint=node.hint, code=node.code))
            if len(found) == MOST_PROBLEMS:
                break
    return tuple(found)
