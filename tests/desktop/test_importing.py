"""Files that come into the window: their sheet, the options beside it, several at once, and recordings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from studio.audio.files import write_audio
from studio.desktop.dialogs.importing import ImportSheet
from studio.desktop.preferences import Preferences
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench
from studio.export.reading import importer_of
from studio.playback.device import ClockedDevice
from studio.render.states import State


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[ImportSheet]:
    """Sheets that were shown; each is accepted as it comes."""
    seen: list[ImportSheet] = []

    def agree(sheet: ImportSheet) -> int:
        seen.append(sheet)
        sheet.keep.setChecked(True)
        if sheet.apply_button.isEnabled():
            sheet.accept()
        return sheet.result()

    monkeypatch.setattr(ImportSheet, "exec", agree)
    return seen


def drop(window: Window, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def sound(path: Path, seconds: float = 0.5) -> Path:
    path.parent.mkdir(exist_ok=True)
    noise = np.random.default_rng(3).uniform(-0.2, 0.2, round(48_000 * seconds)).astype(np.float32)
    write_audio(path, noise, 48_000, "PCM_16")
    return path


def test_an_option_reads_the_file_again_and_is_known_for_the_next_sheet(window: Window, tmp_path: Path) -> None:
    bench = window.workbench
    table = tmp_path / "first.csv"
    table.write_text("Key,Whoever,Spoken\nk1,ANN,Quite new.\n", encoding="utf-8")
    imports = window.files.imports
    shown: list[str] = []

    def direct(sheet: ImportSheet) -> int:
        assert sheet.error is not None
        assert not sheet.apply_button.isEnabled()
        shown.append(sheet.summary.text())
        columns = sheet.columns
        assert columns is not None
        assert "sheet" not in sheet.form.fields  # a text file has only one
        assert columns.chosen("id") == "Key"  # what can be guessed is chosen
        for field, header in (("text", "Spoken"), ("character", "Whoever")):
            box = columns.fields[field]
            box.setCurrentIndex(box.findData(header))
            box.activated.emit(box.currentIndex())
        sheet.read()
        assert [line.text for line in sheet.difference.new] == ["Quite new."]
        sheet.keep.setChecked(True)
        sheet.accept()
        return sheet.result()

    original, ImportSheet.exec = ImportSheet.exec, direct  # type: ignore[method-assign, assignment]
    try:
        assert imports.take_one(table)
    finally:
        ImportSheet.exec = original  # type: ignore[method-assign]
    assert shown == ["Choose the column that has what is said."]
    assert "Quite new." in [line.text for line in bench.project.lines()]
    assert bench.session.history.undo_label == "Import first.csv"

    other = tmp_path / "second.csv"
    other.write_text("Spoken,Key,Whoever\nQuite other.,k1,ANN\n", encoding="utf-8")
    again = ImportSheet(bench, importer_of(other), other, window)
    assert again.error is None
    assert [change.after.text for change in again.difference.changed] == ["Quite other."]
    assert again.columns is not None
    assert again.columns.chosen("text") == "Spoken"
    assert again.tree.topLevelItem(0).text(1) == "Quite new.  →  Quite other."
    again.close()


def test_a_column_that_is_no_part_of_a_line_is_kept_as_it_is(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "sheet.csv"
    table.write_text("id,line,note\nk1,Quite new.,for the mixer\n", encoding="utf-8")
    sheet = ImportSheet(window.workbench, importer_of(table), table, window)
    assert sheet.columns is not None
    box = sheet.columns.fields["note"]
    assert box.currentData() == "note"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    sheet.read()
    (line,) = sheet.difference.new
    assert (line.note, dict(line.fields)) == ("", {"note": "for the mixer"})
    sheet.close()


def test_another_script_takes_no_line_away_unless_somebody_wants_it(window: Window, tmp_path: Path) -> None:
    bench = window.workbench
    lines = list(bench.project.lines())
    other = tmp_path / "other.txt"
    other.write_text("ZOE: Nothing of this was there before.\n", encoding="utf-8")
    sheet = ImportSheet(bench, importer_of(other), other, window)
    assert sheet.keep.isChecked()
    assert len(list(sheet.merged().lines())) == len(lines) + 1
    sheet.keep.setChecked(False)
    sheet.read()
    assert not sheet.keep.isChecked()  # what was chosen stays chosen
    sheet.close()
    newer = tmp_path / "newer.csv"
    newer.write_text(f"id,line\n{lines[0].id},{lines[0].text}\n", encoding="utf-8")
    sheet = ImportSheet(bench, importer_of(newer), newer, window)
    assert len(sheet.difference.gone) == len(lines) - 1
    assert not sheet.keep.isChecked()
    sheet.close()


def test_what_must_be_looked_at_stands_first(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "sheet.csv"
    table.write_text("id,line\nk1,One.\nk1,Two.\n", encoding="utf-8")
    sheet = ImportSheet(window.workbench, importer_of(table), table, window)
    assert sheet.tree.topLevelItem(0).text(0) == "! note"
    assert "k1" in sheet.tree.topLevelItem(0).text(1)
    assert "1 note" in sheet.summary.text()
    sheet.close()


def test_every_kind_of_option_has_its_control(window: Window, tmp_path: Path) -> None:
    cues = tmp_path / "cues.srt"
    cues.write_text("1\n00:00:01,000 --> 00:00:02,000\nANN: Hello.\n", encoding="utf-8")
    sheet = ImportSheet(window.workbench, importer_of(cues), cues, window)
    fields = sheet.form.fields
    assert isinstance(fields["pin"], QCheckBox)
    assert fields["pin"].isChecked()
    assert isinstance(fields["fit"], QComboBox)
    assert all(field.accessibleName() for field in fields.values())
    assert sheet.difference.new[0].start == 48_000
    fields["pin"].setChecked(False)
    sheet.read()
    assert sheet.difference.new[0].start is None
    sheet.close()


def test_several_scripts_are_shown_one_after_the_other(
    window: Window, tmp_path: Path, sheets: list[ImportSheet]
) -> None:
    for name, said in (("one.txt", "First file."), ("two.txt", "Second file.")):
        (tmp_path / name).write_text(f"ANN: {said}\n", encoding="utf-8")
    drop(window, tmp_path / "one.txt", tmp_path / "two.txt")
    assert ["(1 of 2)" in sheets[0].windowTitle(), "(2 of 2)" in sheets[1].windowTitle()] == [True, True]
    assert [label for label, _ in window.workbench.session.history.labels()] == ["Import one.txt", "Import two.txt"]
    assert "Second file." in [line.text for line in window.workbench.project.lines()]


def test_a_folder_of_recordings_becomes_takes(
    window: Window, tmp_path: Path, sheets: list[ImportSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    first, second = [line.id for line in bench.project.lines()][:2]
    sound(tmp_path / "actor" / f"{first}_take2.wav")
    sound(tmp_path / "actor" / "nobody.wav")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "actor"))
    assert window.commands.run("file.import_recordings")
    assert list(sheets[0].recordings) == [first]
    notes = [sheets[0].tree.topLevelItem(i).text(1) for i in range(sheets[0].tree.topLevelItemCount())]
    assert any("nobody.wav fits no line" in note for note in notes)
    assert bench.state(first).state is State.CURRENT
    take = bench.state(first).take
    assert take is not None
    assert abs(take.samples / take.rate - 0.5) < 0.01
    assert bench.state(second).state is State.STALE
    bench.undo()
    assert bench.state(first).state is State.STALE


def test_recordings_that_are_dropped_together_have_one_sheet(
    window: Window, tmp_path: Path, sheets: list[ImportSheet]
) -> None:
    ids = [line.id for line in window.workbench.project.lines()][:3]
    drop(window, *(sound(tmp_path / f"{i}.wav") for i in ids))
    assert [set(sheet.recordings) for sheet in sheets] == [set(ids)]
    assert all(window.workbench.state(i).state is State.CURRENT for i in ids)


def test_the_first_of_several_scripts_becomes_a_project_where_none_is_open(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path, sheets: list[ImportSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Window(Workbench(preferences), ClockedDevice())
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    drop(empty, sound(tmp_path / "odd.wav"))
    assert told == ["There is no project to import into."]
    (tmp_path / "one.txt").write_text("ANN: First file.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("ANN: Second file.\n", encoding="utf-8")
    drop(empty, tmp_path / "one.txt", tmp_path / "two.txt")
    names = empty.windowTitle(), empty.workbench.session.history.undo_label
    empty.workbench.session.history.saved()
    empty.close()
    assert names == ("one[*] — Lineread", "Import two.txt")
    assert len(sheets) == 1
