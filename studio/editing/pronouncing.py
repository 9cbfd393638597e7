"""The pronunciations of a project, whom they touch, and what would go stale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.protocol import SpeechRequest
from studio.document import edits
from studio.document.model import Line, Project, Pronunciation
from studio.render.orders import NoOrder
from studio.render.states import LineState, State
from studio.script import shown_text, spoken_text
from studio.session.session import Session

_WORD = re.compile(r"[^\W_]+(?:['’.\-+#][^\W_]+)*[+#]*")
LONGEST = 60  # characters of a word that is asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One pronunciation and where it holds: ``scope`` is None for the project, else a character's or line's id."""

    word: str
    say: str
    phonemes: str
    scope: str | None
    place: str  # "", or the character's name, or the line's number
    kind: str  # "project", "character", "line"
    lines: int  # that say the word where it holds

    @property
    def identity(self) -> str:
        return f"{self.scope or ''}/{self.word}"

    @property
    def said(self) -> str:
        return f"/{self.phonemes}/" if self.phonemes else self.say


def entries(project: Project) -> tuple[Entry, ...]:
    """Every pronunciation: the project's, then the characters', then the lines', each by word."""
    texts = [(line, spoken_text(line.text).casefold()) for line in project.lines()]

    def made(one: Pronunciation, scope: str | None, place: str, kind: str) -> Entry:
        word = one.word.casefold()
        lines = sum(word in text for line, text in texts if scope in (None, line.id, line.character))
        return Entry(
            word=one.word, say=one.say, phonemes=one.phonemes, scope=scope, place=place, kind=kind, lines=lines
        )

    found = [made(one, None, "", "project") for one in project.lexicon]
    found += [made(one, c.id, c.name, "character") for c in project.characters for one in c.lexicon]
    for number, (line, _) in enumerate(texts, 1):
        found += [made(one, line.id, str(number), "line") for one in line.lexicon]
    rank = {"project": 0, "character": 1, "line": 2}
    return tuple(sorted(found, key=lambda e: (rank[e.kind], e.word.casefold(), e.place)))


def touched(project: Project, word: str, scope: str | None) -> list[Line]:
    """The lines that say ``word`` where a pronunciation of this scope would hold."""
    wanted = word.strip().casefold()
    if not wanted:
        return []
    lines = (line for line in project.lines() if scope in (None, line.id, line.character))
    return [line for line in lines if wanted in spoken_text(line.text).casefold()]


def going_stale(project: Project, states: Mapping[str, LineState], word: str, scope: str | None) -> tuple[int, int]:
    """How many lines say the word in this scope, and how many of those have a take that would go stale."""
    lines = touched(project, word, scope)
    current = (State.CURRENT, State.SUSPECT)
    return len(lines), sum(line.id in states and states[line.id].state in current for line in lines)


def known(project: Project, word: str, scope: str | None) -> Pronunciation | None:
    """What is said of a word in exactly this scope."""
    lexicon = project.lexicon
    if scope is not None:
        character = project.character(scope)
        lexicon = character.lexicon if character is not None else edits.line(project, scope).lexicon
    return next((p for p in lexicon if p.word.casefold() == word.strip().casefold()), None)


def in_force(project: Project, word: str, line: Line | None) -> tuple[Pronunciation | None, str | None]:
    """What is said of a word in a line, and the scope that says so: the line's own first, then wider ones."""
    scopes = (line.id, line.character, None) if line is not None else (None,)
    for scope in scopes:
        one = known(project, word, scope) if scope is None or line is not None else None
        if one is not None:
            return one, scope
    return None, None


def pronounced(
    project: Project, word: str, say: str, phonemes: str, scope: str | None, old: Entry | None = None
) -> Project:
    """Say a word like this; ``old`` is the entry it takes the place of. Raises LinereadError."""
    if old is not None and (old.word, old.scope) != (word.strip(), scope):
        project = edits.pronounce(project, old.word, scope=old.scope)
    before = known(project, word, scope)
    if before is not None and before.word != word.strip():
        project = edits.pronounce(project, before.word, scope=scope)
    return edits.pronounce(project, word.strip(), say.strip(), phonemes.strip().strip("/"), scope=scope)


def words_of(text: str) -> list[str]:
    """The words of a line's text as it is shown, each once."""
    return list(dict.fromkeys(_WORD.findall(shown_text(text))))


def hearing(session: Session, line: Line, word: str, say: str, phonemes: str, *, whole: bool) -> SpeechRequest | None:
    """What to ask the line's voice for, to hear ``word`` said like this: alone, or in the whole line.

    None when the line cannot be spoken.
    """
    project = session.project
    changed = pronounced(project, word, say, phonemes, line.id) if say.strip() or phonemes.strip() else project
    spoken = edits.line(changed, line.id)
    if not whole:
        bare = word.strip().replace("\\", "").replace("[", "").replace("{", "")
        changed = edits.replace_line(changed, line.id, text=bare)
        spoken = edits.line(changed, line.id)
    order = session.desk(changed).order(spoken)
    return None if isinstance(order, NoOrder) else order.request
