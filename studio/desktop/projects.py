"""The ways into a project: new, from a script, open, the sample, and those that were open before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from studio.desktop.commands import Command
from studio.desktop.workbench import Workbench

if TYPE_CHECKING:
    from studio.desktop.files import Files


class Projects(QObject):
    """The recent ones as a menu, and the commands that begin something."""

    listed = Signal()  # the recent ones are others
    closed = Signal()

    def __init__(self, window: QWidget, workbench: Workbench, files: Files) -> None:
        super().__init__(window)
        self._window, self._workbench, self.files = window, workbench, files
        self.menu = QMenu(self.tr("Open &recent"), window)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        workbench.opened.connect(self.listed)
        self.fill()

    def commands(self, menu: str) -> tuple[Command, ...]:
        return (
            Command(
                id="file.new", label=self.tr("&New project from a script…"), menu=menu, keys="Ctrl+N",
                run=self.files.new,
                hint=self.tr("From a script, subtitles or a table; the file itself stays as it is."),
            ),
            Command(
                id="file.new_empty", label=self.tr("New e&mpty project…"), menu=menu, keys="Ctrl+Shift+N",
                run=self.new_empty, hint=self.tr("Asks where to keep it; you write the first line."),
            ),
            Command(id="file.open", label=self.tr("&Open…"), menu=menu, keys="Ctrl+O", run=self.files.open),
            Command(
                id="file.sample", label=self.tr("Open the sam&ple"), menu=menu, run=self.files.open_sample,
                hint=self.tr("A fresh copy of a short scene with four voices."),
            ),
            Command(
                id="file.close", label=self.tr("&Close the project"), menu=menu, keys="Ctrl+W", run=self.close,
                enabled=lambda: self._workbench.is_open,
            ),
        )  # fmt: skip

    def recent(self) -> list[tuple[Path, bool]]:
        """Projects that were open before, newest first, and whether they are still there."""
        known = [Path(p) for p in self._workbench.preferences.options.recent]
        return [(path, (path / "project.json").is_file()) for path in known]

    def fill(self) -> None:
        """The menu as things are now."""
        self.menu.clear()
        for path, there in self.recent():
            name = path.name if there else self.tr("{name} (not there)").format(name=path.name)
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setEnabled(there)
            action.triggered.connect(lambda _=False, path=path: self.files.open_path(path))
        if self.menu.isEmpty():
            self.menu.addAction(self.tr("Nothing was open before")).setEnabled(False)
            return
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Forget those that are not there")).triggered.connect(self.tidy)

    def tidy(self) -> None:
        """Leave out what is gone."""
        for path, there in self.recent():
            if not there:
                self.forget(path)

    def forget(self, path: Path) -> None:
        self._workbench.preferences.forget(path)
        self.listed.emit()

    def new_empty(self) -> None:
        """Ask where, and begin with nothing."""
        if not self.files.may_leave():
            return
        folder, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Where to keep the project"), self.tr("Untitled")
        )  # fmt: skip
        if folder:
            self.files.create_empty(Path(folder))

    def close(self) -> None:
        """Back to the first page."""
        if self.files.may_leave():
            self.files.leave()
            self.closed.emit()
