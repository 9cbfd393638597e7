"""Files that come into the window: chosen in a dialog or dropped, one or many, scripts and recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from engine.errors import EngineError
from studio.desktop.dialogs.importing import ImportSheet
from studio.desktop.workbench import Workbench
from studio.document.model import Project
from studio.errors import LinereadError
from studio.export.host import importer, plugins
from studio.export.manifest import PluginInfo
from studio.export.reading import RECORDINGS, SOUNDS, importer_of
from studio.session.casting import cast
from studio.session.recordings import adopt_recordings


class Imports(QObject):
    """``tell`` shows an error to the person who asked."""

    def __init__(
        self, window: QWidget, workbench: Workbench, tell: Callable[[LinereadError | EngineError], None]
    ) -> None:
        super().__init__(window)
        self._window, self._workbench, self._tell = window, workbench, tell

    def choose(self) -> None:
        """Ask for files."""
        files, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Import"), "", readable())
        self.take([Path(file) for file in files])

    def choose_recordings(self) -> None:
        """Ask for a folder of recordings, named by the ids of their lines."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("A folder of recordings"))
        if folder:
            self.take([Path(folder)])

    def take(self, paths: Sequence[Path]) -> None:
        """Show what each of these would change, one after the other; Cancel goes on with the next."""
        sounds = [p for p in paths if p.suffix.lower() in SOUNDS and not p.is_dir()]
        others = [p for p in paths if p not in sounds]
        for number, path in enumerate(others, 1):
            place = self.tr("{number} of {count}").format(number=number, count=len(others)) if len(others) > 1 else ""
            self.take_one(path, place)
        if sounds and len({p.parent for p in sounds}) == len(sounds) == 1:
            self.take_one(sounds[0])
        elif sounds:
            self._take_sounds(sounds)

    def take_one(self, path: Path, place: str = "") -> bool:
        """Show what a file or a folder of recordings would change, and apply it when the person says so."""
        try:
            info = importer_of(path)
        except LinereadError as error:
            self._tell(error)
            return False
        return self._offer(info, path, place)

    def _take_sounds(self, sounds: Sequence[Path]) -> None:
        """Several recordings that were dropped: one sheet, as for a folder of them."""
        self._offer(importer(RECORDINGS), sounds[0], "", sounds)

    def _offer(self, info: PluginInfo, path: Path, place: str, sounds: Sequence[Path] = ()) -> bool:
        sheet = ImportSheet(self._workbench, info, path, self._window, place, sounds)
        if sheet.error is not None and not info.options:
            sheet.deleteLater()
            self._tell(sheet.error)
            return False
        done = bool(sheet.exec()) and self._apply(sheet)
        sheet.deleteLater()
        return done

    def _apply(self, sheet: ImportSheet) -> bool:
        bench = self._workbench
        project, problems = cast(sheet.merged())
        try:
            voiced = self._adopt(project, list(sheet.recordings.items()))
        except LinereadError as error:
            self._tell(error)
            return False
        if voiced is None:
            bench.say(self.tr("The import was cancelled; the script is as it was."))
            return False
        bench.edit(self.tr("Import {name}").format(name=sheet.name), voiced)
        for problem in problems:
            bench.say(str(problem))
        return True

    def _adopt(self, project: Project, found: Sequence[tuple[str, Path]]) -> Project | None:
        """The recordings as takes, one after the other: the window is alive and may say stop. None then."""
        if not found:
            return project
        wait = QProgressDialog(
            self.tr("Taking the recordings in…"), self.tr("Cancel"), 0, len(found), self._window
        )  # fmt: skip
        wait.setWindowModality(Qt.WindowModality.WindowModal)
        wait.setMinimumDuration(400)
        try:
            for number, (line_id, file) in enumerate(found):
                wait.setValue(number)
                if wait.wasCanceled():
                    return None
                project = adopt_recordings(self._workbench.session, project, {line_id: file})
            wait.setValue(len(found))
        finally:
            wait.deleteLater()
        return project


def readable() -> str:
    """The file dialog's filter: what the importers read."""
    suffixes = sorted({s for p in plugins() if p.kind == "importer" and not p.error for s in p.suffixes})
    patterns = " ".join(f"*{s}" for s in suffixes)
    return QCoreApplication.translate("Imports", "Scripts ({patterns});;All files (*)").format(patterns=patterns)
