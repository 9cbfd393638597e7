"""Whatever somebody feeds us: the words are all in the project, and nothing but LinereadError comes back."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document.model import Delivery
from studio.errors import LinereadError
from studio.script import (
    line_problems,
    parse_fountain,
    parse_script,
    print_script,
    read_text,
    segments,
    shown_text,
    spoken_text,
)
from studio.script.files import decoded
from tests.script.strategies import texts

_FRAMES = (
    "{w}", "{W}: {w}", "{W} ({w}): {w} {w}", "  {w} {w}", "# {w}", "== {w} ==", "// {w}", "[# {w}]", "INT. {w} - DAY",
    "{W}（{w}，happy 0.6）：{w}", "Title: {w}", "Cast:", "Say:", "Voices:", "Markers:", "  {W}: clara, {w}",
    "  {w} = {w}", "  {W}: {w}, pitch 2, {w}", "  0:12.5 {w}", "    {w} = {w}", "    // {w}", "Gaps: {w} 3, comma 5",
    "Rate: {w}", "Seed: {w}", "Language: {w}", "Author: {w}", "", "", "{W}:", "  | {w}", "({w})", "{w} - {w}: {w}",
    "{W}: [{w}] {w} [emotion_{w}] {{{w}|{w}}} {{{w}}} [speed_9] {w} [{w}", "{W}: [#id L-1] {w}", "---", "{W}:{w}",
    "7:30 {w}", "https://{w}: {w}", '"{w}": {w}', "{W} ({w}) ({w}): {w}", "\t{w}", "<<<<<<< {w}", "{W} {{{w}}}: {w}",
    "  {W}: \"{w}\", {w} {{{w} 2}}", "  {W}: clara {{{w}, pitch 2}}", "#{w}", "Scene 2: {w}", "ACT II {w}", "* {w}",
)  # fmt: skip


def odd_script(rng: random.Random) -> tuple[str, list[str]]:
    """A script whose words are all different, in every order a script can be wrong in."""
    made: list[str] = []

    def word(capital: bool) -> str:
        made.append(f"{'W' if capital else 'w'}{len(made)}{'Q' if capital else 'q'}")
        return made[-1]

    rows = []
    for _ in range(rng.randint(1, 25)):
        frame = rng.choice(_FRAMES)
        frame = re.sub(r"\{([wW])\}", lambda found: word(found[1] == "W"), frame)
        rows.append(frame.replace("{{", "{").replace("}}", "}"))
    return rng.choice(["\n", "\r\n", "\r"]).join(rows), made


def test_every_word_of_a_script_is_somewhere_in_the_project() -> None:
    for seed in range(1500):
        script, words = odd_script(random.Random(seed))
        project, problems = parse_script(script)
        printed = print_script(project)
        lost = [word for word in words if word not in printed]
        assert not lost, f"seed {seed}: {lost}\n{script}\n-----\n{printed}"
        assert parse_script(printed)[0] == project, f"seed {seed}\n{script}\n-----\n{printed}"
        rows = script.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in problems:
            assert 1 <= problem.line <= len(rows)
            assert 1 <= problem.column <= len(rows[problem.line - 1]) + 1


def test_every_word_of_a_screenplay_is_somewhere_in_the_project() -> None:
    frames = (
        "{W}", "{W} (V.O.)", "{w} {w}", "({w})", "", "", "INT. {w}", ".{w}", "> {w} <", "[[{w}]]", "/* {w}", "*/",
        "!{W}", "@{w}", "~{w}", "# {w}", "= {w}", "===", "{W} ^", "*{w}* _{w}_", "  ", "[{w} {{{w}", "Title: {w}",
        "{w} [[{w}", "{w}]] {w}", "[laugh] {w}", "TO:", "CUT {W} TO:",
    )  # fmt: skip
    for seed in range(600):
        rng = random.Random(seed)
        words: list[str] = []

        def word(found: re.Match[str], words: list[str] = words) -> str:
            words.append(f"{found[1]}{len(words)}{'Q' if found[1] == 'W' else 'q'}")
            return words[-1]

        rows = [re.sub(r"\{([wW])\}", word, rng.choice(frames)) for _ in range(rng.randint(1, 20))]
        for action in ("remarks", "narrator"):
            project, _ = parse_fountain("\n".join(rows), action=action)
            printed = print_script(project)
            lost = [one for one in words if one not in printed]
            assert not lost, f"seed {seed}: {lost}\n" + "\n".join(rows) + "\n-----\n" + printed
            assert parse_script(printed)[0] == project


@settings(max_examples=200, deadline=None)
@given(st.one_of(texts, st.text(max_size=60), st.lists(texts, max_size=6).map("\n".join)))
def test_any_text_at_all_is_read(text: str) -> None:
    project, _ = parse_script(text)
    parse_fountain(text)
    parse_script(text, base=project)
    for line in project.lines():
        shown = shown_text(line.text)
        spoken_text(line.text)
        line_problems(line.text)
        made = segments(line.text, Delivery(speed=3.0, pitch=-90.0, volume=float("nan")), "en")
        assert "".join(segment.text for segment in made if hasattr(segment, "text")) == shown


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_refusal(data: bytes) -> None:
    try:
        text, _ = decoded(data)
    except LinereadError:
        return
    assert "\r" not in text
    assert "\0" not in text
    parse_script(text)


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000_000, "MARA: " + "word " * 2_000_000, "[" * 200_000, "{" * 200_000, "\\" * 1_000_000 + "[",
     "[#" * 200_000, "[laugh]" * 100_000, "{a|" * 200_000, "MARA: x\n" + " " * 5_000_000 + "y", "(" * 1_000_000 + ":",
     "A " * 500_000 + ":", "[emotion_" * 100_000, "x\n" * 200_000, '"' * 500_000 + ":", "\\[" * 300_000, "=" * 300_000,
     "- " * 300_000 + "x", "[#id " * 200_000, "*" * 300_000, "[[" * 100_000, "/*" * 100_000],
    ids=lambda text: repr(text[:9]),
)  # fmt: skip
def test_huge_and_hostile_texts_are_read_in_seconds(text: str) -> None:
    project, _ = parse_script(text)
    for line in project.lines():
        shown_text(line.text)
    if len(text) <= 1_000_000:
        parse_fountain(text)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("MARA: Grüß Gott".encode("utf-8-sig"), None),
        ("MARA: Grüß Gott".encode("utf-16"), None),
        ("MARA: Grüß Gott".encode("utf-16-be"), "utf-16-be"),
        ("MARA: Grüß Gott, schöne Füße".encode("cp1252"), "cp1252"),
        ("MARA: “Don’t – café”".encode("cp1252"), "cp1252"),
        ("小明：你好，今天的天气真不错。我们去散步吧。".encode("gb18030"), "gb18030"),
        ("MARA：你好".encode("gb18030"), "gb18030"),
        (b"MARA: one\x00two", "Zero bytes"),
        (b"MARA: one\rTOM: two\r\nMARA: three", None),
        (b"", None),
    ],
)
def test_old_encodings_are_read_and_a_guess_is_said_aloud(tmp_path: Path, data: bytes, said: str | None) -> None:
    path = tmp_path / "script.txt"
    path.write_bytes(data)
    text, problems = read_text(path)
    if said is None:
        assert not problems
    else:
        assert said in problems[0].message
        assert problems[0].line == 1
    if b"\x00t" not in data:
        for encoding in ("utf-8-sig", "utf-16", "utf-16-be", "cp1252", "gb18030"):
            try:
                wanted = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                continue
            if text == wanted:
                break
        else:
            pytest.fail(text)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 abc", b"PK\x03\x04word/document.xml", b"RIFF\0\0\0\0WAVEfmt ", bytes(range(256)) * 40, b"\0" * 500,
     random.Random(1).randbytes(5000), b"{\\rtf1 hello}", b"\x89PNG\r\n\x1a\n0000"],
    ids=["pdf", "docx", "wav", "bytes", "zeros", "noise", "rtf", "png"],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_with_a_next_step(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "script.txt"
    path.write_bytes(data)
    with pytest.raises(LinereadError, match="text") as refusal:
        read_text(path)
    assert refusal.value.hint


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.txt", tmp_path, tmp_path / "x\0y"):
        with pytest.raises(LinereadError):
            read_text(path)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "word ", "[SECRET]", "[/SECRET]", "[emotion_SECRET]", "[emotion_sad_SECRET]", "[speed_SECRET]", "[# SECRET]",
    "[voice_SECRET]", "[/voice]", "[lang SECRET]", "{word|word}", "[pause SECRET]", "[whisper SECRET]", "\\\\[SECRET]",
    "{SECRET}", "{|SECRET}", "{SECRET|}", "{a|SECRET|c}", "{[laugh]|SECRET}", "[laugh]", "[laugh SECRET]",
    "[emotion_SECRET",
]), max_size=10).map("".join))  # fmt: skip
def test_nothing_of_a_tag_is_ever_spoken_or_shown(text: str) -> None:
    made = segments(text, Delivery(), "en")
    spoken = [words for s in made for words in (getattr(s, "say", None), getattr(s, "text", None)) if words]
    assert "SECRET" not in "".join([*spoken, shown_text(text), spoken_text(text)])
    assert len(line_problems(text)) >= text.count("[SECRET]")
