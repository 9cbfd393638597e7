"""Opening, saving, importing, exporting: what the window does with folders and files."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import EngineError
from resources import sample
from studio import VERSION
from studio.desktop.below import shown
from studio.desktop.dialogs.export import ExportDialog
from studio.desktop.dialogs.recovery import RecoverySheet
from studio.desktop.imports import Imports, readable
from studio.desktop.workbench import Workbench
from studio.document.ids import fresh
from studio.document.model import Project
from studio.errors import LinereadError
from studio.export.host import importer_for
from studio.export.options import checked
from studio.export.reading import SOUNDS
from studio.project import ProjectFolder
from studio.session.casting import DEFAULT_ENGINE
from studio.session.session import Session

AUTOSAVE_SECONDS = 20


class Files(QObject):
    """Owns the lock of the open project and the autosave clock."""

    def __init__(self, window: QWidget, workbench: Workbench) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self.imports = Imports(window, workbench, self._tell)
        self._lock = contextlib.ExitStack()
        self._clock = QTimer(self)
        self._clock.setInterval(AUTOSAVE_SECONDS * 1000)
        self._clock.timeout.connect(self.autosave)
        self._autosaved: Project | None = None

    # -- opening ---------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """Projects that were open before and are still there."""
        known = [Path(p) for p in self._workbench.preferences.options.recent]
        return [p for p in known if (p / "project.json").is_file()]

    def open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Open a project"))
        if folder:
            self.open_path(Path(folder))

    def open_path(self, path: Path) -> bool:
        """Open a project folder; what cannot be opened is said, and nothing changes."""
        if not self.may_leave():
            return False
        path = path.parent if path.name == "project.json" else path
        folder = ProjectFolder(path)
        lock = contextlib.ExitStack()
        try:
            if not folder.file.exists():
                folder.load()  # says what is missing
            lock.enter_context(folder.hold("lineread studio"))
            try:
                session = Session.open(path)
            except LinereadError as error:
                if not RecoverySheet.offer(folder, error, self._window):
                    raise
                session = Session.open(path)
        except LinereadError as error:
            lock.close()
            self._workbench.complain(error)
            self._tell(error)
            return False
        self._lock.close()
        self._lock = lock
        self._use(session)
        return True

    def open_sample(self) -> None:
        """A fresh copy of the sample project, in the user's own folder."""
        if not self.may_leave():
            return
        home = self._workbench.preferences.folder / "sample"
        if home.exists():
            self._lock.close()
            self._workbench.close()
            shutil.rmtree(home, ignore_errors=True)
        self._create(sample("lighthouse"), home)

    def new(self) -> None:
        """A project from a script, or an empty one."""
        if not self.may_leave():
            return
        script, _ = QFileDialog.getOpenFileName(self._window, self.tr("Choose a script"), "", readable(self))
        if not script:
            return
        folder, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Where to keep the project"), str(Path(script).with_suffix(""))
        )
        if folder:
            self._create(Path(script), Path(folder))

    def take(self, paths: Sequence[Path]) -> None:
        """Files and folders that were dropped on the window: a project is opened, everything else imported.

        With no project open, the first script becomes one and takes the others in.
        """
        projects = [p for p in paths if p.name == "project.json" or (p / "project.json").is_file()]
        if projects:
            self.open_path(projects[0])
            return
        rest = list(paths)
        if not self._workbench.is_open:
            scripts = [p for p in rest if not p.is_dir() and p.suffix.lower() not in SOUNDS]
            if not scripts:
                hint = self.tr("Open the project whose lines these recordings are.")
                self._tell(LinereadError(self.tr("There is no project to import into."), hint))
                return
            rest.remove(scripts[0])
            target = scripts[0].with_suffix("")
            number = 2
            while target.exists():
                target = scripts[0].with_name(f"{scripts[0].stem} {number}")
                number += 1
            self._create(scripts[0], target)
        if self._workbench.is_open:
            self.imports.take(rest)

    def _create(self, script: Path, folder: Path) -> None:
        try:
            info = importer_for(script)
            imported = info.load_importer().read(script, checked(info, {}))
            project = dataclasses.replace(
                imported.project, id=imported.project.id or fresh("P"), name=imported.project.name or script.stem
            )
            Session.create(folder, project, DEFAULT_ENGINE)
        except (LinereadError, EngineError) as error:
            self._tell(error)
            return
        for problem in imported.problems:
            self._workbench.say(str(problem), level="warning")
        self.open_path(folder)

    def _use(self, session: Session) -> None:
        self._workbench.open(session)
        self._workbench.preferences.remember(session.folder.path)
        self._autosaved = session.project
        self._clock.start()
        for problem in session.problems:
            self._workbench.say(str(problem), level="warning")

    # -- keeping ---------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Ask about unsaved changes; True when the open project may be closed."""
        if not self._workbench.is_open or not self._workbench.session.history.changed:
            return True
        answer = QMessageBox.question(
            self._window,
            "Lineread",
            self.tr("Save the changes to {name}?").format(name=self._workbench.project.name),
            QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
        )
        if answer == QMessageBox.StandardButton.Save:
            return self._workbench.save()
        return answer == QMessageBox.StandardButton.Discard

    def autosave(self) -> None:
        """Keep unsaved changes in the ring; nothing is written when nothing changed."""
        if not self._workbench.is_open or self._workbench.project is self._autosaved:
            return
        session = self._workbench.session
        if not session.history.changed:
            return
        try:
            session.folder.autosave(session.project)
            self._autosaved = session.project
        except LinereadError as error:
            self._workbench.complain(error)

    def save_as(self) -> None:
        """A copy of the whole folder, takes included; work goes on in the copy."""
        folder, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the project as"))
        if not folder:
            return
        source = self._workbench.session.folder.path
        try:
            shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".local"))
            copy = ProjectFolder(Path(folder))
            copy.load()
            copy.save(self._workbench.project)
        except OSError as error:
            said = self.tr("{folder} could not be written: {reason}.").format(folder=folder, reason=error)
            self._tell(LinereadError(said, self.tr("Choose a new name.")))
            return
        except LinereadError as error:
            self._tell(error)
            return
        self._workbench.session.history.saved()
        self.open_path(Path(folder))

    def close(self) -> None:
        self._clock.stop()
        self._lock.close()

    # -- exchanging ------------------------------------------------------------------------------

    def export(self) -> None:
        ExportDialog(self._workbench, self._window).open()

    def about(self) -> None:
        text = self.tr("<h3>Lineread {version}</h3><p>A script is the document, speech is derived from it.</p>")
        QMessageBox.about(self._window, self.tr("About Lineread"), text.format(version=VERSION))

    def _tell(self, error: LinereadError | EngineError) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Lineread", shown(error.message), parent=self._window)
        box.setInformativeText(shown(error.hint))
        box.exec()


def show_in_folder(path: Path) -> None:
    """Open the system's file browser there."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
