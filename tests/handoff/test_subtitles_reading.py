"""Cues can be read: rows, durations, gaps and characters a second, in Latin and in Chinese script."""

from __future__ import annotations

import logging
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import imschrm.doc_sequence
import imschrm.hrm
import pytest
import srt
import ttconv.imsc.reader
import ttconv.srt.writer
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plugins import conformance
from plugins.api import TimedWord, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES, _clip, _programme
from plugins.subtitles import formats
from plugins.subtitles.cues import hard_to_read, make_cues, measures
from plugins.subtitles.lrc import lrc
from plugins.subtitles.reading import Reading, count
from plugins.subtitles.ttml import ttml
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports

ENGLISH = "You said that the keys were in the drawer, but the drawer is empty and the car is gone."
CHINESE = "今天我们讲负载均衡。首先打开nginx的配置文件，找到upstream这一段，保存以后重新加载配置，不需要重启服务。"


def timeline_of(*texts: str, length: int = 240_001, gap: int = 12_345) -> Timeline:
    clips = [_clip(i + 1, text, gap + i * (length + gap), length, Path("x")) for i, text in enumerate(texts)]
    return _programme("p", {"ALICE": clips[::2], "BOB": clips[1::2]})[0]


def test_no_row_ends_with_a_word_that_belongs_to_the_next() -> None:
    for characters in range(28, 60, 4):
        for cue in make_cues(timeline_of(ENGLISH), Reading(columns=characters)):
            for row in cue.text.split("\n"):
                assert row.split()[-1] not in {"the", "in", "and", "but", "that"}, (characters, cue.text)


def test_chinese_rows_hold_sixteen_characters_and_break_at_stops() -> None:
    cues = make_cues(timeline_of(CHINESE, length=700_001))
    rows = [row for cue in cues for row in cue.text.split("\n")]
    for row in rows:
        narrow, wide = count(row)
        assert narrow / 42 + wide / 16 <= 1
        assert row[0] not in "，。的"
    assert "".join(rows) == CHINESE
    assert "保存以后重新加载配置，\n不需要重启服务。" in [cue.text for cue in cues]
    narrower = make_cues(timeline_of(CHINESE, length=700_001), Reading(wide_columns=10))
    assert max(count(row)[1] for cue in narrower for row in cue.text.split("\n")) <= 10


def test_japanese_words_are_not_torn() -> None:
    text = "昨日の夜、港のそばで船長に会ったとき、彼はランタンとキャンドルを全部持って行きなさいと言っていました。"
    rows = [row for cue in make_cues(timeline_of(text, length=480_000), Reading()) for row in cue.text.split("\n")]
    assert "".join(rows) == text
    assert not any(row[0] in "っょをはのーン、。" for row in rows)
    assert not any(row[-1] in "っッ" for row in rows)
    assert all(any(word in row for row in rows) for word in ("ランタン", "キャンドル", "会った", "行きなさい"))


def test_a_cue_stays_until_it_is_read_where_the_next_leaves_room() -> None:
    """Ninety characters in two seconds of speech, and then three seconds of nothing."""
    hasty = timeline_of(ENGLISH, "Yes.", length=96_000, gap=144_000)
    text = " ".join(ENGLISH.split())
    reading = Reading()
    cues = make_cues(hasty, reading)
    last = [cue for cue in cues if cue.clip.number == 1][-1]
    assert last.end > hasty.tracks[0].clips[0].end
    assert (last.end - last.start) / 48_000 == pytest.approx(last.needs(reading), abs=0.001)
    as_spoken = make_cues(hasty, Reading(speed=None, shortest=0))
    assert [c for c in as_spoken if c.clip.number == 1][-1].end <= hasty.tracks[0].clips[0].end
    assert sum(count(c.text)[0] for c in cues if c.clip.number == 1) >= len(text) - 3


def test_short_lines_stay_a_second_and_leave_a_gap() -> None:
    timeline = timeline_of("No!", "Why not?", "So.", length=19_201, gap=30_000)
    cues = make_cues(timeline)
    for one, two in pairwise(cues):
        assert one.end <= two.start - 3_840  # 80 ms
        assert one.end - one.start == min(48_000, two.start - 3_840 - one.start)
    assert cues[-1].end == min(timeline.length, cues[-1].start + 48_000)


