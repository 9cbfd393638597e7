"""Ways through the window: back to the row with Esc, to the documentation, and presets of the export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.dialogs.help import HelpWindow, docs, pages
from studio.desktop.preferences import Preferences
from studio.desktop.window import Window
from studio.export.presets import ExportPreset, read_presets


def test_esc_leads_back_to_the_row_from_every_panel(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    docks: Any = window._docks
    inspector = docks["inspector"].widget()
    for name, widget in (
        ("inspector", inspector.fields["speed"]),
        ("cast", docks["cast"].widget().name),
        ("lexicon", docks["lexicon"].widget().search),
        ("timeline", window._timeline.canvas),
    ):
        docks[name].raise_()
        widget.setFocus()
        focus = window.focusWidget()
        assert focus is not None
        assert not window.script.isAncestorOf(focus), name
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert window.focusWidget() is window.script.view, name
    assert window.workbench.active is not None


def test_the_documentation_is_read_in_the_window(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [title for title, _ in pages(docs())]
    assert titles[:2] == ["The studio in ten minutes", "The script"]
    assert titles[-1] == "Architecture"
    window.commands.run("help.docs")
    shown = next(w for w in window.children() if isinstance(w, HelpWindow))
    assert "Press Space" in shown.page.toPlainText()
    shown.follow(QUrl("architecture.md"))
    assert shown.contents.currentItem().text() == "Architecture"
    assert "One picture" in shown.page.toPlainText()
    outside: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: outside.append(url.toString()))
    shown.follow(QUrl("https://example.org/x"))
    assert outside == ["https://example.org/x"]
    shown.close()


def test_without_documentation_that_is_said(window: Window, tmp_path: Path) -> None:
    shown = HelpWindow(window, tmp_path)
    assert "without its documentation" in shown.page.toPlainText()
    shown.close()


def test_a_choice_of_exporters_is_kept_under_a_name(window: Window) -> None:
    bench = window.workbench
    dialog = ExportDialog(bench, window)
    for row in range(dialog.exporters.count()):
        item = dialog.exporters.item(row)
        wanted = item.data(Qt.ItemDataRole.UserRole) in ("csv", "vtt")
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    dialog._put("csv", "delimiter", "semicolon")
    assert not dialog.presets.save_button.isEnabled()
    dialog.presets.names.setEditText("Client")
    dialog.presets.save_button.click()
    dialog.close()

    kept = Preferences(bench.preferences.folder).options.export_presets  # as another start finds it
    assert kept == {"Client": ExportPreset(dialog_ids("csv", "vtt"), {"csv.delimiter": "semicolon"})}
    project = bench.session.folder.path
    assert read_presets(project) == kept, "the command line and colleagues have it with the project"
    again = ExportDialog(bench, window)
    assert again.chosen() != kept["Client"].exporters
    again.presets.names.setCurrentIndex(0)
    again.presets.names.activated.emit(0)
    assert again.chosen() == kept["Client"].exporters
    assert again._values == {"csv.delimiter": "semicolon"}
    again.presets.delete_button.click()
    assert bench.preferences.options.export_presets == {}
    assert read_presets(project) == {}
    assert again.presets.name == ""
    names = [again.presets.names.itemText(row) for row in range(again.presets.names.count())]
    place = names.index("Mixer: REAPER")  # there for everybody, and nobody can delete it
    again.presets.names.setCurrentIndex(place)
    again.presets.names.activated.emit(place)
    assert set(again.chosen()) == {"reaper", "stems", "srt", "csv"}
    assert again._values == {"reaper.handles": 1000}
    assert not again.presets.delete_button.isEnabled()
    again._use(ExportPreset(["csv", "not-here"]))
    assert "not-here" in bench.messages[-1].text
    again.close()


def dialog_ids(*ids: str) -> list[str]:
    """In the order of the dialog, which is that of the labels."""
    from studio.export.host import plugins

    labels = {p.id: p.label.casefold() for p in plugins() if p.kind == "exporter"}
    return sorted(ids, key=labels.__getitem__)
