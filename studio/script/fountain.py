"""Fountain screenplays (https://fountain.io/syntax) read into a project.

Dialogue becomes lines, parentheticals their delivery, scene headings scenes. Action is what a reader sees
and nobody says: it is kept as remarks, or spoken by the narrator when that is wanted. Notes, boneyard,
sections, synopses and transitions are remarks too, so that nothing of the screenplay is lost.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from studio.document.ids import fresh
from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.document.problems import Problem
from studio.script.directions import read_delivery
from studio.script.rows import NARRATOR
from studio.script.tags import Node, Plain, Say, Unknown, parse_text, print_text

_TITLE = re.compile(r"([^\W\d_][^:\n]{0,40}):(?:[ \t]+(.*)|[ \t]*$)")
_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E)[. ].*", re.IGNORECASE)
_SCENE_NUMBER = re.compile(r"\s*#([\w.\-]+)#\s*$")
_NAME = re.compile(r"(?P<name>[^()]*?[^()\s])\s*(?P<more>(?:\([^()]*\)\s*)*)")
_EMPHASIS = re.compile(r"(?<![\\*])(?<![^\W_])(\*{1,3}|_)(?=\S)((?:[^*_\n\\]|\\.)*?[^\s*_\\])\1(?!\*)(?![^\W_])")
_ESCAPE = re.compile(r"\\([*_~@!.>#=^])")
_CONTINUED = re.compile(r"\(?\s*cont(?:['’]?d|inued|inuing)?\.?\s*\)?", re.IGNORECASE)
_SPOKEN = {
    **dict.fromkeys(("beat", "a beat", "pause", "a pause", "short pause"), "[pause_700ms]"),
    **dict.fromkeys(("long beat", "long pause", "a long pause", "silence"), "[pause_1500ms]"),
    **dict.fromkeys(("laughs", "laughing", "laugh", "chuckles", "chuckling", "giggles"), "[laugh]"),
    **dict.fromkeys(("sighs", "sighing", "sigh"), "[sigh]"),
    **dict.fromkeys(("coughs", "coughing", "clears throat", "clearing throat"), "[cough]"),
    **dict.fromkeys(("gasps", "gasping", "gasp"), "[gasp]"),
}
_SPEAKING_RATE = 15  # characters a second, to guess how far two lines of a dual dialogue overlap


def parse_fountain(
    text: str, name: str = "", base: Project | None = None, action: str = "remarks"
) -> tuple[Project, tuple[Problem, ...]]:
    """The project that a Fountain screenplay describes, and what is odd about it.

    ``action`` is ``"remarks"`` or ``"narrator"``. ``base`` lends its cast, voices and settings.
    """
    return _Screenplay(text, base, action == "narrator").read(name, base)


class _Screenplay:
    def __init__(self, text: str, base: Project | None, narrate: bool) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self._remarks: dict[int, list[str]] = {}  # by row: boneyard and notes that were taken out of it
        self._touched: set[int] = set()
        text = self._taken_out("/*", "*/", text)
        text = self._taken_out("[[", "]]", text)
        self._rows = text.split("\n")
        self._narrate = narrate
        self._taken = {item.id for kind in (base.characters, base.scenes) for item in kind} if base else set()
        self._taken |= {line.id for line in base.lines()} if base else set()
        self._characters = list(base.characters) if base else []
        self._names = {c.name.casefold(): c.id for c in reversed(self._characters)}
        self._scenes: list[Scene] = []
        self._title: str | None = None
        self._lines: list[Line] = []
        self._notes: list[str] = []
        self._problems: list[Problem] = []

    def _taken_out(self, opens: str, closes: str, text: str) -> str:
        """The text without what stands between two marks; its rows keep their numbers. A note ends at an empty row."""
        out: list[str] = []
        at = row = 0
        end = -1
        while (start := text.find(opens, at)) >= 0:
            if end < start + 2:
                end = text.find(closes, start + 2)
            if end < 0 and opens == "[[":
                break
            inside = text[start + 2 :] if end < 0 else text[start + 2 : end]
            row += text.count("\n", at, start)
            out.append(text[at:start])
            if opens == "[[" and (gap := inside.find("\n\n")) >= 0:
                at = start + 2 + gap
                out.append(text[start:at])
                row += inside.count("\n", 0, gap)
                continue
            breaks = inside.count("\n")
            self._touched.update(range(row, row + breaks + 1))
            if inside.strip():
                self._remarks.setdefault(row, []).extend(part.strip() for part in inside.strip().split("\n"))
            out.append("\n" * breaks)
            row += breaks
            at = len(text) if end < 0 else end + 2
        return "".join(out) + text[at:]

    def read(self, name: str, base: Project | None) -> tuple[Project, tuple[Problem, ...]]:
        at, title, credits = self._title_page()
        while at < len(self._rows):
            at = self._block(at)
        for row in sorted(self._remarks):
            self._notes += self._remarks[row]
        self._close_scene()
        made = base or Project(id=fresh("P"), name="")
        values: dict[str, Any] = {}
        if title or name:
            values["name"] = title or name
        if credits:
            values["note"] = "\n".join(credits)
        project = dataclasses.replace(made, **values, characters=tuple(self._characters), scenes=tuple(self._scenes))
        return project, tuple(self._problems)

    # --- structure -----------------------------------------------------------------------------

    def _title_page(self) -> tuple[int, str, list[str]]:
        """The first row after the title page, the title, and everything else it says."""
        at, title = 0, ""
        credits: list[str] = []
        while at < len(self._rows) and not self._rows[at].strip():
            at += 1
        found = _TITLE.fullmatch(self._rows[at]) if at < len(self._rows) else None
        if not found or self._rows[at].strip().isupper():
            return 0, "", []
        key = ""
        while at < len(self._rows) and self._rows[at].strip():
            row = self._rows[at]
            found = _TITLE.fullmatch(row) if not row[:1].isspace() else None
            if found:
                key, value = found[1].strip(), (found[2] or "").strip()
            else:
                value = row.strip()
            value = self._plain(value)
            if key.lower() == "title":
                title = " ".join(part for part in (title, value) if part)
            elif value or not self._rows[at + 1 : at + 2] or not self._rows[at + 1][:1].isspace():
                credits.append(f"{key}: {value}".rstrip())
            at += 1
        for number in sorted(number for number in self._remarks if number < at):
            credits += self._remarks.pop(number)
        return at, title, credits

    def _block(self, at: int) -> int:
        """Read the element at a row; the row after it."""
        self._notes += self._remarks.pop(at, [])
        row = self._rows[at]
        bare = row.strip()
        if not bare:
            return at + 1
        alone = self._blank(at - 1)
        if bare.startswith(".") and bare[1:2].isalnum():
            self._start_scene(bare[1:])
        elif alone and _HEADING.fullmatch(bare):
            self._start_scene(bare)
        elif re.fullmatch(r"={3,}", bare):
            pass  # a page break says nothing
        elif bare.startswith("#") or (bare.startswith("=") and not bare.startswith("==")):
            self._notes.append(bare)
        elif bare.startswith(">"):
            self._notes.append(bare.strip("> <").strip())
        elif alone and bare.isupper() and bare.endswith("TO:") and self._blank(at + 1):
            self._notes.append(bare)
        elif bare.startswith("!"):
            return self._action(at, bare[1:])
        elif self._is_character(at, bare, alone):
            return self._dialogue(at, bare)
        else:
            return self._action(at, bare)
        return at + 1

    def _blank(self, at: int) -> bool:
        return not 0 <= at < len(self._rows) or not self._rows[at].strip()

    def _is_character(self, at: int, bare: str, alone: bool) -> bool:
        if bare.startswith("@"):
            return len(bare) > 1
        name = re.sub(r"\([^()]*\)", "", bare).rstrip("^ ").strip()
        return (
            alone and not self._blank(at + 1) and any(c.isalpha() for c in name) and name == name.upper()
            and name != name.lower() and len(name) <= 60 and not name.endswith((".", "!", "?"))
        )  # fmt: skip

    def _action(self, at: int, first: str) -> int:
        """A paragraph of action, until a blank row."""
        words = [first]
        number = at + 1
        at += 1
        while (
            at < len(self._rows) and self._rows[at].strip() and not self._rows[at].lstrip().startswith(("@", ">", "."))
        ):
            self._notes += self._remarks.pop(at, [])
            words.append(self._rows[at].strip().removeprefix("!"))
            at += 1
        text = " ".join(words)
        if self._narrate:
            self._add(NARRATOR, self._marked(text), Delivery(), number)
        else:
            self._notes.append(self._plain(text))
        return at

    # --- speech --------------------------------------------------------------------------------

    def _dialogue(self, at: int, head: str) -> int:
        """A character's name and what follows it, until a blank row."""
        number = at + 1
        dual = head.endswith("^")
        found = _NAME.fullmatch(head.rstrip("^ ").removeprefix("@").strip())
        name = found["name"] if found else head.strip("@^ ()")
        extensions = [e.strip() for e in re.findall(r"\(([^()]*)\)", found["more"])] if found else []
        fields = {"extension": ", ".join(e for e in extensions if not _CONTINUED.fullmatch(e))}
        fields = {key: value for key, value in fields.items() if value}
        if dual:
            fields["dual"] = "right"
        words: list[str] = []
        directions: list[str] = []  # the parentheticals since the last words
        delivery = Delivery()
        begun = number
        first = len(self._lines)
        at += 1
        while at < len(self._rows):
            self._notes += self._remarks.pop(at, [])
            row = self._rows[at]
            bare = row.strip()
            if not bare:
                if row == "" and at not in self._touched:
                    break
                at += 1
                continue
            if re.fullmatch(r"\([^()]*\)", bare):
                inside = bare[1:-1].strip()
                sound = _SPOKEN.get(inside.casefold())
                if sound:
                    words.append(sound)
                else:
                    if words:
                        self._add(name, " ".join(words), delivery, begun, fields)
                        words, directions = [], []
                    directions.append(inside)
                    delivery, wrong = read_delivery(", ".join(directions))
                    for message in wrong:
                        self._problems.append(Problem(message=message, line=at + 1, column=1, code="out-of-range"))
                    begun = at + 1
            else:
                words.append(self._marked(bare.removeprefix("~").strip()))
            at += 1
        if words or len(self._lines) == first:
            if not words:
                self._problems.append(Problem(
                    message=f"{name} says nothing.", line=number, column=1, code="empty-line",
                    hint="A row in capitals before a paragraph is a speaker; begin it with ! if it is action.",
                ))  # fmt: skip
            self._add(name, " ".join(words), delivery, begun, fields)
        else:
            self._notes += [f"({direction})" for direction in directions]
        if dual and first and first < len(self._lines):
            before = len(self._lines[first - 1].text) * 1000 // _SPEAKING_RATE
            self._lines[first] = dataclasses.replace(self._lines[first], pause_before=-before)
        return at

    def _add(self, name: str, text: str, delivery: Delivery, number: int, fields: dict[str, str] | None = None) -> None:
        character = self._names.get(name.casefold())
        if character is None:
            character = fresh("C", self._taken)
            self._taken.add(character)
            self._characters.append(Character(id=character, name=name))
            self._names[name.casefold()] = character
        identity = fresh("L", self._taken)
        self._taken.add(identity)
        note, self._notes = "\n".join(self._notes), []
        self._lines.append(Line(
            id=identity, character=character, text=text, delivery=delivery, note=note, fields=fields or {},
        ))  # fmt: skip

    def _marked(self, text: str) -> str:
        """Dialogue with Fountain's emphasis as tags. Brackets that are no control tag are literal."""
        nodes: list[Node] = []
        for node in parse_text(text):
            if isinstance(node, Unknown):
                node = Plain(node.text)
            if nodes and isinstance(node, Plain) and isinstance(nodes[-1], Plain):
                nodes[-1] = Plain(nodes[-1].text + node.text)
            else:
                nodes.append(node)
        parts = []
        for node in nodes:
            printed = print_text((node,))
            if isinstance(node, Plain):
                printed = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"[emphasis]\2[/emphasis]", printed))
            elif isinstance(node, Say):
                printed = _ESCAPE.sub(r"\1", printed)
            parts.append(printed)
        return "".join(parts)

    @staticmethod
    def _plain(text: str) -> str:
        for _ in range(4):  # bold in underlined in ...
            text = _EMPHASIS.sub(r"\2", text)
        return _ESCAPE.sub(r"\1", text).strip()

    # --- scenes --------------------------------------------------------------------------------

    def _start_scene(self, title: str) -> None:
        if self._lines or self._title is not None:
            self._close_scene()  # else what stands before the first heading belongs to it
        numbered = _SCENE_NUMBER.search(title)
        if numbered:
            title = f"{title[: numbered.start()].strip()} #{numbered[1]}#"
        self._title = title.strip()

    def _close_scene(self) -> None:
        if self._title is None and not self._lines and not self._notes:
            return
        identity = fresh("S", self._taken)
        self._taken.add(identity)
        note, self._notes = "\n".join(self._notes), []
        self._scenes.append(Scene(id=identity, title=self._title or "", lines=tuple(self._lines), note=note))
        self._lines, self._title = [], None
