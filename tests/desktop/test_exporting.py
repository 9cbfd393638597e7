"""The export dialog: what it says before it writes, lines spoken while it is open, only what changed, and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.dialogs.options import OptionForm
from studio.desktop.preferences import Preferences
from studio.desktop.workbench import Workbench
from studio.document import edits
from studio.session.session import Session


@pytest.fixture
def dialog(
    qtbot: QtBot, preferences: Preferences, make_session: Callable[..., Session], tmp_path: Path
) -> Iterator[ExportDialog]:
    bench = Workbench(preferences)
    bench.open(make_session())
    made = ExportDialog(bench, None)  # a window of its own
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path / "out"))
    choose(made, "stems", "srt")
    made.show()
    yield made
    bench.session.history.saved()
    bench.close()


def choose(dialog: ExportDialog, *ids: str) -> None:
    for row in range(dialog.exporters.count()):
        item = dialog.exporters.item(row)
        wanted = item.data(Qt.ItemDataRole.UserRole) in ids
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    dialog.preview()


def beside(dialog: ExportDialog) -> dict[str, str]:
    items = [dialog.files.item(i) for i in range(dialog.files.count())]
    return {item.text(): str(item.data(Qt.ItemDataRole.UserRole) or "") for item in items}


def deliver(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.preview()
    dialog.run()
    qtbot.waitUntil(lambda: dialog._thread is None, timeout=30_000)
    assert dialog.show_folder.isVisible(), dialog.summary.text()


def test_lines_without_sound_are_counted_and_rendered_from_here(dialog: ExportDialog, qtbot: QtBot) -> None:
    bench = dialog._workbench
    waiting = len(list(bench.project.lines()))
    assert str(waiting) in dialog.shows.render_button.text()
    assert f"0 of {waiting} current" in dialog.shows.counts.text()
    dialog.shows.render_button.click()
    qtbot.waitUntil(lambda: f"{waiting} of {waiting} current" in dialog.shows.counts.text(), timeout=30_000)
    assert not dialog.shows.render_button.isVisible()


def test_what_is_in_the_way_is_said_before_and_the_size_after(dialog: ExportDialog, qtbot: QtBot) -> None:
    bench = dialog._workbench
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    dialog.preview()
    assert set(beside(dialog).values()) == {""}
    deliver(dialog, qtbot)
    assert all(size[0].isdigit() for size in beside(dialog).values()), beside(dialog)
    dialog.preview()
    assert set(beside(dialog).values()) == {"replaces"}
    deliver(dialog, qtbot)
    assert all(size.startswith("replaced") for size in beside(dialog).values())


def test_return_exports_wherever_the_keyboard_has_been(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.show()
    qtbot.waitUntil(dialog.start.isEnabled, timeout=30_000)
    for place in (dialog.start, dialog.cancel, dialog.presets.names):
        place.setFocus()
        dialog.preview()
        assert dialog.start.isDefault()
        assert not dialog.cancel.isDefault()


def test_only_what_changed_since_the_last_delivery(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    bench = dialog._workbench
    choose(dialog, "game")
    assert not dialog.since.isEnabled()  # there is none yet
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    deliver(dialog, qtbot)
    everything = {f.name: f.read_bytes() for f in (tmp_path / "out").rglob("*.wav")}
    first = next(bench.project.lines())
    bench.edit("Say more", edits.replace_line(bench.project, first.id, text="Quite another text."))
    bench.render_stale()
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert dialog.since.isEnabled()
    dialog.since.setChecked(True)
    dialog.preview()
    sounds = [name for name in beside(dialog) if name.endswith(".wav")]
    assert len(sounds) == 1
    assert "1 changed" in dialog.summary.text()
    deliver(dialog, qtbot)
    now = {f.name: f.read_bytes() for f in (tmp_path / "out").rglob("*.wav")}
    assert [name for name in everything if now[name] != everything[name]] == [Path(sounds[0]).name]
    assert (tmp_path / "out" / "CHANGES.csv").is_file()


def test_numbers_have_their_unit_and_fields_of_all_exporters_begin_at_one_place(
    dialog: ExportDialog, qtbot: QtBot
) -> None:
    forms = dialog.options.widget().findChildren(OptionForm)
    assert len(forms) == 2
    stems = next(form for form in forms if "loudness" in form.fields)
    said = {name: field.accessibleDescription().split()[0] for name, field in stems.fields.items()}
    assert (said["loudness"], said["ceiling"], said["handles"]) == ("LUFS", "dBTP", "ms")
    qtbot.waitUntil(lambda: all(field.isVisible() for field in stems.fields.values()))
    assert len({field.x() for form in forms for field in form.fields.values()}) == 1
