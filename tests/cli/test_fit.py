"""Subtitles come in, lines are spoken, and those that are too long are brought into their slots by the voice itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Lineread

SRT = """\
1
00:00:01,000 --> 00:00:{end}
The lighthouse keeper counted the ships that passed in the night.

2
00:00:08,000 --> 00:00:13,000
Yes.
"""


def test_a_line_is_fitted_to_its_slot_and_spoken_again(done: Lineread, tmp_path: Path) -> None:
    project, script = tmp_path / "p", tmp_path / "x.srt"
    script.write_text(SRT.format(end="06,000"), encoding="utf-8")
    done("new", project, "--script", script)
    done("render", project)
    lines = done("show", project, "--json").json["lines"]
    natural = (lines[0]["end"] - lines[0]["start"]) / lines[0]["rate"]
    ends = 1 + natural / 1.15
    script.write_text(SRT.format(end=f"{ends:06.3f}".replace(".", ",")), encoding="utf-8")
    done("import", project, script, "--yes")
    assert "gap" in done("fit", project).out
    said = done("fit", project, "--mode", "stretch", "--json").json
    assert said["changes"] == [line["id"] for line in lines]  # the other one remembers the mode
    assert (said["lines"][0]["verdict"], said["lines"][0]["speed"]) == ("stretch", 1.16)
    assert done("fit", project, "--mode", "stretch", "--json").json == said  # nothing was applied
    assert "Applied" in done("fit", project, "--mode", "stretch", "--yes").out
    done("render", project)
    again = done("fit", project, "--json").json["lines"]
    assert again[0]["length_ms"] == pytest.approx(natural * 1000 / 1.16, rel=0.03)
    assert [line["verdict"] for line in again] == ["fits", "fits"]
    assert "1 at another speed" not in done("fit", project).out


def test_a_project_without_slots_says_where_they_come_from(done: Lineread, tmp_path: Path) -> None:
    script = tmp_path / "x.txt"
    script.write_text("ANN: Hello.\n", encoding="utf-8")
    done("new", tmp_path / "p", "--script", script)
    assert "No line has a slot" in done("fit", tmp_path / "p").out
