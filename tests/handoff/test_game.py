"""A game pack: every line a file of its own, and every engine's table knows it by its id."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pyloudnorm
import pytest
import soundfile

from plugins import conformance
from plugins.api import Project, TimedPhone, Timeline
from plugins.conformance import POSITIONS, PROGRAMMES
from plugins.game.mouth import mouth_cues, shapes_of
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports

ENGINES = dict.fromkeys(("wwise", "unreal", "unity", "fmod", "godot", "renpy", "yarn"), True)


@pytest.fixture
def programme(tmp_path: Path) -> tuple[Timeline, Project]:
    (tmp_path / "takes").mkdir()
    return PROGRAMMES["odd"](tmp_path / "takes")


def export(programme: tuple[Timeline, Project], out: Path, **options: Any) -> Path:
    run_exports(plan_exports(["game"], *programme, options), out)
    return out


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_the_manifest_says_what_the_files_are(programme: tuple[Timeline, Project], tmp_path: Path) -> None:
    out = export(programme, tmp_path / "out", lipsync="json", depth="16")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    table = rows(out / "manifest.csv")
    assert [x["id"] for x in manifest["lines"]] == [x["id"] for x in table] == ["L-0001", "L-0002", "L-0003"]
    gain = manifest["levels"]["programme"]
    for line, (_, length), clip in zip(manifest["lines"], POSITIONS, programme[0].clips(), strict=True):
        path = out / line["file"]
        assert line["file"] == f"en/{line['character']}/{line['id']}.wav"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == line["sha256"]
        sound, rate = soundfile.read(path)
        info = soundfile.info(path)
        assert (len(sound), rate, info.subtype, info.channels) == (length, line["rate"], "PCM_16", line["channels"])
        assert line["samples"] == length
        assert line["loudness"] == pytest.approx(pyloudnorm.Meter(rate).integrated_loudness(sound), abs=0.1)
        assert line["true_peak"] >= round(20 * np.log10(np.abs(sound).max()), 2) - 0.01
        assert line["words"][0][1] == clip.words[0].start - clip.start
        assert line["visemes"][0][1] == 0
        assert line["visemes"][-1][2] == length
        take, _ = soundfile.read(clip.path)
        assert np.abs(sound - take * 10 ** (gain / 20)).max() < 2 / 32768
        assert (out / line["lipsync"]).is_file()
    assert table[1]["words"].startswith("0.000 Hello, | ")


def test_every_engine_has_its_table(programme: tuple[Timeline, Project], tmp_path: Path) -> None:
    timeline, project = programme
    first = replace(timeline.tracks[0].clips[0], text='He said:\t"go",\nand went.', direction="loud",
                    fields={"file": "A.yarn", "lineNumber": "7", "lock": "ab"}, language="fr")  # fmt: skip
    track = replace(timeline.tracks[0], clips=(first, *timeline.tracks[0].clips[1:]))
    out = export((replace(timeline, tracks=(track, *timeline.tracks[1:])), project), tmp_path / "out", **ENGINES)

    wwise = rows(out / "wwise" / "import.txt", "\t")
    assert wwise[0]["Audio File"] == "..\\fr\\ALICE\\L-0001.wav"
    assert (out / "wwise" / wwise[0]["Audio File"].replace("\\", "/")).is_file()
    assert wwise[0]["Object Path"].endswith("<Actor-Mixer>ALICE\\<Sound Voice>L-0001")
    assert wwise[1]["Event"].endswith("Play_L-0002@Play")
    unreal = rows(out / "unreal" / "dialogue.csv")
    assert unreal[0]["SpokenDialogue"] == first.text
    assert (unreal[0]["VoiceActorDirection"], unreal[0]["SpeakingVoice"]) == ("loud", "ALICE")
    assert unreal[0]["AudioFileName"] == "L-0001.wav"
    assert rows(out / "unreal" / "table.csv")[2]["---"] == "L-0003"
    unity = rows(out / "unity" / "strings.csv")
    assert list(unity[0]) == ["Key", "Id", "Shared Comments", "English(en)", "French(fr)"]
    assert (unity[0]["English(en)"], unity[0]["French(fr)"]) == ("", first.text)
    assert len({x["Id"] for x in unity}) == 3
    assert rows(out / "godot" / "translation.csv")[1]["en"] == "Hello, world."
    keys = dict(row.split(", ", 1) for row in (out / "keys.txt").read_text(encoding="utf-8").splitlines())
    assert all((out / path).is_file() for path in keys.values())
    yarn = rows(out / "yarn" / "strings.csv")
    assert (yarn[0]["text"], yarn[0]["file"], yarn[0]["lock"]) == (f"ALICE: {first.text}", "A.yarn", "ab")
    script = (out / "renpy" / "lineread_voices.rpy").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    body = script.replace("define ", "").replace("init python:\n", "").replace("    def ", "def ")
    exec(body.replace("config.auto_voice", "auto_voice"), names)
    assert names["auto_voice"]("L-0002") == "voice/en/BOB/L-0002.wav"
    assert names["auto_voice"]("nobody") is None


def test_our_yarn_strings_come_in_again(programme: tuple[Timeline, Project], tmp_path: Path) -> None:
    out = export(programme, tmp_path / "out", yarn=True)
    info = host.importer_for(out / "yarn" / "strings.csv")
    assert info.id == "yarn-strings"
    imported = info.load_importer().read(out / "yarn" / "strings.csv", checked(info, {}))
    assert [(x.id, x.text) for x in imported.project.lines()] == [(f"L-000{n}", "Hello, world.") for n in (1, 2, 3)]
    assert {c.name for c in imported.project.characters} == {"ALICE", "BOB"}


def phones(symbols: str, length: int) -> tuple[TimedPhone, ...]:
    return tuple(
        TimedPhone(s, 12_345 + length * n // len(symbols), 12_345 + length * (n + 1) // len(symbols))
        for n, s in enumerate(symbols)
    )


def spoken(programme: tuple[Timeline, Project], symbols: str, rest: int = 0) -> Timeline:
    """The first line with these phonemes, evenly over it but for ``rest`` samples at its end."""
    timeline = programme[0]
    first = timeline.tracks[0].clips[0]
    first = replace(first, phones=phones(symbols, first.length - rest))
    return replace(timeline, tracks=(replace(timeline.tracks[0], clips=(first,)),))


def test_the_mouth_follows_the_phonemes(programme: tuple[Timeline, Project]) -> None:
    timeline = spoken(programme, "hˈəlO", rest=20_000)
    clip = timeline.tracks[0].clips[0]
    cues = mouth_cues(clip, timeline.rate)
    assert "".join(cue.shape for cue in cues) == "CHEFX"
    assert [cues[0].start, *(cue.end for cue in cues)] == [0, *(cue.start for cue in cues[1:]), clip.length]
    assert cues[-1].start == clip.length - 20_000
    assert [shapes_of(s) for s in ("m", "I", "f", "ˈ", "ː", "你")] == ["A", "DB", "G", "", "", "C"]
    silent = replace(clip, phones=(), words=())
    assert [cue.shape for cue in mouth_cues(silent, timeline.rate)] == ["X"]
    lettered = mouth_cues(replace(clip, phones=()), timeline.rate)
    assert {cue.shape for cue in lettered} >= {"C", "H", "E"}


def read_tsv(path: Path) -> list[tuple[float, str]]:
    return [(float(row.split("\t")[0]), row.split("\t")[1]) for row in path.read_text().splitlines()]


def read_json(path: Path) -> list[tuple[float, str]]:
    value = json.loads(path.read_text())
    cues = value["mouthCues"]
    assert all(one["end"] == two["start"] for one, two in itertools.pairwise(cues))
    return [*((cue["start"], cue["value"]) for cue in cues), (value["metadata"]["duration"], "X")]


def read_xml(path: Path) -> list[tuple[float, str]]:
    root = ElementTree.parse(path).getroot()
    made = [(float(cue.get("start", "")), cue.text or "") for cue in root.iter("mouthCue")]
    return [*made, (float(root.findtext("metadata/duration") or ""), "X")]


@pytest.mark.parametrize(("kind", "read"), [("tsv", read_tsv), ("json", read_json), ("xml", read_xml)])
def test_rhubarbs_three_files_say_the_same_within_half_a_centisecond(
    kind: str, read: Any, programme: tuple[Timeline, Project], tmp_path: Path
) -> None:
    timeline = spoken(programme, "hˈəlO wˈɜɹld", rest=9_000)
    delivery = run_exports(plan_exports(["lipsync"], timeline, programme[1], {"format": kind}), tmp_path / "out")
    made: Sequence[tuple[float, str]] = read(tmp_path / "out" / delivery.files[0].path)
    cues = mouth_cues(timeline.tracks[0].clips[0], timeline.rate)
    assert [shape for _, shape in made[:-1]] == [cue.shape for cue in cues]
    for (at, _), cue in zip(made, cues, strict=False):
        assert abs(at - cue.start / timeline.rate) <= 0.005 + 1e-9
    assert made[-1][0] == pytest.approx(48_017 / 48_000, abs=0.005)


@pytest.mark.parametrize(
    ("identity", "options"),
    [
        ("game", {}),
        ("game", {**ENGINES, "lipsync": "xml", "template": "same", "format": "ogg", "balance": "character"}),
        ("game", {"rate": 44100, "depth": "16", "loudness": None}),
        ("lipsync", {}),
        ("lipsync", {"format": "xml", "per": "character"}),
    ],
)  # fmt: skip
def test_they_conform(identity: str, options: dict[str, Any], tmp_path: Path) -> None:
    info = host.exporter(identity)
    conformance.run(type(info.load_exporter()), tmp_path, checked(info, options))
