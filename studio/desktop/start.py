"""The first page: open the sample, start from a script, go on with what was open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from studio.desktop.files import Files


class StartPage(QWidget):
    """Shown while no project is open."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        title = QLabel("Lineread")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2.4)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        about = QLabel(self.tr("Write or drop a script. Give it voices. Press Space."))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(about)
        column.addSpacing(20)
        for label, slot in (
            (self.tr("Open the sample project"), files.open_sample),
            (self.tr("New project from a script…"), files.new),
            (self.tr("Open a project…"), files.open),
        ):
            button = QPushButton(label)
            button.setMinimumWidth(320)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            column.addWidget(button)
        recent = files.recent()
        if recent:
            column.addSpacing(20)
            column.addWidget(QLabel(self.tr("Recent")))
        for path in recent[:6]:
            column.addWidget(self._recent(files, path))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(column)
        outer.addStretch(3)
        outer.setAlignment(column, Qt.AlignmentFlag.AlignHCenter)

    def _recent(self, files: Files, path: Path) -> QPushButton:
        button = QPushButton(path.name)
        button.setFlat(True)
        button.setToolTip(str(path))
        button.setAccessibleName(self.tr("Open {name}").format(name=path.name))
        button.clicked.connect(lambda: files.open_path(path))
        return button
