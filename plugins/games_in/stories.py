"""What Ink and Twine have in common: passages with rows of words, and a speaker before a colon.

Logic is not run. A row with alternatives is read with its first one, and a value of the game (``{name}``, ``$gold``)
is kept in brackets that are not spoken as a tag; both are reported, because a voice can only say fixed words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from plugins.api import Imported, Problem, Project
from studio.document.ids import fresh
from studio.document.model import Character, Delivery, Line, Scene

NARRATOR = "NARRATOR"
_SPEAKER = re.compile(
    r"(?P<name>[^\W\d_][\w .'’\-]{0,39}?)\s*(?:[(（](?P<how>[^()（）]*)[)）]\s*)?[:：](?:\s+|(?<=：))(?P<text>.+)",
    re.DOTALL,
)


@dataclass(slots=True)
class Story:
    """Filled row by row; ``imported`` makes the project of it."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    scenes: list[tuple[str, list[Line], list[str]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    glue: str | None = None  # the next row goes on with the line before, behind this; None: it is a line of its own
    _characters: dict[str, Character] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def scene(self, title: str) -> None:
        """A passage, a knot: what follows belongs to it."""
        if self.remarks and self.scenes:
            self.scenes[-1][2].extend(self.remarks)
            self.remarks.clear()
        self.scenes.append((title, [], []))

    def say(self, text: str, row: int, *, identity: str = "", speaker: str = "", tags: str = "") -> None:
        """A row of words; ``speaker`` where the format names one, else from the words themselves."""
        direction = ""
        found = None if speaker else _SPEAKER.fullmatch(text)
        if found and _is_name(found["name"]):
            speaker, direction, text = found["name"].strip(), (found["how"] or "").strip(), found["text"]
        text = text.strip()
        if not re.search(r"\w", text):
            return
        if "\\{" in text or re.search(r"(?<![\w\\])\$\w", text):
            message = f"A value of the game cannot be spoken: {text[:50]}"
            self.problems.append(Problem(message=message, line=row, column=1, code="variable"))
        name = speaker or NARRATOR
        character = self._characters.get(name.casefold())
        if character is None:
            character = Character(id=fresh("C", {c.id for c in self._characters.values()}), name=name)
            self._characters[name.casefold()] = character
        if not identity or identity in self._taken:
            identity = fresh("L", self._taken)
        self._taken.add(identity)
        if not self.scenes:
            self.scene("")
        line = Line(
            id=identity, character=character.id, text=text, delivery=Delivery(direction=direction),
            note="\n".join(self.remarks), fields={"tags": tags} if tags else {},
        )  # fmt: skip
        self.remarks.clear()
        self.scenes[-1][1].append(line)

    def join(self, text: str) -> bool:
        """Add words to the line before; False where the passage has none yet."""
        lines = self.scenes[-1][1] if self.scenes else []
        if not lines:
            return False
        lines[-1] = replace(lines[-1], text=" ".join(f"{lines[-1].text}{text}".split()))
        return True

    def imported(self, odd: tuple[Problem, ...]) -> Imported:
        if self.remarks and self.scenes:
            self.scenes[-1][2].extend(self.remarks)
        scenes: list[Scene] = []
        for title, lines, notes in self.scenes:
            if lines or notes:
                identity = fresh("S", {scene.id for scene in scenes})
                scenes.append(Scene(id=identity, title=title, lines=tuple(lines), note="\n".join(notes)))
        project = Project(id="", name=self.name, characters=tuple(self._characters.values()), scenes=tuple(scenes))
        return Imported(project=project, problems=(*odd, *self.problems))


def literal(text: str) -> str:
    """Brackets that are words, not control tags."""
    return re.sub(r"([\[{])", r"\\\1", text)


def _is_name(name: str) -> bool:
    words = name.split()
    return len(words) <= 4 and (name == name.upper() or all(word[0].isupper() or not word.isalpha() for word in words))
