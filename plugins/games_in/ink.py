"""Ink (inkle): knots and stitches are scenes, rows are lines, ``NAME:`` or a tag ``# speaker: NAME`` says who.

After github.com/inkle/ink, Documentation/WritingWithInk.md. Choices, diverts and logic are for the game: a choice's
words are spoken only as far as they are printed after it was chosen (``Hello [there].`` prints ``Hello .``).
"""

from __future__ import annotations

import re
from pathlib import Path

from plugins.api import Imported, Options, Problem, read_text
from plugins.games_in.stories import Story, literal

_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_KNOT = re.compile(r"\s*={2,}\s*(?P<function>function\s+)?(?P<name>\w+)(?:\s*\(.*?\))?\s*=*\s*")
_STITCH = re.compile(r"\s*=\s*(?P<name>\w+)(?:\s*\(.*?\))?\s*")
_LOGIC = re.compile(r"\s*(?:~|VAR\b|CONST\b|LIST\b|INCLUDE\b|EXTERNAL\b|TODO\s*:)")
_CHOICE = re.compile(r"\s*(?:[*+]\s*)+(?:\(\s*\w+\s*\)\s*)?(?P<text>.*)", re.DOTALL)
_GATHER = re.compile(r"\s*(?:-(?!>)\s*)+(?:\(\s*\w+\s*\)\s*)?(?P<text>.*)", re.DOTALL)
_TAG = re.compile(r"(?<!\\)#\s*(?P<tag>[^#]*)")
_DIVERT = re.compile(r"(?:->|<-)\s*[\w.]*(?:\s*\([^()]*\))?(?:\s*->\s*[\w.]*)*")
_INNERMOST = re.compile(r"(?<!\\)\{([^{}]*)\}")
_ID = re.compile(r"(?:id|line)\s*:\s*(?P<id>\S+)", re.IGNORECASE)
_SPEAKER_TAG = re.compile(r"(?:speaker|character|voice)\s*:\s*(?P<name>.+)", re.IGNORECASE)


class InkImporter:
    """``.ink`` source; compiled ``.json`` has no rows any more."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        text = _BLOCK_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        story = Story(path.stem)
        knot, function, depth, written = "", False, 0, 0
        for number, row in enumerate(text.split("\n"), 1):
            row = re.sub(r"(?<![:\\])//.*", "", row)
            found = _KNOT.fullmatch(row)
            stitch = None if found else _STITCH.fullmatch(row)
            if found:
                knot, function, depth = found["name"], bool(found["function"]), 0
                story.glue = None
                story.scene(knot)
                continue
            if stitch:
                story.scene(f"{knot}.{stitch['name']}" if knot else stitch["name"])
                continue
            if function or not row.strip() or _LOGIC.match(row):
                continue
            row, depth, skip = _unblocked(row, depth)
            if skip:
                continue
            written += _row(story, row, number)
        if not written:
            story.problems.append(Problem(message="There is no line in this story.", line=1, column=1, code="empty"))
        return story.imported(odd)


def _unblocked(row: str, depth: int) -> tuple[str, int, bool]:
    """A row of a block ``{ ... - condition: words }`` without what is only condition."""
    opens, closes = len(re.findall(r"(?<!\\)\{", row)), len(re.findall(r"(?<!\\)\}", row))
    if opens > closes:  # a block begins; behind its colon may stand words, but mostly a condition
        return "", depth + opens - closes, True
    if closes > opens:
        row = row[: row.rindex("}")] if depth else row
        depth = max(0, depth + opens - closes)
        row = row.replace("}", "")
    if depth or closes > opens:
        branch = re.fullmatch(r"\s*-(?!>)\s*(?:[^:\"]*?:)?(?P<text>.*)", row)
        row = branch["text"] if branch and not re.fullmatch(r"\s*-\s*[A-Z][\w ]*:\s.*", row) else row
    return row, depth, not row.strip()


def _row(story: Story, row: str, number: int) -> int:
    """One row of words; 1 where it is a line."""
    choice = _CHOICE.fullmatch(row)
    words = choice["text"] if choice else row
    if not choice:
        gather = _GATHER.fullmatch(words)
        words = gather["text"] if gather else words
    tags = [found["tag"].strip() for found in _TAG.finditer(words)]
    words = _TAG.sub("", words)
    words = _DIVERT.sub("", words)
    words, joint = _unglued(story, words)
    words = words.replace("<>", " ")
    if choice:
        offered = re.fullmatch(r"(?P<before>.*?)(?<!\\)\[(?P<only>.*?)\](?P<after>.*)", words, re.DOTALL)
        words = re.sub(r"^\s*(?:\{[^{}]*\}\s*)+", "", words)  # conditions of a choice
        if offered:
            before = re.sub(r"^\s*(?:\{[^{}]*\}\s*)+", "", offered["before"])
            if offered["only"].strip():
                story.remarks.append(f"choice: {before}{offered['only']}".strip())
            words = before + offered["after"]
    words = _alternatives(story, words, number)
    identity = next((found["id"] for tag in tags if (found := _ID.fullmatch(tag))), "")
    speaker = next((found["name"].strip() for tag in tags if (found := _SPEAKER_TAG.fullmatch(tag))), "")
    kept = [tag for tag in tags if not _ID.fullmatch(tag) and not _SPEAKER_TAG.fullmatch(tag)]
    words = " ".join(re.sub(r"\\([#{}|/\\<>~\-])", r"\1", _literal(words)).split())
    count = len(story.scenes[-1][1]) if story.scenes else 0
    if joint is not None and not choice and not identity and not speaker and story.join(joint + words):
        return 0
    story.say(words.replace("\0", "\\{"), number, identity=identity, speaker=speaker, tags=", ".join(kept))
    return (len(story.scenes[-1][1]) if story.scenes else 0) - count


def _unglued(story: Story, words: str) -> tuple[str, str | None]:
    """The words without glue (``<>``) at their ends, and what joins them to the row before; None: nothing does."""
    before, story.glue = story.glue, None
    if words.rstrip().endswith("<>"):
        words = words.rstrip()[:-2]
        story.glue = " " if words.endswith(" ") else ""
    if words.lstrip().startswith("<>"):
        words = words.lstrip()[2:]
        before = before or ""
    return words, None if before is None else before or (" " if words.startswith(" ") else "")


def _literal(words: str) -> str:
    return literal(words.replace("\\[", "[").replace("\\]", "]")).replace("\\{", "\0")


def _alternatives(story: Story, words: str, number: int) -> str:
    """``{a|b}``, ``{&a|b}``, ``{condition: a|b}`` become their first words; ``{name}`` stays, as a value."""
    values: list[str] = []

    def first(found: re.Match[str]) -> str:
        inside = found[1]
        body = inside.lstrip("&!~ ") if inside[:1] in "&!~" else inside
        conditional = re.match(r"[^|:]*:(?P<text>.*)", body, re.DOTALL)
        if conditional:
            body = conditional["text"]
        elif "|" not in body:
            values.append(inside)
            return f"\1{len(values) - 1}\2"
        parts = [part.strip() for part in body.split("|")]
        if len([part for part in parts if part]) > 1:
            message = f"Only the first of several readings was taken: {body[:50]}"
            story.problems.append(Problem(message=message, line=number, column=1, code="alternatives"))
        return next((part for part in parts if part), "")

    for _ in range(8):
        again = _INNERMOST.sub(first, words)
        if again == words:
            break
        words = again
    return re.sub("\1(\\d+)\2", lambda value: "{" + values[int(value[1])] + "}", words)
