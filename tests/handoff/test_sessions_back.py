"""A session goes out, a mixer works on it, and exactly that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rpp

from plugins.api import Project, Timeline
from plugins.conformance import PROGRAMMES
from studio.document.merge import Difference, compare, merged
from studio.errors import LinereadError
from studio.export import host
from studio.export.options import checked
from studio.export.runner import plan_exports, run_exports


@pytest.fixture
def session(tmp_path: Path) -> tuple[Path, Timeline, Project]:
    (tmp_path / "takes").mkdir()
    timeline, project = PROGRAMMES["odd"](tmp_path / "takes")
    run_exports(plan_exports(["reaper"], timeline, project), tmp_path / "out")
    return next((tmp_path / "out").rglob("*.rpp")), timeline, project


def back(path: Path, project: Project) -> Difference:
    info = host.importer_for(path)
    assert info.id == "reaper-back"
    incoming, whole = info.load_importer().read(path, checked(info, {})).incoming(project)
    return compare(project, incoming, whole=whole)


def reread(path: Path, project: Project) -> Project:
    info = host.importer("reaper-back")
    return info.load_importer().read(path, checked(info, {})).incoming(project)[0]


def edit(path: Path, change: Any) -> None:
    """Load and save with another program's reader and writer."""
    tree = rpp.loads(path.read_text(encoding="utf-8"))
    change(tree)
    path.write_text(rpp.dumps(tree), encoding="utf-8")


def test_an_untouched_session_changes_nothing(session: tuple[Path, Timeline, Project]) -> None:
    path, _, project = session
    assert back(path, project).empty
    edit(path, lambda tree: None)
    assert back(path, project).empty


def test_positions_gains_and_mutes_come_back(session: tuple[Path, Timeline, Project]) -> None:
    path, _, project = session

    def mix(tree: Any) -> None:
        items = tree.findall(".//ITEM")
        by_position = sorted(items, key=lambda item: float(item.find("POSITION")[1]))
        by_position[0].find("POSITION")[1] = f"{54_321 / 48_000:.14f}"
        by_position[1].find("VOLPAN")[1] = "0.5"
        by_position[2].find("MUTE")[1] = "1"
        by_position[2].find("NAME")[1] = "renamed by hand"
        tree.findall(".//TRACK")[0].find("VOLPAN")[1] = "2"

    edit(path, mix)
    found = back(path, project)
    after = {change.id: change.after for change in found.changed}
    assert (after["L-0001"].start, after["L-0001"].gain) == (54_321, 0.0)
    assert (after["L-0002"].start, after["L-0002"].gain) == (90_001, -6.021)  # held, or it would follow the first
    assert (after["L-0003"].start, after["L-0003"].status) == (None, "muted")
    assert [(c.before.name, c.after.gain) for c in found.changed_characters] == [("ALICE", 6.021)]
    assert found.summary() == "3 changed"
    after_all = merged(project, reread(path, project), found)
    assert compare(after_all, reread(path, after_all), whole=True).empty  # reading it twice changes nothing more


def test_without_its_delivery_nothing_is_said_of_positions(session: tuple[Path, Timeline, Project]) -> None:
    path, _, project = session
    next(path.parents[1].glob("delivery.json")).unlink()
    info = host.importer_for(path)
    imported = info.load_importer().read(path, checked(info, {}))
    assert [p.code for p in imported.problems] == ["no-delivery"]
    assert compare(project, imported.incoming(project)[0], whole=True).empty
    with pytest.raises(LinereadError, match="None of the session's items"):
        imported.incoming(Project(id="other", name="x"))
