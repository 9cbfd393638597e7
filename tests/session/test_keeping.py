"""Work that is not saved yet: what a crash leaves behind, where it is when the folder is gone, and when it ends."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.document.model import Project
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.script import parse_script
from studio.session.keeping import Keeper, drop, place_in, unsaved


@pytest.fixture
def project() -> Project:
    return parse_script("ANN: Hello.\nBOB: Good bye.")[0]


@pytest.fixture
def folder(tmp_path: Path, project: Project) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "talk", project)


@pytest.fixture
def said() -> list[LinereadError]:
    return []


@pytest.fixture
def keeper(folder: ProjectFolder, tmp_path: Path, said: list[LinereadError]) -> Iterator[Keeper]:
    made = Keeper(folder, tmp_path / "refuge", said.append)
    yield made
    made.close()


def named(project: Project, name: str) -> Project:
    return dataclasses.replace(project, name=name)


def test_what_was_edited_last_is_found_again(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path
) -> None:
    for name in ("First", "Second", "Third"):
        keeper.keep(named(project, name))
    keeper.wait()
    left = unsaved(ProjectFolder(folder.path), tmp_path / "refuge")
    assert left is not None
    assert left.project == named(project, "Third")
    assert ProjectFolder(folder.path).load()[0] == project


def test_nothing_is_left_after_saving(keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path) -> None:
    assert unsaved(folder, tmp_path / "refuge") is None
    keeper.keep(named(project, "New"))
    folder.save(named(project, "New"))
    keeper.settle()
    assert unsaved(folder, tmp_path / "refuge") is None
    assert not folder.draft.exists()


def test_a_crash_between_saving_and_settling_asks_nothing(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path
) -> None:
    keeper.keep(named(project, "New"))
    keeper.wait()
    folder.save(named(project, "New"))
    assert unsaved(folder, tmp_path / "refuge") is None


def test_what_was_not_wanted_stays_among_the_autosaves(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path
) -> None:
    keeper.keep(named(project, "Unwanted"))
    keeper.settle(keep=True)
    assert unsaved(folder, tmp_path / "refuge") is None
    assert "Unwanted" in folder.autosaves()[0].read_text()


def test_a_folder_that_is_pulled_away_leaves_the_work_elsewhere_and_is_not_made_again(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path, said: list[LinereadError]
) -> None:
    folder.load()
    folder.path.rename(tmp_path / "away")
    for name in ("First", "Second"):
        keeper.keep(named(project, name))
        keeper.wait()
    assert [("is gone" in error.message, "meanwhile" in error.hint) for error in said] == [(True, True)]
    assert not folder.path.exists()
    (tmp_path / "away").rename(folder.path)
    left = unsaved(ProjectFolder(folder.path), tmp_path / "refuge")
    assert left is not None
    assert left.project.name == "Second"
    keeper.keep(named(project, "Third"))
    keeper.wait()
    assert folder.draft.exists()
    assert not place_in(tmp_path / "refuge", folder).exists()


def test_what_could_be_kept_nowhere_is_tried_again_and_said_once(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path, said: list[LinereadError]
) -> None:
    (tmp_path / "refuge").write_text("no folder")
    folder.path.rename(tmp_path / "away")
    work = named(project, "Nowhere")
    for _ in range(2):
        keeper.keep(work)
        keeper.wait()
    assert len(said) == 1
    (tmp_path / "away").rename(folder.path)
    keeper.keep(work)
    keeper.wait()
    assert "Nowhere" in folder.draft.read_text()


def test_what_was_kept_elsewhere_and_is_not_wanted_goes_into_the_ring(
    keeper: Keeper, folder: ProjectFolder, project: Project, tmp_path: Path
) -> None:
    folder.path.rename(tmp_path / "away")
    keeper.keep(named(project, "Elsewhere"))
    keeper.wait()
    (tmp_path / "away").rename(folder.path)
    drop(folder, place_in(tmp_path / "refuge", folder), keep=True)
    assert unsaved(folder, tmp_path / "refuge") is None
    assert "Elsewhere" in folder.autosaves()[0].read_text()


def test_a_draft_that_cannot_be_read_is_nothing(folder: ProjectFolder, tmp_path: Path) -> None:
    folder.local.mkdir(exist_ok=True)
    folder.draft.write_bytes(b'{"format": "lineread", "ver')
    assert unsaved(folder, tmp_path / "refuge") is None


def test_a_damaged_project_comes_back_as_it_was_edited_last(
    keeper: Keeper, folder: ProjectFolder, project: Project
) -> None:
    keeper.keep(named(project, "Newest"))
    keeper.wait()
    folder.file.write_bytes(b"{")
    fresh = ProjectFolder(folder.path)
    fresh.recover()
    assert fresh.load()[0].name == "Newest"
