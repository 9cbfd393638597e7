"""Markdown into lines: headings are scenes, ``**NAME:** words`` is speech, everything else the narrator reads.

What is not prose (code, tables, pictures, comments) becomes a remark above the next line and is never spoken.
"""

from __future__ import annotations

import re
from pathlib import Path

from plugins.api import Imported, Options, Problem, Project, read_text
from studio.document.ids import fresh
from studio.document.model import Character, Delivery, Line, Scene

NARRATOR = "NARRATOR"
_FRONT = re.compile(r"\A---\n(?P<body>.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(?P<mark>`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?P<title>.*?)\s*#*\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>.*)", re.DOTALL)
_SPEECH = re.compile(
    r"(?:(?P<mark>\*\*|__)(?P<bold>[^*_\n]{1,60}?)(?P<inner>[:：]?)(?P=mark)"
    r"|(?P<plain>[A-ZÀ-Þ][A-ZÀ-Þ0-9 .'’\-]{0,39}))"
    r"\s*(?:[(（](?P<how>[^()（）\n]*)[)）]\s*)?(?P<colon>[:：]?)\s*(?P<text>.*)",
    re.DOTALL,
)
_COMMENT = re.compile(r"<!--(?P<text>.*?)-->", re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]+)\](?:\([^)]*\)|\[[^\]]*\])")
_STRONG = re.compile(r"(?<![\w*\\])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<text>[^*_\n]*?\S)(?P=mark)(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class MarkdownImporter:
    """The option ``emphasis`` says whether *stressed* words are spoken with emphasis."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        reader = _Reader(path.stem, bool(options["emphasis"]))
        return Imported(project=reader.read(text), problems=(*odd, *reader.problems))


class _Reader:
    def __init__(self, name: str, emphasis: bool) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._emphasis = emphasis
        self._characters: dict[str, Character] = {}
        self._scenes: list[Scene] = [Scene(id=fresh("S"))]
        self._lines: list[Line] = []
        self._remarks: list[str] = []

    def read(self, text: str) -> Project:
        front = _FRONT.match(text)
        titled = False
        if front:
            text = text[front.end() :]
            found = re.search(r"^title:\s*[\"']?(.*?)[\"']?\s*$", front["body"], re.MULTILINE)
            if found:
                self._name, titled = found[1], True
        text = _COMMENT.sub(lambda c: f"\n\n<!--{' '.join(c['text'].split())}-->\n\n", text)
        for block in _blocks(text):
            heading = _HEADING.fullmatch(block)
            if heading:
                title = _plain(heading["title"])
                if heading["level"] == "#" and not titled and not self._lines and len(self._scenes) == 1:
                    self._name, titled = title, True
                else:
                    self._scene(title)
            elif _RULE.fullmatch(block):
                self._scene("")
            elif _FENCE.match(block) or block.startswith(("    ", "\t", "|", "<!--")):
                self._remarks.append(re.sub(r"^<!--\s*|\s*-->$", "", block.strip()))
            else:
                for item in _items(block):
                    self._paragraph(item)
        self._scene("")
        scenes = tuple(scene for scene in self._scenes if scene.lines or scene.note or scene.title)
        return Project(id="", name=self._name, characters=tuple(self._characters.values()), scenes=scenes)

    def _scene(self, title: str) -> None:
        note = "\n".join(self._remarks)
        self._remarks.clear()
        last = self._scenes[-1]
        self._scenes[-1] = Scene(id=last.id, title=last.title, lines=tuple(self._lines), note=note)
        self._lines = []
        if self._scenes[-1] == Scene(id=last.id):
            self._scenes.pop()
        self._scenes.append(Scene(id=fresh("S", {scene.id for scene in self._scenes}), title=title))

    def _paragraph(self, block: str) -> None:
        words = " ".join(row.strip() for row in block.split("\n"))
        pictures = [found["alt"] for found in _IMAGE.finditer(words) if found["alt"]]
        self._remarks += pictures
        words = _IMAGE.sub("", words).strip()
        name, direction = NARRATOR, ""
        found = _speech(words)
        if found:
            name = (found["bold"] or found["plain"]).strip()
            direction, words = (found["how"] or "").strip(), found["text"]
        spoken = self._spoken(words)
        if not spoken:
            return
        character = self._characters.setdefault(
            name.casefold(), Character(id=fresh("C", {c.id for c in self._characters.values()}), name=name)
        )
        self._lines.append(
            Line(
                id=fresh("L"), character=character.id, text=spoken, delivery=Delivery(direction=direction),
                note="\n".join(self._remarks),
            )
        )  # fmt: skip
        self._remarks.clear()

    def _spoken(self, words: str) -> str:
        """Links, code and emphasis resolved; what would be a control tag by accident is not one."""
        kept: list[str] = []

        def keep(text: str) -> str:
            kept.append(text)
            return f"\0{len(kept) - 1}\1"

        words = re.sub(r"(`+)(.+?)\1", lambda code: keep(code[2]), words)
        words = _ESCAPE.sub(lambda escape: keep(escape[1]), words)
        words = _LINK.sub(lambda link: link["text"], words)
        words = re.sub(r"</?[a-zA-Z][^<>]*>", "", words)
        words = re.sub(r"([\[{])", r"\\\1", words)
        tag = "[emphasis]{}[/emphasis]" if self._emphasis else "{}"
        for _ in range(3):
            words = _STRONG.sub(lambda found: tag.format(found["text"]), words)
        words = re.sub("\0(\\d+)\1", lambda code: re.sub(r"([\[{])", r"\\\1", kept[int(code[1])]), words)
        return " ".join(words.split())


def _blocks(text: str) -> list[str]:
    """Paragraphs, headings, rules, and fenced code as one piece each."""
    made: list[list[str]] = [[]]
    fence = ""
    for row in text.split("\n"):
        found = _FENCE.match(row)
        if fence:
            made[-1].append(row)
            if found and found["mark"].startswith(fence):
                fence = ""
                made.append([])
        elif found:
            fence = found["mark"]
            made.append([row])
        elif not row.strip():
            made.append([])
        elif _HEADING.fullmatch(row) or (_RULE.fullmatch(row) and not made[-1]):
            made += [[row], []]
        elif re.fullmatch(r"\s{0,3}(?:=+|-+)\s*", row) and len(made[-1]) == 1:
            made[-1] = [("# " if "=" in row else "## ") + made[-1][0]]  # the underlined form
            made.append([])
        else:
            made[-1].append(re.sub(r"^\s{0,3}>\s?", "", row))
    return ["\n".join(rows) for rows in made if any(row.strip() for row in rows)]


def _items(block: str) -> list[str]:
    """A list's items one by one; a paragraph in which several speak, by speaker."""
    if not _ITEM.fullmatch(block):
        speeches: list[str] = []
        for row in block.split("\n"):
            if not speeches or _speech(row):
                speeches.append(row)
            else:
                speeches[-1] += "\n" + row
        return speeches
    items: list[str] = []
    for row in block.split("\n"):
        found = _ITEM.fullmatch(row)
        if found:
            items.append(found["text"])
        else:
            items[-1] += "\n" + row
    return items


def _speech(words: str) -> re.Match[str] | None:
    found = _SPEECH.fullmatch(words)
    return found if found and found["text"] and (found["inner"] or found["colon"]) else None


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", re.sub(r"[*_`]", "", _LINK.sub(lambda link: link["text"], text))).strip()
