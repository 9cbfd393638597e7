"""Opening, saving, importing, exporting: what the window does with folders and files.

The sheets that are seldom asked for are read from disk only then, so that the window is there sooner.
"""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from engine.errors import EngineError
from resources import sample
from studio.desktop.below import shown
from studio.desktop.imports import Imports, readable
from studio.desktop.sound import calling
from studio.desktop.workbench import Workbench
from studio.document.ids import fresh
from studio.document.model import Project
from studio.errors import LinereadError
from studio.export.host import importer_for
from studio.export.options import checked
from studio.export.reading import SOUNDS
from studio.project import CopyCancelled, DamagedProject, ProjectFolder
from studio.session.casting import DEFAULT_ENGINE
from studio.session.differences import rows
from studio.session.keeping import Keeper, drop, place_in, unsaved
from studio.session.session import Session

DRAFT_MS = 2000  # from an edit until it would survive a crash


class Files(QObject):
    """Owns the lock of the open project, the draft of its unsaved work, and the autosave clock."""

    _kept_elsewhere = Signal(object)  # LinereadError, from the thread that keeps drafts

    def __init__(self, window: QWidget, workbench: Workbench) -> None:
        super().__init__(window)
        self._window = window
        self._workbench = workbench
        self.imports = Imports(window, workbench, self._tell)
        self._lock = contextlib.ExitStack()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.autosave)
        self._keeper: Keeper | None = None
        self._soon = QTimer(self)
        self._soon.setInterval(DRAFT_MS)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.keep_draft)
        self._kept_elsewhere.connect(workbench.complain)
        workbench.changed.connect(self._document_changed)

    # -- opening ---------------------------------------------------------------------------------

    def open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Open a project"))
        if folder:
            self.open_path(Path(folder))

    def open_path(self, path: Path) -> bool:
        """Open a project folder, when what is open may be left."""
        return self.may_leave() and self._open(path)

    def _open(self, path: Path) -> bool:
        """What cannot be opened is said, and nothing changes."""
        path = path.parent if path.name == "project.json" else path
        folder = ProjectFolder(path)
        lock = contextlib.ExitStack()
        try:
            if not folder.file.exists():
                folder.load()  # says what is missing
            lock.enter_context(folder.hold("lineread studio"))
            try:
                session = Session.open(path)
            except DamagedProject as error:
                from studio.desktop.dialogs.recovery import DamagedSheet

                if not DamagedSheet.offer(folder, error, self._window):
                    lock.close()
                    return False
                session = Session.open(path)
            if not self._recovered(session):
                lock.close()
                return False
        except LinereadError as error:
            lock.close()
            self._workbench.complain(error)
            self._tell(error)
            return False
        self._let_go()
        self._lock = lock
        self._use(session)
        return True

    def _recovered(self, session: Session) -> bool:
        """Ask about work that a crash has left behind. False when the project shall not be opened now."""
        folder = session.folder
        left = unsaved(folder, self._refuge)
        found = rows(session.project, left.project) if left is not None else []
        if left is None or not found:
            drop(folder, place_in(self._refuge, folder), keep=False)
            return True
        from studio.desktop.dialogs.recovery import Choice, RecoverySheet

        sheet = RecoverySheet(session.project.name or folder.path.name, left, found, self._window)
        sheet.exec()
        choice = sheet.choice
        sheet.deleteLater()
        if choice is Choice.TAKE:
            session.apply(self.tr("Take the unsaved work"), left.project)
            return True
        if choice is Choice.BOTH:
            copy = self._copy(folder, free(folder.path.with_name(f"{folder.path.name} recovered")), left.project)
            if copy is None:
                return False
            self._workbench.preferences.remember(copy.path)
            self._workbench.say(self.tr("The unsaved work is a project of its own: {folder}.").format(folder=copy.path))
        if choice is not None:
            drop(folder, place_in(self._refuge, folder), keep=True)
        return choice is not None

    @property
    def _refuge(self) -> Path:
        """Where drafts are kept while a project's folder is away."""
        return self._workbench.preferences.folder / "unsaved"

    def open_sample(self) -> None:
        """A fresh copy of the sample project, in the user's own folder."""
        if not self.may_leave():
            return
        home = self._workbench.preferences.folder / "sample"
        if home.exists():
            self._let_go()
            self._workbench.close()
            shutil.rmtree(home, ignore_errors=True)
        self._create(sample("lighthouse"), home)

    def new(self) -> None:
        """A project from a script, or an empty one."""
        if not self.may_leave():
            return
        script, _ = QFileDialog.getOpenFileName(self._window, self.tr("Choose a script"), "", readable())
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
            self._create(scripts[0], free(scripts[0].with_suffix("")))
        if self._workbench.is_open:
            self.imports.take(rest)

    def _create(self, script: Path, folder: Path) -> None:
        try:
            info = importer_for(script)
            imported = info.load_importer().read(script, checked(info, {}))
            project = dataclasses.replace(
                imported.project, id=imported.project.id or fresh("P"), name=imported.project.name or script.stem
            )
            Session.create(folder, project, self._workbench.preferences.options.engine or DEFAULT_ENGINE)
        except (LinereadError, EngineError) as error:
            self._tell(error)
            return
        for problem in imported.problems:
            self._workbench.say(str(problem), level="warning")
        self._open(folder)

    def create_empty(self, folder: Path) -> None:
        """A project without a line, and open it."""
        try:
            Session.create(folder, Project(id=fresh("P"), name=folder.name), DEFAULT_ENGINE)
        except (LinereadError, EngineError) as error:
            self._tell(error)
            return
        self._open(folder)

    def leave(self) -> None:
        """Close the project; somebody has asked about what is unsaved."""
        self._clock.stop()
        self._let_go()
        self._workbench.close()

    def _use(self, session: Session) -> None:
        self._workbench.open(session)
        self._workbench.preferences.remember(session.folder.path)
        self._keeper = Keeper(session.folder, self._refuge, calling(self, "_kept_elsewhere"))
        self.start_clock()
        self._document_changed()
        for problem in session.problems:
            self._workbench.say(str(problem), level="warning")
        if waiting := self._workbench.resume():
            self._workbench.say(
                self.tr("Rendering goes on with %n line(s) that were waiting when the program ended.", "", waiting)
            )

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
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    def _document_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def start_clock(self) -> None:
        """A state for the ring as often as is asked for."""
        if self._workbench.is_open:
            self._clock.start(self._workbench.preferences.autosave_seconds * 1000)

    def keep_draft(self) -> None:
        """Let unsaved work survive a crash from now on; once it is saved, there is nothing to keep."""
        self._soon.stop()
        if self._keeper is None or not self._workbench.is_open:
            return
        if self._workbench.session.history.changed:
            self._keeper.keep(self._workbench.project)
        else:
            self._keeper.settle()

    def keep_draft_now(self) -> None:
        """The same, and not go on before it is done: something is going wrong."""
        self.keep_draft()
        if self._keeper is not None:
            self._keeper.wait()

    def save(self) -> bool:
        """Save; False, with a message, when that was not possible."""
        done = self._workbench.save()
        self.keep_draft()
        return done

    def _let_go(self) -> None:
        """The open project is left, and somebody has decided about its unsaved work."""
        self._soon.stop()
        if self._keeper is not None:
            self._keeper.settle(keep=self._workbench.session.history.changed)
            self._keeper.close()
            self._keeper = None
        self._lock.close()

    def autosave(self) -> None:
        """One more state to go back to, written behind the window; nothing when all is saved.

        A draft that could not be written anywhere is tried again.
        """
        self.keep_draft()
        bench = self._workbench
        if self._keeper is not None and bench.is_open and bench.session.history.changed:
            self._keeper.remember(bench.project)

    def save_as(self) -> None:
        """A copy of the whole folder, takes included; work goes on in the copy."""
        folder, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the project as"))
        if not folder:
            return
        try:
            copy = self._copy(self._workbench.session.folder, Path(folder), self._workbench.project)
        except LinereadError as error:
            self._tell(error)
            return
        if copy is not None:
            self._open(copy.path)

    def _copy(self, folder: ProjectFolder, target: Path, project: Project) -> ProjectFolder | None:
        """All of a project, takes included: gigabytes, perhaps, so the window is alive and may say stop. None then."""
        wait = QProgressDialog(self.tr("Copying the project…"), self.tr("Cancel"), 0, 0, self._window)
        wait.setWindowModality(Qt.WindowModality.WindowModal)
        wait.setMinimumDuration(400)
        wait.setMaximum(sum(1 for _ in folder.path.rglob("*")))

        def going_on(copied: int) -> bool:
            wait.setValue(copied)
            return not wait.wasCanceled()

        try:
            return folder.copy_to(target, project, going_on)
        except CopyCancelled:
            return None
        finally:
            wait.reset()
            wait.deleteLater()

    def close(self) -> None:
        self._clock.stop()
        self._let_go()

    # -- exchanging ------------------------------------------------------------------------------

    def export(self) -> None:
        from studio.desktop.dialogs.export import ExportDialog

        ExportDialog(self._workbench, self._window).open()

    def _tell(self, error: LinereadError | EngineError) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Lineread", shown(error.message), parent=self._window)
        box.setInformativeText(shown(error.hint))
        box.exec()


def free(path: Path) -> Path:
    """``path``, or the first of "path 2", "path 3", ... that nothing has."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.name} {number}")
        number += 1
    return found


def show_in_folder(path: Path) -> None:
    """Open the system's file browser there."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
