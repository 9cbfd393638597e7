"""What is printed is so: every link of the documents leads somewhere, and every command they print can be given."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from studio.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "THIRD-PARTY.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^|`)(?:[\w./-]*/)?lineread ([^`\n]+)", re.MULTILINE)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            waiting += [(page.parent / link).resolve() for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert {named(p) for p in (ROOT / "docs").rglob("*.md")} - {named(p) for p in seen if p.is_file()} == set()


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(link).name for page in PAGES for link in _LINK.findall(page.read_text(encoding="utf-8"))}
    assert {picture.name for picture in (ROOT / "docs" / "images").iterdir()} - shown == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_is_printed_can_be_given(page: Path) -> None:
    for text in _COMMAND.findall(page.read_text(encoding="utf-8")):
        words = [w for w in shlex.split(text.replace("\\|", "|"), comments=True, posix=True) if w != "..."]
        command: Any = typer.main.get_command(app)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        if getattr(command, "commands", None) and not words:
            continue
        assert command.name != "lineread" or words[0] == "--version", f"lineread {text}"
        options = {opt for parameter in command.params for opt in parameter.opts}
        for word in words:
            if word.startswith("-") and not word[1:2].isdigit():
                assert word in options or word in ("-h", "--help"), f"lineread {text}: {word}"
