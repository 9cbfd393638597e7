"""The way into the window: ``lineread studio [PROJECT]``."""

from __future__ import annotations

import faulthandler
import gc
import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from studio import VERSION
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_script, apply_text_size, apply_theme
from studio.desktop.window import Window
from studio.desktop.workbench import Workbench

log = logging.getLogger("lineread.desktop")
_TRANSLATIONS = Path(__file__).parent.parent.parent / "resources" / "translations"


def run(project: Path | None = None, profile: Path | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Lineread")
    application.setApplicationVersion(VERSION)
    preferences = Preferences(profile)
    _log_to(preferences.folder)
    studio = Studio(application, preferences)
    studio.open(project)
    application.aboutToQuit.connect(_let_go_of_the_clipboard)
    code = application.exec()
    del studio
    return code


class Studio(QObject):
    """The window of a running program; another one in its place when it is to speak another language."""

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._application, self._preferences = application, preferences
        self._translators: list[QTranslator] = []
        self.window: Window | None = None
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    def open(self, project: Path | None = None, *, start: bool = True) -> Window:
        """A window with this project, the last one, or at the first start the sample."""
        self.leave()
        self._translators = translate(self._application, self._preferences.options.language)
        apply_script(self._preferences.options.language or QLocale.system().name())
        apply_text_size(self._preferences.text_size)
        apply_theme(self._preferences.options.theme)
        window = self.window = Window(Workbench(self._preferences))
        window.workbench.opened.connect(lambda: QTimer.singleShot(0, settle_memory))
        window.asides.reopening.connect(self.reopen, Qt.ConnectionType.QueuedConnection)  # the dialog goes first
        _report_crashes(self._preferences.folder, window)
        if project is not None:
            window.files.open_path(project)
        elif start and self._preferences.options.recent:
            for path, there in window.projects.recent()[:1]:
                if there:
                    window.files.open_path(path)
                else:
                    window.workbench.say(
                        self.tr("{folder} is not there any more.").format(folder=path), level="warning"
                    )
        elif start:
            window.files.open_sample()
        window.show()
        return window

    def leave(self) -> None:
        """The language of the window is not that of the program any more."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()

    def reopen(self) -> None:
        """Close the window and open it again with the same project. Work that is not saved is asked about."""
        old = self.window
        assert old is not None
        project = old.workbench.session.folder.path if old.workbench.is_open else None
        self._application.setQuitOnLastWindowClosed(False)
        if old.close():
            self.open(project, start=False)
            old.deleteLater()
        self._application.setQuitOnLastWindowClosed(True)

    def _follow_system(self) -> None:
        if self.window is not None and self._preferences.options.theme not in ("dark", "light"):
            self.window.asides.dress()


def settle_memory() -> None:
    """Values of a project that was just opened stay; searching them for cycles takes 50 ms in the middle of an edit."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _let_go_of_the_clipboard() -> None:
    """Leave plain text behind: data made in Python must not be destroyed after Python has gone."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())


def translate(application: QApplication, language: str) -> list[QTranslator]:
    """Install the translations for ``language``, or for the system's; keep what is returned."""
    locale = QLocale(language) if language else QLocale.system()
    kept = []
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("lineread", str(_TRANSLATIONS)),
    ):
        translator = QTranslator(application)
        counts = name == "lineread"  # "1 line", "2 lines": English has plurals too
        if translator.load(locale, name, "_", folder) or (counts and translator.load(QLocale("en"), name, "_", folder)):
            application.installTranslator(translator)
            kept.append(translator)
    return kept


def _log_to(folder: Path) -> None:
    """The full log on disk, also for a crash below Python."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(
            filename=folder / "lineread.log",
            level=logging.INFO,
            format="%(asctime)s %(levelname)s %(name)s %(message)s",
        )
        crash = (folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(crash)
    except OSError:
        pass  # a read-only home: the window works all the same


def _report_crashes(folder: Path, window: Window) -> None:
    """A defect becomes a dialog with a report file; the unsaved work is kept first."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("defect\n%s", text)
        window.files.keep_draft_now()
        name = folder / f"report-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
        try:
            name.write_text(f"Lineread {VERSION} on {platform.platform()}\n\n{text}", encoding="utf-8")
        except OSError:
            pass
        box = QMessageBox(QMessageBox.Icon.Critical, "Lineread", f"{kind.__name__}: {error}", parent=window)
        box.setInformativeText(
            QCoreApplication.translate(
                "Window", "This is a defect. Your work is in the autosaves. The report is {file}."
            ).format(file=name)
        )
        box.setDetailedText(text)
        box.open()

    sys.excepthook = report
