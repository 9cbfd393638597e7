"""A project on disk: what is saved comes back, and nothing a person wrote can be lost."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from studio.document.model import Character, Delivery, Line, Marker, Project, Pronunciation, Scene, Voice
from studio.errors import LinereadError
from studio.project import CopyCancelled, ProjectFolder
from studio.project.codec import decode, encode


def sample(lines: int = 3) -> Project:
    return Project(
        id="P-1",
        name="The Lighthouse",
        voices=(Voice(id="V-1", name="Clara", preset="clara", settings={"pitch": 2.0}),),
        characters=(
            Character(
                id="C-1", name="MARA", voice="V-1", delivery=Delivery(emotion="calm", speed=0.95), color="#4477aa",
                lexicon=(Pronunciation(word="nginx", say="engine x"),),
            ),
        ),
        scenes=(
            Scene(
                id="S-1",
                title="Harbour",
                lines=tuple(
                    Line(id=f"L-{i}", character="C-1", text=f"[emotion_happy]Line “{i}”[/emotion]\nsecond row 你好",
                         pause_after=250, fields={"file": "a.wav"}, note="a remark", locked=i == 1)
                    for i in range(lines)
                ),
                note="at the end",
            ),
        ),
        markers=(Marker(id="M-1", name="Start", start=12_345),),
    )  # fmt: skip


def test_everything_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "p", sample())
    project, problems = ProjectFolder(tmp_path / "p").load()
    assert project == sample()
    assert problems == ()


def test_one_script_line_is_one_text_line() -> None:
    before = encode(sample()).decode().splitlines()
    scene = sample().scenes[0]
    edited = dataclasses.replace(scene.lines[1], text="New words.")
    after_project = dataclasses.replace(
        sample(), scenes=(dataclasses.replace(scene, lines=(scene.lines[0], edited, scene.lines[2])),)
    )
    after = encode(after_project).decode().splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    assert json.loads("\n".join(after))["format"] == "lineread"


def test_saving_keeps_the_older_states_in_a_ring(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample())
    for i in range(25):
        folder.save(dataclasses.replace(sample(), name=f"Version {i}"))
    kept = folder.autosaves()
    assert len(kept) == 20
    assert decode(kept[0].read_bytes())[0].name == "Version 23"


def test_a_damaged_file_is_refused_and_recovered_without_losing_it(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample())
    folder.save(dataclasses.replace(sample(), name="Second"))
    folder.file.write_bytes(folder.file.read_bytes()[:200])
    with pytest.raises(LinereadError, match="damaged") as caught:
        ProjectFolder(tmp_path / "p").load()
    assert "lineread recover" in caught.value.hint
    fresh = ProjectFolder(tmp_path / "p")
    fresh.recover()
    assert fresh.load()[0] == sample()
    assert list((tmp_path / "p").glob("project.damaged-*.json"))


def test_a_newer_format_is_refused_politely(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample())
    before = folder.file.read_bytes().replace(b'"version": 1', b'"version": 99')
    folder.file.write_bytes(before)
    with pytest.raises(LinereadError, match="newer Lineread"):
        ProjectFolder(tmp_path / "p").load()
    assert folder.file.read_bytes() == before


def test_the_golden_project_of_every_released_format_still_opens() -> None:
    for golden in sorted(Path(__file__).parent.glob("golden/*/project.json")):
        project, problems = decode(golden.read_bytes())
        assert problems == ()
        assert sum(1 for _ in project.lines()) > 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"null",
        b"[]",
        b'{"format": "lineread"}',
        b'{"format": "lineread", "version": "one"}',
        b'{"format": "lineread", "version": true}',
        b'{"format": "other", "version": 1}',
        b'{"format": "lineread", "version": 1, "id": 5, "name": "x"}',
        b'{"format": "lineread", "version": 1, "id": "P", "name": "x", "rate": 0}',
        b'{"format": "lineread", "version": 1, "id": "P", "name": "x", "scenes": {"a": 1}}',
        b'{"format": "lineread", "version": 1, "id": "P", "name": "x", "scenes": [{"id": "S", "lines": [{"id": 1}]}]}',
        b'{"format": "lineread", "version": 1, "id": "P", "name": "x", "voices": [{"settings": {"a": "b"}}]}',
        encode(sample()).replace(b"}", b"", 1),
        encode(sample())[:-40],
        b"\xff\xfe" + encode(sample()),
    ],
)
def test_what_is_no_project_is_a_clear_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "project.json").write_bytes(data)
    with pytest.raises(LinereadError) as caught:
        ProjectFolder(tmp_path).load()
    assert str(tmp_path) in caught.value.message or "Hz" in caught.value.message
    assert caught.value.hint


def test_doubled_ids_and_missing_characters_are_repaired_not_refused(tmp_path: Path) -> None:
    data = encode(sample()).replace(b'"L-2"', b'"L-1"').replace(b'"character":"C-1"', b'"character":"C-9"', 1)
    project, problems = decode(data)
    lines = list(project.lines())
    assert len({line.id for line in lines}) == 3
    assert [line.text for line in lines] == [line.text for line in sample().lines()]
    assert project.character("C-9") is not None
    assert {p.code for p in problems} == {"duplicate-id", "no-character"}


def test_a_change_by_another_program_is_not_overwritten(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample())
    folder.file.write_bytes(encode(dataclasses.replace(sample(), name="Theirs")))
    with pytest.raises(LinereadError, match="changed by another program") as caught:
        folder.save(dataclasses.replace(sample(), name="Mine"))
    assert decode(folder.file.read_bytes())[0].name == "Theirs"
    assert decode(folder.autosaves()[0].read_bytes())[0].name == "Mine"
    assert str(folder.autosaves()[0]) in caught.value.hint


def test_a_second_writer_is_told_who_holds_the_project(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample())
    with (
        folder.hold("lineread studio"),
        pytest.raises(LinereadError, match=rf"open in lineread studio \(process {os.getpid()}"),
        ProjectFolder(tmp_path / "p").hold("lineread render"),
    ):
        pass
    with ProjectFolder(tmp_path / "p").hold("lineread render"):
        pass


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(LinereadError, match="not empty"):
        ProjectFolder.create(tmp_path, sample())
    assert [p.name for p in tmp_path.iterdir()] == ["note.txt"]


def _save_for_ever(path: str) -> None:
    folder = ProjectFolder(Path(path))
    folder.load()
    for number in range(1_000_000):
        folder.save(dataclasses.replace(sample(200), name=f"Version {number}"))


def test_a_kill_at_any_moment_of_saving_leaves_a_whole_project(tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "p", sample(200))
    chance = random.Random(7)
    context: Any = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    for _ in range(12):
        process = context.Process(target=_save_for_ever, args=(str(tmp_path / "p"),))
        process.start()
        assert process.pid is not None
        before = (tmp_path / "p" / "project.json").stat().st_mtime_ns
        deadline = time.monotonic() + 20
        while (tmp_path / "p" / "project.json").stat().st_mtime_ns == before and time.monotonic() < deadline:
            pass
        until = time.monotonic() + chance.random() * 0.02
        while time.monotonic() < until:
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        project, problems = ProjectFolder(tmp_path / "p").load()
        assert project.name.startswith(("Version", "The Lighthouse"))
        assert sum(1 for _ in project.lines()) == 200
        assert problems == ()


def test_a_copy_has_everything_that_is_whole_and_none_is_left_when_nobody_wants_it(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "p", sample(3))
    (folder.takes / "ab").mkdir(parents=True)
    (folder.takes / "ab" / "abc.flac").write_bytes(b"sound")
    (folder.takes / "ab" / ".abd.flac.00ff.part").write_bytes(b"so")
    folder.autosave(sample(3))
    copy = folder.copy_to(tmp_path / "copy", sample(4))
    assert sum(1 for _ in copy.load()[0].lines()) == 4
    found = {str(file.relative_to(copy.path)) for file in copy.path.rglob("*") if file.is_file()}
    assert {name for name in found if not name.startswith(".local")} == {"project.json", "takes/ab/abc.flac"}
    with pytest.raises(CopyCancelled):
        folder.copy_to(tmp_path / "other", sample(4), lambda copied: copied < 1)
    assert not (tmp_path / "other").exists()
