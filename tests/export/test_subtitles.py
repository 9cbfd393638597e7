"""Subtitles lie on the audio and are read back by other people's readers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.api import Clip, TimedWord, Timeline, clock, units
from plugins.conformance import NAMES, PROGRAMMES, TEXTS, _clip, _programme
from plugins.subtitles import formats
from plugins.subtitles.cues import make_cues
from plugins.subtitles.reading import Reading
from studio.export.runner import plan_exports

LONG = (
    "This is a long line that nobody could read in one go, so it is cut where the sentence allows it. "
    "Then it goes on, and on, until the speaker has to breathe; only then does it end."
)


def timeline_of(*texts: str, gap: int = 12_345, length: int = 150_001) -> Timeline:
    clips = [_clip(i + 1, text, gap + i * (length + gap), length, Path("x")) for i, text in enumerate(texts)]
    return _programme("p", {"ALICE": clips[::2], "BOB": clips[1::2]})[0]


@pytest.fixture(params=sorted(PROGRAMMES))
def programme(request: pytest.FixtureRequest, tmp_path: Path) -> Timeline:
    return PROGRAMMES[request.param](tmp_path)[0]


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_another_reader_gets_the_srt_back(programme: Timeline) -> None:
    cues = make_cues(programme)
    read = list(srt.parse(formats.srt(cues, programme.rate)))
    assert [s.index for s in read] == list(range(1, len(cues) + 1))
    for cue, subtitle in zip(cues, read, strict=True):
        assert abs(subtitle.start / timedelta(seconds=1) - cue.start / programme.rate) <= 0.000501
        assert subtitle.start < subtitle.end
        clean = subtitle.content.replace("\u2060", "").replace("→", "-->")
        assert clean == cue.text


def test_another_reader_gets_the_vtt_back(programme: Timeline, tmp_path: Path) -> None:
    cues = make_cues(programme)
    path = tmp_path / "x.vtt"
    path.write_text(formats.vtt(cues, programme), encoding="utf-8")
    read = list(webvtt.read(path))
    assert [caption.identifier for caption in read] == [cue.id for cue in cues]
    for cue, caption in zip(cues, read, strict=True):
        assert abs(caption.start_in_seconds * 1000 + 0 - cue.start * 1000 / programme.rate) <= 1000
        assert caption.start == clock(units(cue.start, programme.rate, 1000), 1000)
        assert plain(caption.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) == plain(cue.text)
        voice = (caption.voice or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert voice == " ".join(cue.track.name.split())


def test_another_reader_gets_the_ass_back(programme: Timeline) -> None:
    cues = make_cues(programme)
    read = pysubs2.SSAFile.from_string(formats.ass(cues, programme), format_="ass")
    assert len(read) == len(cues)
    assert read.info["PlayResX"] == "1920"
    for cue, event in zip(cues, read, strict=True):
        assert event.start == units(cue.start, programme.rate, 100) * 10
        style = read.styles[event.style]
        assert f"#{style.primarycolor.r:02x}{style.primarycolor.g:02x}{style.primarycolor.b:02x}" == cue.track.color
        clean = event.plaintext.replace("\u2060", "").replace("｛", "{").replace("｝", "}")
        assert plain(clean) == plain(cue.text)
        karaoke = [int(k) for k in re.findall(r"\\k(\d+)", event.text)]
        if karaoke:
            assert sum(karaoke) * 10 == event.end - event.start


def test_word_times_in_a_vtt_grow_and_stay_inside_their_cue() -> None:
    timeline = timeline_of(LONG, "One two three.")
    text = formats.vtt(make_cues(timeline), timeline)
    for block in text.split("\n\n"):
        if "-->" not in block:
            continue
        times = re.findall(r"\d\d:\d\d:\d\d\.\d\d\d", block)
        inside = [times[0], *times[2:], times[1]]
        assert inside == sorted(set(inside))
    words = timeline.tracks[1].clips[0].words
    assert f"<{clock(units(words[1].start, 48_000, 1000), 1000)}>two" in text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="abc ,.?!你好，。\nשל-—<>&{}\\", min_size=1, max_size=260), min_size=1, max_size=4),
    st.integers(1, 200_000), st.sampled_from([20, 42]),
)  # fmt: skip
def test_cues_show_the_whole_text_in_order_and_fit(texts: list[str], length: int, characters: int) -> None:
    timeline = timeline_of(*texts, length=length)
    reading = Reading(columns=characters, wide_columns=characters // 2)
    cues = make_cues(timeline, reading)
    for clip in timeline.clips():
        own = [cue for cue in cues if cue.clip is clip]
        assert plain("".join(cue.text for cue in own)) == plain(clip.text)
        for cue in own:
            assert len(cue.rows) <= 2
            for row in cue.rows:
                width = sum(piece.narrow + 2 * piece.wide + piece.space for piece in row) - row[0].space
                assert width <= characters or len(row) == 1
            assert clip.start <= cue.start <= cue.end <= timeline.length
        for one, two in pairwise(own):
            assert one.end <= two.start
    assert [c.start for c in cues] == sorted(c.start for c in cues)
    list(srt.parse(formats.srt(cues, timeline.rate)))


def test_a_long_line_is_cut_at_the_words_times_into_balanced_rows() -> None:
    timeline = timeline_of(LONG, length=480_001)
    cues = make_cues(timeline)
    assert [cue.id for cue in cues] == ["L-0001", "L-0001-2", "L-0001-3"][: len(cues)]
    starts = {w.start for w in timeline.tracks[0].clips[0].words}
    for cue in cues:
        assert cue.start in starts
        assert all(len(row) <= 42 for row in cue.text.split("\n"))
        rows = [len(row) for row in cue.text.split("\n")]
        assert max(rows) - min(rows) <= 16
    assert (
        cues[0].text.replace("\n", " ").endswith("so it is cut where the sentence allows it.")
        or cues[0].text[-1] in ".,"
    )


def test_the_writers_own_rows_are_kept() -> None:
    (cue,) = make_cues(timeline_of("One row\nand another"))
    assert cue.text == "One row\nand another"


def test_chinese_counts_double_and_never_begins_a_row_with_a_stop() -> None:
    timeline = timeline_of("你好，世界。" * 20, length=480_001)
    for cue in make_cues(timeline):
        for row in cue.text.split("\n"):
            assert len(row) <= 16
            assert row[0] not in "，。"


def test_a_cue_does_not_stay_long_after_its_last_word() -> None:
    timeline = timeline_of("One two.", length=480_000)
    track = timeline.tracks[0]
    words = tuple(
        w._replace(start=12_345 + i * 10_000, end=22_345 + i * 10_000) for i, w in enumerate(track.clips[0].words)
    )
    timeline = replace(timeline, tracks=(replace(track, clips=(replace(track.clips[0], words=words),)),))
    (cue,) = make_cues(timeline, Reading(shortest=0))
    assert cue.start == 12_345
    assert cue.end == 32_345 + 24_000


def test_times_are_rounded_from_absolute_samples_and_never_added_up() -> None:
    """5,000 lines of a third of a millisecond more than one millisecond each: no drift."""
    clips = [_clip(i + 1, "Ja.", i * 48_016, 48_016, Path("x")) for i in range(5_000)]
    timeline = _programme("p", {"A": clips})[0]
    last = list(srt.parse(formats.srt(make_cues(timeline), 48_000)))[-1]
    assert last.end == timedelta(milliseconds=round(5_000 * 48_016 / 48))


def test_karaoke_durations_add_up_as_in_33_33_34() -> None:
    words = tuple(TimedWord(w, i * 16_000, (i + 1) * 16_000, i * 2) for i, w in enumerate("abc"))
    clip = replace(_clip(1, "a b c", 0, 48_000, Path("x")), words=words)
    timeline = _programme("p", {"A": [clip]})[0]
    assert r"{\k33}a {\k34}b {\k33}c" in formats.ass(make_cues(timeline), timeline)


def test_text_that_looks_like_syntax_is_only_text() -> None:
    timeline = timeline_of(TEXTS[1])
    cues = make_cues(timeline)
    assert formats.srt(cues, 48_000).count("-->") == 1
    assert "<b>" not in formats.srt(cues, 48_000)
    assert "{\\an8}" not in formats.srt(cues, 48_000)
    assert formats.vtt(cues, timeline).count("-->") == 1
    assert "&lt;b&gt;C&lt;/b&gt;" in re.sub(r"<[\d:.]+>", "", formats.vtt(cues, timeline))
    assert "{\\an8}" not in formats.ass(cues, timeline)
    assert "STYLE" not in formats.vtt(cues, timeline)  # ffmpeg 5.1 would find no cue


def test_names_are_said_where_they_are_asked_for() -> None:
    timeline = timeline_of("Hello.")
    cues = make_cues(timeline)
    assert "ALICE: Hello." in formats.srt(cues, 48_000, names=True)
    assert "<v" not in formats.vtt(cues, timeline, names=False)
    assert "\\k" not in formats.ass(cues, timeline, karaoke=False)
    clips: dict[str, list[Clip]] = {name: [_clip(i + 1, "x", i, 10)] for i, name in enumerate(NAMES)}
    many = _programme("p", clips)[0]
    styles = re.findall(r"^Style: ([^,]*),", formats.ass(make_cues(many), many), re.MULTILINE)
    assert len({s.casefold() for s in styles}) == len(NAMES)


def test_the_clock() -> None:
    assert clock(3_723_004, 1000) == "01:02:03.004"
    assert clock(360_000_000, 1000, separator=",") == "100:00:00,000"
    assert clock(372_304, 100, hours=1) == "1:02:03.04"


def test_lines_that_overlap_are_reported_before_the_export(tmp_path: Path) -> None:
    programme = PROGRAMMES["overlaps"](tmp_path)
    for identity, expected in (("srt", ["L-0002", "L-0003", "L-0004"]), ("vtt", [])):
        plan = plan_exports([identity], *programme)
        assert [loss.line_id for _, loss in plan.losses if loss.what == "overlap"] == expected
