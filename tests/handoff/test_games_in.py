"""Interactive stories: the lines that are spoken, by whom, in which passage; logic is never read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.api import Imported
from studio.document.merge import compare
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked


def read(path: Path, text: str) -> Imported:
    path.write_text(text, encoding="utf-8")
    info = host.importer_for(path)
    return info.load_importer().read(path, checked(info, {}))


def said(imported: Imported) -> list[tuple[str, str, str]]:
    names = {c.id: c.name for c in imported.project.characters}
    return [
        (scene.title, names[line.character], line.text) for scene in imported.project.scenes for line in scene.lines
    ]


INK = """\
// a story
VAR gold = 3
INCLUDE other.ink
LONDON: Where are we going? # id: L-ride
/* not
   this */
-> pier

=== pier ===
Fogg (dryly): "{&Good|Fine} morning." # calm # speaker: FOGG
It is {time: late|early} and you have {gold} coins \\[sic]. -> END
* [Wave] MARA: She waves back.
* {gold > 2} "Hello[!" you begin]," she says. -> pier
+ [Leave] -> END
- (gathered) OLD TOM: Well <> now. -> tail
{ gold > 5:
    RICH: You are rich.
- else:
    POOR: You are not.
}
~ gold = 4
= night
http://example.org is no comment.
== function twice(x) ==
~ return x * 2
"""


def test_ink_lines_and_speakers(tmp_path: Path) -> None:
    imported = read(tmp_path / "a.ink", INK)
    assert said(imported) == [
        ("", "LONDON", "Where are we going?"),
        ("pier", "FOGG", 'Fogg (dryly): "Good morning."'),
        ("pier", "NARRATOR", "It is late and you have \\{gold} coins \\[sic]."),
        ("pier", "MARA", "She waves back."),
        ("pier", "NARRATOR", '"Hello," she says.'),
        ("pier", "OLD TOM", "Well now."),
        ("pier", "RICH", "You are rich."),
        ("pier", "POOR", "You are not."),
        ("pier.night", "NARRATOR", "http://example.org is no comment."),
    ]
    lines = list(imported.project.lines())
    assert lines[0].id == "L-ride"
    assert lines[1].fields == {"tags": "calm"}
    assert (lines[3].note, lines[4].note) == ("choice: Wave", 'choice: "Hello!" you begin')
    assert lines[5].note == "choice: Leave"
    assert [p.code for p in imported.problems] == ["alternatives", "alternatives", "variable"]


TWEE = """\
:: StoryTitle
The House

:: StoryData
{"ifid": "x"}

:: Start [intro] {"position":"1,2"}
(set: $key to "(none)")ANNA: The door is ''closed''.
(if: $key is "a")[Bob: You have a //key//, (print: "friend").]
[[Open it->Hall]] [[Hall<-Go back]]

:: Hall \\[2\\]
|hook>[Nobody here.]
<<set $x to 1>><b>It is dark</b> &amp; cold. You own $gold.
* A bullet

:: code [script]
alert("never");
"""


def test_twee_and_the_html_of_twine(tmp_path: Path) -> None:
    imported = read(tmp_path / "a.twee", TWEE)
    expected = [
        ("Start", "ANNA", "The door is closed."),
        ("Start", "Bob", "You have a key, friend."),
        ("Hall [2]", "NARRATOR", "Nobody here."),
        ("Hall [2]", "NARRATOR", "It is dark & cold. You own $gold."),
        ("Hall [2]", "NARRATOR", "A bullet"),
    ]
    assert said(imported) == expected
    assert imported.project.name == "The House"
    assert imported.project.scenes[0].note == "choice: Open it\nchoice: Go back"
    assert [p.code for p in imported.problems] == ["variable"]
    html = """<html><tw-storydata name="The House" startnode="1"><style>x</style>
<tw-passagedata pid="1" name="Start" tags="">ANNA: &quot;It&#39;s &amp; was.&quot;
(if: $a &gt; 2)[Yes.](else:)[No.]</tw-passagedata><tw-passagedata pid="2" name="s" tags="script">x</tw-passagedata>
</tw-storydata></html>"""
    imported = read(tmp_path / "a.html", html)
    assert said(imported) == [
        ("Start", "ANNA", '"It\'s & was."'),
        ("Start", "NARRATOR", "Yes."),
        ("Start", "NARRATOR", "No."),
    ]
    assert imported.project.name == "The House"
    with pytest.raises(LinereadError, match="holds no passages"):
        read(tmp_path / "b.html", "<html>Nothing.</html>")


def test_an_edited_story_keeps_the_lines_that_are_the_same(tmp_path: Path) -> None:
    first = read(tmp_path / "a.ink", INK).project
    again = read(tmp_path / "a.ink", INK.replace("You are rich.", "You are very rich."))
    found = compare(first, again.project)
    assert [c.fields for c in found.changed] == [("text",)]
    assert found.summary() == "1 changed"
