"""Named choices of the export dialog: which exporters, with which options.

Kept with the preferences, for one's other projects, and with the project, for the command line and for colleagues.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from studio.desktop.preferences import Preferences
from studio.errors import LinereadError
from studio.export.presets import BUILT_IN, ExportPreset, delete_preset, read_presets, save_preset


class PresetRow(QWidget):
    """Choose a preset, or type a name and save what is chosen now under it."""

    chosen = Signal(object)  # ExportPreset
    wanted = Signal(str)  # save the present choice under this name
    failed = Signal(object)  # LinereadError: the project could not be told

    def __init__(self, preferences: Preferences, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._project = project
        self.names = QComboBox()
        self.names.setLineEdit(field := QLineEdit())
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.names.setAccessibleName(self.tr("Preset"))
        field.setStyleSheet(
            "border: 0; padding: 0; min-height: 0; background: transparent;"
        )  # the box has them already
        field.setPlaceholderText(self.tr("Choose one, or type a name to save this choice"))
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setAccessibleName(self.tr("Save the preset"))
        self.save_button.setAutoDefault(False)
        self.delete_button = QPushButton(self.tr("Delete"))
        self.delete_button.setAccessibleName(self.tr("Delete the preset"))
        self.delete_button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(self.tr("Preset"))
        label.setBuddy(self.names)
        row.addWidget(label)
        row.addWidget(self.names, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.delete_button)
        self.names.activated.connect(self._choose)
        self.names.editTextChanged.connect(self._allow)
        self.save_button.clicked.connect(self._save)
        self.delete_button.clicked.connect(self.delete)
        self._fill("")

    @property
    def name(self) -> str:
        return self.names.currentText().strip()

    def keep(self, exporters: Sequence[str], options: dict[str, Any]) -> None:
        """The answer to :attr:`wanted`."""
        name, preset = self.name, ExportPreset(list(exporters), dict(options))
        self._preferences.options.export_presets[name] = preset
        self._preferences.save()
        self._fill(name)
        try:
            save_preset(self._project, name, preset)
        except LinereadError as error:
            self.failed.emit(error)

    def delete(self) -> None:
        """Forget the preset of that name; what is chosen in the dialog stays."""
        name = self.name
        if self._preferences.options.export_presets.pop(name, None) is not None:
            self._preferences.save()
        try:
            delete_preset(self._project, name)
        except LinereadError as error:
            self.failed.emit(error)
        self._fill("")

    def _known(self) -> dict[str, ExportPreset]:
        """One's own and the project's, then those for everybody."""
        own, built_in = self._own(), self._built_in()
        return {**{name: own[name] for name in sorted(own, key=str.casefold)}, **built_in, **own}

    def _built_in(self) -> dict[str, ExportPreset]:
        titles = {
            "mixer-reaper": self.tr("Mixer: REAPER"),
            "mixer-ardour": self.tr("Mixer: Ardour"),
            "mixer-aaf": self.tr("Mixer: Pro Tools, Nuendo (AAF)"),
            "mixer-dawproject": self.tr("Mixer: Bitwig, Studio One, Cubase (DAWproject)"),
        }
        return {titles[name]: preset for name, preset in BUILT_IN.items() if name in titles}

    def _own(self) -> dict[str, ExportPreset]:
        """One's own and, over them, the project's."""
        try:
            return {**self._preferences.options.export_presets, **read_presets(self._project)}
        except LinereadError:  # saving says what is wrong with the project's
            return self._preferences.options.export_presets

    def _fill(self, name: str) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems(list(self._known()))
        self.names.setCurrentIndex(self.names.findText(name, Qt.MatchFlag.MatchExactly) if name else -1)
        self.names.setEditText(name)
        self.names.blockSignals(False)
        self._allow()

    def _choose(self) -> None:
        preset = self._known().get(self.name)
        if preset is not None:
            self.chosen.emit(preset)

    def _save(self) -> None:
        if self.name:
            self.wanted.emit(self.name)

    def _allow(self) -> None:
        self.save_button.setEnabled(bool(self.name))
        self.delete_button.setEnabled(self.name in self._own())