def test_a_long_silence_inside_a_line_begins_a_new_cue() -> None:
    text = "I will tell you one thing now and then another."
    clip = _clip(1, text, 0, 480_000, Path("x"))
    at = text.index("and")
    words = tuple(
        TimedWord(w.text, w.start // 4 + later, w.end // 4 + later, w.offset)
        for w in clip.words
        for later in [360_000 if w.offset >= at else 0]
    )
    timeline = _programme("p", {"A": [replace(clip, words=words)]})[0]
    assert [cue.text.replace("\n", " ") for cue in make_cues(timeline)] == [text[:at].strip(), text[at:]]


def test_what_nobody_can_read_is_listed_with_its_figure() -> None:
    timeline = timeline_of(ENGLISH, ENGLISH, length=48_000, gap=100)
    reading = Reading()
    cues = make_cues(timeline, reading)
    found = hard_to_read(cues, 48_000, reading)
    assert {loss.what for loss in found} == {"reading speed"}
    assert {loss.line_id for loss in found} == {"L-0001", "L-0002"}
    figures = measures(cues, 48_000, reading)
    assert figures["cues too fast"] == len(found)
    assert f"{figures['characters a second, highest']}" in " ".join(loss.detail for loss in found)
    calm = make_cues(timeline_of(ENGLISH, length=400_000), reading)
    assert hard_to_read(calm, 48_000, reading) == []


def test_the_report_of_an_export_has_the_figures(tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    plan = plan_exports(["srt", "lrc", "ttml"], timeline, project, {"speed": 10})
    assert [loss.what for name, loss in plan.losses if name == "ttml"] == ["reading speed"]  # 13 letters in 0.6 s
    delivery = run_exports(plan, tmp_path / "out")
    figures = delivery.reports["srt"].measures
    assert figures["cues"] == 3
    assert figures["characters a second, highest"] == round(13 / (30_011 / 48_000), 1)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(alphabet="ab ,.?!你好，。的 \n", min_size=1, max_size=200), min_size=1, max_size=4),
    st.integers(1, 300_000), st.integers(1, 3), st.sampled_from([0, 80, 500]), st.sampled_from([0, 1000, 3000]),
)  # fmt: skip
def test_cues_of_one_voice_never_overlap_and_keep_all_words(
    texts: list[str], length: int, rows: int, gap: int, shortest: int
) -> None:
    timeline = timeline_of(*texts, length=length, gap=1_000)
    reading = Reading(columns=20, wide_columns=8, rows=rows, gap=gap, shortest=shortest)
    cues = make_cues(timeline, reading)
    shown = "".join("".join(cue.text.split()) for cue in cues)
    assert shown == "".join("".join(text.split()) for text in texts)
    for cue in cues:
        assert len(cue.rows) <= rows
        assert cue.start <= cue.end <= timeline.length
    for one, two in pairwise(cues):
        assert one.end <= two.start


def test_ttconv_reads_the_ttml_at_exact_samples(tmp_path: Path) -> None:
    timeline = PROGRAMMES["odd"](tmp_path)[0]
    text = ttml(make_cues(timeline), timeline)
    document = ttconv.imsc.reader.to_model(etree.ElementTree(etree.fromstring(text.encode())))
    paragraphs = [e for e in document.get_body().dfs_iterator() if type(e).__name__ == "P"]
    assert [(p.get_begin(), p.get_end()) for p in paragraphs] == [
        (Fraction(start, 48_000), Fraction(end, 48_000))
        for start, end in ((12_345, 60_362), (90_001, 155_538), (200_003, 230_014))
    ]
    back = list(srt.parse(ttconv.srt.writer.from_model(document)))
    assert ["Hello, world." in s.content for s in back] == [True] * 3
    assert "#009e37" in back[0].content
    names = [p.get("{http://www.w3.org/XML/1998/namespace}id") for p in etree.fromstring(text.encode()).iter("{*}p")]
    assert names == ["L-0001", "L-0002", "L-0003"]


@pytest.mark.parametrize("name", sorted(PROGRAMMES))
@pytest.mark.parametrize("words", [False, True])
def test_ttconv_reads_every_programme(name: str, words: bool, tmp_path: Path) -> None:
    timeline = PROGRAMMES[name](tmp_path)[0]
    cues = make_cues(timeline)
    tree = etree.ElementTree(etree.fromstring(ttml(cues, timeline, words=words).encode()))
    document = ttconv.imsc.reader.to_model(tree)
    paragraphs = [e for e in document.get_body().dfs_iterator() if type(e).__name__ == "P"]
    assert len(paragraphs) == len(cues)
    for cue, paragraph in zip(cues, paragraphs, strict=True):
        shown = "".join(e.get_text() for e in paragraph.dfs_iterator() if type(e).__name__ == "Text")
        assert "".join(shown.split()) == "".join(cue.text.split())


class _Strict(imschrm.hrm.EventHandler):
    def error(self, msg: str, *rest: object) -> None:
        raise AssertionError(msg)

    warn = info = debug = lambda self, *rest: None


def test_the_ttml_is_within_the_rendering_model_of_imsc(tmp_path: Path) -> None:
    logging.getLogger("ttconv").setLevel(logging.ERROR)
    for timeline in (PROGRAMMES["odd"](tmp_path)[0], timeline_of(CHINESE, ENGLISH, length=700_001)):
        text = ttml(make_cues(timeline), timeline)
        imschrm.hrm.validate(imschrm.doc_sequence.iter_isd([(0, None, text)]), _Strict(), 0)


def test_lrc_has_a_stamp_for_each_row_and_word(tmp_path: Path) -> None:
    timeline = PROGRAMMES["odd"](tmp_path)[0]
    rows = lrc(make_cues(timeline), timeline).splitlines()
    spoken = [row for row in rows if "Hello" in row]
    for row, (start, length) in zip(spoken, POSITIONS, strict=True):
        one, two = (f"00:{at // 48_000:02d}.{round(at / 480) % 100:02d}" for at in (start, start + length // 2))
        assert row == f"[{one}]<{one}>Hello, <{two}>world."
    assert rows[-1] == "[00:04.79]"
    tricky = timeline_of("[00:01.00] is a <00:02.00> stamp, [aside] 3 < 4.")
    (row,) = [row for row in lrc(make_cues(tricky), tricky, words=False).splitlines() if "stamp" in row]
    assert row.count("[00:") == 1


@pytest.mark.parametrize(
    ("identity", "options"),
    [
        ("ttml", {}),
        ("ttml", {"words": True}),
        ("lrc", {}),
        ("lrc", {"words": False, "names": True}),
        ("srt", {"rows": 1, "speed": None}),
    ],
)
def test_the_exporters_conform(identity: str, options: dict[str, object], tmp_path: Path) -> None:
    info = host.exporter(identity)
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, options))


def test_two_thousand_lines_are_cut() -> None:
    timeline = timeline_of(*([ENGLISH, CHINESE, "Yes.", "And what did he say then?"] * 500), length=86_000, gap=4_000)
    assert len(formats.srt(make_cues(timeline), 48_000)) > 100_000
