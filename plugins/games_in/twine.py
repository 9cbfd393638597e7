"""Twine: a published or archived story (HTML) or Twee 3; passages are scenes.

After github.com/iftechfoundation/twine-specs (twee-3, twine-2-htmloutput), the manual of Harlowe 3 (macros, hooks,
links) and SugarCube 2 (``<<macros>>``). Logic is dropped, the words inside of hooks stay, links become remarks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from plugins.api import Imported, LinereadError, Options, read_text
from plugins.games_in.stories import Story, literal

_SPECIAL = {"storytitle", "storydata", "userscript", "userstylesheet", "storyinit", "storymenu", "storycaption"}
_HIDDEN = {"script", "stylesheet", "twine.private", "header", "footer", "startup", "debug-header"}
_HEADER = re.compile(r"^::[ \t]*(?P<name>(?:\\.|[^\[{\n\\])*)(?:\[(?P<tags>[^\]\n]*)\])?[^\n]*$", re.MULTILINE)
_LINK = re.compile(r"\[\[(?P<body>(?:[^\[\]]|\][^\]])*)\]\]")
_MACRO_NAME = re.compile(r"\((?P<name>[a-zA-Z][\w-]*)\s*:")
_SUGARCUBE = re.compile(r"<<.*?>>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/|/%.*?%/", re.DOTALL)
_FORMAT = re.compile(r"''|//(?=\S)|(?<=\S)//|\^\^|~~")
_SPEAKING = {"print", "text", "display"}


class TwineImporter:
    """HTML of Twine 2, or Twee 3 (``.twee``, ``.tw``)."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        story = Story(path.stem)
        passages = list(_from_html(story, text) if "<tw-passagedata" in text else _from_twee(story, text))
        if not passages:
            raise LinereadError(
                f"{path.name} holds no passages.", "Publish the story to a file in Twine, or use Twee 3."
            )
        for name, row, body in passages:
            story.scene(name)
            for number, line in enumerate(_rows(body, story), row):
                story.say(line, number)
        return story.imported(odd)


class _Passages(HTMLParser):
    """``<tw-passagedata name tags>`` of a story file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, int, list[str]]] = []
        self.title = ""
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "tw-storydata":
            self.title = values.get("name", "")
        elif tag == "tw-passagedata":
            self._open = True
            self.found.append((values.get("name", ""), values.get("tags", ""), self.getpos()[0], []))

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "tw-passagedata"

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1][3].append(data)


def _from_html(story: Story, text: str) -> Iterator[tuple[str, int, str]]:
    parser = _Passages()
    parser.feed(text)
    parser.close()
    story.name = parser.title or story.name
    for name, tags, row, body in parser.found:
        if not _HIDDEN & set(tags.casefold().split()):
            yield name, row, "".join(body)


def _from_twee(story: Story, text: str) -> Iterator[tuple[str, int, str]]:
    heads = list(_HEADER.finditer(text))
    for head, after in zip(heads, [*heads[1:], None], strict=False):
        name = re.sub(r"\\(.)", r"\1", head["name"]).strip()
        body = text[head.end() : after.start() if after else len(text)]
        if name.casefold() == "storytitle":
            story.name = body.strip() or story.name
        elif name.casefold() not in _SPECIAL and not _HIDDEN & set((head["tags"] or "").casefold().split()):
            yield name, text.count("\n", 0, head.end()) + 1, body


def _rows(body: str, story: Story) -> Iterator[str]:
    body = _COMMENT.sub("", body)
    links: list[str] = []

    def link(found: re.Match[str]) -> str:
        shown = re.sub(r"(?:->.*|\|.*)$", "", re.sub(r"^.*?<-", "", found["body"]), flags=re.DOTALL).strip()
        links.append(shown)
        return ""

    body = _LINK.sub(link, body)
    body = _SUGARCUBE.sub("", _without_macros(body))
    body = re.sub(r"</?[a-zA-Z][^<>]*>", "", body)
    for row in body.split("\n"):
        row = re.sub(r"^\s*(?:#{1,6}|[*]+|0\.)\s+", "", row)  # headings and bullets of Harlowe
        row = re.sub(r"(?<![\w*])\*{1,3}(\S(?:.*?\S)?)\*{1,3}(?![\w*])", r"\1", _FORMAT.sub("", row))
        yield literal(" ".join(html.unescape(row).replace("\\", "").split()))
    story.remarks += [f"choice: {text}" for text in links if text]


def _without_macros(text: str) -> str:
    """Harlowe's ``(macro: ...)`` out, ``[hook]`` and ``|name>[hook]`` opened; words inside of hooks stay."""
    made: list[str] = []
    at = 0
    while at < len(text):
        found = _MACRO_NAME.match(text, at)
        if not found:
            made.append(text[at])
            at += 1
            continue
        end = _closing(text, at)
        said = re.fullmatch(r"\s*[\"'](.*)[\"']\s*", text[found.end() : end - 1], re.DOTALL)
        if found["name"].casefold() in _SPEAKING and said:
            made.append(said[1])
        elif found["name"].casefold().replace("-", "") in ("else", "elseif"):
            made.append("\n")  # another line, said instead
        at = end
    words = "".join(made)
    words = re.sub(r"\|\w+[>)]\s*\[|\]\s*<\w+\|", "", words)
    return re.sub(r"(?<!\\)[\[\]]=?", "", words)


def _closing(text: str, at: int) -> int:
    """Behind the bracket that closes the one at ``at``; quotes count."""
    depth, quote = 0, ""
    for place in range(at, len(text)):
        char = text[place]
        if quote:
            quote = "" if char == quote and text[place - 1] != "\\" else quote
        elif char in "\"'" and not (place and text[place - 1].isalnum() and char == "'"):
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return place + 1
    return len(text)
