"""Words and sounds arrive at their samples in Praat, in tools around Whisper, and in Premiere's layout."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import parselmouth
import pysubs2
import pytest
from parselmouth.praat import call
from praatio import textgrid as praatio

from plugins import conformance
from plugins.aligned.premiere import language_of
from plugins.aligned.textgrid import filled
from plugins.api import TimedWord, Timeline, sentences, spoken_words, words_text
from plugins.conformance import POSITIONS, PROGRAMMES, _clip
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


def export(tmp_path: Path, name: str, programme: str = "odd", **options: object) -> tuple[Timeline, Path]:
    timeline, project = PROGRAMMES[programme](tmp_path)
    delivery = run_exports(plan_exports([name], timeline, project, options), tmp_path / "out")
    return timeline, tmp_path / "out" / delivery.files[0].path


@pytest.mark.parametrize("identity", ["words", "textgrid", "premiere"])
def test_the_exporters_conform(identity: str, tmp_path: Path) -> None:
    info = host.exporter(identity)
    conformance.run(type(info.load_exporter()), tmp_path)


def test_the_whisper_layout_conforms(tmp_path: Path) -> None:
    info = host.exporter("words")
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, {"layout": "whisper"}))


def test_word_json_has_every_word_at_its_sample(tmp_path: Path) -> None:
    timeline, path = export(tmp_path, "words")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["format"], document["rate"]) == ("lineread-words", 48_000)
    assert [(line["start"], line["end"]) for line in document["lines"]] == [(s, s + n) for s, n in POSITIONS]
    for line, clip in zip(document["lines"], timeline.clips(), strict=True):
        assert line["id"] == clip.line_id
        assert [(w["start"], w["end"]) for w in line["words"]] == [(w.start, w.end) for w in clip.words]
        assert [line["text"][w["offset"] :].startswith(w["text"]) for w in line["words"]] == [True] * len(clip.words)


@pytest.mark.parametrize("programme", sorted(PROGRAMMES))
def test_pysubs2_reads_the_whisper_layout(programme: str, tmp_path: Path) -> None:
    timeline, path = export(tmp_path, "words", programme, layout="whisper")
    result = json.loads(path.read_text(encoding="utf-8"))
    read = pysubs2.load_from_whisper(result)
    shown = [clip for clip in timeline.clips() if clip.text.strip()]
    assert len(read) == len(shown)
    for event, clip in zip(read, shown, strict=True):
        assert abs(event.start - clip.start / 48) <= 0.5001
        assert event.text.split() == clip.text.split()
    for segment in result["segments"]:
        assert "".join(word["word"] for word in segment["words"]).split() == segment["text"].split()


def test_praat_and_praatio_read_the_exact_samples(tmp_path: Path) -> None:
    timeline, path = export(tmp_path, "textgrid")
    grid = parselmouth.read(str(path))
    assert call(grid, "Get number of tiers") == 8  # three a character, scenes, markers
    read = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
    assert read.tierNames[:3] == ("ALICE", "ALICE - words", "ALICE - phones")
    found = {}
    for tier in ("ALICE", "BOB"):
        for entry in read.getTier(tier).entries:
            found[round(entry.start * 48_000)] = round(entry.end * 48_000)
            assert abs(entry.start * 48_000 - round(entry.start * 48_000)) < 1e-6
    assert found == {start: start + length for start, length in POSITIONS}
    words = [(round(e.start * 48_000), round(e.end * 48_000), e.label) for e in read.getTier("ALICE - words").entries]
    assert words == [(w.start, w.end, w.text) for c in timeline.tracks[0].clips for w in c.words]
    assert call(grid, "Get start time of interval", 1, 2) * 48_000 == pytest.approx(12_345, abs=1e-6)
    assert call(grid, "Get time of point", 8, 1) * 48_000 == pytest.approx(4_711, abs=1e-6)


@pytest.mark.parametrize("programme", sorted(PROGRAMMES))
def test_praat_reads_every_programme(programme: str, tmp_path: Path) -> None:
    timeline, path = export(tmp_path, "textgrid", programme)
    parselmouth.read(str(path))
    read = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
    shown = " ".join(e.label for name in read.tierNames for e in read.getTier(name).entries)
    for clip in timeline.clips():
        assert " ".join(clip.text.split()) in shown
        for word in clip.words:
            assert word.text in shown


def test_a_tier_has_no_holes_and_no_empty_intervals() -> None:
    made = filled([(10, 20, "a"), (15, 30, "b"), (40, 40, "c"), (50, 60, "d"), (99, 99, "e")], 100)
    assert made == [(0, 10, ""), (10, 20, "a"), (20, 30, "b"), (30, 50, ""), (50, 60, "c d e"), (60, 100, "")]
    assert all(a[1] == b[0] for a, b in pairwise(made))


def test_premiere_gets_sentences_with_speakers(tmp_path: Path) -> None:
    timeline, path = export(tmp_path, "premiere", "rates")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert set(document) == {"language", "segments", "speakers"}
    assert document["language"] == "en-us"
    names = {speaker["id"]: speaker["name"] for speaker in document["speakers"]}
    assert all(uuid.UUID(identity) for identity in names)
    for segment in document["segments"]:
        assert set(segment) == {"duration", "language", "speaker", "start", "words"}
        assert segment["speaker"] in names
        assert [word["eos"] for word in segment["words"]] == [False] * (len(segment["words"]) - 1) + [True]
        for word in segment["words"]:
            assert set(word) == {"confidence", "duration", "eos", "start", "tags", "text", "type"}
            assert word["duration"] >= 0
            assert segment["start"] <= word["start"] <= segment["start"] + segment["duration"] + 1e-6
    text = " ".join(word["text"] for segment in document["segments"] for word in segment["words"])
    assert "".join(text.split()) == "".join("".join(c.text.split()) for c in timeline.clips())


def test_premieres_list_of_languages_is_closed() -> None:
    expected = {"en": "en-us", "pt_BR": "pt-br", "zh": "cmn-hans", "zh-TW": "cmn-hant", "no": "nb-no", "fi": "??-??"}
    assert {code: language_of(code) for code in expected} == expected


def test_words_come_with_their_punctuation_and_sentences_end() -> None:
    text = "“Well,” she said — no! 你好，世界。 Bye"
    clip = _clip(1, text, 1000, 90_000)
    bare: list[str] = []
    for word in ("Well", "she", "said", "no", "你好", "世界", "Bye"):
        bare.append(TimedWord(word, 1000 + len(bare) * 10_000, 9000 + len(bare) * 10_000, text.index(word)))
    words = spoken_words(replace(clip, words=tuple(bare)))
    assert [w.text for w in words] == ["“Well,”", "she", "said —", "no!", "你好，", "世界。", "Bye"]
    assert words_text(words) == text
    groups = [words_text(group) for group in sentences(replace(clip, words=tuple(bare)))]
    assert groups == ["“Well,” she said — no!", "你好，世界。", "Bye"]
