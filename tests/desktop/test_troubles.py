"""What goes wrong around the window: said with the next step, nothing lost, and the program goes on."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from plugins.stems.exporter import StemsExporter
from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.window import Window
from studio.document import edits
from studio.render.states import State
from studio.session.session import Session


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes say, instead of waiting for somebody to press a button."""
    heard: list[str] = []

    def listen(box: QMessageBox) -> int:
        heard.append(f"{box.text()} {box.informativeText()}")
        return QMessageBox.StandardButton.Ok.value

    monkeypatch.setattr(QMessageBox, "exec", listen)
    return heard


def rename(window: Window, name: str) -> None:
    bench = window.workbench
    line = next(iter(bench.project.lines()))
    bench.edit("Write", edits.replace_line(bench.project, line.id, text=name))


def spoken(window: Window) -> bool:
    states = window.workbench.session.states().values()
    return not window.workbench.queue and all(s.state in (State.CURRENT, State.SUSPECT) for s in states)


def test_a_full_disk_while_saving_costs_nothing(window: Window) -> None:
    rename(window, "Everything is written down.")
    with full_disk():
        assert not window.workbench.save()
    last = window.workbench.messages[-1]
    assert "The disk is full" in last.text
    assert "Free some space" in last.hint
    assert window.workbench.session.history.changed
    assert window.workbench.save()
    assert "Everything is written down." in (window.workbench.session.folder.file).read_text()


def test_a_full_disk_while_rendering_fails_the_line_and_not_the_program(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    first = next(iter(bench.project.lines())).id
    bench.render([first])
    qtbot.waitUntil(lambda: not bench.queue, timeout=20_000)  # the engine runs
    others = [line.id for line in bench.project.lines()][1:]
    with full_disk():
        bench.render(others)
        qtbot.waitUntil(lambda: not bench.queue, timeout=20_000)
    assert any("The disk is full" in m.text and m.hint for m in bench.messages)
    assert bench.state(first).state is State.CURRENT
    assert all(bench.state(i).state in (State.FAILED, State.STALE) for i in others)
    bench.render(others)
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)


def test_a_full_disk_while_lines_that_were_spoken_before_come_back(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    bench.render_stale()
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)
    text = next(iter(bench.project.lines())).text
    third = [line.id for line in bench.project.lines()][2]
    bench.edit("Write", edits.replace_line(bench.project, third, text=text))
    with full_disk():
        bench.render_stale()
        qtbot.waitUntil(lambda: not bench.queue, timeout=20_000)
    bench.render_stale()
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)


def export(window: Window, qtbot: QtBot) -> ExportDialog:
    dialog = ExportDialog(window.workbench, window)
    dialog.open()
    qtbot.waitUntil(dialog.start.isEnabled, timeout=10_000)
    return dialog


def test_a_full_disk_while_exporting_leaves_the_folder_as_it_was(window: Window, qtbot: QtBot) -> None:
    window.workbench.render_stale()
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)
    dialog = export(window, qtbot)
    with full_disk():
        dialog.run()
        qtbot.waitUntil(dialog.start.isEnabled, timeout=20_000)
    assert "The disk is full" in dialog.summary.text()
    assert not Path(dialog.folder.text()).exists() or not any(Path(dialog.folder.text()).iterdir())
    dialog.run()
    qtbot.waitUntil(dialog.show_folder.isVisible, timeout=20_000)
    dialog.close()


def test_a_delivery_that_cannot_be_placed_is_said(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog = export(window, qtbot)
    dialog.folder.setText(str(tmp_path / "file" / "below"))
    dialog.run()
    qtbot.waitUntil(dialog.start.isEnabled, timeout=20_000)
    assert "file" in dialog.summary.text()
    assert window.workbench.messages[-1].level == "error"
    dialog.close()


@pytest.mark.parametrize("step", ["plan", "write"])
def test_an_exporter_that_raises_is_named(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("colour")

    dialog = export(window, qtbot)
    monkeypatch.setattr(StemsExporter, step, fails)
    if step == "plan":
        dialog.preview()
    else:
        dialog.run()
        qtbot.waitUntil(dialog.start.isEnabled, timeout=20_000)
    assert "stems" in dialog.summary.text()
    assert "defect of the plug-in" in dialog.summary.text()
    dialog.close()


def test_the_folder_is_pulled_away_and_comes_back(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    bench = window.workbench
    bench.render_stale()
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)
    home = bench.session.folder.path
    away = tmp_path / "elsewhere"
    home.rename(away)
    rename(window, "Nobody can find me.")
    window.files.keep_draft_now()
    assert not bench.save()
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=20_000)
    assert all(m.text for m in bench.messages)
    assert any(m.level == "error" and m.hint for m in bench.messages)
    if home.exists():
        shutil.rmtree(home)  # what was written meanwhile
    away.rename(home)
    assert bench.save()
    assert "Nobody can find me." in bench.session.folder.file.read_text()
    bench.render_stale()
    qtbot.waitUntil(lambda: spoken(window), timeout=20_000)


def test_a_folder_that_may_not_be_written_is_said_when_it_is_opened(
    window: Window, said: list[str], make_session: Callable[..., Session]
) -> None:
    other = make_session(name="other").folder.path
    shutil.rmtree(other / ".local", ignore_errors=True)
    (other / ".local").write_text("a file where a folder has to be")
    before = window.workbench.session
    assert not window.files.open_path(other)
    assert "could not be written" in said[-1]
    assert window.workbench.session is before


def test_a_full_disk_while_opening_is_said(
    window: Window, said: list[str], make_session: Callable[..., Session]
) -> None:
    other = make_session(name="other").folder.path
    with full_disk():
        opened = window.files.open_path(other)
    assert opened or "The disk is full" in said[-1]


def test_a_damaged_project_without_an_autosave_is_said(
    window: Window, said: list[str], make_session: Callable[..., Session], qapp: QApplication
) -> None:
    other = make_session(name="other").folder
    for file in other.autosaves():
        file.unlink()
    other.file.write_bytes(other.file.read_bytes()[:40])
    before = window.workbench.session
    assert not window.files.open_path(other.path)
    assert "damaged" in said[-1]
    assert "from a backup" in said[-1]
    assert "`lineread" not in said[-1]  # a window names no command of the terminal
    assert window.workbench.session is before


def test_a_project_of_a_newer_lineread_is_not_replaced_by_an_old_autosave(
    window: Window, said: list[str], make_session: Callable[..., Session]
) -> None:
    other = make_session(name="other")
    other.apply("Name", edits.replace_settings(other.project, name="Second"))
    other.save()
    newer = other.folder.file.read_bytes().replace(b'"version": 1', b'"version": 99')
    other.folder.file.write_bytes(newer)
    assert not window.files.open_path(other.folder.path)
    assert "newer Lineread" in said[-1]
    assert other.folder.file.read_bytes() == newer
