"""The export dialog offers what pip installed, and shows what cannot be used with the reason."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.workbench import Workbench
from tests.packages import installed


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    home = installed(tmp_path / "packages")
    monkeypatch.syspath_prepend(str(home))
    yield home
    for name in [m for m in sys.modules if m.partition(".")[0] in ("cuesheet", "raising", "wrong")]:
        del sys.modules[name]


def test_the_dialog_exports_with_an_installed_exporter(
    site: Path, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExportDialog(bench, window)
    dialog.show()
    items = [dialog.exporters.item(i) for i in range(dialog.exporters.count())]
    (broken,) = (item for item in items if item.text().startswith("wrong"))
    assert not broken.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "has no kind" in broken.text()
    usable = {item.data(Qt.ItemDataRole.UserRole): item for item in items if item is not broken}
    assert usable["cuesheet"].text() == "Cue sheet (CSV)"
    for identity, item in usable.items():
        item.setCheckState(Qt.CheckState.Checked if identity == "raising" else Qt.CheckState.Unchecked)
    dialog.preview()
    assert "no licence" in dialog.summary.text()
    assert not dialog.start.isEnabled()
    usable["raising"].setCheckState(Qt.CheckState.Unchecked)
    usable["cuesheet"].setCheckState(Qt.CheckState.Checked)
    dialog.preview()
    assert [dialog.files.item(i).text() for i in range(dialog.files.count())] == ["Two People.csv"]
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.run()
    qtbot.waitUntil(lambda: dialog.show_folder.isVisible(), timeout=30_000)
    assert (tmp_path / "out" / "Two People.csv").read_text(encoding="utf-8").startswith("id,start ms")
    dialog.close()
