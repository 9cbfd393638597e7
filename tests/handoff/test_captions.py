"""Subtitles become lines: who speaks, what is said, and when, to the sample nearest to the file's own unit."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pysubs2
import pytest
import srt
import webvtt

from plugins.api import Imported
from plugins.conformance import POSITIONS, PROGRAMMES
from studio.document.merge import compare, merged
from studio.document.model import Delivery, Project
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports

EMPTY = Project(id="P", name="")


def read(path: Path, **options: Any) -> Imported:
    info = host.importer_for(path)
    assert info.id == path.suffix[1:]
    return info.load_importer().read(path, checked(info, options))


def said(imported: Imported) -> list[tuple[str, str]]:
    names = {c.id: c.name for c in imported.project.characters}
    return [(names[line.character], line.text) for line in imported.project.lines()]


@pytest.mark.parametrize(("kind", "unit"), [("srt", 24), ("vtt", 24), ("ass", 240)])
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_our_own_subtitles_come_back_at_their_times(kind: str, unit: int, rate: int, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports([kind], timeline, project), tmp_path / "out")
    imported = read(next((tmp_path / "out").glob(f"*.{kind}")))
    current = Project(id="P", name="", rate=rate)
    lines = list(imported.incoming(current)[0].lines())
    assert len(lines) == 3
    for line, (start, _) in zip(lines, POSITIONS, strict=True):
        assert line.start is not None
        assert abs(line.start * 48_000 / rate - start) <= unit + 1
    if kind != "srt":
        assert [who for who, _ in said(imported)] == ["ALICE", "BOB", "ALICE"]
    if kind == "vtt":
        assert [line.id for line in lines] == ["L-0001", "L-0002", "L-0003"]
        found = compare(project, imported.incoming(project)[0], whole=True)
        assert {c.fields for c in found.changed} == {("start", "fields")}
        assert not found.new


def test_speakers_sounds_and_directions_of_an_srt(tmp_path: Path) -> None:
    cues = [
        "ANNA: Hello <i>there</i>,\nmy friend.", "[door slams]", "(quietly) What was {\\an8}that?",
        "- No idea.\n- Me neither!",
        "BOB (angry): [sighs] Go: now [or never].", "♪ la la la ♪", "He said: it is 7:30.", "王：你好，\n世界。",
    ]  # fmt: skip
    at = [datetime.timedelta(seconds=2 * n, milliseconds=7 * n) for n in range(len(cues) + 1)]
    subtitles = [srt.Subtitle(n + 1, at[n], at[n + 1], text) for n, text in enumerate(cues)]
    path = tmp_path / "film.srt"
    path.write_text(srt.compose(subtitles), encoding="utf-8-sig", newline="\r\n")
    imported = read(path)
    assert said(imported) == [
        ("ANNA", "Hello there, my friend."), ("ANNA", "What was that?"), ("ANNA", "No idea."), ("ANNA", "Me neither!"),
        ("BOB", "[sigh] Go: now \\[or never]."), ("BOB", "He said: it is 7:30."), ("王", "你好，世界。"),
    ]  # fmt: skip
    lines = list(imported.project.lines())
    assert lines[1].note == "door slams"
    assert lines[5].note == "la la la"
    assert (lines[1].delivery, lines[4].delivery) == (Delivery(direction="quietly"), Delivery(direction="angry"))
    assert (lines[1].start, lines[1].fields) == (48 * 4014, {"slot": "2007", "fit": "gap"})
    assert lines[2].fields["slot"] == str(round(2007 * 8 / 19))  # two speakers share a cue by their letters
    assert [who for who, _ in said(read(path, carry=False))][1] == "NARRATOR"
    assert all(line.start is None and not line.fields for line in read(path, pin=False).project.lines())


def test_words_beside_a_drawing_are_spoken_and_the_drawing_is_not(tmp_path: Path) -> None:
    head = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    row = "Dialogue: 0,0:00:0{0}.00,0:00:0{0}.90,Default,ANN,0,0,0,,{1}\n"
    bodies = [r"{\k30}Ka{\k40}ra{\kf50}oke {\pos(1,2)}time\Nnext {\p1}m 0 0 l 1 1{\p0}", r"{\an5\p4}m 0 0 l 9 9"]
    path = tmp_path / "song.ass"
    path.write_text(head + "".join(row.format(n + 1, body) for n, body in enumerate(bodies)), encoding="utf-8")
    assert said(read(path)) == [("ANN", "Karaoke time next")]


def test_a_webvtt_written_by_others(tmp_path: Path) -> None:
    made = webvtt.WebVTT()
    made.captions.append(
        webvtt.Caption("00:00:01.001", "00:00:03.000", "<v.loud Old Tom>Fish &amp; <c.x>chips</c>", "intro")
    )
    made.captions.append(webvtt.Caption("00:00:03.000", "00:00:04.000", "<v Ann>Yes.\n<v Bob>No!"))
    made.save(str(tmp_path / "a.vtt"))
    text = (tmp_path / "a.vtt").read_text(encoding="utf-8")
    (tmp_path / "a.vtt").write_text(
        text.replace("WEBVTT", "WEBVTT - x\nLanguage: fr\n\nSTYLE\n::cue {}\n\nNOTE a remark\n", 1), encoding="utf-8"
    )
    imported = read(tmp_path / "a.vtt")
    assert said(imported) == [("Old Tom", "Fish & chips"), ("Ann", "Yes."), ("Bob", "No!")]
    one, two, three = imported.project.lines()
    assert (one.id, one.note, one.start, imported.project.language) == ("intro", "a remark", 48_048, "fr")
    assert (two.start, three.start) == (144_000, 144_000 + 48 * (1000 * 5 // 8))
    assert not imported.problems


def test_an_ass_of_pysubs2(tmp_path: Path) -> None:
    made = pysubs2.SSAFile()
    made.styles["Tom"] = pysubs2.SSAStyle()
    made.append(pysubs2.SSAEvent(start=5000, end=6000, text="{\\k20}Se{\\k30}cond\\Nrow", style="Tom"))
    made.append(pysubs2.SSAEvent(start=1230, end=2000, text="First, and {literal.", name="Ann"))
    made.append(pysubs2.SSAEvent(start=0, end=9000, text="{\\p1}m 0 0 l 1 1{\\p0}"))
    made.append(pysubs2.SSAEvent(start=0, end=9000, text="not shown", type="Comment"))
    made.save(str(tmp_path / "a.ass"))
    imported = read(tmp_path / "a.ass")
    names = [who for who, _ in said(imported)]
    assert [text for _, text in said(imported)] == ["First, and \\{literal.", "Second row"]
    assert names[1] == "Tom"
    assert [line.start for line in imported.project.lines()] == [48 * 1230, 48 * 5000]
    made.save(str(tmp_path / "a.ssa"))
    info = host.importer_for(tmp_path / "a.ssa")
    assert len(list(info.load_importer().read(tmp_path / "a.ssa", checked(info, {})).project.lines())) == 2


def test_corrected_subtitles_change_the_corrected_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    cue = "{0}\n00:00:{0:02d},000 --> 00:00:{1:02d},500\n{2}\n\n"
    texts = ["ANN: The sea is calm tonight.", "The tide is full, the moon lies fair.", "BOB: Upon the straits."]
    path.write_text("".join(cue.format(n, n, t) for n, t in enumerate(texts, 1)), encoding="utf-8")
    first = read(path).incoming(EMPTY)[0]
    texts[1] = "The tide is full, the moon lies bright."
    path.write_text("".join(cue.format(n, n, t) for n, t in enumerate(texts, 1)), encoding="utf-8")
    incoming, whole = read(path).incoming(first)
    found = compare(first, incoming, whole=whole)
    assert [c.fields for c in found.changed] == [("text",)]
    assert found.summary() == "1 changed"
    assert merged(first, incoming, found).scenes[0].id == first.scenes[0].id
    assert compare(first, read(path, join=True).incoming(first)[0], whole=True).summary() == "1 changed"


def test_what_no_player_could_show_is_reported_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "odd.srt"
    path.write_text("1\n0:1:2 --> 0:1:1\nBackwards.\n\n00:00:09.5 --> 00:00:10\nShort " + "and long " * 9, "utf-8")
    imported = read(path)
    assert [text.split()[0] for _, text in said(imported)] == ["Backwards.", "Short"]
    assert {"no-time", "tight-slot"} == {p.code for p in imported.problems}
    (tmp_path / "none.srt").write_text("Nothing here.", encoding="utf-8")
    assert [p.code for p in read(tmp_path / "none.srt").problems] == ["no-cues"]
