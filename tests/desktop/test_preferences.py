"""Preferences: each setting works at once, is remembered, can be taken back and found; menus tell the same story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.dialogs.preferences import PreferencesDialog
from studio.desktop.preferences import Options, Preferences
from studio.desktop.theme import theme
from studio.desktop.window import Window
from studio.document import edits
from studio.session.session import Session
from studio.session.upkeep import clear_unused, takes_on_disk

MakeSession = Callable[..., Session]


@pytest.fixture
def dialog(window: Window) -> PreferencesDialog:
    window.commands.run("edit.preferences")
    return next(w for w in window.findChildren(PreferencesDialog) if w.isVisible())


def choose(dialog: PreferencesDialog, name: str, value: object) -> None:
    combo = dialog.controls[name]
    assert isinstance(combo, QComboBox)
    at = combo.findData(value)
    assert at >= 0, [combo.itemData(i) for i in range(combo.count())]
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def kept(window: Window) -> Options:
    """What another window with the same profile would find."""
    return Preferences(window.workbench.preferences.folder).options


def test_the_theme_and_the_size_of_the_text_change_at_once_and_are_kept(
    window: Window, dialog: PreferencesDialog
) -> None:
    before = window.font().pointSizeF()
    choose(dialog, "theme", "light")
    choose(dialog, "text_size", 150)
    assert theme().name == "light"
    assert window.font().pointSizeF() == pytest.approx(before * 1.5, abs=0.1)
    assert (kept(window).theme, kept(window).text_size) == ("light", 150)
    dialog.resets["text_size"].click()
    assert window.font().pointSizeF() == pytest.approx(before, abs=0.1)
    assert not dialog.resets["text_size"].isEnabled()


@pytest.mark.parametrize(
    ("name", "command"),
    [("ripple", "timeline.ripple"), ("snap", "timeline.snap"), ("render_as_you_type", "render.typing")],
)
def test_a_switch_and_its_menu_are_the_same(window: Window, dialog: PreferencesDialog, name: str, command: str) -> None:
    box = dialog.controls[name]
    assert isinstance(box, QCheckBox)
    before = box.isChecked()
    box.click()
    assert window.commands.action(command).isChecked() is not before
    assert getattr(kept(window), name) is not before
    window.commands.run(command)
    dialog.refresh()
    assert box.isChecked() is before


def test_how_the_timeline_follows_is_what_the_menu_says(window: Window, dialog: PreferencesDialog) -> None:
    choose(dialog, "follow", "smooth")
    assert window.commands.action("timeline.follow_smooth").isChecked()
    choose(dialog, "follow", "off")
    assert not window.commands.action("timeline.follow_smooth").isChecked()
    assert not window.commands.action("timeline.follow").isChecked()
    choose(dialog, "follow", "page")
    assert window.commands.action("timeline.follow").isChecked()
    assert kept(window).follow == "page"


def test_another_number_of_speech_processes_is_what_the_next_render_has(
    window: Window, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    bench = window.workbench
    first = bench.renderer
    choose(dialog, "workers", 2)
    assert bench.renderer is not first
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert bench.session.timeline().length > 0
    assert not [m for m in bench.messages if m.level == "error"]


def test_deliveries_begin_in_the_folder_that_was_chosen(
    window: Window, dialog: PreferencesDialog, tmp_path: Path
) -> None:
    line = dialog.controls["export_folder"]
    assert isinstance(line, QLineEdit)
    line.setText(str(tmp_path / "deliveries"))
    line.editingFinished.emit()
    export = ExportDialog(window.workbench, window)
    assert Path(export.folder.text()).parent == tmp_path / "deliveries"
    export.close()


def test_a_search_shows_what_fits_of_every_page(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.search.setText("device")
    assert dialog.controls["device"].isVisible()
    assert not dialog.controls["theme"].isVisible()
    dialog.search.setText("no such thing")
    assert dialog.nothing.isVisible()
    dialog.search.clear()
    assert dialog.controls["theme"].isVisible()
    assert not dialog.controls["device"].isVisible()


def test_a_page_goes_back_to_its_defaults(window: Window, dialog: PreferencesDialog) -> None:
    choose(dialog, "theme", "light")
    choose(dialog, "language", "zh")
    assert dialog.reopen.isEnabled()
    dialog.reset_page.click()
    assert (kept(window).theme, kept(window).language) == ("system", "")
    assert not dialog.reopen.isEnabled()


def test_a_checkpoint_that_is_none_is_refused_and_says_why(
    dialog: PreferencesDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    page = dialog.engines
    page.add_folder(tmp_path)
    qtbot.waitUntil(lambda: page.add.isEnabled(), timeout=10_000)
    assert str(tmp_path) in page.notice.text()
    assert page.models.topLevelItemCount() == 1  # that there is none


def test_a_damaged_list_of_models_is_told_and_the_other_settings_work(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = tmp_path / "models.json"
    registry.write_text("{broken", encoding="utf-8")
    monkeypatch.setenv("LINEREAD_MODELS", str(registry))
    window.commands.run("edit.preferences")
    dialog = next(w for w in window.findChildren(PreferencesDialog) if w.isVisible())
    assert str(registry) in dialog.engines.notice.text()
    choose(dialog, "theme", "light")
    assert theme().name == "light"


def test_only_takes_that_nothing_uses_are_cleared(
    window: Window, dialog: PreferencesDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert takes_on_disk(bench.session).unused == ()
    first, second, *_ = bench.project.lines()
    binned = bench.session.store.history(first.id)[0]
    bench.edit("Reword", edits.replace_line(bench.project, first.id, text="Other words."))
    bench.session.store.bin(first.id, binned)
    bench.look_again()
    bench.edit("Delete", edits.remove_lines(bench.project, {second.id}))
    assert takes_on_disk(bench.session).unused == (binned,), "undo brings the second line back with its take"
    dialog.contents.setCurrentRow(dialog.contents.count() - 1)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    dialog.clear.click()
    assert not bench.session.store.has(binned)
    assert not list(bench.session.store.folder.rglob(f"{binned}.*"))
    assert not dialog.clear.isEnabled()
    assert clear_unused(bench.session) == 0
    bench.undo()
    assert bench.state(second.id).take is not None


def test_the_shortcuts_open_from_the_preferences(dialog: PreferencesDialog) -> None:
    dialog.shortcuts_wanted.emit()
    assert any(w.windowTitle() == "Shortcuts" and w.isVisible() for w in QApplication.topLevelWidgets())


def test_ctrl_comma_opens_them(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert any(w.isVisible() for w in window.findChildren(PreferencesDialog))
