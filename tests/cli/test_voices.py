"""`lineread voices`: from a recording to a delivery that says who agreed, with the tones for an engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import project
from tests.command import Lineread
from tests.recordings import TRANSCRIPT, record

__all__ = ["project"]  # a fixture

CONSENT = "Mara Lind; the audio drama Lighthouse"


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return record(tmp_path / "mara.wav")


def test_called_bare_it_lists_the_catalogue(lineread: Lineread) -> None:
    assert "narrator" in lineread("voices").out
    engines = json.loads(lineread("voices", "--json").out)
    assert {"engine", "label", "capabilities", "voices"} <= engines[0].keys()
    assert json.loads(lineread("voices", "list", "--json").out) == engines


def test_from_a_recording_to_a_delivery(project: Path, recording: Path, tmp_path: Path, lineread: Lineread) -> None:
    clone = ("voices", "add", project, "--clone", recording, "--name", "MARA", "--engine", "fake")
    refused = lineread(*clone, "--transcript", TRANSCRIPT)
    assert refused.code == 1
    assert "only with the consent" in refused.err
    assert '--consent "Mara Lind; the audio drama Lighthouse"' in refused.err
    made = lineread(*clone, "--transcript", TRANSCRIPT, "--consent", CONSENT, "--consent-date", "2026-03-31",
                    "--give", "ANN", "--json")  # fmt: skip
    assert made.code == 0, made.err
    assert (made.json["kind"], made.json["speaks"], made.json["characters"]) == ("clone", True, ["ANN"])
    more = lineread(
        "voices", "add", project, "--clone", record(tmp_path / "h.wav", 250), "--name", "mara", "--mood", "happy"
    )
    assert "neutral, happy" in more.out
    assert "Mara Lind agreed to another recording, on 2026-03-31" in " ".join(more.err.split())
    assert "3 lines rendered" in lineread("render", project).out
    ran = lineread("export", project, "--to", "stems,srt", "--out", tmp_path / "out")
    assert "VOICES.txt" in ran.out
    delivery = json.loads((tmp_path / "out" / "delivery.json").read_text())
    mara = next(v for v in delivery["voices"] if v["name"] == "MARA")
    assert (mara["kind"], mara["engine"], mara["characters"], mara["lines"]) == ("clone", "fake", ["ANN"], 2)
    assert (mara["consent"]["who"], mara["consent"]["when"]) == ("Mara Lind", "2026-03-31")
    assert mara["consent"]["purpose"] == "the audio drama Lighthouse"
    assert mara["consent"]["sha256"] in mara["recordings"]
    text = (tmp_path / "out" / "VOICES.txt").read_text()
    assert "consent of Mara Lind, 2026-03-31, for: the audio drama Lighthouse" in text
    assert "OTHER RECORDINGS, to which it was not given: happy" in text
    assert lineread("verify", tmp_path / "out").code == 0


def test_a_delivery_of_catalogue_voices_has_no_extra_file(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    lineread("render", project)
    lineread("export", project, "--to", "srt", "--out", tmp_path / "out")
    assert not (tmp_path / "out" / "VOICES.txt").exists()
    delivery = json.loads((tmp_path / "out" / "delivery.json").read_text())
    assert {v["kind"] for v in delivery["voices"]} == {"preset"}


def test_a_withdrawn_consent_stops_the_voice_until_it_is_given_again(
    project: Path, recording: Path, lineread: Lineread
) -> None:
    lineread("voices", "add", project, "--clone", recording, "--name", "MARA", "--engine", "fake", "--consent", CONSENT,
             "--give", "ANN")  # fmt: skip
    assert "does not speak any more" in lineread("voices", "consent", project, "MARA", "--withdraw").out
    assert "Nobody has agreed" in lineread("voices", "list", project).err
    assert "1 line rendered" in lineread("render", project).out
    shown = lineread("show", project)
    assert "2 unvoiced" in shown.out
    assert "lineread voices consent" in shown.err
    assert lineread("voices", "consent", project, "MARA").code == 1
    again = lineread("voices", "consent", project, "MARA", CONSENT, "--date", "2026-04-01")
    assert "Mara Lind agreed on 2026-04-01" in again.out
    assert "2 lines rendered" in lineread("render", project).out


def test_a_changed_consent_is_in_the_next_delta(
    project: Path, recording: Path, tmp_path: Path, lineread: Lineread
) -> None:
    lineread("voices", "add", project, "--clone", recording, "--name", "MARA", "--engine", "fake", "--consent", CONSENT,
             "--give", "ANN")  # fmt: skip
    lineread("render", project)
    lineread("export", project, "--to", "srt", "--out", tmp_path / "one")
    lineread("export", project, "--to", "srt", "--out", tmp_path / "two", "--since", tmp_path / "one")
    assert not (tmp_path / "two" / "VOICES.txt").exists()
    lineread("voices", "consent", project, "MARA", "Mara Lind; everything")
    lineread("export", project, "--to", "srt", "--out", tmp_path / "three", "--since", tmp_path / "one")
    assert "for: everything" in (tmp_path / "three" / "VOICES.txt").read_text()


def test_a_recording_is_checked_before_anything_is_made(tmp_path: Path, lineread: Lineread) -> None:
    good = lineread("voices", "check", record(tmp_path / "a.wav"), "--out", tmp_path / "clean.wav", "--json")
    assert (good.code, good.json["good"], good.json["findings"]) == (0, True, [])
    assert (tmp_path / "clean.wav").is_file()
    short = lineread("voices", "check", record(tmp_path / "b.wav", seconds=0.2), "--json")
    assert (short.code, short.json["good"]) == (1, False)
    long = lineread("voices", "check", record(tmp_path / "c.wav", seconds=45.0))
    assert long.code == 0
    assert "--from" in long.err


def test_a_design_is_heard_three_times_and_one_is_frozen(project: Path, tmp_path: Path, lineread: Lineread) -> None:
    freeze = ("voices", "freeze", project, "--description", "a deep old man", "--name", "TOM", "--engine", "fake")
    heard = lineread(*freeze, "--seed", 7, "--out", tmp_path / "tom.wav")
    assert heard.code == 0, heard.err
    assert sorted(p.name for p in tmp_path.glob("tom-*.wav")) == ["tom-1.wav", "tom-2.wav", "tom-3.wav"]
    assert "TOM" not in lineread("voices", "list", project).out
    kept = lineread(*freeze, "--seed", 7, "--audition", 2, "--give", "BOB", "--json")
    assert kept.code == 0, kept.err
    assert kept.json["kind"] == "frozen"
    assert kept.json["origin"] == {"engine": "fake", "description": "a deep old man", "seed": 8}
    heard_bytes = (tmp_path / "tom-2.wav").read_bytes()
    reference = next((project / str(kept.json["asset"])).glob("*.wav"))
    assert reference.read_bytes() == heard_bytes, "what was heard is what is kept"
    assert "nothing to freeze" in lineread("voices", "freeze", project, "TOM").err
    assert lineread("voices", "freeze", project).code == 1


def test_a_voice_of_the_project_is_frozen_and_keeps_its_characters(project: Path, lineread: Lineread) -> None:
    before = json.loads(lineread("voices", "list", project, "--json").out)[0]
    after = lineread("voices", "freeze", project, before["name"], "--json").json
    assert (after["id"], after["kind"], after["characters"]) == (before["id"], "frozen", before["characters"])


def test_voices_travel_and_go(project: Path, recording: Path, tmp_path: Path, lineread: Lineread) -> None:
    lineread("voices", "add", project, "--clone", recording, "--name", "MARA", "--engine", "fake", "--consent", CONSENT)
    packed = tmp_path / "mara.lineread-voice"
    assert "1 recording" in lineread("voices", "export", project, "MARA", "--out", packed).out
    assert "already" in lineread("voices", "import", project, packed, "--engine", "fake").err
    ran = lineread("voices", "import", project, packed, "--name", "TWIN", "--engine", "fake", "--give", "BOB")
    assert ran.code == 0, ran.err
    listed = {v["name"]: v for v in json.loads(lineread("voices", "list", project, "--json").out)}
    assert listed["TWIN"]["consent"] == listed["MARA"]["consent"]
    assert listed["TWIN"]["characters"] == ["BOB"]
    assert lineread("voices", "remove", project, "TWIN", "--erase", "--yes").code == 0
    assert "recordings are in" in lineread("voices", "remove", project, "MARA").out
    assert [p.name for p in (project / "voices").iterdir()] == ["mara"]


def test_a_character_that_does_not_exist_costs_nothing(project: Path, recording: Path, lineread: Lineread) -> None:
    ran = lineread("voices", "add", project, "--clone", recording, "--name", "MARA", "--engine", "fake", "--consent",
                   CONSENT, "--give", "NOBODY")  # fmt: skip
    assert ran.code == 1
    assert "There are: ANN, BOB" in ran.err
    assert not (project / "voices").exists()
