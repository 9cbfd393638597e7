"""Voices made of recordings in the cast panel: clone with a consent, moods, freeze, and why one does not speak."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from engine import assets, catalogue
from engine.catalogue import EngineInfo
from engine.protocol import VoiceDesign, VoiceSpec
from studio.desktop.inspector.cast import CastPanel
from studio.desktop.inspector.clone_dialog import CloneDialog
from studio.desktop.inspector.consent_form import ConsentDialog
from studio.desktop.workbench import Workbench
from studio.document.model import Voice
from studio.render.states import State
from studio.session import voices as making
from tests.desktop.inspector_stage import Stage
from tests.recordings import TRANSCRIPT, record


@pytest.fixture
def stage(bench: Workbench, qtbot: QtBot) -> Stage:
    return Stage(bench, qtbot)


@pytest.fixture
def panel(stage: Stage) -> CastPanel:
    made = CastPanel(stage.bench, stage.ear, stage.commands)
    stage.show(made)
    return made


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return record(tmp_path / "mara lind.wav")


def clone_of(panel: CastPanel) -> CloneDialog:
    dialog = panel.findChild(CloneDialog)
    assert isinstance(dialog, CloneDialog)
    return dialog


def listened(stage: Stage, dialog: CloneDialog, path: Path) -> None:
    dialog.choose(path)
    stage.qtbot.waitUntil(lambda: dialog._taken is not None or "…" not in dialog.report.text(), timeout=10_000)


def cloned(stage: Stage, panel: CastPanel, recording: Path) -> Voice:
    """A clone made by way of the dialog."""
    panel.assets.clone()
    dialog = clone_of(panel)
    listened(stage, dialog, recording)
    dialog.engine.setCurrentIndex(dialog.engine.findData("fake"))
    dialog.consent.who.setText("Mara Lind")
    dialog.consent.purpose.setText("the audio drama Lighthouse")
    dialog.transcript.setPlainText(TRANSCRIPT)
    assert dialog.missing.text() == ""
    dialog.ok.click()
    stage.qtbot.waitUntil(lambda: not dialog.isVisible())
    return stage.bench.project.voices[-1]


def listed(stage: Stage, panel: CastPanel, voice: Voice) -> None:
    """Select a voice in the library."""
    panel.setCurrentWidget(panel.library)
    rows = panel.library.model
    stage.qtbot.waitUntil(lambda: any(v.voice == voice.id for v in rows.rows))
    panel.library.table.clearSelection()
    panel.library.table.select_row([v.voice for v in rows.rows].index(voice.id))


def test_a_voice_is_cloned_step_by_step(stage: Stage, panel: CastPanel, recording: Path) -> None:
    assert stage.commands.run("cast.clone")
    dialog = clone_of(panel)
    told = [dialog.missing.text()]
    assert not dialog.ok.isEnabled()
    listened(stage, dialog, recording)
    told.append(dialog.missing.text())
    assert dialog.name.text() == "mara lind", "the file's name is a beginning"
    dialog.name.clear()
    told.append(dialog.missing.text())
    dialog.name.setText("MARA")
    dialog.consent.who.setText("Mara Lind")
    dialog.transcript.setPlainText("No.")
    told.append(dialog.missing.text()[:14])
    dialog.transcript.clear()
    dialog.consent.purpose.setText("the audio drama Lighthouse")
    told.append(dialog.missing.text())
    assert told == [
        "Choose a recording.", "Say who agreed, what for and when.", "Give the voice a name.", "The transcript", "",
    ]  # fmt: skip
    dialog.engine.setCurrentIndex(dialog.engine.findData("fake"))
    stage.qtbot.mouseClick(dialog.play, Qt.MouseButton.LeftButton)
    samples, rate = stage.heard()
    assert len(samples) / rate == pytest.approx(6.0, abs=0.3)
    dialog.ok.click()
    voice = stage.bench.project.voices[-1]
    assert (voice.name, voice.engine, voice.asset) == ("MARA", "fake", "voices/mara")
    asset = assets.load(stage.bench.session.folder.path / voice.asset)
    assert asset.consent is not None
    assert (asset.consent.who, asset.consent.purpose) == ("Mara Lind", "the audio drama Lighthouse")
    assert stage.labels() == ["Clone the voice MARA"]
    stage.bench.undo()
    assert voice.id not in {v.id for v in stage.bench.project.voices}


def test_what_is_wrong_with_a_recording_is_shown(stage: Stage, panel: CastPanel, tmp_path: Path) -> None:
    dialog = panel.assets.clone()
    listened(stage, dialog, record(tmp_path / "short.wav", seconds=0.2))
    assert "Only 0.2 s are spoken" in dialog.report.text()
    assert dialog.missing.text() == "This recording will not do."
    listened(stage, dialog, tmp_path / "nothing.wav")
    assert "does not exist" in dialog.report.text()
    dialog.reject()


def test_of_a_long_recording_a_stretch_is_proposed_and_can_be_changed(
    stage: Stage, panel: CastPanel, tmp_path: Path
) -> None:
    dialog = panel.assets.clone()
    listened(stage, dialog, record(tmp_path / "long.wav", seconds=45))
    assert 3 <= dialog.end.value() - dialog.start.value() <= 16
    assert "of it is taken" in dialog.report.text()
    dialog.start.setValue(20.0)
    dialog.end.setValue(26.0)
    stage.qtbot.waitUntil(lambda: dialog._taken is not None and 19 < dialog._taken.start < 21, timeout=10_000)
    assert dialog._taken is not None
    assert dialog._taken.seconds == pytest.approx(6.0, abs=0.5)
    dialog.reject()


def test_an_error_keeps_the_dialog_open(
    stage: Stage, panel: CastPanel, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloned(stage, panel, recording)
    dialog = panel.assets.clone()
    listened(stage, dialog, recording)
    dialog.consent.who.setText("Mara Lind")
    dialog.consent.purpose.setText("x")
    dialog.ok.click()
    assert "There is a voice called mara lind" in dialog.missing.text()
    assert dialog.isVisible()
    dialog.reject()


def test_the_library_says_who_agreed_and_what_moods_there_are(
    stage: Stage, panel: CastPanel, recording: Path, tmp_path: Path
) -> None:
    voice = cloned(stage, panel, recording)
    listed(stage, panel, voice)
    library = panel.library
    assert "Cloned with the consent of Mara Lind" in library.about.text()
    assert library.mood_button.isVisible()
    assert library.consent_button.isVisible()
    assert not library.freeze_button.isVisible()
    library.mood_button.click()
    dialog = clone_of(panel)
    assert not dialog.name.isVisible()
    assert dialog.mood.findData("neutral") < 0
    listened(stage, dialog, record(tmp_path / "happy.wav", 250.0))
    dialog.mood.setCurrentIndex(dialog.mood.findData("happy"))
    dialog.ok.click()
    asset = assets.load(stage.bench.session.folder.path / voice.asset)
    assert asset.moods == ("neutral", "happy")
    row = [v.voice for v in library.model.rows].index(voice.id)
    stage.qtbot.waitUntil(lambda: library.model.index(row, 1).data() == "cloned · Happy")


def test_a_voice_without_a_consent_says_so_until_it_is_recorded(
    stage: Stage, panel: CastPanel, recording: Path
) -> None:
    voice = cloned(stage, panel, recording)
    bench = stage.bench
    listed(stage, panel, voice)
    panel.library.given.emit([v for v in panel.library.model.rows if v.voice == voice.id])
    making.withdraw(bench.session.folder.path, voice)
    bench.look_again()
    line = next(iter(bench.project.lines()))
    assert bench.state(line.id).state is State.UNVOICED
    listed(stage, panel, voice)
    stage.qtbot.waitUntil(lambda: "Nobody has agreed" in panel.library.problem.text())
    panel.library.consent_button.click()
    dialog = panel.findChild(ConsentDialog)
    assert isinstance(dialog, ConsentDialog)
    assert not dialog.ok.isEnabled()
    dialog.form.who.setText("Mara Lind")
    dialog.form.purpose.setText("the audio drama")
    today = dialog.form.when.text()
    for day in ("", "last spring", "2999-01-01"):
        dialog.form.when.setText(day)
        assert not dialog.ok.isEnabled()
    dialog.form.when.setText(today)
    dialog.ok.click()
    stage.qtbot.waitUntil(lambda: not panel.library.problem.isVisible())
    assert bench.state(line.id).state is State.STALE


def test_a_voice_of_the_project_is_frozen_from_the_library(stage: Stage, panel: CastPanel) -> None:
    voice = stage.bench.project.voices[0]
    listed(stage, panel, voice)
    panel.library.freeze_button.click()
    stage.qtbot.waitUntil(lambda: bool(stage.bench.project.voices[0].asset), timeout=15_000)
    frozen = stage.bench.project.voices[0]
    assert (frozen.id, frozen.name) == (voice.id, voice.name)
    assert stage.labels() == [f"Freeze the voice {voice.name}"]
    assert not stage.ear.auditioned, "nothing is played that was not asked for"


def test_a_design_is_frozen_and_given_to_the_selected_character(stage: Stage, panel: CastPanel) -> None:
    panel.setCurrentWidget(panel.designer)
    designer = panel.designer
    designer.description.setText("a deep old man")
    designer.design()
    stage.heard(1)
    designer.name.setText("TOM")
    designer.freeze_button.click()
    stage.qtbot.waitUntil(lambda: stage.bench.project.voices[-1].name == "TOM", timeout=15_000)
    project = stage.bench.project
    voice = project.voices[-1]
    assert project.characters[0].voice == voice.id
    asset = assets.load(stage.bench.session.folder.path / voice.asset)
    assert asset.origin is not None
    assert asset.origin.description == "a deep old man"
    designer.freeze_button.click()
    assert "There is a voice called TOM" in stage.bench.messages[-1].text


def test_of_a_mere_description_each_audition_is_what_would_be_frozen(stage: Stage, panel: CastPanel) -> None:
    designer = panel.designer
    design = VoiceDesign(voice=VoiceSpec(engine="fake", description="an old sailor"))
    designer._show_design(design)
    seeds = [designer._calibration(number).seed for number in range(3)]
    assert seeds == [0, 1, 2]
    designer.vary()
    assert [designer._calibration(number).seed for number in range(3)] == [3, 4, 5]
    panel.audition.rehearsal.cancel()


def test_an_engine_without_its_models_says_what_to_do(
    stage: Stage, panel: CastPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = catalogue.describe

    def describe(engine: str) -> EngineInfo:
        info = real(engine)
        if engine != "hibari":
            return info
        replaced: EngineInfo = msgspec.structs.replace(
            info, missing="No model is here.", remedy="`lineread models` says how to get one."
        )
        return replaced

    monkeypatch.setattr(catalogue, "describe", describe)
    panel.designer.show_project(stage.bench.project)
    designer = panel.designer
    designer.description.setText("an old sailor")
    designer.engine.setCurrentIndex(designer.engine.findData("hibari"))
    designer.engine.activated.emit(designer.engine.currentIndex())
    assert designer.notice.text() == "No model is here. `lineread models` says how to get one."
    assert not designer.make.isEnabled()
    designer.engine.setCurrentIndex(designer.engine.findData("fake"))
    designer.engine.activated.emit(designer.engine.currentIndex())
    assert designer.notice.text() == ""
    assert designer.make.isEnabled()


def test_every_field_has_a_name_and_the_keyboard_reaches_it(stage: Stage, panel: CastPanel, recording: Path) -> None:
    dialog = panel.assets.clone()
    listened(stage, dialog, recording)
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QDoubleSpinBox, QPushButton, QToolButton)
    fields = [w for kind in kinds for w in dialog.findChildren(kind) if w.isVisibleTo(dialog) and w.isEnabled()]
    inner = [w for w in fields if w.parent() is not None and not w.parent().inherits("QAbstractSpinBox")]
    for field in inner:
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus, field
        assert field.accessibleName() or (hasattr(field, "text") and field.text()), field
    dialog.reject()


def test_what_is_heard_is_what_the_engine_gets(stage: Stage, panel: CastPanel, recording: Path) -> None:
    dialog = panel.assets.clone()
    listened(stage, dialog, recording)
    dialog.hear()
    assert dialog._taken is not None
    assert np.array_equal(stage.heard()[0], dialog._taken.samples)
    dialog.reject()


def test_a_voice_goes_into_another_project_by_its_menu(
    stage: Stage, panel: CastPanel, recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = cloned(stage, panel, recording)
    listed(stage, panel, voice)
    panel.library.show_menu(QPoint(5, 5))
    (menu,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    entries = {action.text(): action for action in menu.actions()}
    assert entries["Remove from the project"].isEnabled()
    assert not entries["Add to the project"].isEnabled()
    file = tmp_path / "mara.lineread-voice"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    entries["Export…"].trigger()
    menu.close()
    assert file.is_file()
    panel._remove_voices([v for v in panel.library.selected() if v.voice])
    assert voice.id not in {v.id for v in stage.bench.project.voices}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    panel.library.import_button.click()
    brought = stage.bench.project.voices[-1]
    assert brought.name == voice.name
    asset = assets.load(stage.bench.session.folder.path / brought.asset)
    assert asset.consent is not None, "the consent goes with it"
    assert asset.consent.who == "Mara Lind"
    (tmp_path / "no.lineread-voice").write_text("nothing")
    panel.assets.take_in(tmp_path / "no.lineread-voice")
    assert stage.bench.messages[-1].level == "error"
