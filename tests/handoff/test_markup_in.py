"""Markdown and SSML: the words of a document, who says them and how."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from plugins import conformance
from plugins.api import Imported
from studio.document.merge import compare, merged
from studio.document.model import Character, Delivery, Line, Project, Scene
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports
from studio.timeline.layout import layout


def read(path: Path, text: str | None = None, **options: Any) -> Imported:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    info = host.importer_for(path)
    return info.load_importer().read(path, checked(info, options))


def said(project: Project) -> list[tuple[str, str]]:
    names = {c.id: c.name for c in project.characters}
    return [(names[line.character], line.text) for line in project.lines()]


MARKDOWN = """---
author: x
---
# The lecture

Welcome to *this* talk about [nginx](https://nginx.org),
and `a[0]` too.

## Part one

**ANNA:** Hello!
**Bob** (quietly): Hi, __you__.

> MARA: Quoted, {not} a \\*tag\\*.

```python
print("never spoken")
```

1. First item
2. Second
   item

| a | b |
|---|---|
| 1 | 2 |

![a lighthouse](x.png)

Part two
--------

The end. <!-- quiet please -->
***
After the rule.
"""


def test_markdown_headings_speakers_and_what_is_never_spoken(tmp_path: Path) -> None:
    project = read(tmp_path / "a.md", MARKDOWN).project
    assert project.name == "The lecture"
    assert [scene.title for scene in project.scenes] == ["", "Part one", "Part two", ""]
    assert said(project) == [
        ("NARRATOR", "Welcome to [emphasis]this[/emphasis] talk about nginx, and a\\[0] too."),
        ("ANNA", "Hello!"), ("Bob", "Hi, [emphasis]you[/emphasis]."), ("MARA", "Quoted, \\{not} a *tag*."),
        ("NARRATOR", "First item"), ("NARRATOR", "Second item"), ("NARRATOR", "The end."),
        ("NARRATOR", "After the rule."),
    ]  # fmt: skip
    lines = list(project.lines())
    assert lines[2].delivery == Delivery(direction="quietly")
    assert "never spoken" in lines[4].note
    assert "a lighthouse" in project.scenes[1].note
    assert project.scenes[2].note == "quiet please"
    plain = read(tmp_path / "a.md", emphasis=False).project
    assert said(plain)[0][1].startswith("Welcome to this talk")


SSML = """<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="de-DE">
<voice name="de-DE-KatjaNeural">
  <break time="1.5s"/>
  <p><s>Guten <emphasis level="strong">Tag</emphasis>.</s> <s>Ich bin <sub alias="engine x">nginx</sub>.</s></p>
  <p xml:lang="en-US"><mstts:express-as style="cheerful" styledegree="1.2">So <prosody rate="+20%" pitch="-2st"
   volume="loud">glad</prosody></mstts:express-as><break strength="weak"/> [not a tag]
   <phoneme alphabet="ipa" ph="təˈmɑːtəʊ">tomato</phoneme>.</p>
</voice>
<voice name="Bob">No paragraph <say-as interpret-as="date">1 May</say-as><audio src="x.wav"/>.</voice>
Nobody says this.
</speak>"""


def test_ssml_written_for_other_engines(tmp_path: Path) -> None:
    imported = read(tmp_path / "a.xml", SSML)
    assert said(imported.project) == [
        ("de-DE-KatjaNeural", "Guten [emphasis]Tag[/emphasis]. Ich bin {nginx|engine x}."),
        ("de-DE-KatjaNeural", "[emotion_happy_0.6]So [speed_1.2][pitch_-2][volume_+4]glad[/volume][/pitch][/speed]"
                              "[/emotion][pause_200ms] \\[not a tag] tomato."),
        ("Bob", "No paragraph 1 May."), ("NARRATOR", "Nobody says this."),
    ]  # fmt: skip
    first, second, *_ = imported.project.lines()
    assert (first.pause_before, imported.project.language, second.language) == (1500, "de", "en")
    assert [(p.word, p.phonemes) for p in second.lexicon] == [("tomato", "təˈmɑːtəʊ")]
    assert [p.message for p in imported.problems] == ["SSML: audio was left out; the words stay."]


TEXTS = (
    "Plain & <simple>, \\[bracket].", "[emotion_sad_0.5]Sad [speed_1.2]and fast[/speed][/emotion] again.",
    "{nginx|engine x} [pause_250ms] is [whisper]quiet[/whisper].", "A [laugh] and [emphasis]more[/emphasis].",
    "[lang_zh]你好[/lang] and [pitch_+2]high[/pitch] [volume_-3]soft[/volume].",
)  # fmt: skip


def test_ssml_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    lines = tuple(Line(id=f"L-{n}", character="C-1", text=text) for n, text in enumerate(TEXTS))
    loud = Line(id="L-9", character="C-2", text="Loud.", delivery=Delivery(volume=2.0), language="fr", pause_after=300)
    project = Project(
        id="P", name="x", characters=(Character(id="C-1", name="Ann"), Character(id="C-2", name='B "o" <b>')),
        scenes=(Scene(id="S", title="One -- two", lines=(*lines, loud)),),
    )  # fmt: skip
    run_exports(plan_exports(["ssml"], layout(project, {}, {}), project), tmp_path / "out")
    path = tmp_path / "out" / "x.ssml"
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2001/10/synthesis}speak"
    back = read(path)
    assert [line.id for line in back.project.lines()] == [line.id for line in project.lines()]
    assert [line.text for line in back.project.lines()] == [
        *TEXTS, "[lang_fr][volume_+2]Loud.[/volume][/lang]",
    ]  # fmt: skip
    assert {c.name for c in back.project.characters} == {"Ann", 'B "o" <b>'}
    assert not back.problems


def test_ssml_into_its_own_project_changes_only_what_was_edited(tmp_path: Path) -> None:
    project = Project(
        id="P", name="x", language="de", characters=(
            Character(id="C-1", name="Ann", delivery=Delivery(emotion="happy", intensity=0.4, speed=1.1)),
            Character(id="C-2", name="Bob", delivery=Delivery(whisper=True)),
        ),
        scenes=(
            Scene(id="S-1", title="One", lines=(
                Line(id="L-1", character="C-1", text="Hello [emphasis]you[/emphasis].", pause_after=300, note="kept"),
                Line(id="L-2", character="C-1", text=""), Line(id="L-3", character="C-2", text="{nginx|engine x}?"),
            )),
            Scene(id="S-2", title="Two", lines=(
                Line(id="L-4", character="C-1", text="[# remark] Go.", language="fr", delivery=Delivery(emotion="sad")),
                Line(id="L-5", character="C-2", text="[laugh]", gain=-2.0),
            )),
        ),
    )  # fmt: skip
    run_exports(plan_exports(["ssml"], layout(project, {}, {}), project), tmp_path)
    path = tmp_path / "x.ssml"

    def back() -> Project:
        incoming, whole = read(path).incoming(project)
        return merged(project, incoming, compare(project, incoming, whole=whole))

    assert back() == project
    text = path.read_text(encoding="utf-8").replace("Hello", "Good day, ").replace("Go.", "Run!")
    path.write_text(text, encoding="utf-8")
    after = {line.id: line for line in back().lines()}
    assert after["L-1"] == replace(next(project.lines()), text="Good day, [emphasis]you[/emphasis].")
    assert (after["L-4"].text, after["L-4"].delivery.emotion) == ("Run!", "sad")
    assert [after[i] for i in ("L-2", "L-3", "L-5")] == [x for x in project.lines() if x.id in ("L-2", "L-3", "L-5")]
    text = path.read_text(encoding="utf-8").replace("</speak>", '<voice name="Eve"><p>New.</p></voice></speak>')
    path.write_text(text, encoding="utf-8")
    new = list(back().lines())[-1]
    assert (new.text, back().characters[-1].name) == ("New.", "Eve")


def test_spans_that_cross_each_other_still_make_good_xml(tmp_path: Path) -> None:
    text = "[speed_1.2]One [whisper]two[/speed] three[/whisper] four \x01[nonsense_9]."
    project = Project(
        id="P", name="x", characters=(Character(id="C", name="A"),),
        scenes=(Scene(id="S", lines=(Line(id="L", character="C", text=text),)),),
    )  # fmt: skip
    run_exports(plan_exports(["ssml"], layout(project, {}, {}), project), tmp_path)
    root = ElementTree.parse(tmp_path / "x.ssml").getroot()
    assert " ".join("".join(root.itertext()).split()) == "One two three four ."
    back = read(tmp_path / "x.ssml").project
    assert said(back) == [("A", "[speed_1.2]One [whisper]two[/whisper][/speed][whisper] three[/whisper] four .")]


def test_other_xml_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "cut.xml").write_text('<?xml version="1.0"?><!DOCTYPE xmeml><xmeml version="4"/>', encoding="utf-8")
    with pytest.raises(LinereadError, match=r"no SSML: it begins with <xmeml>"):
        read(tmp_path / "cut.xml")


def test_bad_xml_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(LinereadError, match="line 2, column"):
        read(tmp_path / "a.ssml", "<speak>\n<p>x</speak>")
    with pytest.raises(LinereadError, match="entities"):
        read(tmp_path / "a.ssml", '<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>')
    assert said(read(tmp_path / "a.ssml", "<p>No root.</p>").project) == [("NARRATOR", "No root.")]


def test_ssml_conforms(tmp_path: Path) -> None:
    conformance.run(type(host.exporter("ssml").load_exporter()), tmp_path)
