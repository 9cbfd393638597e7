"""The head of a script: title, cast, voices, pronunciations, gaps, markers. Ends with the first heading or line."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from studio.document.ids import fresh
from studio.document.model import Character, Gaps, Marker, Project, Pronunciation, Voice
from studio.document.problems import Problem
from studio.script import attributes, cast
from studio.script.attributes import Attributes

# What a writer may call each part; the first is what is printed.
KEYS = {
    "title": ("title", "name", "标题"), "language": ("language", "lang", "语言"), "rate": ("rate", "sample rate"),
    "seed": ("seed",), "gaps": ("gaps", "pauses"), "note": ("note", "notes"),
    "voices": ("voices",), "cast": ("cast", "characters", "角色", "人物"),
    "say": ("say", "pronunciation", "pronunciations", "pronounce", "发音"), "markers": ("markers",),
}  # fmt: skip
_WORDS = {word: key for key, words in KEYS.items() for word in words}
_CREDITS = frozenset((
    "author", "authors", "credit", "source", "date", "draft date", "contact", "copyright", "version", "by",
))  # fmt: skip
_KEY = re.compile(r"\s*([^\W\d_][\w ]{0,20}?)\s*[:：](?:\s+(.*)|$)")


def key(row: str) -> tuple[str, str] | None:
    """The header part a row begins, and the rest of the row; credits come back under their own name."""
    found = _KEY.fullmatch(row)
    if not found:
        return None
    word = found[1].lower()
    if word in _WORDS:
        return _WORDS[word], found[2] or ""
    return (found[1], found[2] or "") if word in _CREDITS and found[2] else None


class Header:
    """What the header has said so far. ``take`` is given its rows one by one, ``finish`` once at the end."""

    def __init__(self, base: Project | None, taken: set[str]) -> None:
        self._taken = taken
        self.voices: list[Voice] = list(base.voices) if base else []
        self.characters: list[Character] = list(base.characters) if base else []
        self._lexicon: list[Pronunciation] = list(base.lexicon) if base else []
        self._markers: list[Marker] = list(base.markers) if base else []
        self._marker_rows: list[tuple[str, Attributes, int]] = []
        self._notes: list[str] = []
        self._section = ""
        self._declared: dict[str, set[str]] = {"voice": set(), "character": set(), "say": set()}
        self._pending_voices: list[tuple[str, cast.CastEntry, int]] = []
        self._entry = ""  # the character that deeper rows belong to
        self._entry_indent = 0
        self.values: dict[str, Any] = {}
        self._renewed: set[tuple[str, str]] = set()  # notes and pronunciations that this file has begun
        self.problems: list[Problem] = []
        self.has_cast = False
        self.seen = False  # whether there was any header row at all

    # --- rows ----------------------------------------------------------------------------------

    def take(self, row: str, number: int) -> bool:
        """Read one row; False when it is no part of a header."""
        indent = len(row) - len(row.lstrip())
        if self._section and indent and self._inside(row, indent, number):
            return True
        rest, given = attributes.split(row)
        found = key(rest)
        if not found or indent:
            return False
        name, value = found
        if name in ("voices", "cast", "say", "markers"):
            if value:
                return False
            self._section, self._entry = name, ""
            self.has_cast |= name == "cast"
        else:
            self._section = ""
            if not self._attribute(name, value.strip(), given or Attributes(), number):
                return False
        self.seen = True
        return True

    def blank(self) -> None:
        self._entry = ""

    def note(self, text: str) -> None:
        self._notes.append(text)

    def _attribute(self, name: str, value: str, given: Attributes, number: int) -> bool:
        match name:
            case "title":
                exact = given.text("name")
                if "name" in self.values:
                    return self._twice("Title", value, number)
                self.values["name"] = value if exact is None else exact
                if given.text("id") is not None:
                    self.values["id"] = given.text("id")
                for text in ("language", "note"):
                    if given.text(text) is not None:
                        self.values[text] = given.text(text)
            case "language":
                if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", value):
                    self._problem(f"A language is written as its code, not {value!r}.", number, "Write: Language: en")
                    self._notes.append(f"Language: {value}")
                elif "language" in self.values:
                    return self._twice("Language", value, number)
                else:
                    self.values["language"] = value
            case "rate" | "seed":
                if name in self.values:
                    return self._twice(name.capitalize(), value, number)
                if re.fullmatch(r"-?\d{1,18}", value) and (name == "seed" or 8000 <= int(value) <= 384_000):
                    self.values[name] = int(value)
                else:
                    self._problem(f"{name} takes a whole number, not {value!r}.", number, "For example: Rate: 48000")
                    self._notes.append(f"{name.capitalize()}: {value}")
            case "gaps":
                self.values["gaps"], odd = cast.read_gaps(value, self.values.get("gaps") or Gaps())
                for item in odd:
                    self._problem(
                        f"There is no gap {item!r}.", number, f"Gaps are {', '.join(cast.GAPS)}, in milliseconds."
                    )
                    self._notes.append(f"Gaps: {item}")
            case "note":
                self._notes.append(value)
            case _:
                self._notes.append(f"{name}: {value}")
        return True

    def _twice(self, label: str, value: str, number: int) -> bool:
        self._problem(f"{label} stands here a second time and was kept as a note.", number, "Remove one of them.")
        self._notes.append(f"{label}: {value}")
        return True

    def _inside(self, row: str, indent: int, number: int) -> bool:
        """A row of the section that is open."""
        bare = row.strip()
        if self._section == "cast" and self._entry and indent > self._entry_indent:
            return self._under_character(row, bare, number)
        if bare.startswith("//"):
            self._notes.append(bare[2:].strip())
            return True
        rest, given = attributes.split(row)
        given = given or Attributes()
        match self._section:
            case "say":
                return self._pronunciation(row, number)
            case "markers":
                self._marker_rows.append((rest, given, number))
                return True
        found = cast.entry(rest)
        if not found:
            self._problem(f"This is no entry of the {self._section}: {bare[:60]!r}.", number, "Write: NAME: voice")
            self._notes.append(bare)
            return True
        name, text = found
        if self._section == "voices":
            self._voice(name, text, given, number)
        else:
            self._entry_indent = indent
            self._character(name, text, given, number)
        return True

    # --- entries -------------------------------------------------------------------------------

    def _voice(self, name: str, text: str, given: Attributes, number: int) -> None:
        old = self._old("voice", self.voices, name, given)
        voice, odd = cast.read_voice(name, text, old or self._fresh("V", given), given)
        for item in odd:
            self._problem(f"{item!r} is no setting of a voice.", number, "Write for example: pitch 2, breath 0.3")
            self._notes.append(f"{name}: {item}")
        self._put(self.voices, voice, old)
        self._declared["voice"].add(voice.id)

    def _character(self, name: str, text: str, given: Attributes, number: int) -> None:
        old = self._old("character", self.characters, name, given)
        identity = old or self._fresh("C", given)
        base = next((c for c in self.characters if c.id == old), Character(id=identity, name=name))
        if old is None and "id" not in given and any(c.name.casefold() == name.casefold() for c in self.characters):
            self._problem(f"{name} stands in the cast twice; lines go to the first.", number, "Remove one of them.")
        entry = cast.read_character(name, text, base, given, self.voices)
        for message in entry.problems:
            self._problem(message, number)
        self._put(self.characters, entry.character, old)
        self._declared["character"].add(identity)
        self._pending_voices.append((identity, entry, number))
        self._entry = identity

    def _under_character(self, row: str, bare: str, number: int) -> bool:
        index = next(i for i, c in enumerate(self.characters) if c.id == self._entry)
        character = self.characters[index]
        said = cast.read_pronunciation(row)
        if bare.startswith("//") or not said:
            if not bare.startswith("//"):
                self._problem(f"This is no pronunciation: {bare[:60]!r}.", number, "Write: word = respelling")
            row_text = bare[2:].removeprefix(" ") if bare.startswith("//") else bare
            if bare.startswith("//"):
                row_text = row.lstrip()[2:].removeprefix(" ")
            if ("note", self._entry) not in self._renewed:
                self._renewed.add(("note", self._entry))
                character = dataclasses.replace(character, note=row_text)
            else:
                character = dataclasses.replace(character, note=f"{character.note}\n{row_text}")
        else:
            if ("say", self._entry) not in self._renewed:
                self._renewed.add(("say", self._entry))
                character = dataclasses.replace(character, lexicon=())
            character = dataclasses.replace(character, lexicon=(*character.lexicon, said))
        self.characters[index] = character
        return True

    def _pronunciation(self, row: str, number: int) -> bool:
        said = cast.read_pronunciation(row)
        if not said:
            self._problem(f"This is no pronunciation: {row.strip()[:60]!r}.", number, "Write: word = respelling")
            self._notes.append(row.strip())
            return True
        known = next((i for i, p in enumerate(self._lexicon) if p.word == said.word), None)
        if known is not None and said.word not in self._declared["say"]:
            self._lexicon[known] = said
        else:
            self._lexicon.append(said)
        self._declared["say"].add(said.word)
        return True

    def _old(self, kind: str, have: list[Any], name: str, given: Attributes) -> str | None:
        """The id of what is declared again: by id, else by name unless this file has declared it itself."""
        identity = given.text("id")
        if identity is not None:
            return identity if any(h.id == identity for h in have) else None
        low = name.casefold()
        return next((h.id for h in have if h.name.casefold() == low and h.id not in self._declared[kind]), None)

    def _fresh(self, kind: str, given: Attributes) -> str:
        identity = given.text("id")
        if identity is None:
            identity = fresh(kind, self._taken)
        self._taken.add(identity)
        return identity

    @staticmethod
    def _put(have: list[Any], new: Any, old: str | None) -> None:
        for index, value in enumerate(have):
            if value.id == old:
                have[index] = new
                return
        have.append(new)

    def _problem(self, message: str, number: int, hint: str = "") -> None:
        self.problems.append(Problem(message=message, line=number, column=1, hint=hint, code="header"))

    # --- end -----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Bind characters to voices by name, and place the markers now that the rate is known."""
        for identity, entry, number in self._pending_voices:
            if entry.voice or entry.description:
                self._bind(identity, entry, number)
        rate = self.values.get("rate", 48_000)
        for row, given, number in self._marker_rows:
            old = given.text("id")
            marker = cast.read_marker(row, rate, "", given)
            if marker is None:
                self._problem(f"This is no marker: {row.strip()[:60]!r}.", number, "Write: 1:05.5 Name")
                self._notes.append(row.strip())
                continue
            same = next((m.id for m in self._markers if m.id == old or (old is None and m.name == marker.name)), None)
            marker = dataclasses.replace(marker, id=same or self._fresh("M", given))
            self._put(self._markers, marker, same)

    def _bind(self, identity: str, entry: cast.CastEntry, number: int) -> None:
        index = next(i for i, c in enumerate(self.characters) if c.id == identity)
        character = self.characters[index]
        own = entry.settings or entry.description
        name = character.name if own else entry.voice
        low = name.casefold()
        voice = next((v for v in self.voices if v.name.casefold() == low), None)
        if voice is None or own:
            preset = entry.voice.casefold().replace(" ", "_")
            text = ", ".join(part for part in (preset, entry.settings) if part)
            made, odd = cast.read_voice(name, text, voice.id if voice else fresh("V", self._taken), Attributes())
            engine = made.engine if "/" in entry.voice else ""
            made = dataclasses.replace(made, description=entry.description, engine=engine)
            for item in odd:
                self._problem(f"{item!r} is no setting of a voice.", number, "Write for example: pitch 2, breath 0.3")
                self._notes.append(f"{name}: {item}")
            self._taken.add(made.id)
            self._put(self.voices, made, voice.id if voice else None)
            voice = made
        self.characters[index] = dataclasses.replace(character, voice=voice.id)

    def project(self, name: str, base: Project | None) -> Project:
        """The project without scenes. Characters may have been added since."""
        values = dict(self.values)
        if self._notes:
            values["note"] = "\n".join(self._notes)
        made = base or Project(id=values.get("id") or fresh("P"), name=name)
        if name and "name" not in values:
            values["name"] = name
        return dataclasses.replace(
            made, **values, voices=tuple(self.voices), characters=tuple(self.characters),
            lexicon=tuple(self._lexicon), markers=tuple(self._markers), scenes=(),
        )  # fmt: skip
