"""The tie between what is written and what is said: edits over the shown text, and the text they give.

Every rule of the normaliser looks at the shown text itself and claims ranges of it, so no rule can lose
the alignment of another: a spoken character always knows which shown characters it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Maker = Callable[[re.Match[str]], "str | list[Edit] | None"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Shown characters ``start:end`` are spoken as ``say`` (or, if given, exactly as ``phonemes``)."""

    start: int
    end: int
    say: str
    phonemes: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of reading. ``make`` returns the words for the whole match, edits for parts of it, or None."""

    name: str
    why: str
    pattern: re.Pattern[str]
    make: Maker
    needs: re.Pattern[str] | None = None  # a cheap test: without it in the text, the pattern is not tried


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said. ``start[i]:end[i]`` are the shown characters that spoken character ``i`` stands for."""

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    fixed: tuple[tuple[int, int, str], ...] = ()  # spoken ranges whose phonemes are already decided

    def shown(self, first: int, last: int) -> tuple[int, int]:
        """The shown range behind spoken characters ``first:last`` (at least one character)."""
        return self.start[first], max(self.end[first:last])


def rule(name: str, why: str, pattern: str, make: Maker, needs: str | None = None) -> Rule:
    """A row of a table; ``needs`` is an expression without which the pattern is not tried."""
    return Rule(name, why, re.compile(pattern), make, re.compile(needs) if needs else None)


def any_of(words: Iterable[str]) -> str:
    """The expression for any of these words, the longer ones first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def group(match: re.Match[str], name: str, say: str) -> Edit:
    """The words for one named group of a match."""
    return Edit(match.start(name), match.end(name), say)


def closes_sentence(text: str, end: int) -> bool:
    """Whether an abbreviation's last dot, at ``end - 1``, is also the sentence's full stop."""
    rest = text[end : end + 8].lstrip("\"'”’)")
    return not rest or bool(re.match(r"\s+[\"'“(]?[A-Z]", rest))


class Claims:
    """Edits that do not overlap, gathered in order of precedence."""

    def __init__(self, length: int, edits: Iterable[Edit] = ()) -> None:
        self._taken = bytearray(length)
        self.edits: list[Edit] = []
        for edit in edits:
            self.add(edit)

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def add(self, edit: Edit) -> None:
        """Claim a range. The caller has seen that it is free."""
        self._taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
        self.edits.append(edit)

    def apply(self, rules: Sequence[Rule], text: str) -> None:
        """Let each rule claim what it recognises among the characters that are still free."""
        for rule in rules:
            if rule.needs is not None and rule.needs.search(text) is None:
                continue
            for match in rule.pattern.finditer(text):
                if not self.free(match.start(), match.end()):
                    continue
                made = rule.make(match)
                if made is None:
                    continue
                if isinstance(made, str):
                    made = [Edit(match.start(), match.end(), made)]
                for edit in made:
                    if self.free(edit.start, edit.end):
                        self.add(edit)


def speak(text: str, edits: Iterable[Edit]) -> Spoken:
    """Carry out edits. Words that an edit brings are kept apart from the letters and digits beside it."""
    out: list[str] = []
    start: list[int] = []
    end: list[int] = []
    fixed: list[tuple[int, int, str]] = []

    def put(words: str, a: int, b: int) -> None:
        out.append(words)
        start.extend([a] * len(words))
        end.extend([b] * len(words))

    def keep(a: int, b: int) -> None:
        out.append(text[a:b])
        start.extend(range(a, b))
        end.extend(range(a + 1, b + 1))

    at = 0
    after_edit = False  # the last thing written came from an edit
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start > at:
            if after_edit and text[at].isalnum() and out and out[-1][-1:].isalnum():
                put(" ", at, at)
            keep(at, edit.start)
            after_edit = False
        say = edit.say
        if say and out and say[0].isalnum() and out[-1][-1:].isalnum():
            put(" ", edit.start, edit.start)
        if say:
            if edit.phonemes is not None:
                fixed.append((len(start), len(start) + len(say), edit.phonemes))
            put(say, edit.start, edit.end)
            after_edit = True
        at = max(at, edit.end)
    if at < len(text):
        if after_edit and text[at].isalnum() and out and out[-1][-1:].isalnum():
            put(" ", at, at)
        keep(at, len(text))
    return Spoken("".join(out), tuple(start), tuple(end), tuple(fixed))
