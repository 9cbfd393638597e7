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

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from studio import VERSION
from studio.desktop.preferences import Preferences
from studio.desktop.theme import apply_theme
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
    translators = translate(application, preferences.options.language)
    apply_theme(preferences.options.theme)
    window = Window(Workbench(preferences))
    window.workbench.opened.connect(lambda: QTimer.singleShot(0, settle_memory))
    _report_crashes(preferences.folder, window)
    if project is not None:
        window.files.open_path(project)
    elif preferences.options.recent and window.files.recent():
        window.files.open_path(window.files.recent()[0])
    else:
        window.files.open_sample()
    window.show()
    application.aboutToQuit.connect(_let_go_of_the_clipboard)
    code = application.exec()
    del translators
    return code


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
    """A defect becomes a dialog with a report file; the document is kept in the autosave ring first."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("defect\n%s", text)
        window.files.autosave()
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
