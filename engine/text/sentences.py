"""Where sentences end, and where one that is too long may be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.text.tokens import Unit

LONGEST = 400  # phonemes the model sees at once
_SHORTEST_CUT = 120  # phonemes; a clause shorter than this is not worth a cut of its own
_END = re.compile(r"(?:[.!?…]+[\"”'’)\]]*\s+|\s*\n\s*)(?=\S)")
_INITIAL = re.compile(r"(?:^|[\s(\"“'])(?:[A-Z]\.)*[A-Z]$")
_CLAUSE_ENDS = frozenset(",;:—….!?")


def spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as character ranges; together they cover everything but spaces between."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and not _ends(text, match):
            continue
        end = match.start() + len(match.group().rstrip())
        if text[start:end].strip():
            found.append((start, end))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


def _ends(text: str, match: re.Match[str]) -> bool:
    """Not before a lower-case word, and not after an initial: "J. K. Rowling"."""
    following = text[match.end() :].lstrip("\"'“‘(")[:1]
    if following.islower():
        return False
    if match.group()[0] != "." or match.group().startswith(".."):
        return True
    return _INITIAL.search(text, max(0, match.start() - 12), match.start()) is None


def short_enough(units: Sequence[Unit], longest: int = LONGEST) -> list[list[Unit]]:
    """Cut a sentence's units into pieces of at most ``longest`` phonemes: at clauses, else words, else anywhere."""
    if sum(len(u.phonemes) + u.space for u in units) <= longest:
        return [list(units)]
    queue: list[Unit] = []
    for unit in units:
        queue.extend(_divided(unit, longest))
    pieces: list[list[Unit]] = []
    while queue:
        length, clause, word, count = 0, 0, 0, 0
        for i, unit in enumerate(queue):
            length += len(unit.phonemes) + unit.space
            if length > longest:
                break
            count = i + 1
            if unit.space or (unit.phonemes and unit.phonemes[-1] in _CLAUSE_ENDS):
                word = count
                if length >= _SHORTEST_CUT and unit.phonemes and unit.phonemes[-1] in _CLAUSE_ENDS:
                    clause = count
        cut = count if count == len(queue) else clause or word or count
        pieces.append(queue[:cut])
        queue = queue[cut:]
    return pieces


def _divided(unit: Unit, longest: int) -> list[Unit]:
    size = longest - 1  # room for the space that may follow
    if len(unit.phonemes) <= size:
        return [unit]
    count = -(-len(unit.phonemes) // size)
    width = unit.last - unit.first
    return [
        Unit(
            unit.phonemes[i * size : (i + 1) * size],
            unit.first + width * i // count,
            max(unit.first + width * i // count + 1, unit.first + width * (i + 1) // count),
            unit.space and i == count - 1,
        )
        for i in range(count)
    ]
