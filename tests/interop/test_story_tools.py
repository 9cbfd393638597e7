"""A compiler of Ink plays a story through every choice, one of Twee reads its passages: the same lines as ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from studio.export import host
from studio.export.options import checked

NPM = Path(os.environ.get("LINEREAD_NPM", Path(__file__).parents[2] / ".venv" / "npm")) / "node_modules"
pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed (apt install nodejs npm)"),
]
INK = """\
VAR met = false
-> harbour

=== harbour ===
MARA: Who is there? # id: hb_1
The wind turned. // nobody hears this
*   [Answer] OLD TOM: Only me, Mara. # id: hb_2
    ~ met = true
    -> inside
*   "Nobody," he said. -> outside
+   Go[ away], then. -> outside

= inside
MARA (quietly): Come in. # id: hb_3
-   It was warm by the fire.
    <> Very warm.
-> outside

=== outside ===
{met: MARA: Stay.}
The lantern went out. -> END
"""
PLAY = """
const ink = require(process.argv[1]);
const story = new ink.Compiler(require('fs').readFileSync(process.argv[2], 'utf-8')).Compile();
const said = new Set();
function play(state) {
  story.state.LoadJson(state);
  while (story.canContinue) { const row = story.Continue().trim(); if (row) said.add(row); }
  const here = story.state.ToJson(), choices = story.currentChoices.length;
  for (let i = 0; i < choices; i++) {
    story.state.LoadJson(here); story.ChooseChoiceIndex(i); play(story.state.ToJson());
  }
}
play(story.state.ToJson());
console.log(JSON.stringify([...said]));
"""
TWEE = """\
:: StoryTitle
The Harbour

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "Harlowe", "format-version": "3.3.8", "start": "Pier"}

:: Pier [outside night] {"position":"100,200"}
MARA: Who is there?
(set: $met to true)OLD TOM: Only ''me'', Mara.
[[Come in->Inside]]

:: Inside \\[dark\\]
It was <b>warm</b> & dry by the fire.
(if: $met)[MARA: Stay.]

:: styles [stylesheet]
body { color: red; }
"""
READ_TWEE = """
import(process.argv[1] + '/index.js').then(({parseTwee, parseTwine2HTML}) => {
  const story = parseTwee(require('fs').readFileSync(process.argv[2], 'utf-8'));
  require('fs').writeFileSync(process.argv[3], story.toTwine2HTML());
  console.log(JSON.stringify({name: story.name, passages: story.passages.map(p => [p.name, p.tags, p.text])}));
});
"""


def node(script: str, package: str, *arguments: Path) -> Any:
    command = ["node", "-e", script, str(NPM / package), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def lines_of(path: Path) -> list[tuple[str, str, str]]:
    """(scene, speaker, words) of every line that the importer finds."""
    info = host.importer_for(path)
    project = info.load_importer().read(path, checked(info, {})).project
    names = {character.id: character.name for character in project.characters}
    return [(scene.title, names[line.character], line.text) for scene in project.scenes for line in scene.lines]


@pytest.mark.skipif(not (NPM / "inkjs").is_dir(), reason=f"inkjs is not in {NPM} (make interop)")
def test_every_row_that_ink_can_print_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "harbour.ink"
    path.write_text(INK, encoding="utf-8")
    ours = {words if who == "NARRATOR" else f"{who}: {words}" for _, who, words in lines_of(path)}
    printed = {re.sub(r"\s*\(quietly\)", "", row) for row in node(PLAY, "inkjs/dist/ink-full.js", path)}
    assert ours == printed


@pytest.mark.skipif(not (NPM / "extwee").is_dir(), reason=f"extwee is not in {NPM} (make interop)")
def test_a_twee_compiler_reads_the_same_passages_and_its_story_brings_the_same_lines(tmp_path: Path) -> None:
    path, story = tmp_path / "harbour.twee", tmp_path / "harbour.html"
    path.write_text(TWEE, encoding="utf-8")
    theirs = node(READ_TWEE, "extwee", path, story)
    ours = lines_of(path)
    assert theirs["name"] == "The Harbour"
    spoken = [name for name, tags, _ in theirs["passages"] if "stylesheet" not in tags]
    assert list(dict.fromkeys(scene for scene, _, _ in ours)) == spoken
    assert ours == [
        ("Pier", "MARA", "Who is there?"), ("Pier", "OLD TOM", "Only me, Mara."),
        (spoken[1], "NARRATOR", "It was warm & dry by the fire."), (spoken[1], "MARA", "Stay."),
    ]  # fmt: skip
    assert lines_of(story) == ours
