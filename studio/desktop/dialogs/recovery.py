"""Work that a crash left behind, and projects that are damaged: what there is, and what shall become of it."""

from __future__ import annotations

import contextlib
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from studio.desktop.below import shown
from studio.desktop.dialogs.differing import Differences
from studio.desktop.theme import theme
from studio.document.model import Project
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.project.codec import decode
from studio.session.differences import Row
from studio.session.keeping import Unsaved


class Choice(Enum):
    """What becomes of work that was not saved."""

    TAKE = "take"
    SAVED = "saved"
    BOTH = "both"


class RecoverySheet(QDialog):
    """The unsaved work of a program that ended, against what is saved. Nothing happens until somebody chooses."""

    def __init__(self, name: str, left: Unsaved, rows: list[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice | None = None
        self.setWindowTitle(self.tr("Unsaved work"))
        time = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(left.when.timestamp())), QLocale.FormatType.ShortFormat
        )
        said = QLabel(
            self.tr("{name} was not closed properly. Work from {time} was not saved.").format(name=name, time=time)
        )
        said.setWordWrap(True)
        font = said.font()
        font.setBold(True)
        said.setFont(font)
        self.differences = Differences(rows)
        self.summary = QLabel(self.differences.summary())
        self.summary.setWordWrap(True)
        legend = QLabel(
            self.tr(
                "Red is what is saved, green the unsaved work. If you take it, Undo leads back to what is saved;"
                " if not, it stays among the autosaves."
            )
        )
        legend.setWordWrap(True)
        legend.setStyleSheet(f"color: {theme().quiet};")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self._choice(self.tr("&Take the unsaved work"), Choice.TAKE)
        self.both = self._choice(self.tr("Keep &both"), Choice.BOTH)
        self.both.setToolTip(self.tr("Opens what is saved; the unsaved work becomes a project of its own beside it."))
        self.saved = self._choice(self.tr("Keep what is &saved"), Choice.SAVED)
        self.take.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(said)
        layout.addWidget(self.summary)
        layout.addWidget(self.differences, 1)
        layout.addWidget(legend)
        layout.addWidget(self.buttons)
        self.resize(820, min(600, 300 + 60 * len(rows)))
        self.take.setFocus()

    def _choice(self, text: str, choice: Choice) -> QPushButton:
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(lambda: self._choose(choice))
        return button

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


class DamagedSheet:
    """Asks; the damaged file is kept whatever is chosen."""

    @staticmethod
    def offer(folder: ProjectFolder, error: LinereadError, parent: QWidget | None) -> bool:
        """True when the newest good autosave has taken the damaged file's place.

        Raises LinereadError when there is none.
        """
        found = newest(folder)
        if found is None:
            hint = QCoreApplication.translate(
                "RecoverySheet",
                "No autosave is whole. Bring project.json back from a backup; takes and voices are safe.",
            )
            raise LinereadError(error.message, hint)
        name, project = found
        lines = sum(1 for _ in project.lines())
        translate = QCoreApplication.translate
        box = QMessageBox(QMessageBox.Icon.Warning, "Lineread", shown(error.message), parent=parent)
        box.setInformativeText(
            translate("RecoverySheet", "The autosave of {time} is whole: {name}, {lines} lines. Go on with it?").format(
                time=name, name=project.name, lines=lines
            )
        )
        box.setDetailedText("\n".join(line.text for line in project.lines()))
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        if box.exec() != QMessageBox.StandardButton.Open:
            return False
        folder.recover()
        return True


def newest(folder: ProjectFolder) -> tuple[str, Project] | None:
    """When the newest readable autosave was made, and what is in it."""
    for file in (folder.draft, *folder.autosaves()):
        with contextlib.suppress(LinereadError, OSError):
            project = decode(file.read_bytes(), file.name)[0]
            when = QDateTime.fromSecsSinceEpoch(int(file.stat().st_mtime))
            return QLocale().toString(when, QLocale.FormatType.ShortFormat), project
    return None
