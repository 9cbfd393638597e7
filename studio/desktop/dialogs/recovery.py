"""A damaged project: what the newest good autosave holds, and the offer to go on with it."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.desktop.below import shown
from studio.document.model import Project
from studio.errors import LinereadError
from studio.project import ProjectFolder
from studio.project.codec import decode


class RecoverySheet:
    """Asks; the damaged file is kept whatever is chosen."""

    @staticmethod
    def offer(folder: ProjectFolder, error: LinereadError, parent: QWidget | None) -> bool:
        """True when the newest good autosave has taken the damaged file's place."""
        found = newest(folder)
        if found is None:
            return False
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
    for file in folder.autosaves():
        with contextlib.suppress(LinereadError, OSError):
            return file.stem[:20].replace("T", " "), decode(file.read_bytes(), file.name)[0]
    return None
